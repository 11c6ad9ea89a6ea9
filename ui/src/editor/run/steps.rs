//! The steps of a run as lines: state, name, items, time; a press leads to the step.

use api::StepView;
use leptos::prelude::*;
use model::{Severity, StepStatus};

use crate::editor::say;
use crate::editor::state::{Editor, Tab};
use crate::text::{duration_us, t, t_args};
use crate::widgets::{EmptyState, Icon, VirtualList};

const ROW: f64 = 34.0;

/// The steps of the run.
#[component]
pub fn StepRows(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let count = Signal::derive(move || {
        editor
            .run
            .with(|run| run.as_ref().map_or(0, |run| run.steps().len()))
    });
    let row = move |at: usize| {
        let step = Memo::new(move |_| {
            editor
                .run
                .with(|run| run.as_ref().and_then(|run| run.steps().get(at).cloned()))
        });
        let draw = move || step.get().map(|step| line(editor, at, step));
        draw.into_any()
    };
    let none = Memo::new(move |_| count.get() == 0);
    view! {
        <Show
            when=move || !none.get()
            fallback=move || view! { <EmptyState icon="list" title=t("editor-steps-none")/> }
        >
            <div class="step-rows">
                <VirtualList count row_height=ROW label=move || t("editor-panel-steps") row/>
            </div>
        </Show>
    }
}

fn line(editor: Editor, at: usize, step: StepView) -> AnyView {
    let (icon, class, words) = match step.status {
        StepStatus::Success => ("check", "state-success", "editor-state-success"),
        StepStatus::Failed => ("x", "state-failed", "editor-state-failed"),
        StepStatus::Running => ("loader-circle", "state-running", "editor-state-running"),
        StepStatus::Waiting => ("hourglass", "state-waiting", "editor-state-waiting"),
        StepStatus::Canceled => ("minus", "state-skipped", "editor-state-canceled"),
        StepStatus::Skipped => ("skip-forward", "state-skipped", "editor-state-skipped"),
    };
    let skipped = step.status == StepStatus::Skipped;
    let decided = skipped.then(|| view! { <span class="hint">{t(words)}</span> });
    let out: u64 = step.items_out.iter().map(|count| u64::from(*count)).sum();
    let times = (step.run > 0).then(|| {
        let number = (f64::from(step.run) + 1.0).into();
        t_args("editor-step-again", &[("number", number)])
    });
    let error = step.error.as_ref().map(say::run_error);
    let node = step.node.clone();
    let run = step.run as usize;
    let lead = move |_| {
        editor.iteration.set(Some((node.clone(), run)));
        editor.tab.set(Tab::Output);
        editor.show(&node);
    };
    let time = match step.status {
        StepStatus::Running | StepStatus::Skipped => String::new(),
        _ => duration_us(step.duration_us),
    };
    let tried = (!skipped && !step.attempts.is_empty()).then(|| {
        let count = (step.attempts.len() as f64 + 1.0).into();
        t_args("editor-attempts", &[("count", count)])
    });
    view! {
        <div role="listitem">
            <button type="button" class="step-line" data-testid="step-line" on:click=lead>
                <span class="step-number">{at + 1}</span>
                <span class=format!("state {class}") title=t(words)><Icon name=icon size=13/></span>
                <span class="unseen">{t(words)}</span>
                <span class="step-line-name">{step.name}</span>
                {times.map(|times| view! { <span class="hint">{times}</span> })}
                {decided}
                {tried.map(|tried| view! { <span class="hint">{tried}</span> })}
                <span class="step-line-error">{error}</span>
                <span class="step-line-items">{say::items(out)}</span>
                <span class="step-line-time">{time}</span>
            </button>
        </div>
    }
    .into_any()
}

/// How many problems stop something, and how many only warn.
pub fn problem_count(editor: Editor) -> (usize, usize) {
    editor.faults.with(|problems| {
        let severe = problems
            .iter()
            .filter(|one| one.severity > Severity::Warn)
            .count();
        (severe, problems.len() - severe)
    })
}

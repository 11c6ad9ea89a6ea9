//! What went wrong in the runs: put together by workflow, step and what it was, with what was done about it.

use std::time::Duration;

use api::{Error, EventKind, FailureGroup, FailureList, Failures};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Recovery;

use crate::editor::{run_error, run_error_in_full};
use crate::route::{self, Route};
use crate::text::{ago, date_time, t, t_args};
use crate::widgets::{EmptyState, ErrorPanel, Select, Spinner, VirtualList};
use crate::{events, rpc};

/// Height of a row: two lines.
const ROW: f64 = 60.0;

/// Changes that come in quick succession are read once.
const SETTLE: Duration = Duration::from_millis(300);

/// How far back one looks: what is chosen, the days, its words, and the words for nothing.
const RANGES: [(&str, Option<u32>, &str, &str); 3] = [
    ("7", Some(7), "failures-7", "failures-none-7"),
    ("30", Some(30), "failures-30", "failures-none-30"),
    ("all", None, "failures-all", "failures-none-all"),
];

/// What was asked for, and what was read.
#[derive(Clone, Copy)]
struct History {
    range: RwSignal<String>,
    workflow: RwSignal<String>,
    read: RwSignal<Option<Failures>>,
    error: RwSignal<Option<Error>>,
    /// Counts what was asked for: an answer to an older question is passed by.
    round: StoredValue<u64>,
}

impl History {
    fn new() -> Self {
        let history = Self {
            range: RwSignal::new("30".to_owned()),
            workflow: RwSignal::new(String::new()),
            read: RwSignal::new(None),
            error: RwSignal::new(None),
            round: StoredValue::new(0),
        };
        Effect::new(move |_| {
            history.range.track();
            history.workflow.track();
            history.fetch();
        });
        let fetch_soon = StoredValue::new_local(debounce(SETTLE, move |()| history.fetch()));
        events::on(move |event| {
            if matches!(event.what, EventKind::RunsChanged | EventKind::Missed) {
                fetch_soon.update_value(|fetch| fetch(()));
            }
        });
        history
    }

    fn range(self) -> (&'static str, Option<u32>, &'static str, &'static str) {
        let chosen = self.range.get();
        let found = RANGES.into_iter().find(|range| range.0 == chosen);
        found.unwrap_or(RANGES[1])
    }

    fn fetch(self) {
        let Some(workflow) = self.workflow.try_get_untracked() else {
            return;
        };
        let request = FailureList {
            workflow: Some(workflow).filter(|id| !id.is_empty()),
            days: untrack(|| self.range().1),
        };
        self.round.update_value(|round| *round += 1);
        let round = self.round.get_value();
        spawn_local(async move {
            let answer = rpc::call(request).await;
            if self.round.try_get_value() != Some(round) {
                return;
            }
            match answer {
                Ok(found) => {
                    self.error.set(None);
                    self.read.set(Some(found));
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}

/// The tab of the errors.
#[component]
pub(super) fn ErrorHistory() -> impl IntoView {
    let history = History::new();
    let attempts = move || {
        let of = |read: &Option<Failures>| read.as_ref().map_or(0, |read| read.attempts);
        history.read.with(of)
    };
    let count = move || {
        let count = attempts();
        // That there is none is said below.
        (count > 0).then(|| t_args("failures-count", &[("count", count.into())]))
    };
    let ranges = Signal::derive(|| {
        let option = |(id, _, words, _): (&str, _, &str, _)| (id.to_owned(), t(words));
        RANGES.map(option).to_vec()
    });
    view! {
        <div class="shelf-panel" role="tabpanel" id="runs-errors-panel" aria-labelledby="runs-errors-tab">
            <div class="toolbar" role="toolbar" aria-label=move || t("toolbar")>
                <Select
                    value=history.range
                    on_change=move |chosen| history.range.set(chosen)
                    options=ranges
                    label=move || t("failures-range")
                    attr:data-testid="errors-range"
                />
                <Select
                    value=history.workflow
                    on_change=move |chosen| history.workflow.set(chosen)
                    options=Signal::derive(move || workflows(history))
                    label=move || t("workflow")
                    attr:data-testid="errors-workflow"
                />
                <span class="toolbar-count faint" role="status">
                    {count}
                </span>
            </div>
            {move || damaged(history)}
            <Content history/>
        </div>
    }
}

/// The workflows to choose from; the one that is chosen stays, though nothing failed in it in the time.
fn workflows(history: History) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), t("all-workflows"))];
    history.read.with(|read| {
        let known = read.iter().flat_map(|read| &read.workflows);
        options.extend(known.map(|one| (one.id.clone(), name_of(&one.name))));
    });
    let chosen = history.workflow.get();
    if !options.iter().any(|(id, _)| *id == chosen) {
        options.push((chosen.clone(), chosen));
    }
    options
}

fn name_of(workflow: &str) -> String {
    match workflow.is_empty() {
        true => t("unnamed"),
        false => workflow.to_owned(),
    }
}

/// Says that something is left out.
fn damaged(history: History) -> Option<impl IntoView> {
    let count = history
        .read
        .with(|read| read.as_ref().map_or(0, |read| read.damaged));
    let said = || t_args("failures-damaged", &[("count", count.into())]);
    (count > 0).then(|| view! { <p class="errors-damaged" role="alert">{said()}</p> })
}

#[component]
fn Content(history: History) -> impl IntoView {
    let error = Signal::derive(move || history.error.get().unwrap_or_default());
    let has_error = Memo::new(move |_| history.error.with(Option::is_some));
    let count = Memo::new(move |_| {
        let groups = |read: &Option<Failures>| read.as_ref().map(|read| read.groups.len());
        history.read.with(groups)
    });
    let state = Memo::new(move |_| count.get().map(|count| count == 0));
    move || {
        if has_error.get() {
            let retry = move |()| history.fetch();
            return view! { <div class="page"><ErrorPanel error=error on_way_out=retry/></div> }
                .into_any();
        }
        match state.get() {
            None => view! { <div class="page-waiting"><Spinner label=move || t("loading")/></div> }
                .into_any(),
            Some(true) => view! {
                <EmptyState
                    icon="circle-check"
                    title=move || t(history.range().3)
                    help=move || t("failures-none-help")
                />
            }
            .into_any(),
            Some(false) => view! { <Table history count/> }.into_any(),
        }
    }
}

#[component]
fn Table(history: History, count: Memo<Option<usize>>) -> impl IntoView {
    const COLUMNS: [&str; 5] = [
        "failures-what",
        "failures-where",
        "failures-often",
        "failures-done",
        "failures-last",
    ];
    let count = Signal::derive(move || count.get().unwrap_or_default());
    let head = COLUMNS.map(|key| view! { <span role="columnheader">{move || t(key)}</span> });
    let row = move |index: usize| {
        let group = Memo::new(move |_| {
            let at = |read: &Option<Failures>| read.as_ref()?.groups.get(index).cloned();
            history.read.with(at)
        });
        let cells = move || Some(view! { <Cells group=group.get()? index/> });
        cells.into_any()
    };
    view! {
        <div
            class="table table-errors"
            role="table"
            aria-label=move || t("failures")
            aria-rowcount=move || count.get().to_string()
            data-testid="errors"
        >
            <div role="rowgroup">
                <div class="table-row table-head" role="row">{head.collect_view()}</div>
            </div>
            <VirtualList count=count row_height=ROW role="rowgroup" label=move || t("failures") row=row/>
        </div>
    }
}

/// Where the newest run with a failure is looked at, if it is still there.
fn place(group: &FailureGroup) -> Option<Route> {
    let run = group.newest.clone()?;
    Some(match group.node.is_empty() {
        true => Route::Run(run),
        false => Route::RunStep(run, group.node.clone()),
    })
}

#[component]
fn Cells(group: FailureGroup, index: usize) -> impl IntoView {
    let said = run_error(&group.error);
    let place = place(&group);
    let full = run_error_in_full(&group.error);
    let title = match &place {
        Some(_) => format!("{full}\n{}", t("failures-open")),
        None => format!("{full}\n{}", t("failures-gone")),
    };
    let what = match &place {
        Some(place) => {
            let href = place.href();
            view! { <a class="row-name cut" href=href title=title dir="auto">{said}</a> }.into_any()
        }
        None => view! { <span class="cut" title=title dir="auto">{said}</span> }.into_any(),
    };
    let press = move |event: web_sys::MouseEvent| {
        let target = event
            .target()
            .and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it).ok());
        let on_link = target
            .and_then(|it| it.closest("a").ok().flatten())
            .is_some();
        if let Some(place) = place.as_ref().filter(|_| !on_link) {
            route::go(place);
        }
    };
    let step = match group.node.is_empty() {
        true => t("failures-whole-run"),
        false => group.name.clone(),
    };
    let workflow = name_of(&group.workflow_name);
    let done = done(&group);
    let times = t_args("failures-times", &[("count", group.attempts.into())]);
    let runs = t_args("failures-runs", &[("count", group.runs.into())]);
    let went_on = [
        ("count", group.recovered.into()),
        ("all", group.steps.into()),
    ];
    let went_on = (group.recovered > 0).then(|| t_args("failures-went-on", &went_on));
    view! {
        <div class="table-row" role="row" aria-rowindex=(index + 1).to_string() data-testid="error-row" on:click=press>
            <span role="cell">
                {what}
                <small class="faint cut">{group.error.code.to_string()}</small>
            </span>
            <span role="cell">
                <span class="cut" title=step.clone() dir="auto">{step.clone()}</span>
                <small class="muted cut" title=workflow.clone() dir="auto">{workflow.clone()}</small>
            </span>
            <span role="cell"><span>{times}</span><small class="muted">{runs}</small></span>
            <span role="cell">
                <span class="cut error-done" title=done.clone()>{done.clone()}</span>
                {went_on.map(|text| view! { <small class="muted cut" title=text.clone()>{text.clone()}</small> })}
            </span>
            <span role="cell" class="muted" title=date_time(group.last_ms)>{ago(group.last_ms)}</span>
        </div>
    }
}

/// What was done about failures, and how often.
fn done(group: &FailureGroup) -> String {
    let one = |own: &api::RecoveryCount| {
        let key = match own.recovery {
            Recovery::Retried => "failures-did-retried",
            Recovery::Continued => "failures-did-continued",
            Recovery::ErrorOutput => "failures-did-error-output",
            Recovery::Resumed => "failures-did-resumed",
            Recovery::Skipped => "failures-did-skipped",
            Recovery::Waits => "failures-did-waits",
            Recovery::Discarded => "failures-did-discarded",
            Recovery::Failed => "failures-did-failed",
        };
        t_args(key, &[("count", own.count.into())])
    };
    let words: Vec<String> = group.recoveries.iter().map(one).collect();
    words.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leads_to_the_step_of_its_newest_run() {
        let mut group = FailureGroup::default();
        assert_eq!(place(&group), None, "the run is gone");
        group.newest = Some("e".to_owned());
        assert_eq!(place(&group), Some(Route::Run("e".to_owned())));
        group.node = "a".to_owned();
        let step = Route::RunStep("e".to_owned(), "a".to_owned());
        assert_eq!(place(&group), Some(step));
    }
}

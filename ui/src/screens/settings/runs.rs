//! How much runs may take of the disk: a slider, and how much of it they take now.

use std::time::Duration;

use api::{Error, EventKind, RunBudget, RunUsage};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Line, Section};
use crate::text::{bytes, t, t_args};
use crate::widgets::{Confirm, ErrorPanel};
use crate::{events, rpc, session};

/// How long runs must be quiet before it is asked anew what they take.
const SETTLE: Duration = Duration::from_millis(500);

#[component]
pub(super) fn Runs() -> impl IntoView {
    let (used, error) = (RwSignal::new(None::<u64>), RwSignal::new(None::<Error>));
    let fetch = move || {
        spawn_local(async move {
            let answer = rpc::call(RunUsage {}).await;
            error.try_set(answer.as_ref().err().cloned());
            if let Ok(answer) = answer {
                used.try_set(Some(answer.bytes));
            }
        });
    };
    fetch();
    let fetch_soon = StoredValue::new_local(debounce(SETTLE, move |()| fetch()));
    events::on(move |event| {
        if matches!(event.what, EventKind::RunsChanged | EventKind::Missed) {
            fetch_soon.update_value(|fetch| fetch(()));
        }
    });
    let told = Signal::derive(move || error.get().unwrap_or_default());
    view! {
        <Section id="settings-runs" help=move || t("budget-help")>
            <Show when=move || error.with(Option::is_some)>
                <ErrorPanel error=told on_way_out=move |()| fetch()/>
            </Show>
            <Budget used=used/>
        </Section>
    }
}

/// The slider takes effect when it is let go; where runs would be removed by it, it asks first.
#[component]
fn Budget(used: RwSignal<Option<u64>>) -> impl IntoView {
    let settings = session::settings();
    let kept = Memo::new(move |_| settings.with(|settings| settings.run_budget));
    let shown = RwSignal::new(kept.get_untracked());
    let open = RwSignal::new(false);
    // What was not confirmed is as before.
    Effect::new(move |_| {
        let kept = kept.get();
        if !open.get() {
            shown.set(kept);
        }
    });
    let most = move || bytes(shown.get().bytes());
    let change = move || {
        let chosen = shown.get_untracked();
        session::change(|settings| settings.run_budget = chosen);
    };
    let choose = move |_: web_sys::Event| {
        let chosen = shown.get_untracked().bytes();
        let is_less = chosen < kept.get_untracked().bytes();
        match is_less && used.get_untracked() > Some(chosen) {
            true => open.set(true),
            false => change(),
        }
    };
    let ask = move || {
        let used = used.get().unwrap_or(0);
        let size = used.saturating_sub(shown.get().left());
        t_args(
            "budget-ask",
            &[("used", bytes(used).into()), ("size", bytes(size).into())],
        )
    };
    view! {
        <Line id="set-budget" label=move || t_args("set-budget", &[("most", most().into())])>
            <input
                type="range"
                id="set-budget"
                data-testid="set-budget"
                min="0"
                max=(RunBudget::STEPS.len() - 1).to_string()
                disabled=move || used.with(Option::is_none)
                prop:value=move || place(shown.get()).to_string()
                aria-valuetext=most
                on:input:target=move |event| shown.set(at(&event.target().value()))
                on:change=choose
            />
        </Line>
        <Meter used=used most=kept/>
        <Confirm
            open=open
            title=move || t_args("budget-ask-title", &[("most", most().into())])
            help=ask
            yes=move || t("budget-ask-yes")
            on_yes=move |()| change()
        />
    }
}

/// How much of what runs may take they take now. It has its place before that is known: nothing below it moves.
#[component]
fn Meter(used: RwSignal<Option<u64>>, most: Memo<RunBudget>) -> impl IntoView {
    let words = move || {
        let most = bytes(most.get().bytes());
        let words = |used| {
            t_args(
                "budget-used",
                &[("used", bytes(used).into()), ("most", most.into())],
            )
        };
        used.get().map(words)
    };
    let percent = move || (used.get().unwrap_or(0) * 100 / most.get().bytes()).min(100);
    view! {
        <div class="settings-line">
            <span class="muted" data-testid="budget-used">{words}</span>
            <div
                class="progress"
                role="meter"
                aria-label=move || t("settings-runs")
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
                aria-valuetext=words
            >
                <div class="progress-done" style:width=move || format!("{}%", percent())></div>
            </div>
        </div>
    }
}

/// Where a budget is on the slider; one that is between two places at the higher one.
fn place(budget: RunBudget) -> usize {
    let steps = RunBudget::STEPS.iter();
    steps
        .take_while(|step| step.bytes() < budget.bytes())
        .count()
}

/// The budget at a place of the slider.
fn at(place: &str) -> RunBudget {
    let step = place
        .parse()
        .ok()
        .and_then(|place: usize| RunBudget::STEPS.get(place));
    step.copied().unwrap_or_default()
}

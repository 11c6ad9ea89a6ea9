//! What every step has: retries, what happens when it fails, how long it may take, a note.

use leptos::prelude::*;
use model::edit::NodeSetting;
use model::{Edit, OnError, Retry, RetryWait};

use super::field::Form;
use crate::text::t;
use crate::widgets::{Checkbox, Field, Icon, Select};

/// The settings that all steps have, closed unless one of them is set.
#[component]
pub fn NodeSettings(
    /// The form.
    form: Form,
) -> impl IntoView {
    let set = form.node.with_untracked(|node| {
        node.as_ref().is_some_and(|node| {
            node.retry.is_some()
                || node.on_error != OnError::Stop
                || node.timeout_ms.is_some()
                || node.execute_once
                || node.always_output
                || node.note.is_some()
        })
    });
    let open = RwSignal::new(set);
    let inside = form.clone();
    view! {
        <button
            type="button"
            class="more-button"
            data-testid="step-behaviour"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="chevron-right" size=13/>
            {move || t("editor-behaviour")}
        </button>
        <Show when=move || open.get()>
            <fieldset class="behaviour" disabled=inside.locked>
                {on_error(&inside)}
                {retries(&inside)}
                {timeout(&inside)}
                {flags(&inside)}
                {note(&inside)}
            </fieldset>
        </Show>
    }
}

fn change(form: &Form, setting: NodeSetting) {
    form.editor.perform(Edit::SetNode {
        node: form.id.clone(),
        setting,
    });
}

fn on_error(form: &Form) -> impl IntoView + use<> {
    let node = form.node;
    let value = Signal::derive(move || {
        let name = node.with(
            |node| match node.as_ref().map(|node| node.on_error.clone()) {
                None | Some(OnError::Stop) => "stop",
                Some(OnError::Continue) => "continue",
                Some(OnError::ErrorOutput) => "errorOutput",
                Some(OnError::Skip) => "skip",
                Some(OnError::Fallback { .. }) => "fallback",
            },
        );
        name.to_owned()
    });
    let names = ["stop", "continue", "errorOutput", "skip", "fallback"];
    let options = Signal::derive(move || {
        let option = |name: &str| (name.to_owned(), t(&format!("editor-on-error-{name}")));
        names.map(option).to_vec()
    });
    let form = form.clone();
    let set = Callback::new(move |name: String| {
        let setting = match name.as_str() {
            "continue" => OnError::Continue,
            "errorOutput" => OnError::ErrorOutput,
            "skip" => OnError::Skip,
            "fallback" => OnError::Fallback { output: 0 },
            _ => OnError::Stop,
        };
        change(&form, NodeSetting::OnError(setting));
    });
    view! {
        <Field id="on-error" label=move || t("editor-on-error")>
            <Select value on_change=set options attr:id="on-error"/>
        </Field>
    }
}

fn retries(form: &Form) -> impl IntoView + use<> {
    let node = form.node;
    let retry =
        Memo::new(move |_| node.with(|node| node.as_ref().and_then(|node| node.retry.clone())));
    let on = Signal::derive(move || retry.with(Option::is_some));
    let form = form.clone();
    let set = Callback::new(move |retry: Option<Retry>| change(&form, NodeSetting::Retry(retry)));
    let turn = Callback::new(move |on: bool| set.run(on.then(Retry::default)));
    let grows = move || {
        retry.with(|retry| {
            matches!(
                retry.as_ref().map(|retry| &retry.wait),
                Some(RetryWait::Exponential { .. })
            )
        })
    };
    let grow = Callback::new(move |on: bool| {
        if let Some(retry) = retry.get_untracked() {
            let wait = waiting(first_wait(&retry), on);
            set.run(Some(Retry { wait, ..retry }));
        }
    });
    view! {
        <Checkbox on on_change=turn label=move || t("editor-retry")/>
        <Show when=move || on.get()>
            <div class="field-row">
                {attempts(retry, set)}
                {pause(retry, set, grows)}
            </div>
            <Checkbox on=Signal::derive(grows) on_change=grow label=move || t("editor-retry-grows")/>
        </Show>
    }
}

/// How often it is tried.
fn attempts(retry: Memo<Option<Retry>>, set: Callback<Option<Retry>>) -> impl IntoView {
    let value = move || retry.get().map_or(3, |retry| retry.attempts).to_string();
    let count = move |text: String| {
        if let (Ok(attempts), Some(retry)) = (text.parse::<u32>(), retry.get_untracked()) {
            let attempts = attempts.clamp(2, Retry::MOST);
            set.run(Some(Retry { attempts, ..retry }));
        }
    };
    view! {
        <label>
            <span>{move || t("editor-retry-attempts")}</span>
            <input
                class="input input-number"
                type="number"
                min="2"
                max=Retry::MOST.to_string()
                prop:value=value
                on:change:target=move |event| count(event.target().value())
            />
        </label>
    }
}

/// How long it is waited before it is tried again.
fn pause(
    retry: Memo<Option<Retry>>,
    set: Callback<Option<Retry>>,
    grows: impl Fn() -> bool + Copy + 'static,
) -> impl IntoView {
    let value = move || {
        let ms = retry.get().map_or(1000, |retry| first_wait(&retry));
        (ms as f64 / 1000.0).to_string()
    };
    let change = move |text: String| {
        let seconds = text.replace(',', ".").parse::<f64>().ok();
        let Some(seconds) = seconds.filter(|seconds| *seconds >= 0.0) else {
            return;
        };
        let ms = (seconds * 1000.0).round().min(86_400_000.0) as u64;
        if let Some(retry) = retry.get_untracked() {
            let wait = waiting(ms, untrack(grows));
            set.run(Some(Retry { wait, ..retry }));
        }
    };
    view! {
        <label>
            <span>{move || t("editor-retry-wait")}</span>
            <input
                class="input input-number"
                type="number"
                min="0"
                step="any"
                prop:value=value
                on:change:target=move |event| change(event.target().value())
            />
        </label>
    }
}

fn first_wait(retry: &Retry) -> u64 {
    match retry.wait {
        RetryWait::Fixed { ms } => ms,
        RetryWait::Exponential { first_ms, .. } => first_ms,
    }
}

fn waiting(ms: u64, grows: bool) -> RetryWait {
    match grows {
        false => RetryWait::Fixed { ms },
        true => RetryWait::Exponential {
            first_ms: ms.max(1),
            most_ms: ms.max(1).saturating_mul(32),
        },
    }
}

fn timeout(form: &Form) -> impl IntoView + use<> {
    let node = form.node;
    let value = move || {
        let ms = node.with(|node| node.as_ref().and_then(|node| node.timeout_ms));
        ms.map_or_else(String::new, |ms| (ms as f64 / 1000.0).to_string())
    };
    let form = form.clone();
    let set = move |text: String| {
        let seconds = text.trim().replace(',', ".").parse::<f64>().ok();
        let ms = seconds
            .filter(|seconds| *seconds > 0.0)
            .map(|seconds| (seconds * 1000.0).round() as u64);
        change(&form, NodeSetting::TimeoutMs(ms));
    };
    view! {
        <Field id="step-timeout" label=move || t("editor-timeout") help=move || t("editor-timeout-help")>
            <input
                id="step-timeout"
                class="input input-number"
                type="number"
                min="0"
                step="any"
                prop:value=value
                on:change:target=move |event| set(event.target().value())
            />
        </Field>
    }
}

fn flags(form: &Form) -> impl IntoView + use<> {
    let node = form.node;
    let read = move |which: fn(&model::Node) -> bool| {
        Signal::derive(move || node.with(|node| node.as_ref().is_some_and(which)))
    };
    let set = |make: fn(bool) -> NodeSetting| {
        let form = form.clone();
        Callback::new(move |on: bool| change(&form, make(on)))
    };
    view! {
        <Checkbox
            on=read(|node| node.execute_once)
            on_change=set(NodeSetting::ExecuteOnce)
            label=move || t("editor-execute-once")
        />
        <Checkbox
            on=read(|node| node.always_output)
            on_change=set(NodeSetting::AlwaysOutput)
            label=move || t("editor-always-output")
        />
        <Checkbox
            on=read(|node| node.disabled)
            on_change=set(NodeSetting::Disabled)
            label=move || t("editor-disabled")
        />
    }
}

fn note(form: &Form) -> impl IntoView + use<> {
    let node = form.node;
    let value = move || {
        let note = node.with(|node| node.as_ref().and_then(|node| node.note.clone()));
        note.unwrap_or_default()
    };
    let (written, left) = (form.clone(), form.clone());
    let set = move |text: String| {
        let note = (!text.trim().is_empty()).then_some(text);
        change(&written, NodeSetting::Note(note));
    };
    view! {
        <Field id="step-note" label=move || t("editor-step-note")>
            <textarea
                id="step-note"
                class="input"
                rows="3"
                prop:value=value
                on:input:target=move |event| set(event.target().value())
                on:blur=move |_| left.editor.settle()
            ></textarea>
        </Field>
    }
}

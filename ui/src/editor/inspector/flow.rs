//! The workflow itself, while no step is selected: what is wrong with it, what it may do, how it runs.

use leptos::prelude::*;
use model::edit::WorkflowSetting;
use model::{Edit, ExecutionOrder};

use super::problems::ProblemList;
use crate::editor::permissions::Permissions;
use crate::editor::state::{Editor, Shown};
use crate::text::{t, t_args};
use crate::widgets::{Field, Icon, IconButton, Select};

/// The workflow.
#[component]
pub fn FlowPanel(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let name = move || editor.with(|workflow| workflow.name.clone());
    let steps = move || {
        let count = editor.with(|workflow| {
            let steps = workflow.nodes.iter().filter(|node| !node.is_note());
            steps.count()
        });
        t_args("editor-steps", &[("count", (count as f64).into())])
    };
    let settings = move || {
        editor.is_editable().then(|| {
            view! {
                <ProblemList editor/>
                <Permissions editor/>
                <Behaviour editor/>
            }
        })
    };
    view! {
        <header class="inspector-head">
            <span class="tile tile-flow" aria-hidden="true"><Icon name="workflow" size=15/></span>
            <div class="inspector-names">
                <h2>{name}</h2>
                <p class="inspector-kind">{steps}</p>
            </div>
            <IconButton
                icon="panel-right-close"
                label=move || t("editor-inspector-hide")
                on_click=move |_| editor.inspector.set(false)
            />
        </header>
        <div class="inspector-body">
            <div class="form">
                <p class="hint">{move || t(about(editor))}</p>
                {settings}
            </div>
        </div>
    }
}

/// What the panel is about, while no step is selected.
fn about(editor: Editor) -> &'static str {
    editor.shown.with(|shown| match shown {
        Shown::Draft => "editor-nothing-selected",
        Shown::Run(_) => "editor-run-nothing-selected",
        Shown::Versions(..) => "editor-version-help",
    })
}

/// Time zone, time limit, order.
#[component]
fn Behaviour(editor: Editor) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="more-button"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="chevron-right" size=13/>
            {move || t("editor-flow-settings")}
        </button>
        <Show when=move || open.get()>
            <div class="behaviour">
                {zone(editor)}
                {timeout(editor)}
                {order(editor)}
                {on_failure(editor)}
            </div>
        </Show>
    }
}

fn change(editor: Editor, setting: WorkflowSetting) {
    editor.perform(Edit::SetWorkflow { setting });
}

fn zone(editor: Editor) -> impl IntoView {
    let value =
        move || editor.with(|workflow| workflow.settings.timezone.clone().unwrap_or_default());
    let own = crate::session::info()
        .map(|info| info.timezone.clone())
        .unwrap_or_default();
    let set = move |text: String| {
        let zone = Some(text.trim().to_owned()).filter(|zone| !zone.is_empty());
        change(editor, WorkflowSetting::Timezone(zone));
    };
    view! {
        <Field id="flow-zone" label=move || t("editor-flow-zone") help=move || t("editor-flow-zone-help")>
            <input
                id="flow-zone"
                class="input"
                placeholder=own
                prop:value=value
                on:change:target=move |event| set(event.target().value())
            />
        </Field>
    }
}

fn timeout(editor: Editor) -> impl IntoView {
    let value = move || {
        let ms = editor.with(|workflow| workflow.settings.timeout_ms);
        ms.map_or_else(String::new, |ms| (ms as f64 / 1000.0).to_string())
    };
    let set = move |text: String| {
        let seconds = text.trim().replace(',', ".").parse::<f64>().ok();
        let ms = seconds
            .filter(|seconds| *seconds > 0.0)
            .map(|seconds| (seconds * 1000.0).round() as u64);
        change(editor, WorkflowSetting::TimeoutMs(ms));
    };
    view! {
        <Field id="flow-timeout" label=move || t("editor-flow-timeout") help=move || t("editor-flow-timeout-help")>
            <input
                id="flow-timeout"
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

fn order(editor: Editor) -> impl IntoView {
    let value = Signal::derive(move || {
        let order = editor.with(|workflow| workflow.settings.execution_order);
        let name = match order {
            ExecutionOrder::V1 => "v1",
            ExecutionOrder::Legacy => "legacy",
        };
        name.to_owned()
    });
    let options = Signal::derive(|| {
        let option = |name: &str| (name.to_owned(), t(&format!("editor-flow-order-{name}")));
        ["v1", "legacy"].map(option).to_vec()
    });
    let set = Callback::new(move |name: String| {
        let order = match name.as_str() {
            "legacy" => ExecutionOrder::Legacy,
            _ => ExecutionOrder::V1,
        };
        change(editor, WorkflowSetting::ExecutionOrder(order));
    });
    view! {
        <Field id="flow-order" label=move || t("editor-flow-order")>
            <Select value options on_change=set attr:id="flow-order"/>
        </Field>
    }
}

/// The workflow that runs when this one fails.
fn on_failure(editor: Editor) -> impl IntoView {
    let all = RwSignal::new(Vec::<(String, String)>::new());
    leptos::task::spawn_local(async move {
        let page = api::PageRequest {
            limit: 500,
            offset: 0,
        };
        let asked = api::WorkflowList {
            page,
            ..api::WorkflowList::default()
        };
        if let Ok(found) = crate::rpc::call(asked).await {
            let own = editor.id();
            let others = found.rows.into_iter().filter(|row| row.id != own);
            all.try_set(others.map(|row| (row.id, row.name)).collect());
        }
    });
    let value = Signal::derive(move || {
        editor.with(|workflow| workflow.settings.error_workflow.clone().unwrap_or_default())
    });
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t("editor-flow-failure-none"))];
        options.extend(all.get());
        let now = value.get();
        if !options.iter().any(|(id, _)| *id == now) {
            options.push((now.clone(), now));
        }
        options
    });
    let set = Callback::new(move |id: String| {
        let id = Some(id).filter(|id| !id.is_empty());
        change(editor, WorkflowSetting::ErrorWorkflow(id));
    });
    view! {
        <Field id="flow-failure" label=move || t("editor-flow-failure") help=move || t("editor-flow-failure-help")>
            <Select value options on_change=set attr:id="flow-failure"/>
        </Field>
    }
}

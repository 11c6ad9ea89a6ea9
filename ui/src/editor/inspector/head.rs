//! The head of a step: its tile, its name to be changed in place, what its kind does; and the tabs.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use model::NodeId;

use crate::editor::state::{Editor, Tab};
use crate::editor::{gesture, pins, say, upstream};
use crate::text::{count, t};
use crate::widgets::{Icon, IconButton, MenuButton, whenever_drawn};

/// Tile, name, kind, menu.
#[component]
pub fn Head(
    /// The editor.
    editor: Editor,
    /// The step.
    node: NodeId,
) -> impl IntoView {
    let known = editor.node(node.clone());
    let kind = Memo::new(move |_| known.with(|node| node.as_ref().map(|node| node.kind.clone())));
    let specs = editor.specs();
    let (tile_specs, help_specs) = (specs.clone(), specs);
    let tile = move || {
        let kind = kind.get()?;
        Some(match tile_specs.get(&kind) {
            Some(spec) => crate::editor::palette::tile(spec.group, &spec.icon),
            None => crate::editor::palette::tile(model::Group::Code, "puzzle"),
        })
    };
    let about = move || {
        let kind = kind.get()?;
        Some(match help_specs.get(&kind) {
            Some(spec) => {
                let (label, help) = (say::kind_label(spec), say::kind_help(spec));
                let title = help.clone();
                view! { <p class="inspector-kind" title=title><b>{label}</b>" · "{help}</p> }
                    .into_any()
            }
            None => known
                .get()
                .map(|node| view! { <p class="inspector-kind">{say::missing_kind(&node)}</p> })
                .into_any(),
        })
    };
    let id = node.clone();
    let items = move || super::super::board::step_menu(editor, &id);
    view! {
        <header class="inspector-head">
            {tile}
            <div class="inspector-names">
                <Name editor node/>
                {about}
            </div>
            {editor.is_editable_now().then(|| view! {
                <MenuButton icon="ellipsis" label=move || t("editor-menu") items/>
            })}
            <IconButton
                icon="panel-right-close"
                label=move || t("editor-inspector-hide")
                on_click=move |_| editor.inspector.set(false)
            />
        </header>
    }
}

/// The name: a button that becomes a field.
#[component]
fn Name(editor: Editor, node: NodeId) -> impl IntoView {
    let naming = editor.naming;
    let known = editor.node(node.clone());
    let name = Memo::new(move |_| {
        known.with(|node| {
            node.as_ref()
                .map_or_else(String::new, |node| node.name.to_string())
        })
    });
    let field = NodeRef::<html::Input>::new();
    whenever_drawn(field, |field| {
        field.focus().ok();
        field.select();
    });
    on_cleanup(move || {
        naming.try_set(false);
    });
    let keep = {
        let node = node.clone();
        move || {
            if !naming.get_untracked() {
                return;
            }
            let text = field
                .get_untracked()
                .map(|field| field.value())
                .unwrap_or_default();
            naming.set(false);
            let edit = editor.peek(|workflow| gesture::rename(workflow, &node, &text));
            editor.perform_some(edit);
        }
    };
    move || match naming.get() && editor.is_editable() {
        true => {
            let (left, done) = (keep.clone(), keep.clone());
            let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
                "Enter" => {
                    event.prevent_default();
                    done();
                }
                "Escape" => {
                    event.stop_propagation();
                    naming.set(false);
                }
                _ => {}
            };
            view! {
                <input
                    class="input name-field"
                    node_ref=field
                    data-testid="step-name-field"
                    aria-label=t("editor-rename")
                    prop:value=name.get_untracked()
                    on:keydown=keys
                    on:blur=move |_| left()
                />
            }
            .into_any()
        }
        false => view! {
            <h2>
                <button
                    type="button"
                    class="name-button"
                    data-testid="step-name"
                    title=move || t("editor-rename")
                    on:click=move |_| naming.set(true)
                >
                    <span>{move || name.get()}</span>
                    <Icon name="pencil" size=12/>
                </button>
            </h2>
        }
        .into_any(),
    }
}

/// The name of a tab in ids.
pub fn tab_id(tab: Tab) -> &'static str {
    match tab {
        Tab::Settings => "step-settings",
        Tab::Input => "step-input",
        Tab::Output => "step-output",
    }
}

const TABS: [(Tab, &str); 3] = [
    (Tab::Settings, "editor-tab-settings"),
    (Tab::Input, "editor-tab-input"),
    (Tab::Output, "editor-tab-output"),
];

/// Settings, input, output, with how many items there were.
#[component]
pub fn StepTabs(
    /// The editor.
    editor: Editor,
    /// The step.
    node: NodeId,
) -> impl IntoView {
    let tab = editor.tab;
    let (into, out) = (node.clone(), node);
    let badge = move |one: Tab| match one {
        Tab::Settings => None,
        Tab::Input => came_in(editor, &into),
        Tab::Output => went_out(editor, &out),
    };
    let walk = move |event: ev::KeyboardEvent| {
        let at = TABS
            .iter()
            .position(|(one, _)| *one == tab.get_untracked())
            .unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % TABS.len(),
            "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        tab.set(TABS[next].0);
        let button = document().get_element_by_id(&format!("{}-tab", tab_id(TABS[next].0)));
        use wasm_bindgen::JsCast as _;
        if let Some(button) = button.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok()) {
            button.focus().ok();
        }
    };
    let draw = move |(one, words): (Tab, &'static str)| {
        let chosen = move || tab.get() == one;
        let badge = badge.clone();
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=format!("{}-tab", tab_id(one))
                data-testid=format!("{}-tab", tab_id(one))
                aria-controls="step-panel"
                aria-selected=move || chosen().to_string()
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| tab.set(one)
            >
                {move || t(words)}
                <span class="tab-badge">{move || badge(one).map(count)}</span>
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || t("editor-tabs") on:keydown=walk>
            {TABS.map(draw)}
        </div>
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown to a person")]
fn came_in(editor: Editor, node: &NodeId) -> Option<f64> {
    let own = editor
        .run
        .with(|run| run.as_ref()?.of(node).map(|of| of.items_in));
    own.map(|items| items as f64).or_else(|| {
        let (parent, output) = editor.with(|workflow| {
            upstream::parent(workflow, node).map(|(parent, output)| (parent.id.clone(), output))
        })?;
        editor.run.with(|run| {
            let of = run.as_ref()?.of(&parent)?;
            of.items_out
                .get(usize::from(output))
                .map(|items| *items as f64)
        })
    })
}

#[expect(clippy::cast_precision_loss, reason = "shown to a person")]
fn went_out(editor: Editor, node: &NodeId) -> Option<f64> {
    let pinned = editor.with(|workflow| workflow.pinned_items(node).map(<[value::Value]>::len));
    if let Some(pinned) = pinned {
        return Some(pinned as f64);
    }
    editor.run.track();
    pins::last_output(editor, node, 0)?;
    editor
        .run
        .with(|run| run.as_ref()?.of(node).map(|of| of.items() as f64))
}

//! The inspector on the right: the form of the selected step, what came in, what went out; without a step, the workflow.

mod assignments;
mod bare;
mod chips;
mod code;
mod columns;
mod complete;
mod conditions;
mod credentials;
mod draw;
mod field;
mod flow;
mod frame;
mod groups;
mod head;
mod input;
mod node;
mod output;
mod paper;
mod picker;
mod place;
mod plain;
mod preview;
mod problems;
mod resource;
mod settings;
mod several;
mod token_field;

pub use credentials::SPOT as CREDENTIALS;
pub use preview::{Seen, look};
pub use problems::ProblemList;

use leptos::prelude::*;
use model::NodeId;

use super::state::{Editor, Tab};
use crate::session;
use crate::text::t;
use crate::widgets::{Side, Splitter};

/// Key of the settings' layout under which the width stands.
const WIDTH: &str = "editor.inspector";
const USUAL: f64 = 360.0;
const LIMITS: (f64, f64) = (300.0, 900.0);

/// The inspector.
#[component]
pub fn Inspector(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let kept = session::settings().with_untracked(|settings| {
        settings
            .layout
            .get(WIDTH)
            .and_then(|text| text.parse().ok())
    });
    let width = RwSignal::new(kept.unwrap_or(USUAL));
    let keep = Callback::new(move |size: f64| {
        session::change(|settings| {
            settings
                .layout
                .insert(WIDTH.to_owned(), size.round().to_string());
        });
    });
    let inspected = editor.inspected();
    let many = Memo::new(move |_| editor.selection.with(|selection| selection.nodes.len() > 1));
    let body = move || match (inspected.get(), many.get()) {
        (Some(node), _) => view! { <StepPanel editor node/> }.into_any(),
        (None, true) => view! { <several::Several editor/> }.into_any(),
        (None, false) => view! { <flow::FlowPanel editor/> }.into_any(),
    };
    view! {
        <Splitter
            side=Side::Right
            size=width
            limits=LIMITS
            label=move || t("editor-inspector-width")
            on_end=keep
        />
        <aside
            class="inspector"
            style:width=move || format!("{}px", width.get())
            aria-label=move || t("editor-inspector")
            data-testid="inspector"
        >
            {body}
        </aside>
    }
}

/// A step: its name, and the three tabs.
#[component]
fn StepPanel(editor: Editor, node: NodeId) -> impl IntoView {
    let id = node.clone();
    let known = editor.node(node.clone());
    let note =
        Memo::new(move |_| known.with(|node| node.as_ref().is_some_and(model::Node::is_note)));
    let (settings_id, input_id, output_id) = (id.clone(), id.clone(), id.clone());
    let body = move || match editor.tab.get() {
        _ if note.get() => {
            view! { <settings::Settings editor node=settings_id.clone()/> }.into_any()
        }
        Tab::Settings => view! { <settings::Settings editor node=settings_id.clone()/> }.into_any(),
        Tab::Input => view! { <input::Input editor node=input_id.clone()/> }.into_any(),
        Tab::Output => view! { <output::Output editor node=output_id.clone()/> }.into_any(),
    };
    view! {
        <head::Head editor node=id.clone()/>
        <Show when=move || !note.get()>
            <head::StepTabs editor node=id.clone()/>
        </Show>
        <div class="inspector-body" id="step-panel" role="tabpanel" aria-labelledby=move || {
            format!("{}-tab", head::tab_id(editor.tab.get()))
        }>
            {body}
        </div>
    }
}

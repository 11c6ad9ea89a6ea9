//! The outline: the workflow as a list that does all that the canvas does, by keyboard and screen reader too.

mod connect;
mod line;
mod marks;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use model::NodeId;
use wasm_bindgen::JsCast as _;

use super::gesture::{self, Place};
use super::rows::{Row, What, rows};
use super::state::{Editor, Wanted};
use super::{keys, runner};
use crate::text::t;
use crate::widgets::{Button, EmptyState, Icon, VirtualList};
use connect::ConnectDialog;
use marks::Marks;

/// Height of a line in pixels.
const ROW: f64 = 44.0;
/// Id of the list, which has the keyboard.
const LIST: &str = "outline-list";

/// The outline.
#[component]
pub fn Outline(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let specs = editor.specs();
        Arc::new(editor.with(|workflow| rows(workflow, &specs)))
    });
    let active = RwSignal::new(0_usize);
    let marks = Marks::new(editor, lines, active);
    let connecting = RwSignal::new(None::<NodeId>);
    follow_selection(marks, lines, active);
    let count = Signal::derive(move || lines.with(|lines| lines.len()));
    let row = move |at: usize| {
        let found = Memo::new(move |_| lines.with(|lines| lines.get(at).cloned()));
        let draw = move || {
            let row = found.get()?;
            Some(line::draw(editor, row, at, marks, connecting))
        };
        draw.into_any()
    };
    let keys = move |event: ev::KeyboardEvent| {
        if press(marks, connecting, &event) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let none = Memo::new(move |_| count.get() == 0);
    let reason = move || {
        let reason = editor.no_canvas.get()?;
        Some(view! {
            <div class="outline-note" role="note" data-testid="no-webgl">
                <Icon name="triangle-alert" size=15/>
                <p>{t("editor-no-webgl")}</p>
                <details><summary>{t("error-details")}</summary><code>{reason}</code></details>
            </div>
        })
    };
    let add_first = move |event: web_sys::MouseEvent| {
        want(editor, Place::Next, place_of(&event));
    };
    view! {
        <section class="outline" data-graph="" aria-label=move || t("editor-outline") data-testid="outline">
            {reason}
            <Show
                when=move || !none.get()
                fallback=move || view! {
                    <EmptyState icon="workflow" title=t("editor-empty") help=t("editor-empty-help")>
                        <Button icon="plus" label=move || t("action-add-step") on_click=add_first/>
                    </EmptyState>
                }
            >
                <p class="unseen" id="outline-help">{move || t("editor-outline-help")}</p>
                <VirtualList
                    count
                    row_height=ROW
                    label=move || t("editor-outline")
                    role="tree"
                    row
                    attr:id=LIST
                    attr:aria-describedby="outline-help"
                    attr:aria-multiselectable="true"
                    attr:aria-activedescendant=move || format!("outline-{}", active.get())
                    on:keydown=keys
                />
            </Show>
            <ConnectDialog editor node=connecting/>
        </section>
    }
}

/// Gives the outline the keyboard.
pub fn focus() {
    let list = document().get_element_by_id(LIST);
    if let Some(list) = list.and_then(|list| list.dyn_into::<web_sys::HtmlElement>().ok()) {
        list.focus().ok();
    }
}

/// The active line is that of the selected step.
fn follow_selection(marks: Marks, lines: Memo<Arc<Vec<Row>>>, active: RwSignal<usize>) {
    Effect::new(move |_| {
        let selected = marks
            .editor
            .selection
            .with(|selection| match &selection.nodes[..] {
                [one] => Some(one.clone()),
                _ => None,
            });
        let count = lines.with(|lines| lines.len());
        if marks.take_ours() {
            return;
        }
        let Some(id) = selected else {
            if active.get_untracked() >= count {
                active.set(count.saturating_sub(1));
            }
            return;
        };
        let now = active.get_untracked();
        let found = lines.with(|lines| {
            let own = |row: &Row| row.what.node() == &id;
            let here = lines.get(now).is_some_and(own);
            match here {
                true => Some(now),
                false => lines.iter().position(|row| own(row) && marks::is_own(row)),
            }
        });
        if let Some(found) = found {
            active.set(found);
            scroll_to(found);
        }
    });
}

fn scroll_to(at: usize) {
    request_animation_frame(move || {
        let Some(list) = document().get_element_by_id(LIST) else {
            return;
        };
        let top = at as f64 * ROW;
        let (seen, height) = (
            f64::from(list.scroll_top()),
            f64::from(list.client_height()),
        );
        if top < seen {
            list.set_scroll_top(top as i32);
        } else if top + ROW > seen + height {
            list.set_scroll_top((top + ROW - height) as i32);
        }
    });
}

/// What a key does in the list; whether it does something.
fn press(marks: Marks, connecting: RwSignal<Option<NodeId>>, event: &ev::KeyboardEvent) -> bool {
    let (editor, at, last) = (marks.editor, marks.at(), marks.last());
    let row = marks.row(at);
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    let go = |to: usize| match event.shift_key() {
        true => marks.extend(to),
        false => marks.activate(to),
    };
    match (event.key().as_str(), plain, event.alt_key()) {
        ("ArrowDown", true, _) => go((at + 1).min(last)),
        ("ArrowUp", true, _) => go(at.saturating_sub(1)),
        ("Home", true, _) => go(0),
        ("End", true, _) => go(last),
        (" ", ..) if !event.alt_key() => marks.toggle(at),
        ("ArrowUp", _, true) => shift(editor, row.as_ref(), true),
        ("ArrowDown", _, true) => shift(editor, row.as_ref(), false),
        ("Enter", true, _) => open(editor, row.as_ref()),
        ("n" | "N", true, _) => add_after(editor, row.as_ref(), at),
        ("c" | "C", true, _) if editor.is_editable_now() => {
            connecting.set(row.map(|row| row.what.node().clone()));
        }
        ("ContextMenu", ..) | ("F10", ..) if event.key() == "ContextMenu" || event.shift_key() => {
            if let Some(row) = row {
                line::menu(editor, &row, at, connecting);
            }
        }
        _ => return false,
    }
    true
}

fn shift(editor: Editor, row: Option<&Row>, earlier: bool) {
    if let Some(What::Step(node)) = row.map(|row| &row.what) {
        let edit = editor.peek(|workflow| gesture::move_step(workflow, node, earlier));
        if !editor.perform_some(edit) {
            super::say::info(t("editor-cannot-move"));
        }
    }
}

fn open(editor: Editor, row: Option<&Row>) {
    if let Some(row) = row {
        editor.inspector.set(true);
        editor.lead_to(row.what.node(), None);
        focus_form();
    }
}

/// Brings the keyboard into the form.
fn focus_form() {
    set_timeout(
        || {
            let find = |selector: &str| document().query_selector(selector).ok().flatten();
            let first = find(
                ".inspector .form input, .inspector .form [contenteditable], .inspector .form select",
            );
            let first = first.or_else(|| find(".inspector .form button"));
            if let Some(first) =
                first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok())
            {
                first.focus().ok();
            }
        },
        std::time::Duration::from_millis(60),
    );
}

fn add_after(editor: Editor, row: Option<&Row>, at: usize) {
    if !editor.is_editable_now() {
        return;
    }
    let rect = document()
        .get_element_by_id(&format!("outline-{at}"))
        .map(|row| row.get_bounding_client_rect());
    let place = rect.map_or([200.0, 200.0], |rect| [rect.left() + 40.0, rect.bottom()]);
    want(editor, place_after(editor, row), place);
}

/// Where a step goes that is added at a line.
fn place_after(editor: Editor, row: Option<&Row>) -> Place {
    match row.map(|row| &row.what) {
        None | Some(What::Note(_)) => Place::Next,
        Some(What::Step(node)) => Place::After(node.clone()),
        Some(What::Helper { node, .. }) => Place::After(node.clone()),
        Some(What::GoesOn { edge }) => Place::Wire(edge.clone()),
        Some(What::Branch { node, output, .. }) => {
            let wired = editor.peek(|workflow| {
                let mut wires = workflow.edges.iter();
                let own = wires.find(|edge| {
                    edge.from.node == *node
                        && edge.from.port == *output
                        && edge.from.kind == model::PortKind::Main
                });
                own.cloned()
            });
            match wired {
                Some(edge) => Place::Wire(edge),
                None => line::at_output(editor, node, *output),
            }
        }
    }
}

fn want(editor: Editor, place: Place, at: [f64; 2]) {
    editor.wanted.set(Some(Wanted { place, at }));
}

fn place_of(event: &web_sys::MouseEvent) -> [f64; 2] {
    [f64::from(event.client_x()), f64::from(event.client_y())]
}

/// Runs the step of a line, as its menu and its button do.
fn test(editor: Editor, node: &NodeId) {
    runner::test(editor, node.clone());
}

/// Deletes the step of a line.
fn delete(editor: Editor, node: &NodeId) {
    editor.select(vec![node.clone()]);
    keys::delete(editor, true);
}

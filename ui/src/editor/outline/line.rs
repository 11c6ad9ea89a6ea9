//! One line of the outline: how deep, which step, what it does, what became of it; and what can be done with it.

use canvas::{PortRef, Side};
use leptos::prelude::*;
use model::{EdgeEnd, NodeId, PortKind, Severity, StepStatus};

use super::marks::{self, Marks};
use super::{add_after, delete, open, place_after, place_of, test, want};
use crate::action::Action;
use crate::editor::board::{menu_of_several, step_menu};
use crate::editor::gesture::{self, Place};
use crate::editor::rows::{Row, What};
use crate::editor::state::Editor;
use crate::editor::summary::summary;
use crate::editor::{palette, say};
use crate::text::{t, t_args};
use crate::widgets::{Icon, IconButton, MenuItem, open_menu_at};

/// Deepest indentation that is drawn; deeper lines keep their level for a screen reader.
const DEEPEST: u32 = 14;

/// Draws a line.
pub fn draw(
    editor: Editor,
    row: Row,
    at: usize,
    marks: Marks,
    connecting: RwSignal<Option<NodeId>>,
) -> AnyView {
    let is_active = move || marks.is_active(at);
    let indent = format!("{}px", row.depth.min(DEEPEST) * 24 + 8);
    let level = (row.depth + 1).to_string();
    let node = row.what.node().clone();
    // An output of a step, and a step that stands elsewhere, are not selected with it.
    let own = marks::is_own(&row);
    let selected = Memo::new(move |_| {
        (own || is_active()) && editor.selection.with(|one| one.nodes.contains(&node))
    });
    let body = match &row.what {
        What::Step(id) => step(editor, id),
        What::Helper { node, edge } => {
            let kind = say::port_kind(&edge.to.kind);
            view! { <span class="outline-branch">{kind}</span> {step(editor, node)} }.into_any()
        }
        What::Note(id) => note(editor, id),
        What::Branch { label, empty, .. } => {
            let nothing =
                empty.then(|| view! { <span class="hint">{t("editor-branch-empty")}</span> });
            view! {
                <Icon name="corner-down-right" size=13/>
                <span class="outline-branch">{label.clone()}</span>
                {nothing}
            }
            .into_any()
        }
        What::GoesOn { edge } => goes_on(editor, &edge.to.node),
    };
    let opened = row.clone();
    let select = move |event: web_sys::MouseEvent| match (
        event.shift_key(),
        event.ctrl_key() || event.meta_key(),
    ) {
        (true, _) => marks.extend(at),
        (_, true) => marks.toggle(at),
        _ => marks.activate(at),
    };
    view! {
        <div
            id=format!("outline-{at}")
            role="treeitem"
            class="outline-row"
            class:active=is_active
            class:selected=selected
            attr:aria-level=level
            aria-selected=move || selected.get().to_string()
            data-testid="outline-row"
            style:padding-left=indent
            on:click=select
            on:dblclick=move |_| open(editor, Some(&opened))
        >
            {body}
            <span class="grow"></span>
            {tools(editor, row, at, connecting)}
        </div>
    }
    .into_any()
}

fn step(editor: Editor, id: &NodeId) -> AnyView {
    let specs = editor.specs();
    let node = editor.node(id.clone());
    let id = id.clone();
    let shown = move || {
        let node = node.get()?;
        let spec = specs.get(&node.kind);
        let tile = match spec {
            Some(spec) => palette::tile(spec.group, &spec.icon),
            None => palette::tile(model::Group::Code, "puzzle"),
        };
        let does = match spec {
            Some(spec) => {
                let line = summary(spec, &node, &say::Catalogue);
                let label = say::kind_label(spec);
                match line.is_empty() {
                    true => label,
                    false => format!("{label} · {line}"),
                }
            }
            None => say::missing_kind(&node),
        };
        let disabled = node.disabled.then(|| {
            view! { <span class="pill">{t("editor-disabled-pill")}</span> }
        });
        Some(view! {
            {tile}
            <span class="outline-words" class:disabled=node.disabled>
                <b>{node.name.to_string()}</b>
                <span class="hint">{does}</span>
            </span>
            {disabled}
        })
    };
    let state = state(editor, id);
    view! { {shown} {state} }.into_any()
}

/// What is wrong with a step, and what became of it.
fn state(editor: Editor, id: NodeId) -> impl IntoView {
    let problem = {
        let id = id.clone();
        move || {
            let found = editor.faults.with(|problems| {
                let mut own = problems.iter().filter(|one| one.node.as_ref() == Some(&id));
                own.next().cloned()
            })?;
            let icon = match found.severity > Severity::Warn {
                true => "circle-alert",
                false => "triangle-alert",
            };
            let words = say::problem(&found);
            let title = words.clone();
            Some(view! {
                <span class="outline-problem" title=title>
                    <Icon name=icon size=14/>
                    <span class="unseen">{words}</span>
                </span>
            })
        }
    };
    let ran = move || {
        let of = editor.run.with(|run| run.as_ref()?.of(&id).cloned())?;
        let stale = editor.stale.with(|stale| stale.contains(&id));
        let (class, icon, words) = match of.status {
            _ if stale => ("state state-stale", "clock", "editor-stale"),
            StepStatus::Success => ("state state-success", "check", "editor-state-success"),
            StepStatus::Failed => ("state state-failed", "x", "editor-state-failed"),
            StepStatus::Running => (
                "state state-running",
                "loader-circle",
                "editor-state-running",
            ),
            StepStatus::Waiting => ("state state-waiting", "hourglass", "editor-state-waiting"),
            StepStatus::Canceled => ("state state-skipped", "minus", "editor-state-canceled"),
            StepStatus::Skipped => (
                "state state-skipped",
                "skip-forward",
                "editor-state-skipped",
            ),
        };
        Some(view! {
            <span class=class title=t(words)><Icon name=icon size=12/></span>
            <span class="unseen">{t(words)}</span>
            <span class="hint">{say::items(of.items())}</span>
        })
    };
    view! { {problem} {ran} }
}

fn note(editor: Editor, id: &NodeId) -> AnyView {
    let node = editor.node(id.clone());
    let text = move || {
        node.with(|node| {
            let text = node.as_ref()?.parameters.get("content")?.as_str()?;
            let line = text.lines().find(|line| !line.trim().is_empty())?;
            Some(line.trim_start_matches(['#', ' ', '*']).to_owned())
        })
    };
    view! {
        <span class="tile tile-note" aria-hidden="true"><Icon name="sticky-note" size=15/></span>
        <span class="outline-words">{move || text().unwrap_or_else(|| t("editor-note"))}</span>
    }
    .into_any()
}

fn goes_on(editor: Editor, to: &NodeId) -> AnyView {
    let name = editor.peek(|workflow| workflow.node(to).map(|node| node.name.to_string()));
    let words = t_args(
        "editor-goes-on",
        &[("step", name.unwrap_or_default().into())],
    );
    view! {
        <Icon name="corner-down-right" size=13/>
        <span class="hint">{words}</span>
    }
    .into_any()
}

fn tools(
    editor: Editor,
    row: Row,
    at: usize,
    connecting: RwSignal<Option<NodeId>>,
) -> Option<AnyView> {
    if !editor.is_editable_now() {
        return None;
    }
    let added = row.clone();
    let add = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        want(editor, place_after(editor, Some(&added)), place_of(&event));
    };
    let note = matches!(row.what, What::Note(_));
    let open_menu = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        menu(editor, &row, at, connecting);
    };
    Some(
        view! {
            <span class="outline-tools">
                {(!note).then(|| view! {
                    <IconButton
                        icon="plus"
                        label=move || t("editor-add-after")
                        attr:tabindex="-1"
                        attr:data-testid="outline-add"
                        on_click=add
                    />
                })}
                <IconButton
                    icon="ellipsis"
                    label=move || t("editor-menu")
                    attr:tabindex="-1"
                    attr:data-testid="outline-menu"
                    on_click=open_menu
                />
            </span>
        }
        .into_any(),
    )
}

/// Opens the menu of a line.
pub fn menu(editor: Editor, row: &Row, at: usize, connecting: RwSignal<Option<NodeId>>) {
    let node = row.what.node().clone();
    let chosen = editor.selected_nodes();
    let several = chosen.len() > 1 && marks::is_own(row) && chosen.contains(&node);
    if !several {
        editor.select(vec![node.clone()]);
    }
    let rect = document()
        .get_element_by_id(&format!("outline-{at}"))
        .map(|row| row.get_bounding_client_rect());
    let [x, y] = rect.map_or([200.0, 200.0], |rect| [rect.right() - 220.0, rect.bottom()]);
    let items = match &row.what {
        _ if several => menu_of_several(editor, editor.is_editable_now()),
        What::Branch { .. } => {
            let row = row.clone();
            vec![MenuItem::of_action(Action::AddStep, move || {
                add_after(editor, Some(&row), at)
            })]
        }
        What::GoesOn { edge } => {
            let edge = edge.clone();
            let cut = move || {
                editor.perform_some(editor.peek(|workflow| gesture::disconnect(workflow, &edge)));
            };
            vec![MenuItem::new("delete-wire", "trash-2", t("editor-delete-wire"), cut).danger()]
        }
        What::Step(_) | What::Helper { .. } => step_items(editor, &node, connecting),
        What::Note(_) => {
            let id = node.clone();
            let remove = move || delete(editor, &id);
            let mut items = step_menu(editor, &node);
            items.truncate(1);
            items.push(MenuItem::of_action(Action::Delete, remove).danger());
            items
        }
    };
    open_menu_at(x, y, t("editor-menu"), items);
}

fn step_items(
    editor: Editor,
    node: &NodeId,
    connecting: RwSignal<Option<NodeId>>,
) -> Vec<MenuItem> {
    let mut items = step_menu(editor, node);
    let (wired, up, down, ran) = (node.clone(), node.clone(), node.clone(), node.clone());
    let shift = move |node: &NodeId, earlier: bool| {
        let edit = editor.peek(|workflow| gesture::move_step(workflow, node, earlier));
        if !editor.perform_some(edit) {
            say::info(t("editor-cannot-move"));
        }
    };
    let more = vec![
        MenuItem::new("connect", "link", t("editor-connect"), move || {
            connecting.set(Some(wired.clone()));
        })
        .keys("C"),
        MenuItem::new("earlier", "arrow-up", t("editor-earlier"), move || {
            shift(&up, true)
        })
        .keys("Alt+↑"),
        MenuItem::new("later", "arrow-down", t("editor-later"), move || {
            shift(&down, false)
        })
        .keys("Alt+↓"),
    ];
    let at = items.len().min(4);
    items.splice(at..at, more);
    if items.is_empty() {
        items.push(MenuItem::of_action(Action::RunStep, move || {
            test(editor, &ran)
        }));
    }
    items
}

/// The place of a step on an output that leads nowhere yet.
pub fn at_output(editor: Editor, node: &NodeId, output: u16) -> Place {
    let at = editor.peek(|workflow| workflow.node(node).map(|node| node.position));
    let [x, y] = at.unwrap_or_default();
    let port = PortRef {
        side: Side::Output,
        end: EdgeEnd {
            node: node.clone(),
            kind: PortKind::Main,
            port: output,
        },
    };
    let wide = gesture::CARD[0] + gesture::GAP;
    let down = f64::from(output) * (gesture::CARD[1] + gesture::GAP / 2.0);
    Place::Port(port, [x + wide, y + gesture::CARD[1] / 2.0 + down])
}

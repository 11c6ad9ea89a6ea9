//! Menus of the canvas and the outline: what can be done with a step, a wire, a port, several steps, or nothing.

use canvas::{CanvasEvent, Command, PortRef, Target};
use leptos::prelude::*;
use model::{Edge, NodeId};

use crate::action::Action;
use crate::editor::gesture::{self, Align, Place};
use crate::editor::progress::Progress;
use crate::editor::state::{Editor, Tab, Wanted};
use crate::editor::{clipboard, keys, pins, runner};
use crate::text::t;
use crate::widgets::{MenuItem, open_menu_at};

/// Opens the menu of what is under the pointer.
pub fn open(editor: Editor, target: Target, at: [f64; 2], page: [f64; 2]) {
    let editable = editor.is_editable_now();
    let items = match target {
        Target::Node(_) if editor.selected_nodes().len() > 1 => several(editor, editable),
        Target::Node(node) => step_menu(editor, &node),
        Target::Edge(edge) => wire(editor, edge, page, editable),
        Target::Port(port) => port_menu(editor, port, at, page, editable),
        Target::Empty => nothing(editor, at, page, editable),
    };
    open_menu_at(page[0], page[1], t("editor-menu"), items);
}

/// What can be done with a step.
pub fn step_menu(editor: Editor, node: &NodeId) -> Vec<MenuItem> {
    let id = node.clone();
    let (note, disabled) = editor.peek(|workflow| {
        workflow
            .node(node)
            .map_or((false, false), |node| (node.is_note(), node.disabled))
    });
    let mut items = vec![MenuItem::of_action(Action::Open, {
        let id = id.clone();
        move || editor.lead_to(&id, None)
    })];
    if !editor.is_editable_now() {
        return items;
    }
    if !note {
        items.extend(running(editor, &id));
        let at = editor.board.with_value(|board| board.card(&id));
        let at = at.map_or_else(
            || editor.middle_of_page(),
            |[x, y, width, _]| [x + width, y],
        );
        let after = id.clone();
        items.push(MenuItem::new(
            "add-after",
            "plus",
            t("editor-add-after"),
            move || {
                let place = Place::After(after.clone());
                editor.wanted.set(Some(Wanted { place, at }));
            },
        ));
    }
    items.push(MenuItem::Line);
    items.push(MenuItem::action(Action::Rename));
    if !note {
        let command = move || keys::command_of(editor, Command::ToggleDisabled);
        let line = MenuItem::of_action(Action::ToggleDisabled, command);
        items.push(line.ticked(disabled));
        items.extend(pinning(editor, &id));
    }
    items.push(MenuItem::Line);
    items.extend(copies(editor));
    items.extend(deletions(editor, note));
    items
}

fn running(editor: Editor, node: &NodeId) -> Vec<MenuItem> {
    let busy = untrack(|| editor.is_running());
    let (only, upto) = (node.clone(), node.clone());
    let mut items = vec![
        MenuItem::of_action(Action::RunStep, move || runner::test(editor, only.clone()))
            .disabled(busy),
        MenuItem::new("run-to", "step-forward", t("editor-run-to"), move || {
            runner::start(editor, api::RunScope::UpTo(upto.clone()));
        })
        .disabled(busy),
    ];
    // Only what was given something before can begin with that.
    let ran = |run: &Progress| {
        let of = run.of(node);
        of.is_some_and(|of| of.items_in > 0)
    };
    if editor
        .run
        .with_untracked(|run| run.as_ref().is_some_and(ran))
    {
        let from = node.clone();
        let press = move || runner::retry(editor, from.clone());
        let item = MenuItem::new("run-from", "play", t("editor-run-from"), press);
        items.push(item.disabled(busy));
    }
    items
}

fn pinning(editor: Editor, node: &NodeId) -> Option<MenuItem> {
    let pinned = editor.peek(|workflow| workflow.pinned.contains_key(node));
    let node = node.clone();
    if pinned {
        let unpin = move || pins::unpin(editor, &node);
        return Some(MenuItem::new("unpin", "pin", t("editor-unpin"), unpin).ticked(true));
    }
    let ran = editor
        .run
        .with_untracked(|run| run.as_ref().is_some_and(|run| run.of(&node).is_some()));
    ran.then(|| {
        MenuItem::new("pin", "pin", t("editor-pin"), move || {
            editor.tab.set(Tab::Output);
            pins::pin_last(editor, &node);
        })
    })
}

fn copies(editor: Editor) -> Vec<MenuItem> {
    vec![
        MenuItem::of_action(Action::Copy, move || {
            clipboard::copy(editor, &editor.selected_nodes());
        }),
        MenuItem::of_action(Action::Cut, move || {
            clipboard::cut(editor, &editor.selected_nodes());
        }),
        MenuItem::of_action(Action::Duplicate, move || {
            keys::command_of(editor, Command::Duplicate);
        }),
    ]
}

fn deletions(editor: Editor, note: bool) -> Vec<MenuItem> {
    let mut items =
        vec![MenuItem::of_action(Action::Delete, move || keys::delete(editor, true)).danger()];
    if !note {
        let all = MenuItem::of_action(Action::DeleteWithWires, move || keys::delete(editor, false));
        items.push(all.danger());
    }
    items
}

/// What can be done with all that is selected.
pub fn several(editor: Editor, editable: bool) -> Vec<MenuItem> {
    if !editable {
        return Vec::new();
    }
    let aligned = |id: &str, icon: &str, along: Align| {
        MenuItem::new(id, icon, t(&format!("editor-{id}")), move || {
            let (nodes, specs) = (editor.selected_nodes(), editor.specs());
            editor.perform_some(
                editor.peek(|workflow| gesture::align(workflow, &specs, &nodes, along)),
            );
        })
    };
    let spread = |id: &str, icon: &str, down: bool| {
        MenuItem::new(id, icon, t(&format!("editor-{id}")), move || {
            let (nodes, specs) = (editor.selected_nodes(), editor.specs());
            editor.perform_some(
                editor.peek(|workflow| gesture::distribute(workflow, &specs, &nodes, down)),
            );
        })
    };
    let mut items = copies(editor);
    items.extend([
        MenuItem::of_action(Action::ToggleDisabled, move || {
            keys::command_of(editor, Command::ToggleDisabled);
        }),
        MenuItem::of_action(Action::Group, move || {
            keys::command_of(editor, Command::Group)
        }),
        MenuItem::Line,
        MenuItem::action(Action::Tidy),
        aligned("align-left", "align-start-vertical", Align::Left),
        aligned("align-center", "align-center-vertical", Align::Center),
        aligned("align-top", "align-start-horizontal", Align::Top),
        aligned("align-middle", "align-center-horizontal", Align::Middle),
        spread("spread-across", "align-horizontal-distribute-center", false),
        spread("spread-down", "align-vertical-distribute-center", true),
        MenuItem::Line,
    ]);
    items.extend(deletions(editor, false));
    items
}

fn wire(editor: Editor, edge: Edge, page: [f64; 2], editable: bool) -> Vec<MenuItem> {
    if !editable {
        return Vec::new();
    }
    let inserted = edge.clone();
    vec![
        MenuItem::new("insert", "plus", t("editor-insert"), move || {
            let place = Place::Wire(inserted.clone());
            editor.wanted.set(Some(Wanted { place, at: page }));
        }),
        MenuItem::Line,
        MenuItem::new(
            "delete-wire",
            "trash-2",
            t("editor-delete-wire"),
            move || {
                editor.perform_some(editor.peek(|workflow| gesture::disconnect(workflow, &edge)));
                editor.drop_gone();
            },
        )
        .danger(),
    ]
}

fn port_menu(
    editor: Editor,
    port: PortRef,
    at: [f64; 2],
    page: [f64; 2],
    editable: bool,
) -> Vec<MenuItem> {
    if !editable {
        return Vec::new();
    }
    let wired: Vec<Edge> = editor.peek(|workflow| {
        let touches = |edge: &&Edge| edge.from == port.end || edge.to == port.end;
        workflow.edges.iter().filter(touches).cloned().collect()
    });
    let none = wired.is_empty();
    let place = Place::Port(port, at);
    vec![
        MenuItem::new("add-here", "plus", t("editor-add-here"), move || {
            let place = place.clone();
            editor.wanted.set(Some(Wanted { place, at: page }));
        }),
        MenuItem::new(
            "delete-wires",
            "trash-2",
            t("editor-delete-wires"),
            move || {
                let edit = editor.peek(|workflow| gesture::remove(workflow, &[], &wired, false));
                editor.perform_some(edit);
                editor.drop_gone();
            },
        )
        .danger()
        .disabled(none),
    ]
}

fn nothing(editor: Editor, at: [f64; 2], page: [f64; 2], editable: bool) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if editable {
        items.extend([
            MenuItem::of_action(Action::AddStep, move || {
                let place = Place::At(at);
                editor.wanted.set(Some(Wanted { place, at: page }));
            }),
            MenuItem::of_action(Action::AddNote, move || {
                super::act(editor, CanvasEvent::AddNote { at });
            }),
            MenuItem::of_action(Action::Paste, move || clipboard::paste(editor, None, at)),
            MenuItem::Line,
            MenuItem::action(Action::Tidy),
        ]);
    }
    items.extend([
        MenuItem::action(Action::SelectAll),
        MenuItem::action(Action::Fit),
        MenuItem::action(Action::ToggleOutline),
    ]);
    if editable {
        items.extend([
            MenuItem::Line,
            MenuItem::action(Action::Run),
            MenuItem::action(Action::Export),
        ]);
    }
    items
}

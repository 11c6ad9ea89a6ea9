//! What the window's actions do while a workflow is open.

use canvas::{Command, Direction};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;

use super::draft::Open;
use super::gesture::{self, Place};
use super::state::{Editor, Panel, Wanted, new_id};
use super::{clipboard, runner, versions};
use crate::action::{Action, on, on_if};
use crate::text::t_args;
use crate::widgets::notice_undo;

/// Says what the actions do, until the editor is left.
pub fn register(editor: Editor) {
    runs(editor);
    changes(editor);
    selection(editor);
    view(editor);
    walk(editor);
    on(Action::Save, move || {
        spawn_local(async move {
            versions::keep(editor, None).await;
        });
    });
    on(Action::Export, move || {
        versions::export(editor, api::ExportFormat::Millrace)
    });
    on(Action::ShowVersions, move || turn(editor, Panel::Versions));
    on(Action::ToggleRunPanel, move || turn(editor, Panel::Steps));
    on(Action::ToggleOutline, move || toggle_outline(editor));
    on(Action::ToggleInspector, move || {
        editor.inspector.update(|open| *open = !*open)
    });
    on(Action::ShowPermissions, move || {
        super::permissions::show(editor)
    });
}

/// Says what those actions do that only look, until the run is left.
pub fn register_view(editor: Editor) {
    view(editor);
    walk(editor);
    on(Action::ToggleOutline, move || toggle_outline(editor));
    on(Action::ToggleRunPanel, move || turn(editor, Panel::Steps));
    on_if(
        Action::Stop,
        move || editor.is_running(),
        move || runner::stop(editor),
    );
}

fn runs(editor: Editor) {
    let idle = move || !editor.is_running();
    on_if(Action::Run, idle, move || runner::run(editor));
    on_if(
        Action::RunStep,
        move || idle() && editor.inspected_now().is_some(),
        move || {
            if let Some(node) = editor.inspected_now() {
                runner::test(editor, node);
            }
        },
    );
    on_if(
        Action::Stop,
        move || editor.is_running(),
        move || runner::stop(editor),
    );
}

fn changes(editor: Editor) {
    on_if(
        Action::Undo,
        move || editor.open.with(|open| open.can_undo()),
        move || editor.undo(),
    );
    on_if(
        Action::Redo,
        move || editor.open.with(|open| open.can_redo()),
        move || editor.redo(),
    );
    on(Action::AddStep, move || add_step(editor));
    on(Action::Tidy, move || {
        let specs = editor.specs();
        let nodes = editor.selected_nodes();
        let only = (nodes.len() > 1).then_some(nodes.as_slice());
        editor.perform_some(editor.peek(|workflow| gesture::tidy_up(workflow, &specs, only)));
        editor.board.with_value(|board| board.run(Command::Fit));
    });
}

/// Opens the list of steps: behind the selected step, or wherever the next one goes.
pub fn add_step(editor: Editor) {
    let place = match editor.inspected_now() {
        Some(node) => Place::After(node),
        None => Place::Next,
    };
    let at = editor.middle_of_page();
    editor.wanted.set(Some(Wanted { place, at }));
}

fn selection(editor: Editor) {
    let some = move || graph_has_focus() && editor.selection.with(|one| !one.nodes.is_empty());
    let any = move || {
        graph_has_focus()
            && editor
                .selection
                .with(|one| !(one.nodes.is_empty() && one.edges.is_empty()))
    };
    let command = move |command: Command| move || command_of(editor, command);
    on_if(Action::Open, some, command(Command::Open));
    on_if(
        Action::Rename,
        move || editor.inspected_now().is_some(),
        move || rename(editor),
    );
    on_if(
        Action::ToggleDisabled,
        some,
        command(Command::ToggleDisabled),
    );
    on_if(Action::Duplicate, some, command(Command::Duplicate));
    on_if(Action::Group, some, command(Command::Group));
    on_if(Action::Delete, any, move || delete(editor, true));
    on_if(Action::DeleteWithWires, any, move || delete(editor, false));
    on_if(Action::SelectAll, graph_has_focus, move || {
        select_all(editor)
    });
    on(Action::AddNote, move || add_note(editor));
    let copies = move || some() && nothing_marked();
    on_if(Action::Copy, copies, move || {
        clipboard::copy(editor, &editor.selected_nodes());
    });
    on_if(Action::Cut, copies, move || {
        clipboard::cut(editor, &editor.selected_nodes())
    });
    // Pasting comes as an event with the text in it, which asks for no permission.
    let pasted = window_event_listener(leptos::ev::paste, move |event| paste(editor, &event));
    on_cleanup(move || pasted.remove());
}

/// Does what a command of the canvas does, also where the outline stands in its place.
pub fn command_of(editor: Editor, command: Command) {
    let nodes = editor.selected_nodes();
    match command {
        Command::ToggleDisabled => {
            editor.perform_some(editor.peek(|workflow| gesture::toggle_disabled(workflow, &nodes)));
        }
        Command::Duplicate => {
            let copied = editor.peek(|workflow| {
                gesture::duplicate(workflow, &editor.specs(), &nodes, &mut new_id)
            });
            if let Some((new, edit)) = copied
                && editor.perform(edit)
            {
                editor.select(new);
            }
        }
        Command::Group => {
            let around =
                editor.peek(|workflow| gesture::group_around(workflow, &editor.specs(), &nodes));
            if let Some((at, size)) = around {
                super::board::act(editor, canvas::CanvasEvent::Group { nodes, at, size });
            }
        }
        Command::Open => {
            if let [node] = &nodes[..] {
                editor.lead_to(node, None);
            }
        }
        other => editor.board.with_value(|board| board.run(other)),
    }
}

/// Deletes what is selected, and goes on from where it was.
pub fn delete(editor: Editor, heal: bool) {
    let selection = editor.selection.get_untracked();
    let edit =
        editor.peek(|workflow| gesture::remove(workflow, &selection.nodes, &selection.edges, heal));
    if editor.perform_some(edit) {
        editor.drop_gone();
        if selection.nodes.len() > 1 {
            say_deleted(editor, selection.nodes.len());
        }
    }
}

/// Many at once may have been a slip: the way back is offered as long as nothing else was done.
fn say_deleted(editor: Editor, count: usize) {
    let revision = move || editor.open.try_with_untracked(Open::revision);
    let now = revision();
    let said = t_args("editor-deleted", &[("count", (count as f64).into())]);
    notice_undo(said, move || {
        if now.is_some() && revision() == now {
            editor.undo();
        }
    });
}

fn rename(editor: Editor) {
    let Some(node) = editor.inspected_now() else {
        return;
    };
    match editor.outline.get_untracked() {
        true => editor.naming.set(true),
        false => super::board::Renaming::begin(editor, node),
    }
}

fn select_all(editor: Editor) {
    let nodes = editor.peek(|workflow| {
        let all = workflow.nodes.iter().map(|node| node.id.clone());
        all.collect::<Vec<_>>()
    });
    editor.select(nodes);
}

fn add_note(editor: Editor) {
    let at = editor.middle();
    super::board::act(editor, canvas::CanvasEvent::AddNote { at });
}

fn view(editor: Editor) {
    let canvas = move || !editor.outline.get();
    let command =
        move |command: Command| move || editor.board.with_value(|board| board.run(command));
    on_if(Action::Fit, canvas, command(Command::Fit));
    on_if(Action::ActualSize, canvas, command(Command::ActualSize));
    on_if(Action::ZoomIn, canvas, command(Command::ZoomIn));
    on_if(Action::ZoomOut, canvas, command(Command::ZoomOut));
}

fn walk(editor: Editor) {
    use Action::{
        NudgeDown, NudgeLeft, NudgeRight, NudgeUp, WalkDown, WalkLeft, WalkRight, WalkUp,
    };
    let canvas = move || !editor.outline.get() && graph_has_focus();
    let edits = move || canvas() && editor.is_editable();
    let ways = [
        (Direction::Left, WalkLeft, NudgeLeft),
        (Direction::Right, WalkRight, NudgeRight),
        (Direction::Up, WalkUp, NudgeUp),
        (Direction::Down, WalkDown, NudgeDown),
    ];
    for (way, walk, nudge) in ways {
        let command =
            move |command: Command| move || editor.board.with_value(|board| board.run(command));
        on_if(walk, canvas, command(Command::Walk(way)));
        on_if(nudge, edits, command(Command::Nudge(way)));
    }
}

/// Shows the outline, or the canvas where there can be one.
pub fn toggle_outline(editor: Editor) {
    if editor.no_canvas.with_untracked(Option::is_none) {
        editor.outline.update(|outline| *outline = !*outline);
    }
}

/// Opens a panel, or closes it.
pub fn turn(editor: Editor, panel: Panel) {
    editor.panel.update(|open| {
        *open = match *open == panel {
            true => Panel::None,
            false => panel,
        };
    });
}

/// Whether the canvas or the outline has the keyboard, or nothing has.
fn graph_has_focus() -> bool {
    let Some(active) = document().active_element() else {
        return true;
    };
    let body = document()
        .body()
        .is_some_and(|body| body.is_same_node(Some(active.unchecked_ref())));
    body || active.closest("[data-graph]").ok().flatten().is_some()
}

/// Whether no text of the page is marked, which a person would mean to copy.
fn nothing_marked() -> bool {
    let marked = window().get_selection().ok().flatten();
    marked.is_none_or(|marked| marked.is_collapsed())
}

/// Pastes what the browser hands over where nobody writes; the canvas has its own way while it has the keyboard.
fn paste(editor: Editor, event: &leptos::ev::ClipboardEvent) {
    if event.default_prevented() || !graph_has_focus() || !editor.is_editable_now() {
        return;
    }
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .filter(|text| !text.trim().is_empty());
    if let Some(text) = text {
        event.prevent_default();
        clipboard::insert(editor, &text, editor.middle());
    }
}

//! From what a person did on the canvas to edits of the workflow, and to panels that open.

use canvas::CanvasEvent;
use leptos::prelude::*;
use model::NodeId;

use super::menu;
use super::rename::Renaming;
use crate::editor::gesture::{self, Place};
use crate::editor::state::{Editor, Selection, Tab, Wanted, new_id};
use crate::editor::{clipboard, say};

/// Does what a person did on the canvas.
pub fn act(editor: Editor, event: CanvasEvent) {
    let left = select(editor, event).and_then(|event| open(editor, event));
    let Some(event) = left else { return };
    let edit = editor.peek(|workflow| match &event {
        CanvasEvent::ToggleDisabled(nodes) => gesture::toggle_disabled(workflow, nodes),
        CanvasEvent::MoveNodes(places) => gesture::move_nodes(workflow, places),
        CanvasEvent::ResizeNote { node, at, size } => Some(gesture::resize_note(node, *at, *size)),
        CanvasEvent::Connect(edge) => gesture::connect(workflow, edge),
        CanvasEvent::Reconnect { from, to } => gesture::reconnect(workflow, from, to),
        CanvasEvent::Disconnect(edge) => gesture::disconnect(workflow, edge),
        CanvasEvent::InsertNode { node, edge, at } => {
            gesture::insert_existing(workflow, node, edge, *at)
        }
        CanvasEvent::Delete { nodes, edges, heal } => {
            gesture::remove(workflow, nodes, edges, *heal)
        }
        _ => None,
    });
    if editor.perform_some(edit) {
        editor.drop_gone();
    } else {
        add(editor, event);
    }
}

/// Follows the selection and the view; anything else is handed on.
fn select(editor: Editor, event: CanvasEvent) -> Option<CanvasEvent> {
    match event {
        CanvasEvent::Selected { nodes, edges } => {
            let selection = Selection { nodes, edges };
            if editor.selection.with_untracked(|known| *known != selection) {
                editor.selection.set(selection);
            }
        }
        CanvasEvent::ViewChanged(zoom) => editor.zoom.set(zoom),
        other => return Some(other),
    }
    None
}

/// Opens what is to be opened; anything else is handed on.
fn open(editor: Editor, event: CanvasEvent) -> Option<CanvasEvent> {
    let board = editor.board.get_value();
    let wanted = |place, screen| {
        let at = board.place_on_page(screen);
        editor.wanted.set(Some(Wanted { place, at }));
    };
    match event {
        CanvasEvent::Open(node) => {
            editor.select(vec![node.clone()]);
            editor.tab.set(Tab::Settings);
            editor.lead_to(&node, None);
        }
        CanvasEvent::Rename { node, .. } => Renaming::begin(editor, node),
        CanvasEvent::ConnectToNew { port, at, screen } => wanted(Place::Port(port, at), screen),
        CanvasEvent::InsertNew { edge, screen, .. } => wanted(Place::Wire(edge), screen),
        CanvasEvent::AddNodeHere { at, screen } => wanted(Place::At(at), screen),
        CanvasEvent::ContextMenu { target, at, screen } => {
            menu::open(editor, target, at, board.place_on_page(screen));
        }
        other => return Some(other),
    }
    None
}

/// Notes, groups and copies: what is new is selected.
fn add(editor: Editor, event: CanvasEvent) {
    let ids = &mut new_id;
    let note = matches!(event, CanvasEvent::AddNote { .. });
    let added: Option<(Vec<NodeId>, model::Edit)> = match event {
        CanvasEvent::AddNote { at } => {
            let (id, edit) = editor.peek(|workflow| {
                gesture::add_note(
                    workflow,
                    at,
                    [240.0, 160.0],
                    &say::new_note(),
                    &say::note(),
                    ids,
                )
            });
            Some((vec![id], edit))
        }
        CanvasEvent::Group { at, size, .. } => {
            let (id, edit) =
                editor.peek(|workflow| gesture::group(workflow, at, size, &say::group(), ids));
            Some((vec![id], edit))
        }
        CanvasEvent::Duplicate(nodes) => {
            editor.peek(|workflow| gesture::duplicate(workflow, &editor.specs(), &nodes, ids))
        }
        CanvasEvent::Copy(nodes) => {
            clipboard::copy(editor, &nodes);
            None
        }
        CanvasEvent::Cut(nodes) => {
            clipboard::cut(editor, &nodes);
            None
        }
        CanvasEvent::Paste { text, at } => {
            clipboard::paste(editor, text, at);
            None
        }
        _ => None,
    };
    if let Some((nodes, edit)) = added
        && editor.perform(edit)
    {
        if let (true, Some(node)) = (note, nodes.first()) {
            editor.bring(node);
        }
        editor.select(nodes);
    }
}

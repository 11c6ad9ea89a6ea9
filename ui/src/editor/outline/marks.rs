//! Which line of the outline is the active one, and which steps are selected: one after another, a range, or any.

use std::sync::Arc;

use leptos::prelude::*;
use model::NodeId;

use super::scroll_to;
use crate::editor::rows::{Row, What};
use crate::editor::state::Editor;

/// The lines and what is marked in them.
#[derive(Clone, Copy)]
pub struct Marks {
    /// The editor, which holds the selection.
    pub editor: Editor,
    lines: Memo<Arc<Vec<Row>>>,
    active: RwSignal<usize>,
    /// Where a range begins.
    anchor: StoredValue<usize>,
    /// The selection is being changed from here: the active line stays where it is.
    ours: StoredValue<bool>,
}

impl Marks {
    /// None but the active line.
    pub fn new(editor: Editor, lines: Memo<Arc<Vec<Row>>>, active: RwSignal<usize>) -> Self {
        Self {
            editor,
            lines,
            active,
            anchor: StoredValue::new(active.get_untracked()),
            ours: StoredValue::new(false),
        }
    }

    /// The active line.
    pub fn at(self) -> usize {
        self.active.get_untracked()
    }

    /// The last line.
    pub fn last(self) -> usize {
        let last = |lines: &Arc<Vec<Row>>| lines.len().saturating_sub(1);
        self.lines.with_untracked(last)
    }

    /// A line.
    pub fn row(self, at: usize) -> Option<Row> {
        self.lines.with_untracked(|lines| lines.get(at).cloned())
    }

    /// Whether a line is the active one. Tracked.
    pub fn is_active(self, at: usize) -> bool {
        self.active.get() == at
    }

    /// Makes a line the active one and selects its step alone.
    pub fn activate(self, at: usize) {
        self.go(at);
        self.anchor.set_value(at);
        if let Some(row) = self.row(at) {
            self.select(vec![row.what.node().clone()]);
        }
    }

    /// Selects all steps from where the last selection began to a line.
    pub fn extend(self, to: usize) {
        let from = self.anchor.get_value().min(self.last());
        self.go(to);
        let range = from.min(to)..=from.max(to);
        let nodes = self.lines.with_untracked(|lines| {
            let mut nodes: Vec<NodeId> = Vec::new();
            for row in lines.get(range).unwrap_or_default() {
                let node = row.what.node();
                if is_own(row) && !nodes.contains(node) {
                    nodes.push(node.clone());
                }
            }
            nodes
        });
        self.select(nodes);
    }

    /// Selects a step beside the others, or not any more.
    pub fn toggle(self, at: usize) {
        self.go(at);
        self.anchor.set_value(at);
        let Some(row) = self.row(at).filter(is_own) else {
            return;
        };
        let node = row.what.node();
        let mut nodes = self.editor.selected_nodes();
        match nodes.iter().position(|one| one == node) {
            Some(selected) => {
                nodes.remove(selected);
            }
            None => nodes.push(node.clone()),
        }
        self.select(nodes);
    }

    /// Whether the selection was last changed from here; asked once for each change.
    pub fn take_ours(self) -> bool {
        let ours = self.ours.get_value();
        self.ours.set_value(false);
        ours
    }

    fn select(self, nodes: Vec<NodeId>) {
        if self.editor.selected_nodes() != nodes {
            self.ours.set_value(true);
        }
        self.editor.select(nodes);
    }

    fn go(self, at: usize) {
        self.active.set(at);
        scroll_to(at);
    }
}

/// Whether a line stands for the step that it is about: not for one of its outputs, or for one that stands elsewhere.
pub fn is_own(row: &Row) -> bool {
    matches!(
        row.what,
        What::Step(_) | What::Note(_) | What::Helper { .. }
    )
}

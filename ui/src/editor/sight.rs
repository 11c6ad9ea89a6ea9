//! What the editor looks at: what is selected, what is brought into view, what has the keyboard.

use std::time::Duration;

use canvas::Command;
use leptos::prelude::*;
use model::NodeId;

use super::board::Board;
use super::gesture;
use super::state::{Editor, PALETTE, Selection, Spot, Tab};

/// The canvas draws what was changed after so long.
const DRAWN: Duration = Duration::from_millis(80);

impl Editor {
    /// Selects nodes and shows them as selected.
    pub fn select(&self, nodes: Vec<NodeId>) {
        let selection = Selection {
            nodes,
            edges: Vec::new(),
        };
        if self.selection.with_untracked(|known| *known != selection) {
            self.board.with_value(|board| board.select(&selection));
            self.selection.set(selection);
        }
    }

    /// Selects a node and brings it into view.
    pub fn show(&self, node: &NodeId) {
        self.select(vec![node.clone()]);
        self.reveal(node);
    }

    /// Brings a node into view if it is out of it, once it is drawn.
    pub fn reveal(&self, node: &NodeId) {
        let (editor, node) = (*self, node.clone());
        set_timeout(
            move || {
                let all = editor.peek(|workflow| gesture::bounds(workflow, &editor.specs()));
                editor
                    .board
                    .try_with_value(|board| board.reveal(&node, all));
            },
            DRAWN,
        );
    }

    /// Moves the view no more than it takes for a node to be seen, once it is drawn.
    pub fn bring(&self, node: &NodeId) {
        let (editor, node) = (*self, node.clone());
        let bring = move || {
            editor.board.try_with_value(|board| board.bring(&node));
        };
        set_timeout(bring, DRAWN);
    }

    /// Shows all of the workflow again where the canvas was made smaller and something of it is out of view.
    pub fn fit_if_cut(&self) {
        let editor = *self;
        set_timeout(
            move || {
                editor.board.try_with_value(|board| {
                    let nodes = editor.peek(|workflow| {
                        let ids = workflow.nodes.iter().map(|node| node.id.clone());
                        ids.take(60).collect::<Vec<_>>()
                    });
                    if nodes.iter().any(|node| !board.sees(node)) {
                        board.run(Command::Fit);
                    }
                });
            },
            DRAWN,
        );
    }

    /// Gives the canvas, or the outline in its place, the keyboard.
    pub fn focus_graph(&self) {
        match self.outline.get_untracked() {
            true => super::outline::focus(),
            false => self.board.with_value(Board::focus),
        }
    }

    /// Shows or hides the list of steps, and keeps that. Who opens it wants to look for one.
    pub fn show_palette(&self, open: bool) {
        self.palette.set(open);
        if open {
            request_animation_frame(super::palette::focus);
        }
        crate::session::change(|settings| {
            let word = if open { "open" } else { "closed" };
            settings.layout.insert(PALETTE.to_owned(), word.to_owned());
        });
    }

    /// Leads to a step, and to a field of it.
    pub fn lead_to(&self, node: &NodeId, field: Option<&str>) {
        self.tab.set(Tab::Settings);
        self.show(node);
        self.spot.set(Some(Spot {
            node: node.clone(),
            field: field.map(str::to_owned),
        }));
    }

    /// Selected nodes that are there, in the workflow's order.
    pub fn selected_nodes(&self) -> Vec<NodeId> {
        self.selection
            .with_untracked(|selection| selection.nodes.clone())
    }

    /// Drops what is gone from the selection.
    pub fn drop_gone(&self) {
        let kept = self.selection.with_untracked(|selection| {
            self.peek(|workflow| Selection {
                nodes: selection
                    .nodes
                    .iter()
                    .filter(|id| workflow.node(id).is_some())
                    .cloned()
                    .collect(),
                edges: selection
                    .edges
                    .iter()
                    .filter(|edge| workflow.edges.contains(edge))
                    .cloned()
                    .collect(),
            })
        });
        if self.selection.with_untracked(|known| *known != kept) {
            self.board.with_value(|board| board.select(&kept));
            self.selection.set(kept);
        }
    }
}

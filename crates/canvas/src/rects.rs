//! Where everything is on the screen, for tests that drive a real pointer.

use egui::{Rect, Vec2};
use model::{Edge, NodeId};

use crate::event::PortRef;
use crate::paint;
use crate::stage::{Button, Stage};

/// Rectangles in egui's points. What is out of view has one too, outside of `canvas`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rects {
    /// The canvas.
    pub canvas: Rect,
    /// Cards and notes.
    pub nodes: Vec<(NodeId, Rect)>,
    /// Ports: where a press takes hold of them.
    pub ports: Vec<(PortRef, Rect)>,
    /// The middle of each wire, where its plus appears.
    pub edges: Vec<(Edge, Rect)>,
    /// The frames by their labels: where a press takes hold of the label.
    pub frames: Vec<(String, Rect)>,
    /// The map.
    pub minimap: Option<Rect>,
    /// The zoom buttons: `out`, `actual`, `in`, `fit`.
    pub buttons: Vec<(&'static str, Rect)>,
}

impl Rects {
    pub(crate) fn of(stage: &Stage) -> Self {
        let board = &stage.board;
        let around = |world, size: f32| {
            Rect::from_center_size(stage.view.to_screen(world), Vec2::splat(size))
        };
        let nodes = board
            .cards
            .iter()
            .map(|card| (card.id.clone(), stage.view.rect_to_screen(card.rect)))
            .collect();
        let ports = board.cards.iter().flat_map(|card| {
            (0..card.ports.len()).filter_map(move |port| {
                Some((card.port_ref(port)?, around(card.port_pos(port), 24.0)))
            })
        });
        let edges = board.wires.iter().enumerate().filter_map(|(index, wire)| {
            let middle = board.path(index as u32)?.middle;
            Some((wire.edge.clone(), around(middle, 20.0)))
        });
        let frames = board.frames.iter().filter_map(|frame| {
            let label = board.frame_place(frame)?.label;
            Some((frame.label.text.clone(), stage.view.rect_to_screen(label)))
        });
        let name = |button| match button {
            Button::Out => "out",
            Button::Actual => "actual",
            Button::In => "in",
            Button::Fit => "fit",
        };
        Self {
            canvas: stage.view.rect,
            nodes,
            ports: ports.collect(),
            edges: edges.collect(),
            frames: frames.collect(),
            minimap: paint::minimap_rect(stage),
            buttons: paint::buttons(stage.view)
                .into_iter()
                .map(|(button, rect)| (name(button), rect))
                .collect(),
        }
    }

    /// The card of a node.
    pub fn node(&self, id: &str) -> Option<Rect> {
        self.nodes
            .iter()
            .find(|(known, _)| known.as_str() == id)
            .map(|(_, rect)| *rect)
    }

    /// A port.
    pub fn port(&self, port: &PortRef) -> Option<Rect> {
        self.ports
            .iter()
            .find(|(known, _)| known == port)
            .map(|(_, rect)| *rect)
    }

    /// The middle of a wire.
    pub fn edge(&self, edge: &Edge) -> Option<Rect> {
        self.edges
            .iter()
            .find(|(known, _)| known == edge)
            .map(|(_, rect)| *rect)
    }
}

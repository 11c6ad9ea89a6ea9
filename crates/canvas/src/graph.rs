//! The bridge to egui_graphs: a graph whose nodes and edges draw themselves from the stage, and a layout that leaves every
//! node where the workflow has it.
//!
//! `GraphView` walks the graph and draws; its own gestures are off, because it knows no ports.

use std::cell::RefCell;
use std::rc::Rc;

use egui::{Pos2, Rect, Shape, Ui, UiBuilder, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, GraphView, Layout, LayoutState,
    MetadataFrame, Node, NodeProps, SettingsInteraction, SettingsNavigation,
};
use petgraph::Directed;
use petgraph::stable_graph::{DefaultIx, IndexType, NodeIndex};
use serde::{Deserialize, Serialize};

use crate::paint;
use crate::stage::Stage;

/// A stage that the displays share.
pub(crate) type Shared = Rc<RefCell<Stage>>;

/// What a node or an edge of the graph carries: its number on the board.
#[derive(Clone)]
pub(crate) struct Part {
    stage: Shared,
    index: u32,
}

/// Draws a card.
#[derive(Clone)]
pub(crate) struct CardDisplay(Part);

/// Draws a wire.
#[derive(Clone)]
pub(crate) struct WireDisplay(Part);

type Inner = Graph<Part, Part, Directed, DefaultIx, CardDisplay, WireDisplay>;

/// The board as egui_graphs sees it.
#[derive(Default)]
pub(crate) struct Picture {
    graph: Inner,
    /// The graph's node for each card; none for notes, which lie under everything.
    nodes: Vec<Option<NodeIndex>>,
}

impl Picture {
    /// Forgets the graph: the board is another.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The graph of the stage's board.
    pub fn rebuild(&mut self, stage: &Shared) {
        let mut graph = Inner::new();
        let board = &stage.borrow().board;
        let part = |index: usize| Part {
            stage: Rc::clone(stage),
            index: index as u32,
        };
        self.nodes = board
            .cards
            .iter()
            .enumerate()
            .map(|(index, card)| {
                let center = card.rect.center();
                (!card.is_note())
                    .then(|| graph.add_node_custom(part(index), |node| node.set_location(center)))
            })
            .collect();
        for (index, wire) in board.wires.iter().enumerate() {
            let ends = (
                self.nodes[wire.from.0 as usize],
                self.nodes[wire.to.0 as usize],
            );
            if let (Some(from), Some(to)) = ends {
                graph.add_edge_custom(from, to, part(index), |_| {});
            }
        }
        self.graph = graph;
    }

    /// Tells the graph what is selected and where dragged cards are: selected ones are drawn last.
    pub fn sync(&mut self, stage: &Stage) {
        for (index, (card, node)) in stage.board.cards.iter().zip(&self.nodes).enumerate() {
            if let Some(node) = node.and_then(|node| self.graph.node_mut(node)) {
                node.set_selected(stage.selection.cards.contains(&(index as u32)));
                node.set_location(card.rect.center());
            }
        }
    }

    /// Draws cards and wires.
    pub fn show(&mut self, ui: &mut Ui, name: &str, stage: &Shared) {
        let view = stage.borrow().view;
        let mut meta = MetadataFrame::new(Some(name.to_owned()));
        meta.zoom = view.zoom;
        meta.pan = -view.origin.to_vec2() * view.zoom;
        meta.save(ui);
        let interaction = SettingsInteraction::new()
            .with_hover_enabled(false)
            .with_dragging_enabled(false);
        let navigation = SettingsNavigation::new()
            .with_fit_to_screen_enabled(false)
            .with_zoom_and_pan_enabled(false);
        let mut child = ui.new_child(UiBuilder::new().max_rect(view.rect));
        child.set_clip_rect(view.rect.intersect(ui.clip_rect()));
        GraphView::<KeepState, Keep>::new()
            .with_id(Some(name.to_owned()))
            .with_interactions(&interaction)
            .with_navigations(&navigation)
            .show(&mut child, &mut self.graph);
    }
}

/// The layout that keeps places.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct KeepState;

#[derive(Debug, Default)]
pub(crate) struct Keep;

impl LayoutState for KeepState {}

impl Layout<KeepState> for Keep {
    fn from_state(_: KeepState) -> impl Layout<KeepState> {
        Self
    }

    fn next<N, E, Ty, Ix, Dn, De>(&mut self, _: &mut Graph<N, E, Ty, Ix, Dn, De>, _: &Ui)
    where
        N: Clone,
        E: Clone,
        Ty: petgraph::EdgeType,
        Ix: IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> KeepState {
        KeepState
    }
}

impl From<NodeProps<Part>> for CardDisplay {
    fn from(props: NodeProps<Part>) -> Self {
        Self(props.payload)
    }
}

impl From<EdgeProps<Part>> for WireDisplay {
    fn from(props: EdgeProps<Part>) -> Self {
        Self(props.payload)
    }
}

impl CardDisplay {
    fn rect(&self) -> Rect {
        let stage = self.0.stage.borrow();
        stage
            .board
            .cards
            .get(self.0.index as usize)
            .map_or(Rect::ZERO, |card| card.rect)
    }
}

impl DisplayNode<Part, Part, Directed, DefaultIx> for CardDisplay {
    fn closest_boundary_point(&self, dir: Vec2) -> Pos2 {
        let rect = self.rect();
        let half = rect.size() / 2.0;
        let reach = (half.x / dir.x.abs().max(1.0e-3)).min(half.y / dir.y.abs().max(1.0e-3));
        rect.center() + dir * reach
    }

    fn shapes(&mut self, ctx: &DrawContext<'_>) -> Vec<Shape> {
        let stage = self.0.stage.borrow();
        paint::card(&stage, self.0.index, ctx.ctx)
    }

    fn update(&mut self, _: &NodeProps<Part>) {}

    fn is_inside(&self, pos: Pos2) -> bool {
        self.rect().contains(pos)
    }
}

impl DisplayEdge<Part, Part, Directed, DefaultIx, CardDisplay> for WireDisplay {
    fn shapes(
        &mut self,
        _: &Node<Part, Part, Directed, DefaultIx, CardDisplay>,
        _: &Node<Part, Part, Directed, DefaultIx, CardDisplay>,
        ctx: &DrawContext<'_>,
    ) -> Vec<Shape> {
        let stage = self.0.stage.borrow();
        paint::wire(&stage, self.0.index, ctx.ctx)
    }

    fn update(&mut self, _: &EdgeProps<Part>) {}

    fn is_inside(
        &self,
        _: &Node<Part, Part, Directed, DefaultIx, CardDisplay>,
        _: &Node<Part, Part, Directed, DefaultIx, CardDisplay>,
        pos: Pos2,
    ) -> bool {
        let stage = self.0.stage.borrow();
        stage
            .board
            .known_path(self.0.index)
            .is_some_and(|path| path.distance(pos, 8.0).is_some())
    }
}

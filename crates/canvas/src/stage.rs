//! Everything a frame is drawn from: the board, the view, what is selected, pointed at and dragged.

use egui::{Pos2, Rect};
use model::{Edge, NodeId};
use rustc_hash::FxHashSet;

use crate::board::Board;
use crate::event::Place;
use crate::scene::Mode;
use crate::theme::Theme;
use crate::view::View;

/// What is under the pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Hit {
    #[default]
    Empty,
    Card(u32),
    Port(u32, usize),
    /// A badge that says what is wrong.
    Problem(u32),
    Wire(u32),
    /// The plus in a wire's middle.
    Plus(u32),
    Note(u32),
    /// A note's edges: left, top, right, bottom.
    NoteEdge(u32, [bool; 4]),
    /// A frame's label.
    Frame(usize),
    Button(Button),
    Minimap,
}

/// The buttons that lie over the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Button {
    Out,
    Actual,
    In,
    Fit,
}

/// Selected cards and wires.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Selection {
    pub cards: FxHashSet<u32>,
    pub wires: FxHashSet<u32>,
}

/// A wire that is being drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Draft {
    /// Card and port that stay.
    pub from: (u32, usize),
    /// The wire whose other end was pulled off.
    pub pulled: Option<u32>,
    pub pointer: Pos2,
    /// Card and port it would be joined to.
    pub onto: Option<(u32, usize)>,
}

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Plain boxes.
    Far,
    /// Cards with a colour, no text.
    Middle,
    /// Titles, ports and badges; no small text, which nobody could read.
    Near,
    /// Everything.
    Full,
}

pub(crate) struct Stage {
    pub board: Board,
    pub view: View,
    pub theme: &'static Theme,
    pub mode: Mode,
    pub read_only: bool,
    pub still: bool,
    /// Cards that are moved line up.
    pub snap: bool,
    /// Seconds, for what moves.
    pub time: f64,
    pub selection: Selection,
    pub hover: Hit,
    pub draft: Option<Draft>,
    /// The wire on which what is dragged would be inserted.
    pub insert: Option<u32>,
    /// The rectangle of a box selection, in world points.
    pub lasso: Option<Rect>,
    /// Lines that show what is in line while cards are moved.
    pub guides: Vec<[Pos2; 2]>,
    pub highlight: Option<Selection>,
    pub focused: bool,
    /// The branches of the one selected card.
    pub branches: Vec<(u16, Vec<u32>)>,
}

impl Default for Stage {
    fn default() -> Self {
        Self {
            board: Board::default(),
            view: View::default(),
            theme: Theme::of(Mode::Light),
            mode: Mode::Light,
            read_only: false,
            still: false,
            snap: true,
            time: 0.0,
            selection: Selection::default(),
            hover: Hit::Empty,
            draft: None,
            insert: None,
            lasso: None,
            guides: Vec::new(),
            highlight: None,
            focused: false,
            branches: Vec::new(),
        }
    }
}

impl Stage {
    pub fn detail(&self) -> Detail {
        match self.view.zoom {
            zoom if zoom >= 0.6 => Detail::Full,
            zoom if zoom >= 0.42 => Detail::Near,
            zoom if zoom >= 0.16 => Detail::Middle,
            _ => Detail::Far,
        }
    }

    pub fn dimmed_card(&self, card: u32) -> bool {
        self.highlight
            .as_ref()
            .is_some_and(|lit| !lit.cards.contains(&card))
    }

    pub fn dimmed_wire(&self, wire: u32) -> bool {
        self.highlight
            .as_ref()
            .is_some_and(|lit| !lit.wires.contains(&wire))
    }

    /// Whether the draft may end at a port.
    pub fn fits(&self, card: u32, port: usize) -> bool {
        let Some(draft) = self.draft else {
            return false;
        };
        let Some(from) = self
            .board
            .cards
            .get(draft.from.0 as usize)
            .and_then(|card| card.port_ref(draft.from.1))
        else {
            return false;
        };
        let to = self
            .board
            .cards
            .get(card as usize)
            .and_then(|card| card.port_ref(port));
        to.is_some_and(|to| from.edge_to(&to).is_some())
    }

    pub fn select(&mut self, nodes: &[NodeId], edges: &[Edge]) {
        self.selection = self.numbers(nodes, edges);
        self.selected();
    }

    pub fn numbers(&self, nodes: &[NodeId], edges: &[Edge]) -> Selection {
        Selection {
            cards: nodes
                .iter()
                .filter_map(|id| self.board.by_id.get(id).copied())
                .collect(),
            wires: edges
                .iter()
                .filter_map(|edge| self.board.by_edge.get(edge).copied())
                .collect(),
        }
    }

    /// After every change of the selection.
    pub fn selected(&mut self) {
        self.branches.clear();
        let mut cards = self.selection.cards.iter();
        if let (Some(card), None) = (cards.next().copied(), cards.next())
            && self
                .board
                .cards
                .get(card as usize)
                .is_some_and(|card| !card.is_note())
            && self.board.wires_of[card as usize].len() > 1
        {
            self.branches = self.board.flow().branches(card);
        }
    }

    pub fn ids(&self, selection: &Selection) -> (Vec<NodeId>, Vec<Edge>) {
        let mut cards: Vec<u32> = selection.cards.iter().copied().collect();
        let mut wires: Vec<u32> = selection.wires.iter().copied().collect();
        cards.sort_unstable();
        wires.sort_unstable();
        let id = |card: u32| Some(self.board.cards.get(card as usize)?.id.clone());
        let edge = |wire: u32| Some(self.board.wires.get(wire as usize)?.edge.clone());
        (
            cards.into_iter().filter_map(id).collect(),
            wires.into_iter().filter_map(edge).collect(),
        )
    }

    /// The board of a changed workflow; what was selected stays selected where it still is.
    pub fn replace_board(&mut self, board: Board) {
        let (nodes, edges) = self.ids(&self.selection);
        let lit = self.highlight.as_ref().map(|lit| self.ids(lit));
        self.board = board;
        self.selection = self.numbers(&nodes, &edges);
        self.highlight = lit.map(|(nodes, edges)| self.numbers(&nodes, &edges));
        self.hover = Hit::Empty;
        self.selected();
    }

    pub fn world(&self, screen: Pos2) -> Place {
        place(self.view.to_world(screen))
    }
}

pub(crate) fn place(pos: Pos2) -> Place {
    // tenths are enough, and keep files readable
    let tenth = |value: f32| (f64::from(value) * 10.0).round() / 10.0;
    [tenth(pos.x), tenth(pos.y)]
}

//! What is where: the cards with their ports, the notes, the wires and their ways, in world points.
//!
//! Built from a workflow and kept until its revision changes; while cards are dragged, only they are moved here.

mod build;
mod drawn;
mod grid;
mod notes;
mod path;
mod route;

use std::cell::OnceCell;

use egui::{Pos2, Rect, Vec2, vec2};
use model::{Edge, EdgeEnd, Group, NodeId, PortKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::event::{PortRef, Side};
use crate::icons::Icon;
use crate::markdown::Block;
use crate::scene::{EdgeState, FrameLook, Problem, Run};
use crate::text::Shown;

pub(crate) use build::{place, size};
pub(crate) use drawn::Drawn;
pub(crate) use grid::Grid;
pub(crate) use notes::{clamp as clamp_note, paper_color};
pub(crate) use path::{Path, at_length};
pub(crate) use route::{Around, End, FramePlace, corridor, route};

/// Width of a card.
pub(crate) const WIDTH: f32 = 192.0;
/// Height of a card with up to two ports on a side.
pub(crate) const HEIGHT: f32 = 64.0;
/// From one port to the next: each can be hit without its neighbour.
pub(crate) const PORT_STEP: f32 = 24.0;
/// What cards snap to.
pub(crate) const STEP: f32 = 16.0;

/// While more cards than this are dragged, their wires do not look what is in their way.
const MOST_ROUTED: usize = 40;
/// The most that a port's label takes in width.
pub(crate) const LABEL: f32 = 84.0;
/// About how wide a letter of a frame's label is, and one of a port's.
const LETTER: f32 = 7.0;
const SMALL_LETTER: f32 = 6.0;

/// A node as a card, or a note.
pub(crate) struct Card {
    pub id: NodeId,
    pub rect: Rect,
    pub title: Shown,
    pub summary: Shown,
    /// The kind's label: the summary where the scene gives none.
    pub label: Shown,
    pub name: Shown,
    pub icon: Option<&'static Icon>,
    pub kind_icon: Option<&'static Icon>,
    pub group: Group,
    pub kind_group: Group,
    pub ports: Vec<PortSpot>,
    pub disabled: bool,
    pub problem: Option<Problem>,
    pub run: Option<Run>,
    pub badge: Shown,
    pub pinned: bool,
    /// It is a note.
    pub note: Option<Note>,
}

/// What a note says.
pub(crate) struct Note {
    pub blocks: Vec<Block>,
    pub paper: Paper,
}

/// The colour of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    /// One of the theme's.
    Number(u8),
    /// The note's own.
    Own(u8, u8, u8),
}

/// A port of a card.
pub(crate) struct PortSpot {
    pub side: Side,
    pub kind: PortKind,
    pub index: u16,
    pub label: Shown,
    /// The label is shown: a side has more than one port, or it is no main port.
    pub labelled: bool,
    pub kind_label: Shown,
    /// From the card's upper left corner.
    pub offset: Vec2,
    pub wired: bool,
}

/// A wire between two ports of two cards.
pub(crate) struct Wire {
    pub edge: Edge,
    /// Card and port.
    pub from: (u32, usize),
    pub to: (u32, usize),
    pub label: Shown,
    pub state: EdgeState,
    path: OnceCell<Path>,
}

/// A frame around cards.
pub(crate) struct Frame {
    pub label: Shown,
    pub group: Group,
    pub members: Vec<u32>,
}

/// Everything that is drawn, without the state of the window.
#[derive(Default)]
pub(crate) struct Board {
    pub cards: Vec<Card>,
    pub wires: Vec<Wire>,
    /// The loops' frames, then the scene's.
    pub frames: Vec<Frame>,
    pub by_id: FxHashMap<NodeId, u32>,
    pub by_edge: FxHashMap<Edge, u32>,
    /// The wires of each card.
    pub wires_of: Vec<Vec<u32>>,
    loop_frames: usize,
    /// What it was built from.
    pub drawn: Drawn,
    /// Where the frames are while nothing is dragged.
    frame_places: Vec<FramePlace>,
    grid: Grid,
    /// Cards that are not where the grid has them: they are being dragged.
    adrift: FxHashSet<u32>,
}

impl Card {
    pub fn is_note(&self) -> bool {
        self.note.is_some()
    }

    pub fn port_pos(&self, port: usize) -> Pos2 {
        self.ports
            .get(port)
            .map_or(self.rect.center(), |spot| self.rect.min + spot.offset)
    }

    pub fn port_ref(&self, port: usize) -> Option<PortRef> {
        let spot = self.ports.get(port)?;
        Some(PortRef {
            side: spot.side,
            end: EdgeEnd {
                node: self.id.clone(),
                kind: spot.kind.clone(),
                port: spot.index,
            },
        })
    }

    pub fn end(&self, port: usize) -> End {
        let dir = self.ports.get(port).map_or(vec2(1.0, 0.0), PortSpot::dir);
        End {
            at: self.port_pos(port),
            dir,
            card: self.rect,
            lead: self.ports.get(port).map_or(0.0, PortSpot::lead),
        }
    }

    /// The rectangle with what stands out of it: ports, badges, shadow.
    pub fn reach(&self) -> Rect {
        self.rect.expand(28.0)
    }
}

impl PortSpot {
    /// How far its wire goes straight on before it turns.
    pub fn lead(&self) -> f32 {
        if !self.labelled || self.kind != PortKind::Main {
            return 0.0;
        }
        let letters = self.label.text.chars().count() as f32;
        (letters * SMALL_LETTER + 14.0).min(LABEL + 14.0)
    }

    /// Where its wire leaves to.
    pub fn dir(&self) -> Vec2 {
        match (self.kind == PortKind::Main, self.side) {
            (true, Side::Input) => vec2(-1.0, 0.0),
            (true, Side::Output) => vec2(1.0, 0.0),
            (false, Side::Input) => vec2(0.0, 1.0),
            (false, Side::Output) => vec2(0.0, -1.0),
        }
    }
}

impl Board {
    /// The way of a wire; found when it is first asked for.
    pub fn path(&self, wire: u32) -> Option<&Path> {
        let wire = self.wires.get(wire as usize)?;
        let (from, to) = (
            self.cards.get(wire.from.0 as usize)?,
            self.cards.get(wire.to.0 as usize)?,
        );
        let ends = (from.end(wire.from.1), to.end(wire.to.1));
        let own = [wire.from.0, wire.to.0];
        Some(wire.path.get_or_init(|| self.way(ends.0, ends.1, own)))
    }

    /// The way between two ends of two cards.
    pub fn way(&self, from: End, to: End, own: [u32; 2]) -> Path {
        if self.adrift.len() > MOST_ROUTED {
            return route(from, to, &Around::default());
        }
        let room = corridor(from, to);
        let near = self.grid.near(room).into_iter();
        let others = near.filter(|card| !own.contains(card) && !self.adrift.contains(card));
        let cards = others.map(|card| self.cards[card as usize].rect);
        let frames = self.frame_places.iter();
        let around = Around {
            cards: cards.filter(|rect| rect.intersects(room)).collect(),
            frames: frames
                .filter(|frame| frame.rect.intersects(room))
                .copied()
                .collect(),
        };
        route(from, to, &around)
    }

    /// The way of a wire if it was asked for before.
    pub fn known_path(&self, wire: u32) -> Option<&Path> {
        self.wires.get(wire as usize)?.path.get()
    }

    pub fn ends(&self, wire: u32) -> Option<(Pos2, Pos2)> {
        let wire = self.wires.get(wire as usize)?;
        let (from, to) = (
            self.cards.get(wire.from.0 as usize)?,
            self.cards.get(wire.to.0 as usize)?,
        );
        Some((from.port_pos(wire.from.1), to.port_pos(wire.to.1)))
    }

    /// Cards (no notes) that may touch a rectangle, in the workflow's order.
    pub fn near(&self, rect: Rect) -> Vec<u32> {
        self.grid.near(rect)
    }

    pub fn card_at(&self, pos: Pos2) -> Option<u32> {
        let found = self.grid.at(pos);
        found
            .into_iter()
            .rev()
            .find(|card| self.cards[*card as usize].rect.contains(pos))
    }

    /// Moves cards for as long as they are dragged; [`Self::settle`] ends it.
    pub fn drift(&mut self, places: &[(u32, Pos2)]) {
        for (card, place) in places {
            let Some(it) = self.cards.get_mut(*card as usize) else {
                continue;
            };
            it.rect = Rect::from_min_size(*place, it.rect.size());
            for wire in &self.wires_of[*card as usize] {
                self.wires[*wire as usize].path.take();
            }
            self.adrift.insert(*card);
        }
    }

    /// What was dragged lies still: all wires find their ways anew.
    pub fn settle(&mut self) {
        self.adrift.clear();
        self.index();
        for wire in &mut self.wires {
            wire.path.take();
        }
    }

    fn index(&mut self) {
        let cards = self
            .cards
            .iter()
            .enumerate()
            .filter(|(_, card)| !card.is_note());
        self.grid = Grid::of(cards.map(|(index, card)| (index as u32, card.rect)));
        self.place_frames();
    }

    /// Notes where the frames are; wires find their ways anew where that changed.
    fn place_frames(&mut self) {
        let frames = self.frames.iter();
        let places = frames.filter_map(|frame| self.frame_place(frame)).collect();
        if self.frame_places != places {
            self.frame_places = places;
            for wire in &mut self.wires {
                wire.path.take();
            }
        }
    }

    /// The characters of all texts but the plain ones, which every font has.
    pub fn characters(&self) -> FxHashSet<char> {
        let mut found = FxHashSet::default();
        let mut read = |text: &str| {
            if !text.is_ascii() {
                found.extend(text.chars().filter(|c| !c.is_ascii()));
            }
        };
        for card in &self.cards {
            read(&card.title.text);
            read(&card.summary.text);
            read(&card.badge.text);
            for spot in &card.ports {
                read(&spot.label.text);
            }
            let blocks = card.note.iter().flat_map(|note| &note.blocks);
            for span in blocks.flat_map(|block| &block.spans) {
                read(&span.text);
            }
            if let Some(problem) = &card.problem {
                read(&problem.text);
            }
        }
        for wire in &self.wires {
            read(&wire.label.text);
        }
        for frame in &self.frames {
            read(&frame.label.text);
        }
        found
    }

    /// Around everything; none where there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        self.cards.iter().map(|card| card.rect).reduce(Rect::union)
    }

    /// The card with which a workflow begins: its leftmost trigger, else what lies farthest left.
    pub fn beginning(&self) -> Option<Rect> {
        let steps = self.cards.iter().filter(|card| !card.is_note());
        let later = |card: &&Card| (card.group != Group::Trigger, card.rect.left());
        let order = |(one, left): (bool, f32), (other, right): (bool, f32)| {
            one.cmp(&other).then(left.total_cmp(&right))
        };
        let first = steps.min_by(|one, other| order(later(one), later(other)));
        first.map(|card| card.rect).or_else(|| self.bounds())
    }

    pub fn bounds_of(&self, cards: impl IntoIterator<Item = u32>) -> Option<Rect> {
        cards
            .into_iter()
            .filter_map(|card| Some(self.cards.get(card as usize)?.rect))
            .reduce(Rect::union)
    }

    /// A frame's rectangle, around its members with room for wires and label, and the label's on its upper edge.
    pub fn frame_place(&self, frame: &Frame) -> Option<FramePlace> {
        let inner = self.bounds_of(frame.members.iter().copied())?;
        let rect = Rect::from_min_max(inner.min - vec2(32.0, 36.0), inner.max + vec2(32.0, 28.0));
        let letters = frame.label.text.chars().count() as f32;
        let width = (letters * LETTER + 16.0).min(rect.width() - 40.0).max(40.0);
        let label = Rect::from_min_size(rect.left_top() + vec2(20.0, -10.0), vec2(width, 20.0));
        Some(FramePlace { rect, label })
    }

    /// The cards and notes that lie in a note: they move with it.
    pub fn inside(&self, note: u32) -> Vec<u32> {
        let Some(rect) = self.cards.get(note as usize).map(|card| card.rect) else {
            return Vec::new();
        };
        let within = |(index, card): (usize, &Card)| {
            (index as u32 != note && rect.contains_rect(card.rect)).then_some(index as u32)
        };
        self.cards.iter().enumerate().filter_map(within).collect()
    }

    /// Sets the frames that the scene gives, after the loops'.
    pub fn set_frames(&mut self, looks: &[FrameLook]) {
        self.frames.truncate(self.loop_frames);
        for look in looks {
            let members = look
                .members
                .iter()
                .filter_map(|id| self.by_id.get(id).copied())
                .collect();
            self.frames.push(Frame {
                label: Shown::line(&look.label),
                group: look.group,
                members,
            });
        }
        self.place_frames();
    }
}

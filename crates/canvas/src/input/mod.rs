//! What a person does with pointer and keys, and the events it makes.

mod command;
mod drag;
mod hit;
mod keys;
mod pointer;
mod read;
mod snap;
mod walk;

use egui::{Modifiers, PointerButton, Pos2, Rect};

use crate::event::CanvasEvent;
use crate::stage::{Hit, Selection, Stage};

pub use command::{Command, Direction};
pub(crate) use hit::{hit, wire_near};
pub use keys::Keys;
pub(crate) use read::Input;

/// What the pointer is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Gesture {
    #[default]
    None,
    /// A button is down and the pointer has not moved yet.
    Press {
        hit: Hit,
        at: Pos2,
        button: PointerButton,
        modifiers: Modifiers,
    },
    Pan {
        last: Pos2,
    },
    Lasso {
        from: Pos2,
        base: Selection,
    },
    Move(Move),
    Wire,
    Resize {
        note: u32,
        edges: [bool; 4],
        start: Rect,
        from: Pos2,
    },
    Map,
}

/// Cards being moved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Move {
    /// Where the pointer took hold, in world points.
    pub from: Pos2,
    /// The card under the pointer: it snaps, the others follow.
    pub anchor: u32,
    /// Where the cards were.
    pub origins: Vec<(u32, Pos2)>,
    /// The one card moved has no wires and could go into one.
    pub loose: bool,
}

/// The hand: what it holds, on what stage, and what it has done in this frame.
pub(crate) struct Hand<'a> {
    pub stage: &'a mut Stage,
    pub gesture: &'a mut Gesture,
    pub out: &'a mut Vec<CanvasEvent>,
    pub modifiers: Modifiers,
    /// Space is held: dragging pans.
    pub space: bool,
    /// A finger, not a mouse: dragging on nothing pans.
    pub touch: bool,
    /// The release ends a double click.
    pub double: bool,
    /// Something that is drawn has changed.
    pub dirty: bool,
    /// Cards were moved and the workflow should follow.
    pub moved: bool,
}

impl Hand<'_> {
    /// Changes the selection and tells of it.
    pub fn select(&mut self, selection: Selection) {
        if selection == self.stage.selection {
            return;
        }
        self.stage.selection = selection;
        self.stage.selected();
        self.dirty = true;
        let (nodes, edges) = self.stage.ids(&self.stage.selection);
        self.out.push(CanvasEvent::Selected { nodes, edges });
    }

    pub fn select_card(&mut self, card: u32) {
        self.select(Selection {
            cards: [card].into_iter().collect(),
            ..Selection::default()
        });
    }

    pub fn select_wire(&mut self, wire: u32) {
        self.select(Selection {
            wires: [wire].into_iter().collect(),
            ..Selection::default()
        });
    }

    /// Adds to the selection, or takes out of it.
    pub fn toggle(&mut self, hit: Hit) {
        let mut selection = self.stage.selection.clone();
        match hit {
            Hit::Card(card)
            | Hit::Note(card)
            | Hit::NoteEdge(card, _)
            | Hit::Problem(card)
            | Hit::Port(card, _) => {
                if !selection.cards.remove(&card) {
                    selection.cards.insert(card);
                }
            }
            Hit::Wire(wire) | Hit::Plus(wire) => {
                if !selection.wires.remove(&wire) {
                    selection.wires.insert(wire);
                }
            }
            _ => return,
        }
        self.select(selection);
    }

    /// Ends what is being done as if it had not begun.
    pub fn cancel(&mut self) {
        match std::mem::take(self.gesture) {
            Gesture::Move(moved) => {
                self.stage.board.drift(&moved.origins);
                self.stage.board.settle();
            }
            Gesture::Resize { note, start, .. } => {
                if let Some(card) = self.stage.board.cards.get_mut(note as usize) {
                    card.rect = start;
                }
            }
            Gesture::Lasso { base, .. } => self.select(base),
            _ => {}
        }
        self.clear_marks();
    }

    pub fn clear_marks(&mut self) {
        self.stage.draft = None;
        self.stage.insert = None;
        self.stage.lasso = None;
        self.stage.guides.clear();
        self.dirty = true;
    }

    pub fn view_changed(&mut self) {
        self.dirty = true;
        let zoom = self.stage.view.zoom;
        if !matches!(self.out.last(), Some(CanvasEvent::ViewChanged(_))) {
            self.out.push(CanvasEvent::ViewChanged(zoom));
        } else if let Some(last) = self.out.last_mut() {
            *last = CanvasEvent::ViewChanged(zoom);
        }
    }
}

//! Buttons down and up: what a press begins and what a click does.

use egui::{PointerButton, Pos2};

use super::{Gesture, Hand, hit};
use crate::event::{CanvasEvent, Side, Target};
use crate::paint;
use crate::stage::{Button, Hit, Selection, place};

/// A pointer that moved less than this has clicked.
const SLACK: f32 = 4.0;

impl Hand<'_> {
    pub fn press(&mut self, at: Pos2, button: PointerButton) {
        if *self.gesture != Gesture::None {
            self.cancel();
        }
        let hit = hit(self.stage, at);
        if button == PointerButton::Primary && hit == Hit::Minimap {
            *self.gesture = Gesture::Map;
            return self.to(at);
        }
        if button == PointerButton::Middle || (self.space && button == PointerButton::Primary) {
            *self.gesture = Gesture::Pan { last: at };
            return;
        }
        // what is taken hold of is selected at once; what is selected already, only when it turns out to be a click
        if button == PointerButton::Primary && !self.adds() {
            match hit {
                Hit::Card(card) | Hit::Note(card) | Hit::NoteEdge(card, _) | Hit::Problem(card)
                    if !self.stage.selection.cards.contains(&card) =>
                {
                    self.select_card(card);
                }
                _ => {}
            }
        }
        *self.gesture = Gesture::Press {
            hit,
            at,
            button,
            modifiers: self.modifiers,
        };
    }

    /// The pointer is somewhere else.
    pub fn to(&mut self, at: Pos2) {
        if let Gesture::Press {
            hit,
            at: from,
            button,
            ..
        } = *self.gesture
        {
            if from.distance(at) < SLACK {
                return;
            }
            self.begin(hit, from, button);
        }
        if *self.gesture == Gesture::None {
            let hover = hit(self.stage, at);
            if hover != self.stage.hover {
                self.stage.hover = hover;
                self.dirty = true;
            }
            return;
        }
        self.dirty = true;
        self.drag(at);
    }

    pub fn release(&mut self, at: Pos2) {
        match std::mem::take(self.gesture) {
            Gesture::Press {
                hit,
                at: from,
                button,
                ..
            } => match button {
                PointerButton::Secondary => self.menu(hit, from),
                PointerButton::Primary => self.click(hit, from),
                _ => {}
            },
            Gesture::None => {}
            gesture => {
                *self.gesture = gesture;
                self.drop(at);
            }
        }
        self.dirty = true;
        self.stage.hover = hit(self.stage, at);
    }

    pub fn adds(&self) -> bool {
        self.modifiers.shift || self.modifiers.command
    }

    fn click(&mut self, hit: Hit, at: Pos2) {
        if let Hit::Button(button) = hit {
            return self.button(button);
        }
        if self.adds() && !matches!(hit, Hit::Empty | Hit::Frame(_)) {
            return self.toggle(hit);
        }
        match hit {
            Hit::Card(card) | Hit::Problem(card) | Hit::Note(card) | Hit::NoteEdge(card, _) => {
                self.select_card(card);
                if self.double {
                    let id = self.stage.board.cards[card as usize].id.clone();
                    self.out.push(CanvasEvent::Open(id));
                }
            }
            Hit::Port(card, port) => self.grow(card, port),
            Hit::Wire(wire) => self.select_wire(wire),
            Hit::Plus(wire) => self.insert_new(wire, at),
            Hit::Frame(frame) => {
                let cards = self.stage.board.frames[frame]
                    .members
                    .iter()
                    .copied()
                    .collect();
                self.select(Selection {
                    cards,
                    ..Selection::default()
                });
            }
            Hit::Empty => {
                if !self.adds() {
                    self.select(Selection::default());
                }
                if self.double && !self.stage.read_only {
                    let world = self.stage.world(at);
                    self.out.push(CanvasEvent::AddNodeHere {
                        at: world,
                        screen: at,
                    });
                }
            }
            Hit::Button(_) | Hit::Minimap => {}
        }
    }

    /// A click on a port: a node is wanted beside it.
    fn grow(&mut self, card: u32, port: usize) {
        let it = &self.stage.board.cards[card as usize];
        let Some(spot) = it.ports.get(port) else {
            return;
        };
        let Some(port_ref) = it.port_ref(port) else {
            return;
        };
        if self.stage.read_only {
            return self.select_card(card);
        }
        let world = it.port_pos(port) + spot.dir() * 80.0;
        let screen = self.stage.view.to_screen(world);
        self.out.push(CanvasEvent::ConnectToNew {
            port: port_ref,
            at: place(world),
            screen,
        });
    }

    fn insert_new(&mut self, wire: u32, at: Pos2) {
        if self.stage.read_only {
            return self.select_wire(wire);
        }
        let Some(middle) = self.stage.board.path(wire).map(|path| path.middle) else {
            return;
        };
        let edge = self.stage.board.wires[wire as usize].edge.clone();
        let screen = paint::plus_center(self.stage, wire).unwrap_or(at);
        self.out.push(CanvasEvent::InsertNew {
            edge,
            at: place(middle),
            screen,
        });
    }

    fn button(&mut self, button: Button) {
        let middle = self.stage.view.rect.center();
        match button {
            Button::In => self.stage.view.zoom_at(middle, 1.25),
            Button::Out => self.stage.view.zoom_at(middle, 0.8),
            Button::Actual => self.stage.view.zoom_at(middle, 1.0 / self.stage.view.zoom),
            Button::Fit => self.fit(),
        }
        self.view_changed();
    }

    fn menu(&mut self, hit: Hit, at: Pos2) {
        let target = match hit {
            Hit::Card(card) | Hit::Note(card) | Hit::NoteEdge(card, _) | Hit::Problem(card) => {
                if !self.stage.selection.cards.contains(&card) {
                    self.select_card(card);
                }
                Target::Node(self.stage.board.cards[card as usize].id.clone())
            }
            Hit::Wire(wire) | Hit::Plus(wire) => {
                if !self.stage.selection.wires.contains(&wire) {
                    self.select_wire(wire);
                }
                Target::Edge(self.stage.board.wires[wire as usize].edge.clone())
            }
            Hit::Port(card, port) => match self.stage.board.cards[card as usize].port_ref(port) {
                Some(port) => Target::Port(port),
                None => return,
            },
            Hit::Empty | Hit::Frame(_) => Target::Empty,
            Hit::Button(_) | Hit::Minimap => return,
        };
        let world = self.stage.world(at);
        self.out.push(CanvasEvent::ContextMenu {
            target,
            at: world,
            screen: at,
        });
    }

    /// The pointer moved while a button was down: what was pressed says what begins.
    fn begin(&mut self, hit: Hit, at: Pos2, button: PointerButton) {
        let pan = Gesture::Pan { last: at };
        if button != PointerButton::Primary {
            *self.gesture = pan;
            return;
        }
        let locked = self.stage.read_only;
        *self.gesture = match hit {
            Hit::Card(card) | Hit::Problem(card) | Hit::Note(card) if !locked => {
                self.begin_move(card, at)
            }
            Hit::Frame(frame) if !locked => {
                let cards: rustc_hash::FxHashSet<u32> = self.stage.board.frames[frame]
                    .members
                    .iter()
                    .copied()
                    .collect();
                let anchor = cards.iter().copied().min();
                self.select(Selection {
                    cards,
                    ..Selection::default()
                });
                anchor.map_or(Gesture::None, |anchor| self.begin_move(anchor, at))
            }
            Hit::NoteEdge(note, edges) if !locked => Gesture::Resize {
                note,
                edges,
                start: self.stage.board.cards[note as usize].rect,
                from: self.stage.view.to_world(at),
            },
            Hit::Port(card, port) if !locked => self.begin_wire(card, port, at),
            Hit::Empty | Hit::Wire(_) | Hit::Plus(_) if !self.touch => {
                let base = if self.adds() {
                    self.stage.selection.clone()
                } else {
                    Selection::default()
                };
                Gesture::Lasso {
                    from: self.stage.view.to_world(at),
                    base,
                }
            }
            Hit::Button(_) => Gesture::None,
            _ => pan,
        };
    }

    fn begin_wire(&mut self, card: u32, port: usize, at: Pos2) -> Gesture {
        let spot = &self.stage.board.cards[card as usize].ports[port];
        let wires = &self.stage.board.wires_of[card as usize];
        // an input that has a wire lets go of it; an output begins another
        let pulled = (spot.side == Side::Input)
            .then(|| {
                wires
                    .iter()
                    .rev()
                    .copied()
                    .find(|wire| self.stage.board.wires[*wire as usize].to == (card, port))
            })
            .flatten();
        let from = pulled.map_or((card, port), |wire| {
            self.stage.board.wires[wire as usize].from
        });
        let pointer = self.stage.view.to_world(at);
        self.stage.draft = Some(crate::stage::Draft {
            from,
            pulled,
            pointer,
            onto: None,
        });
        Gesture::Wire
    }
}

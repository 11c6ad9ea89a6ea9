//! What goes on while something is dragged, and what its end does.

use egui::{Pos2, Rect};
use rustc_hash::FxHashSet;

use super::hit::{nearest_port, wire_near};
use super::{Gesture, Hand, Move, snap};
use crate::board::clamp_note;
use crate::event::{CanvasEvent, Side};
use crate::paint;
use crate::stage::{Draft, Selection, place};

/// How near a port catches a wire, in points of the screen.
const CATCH: f32 = 26.0;

impl Hand<'_> {
    pub fn begin_move(&mut self, anchor: u32, at: Pos2) -> Gesture {
        if !self.stage.selection.cards.contains(&anchor) {
            self.select_card(anchor);
        }
        let board = &self.stage.board;
        let mut cards: FxHashSet<u32> = self.stage.selection.cards.clone();
        for note in &self.stage.selection.cards {
            if board.cards[*note as usize].is_note() && !self.modifiers.alt {
                cards.extend(board.inside(*note));
            }
        }
        let loose = cards.len() == 1 && self.insertable(anchor);
        let board = &self.stage.board;
        let mut origins: Vec<(u32, Pos2)> = cards
            .into_iter()
            .map(|card| (card, board.cards[card as usize].rect.min))
            .collect();
        origins.sort_unstable_by_key(|(card, _)| *card);
        Gesture::Move(Move {
            from: self.stage.view.to_world(at),
            anchor,
            origins,
            loose,
        })
    }

    /// Whether a card could go into a wire: it has no wires yet, and both sides.
    fn insertable(&self, card: u32) -> bool {
        let it = &self.stage.board.cards[card as usize];
        let main = |side: Side| {
            it.ports
                .iter()
                .any(|spot| spot.side == side && spot.kind == model::PortKind::Main)
        };
        self.stage.board.wires_of[card as usize].is_empty()
            && main(Side::Input)
            && main(Side::Output)
    }

    pub fn drag(&mut self, at: Pos2) {
        let world = self.stage.view.to_world(at);
        match self.gesture.clone() {
            Gesture::Pan { last } => {
                self.stage.view.pan(at - last);
                *self.gesture = Gesture::Pan { last: at };
                self.view_changed();
            }
            Gesture::Map => {
                if let Some(world) = paint::minimap_to_world(self.stage, at) {
                    self.stage.view.center_on(world);
                    self.view_changed();
                }
            }
            Gesture::Lasso { from, base } => self.lasso(Rect::from_two_pos(from, world), base),
            Gesture::Move(moving) => self.move_to(&moving, world),
            Gesture::Wire => self.pull(world),
            Gesture::Resize {
                note,
                edges,
                start,
                from,
            } => self.resize(note, edges, start, world - from),
            Gesture::Press { .. } | Gesture::None => {}
        }
    }

    fn lasso(&mut self, rect: Rect, base: Selection) {
        let mut selection = base;
        for (index, card) in self.stage.board.cards.iter().enumerate() {
            // a note is taken only whole: it lies around others
            let inside = if card.is_note() {
                rect.contains_rect(card.rect)
            } else {
                rect.intersects(card.rect)
            };
            if inside {
                selection.cards.insert(index as u32);
            }
        }
        let cards = &selection.cards;
        let held =
            |wire: &crate::board::Wire| cards.contains(&wire.from.0) && cards.contains(&wire.to.0);
        let wires = self
            .stage
            .board
            .wires
            .iter()
            .enumerate()
            .filter(|(_, wire)| held(wire));
        let wires: Vec<u32> = wires.map(|(index, _)| index as u32).collect();
        selection.wires.extend(wires);
        self.stage.lasso = Some(rect);
        self.select(selection);
    }

    fn move_to(&mut self, moving: &Move, world: Pos2) {
        let wanted = world - moving.from;
        let (shift, guides) = if self.modifiers.alt || !self.stage.snap {
            (wanted, Vec::new())
        } else {
            snap::snap(self.stage, moving, wanted)
        };
        let places: Vec<(u32, Pos2)> = moving
            .origins
            .iter()
            .map(|(card, origin)| (*card, *origin + shift))
            .collect();
        self.stage.board.drift(&places);
        self.stage.guides = guides;
        self.stage.insert = None;
        if moving.loose {
            let center = self.stage.board.cards[moving.anchor as usize].rect.center();
            self.stage.insert = wire_near(self.stage, center, 28.0, Some(moving.anchor));
        }
    }

    fn pull(&mut self, world: Pos2) {
        let Some(draft) = self.stage.draft else {
            return;
        };
        let reach = CATCH / self.stage.view.zoom.max(0.4);
        let port = nearest_port(self.stage, world, reach, |card, port| {
            self.stage.fits(card, port)
        });
        let onto = port.or_else(|| {
            // over a card: its first port that fits, a free one before others
            let card = self.stage.board.card_at(world)?;
            let ports = &self.stage.board.cards[card as usize].ports;
            let fits = |port: &usize| self.stage.fits(card, *port);
            let free = (0..ports.len())
                .filter(fits)
                .find(|port| !ports[*port].wired);
            Some((card, free.or_else(|| (0..ports.len()).find(fits))?))
        });
        self.stage.draft = Some(Draft {
            pointer: world,
            onto,
            ..draft
        });
    }

    fn resize(
        &mut self,
        note: u32,
        [left, top, right, bottom]: [bool; 4],
        start: Rect,
        by: egui::Vec2,
    ) {
        let round = |value: f32| {
            if self.modifiers.alt {
                value
            } else {
                (value / crate::board::STEP).round() * crate::board::STEP
            }
        };
        let mut rect = start;
        if left {
            rect.min.x =
                round(start.min.x + by.x).min(start.max.x - clamp_note(egui::Vec2::ZERO).x);
        }
        if top {
            rect.min.y =
                round(start.min.y + by.y).min(start.max.y - clamp_note(egui::Vec2::ZERO).y);
        }
        if right {
            rect.max.x = round(start.max.x + by.x);
        }
        if bottom {
            rect.max.y = round(start.max.y + by.y);
        }
        if let Some(card) = self.stage.board.cards.get_mut(note as usize) {
            card.rect = Rect::from_min_size(rect.min, clamp_note(rect.size()));
        }
    }

    pub fn drop(&mut self, at: Pos2) {
        self.drag(at);
        match std::mem::take(self.gesture) {
            Gesture::Move(moving) => self.drop_cards(&moving),
            Gesture::Wire => self.drop_wire(at),
            Gesture::Resize { note, start, .. } => {
                let card = &self.stage.board.cards[note as usize];
                if card.rect != start {
                    let size = [f64::from(card.rect.width()), f64::from(card.rect.height())];
                    self.out.push(CanvasEvent::ResizeNote {
                        node: card.id.clone(),
                        at: place(card.rect.min),
                        size,
                    });
                    self.moved = true;
                }
            }
            _ => {}
        }
        self.clear_marks();
    }

    fn drop_cards(&mut self, moving: &Move) {
        let board = &self.stage.board;
        let now = |card: u32| board.cards[card as usize].rect.min;
        if moving
            .origins
            .iter()
            .all(|(card, origin)| now(*card) == *origin)
        {
            self.stage.board.settle();
            return;
        }
        self.moved = true;
        if let Some(wire) = self.stage.insert {
            let edge = board.wires[wire as usize].edge.clone();
            let card = &board.cards[moving.anchor as usize];
            let event = CanvasEvent::InsertNode {
                node: card.id.clone(),
                edge,
                at: place(card.rect.min),
            };
            self.out.push(event);
        } else {
            let places = moving
                .origins
                .iter()
                .map(|(card, _)| (board.cards[*card as usize].id.clone(), place(now(*card))));
            self.out.push(CanvasEvent::MoveNodes(places.collect()));
        }
        self.stage.board.settle();
    }

    fn drop_wire(&mut self, at: Pos2) {
        let Some(draft) = self.stage.draft.take() else {
            return;
        };
        let board = &self.stage.board;
        let Some(port) = board
            .cards
            .get(draft.from.0 as usize)
            .and_then(|card| card.port_ref(draft.from.1))
        else {
            return;
        };
        let old = draft
            .pulled
            .and_then(|wire| board.wires.get(wire as usize))
            .map(|wire| wire.edge.clone());
        let onto = draft
            .onto
            .and_then(|(card, port)| board.cards.get(card as usize)?.port_ref(port));
        let new = onto.and_then(|onto| port.edge_to(&onto));
        let event = match (old, new) {
            (Some(old), Some(new)) if old == new => return,
            (Some(from), Some(to)) => CanvasEvent::Reconnect { from, to },
            (Some(old), None) => CanvasEvent::Disconnect(old),
            (None, Some(new)) if board.by_edge.contains_key(&new) => return,
            (None, Some(new)) => CanvasEvent::Connect(new),
            (None, None) => {
                let world = self.stage.view.to_world(at);
                // let go over a card that does not take it: nothing was meant
                if board.card_at(world).is_some() {
                    return;
                }
                CanvasEvent::ConnectToNew {
                    port,
                    at: place(world),
                    screen: at,
                }
            }
        };
        self.out.push(event);
    }
}

//! Walking the graph by arrows: along the wires sideways, among neighbours up and down.

use egui::{Pos2, Vec2};

use super::{Direction, Hand};
use crate::stage::Stage;

impl Hand<'_> {
    pub fn walk(&mut self, direction: Direction) {
        let from = self.stage.selection.cards.iter().copied().min();
        let Some(next) = next(self.stage, from, direction) else {
            return;
        };
        self.select_card(next);
        self.reveal(next);
    }

    /// Moves the view so that a card is seen.
    pub fn reveal(&mut self, card: u32) {
        let Some(rect) = self
            .stage
            .board
            .cards
            .get(card as usize)
            .map(|card| card.rect)
        else {
            return;
        };
        let before = self.stage.view;
        self.stage.view.reveal(rect);
        if self.stage.view != before {
            self.view_changed();
        }
    }
}

fn next(stage: &Stage, from: Option<u32>, direction: Direction) -> Option<u32> {
    let board = &stage.board;
    let Some(from) = from else {
        let cards = board
            .cards
            .iter()
            .enumerate()
            .filter(|(_, card)| !card.is_note());
        let first = cards.min_by(|(_, a), (_, b)| {
            a.rect
                .left()
                .total_cmp(&b.rect.left())
                .then(a.rect.top().total_cmp(&b.rect.top()))
        });
        return first.map(|(index, _)| index as u32);
    };
    let center = board.cards.get(from as usize)?.rect.center();
    let wires = board
        .wires_of
        .get(from as usize)?
        .iter()
        .map(|wire| &board.wires[*wire as usize]);
    let linked = match direction {
        Direction::Right => wires
            .filter(|wire| wire.from.0 == from)
            .min_by_key(|wire| wire.from.1)
            .map(|wire| wire.to.0),
        Direction::Left => wires
            .filter(|wire| wire.to.0 == from)
            .min_by_key(|wire| wire.to.1)
            .map(|wire| wire.from.0),
        Direction::Up | Direction::Down => None,
    };
    linked.or_else(|| nearest(stage, from, center, direction.vec()))
}

/// The nearest card in a direction: one straight ahead before one aside.
fn nearest(stage: &Stage, from: u32, center: Pos2, direction: Vec2) -> Option<u32> {
    let cards = stage
        .board
        .cards
        .iter()
        .enumerate()
        .filter(|(index, card)| *index as u32 != from && !card.is_note());
    let ahead = cards.filter_map(|(index, card)| {
        let way = card.rect.center() - center;
        let (along, aside) = (way.dot(direction), way.dot(direction.rot90()).abs());
        (along > 1.0 && aside < along * 2.0 + 40.0).then_some((along + aside * 2.0, index as u32))
    });
    ahead
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, index)| index)
}

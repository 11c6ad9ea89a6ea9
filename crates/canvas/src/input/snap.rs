//! Snapping: to the edges and middles of other cards, else to the grid.

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use rustc_hash::FxHashSet;

use super::Move;
use crate::board::STEP;
use crate::stage::Stage;

/// How near a line catches, in points of the screen.
const CATCH: f32 = 6.0;
const MOST_CARDS: usize = 400;

/// How far the cards go, and the lines that show with what they are in line.
pub(super) fn snap(stage: &Stage, moving: &Move, wanted: Vec2) -> (Vec2, Vec<[Pos2; 2]>) {
    let Some((_, origin)) = moving
        .origins
        .iter()
        .find(|(card, _)| *card == moving.anchor)
    else {
        return (wanted, Vec::new());
    };
    let size = stage.board.cards[moving.anchor as usize].rect.size();
    let rect = Rect::from_min_size(*origin + wanted, size);
    let others = others(stage, moving, rect);
    let reach = CATCH / stage.view.zoom;
    let x = nearest(&columns(&rect), others.iter().flat_map(columns), reach);
    let y = nearest(&rows(&rect), others.iter().flat_map(rows), reach);
    let grid = |value: f32| (value / STEP).round() * STEP;
    let place = pos2(
        x.map_or_else(|| grid(rect.min.x), |(by, _)| rect.min.x + by),
        y.map_or_else(|| grid(rect.min.y), |(by, _)| rect.min.y + by),
    );
    let placed = Rect::from_min_size(place, size);
    let mut guides = Vec::new();
    if let Some((_, x)) = x {
        let met = others
            .iter()
            .filter(|other| columns(other).iter().any(|line| (line - x).abs() < 0.5));
        let span = met.fold(placed, |span, other| span.union(*other));
        guides.push([pos2(x, span.top() - 12.0), pos2(x, span.bottom() + 12.0)]);
    }
    if let Some((_, y)) = y {
        let met = others
            .iter()
            .filter(|other| rows(other).iter().any(|line| (line - y).abs() < 0.5));
        let span = met.fold(placed, |span, other| span.union(*other));
        guides.push([pos2(span.left() - 12.0, y), pos2(span.right() + 12.0, y)]);
    }
    (vec2(place.x, place.y) - origin.to_vec2(), guides)
}

/// The cards seen around that stay where they are.
fn others(stage: &Stage, moving: &Move, rect: Rect) -> Vec<Rect> {
    let moved: FxHashSet<u32> = moving.origins.iter().map(|(card, _)| *card).collect();
    let room = stage.view.seen().intersect(rect.expand(900.0));
    let near = stage
        .board
        .near(room)
        .into_iter()
        .filter(|card| !moved.contains(card));
    near.map(|card| stage.board.cards[card as usize].rect)
        .filter(|rect| rect.intersects(room))
        .take(MOST_CARDS)
        .collect()
}

fn columns(rect: &Rect) -> [f32; 3] {
    [rect.left(), rect.center().x, rect.right()]
}

fn rows(rect: &Rect) -> [f32; 3] {
    [rect.top(), rect.center().y, rect.bottom()]
}

/// The least move that brings one of our lines onto one of theirs, and that line.
fn nearest(ours: &[f32; 3], theirs: impl Iterator<Item = f32>, reach: f32) -> Option<(f32, f32)> {
    let pairs = theirs.flat_map(|line| ours.iter().map(move |own| (line - own, line)));
    pairs
        .filter(|(by, _)| by.abs() <= reach)
        .min_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))
}

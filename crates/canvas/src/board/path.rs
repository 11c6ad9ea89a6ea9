//! A wire's way as a line of points, and what can be asked of it.

use egui::{Pos2, Rect};

/// A wire's way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub points: Vec<Pos2>,
    pub bounds: Rect,
    /// The place halfway.
    pub middle: Pos2,
}

impl Path {
    pub fn new(points: Vec<Pos2>) -> Self {
        let bounds = Rect::from_points(&points);
        let length: f32 = points
            .windows(2)
            .map(|pair| pair[0].distance(pair[1]))
            .sum();
        let middle = at_length(&points, length / 2.0);
        Self {
            points,
            bounds,
            middle,
        }
    }

    /// Whether the piece on which a place lies is horizontal.
    pub fn is_level(&self, pos: Pos2) -> bool {
        let pieces = self.points.windows(2);
        let nearest = pieces.min_by(|a, b| {
            distance_to_piece(pos, a[0], a[1]).total_cmp(&distance_to_piece(pos, b[0], b[1]))
        });
        nearest.is_some_and(|pair| (pair[1].y - pair[0].y).abs() < 0.5)
    }

    /// How far a place is from the wire, if it is nearer than `most`.
    pub fn distance(&self, pos: Pos2, most: f32) -> Option<f32> {
        if !self.bounds.expand(most).contains(pos) {
            return None;
        }
        let nearest = self
            .points
            .windows(2)
            .map(|pair| distance_to_piece(pos, pair[0], pair[1]))
            .fold(f32::INFINITY, f32::min);
        (nearest <= most).then_some(nearest)
    }
}

/// The place a length down a line.
pub(crate) fn at_length(points: &[Pos2], mut length: f32) -> Pos2 {
    for pair in points.windows(2) {
        let piece = pair[0].distance(pair[1]);
        if piece >= length && piece > 0.0 {
            return pair[0].lerp(pair[1], length / piece);
        }
        length -= piece;
    }
    points.last().copied().unwrap_or_default()
}

fn distance_to_piece(pos: Pos2, a: Pos2, b: Pos2) -> f32 {
    let along = b - a;
    let length = along.length_sq();
    let t = if length > 0.0 {
        ((pos - a).dot(along) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    pos.distance(a + along * t)
}

/// Whether a piece of a line touches a rectangle (its box does, and the corners are not all on one side).
pub(super) fn touches(a: Pos2, b: Pos2, rect: Rect) -> bool {
    if !Rect::from_two_pos(a, b).intersects(rect) {
        return false;
    }
    let along = b - a;
    let side = |corner: Pos2| along.x * (corner.y - a.y) - along.y * (corner.x - a.x);
    let sides = [
        rect.left_top(),
        rect.right_top(),
        rect.left_bottom(),
        rect.right_bottom(),
    ]
    .map(side);
    !(sides.iter().all(|side| *side > 0.0) || sides.iter().all(|side| *side < 0.0))
}

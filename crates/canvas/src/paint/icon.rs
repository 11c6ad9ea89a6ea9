//! Icons as strokes: crisp at any size.

use egui::{Color32, Pos2, Shape, Stroke, vec2};

use crate::icons::Icon;

/// Draws an icon around a place.
pub(super) fn icon(icon: &Icon, center: Pos2, size: f32, color: Color32, shapes: &mut Vec<Shape>) {
    let unit = size / 24.0;
    let corner = center - vec2(size, size) / 2.0;
    let width = (2.0 * unit).max(1.1);
    for line in icon {
        let points = thinned(
            line.iter()
                .map(|(x, y)| corner + vec2(f32::from(*x), f32::from(*y)) * (unit / 100.0)),
        );
        let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
            continue;
        };
        // epaint's lines have flat ends; a dot is a line of no length
        let dot = points.len() == 2 && first.distance(last) < width / 2.0;
        if dot || size > 22.0 {
            shapes.push(Shape::circle_filled(first, width / 2.0, color));
            shapes.push(Shape::circle_filled(last, width / 2.0, color));
        }
        if !dot {
            shapes.push(Shape::line(points, Stroke::new(width, color)));
        }
    }
}

/// Without points so near to the one before that nobody sees them.
fn thinned(points: impl ExactSizeIterator<Item = Pos2>) -> Vec<Pos2> {
    const NEAR: f32 = 0.55;
    let last = points.len().saturating_sub(1);
    let mut kept: Vec<Pos2> = Vec::with_capacity(points.len());
    for (at, point) in points.enumerate() {
        let near = |before: &Pos2| before.distance_sq(point) < NEAR * NEAR;
        if at == last && kept.len() > 1 && kept.last().is_some_and(near) {
            kept.pop();
        }
        if at == 0 || at == last || !kept.last().is_some_and(near) {
            kept.push(point);
        }
    }
    kept
}

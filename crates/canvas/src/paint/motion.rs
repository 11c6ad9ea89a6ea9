//! What moves by itself while a workflow runs: the halo and the sign of a running card, the dots of what flows.

use egui::{Color32, Painter, Pos2, Shape, Stroke, vec2};

use super::card::ROUND;
use super::{badge, outline};
use crate::board::{Card, Path, at_length};
use crate::scene::{EdgeState, RunState};
use crate::stage::{Detail, Stage};

/// From one dot to the next, in world points.
const STEP: f32 = 90.0;

/// Paints it and says whether there is any.
pub(crate) fn motion(stage: &Stage, painter: &Painter) -> bool {
    if stage.detail() < Detail::Near {
        return false;
    }
    let seen = stage.view.seen();
    let mut shapes = Vec::new();
    for (index, wire) in stage.board.wires.iter().enumerate() {
        if wire.state == EdgeState::Flowing
            && let Some(path) = stage.board.known_path(index as u32)
            && path.bounds.intersects(seen)
        {
            flow(stage, path, &mut shapes);
        }
    }
    for card in &stage.board.cards {
        let runs = card.run.as_ref().map(|run| run.state) == Some(RunState::Running);
        if runs && card.reach().intersects(seen) {
            running(stage, card, painter, &mut shapes);
        }
    }
    let any = !shapes.is_empty();
    painter.extend(shapes);
    any
}

/// Dots that run along a wire while items flow.
fn flow(stage: &Stage, path: &Path, shapes: &mut Vec<Shape>) {
    let pieces = path.points.windows(2);
    let length: f32 = pieces.map(|pair| pair[0].distance(pair[1])).sum();
    let shift = if stage.still {
        0.5
    } else {
        (stage.time * 0.9).fract() as f32
    };
    let count = (length / STEP).ceil().clamp(1.0, 12.0);
    for dot in 0..count as usize {
        let at = at_length(&path.points, length * ((dot as f32 + shift) / count));
        let center = stage.view.to_screen(at);
        let size = 3.2 * stage.view.zoom;
        shapes.push(Shape::circle_filled(center, size, stage.theme.wire_live));
    }
}

fn running(stage: &Stage, card: &Card, painter: &Painter, shapes: &mut Vec<Shape>) {
    let zoom = stage.view.zoom;
    let rect = stage.view.rect_to_screen(card.rect);
    let breath = if stage.still {
        0.5
    } else {
        ((stage.time * 4.0).sin() as f32).mul_add(0.5, 0.5)
    };
    let color = stage.theme.run.gamma_multiply(0.12 + 0.25 * breath);
    let round = ROUND * zoom + 4.0;
    shapes.push(outline(rect.expand(4.0), round, Stroke::new(4.0, color)));
    if let Some((center, ink)) = badge::spinner_place(stage, card, rect, painter.ctx()) {
        shapes.push(spinner(stage, center, ink));
    }
}

fn spinner(stage: &Stage, center: Pos2, ink: Color32) -> Shape {
    let zoom = stage.view.zoom;
    let start = if stage.still { 0.0 } else { stage.time * 6.0 };
    let points = (0..=14)
        .map(|step| {
            let angle = start as f32 + step as f32 / 14.0 * 4.6;
            center + vec2(angle.cos(), angle.sin()) * 4.5 * zoom
        })
        .collect();
    Shape::line(points, Stroke::new((1.8 * zoom).max(1.0), ink))
}

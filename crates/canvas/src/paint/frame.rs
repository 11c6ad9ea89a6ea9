//! Frames around what belongs together: loops, branches of the selected node, groups of the scene.

use egui::{Painter, Rect, Shape, Stroke, pos2, vec2};

use super::{SUMMARY, dashed, fill, line, step_back, text_scale};
use crate::board::{Frame, FramePlace};
use crate::stage::{Detail, Hit, Stage};

const ROUND: f32 = 16.0;

pub(crate) fn frames(stage: &Stage, painter: &Painter) {
    for (at, frame) in stage.board.frames.iter().enumerate() {
        draw(stage, frame, stage.hover == Hit::Frame(at), painter);
    }
    if stage.detail() == Detail::Far {
        return;
    }
    for (output, members) in &stage.branches {
        let Some(inner) = stage.board.bounds_of(members.iter().copied()) else {
            continue;
        };
        let tints = [
            stage.theme.ok,
            stage.theme.bad,
            stage.theme.run,
            stage.theme.warn,
            stage.theme.flow,
        ];
        let tint = tints[*output as usize % tints.len()];
        let rect = stage.view.rect_to_screen(inner.expand(14.0));
        painter.add(fill(
            rect,
            ROUND * stage.view.zoom,
            tint.gamma_multiply(0.07),
        ));
        painter.add(super::outline(
            rect,
            ROUND * stage.view.zoom,
            Stroke::new(1.0, tint.gamma_multiply(0.5)),
        ));
    }
}

fn draw(stage: &Stage, frame: &Frame, hovered: bool, painter: &Painter) {
    let Some(FramePlace { rect: world, label }) = stage.board.frame_place(frame) else {
        return;
    };
    if !stage.view.seen().intersects(world) {
        return;
    }
    let zoom = stage.view.zoom;
    let rect = stage.view.rect_to_screen(world);
    let color = stage.theme.group(frame.group);
    let ground = color.gamma_multiply(if hovered { 0.1 } else { 0.06 });
    let mut shapes = vec![fill(rect, ROUND * zoom, ground)];
    let stroke = Stroke::new((1.5 * zoom).max(1.0), color);
    dashed(rect, ROUND * zoom, stroke, zoom, &mut shapes);
    if stage.detail() >= Detail::Near {
        let width = world.width() - 48.0;
        write(stage, frame, label, width, painter, &mut shapes);
    }
    if frame.members.iter().all(|card| stage.dimmed_card(*card)) {
        step_back(&mut shapes, stage.theme.bg);
    }
    painter.extend(shapes);
}

/// The label on its plate, which hides the border.
fn write(
    stage: &Stage,
    frame: &Frame,
    place: Rect,
    width: f32,
    painter: &Painter,
    shapes: &mut Vec<Shape>,
) {
    let zoom = stage.view.zoom;
    let color = stage.theme.group(frame.group);
    let galley = line(
        painter.ctx(),
        &frame.label,
        SUMMARY * text_scale(zoom),
        true,
        color,
        (width * zoom).max(20.0),
    );
    if galley.is_empty() {
        return;
    }
    let left = stage.view.to_screen(place.left_center());
    let plate = Rect::from_min_size(
        left - vec2(0.0, 9.0 * zoom),
        vec2(galley.size().x + 16.0 * zoom, 18.0 * zoom),
    );
    shapes.push(fill(plate, 5.0 * zoom, stage.theme.bg));
    let top = plate.center().y - galley.size().y / 2.0;
    let at = pos2(plate.left() + 8.0 * zoom, top);
    shapes.push(Shape::galley(at, galley, color));
}

//! Ports: a ring for what flows, a diamond for a helper, a label where there are several.

use egui::{Context, Pos2, Shape, Stroke, vec2};
use model::PortKind;

use super::{SMALL, line, text_at, text_scale};
use crate::board::{Card, LABEL, PortSpot};
use crate::event::Side;
use crate::stage::{Detail, Hit, Stage};

const RING: f32 = 5.5;

pub(super) fn ports(
    stage: &Stage,
    card: &Card,
    index: u32,
    ctx: &Context,
    shapes: &mut Vec<Shape>,
) {
    let zoom = stage.view.zoom;
    for (at, spot) in card.ports.iter().enumerate() {
        let center = stage.view.to_screen(card.rect.min + spot.offset);
        shape(stage, index, at, spot, center, shapes);
        if spot.labelled && stage.detail() == Detail::Full {
            let color = stage.theme.muted;
            let galley = line(
                ctx,
                &spot.label,
                SMALL * text_scale(zoom),
                false,
                color,
                LABEL * zoom,
            );
            let size = galley.size();
            let (left, middle) = match (spot.kind == PortKind::Main, spot.side) {
                (true, Side::Output) => (center.x + 9.0 * zoom, center.y - 8.0 * zoom),
                (true, Side::Input) => (center.x - 9.0 * zoom - size.x, center.y - 8.0 * zoom),
                (false, Side::Input) => (center.x + 8.0 * zoom, center.y + 10.0 * zoom),
                (false, Side::Output) => (center.x + 8.0 * zoom, center.y - 10.0 * zoom),
            };
            shapes.push(text_at(left, middle, galley, color));
        }
    }
}

fn shape(
    stage: &Stage,
    card: u32,
    at: usize,
    spot: &PortSpot,
    center: Pos2,
    shapes: &mut Vec<Shape>,
) {
    let (theme, zoom) = (stage.theme, stage.view.zoom);
    let hovered = stage.hover == Hit::Port(card, at) && !stage.read_only;
    let lit = stage.fits(card, at);
    let onto = stage
        .draft
        .is_some_and(|draft| draft.onto == Some((card, at)) || draft.from == (card, at));
    let (color, fill, size) = match () {
        () if onto => (theme.accent, theme.accent, 8.0),
        () if lit => (theme.accent, theme.accent_soft, 7.0),
        () if stage.draft.is_some() => (theme.line_strong, theme.raised, RING),
        () if hovered => (theme.accent, theme.raised, 8.0),
        () => (theme.port, theme.raised, RING),
    };
    if lit && onto {
        shapes.push(Shape::circle_filled(
            center,
            14.0 * zoom,
            theme.accent.gamma_multiply(0.2),
        ));
    }
    let stroke = Stroke::new((2.0 * zoom).max(1.0), color);
    let size = size * zoom;
    if spot.kind == PortKind::Main {
        // two discs: a circle's line takes ten times the corners
        let half = stroke.width / 2.0;
        shapes.push(Shape::circle_filled(center, size + half, color));
        shapes.push(Shape::circle_filled(center, size - half, fill));
    } else {
        let size = size * 1.15;
        let corners = [
            vec2(0.0, -size),
            vec2(size, 0.0),
            vec2(0.0, size),
            vec2(-size, 0.0),
        ];
        let points = corners.map(|corner| center + corner).to_vec();
        shapes.push(Shape::convex_polygon(points, fill, stroke));
    }
    if hovered && spot.side == Side::Output && stage.draft.is_none() {
        let arm = 3.5 * zoom;
        let stroke = Stroke::new((1.6 * zoom).max(1.0), theme.accent);
        shapes.push(Shape::line_segment(
            [center - vec2(arm, 0.0), center + vec2(arm, 0.0)],
            stroke,
        ));
        shapes.push(Shape::line_segment(
            [center - vec2(0.0, arm), center + vec2(0.0, arm)],
            stroke,
        ));
    }
}

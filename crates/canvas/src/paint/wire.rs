//! Wires.

use std::sync::Arc;

use egui::{Context, Galley, Pos2, Rect, Shape, Stroke, vec2};
use model::PortKind;

use super::{SMALL, faded, line, text_scale};
use crate::board::Path;
use crate::scene::EdgeState;
use crate::stage::{Detail, Hit, Stage};

pub(crate) fn wire(stage: &Stage, index: u32, _: &Context) -> Vec<Shape> {
    // from afar: see `far`
    if stage.detail() == Detail::Far {
        return Vec::new();
    }
    let Some((from, to)) = stage.board.ends(index) else {
        return Vec::new();
    };
    if stage.draft.is_some_and(|draft| draft.pulled == Some(index)) {
        return Vec::new();
    }
    let seen = stage.view.seen();
    let bounds = match stage.board.known_path(index) {
        Some(path) => path.bounds.expand(8.0),
        None => Rect::from_two_pos(from, to).expand(160.0),
    };
    if !seen.intersects(bounds) {
        return Vec::new();
    }
    let stroke = stroke(stage, index);
    let Some(path) = stage.board.path(index) else {
        return Vec::new();
    };
    let wire = &stage.board.wires[index as usize];
    let points = on_screen(stage, path);
    let mut shapes = Vec::new();
    if wire.edge.from.kind == PortKind::Main {
        shapes.push(Shape::line(points, stroke));
    } else {
        Shape::dashed_line_many(&points, stroke, 4.0, 4.0, &mut shapes);
    }
    shapes
}

/// The way on the screen, with fewer points from afar.
fn on_screen(stage: &Stage, path: &Path) -> Vec<Pos2> {
    let every = if stage.detail() >= Detail::Near { 1 } else { 3 };
    let last = path.points.len().saturating_sub(1);
    let kept = path
        .points
        .iter()
        .enumerate()
        .filter(|(at, _)| at % every == 0 || *at == last);
    kept.map(|(_, point)| stage.view.to_screen(*point))
        .collect()
}

pub(super) fn stroke(stage: &Stage, index: u32) -> Stroke {
    let theme = stage.theme;
    let state = stage.board.wires[index as usize].state;
    let lit = stage
        .highlight
        .as_ref()
        .is_some_and(|lit| lit.wires.contains(&index));
    let hovered = matches!(stage.hover, Hit::Wire(at) | Hit::Plus(at) if at == index);
    let (color, width) = match state {
        _ if stage.insert == Some(index) => (theme.accent, 3.0),
        _ if stage.selection.wires.contains(&index) => (theme.accent, 2.8),
        _ if lit => (theme.path, 3.0),
        _ if stage.dimmed_wire(index) => (faded(theme.wire, theme.bg), 1.5),
        _ if hovered => (theme.text, 2.2),
        EdgeState::Flowing | EdgeState::Done => (theme.wire_live, 2.0),
        EdgeState::Idle => (theme.wire, 1.8),
    };
    Stroke::new((width * stage.view.zoom).clamp(1.0, width * 1.6), color)
}

/// The middle of a wire on the screen, where its plus stands.
pub(crate) fn plus_center(stage: &Stage, wire: u32) -> Option<Pos2> {
    stage
        .board
        .path(wire)
        .map(|path| stage.view.to_screen(path.middle))
}

/// A wire's label: its text, where it stands, and whether it stands on the wire and needs a ground.
pub(crate) struct Label {
    pub rect: Rect,
    pub galley: Arc<Galley>,
    pub on: bool,
}

/// The label of a wire: above its middle where it runs level there, else on it.
pub(crate) fn label(stage: &Stage, wire: u32, ctx: &Context) -> Option<Label> {
    let path = stage.board.path(wire)?;
    let it = stage.board.wires.get(wire as usize)?;
    let zoom = stage.view.zoom;
    let galley = line(
        ctx,
        &it.label,
        SMALL * text_scale(zoom),
        false,
        stage.theme.muted,
        120.0 * zoom,
    );
    let size = galley.size() + vec2(10.0, 2.0) * zoom;
    let mut center = stage.view.to_screen(path.middle);
    let on = !path.is_level(path.middle);
    if !on {
        center.y -= size.y / 2.0 + 2.0 * zoom;
    }
    Some(Label {
        rect: Rect::from_center_size(center, size),
        galley,
        on,
    })
}

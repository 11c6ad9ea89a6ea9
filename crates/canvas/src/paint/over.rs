//! What lies over cards and wires: counts, the plus of a wire, the wire being drawn, guides, the box, the buttons.

use egui::{Painter, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

use super::wire::{self, Label};
use super::{Minimap, faded, fill, icon, outline, plus_center, radius, zoom};
use crate::board::{Around, End, Path, route};
use crate::icons;
use crate::stage::{Detail, Draft, Hit, Stage};

pub(crate) fn over(stage: &Stage, minimap: &mut Minimap, painter: &Painter) {
    if stage.detail() >= Detail::Near {
        if stage.detail() == Detail::Full {
            labels(stage, painter);
        }
        plus(stage, painter);
    }
    if let Some(draft) = stage.draft {
        draw_draft(stage, draft, painter);
    }
    for [from, to] in &stage.guides {
        let ends = [stage.view.to_screen(*from), stage.view.to_screen(*to)];
        painter.line_segment(ends, Stroke::new(1.0, stage.theme.guide));
    }
    if let Some(lasso) = stage.lasso {
        let rect = stage.view.rect_to_screen(lasso);
        let stroke = Stroke::new(1.0, stage.theme.accent);
        painter.rect(
            rect,
            radius(3.0),
            stage.theme.accent.gamma_multiply(0.1),
            stroke,
            StrokeKind::Inside,
        );
    }
    zoom::draw(stage, painter);
    minimap.draw(stage, painter);
    if stage.focused {
        painter.add(outline(
            stage.view.rect,
            0.0,
            Stroke::new(2.0, stage.theme.accent),
        ));
    }
}

fn labels(stage: &Stage, painter: &Painter) {
    let seen = stage.view.seen();
    for (index, wire) in stage.board.wires.iter().enumerate() {
        let index = index as u32;
        let known = stage
            .board
            .known_path(index)
            .is_some_and(|path| path.bounds.expand(20.0).intersects(seen));
        if wire.label.text.is_empty()
            || !known
            || stage.hover == Hit::Plus(index)
            || stage.hover == Hit::Wire(index)
        {
            continue;
        }
        if let Some(Label { rect, galley, on }) = wire::label(stage, index, painter.ctx()) {
            let color = if stage.dimmed_wire(index) {
                faded(stage.theme.muted, stage.theme.bg)
            } else {
                stage.theme.muted
            };
            if on {
                painter.add(fill(rect, rect.height() / 2.0, stage.theme.bg));
            }
            painter.add(super::centered(rect.center(), galley, color));
        }
    }
}

fn plus(stage: &Stage, painter: &Painter) {
    let (Hit::Wire(wire) | Hit::Plus(wire)) = stage.hover else {
        return;
    };
    if stage.read_only || stage.draft.is_some() {
        return;
    }
    let Some(center) = plus_center(stage, wire) else {
        return;
    };
    let on = stage.hover == Hit::Plus(wire);
    let theme = stage.theme;
    let (ground, ink) = if on {
        (theme.accent, theme.accent_ink)
    } else {
        (theme.raised, theme.text)
    };
    let size = 9.5;
    painter.circle(
        center,
        size,
        ground,
        Stroke::new(1.2, if on { theme.accent } else { theme.port }),
    );
    let mut shapes = Vec::new();
    if let Some(lines) = icons::find("plus") {
        icon::icon(lines, center, 12.0, ink, &mut shapes);
    }
    painter.extend(shapes);
}

fn draw_draft(stage: &Stage, draft: Draft, painter: &Painter) {
    let Some(card) = stage.board.cards.get(draft.from.0 as usize) else {
        return;
    };
    let from = card.end(draft.from.1);
    let onto = draft.onto.and_then(|(index, port)| {
        let card = stage.board.cards.get(index as usize)?;
        Some((index, card.end(port)))
    });
    let path = match onto {
        // as the wire will be
        Some((index, to)) if from.dir.x > 0.0 => stage.board.way(from, to, [draft.from.0, index]),
        Some((index, to)) => stage.board.way(to, from, [index, draft.from.0]),
        None => loose(from, draft.pointer),
    };
    let points: Vec<Pos2> = path
        .points
        .into_iter()
        .map(|point| stage.view.to_screen(point))
        .collect();
    let width = (2.4 * stage.view.zoom).clamp(1.5, 4.0);
    let stroke = Stroke::new(width, stage.theme.accent);
    if draft.onto.is_some() {
        painter.add(Shape::line(points, stroke));
    } else {
        painter.extend(Shape::dashed_line(&points, stroke, 7.0, 5.0));
        let tip = stage.view.to_screen(draft.pointer);
        painter.circle(
            tip,
            5.0,
            stage.theme.raised,
            Stroke::new(2.0, stage.theme.accent),
        );
        let hint = Rect::from_center_size(tip + vec2(16.0, 16.0), vec2(18.0, 18.0));
        let mut shapes = vec![fill(hint, 9.0, stage.theme.accent)];
        if let Some(lines) = icons::find("plus") {
            icon::icon(
                lines,
                hint.center(),
                11.0,
                stage.theme.accent_ink,
                &mut shapes,
            );
        }
        painter.extend(shapes);
    }
}

/// The way to a pointer that holds a wire's end.
fn loose(from: End, pointer: Pos2) -> Path {
    let free = End {
        at: pointer,
        dir: -from.dir,
        card: Rect::from_min_max(pointer, pointer),
        lead: 0.0,
    };
    let (first, last) = if from.dir.x > 0.0 || from.dir.y < 0.0 {
        (from, free)
    } else {
        (free, from)
    };
    route(first, last, &Around::default())
}

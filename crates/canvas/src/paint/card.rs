//! A node's card.

use egui::epaint::Mesh;
use egui::{Color32, Context, Galley, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::{
    SUMMARY, TITLE, badge, bordered, dashed, faded, fill, icon, line, outline, port, radius,
    shadow, step_back, text_at, text_scale,
};
use crate::board::Card;
use crate::scene::RunState;
use crate::stage::{Detail, Hit, Stage};

pub(super) const ROUND: f32 = 12.0;
const PADDING: f32 = 12.0;
const TILE: f32 = 28.0;
/// From this zoom on, corners are seen to be round.
const ROUND_FROM: f32 = 0.3;
/// Size of a title that stands alone, from farther away.
const LONE_TITLE: f32 = 16.0;
const TEXT_LEFT: f32 = PADDING + TILE + 10.0;

pub(crate) fn card(stage: &Stage, index: u32, ctx: &Context) -> Vec<Shape> {
    let Some(card) = stage.board.cards.get(index as usize) else {
        return Vec::new();
    };
    if !stage.view.seen().intersects(card.reach()) {
        return Vec::new();
    }
    let rect = stage.view.rect_to_screen(card.rect);
    let look = Look::of(stage, card, index);
    let mut shapes = match stage.detail() {
        // see `far`
        Detail::Far => return Vec::new(),
        Detail::Middle => middle(&look, card, rect, stage),
        Detail::Near | Detail::Full => near(&look, card, index, rect, stage, ctx),
    };
    if stage.dimmed_card(index) {
        step_back(&mut shapes, stage.theme.bg);
    }
    shapes
}

/// The colours of a card in its state.
struct Look {
    fill: Color32,
    border: Stroke,
    tile: Color32,
    tile_ink: Color32,
    title: Color32,
    summary: Color32,
    selected: bool,
    /// It lies flat: it will not run.
    flat: bool,
}

impl Look {
    fn of(stage: &Stage, card: &Card, index: u32) -> Self {
        let theme = stage.theme;
        let state = card.run.as_ref().map(|run| run.state);
        let selected = stage.selection.cards.contains(&index);
        let lit = stage
            .highlight
            .as_ref()
            .is_some_and(|lit| lit.cards.contains(&index));
        let hovered = matches!(stage.hover, Hit::Card(at) | Hit::Port(at, _) if at == index);
        let skipped = state == Some(RunState::Skipped);
        let border = match state {
            _ if selected => Stroke::new(2.0, theme.accent),
            _ if lit => Stroke::new(2.0, theme.path),
            Some(RunState::Running) => Stroke::new(2.0, theme.run),
            Some(RunState::Failed) => Stroke::new(1.5, theme.bad),
            _ if hovered => Stroke::new(1.0, theme.port),
            _ => Stroke::new(1.0, theme.line_strong),
        };
        let mut look = Self {
            fill: theme.raised,
            border,
            tile: theme.group(card.group),
            tile_ink: theme.tile_ink,
            title: theme.text,
            summary: theme.muted,
            selected,
            flat: card.disabled || skipped,
        };
        if card.disabled {
            look.fill = theme.sunken;
            look.tile = theme.line_strong;
            look.tile_ink = theme.muted;
            look.title = theme.muted;
        }
        if skipped {
            look.tile = faded(look.tile, theme.bg);
            look.tile_ink = faded(look.tile_ink, theme.bg);
            look.title = theme.faint;
            look.summary = theme.faint;
        }
        look
    }
}

/// From afar, a box.
pub(super) fn far(stage: &Stage, card: &Card, index: u32, mesh: &mut Mesh) {
    let look = Look::of(stage, card, index);
    let rect = stage.view.rect_to_screen(card.rect);
    let color = if look.selected {
        look.border.color
    } else {
        look.tile
    };
    let color = if stage.dimmed_card(index) {
        faded(color, stage.theme.bg)
    } else {
        color
    };
    let low = (3.0 - rect.height()).max(0.0) / 2.0;
    mesh.add_colored_rect(rect.expand2(vec2(0.0, low)), color);
}

fn middle(look: &Look, card: &Card, rect: Rect, stage: &Stage) -> Vec<Shape> {
    let zoom = stage.view.zoom;
    // the title as a bar: something to recognise, nothing to lay out
    let left = rect.min.x + TEXT_LEFT * zoom;
    let letters = card.title.text.chars().count().clamp(4, 18) as f32;
    let bar = Rect::from_min_size(
        pos2(left, rect.center().y - 3.0 * zoom),
        vec2(letters * 7.0 * zoom, 6.0 * zoom),
    );
    let bar_color = look.fill.lerp_to_gamma(look.summary, 0.5);
    let tile = tile_rect(rect, zoom);
    let mut shapes = if zoom >= ROUND_FROM {
        vec![
            bordered(rect, ROUND * zoom, look.fill, look.border),
            fill(tile, 7.0 * zoom, look.tile),
            fill(bar, 0.0, bar_color),
        ]
    } else {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(rect, look.border.color);
        mesh.add_colored_rect(rect.shrink(look.border.width), look.fill);
        mesh.add_colored_rect(tile, look.tile);
        mesh.add_colored_rect(bar, bar_color);
        vec![Shape::mesh(mesh)]
    };
    badge::small(stage, card, rect, &mut shapes);
    shapes
}

fn near(
    look: &Look,
    card: &Card,
    index: u32,
    rect: Rect,
    stage: &Stage,
    ctx: &Context,
) -> Vec<Shape> {
    let (theme, zoom) = (stage.theme, stage.view.zoom);
    let round = ROUND * zoom;
    let mut shapes = Vec::with_capacity(24);
    if !look.flat && stage.detail() == Detail::Full {
        shapes.extend(shadow(rect, round, zoom, theme));
    }
    if look.selected {
        shapes.push(outline(
            rect.expand(3.0),
            round + 3.0,
            Stroke::new(3.0, theme.accent.gamma_multiply(0.22)),
        ));
    }
    if card.disabled && !look.selected {
        shapes.push(fill(rect, round, look.fill));
        dashed(
            rect.shrink(0.5),
            round,
            Stroke::new(1.0, theme.port),
            zoom,
            &mut shapes,
        );
    } else {
        shapes.push(bordered(rect, round, look.fill, look.border));
    }
    let tile = tile_rect(rect, zoom);
    shapes.push(Shape::rect_filled(tile, radius(8.0 * zoom), look.tile));
    if let Some(lines) = card.icon {
        icon::icon(
            lines,
            tile.center(),
            16.0 * zoom,
            look.tile_ink,
            &mut shapes,
        );
    }
    texts(look, card, rect, stage, ctx, &mut shapes);
    port::ports(stage, card, index, ctx, &mut shapes);
    badge::badges(stage, card, rect, ctx, &mut shapes);
    shapes
}

fn tile_rect(card: Rect, zoom: f32) -> Rect {
    let center = pos2(card.min.x + (PADDING + TILE / 2.0) * zoom, card.center().y);
    Rect::from_center_size(center, vec2(TILE, TILE) * zoom)
}

fn texts(
    look: &Look,
    card: &Card,
    rect: Rect,
    stage: &Stage,
    ctx: &Context,
    shapes: &mut Vec<Shape>,
) {
    let zoom = stage.view.zoom;
    let scale = text_scale(zoom);
    let left = rect.min.x + TEXT_LEFT * zoom;
    let width = rect.width() - (TEXT_LEFT + 14.0) * zoom;
    let middle = rect.center().y;
    let full = stage.detail() == Detail::Full;
    let single = card.summary.text.is_empty() || !full;
    let title = if full { TITLE } else { LONE_TITLE };
    let lines = [
        (&card.title, title, look.title),
        (&card.summary, SUMMARY, look.summary),
    ];
    let lines = lines.into_iter().take(if single { 1 } else { 2 });
    let mut two = false;
    for (at, (text, size, color)) in lines.enumerate() {
        if text.text.is_empty() {
            continue;
        }
        let galley = match at {
            0 => {
                let (galley, rows) = super::title(ctx, text, size * scale, color, width);
                two = rows;
                galley
            }
            _ => line(ctx, text, size * scale, false, color, width),
        };
        let x = if text.rtl {
            left + width - galley.size().x
        } else {
            left
        };
        let y = match (single, at) {
            (true, _) => middle,
            (false, 0) => middle - 9.0 * zoom,
            (false, _) if two => middle + 18.0 * zoom,
            (false, _) => middle + 9.5 * zoom,
        };
        if card.disabled && at == 0 {
            strike(&galley, pos2(x, y - galley.size().y / 2.0), color, shapes);
        }
        shapes.push(text_at(x, y, galley, color));
    }
}

/// A line through each row of a text.
fn strike(galley: &Galley, at: Pos2, color: Color32, shapes: &mut Vec<Shape>) {
    for row in &galley.rows {
        let row = row.rect().translate(at.to_vec2());
        let ends = [row.left_center(), row.right_center()];
        shapes.push(Shape::line_segment(ends, Stroke::new(1.0, color)));
    }
}

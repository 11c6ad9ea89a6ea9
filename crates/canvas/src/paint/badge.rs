//! Badges: how a run went, what is wrong, what is pinned.

use std::sync::Arc;

use egui::{Color32, Context, Galley, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::{SMALL, fill, icon, line, text_scale};
use crate::board::Card;
use crate::icons;
use crate::scene::{Run, RunState};
use crate::stage::Stage;
use crate::text::Shown;
use crate::view::View;

const HEIGHT: f32 = 18.0;

pub(super) fn badges(
    stage: &Stage,
    card: &Card,
    rect: Rect,
    ctx: &Context,
    shapes: &mut Vec<Shape>,
) {
    if let Some(run) = &card.run {
        run_badge(stage, run, &card.badge, rect, ctx, shapes);
    }
    let zoom = stage.view.zoom;
    if let Some(problem) = &card.problem {
        let color = if problem.severe {
            stage.theme.bad
        } else {
            stage.theme.warn
        };
        let center = stage.view.rect_to_screen(problem_rect(card)).center();
        shapes.push(Shape::circle_filled(
            center,
            (HEIGHT / 2.0 + 2.0) * zoom,
            stage.theme.bg,
        ));
        shapes.push(Shape::circle_filled(center, HEIGHT / 2.0 * zoom, color));
        bang(center, zoom, stage.theme.state_ink, shapes);
    }
    if card.pinned {
        let center = rect.left_bottom() + vec2(12.0, 0.0) * zoom;
        shapes.push(Shape::circle_filled(center, 10.0 * zoom, stage.theme.bg));
        shapes.push(Shape::circle_filled(
            center,
            8.0 * zoom,
            stage.theme.accent_soft,
        ));
        if let Some(pin) = icons::find("pin") {
            icon::icon(pin, center, 11.0 * zoom, stage.theme.accent, shapes);
        }
    }
}

/// Where the badge of a problem is, in world points: over the card's upper left corner.
pub(crate) fn problem_rect(card: &Card) -> Rect {
    Rect::from_center_size(card.rect.left_top() + vec2(6.0, 0.0), vec2(HEIGHT, HEIGHT))
}

fn color(stage: &Stage, state: RunState) -> Color32 {
    let theme = stage.theme;
    match state {
        RunState::Waiting | RunState::Skipped => theme.line_strong,
        RunState::Running => theme.run,
        RunState::Success => theme.ok,
        RunState::Failed => theme.bad,
        RunState::Stale => theme.warn,
    }
}

/// From afar, a dot.
pub(super) fn small(stage: &Stage, card: &Card, rect: Rect, shapes: &mut Vec<Shape>) {
    let zoom = stage.view.zoom;
    if let Some(run) = &card.run {
        let color = color(stage, run.state);
        shapes.push(Shape::circle_filled(rect.right_top(), 9.0 * zoom, color));
    }
    if let Some(problem) = &card.problem {
        let color = if problem.severe {
            stage.theme.bad
        } else {
            stage.theme.warn
        };
        shapes.push(Shape::circle_filled(rect.left_top(), 9.0 * zoom, color));
    }
}

/// The parts of a badge over a card's upper right corner.
struct Pill {
    rect: Rect,
    ink: Color32,
    /// Where its sign is, if it has one.
    sign: Option<Pos2>,
    text: Option<(Pos2, Arc<Galley>)>,
}

impl Pill {
    fn of(stage: &Stage, run: &Run, text: &Shown, card: Rect, ctx: &Context) -> Self {
        let (theme, zoom) = (stage.theme, stage.view.zoom);
        let ink = match run.state {
            RunState::Waiting | RunState::Skipped => theme.text,
            _ => theme.state_ink,
        };
        let shown = (!text.text.is_empty())
            .then(|| line(ctx, text, SMALL * text_scale(zoom), true, ink, 90.0 * zoom));
        let height = HEIGHT * zoom;
        let sign = run.state != RunState::Success || shown.is_none();
        let text_width = shown.as_ref().map_or(0.0, |galley| galley.size().x);
        let sign_width = if sign { 10.0 * zoom } else { 0.0 };
        let gap = if sign && shown.is_some() {
            4.0 * zoom
        } else {
            0.0
        };
        let content = text_width + sign_width + gap;
        let width = (content + 12.0 * zoom).max(height + 4.0 * zoom);
        let corner = card.right_top() + vec2(6.0, 1.0) * zoom;
        let rect = Rect::from_min_max(
            corner - vec2(width, height / 2.0),
            corner + vec2(0.0, height / 2.0),
        );
        let left = rect.center().x - content / 2.0;
        let middle = rect.center().y;
        Self {
            rect,
            ink,
            sign: sign.then(|| pos2(left + sign_width / 2.0, middle)),
            text: shown.map(|galley| {
                let top = middle - galley.size().y / 2.0;
                (pos2(left + sign_width + gap, top), galley)
            }),
        }
    }
}

fn run_badge(
    stage: &Stage,
    run: &Run,
    text: &Shown,
    card: Rect,
    ctx: &Context,
    shapes: &mut Vec<Shape>,
) {
    let pill = Pill::of(stage, run, text, card, ctx);
    let zoom = stage.view.zoom;
    let height = pill.rect.height();
    shapes.push(fill(pill.rect.expand(2.0 * zoom), height, stage.theme.bg));
    shapes.push(fill(pill.rect, height / 2.0, color(stage, run.state)));
    if let Some(center) = pill.sign {
        draw_sign(stage, run.state, center, pill.ink, shapes);
    }
    if let Some((at, galley)) = pill.text {
        shapes.push(Shape::galley(at, galley, pill.ink));
    }
}

/// Where the sign of a running card turns, and its colour.
pub(super) fn spinner_place(
    stage: &Stage,
    card: &Card,
    rect: Rect,
    ctx: &Context,
) -> Option<(Pos2, Color32)> {
    let run = card.run.as_ref()?;
    let pill = Pill::of(stage, run, &card.badge, rect, ctx);
    Some((pill.sign?, pill.ink))
}

fn draw_sign(stage: &Stage, state: RunState, center: Pos2, ink: Color32, shapes: &mut Vec<Shape>) {
    let View { zoom, .. } = stage.view;
    let name = match state {
        RunState::Success => "check",
        RunState::Failed => return bang(center, zoom, ink, shapes),
        // it turns: see `motion`
        RunState::Running => return,
        RunState::Waiting => "clock",
        RunState::Skipped => "minus",
        RunState::Stale => "refresh-cw",
    };
    if let Some(lines) = icons::find(name) {
        icon::icon(lines, center, 11.0 * zoom, ink, shapes);
    }
}

fn bang(center: Pos2, zoom: f32, ink: Color32, shapes: &mut Vec<Shape>) {
    let stroke = Stroke::new((2.0 * zoom).max(1.0), ink);
    shapes.push(Shape::line_segment(
        [
            center - vec2(0.0, 4.5) * zoom,
            center + vec2(0.0, 1.0) * zoom,
        ],
        stroke,
    ));
    shapes.push(Shape::circle_filled(
        center + vec2(0.0, 4.0) * zoom,
        1.2 * zoom,
        ink,
    ));
}

//! How everything looks.

mod backdrop;
mod badge;
mod card;
mod far;
mod frame;
mod icon;
mod minimap;
mod motion;
mod note;
mod over;
mod port;
mod wire;
mod zoom;

use std::sync::Arc;

use egui::epaint::RectShape;
use egui::epaint::shape_transform::adjust_colors;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Color32, Context, CornerRadius, FontId, Galley, Pos2, Rect, Shape, Stroke, StrokeKind, vec2,
};

use crate::fonts::font;
use crate::text::Shown;
use crate::theme::Theme;

pub(crate) use card::card;
pub(crate) use far::far;
pub(crate) use minimap::{Minimap, to_world as minimap_to_world};
pub(crate) use motion::motion;
pub(crate) use over::over;
pub(crate) use wire::{plus_center, wire};
pub(crate) use zoom::buttons;

pub(crate) use backdrop::backdrop;
pub(crate) use badge::problem_rect;
pub(crate) use frame::frames;
pub(crate) use minimap::rect as minimap_rect;
pub(crate) use note::notes;

/// Sizes of text, in world points.
const TITLE: f32 = 13.5;
const SUMMARY: f32 = 12.0;
const SMALL: f32 = 11.0;

/// The scale of text at a zoom: in steps of a twenty-third, so that zooming does not fill the font atlas, and exact at 100 %.
pub(crate) fn text_scale(zoom: f32) -> f32 {
    ((zoom.log2() * 16.0 + 0.01).floor() / 16.0).exp2()
}

/// A line of text no wider than a width.
fn line(
    ctx: &Context,
    text: &Shown,
    size: f32,
    bold: bool,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    let galley = one_line(
        ctx,
        &text.text,
        size,
        bold,
        color,
        if text.rtl { f32::INFINITY } else { width },
    );
    if !text.rtl || galley.size().x <= width {
        return galley;
    }
    // what is cut off a right-to-left text is its end, on the left
    let mut rest = text.text.as_str();
    loop {
        rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
        let galley = one_line(ctx, &format!("…{rest}"), size, bold, color, f32::INFINITY);
        if galley.size().x <= width || rest.is_empty() {
            let whole = one_line(ctx, &text.text, size, bold, color, width);
            return if rest.is_empty() { whole } else { galley };
        }
    }
}

/// A text on one line, or on two where that is too short for it; whether it took two.
fn title(
    ctx: &Context,
    text: &Shown,
    size: f32,
    color: Color32,
    width: f32,
) -> (Arc<Galley>, bool) {
    let whole = line(ctx, text, size, true, color, width);
    if text.rtl || !whole.elided {
        return (whole, false);
    }
    let galley = laid_out(ctx, &text.text, font(size * 0.93, true), color, (width, 2));
    let two = galley.rows.len() > 1;
    (galley, two)
}

fn one_line(
    ctx: &Context,
    text: &str,
    size: f32,
    bold: bool,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    laid_out(ctx, text, font(size, bold), color, (width, 1))
}

fn laid_out(
    ctx: &Context,
    text: &str,
    font_id: FontId,
    color: Color32,
    (max_width, max_rows): (f32, usize),
) -> Arc<Galley> {
    let format = TextFormat {
        font_id,
        color,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping {
        max_width,
        max_rows,
        break_anywhere: max_rows == 1,
        ..TextWrapping::default()
    };
    job.break_on_newline = false;
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text with its middle at a height.
fn text_at(left: f32, middle: f32, galley: Arc<Galley>, color: Color32) -> Shape {
    let top = middle - galley.size().y / 2.0;
    Shape::galley(Pos2::new(left, top), galley, color)
}

fn centered(center: Pos2, galley: Arc<Galley>, color: Color32) -> Shape {
    Shape::galley(center - galley.size() / 2.0, galley, color)
}

/// A colour of something that steps back.
fn faded(color: Color32, ground: Color32) -> Color32 {
    color.lerp_to_gamma(ground, 0.6)
}

/// Lets shapes step back, so that others stand out.
fn step_back(shapes: &mut [Shape], ground: Color32) {
    for shape in shapes {
        adjust_colors(shape, move |color| {
            if *color == Color32::PLACEHOLDER {
                return;
            }
            *color = if color.is_opaque() {
                faded(*color, ground)
            } else {
                color.gamma_multiply(0.4)
            };
        });
    }
}

fn radius(points: f32) -> CornerRadius {
    CornerRadius::same(points.clamp(0.0, 255.0) as u8)
}

fn fill(rect: Rect, round: f32, color: Color32) -> Shape {
    Shape::Rect(RectShape::filled(rect, radius(round), color))
}

fn outline(rect: Rect, round: f32, stroke: Stroke) -> Shape {
    Shape::Rect(RectShape::stroke(
        rect,
        radius(round),
        stroke,
        StrokeKind::Inside,
    ))
}

/// A fill and the line around it as one shape.
fn bordered(rect: Rect, round: f32, color: Color32, stroke: Stroke) -> Shape {
    Shape::Rect(RectShape::new(
        rect,
        radius(round),
        color,
        stroke,
        StrokeKind::Inside,
    ))
}

/// The soft shadow under something raised.
fn shadow(rect: Rect, round: f32, scale: f32, theme: &Theme) -> [Shape; 2] {
    let soft = |down: f32, blur: f32, color: Color32| {
        let rect = rect.translate(vec2(0.0, down * scale));
        Shape::Rect(RectShape::filled(rect, radius(round), color).with_blur_width(blur * scale))
    };
    [
        soft(5.0, 18.0, theme.shadow_far),
        soft(1.0, 3.0, theme.shadow_near),
    ]
}

/// A panel that floats over the canvas.
fn floating(rect: Rect, theme: &Theme) -> Vec<Shape> {
    let mut shapes = shadow(rect, 9.0, 1.0, theme).to_vec();
    shapes.push(fill(rect, 9.0, theme.raised));
    shapes.push(outline(rect, 9.0, Stroke::new(1.0, theme.line)));
    shapes
}

/// The points of a rectangle with round corners, closed.
fn round_rect(rect: Rect, radius: f32) -> Vec<Pos2> {
    let r = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
    let corners = [
        (rect.left_top() + vec2(r, r), 180.0_f32),
        (rect.right_top() + vec2(-r, r), 270.0),
        (rect.right_bottom() + vec2(-r, -r), 0.0),
        (rect.left_bottom() + vec2(r, -r), 90.0),
    ];
    let mut points = Vec::with_capacity(33);
    for (center, start) in corners {
        for step in 0..=7 {
            let angle = (start + step as f32 * 90.0 / 7.0).to_radians();
            points.push(center + vec2(angle.cos(), angle.sin()) * r);
        }
    }
    points.extend(points.first().copied());
    points
}

/// A dashed rectangle; solid where it would take thousands of dashes.
fn dashed(rect: Rect, round: f32, stroke: Stroke, scale: f32, shapes: &mut Vec<Shape>) {
    let points = round_rect(rect, round);
    if rect.width() + rect.height() > 4000.0 || scale < 0.3 {
        shapes.push(Shape::line(points, stroke));
        return;
    }
    Shape::dashed_line_many(&points, stroke, 5.0, 4.0, shapes);
}

//! Notes: what they say, how large they are, which colour they have.

use egui::{Color32, Vec2, vec2};
use model::Node;
use value::Value;

use super::{Note, Paper};
use crate::markdown;
use crate::theme::Theme;

const SMALLEST: Vec2 = vec2(96.0, 48.0);
const LARGEST: Vec2 = vec2(8000.0, 8000.0);

pub(super) fn read(node: &Node) -> (Note, Vec2) {
    let text = node
        .parameters
        .get("content")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let number = |name: &str, default: f64| {
        node.parameters
            .get(name)
            .and_then(Value::as_f64)
            .filter(|n| n.is_finite())
            .unwrap_or(default) as f32
    };
    let size = vec2(number("width", 240.0), number("height", 160.0));
    let note = Note {
        blocks: markdown::parse(text),
        paper: paper(node.parameters.get("color")),
    };
    (note, clamp(size))
}

/// A size that can be seen and hit.
pub(crate) fn clamp(size: Vec2) -> Vec2 {
    size.clamp(SMALLEST, LARGEST)
}

fn paper(color: Option<&Value>) -> Paper {
    let Some(color) = color else {
        return Paper::Number(1);
    };
    if let Some(hex) = color.as_str().and_then(|text| text.strip_prefix('#'))
        && hex.len() == 6
        && let Ok(rgb) = u32::from_str_radix(hex, 16)
    {
        let [_, r, g, b] = rgb.to_be_bytes();
        return Paper::Own(r, g, b);
    }
    let number = color
        .as_f64()
        .or_else(|| color.as_str()?.parse().ok())
        .unwrap_or(1.0);
    Paper::Number(if (1.0..=7.0).contains(&number) {
        number as u8
    } else {
        1
    })
}

/// The colour to paint; a note's own is mixed into the surface, so that text on it stays readable.
pub(crate) fn paper_color(paper: Paper, theme: &Theme) -> Color32 {
    match paper {
        Paper::Number(number) => theme.note(number),
        Paper::Own(r, g, b) => theme.raised.lerp_to_gamma(Color32::from_rgb(r, g, b), 0.22),
    }
}

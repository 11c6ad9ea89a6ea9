//! The zoom buttons in the lower left corner.

use egui::{Painter, Rect, pos2, vec2};

use super::{SUMMARY, centered, fill, floating, icon, line};
use crate::icons;
use crate::stage::{Button, Hit, Stage};
use crate::text::Shown;
use crate::view::View;

const HEIGHT: f32 = 34.0;
const WIDTHS: [(Button, f32); 4] = [
    (Button::Out, 32.0),
    (Button::Actual, 54.0),
    (Button::In, 32.0),
    (Button::Fit, 34.0),
];

/// The buttons and where they are.
pub(crate) fn buttons(view: View) -> Vec<(Button, Rect)> {
    if view.rect.width() < 220.0 || view.rect.height() < 120.0 {
        return Vec::new();
    }
    let mut left = view.rect.left() + 15.0;
    let top = view.rect.bottom() - 12.0 - HEIGHT + 3.0;
    WIDTHS
        .iter()
        .map(|(button, width)| {
            let rect = Rect::from_min_size(pos2(left, top), vec2(*width, HEIGHT - 6.0));
            left += width;
            (*button, rect)
        })
        .collect()
}

pub(super) fn draw(stage: &Stage, painter: &Painter) {
    let buttons = buttons(stage.view);
    let Some(panel) = buttons.iter().map(|(_, rect)| *rect).reduce(Rect::union) else {
        return;
    };
    painter.extend(floating(panel.expand(3.0), stage.theme));
    for (button, rect) in buttons {
        let hovered = stage.hover == Hit::Button(button);
        if hovered {
            painter.add(fill(rect, 6.0, stage.theme.sunken));
        }
        let color = if hovered {
            stage.theme.text
        } else {
            stage.theme.muted
        };
        let name = match button {
            Button::Out => "minus",
            Button::In => "plus",
            Button::Fit => "maximize",
            Button::Actual => {
                let text = Shown {
                    text: format!("{:.0} %", stage.view.zoom * 100.0),
                    rtl: false,
                };
                let galley = line(painter.ctx(), &text, SUMMARY + 0.5, false, color, 60.0);
                painter.add(centered(rect.center(), galley, color));
                continue;
            }
        };
        let mut shapes = Vec::new();
        if let Some(lines) = icons::find(name) {
            icon::icon(lines, rect.center(), 15.0, color, &mut shapes);
        }
        painter.extend(shapes);
    }
}

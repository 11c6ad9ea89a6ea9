//! Where something that floats over the page stands: beside what it belongs to, and inside the window.

use leptos::prelude::window;
use web_sys::{DomRect, Element};

/// Distance from what it belongs to and from the window's edges, in points.
const GAP: f64 = 6.0;

/// Which corner of what it belongs to a floating part keeps to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Corner {
    /// Under it, with the same left edge.
    #[default]
    BelowStart,
    /// Under it, with the same right edge.
    BelowEnd,
}

/// Left and top for a part of a size beside a rectangle (left, top, right, bottom) in a window of a size.
fn beside(anchor: [f64; 4], size: [f64; 2], room: [f64; 2], corner: Corner) -> [f64; 2] {
    let [left, top, right, bottom] = anchor;
    let [width, height] = size;
    let wanted = match corner {
        Corner::BelowStart => left,
        Corner::BelowEnd => right - width,
    };
    let below = bottom + GAP;
    let above = top - GAP - height;
    let fits_below = below + height + GAP <= room[1];
    let y = if fits_below || above < GAP {
        below
    } else {
        above
    };
    [inside(wanted, width, room[0]), inside(y, height, room[1])]
}

fn inside(start: f64, length: f64, room: f64) -> f64 {
    start.min(room - length - GAP).max(GAP)
}

/// Puts a part beside an element.
pub(super) fn put_beside(part: &web_sys::HtmlElement, anchor: &Element, corner: Corner) {
    let rect = anchor.get_bounding_client_rect();
    put(
        part,
        [rect.left(), rect.top(), rect.right(), rect.bottom()],
        corner,
    );
}

/// Puts a part at a point.
pub(super) fn put_at(part: &web_sys::HtmlElement, x: f64, y: f64) {
    put(part, [x, y, x, y - GAP], Corner::BelowStart);
}

fn put(part: &web_sys::HtmlElement, anchor: [f64; 4], corner: Corner) {
    let rect: DomRect = part.get_bounding_client_rect();
    let length = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value
            .ok()
            .and_then(|value| value.as_f64())
            .unwrap_or_default()
    };
    let room = [
        length(window().inner_width()),
        length(window().inner_height()),
    ];
    let [x, y] = beside(anchor, [rect.width(), rect.height()], room, corner);
    // The CSSOM is not the style attribute, which the page's policy refuses.
    let style = part.style();
    let _ = style.set_property("left", &format!("{x}px"));
    let _ = style.set_property("top", &format!("{y}px"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_in_the_window() {
        let room = [800.0, 600.0];
        let below = beside(
            [100.0, 100.0, 180.0, 130.0],
            [200.0, 150.0],
            room,
            Corner::BelowStart,
        );
        assert_eq!(below, [100.0, 136.0]);
        let end = beside(
            [700.0, 100.0, 780.0, 130.0],
            [200.0, 150.0],
            room,
            Corner::BelowEnd,
        );
        assert_eq!(end, [580.0, 136.0]);
        let above = beside(
            [100.0, 500.0, 180.0, 530.0],
            [200.0, 150.0],
            room,
            Corner::BelowStart,
        );
        assert_eq!(above, [100.0, 344.0]);
        let corner = beside(
            [790.0, 10.0, 800.0, 20.0],
            [200.0, 700.0],
            room,
            Corner::BelowStart,
        );
        assert_eq!(corner, [594.0, 6.0]);
    }
}

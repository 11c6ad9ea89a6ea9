//! Shapes and letters on pictures.

use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont as _, point};
use font8x8::{
    BASIC_FONTS, BOX_FONTS, GREEK_FONTS, HIRAGANA_FONTS, LATIN_FONTS, MISC_FONTS, UnicodeFonts,
};
use image::{Rgba, RgbaImage};
use sdk::{Error, Result};

use super::blend::over;

/// Fills the points of a box for which `inside` says how much of them is covered.
fn fill(
    picture: &mut RgbaImage,
    from: (f64, f64),
    to: (f64, f64),
    color: Rgba<u8>,
    inside: impl Fn(f64, f64) -> f64,
) {
    let (width, height) = picture.dimensions();
    let clip = |value: f64, most: u32| value.clamp(0.0, f64::from(most)) as u32;
    for y in clip(from.1.floor(), height)..clip(to.1.ceil() + 1.0, height) {
        for x in clip(from.0.floor(), width)..clip(to.0.ceil() + 1.0, width) {
            let share = inside(f64::from(x), f64::from(y)).clamp(0.0, 1.0);
            if share > 0.0 {
                cover(picture, x, y, color, share);
            }
        }
    }
}

fn cover(picture: &mut RgbaImage, x: u32, y: u32, color: Rgba<u8>, share: f64) {
    let mut color = color;
    color[3] = (f64::from(color[3]) * share).round() as u8;
    let pixel = picture.get_pixel_mut(x, y);
    *pixel = over(*pixel, color);
}

/// A filled rectangle, its corners rounded.
pub(super) fn rectangle(
    picture: &mut RgbaImage,
    a: (f64, f64),
    b: (f64, f64),
    radius: f64,
    color: Rgba<u8>,
) {
    let (left, right) = (a.0.min(b.0), a.0.max(b.0));
    let (top, bottom) = (a.1.min(b.1), a.1.max(b.1));
    let radius = radius.clamp(
        0.0,
        ((right - left) / 2.0).min((bottom - top) / 2.0).max(0.0),
    );
    fill(picture, (left, top), (right, bottom), color, |x, y| {
        if x < left || x > right || y < top || y > bottom {
            return 0.0;
        }
        let near = |value: f64, low: f64, high: f64| {
            value - value.clamp(low + radius, (high - radius).max(low + radius))
        };
        let distance = near(x, left, right).hypot(near(y, top, bottom));
        if radius > 0.0 {
            radius - distance + 0.5
        } else {
            1.0
        }
    });
}

/// A filled circle around a point, through another.
pub(super) fn circle(
    picture: &mut RgbaImage,
    center: (f64, f64),
    through: (f64, f64),
    color: Rgba<u8>,
) {
    let radius = (through.0 - center.0).hypot(through.1 - center.1);
    let from = (center.0 - radius, center.1 - radius);
    let to = (center.0 + radius, center.1 + radius);
    fill(picture, from, to, color, |x, y| {
        radius - (x - center.0).hypot(y - center.1) + 0.5
    });
}

/// A line, one point wide.
pub(super) fn line(picture: &mut RgbaImage, a: (f64, f64), b: (f64, f64), color: Rgba<u8>) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy).max(f64::EPSILON);
    let from = (a.0.min(b.0) - 1.0, a.1.min(b.1) - 1.0);
    let to = (a.0.max(b.0) + 1.0, a.1.max(b.1) + 1.0);
    fill(picture, from, to, color, |x, y| {
        let along = (((x - a.0) * dx + (y - a.1) * dy) / (length * length)).clamp(0.0, 1.0);
        1.0 - (x - a.0 - along * dx).hypot(y - a.1 - along * dy)
    });
}

/// Text with its first line standing on `y`. Without a font of the person's, plain letters are drawn.
pub(super) fn text(
    picture: &mut RgbaImage,
    text: &str,
    x: f64,
    y: f64,
    size: f64,
    color: Rgba<u8>,
    font: Option<&[u8]>,
) -> Result<()> {
    let font = font.map(|bytes| {
        FontRef::try_from_slice(bytes).map_err(|_| {
            Error::param(
                "options.font",
                "The font cannot be read: it must be a TTF or OTF file.",
            )
        })
    });
    let font = font.transpose()?;
    for (at, row) in text.split('\n').enumerate() {
        let y = y + at as f64 * size * 1.2;
        match &font {
            Some(font) => outlined(picture, row, x, y, size, color, font),
            None => plain(picture, row, x, y, size, color),
        }
    }
    Ok(())
}

fn outlined(
    picture: &mut RgbaImage,
    row: &str,
    x: f64,
    y: f64,
    size: f64,
    color: Rgba<u8>,
    font: &FontRef<'_>,
) {
    let scaled = font.as_scaled(PxScale::from(size as f32));
    let mut pen = point(x as f32, y as f32);
    let mut last = None;
    for c in row.chars() {
        let id = font.glyph_id(c);
        if let Some(last) = last {
            pen.x += scaled.kern(last, id);
        }
        let glyph = id.with_scale_and_position(PxScale::from(size as f32), pen);
        pen.x += scaled.h_advance(id);
        last = Some(id);
        let Some(outline) = font.outline_glyph(glyph) else {
            continue;
        };
        let corner = outline.px_bounds().min;
        let (width, height) = picture.dimensions();
        outline.draw(|dx, dy, share| {
            let (px, py) = (
                corner.x as i64 + i64::from(dx),
                corner.y as i64 + i64::from(dy),
            );
            if let (Ok(px), Ok(py)) = (u32::try_from(px), u32::try_from(py))
                && px < width
                && py < height
            {
                cover(picture, px, py, color, f64::from(share));
            }
        });
    }
}

fn bitmap(c: char) -> [u8; 8] {
    let found = BASIC_FONTS
        .get(c)
        .or_else(|| LATIN_FONTS.get(c))
        .or_else(|| GREEK_FONTS.get(c));
    let found = found
        .or_else(|| BOX_FONTS.get(c))
        .or_else(|| HIRAGANA_FONTS.get(c))
        .or_else(|| MISC_FONTS.get(c));
    found.or_else(|| BASIC_FONTS.get('?')).unwrap_or([0; 8])
}

/// Letters of eight by eight points, scaled up.
fn plain(picture: &mut RgbaImage, row: &str, x: f64, y: f64, size: f64, color: Rgba<u8>) {
    /// Letters are this much narrower than high.
    const NARROW: f64 = 0.625;
    /// The share of a letter above the line it stands on.
    const ABOVE: f64 = 0.875;
    let (dot_x, dot_y) = (size * NARROW / 8.0, size / 8.0);
    let top = y - size * ABOVE;
    for (at, c) in row.chars().enumerate() {
        let left = x + at as f64 * size * NARROW;
        let rows = bitmap(c);
        let covered = |px: f64, py: f64| {
            // Four by four looks at each point.
            let looks = (0..16).filter(|look| {
                let (ox, oy) = (f64::from(look % 4), f64::from(look / 4));
                let column = ((px + (ox + 0.5) / 4.0 - left) / dot_x).floor();
                let line = ((py + (oy + 0.5) / 4.0 - top) / dot_y).floor();
                let within = |value: f64| (0.0..8.0).contains(&value);
                within(column) && within(line) && rows[line as usize] >> (column as u32) & 1 == 1
            });
            looks.count() as f64 / 16.0
        };
        fill(
            picture,
            (left, top),
            (left + size * NARROW, top + size),
            color,
            covered,
        );
    }
}

//! Pictures on top of each other.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

/// Puts one colour over another.
pub(super) fn over(below: Rgba<u8>, above: Rgba<u8>) -> Rgba<u8> {
    mix(below, above, |_, above| above)
}

/// Mixes colours where both are, each where it is alone.
fn mix(below: Rgba<u8>, above: Rgba<u8>, blend: impl Fn(f32, f32) -> f32) -> Rgba<u8> {
    let unit = |value: u8| f32::from(value) / 255.0;
    let (back, front) = (unit(below[3]), unit(above[3]));
    let alpha = front + back * (1.0 - front);
    if alpha <= 0.0 {
        return Rgba([0; 4]);
    }
    let channel = |at: usize| {
        let (b, f) = (unit(below[at]), unit(above[at]));
        let both = blend(b, f).clamp(0.0, 1.0);
        let sum = front * back * both + front * (1.0 - back) * f + back * (1.0 - front) * b;
        (sum / alpha * 255.0).round() as u8
    };
    Rgba([
        channel(0),
        channel(1),
        channel(2),
        (alpha * 255.0).round() as u8,
    ])
}

/// Weighs both colours by a share each: what Porter and Duff's other operators do.
fn weigh(below: Rgba<u8>, above: Rgba<u8>, shares: impl Fn(f32, f32) -> (f32, f32)) -> Rgba<u8> {
    let unit = |value: u8| f32::from(value) / 255.0;
    let (back, front) = (unit(below[3]), unit(above[3]));
    let (of_back, of_front) = shares(back, front);
    let alpha = back * of_back + front * of_front;
    if alpha <= 0.0 {
        return Rgba([0; 4]);
    }
    let channel = |at: usize| {
        let sum = unit(below[at]) * back * of_back + unit(above[at]) * front * of_front;
        (sum / alpha * 255.0).round().clamp(0.0, 255.0) as u8
    };
    Rgba([
        channel(0),
        channel(1),
        channel(2),
        (alpha * 255.0).round() as u8,
    ])
}

/// Puts `above` on `below`, its corner at `x`, `y`.
pub(super) fn composite(below: &mut RgbaImage, above: &RgbaImage, x: i64, y: i64, operator: &str) {
    let (width, height) = below.dimensions();
    for (at_x, at_y, pixel) in above.enumerate_pixels() {
        let (Ok(to_x), Ok(to_y)) = (
            u32::try_from(i64::from(at_x) + x),
            u32::try_from(i64::from(at_y) + y),
        ) else {
            continue;
        };
        if to_x < width && to_y < height {
            let place = below.get_pixel_mut(to_x, to_y);
            *place = combine(*place, *pixel, operator);
        }
    }
}

fn combine(below: Rgba<u8>, above: Rgba<u8>, operator: &str) -> Rgba<u8> {
    let copy = |channel: usize| {
        let mut out = below;
        out[channel] = above[channel];
        out
    };
    let grey = |color: Rgba<u8>| {
        0.299 * f32::from(color[0]) + 0.587 * f32::from(color[1]) + 0.114 * f32::from(color[2])
    };
    match operator {
        "Copy" => above,
        "Add" | "Plus" => mix(below, above, |b, f| b + f),
        "Minus" => mix(below, above, |b, f| f - b),
        "Subtract" => mix(below, above, |b, f| b - f),
        "Difference" => mix(below, above, |b, f| (b - f).abs()),
        "Multiply" => mix(below, above, |b, f| b * f),
        "Divide" => mix(below, above, |b, f| if f <= 0.0 { 1.0 } else { b / f }),
        "Bumpmap" => {
            let light = grey(above) / 255.0;
            mix(below, above, |b, _| b * light)
        }
        "Atop" => weigh(below, above, |back, front| (1.0 - front, back)),
        "In" => weigh(below, above, |back, _| (0.0, back)),
        "Out" => weigh(below, above, |back, _| (0.0, 1.0 - back)),
        "Xor" => weigh(below, above, |back, front| (1.0 - front, 1.0 - back)),
        "CopyRed" | "CopyCyan" => copy(0),
        "CopyGreen" | "CopyMagenta" => copy(1),
        "CopyBlue" | "CopyYellow" => copy(2),
        "CopyOpacity" => {
            let mut out = below;
            out[3] = if above[3] == 255 {
                grey(above) as u8
            } else {
                above[3]
            };
            out
        }
        "CopyBlack" => mix(below, above, f32::min),
        _ => over(below, above),
    }
}

/// A picture without see-through parts: white is behind them.
pub(super) fn flatten(picture: &RgbaImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let Rgba([r, g, b, _]) = over(Rgba([255; 4]), *picture.get_pixel(x, y));
        Rgb([r, g, b])
    })
}

//! The single steps of editing a picture.

use bytes::Bytes;
use image::imageops::{self, FilterType};
use image::{Rgba, RgbaImage};
use sdk::{Error, Result};
use serde::Deserialize;

use super::{MOST_PIXELS, blend, color, draw};
use crate::files::loose;

/// One step, with the fields of all operations.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Step {
    #[serde(deserialize_with = "loose::text")]
    pub operation: String,
    #[serde(rename = "dataPropertyNameComposite", deserialize_with = "loose::text")]
    pub composite: String,
    #[serde(deserialize_with = "loose::some_text")]
    pub font: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    background_color: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    border_color: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    font_color: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    color: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    text: String,
    #[serde(deserialize_with = "loose::text")]
    operator: String,
    #[serde(deserialize_with = "loose::text")]
    primitive: String,
    #[serde(deserialize_with = "loose::text")]
    resize_option: String,
    #[serde(deserialize_with = "loose::some_number")]
    width: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    height: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    position_x: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    position_y: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    start_position_x: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    start_position_y: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    end_position_x: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    end_position_y: Option<f64>,
    #[serde(deserialize_with = "loose::number")]
    corner_radius: f64,
    #[serde(deserialize_with = "loose::some_number")]
    font_size: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    line_length: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    sigma: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    border_width: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    border_height: Option<f64>,
    #[serde(deserialize_with = "loose::number")]
    rotate: f64,
    #[serde(deserialize_with = "loose::number")]
    degrees_x: f64,
    #[serde(deserialize_with = "loose::number")]
    degrees_y: f64,
}

/// What a step needs from outside.
#[derive(Default)]
pub(super) struct Extra {
    pub other: Option<RgbaImage>,
    pub font: Option<Bytes>,
}

/// Does one step.
pub(super) fn apply(mut picture: RgbaImage, step: &Step, extra: &Extra) -> Result<RgbaImage> {
    match step.operation.as_str() {
        "blur" => {
            let sigma = step.sigma.unwrap_or(2.0).clamp(0.0, 1000.0) as f32;
            return Ok(if sigma > 0.0 {
                imageops::fast_blur(&picture, sigma)
            } else {
                picture
            });
        }
        "border" => return border(&picture, step, color(&step.border_color, "#000000")?),
        "composite" => {
            if let Some(other) = &extra.other {
                let (x, y) = place(step.position_x, step.position_y, 0.0);
                blend::composite(&mut picture, other, x as i64, y as i64, &step.operator);
            }
        }
        "create" => {
            let (width, height) = size(step.width.unwrap_or(50.0), step.height.unwrap_or(50.0))?;
            return Ok(RgbaImage::from_pixel(
                width,
                height,
                color(&step.background_color, "#ffffff00")?,
            ));
        }
        "crop" => return crop(&picture, step),
        "draw" => shape(&mut picture, step)?,
        "rotate" => {
            return rotate(
                &picture,
                step.rotate,
                color(&step.background_color, "#ffffffff")?,
            );
        }
        "resize" => return resize(&picture, step),
        "shear" => {
            let (x, y) = (
                step.degrees_x.to_radians().tan(),
                step.degrees_y.to_radians().tan(),
            );
            return turn(
                &picture,
                [1.0, x, y, 1.0 + x * y],
                Rgba([255, 255, 255, 255]),
            );
        }
        "text" => letters(&mut picture, step, extra)?,
        "transparent" => {
            let Rgba([r, g, b, _]) = color(&step.color, "#ff0000")?;
            for pixel in picture
                .pixels_mut()
                .filter(|pixel| pixel.0[..3] == [r, g, b])
            {
                *pixel = Rgba([0; 4]);
            }
        }
        other => {
            return Err(Error::param(
                "operation",
                format!("“{other}” is nothing that can be done with a picture."),
            ));
        }
    }
    Ok(picture)
}

fn color(given: &Option<String>, default: &str) -> Result<Rgba<u8>> {
    color::parse(given.as_deref().unwrap_or(default))
}

fn place(x: Option<f64>, y: Option<f64>, default: f64) -> (f64, f64) {
    (x.unwrap_or(default), y.unwrap_or(default))
}

fn shape(picture: &mut RgbaImage, step: &Step) -> Result<()> {
    let paint = color(&step.color, "#ff000000")?;
    let from = place(step.start_position_x, step.start_position_y, 50.0);
    let to = place(step.end_position_x, step.end_position_y, 250.0);
    match step.primitive.as_str() {
        "circle" => draw::circle(picture, from, to, paint),
        "line" => draw::line(picture, from, to, paint),
        _ => draw::rectangle(picture, from, to, step.corner_radius, paint),
    }
    Ok(())
}

fn letters(picture: &mut RgbaImage, step: &Step, extra: &Extra) -> Result<()> {
    let paint = color(&step.font_color, "#000000")?;
    let (x, y) = place(step.position_x, step.position_y, 50.0);
    let size = step.font_size.unwrap_or(18.0).clamp(1.0, 2000.0);
    let most = step.line_length.unwrap_or(80.0).max(1.0) as usize;
    let lines = wrap(&step.text, most);
    draw::text(picture, &lines, x, y, size, paint, extra.font.as_deref())
}

fn size(width: f64, height: f64) -> Result<(u32, u32)> {
    let (width, height) = (width.round().max(1.0), height.round().max(1.0));
    if width * height > MOST_PIXELS as f64 {
        return Err(Error::param(
            "width",
            format!("A picture of {width} by {height} points is too large."),
        ));
    }
    Ok((width as u32, height as u32))
}

fn border(picture: &RgbaImage, step: &Step, paint: Rgba<u8>) -> Result<RgbaImage> {
    let (wide, high) = (
        step.border_width.unwrap_or(10.0).max(0.0),
        step.border_height.unwrap_or(10.0).max(0.0),
    );
    let (width, height) = picture.dimensions();
    let (new_width, new_height) = size(
        f64::from(width) + 2.0 * wide,
        f64::from(height) + 2.0 * high,
    )?;
    let mut framed = RgbaImage::from_pixel(new_width, new_height, paint);
    imageops::replace(&mut framed, picture, wide as i64, high as i64);
    Ok(framed)
}

fn crop(picture: &RgbaImage, step: &Step) -> Result<RgbaImage> {
    let whole = |value: Option<f64>, default: f64| value.unwrap_or(default).max(0.0) as u32;
    let (x, y) = (whole(step.position_x, 0.0), whole(step.position_y, 0.0));
    let (width, height) = picture.dimensions();
    if x >= width || y >= height {
        return Err(Error::param(
            "positionX",
            format!(
                "The picture has only {width} by {height} points: there is nothing to cut out."
            ),
        ));
    }
    let wide = whole(step.width, 500.0).clamp(1, width - x);
    let high = whole(step.height, 500.0).clamp(1, height - y);
    Ok(imageops::crop_imm(picture, x, y, wide, high).to_image())
}

fn resize(picture: &RgbaImage, step: &Step) -> Result<RgbaImage> {
    let (old_width, old_height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (width, height) = (
        step.width.unwrap_or(500.0).max(1.0),
        step.height.unwrap_or(500.0).max(1.0),
    );
    let (by_width, by_height) = (width / old_width, height / old_height);
    let both = |scale: f64| (old_width * scale, old_height * scale);
    let (width, height) = match step.resize_option.as_str() {
        "ignoreAspectRatio" => (width, height),
        "minimumArea" => both(by_width.max(by_height)),
        "onlyIfLarger" => both(by_width.min(by_height).min(1.0)),
        "onlyIfSmaller" if by_width > 1.0 && by_height > 1.0 => both(by_width.min(by_height)),
        "onlyIfSmaller" => both(1.0),
        "percent" => (old_width * width / 100.0, old_height * height / 100.0),
        // The product of both is the most points the picture may have.
        _ => both((width * height / (old_width * old_height)).sqrt().min(1.0)),
    };
    let (width, height) = size(width.floor(), height.floor())?;
    if (width, height) == picture.dimensions() {
        return Ok(picture.clone());
    }
    Ok(imageops::resize(
        picture,
        width,
        height,
        FilterType::Lanczos3,
    ))
}

fn rotate(picture: &RgbaImage, degrees: f64, background: Rgba<u8>) -> Result<RgbaImage> {
    match degrees.rem_euclid(360.0) {
        0.0 => Ok(picture.clone()),
        90.0 => Ok(imageops::rotate90(picture)),
        180.0 => Ok(imageops::rotate180(picture)),
        270.0 => Ok(imageops::rotate270(picture)),
        other => {
            let (sin, cos) = other.to_radians().sin_cos();
            turn(picture, [cos, -sin, sin, cos], background)
        }
    }
}

/// Turns and bends a picture by a matrix; the canvas grows to hold it.
fn turn(picture: &RgbaImage, [a, b, c, d]: [f64; 4], background: Rgba<u8>) -> Result<RgbaImage> {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)]
        .map(|(x, y)| (a * x + b * y, c * x + d * y));
    let span = |pick: fn(&(f64, f64)) -> f64| {
        let values = corners.iter().map(pick);
        let low = values.clone().fold(f64::INFINITY, f64::min);
        (low, values.fold(f64::NEG_INFINITY, f64::max) - low)
    };
    let ((left, wide), (top, high)) = (span(|p| p.0), span(|p| p.1));
    let determinant = a * d - b * c;
    if !(wide.is_finite() && high.is_finite()) || determinant.abs() < 1e-9 {
        return Err(Error::param(
            "degreesX",
            "The picture cannot be bent that far.",
        ));
    }
    let (new_width, new_height) = size(wide.ceil(), high.ceil())?;
    Ok(RgbaImage::from_fn(new_width, new_height, |x, y| {
        let (px, py) = (f64::from(x) + 0.5 + left, f64::from(y) + 0.5 + top);
        let from_x = (d * px - b * py) / determinant - 0.5;
        let from_y = (a * py - c * px) / determinant - 0.5;
        if from_x < -0.5 || from_y < -0.5 || from_x > width - 0.5 || from_y > height - 0.5 {
            return background;
        }
        let clip = |value: f64, most: f64| value.clamp(0.0, most - 1.0) as f32;
        let found =
            imageops::interpolate_bilinear(picture, clip(from_x, width), clip(from_y, height));
        found.map_or(background, |pixel| blend::over(background, pixel))
    }))
}

/// Breaks text into lines of at most `most` characters, between words.
fn wrap(text: &str, most: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > most {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_of_text() {
        assert_eq!(super::wrap("one two three", 7), "one two\nthree");
        assert_eq!(super::wrap("a\nb", 7), "a\nb");
    }
}

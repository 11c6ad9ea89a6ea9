//! Colours as n8n writes them: `#rrggbb`, and `#rrggbbaa` where 00 is solid and ff is not there.

use image::Rgba;
use sdk::{Error, Result};

/// Reads a colour.
pub(super) fn parse(text: &str) -> Result<Rgba<u8>> {
    let unknown = || {
        Error::param(
            "color",
            format!("“{text}” is no colour: it looks like #ff8800."),
        )
    };
    let digits = text.trim().trim_start_matches('#');
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        _ => digits.to_owned(),
    };
    let bytes = hex::decode(&digits).map_err(|_| unknown())?;
    match bytes.as_slice() {
        [r, g, b] => Ok(Rgba([*r, *g, *b, 255])),
        [r, g, b, a] => Ok(Rgba([*r, *g, *b, 255 - a])),
        _ => Err(unknown()),
    }
}

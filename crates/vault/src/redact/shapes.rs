//! The shapes in which a secret travels: as programs and services encode it on its way.
//!
//! Each of them is as good as the secret: none leaves anything behind, neither where it grew nor where it is dropped.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use model::Wiped;

use super::SHORTEST;

/// How often a JSON text may stand in another.
const DEEPEST: usize = 4;

/// One of them.
pub(super) type Shape = Wiped;

/// The shapes in which a secret travels.
pub(super) fn shapes(secret: &[u8]) -> Vec<Shape> {
    let mut shapes = vec![
        Shape::from(secret),
        hex::encode(secret).into(),
        hex::encode_upper(secret).into(),
        STANDARD.encode(secret).into(),
        STANDARD_NO_PAD.encode(secret).into(),
        URL_SAFE.encode(secret).into(),
        URL_SAFE_NO_PAD.encode(secret).into(),
    ];
    for lead in 0..3 {
        shapes.extend(within(secret, lead));
    }
    shapes.push(printed(secret));
    if let Ok(text) = std::str::from_utf8(secret) {
        shapes.extend(in_addresses(secret));
        shapes.extend(in_json(text));
        shapes.extend(in_pages(text));
    }
    shapes.retain(|shape| shape.len() >= SHORTEST);
    shapes
}

/// The secret as the middle of a longer Base64 text (`user:password`): without the letters that hold its neighbours' bits.
fn within(secret: &[u8], lead: usize) -> impl Iterator<Item = Shape> {
    let mut bytes = Shape::default();
    bytes.push(&[0; 2][..lead]);
    bytes.push(secret);
    let first = (lead * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    let texts = [
        Shape::from(STANDARD_NO_PAD.encode(&bytes)),
        Shape::from(URL_SAFE_NO_PAD.encode(&bytes)),
    ];
    let cut = move |text: Shape| text.as_ref().get(first..last).map(Shape::from);
    texts.into_iter().filter_map(cut)
}

/// As programs print bytes.
fn printed(secret: &[u8]) -> Shape {
    let mut out = Shape::default();
    for byte in secret.escape_ascii() {
        out.push([byte]);
    }
    out
}

/// As part of an address or of a form.
fn in_addresses(secret: &[u8]) -> Vec<Shape> {
    let encode = |plain: &dyn Fn(u8) -> bool, upper: bool, space: &str| {
        let mut out = Shape::default();
        for byte in secret {
            match byte {
                b' ' if !plain(b' ') => out.push(space),
                byte if plain(*byte) => out.push([*byte]),
                byte => number(&mut out, "%", &[*byte], upper),
            }
        }
        out
    };
    let strict = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    // What JavaScript's encodeURIComponent, its encodeURI, forms, and the parser of addresses leave as it is.
    let component = |b: u8| b.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&b);
    let address = |b: u8| b.is_ascii_alphanumeric() || b"-_.!~*'();/?:@&=+$,#".contains(&b);
    let form = |b: u8| b.is_ascii_alphanumeric() || b"*-._".contains(&b);
    let query = |b: u8| b.is_ascii_graphic() && !b"\"#<>'".contains(&b);
    let mut all = Vec::new();
    for upper in [true, false] {
        all.push(encode(&strict, upper, "%20"));
        all.push(encode(&component, upper, "%20"));
        all.push(encode(&address, upper, "%20"));
        all.push(encode(&form, upper, "+"));
        all.push(encode(&query, upper, "%20"));
    }
    all
}

/// As part of HTML or XML.
fn in_pages(text: &str) -> impl Iterator<Item = Shape> {
    let quotes = [
        ("&quot;", "&#39;"),
        ("&quot;", "&#x27;"),
        ("&quot;", "&apos;"),
        ("&#34;", "&#39;"),
        ("\"", "'"),
    ];
    let with = move |(double, single): (&str, &str)| {
        let mut out = Shape::default();
        for letter in text.bytes() {
            match letter {
                b'&' => out.push("&amp;"),
                b'<' => out.push("&lt;"),
                b'>' => out.push("&gt;"),
                b'"' => out.push(double),
                b'\'' => out.push(single),
                other => out.push([other]),
            }
        }
        out
    };
    quotes.into_iter().map(with)
}

/// As part of a JSON text, as different writers put it, and of JSON within JSON.
fn in_json(text: &str) -> Vec<Shape> {
    let once = escaped(text);
    let slashes = replaced(letters(&once), "/", "\\/");
    let mut all = Vec::new();
    for plain in [&once, &slashes] {
        // As Python or PHP: letters that are not ASCII as numbers.
        all.push(numbered(letters(plain), &|letter| letter.is_ascii(), false));
        // As Go: what means something in HTML too.
        let harmless = |letter: char| !"<>&".contains(letter);
        all.push(numbered(letters(plain), &harmless, false));
    }
    let quotes = replaced(letters(&once), "\\\"", "\"");
    for upper in [false, true] {
        // As .NET, which spells everything that means something somewhere; as the most careful, all but letters and digits.
        let safe = |letter: char| letter.is_ascii() && !"<>&'+`\"".contains(letter);
        let plainest = |letter: char| letter.is_ascii_alphanumeric();
        all.push(numbered(letters(&quotes), &safe, upper));
        all.push(numbered(text, &plainest, upper));
    }
    // A text that quotes what quotes it, as logs of requests do.
    let mut deeper = once.clone();
    for _ in 0..DEEPEST {
        deeper = escaped(letters(&deeper));
        all.push(deeper.clone());
    }
    all.extend([once, slashes]);
    all
}

/// A text within a JSON text.
fn escaped(text: &str) -> Shape {
    let mut quoted = Shape::default();
    // A shape takes all that is written.
    let _ = serde_json::to_writer(&mut quoted, text);
    quoted
        .as_ref()
        .get(1..quoted.len().saturating_sub(1))
        .unwrap_or_default()
        .into()
}

fn replaced(text: &str, from: &str, to: &str) -> Shape {
    let mut out = Shape::default();
    for (index, part) in text.split(from).enumerate() {
        if index > 0 {
            out.push(to);
        }
        out.push(part);
    }
    out
}

/// A text with all its letters as numbers that are not plain.
fn numbered(text: &str, plain: &dyn Fn(char) -> bool, upper: bool) -> Shape {
    let mut out = Shape::default();
    let mut room = [0; 2];
    for letter in text.chars() {
        if plain(letter) {
            out.push(letter.encode_utf8(&mut [0; 4]));
            continue;
        }
        for unit in letter.encode_utf16(&mut room) {
            number(&mut out, "\\u", &unit.to_be_bytes(), upper);
        }
    }
    out
}

/// A shape of letters as a text; no other is read as one.
fn letters(shape: &Shape) -> &str {
    std::str::from_utf8(shape.as_ref()).unwrap_or_default()
}

/// A number in hexadecimal digits.
fn number(out: &mut Shape, lead: &str, bytes: &[u8], upper: bool) {
    out.push(lead);
    for byte in bytes {
        // A shape takes all that is written.
        let _ = match upper {
            true => write!(out, "{byte:02X}"),
            false => write!(out, "{byte:02x}"),
        };
    }
}

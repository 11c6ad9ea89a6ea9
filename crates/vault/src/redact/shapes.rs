//! The shapes in which a secret travels: as programs and services encode it on its way.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use zeroize::Zeroize as _;

use super::SHORTEST;

/// How often a JSON text may stand in another.
const DEEPEST: usize = 4;

/// The shapes in which a secret travels.
pub(super) fn shapes(secret: &[u8]) -> Vec<Vec<u8>> {
    let mut shapes = vec![
        secret.to_vec(),
        hex::encode(secret).into_bytes(),
        hex::encode_upper(secret).into_bytes(),
        STANDARD.encode(secret).into_bytes(),
        STANDARD_NO_PAD.encode(secret).into_bytes(),
        URL_SAFE.encode(secret).into_bytes(),
        URL_SAFE_NO_PAD.encode(secret).into_bytes(),
    ];
    for lead in 0..3 {
        shapes.extend(within(secret, lead));
    }
    // As programs print bytes.
    shapes.push(secret.escape_ascii().to_string().into_bytes());
    if let Ok(text) = std::str::from_utf8(secret) {
        shapes.extend(in_addresses(secret));
        shapes.extend(in_json(text));
        shapes.extend(in_pages(text));
    }
    shapes.retain(|shape| shape.len() >= SHORTEST);
    shapes
}

/// The secret as the middle of a longer Base64 text (`user:password`): without the letters that hold its neighbours' bits.
fn within(secret: &[u8], lead: usize) -> Vec<Vec<u8>> {
    let mut bytes = vec![0; lead];
    bytes.extend_from_slice(secret);
    let first = (lead * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    let cut = |text: String| text.as_bytes().get(first..last).map(<[u8]>::to_vec);
    let texts = [
        STANDARD_NO_PAD.encode(&bytes),
        URL_SAFE_NO_PAD.encode(&bytes),
    ];
    bytes.zeroize();
    texts.into_iter().filter_map(cut).collect()
}

/// As part of an address or of a form.
fn in_addresses(secret: &[u8]) -> Vec<Vec<u8>> {
    let encode = |plain: &dyn Fn(u8) -> bool, upper: bool, space: &str| {
        let mut out = String::with_capacity(secret.len() * 3);
        for byte in secret {
            match byte {
                b' ' if !plain(b' ') => out.push_str(space),
                byte if plain(*byte) => out.push(char::from(*byte)),
                byte if upper => out.push_str(&format!("%{byte:02X}")),
                byte => out.push_str(&format!("%{byte:02x}")),
            }
        }
        out.into_bytes()
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
fn in_pages(text: &str) -> Vec<Vec<u8>> {
    let quotes = [
        ("&quot;", "&#39;"),
        ("&quot;", "&#x27;"),
        ("&quot;", "&apos;"),
        ("&#34;", "&#39;"),
        ("\"", "'"),
    ];
    let with = |(double, single): (&str, &str)| {
        let mut out = String::with_capacity(text.len() * 2);
        for letter in text.chars() {
            match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str(double),
                '\'' => out.push_str(single),
                other => out.push(other),
            }
        }
        out.into_bytes()
    };
    quotes.into_iter().map(with).collect()
}

/// As part of a JSON text, as different writers put it, and of JSON within JSON.
fn in_json(text: &str) -> Vec<Vec<u8>> {
    let escaped = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap_or_default();
        quoted
            .get(1..quoted.len().saturating_sub(1))
            .unwrap_or_default()
            .to_owned()
    };
    let once = escaped(text);
    let slashes = once.replace('/', "\\/");
    let mut all = Vec::new();
    for plain in [&once, &slashes] {
        // As Python or PHP: letters that are not ASCII as numbers.
        all.push(numbered(plain, &|letter| letter.is_ascii(), false));
        // As Go: what means something in HTML too.
        all.push(numbered(plain, &|letter| !"<>&".contains(letter), false));
    }
    for upper in [false, true] {
        // As .NET, which spells everything that means something somewhere; as the most careful, all but letters and digits.
        let safe = |letter: char| letter.is_ascii() && !"<>&'+`\"".contains(letter);
        all.push(numbered(&once.replace("\\\"", "\""), &safe, upper));
        all.push(numbered(
            text,
            &|letter| letter.is_ascii_alphanumeric(),
            upper,
        ));
    }
    // A text that quotes what quotes it, as logs of requests do.
    let mut deeper = once.clone();
    for _ in 0..DEEPEST {
        deeper = escaped(&deeper);
        all.push(deeper.clone());
    }
    all.extend([once, slashes]);
    all.into_iter().map(String::into_bytes).collect()
}

/// A text with all its letters as numbers that are not plain.
fn numbered(text: &str, plain: &dyn Fn(char) -> bool, upper: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units = [0; 2];
    for letter in text.chars() {
        if plain(letter) {
            out.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut units) {
            match upper {
                true => out.push_str(&format!("\\u{unit:04X}")),
                false => out.push_str(&format!("\\u{unit:04x}")),
            }
        }
    }
    out
}

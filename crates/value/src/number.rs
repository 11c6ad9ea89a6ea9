//! Numbers as JavaScript prints and reads them (ECMA-262, `Number::toString` and `StringToNumber`).

/// The number as JavaScript's `String(number)` gives it: `1`, `0.1`, `1e+21`, `NaN`, `-Infinity`.
pub fn number_to_string(number: f64) -> String {
    ryu_js::Buffer::new().format(number).to_owned()
}

/// What JavaScript's `Number(text)` gives: blank text is 0, text that is no number is NaN.
pub fn string_to_number(text: &str) -> f64 {
    let text = text.trim_matches(is_js_space);
    match text {
        "" => 0.0,
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ => radix(text).unwrap_or_else(|| decimal(text)),
    }
}

/// JavaScript's white space and line ends, which `str::trim` matches but for the byte order mark.
fn is_js_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

fn radix(text: &str) -> Option<f64> {
    let base = match text.get(..2)?.to_ascii_lowercase().as_str() {
        "0x" => 16,
        "0o" => 8,
        "0b" => 2,
        _ => return None,
    };
    let digits = &text[2..];
    if digits.is_empty() {
        return Some(f64::NAN);
    }
    let sum = digits.chars().try_fold(0.0, |sum, c| {
        Some(sum * f64::from(base) + f64::from(c.to_digit(base)?))
    });
    Some(sum.unwrap_or(f64::NAN))
}

fn decimal(text: &str) -> f64 {
    // Rust reads "inf", "nan" and "infinity", which JavaScript does not.
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    if plain {
        text.parse().unwrap_or(f64::NAN)
    } else {
        f64::NAN
    }
}

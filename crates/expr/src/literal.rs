//! Literals: what the source of a string, template or number stands for, and how a text is written as one.
//!
//! Not here: bigints and regular expressions, which only the sandbox knows.

use std::fmt::Write as _;

use value::string_to_number;

/// The text between the quotes, decoded. `None` if it is malformed, or stands for half a surrogate pair, which a Rust
/// string cannot hold.
pub(crate) fn decode(body: &str, template: bool) -> Option<String> {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(['\\', '\r']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.strip_prefix('\r') {
            // A template literal reads every line end as \n; a quoted one cannot hold any.
            Some(after) => {
                out.push('\n');
                after.strip_prefix('\n').unwrap_or(after)
            }
            None => escape(&mut out, &rest[1..], template)?,
        };
    }
    out.push_str(rest);
    Some(out)
}

/// Reads one escape, after its backslash; gives what follows it.
fn escape<'s>(out: &mut String, rest: &'s str, template: bool) -> Option<&'s str> {
    let c = rest.chars().next()?;
    let after = &rest[c.len_utf8()..];
    match c {
        'n' => out.push('\n'),
        't' => out.push('\t'),
        'r' => out.push('\r'),
        'b' => out.push('\u{8}'),
        'f' => out.push('\u{c}'),
        'v' => out.push('\u{b}'),
        '\r' => return Some(after.strip_prefix('\n').unwrap_or(after)),
        '\n' | '\u{2028}' | '\u{2029}' => {}
        'x' => {
            let code = hex(after.get(..2)?)?;
            out.push(char::from_u32(code)?);
            return after.get(2..);
        }
        'u' => return unicode(out, after),
        '0' if !after.starts_with(|c: char| c.is_ascii_digit()) => out.push('\0'),
        '0'..='9' if template || c != '8' && c != '9' => return None,
        other => out.push(other),
    }
    Some(after)
}

fn unicode<'s>(out: &mut String, rest: &'s str) -> Option<&'s str> {
    if let Some(braced) = rest.strip_prefix('{') {
        let end = braced.find('}')?;
        out.push(char::from_u32(hex(&braced[..end])?)?);
        return braced.get(end + 1..);
    }
    let high = hex(rest.get(..4)?)?;
    let after = rest.get(4..)?;
    if let Some(c) = char::from_u32(high) {
        out.push(c);
        return Some(after);
    }
    let low = hex(after.strip_prefix("\\u")?.get(..4)?)?;
    let pair = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
    out.push(char::decode_utf16(pair).next()?.ok()?);
    after.get(6..)
}

fn hex(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if plain {
        u32::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

/// The value of a number literal. `None` for what this crate leaves to the sandbox: legacy octals, malformed ones.
pub(crate) fn number(source: &str) -> Option<f64> {
    let bytes = source.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let misplaced = |at: usize| bytes[at] == b'_' && !(at > 0 && digit(at - 1) && digit(at + 1));
    let separated = source.contains('_');
    if separated && (bytes[0] == b'0' || (0..bytes.len()).any(misplaced)) {
        return None;
    }
    if bytes.len() > 1 && bytes[0] == b'0' && bytes[1].is_ascii_digit() {
        return None;
    }
    let plain = if separated {
        source.replace('_', "")
    } else {
        source.to_owned()
    };
    if plain.len() > 2
        && plain.starts_with('0')
        && plain.as_bytes()[1].is_ascii_alphabetic()
        && plain.len() > 14
    {
        // Past 2^53 the digits would have to be rounded once, not one by one.
        return None;
    }
    let number = string_to_number(&plain);
    let exponent_only = plain.ends_with(['e', 'E', '+', '-']);
    (!number.is_nan() && !exponent_only).then_some(number)
}

/// `text` as a JavaScript literal in the given quotes (`'`, `"` or a backtick).
pub fn quote(text: &str, mark: char) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(mark);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            '$' if mark == '`' && chars.peek() == Some(&'{') => out.push_str("\\$"),
            c => {
                if c == mark || c == '\\' {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out.push(mark);
    out
}

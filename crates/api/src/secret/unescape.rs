//! A secret read from JSON, without a copy that stays.

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

/// Reads a text. serde_json itself takes its escapes out in memory that it does not wipe.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Zeroizing<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let raw = Zeroizing::new(String::from(Box::<str>::from(raw)));
    unescaped(&raw).ok_or_else(|| D::Error::custom("a text is expected"))
}

/// The text that a JSON text stands for (RFC 8259, section 7); none where it is no text.
fn unescaped(raw: &str) -> Option<Zeroizing<String>> {
    let mut rest = raw.strip_prefix('"')?.strip_suffix('"')?;
    // It is never longer than what stands for it.
    let mut text = Zeroizing::new(String::with_capacity(rest.len()));
    while let Some(at) = rest.find('\\') {
        text.push_str(rest.get(..at)?);
        let (letter, after) = escape(rest.get(at + 1..)?)?;
        text.push(letter);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// The letter that an escape stands for, and what comes after it.
fn escape(text: &str) -> Option<(char, &str)> {
    let letter = match text.bytes().next()? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return numbered(text),
        other => char::from(other),
    };
    Some((letter, text.get(1..)?))
}

/// A letter by its number, or by the two of a surrogate pair.
fn numbered(text: &str) -> Option<(char, &str)> {
    let number = |text: &str| u16::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok();
    let first = number(text)?;
    let rest = text.get(5..)?;
    if let Some(letter) = char::from_u32(first.into()) {
        return Some((letter, rest));
    }
    let second = number(rest.strip_prefix('\\')?)?;
    let letter = char::decode_utf16([first, second]).next()?.ok()?;
    Some((letter, rest.get(6..)?))
}

#[cfg(test)]
mod tests {
    use crate::SecretText;

    #[test]
    fn it_is_read_as_any_json_text() {
        let all = [
            r#""""#,
            r#""a\"b\\c\/d\b\f\n\r\t""#,
            r#""\u00e9\ud83d\ude00\u0000x é😀""#,
            r#" "\\\\u0041\u0041""#,
        ];
        for json in all {
            let plain: String = serde_json::from_str(json).unwrap();
            let typed: SecretText = serde_json::from_str(json).unwrap();
            assert_eq!(typed.expose(), plain, "{json}");
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            let typed: SecretText = serde_json::from_value(value).unwrap();
            assert_eq!(typed.expose(), plain, "{json}");
        }
        for json in [
            r#""\ud83d""#,
            r#""\ud83d\u0041""#,
            r#""\ud83d\n""#,
            r#""\x""#,
            r#""\u12"#,
            "1",
            "null",
            "[\"a\"]",
        ] {
            assert!(serde_json::from_str::<SecretText>(json).is_err(), "{json}");
        }
    }
}

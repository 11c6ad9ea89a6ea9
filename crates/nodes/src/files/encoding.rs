//! Text as bytes and back, by the names n8n gives to encodings.
//!
//! Encodings nobody has written in for decades (the DOS code pages but 866) are refused by name.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::Encoding;
use sdk::{Choice, Error, ParamKind, Result};

use crate::files::base64_lenient;

/// The encodings a person can choose from.
const NAMES: &[(&str, &str)] = &[
    ("utf8", "UTF-8"),
    ("utf16le", "UTF-16 (little endian)"),
    ("utf16be", "UTF-16 (big endian)"),
    ("utf16", "UTF-16 with byte order mark"),
    ("ucs2", "UCS-2"),
    ("ascii", "ASCII"),
    ("iso88591", "Latin 1 (ISO 8859-1)"),
    ("iso88592", "Latin 2 (ISO 8859-2)"),
    ("iso885915", "Latin 9 (ISO 8859-15)"),
    ("windows1250", "Windows 1250, central European"),
    ("windows1251", "Windows 1251, Cyrillic"),
    ("windows1252", "Windows 1252, western European"),
    ("windows1253", "Windows 1253, Greek"),
    ("windows1254", "Windows 1254, Turkish"),
    ("windows1255", "Windows 1255, Hebrew"),
    ("windows1256", "Windows 1256, Arabic"),
    ("koi8r", "KOI8-R"),
    ("macintosh", "Macintosh"),
    ("gbk", "GBK, simplified Chinese"),
    ("gb18030", "GB 18030, Chinese"),
    ("big5hkscs", "Big5, traditional Chinese"),
    ("shiftjis", "Shift JIS, Japanese"),
    ("eucjp", "EUC-JP, Japanese"),
    ("cp949", "Korean (949)"),
    ("base64", "Base64 text"),
    ("hex", "Hexadecimal text"),
];

/// The choice of an encoding, for a form.
pub(crate) fn choices() -> ParamKind {
    let list = NAMES.iter().map(|(value, label)| Choice::new(value, label));
    ParamKind::Choice(list.collect())
}

enum Codec {
    Utf8,
    Utf16 { big: bool, mark: bool },
    Utf32 { big: bool },
    Latin1,
    Ascii,
    Base64,
    Hex,
    Table(&'static Encoding),
}

fn codec(name: &str) -> Result<Codec> {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    Ok(match plain.as_str() {
        "" | "utf8" | "unicode11utf8" | "cesu8" => Codec::Utf8,
        "utf16le" | "ucs2" => Codec::Utf16 {
            big: false,
            mark: false,
        },
        "utf16" => Codec::Utf16 {
            big: false,
            mark: true,
        },
        "utf16be" => Codec::Utf16 {
            big: true,
            mark: false,
        },
        "utf32" | "utf32le" => Codec::Utf32 { big: false },
        "utf32be" => Codec::Utf32 { big: true },
        "latin1" | "iso88591" | "binary" => Codec::Latin1,
        "ascii" | "usascii" => Codec::Ascii,
        "base64" => Codec::Base64,
        "hex" => Codec::Hex,
        _ => Codec::Table(table(&plain).ok_or_else(|| unknown(name))?),
    })
}

fn table(plain: &str) -> Option<&'static Encoding> {
    let label = match plain {
        "big5hkscs" | "cp950" => "big5".to_owned(),
        "cp936" => "gbk".to_owned(),
        "cp949" => "euc-kr".to_owned(),
        "cp866" => "ibm866".to_owned(),
        "tis620" | "windows874" | "cp874" | "iso885911" => "windows-874".to_owned(),
        "macroman" => "macintosh".to_owned(),
        "maccyrillic" | "macukraine" => "x-mac-cyrillic".to_owned(),
        "koi8ru" | "koi8u" => "koi8-u".to_owned(),
        "eucjp" => "euc-jp".to_owned(),
        "shiftjis" | "sjis" | "cp932" => "shift_jis".to_owned(),
        "koi8r" => "koi8-r".to_owned(),
        other => match (other.strip_prefix("iso8859"), other.strip_prefix("cp125")) {
            (Some(part), _) => format!("iso-8859-{part}"),
            (_, Some(page)) => format!("windows-125{page}"),
            _ => other.replacen("windows", "windows-", 1),
        },
    };
    Encoding::for_label_no_replacement(label.as_bytes())
}

fn unknown(name: &str) -> Error {
    Error::param(
        "options.encoding",
        format!("Text in the encoding “{name}” cannot be read or written here."),
    )
    .describe("Save the file as UTF-8 in the program it comes from, and choose UTF-8.")
}

/// Text out of bytes. Marks at the start are dropped unless `strip_mark` says no.
pub(crate) fn decode(bytes: &[u8], name: &str, strip_mark: Option<bool>) -> Result<String> {
    let text = match codec(name)? {
        Codec::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Codec::Utf16 { big, .. } => utf16(bytes, big || bytes.starts_with(&[0xFE, 0xFF])),
        Codec::Utf32 { big } => utf32(bytes, big),
        Codec::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
        Codec::Ascii => bytes.iter().map(|byte| char::from(byte & 0x7F)).collect(),
        Codec::Base64 => return Ok(STANDARD.encode(bytes)),
        Codec::Hex => return Ok(hex::encode(bytes)),
        Codec::Table(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
    };
    match text.strip_prefix('\u{feff}') {
        Some(rest) if strip_mark != Some(false) => Ok(rest.to_owned()),
        _ => Ok(text),
    }
}

/// Bytes out of text, with a mark at the start if asked for. What the encoding lacks becomes `?`.
pub(crate) fn encode(text: &str, name: &str, mark: Option<bool>) -> Result<Vec<u8>> {
    let marked = |wanted: bool| if wanted { "\u{feff}" } else { "" };
    let wanted = mark == Some(true);
    Ok(match codec(name)? {
        Codec::Utf8 => [marked(wanted), text].concat().into_bytes(),
        Codec::Utf16 { big, mark: own } => {
            let all = [marked(wanted || own && mark != Some(false)), text].concat();
            let pair = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            all.encode_utf16().flat_map(pair).collect()
        }
        Codec::Utf32 { big } => {
            let all = [marked(wanted), text].concat();
            let four = |c: char| {
                if big {
                    (c as u32).to_be_bytes()
                } else {
                    (c as u32).to_le_bytes()
                }
            };
            all.chars().flat_map(four).collect()
        }
        Codec::Latin1 | Codec::Ascii => text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect(),
        Codec::Base64 => base64_lenient(text),
        Codec::Hex => hex::decode(text.trim())
            .map_err(|e| Error::data(format!("The text is not hexadecimal: {e}.")))?,
        Codec::Table(encoding) => table_bytes(encoding, text),
    })
}

fn table_bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut buffer = [0u8; 4];
    for c in text.chars() {
        let (bytes, _, failed) = encoding.encode(c.encode_utf8(&mut buffer));
        if failed {
            out.push(b'?');
        } else {
            out.extend_from_slice(&bytes);
        }
    }
    out
}

fn utf16(bytes: &[u8], big: bool) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match big {
        true => u16::from_be_bytes([pair[0], pair[1]]),
        false => u16::from_le_bytes([pair[0], pair[1]]),
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn utf32(bytes: &[u8], big: bool) -> String {
    let units = bytes.chunks_exact(4).map(|four| match big {
        true => u32::from_be_bytes([four[0], four[1], four[2], four[3]]),
        false => u32::from_le_bytes([four[0], four[1], four[2], four[3]]),
    });
    units
        .map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The encoding of text that nobody named: by its mark, UTF-8 where it is valid, else Windows 1252.
pub(crate) fn guess(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] => "utf16le",
        [0xFE, 0xFF, ..] => "utf16be",
        _ if std::str::from_utf8(bytes).is_ok() => "utf8",
        _ => "windows1252",
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, guess};

    #[test]
    fn there_and_back() {
        for (name, text) in [
            ("utf8", "Größe 株式会社"),
            ("utf16le", "Größe 🐛"),
            ("utf16be", "Größe 🐛"),
            ("utf32be", "Größe 🐛"),
            ("latin1", "Größe"),
            ("windows1252", "Größe €"),
            ("windows1251", "Привет"),
            ("iso88592", "Łódź"),
            ("shiftjis", "株式会社"),
            ("gbk", "中文"),
            ("cp949", "한국"),
            ("hex", "00ff"),
            ("base64", "AAEC"),
        ] {
            let bytes = encode(text, name, None).unwrap();
            assert_eq!(decode(&bytes, name, None).unwrap(), text, "{name}");
        }
    }

    #[test]
    fn marks() {
        let marked = encode("a", "utf8", Some(true)).unwrap();
        assert_eq!(marked, b"\xEF\xBB\xBFa");
        assert_eq!(decode(&marked, "utf8", None).unwrap(), "a");
        assert_eq!(decode(&marked, "utf8", Some(false)).unwrap(), "\u{feff}a");
        assert_eq!(encode("a", "utf16", None).unwrap(), b"\xFF\xFEa\0");
        assert_eq!(guess(b"\xFF\xFEa\0"), "utf16le");
        assert_eq!(guess(b"Gr\xF6\xDFe"), "windows1252");
    }

    #[test]
    fn refuses_by_name() {
        let error = decode(b"a", "cp1125", None).unwrap_err();
        assert!(error.message.contains("cp1125"), "{error}");
    }
}

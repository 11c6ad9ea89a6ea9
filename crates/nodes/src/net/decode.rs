//! The text of an answer, whatever it is encoded in.

use encoding_rs::{Encoding, UTF_8};

/// The text of bytes: by their byte order mark, else by the charset of the content type, else as UTF-8.
pub(super) fn text(bytes: &[u8], content_type: &str) -> String {
    let encoding = charset(content_type).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

/// The text of an XML document: where nothing else says how it is encoded, its first line may.
pub(super) fn xml(bytes: &[u8], content_type: &str) -> String {
    let said = charset(content_type).or_else(|| declared(bytes));
    said.unwrap_or(UTF_8).decode(bytes).0.into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = start
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?
        .to_owned();
    let label = declaration
        .split("encoding")
        .nth(1)?
        .trim_start()
        .strip_prefix('=')?
        .trim();
    Encoding::for_label(label.split(['"', '\'']).nth(1)?.as_bytes())
}

fn charset(content_type: &str) -> Option<&'static Encoding> {
    let mut parameters = content_type.split(';').skip(1);
    let label = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']))
    })?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_known() {
        for (bytes, content_type, expected) in [
            (&b"caf\xe9"[..], "text/plain; charset=latin1", "café"),
            (b"caf\xe9", "text/plain; charset=\"latin1\"", "café"),
            (b"caf\xc3\xa9", "text/plain", "café"),
            (
                b"\xef\xbb\xbfcaf\xc3\xa9",
                "text/plain; charset=utf-8",
                "café",
            ),
            (
                b"\x83\x65\x83\x58",
                "text/html; x=1; Charset=Shift_JIS",
                "テス",
            ),
            (b"caf\xe9", "text/plain; charset=nonsense", "caf\u{fffd}"),
            (b"", "", ""),
        ] {
            assert_eq!(text(bytes, content_type), expected, "{content_type}");
        }
    }

    #[test]
    fn documents_say_how_they_are_encoded() {
        let latin = b"<?xml version=\"1.0\" encoding='ISO-8859-1' ?><a>\xe9</a>";
        assert!(xml(latin, "text/xml").ends_with("<a>\u{e9}</a>"));
        assert!(xml(latin, "text/xml; charset=utf-8").ends_with("<a>\u{fffd}</a>"));
        assert_eq!(xml(b"<a>\xc3\xa9</a>", ""), "<a>\u{e9}</a>");
    }
}

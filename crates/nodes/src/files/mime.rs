//! Media types by file name, file names by media type, and sizes as a person reads them.
//!
//! What a file is by its content is the host's business.

/// Extensions and their media types. Where several extensions share a type, the first is the one a file gets.
const TYPES: &[(&str, &str)] = &[
    ("7z", "application/x-7z-compressed"),
    ("aac", "audio/x-aac"),
    ("atom", "application/atom+xml"),
    ("avi", "video/x-msvideo"),
    ("avif", "image/avif"),
    ("bin", "application/octet-stream"),
    ("bmp", "image/bmp"),
    ("bz2", "application/x-bzip2"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("eml", "message/rfc822"),
    ("eot", "application/vnd.ms-fontobject"),
    ("epub", "application/epub+zip"),
    ("flac", "audio/x-flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heic", "image/heic"),
    ("heif", "image/heif"),
    ("html", "text/html"),
    ("htm", "text/html"),
    ("ics", "text/calendar"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jar", "application/java-archive"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "application/javascript"),
    ("json", "application/json"),
    ("jsonld", "application/ld+json"),
    ("log", "text/plain"),
    ("m4a", "audio/mp4"),
    ("markdown", "text/markdown"),
    ("md", "text/markdown"),
    ("mid", "audio/midi"),
    ("mjs", "application/javascript"),
    ("mkv", "video/x-matroska"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("mpeg", "video/mpeg"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("ps", "application/postscript"),
    ("rar", "application/vnd.rar"),
    ("rss", "application/rss+xml"),
    ("rtf", "application/rtf"),
    ("sh", "application/x-sh"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("toml", "application/toml"),
    ("tsv", "text/tab-separated-values"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain"),
    ("vcf", "text/x-vcard"),
    ("wasm", "application/wasm"),
    ("wav", "audio/wav"),
    ("weba", "audio/webm"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xhtml", "application/xhtml+xml"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsm", "application/vnd.ms-excel.sheet.macroenabled.12"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "text/xml"),
    ("yaml", "text/yaml"),
    ("yml", "text/yaml"),
    ("zip", "application/zip"),
];

/// Types that have an extension of their own under another name.
const OTHERS: &[(&str, &str)] = &[
    ("application/xml", "xml"),
    ("text/plain", "txt"),
    ("audio/mpeg", "mp3"),
    ("audio/x-wav", "wav"),
    ("text/javascript", "js"),
    ("application/x-gzip", "gz"),
    ("application/x-zip-compressed", "zip"),
    ("image/x-icon", "ico"),
];

/// The media type of a file with this name or extension, if it is a known one.
pub(crate) fn of_name(name: &str) -> Option<&'static str> {
    let extension = name.rsplit_once('.').map_or(name, |(_, end)| end);
    let found = TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(extension));
    found.map(|(_, mime)| *mime)
}

/// The extension, without dot, of files of this media type.
pub(crate) fn extension(mime: &str) -> Option<&'static str> {
    let mime = mime.split(';').next().unwrap_or_default().trim();
    let other = OTHERS.iter().find(|(known, _)| *known == mime);
    let own = || TYPES.iter().find(|(_, known)| *known == mime);
    other
        .map(|(_, end)| *end)
        .or_else(|| own().map(|(end, _)| *end))
}

/// A size as a person reads it: `4 B`, `1.04 kB`, `81 kB`.
pub(crate) fn pretty_size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 {
        return format!("{bytes} B");
    }
    // Three digits that count, and no zeros behind the last.
    let decimals = match value {
        v if v < 10.0 => 2,
        v if v < 100.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.decimals$}");
    let short = match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.'),
        None => &text,
    };
    format!("{short} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::{extension, of_name, pretty_size};

    #[test]
    fn sizes() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1040, "1.04 kB"),
            (17_832, "17.8 kB"),
            (80_953, "81 kB"),
            (1_000_000, "1 MB"),
            (123_456_789, "123 MB"),
        ] {
            assert_eq!(pretty_size(bytes), text);
        }
    }

    #[test]
    fn names() {
        assert_eq!(of_name("a/b.JPG"), Some("image/jpeg"));
        assert_eq!(of_name("csv"), Some("text/csv"));
        assert_eq!(of_name("a.unknown"), None);
        assert_eq!(extension("text/plain; charset=utf-8"), Some("txt"));
        assert_eq!(extension("image/jpeg"), Some("jpeg"));
    }
}

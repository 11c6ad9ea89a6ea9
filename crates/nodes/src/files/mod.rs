//! Nodes that read, write and convert files, and what they share: encodings, media types, tables, PDF.
//!
//! Files on disk and the bytes of binaries are reached only through the host.

#[cfg(test)]
mod cases;
mod compression;
mod convert;
mod disk;
pub(crate) mod encoding;
mod extract;
mod icalendar;
mod ics;
mod image;
pub(crate) mod loose;
pub(crate) mod mime;
mod move_binary;
mod pdf;
mod pdf_page;
mod read_binary_file;
mod read_binary_files;
mod read_pdf;
mod sheet;
mod spreadsheet;
pub(crate) mod store;
pub(crate) mod table;
mod write_binary_file;

pub use compression::Compression;
pub use convert::Convert;
pub use disk::Disk;
pub use extract::Extract;
pub use icalendar::ICalendar;
pub use image::EditImage;
pub use move_binary::MoveBinary;
pub use pdf_page::{PdfPage, PdfPageError, draw_pdf_page};
pub use read_binary_file::ReadBinaryFile;
pub use read_binary_files::ReadBinaryFiles;
pub use read_pdf::ReadPdf;
pub use spreadsheet::Spreadsheet;
pub use write_binary_file::WriteBinaryFile;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![
    Extract,
    Convert,
    Disk,
    EditImage,
    Compression,
    ICalendar,
    Spreadsheet,
    MoveBinary,
    ReadBinaryFile,
    ReadBinaryFiles,
    WriteBinaryFile,
    ReadPdf,
];

/// Takes a file off an item.
pub(crate) fn drop_file(item: &mut sdk::Item, property: &str) {
    let Some(all) = item.binary.take() else {
        return;
    };
    let mut all = (*all).clone();
    all.remove(property);
    item.binary = (!all.is_empty()).then(|| std::sync::Arc::new(all));
}

/// Bytes out of base64 as people paste it: with line ends, without padding, in the alphabet for addresses.
pub(crate) fn base64_lenient(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '-' => plain.push('+'),
            '_' => plain.push('/'),
            '=' => break,
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '/') => plain.push(c),
            _ => {}
        }
    }
    if plain.len() % 4 == 1 {
        plain.pop();
    }
    LENIENT
        .decode(&plain)
        .or_else(|_| STANDARD_NO_PAD.decode(&plain))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Node, OnError, json};

    use crate::aside::COUNT;

    /// Runs a node on a file and says how often it put work aside.
    async fn aside(node: impl Node + 'static, name: &str, params: sdk::Value) -> usize {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", name, "application/octet-stream", b"1".to_vec());
        let before = COUNT.get();
        let run = testkit::run(node).params(params).host(host);
        let _ = run.on_error(OnError::Continue).input(vec![item]).await;
        COUNT.get() - before
    }

    #[tokio::test]
    async fn heavy_work_is_put_aside() {
        let operation = |name: &str| json!({ "operation": name });
        for name in ["pdf", "csv", "xlsx", "ods", "html"] {
            assert_eq!(
                aside(super::Extract, "a", operation(name)).await,
                1,
                "{name}"
            );
        }
        for name in ["csv", "xlsx", "xls"] {
            assert_eq!(
                aside(super::Convert, "a", operation(name)).await,
                1,
                "{name}"
            );
        }
        for name in ["information", "blur", "resize"] {
            assert_eq!(
                aside(super::EditImage, "a", operation(name)).await,
                1,
                "{name}"
            );
        }
        for name in ["a.zip", "a.gz"] {
            let unpack = operation("decompress");
            assert_eq!(aside(super::Compression, name, unpack).await, 1, "{name}");
        }
        for format in ["zip", "gzip"] {
            let pack = json!({ "operation": "compress", "outputFormat": format, "fileName": "a" });
            assert_eq!(
                aside(super::Compression, "a.txt", pack).await,
                1,
                "{format}"
            );
        }
        assert_eq!(aside(super::ReadPdf, "a", json!({})).await, 1);
        assert_eq!(aside(super::Spreadsheet, "a", json!({})).await, 1);
    }

    #[test]
    fn base64_as_people_paste_it() {
        for text in ["aGVsbG8=", "aGVsbG8", "aGVs\nbG8=", "aGVsbG8=\n", "aGVsbG9"] {
            assert_eq!(super::base64_lenient(text), b"hello", "{text:?}");
        }
        assert_eq!(super::base64_lenient("-_8="), [0xFB, 0xFF]);
        assert_eq!(super::base64_lenient("!"), b"");
    }
}

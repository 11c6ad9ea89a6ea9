//! Text and facts out of PDF files, in the form that pdf.js gives them.
//!
//! Pages are interpreted, not drawn: pictures and paths are passed over. Text in pictures is not read.

use bytes::Bytes;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::object::{
    Array, Dict, Object, Stream, String as PdfString,
};
use hayro::hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro::hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use sdk::{Error, Map, Result, Value, json};

use crate::aside::aside;

/// The version of pdf.js whose answers these have the form of.
const FORM: &str = "5.3.31";
/// A page with more text than this is cut off: no page a person made has it.
const MOST_TEXT: usize = 16 << 20;

/// What is read of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct PdfReading {
    pub password: Option<String>,
    /// Pages whose text is read; all where none is said.
    pub pages: Option<usize>,
    /// The text of all pages in one, instead of a list.
    pub join: bool,
}

/// Reads a file beside the executions' threads.
pub(super) async fn read_aside(bytes: Bytes, what: PdfReading) -> Result<Map> {
    aside(move || read(bytes, &what)).await
}

/// Reads a file: `{ numpages, numrender, info, metadata?, text, version }`.
fn read(bytes: Bytes, what: &PdfReading) -> Result<Map> {
    let data: std::sync::Arc<Vec<u8>> = std::sync::Arc::new(bytes.into());
    let pdf = Pdf::new_with_password(data, what.password.as_deref().unwrap_or_default())
        .map_err(|e| unreadable(e, what))?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Error::data("The PDF has no pages, or it is broken."));
    }
    let texts = texts(&pdf, what.pages.unwrap_or(count));
    let text = match what.join {
        true => Value::from(texts.join("\n\n")),
        false => Value::from(texts),
    };
    let mut all = Map::from_iter([
        ("numpages", json!(count)),
        ("numrender", json!(count)),
        ("info", json!(info(&pdf))),
    ]);
    if let Some(metadata) = metadata(&pdf) {
        all.insert("metadata", metadata);
    }
    all.insert("text", text);
    all.insert("version", FORM);
    Ok(all)
}

fn unreadable(error: LoadPdfError, what: &PdfReading) -> Error {
    match (error, &what.password) {
        (LoadPdfError::Invalid, _) => Error::data("The file is not a PDF, or it is broken."),
        (LoadPdfError::Decryption(_), None) => {
            Error::data("The PDF is encrypted: it needs a password.")
        }
        (LoadPdfError::Decryption(_), Some(_)) => Error::data("The password of the PDF is wrong."),
    }
}

fn texts(pdf: &Pdf, most: usize) -> Vec<String> {
    let cache = InterpreterCache::new();
    let pages = pdf.pages().iter().take(most);
    pages
        .map(|page| {
            let nowhere = Rect::new(0.0, 0.0, 1.0, 1.0);
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, nowhere, &cache, pdf.xref(), settings);
            let mut lines = Lines::default();
            interpret_page(page, &mut context, &mut lines);
            lines.text
        })
        .collect()
}

/// Collects glyphs into lines, in the order in which the page shows them.
#[derive(Default)]
struct Lines {
    text: String,
    /// Where the last glyph ended and the height of its line.
    last: Option<(Point, f64)>,
    /// A white space was passed since.
    space: bool,
}

impl Lines {
    /// Gaps beyond this share of the height of a line are spaces between words.
    const GAP: f64 = 0.102;
    /// Glyphs shifted by more than this share stand on another line.
    const SHIFT: f64 = 0.25;
    /// Glyphs that go back further than this are not the same word.
    const BACK: f64 = -0.2;

    fn push(&mut self, unicode: &str, from: Point, to: Point, height: f64) {
        if self.text.len() > MOST_TEXT {
            return;
        }
        let blank = unicode.chars().all(char::is_whitespace);
        let Some((last, _)) = self.last else {
            if !blank {
                self.text.push_str(unicode);
                self.last = Some((to, height));
            }
            return;
        };
        let same_line = (from.y - last.y).abs() <= height * Self::SHIFT;
        if blank {
            self.space |= same_line;
            return;
        }
        let gap = from.x - last.x;
        let ends_blank = self.text.ends_with(char::is_whitespace);
        if !same_line {
            self.text.push('\n');
        } else if !ends_blank
            && (self.space || gap > height * Self::GAP || gap < height * Self::BACK)
        {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push_str(unicode);
        self.last = Some((
            Point::new(to.x, if same_line { last.y } else { to.y }),
            height,
        ));
    }
}

impl Device<'_> for Lines {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            let width = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let from = place * Point::ZERO;
            let to = place * Point::new(f64::from(width.unwrap_or(500.0)), 0.0);
            let top = place * Point::new(0.0, 1000.0);
            let height = (top - from).hypot();
            match glyph.as_unicode() {
                Some(BfString::Char('\0')) | None => {}
                Some(BfString::Char(c)) => self.push(c.encode_utf8(&mut [0; 4]), from, to, height),
                Some(BfString::String(text)) => self.push(&text, from, to, height),
            }
        }
    }
}

/// Facts about a file, under pdf.js' names.
fn info(pdf: &Pdf) -> Map {
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let form = catalog
        .as_ref()
        .and_then(|root| root.get::<Dict<'_>>("AcroForm"));
    let fields = form
        .as_ref()
        .and_then(|form| form.get::<Array<'_>>("Fields"));
    let has = |dict: &Option<Dict<'_>>, key: &str| {
        dict.as_ref().is_some_and(|dict| dict.contains_key(key))
    };
    let signed = form.as_ref().and_then(|form| form.get::<i32>("SigFlags"));
    let language = catalog
        .as_ref()
        .and_then(|root| root.get::<PdfString<'_>>("Lang"));
    let bytes: &[u8] = pdf.data().as_ref();
    let head = &bytes[..bytes.len().min(1024)];
    let mut all = Map::from_iter([
        ("PDFFormatVersion", header_version(head)),
        (
            "Language",
            language.map_or(Value::Null, |text| text_of(text.as_bytes()).into()),
        ),
        (
            "EncryptFilterName",
            if contains(bytes, b"/Encrypt") {
                json!("Standard")
            } else {
                Value::Null
            },
        ),
        ("IsLinearized", json!(contains(head, b"/Linearized"))),
        (
            "IsAcroFormPresent",
            json!(fields.is_some_and(|fields| fields.raw_iter().next().is_some())),
        ),
        ("IsXFAPresent", json!(has(&form, "XFA"))),
        ("IsCollectionPresent", json!(has(&catalog, "Collection"))),
        (
            "IsSignaturesPresent",
            json!(signed.is_some_and(|flags| flags & 1 == 1)),
        ),
    ]);
    all.extend(about(pdf));
    all
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn header_version(head: &[u8]) -> Value {
    let text = String::from_utf8_lossy(head);
    let version = text
        .split_once("%PDF-")
        .map(|(_, rest)| rest.chars().take(3).collect::<String>());
    version.map_or(Value::Null, Value::from)
}

/// What the file says about itself: title, author, …
fn about(pdf: &Pdf) -> Map {
    const KNOWN: [&str; 8] = [
        "Title",
        "Author",
        "Subject",
        "Keywords",
        "Creator",
        "Producer",
        "CreationDate",
        "ModDate",
    ];
    let known = pdf.metadata();
    if *known == Default::default() {
        return Map::new();
    }
    let is_about = |dict: &Dict<'_>| {
        let same = |key: &str, value: &Option<Box<[u8]>>| {
            dict.get::<PdfString<'_>>(key)
                .map(|text| text.as_bytes().to_vec())
                == value.as_ref().map(|bytes| bytes.to_vec())
        };
        !dict.contains_key("Type")
            && KNOWN.iter().any(|key| dict.contains_key(key))
            && same("Title", &known.title)
            && same("Producer", &known.producer)
            && same("Creator", &known.creator)
    };
    let mut dicts = pdf.objects().into_iter().filter_map(Object::into_dict);
    let Some(dict) = dicts.find(is_about) else {
        return Map::new();
    };
    let (mut all, mut custom) = (Map::new(), Map::new());
    for key in dict.keys() {
        let Some(text) = dict.get::<PdfString<'_>>(key.as_str()) else {
            continue;
        };
        let into = if KNOWN.contains(&key.as_str()) {
            &mut all
        } else {
            &mut custom
        };
        into.insert(key.as_str(), text_of(text.as_bytes()));
    }
    if !custom.is_empty() {
        all.insert("Custom", custom);
    }
    all
}

/// PDF's text: UTF-16 or UTF-8 with a mark, else nearly Latin 1.
fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(other)
            .0
            .into_owned(),
    }
}

/// The metadata packet (XMP): its properties by name, in lower case as pdf.js has them.
fn metadata(pdf: &Pdf) -> Option<Value> {
    use quick_xml::events::Event;
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let stream: Stream<'_> = catalog.get("Metadata")?;
    let packet = stream.decoded().ok()?;
    let packet = String::from_utf8_lossy(&packet);
    let mut reader = quick_xml::Reader::from_str(&packet);
    let (mut all, mut names, mut text) = (Map::new(), Vec::<String>::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                names.push(tag.name().as_ref().to_lowercase());
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => text.push_str(&crate::text::entity(&name)),
            Event::End(_) => {
                let value = text.trim();
                let property = names.iter().rev().find(|name| !name.starts_with("rdf:"));
                if let Some(property) =
                    property.filter(|name| !value.is_empty() && *name != "x:xmpmeta")
                {
                    all.insert(property.as_str(), value);
                }
                names.pop();
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (!all.is_empty()).then(|| all.into())
}

#[cfg(test)]
pub(super) mod tests {
    use bytes::Bytes;

    use super::{PdfReading, read};

    /// A page that says “Hello World” on two lines, with spaces made by moving.
    pub fn small() -> String {
        let content = "BT /F1 12 Tf 50 700 Td (Hello) Tj 40 0 Td (World) Tj -40 -20 Td [(Sec) -20 (ond)] TJ ET";
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
            "<</Title(A small one)/Producer(by hand)/Mine(yes)>>".to_owned(),
        ];
        let mut out = "%PDF-1.4\n".to_owned();
        let mut places = "0000000000 65535 f \n".to_owned();
        for (at, object) in objects.iter().enumerate() {
            places.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
        }
        let start = out.len();
        format!(
            "{out}xref\n0 7\n{places}trailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{start}\n%%EOF\n"
        )
    }

    #[test]
    fn text_and_facts() {
        let all = read(
            Bytes::from(small()),
            &PdfReading {
                join: true,
                ..PdfReading::default()
            },
        )
        .unwrap();
        assert_eq!(all.get("numpages").unwrap(), &1);
        assert_eq!(all.get("text").unwrap(), "Hello World\nSecond");
        let info = all.get("info").unwrap();
        assert_eq!(info["PDFFormatVersion"], "1.4");
        assert_eq!(info["Title"], "A small one");
        assert_eq!(info["Custom"]["Mine"], "yes");
    }

    #[test]
    fn broken_files_are_errors() {
        let whole = small();
        for bytes in ["", "%PDF-1.4", "no pdf at all"] {
            let result = read(Bytes::from(bytes.to_owned()), &PdfReading::default());
            assert!(result.is_err(), "{bytes}");
        }
        // What is cut off may still have pages; it must only not bring anything down.
        for end in (0..whole.len()).step_by(7) {
            let _ = read(Bytes::from(whole[..end].to_owned()), &PdfReading::default());
        }
    }
}

//! Makes items of an answer.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use sdk::{Binaries, Binary, Body, Ctx, Error, HttpAnswer, Item, Map, Result, Text, Value};

use super::super::{decode, status};
use super::plan::{Format, Wanted};
use super::send::Failure;

/// An answer, its text decoded where it was kept in memory.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub answer: HttpAnswer,
    text: Option<Text>,
}

/// Larger answers that tell of a failure are not read for what they say.
const READABLE: u64 = 1 << 20;

impl Page {
    /// Reads what can be read of an answer.
    pub async fn read(ctx: &Ctx, answer: HttpAnswer) -> Result<Self> {
        let content_type = answer.header("content-type").unwrap_or_default();
        let text = match &answer.body {
            Body::Bytes(bytes) => Some(decode::text(bytes, content_type).into()),
            Body::Stored(binary)
                if !status::is_success(answer.status) && binary.size <= READABLE =>
            {
                Some(decode::text(&ctx.host().load_binary(binary).await?, content_type).into())
            }
            Body::Stored(_) => None,
        };
        Ok(Self { answer, text })
    }

    fn content_type(&self) -> &str {
        self.answer.header("content-type").unwrap_or_default()
    }

    /// The body as a value: JSON where the content type says so, else text.
    pub fn body(&self) -> Value {
        let Some(text) = &self.text else {
            return Value::Null;
        };
        match self.content_type().contains("json") {
            true => value::from_str(text).unwrap_or_else(|_| text.into()),
            false => text.into(),
        }
    }
}

/// Fails where an answer tells of a failure and that is not wanted as an answer.
pub(super) fn check(page: &Page, wanted: &Wanted) -> Result<(), Failure> {
    if wanted.never_error || status::is_success(page.answer.status) {
        return Ok(());
    }
    let body = page.body();
    let error = status::failure(&page.answer, &body);
    let said = match (wanted.format, &page.text) {
        (Format::Told | Format::Text, Some(text)) => text.into(),
        _ => body,
    };
    let shown = status::shown(&error, &said);
    Err(Failure {
        error,
        shown: Some(shown),
    })
}

/// The items of an answer.
pub(super) async fn items(
    ctx: &Ctx,
    item: usize,
    page: Page,
    wanted: &Wanted,
) -> Result<Vec<Item>> {
    let inputs = ctx.items();
    let input = inputs.get(item).cloned().unwrap_or_default();
    let format = match wanted.format {
        Format::Told => told(page.content_type()),
        format => format,
    };
    match format {
        Format::File => file(ctx, page, wanted, &input).await.map(|item| vec![item]),
        Format::Text => Ok(vec![Item::new(text(&page, wanted)).from_item(&input)]),
        _ => Ok(records(&page, wanted)?
            .into_iter()
            .map(|json| Item::new(json).from_item(&input))
            .collect()),
    }
}

/// What a content type says that the body is.
fn told(content_type: &str) -> Format {
    if content_type.contains("application/json") {
        Format::Json
    } else if FILES.iter().any(|kind| content_type.contains(kind)) {
        Format::File
    } else {
        Format::Text
    }
}

const FILES: &[&str] = &[
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/epub+zip",
    "application/gzip",
    "application/java-archive",
    "application/msword",
    "application/octet-stream",
    "application/pdf",
    "application/rtf",
    "application/vnd.amazon.ebook",
    "application/vnd.ms-",
    "application/vnd.oasis.opendocument",
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.rar",
    "application/vnd.visio",
    "application/x-7z-compressed",
    "application/x-bzip",
    "application/x-freearc",
    "application/x-gzip",
    "application/x-rar",
    "application/x-tar",
    "application/x-zip",
    "application/zip",
    "application/zstd",
];

fn text(page: &Page, wanted: &Wanted) -> Map {
    let text = page.text.clone().unwrap_or_default();
    let mut json = Map::new();
    // Where nobody asked for text, an empty answer is no text at all.
    if !(text.is_empty() && wanted.format == Format::Told) {
        json.insert(wanted.property.as_str(), text);
    }
    if wanted.full {
        add_facts(&mut json, page);
    }
    json
}

fn records(page: &Page, wanted: &Wanted) -> Result<Vec<Map>> {
    let body = json(page, wanted)?;
    if wanted.full {
        let mut json = Map::from_iter([("body", body)]);
        add_facts(&mut json, page);
        return Ok(vec![json]);
    }
    Ok(match body {
        Value::Array(list) if wanted.split => list.iter().cloned().map(record).collect(),
        // The old node made one item whose record was the list; a record is an object here, so its fields are the
        // indexes, and `$json[0]` still finds the first.
        Value::Array(list) => {
            let numbered = list
                .iter()
                .enumerate()
                .map(|(at, value)| (at.to_string(), value.clone()));
            vec![numbered.collect()]
        }
        other => vec![record(other)],
    })
}

fn record(value: Value) -> Map {
    match value {
        Value::Object(map) => Arc::unwrap_or_clone(map),
        Value::Null => Map::new(),
        other => Map::from_iter([("data", other)]),
    }
}

fn json(page: &Page, wanted: &Wanted) -> Result<Value> {
    let text = page.text.as_deref().unwrap_or_default();
    if text.trim().is_empty() {
        return Ok(Map::new().into());
    }
    value::from_str(text).or_else(|error| {
        if wanted.never_error && wanted.format == Format::Told {
            return Ok(Map::new().into());
        }
        let start: String = text.trim().chars().take(200).collect();
        let mut failure = Error::new(
            "http.body",
            format!("The answer is not valid JSON: {error}."),
        )
        .describe("Set the format of the answer to text in the options to get it as it is.");
        failure.quote = Some(start);
        Err(failure)
    })
}

fn add_facts(json: &mut Map, page: &Page) {
    json.insert("headers", headers(&page.answer));
    json.insert("statusCode", page.answer.status);
    json.insert("statusMessage", page.answer.status_text.as_str());
}

/// The headers by name: repeated ones joined, cookies as a list.
pub(super) fn headers(answer: &HttpAnswer) -> Map {
    let mut map = Map::new();
    for (name, value) in &answer.headers {
        let slot = map.entry(name.to_lowercase());
        *slot = match slot.take() {
            Value::Null if name.eq_ignore_ascii_case("set-cookie") => vec![value].into(),
            Value::Array(cookies) => cookies.iter().cloned().chain([value.into()]).collect(),
            Value::String(before) => format!("{before}, {value}").into(),
            _ => value.into(),
        };
    }
    map
}

async fn file(ctx: &Ctx, page: Page, wanted: &Wanted, input: &Item) -> Result<Item> {
    let name = file_name(&page.answer);
    let mime = page
        .content_type()
        .split(';')
        .next()
        .map(str::trim)
        .filter(|mime| !mime.is_empty());
    let binary = match &page.answer.body {
        Body::Stored(binary) => binary.clone(),
        Body::Bytes(bytes) => {
            ctx.host()
                .store_binary(bytes.clone(), name.as_deref(), mime)
                .await?
        }
    };
    let mut all = input.binary.as_deref().cloned().unwrap_or_default();
    all.insert(wanted.property.as_str().into(), named(binary, name));
    let json = match wanted.full {
        true => {
            let mut json = Map::new();
            add_facts(&mut json, &page);
            Arc::new(json)
        }
        false => input.json.clone(),
    };
    Ok(with_files(Item::new(json).from_item(input), all))
}

fn with_files(item: Item, files: Binaries) -> Item {
    Item {
        binary: Some(Arc::new(files)),
        ..item
    }
}

fn named(binary: Binary, name: Option<String>) -> Binary {
    let Some(name) = name else { return binary };
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension)
        .filter(|extension| !extension.is_empty());
    Binary {
        file_extension: extension.map(Text::from).or(binary.file_extension),
        file_name: Some(name.into()),
        ..binary
    }
}

/// The name of a file: what the server says, else the last part of the address. Only the name: nobody else chooses
/// folders.
fn file_name(answer: &HttpAnswer) -> Option<String> {
    let said = answer
        .header("content-disposition")
        .and_then(disposition_name);
    let last = || {
        let url = url::Url::parse(&answer.url).ok()?;
        let last = url.path_segments()?.next_back()?.to_owned();
        Some(percent_decode_str(&last).decode_utf8_lossy().into_owned())
    };
    let name = said.or_else(last)?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn disposition_name(header: &str) -> Option<String> {
    let part = |key: &str| {
        let mut parts = header.split(';').map(str::trim);
        parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case(key)
                .then(|| value.trim().trim_matches('"').to_owned())
        })
    };
    let extended = part("filename*").and_then(|value| {
        let (_, text) = value.split_once("''")?;
        Some(percent_decode_str(text).decode_utf8_lossy().into_owned())
    });
    extended.or_else(|| part("filename"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_the_server_or_the_address() {
        for (disposition, url, name) in [
            (
                "attachment; filename=\"a b.pdf\"",
                "https://a.example/x",
                Some("a b.pdf"),
            ),
            (
                "attachment; filename=x; filename*=UTF-8''%C3%A4.txt",
                "https://a.example/x",
                Some("ä.txt"),
            ),
            (
                "attachment; filename=\"../../etc/passwd\"",
                "https://a.example/x",
                Some("passwd"),
            ),
            (
                "",
                "https://a.example/files/report%20one.csv?x=1",
                Some("report one.csv"),
            ),
            ("", "https://a.example/", None),
            ("inline", "", None),
        ] {
            let mut answer = HttpAnswer::from(Value::Null);
            answer.headers = vec![("content-disposition".to_owned(), disposition.to_owned())];
            answer.url = url.to_owned();
            assert_eq!(file_name(&answer).as_deref(), name, "{disposition} {url}");
        }
    }

    #[test]
    fn content_types_tell_the_format() {
        for (content_type, format) in [
            ("application/json; charset=utf-8", Format::Json),
            ("application/vnd.api+json", Format::Text),
            ("text/html", Format::Text),
            ("", Format::Text),
            ("image/png", Format::File),
            ("application/pdf", Format::File),
            (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Format::File,
            ),
        ] {
            assert_eq!(told(content_type), format, "{content_type}");
        }
    }
}

//! The items of runs, a page at a time, so that any amount can be looked at.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

use api::{
    BinaryPart, BinaryRead, DataPage, DataRead, DataView, Error, FieldInfo, FieldType, OneItem,
    PdfPicture, PdfRead, Schema, SchemaRead, ValueRead, code,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::{Binary, Item};
use nodes::files::draw_pdf_page;
use value::{Map, Value};

use super::Answer;
use crate::App;

/// Most items of a page.
const MOST_ITEMS: u32 = 1_000;
/// About how many bytes of JSON a page of whole values has at most.
const PAGE_BYTES: usize = 1 << 20;
/// Most bytes of a file in one answer.
const MOST_BYTES: u32 = 4 << 20;
/// Larger PDF files are not drawn, in bytes.
const MOST_PDF: u64 = 64 << 20;
/// So many items are looked at for the fields.
const LOOKED_AT: usize = 1_000;
/// So deep go the fields of fields.
const DEPTH: usize = 6;
/// Longest sample of a field, in characters.
const SAMPLE: usize = 120;

/// How much of a value is given.
#[derive(Clone, Copy)]
struct Room {
    /// Characters of a text.
    text: usize,
    /// Elements of a list, fields of an object.
    elements: usize,
    /// Levels; what is deeper is given as text.
    levels: usize,
}

const TABLE: Room = Room {
    text: 300,
    elements: 2_000,
    levels: 1,
};
const JSON: Room = Room {
    text: 20_000,
    elements: 2_000,
    levels: usize::MAX,
};
const WHOLE: Room = Room {
    text: 4_000_000,
    elements: 100_000,
    levels: usize::MAX,
};

impl App {
    pub(crate) async fn data_read(&self, request: DataRead) -> Answer<DataPage> {
        let items = self
            .output(&request.execution, request.step, request.output)
            .await?;
        apart(move || page(&items, &request)).await
    }

    pub(crate) async fn schema_read(&self, request: SchemaRead) -> Answer<Schema> {
        let items = self
            .output(&request.execution, request.step, request.output)
            .await?;
        apart(move || schema(&items)).await
    }

    pub(crate) async fn value_read(&self, request: ValueRead) -> Answer<OneItem> {
        let items = self
            .output(&request.execution, request.step, request.output)
            .await?;
        let found = items.get(request.index as usize);
        let item = found.ok_or_else(|| Error::missing("There is no such item any more."))?;
        Ok(shown(item, request.index, WHOLE))
    }

    pub(crate) async fn binary_read(&self, request: BinaryRead) -> Answer<BinaryPart> {
        let gone = |_| Error::missing("The file is not there any more.");
        let path = self.binary_file(&request.sha256).await?;
        apart(move || read_part(&path, &request).map_err(gone)).await?
    }

    pub(crate) async fn pdf_read(&self, request: PdfRead) -> Answer<PdfPicture> {
        let path = self.binary_file(&request.sha256).await?;
        apart(move || draw(&path, &request)).await?
    }

    /// Where the bytes of a stored file lie.
    ///
    /// # Errors
    /// When the name is not that of a stored file, or the file is gone or damaged.
    pub async fn binary_file(&self, sha256: &str) -> Answer<std::path::PathBuf> {
        let file = Binary {
            sha256: sha256.into(),
            ..Binary::default()
        };
        let binaries = self.rooms().binaries.clone();
        let path = apart(move || binaries.seen_path(&file)).await?;
        path.map_err(|error| match error.code.as_str() {
            "binary.unknown" => Error::new(code::REQUEST, error.message),
            "binary.missing" => Error::missing("The file is not there any more."),
            _ => Error::new(code::FILE, error.message),
        })
    }

    /// The items that a step put out.
    async fn output(&self, execution: &str, step: u32, output: u16) -> Answer<Arc<Vec<Item>>> {
        let found = self.execution(execution).await?.execution;
        let step = found.steps.get(step as usize);
        let step = step.ok_or_else(|| Error::missing("The run has no such step."))?;
        Ok(step
            .outputs
            .get(usize::from(output))
            .cloned()
            .unwrap_or_default())
    }
}

/// Work over many items, beside the threads that answer.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Answer<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(code::ENGINE, "Looking at the data broke off."))
}

/// Draws a page of a PDF file.
fn draw(path: &std::path::Path, request: &PdfRead) -> Answer<PdfPicture> {
    let gone = |_| Error::missing("The file is not there any more.");
    let size = std::fs::metadata(path).map_err(gone)?.len();
    if size > MOST_PDF {
        return Err(Error::new(code::FILE, "The PDF is too large to be shown."));
    }
    let bytes = std::fs::read(path).map_err(gone)?;
    let drawn = draw_pdf_page(bytes, request.page as usize, request.width);
    let drawn = drawn.map_err(|error| Error::new(code::FILE, error.to_string()))?;
    Ok(PdfPicture {
        png: STANDARD.encode(&drawn.png),
        pages: drawn.pages as u32,
    })
}

fn read_part(path: &std::path::Path, request: &BinaryRead) -> std::io::Result<BinaryPart> {
    let mut file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(request.from))?;
    let mut bytes = Vec::new();
    file.take(u64::from(request.count.min(MOST_BYTES)))
        .read_to_end(&mut bytes)?;
    Ok(BinaryPart {
        bytes: STANDARD.encode(&bytes),
        size,
    })
}

fn page(items: &[Item], request: &DataRead) -> DataPage {
    let found = matching(items, request.search.trim());
    let total = found.as_ref().map_or(items.len(), Vec::len);
    let from = (request.from as usize).min(total);
    let until = from + (request.count.clamp(1, MOST_ITEMS) as usize).min(total - from);
    let room = match request.view {
        DataView::Table => TABLE,
        DataView::Json => JSON,
    };
    let (mut page, mut bytes) = (DataPage::default(), 0);
    for at in from..until {
        let index = found.as_ref().map_or(at, |found| found[at]);
        let item = shown(&items[index], index as u32, room);
        bytes += size(&item.json);
        if bytes > PAGE_BYTES && !page.items.is_empty() {
            break;
        }
        page.items.push(item);
    }
    page.total = total as u32;
    page.columns = columns(&page.items);
    page
}

/// The places of the items that contain a text; none where all are meant.
fn matching(items: &[Item], search: &str) -> Option<Vec<usize>> {
    if search.is_empty() {
        return None;
    }
    let search = search.to_lowercase();
    let fits = |item: &Item| {
        value::to_string(&item.to_value())
            .to_lowercase()
            .contains(&search)
    };
    let all = items.iter().enumerate();
    Some(
        all.filter(|(_, item)| fits(item))
            .map(|(at, _)| at)
            .collect(),
    )
}

fn columns(items: &[OneItem]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let fields = items
        .iter()
        .filter_map(|item| item.json.as_object())
        .flat_map(Map::keys);
    fields
        .filter(|field| seen.insert(*field))
        .map(ToString::to_string)
        .collect()
}

fn shown(item: &Item, index: u32, room: Room) -> OneItem {
    let mut cut = false;
    OneItem {
        index,
        json: shorten(&item.to_value(), room, &mut cut),
        binary: files(item),
        sources: item.origin.sources().to_vec(),
        cut,
    }
}

fn files(item: &Item) -> Vec<(String, Binary)> {
    let all = item.binary.iter().flat_map(|all| all.iter());
    all.map(|(name, file)| (name.to_string(), file.clone()))
        .collect()
}

/// A value as far as there is room for it.
fn shorten(value: &Value, room: Room, cut: &mut bool) -> Value {
    match value {
        Value::String(text) => match text.char_indices().nth(room.text) {
            Some((end, _)) => {
                *cut = true;
                format!("{}…", &text[..end]).into()
            }
            None => value.clone(),
        },
        Value::Array(_) | Value::Object(_) if room.levels == 0 => {
            let text = Value::from(value::to_string(value));
            shorten(&text, room, cut)
        }
        Value::Array(list) => {
            *cut |= list.len() > room.elements;
            let inner = inside(room);
            let kept = list.iter().take(room.elements);
            kept.map(|value| shorten(value, inner, cut)).collect()
        }
        Value::Object(map) => {
            *cut |= map.len() > room.elements;
            let inner = inside(room);
            let kept = map.iter().take(room.elements);
            let kept: Map = kept
                .map(|(key, value)| (key.clone(), shorten(value, inner, cut)))
                .collect();
            kept.into()
        }
        other => other.clone(),
    }
}

fn inside(room: Room) -> Room {
    Room {
        levels: room.levels.saturating_sub(1),
        ..room
    }
}

/// About how many bytes of JSON a value is.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(list) => list.iter().map(|value| size(value) + 1).sum::<usize>() + 2,
        Value::Object(map) => {
            map.iter()
                .map(|(key, value)| key.len() + size(value) + 4)
                .sum::<usize>()
                + 2
        }
        _ => 8,
    }
}

fn schema(items: &[Item]) -> Schema {
    let mut fields = Vec::new();
    let looked_at = items.len().min(LOOKED_AT);
    for item in &items[..looked_at] {
        note(&mut fields, &item.json, DEPTH);
    }
    Schema {
        fields,
        looked_at: looked_at as u32,
        binary: items.first().map(files).unwrap_or_default(),
        extra: Map::new(),
    }
}

/// Notes what an object has.
fn note(fields: &mut Vec<FieldInfo>, record: &Map, depth: usize) {
    for (name, value) in record.iter().take(TABLE.elements) {
        let at = fields.iter().position(|field| field.name == name.as_str());
        let at = at.unwrap_or_else(|| {
            fields.push(FieldInfo {
                name: name.to_string(),
                ..FieldInfo::default()
            });
            fields.len() - 1
        });
        let field = &mut fields[at];
        field.present += 1;
        let kind = kind(value);
        if !field.kinds.contains(&kind) {
            field.kinds.push(kind);
        }
        if field.sample.is_empty() {
            field.sample = sample(value);
        }
        if depth > 0 {
            inner(value).for_each(|record| note(&mut field.fields, record, depth - 1));
        }
    }
}

/// The objects right in a value: itself, or the first ones of a list.
fn inner(value: &Value) -> impl Iterator<Item = &Map> {
    let list = value.as_array().into_iter().flatten().take(20);
    value
        .as_object()
        .into_iter()
        .chain(list.filter_map(Value::as_object))
}

fn sample(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.to_string(),
        other => value::to_string(other),
    };
    match text.char_indices().nth(SAMPLE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn kind(value: &Value) -> FieldType {
    match value {
        Value::Null => FieldType::Null,
        Value::Bool(_) => FieldType::Boolean,
        Value::Number(_) => FieldType::Number,
        Value::String(text) if is_date(text) => FieldType::Date,
        Value::String(_) => FieldType::String,
        Value::Array(_) => FieldType::Array,
        Value::Object(_) => FieldType::Object,
    }
}

/// Whether a text is a day or a point in time as ISO 8601 writes it.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-';
    begins
        && text.len() <= 40
        && (text.parse::<jiff::Timestamp>().is_ok()
            || text.parse::<jiff::civil::DateTime>().is_ok()
            || text.parse::<jiff::civil::Date>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::{matching, page, schema};
    use api::{DataRead, DataView, FieldType};
    use model::Item;
    use value::json;

    fn read(from: u32, count: u32, search: &str, view: DataView) -> DataRead {
        DataRead {
            execution: String::new(),
            step: 0,
            output: 0,
            from,
            count,
            search: search.to_owned(),
            view,
        }
    }

    fn items() -> Vec<Item> {
        let one = |n: i32| Item::of(json!({ "n": n, "who": { "name": format!("Person {n}") } }));
        (0..50).map(one).collect()
    }

    #[test]
    fn a_page_holds_what_was_asked_for_and_says_how_much_there_is() {
        let found = page(&items(), &read(45, 10, "", DataView::Table));
        assert_eq!((found.items.len(), found.total), (5, 50));
        assert_eq!(found.columns, ["n", "who"]);
        assert_eq!(found.items[0].json["who"], json!(r#"{"name":"Person 45"}"#));
        let found = page(&items(), &read(0, 10, "PERSON 4", DataView::Json));
        assert_eq!(found.total, 11);
        assert_eq!(found.items[1].index, 40);
        assert_eq!(found.items[0].json["who"]["name"], json!("Person 4"));
        assert!(matching(&items(), "nobody").is_some_and(|found| found.is_empty()));
        assert_eq!(page(&items(), &read(99, 10, "", DataView::Json)).items, []);
    }

    #[test]
    fn long_values_are_cut_and_pages_stay_small() {
        let long = Item::of(json!({ "t": "ä".repeat(500_000), "list": vec![0; 5_000] }));
        let found = page(&vec![long; 200], &read(0, 200, "", DataView::Json));
        assert!(found.items.len() < 60, "{}", found.items.len());
        assert!(found.items[0].cut);
        assert_eq!(found.total, 200);
    }

    #[test]
    fn the_fields_are_told_with_what_they_hold() {
        let mut all = items();
        all.push(Item::of(
            json!({ "n": null, "at": "2026-11-21", "rows": [{ "x": 1 }, { "y": "2" }] }),
        ));
        let found = schema(&all);
        let names: Vec<&str> = found
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        assert_eq!(names, ["n", "who", "at", "rows"]);
        assert_eq!(found.fields[0].kinds, [FieldType::Number, FieldType::Null]);
        assert_eq!(found.fields[1].fields[0].sample, "Person 0");
        assert_eq!(found.fields[2].kinds, [FieldType::Date]);
        assert_eq!((found.fields[2].present, found.looked_at), (1, 51));
        assert_eq!(found.fields[3].fields.len(), 2);
    }
}

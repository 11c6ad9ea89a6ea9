//! Extract from File: the content of a file as records.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sdk::{
    Binary, Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    Result, Show, Value, async_trait, json,
};
use serde::Deserialize;

use super::pdf::{self, PdfReading};
use super::sheet::{self, ReadOptions};
use super::table::Format;
use super::{encoding, ics, loose};
use crate::path;

/// Takes the content out of a file.
pub struct Extract;

const SHEETS: [&str; 6] = ["csv", "html", "ods", "rtf", "xls", "xlsx"];
const WHOLE: [&str; 5] = ["binaryToPropery", "fromJson", "text", "fromIcs", "xml"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    #[serde(deserialize_with = "loose::text")]
    destination_key: String,
    options: Value,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            operation: "csv".to_owned(),
            binary_property_name: "data".to_owned(),
            destination_key: "data".to_owned(),
            options: Value::Null,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(deserialize_with = "loose::text")]
    encoding: String,
    #[serde(rename = "stripBOM", deserialize_with = "loose::some_flag")]
    strip_mark: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    keep_source: String,
    #[serde(deserialize_with = "loose::some_text")]
    password: Option<String>,
    #[serde(deserialize_with = "loose::some_flag")]
    join_pages: Option<bool>,
    #[serde(deserialize_with = "loose::some_number")]
    max_pages: Option<f64>,
}

#[async_trait]
impl Node for Extract {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Takes the content out of a file: rows of a spreadsheet, text of a PDF, JSON, text, base64.".to_owned(),
            icon: "file-output".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["extractFromFile"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("file.extract", "Extract from File", Group::Files)
        }
        .aliases(&["extract from file", "parse", "csv", "xlsx", "excel", "pdf", "json", "text", "base64", "read spreadsheet"])
        .example(&json!({ "operation": "csv", "options": { "delimiter": ";" } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at).await {
                Ok((items, None)) => out.extend(items),
                // The first version gave what was read before an error and said nothing.
                Ok((items, Some(error))) if ctx.version() < 1.1 => {
                    out.extend(items);
                    ctx.print(error.message);
                }
                Ok((_, Some(error))) | Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn params() -> Vec<Param> {
    let sheets = || Show::when("operation", &SHEETS);
    let whole = || Show::when("operation", &WHOLE);
    let file = |show| {
        sheet::property(
            "binaryPropertyName",
            "File field",
            "The field of the item that holds the file.",
            show,
        )
    };
    let keep = || {
        Param::choice(
            "keepSource",
            "Keep of the source",
            &[
                ("json", "Its record"),
                ("binary", "Its file"),
                ("both", "Both"),
            ],
        )
        .help("What of the incoming item stays in the outgoing one; nothing where this is not set.")
    };
    vec![
        Param::choice(
            "operation",
            "What to extract",
            &[
                ("csv", "Rows of a CSV file"),
                ("html", "Rows of a table in HTML"),
                ("fromIcs", "Events of a calendar file (ICS)"),
                ("fromJson", "JSON"),
                ("ods", "Rows of an ODS spreadsheet"),
                ("pdf", "Text of a PDF"),
                ("rtf", "Rows of a table in RTF"),
                ("text", "Text"),
                ("xml", "XML, as text"),
                ("xls", "Rows of an XLS spreadsheet"),
                ("xlsx", "Rows of an XLSX spreadsheet"),
                ("binaryToPropery", "The file itself, as base64 text"),
            ],
        )
        .help("What is in the file and how it comes out."),
        file(Show::default()),
        Param::text("destinationKey", "Put it into")
            .or("data")
            .required()
            .help("The field of the outgoing record that gets the content.")
            .example("content")
            .show(whole()),
        Param::fields("options", "Options", sheet::read_fields()).help("How the rows are read.").show(sheets()),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::new("encoding", "Encoding", encoding::choices())
                    .or("utf8")
                    .help("How the characters are written as bytes; told from the file where it is not set."),
                Param::switch("stripBOM", "Leave out the byte order mark", true)
                    .help("Drops the invisible mark that some programs put at the start of a file."),
                keep(),
            ],
        )
        .help("How the content is read.")
        .show(whole()),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::new("password", "Password", sdk::ParamKind::Secret).or("").help("Opens the PDF if it is encrypted."),
                Param::switch("joinPages", "Join pages", true).help("Gives the text of all pages in one; else a list with an entry a page."),
                Param::number("maxPages", "Most pages", 0.0).help("How many pages are read.").example("10"),
                keep(),
            ],
        )
        .help("How the PDF is read.")
        .show(Show::when("operation", &["pdf"])),
    ]
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<(Vec<Item>, Option<Error>)> {
    let params: Params = all.read(at)?;
    let items = ctx.items();
    let item = &items[at];
    let whole = WHOLE.contains(&params.operation.as_str());
    if whole && item.file(&params.binary_property_name).is_none() {
        return Ok((Vec::new(), None));
    }
    let file = ctx.file(at, &params.binary_property_name)?;
    let bytes = ctx.host().load_binary(&file).await?;
    if let Some(format) = Format::of(&params.operation) {
        let options: ReadOptions = read(&params.options)?;
        let (records, stopped) = match format {
            Format::Csv => options.csv_aside(bytes).await?,
            _ => (
                options
                    .sheet_aside(format, bytes)
                    .await
                    .map_err(|e| other_format(e, &params.operation, &file))?,
                None,
            ),
        };
        let rows = records
            .into_iter()
            .map(|record| Item::new(record).from_item(item));
        return Ok((rows.collect(), stopped));
    }
    let options: Options = read(&params.options)?;
    let record = match params.operation.as_str() {
        "pdf" => {
            let reading = PdfReading {
                password: options.password.clone(),
                pages: options.max_pages.map(|most| most.max(0.0) as usize),
                join: options.join_pages != Some(false),
            };
            pdf::read_aside(bytes, reading).await?
        }
        operation if whole => {
            let content = content(operation, &bytes, &options)?;
            let mut record = Map::new();
            path::set(&mut record, &params.destination_key, content);
            record
        }
        other => {
            return Err(Error::param(
                "operation",
                format!("“{other}” is nothing that can be extracted."),
            ));
        }
    };
    Ok((
        vec![keep(item, record, &params.binary_property_name, &options)],
        None,
    ))
}

fn read<T: serde::de::DeserializeOwned + Default>(options: &Value) -> Result<T> {
    if options.is_null() {
        return Ok(T::default());
    }
    value::from_value(options).map_err(|e| Error::param("options", e.to_string()))
}

fn other_format(error: Error, wanted: &str, file: &Binary) -> Error {
    match file.file_extension.as_deref() {
        Some(extension) if extension != wanted => error.describe(format!(
            "It was to be read as {wanted}, but it is a {extension} file: change what is extracted, or choose another file."
        )),
        _ => error,
    }
}

fn content(operation: &str, bytes: &[u8], options: &Options) -> Result<Value> {
    if operation == "binaryToPropery" {
        return Ok(STANDARD.encode(bytes).into());
    }
    let name = match options.encoding.as_str() {
        "" => encoding::guess(bytes),
        named => named,
    };
    let text = encoding::decode(bytes, name, options.strip_mark)?;
    match operation {
        "fromJson" if text.is_empty() => Ok(json!({})),
        "fromJson" => value::from_str(&text).map_err(|e| {
            Error::data(format!("The file is not in JSON format: {e}"))
                .describe("Change what is extracted, or choose a JSON file.")
        }),
        "fromIcs" => ics::read(&text).map(Value::from),
        _ => Ok(text.into()),
    }
}

fn keep(item: &Item, mut record: Map, property: &str, options: &Options) -> Item {
    let (json, binary) = match options.keep_source.as_str() {
        "json" => (true, false),
        "binary" => (false, true),
        "both" => (true, true),
        _ => (false, false),
    };
    if json {
        let mut kept = (*item.json).clone();
        kept.extend(std::mem::take(&mut record));
        record = kept;
    }
    let mut out = item.with_json(record);
    if !binary {
        super::drop_file(&mut out, property);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{OnError, Value, json};

    use super::Extract;

    async fn check(name: &str, content: &[u8], params: Value, wanted: Value) {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", name, "application/octet-stream", content.to_vec());
        let out = testkit::run(Extract)
            .params(params.clone())
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(Value::from(out.json(0)), wanted, "{params}");
        assert!(out.items(0).iter().all(|item| item.file("data").is_none()));
    }

    #[tokio::test]
    async fn every_operation() {
        check(
            "a.csv",
            b"\xEF\xBB\xBFa,b\n1,\n",
            json!({}),
            json!([{ "\u{feff}a": "1" }]),
        )
        .await;
        check(
            "a.csv",
            b"a|b\n1|\n",
            json!({ "options": { "delimiter": "|", "includeEmptyCells": true } }),
            json!([{ "a": "1", "b": "" }]),
        )
        .await;
        check(
            "a.csv",
            b"x,,z\n",
            json!({ "options": { "headerRow": false } }),
            json!([{ "row": { "0": "x", "2": "z" } }]),
        )
        .await;
        check(
            "a.csv",
            b"a\n1\n2\n3\n",
            json!({ "options": { "maxRowCount": 2 } }),
            json!([{ "a": "1" }, { "a": "2" }]),
        )
        .await;
        let page = b"<table><tr><th>n</th></tr><tr><td>7</td></tr></table>";
        check(
            "a.html",
            page,
            json!({ "operation": "html" }),
            json!([{ "n": 7 }]),
        )
        .await;
        check(
            "a.txt",
            b"\xEF\xBB\xBFhi",
            json!({ "operation": "text" }),
            json!([{ "data": "hi" }]),
        )
        .await;
        check(
            "a.txt",
            b"Gr\xF6\xDFe",
            json!({ "operation": "text", "destinationKey": "a.b" }),
            json!([{ "a": { "b": "Größe" } }]),
        )
        .await;
        check(
            "a.json",
            b"[1]",
            json!({ "operation": "fromJson" }),
            json!([{ "data": [1] }]),
        )
        .await;
        check(
            "a.bin",
            b"\x00\xFF",
            json!({ "operation": "binaryToPropery" }),
            json!([{ "data": "AP8=" }]),
        )
        .await;
    }

    #[tokio::test]
    async fn keeps_what_is_asked_for() {
        let host = Arc::new(TestHost::new());
        let mut item = host.item_with("data", "a.txt", "text/plain", "x");
        item.json_mut().insert("id", 1);
        let params = json!({ "operation": "text", "destinationKey": "t", "options": { "keepSource": "both" } });
        let out = testkit::run(Extract)
            .params(params)
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({ "id": 1, "t": "x" })]);
        assert!(out.items(0)[0].file("data").is_some());
    }

    #[tokio::test]
    async fn errors_name_the_file() {
        for (name, content, params) in [
            ("a.txt", &b"{"[..], json!({ "operation": "fromJson" })),
            ("a.csv", b"a,b\n1\n", json!({})),
            ("a.csv", b"nothing", json!({ "operation": "xlsx" })),
            ("a.csv", b"nothing", json!({ "operation": "pdf" })),
            (
                "a.csv",
                b"nothing",
                json!({ "operation": "csv", "binaryPropertyName": "other" }),
            ),
        ] {
            let host = Arc::new(TestHost::new());
            let item = host.item_with("data", name, "text/plain", content.to_vec());
            let run = || {
                testkit::run(Extract)
                    .params(params.clone())
                    .host(host.clone())
                    .input(vec![item.clone()])
            };
            let error = run().await.err().unwrap();
            assert_eq!(error.item, Some(0), "{params}");
            let out = run().on_error(OnError::Continue).await.unwrap();
            assert!(out.json(0)[0]["error"].is_string(), "{params}");
        }
    }

    #[tokio::test]
    async fn the_first_version_forgives_csv() {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", "a.csv", "text/csv", "a,b\n1,2\n3\n");
        let out = testkit::run(Extract)
            .version(1.0)
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({ "a": "1", "b": "2" })]);
        assert_eq!(out.console.len(), 1);
    }
}

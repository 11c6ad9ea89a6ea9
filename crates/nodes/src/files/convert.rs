//! Convert to File: records as a file.

use sdk::{
    Column, Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, Result, Show,
    Value, async_trait, json,
};
use serde::Deserialize;

use super::sheet::{self, WriteOptions};
use super::table::Format;
use super::{base64_lenient, encoding, icalendar, loose, store};
use crate::path;

/// Makes a file out of records.
pub struct Convert;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::text")]
    mode: String,
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    #[serde(deserialize_with = "loose::text")]
    source_property: String,
    options: Value,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(rename = "addBOM", deserialize_with = "loose::some_flag")]
    mark: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    encoding: String,
    #[serde(deserialize_with = "loose::some_text")]
    file_name: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    mime_type: Option<String>,
    #[serde(deserialize_with = "loose::some_flag")]
    data_is_base64: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    format: bool,
}

#[async_trait]
impl Node for Convert {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Makes a file: a spreadsheet of all items, JSON, text, a calendar entry, or the file that base64 text stands for.".to_owned(),
            icon: "file-input".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["convertToFile"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("file.convert", "Convert to File", Group::Files)
        }
        .aliases(&["convert to file", "csv", "xlsx", "excel", "json file", "text file", "base64", "export", "write spreadsheet"])
        .example(&json!({ "operation": "csv", "options": { "fileName": "orders.csv" } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let first: Params = all.read(0)?;
        if first.operation == "iCal" {
            return icalendar::events(ctx).await;
        }
        let sheet = Format::of(&first.operation).is_some();
        if sheet || (first.operation == "toJson" && first.mode != "each") {
            let made = match sheet {
                true => one_sheet(ctx, &first).await,
                false => one_json(ctx, &first).await,
            };
            let items = ctx.items();
            let item = match made {
                Ok(item) => item,
                Err(error) => ctx.recover(0, error)?.from_items(items.iter()),
            };
            return Ok(vec![item].into());
        }
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match each(ctx, &all, at).await {
                Ok(item) => out.push(item),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a form: its fields, one after the other"
)]
fn params() -> Vec<Param> {
    let when = |operations: &[&str]| Show::when("operation", operations);
    let sheets = ["csv", "html", "ods", "rtf", "xls", "xlsx"];
    let name = || {
        Param::text("fileName", "File name")
            .help("Name of the file, with its extension.")
            .example("report.json")
    };
    let mark = || {
        Param::switch("addBOM", "Add a byte order mark", false)
            .help("Puts an invisible mark at the start, which some programs need to read the file rightly.")
    };
    let coding = || {
        Param::new("encoding", "Encoding", encoding::choices())
            .or("utf8")
            .help("How the characters are written as bytes.")
    };
    let base64 = || {
        Param::switch("dataIsBase64", "The field is base64", true)
            .help("Off where the field holds plain text.")
    };
    let mime = || {
        Param::text("mimeType", "Media type")
            .help("What kind of file it is.")
            .example("image/png")
    };
    let options = |fields, show| {
        Param::fields("options", "Options", fields)
            .help("How the file is written.")
            .show(show)
    };
    let source = |label: &str, operation: &str| {
        Param::text("sourceProperty", label)
            .required()
            .help("The field to take; fields below others are written with dots.")
            .example("data")
            .show(when(&[operation]))
    };
    let mut list = vec![
        Param::choice(
            "operation",
            "What to make",
            &[
                ("csv", "A CSV file"),
                ("html", "A table in HTML"),
                ("iCal", "A calendar file (ICS)"),
                ("toJson", "A JSON file"),
                ("ods", "An ODS spreadsheet"),
                ("rtf", "A table in RTF"),
                ("toText", "A text file"),
                ("xls", "An XLS spreadsheet"),
                ("xlsx", "An XLSX spreadsheet"),
                ("toBinary", "The file that base64 text stands for"),
            ],
        )
        .help("What kind of file comes out."),
        Param::choice(
            "mode",
            "How many files",
            &[
                ("once", "All items in one file"),
                ("each", "A file for each item"),
            ],
        )
        .help("Whether all items go into one file.")
        .show(when(&["toJson"])),
        source("Text field", "toText"),
        source("Base64 field", "toBinary"),
        sheet::property(
            "binaryPropertyName",
            "Put the file into",
            "The field of the outgoing item that gets the file.",
            Show::default(),
        ),
    ];
    list.extend(icalendar::event_fields(&when(&["iCal"])));
    list.extend([
        options(sheet::write_fields(), when(&sheets)),
        options(
            vec![
                mark(),
                coding(),
                name(),
                Param::switch("format", "Format", false)
                    .help("Puts each value on a line of its own."),
            ],
            when(&["toJson"]),
        ),
        options(vec![mark(), coding(), name()], when(&["toText"])),
        options(
            vec![base64(), coding(), mark(), name(), mime()],
            when(&["toBinary"]).and(sdk::ShowRule::Before(1.1)),
        ),
        options(
            vec![name(), mime()],
            when(&["toBinary"]).and(sdk::ShowRule::Since(1.1)),
        ),
    ]);
    list
}

async fn one_sheet(ctx: &Ctx, params: &Params) -> Result<Item> {
    let options: WriteOptions = read(&params.options)?;
    sheet::write(
        ctx,
        &params.operation,
        &options,
        &params.binary_property_name,
        "File",
    )
    .await
}

async fn one_json(ctx: &Ctx, params: &Params) -> Result<Item> {
    let items = ctx.items();
    let list: Value = items.iter().map(Item::to_value).collect();
    let item = json_file(ctx, &list, params).await?;
    Ok(item.from_items(items.iter()))
}

async fn json_file(ctx: &Ctx, value: &Value, params: &Params) -> Result<Item> {
    let options: Options = read(&params.options)?;
    let text = match options.format {
        true => value::to_string_pretty(value),
        false => value::to_string(value),
    };
    let bytes = encoding::encode(&text, &options.encoding, options.mark)?;
    finish(
        ctx,
        bytes,
        options.file_name.as_deref(),
        Some("application/json"),
        params,
    )
    .await
}

fn read<T: serde::de::DeserializeOwned + Default>(options: &Value) -> Result<T> {
    if options.is_null() {
        return Ok(T::default());
    }
    value::from_value(options).map_err(|e| Error::param("options", e.to_string()))
}

async fn finish(
    ctx: &Ctx,
    bytes: Vec<u8>,
    name: Option<&str>,
    mime: Option<&str>,
    params: &Params,
) -> Result<Item> {
    let mut binary = store::store(ctx, bytes, name, mime).await?;
    store::name_if_missing(&mut binary);
    Ok(Item::default().with_binary(params.binary_property_name.as_str(), binary))
}

async fn each(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let params: Params = all.read(at)?;
    let items = ctx.items();
    let item = &items[at];
    let made = match params.operation.as_str() {
        "toJson" => json_file(ctx, &item.to_value(), &params).await?,
        "toText" | "toBinary" => field_file(ctx, item, &params).await?,
        other => {
            return Err(Error::param(
                "operation",
                format!("“{other}” is nothing that can be made."),
            ));
        }
    };
    Ok(made.from_item(item))
}

async fn field_file(ctx: &Ctx, item: &Item, params: &Params) -> Result<Item> {
    let options: Options = read(&params.options)?;
    let field = params.source_property.as_str();
    let whole = item.to_value();
    let value = match field {
        "" => Some(&whole),
        field => path::get(&item.json, field),
    };
    let value = value.ok_or_else(|| {
        Error::data(format!("The value in “{field}” is not set."))
            .describe("The item has no such field.")
            .in_field("sourceProperty")
    })?;
    let base64 = params.operation == "toBinary"
        && (ctx.version() >= 1.1 || options.data_is_base64 != Some(false));
    if base64 {
        let bytes = base64_lenient(&loose::as_text(value));
        return finish(
            ctx,
            bytes,
            options.file_name.as_deref(),
            options.mime_type.as_deref(),
            params,
        )
        .await;
    }
    let structured = matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
    let text = if value.is_null() {
        "null".to_owned()
    } else {
        loose::as_text(value)
    };
    let bytes = encoding::encode(&text, &options.encoding, options.mark)?;
    let text_file = params.operation == "toText";
    let mime = match (structured, text_file) {
        (true, _) => Some("application/json"),
        (false, true) => Some("text/plain"),
        (false, false) => options.mime_type.as_deref(),
    };
    let name = options
        .file_name
        .as_deref()
        .or(text_file.then_some("file.txt"));
    finish(ctx, bytes, name, mime, params).await
}

#[cfg(test)]
mod tests {
    use sdk::testkit;
    use sdk::{Value, json};

    use super::Convert;

    async fn check(version: f64, params: Value, text: &str, name: &str, mime: &str) {
        let records = [json!({ "id": "1", "note": "a, \"b\"", "b64": "aGk=", "deep": { "x": 2 } })];
        let out = testkit::run(Convert)
            .version(version)
            .params(params.clone())
            .items(records)
            .await
            .unwrap();
        assert_eq!(out.text(0, 0, "data").unwrap(), text, "{params}");
        let file = out.items(0)[0].file("data").unwrap();
        assert_eq!(file.file_name.as_deref(), Some(name), "{params}");
        assert_eq!(file.mime_type, mime, "{params}");
        assert_eq!(out.origins(0), [[(0, 0)]], "{params}");
        assert_eq!(out.json(0), [json!({})]);
    }

    #[tokio::test]
    async fn every_operation() {
        let csv = "\u{feff}id,note,b64,deep.x\n1,\"a, \"\"b\"\"\",aGk=,2";
        check(1.1, json!({}), csv, "File.csv", "text/csv").await;
        check(
            1.1,
            json!({ "operation": "toText", "sourceProperty": "note" }),
            "a, \"b\"",
            "file.txt",
            "text/plain",
        )
        .await;
        check(1.1, json!({ "operation": "toText", "sourceProperty": "deep.x", "options": { "fileName": "n.md" } }), "2", "n.md", "text/plain").await;
        let base64 = |name: &str| json!({ "operation": "toBinary", "sourceProperty": "b64", "options": { "fileName": name } });
        check(1.1, base64("a.png"), "hi", "a.png", "image/png").await;
        check(1.0, json!({ "operation": "toBinary", "sourceProperty": "b64", "options": { "dataIsBase64": false, "mimeType": "text/plain" } }), "aGk=", "file.txt", "text/plain").await;
        let one = "[{\"id\":\"1\",\"note\":\"a, \\\"b\\\"\",\"b64\":\"aGk=\",\"deep\":{\"x\":2}}]";
        check(
            1.1,
            json!({ "operation": "toJson" }),
            one,
            "file.json",
            "application/json",
        )
        .await;
        check(
            1.1,
            json!({ "operation": "toJson", "mode": "each", "options": { "fileName": "x" } }),
            &one[1..one.len() - 1],
            "x",
            "application/json",
        )
        .await;
    }

    #[tokio::test]
    async fn a_missing_field_is_an_error() {
        let run = testkit::run(Convert)
            .params(json!({ "operation": "toText", "sourceProperty": "gone" }));
        let error = run.items([json!({})]).await.err().unwrap();
        assert!(error.message.contains("“gone”"), "{error}");
    }
}

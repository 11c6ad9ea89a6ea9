//! Convert to/from binary data: n8n's older node between fields and files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sdk::{
    Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, Result,
    Show, Value, async_trait, json,
};
use serde::Deserialize;

use super::{base64_lenient, encoding, loose, store};
use crate::path;

/// Moves data between records and files.
pub struct MoveBinary;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    mode: String,
    #[serde(deserialize_with = "loose::flag")]
    set_all_data: bool,
    #[serde(deserialize_with = "loose::flag")]
    convert_all_data: bool,
    #[serde(deserialize_with = "loose::text")]
    source_key: String,
    #[serde(deserialize_with = "loose::text")]
    destination_key: String,
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(rename = "addBOM", deserialize_with = "loose::some_flag")]
    mark: Option<bool>,
    #[serde(rename = "stripBOM", deserialize_with = "loose::some_flag")]
    strip_mark: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    data_is_base64: bool,
    #[serde(deserialize_with = "loose::text")]
    encoding: String,
    #[serde(deserialize_with = "loose::some_text")]
    file_name: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    json_parse: bool,
    #[serde(deserialize_with = "loose::flag")]
    keep_source: bool,
    #[serde(deserialize_with = "loose::flag")]
    keep_as_base64: bool,
    #[serde(deserialize_with = "loose::some_text")]
    mime_type: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    use_raw_data: bool,
}

#[async_trait]
impl Node for MoveBinary {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Moves data between the fields of a record and a file. Newer workflows use Extract from File and Convert to File.".to_owned(),
            icon: "arrow-left-right".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["moveBinaryData"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("binary.move", "Convert to/from Binary Data", Group::Files)
        }
        .aliases(&["move binary data", "binary to json", "json to binary", "base64"])
        .example(&json!({ "mode": "jsonToBinary", "options": { "fileName": "record.json" } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at).await {
                Ok(item) => out.extend(item),
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
    let to_json = || Show::when("mode", &["binaryToJson"]);
    let to_file = || Show::when("mode", &["jsonToBinary"]);
    let flag = |show: Show, name: &str, on: bool| {
        show.and(sdk::ShowRule::Is(name.to_owned(), vec![on.into()]))
    };
    let key = |name: &str, label: &str, help: &str, show| {
        Param::text(name, label)
            .or("data")
            .required()
            .help(help)
            .example("data")
            .show(show)
    };
    vec![
        Param::choice(
            "mode",
            "What to do",
            &[
                ("binaryToJson", "File to record"),
                ("jsonToBinary", "Record to file"),
            ],
        )
        .help("From where to where data moves."),
        Param::switch("setAllData", "Replace the whole record", true)
            .help("Off puts the data into a single field.")
            .show(to_json()),
        key(
            "sourceKey",
            "File field",
            "The field that holds the file.",
            to_json(),
        ),
        key(
            "destinationKey",
            "Put it into",
            "The field that gets the data.",
            flag(to_json(), "setAllData", false),
        ),
        Param::switch("convertAllData", "Take the whole record", true)
            .help("Off takes a single field.")
            .show(to_file()),
        key(
            "sourceKey",
            "Field",
            "The field to take.",
            flag(to_file(), "convertAllData", false),
        ),
        key(
            "destinationKey",
            "Put the file into",
            "The field that gets the file.",
            to_file(),
        ),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::switch("addBOM", "Add a byte order mark", false)
                    .help("Puts an invisible mark at the start of the file."),
                Param::switch("dataIsBase64", "The field is base64", false)
                    .help("On where the field holds base64 text."),
                Param::new("encoding", "Encoding", encoding::choices())
                    .or("utf8")
                    .help("How the characters are written as bytes."),
                Param::switch("stripBOM", "Leave out the byte order mark", true)
                    .help("Drops the invisible mark at the start of a file."),
                Param::text("fileName", "File name")
                    .help("Name of the file.")
                    .example("example.json"),
                Param::switch("jsonParse", "Parse JSON", false).help("Reads the content as JSON."),
                Param::switch("keepSource", "Keep the source", false)
                    .help("Leaves the source in the item."),
                Param::switch("keepAsBase64", "Keep as base64", false)
                    .help("Gives the content as base64 text."),
                Param::text("mimeType", "Media type")
                    .or("application/json")
                    .help("What kind of file it is.")
                    .example("application/json"),
                Param::switch("useRawData", "Use raw data", false)
                    .help("Takes text as it is, without making JSON of it."),
            ],
        )
        .help("More about how data is moved."),
    ]
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Option<Item>> {
    let params: Params = all.read(at)?;
    match params.mode.as_str() {
        "binaryToJson" => to_json(ctx, at, &params).await,
        "jsonToBinary" => to_file(ctx, at, &params).await,
        other => Err(Error::param(
            "mode",
            format!("“{other}” is neither binaryToJson nor jsonToBinary."),
        )),
    }
}

async fn to_json(ctx: &Ctx, at: usize, params: &Params) -> Result<Option<Item>> {
    let item = &ctx.items()[at];
    let options = &params.options;
    let Some(file) = item.file(&params.source_key) else {
        return Ok(None);
    };
    let bytes = ctx.host().load_binary(file).await?;
    let text = || encoding::decode(&bytes, &options.encoding, options.strip_mark);
    let parse = |text: &str| {
        value::from_str(text).map_err(|e| {
            Error::data(format!("The file is not in JSON format: {e}"))
                .describe("Choose another file, or do not parse it.")
        })
    };
    let record = if params.set_all_data {
        match parse(&text()?)? {
            Value::Object(map) => map,
            other => Item::of(other).json,
        }
    } else {
        let content = match options.keep_as_base64 {
            true => STANDARD.encode(&bytes),
            false => text()?,
        };
        let content = if options.json_parse {
            parse(&content)?
        } else {
            content.into()
        };
        let mut record = (*item.json).clone();
        path::set(&mut record, &params.destination_key, content);
        record.into()
    };
    let mut out = item.with_json(record);
    if !options.keep_source {
        super::drop_file(&mut out, &params.source_key);
    }
    Ok(Some(out))
}

async fn to_file(ctx: &Ctx, at: usize, params: &Params) -> Result<Option<Item>> {
    let item = &ctx.items()[at];
    let options = &params.options;
    let whole = item.to_value();
    let value = match params.convert_all_data {
        true => Some(&whole),
        false => path::get(&item.json, &params.source_key),
    };
    let Some(value) = value else {
        return Ok(None);
    };
    let mut mime = options.mime_type.clone();
    let bytes = if options.data_is_base64 {
        base64_lenient(&loose::as_text(value))
    } else {
        let structured = matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
        let text = match options.use_raw_data && !structured {
            true => loose::as_text(value),
            false => {
                mime.get_or_insert_with(|| "application/json".to_owned());
                value::to_string(value)
            }
        };
        encoding::encode(&text, &options.encoding, options.mark)?
    };
    if ctx.version() < 1.1 {
        mime.get_or_insert_with(|| "application/json".to_owned());
    }
    let mut binary =
        store::store(ctx, bytes, options.file_name.as_deref(), mime.as_deref()).await?;
    if ctx.version() >= 1.1 {
        store::name_if_missing(&mut binary);
    }
    let record = match (options.keep_source, params.convert_all_data) {
        (true, _) => item.json.clone(),
        (false, true) => Map::new().into(),
        (false, false) => {
            let mut record = (*item.json).clone();
            path::remove(&mut record, &params.source_key);
            record.into()
        }
    };
    Ok(Some(
        item.with_json(record)
            .with_binary(params.destination_key.as_str(), binary),
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::MoveBinary;

    #[tokio::test]
    async fn file_to_record() {
        let text = "{\"id\": 1}";
        for (params, wanted) in [
            (json!({}), json!({ "id": 1 })),
            (
                json!({ "setAllData": false }),
                json!({ "x": 0, "data": text }),
            ),
            (
                json!({ "setAllData": false, "options": { "jsonParse": true }, "destinationKey": "a.b" }),
                json!({ "x": 0, "a": { "b": { "id": 1 } } }),
            ),
            (
                json!({ "setAllData": false, "options": { "encoding": "base64" } }),
                json!({ "x": 0, "data": "eyJpZCI6IDF9" }),
            ),
            (
                json!({ "setAllData": false, "options": { "keepAsBase64": true } }),
                json!({ "x": 0, "data": "eyJpZCI6IDF9" }),
            ),
        ] {
            let host = Arc::new(TestHost::new());
            let mut item = host.item_with("data", "a.json", "application/json", text);
            item.json_mut().insert("x", 0);
            let out = testkit::run(MoveBinary)
                .params(params.clone())
                .host(host)
                .input(vec![item])
                .await
                .unwrap();
            assert_eq!(out.json(0), [wanted], "{params}");
            assert!(out.items(0)[0].binary.is_none(), "{params}");
        }
    }

    #[tokio::test]
    async fn record_to_file() {
        for (version, params, record, text, mime, name) in [
            (
                1.0,
                json!({}),
                json!({}),
                "{\"id\":1,\"t\":\"<b>\"}",
                "application/json",
                None,
            ),
            (
                1.1,
                json!({}),
                json!({}),
                "{\"id\":1,\"t\":\"<b>\"}",
                "application/json",
                Some("file.json"),
            ),
            (
                1.0,
                json!({ "convertAllData": false, "sourceKey": "t" }),
                json!({ "id": 1 }),
                "\"<b>\"",
                "application/json",
                None,
            ),
            (
                1.0,
                json!({ "convertAllData": false, "sourceKey": "t", "options": { "useRawData": true, "mimeType": "text/html", "keepSource": true } }),
                json!({ "id": 1, "t": "<b>" }),
                "<b>",
                "text/html",
                None,
            ),
        ] {
            let mut params = params;
            params
                .as_object_mut()
                .unwrap()
                .insert("mode", "jsonToBinary");
            let run = testkit::run(MoveBinary)
                .version(version)
                .params(params.clone());
            let out = run.items([json!({ "id": 1, "t": "<b>" })]).await.unwrap();
            assert_eq!(out.json(0), [record], "{params}");
            assert_eq!(out.text(0, 0, "data").unwrap(), text, "{params}");
            let file = out.items(0)[0].file("data").unwrap();
            assert_eq!(
                (file.mime_type.as_str(), file.file_name.as_deref()),
                (mime, name),
                "{params}"
            );
        }
    }

    #[tokio::test]
    async fn what_is_missing_is_left_out() {
        for params in [
            json!({}),
            json!({ "mode": "jsonToBinary", "convertAllData": false, "sourceKey": "gone" }),
        ] {
            let out = testkit::run(MoveBinary)
                .params(params)
                .items([json!({})])
                .await
                .unwrap();
            assert_eq!(out.json(0), Vec::<Value>::new());
        }
    }
}

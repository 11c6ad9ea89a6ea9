//! Spreadsheet File: n8n's older node for tables in files.

use sdk::{
    Column, Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, Result, Show,
    ShowRule, Value, async_trait, json,
};
use serde::Deserialize;

use super::loose;
use super::sheet::{self, FORMATS, ReadOptions, Records, WriteOptions};
use super::table::Format;

/// Reads and writes spreadsheets.
pub struct Spreadsheet;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::text")]
    file_format: String,
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    options: Value,
}

#[async_trait]
impl Node for Spreadsheet {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Reads the rows of a spreadsheet file, or writes items to one. Newer workflows use Extract from File and Convert to File.".to_owned(),
            icon: "file-spreadsheet".to_owned(),
            versions: vec![1.0, 2.0],
            n8n: N8nType::base(&["spreadsheetFile"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("spreadsheet", "Spreadsheet File", Group::Files)
        }
        .aliases(&["spreadsheet file", "excel", "csv", "xlsx", "table"])
        .example(&json!({ "operation": "toFile", "fileFormat": "xlsx" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let first: Params = all.read(0)?;
        let items = ctx.items();
        if first.operation == "toFile" {
            let item = match to_file(ctx, &first).await {
                Ok(item) => item,
                Err(error) => ctx.recover(0, error)?.from_items(items.iter()),
            };
            return Ok(vec![item].into());
        }
        let mut out = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match from_file(ctx, &all, at).await {
                Ok((records, stopped)) => {
                    out.extend(
                        records
                            .into_iter()
                            .map(|record| Item::new(record).from_item(item)),
                    );
                    if let Some(error) = stopped {
                        ctx.print(error.message);
                    }
                }
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn params() -> Vec<Param> {
    let from = || Show::when("operation", &["fromFile"]);
    let to = || Show::when("operation", &["toFile"]);
    let mut with_auto = vec![("autodetect", "Tell from the file")];
    with_auto.extend(FORMATS);
    vec![
        Param::choice(
            "operation",
            "What to do",
            &[
                ("fromFile", "Read from a file"),
                ("toFile", "Write to a file"),
            ],
        )
        .help("Whether rows are read or written."),
        Param::choice("fileFormat", "Format", &with_auto)
            .help("The format of the file.")
            .show(from().and(ShowRule::Since(2.0))),
        Param::choice("fileFormat", "Format", &FORMATS)
            .or("xls")
            .help("The format of the file.")
            .show(to()),
        sheet::property(
            "binaryPropertyName",
            "File field",
            "The field of the item that holds the file.",
            from(),
        ),
        sheet::property(
            "binaryPropertyName",
            "Put the file into",
            "The field of the outgoing item that gets the file.",
            to(),
        ),
        Param::fields("options", "Options", sheet::read_fields())
            .help("How the file is read.")
            .show(from()),
        Param::fields("options", "Options", sheet::write_fields())
            .help("How the file is written.")
            .show(to()),
    ]
}

async fn to_file(ctx: &Ctx, params: &Params) -> Result<Item> {
    let options: WriteOptions = read(&params.options)?;
    sheet::write(
        ctx,
        &params.file_format,
        &options,
        &params.binary_property_name,
        "spreadsheet",
    )
    .await
}

fn read<T: serde::de::DeserializeOwned + Default>(options: &Value) -> Result<T> {
    if options.is_null() {
        return Ok(T::default());
    }
    value::from_value(options).map_err(|e| Error::param("options", e.to_string()))
}

async fn from_file(ctx: &Ctx, all: &Column, at: usize) -> Result<Records> {
    let params: Params = all.read(at)?;
    let options: ReadOptions = read(&params.options)?;
    let file = ctx.file(at, &params.binary_property_name)?;
    let bytes = ctx.host().load_binary(&file).await?;
    let extension = file.file_extension.as_deref();
    let plain_csv = file.mime_type == "text/csv"
        || (file.mime_type == "text/plain" && extension == Some("csv"));
    let format = match params.file_format.as_str() {
        "csv" if ctx.version() >= 2.0 => return options.csv_aside(bytes).await,
        "autodetect" if plain_csv => return options.csv_aside(bytes).await,
        named => match Format::of(named).filter(|_| ctx.version() >= 2.0) {
            Some(format) => format,
            None => Format::guess(&bytes, extension),
        },
    };
    Ok((options.sheet_aside(format, bytes).await?, None))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::Spreadsheet;

    #[tokio::test]
    async fn both_versions_read_csv() {
        for (version, params, wanted) in [
            (1.0, json!({}), json!([{ "A": 1, "C": 3 }])),
            (
                1.0,
                json!({ "options": { "includeEmptyCells": true } }),
                json!([{ "A": 1, "B": "", "C": 3 }]),
            ),
            (
                1.0,
                json!({ "options": { "rawData": true } }),
                json!([{ "A": "1", "C": "3" }]),
            ),
            (
                2.0,
                json!({ "fileFormat": "csv" }),
                json!([{ "A": "1", "C": "3" }]),
            ),
            (2.0, json!({}), json!([{ "A": "1", "C": "3" }])),
            (
                2.0,
                json!({ "options": { "includeEmptyCells": true } }),
                json!([{ "A": "1", "B": "", "C": "3" }]),
            ),
        ] {
            let host = Arc::new(TestHost::new());
            let item = host.item_with("data", "x.csv", "text/csv", "A,B,C\n1,,3\n");
            let run = testkit::run(Spreadsheet)
                .version(version)
                .params(params.clone())
                .host(host);
            let out = run.input(vec![item]).await.unwrap();
            assert_eq!(Value::from(out.json(0)), wanted, "{version} {params}");
        }
    }

    #[tokio::test]
    async fn writes_html_as_it_always_did() {
        let run = testkit::run(Spreadsheet)
            .version(1.0)
            .params(json!({ "operation": "toFile", "fileFormat": "html" }));
        let out = run
            .items([
                json!({ "names": ["a", "<b>"] }),
                json!({ "names": ["c", true] }),
            ])
            .await
            .unwrap();
        let page = "<html><head><meta charset=\"utf-8\"/><title>SheetJS Table Export</title></head><body><table>\
            <tr><td data-t=\"s\" data-v=\"names.0\" id=\"sjs-A1\">names.0</td><td data-t=\"s\" data-v=\"names.1\" id=\"sjs-B1\">names.1</td></tr>\
            <tr><td data-t=\"s\" data-v=\"a\" id=\"sjs-A2\">a</td><td data-t=\"s\" data-v=\"&lt;b&gt;\" id=\"sjs-B2\">&lt;b&gt;</td></tr>\
            <tr><td data-t=\"s\" data-v=\"c\" id=\"sjs-A3\">c</td><td data-t=\"b\" data-v=\"true\" id=\"sjs-B3\">TRUE</td></tr>\
            </table></body></html>";
        assert_eq!(out.text(0, 0, "data").unwrap(), page);
        assert_eq!(
            out.items(0)[0].file("data").unwrap().file_name.as_deref(),
            Some("spreadsheet.html")
        );
        assert_eq!(out.origins(0), [[(0, 0), (0, 1)]]);
    }

    #[tokio::test]
    async fn xls_is_what_is_written_if_nobody_says() {
        let host = Arc::new(TestHost::new());
        let out = testkit::run(Spreadsheet)
            .params(json!({ "operation": "toFile" }))
            .host(host.clone())
            .items([json!({ "a": 1 })])
            .await
            .unwrap();
        let item = out.items(0)[0].clone();
        assert_eq!(
            item.file("data").unwrap().mime_type,
            "application/vnd.ms-excel"
        );
        let back = testkit::run(Spreadsheet)
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(back.json(0), [json!({ "a": 1 })]);
    }
}

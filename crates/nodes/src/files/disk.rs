//! Read/Write Files from Disk.

use model::spec::Ask;
use sdk::{
    Binary, Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    ParamKind, Result, Show, Value, async_trait, json,
};
use serde::Deserialize;

use super::{loose, mime, sheet, store};

/// Reads files of this machine, and writes them.
pub struct Disk;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::text")]
    file_selector: String,
    #[serde(deserialize_with = "loose::text")]
    file_name: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(deserialize_with = "loose::flag")]
    append: bool,
    #[serde(deserialize_with = "loose::some_text")]
    data_property_name: Option<String>,
    file_name: Option<Value>,
    file_extension: Option<Value>,
    mime_type: Option<Value>,
}

#[async_trait]
impl Node for Disk {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Reads files from folders of this machine, or writes them there. The folders must have been granted.".to_owned(),
            icon: "hard-drive".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["readWriteFile"]),
            params: params(),
            effect: Effect::Unsafe,
            harmless: vec![Show::when("operation", &["read"])],
            ..NodeSpec::new("file.disk", "Read/Write Files from Disk", Group::Files)
        }
        .aliases(&["read write file", "file", "disk", "folder", "open", "save"])
        .example(&json!({ "operation": "read", "fileSelector": "/home/me/invoices/*.pdf" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at).await {
                Ok(items) => out.extend(items),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn params() -> Vec<Param> {
    let read = || Show::when("operation", &["read"]);
    let write = || Show::when("operation", &["write"]);
    vec![
        Param::choice("operation", "What to do", &[("read", "Read files"), ("write", "Write a file")])
            .help("Whether files are read or written."),
        Param::new("fileSelector", "Files", ParamKind::File)
            .or("")
            .required()
            .help("Path of a file, or a pattern for several: * stands for any name, ** for any folders.")
            .example("/home/me/pictures/**/*.png")
            .show(read()),
        Param::new("fileName", "Path", ParamKind::File)
            .or("")
            .required()
            .help("Where the file is written, with its name and extension.")
            .example("/home/me/report.pdf")
            .asks(Ask::WriteFile)
            .show(write()),
        sheet::property("dataPropertyName", "File field", "The field of the item that holds the file to write.", write()),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::text("fileExtension", "Extension").help("The extension the outgoing file gets instead of its own.").example("zip"),
                Param::text("fileName", "File name").help("The name the outgoing file gets instead of its own.").example("data.zip"),
                Param::text("mimeType", "Media type").help("The media type the outgoing file gets instead of its own.").example("application/zip"),
                Param::text("dataPropertyName", "Put the file into").or("data").help("The field of the outgoing item that gets the file.").example("data"),
            ],
        )
        .help("How files are read.")
        .show(read()),
        Param::fields(
            "options",
            "Options",
            vec![Param::switch("append", "Append", false).help("Writes at the end of the file if there is one, instead of replacing it.")],
        )
        .help("How the file is written.")
        .show(write()),
    ]
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Vec<Item>> {
    let params: Params = all.read(at)?;
    match params.operation.as_str() {
        "write" => write(ctx, at, &params).await.map(|item| vec![item]),
        _ => read(ctx, at, &params).await,
    }
}

async fn read(ctx: &Ctx, at: usize, params: &Params) -> Result<Vec<Item>> {
    let selector = params.file_selector.as_str();
    let files = ctx.host().list_files(selector).await?;
    if files.is_empty() && (ctx.version() >= 1.1 || store::is_missed(ctx, selector)) {
        return Err(store::no_file(selector));
    }
    let options = &params.options;
    let property = options.data_property_name.as_deref().unwrap_or("data");
    let items = ctx.items();
    let mut out = Vec::with_capacity(files.len());
    for file in files {
        let bytes = ctx.host().read_file(&file.path).await?;
        let mut binary = store::store(ctx, bytes, Some(&file.path), None).await?;
        if let Some(name) = &options.file_name {
            binary.file_name = Some(loose::as_text(name).into());
        }
        if let Some(extension) = &options.file_extension {
            binary.file_extension = Some(loose::as_text(extension).into());
        }
        if let Some(kind) = &options.mime_type {
            binary.mime_type = loose::as_text(kind).into();
        }
        out.push(
            Item::new(facts(&binary))
                .with_binary(property, binary)
                .from_item(&items[at]),
        );
    }
    Ok(out)
}

fn facts(binary: &Binary) -> Map {
    let mut facts = Map::from_iter([("mimeType", Value::from(&binary.mime_type))]);
    let mut add = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            facts.insert(key, value);
        }
    };
    add("fileType", binary.file_type());
    add("fileName", binary.file_name.as_deref());
    add("fileExtension", binary.file_extension.as_deref());
    add("fileSize", Some(&mime::pretty_size(binary.size)));
    facts
}

async fn write(ctx: &Ctx, at: usize, params: &Params) -> Result<Item> {
    write_file(
        ctx,
        at,
        &params.data_property_name,
        &params.file_name,
        params.options.append,
    )
    .await
}

/// Writes the file of an item; the item goes on with the path in `fileName`.
pub(super) async fn write_file(
    ctx: &Ctx,
    at: usize,
    property: &str,
    path: &str,
    append: bool,
) -> Result<Item> {
    if path.is_empty() {
        return Err(Error::param(
            "fileName",
            "The path of the file to write is empty.",
        ));
    }
    let file = ctx.file(at, property)?;
    let bytes = ctx.host().load_binary(&file).await?;
    ctx.host().write_file(path, bytes, append).await?;
    let items = ctx.items();
    let mut item = items[at].clone();
    item.json_mut().insert("fileName", path);
    Ok(item)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{OnError, json};

    use super::Disk;

    #[tokio::test]
    async fn reads_what_fits() {
        let host = Arc::new(
            TestHost::new()
                .with_file("/d/a.txt", "one")
                .with_file("/d/b.txt", "two!"),
        );
        let out = testkit::run(Disk)
            .params(json!({ "fileSelector": "/d/*.txt" }))
            .host(host)
            .items([json!({ "x": 1 })])
            .await
            .unwrap();
        assert_eq!(
            out.json(0)[1],
            json!({
                "mimeType": "text/plain", "fileType": "text", "fileName": "b.txt", "fileExtension": "txt", "fileSize": "4 B"
            })
        );
        assert_eq!(out.text(0, 0, "data").unwrap(), "one");
        assert_eq!(
            out.items(0)[0].file("data").unwrap().directory.as_deref(),
            Some("/d")
        );
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 0)]]);
    }

    #[tokio::test]
    async fn nothing_found() {
        for (version, selector, count) in [
            (1.0, "/none/*", Some(0)),
            (1.0, "/none", None),
            (1.1, "/none/*", None),
        ] {
            let run = testkit::run(Disk)
                .version(version)
                .params(json!({ "fileSelector": selector }));
            assert_eq!(
                run.await.ok().map(|out| out.items(0).len()),
                count,
                "{version} {selector}"
            );
        }
    }

    #[tokio::test]
    async fn writes_and_appends() {
        let host = Arc::new(TestHost::new().with_file("/d/a.txt", "one"));
        for (append, wanted) in [(true, "onetwo"), (false, "two")] {
            let item = host.item_with("data", "x", "text/plain", "two");
            let params = json!({ "operation": "write", "fileName": "/d/a.txt", "options": { "append": append } });
            let out = testkit::run(Disk)
                .params(params)
                .host(host.clone())
                .input(vec![item])
                .await
                .unwrap();
            assert_eq!(out.json(0), [json!({ "fileName": "/d/a.txt" })]);
            assert!(out.items(0)[0].file("data").is_some());
            assert_eq!(host.file("/d/a.txt").unwrap(), wanted);
        }
    }

    #[tokio::test]
    async fn errors_can_be_passed_on() {
        let params = json!({ "operation": "write", "fileName": "/d/a.txt" });
        let out = testkit::run(Disk)
            .params(params)
            .on_error(OnError::Continue)
            .items([json!({})])
            .await
            .unwrap();
        assert!(out.json(0)[0]["error"].as_str().unwrap().contains("“data”"));
    }
}

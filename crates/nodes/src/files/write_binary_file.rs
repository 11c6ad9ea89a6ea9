//! Write Binary File: n8n's older node for writing a file to the disk.

use model::spec::Ask;
use sdk::{
    Column, Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result,
    Show, async_trait, json,
};
use serde::Deserialize;

use super::{disk, loose, sheet};

/// Writes the file of an item to the disk.
pub struct WriteBinaryFile;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    file_name: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
    #[serde(default)]
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Options {
    #[serde(deserialize_with = "loose::flag")]
    append: bool,
}

#[async_trait]
impl Node for WriteBinaryFile {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Writes the file of an item to a folder of this machine. Newer workflows use Read/Write Files from Disk.".to_owned(),
            icon: "file-down".to_owned(),
            n8n: N8nType::base(&["writeBinaryFile"]),
            params: vec![
                Param::new("fileName", "Path", ParamKind::File)
                    .or("")
                    .required()
                    .help("Where the file is written, with its name and extension.")
                    .example("/home/me/report.pdf")
                    .asks(Ask::WriteFile),
                sheet::property("dataPropertyName", "File field", "The field of the item that holds the file.", Show::default()),
                Param::fields(
                    "options",
                    "Options",
                    vec![Param::switch("append", "Append", false).help("Writes at the end of the file if there is one.")],
                )
                .help("How the file is written."),
            ],
            effect: Effect::Unsafe,
            ..NodeSpec::new("file.writeBinary", "Write Binary File", Group::Files)
        }
        .aliases(&["write binary file", "save file"])
        .example(&json!({ "fileName": "/home/me/report.pdf" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at).await {
                Ok(item) => out.push(item),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let params: Params = all.read(at)?;
    disk::write_file(
        ctx,
        at,
        &params.data_property_name,
        &params.file_name,
        params.options.append,
    )
    .await
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::json;
    use sdk::testkit::{self, TestHost};

    use super::WriteBinaryFile;

    #[tokio::test]
    async fn writes() {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", "x", "text/plain", "two");
        let run = testkit::run(WriteBinaryFile)
            .params(json!({ "fileName": "/d/a" }))
            .host(host.clone());
        let out = run.input(vec![item]).await.unwrap();
        assert_eq!(out.json(0), [json!({ "fileName": "/d/a" })]);
        assert_eq!(host.file("/d/a").unwrap(), "two");
    }
}

//! Read Binary File: n8n's older node for one file of the disk.

use sdk::{
    Column, Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result,
    Show, async_trait, json,
};
use serde::Deserialize;

use super::{loose, sheet, store};

/// Reads one file and adds it to the item.
pub struct ReadBinaryFile;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    file_path: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
}

#[async_trait]
impl Node for ReadBinaryFile {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Reads a file from a folder of this machine and adds it to the item. Newer workflows use Read/Write Files from Disk.".to_owned(),
            icon: "file-up".to_owned(),
            n8n: N8nType::base(&["readBinaryFile"]),
            params: vec![
                Param::new("filePath", "Path", ParamKind::File).or("").required().help("Where the file lies.").example("/home/me/photo.jpg"),
                sheet::property("dataPropertyName", "Put the file into", "The field of the item that gets the file.", Show::default()),
            ],
            effect: Effect::Idempotent,
            ..NodeSpec::new("file.readBinary", "Read Binary File", Group::Files)
        }
        .aliases(&["read binary file", "open file"])
        .example(&json!({ "filePath": "/home/me/photo.jpg" }))
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
    let bytes = ctx
        .host()
        .read_file(&params.file_path)
        .await
        .map_err(|e| e.in_field("filePath"))?;
    let binary = store::store(ctx, bytes, Some(&params.file_path), None).await?;
    Ok(ctx.items()[at]
        .clone()
        .with_binary(params.data_property_name, binary))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::json;
    use sdk::testkit::{self, TestHost};

    use super::ReadBinaryFile;

    #[tokio::test]
    async fn adds_the_file() {
        let host = Arc::new(TestHost::new().with_file("/d/a.json", "{}"));
        let run = |path: &str| {
            testkit::run(ReadBinaryFile)
                .params(json!({ "filePath": path }))
                .host(host.clone())
                .items([json!({ "x": 1 })])
        };
        let out = run("/d/a.json").await.unwrap();
        assert_eq!(out.json(0), [json!({ "x": 1 })]);
        assert_eq!(
            out.items(0)[0].file("data").unwrap().mime_type,
            "application/json"
        );
        let error = run("/d/none").await.err().unwrap();
        assert_eq!(error.field.as_deref(), Some("filePath"));
    }
}

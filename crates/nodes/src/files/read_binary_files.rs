//! Read Binary Files: n8n's older node for many files of the disk.

use sdk::{
    Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result, Show,
    async_trait, json,
};
use serde::Deserialize;

use super::{loose, sheet, store};

/// Reads all files that fit a pattern, once for all items.
pub struct ReadBinaryFiles;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    file_selector: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
}

#[async_trait]
impl Node for ReadBinaryFiles {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Reads all files of this machine that fit a pattern; each becomes an item. Newer workflows use Read/Write Files from Disk.".to_owned(),
            icon: "files".to_owned(),
            n8n: N8nType::base(&["readBinaryFiles"]),
            params: vec![
                Param::new("fileSelector", "Files", ParamKind::File)
                    .or("")
                    .required()
                    .help("A pattern: * stands for any name, ** for any folders.")
                    .example("/home/me/*.jpg"),
                sheet::property("dataPropertyName", "Put the file into", "The field of each item that gets the file.", Show::default()),
            ],
            effect: Effect::Idempotent,
            ..NodeSpec::new("file.readBinaries", "Read Binary Files", Group::Files)
        }
        .aliases(&["read binary files", "open files", "folder"])
        .example(&json!({ "fileSelector": "/home/me/*.jpg" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let params: Params = ctx.params(0).await?;
        let files = ctx
            .host()
            .list_files(&params.file_selector)
            .await
            .map_err(|e| e.in_field("fileSelector"))?;
        if files.is_empty() && store::is_missed(ctx, &params.file_selector) {
            return Err(store::no_file(&params.file_selector));
        }
        let items = ctx.items();
        let mut out = Vec::with_capacity(files.len());
        for file in files {
            let bytes = ctx.host().read_file(&file.path).await?;
            let binary = store::store(ctx, bytes, Some(&file.path), None).await?;
            let item = Item::default().with_binary(params.data_property_name.as_str(), binary);
            out.push(item.from_items(items.iter()));
        }
        Ok(out.into())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::json;
    use sdk::testkit::{self, TestHost};

    use super::ReadBinaryFiles;

    #[tokio::test]
    async fn an_item_for_each_file() {
        let host = Arc::new(
            TestHost::new()
                .with_file("/d/a.csv", "1")
                .with_file("/d/b.csv", "2"),
        );
        let run = testkit::run(ReadBinaryFiles)
            .params(json!({ "fileSelector": "/d/*" }))
            .host(host);
        let out = run
            .items([json!({ "x": 1 }), json!({ "x": 2 })])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({}), json!({})]);
        assert_eq!(out.text(0, 1, "data").unwrap(), "2");
        assert_eq!(out.origins(0)[0], [(0, 0), (0, 1)]);
    }

    #[tokio::test]
    async fn a_pattern_may_fit_nothing_and_a_named_file_must_be_there() {
        let read = async |selector: &str| {
            let run = testkit::run(ReadBinaryFiles).params(json!({ "fileSelector": selector }));
            run.host(Arc::new(TestHost::new())).items([json!({})]).await
        };
        assert!(read("/d/*.csv").await.unwrap().json(0).is_empty());
        let missed = read("/d/a.csv").await.err().unwrap();
        assert_eq!(missed.code.as_str(), "file.missing");
        assert!(missed.message.contains("/d/a.csv"), "{missed}");
    }
}

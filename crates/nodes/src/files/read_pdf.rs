//! Read PDF: n8n's older node for the text of a PDF.

use sdk::{
    Column, Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result,
    Show, async_trait, json,
};
use serde::Deserialize;

use super::pdf::{self, PdfReading};
use super::{loose, sheet};

/// Reads text and facts out of a PDF.
pub struct ReadPdf;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    #[serde(default, deserialize_with = "loose::flag")]
    encrypted: bool,
    #[serde(default, deserialize_with = "loose::some_text")]
    password: Option<String>,
}

#[async_trait]
impl Node for ReadPdf {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Reads the text of a PDF and what the file says about itself. Newer workflows use Extract from File.".to_owned(),
            icon: "file-text".to_owned(),
            n8n: N8nType::base(&["readPDF"]),
            params: vec![
                sheet::property("binaryPropertyName", "File field", "The field of the item that holds the PDF.", Show::default()),
                Param::switch("encrypted", "Encrypted", false).help("On where the PDF needs a password."),
                Param::new("password", "Password", ParamKind::Secret)
                    .or("")
                    .help("Opens the PDF.")
                    .show(Show::flag("encrypted", true)),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("pdf.read", "Read PDF", Group::Files)
        }
        .aliases(&["read pdf", "pdf text"])
        .example(&json!({ "binaryPropertyName": "data" }))
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
    let file = ctx.file(at, &params.binary_property_name)?;
    let bytes = ctx.host().load_binary(&file).await?;
    let password = params.password.filter(|_| params.encrypted);
    let reading = PdfReading {
        password,
        pages: None,
        join: true,
    };
    Ok(ctx.items()[at].with_json(pdf::read_aside(bytes, reading).await?))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::json;
    use sdk::testkit::{self, TestHost};

    use super::ReadPdf;

    #[tokio::test]
    async fn what_is_no_pdf_is_an_error() {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", "a.pdf", "application/pdf", "not a pdf");
        let run = testkit::run(ReadPdf)
            .params(json!({}))
            .host(host)
            .input(vec![item]);
        assert!(run.await.err().unwrap().message.contains("PDF"));
    }

    /// The peer's own files, where they are.
    #[tokio::test]
    async fn shared_cases() {
        let cases = std::env::var("MILLRACE_CASES").unwrap_or_else(|_| {
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases").to_owned()
        });
        let folder = std::path::Path::new(&cases).join("n8n/files/ReadPdf");
        let Ok(bytes) = std::fs::read(folder.join("sample.pdf")) else {
            println!("skipped: no shared cases");
            return;
        };
        let host = Arc::new(TestHost::new());
        let item = host.item_with("data", "sample.pdf", "application/pdf", bytes);
        let out = testkit::run(ReadPdf)
            .params(json!({}))
            .host(host.clone())
            .input(vec![item])
            .await
            .unwrap();
        let record = &out.json(0)[0];
        assert!(
            record["text"]
                .as_str()
                .unwrap()
                .starts_with("N8N\nSample PDF\nLorem ipsum dolor sit amet, "),
            "{record}"
        );
        assert_eq!(record["info"]["Producer"], "iLovePDF");
        assert_eq!(record["info"]["ModDate"], "D:20230210122750Z");
        let locked = std::fs::read(folder.join("sample-encrypted.pdf")).unwrap();
        let item = host.item_with("data", "sample.pdf", "application/pdf", locked);
        let run = |params| {
            testkit::run(ReadPdf)
                .params(params)
                .host(host.clone())
                .input(vec![item.clone()])
        };
        assert!(
            run(json!({}))
                .await
                .err()
                .unwrap()
                .message
                .contains("password")
        );
    }
}

//! HTML Extract: n8n's older node for values out of HTML.

use sdk::{
    Column, Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, Result, Show,
    async_trait, json,
};
use serde::Deserialize;

use super::extract::{self, Manner, WantedList};
use crate::files::loose;
use crate::path;

/// Takes values out of HTML.
pub struct HtmlExtract;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    source_data: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
    extraction_values: WantedList,
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(deserialize_with = "loose::some_flag")]
    trim_values: Option<bool>,
}

#[async_trait]
impl Node for HtmlExtract {
    fn spec(&self) -> NodeSpec {
        let mut params = extract::source(&Show::default());
        params.push(extract::fields(Show::default(), false, false));
        params.push(
            Param::fields(
                "options",
                "Options",
                vec![
                    Param::switch("trimValues", "Trim values", true)
                        .help("Drops spaces and line ends around the values."),
                ],
            )
            .help("How values are brought into form."),
        );
        NodeSpec {
            help: "Takes values out of HTML by CSS selectors. Newer workflows use HTML.".to_owned(),
            icon: "scissors".to_owned(),
            n8n: N8nType::base(&["htmlExtract"]),
            params,
            effect: Effect::Pure,
            ..NodeSpec::new("html.extract", "HTML Extract", Group::Data)
        }
        .aliases(&["html extract", "css selector", "scrape"])
        .example(&json!({ "extractionValues": { "values": [{ "key": "title", "cssSelector": "h1", "returnValue": "text" }] } }))
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

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Vec<Item>> {
    let params: Params = all.read(at)?;
    let items = ctx.items();
    let item = &items[at];
    let name = params.data_property_name.as_str();
    let texts = if params.source_data == "binary" {
        let file = ctx.file(at, name)?;
        let bytes = ctx.host().load_binary(&file).await?;
        vec![String::from_utf8_lossy(&bytes).into_owned()]
    } else {
        let missing =
            || Error::data(format!("The item has no field “{name}”.")).in_field("dataPropertyName");
        extract::texts(path::get(&item.json, name).ok_or_else(missing)?)
    };
    let manner = Manner {
        trim: params.options.trim_values != Some(false),
        ..Manner::default()
    };
    let records = texts
        .iter()
        .map(|html| extract::extract(html, &params.extraction_values.values, manner));
    records
        .map(|record| Ok(Item::new(record?).from_item(item)))
        .collect()
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::HtmlExtract;

    #[tokio::test]
    async fn takes_values() {
        for (options, wanted) in [(json!({}), "a b"), (json!({ "trimValues": false }), " a b")] {
            let params = json!({ "extractionValues": { "values": [{ "key": "k", "cssSelector": "li>a" }] }, "options": options });
            let run = testkit::run(HtmlExtract)
                .params(params)
                .items([json!({ "data": "<ul><li><a> a</a><li><a> b</a></ul>" })]);
            assert_eq!(run.await.unwrap().json(0), [json!({ "k": wanted })]);
        }
    }
}

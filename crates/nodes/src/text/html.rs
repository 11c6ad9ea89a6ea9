//! HTML: makes pages out of templates, takes values out of pages, and makes tables of items.

use std::sync::Arc;

use model::script::{Evaluation, Typed};
use sdk::{
    Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    ParamKind, Result, Show, ShowRule, Value, async_trait, json,
};
use serde::Deserialize;

use super::extract::{self, Manner, WantedList};
use crate::files::loose;
use crate::path;

/// Works on HTML.
pub struct Html;

/// The page a new node begins with.
const TEMPLATE: &str = "<!DOCTYPE html>\n<html>\n<head>\n  <meta charset=\"UTF-8\" />\n  <title>My page</title>\n</head>\n<body>\n  <h1>Hello</h1>\n  <p>Write {{ $json }} wherever a value of the item belongs.</p>\n</body>\n</html>\n";

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
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
    #[serde(deserialize_with = "loose::flag")]
    trim_values: bool,
    #[serde(deserialize_with = "loose::flag")]
    clean_up_text: bool,
    #[serde(deserialize_with = "loose::flag")]
    capitalize: bool,
    #[serde(deserialize_with = "loose::flag")]
    custom_styling: bool,
    #[serde(deserialize_with = "loose::text")]
    caption: String,
    #[serde(deserialize_with = "loose::text")]
    table_attributes: String,
    #[serde(deserialize_with = "loose::text")]
    header_attributes: String,
    #[serde(deserialize_with = "loose::text")]
    row_attributes: String,
    #[serde(deserialize_with = "loose::text")]
    cell_attributes: String,
}

#[async_trait]
impl Node for Html {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Makes HTML out of a template, takes values out of a page by CSS selectors, or makes a table of the items.".to_owned(),
            icon: "code-xml".to_owned(),
            versions: vec![1.0, 1.1, 1.2],
            n8n: N8nType::base(&["html"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("html", "HTML", Group::Data)
        }
        .aliases(&["html template", "extract html", "css selector", "scrape", "html table", "web page"])
        .example(&json!({
            "operation": "extractHtmlContent",
            "extractionValues": { "values": [{ "key": "title", "cssSelector": "h1", "returnValue": "text" }] }
        }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let raw = ctx.raw("operation").unwrap_or_default();
        if raw == "generateHtmlTemplate" {
            return templates(ctx).await;
        }
        let all = ctx.all_params().await?;
        if raw == "convertToHtmlTable" {
            return table(ctx, &all);
        }
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
    let extract = || Show::when("operation", &["extractHtmlContent"]);
    let table = || Show::when("operation", &["convertToHtmlTable"]);
    let attributes = |name: &str, label: &str, what: &str| {
        Param::text(name, label)
            .help(&format!("HTML attributes for {what}."))
            .example("class=\"wide\"")
    };
    let mut list = vec![
        Param::choice(
            "operation",
            "What to do",
            &[
                ("generateHtmlTemplate", "Make HTML out of a template"),
                ("extractHtmlContent", "Take values out of HTML"),
                ("convertToHtmlTable", "Make a table of the items"),
            ],
        )
        .help("What happens with HTML."),
        Param::new("html", "Template", ParamKind::Code("html".to_owned()))
            .or(TEMPLATE)
            .literal()
            .help("The HTML, with {{ }} wherever a value belongs.")
            .example("<h1>{{ $json.title }}</h1>")
            .show(Show::when("operation", &["generateHtmlTemplate"])),
    ];
    list.extend(extract::source(&extract()));
    list.extend([
        extract::fields(extract().and(ShowRule::Before(1.1)), false, false),
        extract::fields(
            extract()
                .and(ShowRule::Since(1.1))
                .and(ShowRule::Before(1.2)),
            true,
            false,
        ),
        extract::fields(extract().and(ShowRule::Since(1.2)), true, true),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::switch("trimValues", "Trim values", true)
                    .help("Drops spaces and line ends around the values."),
                Param::switch("cleanUpText", "Clean up text", true)
                    .help("Drops line ends and makes one space of several."),
            ],
        )
        .help("How values are brought into form.")
        .show(extract()),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::switch("capitalize", "Capitalize headers", false)
                    .help("Writes first_name as First Name."),
                Param::switch("customStyling", "No styles", false)
                    .help("Leaves out the built-in styles."),
                Param::text("caption", "Caption")
                    .help("Stands above the table.")
                    .example("Orders"),
                attributes("tableAttributes", "Table attributes", "the table"),
                attributes(
                    "headerAttributes",
                    "Header attributes",
                    "the head of the table",
                ),
                attributes("rowAttributes", "Row attributes", "each row"),
                attributes("cellAttributes", "Cell attributes", "each cell"),
            ],
        )
        .help("How the table looks.")
        .show(table()),
    ]);
    list
}

/// Fills the template for every item. Its `{{ }}` count with and without the `=` of an expression at the start.
async fn templates(ctx: &mut Ctx) -> Result<Outputs> {
    let template = loose::as_text(&ctx.raw("html").unwrap_or_default());
    let items = ctx.items();
    let plain = |text: &str| vec![Ok::<Value, Error>(text.into()); items.len()];
    let pages = if template.contains("{{") && !items.is_empty() {
        let expression = match template.starts_with('=') {
            true => template,
            false => format!("={template}"),
        };
        let evaluation = Evaluation {
            scope: ctx.parameters().scope(),
            templates: vec![expression.into()],
            items: (0..items.len() as u32).collect(),
        };
        let asked = ctx.parameters().script_host();
        let mut results = ctx.host().evaluate(&evaluation, &*asked).await?;
        let column = results.pop().unwrap_or_default();
        let page = |typed: Typed| typed.into_json().unwrap_or_default();
        column
            .into_iter()
            .map(|result| {
                result
                    .map(page)
                    .map_err(|e| Error::new("expression", e.message).in_field("html"))
            })
            .collect()
    } else {
        plain(template.strip_prefix('=').unwrap_or(&template))
    };
    let mut out = Vec::with_capacity(items.len());
    for (at, page) in pages.into_iter().enumerate() {
        match page {
            Ok(page) => {
                let record = Map::from_iter([("html", Value::from(loose::as_text(&page)))]);
                out.push(Item::new(record).from_item(&items[at]));
            }
            Err(error) => out.push(ctx.recover(at, error)?),
        }
    }
    Ok(out.into())
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
        let value = match ctx.version() < 1.1 {
            true => item.get(name),
            false => path::get(&item.json, name),
        };
        let missing =
            || Error::data(format!("The item has no field “{name}”.")).in_field("dataPropertyName");
        extract::texts(value.ok_or_else(missing)?)
    };
    let manner = Manner {
        trim: params.options.trim_values,
        clean: params.options.clean_up_text,
        laid_out: ctx.version() >= 1.2,
        no_empty: true,
    };
    let records = texts
        .iter()
        .map(|html| extract::extract(html, &params.extraction_values.values, manner));
    records
        .map(|record| Ok(Item::new(record?).from_item(item)))
        .collect()
}

fn table(ctx: &Ctx, all: &Column) -> Result<Outputs> {
    let items = ctx.items();
    if items.is_empty() {
        return Ok(Outputs::empty(1));
    }
    let first: Params = all.read(0)?;
    let options = first.options;
    let styled = !options.custom_styling;
    let style = |css: &'static str| if styled { css } else { "" };
    let mut headers = Map::new();
    for item in items.iter() {
        headers.extend(item.json.keys().map(|key| (key.clone(), Value::Null)));
    }
    let mut out = format!(
        "<table {} {}>",
        style("style='border-spacing:0; font-family:helvetica,arial,sans-serif'"),
        options.table_attributes
    );
    if !options.caption.is_empty() {
        out.push_str(&format!("<caption>{}</caption>", options.caption));
    }
    let head = style(
        "style='margin:0; padding:7px 20px 7px 0px; border-bottom:1px solid #eee; text-align:left; color:#888; font-weight:normal'",
    );
    out.push_str(&format!("<thead {head} {}><tr>", options.header_attributes));
    for key in headers.keys() {
        let shown = if options.capitalize {
            capitalize(key)
        } else {
            key.to_string()
        };
        out.push_str(&format!("<th>{shown}</th>"));
    }
    out.push_str("</tr></thead><tbody>");
    let cell = style("style='margin:0; padding:7px 20px 7px 0px; border-bottom:1px solid #eee'");
    for (at, item) in items.iter().enumerate() {
        let own: Params = all.read(at)?;
        out.push_str(&format!("<tr  {}>", own.options.row_attributes));
        for key in headers.keys() {
            out.push_str(&format!(
                "<td {cell} {}>{}</td>",
                own.options.cell_attributes,
                shown(item.get(key))
            ));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    let record = Map::from_iter([("table", out)]);
    Ok(vec![Item::new(Arc::new(record)).from_items(items.iter())].into())
}

fn capitalize(header: &str) -> String {
    let words = header
        .split('_')
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_uppercase().chain(chars).collect::<String>())
                .unwrap_or_default()
        });
    words.collect::<Vec<_>>().join(" ")
}

/// A value in a cell, as JavaScript makes text of it.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => "undefined".to_owned(),
        Some(Value::Null) => "null".to_owned(),
        Some(Value::Bool(on)) => format!(
            "<input type=\"checkbox\" {}/>",
            if *on { "checked=\"checked\"" } else { "" }
        ),
        Some(Value::Object(_)) => "[object Object]".to_owned(),
        Some(Value::Array(list)) => {
            let parts = list.iter().map(|value| match value {
                Value::Bool(on) => on.to_string(),
                Value::Null => String::new(),
                other => shown(Some(other)),
            });
            parts.collect::<Vec<_>>().join(",")
        }
        Some(other) => loose::as_text(other),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{OnError, Value, json};

    use super::Html;

    const PAGE: &str = "<html><head><title>T</title></head><body><h1>My Page</h1><p>Hello <b>World</b></p><p> two </p><a href=\"/x\">l</a><input id=\"i\" value=\"v\"><select><option value=\"1\">a</option><option selected>b</option></select></body></html>";

    async fn check(version: f64, wanted: Value, options: Value, record: Value) {
        let params = json!({ "operation": "extractHtmlContent", "extractionValues": { "values": [&wanted] }, "options": &options });
        let run = testkit::run(Html)
            .version(version)
            .params(params)
            .items([json!({ "data": PAGE })]);
        assert_eq!(
            run.await.unwrap().json(0),
            [record],
            "{version} {wanted} {options}"
        );
    }

    #[tokio::test]
    async fn takes_values() {
        let want = |selector: &str, what: &str| json!({ "key": "k", "cssSelector": selector, "returnValue": what });
        check(
            1.2,
            want("h1", "text"),
            json!({}),
            json!({ "k": "My Page" }),
        )
        .await;
        check(
            1.0,
            want("p", "text"),
            json!({}),
            json!({ "k": "Hello World two " }),
        )
        .await;
        check(
            1.1,
            want("p", "text"),
            json!({ "trimValues": true, "cleanUpText": true }),
            json!({ "k": "Hello World two" }),
        )
        .await;
        check(
            1.2,
            want("p", "html"),
            json!({}),
            json!({ "k": "Hello <b>World</b>" }),
        )
        .await;
        check(
            1.2,
            want("p:last", "text"),
            json!({}),
            json!({ "k": "two" }),
        )
        .await;
        check(
            1.2,
            want("p:eq(0)", "text"),
            json!({}),
            json!({ "k": "Hello World" }),
        )
        .await;
        check(1.2, want("#i", "value"), json!({}), json!({ "k": "v" })).await;
        check(1.2, want("select", "value"), json!({}), json!({ "k": "b" })).await;
        check(1.2, want(".none", "html"), json!({}), json!({})).await;
        check(1.2, json!({ "key": "k", "cssSelector": "a", "returnValue": "attribute", "attribute": "href" }), json!({}), json!({ "k": "/x" })).await;
        check(
            1.2,
            want("a", "attribute"),
            json!({}),
            json!({ "k": { "href": "/x" } }),
        )
        .await;
        check(
            1.2,
            json!({ "key": "k", "cssSelector": "p", "returnArray": true }),
            json!({}),
            json!({ "k": ["Hello World", "two"] }),
        )
        .await;
    }

    #[tokio::test]
    async fn from_files_and_lists() {
        let host = Arc::new(TestHost::new());
        let item = host.item_with("page", "a.html", "text/html", PAGE);
        let values = json!({ "values": [{ "key": "k", "cssSelector": "h1" }] });
        let params = json!({ "operation": "extractHtmlContent", "sourceData": "binary", "dataPropertyName": "page", "extractionValues": &values });
        let out = testkit::run(Html)
            .params(params)
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(
            out.json(0),
            [json!({ "k": "MY PAGE" })].map(|_| json!({ "k": "My Page" }))
        );
        let params = json!({ "operation": "extractHtmlContent", "extractionValues": values });
        let out = testkit::run(Html)
            .params(params)
            .items([json!({ "data": ["<h1>a</h1>", "<h1>b</h1>"] })])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({ "k": "a" }), json!({ "k": "b" })]);
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 0)]]);
    }

    #[tokio::test]
    async fn errors() {
        let deep = "<div>".repeat(30_000);
        for (record, selector) in [
            (json!({}), "h1"),
            (json!({ "data": PAGE }), "h1[["),
            (json!({ "data": deep }), "h1"),
        ] {
            let params = json!({ "operation": "extractHtmlContent", "extractionValues": { "values": [{ "key": "k", "cssSelector": selector }] } });
            let out = testkit::run(Html)
                .params(params)
                .on_error(OnError::Continue)
                .items([record])
                .await
                .unwrap();
            assert!(out.json(0)[0]["error"].is_string(), "{selector}");
        }
    }

    #[tokio::test]
    async fn plain_templates_need_no_sandbox() {
        let out = testkit::run(Html)
            .params(json!({ "html": "<b>x</b>" }))
            .items([json!({}), json!({})])
            .await
            .unwrap();
        assert_eq!(
            out.json(0),
            [json!({ "html": "<b>x</b>" }), json!({ "html": "<b>x</b>" })]
        );
    }

    #[tokio::test]
    async fn tables() {
        let params = json!({ "operation": "convertToHtmlTable", "options": { "customStyling": true, "capitalize": true, "caption": "C" } });
        let out = testkit::run(Html)
            .params(params)
            .items([
                json!({ "first_name": "a", "ok": true }),
                json!({ "n": [1, null] }),
            ])
            .await
            .unwrap();
        let table = "<table  ><caption>C</caption><thead  ><tr><th>First Name</th><th>Ok</th><th>N</th></tr></thead><tbody>\
            <tr  ><td  >a</td><td  ><input type=\"checkbox\" checked=\"checked\"/></td><td  >undefined</td></tr>\
            <tr  ><td  >undefined</td><td  >undefined</td><td  >1,</td></tr></tbody></table>";
        assert_eq!(out.json(0), [json!({ "table": table })]);
        assert_eq!(out.origins(0), [[(0, 0), (0, 1)]]);
    }
}

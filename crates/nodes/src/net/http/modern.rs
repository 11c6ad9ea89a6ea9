//! Reads the parameters of versions 3 and 4.

use sdk::{Ctx, Error, Map, Result, Value};

use super::super::query::Lists;
use super::super::sheet::{Row, Sheet, field};
use super::draft::{Draft, parse_url};
use super::json;
use super::modern_body;
use super::pages::Paging;
use super::plan::{Batches, Format, Plan, Plans, Wanted, credential};
use crate::fields::js;

/// How many redirects are followed where nothing is said.
const REDIRECTS: u32 = 21;
/// How long an answer may take where nothing is said.
const TIMEOUT_MS: f64 = 300_000.0;

/// From this version on redirects are followed unless that is switched off, and names of body fields are paths.
pub(super) const FOLLOWS: f64 = 4.0;
/// From this version on a query parameter that is given twice is sent twice.
const REPEATS: f64 = 4.3;

/// The options that are read before a request goes out. Those of paging are read page by page.
const OPTIONS: &[&str] = &[
    "options.allowUnauthorizedCerts",
    "options.batching",
    "options.lowercaseHeaders",
    "options.proxy",
    "options.queryParameterArrays",
    "options.redirect",
    "options.response",
    "options.timeout",
];

/// The plans of all items.
pub(super) async fn read(ctx: &Ctx) -> Result<Plans> {
    let on = |switch: &str| {
        ctx.raw(switch)
            .is_some_and(|value| value != false && !value.is_null())
    };
    let mut paths = vec![
        "method",
        "url",
        "authentication",
        "genericAuthType",
        "nodeCredentialType",
    ];
    if on("sendQuery") {
        paths.extend(["sendQuery", "specifyQuery", "queryParameters", "jsonQuery"]);
    }
    if on("sendHeaders") {
        paths.extend([
            "sendHeaders",
            "specifyHeaders",
            "headerParameters",
            "jsonHeaders",
        ]);
    }
    if on("sendBody") {
        paths.extend(modern_body::PATHS);
    }
    paths.extend(OPTIONS);
    let sheet = Sheet::read(ctx, &paths).await?;
    let items = 0..ctx.items().len();
    let first = sheet.row(0);
    let batch = |name: &str| first.number(&format!("options.batching.batch.{name}"));
    let batched = !first.value("options.batching")?.is_null();
    Ok(Plans {
        batches: match batched {
            true => Batches::of(
                batch("batchSize")?.or(Some(50.0)),
                batch("batchInterval")?.or(Some(1000.0)),
            ),
            false => Batches::default(),
        },
        items: items.map(|item| plan(ctx, sheet.row(item))).collect(),
    })
}

fn plan(ctx: &Ctx, row: Row<'_>) -> Result<Plan> {
    let wanted = wanted(row)?;
    let paging = Paging::of(ctx)?;
    let url = row.value("url")?;
    let url = url.as_str().ok_or_else(|| not_text(url))?;
    parse_url(url)?;
    let mut draft = Draft {
        method: row.text_or("method", "GET")?.to_string(),
        url: url.to_owned(),
        query: query(ctx, row)?,
        lists: Lists::named(&row.text("options.queryParameterArrays")?),
        headers: headers(row)?,
        timeout_ms: timeout(row, TIMEOUT_MS)?,
        redirects: redirects(ctx, row)?,
        proxy: Some(row.text("options.proxy")?.to_string()).filter(|proxy| !proxy.is_empty()),
        insecure: row.flag("options.allowUnauthorizedCerts")?,
        credential: authorization(ctx, row)?,
        ..Draft::default()
    };
    modern_body::add(ctx, row, &mut draft)?;
    draft.default_header("accept", accept(wanted.format));
    Ok(Plan {
        draft,
        wanted,
        paging,
    })
}

fn not_text(url: &Value) -> Error {
    let found = match url {
        Value::Null => "nothing".to_owned(),
        other => format!("{} ({})", other.type_name(), js::text(other)),
    };
    Error::param(
        "url",
        format!("The address has to be a text, but it is {found}."),
    )
    .describe("If it comes from an expression, check that the field it names is there.")
}

fn wanted(row: Row<'_>) -> Result<Wanted> {
    let at = |name: &str| format!("options.response.response.{name}");
    let format = match row.text(&at("responseFormat"))?.as_str() {
        "json" => Format::Json,
        "text" => Format::Text,
        "file" => Format::File,
        _ => Format::Told,
    };
    Ok(Wanted {
        format,
        full: row.flag(&at("fullResponse"))?,
        never_error: row.flag(&at("neverError"))?,
        property: row.text_or(&at("outputPropertyName"), "data")?.to_string(),
        split: true,
    })
}

/// The milliseconds of the option, or of the usual time.
pub(super) fn timeout(row: Row<'_>, usual_ms: f64) -> Result<u64> {
    let ms = row.number("options.timeout")?.filter(|ms| *ms > 0.0);
    Ok(ms.unwrap_or(usual_ms) as u64)
}

fn redirects(ctx: &Ctx, row: Row<'_>) -> Result<u32> {
    let usual = ctx.version() >= FOLLOWS;
    if row.value("options.redirect")?.is_null() {
        return Ok(if usual { REDIRECTS } else { 0 });
    }
    if !row.flag_or("options.redirect.redirect.followRedirects", usual)? {
        return Ok(0);
    }
    let most = row
        .number("options.redirect.redirect.maxRedirects")?
        .filter(|most| *most > 0.0);
    Ok(most.map_or(REDIRECTS, |most| most.min(1000.0) as u32))
}

fn authorization(ctx: &Ctx, row: Row<'_>) -> Result<Option<(String, Option<String>)>> {
    let slot = match row.text("authentication")?.as_str() {
        "genericCredentialType" => row.text("genericAuthType")?,
        "predefinedCredentialType" => row.text("nodeCredentialType")?,
        _ => return Ok(None),
    };
    if slot.is_empty() {
        return Err(Error::param(
            "authentication",
            "No kind of credential is chosen.",
        ));
    }
    Ok(credential(ctx, &slot))
}

fn query(ctx: &Ctx, row: Row<'_>) -> Result<Map> {
    if !row.flag("sendQuery")? {
        return Ok(Map::new());
    }
    if row.text("specifyQuery")? == "json" {
        return object(row.value("jsonQuery")?, "jsonQuery", "query");
    }
    let mut query = Map::new();
    for entry in row.entries("queryParameters.parameters")? {
        let (name, value) = (
            field(entry, "name"),
            entry.get("value").cloned().unwrap_or_default(),
        );
        if name.is_empty() {
            continue;
        }
        match query.get_mut(&name) {
            Some(Value::Array(several)) if ctx.version() >= REPEATS => {
                std::sync::Arc::make_mut(several).push(value);
            }
            Some(one) if ctx.version() >= REPEATS => *one = vec![one.take(), value].into(),
            _ => {
                query.insert(name, value);
            }
        }
    }
    Ok(query)
}

fn headers(row: Row<'_>) -> Result<Map> {
    if !row.flag("sendHeaders")? {
        return Ok(Map::new());
    }
    let given = if row.text("specifyHeaders")? == "json" {
        object(row.value("jsonHeaders")?, "jsonHeaders", "headers")?
    } else {
        let named = row
            .entries("headerParameters.parameters")?
            .filter(|entry| !field(entry, "name").is_empty());
        named
            .map(|entry| {
                (
                    field(entry, "name"),
                    entry.get("value").cloned().unwrap_or_default(),
                )
            })
            .collect()
    };
    if !row.flag_or("options.lowercaseHeaders", true)? {
        return Ok(given);
    }
    Ok(given
        .into_iter()
        .map(|(name, value)| (name.to_lowercase(), value))
        .collect())
}

fn object(given: &Value, name: &str, label: &str) -> Result<Map> {
    let read = json::read(given, name, &format!("JSON of the {label}"))?;
    read.as_object().cloned().ok_or_else(|| {
        Error::param(
            name,
            format!("The JSON of the {label} has to be an object."),
        )
        .describe("Write it as { \"name\": \"value\" }.")
    })
}

/// What kinds of answer are welcome.
pub(super) fn accept(format: Format) -> &'static str {
    match format {
        Format::Json => "application/json,text/*;q=0.99",
        Format::Text => {
            "application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, */*;q=0.1"
        }
        Format::Told | Format::File => {
            "application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, image/*;q=0.8, */*;q=0.7"
        }
    }
}

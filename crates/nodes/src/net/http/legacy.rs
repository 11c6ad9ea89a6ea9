//! Reads the parameters of versions 1 and 2.

use sdk::{Body, Ctx, Error, Map, Result, Text, Value};

use super::super::query::Lists;
use super::super::sheet::{Row, Sheet, field};
use super::draft::{Content, Draft, Field};
use super::json;
use super::modern::{accept, timeout};
use super::plan::{Batches, Format, Plan, Plans, Wanted, credential};

const REDIRECTS: u32 = 21;
/// How long an answer may take where nothing is said: an hour.
const TIMEOUT_MS: f64 = 3_600_000.0;

const COMMON: &[&str] = &[
    "allowUnauthorizedCerts",
    "authentication",
    "dataPropertyName",
    "genericAuthType",
    "jsonParameters",
    "nodeCredentialType",
    "requestMethod",
    "responseFormat",
    "url",
];
const OPTIONS: &[&str] = &[
    "options.batchInterval",
    "options.batchSize",
    "options.bodyContentCustomMimeType",
    "options.bodyContentType",
    "options.followAllRedirects",
    "options.followRedirect",
    "options.fullResponse",
    "options.ignoreResponseCode",
    "options.proxy",
    "options.splitIntoItems",
    "options.timeout",
    "options.useQueryString",
];
const AS_JSON: &[&str] = &[
    "binaryPropertyName",
    "bodyParametersJson",
    "headerParametersJson",
    "queryParametersJson",
    "sendBinaryData",
];
const AS_FIELDS: &[&str] = &[
    "bodyParametersUi",
    "headerParametersUi",
    "queryParametersUi",
];

/// The plans of all items.
pub(super) async fn read(ctx: &Ctx) -> Result<Plans> {
    let as_json = ctx.raw("jsonParameters");
    let mut paths = [COMMON, OPTIONS].concat();
    if as_json.as_ref().is_none_or(|flag| *flag != false) {
        paths.extend(AS_JSON);
    }
    if as_json.is_none_or(|flag| flag != true) {
        paths.extend(AS_FIELDS);
    }
    let sheet = Sheet::read(ctx, &paths).await?;
    let first = sheet.row(0);
    let size = first.number("options.batchSize")?;
    let pause = first.number("options.batchInterval")?;
    Ok(Plans {
        // The size counts only where a pause is asked for, and stands for one request where it is not said.
        batches: Batches::of(size.or(pause.map(|_| 1.0)), pause),
        items: (0..ctx.items().len())
            .map(|item| plan(ctx, sheet.row(item)))
            .collect(),
    })
}

fn plan(ctx: &Ctx, row: Row<'_>) -> Result<Plan> {
    let wanted = wanted(row)?;
    let method = row.text_or("requestMethod", "GET")?.to_ascii_uppercase();
    let mut draft = Draft {
        url: row.text("url")?.to_string(),
        lists: if row.flag("options.useQueryString")? {
            Lists::Repeat
        } else {
            Lists::Indices
        },
        timeout_ms: timeout(row, TIMEOUT_MS)?,
        redirects: redirects(row, &method)?,
        proxy: Some(row.text("options.proxy")?.to_string()).filter(|proxy| !proxy.is_empty()),
        insecure: row.flag("allowUnauthorizedCerts")?,
        credential: authorization(ctx, row)?,
        method,
        ..Draft::default()
    };
    let body = if row.flag("jsonParameters")? {
        as_json(ctx, row, &mut draft)?
    } else {
        as_fields(row, &mut draft)?
    };
    draft.body = typed(row, &draft.method, body)?;
    let mime = row.text("options.bodyContentCustomMimeType")?;
    if !mime.is_empty() {
        draft.set_header("content-type", &mime);
    }
    draft.default_header("accept", accept(wanted.format));
    Ok(Plan {
        draft,
        wanted,
        paging: None,
    })
}

fn wanted(row: Row<'_>) -> Result<Wanted> {
    let format = match row.text("responseFormat")?.as_str() {
        "file" => Format::File,
        "string" => Format::Text,
        _ => Format::Json,
    };
    Ok(Wanted {
        format,
        full: row.flag("options.fullResponse")?,
        never_error: row.flag("options.ignoreResponseCode")?,
        property: row.text_or("dataPropertyName", "data")?.to_string(),
        split: row.flag("options.splitIntoItems")?,
    })
}

/// A redirect of a GET is followed unless that is switched off, one of another method only if that is switched on.
fn redirects(row: Row<'_>, method: &str) -> Result<u32> {
    let all = row.flag("options.followAllRedirects")?;
    let plain = row.flag_or("options.followRedirect", true)? && matches!(method, "GET" | "HEAD");
    Ok(if all || plain { REDIRECTS } else { 0 })
}

fn authorization(ctx: &Ctx, row: Row<'_>) -> Result<Option<(String, Option<String>)>> {
    let slot: Text = match row.text("authentication")?.as_str() {
        "basicAuth" => "httpBasicAuth".into(),
        "customAuth" => "httpCustomAuth".into(),
        "digestAuth" => "httpDigestAuth".into(),
        "headerAuth" => "httpHeaderAuth".into(),
        "queryAuth" => "httpQueryAuth".into(),
        "oAuth1" => "oAuth1Api".into(),
        "oAuth2" => "oAuth2Api".into(),
        "genericCredentialType" => row.text("genericAuthType")?,
        "predefinedCredentialType" => row.text("nodeCredentialType")?,
        _ => return Ok(None),
    };
    Ok(credential(ctx, &slot))
}

/// Parameters given as JSON. What comes back is the body before its type is looked at.
fn as_json(ctx: &Ctx, row: Row<'_>, draft: &mut Draft) -> Result<Content> {
    let raw = row.text("options.bodyContentType")? == "raw";
    let read = |name: &str, label: &str| -> Result<Option<Value>> {
        match row.value(name)? {
            Value::Null => Ok(None),
            empty if *empty == "" => Ok(None),
            given => json::read(given, name, label).map(Some),
        }
    };
    let object = |name: &str, label: &str| -> Result<Map> {
        let read = read(name, label)?;
        Ok(read
            .as_ref()
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default())
    };
    draft.query = object("queryParametersJson", "JSON of the query")?;
    draft.headers = object("headerParametersJson", "JSON of the headers")?;
    if row.flag("sendBinaryData")? {
        return files(ctx, row, draft);
    }
    match row.value("bodyParametersJson")? {
        Value::String(text) if raw && !text.is_empty() => Ok(Content::Text(text.clone())),
        _ => {
            Ok(read("bodyParametersJson", "JSON of the body")?
                .map_or(Content::Nothing, Content::Json))
        }
    }
}

fn files(ctx: &Ctx, row: Row<'_>, draft: &mut Draft) -> Result<Content> {
    let names = row.text_or("binaryPropertyName", "data")?;
    match row.text("options.bodyContentType")?.as_str() {
        "raw" => {
            let file = ctx.file(row.item, names.trim())?;
            draft.default_header("content-type", &file.mime_type);
            Ok(Content::File(Body::Stored(file)))
        }
        "multipart-form-data" => {
            let several = names.contains(',');
            let part = |name: &str| -> Result<(Text, Field)> {
                let (field, property) = match name.split_once(':') {
                    Some((field, property)) => (field.trim(), property.trim()),
                    None if several => return Err(unnamed()),
                    None => ("file", name),
                };
                Ok((field.into(), Field::File(ctx.file(row.item, property)?)))
            };
            names
                .split(',')
                .map(|name| part(name.trim()))
                .collect::<Result<_>>()
                .map(Content::Multipart)
        }
        _ => Err(Error::param(
            "options.bodyContentType",
            "A file is sent only as the raw body or as part of a form.",
        )
        .describe("Choose “Raw” or “Form” as the type of the body in the options.")),
    }
}

fn unnamed() -> Error {
    Error::param("binaryPropertyName", "Several files need a name each.")
        .describe("Write them as name1:property1,name2:property2.")
}

fn as_fields(row: Row<'_>, draft: &mut Draft) -> Result<Content> {
    for entry in row.entries("queryParametersUi.parameter")? {
        let value = entry.get("value").cloned().unwrap_or_default();
        let slot = draft.query.entry(field(entry, "name"));
        *slot = match slot.take() {
            Value::Null => value,
            Value::Array(several) => several.iter().cloned().chain([value]).collect(),
            one => vec![one, value].into(),
        };
    }
    for entry in row.entries("headerParametersUi.parameter")? {
        draft.headers.insert(
            field(entry, "name").to_lowercase(),
            entry.get("value").cloned().unwrap_or_default(),
        );
    }
    draft.headers.retain(|name, _| !name.is_empty());
    draft.query.retain(|name, _| !name.is_empty());
    let pairs = row.entries("bodyParametersUi.parameter")?;
    let pairs: Map = pairs
        .map(|entry| {
            (
                field(entry, "name"),
                entry.get("value").cloned().unwrap_or_default(),
            )
        })
        .collect();
    Ok(if pairs.is_empty() {
        Content::Nothing
    } else {
        Content::Json(pairs.into())
    })
}

/// The body in the form that is asked for.
fn typed(row: Row<'_>, method: &str, body: Content) -> Result<Content> {
    let Content::Json(Value::Object(fields)) = &body else {
        return Ok(body);
    };
    if !matches!(method, "PATCH" | "POST" | "PUT") {
        return Ok(body);
    }
    Ok(match row.text("options.bodyContentType")?.as_str() {
        "form-urlencoded" => Content::Form((**fields).clone()),
        "multipart-form-data" => Content::Multipart(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), Field::Value(value.clone())))
                .collect(),
        ),
        _ => body,
    })
}

//! Reads what is sent, in versions 3 and 4.

use sdk::{Body, Ctx, Map, Result, Text, Value};

use super::super::sheet::{Row, field};
use super::draft::{Content, Draft, Field};
use super::json;
use super::modern::FOLLOWS;
use crate::path;

/// The parameters that say what is sent.
pub(super) const PATHS: [&str; 8] = [
    "sendBody",
    "contentType",
    "specifyBody",
    "bodyParameters",
    "jsonBody",
    "body",
    "inputDataFieldName",
    "rawContentType",
];

/// Adds the body to a request.
pub(super) fn add(ctx: &Ctx, row: Row<'_>, draft: &mut Draft) -> Result<()> {
    if !row.flag("sendBody")? {
        return Ok(());
    }
    match row.text_or("contentType", "json")?.as_str() {
        "multipart-form-data" => draft.body = Content::Multipart(parts(ctx, row)?),
        "form-urlencoded" if row.text("specifyBody")? == "string" => {
            draft.body = Content::Form(pairs_of(&row.text("body")?));
        }
        "form-urlencoded" => draft.body = Content::Form(flat(row)?),
        "binaryData" => {
            let name = row.text("inputDataFieldName")?;
            let file = ctx
                .file(row.item, name.trim())
                .map_err(|e| e.in_field("inputDataFieldName"))?;
            draft.default_header("content-type", &file.mime_type);
            draft.body = Content::File(Body::Stored(file));
        }
        "raw" => {
            draft.body = Content::Text(match row.value("body")? {
                Value::Null => Text::new(),
                value => value.to_text(),
            });
            let mime = row.text("rawContentType")?;
            if !mime.is_empty() {
                draft.set_header("content-type", &mime);
            }
        }
        _ if row.text("specifyBody")? == "json" => {
            draft.body = Content::Json(json::read(row.value("jsonBody")?, "jsonBody", "body")?);
        }
        _ => draft.body = Content::Json(nested(ctx, row)?.into()),
    }
    Ok(())
}

fn pairs<'s>(row: Row<'s>) -> Result<impl Iterator<Item = (Text, Value)> + use<'s>> {
    let entries = row.entries("bodyParameters.parameters")?;
    let pair = |entry: &Map| {
        (
            field(entry, "name"),
            entry.get("value").cloned().unwrap_or_default(),
        )
    };
    Ok(entries.map(pair).filter(|(name, _)| !name.is_empty()))
}

fn flat(row: Row<'_>) -> Result<Map> {
    Ok(pairs(row)?.collect())
}

/// The fields of a JSON body; from version 4 on `a.b` is a field in a field.
fn nested(ctx: &Ctx, row: Row<'_>) -> Result<Map> {
    if ctx.version() < FOLLOWS {
        return flat(row);
    }
    let mut body = Map::new();
    for (name, value) in pairs(row)? {
        path::set(&mut body, &name, value);
    }
    Ok(body)
}

fn parts(ctx: &Ctx, row: Row<'_>) -> Result<Vec<(Text, Field)>> {
    let mut parts = Vec::new();
    for entry in row.entries("bodyParameters.parameters")? {
        let name = field(entry, "name");
        let content = match field(entry, "parameterType").as_str() {
            "formBinaryData" => {
                let property = field(entry, "inputDataFieldName");
                if property.trim().is_empty() {
                    continue;
                }
                let file = ctx.file(row.item, property.trim());
                Field::File(file.map_err(|e| e.in_field("bodyParameters"))?)
            }
            _ => Field::Value(entry.get("value").cloned().unwrap_or_default()),
        };
        if !name.is_empty() {
            parts.push((name, content));
        }
    }
    Ok(parts)
}

/// The fields of `a=1&b=2`.
fn pairs_of(text: &str) -> Map {
    url::form_urlencoded::parse(text.as_bytes())
        .map(|(name, value)| (name.into_owned(), Value::from(value)))
        .collect()
}

//! Records written as JSON with expressions inside: `{ "name": "{{ $json.name }}", "tags": {{ $json.tags }} }`.
//!
//! What an expression between the text gives is put in as JSON where it is a list, an object or a date, unlike in other
//! parameters. So its pieces are evaluated one by one, all items in one batch.

use model::script::{Evaluation, Typed};
use sdk::{Column, Ctx, Error, Result, Text, Value};

use crate::fields::{js, parse_literal};

/// The record for each item.
pub(super) async fn objects(ctx: &Ctx) -> Result<Vec<Result<Value>>> {
    let column = column(ctx, "jsonOutput").await?;
    let parsed = match &column {
        Column::Same(value) => vec![object(value); ctx.items().len().max(1)],
        Column::Each { .. } => (0..ctx.items().len())
            .map(|at| object(column.at(at)?))
            .collect(),
    };
    Ok(parsed)
}

/// The text or value of a parameter that holds JSON, expressions put in as JSON.
pub(super) async fn column(ctx: &Ctx, path: &str) -> Result<Column> {
    let raw = ctx.raw(path).unwrap_or_default();
    match raw.as_str().and_then(|text| text.strip_prefix('=')) {
        Some(text) => match pieces(text) {
            Some(pieces) => filled(ctx, &pieces).await,
            None => ctx.column(path).await,
        },
        None => crate::conditions::column(ctx, path, Some(&raw)).await,
    }
}

#[derive(Debug, PartialEq)]
enum Piece<'t> {
    Text(&'t str),
    Expression(&'t str),
}

/// The text in pieces; none where it is nothing but one expression, or has none.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("{{") {
        let end = inside.find("}}")?;
        let whole = &rest[before.len()..before.len() + end + 4];
        pieces.extend((!before.is_empty()).then_some(Piece::Text(before)));
        pieces.push(Piece::Expression(whole));
        rest = &inside[end + 2..];
    }
    pieces.extend((!rest.trim().is_empty()).then_some(Piece::Text(rest)));
    let has_expression = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Expression(_)));
    (has_expression && pieces.len() > 1).then_some(pieces)
}

/// The text for every item, with the results of its expressions in it.
async fn filled(ctx: &Ctx, pieces: &[Piece<'_>]) -> Result<Column> {
    let expressions = pieces.iter().filter_map(|piece| match piece {
        Piece::Expression(text) => Some(Text::from(format!("={text}"))),
        Piece::Text(_) => None,
    });
    let count = ctx.items().len() as u32;
    let evaluation = Evaluation {
        scope: ctx.parameters().scope(),
        templates: expressions.collect(),
        items: (0..count).collect(),
    };
    let asked = ctx.parameters().script_host();
    let mut results = ctx.host().evaluate(&evaluation, &*asked).await?;
    for column in &mut results {
        column.reverse();
    }
    let mut one = |_| {
        let mut out = String::new();
        let mut columns = results.iter_mut();
        let mut failed = None;
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Expression(expression) => match columns.next().and_then(Vec::pop) {
                    Some(Ok(typed)) => out.push_str(&as_json(typed)),
                    Some(Err(error)) => failed = failed.or(Some(failure(expression, &error))),
                    None => {}
                },
            }
        }
        failed.map_or(Ok(Value::from(out)), Err)
    };
    Ok(Column::collect((0..count).map(&mut one)))
}

fn failure(expression: &str, error: &model::script::ScriptError) -> Error {
    let mut failed = Error::new("expression", error.message.clone()).in_field("jsonOutput");
    failed.quote = Some(expression.to_owned());
    failed.description = error.description.clone();
    failed
}

/// What a result looks like within JSON text.
fn as_json(typed: Typed) -> String {
    match typed {
        Typed::Undefined => "undefined".to_owned(),
        Typed::Json(value @ (Value::Array(_) | Value::Object(_))) => value::to_string(&value),
        Typed::Json(value) => js::text(&value).to_string(),
        Typed::NotFinite(number) => value::number_to_string(number),
        Typed::BigInt(digits) => digits,
        other => other
            .into_json()
            .map(|value| value::to_string(&value))
            .unwrap_or_default(),
    }
}

/// The record that a value or its text is.
fn object(value: &Value) -> Result<Value> {
    let wrong =
        |message: &str| Error::param("jsonOutput", message).describe(shorten(&js::text(value)));
    let parsed = match value {
        Value::String(text) => match value::from_str(text) {
            Ok(parsed) => parsed,
            Err(error) => parse_literal(text)
                .ok_or_else(|| wrong(&format!("The JSON is not valid: {error}.")))?,
        },
        other => other.clone(),
    };
    if parsed.is_object() {
        Ok(parsed)
    } else {
        Err(wrong("The JSON is not an object: it must stand in { }."))
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_text_apart() {
        use Piece::{Expression, Text};
        for (text, expected) in [
            ("{{ $json }}", None),
            ("{ \"a\": 1 }", None),
            ("{{ $json }}\n", None),
            (
                "{ \"a\": {{ 1 }} }",
                Some(vec![Text("{ \"a\": "), Expression("{{ 1 }}"), Text(" }")]),
            ),
            (
                "{{ 1 }}{{ 2 }}",
                Some(vec![Expression("{{ 1 }}"), Expression("{{ 2 }}")]),
            ),
            ("{ {{ 1 }", None),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}

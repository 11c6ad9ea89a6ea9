//! Rows that evaluate an expression, split one, or resolve a parameter.

use std::sync::Arc;

use expr::{Js, Piece, PieceKind, Template};
use model::Item;
use model::script::{Evaluation, Scope, ScriptError, Typed};
use value::{Map, Text, Value, json};

use super::compare::{self, Verdict, harmless, show};
use super::{Runner, proxy};

pub(super) async fn run(runner: &Runner, file: &str, row: &Value) -> Verdict {
    match row["fn"].as_str() {
        Some("isExpression") => compare::equal(
            &row["expected"],
            &Typed::Json(expr::is_expression(&row["args"][0]).into()),
        ),
        Some("splitExpression" | "joinExpression") => {
            compare::equal(&row["expected"], &Typed::Json(pieces(row)))
        }
        Some("getParameterValue") => proxy::parameter(runner, row).await,
        Some(other) => Err(format!("the runner does not know the function {other}")),
        None if row.get("runData").is_some() => proxy::expression(runner, row).await,
        None => expression(runner, file, row).await,
    }
}

async fn expression(runner: &Runner, file: &str, row: &Value) -> Verdict {
    let scope = scope(row);
    let text = row["expression"].to_text();
    let text = match row["then"].as_str() {
        Some(then) => applied(&text, then),
        None => text,
    };
    let item = row["itemIndex"].as_u64().unwrap_or(0) as u32;
    native_agrees(runner, row, &scope, &text, item).await?;
    let result = evaluate(runner, scope, text, item).await;
    let title = row["title"].to_text();
    let words = ["security wrapper", "RCE prevention", "prototype pollution"];
    let refusals = file.ends_with("expression-sandboxing.json")
        || words.iter().any(|word| title.contains(word));
    judge(row, refusals, result)
}

/// Evaluates a template in the sandbox.
pub(super) async fn evaluate(
    runner: &Runner,
    scope: Scope,
    text: Text,
    item: u32,
) -> Result<Typed, ScriptError> {
    let evaluation = Evaluation {
        scope: Arc::new(scope),
        templates: vec![text],
        items: vec![item],
    };
    let host = super::host::NoData;
    let mut all = runner
        .pool
        .evaluate(&evaluation, app::EXPRESSION_TIMEOUT_MS, &host)
        .await?;
    let first = all.pop().and_then(|mut results| results.pop());
    first.unwrap_or_else(|| {
        Err(ScriptError {
            message: "no result came back".to_owned(),
            ..ScriptError::default()
        })
    })
}

/// Where the native evaluator answers, it must answer as the sandbox does.
async fn native_agrees(
    runner: &Runner,
    row: &Value,
    scope: &Scope,
    text: &Text,
    item: u32,
) -> Verdict {
    if row.get("context").is_some() {
        return Ok(());
    }
    if item as usize >= scope.input.len() {
        return Ok(());
    }
    let record = scope
        .input
        .get(item as usize)
        .map(Item::to_value)
        .unwrap_or_default();
    let Ok(native) = Template::parse(text).eval(&record) else {
        return Ok(());
    };
    let Ok(theirs) = evaluate(runner, scope.clone(), text.clone(), item).await else {
        return Err(format!(
            "natively it is {native:?}, in the sandbox it fails"
        ));
    };
    let ours = match native {
        Js::Undefined => Typed::Undefined,
        Js::Value(Value::Number(number)) if !number.is_finite() => Typed::NotFinite(number),
        Js::Value(value) => Typed::Json(value),
    };
    if show(&ours) == show(&theirs) {
        Ok(())
    } else {
        Err(format!(
            "natively it is {}, in the sandbox {}",
            show(&ours),
            show(&theirs)
        ))
    }
}

/// Judges a result by the row's `expected`, `not_expected`, `check` or `throws`.
pub(super) fn judge(row: &Value, refusals: bool, result: Result<Typed, ScriptError>) -> Verdict {
    if let Some(throws) = row.get("throws") {
        return thrown(throws, refusals, result);
    }
    let got = result.map_err(|error| format!("it failed: {}: {}", error.name, error.message))?;
    if let Some(check) = row.get("check") {
        return compare::check(check, &got);
    }
    if let Some(other) = row.get("not_expected") {
        return match compare::equal(other, &got) {
            Ok(()) => Err(format!("it must not be {other}")),
            Err(_) if harmless(&got) => Ok(()),
            Err(_) => Err(format!("it gives something away: {}", show(&got))),
        };
    }
    compare::equal(
        row.get("expected").unwrap_or(&json!({"$undefined": true})),
        &got,
    )
}

/// Where a failure is expected any failure will do; where that failure is a refusal, a harmless result will do too.
fn thrown(throws: &Value, refusals: bool, result: Result<Typed, ScriptError>) -> Verdict {
    const REFUSALS: [&str; 8] = [
        "security concerns",
        "ExpressionReservedVariableError",
        "ExpressionDestructuringError",
        "ExpressionComputedDestructuringError",
        "ExpressionWithStatementError",
        "ExpressionClassExtensionError",
        "DOLLAR_SIGN_ERROR",
        "is disallowed",
    ];
    if *throws == false {
        return result
            .map(drop)
            .map_err(|error| format!("it must not fail: {}", error.message));
    }
    let text = throws.to_string();
    let refusal = refusals || REFUSALS.iter().any(|word| text.contains(word));
    match result {
        Err(_) => Ok(()),
        Ok(got) if refusal && harmless(&got) => Ok(()),
        Ok(got) => Err(format!("expected a failure ({text}), got {}", show(&got))),
    }
}

fn scope(row: &Value) -> Scope {
    let items: Vec<Item> = match row["items"].as_array() {
        Some(items) => items
            .iter()
            .map(|item| Item::of(item["json"].clone()))
            .collect(),
        None => vec![Item::of(
            row.get("input")
                .cloned()
                .unwrap_or_else(|| Map::new().into()),
        )],
    };
    let mut scope = Scope {
        timezone: "America/New_York".to_owned(),
        frozen_ms: now(row),
        input: Arc::new(items),
        strict: true,
        ..Scope::default()
    };
    for (name, value) in row["context"].as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("$json", json) => scope.input = Arc::new(vec![Item::of(json.clone())]),
            // What stands for a function or a builtin is there already.
            (_, Value::Object(map))
                if map
                    .keys()
                    .next()
                    .is_some_and(|key| key.starts_with('$') && key.len() > 1) => {}
            (_, plain) => {
                scope.extra.insert(name.clone(), plain.clone());
            }
        }
    }
    scope
}

/// The frozen clock of a row.
pub(super) fn now(row: &Value) -> Option<i64> {
    row["now"]
        .as_str()?
        .parse::<jiff::Timestamp>()
        .ok()
        .map(jiff::Timestamp::as_millisecond)
}

/// The template with a member or a call applied to its result.
pub(super) fn applied(text: &str, then: &str) -> Text {
    let code = text.trim_start_matches('=').trim();
    let code = code
        .strip_prefix("{{")
        .and_then(|code| code.strip_suffix("}}"))
        .unwrap_or(code);
    format!("={{{{ ({code}).{then} }}}}").into()
}

fn pieces(row: &Value) -> Value {
    let argument = &row["args"][0];
    let text = match argument["$call"].as_str() {
        Some(_) => argument["args"][0].to_text(),
        None => argument.to_text(),
    };
    let split = expr::split(&text);
    match row["fn"].as_str() {
        Some("joinExpression") => expr::join(&split).into(),
        _ => split.iter().map(piece).collect(),
    }
}

fn piece(piece: &Piece) -> Value {
    match piece.kind {
        PieceKind::Text => json!({ "type": "text", "text": piece.text.as_str() }),
        PieceKind::Code { closed } => {
            json!({ "type": "code", "text": piece.text.as_str(), "hasClosingBrackets": closed })
        }
    }
}

//! Compares an execution with what a golden workflow expects.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::script::Typed;
use model::{Binary, Execution, ExecutionStatus, Item, RunError, Step};
use sdk::Host;
use value::{Map, Value, json};

use crate::conformance::compare;

/// The key under which a record of an expectation has the files of its item.
const FILES: &str = "$files";

/// The bytes of a file of an expectation: text, or `{ "base64": … }`.
pub(super) fn bytes(file: &Value) -> Result<Vec<u8>> {
    match file.get("base64") {
        Some(base64) => Ok(STANDARD.decode(base64.to_text().as_bytes())?),
        None => Ok(file
            .as_str()
            .context("a file is text or base64")?
            .as_bytes()
            .to_vec()),
    }
}

/// Everything that differs.
pub(super) async fn execution(
    wanted: &Value,
    got: &Execution,
    host: &dyn Host,
) -> Result<Vec<String>> {
    let mut wrong = ending(wanted, got);
    if let Some(order) = wanted.get("order") {
        let names: Value = got
            .steps
            .iter()
            .map(|step| Value::from(&step.name))
            .collect();
        if *order != names {
            wrong.push(format!("order: expected {order}, got {names}"));
        }
    }
    if let Some(custom) = wanted.get("custom") {
        let noted = Value::from(got.custom.clone());
        if *custom != noted {
            wrong.push(format!("custom: expected {custom}, got {noted}"));
        }
    }
    for (name, expected) in wanted["nodes"].as_object().into_iter().flatten() {
        if got.workflow.node_named(name).is_none() {
            wrong.push(format!("there is no node “{name}”"));
            continue;
        }
        let steps: Vec<&Step> = got.steps.iter().filter(|step| step.name == *name).collect();
        let found = node(expected, &steps, host).await?;
        wrong.extend(
            found
                .into_iter()
                .map(|what| format!("node “{name}”: {what}")),
        );
    }
    Ok(wrong)
}

/// How it ended: well, or with the error that is expected.
fn ending(wanted: &Value, got: &Execution) -> Vec<String> {
    match (wanted.get("error"), &got.error) {
        (None, _) if got.status == ExecutionStatus::Success => Vec::new(),
        (None, error) => {
            let error = error.as_ref().map(describe).unwrap_or_default();
            vec![format!("it ended as {:?}: {error}", got.status)]
        }
        (Some(_), _) if got.status != ExecutionStatus::Failed => {
            vec![format!(
                "a failure was expected, it ended as {:?}",
                got.status
            )]
        }
        (Some(wanted), error) => failure(wanted, error.as_ref()),
    }
}

fn describe(error: &RunError) -> String {
    format!(
        "“{}”: {} {}",
        error.node.as_deref().unwrap_or("?"),
        error.message,
        error.description.as_deref().unwrap_or_default()
    )
}

/// What an error lacks: a text must hold what is expected of `message`, `description`, `quote` and `grant`, the rest be equal.
fn failure(wanted: &Value, error: Option<&RunError>) -> Vec<String> {
    let Some(error) = error else {
        return vec!["there is no error".to_owned()];
    };
    let got = value::to_value(error).unwrap_or_default();
    let wanted = match wanted {
        Value::String(text) => json!({ "message": text }),
        other => other.clone(),
    };
    let mut wrong = Vec::new();
    for (key, wanted) in wanted.as_object().into_iter().flatten() {
        let own = got.get(key.as_str()).cloned().unwrap_or_default();
        let holds = match key.as_str() {
            "message" | "description" | "quote" | "grant" => {
                own.to_text().contains(wanted.to_text().as_str())
            }
            _ => own == *wanted,
        };
        if !holds {
            wrong.push(format!("error.{key}: expected {wanted}, got {own}"));
        }
    }
    wrong
}

async fn node(expected: &Value, steps: &[&Step], host: &dyn Host) -> Result<Vec<String>> {
    let runs = match expected {
        Value::Null => Vec::new(),
        Value::Array(_) => vec![json!([expected])],
        other => match (other.get("runs"), other.get("outputs")) {
            (Some(runs), _) => runs.as_array().unwrap_or_default().to_vec(),
            (None, Some(outputs)) => vec![outputs.clone()],
            (None, None) => vec![Value::Null],
        },
    };
    if steps.len() != runs.len() {
        return Ok(vec![format!(
            "expected to run {} times, ran {} times",
            runs.len(),
            steps.len()
        )]);
    }
    let mut wrong = Vec::new();
    for (at, (step, outputs)) in steps.iter().zip(&runs).enumerate() {
        for (port, wanted) in outputs.as_array().unwrap_or_default().iter().enumerate() {
            let got = step.outputs.get(port).map(|items| items.as_slice());
            if let Err(why) = items(wanted, got.unwrap_or_default(), host).await? {
                wrong.push(format!("run {at}, output {port}: {why}"));
            }
        }
        let surplus = step
            .outputs
            .iter()
            .skip(outputs.as_array().map_or(usize::MAX, <[Value]>::len))
            .any(|items| !items.is_empty());
        if surplus {
            wrong.push(format!(
                "run {at}: items on an output where none are expected"
            ));
        }
        wrong.extend(extras(expected, step));
    }
    Ok(wrong)
}

/// What else may be said of a node: its error, its failed attempts, what its code wrote.
fn extras(expected: &Value, step: &Step) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(error) = expected.get("error") {
        wrong.extend(failure(error, step.error.as_ref()));
    }
    let failed = step.attempts.len() as u64;
    let attempts = expected.get("attempts").and_then(Value::as_u64);
    if let Some(attempts) = attempts.filter(|attempts| *attempts != failed) {
        wrong.push(format!("expected {attempts} failed attempts, got {failed}"));
    }
    if let Some(waits) = expected.get("waits") {
        let got: Value = step
            .attempts
            .iter()
            .map(|attempt| Value::from(attempt.waited_ms))
            .collect();
        if *waits != got {
            wrong.push(format!("waits: expected {waits}, got {got}"));
        }
    }
    if let Some(console) = expected.get("console") {
        let got: Value = step
            .console
            .iter()
            .map(|line| Value::from(line.as_str()))
            .collect();
        if *console != got {
            wrong.push(format!("console: expected {console}, got {got}"));
        }
    }
    wrong
}

async fn items(wanted: &Value, got: &[Item], host: &dyn Host) -> Result<compare::Verdict> {
    let wanted = wanted.as_array().unwrap_or_default();
    let mut found = Vec::new();
    for (at, item) in got.iter().enumerate() {
        let asked = wanted.get(at).and_then(|record| record.get(FILES));
        let mut record = (*item.json).clone();
        if let Some(files) = item.binary.as_deref().filter(|files| !files.is_empty()) {
            let mut all = Map::new();
            for (name, binary) in files.iter() {
                let keys = asked.and_then(|files| files.get(name.as_str())).cloned();
                all.insert(
                    name.clone(),
                    file(binary, &keys.unwrap_or_default(), host).await?,
                );
            }
            record.insert(FILES, all);
        }
        found.push(Value::from(record));
    }
    let wanted: Value = wanted.iter().cloned().collect();
    Ok(compare::equal(&wanted, &Typed::Json(found.into())))
}

/// A file with the keys that an expectation asks for; `text`, `fileName` and `mimeType` where it asks for none.
async fn file(binary: &Binary, asked: &Value, host: &dyn Host) -> Result<Value> {
    let bytes = host.load_binary(binary).await?;
    let all = json!({
        "text": String::from_utf8_lossy(&bytes).into_owned(),
        "base64": STANDARD.encode(&bytes),
        "fileName": binary.file_name.as_ref(),
        "mimeType": &binary.mime_type,
        "fileExtension": binary.file_extension.as_ref(),
        "size": binary.size,
    });
    let keys: Vec<&str> = match asked.as_object() {
        Some(map) => map.keys().map(|key| key.as_str()).collect(),
        None => vec!["text", "fileName", "mimeType"],
    };
    let mut kept = Map::new();
    for key in keys {
        kept.insert(key, all.get(key).cloned().unwrap_or_default());
    }
    Ok(kept.into())
}

//! Rows that run the program of a Code node.

use std::sync::Arc;

use model::Item;
use model::script::{CodeMode, CodeRun, Scope, ScriptError, ScriptFault, Typed};
use value::{Map, Value, json};

use super::Runner;
use super::compare::{self, Verdict};
use super::expressions::{judge, now};
use super::host::StaticData;

pub(super) async fn run(runner: &Runner, row: &Value) -> Verdict {
    let static_data = row["staticData"].as_object().cloned().unwrap_or_default();
    let host = StaticData::new(static_data, "JsCode", row["items"].clone());
    let run = CodeRun {
        scope: Arc::new(scope(row)),
        code: row["code"].to_text(),
        mode: match row["mode"].as_str() {
            Some("runOnceForEachItem") => CodeMode::EachItem,
            Some("runCode") => CodeMode::Plain,
            _ => CodeMode::AllItems,
        },
        continue_on_fail: row["continueOnFail"] == true,
        timeout_ms: 10_000,
    };
    let continues = run.continue_on_fail && run.mode == CodeMode::AllItems;
    let reply = runner.pool.run_code(&run, &host).await;
    let result = match reply.result {
        // Over all items the Code node itself makes the item that stands for the failure.
        Err(error) if continues => Ok(failed_item(&error)),
        other => other.map(|got| unwrapped(row, got)),
    };
    match row["then"].as_str() {
        Some("staticData") => compare::equal(&row["expected"], &host.changed()),
        Some(path) => judge(
            row,
            false,
            result.map(|got| follow(got, path.strip_prefix("result").unwrap_or(path))),
        ),
        None => judge(row, false, result.map(|got| whole(row, got, &host))),
    }
}

/// Over all items the cases look at what the code returned before it is brought to the form of items. Where a row expects
/// no items, ours are taken back to their records.
fn unwrapped(row: &Value, got: Typed) -> Typed {
    let wanted = row["expected"].get("result").unwrap_or(&row["expected"]);
    let item = |value: &Value| value.get("json").is_some() || value.get("binary").is_some();
    let items = wanted.as_array().is_some_and(|list| list.iter().any(item));
    if row["mode"] != "runOnceForAllItems"
        || items
        || row.get("expected").is_none()
        || row["then"] == "staticData"
    {
        return got;
    }
    let record = |item: Typed| follow(item, "json");
    match (wanted, compare::elements(&got)) {
        (Value::Array(_), Some(list)) => Typed::Array(list.into_iter().map(record).collect()),
        (_, Some(list)) if list.len() == 1 && row["then"] == "result" => {
            list.into_iter().map(record).next().unwrap_or(got)
        }
        _ => got,
    }
}

/// n8n's wording: the message with the line at its end.
fn failed_item(error: &ScriptError) -> Typed {
    let line = error
        .line
        .map(|line| format!(" [line {line}]"))
        .unwrap_or_default();
    let message = format!("{}{line}", error.message.trim_end_matches(&line));
    let record = Map::from_iter([("error", Value::from(message))]);
    Typed::Json(Value::from(vec![Value::from(Map::from_iter([(
        "json",
        Value::from(record),
    )]))]))
}

/// `{ result, staticData }`, as the row's `expected` has it.
fn whole(row: &Value, got: Typed, host: &StaticData) -> Typed {
    if row["expected"].get("result").is_none() {
        return got;
    }
    let mut entries = vec![("result".into(), got)];
    if row["expected"].get("staticData").is_some() {
        entries.push(("staticData".into(), host.changed()));
    }
    Typed::Object(entries)
}

/// The part of a result at a path such as `[0].json.result`.
fn follow(got: Typed, path: &str) -> Typed {
    let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    steps.fold(got, |at, step| {
        let own = match step.parse::<usize>() {
            Ok(index) => compare::elements(&at).and_then(|list| list.get(index).cloned()),
            Err(_) => compare::fields(&at)
                .and_then(|own| own.into_iter().find(|(key, _)| key == step).map(|(_, v)| v)),
        };
        own.unwrap_or(Typed::Undefined)
    })
}

fn scope(row: &Value) -> Scope {
    let items = row["items"].as_array().unwrap_or_default();
    let timezone = row["workflowSettings"]["timezone"]
        .as_str()
        .unwrap_or("America/New_York");
    Scope {
        workflow: map(&json!({ "id": "1", "name": "Test Workflow", "active": true })),
        execution: map(&json!({
            "id": "exec-id",
            "mode": "test",
            "resumeUrl": "http://webhookwaitingbaseurl/exec-id?signature=test-resume-token",
            "resumeFormUrl": "http://formwaitingbaseurl/exec-id?signature=test-resume-token",
        })),
        node: map(
            &json!({ "name": "JsCode", "type": "n8n-nodes-base.code", "version": 2, "id": "2" }),
        ),
        previous: Some(map(
            &json!({ "name": "Trigger", "outputIndex": 0, "runIndex": 0 }),
        )),
        vars: map(&json!({ "var": "value" })),
        input: Arc::new(
            items
                .iter()
                .map(|item| Item::of(item["json"].clone()))
                .collect(),
        ),
        timezone: timezone.to_owned(),
        frozen_ms: now(row),
        env: env(row),
        extra: row["additionalProperties"]
            .as_object()
            .cloned()
            .unwrap_or_default(),
        strict: true,
        ..Scope::default()
    }
}

fn map(value: &Value) -> Map {
    value.as_object().cloned().unwrap_or_default()
}

/// `$env`, where the row does not block it.
fn env(row: &Value) -> Option<Map> {
    let env = row.get("env")?;
    (env["isEnvAccessBlocked"] != true).then(|| env["env"].as_object().cloned().unwrap_or_default())
}

/// The refusal of everything that a row does not give.
pub(super) fn absent(what: &str) -> ScriptError {
    ScriptError::new(
        ScriptFault::Refused,
        "Error",
        format!("the case has no {what}"),
    )
}

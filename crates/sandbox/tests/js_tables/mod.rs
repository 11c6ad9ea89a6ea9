//! Tables of expressions and programs: text in, JSON out, all rows compared before a test fails.
#![allow(dead_code, reason = "each test file uses a part of it")]

#[path = "../common/mod.rs"]
pub mod common;

use std::sync::Arc;

use model::script::{
    CodeMode, CodeRun, Evaluation, Scope, ScriptCall, ScriptError, ScriptFault, Typed,
};
use value::{Map, Value};

use common::{Answers, pool, program, scope};

/// Noon on 15 June 2024, UTC.
pub const NOON: i64 = 1_718_452_800_000;

/// A row's result: JSON, `undefined`, or `!` and a part of the error's message.
fn shown(result: Result<Typed, ScriptError>) -> String {
    match result {
        Ok(Typed::Undefined) => "undefined".to_owned(),
        Ok(typed) => value::to_string(&typed.into_json().unwrap_or_default()),
        Err(error) => format!("!{}", error.message),
    }
}

/// The scope of the tables: one record, New York, a clock that stands still.
pub fn usual(record: &str) -> Arc<Scope> {
    let mut scope = (*scope([common::json(record)])).clone();
    scope.frozen_ms = Some(NOON);
    scope.strict = true;
    Arc::new(scope)
}

/// Evaluates the expression of each row, all in one go, and compares the JSON of the results.
pub async fn check_expressions(scope: &Arc<Scope>, rows: &[(&str, &str)]) {
    let evaluation = Evaluation {
        scope: scope.clone(),
        templates: rows
            .iter()
            .map(|(code, _)| format!("={code}").into())
            .collect(),
        items: vec![0],
    };
    let results = pool()
        .evaluate(&evaluation, 20_000, &answers())
        .await
        .expect("is answered");
    let got = results.into_iter().map(|mut one| shown(one.remove(0)));
    compare(
        rows.iter()
            .zip(got)
            .map(|(&(code, wanted), got)| (code, wanted, got)),
    );
}

/// Runs the program of each row and compares the JSON of its result.
pub async fn check_code(scope: &Arc<Scope>, mode: CodeMode, rows: &[(&str, &str)]) {
    let pool = pool();
    let mut results = Vec::new();
    for &(code, wanted) in rows {
        let run = CodeRun {
            timeout_ms: 10_000,
            ..program(scope, code, mode)
        };
        let reply = pool.run_code(&run, &answers()).await;
        results.push((code, wanted, shown(reply.result)));
    }
    compare(results.into_iter());
}

fn compare<'a>(rows: impl Iterator<Item = (&'a str, &'a str, String)>) {
    let wrong = rows
        .filter(|(_, wanted, got)| match wanted.strip_prefix('!') {
            Some(part) => !got
                .strip_prefix('!')
                .is_some_and(|message| message.contains(part)),
            None => got != wanted,
        })
        .map(|(code, wanted, got)| format!("{code}\n  wanted {wanted}\n  got    {got}"))
        .collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A host with two nodes: `Start`, which gave three items, and `Idle`, which has not run.
pub fn answers() -> Answers<impl Fn(&ScriptCall) -> Result<Value, ScriptError> + Send + Sync> {
    Answers::new(|call| match call {
        ScriptCall::Node { name } => Ok(node(name)),
        ScriptCall::Items { run: Some(9), .. } => {
            Err(ScriptError::expression("no_execution_data", "no such run"))
        }
        ScriptCall::Items {
            output: Some(1), ..
        } => Ok(common::json(r#"{"items":[]}"#)),
        ScriptCall::Items { .. } | ScriptCall::RunItems { .. } => Ok(common::json(
            r#"{"items":[{"json":{"n":1}},{"json":{"n":2}},{"json":{"n":3}}]}"#,
        )),
        ScriptCall::Paired { items, .. } => Ok(items.iter().map(|&index| paired(index)).collect()),
        ScriptCall::FromAi { key, .. } if key == "city" => Ok("Oslo".into()),
        ScriptCall::FromAi { .. }
        | ScriptCall::SetStaticData { .. }
        | ScriptCall::SetCustomData { .. } => Ok(Value::Null),
        ScriptCall::StaticData { .. } => Ok(common::json(r#"{"count":1}"#)),
        ScriptCall::CustomData {} => Ok(common::json(r#"{"k":"v"}"#)),
        ScriptCall::AiInfo {} => Ok(common::json(r#"{"tool":{"name":"sum"}}"#)),
        ScriptCall::HttpRequest { options } => Ok(Value::from(Map::from_iter([(
            "sent",
            Value::from(options.clone()),
        )]))),
        ScriptCall::StoreBinary { .. } => Ok(common::json(
            r#"{"sha256":"00","size":2048,"mimeType":"text/plain"}"#,
        )),
        ScriptCall::BinaryData { .. } => Ok("aGk=".into()),
        ScriptCall::Console { .. } => Err(ScriptError::new(
            ScriptFault::Refused,
            "Error",
            "not asked here",
        )),
    })
}

fn node(name: &str) -> Value {
    common::json(match name {
        "Start" => {
            r#"{"exists":true,"executed":true,"runs":2,"context":{"done":false},
                "parameters":{"plain":1,"told":"={{ $json.name }}!","deep":{"told":"={{ 1 + 1 }}"}}}"#
        }
        "Idle" => r#"{"exists":true,"executed":false,"runs":0,"parameters":{}}"#,
        _ => r#"{"exists":false}"#,
    })
}

fn paired(index: u32) -> Value {
    common::json(match index {
        0 => r#"{"json":{"n":2}}"#,
        _ => r#"{"error":{"message":"no way back","code":"paired_item_no_connection"}}"#,
    })
}

//! Hostile inputs: nothing is reached, everything ends, the next execution is healthy.
//!
//! The lists are not ours to ship: they are read from `MILLRACE_CASES` (default `../shared/cases` beside the workspace) and
//! the tests say so and pass where it is absent.

#![allow(clippy::print_stdout, reason = "a test that skips says so")]

mod common;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use common::*;
use model::script::{CodeMode, ScriptError, ScriptFault, Typed};
use sandbox::Pool;
use value::{Map, Value};

/// What the escape inputs look for: the first that is there is a capability.
const PROBE: &str = "typeof process!==\"undefined\"?\"ESC:process\":typeof require!==\"undefined\"&&require.main?\"ESC:require\":typeof std!==\"undefined\"?\"ESC:std\":typeof os!==\"undefined\"?\"ESC:os\":\"\"";

/// The rows of a list; none, and a line that says so, where it is absent.
fn rows(name: &str) -> Vec<Value> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases");
    let folder =
        std::env::var_os("MILLRACE_CASES").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    match std::fs::read_to_string(folder.join("corpus").join(name)) {
        Ok(text) => text
            .lines()
            .filter(|line| !line.is_empty())
            .map(json)
            .collect(),
        Err(_) => {
            println!("skipped: no {name}");
            Vec::new()
        }
    }
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_default()
}

/// Whether something of the host, or the mark of a success, is in a result.
fn holds_capability(result: &Result<Typed, ScriptError>) -> bool {
    let Ok(result) = result else { return false };
    format!("{result:?}").contains("ESC")
}

/// An input as an expression; `$$` stands for the probe as text.
fn template(src: &str) -> String {
    let probe = value::to_string(&Value::from(PROBE));
    format!("={{{{ {} }}}}", src.replace("$$", &probe))
}

/// Runs an input both ways in which a person could hand it in.
async fn both_ways(pool: &Pool, src: &str) -> [Result<Typed, ScriptError>; 2] {
    let probe = value::to_string(&Value::from(PROBE));
    let code = format!("return ({})", src.replace("$$", &probe));
    let expression = evaluate(pool, &empty(), &template(src)).await;
    let program = run(pool, &empty(), &code, CodeMode::Plain).await.result;
    [expression, program]
}

async fn is_healthy(pool: &Pool) -> bool {
    let result = evaluate(pool, &empty(), "={{ [1,2,3].map(x => x * 2).join() }}").await;
    result == Ok(Typed::Json("2,4,6".into()))
}

#[tokio::test]
async fn no_escape_reaches_a_capability() {
    let pool = pool();
    for row in rows("expression_escape.jsonl") {
        let (id, src) = (text(&row, "id"), text(&row, "src"));
        if text(&row, "expect") == "verbatim" {
            let data = &row["data"];
            let scope = scope([Map::from_iter([("x", data.clone())]).into()]);
            let result = evaluate(&pool, &scope, &template(src)).await;
            assert_eq!(result, Ok(Typed::Json(data.clone())), "{id}");
            continue;
        }
        for result in both_ways(&pool, src).await {
            // What pollutes says so in its own result; there the question is what the next run sees.
            let reached = holds_capability(&result) && row.get("after").is_none();
            assert!(!reached, "{id}: {result:?}");
            let died = matches!(&result, Err(error) if error.kind == ScriptFault::Killed);
            assert!(!died, "{id}: the worker died: {result:?}");
        }
        let after = row
            .get("after")
            .and_then(Value::as_str)
            .unwrap_or("typeof __leak === 'undefined' ? '' : __leak");
        for result in both_ways(&pool, after).await {
            assert_eq!(
                result,
                Ok(Typed::Json("".into())),
                "{id}: what the next run sees"
            );
        }
    }
}

#[tokio::test]
async fn every_denial_of_service_ends() {
    const MOST: Duration = Duration::from_millis(1500);
    let pool = pool();
    assert!(is_healthy(&pool).await);
    let before = resident();
    for row in rows("sandbox_dos.jsonl") {
        let (id, src) = (text(&row, "id"), text(&row, "src"));
        let start = Instant::now();
        let expression = template(&format!("(() => {{ {} }})()", as_body(src)));
        let result = evaluate(&pool, &empty(), &expression).await;
        let took = start.elapsed();
        assert!(
            took <= MOST,
            "{id} took {took:?} as an expression: {result:?}"
        );
        let start = Instant::now();
        let reply = run(&pool, &empty(), &as_body(src), CodeMode::Plain).await;
        let took = start.elapsed();
        assert!(
            took <= MOST,
            "{id} took {took:?} as a program: {:?}",
            reply.result
        );
        assert!(is_healthy(&pool).await, "{id}: the next one is not healthy");
        let grown = resident().saturating_sub(before) >> 20;
        assert!(grown <= 96, "{id}: the host grew by {grown} MB");
    }
}

/// The last expression of a script, returned.
fn as_body(src: &str) -> String {
    let src = src.trim_end().trim_end_matches(';');
    if ["while", "throw", "function", "for"]
        .iter()
        .any(|word| src.starts_with(word))
    {
        return src.replace("} f()", "} return f()");
    }
    let cut = src.rfind(';').map_or(0, |at| at + 1);
    let (before, last) = src.split_at(cut);
    if ["while", "for", "throw"]
        .iter()
        .any(|word| last.trim_start().starts_with(word))
        || last.contains('}') && cut > 0
    {
        return src.to_owned();
    }
    format!("{before} return {last}")
}

/// Bytes of this process in memory.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<u64>().ok())
        .unwrap_or_default()
        * 4096
}

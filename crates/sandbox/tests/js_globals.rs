//! What user code can reach: the names on `globalThis`, and that the list of extension functions is whole.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

mod js_tables;

use std::collections::BTreeSet;

use js_tables::common::{empty, evaluate, json, pool, run};
use model::script::{CodeMode, Typed};
use value::Value;

type Names = BTreeSet<String>;

/// The names of `globals.txt` under some headings.
fn allowed(headings: &[&str]) -> Names {
    let mut heading = "";
    let mut found = Names::new();
    for line in include_str!("globals.txt").lines() {
        if let Some(text) = line.strip_prefix("# ") {
            heading = text;
        } else if headings.contains(&heading) && !line.is_empty() {
            found.insert(line.to_owned());
        }
    }
    assert!(!found.is_empty());
    found
}

fn names(result: Option<Value>) -> Names {
    let list = result.expect("is a list");
    list.as_array()
        .expect("is a list")
        .iter()
        .map(|name| name.as_str().unwrap_or_default().to_owned())
        .collect()
}

fn only_item(result: Typed) -> Option<Value> {
    Some(result.into_json()?[0]["json"]["names"].clone())
}

const IN_CODE: &str = "return { names: Object.getOwnPropertyNames(globalThis) }";

#[tokio::test]
async fn global_names_are_those_that_were_decided() {
    let pool = pool();
    let plain = run(
        &pool,
        &empty(),
        "return Object.getOwnPropertyNames(globalThis)",
        CodeMode::Plain,
    )
    .await;
    let everywhere = ["everywhere", "everywhere but in expressions"];
    assert_eq!(
        names(plain.result.expect("runs").into_json()),
        allowed(&everywhere)
    );

    let code = [
        &everywhere[..],
        &["expressions and Code nodes", "Code nodes"],
    ]
    .concat();
    for mode in [CodeMode::AllItems, CodeMode::EachItem] {
        let reply = run(&pool, &empty(), IN_CODE, mode).await;
        assert_eq!(
            names(only_item(reply.result.expect("runs"))),
            allowed(&code),
            "{mode:?}"
        );
    }
    let old = [&code[..], &["old Function Item nodes"]].concat();
    let reply = run(&pool, &empty(), IN_CODE, CodeMode::FunctionItem).await;
    assert_eq!(names(only_item(reply.result.expect("runs"))), allowed(&old));

    let expression = "={{ Object.getOwnPropertyNames((function () { return this })()) }}";
    let found = evaluate(&pool, &empty(), expression)
        .await
        .expect("evaluates");
    assert_eq!(
        names(found.into_json()),
        allowed(&["everywhere", "expressions and Code nodes", "expressions"])
    );
}

/// A unit of the prelude.
fn unit(name: &str) -> String {
    let path = format!("{}/js/{name}.js", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("is a unit")
}

/// The names that a table of extension functions exports.
fn exports(name: &str) -> Names {
    let source = unit(name);
    let (_, block) = source
        .split_once("module.exports = {\n")
        .expect("has exports");
    let own = |line: &str| {
        let line = line
            .strip_prefix("  ")
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))?;
        Some(line.split([':', ',', '(']).next()?.to_owned())
    };
    block.lines().filter_map(own).collect()
}

/// The names for which calls are rewritten are those that some type has.
#[test]
fn extension_functions_are_all_listed() {
    let tables = ["any", "boolean", "date", "list", "number", "object", "text"];
    let mut found: Names = tables
        .iter()
        .flat_map(|table| exports(&format!("extend/{table}")))
        .collect();
    for helper in ["equal", "isRecord"] {
        assert!(found.remove(helper));
    }
    let source = unit("extend/names");
    let listed: Names = source
        .split('"')
        .skip(1)
        .step_by(2)
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect();
    assert_eq!(found, listed);
}

/// Nothing of the prelude hangs on what user code is given.
#[tokio::test]
async fn no_native_function_is_handed_out() {
    let walk = r"
        const seen = new Set(), found = [];
        const visit = (value, path) => {
            if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
            seen.add(value);
            if (path.length > 6) return;
            for (const key of Reflect.ownKeys(value)) {
                if (['compile', 'begin', 'hmac', 'abbreviation'].includes(key)) found.push([...path, key].join('.'));
                let next;
                try { next = value[key] } catch { continue }
                visit(next, [...path, String(key)]);
            }
            visit(Object.getPrototypeOf(value), [...path, '__proto__']);
        };
        visit(globalThis, []);
        visit(this, ['this']);
        for (const name of ['buffer', 'crypto', 'luxon', 'path', 'url', 'util']) visit(require(name), [name]);
        return { found, seen: seen.size > 500 };";
    let reply = run(&pool(), &empty(), walk, CodeMode::AllItems).await;
    let wanted = json(r#"[{"json":{"found":["RegExp.prototype.compile"],"seen":true}}]"#);
    assert_eq!(reply.result.map(Typed::into_json), Ok(Some(wanted)));
}

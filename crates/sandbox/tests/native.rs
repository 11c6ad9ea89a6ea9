//! The native evaluator of `expr` against QuickJS: what the one answers without JavaScript, the other must answer alike.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on should fail, loudly"
)]

mod common;

use common::*;
use expr::{Fault, Js, Template, testing};
use model::script::{ScriptError, Typed};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use value::Value;

/// Records, and expressions over each of them; the first are the same in every run, the rest are not.
const RECORDS: u32 = 150;
const EXPRESSIONS: usize = 30;

/// The value of a result in the terms of `expr`: `undefined` outside, NaN as a number inside.
fn as_js(typed: Typed) -> Js {
    match typed {
        Typed::Undefined => Js::Undefined,
        other => Js::Value(as_value(other)),
    }
}

fn as_value(typed: Typed) -> Value {
    match typed {
        Typed::NotFinite(number) => number.into(),
        Typed::Array(list) => list.into_iter().map(as_value).collect(),
        Typed::Object(entries) => {
            let entries = entries
                .into_iter()
                .map(|(key, entry)| (key, as_value(entry)));
            entries.collect::<value::Map>().into()
        }
        other => other.into_json().unwrap_or_default(),
    }
}

/// Equal as far as JavaScript can tell them apart in data: NaN is NaN, -0 is 0.
fn same(a: &Js, b: &Js) -> bool {
    match (a, b) {
        (Js::Undefined, Js::Undefined) => true,
        (Js::Value(a), Js::Value(b)) => same_value(a, b),
        _ => false,
    }
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same_value(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same_value(a, b)))
        }
        _ => a == b,
    }
}

/// What the native evaluator says; nothing where it does not promise an answer.
fn native(template: &str, json: &Value) -> Option<Js> {
    match Template::parse(template).eval(json) {
        Ok(js) => Some(js),
        Err(Fault::NotNative(_)) => None,
        Err(fault) => panic!("{template} over {json}: {fault}"),
    }
}

fn compare(template: &str, json: &Value, found: Result<Typed, ScriptError>) -> bool {
    let Some(expected) = native(template, json) else {
        return false;
    };
    let found = found.map(as_js);
    let alike = found.as_ref().is_ok_and(|found| same(&expected, found));
    assert!(
        alike,
        "{template} over {json}\nnative: {expected:?}\nQuickJS: {found:?}"
    );
    true
}

#[tokio::test]
async fn both_evaluators_agree() {
    let pool = pool();
    let mut compared = 0;
    for round in 0..RECORDS {
        let seed = if round < RECORDS / 2 {
            RngSeed::Fixed(round.into())
        } else {
            RngSeed::Random
        };
        let mut runner = TestRunner::new(Config {
            rng_seed: seed,
            ..Config::default()
        });
        let json = testing::any_json()
            .new_tree(&mut runner)
            .expect("generates")
            .current();
        let sources: Vec<String> = (0..EXPRESSIONS)
            .map(|_| {
                testing::any_expression()
                    .new_tree(&mut runner)
                    .expect("generates")
                    .current()
                    .0
            })
            .collect();
        let whole = sources.iter().map(|source| format!("={{{{ {source} }}}}"));
        let mixed = sources
            .iter()
            .map(|source| format!("=a {{{{ {source} }}}} b"));
        let templates: Vec<String> = whole.chain(mixed).collect();
        let texts: Vec<&str> = templates.iter().map(String::as_str).collect();
        let table = evaluate_all(&pool, &scope([json.clone()]), &texts)
            .await
            .expect("evaluates");
        for (template, mut column) in templates.iter().zip(table) {
            compared += usize::from(compare(template, &json, column.remove(0)));
        }
    }
    println!("{compared} compared");
    assert!(compared > 5000, "only {compared} were native");
}

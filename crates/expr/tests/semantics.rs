//! JavaScript's semantics, held against the tables beside this file: a row a line, `source ==> what it gives`, with line
//! ends in a source written as ⏎ and ␍. What the rows expect was checked against V8.

mod common;

use common::Data;
use expr::{Fault, Js, Program, Template};
use value::{Value, json};

fn data() -> Data {
    Data::of(json!({
        "name": "Anna", "city": "Köln", "n": 3, "half": 0.5, "neg": (-2), "zero": 0, "yes": true, "no": false,
        "nul": null, "empty": "", "num": "12", "list": [1, [2, null], "x"], "o": { "a": { "b": [10, 20] }, "k y": 7 },
        "emoji": "a😀b", "1": "one", "big": 1e21, "date": "2024-01-02", "fakes": { "toString": 1 },
        "proto": { "__proto__": 1, "constructor": 2 },
    }))
}

fn show(result: Result<Js, Fault>) -> String {
    match result {
        Ok(Js::Undefined) => "undefined".to_owned(),
        Ok(Js::Value(Value::Number(n))) if n == 0.0 && n.is_sign_negative() => "-0".to_owned(),
        Ok(Js::Value(Value::Number(n))) => value::number_to_string(n),
        Ok(Js::Value(value)) => value.to_string(),
        Err(Fault::NotNative(_)) => "not native".to_owned(),
        Err(fault) => fault.to_string(),
    }
}

fn check(table: &str) {
    check_by(table, |source| Program::parse(source)?.eval(&data()));
}

fn check_by(table: &str, eval: impl Fn(&str) -> Result<Js, Fault>) {
    let mut wrong = Vec::new();
    for row in table.lines() {
        let (source, expected) = row.split_once(" ==> ").unwrap_or((row, ""));
        let source = source.replace('⏎', "\n").replace('␍', "\r");
        let found = show(eval(&source));
        if found != expected {
            wrong.push(format!("{row}\n  found {found}"));
        }
    }
    assert!(
        table.lines().count() > 10 && wrong.is_empty(),
        "{}",
        wrong.join("\n")
    );
}

#[test]
fn literals() {
    check(include_str!("semantics/literals.txt"));
}

#[test]
fn paths() {
    check(include_str!("semantics/paths.txt"));
}

#[test]
fn data_of_other_nodes() {
    check(include_str!("semantics/accessors.txt"));
}

#[test]
fn operators() {
    check(include_str!("semantics/operators.txt"));
}

#[test]
fn comparisons() {
    check(include_str!("semantics/comparisons.txt"));
}

#[test]
fn choices() {
    check(include_str!("semantics/choices.txt"));
}

#[test]
fn templates() {
    check_by(include_str!("semantics/templates.txt"), |source| {
        let template = Template::parse(source);
        let result = template.eval(&data());
        assert!(
            template.is_native() || matches!(result, Err(Fault::NotNative(_))),
            "{source}"
        );
        result
    });
}

#[test]
fn missing_nodes_are_said_by_code() {
    let found = Program::parse("$('Later').item.json.a")
        .unwrap()
        .eval(&data());
    assert!(
        matches!(found, Err(Fault::Data(fault)) if fault.code == "node-not-executed" && fault.node == "Later")
    );
}

/// What can be put inside itself.
const NESTS: [(&str, &str); 11] = [
    ("(", ")"),
    ("[", "]"),
    ("!", ""),
    ("- ", ""),
    ("{a:", "}"),
    ("`${", "}`"),
    ("1?", ":1"),
    ("$json[", "]"),
    ("1**", ""),
    ("typeof ", ""),
    ("1|2^3&4==5<6<<7+8*(", ")"),
];

#[test]
fn deep_or_long_code_is_refused_without_using_the_stack() {
    let run = || {
        for (open, close) in NESTS {
            for depth in [10, 100, 5000] {
                let source = format!("{}1{}", open.repeat(depth), close.repeat(depth));
                let result = Program::parse(&source).map(|program| program.eval(&Value::Null));
                assert!(depth < 50 || result.is_err(), "{open} {depth}");
                assert!(depth > 50 || result.is_ok(), "{open} {depth}");
            }
        }
        for wide in ["1+", "1||", "1?1:", "1,", "a.", "1==", "$json."] {
            let source = wide.repeat(5000) + "1";
            let _ = Program::parse(&source).map(|program| program.eval(&Value::Null));
        }
        assert_eq!(
            Program::parse(&("1+".repeat(5000) + "1"))
                .unwrap()
                .eval(&Value::Null),
            Ok(5001.into())
        );
        assert!(Program::parse(&"1+".repeat(100_000)).is_err());
    };
    let mut deep = Value::from(1);
    for _ in 0..200 {
        deep = json!([deep]);
    }
    assert!(matches!(
        Program::parse("$json + ''").unwrap().eval(&deep),
        Err(Fault::NotNative(_))
    ));
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

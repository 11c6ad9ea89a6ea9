//! Templates: splitting, joining, whole values and texts, what is swallowed.

mod common;

use common::rows;
use expr::{Fault, Js, PieceKind, Template, is_expression, join, split, template_references};
use value::{Value, json};

fn pieces(text: &str) -> Value {
    let piece = |piece: expr::Piece| match piece.kind {
        PieceKind::Text => json!({ "type": "text", "text": (piece.text) }),
        PieceKind::Code { closed } => {
            json!({ "type": "code", "text": (piece.text), "hasClosingBrackets": closed })
        }
    };
    split(text).into_iter().map(piece).collect()
}

#[test]
fn shared_cases_of_splitting() {
    for row in rows("expression-splitting.json")
        .iter()
        .chain(&rows("is-expression.json"))
    {
        let argument = &row["args"][0];
        let found = match row["fn"].as_str().unwrap() {
            "isExpression" => is_expression(argument).into(),
            "splitExpression" => pieces(argument.as_str().unwrap()),
            _ => join(&split(argument["args"][0].as_str().unwrap())).into(),
        };
        assert_eq!(found, row["expected"], "{row}");
    }
}

/// Rows that need more than `$json` are the sandbox's; a native answer must be the expected one.
#[test]
fn shared_cases_that_are_native() {
    let mut native = 0;
    let all = [
        rows("expression-fixtures.json"),
        rows("expression-core.json"),
        rows("expression-extension.json"),
    ]
    .concat();
    for row in &all {
        let (Some(source), Some(input), None) = (
            row["expression"].as_str(),
            row.get("input"),
            row.get("items"),
        ) else {
            continue;
        };
        let found = match Template::parse(source).eval(input) {
            Err(Fault::NotNative(_)) => continue,
            Ok(Js::Undefined) => json!({ "$undefined": true }),
            Ok(Js::Value(Value::Number(n))) if !n.is_finite() => {
                json!({ "$number": (value::number_to_string(n)) })
            }
            Ok(Js::Value(value)) => value,
            Err(fault) => panic!("{source}: {fault}"),
        };
        native += 1;
        assert_eq!(Some(&found), row.get("expected"), "{source}");
    }
    assert!(
        all.is_empty() || native >= 30,
        "only {native} rows are native"
    );
}

#[test]
fn parts_know_where_they_stand() {
    let parameter = "=a {{ $json.x }} b {{ '\\}}' + $('Set').item.json.y.trim() }}";
    let template = Template::parse(parameter);
    let spans: Vec<&str> = template
        .codes()
        .map(|code| &parameter[code.span.clone()])
        .collect();
    assert_eq!(
        spans,
        [" $json.x ", " '\\}}' + $('Set').item.json.y.trim() "]
    );
    assert_eq!(
        template
            .codes()
            .map(expr::Code::refusal)
            .collect::<Vec<_>>(),
        [None, Some("call")]
    );
    assert_eq!(template.references(), template_references(parameter));
    assert_eq!(template.references().nodes, ["Set"]);
    assert!(!template.is_whole() && template.constant().is_none());
    assert!(Template::parse("={{ 1 }}").is_whole());
    assert_eq!(Template::parse("=x").constant(), Some(&json!("x")));
}

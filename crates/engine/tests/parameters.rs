//! Parameters: natively where it can be, one message to the sandbox for the rest, errors that say where.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::ops::Range;
use std::sync::Arc;

use common::draw;
use engine::{Facts, Plan, RunData, StepParameters, View};
use model::script::{ScriptCall, ScriptError, Typed};
use model::{Item, Node, Origin, Source, Step, StepOutput, StepStatus};
use parking_lot::Mutex;
use sdk::testkit::TestHost;
use sdk::{Column, Parameters};
use value::{Map, Text, Value, json};

/// The parameters of `E`, which reads three items of `G`.
fn parameters(values: Value) -> StepParameters {
    StepParameters::new(Arc::new(view_of(values, common::host())))
}

fn view_of(values: Value, host: Arc<TestHost>) -> View {
    let flow = draw("T>G; G>E; T>X")
        .params("E", values)
        .change("X", |node: &mut Node| node.name = "Not run".into());
    let plan = Plan::new(flow.workflow(), &common::registry()).unwrap();
    let records = [
        json!({"a": 1, "s": "x"}),
        json!({"a": 2}),
        json!({"a": 3, "list": [1, 2]}),
    ];
    let item = |(index, record): (u32, Value)| {
        let mut item = Item::of(record);
        item.origin = Origin::One(Source {
            step: 0,
            output: 0,
            index,
        });
        item
    };
    let items: Arc<Vec<Item>> = Arc::new((0..).zip(records).map(item).collect());
    let step = Step {
        node: "G".into(),
        name: "G".into(),
        status: StepStatus::Success,
        outputs: vec![items.clone()],
        ..Step::default()
    };
    let data = RunData::recorded(plan.clone(), vec![step], false);
    let input = StepOutput { step: 0, output: 0 };
    let node = plan.by_id("E").unwrap();
    let facts = Arc::new(Facts::default());
    View::new(data, node, 0, vec![Some(input)], items, facts, host)
}

async fn column(values: Value, path: &str, items: Range<usize>) -> Column {
    parameters(values)
        .resolve(path, items, &Map::new())
        .await
        .unwrap()
}

fn each(values: &[Value]) -> Column {
    Column::Each {
        values: values.to_vec(),
        failed: std::collections::BTreeMap::new(),
    }
}

#[tokio::test]
async fn paths_are_evaluated_item_by_item() {
    let values = json!({
        "plain": "text",
        "a": "={{ $json.a }}",
        "text": "={{ $json.a }} and {{ $json.s }}",
        "deep": {"list": [{"x": "={{ $json.a + 1 }}"}, 5]},
        "record": "={{ $json }}",
        "gone": {"b": "={{ $json.s }}", "c": 1},
    });
    let table = [
        ("plain", Column::Same(json!("text"))),
        ("nope", Column::Same(json!(null))),
        ("deep.list.1", Column::Same(json!(5))),
        ("a", each(&[json!(1), json!(2), json!(3)])),
        (
            "text",
            each(&[json!("1 and x"), json!("2 and "), json!("3 and ")]),
        ),
        ("deep.list.0.x", each(&[json!(2), json!(3), json!(4)])),
        (
            "deep",
            each(&[2, 3, 4].map(|x| json!({"list": [{"x": x}, 5]}))),
        ),
        ("record.a", each(&[json!(1), json!(2), json!(3)])),
        ("record.list.1", each(&[json!(null), json!(null), json!(2)])),
        // What is undefined is left out of an object.
        (
            "gone",
            each(&[json!({"b": "x", "c": 1}), json!({"c": 1}), json!({"c": 1})]),
        ),
    ];
    for (path, expected) in table {
        assert_eq!(column(values.clone(), path, 0..3).await, expected, "{path}");
        let Column::Each { values: all, .. } = expected else {
            continue;
        };
        for (item, value) in all.iter().enumerate() {
            let one = column(values.clone(), path, item..item + 1).await;
            assert_eq!(one.at(0).unwrap(), value, "{path} of item {item}");
        }
    }
}

#[tokio::test]
async fn a_failure_says_where() {
    let values = json!({"deep": [{"x": "={{ $('Not run').first().json.a }}"}]});
    let column = column(values, "deep", 0..3).await;
    let error = column.at(1).unwrap_err();
    assert_eq!(error.code, "expression");
    assert_eq!(error.node.as_deref(), Some("E"));
    assert_eq!(error.field.as_deref(), Some("deep.0.x"));
    assert_eq!(error.item, Some(1));
    assert_eq!(
        error.quote.as_deref(),
        Some("={{ $('Not run').first().json.a }}")
    );
    assert_eq!(error.details["code"], "no_execution_data");
}

#[tokio::test]
async fn more_variables_may_be_given() {
    let extra = Map::from_iter([("$page", json!({"n": 7}))]);
    let parameters = parameters(json!({"x": "={{ $page.n + $json.a }}"}));
    let column = parameters.resolve("x", 1..2, &extra).await.unwrap();
    assert_eq!(column.at(0).unwrap(), &json!(9));
}

#[tokio::test]
async fn code_sees_the_step_and_may_ask() {
    let parameters = parameters(json!({"x": "={{ $json.a }}"}));
    let scope = parameters.scope();
    assert_eq!(scope.node.get("name"), Some(&json!("E")));
    assert_eq!(scope.parameters.get("x"), Some(&json!("={{ $json.a }}")));
    assert_eq!(
        scope.previous.as_ref().unwrap().get("name"),
        Some(&json!("G"))
    );
    assert_eq!(scope.input.len(), 3);
    let host = parameters.script_host();
    let node = |name: &str| ScriptCall::Node {
        name: name.to_owned(),
    };
    let items = |name: &str, output, run| ScriptCall::Items {
        name: name.to_owned(),
        output,
        run,
    };
    let paired = |name: &str| ScriptCall::Paired {
        name: name.to_owned(),
        items: vec![2, 0, 9],
    };
    let table = [
        (node("Nowhere"), "exists", json!(false)),
        (node("G"), "runs", json!(1)),
        (node("Not run"), "executed", json!(false)),
        (node("E"), "parameters.x", json!("={{ $json.a }}")),
        (items("G", None, None), "items.1.json.a", json!(2)),
        (items("G", Some(0), Some(-1)), "items.2.json.a", json!(3)),
        (
            items("G", Some(5), None),
            "items",
            Value::from(Vec::<Value>::new()),
        ),
        (paired("G"), "0.json.a", json!(3)),
        (paired("G"), "1.json.a", json!(1)),
        (
            paired("G"),
            "2.error.code",
            json!("paired_item_invalid_info"),
        ),
        (
            paired("Not run"),
            "0.error.code",
            json!("paired_item_no_connection"),
        ),
    ];
    for (call, path, expected) in table {
        let reply = host.call(call.clone()).await.unwrap();
        assert_eq!(reply.path(path), Some(&expected), "{call:?} gave {reply}");
    }
    for (call, code) in [
        (items("Nowhere", None, None), "node_missing"),
        (items("Not run", None, None), "no_execution_data"),
        (items("G", None, Some(3)), "no_execution_data"),
    ] {
        let error = host.call(call.clone()).await.unwrap_err();
        assert_eq!(error.code.as_deref(), Some(code), "{call:?}");
    }
}

/// The parameters of a node that reads three items, over a sandbox that notes what it is asked and doubles `a`.
fn sandboxed(values: Value) -> (StepParameters, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let notes = asked.clone();
    let host = TestHost::new().with_evaluator(move |evaluation| {
        let texts = evaluation.templates.join(" ");
        notes
            .lock()
            .push(format!("{texts} for {:?}", evaluation.items));
        let one = |text: &str, item: u32| match (text.contains("boom"), item) {
            (true, 1) => Err(ScriptError::expression("test", "boom")),
            (true, _) => Ok(Typed::Undefined),
            _ if text.contains("=>") => Ok(Typed::Function(String::new())),
            _ => Ok(Typed::Json(json!(item * 2))),
        };
        let row = |text: &Text| {
            evaluation
                .items
                .iter()
                .map(|item| one(text, *item))
                .collect()
        };
        evaluation.templates.iter().map(row).collect()
    });
    let view = view_of(values, Arc::new(host));
    (StepParameters::new(Arc::new(view)), asked)
}

#[tokio::test]
async fn all_that_needs_the_sandbox_goes_there_at_once() {
    let values = json!({
        "native": "={{ $json.a }}",
        "one": "={{ twice($json.a) }}",
        "more": {"two": "={{ $json.a.more() }}", "three": "={{ boom() }}"},
        // Only the last item has a list, whose method is not native.
        "some": "={{ $json.list ? twice($json.list) : 0 }}",
    });
    let (parameters, asked) = sandboxed(values);
    let column = parameters.resolve("", 0..3, &Map::new()).await.unwrap();
    assert_eq!(asked.lock().len(), 1, "{:?}", asked.lock());
    let first = column.at(0).unwrap();
    assert_eq!(first["native"], json!(1));
    assert_eq!(
        (&first["one"], &first["more"]),
        (&json!(0), &json!({"two": 0}))
    );
    let failed = column.at(1).unwrap_err();
    assert_eq!((failed.message.as_str(), failed.item), ("boom", Some(1)));
    assert_eq!(failed.field.as_deref(), Some("more.three"));
    assert_eq!(column.at(2).unwrap()["one"], json!(4));
}

#[tokio::test]
async fn a_node_that_asks_item_by_item_asks_the_sandbox_once() {
    let (parameters, asked) =
        sandboxed(json!({"x": "={{ twice($json.a) }}", "y": "={{ $json.a }}"}));
    for item in 0..3 {
        let none = Map::new();
        let x = parameters
            .resolve("x", item..item + 1, &none)
            .await
            .unwrap();
        assert_eq!(x.at(0).unwrap(), &json!(item * 2));
        let y = parameters
            .resolve("y", item..item + 1, &none)
            .await
            .unwrap();
        assert_eq!(y.at(0).unwrap(), &json!(item + 1));
    }
    assert_eq!(*asked.lock(), ["={{ twice($json.a) }} for [0, 1, 2]"]);
}

#[tokio::test]
async fn a_function_is_no_value() {
    let (parameters, _) =
        sandboxed(json!({ "f": "={{ () => 1 }}", "deep": { "f": "={{ () => 1 }}" } }));
    for path in ["f", "deep", "deep.f"] {
        let column = parameters.resolve(path, 0..3, &Map::new()).await.unwrap();
        for item in 0..3 {
            let error = column.at(item).unwrap_err();
            assert!(
                error.message.contains("gives a function"),
                "{path}: {error}"
            );
            assert_eq!(error.details["code"], "function");
            assert_eq!(error.quote.as_deref(), Some("={{ () => 1 }}"));
        }
    }
}

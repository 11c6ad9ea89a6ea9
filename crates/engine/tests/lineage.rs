//! Which item comes from which: `$('Node').item` across merges, loops and error outputs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::{Flow, draw, records};
use model::{Execution, ExecutionStatus, OnError};
use value::{Value, json};

fn numbers(range: std::ops::RangeInclusive<i32>) -> Value {
    let items: Vec<Value> = range.map(|n| json!({"n": n, "bad": n % 2 == 0})).collect();
    json!({ "items": items })
}

/// `G` gives numbers, `E` at the end writes the number of the `G` item that each of its own comes from.
fn traced(wires: &str) -> Flow {
    draw(wires).is("G", "give", numbers(1..=4)).is(
        "E",
        "field",
        json!({"value": "={{ $('G').item.json.n }}"}),
    )
}

fn values(execution: &Execution) -> Vec<Value> {
    assert_eq!(
        execution.status,
        ExecutionStatus::Success,
        "{:?}",
        execution.error
    );
    let runs = execution.steps.iter().filter(|step| step.name == "E");
    runs.flat_map(|step| step.outputs[0].iter())
        .map(|item| item.get("value").cloned().unwrap_or_default())
        .collect()
}

fn code_of(execution: &Execution) -> Value {
    execution
        .error
        .as_ref()
        .map(|error| error.details["code"].clone())
        .unwrap_or_default()
}

#[tokio::test]
async fn items_are_followed_through_what_keeps_them() {
    let even = json!({"conditions": {"boolean": [{"value1": "={{ $json.bad }}", "value2": true}]}});
    let table = [
        (traced("T>G; G>A; A>B; B>E"), json!([1, 2, 3, 4])),
        (
            traced("T>G; G>I; I>E").is("I", "if", even.clone()),
            json!([2, 4]),
        ),
        (
            traced("T>G; G>I; I>M; I.1>A; A>M.1; M>E")
                .is("I", "if", even)
                .kind("M", "merge"),
            json!([2, 4, 1, 3]),
        ),
        (
            traced("T>G; G>F; F>E; F.1>E")
                .kind("F", "failEach")
                .on_error("F", OnError::ErrorOutput),
            json!([2, 4, 1, 3]),
        ),
        (
            traced("T>G; G>F; F>E")
                .kind("F", "failEach")
                .on_error("F", OnError::Continue),
            json!([1, 2, 3, 4]),
        ),
        // New items, as many as came: taken one to one.
        (
            traced("T>G; G>F; F>E").kind("F", "fresh"),
            json!([1, 2, 3, 4]),
        ),
        (
            traced("T>G; G>F; F>E")
                .kind("F", "fail")
                .on_error("F", OnError::Fallback { output: 0 }),
            json!([1, 2, 3, 4]),
        ),
    ];
    for (flow, expected) in table {
        let wires: Vec<_> = flow.0.edges.iter().map(|e| e.to.node.to_string()).collect();
        assert_eq!(json!(values(&flow.run().await)), expected, "{wires:?}");
    }
}

#[tokio::test]
async fn items_are_followed_around_a_loop() {
    // Each round hands on items of its own; the loop's last output is made of new ones, so only the rounds can tell.
    let flow = traced("T>G; G>L; L.1>B; B>E; E>L").is("L", "loop", json!({"size": 4}));
    assert_eq!(json!(values(&flow.run().await)), json!([1, 2, 3, 4]));
}

#[tokio::test]
async fn one_item_in_is_where_all_come_from() {
    let flow = draw("T>G; G>H; H>E")
        .is("G", "give", numbers(7..=7))
        .is("H", "give", numbers(1..=3))
        .is("E", "field", json!({"value": "={{ $('G').item.json.n }}"}));
    assert_eq!(json!(values(&flow.run().await)), json!([7, 7, 7]));
}

#[tokio::test]
async fn what_cannot_be_told_says_why() {
    let sees = |flow: Flow, node: &str| {
        flow.is(
            "E",
            "field",
            json!({"value": format!("={{{{ $('{node}').item.json.n }}}}")}),
        )
    };
    let table = [
        (
            traced("T>G; G>F; F>E").is("F", "fresh", json!({"more": true})),
            "paired_item_no_info",
        ),
        (
            sees(traced("T>G; G>E; T>X"), "X"),
            "paired_item_no_connection",
        ),
        (sees(traced("T>G; G>E; X>E"), "X"), "no_execution_data"),
        (sees(traced("T>G; G>E"), "Nowhere"), "node_missing"),
        (
            traced("T>G; G>F; F>E")
                .kind("F", "empty")
                .change("F", |node| node.always_output = true),
            "paired_item_multiple_matches",
        ),
    ];
    for (at, (flow, code)) in table.into_iter().enumerate() {
        let execution = flow.run().await;
        assert_eq!(code_of(&execution), code, "row {at}: {:?}", execution.error);
        let error = execution.error.unwrap();
        assert_eq!(
            (error.node.as_deref(), error.field.as_deref(), error.item),
            (Some("E"), Some("value"), Some(0))
        );
        assert_eq!(error.code, "expression");
    }
}

#[tokio::test]
async fn several_ways_to_the_same_item_are_one() {
    let flow = draw("T>G; G>A; A>F; F>E")
        .is("G", "give", numbers(5..=5))
        .is("A", "give", numbers(1..=3))
        .kind("F", "empty")
        .change("F", |node| node.always_output = true)
        .is("E", "field", json!({"value": "={{ $('G').item.json.n }}"}));
    assert_eq!(json!(values(&flow.run().await)), json!([5]));
}

#[tokio::test]
async fn data_of_other_nodes_is_read() {
    let table = [
        ("={{ $('G').first().json.n }}", json!([1, 1, 1, 1])),
        ("={{ $('G').last().json.n }}", json!([4, 4, 4, 4])),
        ("={{ $node[\"G\"].json.n }}", json!([1, 2, 3, 4])),
        ("={{ $('A').isExecuted }}", json!([true, true, true, true])),
        (
            "={{ $('X').isExecuted }}",
            json!([false, false, false, false]),
        ),
        ("={{ $itemIndex }}", json!([0, 1, 2, 3])),
        ("={{ $prevNode.name }}", json!(["A", "A", "A", "A"])),
        (
            "={{ $workflow.name }} {{ $runIndex }}",
            json!(["Test 0", "Test 0", "Test 0", "Test 0"]),
        ),
        ("={{ $input.last().json.n }}", json!([4, 4, 4, 4])),
    ];
    for (text, expected) in table {
        let flow = traced("T>G; G>A; A>E; X>Y").is("E", "field", json!({ "value": text }));
        assert_eq!(json!(values(&flow.run().await)), expected, "{text}");
    }
}

#[tokio::test]
async fn the_output_that_leads_here_is_the_one_that_is_read() {
    let odd = json!({"conditions": {"boolean": [{"value1": "={{ $json.bad }}", "value2": true}]}});
    let flow = traced("T>G; G>I; I.1>A; A>E").is("I", "if", odd).is(
        "E",
        "field",
        json!({"value": "={{ $('I').first().json.n }}"}),
    );
    let execution = flow.run().await;
    assert_eq!(json!(values(&execution)), json!([1, 1]));
    assert_eq!(records(&execution, "I", 0, 0).len(), 2);
}

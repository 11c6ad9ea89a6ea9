//! Loops: they nest without being reset, know how their input came back, and end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::{draw, order, records};
use model::{ExecutionOrder, ExecutionStatus};
use value::json;

#[tokio::test]
async fn a_loop_runs_its_body_for_each_batch() {
    let flow = draw("T>G; G>L; L.1>B; B>L; L>D")
        .is(
            "G",
            "give",
            json!({"items": [{"i": 1}, {"i": 2}, {"i": 3}]}),
        )
        .is("L", "loop", json!({"size": 2}));
    for order_of in [ExecutionOrder::V1, ExecutionOrder::Legacy] {
        let execution = flow.clone().order(order_of).run().await;
        assert_eq!(execution.status, ExecutionStatus::Success);
        assert_eq!(order(&execution).join(" "), "T G L B L B L D");
        assert_eq!(records(&execution, "D", 0, 0).len(), 3);
    }
}

#[tokio::test]
async fn loops_nest_without_being_reset() {
    let flow = draw("T>G; G>O; O.1>H; H>I; I.1>B; B>I; I>O; O>D")
        .is("G", "give", json!({"items": [{"o": 1}, {"o": 2}]}))
        .is(
            "H",
            "give",
            json!({"items": [{"i": 1}, {"i": 2}, {"i": 3}]}),
        )
        .kind("O", "loop")
        .kind("I", "loop");
    let execution = flow.run().await;
    assert_eq!(
        execution.status,
        ExecutionStatus::Success,
        "{:?}",
        execution.error
    );
    let bodies = order(&execution)
        .iter()
        .filter(|name| **name == "B")
        .count();
    assert_eq!(bodies, 6);
    // All three inner items come back from each round of the outer loop.
    assert_eq!(records(&execution, "D", 0, 0).len(), 6);
}

#[tokio::test]
async fn a_node_is_told_how_its_input_came_back() {
    // C is fed from outside, then by itself, through a node behind its output.
    let flow = draw("T>C; C>N; N>S; S>C").kind("C", "count").is(
        "S",
        "if",
        json!({"conditions": {"number": [{"value1": "={{ $json.runs }}", "value2": 3}]}}),
    );
    let execution = flow.run().await;
    let seen: Vec<_> = (0..3)
        .flat_map(|run| records(&execution, "C", run, 0))
        .collect();
    assert_eq!(
        seen,
        [
            json!({"runs": 1, "looped": null}),
            json!({"runs": 2, "looped": 0}),
            json!({"runs": 3, "looped": 0})
        ]
    );
}

#[tokio::test]
async fn a_second_wire_from_outside_is_no_loop() {
    let flow = draw("T>A; T>C; A>C").kind("C", "count");
    let execution = flow.run().await;
    for run in 0..2 {
        assert_eq!(records(&execution, "C", run, 0)[0]["looped"], json!(null));
    }
}

#[tokio::test]
async fn a_loop_that_never_ends_is_ended() {
    let execution = draw("T>A; A>B; B>A").run().await;
    let error = execution.error.unwrap();
    assert_eq!(execution.status, ExecutionStatus::Failed);
    assert_eq!(error.code, "budget.steps");
    assert_eq!(execution.steps.len(), 10_000);
}

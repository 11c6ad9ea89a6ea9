//! In which order nodes run, what waits and what does not run at all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::{draw, order, records};
use model::{Edge, Execution, ExecutionOrder, ExecutionStatus, Node, Workflow};
use value::{Value, json};

fn check(execution: &Execution, expected: &str) {
    assert_eq!(
        execution.status,
        ExecutionStatus::Success,
        "{:?}",
        execution.error
    );
    assert_eq!(order(execution).join(" "), expected);
}

#[tokio::test]
async fn branches_run_one_after_the_other_or_side_by_side() {
    let flow = draw("T>A; T>B; A>A2; B>B2").at("A", 0.0, 100.0);
    check(&flow.run().await, "T B B2 A A2");
    let flow = flow.order(ExecutionOrder::Legacy);
    check(&flow.run().await, "T A B A2 B2");
}

#[tokio::test]
async fn nodes_that_wait_for_several_inputs() {
    let if_true = json!({"conditions": {"boolean": [{"value1": true}]}});
    let table = [
        // Both come.
        ("T>A; T>B; A>M; B>M.1", "T A B M", "T A B M"),
        // Only one comes: it runs in the end. The legacy order runs the branch that got nothing, on an empty item.
        (
            "T>I; I>A; A>M; I.1>B; B>M.1; T>Z",
            "T I B Z M",
            "T I Z B A M",
        ),
        // Nothing at all comes on it.
        ("T>E; E>A; A>M; E>B; B>M.1", "T E", "T E"),
        // The one that depends on another waiting one goes last.
        ("T>A; A>M; X>M.1; M>N; A>N.1", "T A M N", "T A X M N"),
    ];
    for (wires, v1, legacy) in table {
        let mut flow = draw(wires);
        for node in &mut flow.0.nodes {
            match node.name.as_str() {
                "M" | "N" => node.kind = "merge".to_owned(),
                "E" => node.kind = "empty".to_owned(),
                "I" => {
                    node.kind = "if".to_owned();
                    node.parameters = if_true.as_object().cloned().unwrap();
                }
                _ => {}
            }
        }
        check(&flow.run().await, v1);
        check(&flow.order(ExecutionOrder::Legacy).run().await, legacy);
    }
}

#[tokio::test]
async fn a_kind_may_ask_for_all_its_inputs() {
    let flow = draw("T>A; A>M; T>E; E>M.1; M>Z")
        .kind("M", "choose")
        .kind("E", "empty");
    check(&flow.run().await, "T A E");
    check(&flow.order(ExecutionOrder::Legacy).run().await, "T A E M Z");
}

#[tokio::test]
async fn two_wires_into_one_input_run_the_node_twice() {
    let flow = draw("T>A; T>B; A>C; B>C");
    check(&flow.run().await, "T A C B C");
}

#[tokio::test]
async fn merges_that_wait_for_each_other_do_not_wait_for_ever() {
    let flow = draw("T>M; M>N; N>M.1; T>N.1")
        .kind("M", "merge")
        .kind("N", "merge");
    let mut flow = flow;
    // M is fed by T and by itself through N; N by M and T.
    flow.0.nodes[2].kind = "merge".to_owned();
    let execution = flow.run().await;
    assert_eq!(execution.status, ExecutionStatus::Failed);
    assert_eq!(execution.error.unwrap().code, "budget.steps");
}

/// One of n8n's cases for the order of steps, over the small nodes.
fn imported(case: &Value) -> Workflow {
    let mut workflow = Workflow::default();
    if case["settings"]["executionOrder"] != "v1" {
        workflow.settings.execution_order = ExecutionOrder::Legacy;
    }
    for node in case["nodes"].as_array().unwrap() {
        let name = node["name"].as_str().unwrap();
        if workflow.node_named(name).is_some() {
            continue;
        }
        let kind = match node["type"].as_str().unwrap().rsplit('.').next().unwrap() {
            "manualTrigger" => "trigger",
            "noOp" => "noop",
            other => other,
        };
        let mut made = Node::new(name, kind, 1.0);
        made.parameters = node["parameters"].as_object().cloned().unwrap();
        made.position = [0, 1].map(|at| node["position"][at].as_f64().unwrap());
        workflow.nodes.push(made);
    }
    for (from, outputs) in case["connections"].as_object().unwrap() {
        for (output, wires) in (0..).zip(outputs["main"].as_array().unwrap()) {
            for wire in wires.as_array().unwrap_or_default() {
                let to = wire["node"].as_str().unwrap();
                let port = wire["index"].as_u64().unwrap() as u16;
                workflow
                    .edges
                    .push(Edge::main(from.clone(), output, to, port));
            }
        }
    }
    workflow
}

#[tokio::test]
async fn n8n_cases() {
    let Some(cases) = common::cases() else { return };
    let folder = cases.join("n8n/engine");
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("order-") || name.ends_with(".expect.json") {
            continue;
        }
        let read =
            |path: &std::path::Path| value::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let expected: Value = read(&path.with_extension("expect.json"));
        let workflow = imported(&read(&path));
        let start = engine::Start::new(workflow.into(), common::host());
        let execution = common::run(start).await;
        count += 1;
        if let Err(why) = compare(&execution, &expected) {
            wrong.push(format!("{name}: {why}"));
        }
    }
    assert_eq!(count, 11);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare(execution: &Execution, expected: &Value) -> Result<(), String> {
    let ran = json!(order(execution));
    if ran != expected["nodeExecutionOrder"] {
        return Err(format!(
            "order\n  {ran}\n  {}",
            expected["nodeExecutionOrder"]
        ));
    }
    for (node, runs) in expected["runs"].as_object().unwrap() {
        for (run, wanted) in (0..).zip(runs.as_array().unwrap()) {
            let outputs = wanted["outputs"].as_array().unwrap();
            for (output, items) in outputs.iter().enumerate() {
                let got = json!(records(execution, node, run, output));
                if got != *items {
                    return Err(format!(
                        "{node} run {run} output {output}: {got} is not {items}"
                    ));
                }
            }
        }
    }
    Ok(())
}

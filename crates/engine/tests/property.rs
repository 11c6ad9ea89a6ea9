//! Random workflows: everything that can be reached runs, nothing hangs, stopping always ends well.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::{Flow, draw, engine};
use model::{Edge, Execution, ExecutionOrder, ExecutionStatus, Node, Origin};
use proptest::prelude::*;

const KINDS: [&str; 4] = ["noop", "merge", "noop", "fresh"];

/// Nodes in a row; wires lead from earlier ones to later ones.
fn graph() -> impl Strategy<Value = Flow> {
    let node = (0..KINDS.len(), 0..20_i32, 0..20_i32);
    let wire = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..2_u16,
    );
    let legacy = any::<bool>();
    (
        prop::collection::vec(node, 1..12),
        prop::collection::vec(wire, 0..20),
        legacy,
    )
        .prop_map(|(nodes, wires, legacy)| {
            let mut flow = draw("T");
            for (at, (kind, x, y)) in nodes.iter().enumerate() {
                let mut node = Node::new(format!("N{at}"), KINDS[*kind], 1.0);
                node.position = [f64::from(*x), f64::from(*y)];
                flow.0.nodes.push(node);
            }
            // Everything hangs on the trigger or on something before it.
            for (from, to, port) in wires {
                let to = 1 + to.index(nodes.len());
                let from = from.index(to);
                let merges = flow.0.nodes[to].kind == "merge";
                let ids = [from, to].map(|at| flow.0.nodes[at].id.clone());
                let [from, to] = ids;
                let port = if merges { port } else { 0 };
                flow.0.edges.push(Edge::main(from, 0, to, port));
            }
            if legacy {
                // In the legacy order a node does not run on its second input alone.
                let merges = flow.0.nodes.iter().filter(|node| node.kind == "merge");
                let fed = merges.map(|node| Edge::main("T", 0, node.id.clone(), 0));
                let fed: Vec<Edge> = fed.collect();
                flow.0.edges.extend(fed);
                flow = flow.order(ExecutionOrder::Legacy);
            }
            flow
        })
}

fn reachable(flow: &Flow) -> Vec<String> {
    let mut seen = vec!["T".to_owned()];
    let mut at = 0;
    while at < seen.len() {
        let here = seen[at].clone();
        for edge in flow
            .0
            .edges
            .iter()
            .filter(|edge| edge.from.node == here.as_str())
        {
            if !seen.contains(&edge.to.node.to_string()) {
                seen.push(edge.to.node.to_string());
            }
        }
        at += 1;
    }
    seen
}

fn block_on<T>(doing: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(doing)
}

/// Every origin names an item of an earlier step.
fn origins_hold(execution: &Execution) -> bool {
    execution.steps.iter().enumerate().all(|(number, step)| {
        let items = step.outputs.iter().flat_map(|items| items.iter());
        items
            .flat_map(|item| match &item.origin {
                Origin::Unknown | Origin::None => &[],
                origin => origin.sources(),
            })
            .all(|source| (source.step as usize) < number && execution.item(*source).is_some())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_can_be_reached_runs(flow in graph()) {
        let execution = block_on(flow.run());
        prop_assert_eq!(execution.status, ExecutionStatus::Success);
        for name in reachable(&flow) {
            let ran = execution.steps.iter().any(|step| step.name.as_str() == name);
            prop_assert!(ran, "{} did not run", name);
        }
        prop_assert!(origins_hold(&execution));
    }

    #[test]
    fn stopping_leaves_a_final_status(flow in graph(), after in 0..12_usize) {
        let execution = block_on(async {
            let mut handle = engine().start(flow.start()).await.unwrap();
            let mut events = handle.take_events().unwrap();
            for _ in 0..after {
                events.next().await;
            }
            handle.cancel();
            handle.wait().await
        });
        prop_assert!(execution.status.is_final());
        let ended = execution.steps.iter().all(|step| step.status != model::StepStatus::Running);
        prop_assert!(ended);
    }
}

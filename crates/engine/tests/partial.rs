//! Running up to a node, or one node alone, over what an earlier execution left.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::sync::Arc;

use common::{Flow, draw, engine, host, records, run};
use engine::{Facts, Glance, Start};
use model::{Execution, Step};
use value::json;

/// `A`, `B` and `D` print when they run, so that a step that was taken over can be told from one that was run again.
fn flow() -> Flow {
    draw("T>G; G>A; A>B; B>C; G>D; D>C")
        .is("G", "give", json!({"items": [{"n": 1}, {"n": 2}]}))
        .is("C", "field", json!({"value": "={{ $('G').item.json.n }}"}))
}

fn with_times(mut execution: Execution) -> Arc<Execution> {
    for step in &mut execution.steps {
        step.duration_us = 424_242;
    }
    Arc::new(execution)
}

/// The nodes that ran, those that were taken over in brackets.
fn told(execution: &Execution) -> String {
    let one = |step: &Step| match step.duration_us {
        424_242 => format!("[{}]", step.name),
        _ => step.name.to_string(),
    };
    execution
        .steps
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn what_has_not_changed_is_taken_over() {
    let earlier = with_times(flow().run().await);
    let reading = json!({"items": [{"n": 7}]});
    let table = [
        (flow(), "C", "[T] [G] [A] [B] C [D] C"),
        (flow(), "B", "[T] [G] [A] B [D]"),
        (flow().params("G", reading.clone()), "B", "[T] G A B"),
        (flow().params("G", reading), "C", "[T] G A B C D C"),
        (
            flow().change("A", |node| node.execute_once = true),
            "C",
            "[T] [G] A B C [D] C",
        ),
        (
            flow()
                .at("A", 1.0, 2000.0)
                .change("A", |node| node.note = Some("hm".to_owned())),
            "B",
            "[T] [G] [A] B [D]",
        ),
        (flow().kind("D", "fresh"), "C", "[T] [G] [A] [B] C D C"),
        (
            flow().change("B", |node| node.disabled = true),
            "C",
            "[T] [G] [A] B C [D] C",
        ),
    ];
    for (at, (flow, goal, expected)) in table.into_iter().enumerate() {
        let execution = run(flow.start().run_to(goal, Some(earlier.clone()))).await;
        assert_eq!(told(&execution), expected, "row {at}");
    }
}

#[tokio::test]
async fn lineage_holds_across_what_is_taken_over() {
    // The earlier execution has steps that are not on the way, so numbers differ.
    let flow = draw("T>X; T>G; G>A; A>C")
        .is("G", "give", json!({"items": [{"n": 1}, {"n": 2}]}))
        .is("C", "field", json!({"value": "={{ $('G').item.json.n }}"}));
    let earlier = with_times(flow.run().await);
    let execution = run(flow.start().run_to("C", Some(earlier))).await;
    assert_eq!(told(&execution), "[T] [G] [A] C [X]");
    let values: Vec<_> = records(&execution, "C", 0, 0)
        .iter()
        .map(|r| r["value"].clone())
        .collect();
    assert_eq!(values, [json!(1), json!(2)]);
}

#[tokio::test]
async fn a_new_wire_makes_what_follows_stale() {
    let earlier = with_times(flow().run().await);
    let mut flow = flow();
    flow.0.edges.push(model::Edge::main("T", 0, "B", 0));
    let execution = run(flow.start().run_to("C", Some(earlier))).await;
    assert!(told(&execution).contains(" B"), "{}", told(&execution));
    assert!(!told(&execution).contains("[B]"));
    assert!(told(&execution).contains("[A]"));
}

#[tokio::test]
async fn a_failed_step_is_run_again() {
    let failing = flow().kind("A", "fail");
    let earlier = with_times(failing.run().await);
    let execution = run(failing.start().run_to("B", Some(earlier.clone()))).await;
    assert_eq!(told(&execution), "[T] [G] A");
    let execution = run(flow().start().run_to("B", Some(earlier))).await;
    assert_eq!(told(&execution), "[T] [G] A B");
}

#[tokio::test]
async fn whole_loops_are_taken_over_or_run() {
    let flow = draw("T>G; G>L; L.1>B; B>L; L>D; D>E")
        .is("G", "give", json!({"items": [{"n": 1}, {"n": 2}]}))
        .kind("L", "loop");
    let earlier = with_times(flow.run().await);
    let execution = run(flow.start().run_to("E", Some(earlier.clone()))).await;
    assert_eq!(told(&execution), "[T] [G] [L] [B] [L] [B] [L] [D] E");
    let changed = flow.kind("B", "fresh");
    let execution = run(changed.start().run_to("E", Some(earlier))).await;
    assert_eq!(told(&execution), "[T] [G] L B L B L D E");
}

#[tokio::test]
async fn one_node_runs_on_the_input_it_had() {
    let earlier = with_times(flow().run().await);
    let execution = run(flow().start().run_one("C", Some(earlier.clone()))).await;
    assert_eq!(told(&execution), "[T] [G] [A] [B] [D] C");
    assert_eq!(records(&execution, "C", 0, 0).len(), 2);
    // One that was never run takes what the nodes before it put out.
    let mut longer = flow();
    longer.0.nodes.push(model::Node::new("N", "noop", 1.0));
    longer.0.edges.push(model::Edge::main("B", 0, "N", 0));
    let execution = run(longer.start().run_one("N", Some(earlier))).await;
    assert_eq!(told(&execution), "[T] [G] [A] [B] N [C] [D] [C]");
    assert_eq!(records(&execution, "N", 0, 0).len(), 2);
}

#[tokio::test]
async fn other_branches_keep_what_is_still_right() {
    let flow = draw("T>G; G>A; G>X; X>Y")
        .is("G", "give", json!({"items": [{"n": 1}]}))
        .is("Y", "field", json!({"value": "={{ $('G').item.json.n }}"}));
    let earlier = with_times(flow.run().await);
    let execution = run(flow.start().run_one("A", Some(earlier.clone()))).await;
    assert_eq!(told(&execution), "[T] [G] A [X] [Y]");
    // What a kept step came from is where it is now.
    let y = &execution.steps[4];
    assert_eq!(y.inputs[0].map(|from| from.step), Some(3));
    let sources = y.outputs[0][0].origin.sources();
    assert_eq!(sources.first().map(|source| source.step), Some(3));
    // What has changed, or comes after it, is not kept; nor is what failed.
    let changed = flow.clone().kind("X", "fresh");
    let execution = run(changed.start().run_one("A", Some(earlier.clone()))).await;
    assert_eq!(told(&execution), "[T] [G] A");
    let execution = run(flow.start().run_one("X", Some(earlier))).await;
    assert_eq!(told(&execution), "[T] [G] X [A]");
    let failing = flow.kind("X", "fail");
    let earlier = with_times(failing.run().await);
    let execution = run(failing.start().run_one("A", Some(earlier))).await;
    assert_eq!(told(&execution), "[T] [G] A");
}

#[tokio::test]
async fn it_starts_at_a_trigger_that_leads_there() {
    let flow = draw("T>A; U>B").kind("U", "trigger");
    let execution = run(flow.start().run_to("B", None)).await;
    assert_eq!(told(&execution), "U B");
}

#[tokio::test]
async fn pinned_output_feeds_one_node_whether_it_ran_or_not() {
    let pinned = || {
        flow()
            .pin("B", json!([{"p": 1}, {"p": 2}, {"p": 3}]))
            .params("C", json!({"value": "={{ $json.p }}"}))
    };
    let start = |flow: &Flow, earlier| Start {
        use_pinned: true,
        ..flow.start().run_one("C", earlier)
    };
    let execution = run(start(&pinned(), None)).await;
    assert_eq!(records(&execution, "C", 0, 0).len(), 3);
    let earlier = with_times(flow().run().await);
    let mut fed = pinned();
    fed.0.edges.retain(|edge| edge.from.node != "D");
    let execution = run(start(&fed, Some(earlier))).await;
    assert_eq!(records(&execution, "C", 0, 0).len(), 3);
}

/// The text's value for each item as JSON, how many items there are, and whether anything ran.
async fn preview(flow: &Flow, node: &str, text: &str, earlier: Option<&Execution>) -> String {
    let glance = Glance {
        workflow: &flow.0,
        node,
        text,
        earlier,
        items: 0..10,
        facts: Facts::default(),
        host: host(),
    };
    let seen = engine().preview(glance).await.unwrap();
    let one = |item| match seen.column.at(item) {
        Ok(value) => value.to_string(),
        Err(error) => error.code.to_string(),
    };
    let values: Vec<String> = (0..seen.count).map(one).collect();
    format!("{} of {} {}", values.join(","), seen.items, seen.ran)
}

#[tokio::test]
async fn a_text_is_previewed_on_what_the_node_had_or_would_have() {
    let earlier = flow().run().await;
    let table = [
        ("C", "={{ $json.n + 1 }}", "2,3 of 2 true"),
        ("C", "={{ $('G').item.json.n }}", "1,2 of 2 true"),
        ("C", "plain", r#""plain","plain" of 2 true"#),
    ];
    for (node, text, wanted) in table {
        let seen = preview(&flow(), node, text, Some(&earlier)).await;
        assert_eq!(seen, wanted, "{text}");
    }
    let seen = preview(&flow(), "C", "={{ 1 + 1 }}", None).await;
    assert_eq!(seen, "2 of 0 false");
    let pinned = flow().pin("B", json!([{"n": 5}]));
    let seen = preview(&pinned, "C", "={{ $json.n }}", None).await;
    assert_eq!(seen, "5 of 1 true");
}

//! Results of pure nodes that are kept where the person asks for it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::nodes::COUNTED;
use common::{Flow, draw, engine, records};
use value::{Value, json};

fn flow(name: &str, items: Value, value: &str) -> Flow {
    let wires = format!("T>X; T>G; G>{name}; {name}>E");
    draw(&wires)
        .is("G", "give", json!({ "items": items }))
        .is(name, "counted", json!({ "value": value }))
        .change(name, |node| node.cache = true)
        .is("E", "field", json!({"value": "={{ $('G').item.json.n }}"}))
}

fn times(name: &str) -> usize {
    COUNTED.lock().iter().filter(|ran| *ran == name).count()
}

#[tokio::test]
async fn the_same_input_gives_the_kept_result() {
    let engine = engine();
    let items = json!([{"n": 1}, {"n": 2}]);
    let same = flow("C", items.clone(), "={{ $json.n * 10 }}");
    // A node less: the same items lie in other places.
    let mut moved = same.clone();
    moved.0.edges.remove(0);
    let other_input = flow("C", json!([{"n": 1}, {"n": 3}]), "={{ $json.n * 10 }}");
    let other_value = flow("C", items.clone(), "={{ $json.n * 100 }}");
    let elsewhere = flow("C", items, "={{ $('G').first().json.n * 10 }}");
    let table = [
        (&same, 1, json!([2, 1])),
        (&same, 1, json!([2, 1])),
        (&moved, 1, json!([2, 1])),
        (&other_input, 2, json!([3, 1])),
        (&other_value, 3, json!([2, 1])),
        (&elsewhere, 4, json!([2, 1])),
        (&same, 4, json!([2, 1])),
    ];
    for (row, (flow, runs, traced)) in table.into_iter().enumerate() {
        let execution = engine.start(flow.start()).await.unwrap().wait().await;
        assert!(execution.error.is_none(), "{:?}", execution.error);
        assert_eq!(times("C"), runs, "row {row}");
        let ends = records(&execution, "E", 0, 0);
        let seen: Value = ends.iter().map(|record| record["value"].clone()).collect();
        assert_eq!(seen, traced, "row {row}");
    }
}

#[tokio::test]
async fn nothing_is_kept_unless_asked_for() {
    let engine = engine();
    let flow = flow("D", json!([{"n": 1}]), "x").change("D", |node| node.cache = false);
    for _ in 0..2 {
        engine.start(flow.start()).await.unwrap().wait().await;
    }
    assert_eq!(times("D"), 2);
}

//! How long the engine itself takes: `cargo run --release -p engine --example run_speed`.
//!
//! A chain of 200 nodes with one expression each, and 10,000 items through a node with two.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::{Engine, Limits, Start};
use model::{Edge, Group, Item, Node as Document, NodeSpec, Workflow};
use sdk::testkit::TestHost;
use sdk::{Ctx, Effect, Node, Outputs, Param, Registry, Result, async_trait};
use value::{Map, Value, json};

/// Sets fields from a list of assignments, as Edit Fields does.
struct Fields;

#[async_trait]
impl Node for Fields {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            effect: Effect::Pure,
            params: vec![
                Param::switch("include", "Keep", true),
                Param::new("assignments", "Fields", model::ParamKind::Assignments),
                Param::fields("options", "Options", Vec::new()),
            ],
            ..NodeSpec::new("fields", "Fields", Group::Data)
        }
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let list = ctx.raw("assignments").unwrap_or_default();
        let mut columns = Vec::new();
        for (at, field) in list.as_array().unwrap_or_default().iter().enumerate() {
            let name = field["name"].to_text();
            columns.push((name, ctx.column(&format!("assignments.{at}.value")).await?));
        }
        let mut out = Vec::with_capacity(ctx.items().len());
        for (at, item) in ctx.items().iter().enumerate() {
            let mut record = Map::clone(&item.json);
            for (name, column) in &columns {
                record.insert(name.clone(), column.at(at)?);
            }
            out.push(item.with_json(record));
        }
        Ok(out.into())
    }
}

/// Gives so many items.
struct Numbers;

#[async_trait]
impl Node for Numbers {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            trigger: true,
            ..NodeSpec::new("numbers", "Numbers", Group::Trigger)
        }
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let count = ctx
            .raw("count")
            .and_then(|count| count.as_u64())
            .unwrap_or(1);
        let item = |n: u64| Item::of(json!({ "n": n, "name": format!("item {n}"), "a": {"b": n} }));
        Ok((0..count).map(item).collect::<Vec<_>>().into())
    }
}

fn chain(items: usize, nodes: usize, values: &[&str]) -> Arc<Workflow> {
    let mut workflow = Workflow::default();
    let mut first = Document::new("start", "numbers", 1.0);
    first.parameters.insert("count", items);
    workflow.nodes.push(first);
    for at in 0..nodes {
        let mut node = Document::new(format!("node {at}"), "fields", 1.0);
        let field = |(at, text): (usize, &&str)| json!({ "name": format!("f{at}"), "value": *text, "type": "string" });
        let fields: Value = values.iter().enumerate().map(field).collect();
        node.parameters.insert("assignments", fields);
        let before = workflow.nodes.last().map(|node| node.id.clone());
        workflow
            .edges
            .extend(before.map(|id| Edge::main(id, 0, node.id.clone(), 0)));
        workflow.nodes.push(node);
    }
    Arc::new(workflow)
}

async fn measure(what: &str, workflow: Arc<Workflow>, planned: bool) {
    let kinds: [Arc<dyn Node>; 2] = [Arc::new(Fields), Arc::new(Numbers)];
    let engine = Engine::new(kinds.into_iter().collect::<Registry>(), Limits::default());
    let plan = engine.plan(&workflow).ok().filter(|_| planned);
    let mut times = Vec::new();
    for _ in 0..30 {
        let start = Start {
            plan: plan.clone(),
            ..Start::new(workflow.clone(), Arc::new(TestHost::new()))
        };
        let begun = Instant::now();
        let ended = match engine.start(start).await {
            Ok(handle) => handle.wait().await,
            Err(error) => return println!("{what}: {error}"),
        };
        times.push(begun.elapsed());
        assert!(ended.error.is_none(), "{:?}", ended.error);
    }
    times.sort();
    let steps = workflow.nodes.len();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{what}: {:.2} ms (median), {:.2} ms (best), {:.1} µs a step",
        ms(times[times.len() / 2]),
        ms(times[0]),
        ms(times[times.len() / 2]) * 1000.0 / steps as f64
    );
}

#[tokio::main]
async fn main() {
    let one = ["={{ $json.n + 1 }}"];
    let two = ["={{ $json.a.b }}", "={{ $json.name }} and {{ $json.n }}"];
    measure("200 nodes, planned each time", chain(1, 200, &one), false).await;
    measure("200 nodes, plan at hand", chain(1, 200, &one), true).await;
    measure("10,000 items, no node", chain(10_000, 0, &two), false).await;
    measure(
        "10,000 items x 2 expressions",
        chain(10_000, 1, &two),
        false,
    )
    .await;
    let paired = ["={{ $('start').item.json.n }}"];
    measure(
        "100 nodes, 100 items, paired",
        chain(100, 100, &paired),
        false,
    )
    .await;
    measure("10,000 items, paired", chain(10_000, 1, &paired), false).await;
}

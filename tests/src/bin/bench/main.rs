//! Measures: `cargo xtask bench [--quick]`.
//!
//! Every number stands beside the same work in plain Node.js in the same run, since machines differ and share their cores:
//! the ratios are what counts. The shared workflows `a.json` and `b.json` are timed when they are there, workflows of our
//! own with the same shape always. Each time is the best of several runs, in this process and inside the engine, without
//! journalling; memory is the peak of this process and its workers. It fails, when all is measured, where a number is beyond
//! its limit.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures prints and starts others"
)]

mod durable;
mod limit;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::{App, Grants, Options, RunRequest};
use model::{Execution, ExecutionStatus, Mode, Workflow};
use value::{Value, json};

use self::limit::Limits;

fn main() -> Result<()> {
    app::run_worker_if_asked();
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { 3 } else { 15 };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    // Memory first: what later rounds leave behind must not count.
    if let Some(worker) =
        std::env::args().find_map(|argument| argument.strip_prefix("--memory=").map(str::to_owned))
    {
        return runtime.block_on(memory_round(worker.parse()?));
    }
    let mut limits = Limits::default();
    memory(&mut limits)?;
    runtime.block_on(times(rounds, &mut limits))?;
    runtime.block_on(durable::measure(rounds, &mut limits))?;
    command_line(rounds, &mut limits)?;
    limits.assert_met()
}

/// An installation that keeps what it does in a folder, or nothing.
fn open(data: Option<&Path>) -> Result<App> {
    Ok(App::open(Options {
        data: data.map(Path::to_owned),
        keep: data.is_some(),
        worker: std::env::current_exe()?,
    })?)
}

async fn run(app: &App, workflow: &Arc<Workflow>) -> Result<(Execution, Duration)> {
    let request = RunRequest {
        workflow: workflow.clone(),
        grants: Arc::new(Grants::default()),
        mode: Mode::Manual,
        ..RunRequest::default()
    };
    let begin = Instant::now();
    let execution = app.start(request).await?.wait().await;
    let took = begin.elapsed();
    ensure!(
        execution.status == ExecutionStatus::Success,
        "it failed: {:?}",
        execution.error
    );
    Ok((execution, took))
}

async fn best(app: &App, workflow: &Arc<Workflow>, rounds: usize) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..rounds {
        best = best.min(run(app, workflow).await?.1);
    }
    Ok(best)
}

async fn times(rounds: usize, limits: &mut Limits) -> Result<()> {
    let app = open(None)?;
    println!(
        "{:<44} {:>10} {:>10} {:>8}  limit",
        "time inside the engine", "Millrace", "Node.js", "ratio"
    );
    for case in cases() {
        let workflow = Arc::new(app.read(&value::to_vec(&case.workflow))?.workflow);
        run(&app, &workflow).await?;
        let ours = best(&app, &workflow, rounds).await?;
        let node = node_js(case.script)?;
        println!(
            "{:<44} {:>10} {:>10} {:>8}  {}",
            case.name,
            ms(Some(ours)),
            ms(node),
            ratio(ours, node),
            limits.at_most(&case.name, ours.as_secs_f64() * 1e3, case.limit_ms, " ms")
        );
    }
    Ok(())
}

struct Case {
    name: String,
    workflow: Value,
    script: &'static str,
    limit_ms: f64,
}

/// Our own workflows, and the shared ones where they are.
fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case {
            name: "items: 10,000 made, shaped, filtered, summed".to_owned(),
            workflow: items_workflow(),
            script: ITEMS_SCRIPT,
            limit_ms: 87.0,
        },
        Case {
            name: "chain: 200 Edit Fields".to_owned(),
            workflow: chain_workflow(200),
            script: CHAIN_SCRIPT,
            limit_ms: 7.0,
        },
    ];
    let shared = tests::cases::folder()
        .map(|folder| folder.join("../bench"))
        .filter(|folder| folder.is_dir());
    for (file, script, limit_ms) in [
        ("a.json", ITEMS_SCRIPT, 87.0),
        ("b.json", CHAIN_SCRIPT, 7.0),
    ] {
        let found = shared
            .as_deref()
            .map(|folder| folder.join(file))
            .filter(|path| path.is_file());
        match found.map(|path| tests::cases::read_json(&path)) {
            Some(Ok(workflow)) => cases.push(Case {
                name: format!("shared {file}"),
                workflow,
                script,
                limit_ms,
            }),
            _ => println!("shared {file} is not here"),
        }
    }
    cases
}

fn node(name: &str, kind: &str, version: f64, parameters: Value) -> Value {
    json!({ "id": name, "name": name, "type": format!("n8n-nodes-base.{kind}"), "typeVersion": version, "position": [0, 0], "parameters": parameters })
}

fn chained(nodes: Vec<Value>) -> Value {
    let names: Vec<String> = nodes
        .iter()
        .map(|node| node["name"].to_text().to_string())
        .collect();
    let wires = names.windows(2).map(|pair| {
        (
            pair[0].as_str(),
            json!({ "main": [[{ "node": pair[1].as_str(), "type": "main", "index": 0 }]] }),
        )
    });
    let connections: value::Map = wires.collect();
    json!({ "name": "bench", "nodes": nodes, "connections": connections, "settings": { "executionOrder": "v1" } })
}

fn field(name: &str, kind: &str, expression: &str) -> Value {
    json!({ "id": name, "name": name, "type": kind, "value": expression })
}

fn items_workflow() -> Value {
    let make = "const out = []; for (let i = 0; i < 10000; i++) out.push({ json: { id: i, title: 'order ' + i, amount: i % 90, place: ['Bonn', 'Cork', 'Pisa'][i % 3] } }); return out;";
    let sum = "let sum = 0; for (const item of $input.all()) sum += item.json.amount; return [{ json: { sum } }];";
    let assignments = json!([
        field(
            "text",
            "string",
            "={{ $json.title + ' in ' + $json.place }}"
        ),
        field("large", "boolean", "={{ $json.amount >= 18 }}")
    ]);
    let condition = json!({ "leftValue": "={{ $json.large }}", "rightValue": "", "operator": { "type": "boolean", "operation": "true", "singleValue": true } });
    let conditions = json!({ "options": { "caseSensitive": true, "typeValidation": "strict", "version": 2 }, "conditions": [condition], "combinator": "and" });
    chained(vec![
        node("Start", "manualTrigger", 1.0, json!({})),
        node("Make", "code", 2.0, json!({ "jsCode": make })),
        node(
            "Shape",
            "set",
            3.4,
            json!({ "assignments": { "assignments": assignments }, "includeOtherFields": true, "options": {} }),
        ),
        node(
            "Large",
            "if",
            2.2,
            json!({ "conditions": conditions, "options": {} }),
        ),
        node("Sum", "code", 2.0, json!({ "jsCode": sum })),
    ])
}

fn chain_workflow(length: usize) -> Value {
    let step = |n: usize| {
        let value = field("n", "number", "={{ ($json.n ?? 0) + 1 }}");
        node(
            &format!("Step {n}"),
            "set",
            3.4,
            json!({ "assignments": { "assignments": [value] }, "options": {} }),
        )
    };
    chained(
        std::iter::once(node("Start", "manualTrigger", 1.0, json!({})))
            .chain((0..length).map(step))
            .collect(),
    )
}

/// The same work as `items_workflow`, written by hand.
const ITEMS_SCRIPT: &str = "
const make = () => { const out = []; for (let i = 0; i < 10000; i++) out.push({ json: { id: i, title: 'order ' + i, amount: i % 90, place: ['Bonn', 'Cork', 'Pisa'][i % 3] } }); return out; };
module.exports = () => {
  const shaped = make().map(item => ({ json: { ...item.json, text: item.json.title + ' in ' + item.json.place, large: item.json.amount >= 18 } }));
  let sum = 0;
  for (const item of shaped.filter(item => item.json.large)) sum += item.json.amount;
  return sum;
};";

/// The same work as `chain_workflow`, written by hand.
const CHAIN_SCRIPT: &str = "
module.exports = () => { let items = [{ json: {} }]; for (let i = 0; i < 200; i++) items = items.map(item => ({ json: { n: (item.json.n ?? 0) + 1 } })); return items[0].json.n; };";

/// The best time of a script in Node.js, in a process that is warm; none where there is no Node.js.
fn node_js(script: &str) -> Result<Option<Duration>> {
    let harness = format!(
        "const work = (() => {{ const module = {{}}; {script}; return module.exports; }})();
         let best = Infinity; for (let i = 0; i < 50; i++) {{ const t = process.hrtime.bigint(); work(); best = Math.min(best, Number(process.hrtime.bigint() - t)); }}
         console.log(best);"
    );
    let Ok(output) = Command::new("node").arg("-e").arg(harness).output() else {
        return Ok(None);
    };
    ensure!(
        output.status.success(),
        "Node.js failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let nanoseconds: f64 = String::from_utf8_lossy(&output.stdout).trim().parse()?;
    Ok(Some(Duration::from_nanos(nanoseconds as u64)))
}

fn ms(time: Option<Duration>) -> String {
    time.map_or_else(
        || "-".to_owned(),
        |time| format!("{:.2} ms", time.as_secs_f64() * 1e3),
    )
}

fn ratio(ours: Duration, node: Option<Duration>) -> String {
    node.map_or_else(
        || "-".to_owned(),
        |node| format!("{:.1}", ours.as_secs_f64() / node.as_secs_f64()),
    )
}

/// Peak memory of 100,000 items of 200 bytes through Edit Fields and Filter, once and twice in one process of its own.
fn memory(limits: &mut Limits) -> Result<()> {
    println!(
        "{:<44} {:>10}  limit",
        "memory, peak of the process", "Millrace"
    );
    let peak = |rounds: usize| -> Result<f64> {
        let output = Command::new(std::env::current_exe()?)
            .arg(format!("--memory={rounds}"))
            .output()?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(String::from_utf8_lossy(&output.stdout)
            .trim()
            .parse::<f64>()?
            / 1e6)
    };
    let (once, twice) = (peak(1)?, peak(2)?);
    for (name, peak, limit) in [
        ("100,000 items of 200 bytes", once, 250.0),
        ("the same a second time", twice, (once * 1.05).ceil()),
    ] {
        let limit = limits.at_most(name, peak, limit, " MB");
        println!("{name:<44} {peak:>7.0} MB  {limit}");
    }
    Ok(())
}

/// Runs in a process of its own: prints the peak resident size in bytes.
async fn memory_round(rounds: usize) -> Result<()> {
    let app = open(None)?;
    let assignments = json!([field("text", "string", "={{ $json.name + '!' }}")]);
    let condition = json!({ "leftValue": "={{ $json.id }}", "rightValue": 10, "operator": { "type": "number", "operation": "gte" } });
    let conditions = json!({ "options": { "typeValidation": "strict", "version": 2 }, "conditions": [condition], "combinator": "and" });
    let document = chained(vec![
        node("Start", "manualTrigger", 1.0, json!({})),
        node(
            "Shape",
            "set",
            3.4,
            json!({ "assignments": { "assignments": assignments }, "includeOtherFields": true, "options": {} }),
        ),
        node(
            "Keep",
            "filter",
            2.2,
            json!({ "conditions": conditions, "options": {} }),
        ),
    ]);
    let workflow = Arc::new(app.read(&value::to_vec(&document))?.workflow);
    for _ in 0..rounds {
        let request = RunRequest {
            workflow: workflow.clone(),
            items: Some(items_of_200_bytes(100_000)),
            ..RunRequest::default()
        };
        let execution = app.start(request).await?.wait().await;
        let kept = execution
            .steps
            .last()
            .and_then(|step| step.outputs.first())
            .map_or(0, |items| items.len());
        ensure!(
            kept == 99_990,
            "{kept} items were kept: {:?}",
            execution.error
        );
    }
    println!("{}", peak_of_this_process()?);
    Ok(())
}

fn items_of_200_bytes(count: usize) -> Vec<model::Item> {
    let filler = "x".repeat(90);
    let item = |id: usize| {
        let json = json!({ "id": id, "name": format!("person number {id}"), "mail": format!("person{id}@example.com"), "note": filler.as_str() });
        model::Item::of(json)
    };
    (0..count).map(item).collect()
}

fn peak_of_this_process() -> Result<u64> {
    let status =
        std::fs::read_to_string("/proc/self/status").context("memory is only measured on Linux")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? * 1024)
}

/// `millrace run` on a workflow of three nodes, from start to exit.
fn command_line(rounds: usize, limits: &mut Limits) -> Result<()> {
    let program = millrace()?;
    let folder = tempfile::tempdir()?;
    println!(
        "{:<44} {:>10}  limit",
        "command line, start to exit", "Millrace"
    );
    for (name, save) in [
        ("three nodes, not kept", false),
        ("three nodes, kept", true),
    ] {
        let file = folder.path().join("three.json");
        std::fs::write(&file, value::to_vec(&three_nodes()))?;
        let mut best = Duration::MAX;
        for _ in 0..rounds {
            let mut command = Command::new(&program);
            command
                .arg("run")
                .arg(&file)
                .arg("--data")
                .arg(folder.path().join("data"));
            if !save {
                command.arg("--no-save");
            }
            let begin = Instant::now();
            let output = command.output()?;
            best = best.min(begin.elapsed());
            ensure!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stdout)
            );
        }
        let limit = limits.at_most(name, best.as_secs_f64() * 1e3, 60.0, " ms");
        println!("{name:<44} {:>10}  {limit}", ms(Some(best)));
    }
    let name = "memory of three nodes with JavaScript";
    let pss = pss_of_a_run(&program, folder.path())?;
    let limit = limits.at_most(name, pss, 40.0, " MB");
    println!("{name:<44} {pss:>7.1} MB  {limit} (PSS, worker included)");
    Ok(())
}

fn millrace() -> Result<PathBuf> {
    let beside = std::env::current_exe()?.with_file_name("millrace");
    ensure!(
        beside.is_file(),
        "build it first: cargo build --release -p cli"
    );
    Ok(beside)
}

fn three_nodes() -> Value {
    let value = field("greeting", "string", "={{ 'Hello ' + $json.name }}");
    chained(vec![
        node("Start", "manualTrigger", 1.0, json!({})),
        node(
            "Name",
            "set",
            3.4,
            json!({ "assignments": { "assignments": [field("name", "string", "Ada")] }, "options": {} }),
        ),
        node(
            "Greet",
            "set",
            3.4,
            json!({ "assignments": { "assignments": [value] }, "options": {} }),
        ),
    ])
}

/// The largest PSS that a run and its worker were seen to have together; the program runs long enough to be looked at.
fn pss_of_a_run(program: &Path, folder: &Path) -> Result<f64> {
    let code = "const end = Date.now() + 400; while (Date.now() < end) {} return [{ json: { done: true } }];";
    let document = chained(vec![
        node("Start", "manualTrigger", 1.0, json!({})),
        node(
            "Name",
            "set",
            3.4,
            json!({ "assignments": { "assignments": [field("name", "string", "Ada")] }, "options": {} }),
        ),
        node("Code", "code", 2.0, json!({ "jsCode": code })),
    ]);
    let file = folder.join("pss.json");
    std::fs::write(&file, value::to_vec(&document))?;
    let mut child = Command::new(program)
        .arg("run")
        .arg(&file)
        .arg("--no-save")
        .stdout(std::process::Stdio::null())
        .spawn()?;
    let mut most = 0_u64;
    while child.try_wait()?.is_none() {
        let own = pss(child.id());
        let workers: u64 = children(child.id()).into_iter().map(pss).sum();
        most = most.max(own + workers);
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(most as f64 / 1e6)
}

fn pss(process: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| {
        line.trim()
            .trim_end_matches(" kB")
            .trim()
            .parse::<u64>()
            .ok()
    })
    .unwrap_or(0)
        * 1024
}

fn children(process: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let text: String = tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .collect();
    text.split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect()
}

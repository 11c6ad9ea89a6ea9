//! Cases that run a whole workflow.
//!
//! `pinData` cases compare the pinned nodes' first output, `engine-order` cases the order of steps and every run,
//! `self-check` cases pass by ending without error.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{App, Grants, Options};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::Start;
use model::script::Typed;
use model::{Binary, Execution, ExecutionStatus, Item, Mode, Node, Step, Workflow};
use sdk::Host;
use value::{Map, Value, json};

use super::Runner;
use super::compare::{self, Verdict};
use super::host::{CaseHost, Disk, test_registry};
use super::mocks::Mocks;

/// n8n's kinds that a run starts at, when there is no other trigger.
const PREFER: [&str; 2] = ["manual", "sub-workflow"];

pub(super) async fn run(runner: &Runner, entry: &Value, content: &Value) -> Verdict {
    let registry = test_registry();
    let mut stripped = content.clone();
    if let Some(map) = stripped.as_object_mut() {
        map.remove("pinData");
    }
    let options = Options {
        data: None,
        keep: false,
        worker: runner.worker(),
    };
    let app = App::with_registry(options, registry).map_err(|e| e.to_string())?;
    let imported = app
        .read(&value::to_vec(&stripped))
        .map_err(|e| e.to_string())?;
    let workflow = Arc::new(imported.workflow);
    let host = host(runner, &app, entry).await?;
    let execution = execute(&app, workflow, host.clone(), entry).await?;
    match entry["kind"].as_str().unwrap_or_default() {
        "engine-order" => order(runner, entry, content, &execution),
        "self-check" => ended(&execution),
        _ => pinned(runner, entry, content, &execution, &*host).await,
    }
}

async fn host(runner: &Runner, app: &App, entry: &Value) -> Result<Arc<CaseHost>, String> {
    let grants = Grants::parse(["command:*"]).map_err(|e| e.to_string())?;
    let inner = app.plain_host(Arc::new(grants)).await;
    let files = entry["files"].as_object().into_iter().flatten();
    let files = files.map(|(path, file)| {
        (
            path.to_string(),
            runner.folder.join(file.to_text().as_str()),
        )
    });
    let cli = *entry.get("group").unwrap_or(&Value::Null) == "cli-workflows";
    if cli {
        runner.copy_files("files/cli");
    }
    Ok(Arc::new(CaseHost {
        inner,
        mocks: Mocks::new(entry["http_mocks"].as_array().unwrap_or_default()),
        disk: Some(Disk {
            files: files.collect(),
            folder: runner.temporary.path().to_owned(),
        }),
        credentials: entry["credentials"]
            .as_object()
            .cloned()
            .unwrap_or_default(),
        now_ms: frozen(&entry["frozen_now"]).map(Into::into),
    }))
}

fn frozen(now: &Value) -> Option<i64> {
    let text = now["$date"].as_str().or(now.as_str());
    let read = |text: &str| {
        text.parse::<jiff::Timestamp>()
            .ok()
            .map(jiff::Timestamp::as_millisecond)
    };
    now.as_i64().or_else(|| text.and_then(read))
}

async fn execute(
    app: &App,
    workflow: Arc<Workflow>,
    host: Arc<CaseHost>,
    entry: &Value,
) -> Result<Execution, String> {
    let trigger = &entry["trigger"];
    let items = trigger
        .get("input")
        .map(|input| vec![Item::of(input["json"].clone())]);
    let start = Start {
        mode: if trigger.is_object() {
            Mode::Trigger
        } else {
            Mode::Manual
        },
        items,
        prefer: prefer(&workflow),
        timezone: entry["timezone"]
            .as_str()
            .unwrap_or("America/New_York")
            .to_owned(),
        ..Start::new(workflow, host)
    };
    let handle = app.engine().start(start).await.map_err(|e| e.to_string())?;
    let canceler = handle.canceler();
    let limit = std::time::Duration::from_secs(60);
    match tokio::time::timeout(limit, handle.wait()).await {
        Ok(execution) => Ok(execution),
        Err(_) => {
            canceler.cancel();
            Err("it did not end within 60 s".to_owned())
        }
    }
}

/// A trigger that listens goes before one that is pressed; the engine chooses among those.
fn prefer(workflow: &Workflow) -> Vec<String> {
    let listens = |node: &Node| {
        let kind = node.kind.as_str();
        !node.disabled
            && matches!(
                kind,
                "webhook" | "schedule" | "cron" | "interval" | "form.trigger"
            )
    };
    let first = workflow
        .nodes
        .iter()
        .find(|node| listens(node))
        .map(|node| node.kind.clone());
    first.into_iter().chain(PREFER.map(str::to_owned)).collect()
}

fn ended(execution: &Execution) -> Verdict {
    match execution.status {
        ExecutionStatus::Success | ExecutionStatus::Waiting => Ok(()),
        status => {
            let error = execution.error.as_ref();
            let text = error.map(|error| {
                let node = error.node.as_deref().unwrap_or("?");
                format!(
                    "“{node}” failed: {} {}",
                    error.message,
                    error.description.as_deref().unwrap_or_default()
                )
            });
            Err(text.unwrap_or_else(|| format!("it ended as {status:?}")))
        }
    }
}

/// The nodes whose output a case gives, with the runs that are expected.
fn expected(
    runner: &Runner,
    entry: &Value,
    content: &Value,
) -> Result<BTreeMap<String, Vec<Value>>, String> {
    let mut all = BTreeMap::new();
    if let Some(file) = entry["expect_file"].as_str() {
        let expect =
            crate::cases::read_json(&runner.folder.join(file)).map_err(|e| format!("{e:#}"))?;
        if let Some(data) = expect["nodeData"].as_object() {
            for (name, runs) in data {
                all.insert(
                    name.to_string(),
                    runs.as_array().unwrap_or_default().to_vec(),
                );
            }
            return Ok(all);
        }
    }
    for (name, items) in content["pinData"].as_object().into_iter().flatten() {
        all.insert(name.to_string(), vec![items.clone()]);
    }
    Ok(all)
}

async fn pinned(
    runner: &Runner,
    entry: &Value,
    content: &Value,
    execution: &Execution,
    host: &dyn Host,
) -> Verdict {
    let expected = expected(runner, entry, content)?;
    if let Some(error) = entry.get("error").filter(|error| !error.is_null()) {
        let _ = error;
        return match execution.status {
            ExecutionStatus::Failed => Ok(()),
            status => Err(format!("expected a failure, it ended as {status:?}")),
        };
    }
    ended(execution)?;
    let rules = Rules {
        binary: entry["assert_binary"] == true,
        lineage: entry["assert_paired_item"] == true,
    };
    for (name, runs) in &expected {
        let node = execution
            .workflow
            .node_named(name)
            .ok_or_else(|| format!("there is no node “{name}”"))?;
        let steps: Vec<&Step> = execution.steps_of(&node.id).map(|(_, step)| step).collect();
        if steps.len() != runs.len() {
            return Err(format!(
                "“{name}” ran {} times, expected {}",
                steps.len(),
                runs.len()
            ));
        }
        for (step, run) in steps.iter().zip(runs) {
            let mut got = Vec::new();
            for item in step
                .outputs
                .first()
                .map(|items| items.as_slice())
                .unwrap_or_default()
            {
                got.push(item_value(item, &rules, host).await?);
            }
            let wanted: Value = run
                .as_array()
                .unwrap_or_default()
                .iter()
                .map(|item| wanted_item(item, &rules))
                .collect();
            compare::equal(&wanted, &Typed::Json(got.into()))
                .map_err(|why| format!("“{name}”: {why}"))?;
        }
    }
    Ok(())
}

struct Rules {
    binary: bool,
    lineage: bool,
}

fn wanted_item(item: &Value, rules: &Rules) -> Value {
    let Some(map) = item
        .as_object()
        .filter(|map| map.contains_key("json") || map.contains_key("binary"))
    else {
        return json!({ "json": item });
    };
    let mut kept = Map::new();
    kept.insert(
        "json",
        item.get("json")
            .cloned()
            .unwrap_or_else(|| Map::new().into()),
    );
    if let Some(binary) = map.get("binary").filter(|_| rules.binary) {
        let mut binary = binary.clone();
        if let Some(files) = binary.as_object_mut() {
            for file in files.values_mut() {
                if let Some(file) = file.as_object_mut() {
                    file.remove("directory");
                    file.remove("bytes");
                    file.remove("id");
                }
            }
        }
        kept.insert("binary", binary);
    }
    let _ = rules.lineage;
    kept.into()
}

async fn item_value(item: &Item, rules: &Rules, host: &dyn Host) -> Result<Value, String> {
    let mut map = Map::from_iter([("json", item.to_value())]);
    if let Some(binary) = item.binary.as_deref().filter(|_| rules.binary) {
        let mut files = Map::new();
        for (name, file) in binary.iter() {
            files.insert(name.clone(), file_value(file, host).await?);
        }
        map.insert("binary", files);
    }
    Ok(map.into())
}

/// A file as n8n shows it when it keeps files in memory.
async fn file_value(file: &Binary, host: &dyn Host) -> Result<Value, String> {
    let bytes = host.load_binary(file).await.map_err(|e| e.to_string())?;
    let mut map = Map::from_iter([
        ("mimeType", Value::from(&file.mime_type)),
        ("data", STANDARD.encode(&bytes).into()),
        ("fileSize", pretty_size(file.size).into()),
    ]);
    if let Some(kind) = file.file_type() {
        map.insert("fileType", kind);
    }
    if let Some(name) = &file.file_name {
        map.insert("fileName", name);
    }
    if let Some(extension) = &file.file_extension {
        map.insert("fileExtension", extension);
    }
    Ok(map.into())
}

/// A size in steps of a thousand with three digits, as n8n writes it.
fn pretty_size(bytes: u64) -> String {
    let units = ["B", "kB", "MB", "GB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1000.0 && unit + 1 < units.len() {
        size /= 1000.0;
        unit += 1;
    }
    let digits = if size < 10.0 {
        2
    } else {
        usize::from(size < 100.0)
    };
    let text = if unit == 0 {
        format!("{size}")
    } else {
        format!("{size:.digits$}")
    };
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    };
    format!("{text} {}", units[unit])
}

/// The exact order of steps, and the records of every run.
fn order(runner: &Runner, entry: &Value, content: &Value, execution: &Execution) -> Verdict {
    let _ = content;
    let file = entry["expect_file"].to_text();
    let expect = crate::cases::read_json(&runner.folder.join(file.as_str()))
        .map_err(|e| format!("{e:#}"))?;
    ended(execution)?;
    let names: Value = execution
        .steps
        .iter()
        .map(|step| Value::from(&step.name))
        .collect();
    compare::equal(&expect["nodeExecutionOrder"], &Typed::Json(names))
        .map_err(|why| format!("order: {why}"))?;
    let all_outputs = expect["testAllOutputs"] == true;
    for (name, runs) in expect["runs"].as_object().into_iter().flatten() {
        let steps: Vec<&Step> = execution
            .steps
            .iter()
            .filter(|step| step.name == *name)
            .collect();
        let runs = runs.as_array().unwrap_or_default();
        if steps.len() != runs.len() {
            return Err(format!(
                "“{name}” ran {} times, expected {}",
                steps.len(),
                runs.len()
            ));
        }
        for (step, run) in steps.iter().zip(runs) {
            let wanted = run["outputs"].as_array().unwrap_or_default();
            let count = if all_outputs {
                wanted.len()
            } else {
                wanted.len().min(1)
            };
            for (output, wanted) in wanted.iter().take(count).enumerate() {
                let records =
                    |items: &Arc<Vec<Item>>| items.iter().map(Item::to_value).collect::<Value>();
                let got = step
                    .outputs
                    .get(output)
                    .map(records)
                    .unwrap_or_else(|| json!([]));
                let wanted = if wanted.is_null() {
                    json!([])
                } else {
                    wanted.clone()
                };
                compare::equal(&wanted, &Typed::Json(got))
                    .map_err(|why| format!("“{name}” output {output}: {why}"))?;
            }
        }
    }
    Ok(())
}

//! Rows that look at the data of a recorded run: `$('x')`, `$input`, `$json`, …, and parameters over such data.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{App, Grants, Options};
use engine::{Asked, Facts, Items, NodeNumber, Plan, RunData, StepParameters, View};
use model::script::{Evaluation, Scope, ScriptError, Typed};
use model::{Item, Origin, Source, Step, StepOutput, StepStatus};
use sdk::{Host, Parameters as _};
use value::{Map, Text, Value, json};

use super::Runner;
use super::compare::{self, Verdict};
use super::expressions::judge;
use super::host::test_registry;

/// A row of `data-proxy`: an expression that is evaluated over a recorded run.
pub(super) async fn run(runner: &Runner, row: &Value) -> Verdict {
    let world = World::new(runner, row, &recorded(runner, row)?).await?;
    let strict = row["opts"]["throwOnMissingExecutionData"] != false;
    let mut scope = (*world.view.scope()).clone();
    scope.strict = strict;
    for keys in [&row["additionalKeys"], &row["opts"]["additionalKeys"]] {
        scope
            .extra
            .extend(keys.as_object().cloned().unwrap_or_default());
    }
    let text = format!("={{{{ {} }}}}", row["expression"].to_text());
    let item = row["itemIndex"].as_u64().unwrap_or(0) as u32;
    let result = evaluate(runner, &world, scope, text.into(), item).await;
    judge(row, false, result)
}

/// A row of `expressions` that has run data of its own.
pub(super) async fn expression(runner: &Runner, row: &Value) -> Verdict {
    let world = World::new(runner, row, &row["runData"]).await?;
    let scope = (*world.view.scope()).clone();
    let result = evaluate(runner, &world, scope, row["expression"].to_text(), 0).await;
    judge(row, false, result)
}

/// A row of `workflow-parameters`: a parameter that is resolved over run data, as the engine resolves it.
pub(super) async fn parameter(runner: &Runner, row: &Value) -> Verdict {
    let world = World::new(runner, row, &row["runData"]).await?;
    let at = row["itemIndex"].as_u64().unwrap_or(0) as usize;
    let parameters = StepParameters::new(world.view.clone());
    let column = parameters
        .resolve(PARAMETER, at..at + 1, &Map::new())
        .await
        .map_err(|e| e.to_string())?;
    let value = column.at(0).map_err(|e| e.to_string())?.clone();
    let undefined = row["expected"].get("$undefined").is_some() && value.is_null();
    let got = if undefined {
        Typed::Undefined
    } else {
        Typed::Json(value)
    };
    compare::equal(&row["expected"], &got)
}

/// Under this name the row's parameter is put into the active node.
const PARAMETER: &str = "theParameterOfTheCase";

async fn evaluate(
    runner: &Runner,
    world: &World,
    scope: Scope,
    text: Text,
    item: u32,
) -> Result<Typed, ScriptError> {
    let evaluation = Evaluation {
        scope: Arc::new(scope),
        templates: vec![text],
        items: vec![item],
    };
    let asked = Asked::new(world.view.clone());
    let mut all = runner
        .pool
        .evaluate(&evaluation, app::EXPRESSION_TIMEOUT_MS, &asked)
        .await?;
    let first = all.pop().and_then(|mut results| results.pop());
    first.unwrap_or_else(|| {
        Err(ScriptError {
            message: "no result came back".to_owned(),
            ..ScriptError::default()
        })
    })
}

/// The run data of a row: given in place or in a file of its own.
fn recorded(runner: &Runner, row: &Value) -> Result<Value, String> {
    let run = fixture(runner, &row["run"])?;
    Ok(run
        .path("data.resultData.runData")
        .or_else(|| run.path("resultData.runData"))
        .cloned()
        .unwrap_or(run))
}

fn fixture(runner: &Runner, value: &Value) -> Result<Value, String> {
    match value["$fixture"].as_str() {
        Some(name) => {
            crate::cases::read_json(&runner.folder.join("data-proxy/fixtures").join(name))
                .map_err(|e| format!("{e:#}"))
        }
        None => Ok(value.clone()),
    }
}

/// A recorded run, seen from one of its steps.
struct World {
    view: Arc<View>,
}

impl World {
    async fn new(runner: &Runner, row: &Value, run_data: &Value) -> Result<Self, String> {
        let options = Options {
            data: None,
            keep: false,
            worker: runner.worker(),
        };
        let app = App::with_registry(options, test_registry()).map_err(|e| e.to_string())?;
        let active = row["activeNode"].to_text();
        let mut document = fixture(runner, &row["workflow"])?;
        add_parameter(&mut document, &active, row.get("parameter"));
        let imported = app
            .read(&value::to_vec(&document))
            .map_err(|e| e.to_string())?;
        let plan = app
            .engine()
            .plan(&Arc::new(imported.workflow))
            .map_err(|e| e.to_string())?;
        let steps = steps(&plan, run_data);
        let pinned = row["mode"] == "manual" || document.get("pinData").is_some();
        let data = RunData::recorded(plan.clone(), steps, pinned);
        add_ai(&plan, &data, run_data, row);
        let grants = Grants::parse(["env"]).map_err(|e| e.to_string())?;
        let host: Arc<dyn Host> = app.plain_host(Arc::new(grants)).await;
        let facts = Arc::new(Facts {
            execution: "1".to_owned(),
            timezone: "America/New_York".to_owned(),
            combined: document
                .path("settings.binaryMode")
                .is_some_and(|mode| *mode == "combined"),
            lenient: row["opts"]["throwOnMissingExecutionData"] == false,
            ..Facts::default()
        });
        let node = plan
            .by_name(&active)
            .ok_or_else(|| format!("there is no node “{active}”"))?;
        let run = row["runIndex"]
            .as_u64()
            .or(row["opts"]["runIndex"].as_u64())
            .unwrap_or(0) as u32;
        let view = View::of_recorded(&data, node, run, facts.clone(), host.clone());
        let view = view.unwrap_or_else(|| not_yet_run(&plan, &data, node, run, facts, host, row));
        Ok(Self {
            view: Arc::new(view),
        })
    }
}

/// What a node sees that has not run: the items the row gives, or the last output of the node before it.
fn not_yet_run(
    plan: &Arc<Plan>,
    data: &Arc<RunData>,
    node: NodeNumber,
    run: u32,
    facts: Arc<Facts>,
    host: Arc<dyn Host>,
    row: &Value,
) -> View {
    let before = plan.upstream(node).into_iter().next();
    let steps = data.steps();
    let last = before.and_then(|before| {
        let id = &plan.node(before).document.id;
        steps.iter().rposition(|step| step.node == *id)
    });
    let place = last.map(|step| StepOutput {
        step: step as u32,
        output: before
            .and_then(|before| plan.output_towards(before, node))
            .unwrap_or(0),
    });
    let given = row["items"]
        .as_array()
        .map(|items| Arc::new(items.iter().map(given_item).collect()));
    let items: Items = given
        .or_else(|| place.and_then(|place| data.output(place)))
        .or_else(|| data.pinned(before?).map(Arc::new))
        .unwrap_or_default();
    let own = items.iter().enumerate().map(|(index, item)| {
        let mut item = item.clone();
        item.origin = place.map_or(Origin::Unknown, |place| {
            Origin::One(place.item(index as u32))
        });
        item
    });
    View::new(
        data.clone(),
        node,
        run,
        vec![place],
        Arc::new(own.collect()),
        facts,
        host,
    )
}

fn given_item(item: &Value) -> Item {
    let mut out = Item::of(item["json"].clone());
    out.binary = item.get("binary").map(|binary| Arc::new(files(binary)));
    out
}

fn add_parameter(document: &mut Value, active: &str, parameter: Option<&Value>) {
    let Some(parameter) = parameter else { return };
    let nodes = document
        .as_object_mut()
        .and_then(|map| map.get_mut("nodes"))
        .and_then(Value::as_array_mut);
    let active = |node: &&mut Value| node["name"] == *active;
    let node = nodes.into_iter().flatten().find(active);
    let parameters = node
        .and_then(Value::as_object_mut)
        .map(|map| map.entry("parameters"))
        .and_then(Value::as_object_mut);
    if let Some(parameters) = parameters {
        parameters.insert(PARAMETER, parameter.clone());
    }
}

/// n8n's run data as steps, with its `pairedItem` as lineage.
fn steps(plan: &Plan, run_data: &Value) -> Vec<Step> {
    let mut numbers: BTreeMap<(String, u64), u32> = BTreeMap::new();
    let runs = || {
        run_data
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(name, runs)| {
                runs.as_array()
                    .unwrap_or_default()
                    .iter()
                    .enumerate()
                    .map(move |(run, task)| (name, run as u64, task))
            })
    };
    for (number, (name, run, _)) in runs().enumerate() {
        numbers.insert((name.to_string(), run), number as u32);
    }
    runs()
        .map(|(name, run, task)| step(plan, &numbers, name, run, task))
        .collect()
}

fn step(
    plan: &Plan,
    numbers: &BTreeMap<(String, u64), u32>,
    name: &Text,
    run: u64,
    task: &Value,
) -> Step {
    let source = |source: &Value| {
        let node = source["previousNode"].as_str()?;
        let key = (
            node.to_owned(),
            source["previousNodeRun"].as_u64().unwrap_or(0),
        );
        let output = source["previousNodeOutput"].as_u64().unwrap_or(0) as u16;
        Some(StepOutput {
            step: *numbers.get(&key)?,
            output,
        })
    };
    let inputs: Vec<Option<StepOutput>> = task["source"]
        .as_array()
        .unwrap_or_default()
        .iter()
        .map(source)
        .collect();
    let items = |items: &Value| {
        let item = |item: &Value| {
            let mut out = Item::of(item.get("json").cloned().unwrap_or_default());
            out.origin = origin(&item["pairedItem"], &inputs);
            out.binary = item.get("binary").map(|_| Arc::new(files(&item["binary"])));
            out
        };
        Arc::new(
            items
                .as_array()
                .unwrap_or_default()
                .iter()
                .map(item)
                .collect::<Vec<Item>>(),
        )
    };
    let outputs = task["data"]
        .as_object()
        .and_then(|data| data.values().next())
        .cloned()
        .unwrap_or_default();
    Step {
        node: plan
            .by_name(name)
            .map(|number| plan.node(number).document.id.clone())
            .unwrap_or_else(|| name.clone()),
        name: name.clone(),
        run: run as u32,
        status: if task.get("error").is_some_and(|error| !error.is_null()) {
            StepStatus::Failed
        } else {
            StepStatus::Success
        },
        inputs: inputs.clone(),
        outputs: outputs
            .as_array()
            .unwrap_or_default()
            .iter()
            .map(items)
            .collect(),
        ..Step::default()
    }
}

fn origin(paired: &Value, inputs: &[Option<StepOutput>]) -> Origin {
    let one = |paired: &Value| -> Option<Source> {
        let item = paired.as_u64().or_else(|| paired["item"].as_u64())?;
        let input = paired["input"].as_u64().unwrap_or(0) as usize;
        Some(inputs.get(input).copied().flatten()?.item(item as u32))
    };
    match paired {
        Value::Null => Origin::Unknown,
        Value::Array(list) => {
            let all: Vec<Source> = list.iter().filter_map(one).collect();
            if all.is_empty() {
                Origin::Unknown
            } else {
                Origin::Many(all.into())
            }
        }
        single => one(single).map_or(Origin::Unknown, Origin::One),
    }
}

fn files(binary: &Value) -> model::Binaries {
    let file = |file: &Value| model::Binary {
        mime_type: file["mimeType"].to_text(),
        file_name: file["fileName"].as_str().map(Into::into),
        ..model::Binary::default()
    };
    binary
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), file(value)))
        .collect()
}

/// What an agent's calls gave, where the row looks at a tool.
fn add_ai(plan: &Plan, data: &RunData, run_data: &Value, row: &Value) {
    for (name, runs) in run_data.as_object().into_iter().flatten() {
        let Some(number) = plan.by_name(name) else {
            continue;
        };
        let calls = runs
            .as_array()
            .unwrap_or_default()
            .iter()
            .filter_map(|task| {
                let input = task.path("inputOverride.ai_tool.0.0.json")?;
                input.get("query").unwrap_or(input).as_object().cloned()
            });
        let calls: Vec<Map> = calls.collect();
        if let Some(first) = calls.first() {
            let tool = json!({ "name": name, "parameters": first.clone() });
            data.set_ai_info(number, Map::from_iter([("tool", tool)]));
            data.set_tool_calls(number, calls);
        }
    }
    let _ = row;
}

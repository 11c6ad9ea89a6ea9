//! `millrace run`: a workflow from its start to its end.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use app::{App, Finished, Grants, RunRequest};
use model::{Execution, ExecutionStatus, Item, Mode, NodeId, Workflow};
use value::Value;

use crate::arguments::Run;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{dim, green, plain, red, yellow};
use crate::{block_on, place, report, show, stop, watch};

/// Runs it; 0 where it ended well, 1 where it failed.
pub fn run(data: Option<PathBuf>, arguments: &Run) -> Result<ExitCode, Failure> {
    let save = !arguments.no_save;
    let folder = match save {
        true => Some(place::data_folder(data)?),
        false => place::data_folder(data).ok(),
    };
    let app = place::open_to(folder, save)?;
    let grants = Grants::parse(&arguments.allow).map_err(|e| Failure::Input(e.to_string()))?;
    let items = arguments.input.as_deref().map(input).transpose()?;
    block_on(async {
        let workflow = Arc::new(place::workflow(&app, &arguments.workflow).await?);
        app.warm_up_for(&workflow);
        let request = RunRequest {
            start: start(&workflow, arguments.start.as_deref())?,
            workflow,
            items,
            grants: Arc::new(grants),
            mode: Mode::Manual,
            save,
        };
        if save {
            // Said before hours are spent on what then cannot be kept.
            app.store().await?.assert_writable().await?;
        }
        let Finished { execution, kept } = execute(&app, &request, arguments.json).await?;
        match arguments.json {
            true => outln!("{}", serialize(&execution)?),
            false => finish(&execution, save && kept.is_ok()),
        }
        app.close().await;
        kept.map_err(|e| Failure::Data(format!("the run ended, but it could not be kept: {e}")))?;
        let success = matches!(
            execution.status,
            ExecutionStatus::Success | ExecutionStatus::Waiting
        );
        Ok(ExitCode::from(u8::from(!success)))
    })
}

async fn execute(app: &App, request: &RunRequest, quiet: bool) -> Result<Finished, Failure> {
    let mut handle = app
        .start(request.clone())
        .await
        .map_err(|e| Failure::Input(e.to_string()))?;
    let canceler = handle.canceler();
    tokio::spawn(async move {
        // The first time stops the run as a button would; what ran so far is shown and kept.
        stop::asked().await;
        canceler.cancel();
        // The second time is for a person who does not want to wait for that.
        stop::asked().await;
        end_now();
    });
    if let Some(events) = handle.take_events().filter(|_| !quiet) {
        watch::watch(&request.workflow, events).await;
    }
    Ok(app.finish(handle, request).await)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a person asked twice: even the writer is not waited for, and what it has not committed is not kept"
)]
fn end_now() {
    std::process::exit(1);
}

/// The node to start at, by name or id.
fn start(workflow: &Workflow, named: Option<&str>) -> Result<Option<NodeId>, Failure> {
    let Some(named) = named else { return Ok(None) };
    let found = workflow.node_named(named).or_else(|| workflow.node(named));
    found
        .map(|node| Some(node.id.clone()))
        .ok_or_else(|| Failure::Input(format!("the workflow has no node “{named}”")))
}

/// Items from a file: a list of records, or of items; one record is one item.
fn input(path: &Path) -> Result<Vec<Item>, Failure> {
    let value = value::from_slice(&place::read(path)?).map_err(|e| Failure::file(path, e))?;
    let list = match &value {
        Value::Array(list) => list.to_vec(),
        other => vec![other.clone()],
    };
    let item = |value: &Value| match value {
        Value::Object(map) if map.get("json").is_some_and(Value::is_object) => {
            value::from_value(value).map_err(|e| Failure::file(path, e))
        }
        Value::Object(map) => Ok(Item::new(map.clone())),
        other => Err(Failure::file(
            path,
            format!("an item is an object, and {} is none", other.type_name()),
        )),
    };
    list.iter().map(item).collect()
}

fn serialize(execution: &Execution) -> Result<String, Failure> {
    let value = value::to_value(execution)
        .map_err(|e| Failure::Data(format!("the execution cannot be printed: {e}")))?;
    Ok(value::to_string_pretty(&value))
}

/// The end of a run: the items of the last step, and how it ended.
fn finish(execution: &Execution, saved: bool) {
    show::last(execution);
    let took = execution
        .ended_ms
        .map_or(0, |end| end.saturating_sub(execution.started_ms));
    let kept = if saved {
        dim(&format!("  run {}", execution.id))
    } else {
        String::new()
    };
    let steps = show::counted(execution.steps.len(), "step");
    let errors = execution.steps.iter().filter(|step| step.error.is_some());
    match (execution.status, errors.count()) {
        (ExecutionStatus::Success, 0) => {
            outln!("\n{} {steps} in {took} ms{kept}", green("Done."));
        }
        (ExecutionStatus::Success, errors) => outln!(
            "\n{} {steps} in {took} ms{kept}",
            yellow(&format!(
                "Done, but {} failed.",
                show::counted(errors, "step")
            ))
        ),
        (ExecutionStatus::Canceled, _) => outln!("\n{}{kept}", red("Stopped.")),
        _ => failed(execution, &kept),
    }
}

/// Where it failed; what went wrong there stands beside the step above.
fn failed(execution: &Execution, kept: &str) {
    outln!("\n{}{kept}", red("Failed."));
    let Some(error) = &execution.error else {
        return;
    };
    let node = error
        .node
        .as_deref()
        .map(|name| format!("“{}”: ", plain(name)))
        .unwrap_or_default();
    let mut sentence = report::sentence(error).into_iter();
    outln!(
        "  Workflow “{}”, {node}{}",
        plain(&execution.workflow.name),
        sentence.next().unwrap_or_default()
    );
    sentence.for_each(|line| outln!("  {line}"));
    for line in report::details(error) {
        outln!("  {line}");
    }
}

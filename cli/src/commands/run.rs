//! `millrace run`: a workflow from its start to its end.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use app::{Acknowledge, App, Finished, Grants, Handle, RunRequest};
use model::{Execution, ExecutionStatus, Mode, NodeId, Workflow};

use super::{check, input};
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
    let refused = |e: model::GrantError| Failure::Input(format!("--allow: {e}"));
    let grants = Grants::parse(&arguments.allow).map_err(refused)?;
    grants.assert_folders().map_err(refused)?;
    let items = input::given(arguments)?;
    block_on(async {
        let mut workflow = place::workflow(&app, &arguments.workflow).await?;
        super::credential::fill(&app, &mut workflow, &arguments.credential).await?;
        let workflow = Arc::new(workflow);
        app.warm_up_for(&workflow);
        let request = RunRequest {
            start: start(&workflow, arguments.start.as_deref())?,
            workflow,
            items,
            grants: Arc::new(grants),
            mode: Mode::Manual,
            save,
            // The person waits for the end.
            acknowledge: Acknowledge::End,
            ..RunRequest::default()
        };
        if save {
            // Said before hours are spent on what then cannot be kept.
            app.store().await?.assert_writable().await?;
        }
        let Finished { execution, kept } = execute(&app, &request, arguments.json).await?;
        match arguments.json {
            true => outln!("{}", serialize(&execution)?),
            false => {
                finish(&execution, save && kept.is_ok());
                say_grants(&app, &execution, &request.grants, arguments);
            }
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

/// Follows a run that goes on after it was cut off, to its end.
pub async fn follow(
    app: &App,
    handle: Handle,
    request: &RunRequest,
    json: bool,
) -> Result<ExitCode, Failure> {
    let Finished { execution, kept } = attend(app, handle, request, json).await;
    match json {
        true => outln!("{}", serialize(&execution)?),
        false => finish(&execution, kept.is_ok()),
    }
    kept?;
    let success = execution.status == ExecutionStatus::Success;
    Ok(ExitCode::from(u8::from(!success)))
}

async fn execute(app: &App, request: &RunRequest, quiet: bool) -> Result<Finished, Failure> {
    let started = app.start(request.clone()).await;
    let handle = started.map_err(|e| Failure::Input(e.to_string()))?;
    Ok(attend(app, handle, request, quiet).await)
}

/// Shows a run until it has ended, and lets a person stop it.
async fn attend(app: &App, mut handle: Handle, request: &RunRequest, quiet: bool) -> Finished {
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
    app.finish(handle, request).await
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
    let missing = || {
        let names = workflow.nodes.iter().filter(|node| !node.is_note());
        let hint = match place::like(named, names.map(|node| node.name.as_str())) {
            Some(name) => format!("; did you mean “{}”?", plain(name)),
            None => String::new(),
        };
        Failure::Input(format!("the workflow has no node “{named}”{hint}"))
    };
    found.map(|node| Some(node.id.clone())).ok_or_else(missing)
}

/// Where a grant was missing: all that can be told to be missing, so that it is not found out one by one.
fn say_grants(app: &App, execution: &Execution, grants: &Grants, arguments: &Run) {
    let error = execution.error.as_ref();
    let Some(refused) = error.and_then(|error| error.grant.clone()) else {
        return;
    };
    let wants = app.with_specs(|specs| model::wants(&execution.workflow, specs));
    let mut missing = check::flags(&wants);
    missing.retain(|flag| {
        let known = Grants::parse([flag]).map(|flag| flag.iter().all(|one| grants.covers(one)));
        !known.unwrap_or(false)
    });
    // What was refused may be covered by a wider folder that the workflow wants anyway.
    let covered = Grants::parse(&missing).is_ok_and(|all| {
        let one = Grants::parse([&refused]);
        one.is_ok_and(|one| one.iter().all(|one| all.covers(one)))
    });
    if !covered {
        missing.push(refused);
    }
    let given = arguments.allow.iter().chain(&missing);
    let flags: Vec<String> = given
        .map(|flag| format!("--allow {}", report::quote(flag)))
        .collect();
    outln!(
        "\nTo allow all that can be told ahead: millrace run {} {}",
        report::quote(&arguments.workflow.to_string_lossy()),
        flags.join(" ")
    );
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

/// Where it failed, and what went wrong.
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
    // What the step has said just above is not said again, but what was found out since is.
    let last = execution.steps.last();
    let own = last.filter(|step| step.run < watch::SHOWN);
    let own = own.and_then(|step| step.error.as_ref());
    let said = own
        .filter(|own| own.message == error.message)
        .map(report::details)
        .unwrap_or_default();
    let unsaid = report::details(error).into_iter();
    unsaid
        .filter(|line| !said.contains(line))
        .for_each(|line| outln!("  {line}"));
}

//! `millrace runs`: past runs, and one of them in full.

use std::path::PathBuf;
use std::process::ExitCode;

use app::{ExecutionFilter, ExecutionSummary, PageRequest};
use model::{Execution, ExecutionStatus};

use super::run;
use crate::arguments::Runs;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{bold, dim, lines, plain, red, yellow};
use crate::show::mark;
use crate::watch::{iso, time};
use crate::{block_on, place, report, show};

/// So many fields of a step that was cut off are shown.
const MOST_FIELDS: usize = 6;

/// How many runs a page has.
const PAGE: u32 = 50;

/// Lists runs, or shows one.
pub fn runs(data: Option<PathBuf>, arguments: &Runs) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let store = app.store().await?;
        app.find_doubtful().await?;
        if let (Some(id), Some(decision)) = (&arguments.id, arguments.decision()) {
            let id = whole_id(&app, id).await?;
            let code = decide(&app, &id, decision, arguments.json).await?;
            app.close().await;
            return Ok(code);
        }
        match &arguments.id {
            Some(id) => show_run(
                &store.execution(&whole_id(&app, id).await?).await?,
                arguments.json,
            )?,
            None => {
                let status = arguments.status.as_deref().map(status);
                let filter = ExecutionFilter {
                    workflow: arguments.workflow.clone(),
                    status,
                    ..ExecutionFilter::default()
                };
                let page = PageRequest {
                    offset: (arguments.page - 1) * PAGE,
                    limit: PAGE,
                };
                let found = store.executions(&filter, page).await?;
                list(&found.entries, found.total, arguments)?;
            }
        }
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// Goes on with a run that was cut off, or ends it.
async fn decide(
    app: &app::App,
    id: &str,
    decision: api::Decision,
    json: bool,
) -> Result<ExitCode, Failure> {
    let decided = app.decide_here(id, decision).await;
    let going = decided.map_err(|error| match error {
        app::Error::Store(app::StoreError::Late) => {
            Failure::Input(format!("the run {id} waits for no decision"))
        }
        other => other.into(),
    })?;
    match going {
        Some((handle, request)) => run::follow(app, handle, &request, json).await,
        None => {
            outln!("The run {id} was discarded; what it did so far stays.");
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// An id may be cut short where that is clear.
async fn whole_id(app: &app::App, start: &str) -> Result<String, Failure> {
    let page = PageRequest {
        offset: 0,
        limit: PageRequest::MOST,
    };
    let recent = app
        .store()
        .await?
        .executions(&ExecutionFilter::default(), page)
        .await?;
    let mut fits = recent
        .entries
        .iter()
        .filter(|run| run.id.starts_with(start));
    match (fits.next(), fits.next()) {
        (Some(one), None) => Ok(one.id.clone()),
        (Some(_), Some(_)) => Err(Failure::Input(format!(
            "several runs begin with {start}; write more of the id"
        ))),
        // It may be older than those looked at.
        (None, _) => Ok(start.to_owned()),
    }
}

fn status(word: &str) -> ExecutionStatus {
    match word {
        "success" => ExecutionStatus::Success,
        "failed" => ExecutionStatus::Failed,
        "needs-review" => ExecutionStatus::NeedsReview,
        _ => ExecutionStatus::Canceled,
    }
}

fn list(runs: &[ExecutionSummary], total: u64, arguments: &Runs) -> Result<(), Failure> {
    if arguments.json {
        let value = value::to_value(&runs)
            .map_err(|e| Failure::Data(format!("the runs cannot be printed: {e}")))?;
        outln!("{}", value::to_string_pretty(&value));
        return Ok(());
    }
    if runs.is_empty() {
        outln!("{}", nothing(arguments, total));
        return Ok(());
    }
    // Where there is little room, what went wrong is left to the run itself.
    let narrow = show::is_narrow();
    let row = |run: &ExecutionSummary| {
        let took = run
            .ended_ms
            .map(|end| time(1000 * end.saturating_sub(run.started_ms).unsigned_abs()))
            .unwrap_or_default();
        let error = run.error.as_ref().map(|error| error.message.clone());
        let mut row = vec![
            show::id(&run.id),
            run.name.clone(),
            word(run.status).to_owned(),
            iso(run.started_ms),
            took,
        ];
        row.extend((!narrow).then(|| error.unwrap_or_default()));
        row
    };
    let header = [
        "run",
        "workflow",
        "status",
        "started (UTC)",
        "took",
        "error",
    ];
    let shown = header.len() - usize::from(narrow);
    outln!("{}", show::rows(&header[..shown], runs.iter().map(row)));
    outln!("{}", dim(&format!("{} of {total}", runs.len())));
    Ok(())
}

/// Why a list is empty.
fn nothing(arguments: &Runs, total: u64) -> String {
    if total > 0 {
        let pages = total.div_ceil(PAGE.into());
        return format!("Page {} is empty; the last one is {pages}.", arguments.page);
    }
    let of = (arguments.workflow.as_deref()).map(|name| format!(" of “{}”", plain(name)));
    let with = (arguments.status.as_deref()).map(|status| format!(" with the status {status}"));
    match (of, with) {
        (None, None) => "There are no runs yet. Start one: millrace run FILE".to_owned(),
        (of, with) => format!(
            "There are no runs{}{}.",
            of.unwrap_or_default(),
            with.unwrap_or_default()
        ),
    }
}

fn show_run(execution: &Execution, json: bool) -> Result<(), Failure> {
    if json {
        let value = value::to_value(execution)
            .map_err(|e| Failure::Data(format!("the run cannot be printed: {e}")))?;
        outln!("{}", value::to_string_pretty(&value));
        return Ok(());
    }
    outln!(
        "{} {}  {}",
        bold("Run"),
        execution.id,
        dim(&iso(execution.started_ms))
    );
    outln!(
        "{} {}: {}",
        bold("Workflow"),
        plain(&execution.workflow.name),
        word(execution.status)
    );
    if let Some(review) = &execution.review {
        say_review(execution, review);
    }
    for step in &execution.steps {
        let mark = mark(step.status, step.error.is_some());
        let counts: Vec<String> = step
            .outputs
            .iter()
            .map(|items| items.len().to_string())
            .collect();
        outln!(
            "  {mark} {}  {} {}",
            plain(&step.name),
            counts.join(" | "),
            dim(&time(step.duration_us))
        );
        for line in step.console.iter().flat_map(|line| lines(line)) {
            outln!("    {} {line}", dim("│"));
        }
        if let Some(error) = &step.error {
            report::sentence(error)
                .iter()
                .for_each(|line| outln!("      {}", red(line)));
            report::details(error)
                .iter()
                .for_each(|line| outln!("      {line}"));
        }
    }
    show::last(execution);
    Ok(())
}

/// What a run waits for, and what can be done.
fn say_review(execution: &Execution, review: &model::Review) {
    outln!(
        "{}",
        yellow(&format!(
            "Millrace ended while “{}” ran: it may have done what it does already.",
            plain(&review.name)
        ))
    );
    // What a person looks up before deciding: where it went.
    let texts = |value: &value::Value| value.as_str().is_some_and(|text| !text.is_empty());
    let told = review.parameters.iter().filter(|(_, value)| texts(value));
    for (name, value) in told.take(MOST_FIELDS) {
        let text = value.as_str().unwrap_or_default();
        outln!("    {}", dim(&plain(&format!("{name}: {text}"))));
    }
    for (flag, what) in [
        ("--resume", "run it again, then go on"),
        ("--skip", "take it as done, and go on"),
        ("--discard", "end the run here"),
    ] {
        outln!("  millrace runs {} {flag:<10} {}", execution.id, dim(what));
    }
}

fn word(status: ExecutionStatus) -> &'static str {
    match status {
        ExecutionStatus::Queued => "queued",
        ExecutionStatus::Running => "running",
        ExecutionStatus::Waiting => "waiting",
        ExecutionStatus::Success => "success",
        ExecutionStatus::Failed => "failed",
        ExecutionStatus::Canceled => "canceled",
        ExecutionStatus::NeedsReview => "needs review",
    }
}

//! `millrace errors`: what failed how often, and what was done about it.

use std::path::PathBuf;
use std::process::ExitCode;

use api::{FailureGroup, FailureList, Failures};
use model::Recovery;

use super::secret::call;
use crate::arguments::Errors;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{dim, plain, yellow};
use crate::watch::iso;
use crate::{block_on, place, show};

/// Lists what failed, the newest first.
pub fn errors(data: Option<PathBuf>, arguments: &Errors) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        app.find_doubtful().await?;
        let request = FailureList {
            workflow: arguments.workflow.clone(),
            days: Some(arguments.days),
        };
        let found = call(&app, request).await?;
        list(&found, arguments)?;
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

fn list(found: &Failures, arguments: &Errors) -> Result<(), Failure> {
    if arguments.json {
        let value = value::to_value(&found.groups)
            .map_err(|e| Failure::Data(format!("the errors cannot be printed: {e}")))?;
        outln!("{}", value::to_string_pretty(&value));
        return Ok(());
    }
    if found.damaged > 0 {
        let said = format!("Damaged and left out: {}", found.damaged);
        outln!("{}", yellow(&said));
    }
    let days = show::counted(arguments.days as usize, "day");
    if found.groups.is_empty() {
        let of = arguments.workflow.as_deref();
        let of = of.map(|name| format!(" in “{}”", plain(name)));
        outln!("No errors{} in the last {days}.", of.unwrap_or_default());
        return Ok(());
    }
    let header = [
        "last (UTC)",
        "workflow",
        "step",
        "times",
        "what went wrong",
        "what was done",
        "run",
    ];
    // Where there is little room, the run is left to --json.
    let shown = header.len() - usize::from(show::is_narrow());
    let rows = found.groups.iter().map(|group| {
        let mut row = row(group);
        row.truncate(shown);
        row
    });
    outln!("{}", show::rows(&header[..shown], rows));
    let attempts = show::counted(found.attempts as usize, "failed attempt");
    outln!("{}", dim(&format!("{attempts} in the last {days}")));
    Ok(())
}

fn row(group: &FailureGroup) -> Vec<String> {
    let done: Vec<String> = group
        .recoveries
        .iter()
        .map(|own| format!("{} {}×", done(own.recovery), own.count))
        .collect();
    vec![
        iso(group.last_ms),
        group.workflow_name.clone(),
        match group.name.is_empty() {
            true => "the whole run".to_owned(),
            false => group.name.clone(),
        },
        group.attempts.to_string(),
        format!("{}: {}", group.error.code, group.error.message),
        done.join(", "),
        group.newest.as_deref().map(show::id).unwrap_or_default(),
    ]
}

fn done(recovery: Recovery) -> &'static str {
    match recovery {
        Recovery::Retried => "tried again",
        Recovery::Continued => "went on",
        Recovery::ErrorOutput => "went on by the error output",
        Recovery::Resumed => "begun anew after a crash",
        Recovery::Skipped => "skipped by you",
        Recovery::Waits => "waits for you",
        Recovery::Discarded => "discarded",
        Recovery::Failed => "run failed",
    }
}

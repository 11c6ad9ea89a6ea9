//! `millrace check`: what is wrong with a workflow, and what it wants of this machine. Runs nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use model::{Grant, Problem, Severity, Wants};
use value::json;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{bold, dim, green, plain, red, yellow};
use crate::report::quote;
use crate::{block_on, place};

/// Checks it; 0 where it could run, 1 where something stops it.
pub fn check(data: Option<PathBuf>, arguments: &Check) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    let workflow = block_on(place::workflow(&app, &arguments.workflow))?;
    let (problems, wants) = app.with_specs(|specs| {
        (
            model::check(&workflow, specs),
            model::wants(&workflow, specs),
        )
    });
    let stops = problems
        .iter()
        .any(|problem| problem.severity == Severity::StopsRun);
    if arguments.json {
        print_json(&problems, &wants)?;
    } else {
        outln!("{} {}", bold("Workflow"), plain(&workflow.name));
        print_problems(&problems);
        print_wants(&wants, &arguments.workflow);
    }
    Ok(ExitCode::from(u8::from(stops)))
}

fn print_json(problems: &[Problem], wants: &Wants) -> Result<(), Failure> {
    let read = |e| Failure::Data(format!("the findings cannot be printed: {e}"));
    let grants: Vec<String> = wants.grants().iter().map(Grant::to_string).collect();
    let out = json!({
        "problems": value::to_value(&problems).map_err(read)?,
        "wants": value::to_value(wants).map_err(read)?,
        "grants": grants,
    });
    outln!("{}", value::to_string_pretty(&out));
    Ok(())
}

fn print_problems(problems: &[Problem]) {
    if problems.is_empty() {
        outln!("  {} nothing is wrong with it", green("✓"));
    }
    for problem in problems {
        let mark = match problem.severity {
            Severity::StopsRun => red("✗ stops a run:"),
            Severity::StopsActivation => yellow("! stops it from being switched on:"),
            Severity::Warn => yellow("! warning:"),
        };
        outln!("  {mark} {}", plain(&problem.sentence()));
        outln!("      {}", dim(&plain(&problem.advice())));
    }
}

fn print_wants(wants: &Wants, named: &str) {
    let sentences: Vec<String> = (wants.hosts.iter().map(|want| want.sentence()))
        .chain(wants.files.iter().map(|want| want.sentence()))
        .chain(wants.commands.iter().map(|want| want.sentence()))
        .chain(
            wants
                .credentials
                .iter()
                .map(|want| format!("Node `{}` uses a credential: {}.", want.name, want.slot)),
        )
        .collect();
    if sentences.is_empty() && wants.environment.is_empty() {
        outln!("  {} it wants nothing of this machine", green("✓"));
        return;
    }
    outln!("\n{}", bold("It wants"));
    for sentence in &sentences {
        outln!("  {}", plain(sentence));
    }
    if !wants.environment.is_empty() {
        outln!("  It reads the environment of this machine.");
    }
    let grants = wants.grants();
    if !grants.is_empty() {
        let flags: Vec<String> = grants
            .iter()
            .map(|grant| format!("--allow {}", quote(&grant.to_string())))
            .collect();
        outln!(
            "\nTo run it: millrace run {} {}",
            quote(named),
            flags.join(" ")
        );
    }
}

//! `millrace check`: what is wrong with a workflow, and what it wants of this machine. Runs nothing.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use model::n8n::{DroppedWire, NodeReport, Remark, Report, Warning};
use model::{Grant, Problem, Severity, Wants};
use value::json;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{bold, dim, green, plain, red, yellow};
use crate::place::Found;
use crate::report::quote;
use crate::{block_on, place};

/// Checks it; 0 where it could run, 1 where something stops it.
pub fn check(data: Option<PathBuf>, arguments: &Check) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    let (Found { workflow, report }, problems) = block_on(async {
        let found = place::find(&app, &arguments.workflow).await?;
        let problems = app.check(&found.workflow).await;
        Ok::<_, Failure>((found, problems))
    })?;
    let workflow = Arc::new(workflow);
    let wants = app.with_specs(|specs| model::wants(&workflow, specs));
    let found = Findings {
        stop: app.assert_startable(&workflow).err().map(|e| e.to_string()),
        remarks: report.as_ref().map(remarks).unwrap_or_default(),
        problems,
    };
    if arguments.json {
        print_json(&found, &wants)?;
    } else {
        outln!("{} {}", bold("Workflow"), plain(&workflow.name));
        print_problems(&found);
        print_wants(&wants, &arguments.workflow.to_string_lossy());
    }
    Ok(ExitCode::from(u8::from(found.stops())))
}

/// What is wrong.
struct Findings {
    problems: Vec<Problem>,
    /// Why no run of it could begin.
    stop: Option<String>,
    /// What was changed or left out when the file was read.
    remarks: Vec<String>,
}

impl Findings {
    fn stops(&self) -> bool {
        let stops = |problem: &Problem| problem.severity == Severity::StopsRun;
        self.stop.is_some() || self.problems.iter().any(stops)
    }
}

/// What the import of a file had to say; that a kind is missing is a problem already.
fn remarks(report: &Report) -> Vec<String> {
    let of_node = |node: &NodeReport| {
        let name = node.name.clone();
        let said = node
            .remarks
            .iter()
            .filter(|one| **one != Remark::KindMissing);
        let said = said.map(move |one| format!("Node `{name}`: {}", one.sentence()));
        said.collect::<Vec<_>>()
    };
    let nodes = report.nodes.iter().flat_map(of_node);
    nodes
        .chain(report.dropped.iter().map(DroppedWire::sentence))
        .chain(report.warnings.iter().map(Warning::sentence))
        .collect()
}

/// The flags that let a workflow do what its parameters say.
pub fn flags(wants: &Wants) -> Vec<String> {
    let here = wants.folders_here().into_iter().map(|(folder, write)| {
        let only_read = if write { "" } else { ":ro" };
        format!("dir:{folder}{only_read}")
    });
    let grants = wants.grants();
    grants.iter().map(Grant::to_string).chain(here).collect()
}

fn print_json(found: &Findings, wants: &Wants) -> Result<(), Failure> {
    let read = |e| Failure::Data(format!("the findings cannot be printed: {e}"));
    let mut out = json!({
        "problems": value::to_value(&found.problems).map_err(read)?,
        "remarks": found.remarks.clone(),
        "wants": value::to_value(wants).map_err(read)?,
        "grants": flags(wants),
    });
    if let (Some(stop), Some(map)) = (&found.stop, out.as_object_mut()) {
        map.insert("stop", stop.as_str());
    }
    outln!("{}", value::to_string_pretty(&out));
    Ok(())
}

fn print_problems(found: &Findings) {
    let Findings {
        problems,
        stop,
        remarks,
    } = found;
    let stops = |problem: &Problem| problem.severity == Severity::StopsRun;
    if problems.is_empty() && stop.is_none() && remarks.is_empty() {
        outln!("  {} nothing is wrong with it", green("✓"));
    }
    // What a problem says in its own words is not said again.
    if let Some(stop) = stop.as_ref().filter(|_| !problems.iter().any(stops)) {
        outln!("  {} {}", red("✗ stops a run:"), plain(stop));
    }
    for problem in problems {
        let mark = match problem.severity {
            Severity::StopsRun => red("✗ stops a run:"),
            Severity::StopsActivation => yellow("! to be mended:"),
            Severity::Warn => yellow("! warning:"),
        };
        outln!("  {mark} {}", plain(&problem.sentence()));
        outln!("      {}", dim(&plain(&problem.advice())));
    }
    for remark in remarks {
        outln!("  {} {}", yellow("! warning:"), plain(remark));
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
    let flags = flags(wants);
    if !flags.is_empty() {
        let flags: Vec<String> = flags
            .iter()
            .map(|grant| format!("--allow {}", quote(grant)))
            .collect();
        outln!(
            "\nTo run it: millrace run {} {}",
            quote(named),
            flags.join(" ")
        );
    }
}

//! `millrace import` and `millrace export`: between n8n's format and ours.

use std::path::PathBuf;
use std::process::ExitCode;

use model::n8n::{Fit, NodeReport, Report};
use model::{file, n8n};

use crate::arguments::{Export, Import};
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{bold, dim, plain, yellow};
use crate::{block_on, place};

/// Reads a file and reports; writes or keeps the workflow where that was asked for.
pub fn import(data: Option<PathBuf>, arguments: &Import) -> Result<ExitCode, Failure> {
    let folder = if arguments.save {
        Some(place::data_folder(data)?)
    } else {
        None
    };
    let app = place::open(folder)?;
    let mut imported = place::import(&app, &arguments.file)?;
    if let Some(output) = &arguments.output {
        place::write(Some(output), &file::write(&imported.workflow))?;
    }
    let mut kept = None;
    if arguments.save {
        kept = Some(block_on(async {
            app.note_missing_workflows(&mut imported).await;
            let saved = app.create_workflow(imported.workflow.clone()).await?;
            app.close().await;
            Ok(saved.workflow.id)
        })?);
    }
    if arguments.json {
        let report = value::to_value(&imported.report).map_err(|e| Failure::Data(e.to_string()))?;
        outln!("{}", value::to_string_pretty(&report));
        return Ok(ExitCode::SUCCESS);
    }
    outln!("{} {}", bold("Workflow"), plain(&imported.workflow.name));
    print_report(&imported.report);
    if let Some(id) = kept {
        outln!("\nKept as {id}. Run it with: millrace run {id}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a workflow in n8n's format, or ours.
pub fn export(data: Option<PathBuf>, arguments: &Export) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let place::Found { workflow, report } = place::find(&app, &arguments.workflow).await?;
        if report.is_none() {
            app.note_export(&workflow.id).await?;
        }
        let text = match arguments.millrace {
            true => file::write(&workflow),
            false => app.with_specs(|specs| n8n::export_text(&workflow, specs)),
        };
        place::write(arguments.output.as_deref(), &text)?;
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// What was mapped, approximated and missing, and what the workflow wants.
pub fn print_report(report: &Report) {
    let (nodes, native) = report.counts();
    outln!(
        "  {nodes} nodes: {native} native, {} approximated, {} missing",
        report.count(Fit::Approximated),
        report.count(Fit::Missing)
    );
    for (sentences, nodes) in remarks(report) {
        let named = nodes.iter().map(|node| {
            let kind = dim(&format!("({})", plain(&node.n8n_type)));
            format!("{} {kind}", plain(&node.name))
        });
        let named: Vec<String> = named.collect();
        outln!("  {} {}", yellow("!"), named.join(", "));
        for sentence in sentences {
            outln!("      {}", plain(&sentence));
        }
    }
    let others = report.dropped.iter().map(n8n::DroppedWire::sentence);
    let others = others
        .chain(report.warnings.iter().map(n8n::Warning::sentence))
        .chain(report.secrets.iter().map(n8n::Secret::sentence));
    for sentence in others {
        outln!("  {} {}", yellow("!"), plain(&sentence));
    }
}

/// What was remarked, with all nodes of which it is to be said.
fn remarks(report: &Report) -> Vec<(Vec<String>, Vec<&NodeReport>)> {
    let mut all: Vec<(Vec<String>, Vec<&NodeReport>)> = Vec::new();
    for node in report.nodes.iter().filter(|node| !node.remarks.is_empty()) {
        let sentences: Vec<String> = node.remarks.iter().map(n8n::Remark::sentence).collect();
        match all.iter_mut().find(|(known, _)| *known == sentences) {
            Some((_, nodes)) => nodes.push(node),
            None => all.push((sentences, vec![node])),
        }
    }
    all
}

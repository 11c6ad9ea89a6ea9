//! What can be written after `millrace`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Runs workflows on your own machine.
#[derive(Debug, Parser)]
#[command(name = "millrace", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    /// The folder that holds workflows and runs [default: the user's data folder; MILLRACE_DATA]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Say more about what happens
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a workflow: a file of Millrace's or n8n's, or a stored workflow by id or name
    Run(Run),
    /// Read a workflow file and say what of it is known
    Import(Import),
    /// Write a workflow as n8n's format, or Millrace's
    Export(Export),
    /// Say what is wrong with a workflow, and what it wants of this machine
    Check(Check),
    /// List the stored workflows
    List(List),
    /// List the kinds of nodes, or describe one
    Nodes(Nodes),
    /// List past runs, or show one
    Runs(Runs),
    /// Put a stored workflow into the trash
    Delete(Delete),
    /// Copy a stored workflow
    Duplicate(Duplicate),
}

/// `millrace run`
#[derive(Debug, Args)]
pub struct Run {
    /// A workflow file, or a stored workflow by id or name
    #[arg(value_name = "FILE")]
    pub workflow: String,
    /// A JSON file with the items that start it: a list of records, or of `{ "json": … }`
    #[arg(long, value_name = "ITEMS.json")]
    pub input: Option<PathBuf>,
    /// Start at this node, by name
    #[arg(long, value_name = "NODE")]
    pub start: Option<String>,
    /// Let it use something of this machine; may be repeated
    #[arg(
        long,
        value_name = "GRANT",
        help = "Let it use something of this machine: host:NAME[:PORT], dir:FOLDER[:ro], command:NAME or env; may be repeated"
    )]
    pub allow: Vec<String>,
    /// Print the whole execution as JSON
    #[arg(long)]
    pub json: bool,
    /// Keep nothing of this run
    #[arg(long)]
    pub no_save: bool,
}

/// `millrace import`
#[derive(Debug, Args)]
pub struct Import {
    /// The file; `-` reads standard input, such as a pasted clipboard
    pub file: PathBuf,
    /// Write the workflow in Millrace's format to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Keep the workflow in the data folder
    #[arg(long)]
    pub save: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// `millrace export`
#[derive(Debug, Args)]
pub struct Export {
    /// A workflow file, or a stored workflow by id or name
    pub workflow: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write Millrace's own format
    #[arg(long)]
    pub millrace: bool,
}

/// `millrace check`
#[derive(Debug, Args)]
pub struct Check {
    /// A workflow file, or a stored workflow by id or name
    pub workflow: String,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// `millrace list`
#[derive(Debug, Args)]
pub struct List {
    /// Only names that contain this
    pub text: Option<String>,
    /// Only workflows with this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// Those in the trash
    #[arg(long)]
    pub trash: bool,
    /// Sort by: updated, created or name
    #[arg(long, value_name = "BY", default_value = "updated", value_parser = ["updated", "created", "name"])]
    pub sort: String,
    /// Which page of fifty
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `millrace nodes`
#[derive(Debug, Args)]
pub struct Nodes {
    /// A kind, or a word to look for
    pub kind: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `millrace runs`
#[derive(Debug, Args)]
pub struct Runs {
    /// Id of a run, or its beginning
    pub id: Option<String>,
    /// Only runs of this workflow, by id
    #[arg(long)]
    pub workflow: Option<String>,
    /// Only runs with this status
    #[arg(long, value_parser = ["success", "failed", "canceled"])]
    pub status: Option<String>,
    /// Which page of fifty
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `millrace delete`
#[derive(Debug, Args)]
pub struct Delete {
    /// Id or name
    pub workflow: String,
    /// Take it out of the trash again
    #[arg(long, conflicts_with = "forever")]
    pub restore: bool,
    /// Remove it for good; it must be in the trash
    #[arg(long)]
    pub forever: bool,
}

/// `millrace duplicate`
#[derive(Debug, Args)]
pub struct Duplicate {
    /// Id or name
    pub workflow: String,
}

//! What can be written after `millrace`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// How commands end, and how they are used.
const AFTER: &str = "\
Examples:
  millrace check my-workflow.json               what it wants, and what is wrong with it
  millrace run my-workflow.json                 runs it; every node is a line
  millrace run my-workflow.json --allow dir:.   lets it use the folder it is started in
  millrace import my-workflow.json --save       keeps it; then: millrace run \"My workflow\"
  millrace runs                                 what ran, and how it ended

Exit codes:
  0  it went well
  1  the run failed or was stopped; `check` found what stops every run
  2  the file or the arguments are wrong
  3  the data folder, or what is written to, cannot be used";

/// What can be allowed.
const GRANTS: &str = "\
What can be allowed:
  dir:FOLDER       read and write files in a folder; dir:. is where it is started
  dir:FOLDER:ro    only read them
  host:NAME[:PORT] contact this machine or a private network, such as host:localhost:8080;
                   public addresses need no leave
  host:*           contact any of them
  command:NAME     start a program, such as command:git
  command:*        hand any line to the shell
  env              read environment variables

Examples:
  millrace run letters.json --allow dir:. --allow host:localhost:5432
  millrace run letters.json --input people.json --start \"Write letter\"
  cat letters.json | millrace run -";

/// Runs workflows on your own machine.
#[derive(Debug, Parser)]
#[command(name = "millrace", version, about, after_help = AFTER)]
pub struct Arguments {
    /// The folder that holds workflows and runs
    #[arg(long, global = true, value_name = "DIR", help = data_help())]
    pub data: Option<PathBuf>,
    /// Say more about what happens
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Open the credentials with the key in this file, which only you may read
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

fn data_help() -> String {
    let usual = crate::place::usual_folder();
    let usual = usual.map_or_else(String::new, |path| format!("; default: {}", path.display()));
    format!("The folder that holds workflows and runs [env: MILLRACE_DATA{usual}]")
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
    /// List what failed, how often, and what was done about it
    Errors(Errors),
    /// Put a stored workflow into the trash
    Delete(Delete),
    /// Copy a stored workflow
    Duplicate(Duplicate),
    /// Open the editor in a browser: serves it on this machine
    Serve(Serve),
    /// List, make and restore backups of what is stored
    Backup(Backup),
    /// Keep secrets that steps use, without showing them
    Credential(Credential),
    /// Open the credentials with the recovery code or the passphrase, and remember it on this machine
    Unlock,
    /// Say what opens the credentials, and change it
    Vault(Vault),
    /// Print what was done with secrets and permissions, a JSON object a line
    Audit,
}

/// `millrace run`
#[derive(Debug, Args)]
#[command(after_help = GRANTS)]
pub struct Run {
    /// A workflow file, `-` for standard input, or a stored workflow by id or name
    #[arg(value_name = "WORKFLOW")]
    pub workflow: PathBuf,
    /// A JSON file with the items that start it: a list of records, one record a line, or a list of `{ "json": … }`
    #[arg(long, value_name = "ITEMS.json")]
    pub input: Option<PathBuf>,
    /// Start at this node, by name
    #[arg(long, value_name = "NODE")]
    pub start: Option<String>,
    /// Let it use something of this machine; may be repeated
    #[arg(
        long,
        value_name = "GRANT",
        help = "Let it use something of this machine: dir:FOLDER[:ro], host:NAME[:PORT], command:NAME or env; may be repeated"
    )]
    pub allow: Vec<String>,
    /// Let its steps use this credential, by name or id, where they ask for one of its kind; may be repeated
    #[arg(long, value_name = "CREDENTIAL")]
    pub credential: Vec<String>,
    /// Print the whole execution as JSON
    #[arg(long)]
    pub json: bool,
    /// Keep nothing of this run; the data folder is only read
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
    /// A workflow file, `-` for standard input, or a stored workflow by id or name
    pub workflow: PathBuf,
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
    /// A workflow file, `-` for standard input, or a stored workflow by id or name
    pub workflow: PathBuf,
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
    /// Only runs of this workflow, by id or name
    #[arg(long)]
    pub workflow: Option<String>,
    /// Only runs with this status
    #[arg(long, value_parser = ["success", "failed", "canceled", "needs-review"])]
    pub status: Option<String>,
    /// Which page of fifty
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// Of a run that was cut off: run the step again that it was cut off in, and go on
    #[arg(long, requires = "id", group = "decision")]
    pub resume: bool,
    /// Of a run that was cut off: go on behind the step that it was cut off in
    #[arg(long, requires = "id", group = "decision")]
    pub skip: bool,
    /// Of a run that was cut off: end it there
    #[arg(long, requires = "id", group = "decision")]
    pub discard: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Runs {
    /// What is decided about a run that was cut off.
    pub fn decision(&self) -> Option<api::Decision> {
        match (self.resume, self.skip, self.discard) {
            (true, ..) => Some(api::Decision::Resume),
            (_, true, _) => Some(api::Decision::Skip),
            (.., true) => Some(api::Decision::Discard),
            _ => None,
        }
    }
}

/// `millrace errors`
#[derive(Debug, Args)]
pub struct Errors {
    /// Only errors of this workflow, by id or name
    #[arg(long)]
    pub workflow: Option<String>,
    /// Only errors of so many days up to now
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub days: u32,
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

/// `millrace backup`
#[derive(Debug, Args)]
pub struct Backup {
    /// What to do; lists them if nothing is said
    #[command(subcommand)]
    pub action: Option<BackupAction>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What `millrace backup` does.
#[derive(Debug, Subcommand)]
pub enum BackupAction {
    /// List the backups, newest first
    List,
    /// Make one now
    Now,
    /// Put one in the place of what is stored, which is kept as a backup itself
    Restore {
        /// Its name, as `list` shows it
        name: String,
    },
    /// Begin with nothing where the database does not open; what is there is kept as a backup
    Anew,
}

/// `millrace serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen [default: 127.0.0.1:4747, or a free port]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Answer to this name too, such as that of a tunnel or a mapped port; may be repeated
    #[arg(long, value_name = "NAME[:PORT]")]
    pub allow_host: Vec<String>,
    /// What every workflow may use.
    #[arg(
        long,
        value_name = "GRANT",
        help = "Let every workflow use something of this machine: dir:FOLDER[:ro], host:NAME[:PORT], command:NAME or env; may be repeated"
    )]
    pub allow: Vec<String>,
    /// A folder with the pages, instead of those built into the program
    #[arg(long, value_name = "DIR")]
    pub page: Option<PathBuf>,
}

/// `millrace credential`
#[derive(Debug, Args)]
pub struct Credential {
    /// What to do
    #[command(subcommand)]
    pub what: CredentialCommand,
}

/// What to do with credentials. Secrets are typed at a hidden prompt, or piped in, a line each; never arguments.
#[derive(Debug, Subcommand)]
pub enum CredentialCommand {
    /// Keep a new one; its secret is asked for, or read from a pipe
    Add(CredentialAdd),
    /// List them
    List(CredentialList),
    /// Try one with a request
    Test(CredentialTest),
    /// Replace the secret of one
    Replace(CredentialName),
    /// Put one into the trash
    Delete(CredentialDelete),
}

/// `millrace credential add`
#[derive(Debug, Args)]
pub struct CredentialAdd {
    /// What it is called
    pub name: String,
    /// What it is, such as apiKey, httpBearerAuth, httpBasicAuth, httpDigestAuth, httpHeaderAuth, httpQueryAuth or httpCustomAuth
    #[arg(long, default_value = "httpBearerAuth")]
    pub kind: String,
    /// A host it may go to, such as api.example.com, localhost:8080 or *.example.com; may be repeated
    #[arg(long, value_name = "HOST")]
    pub host: Vec<String>,
    /// Something about it that is not secret, such as user=ada; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub field: Vec<String>,
    /// A word to find it by; may be repeated
    #[arg(long)]
    pub tag: Vec<String>,
    /// Where it belongs, such as production
    #[arg(long, default_value = "")]
    pub environment: String,
    /// In how many days it stops being valid
    #[arg(long, value_name = "DAYS")]
    pub expires_in: Option<u32>,
    /// After how many days its secret is to be replaced
    #[arg(long, value_name = "DAYS")]
    pub rotate: Option<u32>,
}

/// `millrace credential list`
#[derive(Debug, Args)]
pub struct CredentialList {
    /// Those in the trash
    #[arg(long)]
    pub trash: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `millrace credential test`
#[derive(Debug, Args)]
pub struct CredentialTest {
    /// Name or id
    pub credential: String,
    /// The address to ask; one of its hosts
    #[arg(long)]
    pub url: Option<String>,
}

/// A credential by name.
#[derive(Debug, Args)]
pub struct CredentialName {
    /// Name or id
    pub credential: String,
}

/// `millrace credential delete`
#[derive(Debug, Args)]
pub struct CredentialDelete {
    /// Name or id
    pub credential: String,
    /// Take it out of the trash again
    #[arg(long, conflicts_with = "forever")]
    pub restore: bool,
    /// Remove it for good; it must be in the trash
    #[arg(long)]
    pub forever: bool,
}

/// `millrace vault`
#[derive(Debug, Args)]
pub struct Vault {
    /// What to do
    #[command(subcommand)]
    pub what: VaultCommand,
}

/// What to do with the vault.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    /// Say whether it is open, and what opens it
    Status,
    /// Make a new recovery code; the old one opens nothing any more
    Recovery,
    /// Set a passphrase that opens it
    Passphrase,
    /// Make a key file that opens it, for a server
    KeyFile {
        /// Where to; only you can read it there
        file: PathBuf,
    },
    /// Seal everything anew with a new key
    Rotate,
    /// Write the credentials into a file that a passphrase opens
    Export {
        /// Where to
        file: PathBuf,
    },
    /// Read credentials from such a file, or from an older export
    Import {
        /// The file
        file: PathBuf,
    },
}

//! A file a command.

mod backup;
mod check;
mod credential;
mod errors;
mod import;
mod input;
mod nodes;
mod run;
mod runs;
mod secret;
mod serve;
mod stored;
mod vault;

use std::process::ExitCode;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::place;

/// Does what the arguments say.
pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let data = arguments.data;
    if let Some(path) = arguments.key_file {
        place::use_key_file(path);
    }
    match arguments.command {
        Command::Backup(backup) => backup::backup(data, &backup),
        Command::Run(run) => run::run(data, &run),
        Command::Import(import) => import::import(data, &import),
        Command::Export(export) => import::export(data, &export),
        Command::Check(check) => check::check(data, &check),
        Command::List(list) => stored::list(data, &list),
        Command::Nodes(nodes) => nodes::nodes(&nodes),
        Command::Runs(runs) => runs::runs(data, &runs),
        Command::Errors(errors) => errors::errors(data, &errors),
        Command::Delete(delete) => stored::delete(data, &delete),
        Command::Serve(serve) => serve::serve(data, &serve),
        Command::Credential(credential) => credential::credential(data, credential.what),
        Command::Unlock => vault::unlock(data),
        Command::Vault(vault) => vault::vault(data, vault.what),
        Command::Audit => vault::audit(data),
        Command::Duplicate(duplicate) => stored::duplicate(data, &duplicate),
    }
}

//! The commands of `api`, one function each, and the dispatcher that every way in calls: Tauri's `rpc`, the gateway's
//! route, tests.

mod attempt;
mod audit;
mod backup;
mod credential;
mod data;
mod draft;
mod error;
mod failure;
mod file;
mod font;
mod inbox;
mod place;
mod preview;
mod resource;
mod run;
mod session;
pub(crate) mod setting;
mod template;
mod vault;
mod view;
mod workflow;

pub use audit::SignIn;

use api::{
    AuditChecked, AuditExported, AuditLine, Backup, BackupRestored, BinaryPart, CredentialCreated,
    CredentialKind, CredentialTested, CredentialView, CredentialWanted, DataPage, Done, Draft,
    Error, Event, Exported, Failures, GrantsOf, ImportFile, ImportOutcome, Inbox, LARGEST_REQUEST,
    OneItem, Page, PdfPicture, PlaceListing, Preview, RecoveryCode, Resource, RunStarted,
    RunSummary, RunView, RunsUsed, Schema, SealKey, Session, Specs, SystemFont, Template,
    UserSettings, VaultExported, VaultImported, VaultRotated, VaultState, Version, WorkflowGrants,
    WorkflowRow, code,
};

use crate::App;

/// What a command gives.
pub(crate) type Answer<T> = Result<T, Error>;

macro_rules! dispatcher {
    ($($name:ident($request:ident) -> $answer:ty;)*) => {
        /// Carries out the command of a name. One that is missing in `api` or here does not compile.
        async fn carry_out(app: &App, name: &str, payload: &[u8]) -> Answer<Vec<u8>> {
            match name {
                $(stringify!($name) => {
                    let request: api::$request = read(payload)?;
                    let answer: $answer = app.$name(request).await?;
                    write(&answer)
                })*
                _ => Err(Error::new(code::COMMAND, format!("There is no command “{name}”."))),
            }
        }
    };
}

api::commands!(dispatcher);

/// Carries out a command: its name and its request as JSON, for the answer as JSON.
///
/// # Errors
/// With a code, a sentence and what to do. A fault of our own fails the command, not the program.
pub async fn dispatch(app: &App, name: &str, payload: &[u8]) -> Result<Vec<u8>, Error> {
    if payload.len() > LARGEST_REQUEST {
        let size = payload.len() >> 20;
        let message = format!("A request of {size} MB is too large.");
        return Err(Error::new(code::REQUEST, message)
            .hint("Give less at once: a large file in parts, or by its path."));
    }
    let payload = app.0.opener.open(name, payload)?;
    let (app, name) = (app.clone(), name.to_owned());
    let named = name.clone();
    let work = tokio::spawn(async move { carry_out(&app, &name, &payload).await });
    work.await.unwrap_or_else(|fault| {
        tracing::error!(command = %named, %fault, "a command broke off");
        let message = "Something went wrong inside Millrace; nothing was changed.";
        Err(Error::new(code::ENGINE, message)
            .hint("Try it again. If it happens every time, restart Millrace."))
    })
}

/// A request; nothing at all stands for one without fields.
fn read<T: serde::de::DeserializeOwned>(payload: &[u8]) -> Answer<T> {
    let payload = match payload.trim_ascii() {
        b"" | b"null" => b"{}",
        other => other,
    };
    serde_json::from_slice(payload).map_err(|error| {
        Error::new(
            code::REQUEST,
            format!("The request cannot be read: {}.", fault(&error)),
        )
    })
}

/// What is wrong with a request, without quoting it: it may hold a secret.
fn fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.starts_with("missing field") {
        true => text,
        false => format!(
            "what stands at line {}, column {} does not fit",
            error.line(),
            error.column()
        ),
    }
}

fn write<T: serde::Serialize>(answer: &T) -> Answer<Vec<u8>> {
    serde_json::to_vec(answer).map_err(|error| {
        Error::new(
            code::ENGINE,
            format!("The answer cannot be written: {error}."),
        )
    })
}

//! Why a command was not done.

use serde::{Deserialize, Serialize};
use value::Value;

/// Why a command was not done: a stable code, a plain sentence, what to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase", default)]
#[error("{message}")]
pub struct Error {
    /// A stable code; see [`code`].
    pub code: String,
    /// What went wrong, in a plain English sentence; the window shows its own for codes it knows.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Names and numbers that the sentence is about, for a translated sentence and for a way out.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

/// The codes of [`Error`].
pub mod code {
    /// There is no such command.
    pub const COMMAND: &str = "command.unknown";
    /// The request is not what the command takes.
    pub const REQUEST: &str = "request.invalid";
    /// There is no such thing (any more).
    pub const MISSING: &str = "notFound";
    /// Somebody else changed it meanwhile; open it again.
    pub const CONFLICT: &str = "conflict";
    /// An edit does not fit the workflow.
    pub const EDIT: &str = "edit.refused";
    /// A file holds no workflow.
    pub const FILE: &str = "file.invalid";
    /// The workflow has mistakes that stop a run; `details.problems` lists them.
    pub const CHECK: &str = "workflow.check";
    /// A run wants what it was not granted; `details.grants` lists it.
    pub const GRANT: &str = "grant.missing";
    /// The store failed.
    pub const STORE: &str = "store.failed";
    /// What is stored of something cannot be read; `details` says of what, and what does not fit.
    pub const DAMAGED: &str = "store.damaged";
    /// The disk is full: nothing was changed, and it goes on by itself once there is space.
    pub const FULL: &str = "store.full";
    /// What is to be done needs the data alone: another program has it open, or runs are going on.
    pub const IN_USE: &str = "store.inUse";
    /// The database is broken: it is read, and nothing is written to it any more.
    pub const BROKEN: &str = "store.broken";
    /// A backup is damaged, or none at all: nothing was restored.
    pub const BACKUP: &str = "backup.damaged";
    /// The database does not open: it is damaged, empty, or none. A backup can be restored.
    pub const CLOSED_DAMAGED: &str = "closed.damaged";
    /// The database does not open: a newer version wrote it.
    pub const CLOSED_NEWER: &str = "closed.newer";
    /// The database does not open: it may not be written.
    pub const CLOSED_READ_ONLY: &str = "closed.readOnly";
    /// The database does not open: the disk is full.
    pub const CLOSED_FULL: &str = "closed.full";
    /// The database does not open: its folder is not there.
    pub const CLOSED_GONE: &str = "closed.gone";
    /// The database does not open for another reason.
    pub const CLOSED: &str = "closed.failed";
    /// A workflow has nothing to start from.
    pub const NO_START: &str = "run.noStart";
    /// There is no stored input yet to run a part of a workflow on; `details.node` says where.
    pub const NO_INPUT: &str = "run.noInput";
    /// Workflows call each other too deeply.
    pub const TOO_DEEP: &str = "run.tooDeep";
    /// A run does not need review any more: somebody decided about it already.
    pub const DECIDED: &str = "inbox.decided";
    /// There is no data of the run that is to be repeated; `details.execution` says of which.
    pub const NO_DATA: &str = "run.noData";
    /// The engine failed, or is not there.
    pub const ENGINE: &str = "engine.failed";
    /// The vault is locked; `details.keychain` says why the keychain does not open it.
    pub const VAULT_LOCKED: &str = "vault.locked";
    /// What was typed is not the key of this vault.
    pub const VAULT_KEY: &str = "vault.wrongKey";
    /// A recovery code is mistyped; the sentence names the group.
    pub const VAULT_CODE: &str = "vault.code";
    /// What is stored of a credential, or of the vault, was changed by something else.
    pub const VAULT_DAMAGED: &str = "vault.damaged";
    /// The vault cannot do this; the sentence says why.
    pub const VAULT: &str = "vault.refused";
    /// A credential lacks something; `details.field` says what.
    pub const CREDENTIAL: &str = "credential.invalid";
    /// The connection to Millrace is lost.
    pub const CONNECTION: &str = "connection.lost";
}

impl Error {
    /// An error with a code and a sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// There is no such thing.
    pub fn missing(message: impl Into<String>) -> Self {
        Self::new(code::MISSING, message)
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what it is about.
    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        self.details = details;
        self
    }
}

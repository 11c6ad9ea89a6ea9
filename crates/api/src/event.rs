//! What Millrace tells unasked: one numbered stream for every window.

use model::ExecutionEvent;
use serde::{Deserialize, Serialize};
use value::Value;

/// One thing that is told. A window that was away asks for what came after the last number it saw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Number in the stream of this start of Millrace, from 1 without gaps.
    pub sequence: u64,
    /// What is told.
    pub what: EventKind,
}

/// Asks for what was told after a number: a window reads it once it has begun to listen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventsRead {
    /// Number of the last event that was seen.
    pub after: u64,
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "type"
)]
pub enum EventKind {
    /// Something happened in an execution.
    Execution {
        /// The workflow.
        workflow: String,
        /// What happened.
        event: Box<ExecutionEvent>,
    },
    /// A workflow's draft is saved.
    Saved {
        /// The workflow.
        workflow: String,
        /// How many edits it has seen.
        edits: u64,
    },
    /// The list of workflows is not what it was.
    WorkflowsChanged,
    /// The list of runs is not what it was.
    RunsChanged,
    /// The inbox is not what it was: a run needs review, or somebody decided about one.
    InboxChanged {
        /// How many runs wait now.
        count: u32,
    },
    /// Settings were changed.
    SettingsChanged,
    /// Credentials, or the vault around them, are not what they were.
    CredentialsChanged,
    /// A person opened a workflow from outside the window: it is to be shown.
    OpenWorkflow {
        /// The workflow.
        workflow: String,
    },
    /// Events before this one are gone: read everything again.
    Missed,
    /// A person should know.
    Notice(Notice),
}

/// Something a person should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// How much it matters.
    pub level: NoticeLevel,
    /// A stable code.
    pub code: String,
    /// The sentence in English.
    pub message: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoticeLevel {
    /// Good to know.
    Info,
    /// Something is not as it should be.
    Warning,
    /// Something failed.
    Error,
}

//! The error history: what failed how often, and what was done about it.

use model::{Recovery, RunError};
use serde::{Deserialize, Serialize};

/// Asks for the error history, put together by workflow, step and what went wrong.
/// [`crate::EventKind::RunsChanged`] tells when it is read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FailureList {
    /// Only of this workflow, by id or name.
    pub workflow: Option<String>,
    /// Only of so many days up to now.
    pub days: Option<u32>,
}

/// What went wrong in a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failures {
    /// What went wrong, the newest first.
    pub groups: Vec<FailureGroup>,
    /// How many attempts failed.
    pub attempts: u64,
    /// The workflows in which something failed in the time, whichever was asked for, by name.
    pub workflows: Vec<FailureWorkflow>,
    /// How many entries of the history are damaged and not counted.
    pub damaged: u32,
}

/// A workflow in which something failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FailureWorkflow {
    /// Its name when something failed last.
    pub name: String,
    /// Its id; its name where it ran from a file.
    pub id: String,
}

/// What failed in the same way: one step of one workflow with one code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FailureGroup {
    /// The workflow; empty where it ran from a file.
    pub workflow: String,
    /// Its name when this was seen last.
    pub workflow_name: String,
    /// The node; empty where the run itself failed, as are the next two.
    pub node: String,
    /// Its name when this was seen last.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// What went wrong, as it was said last: code, sentence and status.
    pub error: RunError,
    /// How many attempts failed.
    pub attempts: u64,
    /// In how many runs.
    pub runs: u64,
    /// Steps that failed, each counted once whatever its attempts.
    pub steps: u64,
    /// How many of these steps held no run up: tried again with success, or gone on behind.
    pub recovered: u64,
    /// What was done about it, and how often; what was done most first.
    pub recoveries: Vec<RecoveryCount>,
    /// When it was seen last, UTC milliseconds.
    pub last_ms: i64,
    /// The newest run with it that is still kept.
    pub newest: Option<String>,
}

/// How often something was done about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCount {
    /// What was done.
    pub recovery: Recovery,
    /// How often.
    pub count: u64,
}

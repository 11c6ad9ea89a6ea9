//! Runs: start, stop, lists, and one run without the items that went through it.

use std::sync::Arc;

use model::{
    Attempt, ExecutionStatus, Mode, NodeId, Review, RunError, StepOutput, StepStatus, Workflow,
};
use serde::{Deserialize, Serialize};
use value::Value;

use crate::{Direction, PageRequest};

/// Longest text of a previewed value, in characters.
pub const PREVIEW_LIMIT: usize = 400;

/// Starts a run of a workflow's draft. Answered as soon as it has begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStart {
    /// The workflow.
    pub workflow: String,
    /// How much of it.
    #[serde(default)]
    pub scope: RunScope,
    /// The trigger to start at; none chooses.
    #[serde(default)]
    pub start: Option<NodeId>,
    /// What the trigger puts out, as records; none starts it as a person would who presses Run.
    #[serde(default)]
    pub items: Option<Vec<Value>>,
    /// Runs although it wants more than it was allowed: a step that needs more fails.
    #[serde(default)]
    pub as_allowed: bool,
}

/// How much of a workflow is run, and on what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "type",
    content = "of"
)]
pub enum RunScope {
    /// All of it.
    #[default]
    All,
    /// Up to a node; what is still right of the last run is used again.
    UpTo(NodeId),
    /// One node alone, on the input that it had last.
    Only(NodeId),
    /// All of it, as it is drawn now, on the data that an earlier run of it (its id) began with.
    Again(String),
    /// A node and everything behind it; the results of what comes before it are those of an earlier run, where nothing
    /// of it was changed since.
    From {
        /// The node, such as the one that failed.
        node: NodeId,
        /// Id of the earlier run.
        execution: String,
    },
}

/// A run has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStarted {
    /// Id of the execution.
    pub execution: String,
}

/// Stops a run. One that has ended stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunStop {
    /// Id of the execution.
    pub execution: String,
}

/// Asks for a list of runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunList {
    /// Which ones.
    pub filter: RunFilter,
    /// Which part of them.
    pub page: PageRequest,
}

/// Which runs a list holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunFilter {
    /// Only of this workflow.
    pub workflow: Option<String>,
    /// Only with this status.
    pub status: Option<ExecutionStatus>,
    /// Only whose workflow's name contains this.
    pub text: Option<String>,
    /// Which way they are sorted by their begin.
    pub direction: Direction,
}

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// Id of the execution.
    pub id: String,
    /// The workflow.
    pub workflow: String,
    /// Its name at the time.
    pub name: String,
    /// Why it ran.
    pub mode: Mode,
    /// How far it is.
    pub status: ExecutionStatus,
    /// Begin, UTC milliseconds.
    pub started_ms: i64,
    /// End, UTC milliseconds.
    pub ended_ms: Option<i64>,
    /// What ended it, if it failed.
    pub error: Option<RunError>,
}

/// Asks for one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunOpen {
    /// Id of the execution.
    pub execution: String,
}

/// Asks for a workflow's last run by hand since Millrace was started, running or ended; its data is what fields are
/// previewed with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastRun {
    /// The workflow.
    pub workflow: String,
}

/// Deletes a run that has ended, with its data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunDelete {
    /// Id of the execution.
    pub execution: String,
}

/// A run, without the items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// As in a list.
    pub summary: RunSummary,
    /// The workflow as it was.
    pub workflow: Arc<Workflow>,
    /// The steps in the order in which they ran; a step's number is its index.
    pub steps: Vec<StepView>,
    /// Number of the last event of the execution that this includes.
    pub sequence: u64,
    /// Id of the run that this one repeats, where it does.
    #[serde(default)]
    pub repeats: Option<String>,
    /// What a person has to decide before it goes on, where it needs review.
    #[serde(default)]
    pub review: Option<Review>,
}

/// A step, without the items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// The node.
    pub node: NodeId,
    /// Its name at the time.
    pub name: String,
    /// Which run of the node, from 0.
    pub run: u32,
    /// How far it is.
    pub status: StepStatus,
    /// Begin, UTC milliseconds.
    pub started_ms: i64,
    /// How long it took, in microseconds.
    pub duration_us: u64,
    /// Where each input came from.
    pub inputs: Vec<Option<StepOutput>>,
    /// Items on each input.
    pub items_in: Vec<u32>,
    /// Items on each output.
    pub items_out: Vec<u32>,
    /// What went wrong; also set where the workflow went on.
    pub error: Option<RunError>,
    /// Attempts that failed.
    pub attempts: Vec<Attempt>,
    /// What its code wrote.
    pub console: Vec<String>,
}

/// Asks what a parameter's text would be worth, with the data of the workflow's last run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressionPreview {
    /// The workflow.
    pub workflow: String,
    /// The node that has the parameter.
    pub node: NodeId,
    /// The text, with `=` before it if it is an expression.
    pub text: String,
    /// First item.
    #[serde(default)]
    pub item: u32,
    /// For how many items, 1 to 100.
    pub count: u32,
}

/// What a text is worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// For each item.
    pub values: Vec<PreviewValue>,
    /// How many items there are.
    pub items: u32,
    /// Whether there is data of a run to look at.
    pub ran: bool,
}

/// What a text is worth for one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PreviewValue {
    /// The value, as text cut at [`PREVIEW_LIMIT`].
    Value {
        /// Text.
        text: String,
        /// `string`, `number`, `boolean`, `object`, `array`, `null`.
        kind: String,
    },
    /// It fails.
    Failed(RunError),
}

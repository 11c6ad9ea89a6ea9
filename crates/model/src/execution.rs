//! One run of a workflow: its status, its steps, what they put out and what went wrong.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::{Map, Text, Value};

use crate::item::{Item, Source};
use crate::workflow::{NodeId, Workflow, WorkflowId};

/// Id of an execution: UUIDv7 text.
pub type ExecutionId = String;

/// Why an execution runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// A person pressed Run.
    #[default]
    Manual,
    /// A trigger fired.
    Trigger,
    /// Another workflow called it.
    SubWorkflow,
    /// Another workflow failed.
    Error,
    /// A failed execution is tried again.
    Retry,
}

/// How far an execution is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExecutionStatus {
    /// Waits for its turn.
    #[default]
    Queued,
    /// Runs.
    Running,
    /// Waits for a time or for an answer.
    Waiting,
    /// Ended well.
    Success,
    /// Ended with an error.
    Failed,
    /// Was stopped by a person.
    Canceled,
    /// Broke off in a step that may have done something already: a person decides how it goes on.
    NeedsReview,
}

impl ExecutionStatus {
    /// Whether it can never change again.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Success | Self::Failed | Self::Canceled)
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StepStatus {
    /// Runs.
    #[default]
    Running,
    /// Ended well.
    Success,
    /// Failed.
    Failed,
    /// Waits for a time or for an answer.
    Waiting,
    /// Was stopped.
    Canceled,
    /// It was cut off, and a person took it as done: it was not run again, and gave on the items it was given.
    Skipped,
}

impl StepStatus {
    /// Whether the execution goes on behind it as it was drawn.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Success | Self::Skipped)
    }
}

/// An execution with its steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Execution {
    /// Id.
    pub id: ExecutionId,
    /// The workflow as it was when the execution began.
    pub workflow: Arc<Workflow>,
    /// Why it runs.
    pub mode: Mode,
    /// How far it is.
    pub status: ExecutionStatus,
    /// Begin, UTC milliseconds.
    pub started_ms: i64,
    /// End, UTC milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_ms: Option<i64>,
    /// The steps in the order in which they ran; a step's number is its index.
    pub steps: Vec<Step>,
    /// What ended it, when it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<RunError>,
    /// What the workflow noted about this execution, for finding it again.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub custom: Map,
    /// The workflow that called this one, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ExecutionId>,
    /// The execution that this one repeats, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<ExecutionId>,
    /// The step that a person has to look at, while it needs review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

/// A step that was cut off by a crash and may have done something already.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Number of the step.
    pub step: u32,
    /// The node.
    pub node: NodeId,
    /// Its name at the time.
    pub name: Text,
    /// Its kind.
    pub kind: String,
    /// The version of its kind.
    #[serde(default)]
    pub version: f64,
    /// Which run of the node, from 0.
    pub run: u32,
    /// The attempt that was cut off, from 1.
    pub attempt: u32,
    /// When that attempt began, UTC milliseconds.
    pub started_ms: i64,
    /// When it was found cut off, UTC milliseconds.
    pub found_ms: i64,
    /// What was entered in its fields, for saying where it may have sent something; without long values.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub parameters: Map,
}

/// One run of one node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The node.
    pub node: NodeId,
    /// Its name at the time.
    pub name: Text,
    /// Which run of this node it is, from 0.
    pub run: u32,
    /// How far it is.
    pub status: StepStatus,
    /// Begin, UTC milliseconds.
    pub started_ms: i64,
    /// How long it took, in microseconds.
    pub duration_us: u64,
    /// Where each input came from: for each input port the output of an earlier step, if it got any.
    pub inputs: Vec<Option<StepOutput>>,
    /// What it put out, by output port; the error output is the last where the node has one.
    pub outputs: Vec<Arc<Vec<Item>>>,
    /// What went wrong; also set where the workflow went on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<RunError>,
    /// Every failed attempt that another one followed; the last failure is `error`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// What the code of the step wrote with `console.log`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub console: Vec<String>,
}

/// An output of an earlier step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StepOutput {
    /// Number of the step.
    pub step: u32,
    /// Output port.
    pub output: u16,
}

impl StepOutput {
    /// The place of an item of this output.
    pub fn item(self, index: u32) -> Source {
        Source {
            step: self.step,
            output: self.output,
            index,
        }
    }
}

/// One failed attempt of a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// Which attempt, from 1.
    pub attempt: u32,
    /// What went wrong.
    pub error: RunError,
    /// How long was waited before the next one, in milliseconds.
    pub waited_ms: u64,
}

/// What was done about a failure.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Recovery {
    /// The step was tried again.
    Retried,
    /// The execution went on, as the step's settings say.
    Continued,
    /// What failed left by the step's error output.
    ErrorOutput,
    /// It was cut off, and the step was begun anew.
    Resumed,
    /// It was cut off, and a person took the step as done.
    Skipped,
    /// It was cut off, and waits for a person's decision.
    Waits,
    /// It was cut off, and the execution was ended there.
    Discarded,
    /// The execution failed.
    #[default]
    Failed,
}

impl Recovery {
    /// Whether the execution went on in spite of it.
    pub fn recovers(self) -> bool {
        !matches!(self, Self::Waits | Self::Discarded | Self::Failed)
    }
}

/// What went wrong in a step: a stable code, a sentence and where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase", default)]
#[error("{message}")]
pub struct RunError {
    /// A stable code, such as `http.status`, `expression`, `param.missing`, `timeout`, `canceled`, `refused`.
    pub code: Text,
    /// What went wrong, in a plain sentence.
    pub message: String,
    /// More about it, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Name of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<Text>,
    /// Path of the parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Index of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// The expression or line of code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Status of the HTTP answer, where there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// The flag that would have allowed it (`--allow …`), where a grant is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<String>,
    /// Anything else, for machines.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

impl RunError {
    const DISCARDED: &str = "discarded";

    /// A person ended what had been cut off.
    pub fn discarded(message: impl Into<String>) -> Self {
        Self::new(Self::DISCARDED, message)
    }

    /// Whether a person ended what had been cut off.
    pub fn is_discarded(&self) -> bool {
        self.code.as_str() == Self::DISCARDED
    }

    /// An error with a code and a sentence.
    pub fn new(code: impl Into<Text>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// A parameter has a value that makes no sense.
    pub fn param(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            ..Self::new("param.invalid", message)
        }
    }

    /// An item lacks something or has it in the wrong form.
    pub fn data(message: impl Into<String>) -> Self {
        Self::new("data.invalid", message)
    }

    /// A grant is missing: `--allow {grant}` would allow it.
    pub fn refused(message: impl Into<String>, grant: impl Into<String>) -> Self {
        Self {
            grant: Some(grant.into()),
            ..Self::new("refused", message)
        }
    }

    /// Adds more about it.
    #[must_use]
    pub fn describe(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Says on which item, unless that is known already.
    #[must_use]
    pub fn on_item(mut self, item: usize) -> Self {
        self.item.get_or_insert(item as u32);
        self
    }

    /// Says in which field, unless that is known already.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Self {
        self.field.get_or_insert_with(|| field.into());
        self
    }

    /// Says in which node, unless that is known already.
    #[must_use]
    pub fn in_node(mut self, node: impl Into<Text>) -> Self {
        self.node.get_or_insert_with(|| node.into());
        self
    }
}

/// What happens in an execution, in order; `sequence` numbers them from 0 without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionEvent {
    /// The execution.
    pub execution: ExecutionId,
    /// Number of the event in its execution.
    pub sequence: u64,
    /// UTC milliseconds.
    pub at_ms: i64,
    /// What happened.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "type"
)]
pub enum Happening {
    /// The execution began.
    Started {
        /// The workflow.
        workflow: WorkflowId,
        /// Its name.
        name: String,
    },
    /// A step began.
    StepStarted {
        /// Number of the step.
        step: u32,
        /// The node.
        node: NodeId,
        /// Which run of the node.
        run: u32,
        /// Items on each input.
        items_in: Vec<u32>,
    },
    /// An attempt failed and another follows.
    StepRetried {
        /// Number of the step.
        step: u32,
        /// The failed attempt.
        attempt: Attempt,
    },
    /// The code of a step wrote a line.
    Console {
        /// Number of the step.
        step: u32,
        /// The line.
        line: String,
    },
    /// A step ended.
    StepEnded {
        /// Number of the step.
        step: u32,
        /// The node.
        node: NodeId,
        /// How it ended.
        status: StepStatus,
        /// Items on each output.
        items_out: Vec<u32>,
        /// How long it took, in microseconds.
        duration_us: u64,
        /// What went wrong.
        error: Option<RunError>,
    },
    /// The execution waits.
    Waiting {
        /// Until when, UTC milliseconds, if for a time.
        until_ms: Option<i64>,
    },
    /// The execution ended.
    Ended {
        /// How.
        status: ExecutionStatus,
        /// What went wrong.
        error: Option<RunError>,
    },
}

impl Execution {
    /// The steps of a node, in order.
    pub fn steps_of<'e>(&'e self, node: &'e str) -> impl Iterator<Item = (u32, &'e Step)> {
        self.steps
            .iter()
            .enumerate()
            .filter(move |(_, step)| step.node.as_str() == node)
            .map(|(at, s)| (at as u32, s))
    }

    /// The item at a place.
    pub fn item(&self, place: Source) -> Option<&Item> {
        self.steps
            .get(place.step as usize)?
            .outputs
            .get(place.output as usize)?
            .get(place.index as usize)
    }
}

//! Where an execution is written down while it runs, so that it survives the program.
//!
//! Commit points: [`Journal::created`] returns only when the row is safe on disk, because the trigger is acknowledged
//! then. [`Journal::attempt_started`] of a step that is not pure returns only when it is safe, because it may do something
//! outside. [`Journal::step_ended`] may return at once: the write joins the next commit, and a step whose end is not
//! committed has not ended. What [`Journal::ended`] wrote is never written over.
//!
//! A step's input is references to outputs, never a copy; what is left to run after a step is a [`Frontier`], also
//! references only. With the steps, the nodes' states and the last frontier an execution can be taken up again.

use std::sync::Arc;

use async_trait::async_trait;
use model::{
    Attempt, Effect, ExecutionStatus, Item, Mode, NodeId, RunError, Step, StepOutput, Workflow,
};
use serde::{Deserialize, Serialize};
use value::{Map, Text};

use crate::JournalError;

type Result = std::result::Result<(), JournalError>;

/// Where an execution is written down.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Whether anything is kept at all; if not, nothing is put together for it.
    fn keeps(&self) -> bool {
        true
    }

    /// An execution was asked for. Returns when it is safe on disk.
    async fn created(&self, created: Created<'_>) -> Result;

    /// Its turn has come.
    async fn began(&self, execution: &str, at_ms: i64) -> Result;

    /// An attempt of a step begins. Returns when it is safe on disk, unless the step is pure.
    async fn attempt_started(&self, started: AttemptStarted<'_>) -> Result;

    /// An attempt failed and another one follows.
    async fn attempt_failed(&self, execution: &str, step: u32, attempt: &Attempt) -> Result;

    /// A step ended: its outputs, what its node remembers, what was noted and what is left to run belong into one transaction.
    async fn step_ended(&self, ended: StepEnded<'_>) -> Result;

    /// The execution waits, or goes on after a wait.
    async fn waits(&self, execution: &str, waiting: bool, until_ms: Option<i64>) -> Result;

    /// The execution ended. Returns when it is safe on disk.
    async fn ended(&self, ended: Ended<'_>) -> Result;
}

/// An execution that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Created<'a> {
    /// Id.
    pub execution: &'a str,
    /// The workflow as it is now.
    pub workflow: &'a Arc<Workflow>,
    /// Why it runs.
    pub mode: Mode,
    /// The execution that called it.
    pub parent: Option<&'a str>,
    /// The node it starts at.
    pub start: &'a NodeId,
    /// What its trigger put out, or its first node is given.
    pub items: Option<&'a [Item]>,
    /// Steps of an earlier execution that it takes over before it begins.
    pub steps: &'a [Step],
    /// What is left to run: where it begins.
    pub frontier: &'a Frontier,
    /// UTC milliseconds.
    pub at_ms: i64,
}

/// An attempt of a step that begins.
#[derive(Clone, Copy, Debug)]
pub struct AttemptStarted<'a> {
    /// The execution.
    pub execution: &'a str,
    /// Number of the step.
    pub step: u32,
    /// The node.
    pub node: &'a NodeId,
    /// Its name.
    pub name: &'a Text,
    /// Which run of the node.
    pub run: u32,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The same for all attempts of the step.
    pub key: &'a str,
    /// Whether the attempt may be repeated after a crash.
    pub effect: Effect,
    /// Where its inputs come from.
    pub inputs: &'a [Option<StepOutput>],
    /// UTC milliseconds.
    pub at_ms: i64,
}

/// A step that ended.
#[derive(Clone, Debug)]
pub struct StepEnded<'a> {
    /// The execution.
    pub execution: &'a str,
    /// Number of the step.
    pub number: u32,
    /// The step with its outputs; whoever writes it down while the execution goes on keeps it.
    pub step: Step,
    /// What its node remembers now.
    pub state: &'a Map,
    /// What the workflow has noted about the execution so far.
    pub custom: &'a Map,
    /// What is left to run.
    pub frontier: &'a Frontier,
}

/// An execution that ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// The execution.
    pub execution: &'a str,
    /// How.
    pub status: ExecutionStatus,
    /// What went wrong.
    pub error: Option<&'a RunError>,
    /// What the workflow noted about it.
    pub custom: &'a Map,
    /// UTC milliseconds.
    pub at_ms: i64,
}

/// What is left to run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Frontier {
    /// Nodes whose inputs are there, in the order in which they will run.
    pub ready: Vec<Pending>,
    /// Nodes that wait for more inputs.
    pub waiting: Vec<Pending>,
}

/// A run of a node that is to come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pending {
    /// The node.
    pub node: NodeId,
    /// For each input what came on it.
    pub inputs: Vec<Arrival>,
}

/// What came on an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Arrival {
    /// Nothing yet.
    #[default]
    Nothing,
    /// An output of an earlier step.
    Output(StepOutput),
    /// One empty item: the node stands at the beginning of a branch that had to be run.
    Blank,
    /// The items the execution was started with.
    Given,
}

/// Writes nothing down.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoJournal;

#[async_trait]
impl Journal for NoJournal {
    fn keeps(&self) -> bool {
        false
    }

    async fn created(&self, _: Created<'_>) -> Result {
        Ok(())
    }

    async fn began(&self, _: &str, _: i64) -> Result {
        Ok(())
    }

    async fn attempt_started(&self, _: AttemptStarted<'_>) -> Result {
        Ok(())
    }

    async fn attempt_failed(&self, _: &str, _: u32, _: &Attempt) -> Result {
        Ok(())
    }

    async fn step_ended(&self, _: StepEnded<'_>) -> Result {
        Ok(())
    }

    async fn waits(&self, _: &str, _: bool, _: Option<i64>) -> Result {
        Ok(())
    }

    async fn ended(&self, _: Ended<'_>) -> Result {
        Ok(())
    }
}

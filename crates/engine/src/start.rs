//! What an execution is started with.

use std::collections::HashMap;
use std::sync::Arc;

use model::{Attempt, Execution, ExecutionId, Item, Mode, NodeId, Step, Workflow};
use sdk::Host;
use serde::{Deserialize, Serialize};
use value::Map;

use crate::journal::{Frontier, Journal, NoJournal};
use crate::plan::Plan;
use crate::{EngineError, JournalError};

/// What an execution is started with: `Start { mode, ..Start::new(workflow, host) }`.
pub struct Start {
    /// The workflow.
    pub workflow: Arc<Workflow>,
    /// The workflow's plan, where it is at hand: then it is not planned again.
    pub plan: Option<Arc<Plan>>,
    /// Why it runs.
    pub mode: Mode,
    /// The way out, with this workflow's grants.
    pub host: Arc<dyn Host>,
    /// Where it is written down.
    pub journal: Arc<dyn Journal>,
    /// Its id; made from the host's clock and random bytes if there is none.
    pub id: Option<ExecutionId>,
    /// The node it starts at; chosen by [`Plan::start`] if there is none.
    pub node: Option<NodeId>,
    /// Kinds of triggers to start at before all others, when the node is not given.
    pub prefer: Vec<String>,
    /// What the trigger saw. At a trigger they are its output and it is not run; another node is run on them. Without
    /// them the node is run on one empty item.
    pub items: Option<Vec<Item>>,
    /// Pinned output is used instead of running its node.
    pub use_pinned: bool,
    /// How far it runs.
    pub goal: Goal,
    /// An earlier execution of the workflow, whose results are used where they are still right.
    pub earlier: Option<Arc<Execution>>,
    /// The execution that this one repeats.
    pub repeats: Option<ExecutionId>,
    /// How far it was when the program that ran it ended. It goes on from there under its id, and is not created anew.
    pub resume: Option<Resumed>,
    /// The execution that calls this one.
    pub parent: Option<Parent>,
    /// IANA name of the zone of workflows that name none.
    pub timezone: String,
    /// Whether the workflow is active.
    pub active: bool,
    /// More entries of `$execution`: `resumeUrl` and the like.
    pub execution_extra: Map,
}

/// How far an execution was when the program that ran it ended.
#[derive(Clone, Debug, Default)]
pub struct Resumed {
    /// The steps that had ended.
    pub steps: Vec<Step>,
    /// What nodes remember, by id.
    pub states: HashMap<String, Map>,
    /// What the workflow had noted about it.
    pub custom: Map,
    /// What was left to run.
    pub frontier: Frontier,
    /// When it first began, UTC milliseconds.
    pub started_ms: i64,
    /// Attempts of the next step that failed or were cut off.
    pub attempts: Vec<Attempt>,
    /// Until when the next step waits, if it waited.
    pub until_ms: Option<i64>,
    /// The next step, if it has this number, counts as done: it gives on what it was given.
    pub skips: Option<u32>,
}

impl Resumed {
    /// Tells the host what had been noted.
    pub(crate) async fn note(&self, host: &dyn Host) -> Result<(), EngineError> {
        for (key, value) in self.custom.iter() {
            let noted = host.set_custom_data(key, &value.to_text()).await;
            noted.map_err(|error| JournalError(error.message))?;
        }
        Ok(())
    }
}

/// How far an execution runs, and what it takes over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Goal {
    /// Until nothing is left.
    #[default]
    All,
    /// Up to this node, which is run in any case; what comes before it is taken from the earlier execution where it has
    /// not changed since.
    UpTo(NodeId),
    /// This node alone, on the input it had in the earlier execution, or would have had.
    Only(NodeId),
    /// Until nothing is left, on what the trigger of the earlier execution put out.
    Again,
    /// Until nothing is left; this node and what is behind it is run in any case, and everything else is taken from the
    /// earlier execution where it has not changed since.
    From(NodeId),
}

/// The execution that calls another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// Its id.
    pub execution: ExecutionId,
    /// How many executions call each other down to this one, 1 for the first that is called.
    pub depth: u32,
    /// Whether the caller waits for it: then it needs no place of its own among those that run at once, and stops when its
    /// handle is dropped.
    pub waits: bool,
}

impl Start {
    /// A manual run of the whole workflow that is written down nowhere.
    pub fn new(workflow: Arc<Workflow>, host: Arc<dyn Host>) -> Self {
        Self {
            workflow,
            plan: None,
            mode: Mode::Manual,
            host,
            journal: Arc::new(NoJournal),
            id: None,
            node: None,
            prefer: Vec::new(),
            items: None,
            use_pinned: false,
            goal: Goal::All,
            earlier: None,
            repeats: None,
            resume: None,
            parent: None,
            timezone: "UTC".to_owned(),
            active: false,
            execution_extra: Map::new(),
        }
    }

    /// A run up to a node, reusing what is still right of an earlier execution.
    #[must_use]
    pub fn run_to(self, node: impl Into<NodeId>, earlier: Option<Arc<Execution>>) -> Self {
        Self {
            goal: Goal::UpTo(node.into()),
            earlier,
            ..self
        }
    }

    /// A run of one node on the input it has in an earlier execution.
    #[must_use]
    pub fn run_one(self, node: impl Into<NodeId>, earlier: Option<Arc<Execution>>) -> Self {
        Self {
            goal: Goal::Only(node.into()),
            earlier,
            ..self
        }
    }

    /// The zone of the workflow.
    pub(crate) fn zone(&self) -> String {
        let own = self.workflow.settings.timezone.clone();
        own.filter(|zone| !zone.is_empty() && zone != "DEFAULT")
            .unwrap_or_else(|| self.timezone.clone())
    }
}

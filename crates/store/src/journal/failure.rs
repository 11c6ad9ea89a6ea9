//! What the error history is told while an execution is written down. A step that succeeds costs nothing here.

use model::{Item, Node, NodeId, OnError, Recovery, RunError, Step, StepStatus, Workflow};

use super::{Appender, End};
use crate::table::attempt::KeptAttempt;
use crate::table::failure::{FailureRow, KeptFailure};

impl Appender {
    /// An attempt failed and another follows.
    pub(super) fn of_attempt(&self, attempt: &KeptAttempt) -> Option<FailureRow> {
        KeptFailure::of(attempt, Recovery::Retried).map(|failure| self.failure(failure))
    }

    /// A step ended: its last attempt failed, or it failed on one of its items.
    pub(super) fn of_step(&self, number: u32, step: &Step) -> Option<FailureRow> {
        let error = match (&step.error, step.status) {
            (Some(error), StepStatus::Failed) => error,
            (None, StepStatus::Success) if self.goes_on_by_item(&step.node) => first_failed(step)?,
            _ => return None,
        };
        let node = self.workflow().and_then(|all| all.node(&step.node));
        let failure = KeptFailure {
            step: Some(number),
            attempt: step.attempts.last().map_or(1, |last| last.attempt + 1),
            node: step.node.to_string(),
            name: step.name.to_string(),
            error: error.clone(),
            recovery: node.map(goes_on).unwrap_or_default(),
            at_ms: ended_ms(step),
            ..KeptFailure::default()
        };
        Some(self.failure(failure))
    }

    /// The execution ended, and failed in no step of its own.
    pub(super) fn of_end(&self, end: &End) -> Option<FailureRow> {
        whole(end).map(|failure| self.failure(failure))
    }

    fn failure(&self, mut failure: KeptFailure) -> FailureRow {
        failure.execution = self.execution().to_owned();
        if let Some(workflow) = self.workflow() {
            failure.workflow.clone_from(&workflow.id);
            failure.workflow_name.clone_from(&workflow.name);
            let node = workflow.node(&failure.node);
            failure.kind = node.map(|node| node.kind.clone()).unwrap_or_default();
        }
        FailureRow::of(failure)
    }

    /// Whether a node goes on where one of its items fails. Asked after every step: a workflow of a thousand nodes is gone
    /// through once.
    fn goes_on_by_item(&self, node: &NodeId) -> bool {
        let find = || {
            let all = self.workflow().into_iter().flat_map(|all| &all.nodes);
            let go_on = all
                .filter(|node| matches!(node.on_error, OnError::Continue | OnError::ErrorOutput));
            go_on.map(|node| node.id.clone()).collect()
        };
        self.going_on.get_or_init(find).contains(node)
    }

    fn workflow(&self) -> Option<&Workflow> {
        self.workflow.get().map(|workflow| &**workflow)
    }
}

/// The failure of an execution that is that of none of its steps: it took too long, say.
pub(crate) fn whole(end: &End) -> Option<KeptFailure> {
    let of_a_step = |error: &&RunError| error.node.is_some();
    let failed = end.status == model::ExecutionStatus::Failed;
    let error = end
        .error
        .as_ref()
        .filter(|error| failed && !of_a_step(error))?;
    Some(KeptFailure {
        error: error.clone(),
        at_ms: end.at_ms,
        ..KeptFailure::default()
    })
}

/// What a step failed with on the first of its items that failed.
fn first_failed(step: &Step) -> Option<&RunError> {
    let mut items = step.outputs.iter().flat_map(|items| items.iter());
    items.find_map(|item: &Item| item.error.as_deref())
}

/// What an execution does about the failure of a node.
fn goes_on(node: &Node) -> Recovery {
    match node.on_error {
        OnError::Stop => Recovery::Failed,
        OnError::ErrorOutput => Recovery::ErrorOutput,
        OnError::Continue | OnError::Skip | OnError::Fallback { .. } => Recovery::Continued,
    }
}

fn ended_ms(step: &Step) -> i64 {
    step.started_ms
        .saturating_add_unsigned(step.duration_us / 1000)
}

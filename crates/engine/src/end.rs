//! How an execution ends, and why its loop may end before everything has run.

use std::sync::Arc;

use model::{Execution, ExecutionStatus, Happening, RunError};
use parking_lot::Mutex;
use sdk::Host;

use crate::data::RunData;
use crate::event::Announcer;
use crate::journal::{Ended, Journal};
use crate::plan::Plan;
use crate::run::Running;
use crate::status::{ExecutionTurn, Turns};
use crate::stop::Stopped;
use crate::view::Facts;

impl Running {
    /// What is needed to end it when the loop itself breaks down.
    pub(crate) fn remains(&self) -> Remains {
        Remains {
            plan: self.plan.clone(),
            data: self.data.clone(),
            facts: self.facts.clone(),
            clock: self.clock.clone(),
            journal: self.journal.clone(),
            announcer: self.announcer.clone(),
            status: self.status.clone(),
            parent: self.parent.clone(),
            repeats: self.repeats.clone(),
            started_ms: self.started_ms.unwrap_or_else(|| self.clock.now_ms()),
        }
    }
}

/// What is needed to end an execution.
pub(crate) struct Remains {
    plan: Arc<Plan>,
    data: Arc<RunData>,
    facts: Arc<Facts>,
    clock: Arc<dyn Host>,
    journal: Arc<dyn Journal>,
    announcer: Announcer,
    status: Arc<Mutex<ExecutionStatus>>,
    parent: Option<String>,
    repeats: Option<String>,
    started_ms: i64,
}

impl Remains {
    /// Writes the end down and tells of it. One that is left has none.
    pub(crate) async fn end(self, ended: Result<(), Halt>) -> Execution {
        let (turn, error) = match ended {
            Ok(()) => (ExecutionTurn::Finish, None),
            Err(Halt::Left) => return self.left(),
            Err(Halt::Canceled) => (ExecutionTurn::Cancel, None),
            Err(Halt::Failed(error)) => (ExecutionTurn::Fail, Some(error)),
        };
        let status = turn_to(&self.status, turn);
        let at_ms = self.clock.now_ms();
        let mut execution = Execution {
            ended_ms: Some(at_ms),
            error,
            custom: self.clock.custom_data(),
            ..self.execution(status)
        };
        let Self {
            plan,
            data,
            journal,
            announcer,
            ..
        } = self;
        if journal.keeps() {
            let written = journal.ended(Ended {
                execution: &execution.id,
                status,
                error: execution.error.as_ref(),
                custom: &execution.custom,
                at_ms,
            });
            // What it was run with is taken apart while the disk is waited for.
            let (written, ()) = futures::join!(written, async { drop((plan, data)) });
            if let Err(failed) = written {
                tracing::error!(%failed, "the end could not be written down");
                let of_journal = || RunError::new("journal", failed.to_string());
                execution.error.get_or_insert_with(of_journal);
            }
        }
        announcer
            .tell(|| Happening::Ended {
                status,
                error: execution.error.clone(),
            })
            .await;
        tracing::info!(?status, steps = execution.steps.len(), "ended");
        execution
    }

    /// As far as it came: nobody is told of an end.
    fn left(self) -> Execution {
        let status = *self.status.lock();
        tracing::info!(steps = self.data.len(), "left for the next start");
        self.execution(status)
    }

    fn execution(&self, status: ExecutionStatus) -> Execution {
        Execution {
            id: self.facts.execution.clone(),
            workflow: self.plan.workflow().clone(),
            mode: self.facts.mode,
            status,
            started_ms: self.started_ms,
            steps: self.data.steps(),
            parent: self.parent.clone(),
            repeats: self.repeats.clone(),
            ..Execution::default()
        }
    }
}

pub(crate) fn turn_to(status: &Mutex<ExecutionStatus>, turn: ExecutionTurn) -> ExecutionStatus {
    let mut status = status.lock();
    if let Some(next) = status.next(turn) {
        *status = next;
    }
    *status
}

/// Why the loop ends before everything has run.
pub(crate) enum Halt {
    /// The program ends.
    Left,
    /// A person stopped it.
    Canceled,
    /// Something went wrong.
    Failed(RunError),
}

impl From<Stopped> for Halt {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Left => Halt::Left,
            Stopped::Canceled => Halt::Canceled,
            Stopped::TimedOut(ms) => {
                let message = format!("The execution took longer than the {ms} ms it may take.");
                Halt::Failed(RunError::new("timeout", message))
            }
        }
    }
}

impl From<crate::JournalError> for Halt {
    fn from(error: crate::JournalError) -> Self {
        Halt::Failed(RunError::new("journal", error.to_string()))
    }
}

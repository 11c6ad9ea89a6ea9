//! Runs that a window started: while they run, what they have done so far; afterwards, their data for a while.
//!
//! A run is watched through its journal, so what the window reads is what the engine has finished, not a copy of it.
//! Runs of other origins, and older ones, are read from the store.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use async_trait::async_trait;
use engine::{AttemptStarted, Canceler, Created, Ended, Journal, JournalError, StepEnded};
use model::{Attempt, Execution, ExecutionStatus, Step, StepStatus};
use parking_lot::Mutex;

/// How many runs that have ended are kept in memory.
const KEPT: usize = 8;

/// The runs of this start of Millrace.
#[derive(Default)]
pub(crate) struct Runs(Mutex<Known>);

#[derive(Default)]
struct Known {
    running: HashMap<String, (Arc<Recorder>, Canceler)>,
    /// The newest last.
    ended: VecDeque<Arc<Execution>>,
    /// The newest run of each workflow.
    last: HashMap<String, String>,
}

/// A run, as far as it is.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    /// The execution; outputs are shared.
    pub execution: Arc<Execution>,
    /// Number of the last event that it includes.
    pub sequence: u64,
}

impl Runs {
    pub fn begin(&self, recorder: Arc<Recorder>, canceler: Canceler) {
        let (id, workflow) = recorder.names();
        let mut known = self.0.lock();
        known.last.insert(workflow, id.clone());
        known.running.insert(id, (recorder, canceler));
    }

    /// The run has ended; its data stays for a while.
    pub fn end(&self, execution: Arc<Execution>) {
        let mut known = self.0.lock();
        known.running.remove(&execution.id);
        known.keep(execution);
    }

    /// Keeps a run that was read from the store, since its pages will be asked for one after the other.
    pub fn keep(&self, execution: Arc<Execution>) {
        self.0.lock().keep(execution);
    }

    /// Other things are stored than were when these ended.
    pub fn forget_ended(&self) {
        let mut known = self.0.lock();
        known.ended.clear();
        known.last.clear();
    }

    pub fn forget(&self, id: &str) {
        let mut known = self.0.lock();
        known.ended.retain(|execution| execution.id != id);
        known.last.retain(|_, last| last != id);
    }

    /// Stops a run, if it runs.
    pub fn cancel(&self, id: &str) -> bool {
        let known = self.0.lock();
        known
            .running
            .get(id)
            .map(|(_, canceler)| canceler.cancel())
            .is_some()
    }

    /// Lets what runs come to the end of its step, for the next start to go on with it.
    pub fn leave_all(&self) {
        for (_, canceler) in self.0.lock().running.values() {
            canceler.leave();
        }
    }

    /// Drops what runs still.
    pub fn cancel_all(&self) {
        for (_, canceler) in self.0.lock().running.values() {
            canceler.cancel();
        }
    }

    /// Whether something is in the middle of a step. What waits for a date or an answer is not.
    pub fn are_busy(&self) -> bool {
        let known = self.0.lock();
        let mut all = known.running.values();
        all.any(|(recorder, _)| recorder.status() != ExecutionStatus::Waiting)
    }

    pub fn find(&self, id: &str) -> Option<Snapshot> {
        let known = self.0.lock();
        if let Some((recorder, _)) = known.running.get(id) {
            return Some(recorder.snapshot());
        }
        let ended = known.ended.iter().find(|execution| execution.id == id);
        ended.map(|execution| Snapshot {
            execution: execution.clone(),
            sequence: u64::MAX,
        })
    }

    /// Id of the newest run of a workflow.
    pub fn last_of(&self, workflow: &str) -> Option<String> {
        self.0.lock().last.get(workflow).cloned()
    }

    /// The runs that have not ended.
    pub fn running(&self) -> Vec<Arc<Execution>> {
        let known = self.0.lock();
        let all = known.running.values();
        all.map(|(recorder, _)| recorder.snapshot().execution)
            .collect()
    }
}

impl Known {
    fn keep(&mut self, execution: Arc<Execution>) {
        self.ended.retain(|other| other.id != execution.id);
        if self.ended.len() == KEPT {
            self.ended.pop_front();
        }
        self.ended.push_back(execution);
    }
}

/// Collects a run while it runs.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    execution: Execution,
    sequence: u64,
}

impl Recorder {
    pub fn new(execution: Execution) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Told {
            execution,
            sequence: 0,
        })))
    }

    /// An event was told that everything so far is part of.
    pub fn told(&self, sequence: u64) {
        self.0.lock().sequence = sequence;
    }

    /// The run has ended, as this.
    pub fn complete(&self, execution: Execution) {
        self.0.lock().execution = execution;
    }

    fn status(&self) -> ExecutionStatus {
        self.0.lock().execution.status
    }

    fn names(&self) -> (String, String) {
        let told = self.0.lock();
        (
            told.execution.id.clone(),
            told.execution.workflow.id.clone(),
        )
    }

    fn snapshot(&self) -> Snapshot {
        let told = self.0.lock();
        Snapshot {
            execution: Arc::new(told.execution.clone()),
            sequence: told.sequence,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Execution)) -> Result<(), JournalError> {
        change(&mut self.0.lock().execution);
        Ok(())
    }
}

/// The step of a number; those before it that were only taken over are filled in when the run ends.
fn step_at(execution: &mut Execution, number: u32) -> &mut Step {
    let at = number as usize;
    if execution.steps.len() <= at {
        let gap = || Step {
            status: StepStatus::Success,
            ..Step::default()
        };
        execution.steps.resize_with(at + 1, gap);
    }
    &mut execution.steps[at]
}

#[async_trait]
impl Journal for Recorder {
    async fn created(&self, created: Created<'_>) -> Result<(), JournalError> {
        self.change(|execution| {
            execution.id = created.execution.to_owned();
            execution.started_ms = created.at_ms;
        })
    }

    async fn began(&self, _: &str, _: i64) -> Result<(), JournalError> {
        self.change(|execution| execution.status = ExecutionStatus::Running)
    }

    async fn attempt_started(&self, started: AttemptStarted<'_>) -> Result<(), JournalError> {
        self.change(|execution| {
            let step = step_at(execution, started.step);
            step.node = started.node.clone();
            step.name = started.name.clone();
            step.run = started.run;
            step.status = StepStatus::Running;
            step.inputs = started.inputs.to_vec();
            if started.attempt == 1 {
                step.started_ms = started.at_ms;
            }
        })
    }

    async fn attempt_failed(&self, _: &str, _: u32, _: &Attempt) -> Result<(), JournalError> {
        Ok(())
    }

    async fn step_ended(&self, ended: StepEnded<'_>) -> Result<(), JournalError> {
        self.change(|execution| {
            *step_at(execution, ended.number) = ended.step;
            execution.custom = ended.custom.clone();
        })
    }

    async fn waits(&self, _: &str, waiting: bool, _: Option<i64>) -> Result<(), JournalError> {
        self.change(|execution| {
            execution.status = match waiting {
                true => ExecutionStatus::Waiting,
                false => ExecutionStatus::Running,
            }
        })
    }

    async fn ended(&self, ended: Ended<'_>) -> Result<(), JournalError> {
        self.change(|execution| {
            execution.status = ended.status;
            execution.error = ended.error.cloned();
            execution.custom = ended.custom.clone();
            execution.ended_ms = Some(ended.at_ms);
        })
    }
}

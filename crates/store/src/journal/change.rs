//! What the appends of a batch change in one execution, put together: one row each instead of one a step on the way.

use std::collections::HashMap;
use std::sync::Arc;

use model::ExecutionStatus;
use tokio::sync::oneshot;

use super::{About, End, Entry, Opened, Order, Refused, Standing};
use crate::table::attempt::{AttemptRow, AttemptStatus};
use crate::table::failure::FailureRow;
use crate::table::step::{EndedStep, StepRow};

/// What becomes different in one execution.
pub(crate) struct Change {
    pub execution: Arc<str>,
    /// The number that the first append must have.
    pub first: i64,
    /// The number that the next one after these must have.
    pub next: i64,
    /// The appends do not follow each other.
    pub gap: bool,
    pub opened: Option<Opened>,
    pub status: Option<(ExecutionStatus, Option<i64>)>,
    pub end: Option<Box<End>>,
    pub steps: Vec<StepRow>,
    /// The newest state of each node.
    pub states: HashMap<String, String>,
    pub frontier: Option<String>,
    /// What the workflow noted, where that changed.
    pub custom: Option<String>,
    /// The newest row of each attempt.
    pub attempts: Vec<AttemptRow>,
    /// What the error history is told.
    pub failures: Vec<FailureRow>,
    /// The step whose attempt is under way afterwards, if that changed.
    pub under_way: Option<Option<i64>>,
    answers: Vec<oneshot::Sender<Result<(), Refused>>>,
    about: Arc<About>,
}

impl Change {
    fn of(order: &Order) -> Self {
        Self {
            execution: order.about.execution.clone(),
            first: order.seq,
            next: order.seq,
            gap: false,
            opened: None,
            status: None,
            end: None,
            steps: Vec::new(),
            states: HashMap::new(),
            frontier: None,
            custom: None,
            attempts: Vec::new(),
            failures: Vec::new(),
            under_way: None,
            answers: Vec::new(),
            about: order.about.clone(),
        }
    }

    fn add(&mut self, order: Order) {
        self.gap |= order.seq != self.next;
        self.next = order.seq + 1;
        self.answers.extend(order.answer);
        match order.entry {
            Entry::Opened(opening, held, steps) => {
                self.opened = Some(Opened::of(&order.about.execution, *opening, held));
                steps.into_iter().for_each(|step| self.step(step));
            }
            Entry::Status(status, until_ms) => self.status = Some((status, until_ms)),
            Entry::Attempt(attempt, failure) => {
                self.attempt(*attempt);
                self.failures.extend(failure.map(|failure| *failure));
            }
            Entry::StepEnded(ended) => {
                if let Some(attempt) = ended.attempt {
                    self.attempt(*attempt);
                }
                self.step(ended.step);
                self.states.extend(ended.state);
                self.frontier = Some(ended.frontier);
                self.custom = ended.custom.or(self.custom.take());
                self.failures.extend(ended.failure.map(|failure| *failure));
            }
            Entry::Ended(end, failure) => {
                self.end = Some(end);
                self.failures.extend(failure.map(|failure| *failure));
            }
        }
    }

    fn step(&mut self, ended: EndedStep) {
        self.steps.push(StepRow::of(&self.execution, ended));
    }

    fn attempt(&mut self, row: AttemptRow) {
        let kept = &row.kept;
        let begins = kept.status == AttemptStatus::Started;
        self.under_way = Some(begins.then(|| kept.step.into()));
        let same = |other: &AttemptRow| {
            (other.kept.step, other.kept.attempt) == (row.kept.step, row.kept.attempt)
        };
        self.attempts.retain(|other| !same(other));
        self.attempts.push(row);
    }

    /// What the execution's rows will hold, after what the transaction holds of it already; none where it must be read
    /// first.
    pub fn planned(&self, before: Option<Standing>) -> Option<Standing> {
        let known = match &self.opened {
            Some(opened) => Some(opened.standing.clone()),
            None => before.or_else(|| self.about.standing.lock().clone()),
        };
        known.map(|known| known.after(self))
    }

    /// What the execution's rows hold from now on.
    pub fn stands(&self, standing: Standing) {
        *self.about.standing.lock() = Some(standing);
    }

    /// Tells those who wait, and all later appends, what became of it. From then on the rows alone keep its files: who is
    /// told may remove those that no row names.
    pub fn answer(&mut self, written: Result<(), Refused>) {
        self.opened.iter_mut().for_each(Opened::release);
        self.steps.iter_mut().for_each(StepRow::release);
        if let Err(why) = &written {
            *self.about.broken.lock() = Some(why.clone());
        }
        for answer in self.answers.drain(..) {
            // Who does not wait any more need not know.
            let _ = answer.send(written.clone());
        }
    }

    /// Why an earlier append was not written.
    pub fn broken(&self) -> Option<Refused> {
        self.about.broken.lock().clone()
    }
}

/// The changes of a batch, an execution each, in the order in which they first came.
pub(super) fn gather(batch: Vec<Order>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut at: HashMap<Arc<str>, usize> = HashMap::new();
    for order in batch {
        let found = *at.entry(order.about.execution.clone()).or_insert_with(|| {
            changes.push(Change::of(&order));
            changes.len() - 1
        });
        if let Some(change) = changes.get_mut(found) {
            change.add(order);
        }
    }
    changes
}

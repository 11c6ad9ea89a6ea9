//! What the appends of a batch change in one execution, put together: one row each instead of one a step on the way.

use std::collections::HashMap;
use std::sync::Arc;

use model::{ExecutionStatus, RunError};
use parking_lot::Mutex;
use tokio::sync::oneshot;

use super::{End, Entry, Opening, Order, Refused, StepRow};
use crate::table::attempt::KeptAttempt;

/// What becomes different in one execution.
pub(super) struct Change {
    pub execution: Arc<str>,
    /// The number that the first append must have.
    pub first: i64,
    /// The number that the next one after these must have.
    pub next: i64,
    /// The appends do not follow each other.
    pub gap: bool,
    pub opening: Option<Box<Opening>>,
    pub status: Option<(ExecutionStatus, Option<i64>)>,
    pub end: Option<Box<End>>,
    pub steps: Vec<StepRow>,
    /// The newest state of each node.
    pub states: HashMap<String, String>,
    pub frontier: Option<String>,
    pub attempts: Vec<KeptAttempt>,
    /// Steps whose attempt has ended with them, and what went wrong in it.
    pub concluded: Vec<(u32, Option<RunError>)>,
    answers: Vec<oneshot::Sender<Result<(), Refused>>>,
    broken: Arc<Mutex<Option<Refused>>>,
}

impl Change {
    fn of(order: &Order) -> Self {
        Self {
            execution: order.execution.clone(),
            first: order.seq,
            next: order.seq,
            gap: false,
            opening: None,
            status: None,
            end: None,
            steps: Vec::new(),
            states: HashMap::new(),
            frontier: None,
            attempts: Vec::new(),
            concluded: Vec::new(),
            answers: Vec::new(),
            broken: order.broken.clone(),
        }
    }

    fn add(&mut self, order: Order) {
        self.gap |= order.seq != self.next;
        self.next = order.seq + 1;
        self.answers.extend(order.answer);
        match order.entry {
            Entry::Opened(opening, steps) => {
                self.frontier = Some(opening.frontier.clone());
                self.opening = Some(opening);
                self.steps.extend(steps);
            }
            Entry::Status(status, until_ms) => self.status = Some((status, until_ms)),
            Entry::AttemptStarted(attempt) | Entry::AttemptFailed(attempt) => {
                self.attempts.push(*attempt);
            }
            Entry::StepEnded(ended) => {
                let attempt = ended.attempt.map(|error| (ended.row.number, error));
                self.concluded.extend(attempt);
                self.steps.push(ended.row);
                self.states.extend(ended.state);
                self.frontier = Some(ended.frontier);
            }
            Entry::Ended(end) => self.end = Some(end),
        }
    }

    /// Tells those who wait, and all later appends, what became of it.
    pub fn answer(self, written: Result<(), Refused>) {
        if let Err(why) = &written {
            *self.broken.lock() = Some(why.clone());
        }
        for answer in self.answers {
            // Who does not wait any more need not know.
            let _ = answer.send(written.clone());
        }
    }

    /// Why an earlier append was not written.
    pub fn broken(&self) -> Option<Refused> {
        self.broken.lock().clone()
    }
}

/// The changes of a batch, an execution each, in the order in which they first came.
pub(super) fn gather(batch: Vec<Order>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut at: HashMap<Arc<str>, usize> = HashMap::new();
    for order in batch {
        let found = *at.entry(order.execution.clone()).or_insert_with(|| {
            changes.push(Change::of(&order));
            changes.len() - 1
        });
        if let Some(change) = changes.get_mut(found) {
            change.add(order);
        }
    }
    changes
}

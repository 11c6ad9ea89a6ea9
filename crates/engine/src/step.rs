//! One run of one node: its attempts, the time they may take, and what becomes of a failure.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use model::{Attempt, Happening, Item, OnError, Origin, RetryWait};
use sdk::{Ctx, Error, Host, Outputs, Parameters, RunInfo, Suspend};
use value::Map;

use crate::data::Items;
use crate::event::Announcer;
use crate::failure::{after_failure, bug, failure_of, goes_on, missing};
use crate::journal::{AttemptStarted, Journal};
use crate::lineage;
use crate::parameters::StepParameters;
use crate::plan::PlanNode;
use crate::view::View;

/// Code of an attempt that was cut off because the program ended.
pub(crate) const INTERRUPTED: &str = "interrupted";

/// From here on a wait between attempts is shown and kept as one, and leaves its place to another execution.
const LONG_WAIT_MS: u64 = 60_000;

/// A run of a node that is about to begin.
pub(crate) struct Run<'r> {
    pub node: &'r PlanNode,
    pub view: Arc<View>,
    pub inputs: Vec<Items>,
    pub info: RunInfo,
    pub state: Map,
    /// Attempts from before the program ended in the middle of this run.
    pub earlier: Vec<Attempt>,
    /// The host that waits between attempts; the nodes' own shows waits as waits.
    pub clock: &'r dyn Host,
    pub announcer: &'r Announcer,
    pub journal: &'r dyn Journal,
}

/// What a run of a node gave.
#[derive(Default)]
pub(crate) struct Outcome {
    pub outputs: Vec<Vec<Item>>,
    /// What went wrong, also where the workflow goes on.
    pub error: Option<Error>,
    /// Whether the workflow stops here.
    pub stops: bool,
    /// A person took the step as done: it was not run.
    pub skipped: bool,
    pub attempts: Vec<Attempt>,
    pub console: Vec<String>,
    /// What the node remembers from now on.
    pub state: Map,
}

/// What an attempt gave.
struct Given {
    /// What it put out and what the node remembers from now on.
    result: Result<(Outputs, Map), Error>,
    /// What it printed, also before it failed.
    printed: Vec<String>,
}

impl From<Error> for Given {
    fn from(error: Error) -> Self {
        Self {
            result: Err(error),
            printed: Vec::new(),
        }
    }
}

impl Run<'_> {
    /// Runs the node as often as its settings allow, and turns a failure into what they ask for.
    pub(crate) async fn go(mut self) -> Outcome {
        let most = self
            .node
            .document
            .retry
            .as_ref()
            .map_or(1, model::Retry::made);
        let mut attempts = std::mem::take(&mut self.earlier);
        let first = attempts.last().map_or(1, |last| last.attempt + 1);
        // The program ended while it waited. Where it is not kept until when, it waits anew: never less than it should.
        let left_ms = attempts.last().map_or(0, |last| last.waited_ms);
        if let Err(error) = self.rest(left_ms).await {
            return self.outcome(Err(error), Vec::new(), attempts);
        }
        for attempt in first.. {
            // That it was cut off is no fault of the node's.
            let own = attempts.iter().filter(|a| a.error.code != INTERRUPTED);
            self.info.failed = own.count() as u32;
            let Given { result, printed } = self.attempt(attempt).await;
            let again = self.info.failed + 1 < most;
            let error = match &result {
                Ok((outputs, _)) if again => self.first_failure(outputs),
                Err(error) if again && error.code != "journal" => Some(error.clone()),
                _ => None,
            };
            let Some(error) = error else {
                return self.outcome(result, printed, attempts);
            };
            let waited_ms = self.wait_before(attempt);
            let failed = Attempt {
                attempt,
                error,
                waited_ms,
            };
            if let Err(error) = self.between(&failed).await {
                return self.outcome(Err(error), printed, attempts);
            }
            attempts.push(failed);
        }
        Outcome::default()
    }

    /// One attempt, within the node's time; a panic becomes an error that names the node.
    async fn attempt(&mut self, attempt: u32) -> Given {
        self.info.attempt = attempt;
        if self.journal.keeps()
            && let Err(error) = self.journal.attempt_started(self.started(attempt)).await
        {
            return Error::new("journal", error.to_string()).into();
        }
        let Some(body) = &self.node.body else {
            return missing(self.node).into();
        };
        let parameters: Arc<dyn Parameters> = Arc::new(StepParameters::new(self.view.clone()));
        let mut ctx = Ctx::new(
            self.node.document.clone(),
            self.node.spec.clone(),
            self.inputs.clone(),
            parameters,
            self.view.host.clone(),
            self.info.clone(),
            self.state.clone(),
        );
        let running = AssertUnwindSafe(body.run(&mut ctx)).catch_unwind();
        let ended = match self.node.document.timeout_ms {
            None => Ok(running.await),
            Some(ms) => tokio::time::timeout(Duration::from_millis(ms), running)
                .await
                .map_err(|_| ms),
        };
        let name = self.node.name();
        let outputs = match ended {
            Ok(Ok(outputs)) => outputs,
            Ok(Err(panic)) => Err(bug(&*panic)),
            Err(ms) => {
                let message = format!("“{name}” took longer than the {ms} ms it may take.");
                Err(Error::new("timeout", message))
            }
        };
        let (state, printed) = ctx.finish();
        let result = match outputs {
            Ok(outputs) => Ok((outputs, state)),
            Err(error) => Err(error.in_node(name.clone())),
        };
        Given { result, printed }
    }

    fn started(&self, attempt: u32) -> AttemptStarted<'_> {
        AttemptStarted {
            execution: &self.info.execution,
            step: self.view.step,
            node: &self.node.document.id,
            name: self.node.name(),
            run: self.info.run,
            attempt,
            key: &self.info.idempotency_key,
            effect: self.node.effect,
            inputs: &self.view.inputs,
            at_ms: self.clock.now_ms(),
        }
    }

    /// A node that goes on after failures has failed, for its retries, if its first item has.
    fn first_failure(&self, outputs: &Outputs) -> Option<Error> {
        if !goes_on(&self.node.document) {
            return None;
        }
        let first = outputs.0.first()?.first()?;
        if let Some(error) = &first.error {
            return Some(Error::clone(error));
        }
        let text = failure_of(first)?;
        Some(Error::new("item.failed", text.to_text().as_str()).in_node(self.node.name().clone()))
    }

    fn wait_before(&self, attempt: u32) -> u64 {
        let wait = self.node.document.retry.as_ref().map(|retry| &retry.wait);
        let random = || {
            let mut bytes = [0; 8];
            self.clock.random(&mut bytes);
            u64::from_le_bytes(bytes)
        };
        wait.map_or(0, |wait| wait_ms(wait, attempt, random))
    }

    /// Tells of the failed attempt and waits for the next.
    async fn between(&self, failed: &Attempt) -> Result<(), Error> {
        let step = self.view.step;
        let attempt = || failed.clone();
        self.announcer
            .tell(|| Happening::StepRetried {
                step,
                attempt: attempt(),
            })
            .await;
        if self.journal.keeps() {
            self.journal
                .attempt_failed(&self.info.execution, step, failed)
                .await
                .map_err(|error| Error::new("journal", error.to_string()))?;
        }
        self.rest(failed.waited_ms).await
    }

    async fn rest(&self, ms: u64) -> Result<(), Error> {
        if ms == 0 {
            return Ok(());
        }
        let until = Suspend::Until(self.clock.now_ms().saturating_add_unsigned(ms));
        let host = match ms >= LONG_WAIT_MS {
            true => &*self.view.host,
            false => self.clock,
        };
        host.suspend(until).await.map(|_| ())
    }

    fn outcome(
        self,
        result: Result<(Outputs, Map), Error>,
        console: Vec<String>,
        attempts: Vec<Attempt>,
    ) -> Outcome {
        match result {
            Ok((mut outputs, state)) => {
                lineage::fill(&mut outputs, &self.inputs);
                Outcome {
                    outputs: outputs.0,
                    state,
                    console,
                    attempts,
                    ..Outcome::default()
                }
            }
            Err(error) => Outcome {
                stops: self.node.document.on_error == OnError::Stop || error.code == "journal",
                outputs: after_failure(self.node, &self.view.items, &error),
                error: Some(error),
                state: self.state,
                console,
                skipped: false,
                attempts,
            },
        }
    }
}

/// One empty item that comes from all that went in.
pub(crate) fn empty_item(inputs: &[Items]) -> Item {
    let origins = inputs
        .iter()
        .flat_map(|items| items.iter().map(|item| &item.origin));
    Item {
        origin: Origin::join(origins),
        ..Item::default()
    }
}

/// How long to wait after a failed attempt.
fn wait_ms(wait: &RetryWait, attempt: u32, random: impl FnOnce() -> u64) -> u64 {
    match wait {
        RetryWait::Fixed { ms } => *ms,
        RetryWait::Exponential { first_ms, most_ms } => {
            let factor = 1_u64.checked_shl(attempt - 1).unwrap_or(u64::MAX);
            let full = first_ms.saturating_mul(factor).min(*most_ms);
            full - random() % (full / 2 + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_a_limit_and_are_shortened_by_up_to_half() {
        let growing = RetryWait::Exponential {
            first_ms: 100,
            most_ms: 1000,
        };
        let fixed = RetryWait::Fixed { ms: 250 };
        let table = [
            (&fixed, 1, 0, 250),
            (&fixed, 9, 77, 250),
            (&growing, 1, 0, 100),
            (&growing, 2, 0, 200),
            (&growing, 4, 0, 800),
            (&growing, 5, 0, 1000),
            (&growing, 70, 0, 1000),
            (&growing, 1, 50, 50),
            (&growing, 1, 51, 100),
            (&growing, 5, u64::MAX, 1000 - u64::MAX % 501),
        ];
        for (wait, attempt, random, expected) in table {
            assert_eq!(
                wait_ms(wait, attempt, || random),
                expected,
                "{wait:?} {attempt} {random}"
            );
        }
    }
}

//! Executions whose program is gone, claimed by this one: what becomes of each is settled in one transaction, and what goes
//! on is put together from what was written down.

use std::sync::Arc;

use engine::{EngineError, Goal, Handle, Parent, Resumed};
use model::{Attempt, Effect, Execution, ExecutionStatus, Item, Review, RunError};
use store::{AttemptStatus, Cut, End, KeptAttempt, Settle, Store, Unfinished};
use value::Value;

use crate::app::App;
use crate::error_workflow::error_workflow;
use crate::journal::{Terms, frontier};
use crate::run::{Acknowledge, RunRequest};
use crate::{Error, Grants};

/// An execution that this program goes on with.
pub(crate) struct Claimed {
    pub execution: String,
    /// Number of the next append to its journal.
    pub next: i64,
    pub resumed: Resumed,
}

/// What becomes of an execution whose program is gone.
pub(crate) enum Fate {
    Resumes(Box<RunRequest>, Box<Claimed>),
    InReview,
    Ended,
}

/// What a person decided about a step that was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decided {
    /// Nothing yet.
    Nothing,
    /// It is run again.
    Resume,
    /// It counts as done.
    Skip,
    /// The execution ends.
    Discard,
}

impl From<api::Decision> for Decided {
    fn from(decision: api::Decision) -> Self {
        match decision {
            api::Decision::Resume => Self::Resume,
            api::Decision::Skip => Self::Skip,
            api::Decision::Discard => Self::Discard,
        }
    }
}

impl App {
    /// Settles what becomes of an execution; none where somebody else was faster.
    ///
    /// # Errors
    /// When something of it is damaged: then nothing is changed, and nobody goes on with it.
    pub(crate) async fn claim(
        &self,
        store: &Store,
        left: &Unfinished,
        own: &str,
        decided: Decided,
    ) -> Result<Option<Fate>, Error> {
        let now_ms = crate::clock::now_ms();
        let attempts = match store.attempts(&left.execution).await {
            // It ends whatever its attempts were.
            Err(store::Error::Damaged { .. }) if decided == Decided::Discard => Vec::new(),
            read => read?,
        };
        let cut = under_way(&attempts);
        let settle = match (decided, in_doubt(&attempts, left.skips)) {
            (Decided::Discard, _) => Settle::End(discarded(cut, now_ms), cut.map(cut_off)),
            (Decided::Nothing, Some(doubtful)) => {
                let execution = store.execution(&left.execution).await?;
                let why = cut_off(doubtful).error;
                Settle::Review(review(&execution, doubtful, now_ms), why)
            }
            (decided, _) => {
                let skip = cut.filter(|_| decided == Decided::Skip).map(|cut| cut.step);
                return self.take_up(store, left, own, attempts, skip).await;
            }
        };
        let fate = match settle {
            Settle::Review(..) => Fate::InReview,
            _ => Fate::Ended,
        };
        let settled = store.settle(&left.execution, left.seq, &settle).await;
        Ok(unless_late(settled)?.map(|_| fate))
    }

    /// Takes an execution up, once all of it was read. One that cannot go on is ended, so that it is not tried again at
    /// every start.
    async fn take_up(
        &self,
        store: &Store,
        left: &Unfinished,
        own: &str,
        mut attempts: Vec<KeptAttempt>,
        skip: Option<u32>,
    ) -> Result<Option<Fate>, Error> {
        let cut = under_way(&attempts).map(cut_off);
        for attempt in &mut attempts {
            if let Some(cut) = cut.as_ref().filter(|_| is_under_way(attempt)) {
                attempt.status = AttemptStatus::Failed;
                attempt.error = Some(cut.error.clone());
            }
        }
        let after = Unfinished {
            skips: skip.or(left.skips),
            ..left.clone()
        };
        let (request, mut claimed) = match self.try_rebuild(store, &after, attempts).await {
            Ok(rebuilt) => rebuilt,
            Err(error) if ends(&error) => {
                self.give_up(&left.execution, left.seq, &error).await?;
                return Ok(Some(Fate::Ended));
            }
            Err(error) => return Err(error),
        };
        let settle = Settle::TakeUp {
            executor: own.to_owned(),
            cut,
            skip,
        };
        let settled = store.settle(&left.execution, left.seq, &settle).await;
        Ok(unless_late(settled)?.map(|next| {
            claimed.next = next;
            Fate::Resumes(Box::new(request), Box::new(claimed))
        }))
    }

    async fn try_rebuild(
        &self,
        store: &Store,
        left: &Unfinished,
        attempts: Vec<KeptAttempt>,
    ) -> Result<(RunRequest, Claimed), Error> {
        let damaged = |why: serde_json::Error| damaged(&left.execution, why.to_string());
        let execution = store.execution(&left.execution).await?;
        let request = self.request_of(store, &execution).await?;
        let resumed = Resumed {
            states: store.node_states(&left.execution).await?,
            custom: execution.custom,
            frontier: frontier(&left.frontier).map_err(damaged)?,
            started_ms: execution.started_ms,
            attempts: failed_attempts(attempts, execution.steps.len() as u32),
            until_ms: left.until_ms,
            skips: left.skips,
            steps: execution.steps,
        };
        let claimed = Claimed {
            execution: left.execution.clone(),
            next: left.seq,
            resumed,
        };
        Ok((request, claimed))
    }

    /// What a kept execution was started with.
    pub(crate) async fn request_of(
        &self,
        store: &Store,
        execution: &Execution,
    ) -> Result<RunRequest, Error> {
        let damaged = |why: String| damaged(&execution.id, why);
        let start = store.start_of(&execution.id).await?;
        let start = start.ok_or_else(|| damaged("what it was started with is lost".to_owned()))?;
        let terms: Terms =
            serde_json::from_str(&start.terms).map_err(|error| damaged(error.to_string()))?;
        let given = start
            .given
            .as_deref()
            .map(serde_json::from_str::<Vec<Item>>);
        let items = given
            .transpose()
            .map_err(|error| damaged(error.to_string()))?;
        let grants = Grants::parse(&terms.grants).map_err(|error| damaged(error.to_string()))?;
        let earlier = match (&terms.earlier, &terms.goal) {
            (None, _) | (_, Goal::All) => None,
            (Some(id), _) => Some(Arc::new(store.execution(id).await?)),
        };
        Ok(RunRequest {
            workflow: execution.workflow.clone(),
            items,
            start: terms.start,
            grants: Arc::new(grants),
            mode: execution.mode,
            save: true,
            acknowledge: Acknowledge::Start,
            goal: terms.goal,
            earlier,
            repeats: execution.repeats.clone(),
            parent: execution.parent.clone().map(|parent| Parent {
                execution: parent,
                depth: terms.depth,
                waits: terms.waited_for,
            }),
            call: None,
            about: None,
        })
    }

    /// Goes on with an execution that was claimed.
    ///
    /// # Errors
    /// When it cannot: then it was ended, and says why; or, as an error of the store, when it could not even be ended.
    pub(crate) async fn start_claimed(
        &self,
        request: &RunRequest,
        claimed: Claimed,
    ) -> Result<Handle, Error> {
        let (id, next) = (claimed.execution.clone(), claimed.next);
        let started = self.start_watched(request, None, Some(claimed)).await;
        self.or_end(started, &id, next).await
    }

    /// Ends an execution that was claimed and did not start, so that nobody tries it again.
    ///
    /// # Errors
    /// Why it did not start; or, as an error of the store, why it could not be ended.
    pub(crate) async fn or_end<T>(
        &self,
        started: Result<T, EngineError>,
        id: &str,
        next: i64,
    ) -> Result<T, Error> {
        match started {
            Ok(started) => Ok(started),
            Err(error) => {
                let error = error.into();
                self.give_up(id, next, &error).await?;
                Err(error)
            }
        }
    }

    /// Ends an execution that cannot go on.
    pub(crate) async fn give_up(&self, id: &str, seq: i64, why: &Error) -> Result<(), Error> {
        tracing::warn!(execution = id, %why, "a run that was cut off cannot go on");
        let message = format!("Millrace ended while this ran, and it cannot go on: {why}.");
        let store = self.store().await?;
        let ran = store.execution(id).await;
        let begins = |ran: Execution| error_workflow(&ran.workflow, ran.mode).is_some();
        let end = End {
            status: ExecutionStatus::Failed,
            error: Some(RunError::new("interrupted", message)),
            // Whoever looks for unfinished executions next begins it.
            calls_error_workflow: ran.is_ok_and(begins),
            at_ms: crate::clock::now_ms(),
            ..End::default()
        };
        match store.settle(id, seq, &Settle::End(end, None)).await {
            Ok(_) | Err(store::Error::Late) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn damaged(execution: &str, why: String) -> store::Error {
    store::Error::Damaged {
        what: "execution",
        id: execution.to_owned(),
        why,
    }
}

/// Whether an error is that something of one execution is damaged.
pub(crate) fn is_damage(error: &Error) -> bool {
    match error {
        Error::Store(store::Error::Damaged { what, .. }) => !matches!(*what, "database" | "table"),
        _ => false,
    }
}

/// Whether an execution that met an error can never go on. What is damaged stays as it is: where another execution
/// waits for it, its end would let that one begin it anew, and do again what was done.
fn ends(error: &Error) -> bool {
    match error {
        Error::Store(error) => matches!(error, store::Error::Missing { .. }),
        _ => true,
    }
}

/// What was settled; nothing where somebody else was faster.
fn unless_late(settled: store::Result<i64>) -> Result<Option<i64>, Error> {
    match settled {
        Ok(next) => Ok(Some(next)),
        Err(store::Error::Late) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The attempt that was cut off.
fn under_way(attempts: &[KeptAttempt]) -> Option<&KeptAttempt> {
    attempts.iter().rfind(|attempt| is_under_way(attempt))
}

fn is_under_way(attempt: &KeptAttempt) -> bool {
    attempt.status == AttemptStatus::Started
}

/// The attempt that was cut off, where a person has to decide about it and has not done so.
pub(crate) fn in_doubt(attempts: &[KeptAttempt], skips: Option<u32>) -> Option<&KeptAttempt> {
    under_way(attempts).filter(|cut| cut.effect == Effect::Unsafe && skips != Some(cut.step))
}

/// The attempts of a step that are behind it.
fn failed_attempts(attempts: Vec<KeptAttempt>, step: u32) -> Vec<Attempt> {
    let of_step = attempts
        .into_iter()
        .filter(|attempt| attempt.step == step && attempt.status == AttemptStatus::Failed);
    of_step
        .map(|attempt| Attempt {
            attempt: attempt.attempt,
            error: attempt.error.unwrap_or_default(),
            waited_ms: attempt.waited_ms,
        })
        .collect()
}

fn cut_off(attempt: &KeptAttempt) -> Cut {
    let message = "Millrace ended while this attempt ran; whether it did anything is not known.";
    Cut {
        step: attempt.step,
        error: RunError::new("interrupted", message).in_node(attempt.name.as_str()),
    }
}

fn discarded(cut: Option<&KeptAttempt>, at_ms: i64) -> End {
    let message = "Millrace ended while this ran, and it was discarded.";
    let mut error = RunError::discarded(message);
    if let Some(cut) = cut {
        error = error.in_node(cut.name.as_str());
    }
    End {
        status: ExecutionStatus::Canceled,
        error: Some(error),
        at_ms,
        ..End::default()
    }
}

/// Longest value of a field that the inbox keeps, in bytes: an address or a name, not a text or a program.
const MOST_FIELD: usize = 300;

fn review(execution: &Execution, cut: &KeptAttempt, found_ms: i64) -> Review {
    let node = execution.workflow.node(&cut.node);
    let fields = node.into_iter().flat_map(|node| node.parameters.iter());
    let short = |value: &Value| value::to_string(value).len() <= MOST_FIELD;
    Review {
        step: cut.step,
        node: cut.node.as_str().into(),
        name: cut.name.as_str().into(),
        kind: node.map(|node| node.kind.clone()).unwrap_or_default(),
        version: node.map(|node| node.version).unwrap_or_default(),
        run: cut.run,
        attempt: cut.attempt,
        started_ms: cut.started_ms,
        found_ms,
        parameters: fields
            .filter(|(_, value)| short(value))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    }
}

//! Executions whose program ended while they ran: found when Millrace starts, and gone on with.
//!
//! One program at a time looks for them. Each is claimed in one transaction, which also says what becomes of an attempt
//! that was cut off; so whoever is killed in the middle of this leaves executions that are claimed by a program that is
//! gone, and the next one finds them again. A step that may have done something is not run again by itself: its
//! execution waits until a person has decided.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use engine::{Goal, Handle, Parent, Resumed};
use model::{Attempt, Effect, Execution, ExecutionStatus, Item, Review, RunError};
use store::{AttemptStatus, Cut, End, KeptAttempt, Settle, Store, Unfinished};

use crate::app::App;
use crate::executor::{Alone, is_gone, sweep};
use crate::journal::{Terms, frontier};
use crate::run::{Acknowledge, RunRequest};
use crate::{Error, Grants};

/// What was found when Millrace started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Executions that go on.
    pub resumed: usize,
    /// Executions that wait for a person's decision.
    pub in_review: usize,
    /// Executions that could not go on and were ended.
    pub ended: usize,
    /// Executions that are damaged: nobody goes on with them, and what they did is not done again.
    pub damaged: usize,
}

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

impl App {
    /// Goes on with the executions that other programs left unfinished when they ended, and puts those in doubt into the
    /// inbox. Where nothing is kept there is nothing to do. Returns when all of them are claimed and started.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the data folder cannot be locked.
    pub async fn recover(&self) -> Result<Recovered, Error> {
        let Some(folder) = self.kept_folder() else {
            return Ok(Recovered::default());
        };
        let own = self.executor().await?.id.clone();
        let store = self.store().await?;
        let mut found = Recovered::default();
        let mut claimed = Vec::new();
        {
            let alone = Alone::wait(folder).await.map_err(Error::Lock)?;
            let (left, damaged) = left_behind(&store, &alone, folder, &own).await?;
            found.damaged = damaged;
            for left in left {
                match self.recover_one(&store, &left, &own).await {
                    Ok(Some(Fate::Resumes(request, execution))) => {
                        claimed.push((request, execution));
                    }
                    Ok(Some(Fate::InReview)) => found.in_review += 1,
                    Ok(Some(Fate::Ended)) => found.ended += 1,
                    Ok(None) => {}
                    Err(error) if is_damage(&error) => {
                        tracing::error!(execution = %left.execution, %error, "a run cannot go on");
                        found.damaged += 1;
                    }
                    Err(error) => return Err(error),
                }
            }
            sweep(&alone, folder);
        }
        found.resumed = claimed.len();
        for (request, execution) in claimed {
            self.go_on(*request, *execution).await?;
        }
        if found != Recovered::default() {
            tracing::info!(?found, "unfinished runs were found");
            self.tell_inbox().await;
        }
        Ok(found)
    }

    /// As [`recover`](Self::recover), for a program that goes on where that fails, on a full disk say: it is tried again
    /// once changes are taken again.
    pub async fn recover_or_warn(&self) {
        if let Err(error) = self.recover().await {
            tracing::error!(%error, "unfinished runs were not taken up");
        }
    }

    async fn recover_one(
        &self,
        store: &Store,
        left: &Unfinished,
        own: &str,
    ) -> Result<Option<Fate>, Error> {
        match self.of_caller(store, left).await? {
            Some(decided) => self.claim(store, left, own, decided).await,
            None => Ok(None),
        }
    }

    /// Puts executions in doubt into the inbox and goes on with none: for a program that only looks.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the data folder cannot be locked.
    pub async fn find_doubtful(&self) -> Result<(), Error> {
        let Some(folder) = self.kept_folder() else {
            return Ok(());
        };
        let store = self.store().await?;
        if store.unfinished().await?.0.is_empty() {
            return Ok(());
        }
        let alone = Alone::wait(folder).await.map_err(Error::Lock)?;
        for left in left_behind(&store, &alone, folder, "").await?.0 {
            match self.review_if_doubtful(&store, &left).await {
                Err(error) if !is_damage(&error) => return Err(error),
                // Whoever reads the run is told.
                _ => {}
            }
        }
        Ok(())
    }

    async fn review_if_doubtful(&self, store: &Store, left: &Unfinished) -> Result<(), Error> {
        let attempts = store.attempts(&left.execution).await?;
        if in_doubt(&attempts, left.skips).is_some() {
            self.claim(store, left, "", Decided::Nothing).await?;
        }
        Ok(())
    }

    /// How many executions have not ended and wait for no decision.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unfinished(&self) -> Result<usize, Error> {
        let (all, _) = self.store().await?.unfinished().await?;
        let goes_on = |left: &&Unfinished| left.status != ExecutionStatus::NeedsReview;
        Ok(all.iter().filter(goes_on).count())
    }

    /// The data folder, if anything is kept in it.
    pub(crate) fn kept_folder(&self) -> Option<&Path> {
        let memory = &self.0.rooms.memory;
        memory.folder().filter(|_| memory.keeps())
    }

    /// Goes on with an execution as a person decided, followed by the windows.
    pub(crate) async fn decide(&self, id: &str, decided: Decided) -> Result<(), Error> {
        match self.settle(id, decided).await? {
            Some((request, execution)) => self.go_on(*request, *execution).await,
            None => Ok(()),
        }
    }

    /// Goes on with an execution as a person decided, followed by who asks; none where it ended with that. One that was
    /// cut off in no doubtful step goes on too.
    ///
    /// # Errors
    /// When it needs no decision any more, or cannot go on.
    pub async fn decide_here(
        &self,
        id: &str,
        decision: api::Decision,
    ) -> Result<Option<(Handle, RunRequest)>, Error> {
        let Some((mut request, execution)) = self.settle(id, decision.into()).await? else {
            return Ok(None);
        };
        request.acknowledge = Acknowledge::End;
        let next = execution.next;
        match self.start_watched(&request, None, Some(*execution)).await {
            Ok(handle) => Ok(Some((handle, *request))),
            Err(error) => {
                let error = error.into();
                self.give_up(id, next, &error).await?;
                Err(error)
            }
        }
    }

    async fn settle(
        &self,
        id: &str,
        decided: Decided,
    ) -> Result<Option<(Box<RunRequest>, Box<Claimed>)>, Error> {
        let store = self.store().await?;
        let late = || Error::from(store::Error::Late);
        let own = self.executor().await?.id.clone();
        let folder = self.kept_folder().ok_or_else(late)?;
        let alone = Alone::wait(folder).await.map_err(Error::Lock)?;
        let left = store.unfinished_one(id).await?.ok_or_else(late)?;
        let waits = left.status == ExecutionStatus::NeedsReview;
        let runs = left.executor == own || !is_gone(&alone, folder, &left.executor);
        if !waits && runs {
            return Err(late());
        }
        match self.claim(&store, &left, &own, decided).await? {
            Some(Fate::Resumes(request, execution)) => Ok(Some((request, execution))),
            Some(Fate::InReview | Fate::Ended) => Ok(None),
            None => Err(late()),
        }
    }

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
        let damaged = |why: String| store::Error::Damaged {
            what: "execution",
            id: left.execution.clone(),
            why,
        };
        let execution = store.execution(&left.execution).await?;
        let start = store.start_of(&left.execution).await?;
        let start = start.ok_or_else(|| damaged("what it was started with is lost".to_owned()))?;
        let terms: Terms =
            serde_json::from_str(&start.terms).map_err(|error| damaged(error.to_string()))?;
        let items: Option<Vec<Item>> = match &start.given {
            Some(given) => {
                Some(serde_json::from_str(given).map_err(|error| damaged(error.to_string()))?)
            }
            None => None,
        };
        let grants = Grants::parse(&terms.grants).map_err(|error| damaged(error.to_string()))?;
        let earlier = match (&terms.earlier, &terms.goal) {
            (None, _) | (_, Goal::All) => None,
            (Some(id), _) => Some(Arc::new(store.execution(id).await?)),
        };
        let resumed = Resumed {
            states: store.node_states(&left.execution).await?,
            frontier: frontier(&left.frontier).map_err(|error| damaged(error.to_string()))?,
            started_ms: execution.started_ms,
            attempts: failed_attempts(attempts, execution.steps.len() as u32),
            until_ms: left.until_ms,
            skips: left.skips,
            steps: execution.steps,
        };
        let request = RunRequest {
            workflow: execution.workflow,
            items,
            start: terms.start,
            grants: Arc::new(grants),
            mode: execution.mode,
            save: true,
            acknowledge: Acknowledge::Start,
            goal: terms.goal,
            earlier,
            repeats: execution.repeats,
            parent: execution.parent.map(|parent| Parent {
                execution: parent,
                depth: terms.depth,
                waits: terms.waited_for,
            }),
            call: None,
        };
        let claimed = Claimed {
            execution: left.execution.clone(),
            next: left.seq,
            resumed,
        };
        Ok((request, claimed))
    }

    /// Ends the executions of a backup that went on after it was made, as far as what it replaced told; and those that
    /// called them, which would call them again.
    pub(crate) async fn end_outrun(&self, replaced: &[Unfinished]) -> Result<(), Error> {
        let store = self.store().await?;
        let (all, _) = store.unfinished().await?;
        let stands = |one: &Unfinished| {
            let mut same = replaced.iter();
            same.any(|other| (&other.execution, other.seq) == (&one.execution, one.seq))
        };
        let (mut rest, mut outrun): (Vec<_>, Vec<_>) = all.into_iter().partition(stands);
        let why =
            "the backup that was restored is older than what it did, which must not be done again";
        while let Some(one) = outrun.pop() {
            let why = store::Error::Invalid(why.to_owned()).into();
            self.give_up(&one.execution, one.seq, &why).await?;
            let calls = |other: &mut Unfinished| one.parent.as_ref() == Some(&other.execution);
            outrun.extend(rest.extract_if(.., calls));
        }
        Ok(())
    }

    /// Ends an execution that cannot go on.
    pub(crate) async fn give_up(&self, id: &str, seq: i64, why: &Error) -> Result<(), Error> {
        tracing::warn!(execution = id, %why, "a run that was cut off cannot go on");
        let message = format!("Millrace ended while this ran, and it cannot go on: {why}.");
        let end = End {
            status: ExecutionStatus::Failed,
            error: Some(RunError::new("interrupted", message)),
            at_ms: crate::clock::now_ms(),
            ..End::default()
        };
        let store = self.store().await?;
        match store.settle(id, seq, &Settle::End(end, None)).await {
            Ok(_) | Err(store::Error::Late) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
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

/// The executions that no program runs any more and about which nobody has to decide; and how many are damaged.
pub(crate) async fn left_behind(
    store: &Store,
    alone: &Alone,
    folder: &Path,
    own: &str,
) -> Result<(Vec<Unfinished>, usize), Error> {
    let mut gone: HashMap<String, bool> = HashMap::from([(own.to_owned(), false)]);
    let (mut all, damaged) = store.unfinished().await?;
    for error in &damaged {
        tracing::error!(%error, "a run cannot go on");
    }
    all.retain(|left| {
        let executor = left.executor.clone();
        let gone = gone
            .entry(executor)
            .or_insert_with_key(|executor| is_gone(alone, folder, executor));
        *gone && left.status != ExecutionStatus::NeedsReview
    });
    Ok((all, damaged.len()))
}

/// Whether an error is that something of one execution is damaged.
fn is_damage(error: &Error) -> bool {
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
    let mut error = RunError::new("discarded", message);
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

fn review(execution: &Execution, cut: &KeptAttempt, found_ms: i64) -> Review {
    let node = execution.workflow.node(&cut.node);
    Review {
        step: cut.step,
        node: cut.node.as_str().into(),
        name: cut.name.as_str().into(),
        kind: node.map(|node| node.kind.clone()).unwrap_or_default(),
        run: cut.run,
        attempt: cut.attempt,
        started_ms: cut.started_ms,
        found_ms,
    }
}

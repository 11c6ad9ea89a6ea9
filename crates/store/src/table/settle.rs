//! What happens to an execution whose program is gone: settled in one transaction, with what becomes of an attempt that was
//! cut off, and what the error history says of it.

use model::{ExecutionStatus, Recovery, Review, RunError};
use sqlx::SqliteConnection;

use super::attempt::{self, AttemptRow};
use super::failure::{self, FailureRow, KeptFailure};
use super::words::json;
use super::{execution, node_state};
use crate::direct::direct;
use crate::journal::{End, Standing, whole};
use crate::{Error, Result, Store};

/// An attempt that was cut off.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Number of its step.
    pub step: u32,
    /// What is said of it.
    pub error: RunError,
}

/// What happens to an execution whose program is gone.
#[derive(Clone, Debug)]
pub enum Settle {
    /// A program goes on with it; a step that was cut off is begun anew, or skipped.
    TakeUp {
        /// The program.
        executor: String,
        /// The attempt that is given up.
        cut: Option<Cut>,
        /// The step that is skipped.
        skip: Option<u32>,
    },
    /// A person has to decide; what is said of the attempt that was cut off.
    Review(Review, RunError),
    /// It ends here.
    End(End, Option<Cut>),
}

impl Store {
    /// Settles what happens to an execution, if nothing was appended to it since `seq`; gives the number of the next
    /// append.
    ///
    /// # Errors
    /// [`Error::Late`] when somebody else was faster or it has ended; or when the database fails, or it is damaged.
    pub async fn settle(&self, execution: &str, seq: i64, settle: &Settle) -> Result<i64> {
        let mut change = self.writer.begin().await?;
        match settle_in(&mut change, execution, seq, settle).await {
            Ok(()) => {
                change.commit().await?;
                Ok(seq + 1)
            }
            Err(error) => Err(change.fail(error).await),
        }
    }
}

async fn settle_in(
    connection: &mut SqliteConnection,
    execution: &str,
    seq: i64,
    settle: &Settle,
) -> Result<()> {
    let found = Standing::read(connection, execution).await?;
    let mut standing = found
        .filter(|standing| standing.journal.seq == seq && !standing.head.status.is_final())
        .ok_or(Error::Late)?;
    let mut told = Told::default();
    let journal = &mut standing.journal;
    journal.seq = seq + 1;
    match settle {
        Settle::TakeUp {
            executor,
            cut,
            skip,
        } => {
            journal.executor.clone_from(executor);
            journal.review = None;
            journal.skips = skip.map(i64::from).or(journal.skips);
            standing.head.status = ExecutionStatus::Running;
            let recovery = match skip {
                Some(_) => Recovery::Skipped,
                None => Recovery::Resumed,
            };
            told.give_up(connection, &mut standing, cut.as_ref(), recovery)
                .await?;
        }
        Settle::Review(review, error) => {
            journal.review = Some(json(review));
            standing.head.status = ExecutionStatus::NeedsReview;
            told.remember(connection, &standing, in_doubt(review, error))
                .await?;
        }
        Settle::End(end, cut) => {
            journal.review = None;
            standing.end(end);
            told.give_up(connection, &mut standing, cut.as_ref(), ended(end))
                .await?;
            if let Some(failure) = whole(end) {
                told.remember(connection, &standing, failure).await?;
            }
        }
    }
    standing.seal();
    let has_ended = matches!(settle, Settle::End(..));
    direct(connection, |to| {
        standing.write(to, seq, true)?;
        for attempt in &told.attempts {
            attempt::upsert(to, execution, attempt)?;
        }
        for failure in &told.failures {
            failure::upsert(to, failure)?;
        }
        match has_ended {
            true => node_state::forget(to, execution),
            false => Ok(()),
        }
    })
    .await
}

/// What is said of an attempt that was cut off.
#[derive(Default)]
struct Told {
    attempts: Vec<AttemptRow>,
    failures: Vec<FailureRow>,
}

impl Told {
    async fn give_up(
        &mut self,
        connection: &mut SqliteConnection,
        standing: &mut Standing,
        cut: Option<&Cut>,
        recovery: Recovery,
    ) -> Result<()> {
        let Some(cut) = cut else { return Ok(()) };
        standing.journal.under_way = None;
        self.attempts = attempt::give_up(connection, &standing.id, cut.step, &cut.error).await?;
        let last = self.attempts.last();
        match last.and_then(|row| KeptFailure::of(&row.kept, recovery)) {
            Some(failure) => self.remember(connection, standing, failure).await,
            None => Ok(()),
        }
    }

    /// Tells the error history of something that happened in an execution.
    async fn remember(
        &mut self,
        connection: &mut SqliteConnection,
        standing: &Standing,
        failure: KeptFailure,
    ) -> Result<()> {
        let id = &*standing.id;
        self.failures.push(FailureRow::of(KeptFailure {
            execution: id.to_owned(),
            workflow: standing.head.workflow.clone(),
            workflow_name: standing.head.name.clone(),
            kind: execution::kind_of(connection, id, &failure.node).await?,
            ..failure
        }));
        Ok(())
    }
}

/// What was done about an attempt that was cut off, where its execution ends.
fn ended(end: &End) -> Recovery {
    match end.status {
        ExecutionStatus::Failed => Recovery::Failed,
        _ => Recovery::Discarded,
    }
}

/// The entry of an attempt about which a person has to decide.
fn in_doubt(review: &Review, error: &RunError) -> KeptFailure {
    KeptFailure {
        step: Some(review.step),
        attempt: review.attempt,
        node: review.node.to_string(),
        name: review.name.to_string(),
        error: error.clone(),
        recovery: Recovery::Waits,
        at_ms: review.started_ms,
        ..KeptFailure::default()
    }
}

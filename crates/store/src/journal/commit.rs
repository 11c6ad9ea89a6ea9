//! One transaction for all that comes until somebody waits for it. What is there is put into rows while more comes, and
//! only the commit is waited for: a statement a table for what is new, one an execution for what changes.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::SqliteConnection;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::change::{Change, gather};
use super::queue::Queue;
use super::{Refused, Standing};
use crate::statements::Statements;
use crate::table::node_state::StateRow;
use crate::table::{attempt, execution, failure, journal, node_state, ran, start, step};
use crate::writer::{Change as Transaction, Writer};
use crate::{Error, Result};

/// What one transaction holds.
#[derive(Default)]
struct Batch {
    /// In the order in which they were written; several of an execution that had more to write later.
    changes: Vec<Change>,
    /// What the rows of its executions hold in it.
    standing: HashMap<Arc<str>, Standing>,
    /// Who is told when all of it is written.
    closing: Vec<oneshot::Sender<()>>,
}

/// Writes what comes until there is a reason to commit it, and answers all who wait for it. What stops one execution stops
/// no other. Gives back who closes the queue.
pub(super) async fn commit(
    writer: &Writer,
    queue: &Queue,
    until: Instant,
    commits: &AtomicU64,
) -> Vec<oneshot::Sender<()>> {
    let mut batch = Batch::default();
    let written = batch.write(writer, queue, until, commits).await;
    let Batch {
        changes,
        mut standing,
        closing,
    } = batch;
    match written {
        Ok(()) => {
            for change in changes {
                if let Some(standing) = standing.remove(&change.execution) {
                    change.stands(standing);
                }
                change.answer(Ok(()));
            }
        }
        Err(error) if changes.len() == 1 || !concerns_one(&error) => {
            let why: Refused = Arc::new(error);
            for change in changes {
                change.answer(Err(why.clone()));
            }
        }
        // One of them is at fault: each is tried alone.
        Err(_) => {
            for change in changes {
                let written = match change.broken() {
                    Some(why) => Err(why),
                    None => alone(writer, &change, commits).await.map_err(Arc::new),
                };
                change.answer(written);
            }
        }
    }
    closing
}

impl Batch {
    /// Fills a transaction and commits it; where something fails it is given up.
    async fn write(
        &mut self,
        writer: &Writer,
        queue: &Queue,
        until: Instant,
        commits: &AtomicU64,
    ) -> Result<()> {
        let mut transaction = None;
        let filled = self.fill(&mut transaction, writer, queue, until).await;
        match (transaction, filled) {
            (Some(transaction), Ok(())) => {
                transaction.commit().await?;
                commits.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            (Some(transaction), Err(error)) => Err(transaction.fail(error).await),
            (None, filled) => filled,
        }
    }

    async fn fill(
        &mut self,
        transaction: &mut Option<Transaction>,
        writer: &Writer,
        queue: &Queue,
        until: Instant,
    ) -> Result<()> {
        loop {
            let waiting = queue.take(until).await;
            self.closing.extend(waiting.closing);
            let from = self.changes.len();
            self.changes
                .extend(gather(waiting.orders).into_iter().filter_map(unbroken));
            self.put(from, transaction, writer).await?;
            if waiting.is_last {
                return Ok(());
            }
        }
    }

    /// Puts the changes from a place on into rows. The transaction begins with the first.
    async fn put(
        &mut self,
        from: usize,
        transaction: &mut Option<Transaction>,
        writer: &Writer,
    ) -> Result<()> {
        let part = self.changes.get(from..).unwrap_or_default();
        if part.is_empty() {
            return Ok(());
        }
        if part.iter().any(|change| change.gap) {
            return Err(Error::Late);
        }
        let mut rows = Rows::of(part, &self.standing);
        let connection = match transaction {
            Some(transaction) => transaction,
            None => transaction.insert(writer.begin().await?),
        };
        rows.write(connection).await?;
        let standing = rows.standing();
        self.standing.extend(standing);
        Ok(())
    }
}

/// A change, unless an earlier append of its execution was not written: then it is answered.
fn unbroken(change: Change) -> Option<Change> {
    match change.broken() {
        Some(why) => {
            change.answer(Err(why));
            None
        }
        None => Some(change),
    }
}

/// Writes one change in a transaction of its own.
async fn alone(writer: &Writer, change: &Change, commits: &AtomicU64) -> Result<()> {
    if change.gap {
        return Err(Error::Late);
    }
    let mut rows = Rows::of(std::slice::from_ref(change), &HashMap::new());
    let mut transaction = writer.begin().await?;
    if let Err(error) = rows.write(&mut transaction).await {
        return Err(transaction.fail(error).await);
    }
    transaction.commit().await?;
    commits.fetch_add(1, Ordering::Relaxed);
    for (_, standing) in rows.standing() {
        change.stands(standing);
    }
    Ok(())
}

/// Whether an error may be that of one execution and not of the disk.
fn concerns_one(error: &Error) -> bool {
    match error {
        Error::Damaged { what, .. } => *what != "database",
        Error::Late | Error::Sqlite(_) => true,
        _ => false,
    }
}

/// The rows of a batch.
struct Rows<'c> {
    changes: Vec<(&'c Change, Option<Standing>)>,
    starts: Vec<(&'c start::Row, i64)>,
    states: Vec<StateRow<'c>>,
}

impl<'c> Rows<'c> {
    fn of(changes: &'c [Change], before: &HashMap<Arc<str>, Standing>) -> Self {
        let opened = changes.iter().filter_map(|change| change.opened.as_ref());
        let running = changes.iter().filter(|change| change.end.is_none());
        Self {
            changes: changes
                .iter()
                .map(|change| {
                    (
                        change,
                        change.planned(before.get(&change.execution).cloned()),
                    )
                })
                .collect(),
            starts: opened
                .map(|opened| (&opened.start, opened.start_seal))
                .collect(),
            states: running
                .flat_map(|change| {
                    let row = |(node, state): (&'c String, &'c String)| {
                        StateRow::of(&change.execution, node, state)
                    };
                    change.states.iter().map(row)
                })
                .collect(),
        }
    }

    async fn write(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        self.advance(connection).await?;
        let mut statements = Statements::default();
        self.open(&mut statements);
        let steps: Vec<_> = self.all(|change| &change.steps).collect();
        step::insert(&mut statements, &steps);
        let attempts: Vec<_> = self.all(|change| &change.attempts).collect();
        attempt::insert(&mut statements, &attempts);
        let failures: Vec<_> = self
            .all(|change| &change.failures)
            .map(|(_, failure)| failure)
            .collect();
        failure::upsert(&mut statements, &failures);
        node_state::upsert(&mut statements, &self.states);
        statements.run(connection).await?;
        self.settle_errors(connection).await
    }

    /// The rows of executions that go on: first, because who comes late may have written nothing else.
    async fn advance(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        let mut statements = Statements::default();
        for (change, standing) in &mut self.changes {
            if change.opened.is_none() {
                advance(connection, &mut statements, change, standing).await?;
            }
        }
        statements.run(connection).await
    }

    /// The rows of executions that are new.
    fn open(&self, to: &mut Statements) {
        let new: Vec<_> = self
            .changes
            .iter()
            .filter_map(|(change, standing)| Some((change.opened.as_ref()?, standing.as_ref()?)))
            .collect();
        let rows: Vec<_> = new
            .iter()
            .map(|(_, standing)| {
                let (id, seal) = (&*standing.id, standing.head_seal);
                (id, &standing.head, seal)
            })
            .collect();
        ran::upsert(to, new.iter().map(|(opened, _)| &opened.document));
        execution::insert(to, &rows);
        start::insert(to, &self.starts);
        let journals: Vec<_> = new
            .iter()
            .map(|(_, standing)| (&*standing.id, &standing.journal, standing.journal_seal))
            .collect();
        journal::insert(to, &journals);
    }

    /// The error workflows that have begun.
    async fn settle_errors(&self, connection: &mut SqliteConnection) -> Result<()> {
        let opened = self
            .changes
            .iter()
            .filter_map(|(change, _)| change.opened.as_ref());
        for failed in opened.filter_map(|opened| opened.about.as_ref()) {
            journal::settle_error(connection, failed).await?;
        }
        Ok(())
    }

    fn all<T: 'c>(
        &self,
        of: impl Fn(&'c Change) -> &'c Vec<T> + Copy,
    ) -> impl Iterator<Item = (&'c str, &'c T)> {
        self.changes
            .iter()
            .flat_map(move |(change, _)| of(change).iter().map(|one| (&*change.execution, one)))
    }

    /// What the rows of its executions hold now.
    fn standing(self) -> Vec<(Arc<str>, Standing)> {
        let known = |(change, standing): (&Change, Option<Standing>)| {
            Some((change.execution.clone(), standing?))
        };
        self.changes.into_iter().filter_map(known).collect()
    }
}

/// The rows of an execution that goes on.
async fn advance(
    connection: &mut SqliteConnection,
    to: &mut Statements,
    change: &Change,
    standing: &mut Option<Standing>,
) -> Result<()> {
    let planned = match standing.take() {
        Some(planned) => planned,
        // It was taken up: this is the first append here.
        None => Standing::read(connection, &change.execution)
            .await?
            .ok_or(Error::Late)?
            .after(change),
    };
    let with_head = change.status.is_some() || change.custom.is_some() || change.end.is_some();
    planned.write(to, change.first, with_head);
    *standing = Some(planned);
    if change.end.is_some() {
        node_state::forget(to, &change.execution);
    }
    Ok(())
}

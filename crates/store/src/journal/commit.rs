//! One transaction for all that comes until somebody waits for it. What is there is put into rows while more comes, and
//! only the commit is waited for.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use sqlx::SqliteConnection;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::change::{Change, gather};
use super::queue::Queue;
use super::{Opened, Refused, Standing};
use crate::direct::direct;
use crate::table::node_state::StateRow;
use crate::table::{attempt, execution, failure, journal, node_state, ran, start, step};
use crate::writer::Writer;
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
        mut changes,
        mut standing,
        closing,
    } = batch;
    match written {
        Ok(()) => {
            for change in &mut changes {
                if let Some(standing) = standing.remove(&change.execution) {
                    change.stands(standing);
                }
                // What it was made of is dropped later: somebody waits.
                change.answer(Ok(()));
            }
        }
        Err(error) if changes.len() == 1 || !concerns_one(&error) => {
            let why: Refused = Arc::new(error);
            for mut change in changes {
                change.answer(Err(why.clone()));
            }
        }
        // One of them is at fault: each is tried alone.
        Err(_) => {
            for mut change in changes {
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
    /// Fills a transaction part by part and commits it with the last one; where something fails it is given up.
    async fn write(
        &mut self,
        writer: &Writer,
        queue: &Queue,
        until: Instant,
        commits: &AtomicU64,
    ) -> Result<()> {
        let mut open = None;
        loop {
            let waiting = queue.take(until).await;
            self.closing.extend(waiting.closing);
            let from = self.changes.len();
            let new = gather(waiting.orders).into_iter();
            self.changes.extend(new.filter_map(unbroken));
            let part = self.changes.get(from..).unwrap_or_default();
            if part.is_empty() && open.is_none() {
                match waiting.is_last {
                    true => return Ok(()),
                    false => continue,
                }
            }
            let mut rows = Rows::of(part, &self.standing);
            let mut transaction = match open.take() {
                Some(transaction) => transaction,
                None => writer.begin().await?,
            };
            if let Err(error) = rows.read(&mut transaction).await {
                return Err(transaction.fail(error).await);
            }
            if waiting.is_last {
                transaction.finish(|to| rows.put(to)).await?;
            } else if let Err(error) = direct(&mut transaction, |to| rows.put(to)).await {
                return Err(transaction.fail(error).await);
            } else {
                open = Some(transaction);
            }
            let standing = rows.standing();
            self.standing.extend(standing);
            if waiting.is_last {
                commits.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
        }
    }
}

/// A change, unless an earlier append of its execution was not written: then it is answered.
fn unbroken(mut change: Change) -> Option<Change> {
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
    let mut rows = Rows::of(std::slice::from_ref(change), &HashMap::new());
    let mut transaction = writer.begin().await?;
    if let Err(error) = rows.read(&mut transaction).await {
        return Err(transaction.fail(error).await);
    }
    transaction.finish(|to| rows.put(to)).await?;
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
    states: Vec<StateRow<'c>>,
}

impl<'c> Rows<'c> {
    fn of(changes: &'c [Change], before: &HashMap<Arc<str>, Standing>) -> Self {
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

    /// What has to be read before the rows are written, and who is refused for it.
    async fn read(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        for (change, standing) in &mut self.changes {
            if change.gap {
                return Err(Error::Late);
            }
            if standing.is_none() {
                // It was taken up: this is the first append here.
                let known = Standing::read(connection, &change.execution).await?;
                *standing = Some(known.ok_or(Error::Late)?.after(change));
            }
            let about = change
                .opened
                .as_ref()
                .and_then(|opened| opened.about.as_ref());
            if let Some(failed) = about {
                // Its error workflow has begun.
                journal::settle_error(connection, failed).await?;
            }
        }
        Ok(())
    }

    fn put(&self, to: &Connection) -> Result<()> {
        // Who goes on comes first: one who is late may have written nothing else.
        for (change, standing) in &self.changes {
            if let (None, Some(standing)) = (&change.opened, standing) {
                advance(to, change, standing)?;
            }
        }
        for (change, standing) in &self.changes {
            if let (Some(opened), Some(standing)) = (&change.opened, standing) {
                open(to, opened, standing)?;
            }
        }
        for (change, _) in &self.changes {
            for step in &change.steps {
                step::insert(to, &change.execution, step)?;
            }
            for attempt in &change.attempts {
                attempt::upsert(to, &change.execution, attempt)?;
            }
            for failure in &change.failures {
                failure::upsert(to, failure)?;
            }
        }
        for state in &self.states {
            node_state::upsert(to, state)?;
        }
        Ok(())
    }

    /// What the rows of its executions hold now.
    fn standing(self) -> Vec<(Arc<str>, Standing)> {
        let known = |(change, standing): (&Change, Option<Standing>)| {
            Some((change.execution.clone(), standing?))
        };
        self.changes.into_iter().filter_map(known).collect()
    }
}

/// The rows of an execution that is new.
fn open(to: &Connection, opened: &Opened, standing: &Standing) -> Result<()> {
    ran::upsert(to, &opened.document)?;
    execution::insert(to, &standing.id, &standing.head, standing.head_seal)?;
    start::insert(to, &opened.start, opened.start_seal)?;
    journal::insert(to, &standing.id, &standing.journal, standing.journal_seal)
}

/// The rows of an execution that goes on.
fn advance(to: &Connection, change: &Change, standing: &Standing) -> Result<()> {
    let with_head = change.status.is_some() || change.custom.is_some() || change.end.is_some();
    standing.write(to, change.first, with_head)?;
    match change.end {
        Some(_) => node_state::forget(to, &change.execution),
        None => Ok(()),
    }
}

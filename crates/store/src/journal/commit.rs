//! One transaction for a batch: a statement a table for what is new, one an execution for what changes. Everything is
//! put together and sealed before the lock is taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::SqliteConnection;

use super::change::{Change, gather};
use super::{Order, Refused, Standing};
use crate::statements::Statements;
use crate::table::node_state::StateRow;
use crate::table::{attempt, execution, failure, journal, node_state, ran, start, step};
use crate::writer::Writer;
use crate::{Error, Result};

/// Writes a batch and answers all who wait for it. What stops one execution stops no other.
pub(super) async fn commit(writer: &Writer, batch: Vec<Order>, commits: &AtomicU64) {
    let (broken, changes): (Vec<Change>, Vec<Change>) = gather(batch)
        .into_iter()
        .partition(|change| change.broken().is_some());
    for change in broken {
        let why = change.broken().unwrap_or_else(late);
        change.answer(Err(why));
    }
    match write(writer, &changes, commits).await {
        Ok(()) => changes.into_iter().for_each(|change| change.answer(Ok(()))),
        Err(error) if changes.len() == 1 || !concerns_one(&error) => {
            let why: Refused = Arc::new(error);
            for change in changes {
                change.answer(Err(why.clone()));
            }
        }
        // One of them is at fault: each is tried alone.
        Err(_) => {
            for change in changes {
                let written = write(writer, std::slice::from_ref(&change), commits).await;
                change.answer(written.map_err(Arc::new));
            }
        }
    }
}

fn late() -> Refused {
    Arc::new(Error::Late)
}

/// Whether an error may be that of one execution and not of the disk.
fn concerns_one(error: &Error) -> bool {
    match error {
        Error::Damaged { what, .. } => *what != "database",
        Error::Late | Error::Sqlite(_) => true,
        _ => false,
    }
}

async fn write(writer: &Writer, changes: &[Change], commits: &AtomicU64) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    if changes.iter().any(|change| change.gap) {
        return Err(Error::Late);
    }
    let mut rows = Rows::of(changes);
    let mut transaction = writer.begin().await?;
    if let Err(error) = rows.write(&mut transaction).await {
        return Err(transaction.fail(error).await);
    }
    transaction.commit().await?;
    commits.fetch_add(1, Ordering::Relaxed);
    rows.stand();
    Ok(())
}

/// The rows of a batch.
struct Rows<'c> {
    changes: Vec<(&'c Change, Option<Standing>)>,
    starts: Vec<(&'c start::Row, i64)>,
    states: Vec<StateRow<'c>>,
}

impl<'c> Rows<'c> {
    fn of(changes: &'c [Change]) -> Self {
        let opened = changes.iter().filter_map(|change| change.opened.as_ref());
        let running = changes.iter().filter(|change| change.end.is_none());
        Self {
            changes: changes
                .iter()
                .map(|change| (change, change.planned()))
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

    /// All of it is kept.
    fn stand(self) {
        for (change, standing) in self.changes {
            if let Some(standing) = standing {
                change.stands(standing);
            }
        }
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

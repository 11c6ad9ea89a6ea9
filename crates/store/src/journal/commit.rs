//! One transaction for a batch: a statement a table for what is new, one an execution for what changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{SqliteConnection, SqlitePool};

use super::change::{Change, gather};
use super::{Order, Refused};
use crate::table::{attempt, execution, journal, node_state, start};
use crate::{Error, Result};

/// Writes a batch and answers all who wait for it. What stops one execution stops no other.
pub(super) async fn commit(writer: &SqlitePool, batch: Vec<Order>, commits: &AtomicU64) {
    let (broken, changes): (Vec<Change>, Vec<Change>) = gather(batch)
        .into_iter()
        .partition(|change| change.broken().is_some());
    for change in broken {
        let why = change.broken().unwrap_or_else(late);
        change.answer(Err(why));
    }
    match write(writer, &changes, commits).await {
        Ok(()) => changes.into_iter().for_each(|change| change.answer(Ok(()))),
        Err(error) if changes.len() == 1 => {
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

async fn write(writer: &SqlitePool, changes: &[Change], commits: &AtomicU64) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    write_all(&mut transaction, changes).await?;
    transaction.commit().await?;
    commits.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

async fn write_all(connection: &mut SqliteConnection, changes: &[Change]) -> Result<()> {
    if changes.iter().any(|change| change.gap) {
        return Err(Error::Late);
    }
    open(connection, changes).await?;
    for change in changes.iter().filter(|change| change.opening.is_none()) {
        advance(connection, change).await?;
    }
    let steps: Vec<_> = all(changes, |change| &change.steps).collect();
    execution::insert_steps(connection, &steps).await?;
    let attempts: Vec<_> = all(changes, |change| &change.attempts).collect();
    attempt::insert(connection, &attempts).await?;
    let running = changes.iter().filter(|change| change.end.is_none());
    let states: Vec<(&str, &str, &str)> = running
        .flat_map(|change| {
            let states = change.states.iter();
            states.map(|(node, state)| (&*change.execution, node.as_str(), state.as_str()))
        })
        .collect();
    node_state::upsert(connection, &states).await?;
    for change in changes {
        conclude(connection, change).await?;
    }
    Ok(())
}

fn all<'c, T: 'c>(
    changes: &'c [Change],
    of: impl Fn(&'c Change) -> &'c Vec<T> + Copy,
) -> impl Iterator<Item = (&'c str, &'c T)> {
    changes
        .iter()
        .flat_map(move |change| of(change).iter().map(|one| (&*change.execution, one)))
}

/// The rows of executions that are new.
async fn open(connection: &mut SqliteConnection, changes: &[Change]) -> Result<()> {
    let new = changes.iter().filter(|change| change.opening.is_some());
    let rows: Vec<_> = new
        .clone()
        .filter_map(|change| {
            let opening = change.opening.as_deref()?;
            Some((
                &opening.execution,
                change.status.map(|(status, _)| status),
                change.end.as_deref(),
            ))
        })
        .collect();
    execution::insert_many(connection, &rows).await?;
    let openings: Vec<_> = new
        .clone()
        .filter_map(|change| change.opening.as_deref())
        .collect();
    start::insert(connection, &openings).await?;
    let heads: Vec<_> = new
        .filter_map(|change| {
            Some(journal::Head {
                execution: &change.execution,
                executor: &change.opening.as_deref()?.executor,
                seq: change.next,
                until_ms: change.status.and_then(|(_, until)| until),
                frontier: match change.end {
                    Some(_) => "",
                    None => change.frontier.as_deref().unwrap_or_default(),
                },
            })
        })
        .collect();
    journal::insert(connection, &heads).await
}

/// The rows of an execution that goes on.
async fn advance(connection: &mut SqliteConnection, change: &Change) -> Result<()> {
    let frontier = match change.end {
        Some(_) => Some(""),
        None => change.frontier.as_deref(),
    };
    journal::advance(
        connection,
        &change.execution,
        change.first,
        change.next,
        frontier,
        change.status.map(|(_, until)| until),
    )
    .await?;
    match (&change.end, change.status) {
        (Some(end), _) => {
            execution::end(connection, &change.execution, end).await?;
            node_state::forget(connection, &change.execution).await
        }
        (None, Some((status, _))) => {
            execution::set_status(connection, &change.execution, status).await
        }
        (None, None) => Ok(()),
    }
}

/// Attempts that ended with their steps.
async fn conclude(connection: &mut SqliteConnection, change: &Change) -> Result<()> {
    for (step, error) in &change.concluded {
        attempt::conclude(connection, &change.execution, *step, error.as_ref()).await?;
    }
    Ok(())
}

//! How far the journal of an execution is: who runs it, the number of the next append, what is left to run.
//!
//! Beside the execution's own row, which is large and hardly ever changes.

use model::{Execution, ExecutionStatus, Review, RunError};
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::WORKSPACE;
use super::execution::{self, json, parse};
use super::{attempt, node_state};
use crate::journal::End;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE journal (
        execution TEXT PRIMARY KEY REFERENCES execution (id) ON DELETE CASCADE,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        executor TEXT NOT NULL,
        seq INTEGER NOT NULL,
        frontier TEXT NOT NULL,
        until_ms INTEGER,
        review TEXT,
        skips INTEGER
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX execution_open ON execution (id)
     WHERE status NOT IN ('success', 'failed', 'canceled')",
];

/// An execution that has not ended, as the journal knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Id.
    pub execution: String,
    /// The program that runs it, or did.
    pub executor: String,
    /// Number of the next append.
    pub seq: i64,
    /// How it is.
    pub status: ExecutionStatus,
    /// What is left to run, as the engine wrote it.
    pub frontier: String,
    /// Until when it waits, UTC milliseconds.
    pub until_ms: Option<i64>,
    /// The step that a person decided to skip.
    pub skips: Option<u32>,
    /// The execution that called it.
    pub parent: Option<String>,
}

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
    /// A person has to decide.
    Review(Review),
    /// It ends here.
    End(End, Option<Cut>),
}

impl Store {
    /// The executions that have not ended, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfinished(&self) -> Result<Vec<Unfinished>> {
        self.read_unfinished(None).await
    }

    /// An execution that has not ended; none if it has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfinished_one(&self, execution: &str) -> Result<Option<Unfinished>> {
        let found = self.read_unfinished(Some(execution)).await?;
        Ok(found.into_iter().next())
    }

    async fn read_unfinished(&self, only: Option<&str>) -> Result<Vec<Unfinished>> {
        // The condition is written as the index has it, or the index is not used.
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT execution.id, executor, seq, status, frontier, until_ms, skips, parent
             FROM execution JOIN journal ON journal.execution = execution.id
             WHERE status NOT IN ('success', 'failed', 'canceled')",
        );
        if let Some(id) = only {
            query.push(" AND execution.id = ").push_bind(id);
        }
        query.push(" ORDER BY execution.id");
        let rows = query.build().fetch_all(&self.reader).await?;
        let one = |row: &sqlx::sqlite::SqliteRow| {
            let execution: String = row.get(0);
            Ok(Unfinished {
                executor: row.get(1),
                seq: row.get(2),
                status: execution::from_word(row.get(3), &execution)?,
                frontier: row.get(4),
                until_ms: row.get(5),
                skips: row.get(6),
                parent: row.get(7),
                execution,
            })
        };
        rows.iter().map(one).collect()
    }

    /// Settles what happens to an execution, if nothing was appended to it since `seq`; gives the number of the next
    /// append.
    ///
    /// # Errors
    /// [`Error::Late`] when somebody else was faster; or when the database fails.
    pub async fn settle(&self, execution: &str, seq: i64, settle: &Settle) -> Result<i64> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let next = seq + 1;
        advance(&mut transaction, execution, seq, next, None, None).await?;
        match settle {
            Settle::TakeUp {
                executor,
                cut,
                skip,
            } => {
                sqlx::query(
                    "UPDATE journal SET executor = ?, review = NULL, skips = coalesce(?, skips) WHERE execution = ?",
                )
                .bind(executor)
                .bind(*skip)
                .bind(execution)
                .execute(&mut *transaction)
                .await?;
                give_up(&mut transaction, execution, cut.as_ref()).await?;
                execution::set_status(&mut transaction, execution, ExecutionStatus::Running)
                    .await?;
            }
            Settle::Review(review) => {
                sqlx::query("UPDATE journal SET review = ? WHERE execution = ?")
                    .bind(json(review))
                    .bind(execution)
                    .execute(&mut *transaction)
                    .await?;
                let status = ExecutionStatus::NeedsReview;
                execution::set_status(&mut transaction, execution, status).await?;
            }
            Settle::End(end, cut) => {
                sqlx::query("UPDATE journal SET frontier = '', review = NULL WHERE execution = ?")
                    .bind(execution)
                    .execute(&mut *transaction)
                    .await?;
                give_up(&mut transaction, execution, cut.as_ref()).await?;
                execution::end(&mut transaction, execution, end).await?;
                node_state::forget(&mut transaction, execution).await?;
            }
        }
        transaction.commit().await?;
        Ok(next)
    }

    /// The executions that need review, the longest waiting first, and how many there are.
    ///
    /// # Errors
    /// When the database fails, or one is damaged.
    pub async fn in_review(&self, most: u32) -> Result<(u32, Vec<(Execution, Review)>)> {
        let total: u32 = sqlx::query(
            "SELECT count(*) FROM execution
             WHERE status NOT IN ('success', 'failed', 'canceled') AND status = 'needsReview'",
        )
        .fetch_one(&self.reader)
        .await?
        .get(0);
        let rows = sqlx::query(
            "SELECT execution.id, workflow, name, mode, started_ms, review
             FROM execution JOIN journal ON journal.execution = execution.id
             WHERE status NOT IN ('success', 'failed', 'canceled') AND status = 'needsReview'
               AND review IS NOT NULL
             ORDER BY execution.id LIMIT ?",
        )
        .bind(most)
        .fetch_all(&self.reader)
        .await?;
        let one = |row: &sqlx::sqlite::SqliteRow| {
            let id: String = row.get(0);
            let workflow = model::Workflow {
                id: row.get(1),
                name: row.get(2),
                ..model::Workflow::default()
            };
            let execution = Execution {
                workflow: workflow.into(),
                mode: execution::from_word(row.get(3), &id)?,
                status: ExecutionStatus::NeedsReview,
                started_ms: row.get(4),
                id,
                ..Execution::default()
            };
            let review = parse(row.get(5), &execution.id)?;
            Ok((execution, review))
        };
        Ok((total, rows.iter().map(one).collect::<Result<_>>()?))
    }
}

async fn give_up(
    connection: &mut SqliteConnection,
    execution: &str,
    cut: Option<&Cut>,
) -> Result<()> {
    match cut {
        Some(cut) => attempt::conclude(connection, execution, cut.step, Some(&cut.error)).await,
        None => Ok(()),
    }
}

/// The head of a new journal.
pub(crate) struct Head<'h> {
    pub execution: &'h str,
    pub executor: &'h str,
    pub seq: i64,
    pub until_ms: Option<i64>,
    pub frontier: &'h str,
}

pub(crate) async fn insert(connection: &mut SqliteConnection, heads: &[Head<'_>]) -> Result<()> {
    for some in heads.chunks(1000) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
            "INSERT INTO journal (execution, workspace, owner, executor, seq, frontier, until_ms) ",
        );
        query.push_values(some, |mut row, head| {
            row.push_bind(head.execution)
                .push_bind(WORKSPACE)
                .push_bind(WORKSPACE)
                .push_bind(head.executor)
                .push_bind(head.seq)
                .push_bind(head.frontier)
                .push_bind(head.until_ms);
        });
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// Goes on from one number to another; refuses who comes late.
pub(crate) async fn advance(
    connection: &mut SqliteConnection,
    execution: &str,
    from: i64,
    to: i64,
    frontier: Option<&str>,
    until_ms: Option<Option<i64>>,
) -> Result<()> {
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("UPDATE journal SET seq = ");
    query.push_bind(to);
    if let Some(frontier) = frontier {
        query.push(", frontier = ").push_bind(frontier);
    }
    if let Some(until_ms) = until_ms {
        query.push(", until_ms = ").push_bind(until_ms);
    }
    query.push(" WHERE execution = ").push_bind(execution);
    query.push(" AND seq = ").push_bind(from);
    match query.build().execute(connection).await?.rows_affected() {
        0 => Err(Error::Late),
        _ => Ok(()),
    }
}

//! Attempts of steps that are not pure, and every attempt that failed: started, then completed or failed.
//!
//! An attempt that is neither was cut off: whether it did what it does is not known.

use model::{Effect, RunError};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::WORKSPACE;
use super::execution::{from_word, json, parse, word};
use crate::{Result, Store};

pub(crate) const TABLES: &[&str] = &["CREATE TABLE attempt (
        execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        node TEXT NOT NULL,
        name TEXT NOT NULL,
        run INTEGER NOT NULL,
        key TEXT NOT NULL,
        effect TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('started', 'completed', 'failed')),
        started_ms INTEGER NOT NULL,
        error TEXT,
        waited_ms INTEGER NOT NULL,
        PRIMARY KEY (execution, step, attempt)
    ) STRICT, WITHOUT ROWID"];

/// How far an attempt is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AttemptStatus {
    /// It began.
    #[default]
    Started,
    /// It did what it does.
    Completed,
    /// It failed, or was cut off and given up.
    Failed,
}

/// An attempt of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptAttempt {
    /// Number of the step.
    pub step: u32,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The node.
    pub node: String,
    /// Its name.
    pub name: String,
    /// Which run of the node.
    pub run: u32,
    /// What the other side knows it by; the same for all attempts of the step.
    pub key: String,
    /// Whether it may be repeated.
    pub effect: Effect,
    /// How far it is.
    pub status: AttemptStatus,
    /// Begin, UTC milliseconds.
    pub started_ms: i64,
    /// What went wrong.
    pub error: Option<RunError>,
    /// How long was waited before the next one, in milliseconds.
    pub waited_ms: u64,
}

impl Store {
    /// The attempts of an execution, in order.
    ///
    /// # Errors
    /// When the database fails, or one is damaged.
    pub async fn attempts(&self, execution: &str) -> Result<Vec<KeptAttempt>> {
        let rows = sqlx::query(
            "SELECT step, attempt, node, name, run, key, effect, status, started_ms, error, waited_ms
             FROM attempt WHERE execution = ? ORDER BY step, attempt",
        )
        .bind(execution)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(|row| read(row, execution)).collect()
    }
}

fn read(row: &SqliteRow, execution: &str) -> Result<KeptAttempt> {
    let error: Option<&str> = row.get(9);
    Ok(KeptAttempt {
        step: row.get(0),
        attempt: row.get(1),
        node: row.get(2),
        name: row.get(3),
        run: row.get(4),
        key: row.get(5),
        effect: from_word(row.get(6), execution)?,
        status: from_word(row.get(7), execution)?,
        started_ms: row.get(8),
        error: error.map(|text| parse(text, execution)).transpose()?,
        waited_ms: row.get::<i64, _>(10).unsigned_abs(),
    })
}

pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    attempts: &[(&str, &KeptAttempt)],
) -> Result<()> {
    for some in attempts.chunks(1000) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
            "INSERT INTO attempt (execution, step, attempt, workspace, owner, node, name, run, key, effect, status,
                 started_ms, error, waited_ms) ",
        );
        query.push_values(some, |mut row, (execution, attempt)| {
            row.push_bind(*execution)
                .push_bind(attempt.step)
                .push_bind(attempt.attempt)
                .push_bind(WORKSPACE)
                .push_bind(WORKSPACE)
                .push_bind(&attempt.node)
                .push_bind(&attempt.name)
                .push_bind(attempt.run)
                .push_bind(&attempt.key)
                .push_bind(word(&attempt.effect))
                .push_bind(word(&attempt.status))
                .push_bind(attempt.started_ms)
                .push_bind(attempt.error.as_ref().map(json))
                .push_bind(i64::try_from(attempt.waited_ms).unwrap_or(i64::MAX));
        });
        // A pure step's attempt is written when it fails, one of another step when it begins.
        query.push(
            " ON CONFLICT (execution, step, attempt) DO UPDATE SET
                 status = excluded.status, error = excluded.error, waited_ms = excluded.waited_ms",
        );
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// The attempt of a step that was under way has ended with it.
pub(crate) async fn conclude(
    connection: &mut SqliteConnection,
    execution: &str,
    step: u32,
    error: Option<&RunError>,
) -> Result<()> {
    let status = match error {
        None => AttemptStatus::Completed,
        Some(_) => AttemptStatus::Failed,
    };
    sqlx::query(
        "UPDATE attempt SET status = ?, error = ? WHERE execution = ? AND step = ? AND status = 'started'",
    )
    .bind(word(&status))
    .bind(error.map(json))
    .bind(execution)
    .bind(step)
    .execute(connection)
    .await?;
    Ok(())
}

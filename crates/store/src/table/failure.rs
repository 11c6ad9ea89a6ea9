//! The error history: every attempt that failed, and what was done about it. It outlives the executions that it tells of
//! and has a budget of its own.
//!
//! Rows are written in the transaction of what they tell of. They hold a sentence and no data: what went through the step
//! is in its execution, as long as that is kept.

use model::{Recovery, RunError};
use rusqlite::{Connection, params};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::WORKSPACE;
use super::attempt::KeptAttempt;
use super::words::{from_word, word};
use crate::direct::execute;
use crate::seal::Sealed;
use crate::{Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE failure (
        execution TEXT NOT NULL,
        step INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        workflow TEXT NOT NULL,
        workflow_name TEXT NOT NULL,
        node TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        http_status INTEGER,
        recovery TEXT NOT NULL,
        waited_ms INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (execution, step, attempt)
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX failure_by_time ON failure (workspace, at_ms)",
];

pub(crate) const FAILURE: Sealed = Sealed {
    table: "failure",
    what: "entry of the error history",
    key: &["execution", "step", "attempt"],
    rest: &[
        "workspace",
        "owner",
        "workflow",
        "workflow_name",
        "node",
        "name",
        "kind",
        "code",
        "message",
        "http_status",
        "recovery",
        "waited_ms",
        "at_ms",
    ],
    seal: "seal",
};

/// How many entries the error history keeps: the newest.
pub const MOST_FAILURES: u32 = 10_000;

/// Longest sentence that is kept, in characters: with it the whole history stays below 10 MB.
const LONGEST: usize = 500;

/// The number of the step where it was none, but the execution itself that failed.
const NO_STEP: i64 = -1;

/// An attempt that failed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptFailure {
    /// The execution, which may be gone.
    pub execution: String,
    /// Number of the step; none where the execution itself failed.
    pub step: Option<u32>,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The workflow; empty where it ran from a file.
    pub workflow: String,
    /// Its name at the time.
    pub workflow_name: String,
    /// The node; empty where the execution itself failed, as are the next two.
    pub node: String,
    /// Its name at the time.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// What went wrong: code, sentence and status, nothing else.
    pub error: RunError,
    /// What was done about it.
    pub recovery: Recovery,
    /// How long was waited before the next attempt, in milliseconds.
    pub waited_ms: u64,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

impl KeptFailure {
    /// That of an attempt, unless it went well; it is not said of which execution.
    pub(crate) fn of(attempt: &KeptAttempt, recovery: Recovery) -> Option<Self> {
        Some(Self {
            step: Some(attempt.step),
            attempt: attempt.attempt,
            node: attempt.node.to_string(),
            name: attempt.name.to_string(),
            error: attempt.error.clone()?,
            recovery,
            waited_ms: attempt.waited_ms,
            at_ms: attempt.started_ms,
            ..Self::default()
        })
    }
}

/// A failure as its row holds it, sealed.
#[derive(Debug)]
pub(crate) struct FailureRow {
    kept: KeptFailure,
    step: i64,
    message: String,
    recovery: String,
    waited_ms: i64,
    seal: i64,
}

impl FailureRow {
    pub fn of(kept: KeptFailure) -> Self {
        let mut row = Self {
            step: kept.step.map_or(NO_STEP, i64::from),
            message: kept.error.message.chars().take(LONGEST).collect(),
            recovery: word(&kept.recovery),
            waited_ms: i64::try_from(kept.waited_ms).unwrap_or(i64::MAX),
            kept,
            seal: 0,
        };
        let kept = &row.kept;
        row.seal = FAILURE.of(&[
            (&kept.execution).into(),
            row.step.into(),
            i64::from(kept.attempt).into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            (&kept.workflow).into(),
            (&kept.workflow_name).into(),
            (&kept.node).into(),
            (&kept.name).into(),
            (&kept.kind).into(),
            kept.error.code.as_str().into(),
            (&row.message).into(),
            kept.error.http_status.map(i64::from).into(),
            (&row.recovery).into(),
            row.waited_ms.into(),
            kept.at_ms.into(),
        ]);
        row
    }
}

/// What the error history holds of a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FailureList {
    /// The entries, newest first; beside each whether its execution is still kept.
    pub entries: Vec<(KeptFailure, bool)>,
    /// How many entries are damaged and not among them.
    pub damaged: u32,
}

impl Store {
    /// The error history since a time, UTC milliseconds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failures(&self, since_ms: i64) -> Result<FailureList> {
        let text = format!(
            "SELECT {}, EXISTS (SELECT 1 FROM execution WHERE id = failure.execution) AS there
             FROM failure WHERE workspace = ? AND at_ms >= ? ORDER BY at_ms DESC, execution DESC, step DESC, attempt DESC",
            FAILURE.columns()
        );
        let rows = sqlx::query(AssertSqlSafe(text))
            .bind(WORKSPACE)
            .bind(since_ms)
            .fetch_all(&self.reader)
            .await?;
        let mut list = FailureList::default();
        for row in &rows {
            match read(row) {
                Ok(kept) => list.entries.push((kept, row.get("there"))),
                // It hides none of the others.
                Err(_) => list.damaged += 1,
            }
        }
        Ok(list)
    }

    /// Removes the oldest entries of the error history, so that it stays within its budget; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn thin_out_failures(&self, most: u32) -> Result<u64> {
        let oldest =
            "SELECT at_ms FROM failure WHERE workspace = ? ORDER BY at_ms DESC LIMIT 1 OFFSET ?";
        let oldest = sqlx::query(oldest)
            .bind(WORKSPACE)
            .bind(i64::from(most))
            .fetch_optional(&self.reader)
            .await?;
        let Some(oldest) = oldest else { return Ok(0) };
        let mut change = self.writer.begin().await?;
        // Those of the same millisecond go together: a few less are kept then.
        let done = sqlx::query("DELETE FROM failure WHERE workspace = ? AND at_ms <= ?")
            .bind(WORKSPACE)
            .bind(oldest.get::<i64, _>(0))
            .execute(&mut *change)
            .await?;
        change.commit().await?;
        Ok(done.rows_affected())
    }
}

fn read(row: &SqliteRow) -> Result<KeptFailure> {
    FAILURE.assert_fits(row)?;
    let execution: String = row.get("execution");
    let code: &str = row.get("code");
    let mut error = RunError::new(code, row.get::<String, _>("message"));
    error.http_status = row.get("http_status");
    Ok(KeptFailure {
        step: u32::try_from(row.get::<i64, _>("step")).ok(),
        attempt: row.get("attempt"),
        workflow: row.get("workflow"),
        workflow_name: row.get("workflow_name"),
        node: row.get("node"),
        name: row.get("name"),
        kind: row.get("kind"),
        error,
        recovery: from_word(row.get("recovery"), &execution)?,
        waited_ms: row.get::<i64, _>("waited_ms").unsigned_abs(),
        at_ms: row.get("at_ms"),
        execution,
    })
}

/// Writes an entry; one that is there already says from now on what was done about it at last.
pub(crate) fn upsert(to: &Connection, failure: &FailureRow) -> Result<()> {
    let text = "INSERT OR REPLACE INTO failure (execution, step, attempt, workspace, owner, workflow, workflow_name, node,
             name, kind, code, message, http_status, recovery, waited_ms, at_ms, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let kept = &failure.kept;
    let values = params![
        kept.execution,
        failure.step,
        kept.attempt,
        WORKSPACE,
        WORKSPACE,
        kept.workflow,
        kept.workflow_name,
        kept.node,
        kept.name,
        kept.kind,
        kept.error.code.as_str(),
        failure.message,
        kept.error.http_status,
        failure.recovery,
        failure.waited_ms,
        kept.at_ms,
        failure.seal
    ];
    execute(to, text, values)
}

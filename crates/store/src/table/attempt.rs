//! Attempts of steps that are not pure, and every attempt that failed: started, then completed or failed.
//!
//! An attempt that is neither was cut off: whether it did what it does is not known.

use model::{Effect, NodeId, RunError};
use rusqlite::{Connection, params};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};
use value::Text;

use super::WORKSPACE;
use super::journal;
use super::words::{from_word, json, parse, word};
use crate::direct::execute;
use crate::seal::Sealed;
use crate::{Error, Result, Store};

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

pub(crate) const ATTEMPT: Sealed = Sealed {
    table: "attempt",
    what: "attempt",
    key: &["execution", "step", "attempt"],
    rest: &[
        "workspace",
        "owner",
        "node",
        "name",
        "run",
        "key",
        "effect",
        "status",
        "started_ms",
        "error",
        "waited_ms",
    ],
    seal: "seal",
};

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
    pub node: NodeId,
    /// Its name.
    pub name: Text,
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

/// An attempt as its row holds it, sealed.
#[derive(Debug)]
pub(crate) struct AttemptRow {
    pub kept: KeptAttempt,
    error: Option<String>,
    waited_ms: i64,
    seal: i64,
}

impl AttemptRow {
    pub fn of(execution: &str, kept: KeptAttempt) -> Self {
        let error = kept.error.as_ref().map(json);
        let waited_ms = i64::try_from(kept.waited_ms).unwrap_or(i64::MAX);
        let seal = ATTEMPT.of(&[
            execution.into(),
            i64::from(kept.step).into(),
            i64::from(kept.attempt).into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            kept.node.as_str().into(),
            kept.name.as_str().into(),
            i64::from(kept.run).into(),
            (&kept.key).into(),
            (&word(&kept.effect)).into(),
            (&word(&kept.status)).into(),
            kept.started_ms.into(),
            error.as_ref().into(),
            waited_ms.into(),
        ]);
        Self {
            kept,
            error,
            waited_ms,
            seal,
        }
    }
}

impl KeptAttempt {
    /// It has ended with its step: as well as that.
    pub(crate) fn concluded(self, error: Option<RunError>) -> Self {
        let status = match error {
            None => AttemptStatus::Completed,
            Some(_) => AttemptStatus::Failed,
        };
        Self {
            status,
            error,
            ..self
        }
    }
}

impl Store {
    /// The attempts of an execution, in order.
    ///
    /// # Errors
    /// When the database fails, or one is damaged or missing: one that began may have done something.
    pub async fn attempts(&self, execution: &str) -> Result<Vec<KeptAttempt>> {
        self.assert_sure(ATTEMPT.table)?;
        let mut reading = self.reader.begin().await?;
        let attempts = find(&mut reading, execution).await?;
        let journal = journal::find(&mut reading, execution).await?;
        drop(reading);
        let found = attempts
            .iter()
            .rfind(|attempt| attempt.status == AttemptStatus::Started)
            .map(|attempt| i64::from(attempt.step));
        match journal {
            Some(journal) if journal.under_way != found => Err(Error::damaged(
                "execution",
                execution,
                "what is known of its last attempt does not fit together",
            )),
            Some(_) => Ok(attempts),
            None => self.assert_sure("journal").map(|()| attempts),
        }
    }
}

async fn find(connection: &mut SqliteConnection, execution: &str) -> Result<Vec<KeptAttempt>> {
    let text = format!(
        "SELECT {} FROM attempt WHERE execution = ? ORDER BY step, attempt",
        ATTEMPT.columns()
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(execution)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| read(row, execution)).collect()
}

fn read(row: &SqliteRow, execution: &str) -> Result<KeptAttempt> {
    ATTEMPT.assert_of(row, execution)?;
    let error: Option<&str> = row.get("error");
    Ok(KeptAttempt {
        step: row.get("step"),
        attempt: row.get("attempt"),
        node: row.get::<&str, _>("node").into(),
        name: row.get::<&str, _>("name").into(),
        run: row.get("run"),
        key: row.get("key"),
        effect: from_word(row.get("effect"), execution)?,
        status: from_word(row.get("status"), execution)?,
        started_ms: row.get("started_ms"),
        error: error.map(|text| parse(text, execution)).transpose()?,
        waited_ms: row.get::<i64, _>("waited_ms").unsigned_abs(),
    })
}

/// The row of an attempt: a pure step's is written when it fails, one of another step when it begins and when it has
/// ended.
pub(crate) fn upsert(to: &Connection, execution: &str, attempt: &AttemptRow) -> Result<()> {
    // The seal is that of the whole row as it was handed in: what was damaged meanwhile does not fit it.
    let text = "INSERT INTO attempt (execution, step, attempt, workspace, owner, node, name, run, key, effect, status,
             started_ms, error, waited_ms, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (execution, step, attempt) DO UPDATE SET status = excluded.status, error = excluded.error,
             waited_ms = excluded.waited_ms, seal = excluded.seal";
    let kept = &attempt.kept;
    let values = params![
        execution,
        kept.step,
        kept.attempt,
        WORKSPACE,
        WORKSPACE,
        kept.node.as_str(),
        kept.name.as_str(),
        kept.run,
        kept.key,
        word(&kept.effect),
        word(&kept.status),
        kept.started_ms,
        attempt.error,
        attempt.waited_ms,
        attempt.seal
    ];
    execute(to, text, values)
}

/// The attempts of a step that were under way, given up because of an error.
pub(crate) async fn give_up(
    connection: &mut SqliteConnection,
    execution: &str,
    step: u32,
    error: &RunError,
) -> Result<Vec<AttemptRow>> {
    let attempts = find(connection, execution).await?;
    let under_way = attempts
        .into_iter()
        .filter(|attempt| attempt.step == step && attempt.status == AttemptStatus::Started);
    let given_up =
        under_way.map(|attempt| AttemptRow::of(execution, attempt.concluded(Some(error.clone()))));
    Ok(given_up.collect())
}

//! Executions with their steps and what those put out.
//!
//! A step is written whole when it has ended; a final status never changes, which the database itself enforces.

use std::sync::Arc;

use model::{Execution, ExecutionStatus, Mode, RunError};
use rusqlite::{Connection, params};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::WORKSPACE;
use super::execution_list::summary;
use super::journal::{self, JOURNAL};
use super::ran;
use super::start::{self, START};
use super::step::{self, STEP};
use super::words::{from_word, json, parse, word};
use crate::direct::{change_row, execute};
use crate::seal::Sealed;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE execution (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        workflow TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        mode TEXT NOT NULL,
        status TEXT NOT NULL,
        started_ms INTEGER NOT NULL,
        ended_ms INTEGER,
        error TEXT,
        custom TEXT NOT NULL,
        parent TEXT
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX execution_by_time ON execution (workspace, started_ms)",
    "CREATE INDEX execution_by_workflow ON execution (workflow, started_ms)",
    "CREATE TRIGGER execution_final BEFORE UPDATE OF status ON execution
     WHEN OLD.status IN ('success', 'failed', 'canceled') AND NEW.status <> OLD.status
     BEGIN SELECT RAISE(ABORT, 'a final status never changes'); END",
    "CREATE TABLE step (
        execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        node TEXT NOT NULL,
        name TEXT NOT NULL,
        status TEXT NOT NULL,
        detail TEXT NOT NULL,
        outputs TEXT NOT NULL,
        PRIMARY KEY (execution, number)
    ) STRICT, WITHOUT ROWID",
];

/// An execution; what it ran is in a table of its own.
pub(crate) const EXECUTION: Sealed = Sealed {
    table: "execution",
    what: "execution",
    key: &["id"],
    rest: &[
        "workspace",
        "owner",
        "workflow",
        "name",
        "mode",
        "status",
        "started_ms",
        "ended_ms",
        "error",
        "custom",
        "parent",
        "ran",
    ],
    seal: "seal",
};

impl Store {
    /// An execution with its steps.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn execution(&self, id: &str) -> Result<Execution> {
        // At one moment: the journal says how many steps there must be.
        let mut reading = self.reader.begin().await?;
        let text = format!("SELECT {} FROM execution WHERE id = ?", EXECUTION.columns());
        let row = sqlx::query(AssertSqlSafe(text))
            .bind(id)
            .fetch_optional(&mut *reading)
            .await?
            .ok_or_else(|| Error::missing("execution", id))?;
        EXECUTION.assert_of(&row, id)?;
        let summary = summary(&row)?;
        let workflow = ran::read(&mut reading, row.get("ran"), id).await?;
        let text = format!(
            "SELECT {} FROM step WHERE execution = ? ORDER BY number",
            STEP.columns()
        );
        let steps = sqlx::query(AssertSqlSafe(text))
            .bind(id)
            .fetch_all(&mut *reading)
            .await?;
        let journal = journal::find(&mut reading, id).await?;
        let start = start::find(&mut reading, id).await?;
        drop(reading);
        self.assert_complete(id, steps.len(), journal.as_ref(), start.as_ref())?;
        let review = journal.and_then(|journal| journal.review);
        Ok(Execution {
            id: summary.id,
            workflow: Arc::new(workflow),
            mode: summary.mode,
            status: summary.status,
            started_ms: summary.started_ms,
            ended_ms: summary.ended_ms,
            steps: steps
                .iter()
                .map(|row| step::read(row, id, &self.outputs))
                .collect::<Result<_>>()?,
            error: summary.error,
            custom: parse(row.get("custom"), id)?,
            parent: row.get("parent"),
            repeats: start.and_then(|start| start.repeats),
            review: review.map(|text| parse(&text, id)).transpose()?,
        })
    }

    /// Refuses an execution of which something is not there, or may only be hidden.
    fn assert_complete(
        &self,
        id: &str,
        steps: usize,
        journal: Option<&journal::Row>,
        start: Option<&start::Row>,
    ) -> Result<()> {
        match journal {
            Some(journal) if journal.steps != steps as i64 => {
                return Err(Error::damaged("execution", id, "steps of it are missing"));
            }
            Some(_) => {}
            // How many steps it had is written nowhere: one that is hidden would not be missed.
            None => {
                self.assert_sure(STEP.table)?;
                self.assert_sure(JOURNAL.table)?;
            }
        }
        match start {
            Some(_) => Ok(()),
            None => self.assert_sure(START.table),
        }
    }

    /// Adds to what is said of how an execution ended: why its error workflow did not begin, which is settled with it.
    ///
    /// # Errors
    /// When the database fails, or the execution is damaged.
    pub async fn explain_end(&self, id: &str, error: &RunError) -> Result<()> {
        let key = [id.into()];
        let mut change = self.writer.begin().await?;
        EXECUTION.assert_at(&mut change, &key).await?;
        sqlx::query("UPDATE execution SET error = ? WHERE id = ? AND ended_ms IS NOT NULL")
            .bind(json(error))
            .bind(id)
            .execute(&mut *change)
            .await?;
        EXECUTION.seal(&mut change, &key).await?;
        journal::settle_error(&mut change, id).await?;
        change.commit().await
    }

    /// The execution that called another.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn caller_of(&self, id: &str) -> Result<Option<String>> {
        let row = sqlx::query("SELECT parent FROM execution WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.reader)
            .await?;
        Ok(row.and_then(|row| row.get(0)))
    }

    /// Removes an execution that has ended, or that is damaged and can never end, with its steps.
    ///
    /// # Errors
    /// When there is none that has ended.
    pub async fn delete_execution(&self, id: &str) -> Result<()> {
        let key = [id.into()];
        let mut change = self.writer.begin().await?;
        let whole = EXECUTION.fits_at(&mut change, &key).await?
            && JOURNAL.fits_at(&mut change, &key).await?
            && ran::find(&mut change, id).await?.is_some();
        if !remove(&mut change, id, !whole).await? {
            change.give_up().await;
            return Err(Error::missing("execution", id));
        }
        change.commit().await
    }
}

/// Removes the row of an execution that has ended, or of any, and with it all that belongs to it; whether there was one.
pub(crate) async fn remove(connection: &mut SqliteConnection, id: &str, any: bool) -> Result<bool> {
    let text = "DELETE FROM execution WHERE id = ? AND (ended_ms IS NOT NULL OR ?) RETURNING ran, workflow";
    let gone = sqlx::query(text)
        .bind(id)
        .bind(any)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = gone else { return Ok(false) };
    match any {
        true => ran::forget_unused(connection).await?,
        false => ran::forget(connection, row.try_get("ran")?, row.try_get("workflow")?).await?,
    }
    Ok(true)
}

/// An execution's row.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub workflow: String,
    pub name: String,
    pub mode: Mode,
    pub status: ExecutionStatus,
    pub started_ms: i64,
    pub ended_ms: Option<i64>,
    pub error: Option<String>,
    pub custom: String,
    pub parent: Option<String>,
    /// The hash of what it runs.
    pub ran: String,
}

impl Head {
    pub fn of(execution: &Execution, ran: &str) -> Self {
        Self {
            workflow: execution.workflow.id.clone(),
            name: execution.workflow.name.clone(),
            mode: execution.mode,
            status: execution.status,
            started_ms: execution.started_ms,
            ended_ms: execution.ended_ms,
            error: execution.error.as_ref().map(json),
            custom: json(&execution.custom),
            parent: execution.parent.clone(),
            ran: ran.to_owned(),
        }
    }

    /// From a row that is checked.
    pub fn read(row: &SqliteRow) -> Result<Self> {
        EXECUTION.assert_fits(row)?;
        let id: String = row.get("id");
        Ok(Self {
            workflow: row.get("workflow"),
            name: row.get("name"),
            mode: from_word(row.get("mode"), &id)?,
            status: from_word(row.get("status"), &id)?,
            started_ms: row.get("started_ms"),
            ended_ms: row.get("ended_ms"),
            error: row.get("error"),
            custom: row.get("custom"),
            parent: row.get("parent"),
            ran: row.get("ran"),
        })
    }

    pub fn seal(&self, id: &str) -> i64 {
        EXECUTION.of(&[
            id.into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            (&self.workflow).into(),
            (&self.name).into(),
            (&word(&self.mode)).into(),
            (&word(&self.status)).into(),
            self.started_ms.into(),
            self.ended_ms.into(),
            self.error.as_ref().into(),
            (&self.custom).into(),
            self.parent.as_ref().into(),
            (&self.ran).into(),
        ])
    }
}

/// The row of a new execution.
pub(crate) fn insert(to: &Connection, id: &str, head: &Head, seal: i64) -> Result<()> {
    let text = "INSERT INTO execution (id, workspace, owner, workflow, name, mode, status, started_ms, ended_ms, error,
             custom, parent, ran, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = params![
        id,
        WORKSPACE,
        WORKSPACE,
        head.workflow,
        head.name,
        word(&head.mode),
        word(&head.status),
        head.started_ms,
        head.ended_ms,
        head.error,
        head.custom,
        head.parent,
        head.ran,
        seal
    ];
    execute(to, text, values)
}

/// The kind of a node of an execution; empty where that cannot be told.
pub(crate) async fn kind_of(
    connection: &mut SqliteConnection,
    id: &str,
    node: &str,
) -> Result<String> {
    let workflow = ran::find(connection, id).await?;
    let kind = workflow.and_then(|workflow| Some(workflow.node(node)?.kind.clone()));
    Ok(kind.unwrap_or_default())
}

/// How an execution is now, or how it ended.
pub(crate) fn update(to: &Connection, id: &str, head: &Head, seal: i64) -> Result<()> {
    let text = "UPDATE execution SET status = ?, ended_ms = ?, error = ?, custom = ?, seal = ? WHERE id = ?";
    let values = params![
        word(&head.status),
        head.ended_ms,
        head.error,
        head.custom,
        seal,
        id
    ];
    change_row(to, text, values)
}

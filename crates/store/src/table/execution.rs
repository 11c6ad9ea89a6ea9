//! Executions with their steps and what those put out.
//!
//! A step is written whole when it has ended; a final status never changes, which the database itself enforces.

use std::sync::Arc;

use model::{Execution, ExecutionStatus, Mode, RunError, Step, Workflow};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite};

use super::WORKSPACE;
use crate::journal::{End, StepRow};
use crate::{Direction, Error, Page, PageRequest, Result, Store};

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

/// An execution in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionSummary {
    /// Id.
    pub id: String,
    /// Id of the workflow; empty where it ran from a file.
    pub workflow: String,
    /// Name of the workflow at the time.
    pub name: String,
    /// Why it ran.
    pub mode: Mode,
    /// How it is.
    pub status: ExecutionStatus,
    /// Begin, UTC milliseconds.
    pub started_ms: i64,
    /// End, UTC milliseconds.
    pub ended_ms: Option<i64>,
    /// What went wrong.
    pub error: Option<RunError>,
}

/// Which executions a list holds, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExecutionFilter {
    /// Only those of this workflow, by id, or by its name now or at the time.
    pub workflow: Option<String>,
    /// Only those with this status.
    pub status: Option<ExecutionStatus>,
    /// Only those that began at or after this, UTC milliseconds.
    pub since_ms: Option<i64>,
    /// Only those whose workflow's name contains this, whatever the case.
    pub text: Option<String>,
    /// Which way they are sorted by their begin.
    pub direction: Direction,
}

impl Store {
    /// Writes the row of an execution that begins.
    ///
    /// # Errors
    /// When there is one with its id.
    pub async fn begin_execution(&self, execution: &Execution) -> Result<()> {
        insert(&mut *self.writer.acquire().await?, execution).await
    }

    /// Writes a step that has ended.
    ///
    /// # Errors
    /// When the execution is not there, or the step was written before: a completed step never runs again.
    pub async fn add_step(&self, execution: &str, number: u32, step: &Step) -> Result<()> {
        let text = StepText::of(step);
        let mut writer = self.writer.acquire().await?;
        insert_step(&mut writer, execution, number, step, text).await
    }

    /// Writes how an execution ended.
    ///
    /// # Errors
    /// When it is not there, or ended otherwise before.
    pub async fn end_execution(&self, execution: &Execution) -> Result<()> {
        let done = sqlx::query(
            "UPDATE execution SET status = ?, ended_ms = ?, error = ?, custom = ? WHERE id = ?",
        )
        .bind(word(&execution.status))
        .bind(execution.ended_ms)
        .bind(execution.error.as_ref().map(json))
        .bind(json(&execution.custom))
        .bind(&execution.id)
        .execute(&self.writer)
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::missing("execution", &execution.id));
        }
        Ok(())
    }

    /// Writes a whole execution that has ended, in one transaction.
    ///
    /// # Errors
    /// When there is one with its id.
    pub async fn record_execution(&self, execution: &Execution) -> Result<()> {
        // The text of many items takes a while to make: others can write meanwhile.
        let texts: Vec<StepText> = execution.steps.iter().map(StepText::of).collect();
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        insert(&mut transaction, execution).await?;
        for (number, (step, text)) in execution.steps.iter().zip(texts).enumerate() {
            insert_step(&mut transaction, &execution.id, number as u32, step, text).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// An execution with its steps.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn execution(&self, id: &str) -> Result<Execution> {
        let row = sqlx::query(
            "SELECT id, workflow, name, mode, status, started_ms, ended_ms, error, document, custom, parent,
                 repeats, review
             FROM execution
                 LEFT JOIN start ON start.execution = id
                 LEFT JOIN journal ON journal.execution = id
             WHERE id = ?",
        )
        .bind(id)
        .fetch_optional(&self.reader)
        .await?
        .ok_or_else(|| Error::missing("execution", id))?;
        let summary = summary(&row)?;
        let document: Workflow = parse(row.get(8), id)?;
        let rows =
            sqlx::query("SELECT detail, outputs FROM step WHERE execution = ? ORDER BY number")
                .bind(id)
                .fetch_all(&self.reader)
                .await?;
        let step = |row: &SqliteRow| -> Result<Step> {
            let mut step: Step = parse(row.get(0), id)?;
            step.outputs = parse(&self.outputs.whole(row.get(1), id)?, id)?;
            Ok(step)
        };
        let review: Option<&str> = row.get(12);
        Ok(Execution {
            id: summary.id,
            workflow: Arc::new(document),
            mode: summary.mode,
            status: summary.status,
            started_ms: summary.started_ms,
            ended_ms: summary.ended_ms,
            steps: rows.iter().map(step).collect::<Result<_>>()?,
            error: summary.error,
            custom: parse(row.get(9), id)?,
            parent: row.get(10),
            repeats: row.get(11),
            review: review.map(|text| parse(text, id)).transpose()?,
        })
    }

    /// A page of the list of executions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn executions(
        &self,
        filter: &ExecutionFilter,
        page: PageRequest,
    ) -> Result<Page<ExecutionSummary>> {
        let mut count = QueryBuilder::new("SELECT count(*) FROM execution");
        restrict(&mut count, filter);
        let total: i64 = count.build().fetch_one(&self.reader).await?.get(0);
        let mut list = QueryBuilder::new(
            "SELECT id, workflow, name, mode, status, started_ms, ended_ms, error FROM execution",
        );
        restrict(&mut list, filter);
        list.push(match filter.direction {
            Direction::Down => " ORDER BY started_ms DESC, id DESC LIMIT ",
            Direction::Up => " ORDER BY started_ms, id LIMIT ",
        })
        .push_bind(page.limit());
        list.push(" OFFSET ").push_bind(i64::from(page.offset));
        let rows = list.build().fetch_all(&self.reader).await?;
        Ok(Page {
            entries: rows.iter().map(summary).collect::<Result<_>>()?,
            total: total as u64,
        })
    }

    /// Adds to what is said of how an execution ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn explain_end(&self, id: &str, error: &RunError) -> Result<()> {
        sqlx::query("UPDATE execution SET error = ? WHERE id = ? AND ended_ms IS NOT NULL")
            .bind(json(error))
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Removes an execution that has ended, with its steps.
    ///
    /// # Errors
    /// When there is none that has ended.
    pub async fn delete_execution(&self, id: &str) -> Result<()> {
        let done = sqlx::query("DELETE FROM execution WHERE id = ? AND ended_ms IS NOT NULL")
            .bind(id)
            .execute(&self.writer)
            .await?;
        if done.rows_affected() == 0 {
            Err(Error::missing("execution", id))
        } else {
            Ok(())
        }
    }
}

async fn insert(connection: &mut sqlx::SqliteConnection, execution: &Execution) -> Result<()> {
    sqlx::query(
        "INSERT INTO execution (id, workspace, owner, workflow, name, document, mode, status, started_ms, ended_ms,
             error, custom, parent)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&execution.id)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(&execution.workflow.id)
    .bind(&execution.workflow.name)
    .bind(json(&*execution.workflow))
    .bind(word(&execution.mode))
    .bind(word(&execution.status))
    .bind(execution.started_ms)
    .bind(execution.ended_ms)
    .bind(execution.error.as_ref().map(json))
    .bind(json(&execution.custom))
    .bind(&execution.parent)
    .execute(connection)
    .await?;
    Ok(())
}

/// A step as its row holds it.
#[derive(Debug)]
pub(crate) struct StepText {
    pub detail: String,
    pub outputs: String,
}

impl StepText {
    pub fn of(step: &Step) -> Self {
        let mut detail = step.clone();
        let outputs = std::mem::take(&mut detail.outputs);
        Self {
            detail: json(&detail),
            outputs: json(&outputs),
        }
    }
}

async fn insert_step(
    connection: &mut sqlx::SqliteConnection,
    execution: &str,
    number: u32,
    step: &Step,
    text: StepText,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO step (execution, number, workspace, owner, node, name, status, detail, outputs)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(execution)
    .bind(number)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(step.node.as_str())
    .bind(step.name.as_str())
    .bind(word(&step.status))
    .bind(text.detail)
    .bind(text.outputs)
    .execute(connection)
    .await?;
    Ok(())
}

/// Rows of new executions, each with its status and its end if it has come that far already.
pub(crate) async fn insert_many(
    connection: &mut sqlx::SqliteConnection,
    executions: &[(&Execution, Option<ExecutionStatus>, Option<&End>)],
) -> Result<()> {
    for some in executions.chunks(1000) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
            "INSERT INTO execution (id, workspace, owner, workflow, name, document, mode, status, started_ms, ended_ms,
                 error, custom, parent) ",
        );
        query.push_values(some, |mut row, (execution, status, end)| {
            let status = end.map(|end| end.status).or(*status);
            let error = end.map_or(execution.error.as_ref(), |end| end.error.as_ref());
            row.push_bind(&execution.id)
                .push_bind(WORKSPACE)
                .push_bind(WORKSPACE)
                .push_bind(&execution.workflow.id)
                .push_bind(&execution.workflow.name)
                .push_bind(json(&*execution.workflow))
                .push_bind(word(&execution.mode))
                .push_bind(word(&status.unwrap_or(execution.status)))
                .push_bind(execution.started_ms)
                .push_bind(end.map_or(execution.ended_ms, |end| Some(end.at_ms)))
                .push_bind(error.map(json))
                .push_bind(json(end.map_or(&execution.custom, |end| &end.custom)))
                .push_bind(execution.parent.as_deref());
        });
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// An execution runs, waits, or needs review.
pub(crate) async fn set_status(
    connection: &mut sqlx::SqliteConnection,
    execution: &str,
    status: ExecutionStatus,
) -> Result<()> {
    sqlx::query("UPDATE execution SET status = ? WHERE id = ?")
        .bind(word(&status))
        .bind(execution)
        .execute(connection)
        .await?;
    Ok(())
}

/// An execution has ended.
pub(crate) async fn end(
    connection: &mut sqlx::SqliteConnection,
    execution: &str,
    end: &End,
) -> Result<()> {
    sqlx::query(
        "UPDATE execution SET status = ?, ended_ms = ?, error = ?, custom = ? WHERE id = ?",
    )
    .bind(word(&end.status))
    .bind(end.at_ms)
    .bind(end.error.as_ref().map(json))
    .bind(json(&end.custom))
    .bind(execution)
    .execute(connection)
    .await?;
    Ok(())
}

/// Rows of steps that have ended, each with its execution.
pub(crate) async fn insert_steps(
    connection: &mut sqlx::SqliteConnection,
    steps: &[(&str, &StepRow)],
) -> Result<()> {
    for some in steps.chunks(1000) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
            "INSERT INTO step (execution, number, workspace, owner, node, name, status, detail, outputs) ",
        );
        query.push_values(some, |mut row, (execution, step)| {
            row.push_bind(*execution)
                .push_bind(step.number)
                .push_bind(WORKSPACE)
                .push_bind(WORKSPACE)
                .push_bind(&step.node)
                .push_bind(&step.name)
                .push_bind(&step.status)
                .push_bind(&step.text.detail)
                .push_bind(&step.text.outputs);
        });
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

fn restrict(query: &mut QueryBuilder<Sqlite>, filter: &ExecutionFilter) {
    query.push(" WHERE workspace = ").push_bind(WORKSPACE);
    if let Some(workflow) = &filter.workflow {
        query
            .push(" AND (workflow = ")
            .push_bind(workflow.clone())
            .push(" OR name = ")
            .push_bind(workflow.clone())
            .push(" OR workflow IN (SELECT id FROM workflow WHERE name = ")
            .push_bind(workflow.clone())
            .push("))");
    }
    if let Some(status) = filter.status {
        query.push(" AND status = ").push_bind(word(&status));
    }
    if let Some(since) = filter.since_ms {
        query.push(" AND started_ms >= ").push_bind(since);
    }
    if let Some(text) = filter.text.as_ref().filter(|text| !text.is_empty()) {
        query
            .push(" AND instr(lower(name), lower(")
            .push_bind(text.clone())
            .push(")) > 0");
    }
}

fn summary(row: &SqliteRow) -> Result<ExecutionSummary> {
    let id: String = row.get(0);
    let error: Option<&str> = row.get(7);
    Ok(ExecutionSummary {
        workflow: row.get(1),
        name: row.get(2),
        mode: from_word(row.get(3), &id)?,
        status: from_word(row.get(4), &id)?,
        started_ms: row.get(5),
        ended_ms: row.get(6),
        error: error.map(|text| parse(text, &id)).transpose()?,
        id,
    })
}

/// JSON text. Our own types hold nothing that JSON cannot say, so there is no error to hand on.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

pub(crate) fn parse<T: DeserializeOwned>(text: &str, id: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::damaged("execution", id, e))
}

/// The name of a plain enum's variant, as serde has it.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    json(value).trim_matches('"').to_owned()
}

pub(crate) fn from_word<T: DeserializeOwned>(word: &str, id: &str) -> Result<T> {
    parse(&format!("\"{word}\""), id)
}

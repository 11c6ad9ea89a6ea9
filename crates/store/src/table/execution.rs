//! Executions with their steps and what those put out.
//!
//! A step is written whole when it has ended; a final status never changes, which the database itself enforces.

use std::sync::Arc;

use model::{Execution, ExecutionStatus, Mode, RunError, Step, Workflow};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::WORKSPACE;
use crate::seal::{Sealed, shown};
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

/// An execution without its workflow: lists of executions read no documents.
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
    ],
    seal: "seal",
};

/// The workflow that an execution ran.
pub(crate) const RAN: Sealed = Sealed {
    table: "execution",
    what: "execution",
    key: &["id"],
    rest: &["document"],
    seal: "document_seal",
};

pub(crate) const STEP: Sealed = Sealed {
    table: "step",
    what: "step",
    key: &["execution", "number"],
    rest: &[
        "workspace",
        "owner",
        "node",
        "name",
        "status",
        "detail",
        "outputs",
    ],
    seal: "seal",
};

/// What the head of an execution's row is, sealed.
const HEAD: &str = "id, workspace, owner, workflow, name, mode, status, started_ms, ended_ms, error, custom, parent, seal";

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
        let mut change = self.writer.begin().await?;
        insert(&mut change, execution).await?;
        change.commit().await
    }

    /// Writes a step that has ended.
    ///
    /// # Errors
    /// When the execution is not there, or the step was written before: a completed step never runs again.
    pub async fn add_step(&self, execution: &str, number: u32, step: &Step) -> Result<()> {
        let text = StepText::of(step);
        let mut change = self.writer.begin().await?;
        insert_step(&mut change, execution, number, step, text).await?;
        change.commit().await
    }

    /// Writes how an execution ended.
    ///
    /// # Errors
    /// When it is not there, or ended otherwise before.
    pub async fn end_execution(&self, execution: &Execution) -> Result<()> {
        let key = [(&execution.id).into()];
        let mut change = self.writer.begin().await?;
        EXECUTION.assert_at(&mut change, &key).await?;
        let done = sqlx::query(
            "UPDATE execution SET status = ?, ended_ms = ?, error = ?, custom = ? WHERE id = ?",
        )
        .bind(word(&execution.status))
        .bind(execution.ended_ms)
        .bind(execution.error.as_ref().map(json))
        .bind(json(&execution.custom))
        .bind(&execution.id)
        .execute(&mut *change)
        .await?;
        if done.rows_affected() == 0 {
            return Err(Error::missing("execution", &execution.id));
        }
        EXECUTION.seal(&mut change, &key).await?;
        change.commit().await
    }

    /// Writes a whole execution that has ended, in one transaction.
    ///
    /// # Errors
    /// When there is one with its id.
    pub async fn record_execution(&self, execution: &Execution) -> Result<()> {
        // The text of many items takes a while to make: others can write meanwhile.
        let texts: Vec<StepText> = execution.steps.iter().map(StepText::of).collect();
        let mut transaction = self.writer.begin().await?;
        insert(&mut transaction, execution).await?;
        for (number, (step, text)) in execution.steps.iter().zip(texts).enumerate() {
            insert_step(&mut transaction, &execution.id, number as u32, step, text).await?;
        }
        transaction.commit().await
    }

    /// An execution with its steps.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn execution(&self, id: &str) -> Result<Execution> {
        // How many steps it had is written nowhere: one that is hidden would not be missed.
        self.assert_sure(STEP.table)?;
        let text = format!("SELECT {HEAD}, document, document_seal FROM execution WHERE id = ?");
        let row = sqlx::query(AssertSqlSafe(text))
            .bind(id)
            .fetch_optional(&self.reader)
            .await?
            .ok_or_else(|| Error::missing("execution", id))?;
        let summary = summary(&row)?;
        RAN.assert_fits(&row)?;
        let document: Workflow = parse(row.get("document"), id)?;
        let rows = sqlx::query(
            "SELECT execution, number, workspace, owner, node, name, status, detail, outputs, seal
             FROM step WHERE execution = ? ORDER BY number",
        )
        .bind(id)
        .fetch_all(&self.reader)
        .await?;
        let step = |row: &SqliteRow| -> Result<Step> {
            STEP.assert_fits(row)?;
            let mut step: Step = parse(row.get("detail"), id)?;
            step.outputs = parse(row.get("outputs"), id)?;
            Ok(step)
        };
        Ok(Execution {
            id: summary.id,
            workflow: Arc::new(document),
            mode: summary.mode,
            status: summary.status,
            started_ms: summary.started_ms,
            ended_ms: summary.ended_ms,
            steps: rows.iter().map(step).collect::<Result<_>>()?,
            error: summary.error,
            custom: parse(row.get("custom"), id)?,
            parent: row.get("parent"),
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
        let mut list = QueryBuilder::new(format!("SELECT {HEAD} FROM execution"));
        restrict(&mut list, filter);
        list.push(match filter.direction {
            Direction::Down => " ORDER BY started_ms DESC, id DESC LIMIT ",
            Direction::Up => " ORDER BY started_ms, id LIMIT ",
        })
        .push_bind(page.limit());
        list.push(" OFFSET ").push_bind(i64::from(page.offset));
        let rows = list.build().fetch_all(&self.reader).await?;
        Ok(Page {
            entries: rows.iter().map(listed).collect(),
            total: total as u64,
        })
    }

    /// Removes an execution that has ended, with its steps.
    ///
    /// # Errors
    /// When there is none that has ended.
    pub async fn delete_execution(&self, id: &str) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let done = sqlx::query("DELETE FROM execution WHERE id = ? AND ended_ms IS NOT NULL")
            .bind(id)
            .execute(&mut *change)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Error::missing("execution", id));
        }
        change.commit().await
    }
}

async fn insert(connection: &mut SqliteConnection, execution: &Execution) -> Result<()> {
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
    .execute(&mut *connection)
    .await?;
    let key = [(&execution.id).into()];
    EXECUTION.seal(connection, &key).await?;
    RAN.seal(connection, &key).await
}

/// A step as its row holds it.
struct StepText {
    detail: String,
    outputs: String,
}

impl StepText {
    fn of(step: &Step) -> Self {
        let mut detail = step.clone();
        let outputs = std::mem::take(&mut detail.outputs);
        Self {
            detail: json(&detail),
            outputs: json(&outputs),
        }
    }
}

async fn insert_step(
    connection: &mut SqliteConnection,
    execution: &str,
    number: u32,
    step: &Step,
    text: StepText,
) -> Result<()> {
    let status = word(&step.status);
    let seal = STEP.of(&[
        execution.into(),
        i64::from(number).into(),
        WORKSPACE.into(),
        WORKSPACE.into(),
        step.node.as_str().into(),
        step.name.as_str().into(),
        (&status).into(),
        (&text.detail).into(),
        (&text.outputs).into(),
    ]);
    sqlx::query(
        "INSERT INTO step (execution, number, workspace, owner, node, name, status, detail, outputs, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(execution)
    .bind(number)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(step.node.as_str())
    .bind(step.name.as_str())
    .bind(status)
    .bind(text.detail)
    .bind(text.outputs)
    .bind(seal)
    .execute(connection)
    .await?;
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

/// An execution in a list. One that is damaged says so, and hides none of the others.
fn listed(row: &SqliteRow) -> ExecutionSummary {
    summary(row).unwrap_or_else(|error| ExecutionSummary {
        id: shown(row, "id"),
        workflow: shown(row, "workflow"),
        name: shown(row, "name"),
        mode: Mode::default(),
        status: ExecutionStatus::Failed,
        started_ms: row.try_get("started_ms").unwrap_or_default(),
        ended_ms: None,
        error: Some(RunError::new(error.code(), format!("{error}."))),
    })
}

fn summary(row: &SqliteRow) -> Result<ExecutionSummary> {
    EXECUTION.assert_fits(row)?;
    let id: String = row.get("id");
    let error: Option<&str> = row.get("error");
    Ok(ExecutionSummary {
        workflow: row.get("workflow"),
        name: row.get("name"),
        mode: from_word(row.get("mode"), &id)?,
        status: from_word(row.get("status"), &id)?,
        started_ms: row.get("started_ms"),
        ended_ms: row.get("ended_ms"),
        error: error.map(|text| parse(text, &id)).transpose()?,
        id,
    })
}

/// JSON text. Our own types hold nothing that JSON cannot say, so there is no error to hand on.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn parse<T: DeserializeOwned>(text: &str, id: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::damaged("execution", id, e))
}

/// The name of a plain enum's variant, as serde has it.
fn word<T: Serialize>(value: &T) -> String {
    json(value).trim_matches('"').to_owned()
}

fn from_word<T: DeserializeOwned>(word: &str, id: &str) -> Result<T> {
    parse(&format!("\"{word}\""), id)
}

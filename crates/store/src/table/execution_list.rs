//! Executions in lists: a page of them, newest first or oldest first, without what went through them.

use model::{ExecutionStatus, Mode, RunError};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite};

use super::WORKSPACE;
use super::execution::EXECUTION;
use super::journal;
use super::words::{from_word, parse, word};
use crate::seal::shown;
use crate::{Direction, Error, Page, PageRequest, Result, Store};

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
        let mut list = QueryBuilder::new(format!("SELECT {} FROM execution", EXECUTION.columns()));
        restrict(&mut list, filter);
        list.push(match filter.direction {
            Direction::Down => " ORDER BY started_ms DESC, id DESC LIMIT ",
            Direction::Up => " ORDER BY started_ms, id LIMIT ",
        })
        .push_bind(page.limit());
        list.push(" OFFSET ").push_bind(i64::from(page.offset));
        let rows = list.build().fetch_all(&self.reader).await?;
        let mut entries: Vec<ExecutionSummary> = rows.iter().map(listed).collect();
        self.mark_damaged(&mut entries).await?;
        Ok(Page {
            entries,
            total: total as u64,
        })
    }

    /// Says of executions that have not ended whether they cannot go on, because their journals are damaged.
    async fn mark_damaged(&self, entries: &mut [ExecutionSummary]) -> Result<()> {
        let open = entries.iter_mut().filter(|one| !one.status.is_final());
        for entry in open {
            let mut connection = self.reader.acquire().await?;
            if let Err(error) = journal::find(&mut connection, &entry.id).await {
                entry.status = ExecutionStatus::Failed;
                entry.error = Some(told(&error));
            }
        }
        Ok(())
    }
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
        error: Some(told(&error)),
    })
}

fn told(error: &Error) -> RunError {
    RunError::new(error.code(), format!("{error}."))
}

/// An execution from its row, checked.
pub(crate) fn summary(row: &SqliteRow) -> Result<ExecutionSummary> {
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

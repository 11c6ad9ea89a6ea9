//! What executions were started with: what recovery and "run again" need to know. Written once, never changed.

use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::WORKSPACE;
use crate::journal::Opening;
use crate::{Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE start (
        execution TEXT PRIMARY KEY REFERENCES execution (id) ON DELETE CASCADE,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        terms TEXT NOT NULL,
        given TEXT,
        repeats TEXT,
        call TEXT
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX start_by_call ON start (call) WHERE call IS NOT NULL",
];

/// What an execution was started with.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Where it begins, how far it goes and what it may do, as its caller writes it.
    pub terms: String,
    /// The items it was given, as JSON.
    pub given: Option<String>,
}

impl Store {
    /// The newest execution that a call began.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begun_by(&self, call: &str) -> Result<Option<String>> {
        let row = sqlx::query(
            "SELECT execution FROM start WHERE call IS NOT NULL AND call = ? ORDER BY execution DESC LIMIT 1",
        )
        .bind(call)
        .fetch_optional(&self.reader)
        .await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// What an execution was started with; none where it was kept by a version that did not write it down.
    ///
    /// # Errors
    /// When the database fails, or what it was given is lost.
    pub async fn start_of(&self, execution: &str) -> Result<Option<Start>> {
        let row = sqlx::query("SELECT terms, given FROM start WHERE execution = ?")
            .bind(execution)
            .fetch_optional(&self.reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let given: Option<String> = row.get(1);
        Ok(Some(Start {
            terms: row.get(0),
            given: given
                .map(|text| self.outputs.whole(text, execution))
                .transpose()?,
        }))
    }
}

pub(crate) async fn insert(connection: &mut SqliteConnection, openings: &[&Opening]) -> Result<()> {
    for some in openings.chunks(1000) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
            "INSERT INTO start (execution, workspace, owner, terms, given, repeats, call) ",
        );
        query.push_values(some, |mut row, opening| {
            row.push_bind(&opening.execution.id)
                .push_bind(WORKSPACE)
                .push_bind(WORKSPACE)
                .push_bind(&opening.terms)
                .push_bind(opening.given.as_deref())
                .push_bind(opening.execution.repeats.as_deref())
                .push_bind(opening.call.as_deref());
        });
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

//! What the nodes of an execution that runs remember from run to run, such as how far a loop is.

use std::collections::HashMap;

use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};
use value::Map;

use super::WORKSPACE;
use super::execution::parse;
use crate::{Result, Store};

pub(crate) const TABLES: &[&str] = &["CREATE TABLE node_state (
        execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
        node TEXT NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (execution, node)
    ) STRICT, WITHOUT ROWID"];

impl Store {
    /// What the nodes of an execution remember, by node.
    ///
    /// # Errors
    /// When the database fails, or it is damaged.
    pub async fn node_states(&self, execution: &str) -> Result<HashMap<String, Map>> {
        let rows = sqlx::query("SELECT node, state FROM node_state WHERE execution = ?")
            .bind(execution)
            .fetch_all(&self.reader)
            .await?;
        let one = |row: &sqlx::sqlite::SqliteRow| Ok((row.get(0), parse(row.get(1), execution)?));
        rows.iter().map(one).collect()
    }
}

pub(crate) async fn upsert(
    connection: &mut SqliteConnection,
    states: &[(&str, &str, &str)],
) -> Result<()> {
    for some in states.chunks(1000) {
        let mut query: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO node_state (execution, node, workspace, owner, state) ");
        query.push_values(some, |mut row, (execution, node, state)| {
            row.push_bind(*execution)
                .push_bind(*node)
                .push_bind(WORKSPACE)
                .push_bind(WORKSPACE)
                .push_bind(*state);
        });
        query.push(" ON CONFLICT (execution, node) DO UPDATE SET state = excluded.state");
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// An execution that has ended remembers nothing.
pub(crate) async fn forget(connection: &mut SqliteConnection, execution: &str) -> Result<()> {
    sqlx::query("DELETE FROM node_state WHERE execution = ?")
        .bind(execution)
        .execute(connection)
        .await?;
    Ok(())
}

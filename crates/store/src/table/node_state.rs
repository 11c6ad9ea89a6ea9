//! What the nodes of an execution that runs remember from run to run, such as how far a loop is.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, params};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};
use value::Map;

use super::WORKSPACE;
use super::journal;
use super::words::parse;
use crate::direct::execute;
use crate::seal::Sealed;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &["CREATE TABLE node_state (
        execution TEXT NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
        node TEXT NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (execution, node)
    ) STRICT, WITHOUT ROWID"];

pub(crate) const NODE_STATE: Sealed = Sealed {
    table: "node_state",
    what: "state of a node",
    key: &["execution", "node"],
    rest: &["workspace", "owner", "state"],
    seal: "seal",
};

/// What a node remembers, sealed.
#[derive(Debug)]
pub(crate) struct StateRow<'r> {
    execution: &'r str,
    node: &'r str,
    state: &'r str,
    seal: i64,
}

impl<'r> StateRow<'r> {
    pub fn of(execution: &'r str, node: &'r str, state: &'r str) -> Self {
        let cells = [execution, node, WORKSPACE, WORKSPACE, state].map(Into::into);
        Self {
            execution,
            node,
            state,
            seal: NODE_STATE.of(&cells),
        }
    }
}

impl Store {
    /// What the nodes of an execution remember, by node.
    ///
    /// # Errors
    /// When the database fails, or some of it is damaged or missing: what a loop forgot it would do again.
    pub async fn node_states(&self, execution: &str) -> Result<HashMap<String, Map>> {
        self.assert_sure(NODE_STATE.table)?;
        let mut reading = self.reader.begin().await?;
        let text = format!(
            "SELECT {} FROM node_state WHERE execution = ?",
            NODE_STATE.columns()
        );
        let rows = sqlx::query(AssertSqlSafe(text))
            .bind(execution)
            .fetch_all(&mut *reading)
            .await?;
        let journal = journal::find(&mut reading, execution).await?;
        drop(reading);
        if journal.is_some_and(|journal| journal.states != rows.len() as i64) {
            let why = "what its nodes remember is missing";
            return Err(Error::damaged("execution", execution, why));
        }
        let one = |row: &sqlx::sqlite::SqliteRow| {
            NODE_STATE.assert_of(row, execution)?;
            Ok((row.get("node"), parse(row.get("state"), execution)?))
        };
        rows.iter().map(one).collect()
    }
}

/// The nodes of an execution that remember something.
pub(crate) async fn nodes(
    connection: &mut SqliteConnection,
    execution: &str,
) -> Result<BTreeSet<String>> {
    let rows = sqlx::query("SELECT node FROM node_state WHERE execution = ?")
        .bind(execution)
        .fetch_all(connection)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

pub(crate) fn upsert(to: &Connection, row: &StateRow<'_>) -> Result<()> {
    let text = "INSERT INTO node_state (execution, node, workspace, owner, state, seal) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (execution, node) DO UPDATE SET state = excluded.state, seal = excluded.seal";
    let values = params![
        row.execution,
        row.node,
        WORKSPACE,
        WORKSPACE,
        row.state,
        row.seal
    ];
    execute(to, text, values)
}

/// An execution that has ended remembers nothing.
pub(crate) fn forget(to: &Connection, execution: &str) -> Result<()> {
    let text = "DELETE FROM node_state WHERE execution = ?";
    execute(to, text, [execution])
}

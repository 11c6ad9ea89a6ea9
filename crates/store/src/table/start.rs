//! What executions were started with: what recovery and "run again" need to know. Written once, never changed.

use rusqlite::{Connection, params};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::WORKSPACE;
use crate::direct::execute;
use crate::journal::Opening;
use crate::seal::Sealed;
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

pub(crate) const START: Sealed = Sealed {
    table: "start",
    what: "begin of a run",
    key: &["execution"],
    rest: &["workspace", "owner", "terms", "given", "repeats", "call"],
    seal: "seal",
};

/// What an execution was started with.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Where it begins, how far it goes and what it may do, as its caller writes it.
    pub terms: String,
    /// The items it was given, as JSON.
    pub given: Option<String>,
}

/// A row as it is written and read.
#[derive(Debug)]
pub(crate) struct Row {
    execution: String,
    terms: String,
    given: Option<String>,
    pub repeats: Option<String>,
    call: Option<String>,
}

impl Row {
    pub fn of(opening: &Opening) -> Self {
        Self {
            execution: opening.execution.id.clone(),
            terms: opening.terms.clone(),
            given: opening.given.clone(),
            repeats: opening.execution.repeats.clone(),
            call: opening.call.clone(),
        }
    }

    fn read(row: &SqliteRow) -> Result<Self> {
        START.assert_fits(row)?;
        Ok(Self {
            execution: row.get("execution"),
            terms: row.get("terms"),
            given: row.get("given"),
            repeats: row.get("repeats"),
            call: row.get("call"),
        })
    }

    pub fn seal(&self) -> i64 {
        START.of(&[
            (&self.execution).into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            (&self.terms).into(),
            self.given.as_ref().into(),
            self.repeats.as_ref().into(),
            self.call.as_ref().into(),
        ])
    }
}

impl Store {
    /// The newest execution that a call began.
    ///
    /// # Errors
    /// When the database fails, or it cannot be told: a call that is made anew does everything again.
    pub async fn begun_by(&self, call: &str) -> Result<Option<String>> {
        let text = format!(
            "SELECT {} FROM start WHERE call IS NOT NULL AND call = ? ORDER BY execution DESC LIMIT 1",
            START.columns()
        );
        let row = sqlx::query(AssertSqlSafe(text))
            .bind(call)
            .fetch_optional(&self.reader)
            .await?;
        match row {
            Some(row) => Ok(Some(Row::read(&row)?.execution)),
            None => self.assert_sure(START.table).map(|()| None),
        }
    }

    /// What an execution was started with; none where it was kept by a version that did not write it down.
    ///
    /// # Errors
    /// When the database fails, or what it was given is lost.
    pub async fn start_of(&self, execution: &str) -> Result<Option<Start>> {
        let mut connection = self.reader.acquire().await?;
        let Some(row) = find(&mut connection, execution).await? else {
            self.assert_sure(START.table)?;
            return Ok(None);
        };
        let given = row.given.map(|text| self.outputs.whole(text, execution));
        Ok(Some(Start {
            terms: row.terms,
            given: given.transpose()?,
        }))
    }
}

/// The row of an execution, checked.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    execution: &str,
) -> Result<Option<Row>> {
    let text = format!("SELECT {} FROM start WHERE execution = ?", START.columns());
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(execution)
        .fetch_optional(connection)
        .await?;
    let read = |row| {
        START
            .assert_of(row, execution)
            .and_then(|()| Row::read(row))
    };
    row.as_ref().map(read).transpose()
}

/// A row with its seal.
pub(crate) fn insert(to: &Connection, start: &Row, seal: i64) -> Result<()> {
    let text = "INSERT INTO start (execution, workspace, owner, terms, given, repeats, call, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let values = params![
        start.execution,
        WORKSPACE,
        WORKSPACE,
        start.terms,
        start.given,
        start.repeats,
        start.call,
        seal
    ];
    execute(to, text, values)
}

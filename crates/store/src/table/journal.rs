//! How far the journal of an execution is: who runs it, the number of the next append, what is left to run.
//!
//! Beside the execution's own row, which hardly ever changes.

use std::collections::HashMap;

use model::{Execution, ExecutionStatus, Review};
use rusqlite::{Connection, params};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::WORKSPACE;
use super::execution::{EXECUTION, Head};
use super::words::parse;
use crate::direct::{change_row, direct, execute};
use crate::seal::Sealed;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE journal (
        execution TEXT PRIMARY KEY REFERENCES execution (id) ON DELETE CASCADE,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        executor TEXT NOT NULL,
        seq INTEGER NOT NULL,
        frontier TEXT NOT NULL,
        until_ms INTEGER,
        review TEXT,
        skips INTEGER
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX execution_open ON execution (id)
     WHERE status NOT IN ('success', 'failed', 'canceled')",
];

/// What is left to run of an execution that failed and whose error workflow has not begun.
pub(crate) const ERROR_WORKFLOW: &str = "errorWorkflow";

pub(crate) const INDEX_OF_ERRORS: &[&str] =
    &["CREATE INDEX journal_error ON journal (execution) WHERE frontier = 'errorWorkflow'"];

pub(crate) const JOURNAL: Sealed = Sealed {
    table: "journal",
    what: "journal",
    key: &["execution"],
    rest: &[
        "workspace",
        "owner",
        "executor",
        "seq",
        "frontier",
        "until_ms",
        "review",
        "skips",
        "steps",
        "states",
        "under_way",
    ],
    seal: "seal",
};

/// A row as it is written and read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub executor: String,
    pub seq: i64,
    pub frontier: String,
    pub until_ms: Option<i64>,
    pub review: Option<String>,
    pub skips: Option<i64>,
    /// How many steps there are.
    pub steps: i64,
    /// How many nodes remember something.
    pub states: i64,
    /// The step whose attempt has begun and not ended.
    pub under_way: Option<i64>,
}

impl Row {
    /// From a row that is checked.
    fn read(row: &SqliteRow, execution: &str) -> Result<Self> {
        JOURNAL.assert_of(row, execution)?;
        Ok(Self {
            executor: row.get("executor"),
            seq: row.get("seq"),
            frontier: row.get("frontier"),
            until_ms: row.get("until_ms"),
            review: row.get("review"),
            skips: row.get("skips"),
            steps: row.get("steps"),
            states: row.get("states"),
            under_way: row.get("under_way"),
        })
    }

    pub fn seal(&self, execution: &str) -> i64 {
        JOURNAL.of(&[
            execution.into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            (&self.executor).into(),
            self.seq.into(),
            (&self.frontier).into(),
            self.until_ms.into(),
            self.review.as_ref().into(),
            self.skips.into(),
            self.steps.into(),
            self.states.into(),
            self.under_way.into(),
        ])
    }
}

/// An execution that has not ended, as the journal knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Id.
    pub execution: String,
    /// The program that runs it, or did.
    pub executor: String,
    /// Number of the next append.
    pub seq: i64,
    /// How it is.
    pub status: ExecutionStatus,
    /// What is left to run, as the engine wrote it.
    pub frontier: String,
    /// Until when it waits, UTC milliseconds.
    pub until_ms: Option<i64>,
    /// The step that a person decided to skip.
    pub skips: Option<u32>,
    /// The execution that called it.
    pub parent: Option<String>,
}

/// How far an execution is that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Id.
    pub execution: String,
    /// Number of the next append.
    pub seq: i64,
    /// The newest execution that it called: its journal says nothing of that while the call goes on.
    pub called: Option<String>,
}

/// An execution that has not ended.
type Open = (String, Head, Row);

impl Store {
    /// The executions that have not ended, oldest first; and what is said of those that are damaged: nobody can go on
    /// with them.
    ///
    /// # Errors
    /// When the database fails, or some may be hidden.
    pub async fn unfinished(&self) -> Result<(Vec<Unfinished>, Vec<Error>)> {
        let (mut whole, mut damaged) = (Vec::new(), Vec::new());
        self.assert_none_hidden()?;
        let mut reading = self.reader.begin().await?;
        for found in read_open(&mut reading, "").await? {
            match found {
                Ok(open) => whole.push(unfinished(open)),
                Err(error) => damaged.push(error),
            }
        }
        Ok((whole, damaged))
    }

    /// An execution that has not ended; none if it has.
    ///
    /// # Errors
    /// When the database fails, or it is damaged.
    pub async fn unfinished_one(&self, execution: &str) -> Result<Option<Unfinished>> {
        let mut reading = self.reader.begin().await?;
        let found = find_open(&mut reading, execution).await?;
        drop(reading);
        match found {
            Some(open) => Ok((!open.1.status.is_final()).then(|| unfinished(open))),
            None => self.assert_none_hidden().map(|()| None),
        }
    }

    /// The executions that failed and whose error workflow has not begun, oldest first, each with the program that ran it.
    /// One whose row is damaged is left out: nobody can tell whether it is one of them.
    ///
    /// # Errors
    /// When the database fails, or some may be hidden.
    pub async fn without_error_workflow(&self) -> Result<Vec<(String, String)>> {
        self.assert_sure(JOURNAL.table)?;
        let mut reading = self.reader.acquire().await?;
        without_error_workflow(&mut reading).await
    }

    /// Settles that no error workflow begins for an execution.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_error_workflow(&self, execution: &str) -> Result<()> {
        let mut change = self.writer.begin().await?;
        match settle_error(&mut change, execution).await {
            Ok(()) => change.commit().await,
            Err(error) => Err(change.fail(error).await),
        }
    }

    /// How far the executions are that have not ended.
    ///
    /// # Errors
    /// When the database fails, or some may be hidden.
    pub async fn standing(&self) -> Result<Vec<Standing>> {
        self.assert_none_hidden()?;
        let mut reading = self.reader.begin().await?;
        Ok(standing(&mut reading).await?.0)
    }

    fn assert_none_hidden(&self) -> Result<()> {
        self.assert_sure(EXECUTION.table)?;
        self.assert_sure(JOURNAL.table)
    }

    /// The executions that need review, the longest waiting first, and how many there are. A damaged one is counted, and
    /// hides none of the others.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn in_review(&self, most: u32) -> Result<(u32, Vec<(Execution, Review)>)> {
        self.assert_none_hidden()?;
        let mut reading = self.reader.begin().await?;
        let all = read_open(&mut reading, "AND status = 'needsReview'").await?;
        drop(reading);
        let total = all.len() as u32;
        let whole = all.into_iter().filter_map(Result::ok);
        let one = |(id, head, journal): Open| {
            let review = journal.review?;
            let workflow = model::Workflow {
                id: head.workflow,
                name: head.name,
                ..model::Workflow::default()
            };
            let execution = Execution {
                workflow: workflow.into(),
                mode: head.mode,
                status: ExecutionStatus::NeedsReview,
                started_ms: head.started_ms,
                id,
                ..Execution::default()
            };
            Some(parse(&review, &execution.id).map(|review| (execution, review)))
        };
        let found = whole.filter_map(one).take(most as usize);
        Ok((total, found.collect::<Result<_>>()?))
    }
}

/// Executions that have not ended, as far as a condition selects them, oldest first.
async fn read_open(
    reading: &mut SqliteConnection,
    condition: &'static str,
) -> Result<Vec<Result<Open>>> {
    // The condition is written as the index has it, or the index is not used.
    let text = format!(
        "SELECT id FROM execution WHERE status NOT IN ('success', 'failed', 'canceled') {condition} ORDER BY id"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .fetch_all(&mut *reading)
        .await?;
    let mut all = Vec::new();
    for row in rows {
        let id: String = row.try_get(0)?;
        match find_open(reading, &id).await {
            Ok(Some(open)) => all.push(Ok(open)),
            Ok(None) => {
                let why = "its journal is missing";
                all.push(Err(Error::damaged("execution", &id, why)));
            }
            Err(error @ Error::Damaged { .. }) => all.push(Err(error)),
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// The executions that failed and whose error workflow has not begun, each with the program that ran it.
pub(crate) async fn without_error_workflow(
    connection: &mut SqliteConnection,
) -> Result<Vec<(String, String)>> {
    // The condition is written as the index has it, or the index is not used.
    let text = format!(
        "SELECT {} FROM journal WHERE frontier = 'errorWorkflow' ORDER BY execution",
        JOURNAL.columns()
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .fetch_all(connection)
        .await?;
    let whole = rows.iter().filter(|row| JOURNAL.fits(row));
    let read = |row: &SqliteRow| Ok((row.try_get("execution")?, row.try_get("executor")?));
    whole.map(read).collect()
}

/// How far the executions are that have not ended, and the caller of each that was called. Damaged ones go on
/// nowhere.
pub(crate) async fn standing(
    connection: &mut SqliteConnection,
) -> Result<(Vec<Standing>, HashMap<String, String>)> {
    let open = read_open(connection, "").await?;
    let open: Vec<Open> = open.into_iter().filter_map(Result::ok).collect();
    let mut called = HashMap::new();
    if !open.is_empty() {
        let newest =
            "SELECT parent, max(id) FROM execution WHERE parent IS NOT NULL GROUP BY parent";
        for row in sqlx::query(newest).fetch_all(&mut *connection).await? {
            called.insert(row.try_get::<String, _>(0)?, row.try_get(1)?);
        }
    }
    let (mut standing, mut callers) = (Vec::new(), HashMap::new());
    for (execution, head, journal) in open {
        if let Some(parent) = head.parent {
            callers.insert(execution.clone(), parent);
        }
        standing.push(Standing {
            called: called.remove(&execution),
            seq: journal.seq,
            execution,
        });
    }
    Ok((standing, callers))
}

fn unfinished((execution, head, journal): Open) -> Unfinished {
    Unfinished {
        execution,
        executor: journal.executor,
        seq: journal.seq,
        status: head.status,
        frontier: journal.frontier,
        until_ms: journal.until_ms,
        skips: journal.skips.and_then(|step| step.try_into().ok()),
        parent: head.parent,
    }
}

/// The row of an execution, checked.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    execution: &str,
) -> Result<Option<Row>> {
    let text = format!(
        "SELECT {} FROM journal WHERE execution = ?",
        JOURNAL.columns()
    );
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(execution)
        .fetch_optional(connection)
        .await?;
    row.as_ref()
        .map(|row| Row::read(row, execution))
        .transpose()
}

/// An execution that has a journal, checked.
pub(crate) async fn find_open(
    connection: &mut SqliteConnection,
    execution: &str,
) -> Result<Option<Open>> {
    let Some(journal) = find(connection, execution).await? else {
        return Ok(None);
    };
    let text = format!("SELECT {} FROM execution WHERE id = ?", EXECUTION.columns());
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(execution)
        .fetch_optional(connection)
        .await?;
    let missing = || Error::damaged("journal", execution, "its run is missing");
    let row = row.ok_or_else(missing)?;
    EXECUTION.assert_of(&row, execution)?;
    let head = Head::read(&row)?;
    Ok(Some((execution.to_owned(), head, journal)))
}

/// The row of a new execution.
pub(crate) fn insert(to: &Connection, execution: &str, row: &Row, seal: i64) -> Result<()> {
    let text = "INSERT INTO journal (execution, workspace, owner, executor, seq, frontier, until_ms, review, skips, steps,
             states, under_way, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = params![
        execution,
        WORKSPACE,
        WORKSPACE,
        row.executor,
        row.seq,
        row.frontier,
        row.until_ms,
        row.review,
        row.skips,
        row.steps,
        row.states,
        row.under_way,
        seal
    ];
    execute(to, text, values)
}

/// Says that the error workflow of an execution has begun, or never will.
pub(crate) async fn settle_error(connection: &mut SqliteConnection, execution: &str) -> Result<()> {
    let found = find(connection, execution).await?;
    let Some(row) = found.filter(|row| row.frontier == ERROR_WORKFLOW) else {
        return Ok(());
    };
    let row = Row {
        frontier: String::new(),
        ..row
    };
    let seal = row.seal(execution);
    direct(connection, |to| advance(to, execution, row.seq, &row, seal)).await
}

/// Goes on from one number to what the row is now; refuses who comes late.
pub(crate) fn advance(
    to: &Connection,
    execution: &str,
    from: i64,
    row: &Row,
    seal: i64,
) -> Result<()> {
    let text = "UPDATE journal SET executor = ?, seq = ?, frontier = ?, until_ms = ?, review = ?, skips = ?, steps = ?,
             states = ?, under_way = ?, seal = ?
         WHERE execution = ? AND seq = ?";
    let values = params![
        row.executor,
        row.seq,
        row.frontier,
        row.until_ms,
        row.review,
        row.skips,
        row.steps,
        row.states,
        row.under_way,
        seal,
        execution,
        from
    ];
    change_row(to, text, values)
}

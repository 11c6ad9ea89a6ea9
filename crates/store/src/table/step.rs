//! Steps that have ended, as their rows hold them.

use model::{NodeId, Step};
use rusqlite::{Connection, params};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use value::Text;

use super::WORKSPACE;
use super::words::{json, parse, word};
use crate::Result;
use crate::content::Held;
use crate::direct::execute;
use crate::outputs::Outputs;
use crate::seal::Sealed;

/// The steps without a key that refers to their execution: its row held the whole workflow and lay in its key's tree,
/// so that SQLite copied the workflow several times for each step whose execution it looked up. A trigger removes what
/// such a key would; the journal's row refers to the execution as ever.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE step_alone (
        execution TEXT NOT NULL,
        number INTEGER NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        node TEXT NOT NULL,
        name TEXT NOT NULL,
        status TEXT NOT NULL,
        detail TEXT NOT NULL,
        outputs TEXT NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (execution, number)
    ) STRICT, WITHOUT ROWID",
    "INSERT INTO step_alone
     SELECT execution, number, workspace, owner, node, name, status, detail, outputs, seal FROM step",
    "DROP TABLE step",
    "ALTER TABLE step_alone RENAME TO step",
    "CREATE TRIGGER execution_gone AFTER DELETE ON execution
     BEGIN DELETE FROM step WHERE execution = OLD.id; END",
];

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

/// A step whose outputs are safe, on its way to the writer, which seals it: while that does so, the execution goes on.
#[derive(Debug)]
pub(crate) struct EndedStep {
    number: u32,
    /// Without its outputs.
    step: Step,
    outputs: String,
    held: Option<Held>,
}

impl EndedStep {
    /// Large outputs are files when this returns, where there is a place for files.
    pub fn of(number: u32, mut step: Step, outputs: &Outputs) -> Result<Self> {
        let puts_out = std::mem::take(&mut step.outputs);
        let (outputs, held) = outputs.keep(json(&puts_out))?;
        Ok(Self {
            number,
            step,
            outputs,
            held,
        })
    }
}

/// A step, sealed for its execution.
#[derive(Debug)]
pub(crate) struct StepRow {
    pub number: u32,
    node: NodeId,
    name: Text,
    status: String,
    detail: String,
    outputs: String,
    seal: i64,
    /// Its file stays until the row is committed.
    held: Option<Held>,
}

impl StepRow {
    pub fn of(execution: &str, ended: EndedStep) -> Self {
        let EndedStep { number, step, .. } = ended;
        let mut row = Self {
            number,
            node: step.node.clone(),
            name: step.name.clone(),
            status: word(&step.status),
            detail: json(&step),
            outputs: ended.outputs,
            seal: 0,
            held: ended.held,
        };
        row.seal = STEP.of(&[
            execution.into(),
            i64::from(number).into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            row.node.as_str().into(),
            row.name.as_str().into(),
            (&row.status).into(),
            (&row.detail).into(),
            (&row.outputs).into(),
        ]);
        row
    }

    /// Lets go of its file: the row keeps it, or nothing does.
    pub fn release(&mut self) {
        drop(self.held.take());
    }
}

/// A step from its row.
pub(crate) fn read(row: &SqliteRow, execution: &str, outputs: &Outputs) -> Result<Step> {
    STEP.assert_of(row, execution)?;
    let mut step: Step = parse(row.get("detail"), execution)?;
    step.outputs = parse(&outputs.whole(row.get("outputs"), execution)?, execution)?;
    Ok(step)
}

/// The row of a step that has ended.
pub(crate) fn insert(to: &Connection, execution: &str, step: &StepRow) -> Result<()> {
    let text = "INSERT INTO step (execution, number, workspace, owner, node, name, status, detail, outputs, seal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = params![
        execution,
        step.number,
        WORKSPACE,
        WORKSPACE,
        step.node.as_str(),
        step.name.as_str(),
        step.status,
        step.detail,
        step.outputs,
        step.seal
    ];
    execute(to, text, values)
}

/// What stands for outputs, and for the items that executions were given, in rows where that has a length, in bytes.
/// Lengths stand in the rows' heads: the texts themselves are not read.
pub(crate) async fn texts_of_length(
    connection: &mut SqliteConnection,
    length: i64,
) -> Result<Vec<String>> {
    let text = "SELECT outputs FROM step NOT INDEXED WHERE octet_length(outputs) = ?1
         UNION ALL SELECT given FROM start NOT INDEXED WHERE octet_length(given) = ?1";
    let rows = sqlx::query(text).bind(length).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

//! The workflows that executions ran, each once for all executions that ran the same: a workflow that runs every minute
//! does not take its size every minute, and the row of an execution stays small where its status changes.

use model::Workflow;
use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::WORKSPACE;
use super::execution::EXECUTION;
use super::words::{json, parse};
use crate::direct::{direct, execute};
use crate::seal::Sealed;
use crate::{Error, Result};

/// Executions held their workflow themselves before; [`share`] puts it here.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE ran (
        hash TEXT PRIMARY KEY,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        workflow TEXT NOT NULL,
        document TEXT NOT NULL,
        seal INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID",
    "ALTER TABLE execution ADD COLUMN ran TEXT NOT NULL DEFAULT ''",
];

pub(crate) const RAN: Sealed = Sealed {
    table: "ran",
    what: "workflow of a run",
    key: &["hash"],
    rest: &["workspace", "owner", "workflow", "document"],
    seal: "seal",
};

/// A workflow that runs, as its row holds it.
#[derive(Debug)]
pub(crate) struct Document {
    /// SHA-256 of the text.
    pub hash: String,
    workflow: String,
    text: String,
    seal: i64,
}

impl Document {
    pub fn of(workflow: &Workflow) -> Self {
        Self::new(workflow.id.clone(), json(workflow))
    }

    fn new(workflow: String, text: String) -> Self {
        let hash = hex::encode(Sha256::digest(&text));
        let seal = RAN.of(&[
            (&hash).into(),
            WORKSPACE.into(),
            WORKSPACE.into(),
            (&workflow).into(),
            (&text).into(),
        ]);
        Self {
            hash,
            workflow,
            text,
            seal,
        }
    }
}

/// The row of a workflow that begins to run. One that is there already stays, and is whole again if it was not.
pub(crate) fn upsert(to: &Connection, document: &Document) -> Result<()> {
    let text = "INSERT INTO ran (hash, workspace, owner, workflow, document, seal) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (hash) DO UPDATE SET (workspace, owner, workflow, document, seal) =
             (excluded.workspace, excluded.owner, excluded.workflow, excluded.document, excluded.seal)
         WHERE (workspace, owner, workflow, document, seal) <>
             (excluded.workspace, excluded.owner, excluded.workflow, excluded.document, excluded.seal)";
    let values = params![
        document.hash,
        WORKSPACE,
        WORKSPACE,
        document.workflow,
        document.text,
        document.seal
    ];
    execute(to, text, values)
}

/// The workflow that an execution ran, by its hash.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    hash: &str,
    execution: &str,
) -> Result<Workflow> {
    let text = format!("SELECT {} FROM ran WHERE hash = ?", RAN.columns());
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(hash)
        .fetch_optional(connection)
        .await?;
    let missing = || {
        Error::damaged(
            "execution",
            execution,
            "the workflow that it ran is missing",
        )
    };
    let row = row.ok_or_else(missing)?;
    match RAN.assert_of(&row, hash) {
        Ok(()) => parse(row.get("document"), execution),
        Err(Error::Damaged { why, .. }) => Err(Error::damaged(
            "execution",
            execution,
            format!("the workflow that it ran is damaged: {why}"),
        )),
        Err(error) => Err(error),
    }
}

/// The executions whose workflow is not there: nobody can go on with them, or look at them.
pub(crate) async fn lost(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let text = "SELECT id FROM execution NOT INDEXED
         WHERE NOT EXISTS (SELECT 1 FROM ran WHERE hash = execution.ran)";
    let rows = sqlx::query(text).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The workflow that an execution ran; none where there is no such execution, or it is damaged.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    execution: &str,
) -> Result<Option<Workflow>> {
    let row = sqlx::query("SELECT ran FROM execution WHERE id = ?")
        .bind(execution)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    match read(connection, row.try_get(0)?, execution).await {
        Ok(workflow) => Ok(Some(workflow)),
        Err(Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a workflow that no execution ran any more. Executions of one workflow are found by an index.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    hash: &str,
    workflow: &str,
) -> Result<()> {
    let text = "DELETE FROM ran WHERE hash = ?1
         AND NOT EXISTS (SELECT 1 FROM execution WHERE workflow = ?2 AND ran = ?1)";
    sqlx::query(text)
        .bind(hash)
        .bind(workflow)
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes all that no execution ran, whatever their rows hold else.
pub(crate) async fn forget_unused(connection: &mut SqliteConnection) -> Result<()> {
    let text = "DELETE FROM ran WHERE hash NOT IN (SELECT ran FROM execution NOT INDEXED)";
    sqlx::query(text).execute(connection).await?;
    Ok(())
}

/// The rows of executions as they were before.
const WITH_DOCUMENT: [Sealed; 2] = [
    Sealed {
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
        ..EXECUTION
    },
    Sealed {
        rest: &["document"],
        seal: "document_seal",
        ..EXECUTION
    },
];

/// Seals executions as they were before; for the migration that brings the seals.
pub(crate) async fn seal_with_documents(connection: &mut SqliteConnection) -> Result<()> {
    for sealed in &WITH_DOCUMENT {
        sealed.seal_all(connection).await?;
    }
    Ok(())
}

/// Takes the workflows out of the executions' rows. What was damaged before is afterwards: it gets a seal that does not
/// fit.
pub(crate) async fn share(connection: &mut SqliteConnection) -> Result<()> {
    let ids = sqlx::query("SELECT id FROM execution")
        .fetch_all(&mut *connection)
        .await?;
    for row in ids {
        share_one(connection, row.try_get(0)?).await?;
    }
    let columns = "ALTER TABLE execution DROP COLUMN document;
         ALTER TABLE execution DROP COLUMN document_seal";
    sqlx::raw_sql(columns).execute(connection).await?;
    Ok(())
}

async fn share_one(connection: &mut SqliteConnection, id: &str) -> Result<()> {
    let row = sqlx::query("SELECT * FROM execution WHERE id = ?")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    let [head, ran] = WITH_DOCUMENT.map(|sealed| sealed.fits(&row));
    let text = String::from_utf8_lossy(row.try_get_unchecked("document")?).into_owned();
    let workflow = match head {
        true => row.try_get("workflow")?,
        // The row may name another one.
        false => parse(&text, id).map_or_else(|_| String::new(), |read: Workflow| read.id),
    };
    let mut document = Document::new(workflow, text);
    if !ran {
        // Not in the place of one that is whole.
        document.hash = hex::encode(Sha256::digest(format!("{id}{}", document.hash)));
        document.seal ^= 1;
    }
    direct(connection, |to| upsert(to, &document)).await?;
    sqlx::query("UPDATE execution SET ran = ? WHERE id = ?")
        .bind(&document.hash)
        .bind(id)
        .execute(&mut *connection)
        .await?;
    match head {
        true => EXECUTION.seal(connection, &[id.into()]).await,
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::{Execution, ExecutionStatus, Workflow};
    use sqlx::Row as _;

    use crate::{End, Error, Opening, Store};

    async fn run(store: &Store, id: &str, name: &str) {
        let workflow = Workflow {
            id: "w".to_owned(),
            name: name.to_owned(),
            ..Workflow::default()
        };
        let opening = Opening {
            execution: Execution {
                id: id.to_owned(),
                workflow: Arc::new(workflow),
                ..Execution::default()
            },
            ..Opening::default()
        };
        let appender = store.appender(id, 0);
        appender.opened(opening, false).await.unwrap();
        let end = End {
            status: ExecutionStatus::Success,
            ..End::default()
        };
        appender.ended(end).await.unwrap();
    }

    async fn names(store: &Store) -> Vec<String> {
        let text = "SELECT json_extract(document, '$.name') FROM ran ORDER BY 1";
        let rows = sqlx::query(text).fetch_all(&store.reader).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn harm(store: &Store, text: &'static str) {
        let mut change = store.writer.begin().await.unwrap();
        let done = sqlx::raw_sql(text).execute(&mut *change).await.unwrap();
        assert_eq!(done.rows_affected(), 1);
        change.commit().await.unwrap();
    }

    #[tokio::test]
    async fn what_runs_share_goes_with_the_last_of_them() {
        let store = Store::memory().await.unwrap();
        for (id, name) in [("a", "One"), ("b", "One"), ("c", "Two"), ("d", "Three")] {
            run(&store, id, name).await;
        }
        assert_eq!(names(&store).await, ["One", "Three", "Two"]);
        store.delete_execution("a").await.unwrap();
        assert_eq!(store.execution("b").await.unwrap().workflow.name, "One");
        store.delete_execution("b").await.unwrap();
        assert_eq!(names(&store).await, ["Three", "Two"]);
        // What a damaged row says of its workflow is not believed.
        harm(&store, "UPDATE execution SET workflow = 'x' WHERE id = 'c'").await;
        store.delete_execution("c").await.unwrap();
        assert_eq!(names(&store).await, ["Three"]);
        store.close().await;
    }

    #[tokio::test]
    async fn one_that_is_damaged_or_gone_is_told_until_it_runs_again() {
        let store = Store::memory().await.unwrap();
        run(&store, "a", "One").await;
        let hurt = "UPDATE ran SET document = replace(document, 'One', 'Eno')";
        for text in [hurt, "DELETE FROM ran"] {
            harm(&store, text).await;
            let refused = store.execution("a").await.unwrap_err();
            assert!(matches!(refused, Error::Damaged { .. }), "{refused}");
            run(&store, text, "One").await;
            assert_eq!(store.execution("a").await.unwrap().workflow.name, "One");
            assert!(store.examine().await.unwrap().is_whole());
        }
        harm(&store, hurt).await;
        assert_eq!(store.examine().await.unwrap().rows.len(), 1);
        harm(&store, "DELETE FROM ran").await;
        let lost = store.examine().await.unwrap();
        assert_eq!(lost.structure, Vec::<String>::new());
        assert_eq!(lost.rows.len(), 3);
        assert!(lost.doubt.tables.contains("ran"));
        // Nothing else is refused for it.
        store.delete_execution("a").await.unwrap();
        store.close().await;
    }
}

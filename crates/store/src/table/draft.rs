//! Drafts: workflows as they are edited, with what can be undone.
//!
//! A draft is written at every edit and is what runs from the editor; a version is kept only when somebody says so. A
//! workflow without a draft is edited from its newest version.

use model::Workflow;
use model::edit::History;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::WORKSPACE;
use super::audit::{self, Deed};
use super::workflow::{VERSION, WORKFLOW, add_version, relabel};
use crate::seal::Sealed;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE draft (
        workflow TEXT PRIMARY KEY REFERENCES workflow (id) ON DELETE CASCADE,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        document TEXT NOT NULL,
        history TEXT NOT NULL,
        edits INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID",
    "ALTER TABLE workflow_version ADD COLUMN name TEXT",
];

pub(crate) const DRAFT: Sealed = Sealed {
    table: "draft",
    what: "draft",
    key: &["workflow"],
    rest: &[
        "workspace",
        "owner",
        "document",
        "history",
        "edits",
        "changed",
        "updated_ms",
    ],
    seal: "seal",
};

/// A workflow as it is edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The document; its id is set.
    pub workflow: Workflow,
    /// What can be undone and done again.
    pub history: History,
    /// How many edits it has seen.
    pub edits: u64,
    /// Revision of the newest version.
    pub revision: i64,
    /// Whether it differs from the newest version.
    pub changed: bool,
}

impl Store {
    /// A workflow as it is edited.
    ///
    /// # Errors
    /// When there is no such workflow, or it is damaged.
    pub async fn draft(&self, id: &str) -> Result<Draft> {
        let saved = self.workflow(id).await?;
        let row = sqlx::query(
            "SELECT workflow, workspace, owner, document, history, edits, changed, updated_ms, seal
             FROM draft WHERE workflow = ?",
        )
        .bind(id)
        .fetch_optional(&self.reader)
        .await?;
        match row {
            Some(row) => read(id, &row, saved.revision),
            None => {
                self.assert_sure(DRAFT.table)?;
                Ok(Draft {
                    workflow: saved.workflow,
                    history: History::default(),
                    edits: 0,
                    revision: saved.revision,
                    changed: false,
                })
            }
        }
    }

    /// What is stored of a workflow, draft before version, as it is: for one that cannot be read any more.
    ///
    /// # Errors
    /// When nothing is.
    pub async fn stored_text(&self, id: &str) -> Result<String> {
        let row = sqlx::query(
            "SELECT document FROM draft WHERE workflow = ?1
                UNION ALL
                SELECT document FROM (SELECT document FROM workflow_version WHERE workflow = ?1
                    ORDER BY revision DESC LIMIT 1)",
        )
        .bind(id)
        .fetch_optional(&self.reader)
        .await?
        .ok_or_else(|| Error::missing("workflow", id))?;
        let bytes: Vec<u8> = row.try_get_unchecked(0)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Writes a draft that had seen `seen` edits before, with the lines about it.
    ///
    /// # Errors
    /// [`Error::Stale`] when it has seen others: nothing is changed then.
    pub async fn save_draft(
        &self,
        draft: &Draft,
        seen: u64,
        now_ms: i64,
        deeds: &[Deed],
    ) -> Result<()> {
        let id = &draft.workflow.id;
        let mut transaction = self.writer.begin().await?;
        DRAFT.assert_at(&mut transaction, &[id.into()]).await?;
        let row = sqlx::query("SELECT edits FROM draft WHERE workflow = ?")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?;
        let current: i64 = row.map_or(0, |row| row.get(0));
        if current != seen as i64 {
            return Err(Error::Stale {
                yours: seen as i64,
                current,
            });
        }
        relabel(&mut transaction, &draft.workflow, now_ms).await?;
        write(&mut transaction, draft, now_ms).await?;
        for deed in deeds {
            audit::write(&mut transaction, deed).await?;
        }
        transaction.commit().await
    }

    /// Keeps the draft as a version, with the line about it; its revision.
    ///
    /// # Errors
    /// When there is no such workflow.
    pub async fn checkpoint(
        &self,
        id: &str,
        name: Option<&str>,
        now_ms: i64,
        deed: &Deed,
    ) -> Result<i64> {
        let mut draft = self.draft(id).await?;
        let mut transaction = self.writer.begin().await?;
        WORKFLOW.assert_at(&mut transaction, &[id.into()]).await?;
        let row = sqlx::query(
            "UPDATE workflow SET revision = revision + 1 WHERE id = ? RETURNING revision",
        )
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?;
        let revision: i64 = row.ok_or_else(|| Error::missing("workflow", id))?.get(0);
        WORKFLOW.seal(&mut transaction, &[id.into()]).await?;
        add_version(&mut transaction, &draft.workflow, revision, now_ms).await?;
        sqlx::query("UPDATE workflow_version SET name = ? WHERE workflow = ? AND revision = ?")
            .bind(name)
            .bind(id)
            .bind(revision)
            .execute(&mut *transaction)
            .await?;
        let version = [id.into(), revision.into()];
        VERSION.seal(&mut transaction, &version).await?;
        draft.changed = false;
        write(&mut transaction, &draft, now_ms).await?;
        audit::write(&mut transaction, deed).await?;
        transaction.commit().await?;
        Ok(revision)
    }
}

fn read(id: &str, row: &SqliteRow, revision: i64) -> Result<Draft> {
    DRAFT.assert_of(row, id)?;
    let damaged = |error| Error::damaged("draft", id, error);
    Ok(Draft {
        workflow: serde_json::from_str(row.get("document")).map_err(damaged)?,
        history: serde_json::from_str(row.get("history")).map_err(damaged)?,
        edits: row.get::<i64, _>("edits") as u64,
        revision,
        changed: row.get("changed"),
    })
}

async fn write(transaction: &mut SqliteConnection, draft: &Draft, now_ms: i64) -> Result<()> {
    let id = &draft.workflow.id;
    let damaged = |error| Error::damaged("draft", id, error);
    sqlx::query(
        "INSERT INTO draft (workflow, workspace, owner, document, history, edits, changed, updated_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (workflow) DO UPDATE SET document = excluded.document, history = excluded.history,
         edits = excluded.edits, changed = excluded.changed, updated_ms = excluded.updated_ms",
    )
    .bind(id)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(serde_json::to_string(&draft.workflow).map_err(damaged)?)
    .bind(serde_json::to_string(&draft.history).map_err(damaged)?)
    .bind(draft.edits as i64)
    .bind(draft.changed)
    .bind(now_ms)
    .execute(&mut *transaction)
    .await?;
    DRAFT.seal(transaction, &[id.into()]).await
}

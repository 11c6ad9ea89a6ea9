//! What a person chose: settings, and what each workflow was allowed.

use std::collections::BTreeMap;

use sqlx::{Row as _, SqliteConnection};

use super::WORKSPACE;
use super::audit::{self, Deed};
use crate::seal::Sealed;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE preference (
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (workspace, owner, name)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE allowed (
        workflow TEXT PRIMARY KEY REFERENCES workflow (id) ON DELETE CASCADE,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        grants TEXT NOT NULL
    ) STRICT, WITHOUT ROWID",
];

pub(crate) const PREFERENCE: Sealed = Sealed {
    table: "preference",
    what: "preference",
    key: &["workspace", "owner", "name"],
    rest: &["value"],
    seal: "seal",
};

pub(crate) const ALLOWED: Sealed = Sealed {
    table: "allowed",
    what: "grants",
    key: &["workflow"],
    rest: &["workspace", "owner", "grants"],
    seal: "seal",
};

impl Store {
    /// A preference, if it was ever set.
    ///
    /// # Errors
    /// When the database fails, or it is damaged.
    pub async fn preference(&self, name: &str) -> Result<Option<String>> {
        let row = sqlx::query(
            "SELECT workspace, owner, name, value, seal FROM preference
             WHERE workspace = ? AND owner = ? AND name = ?",
        )
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(name)
        .fetch_optional(&self.reader)
        .await?;
        let Some(row) = row else {
            self.assert_sure_of(PREFERENCE.table, &[WORKSPACE, WORKSPACE, name])?;
            return Ok(None);
        };
        PREFERENCE.assert_fits(&row)?;
        Ok(row.get("value"))
    }

    /// Sets a preference.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_preference(&self, name: &str, value: &str) -> Result<()> {
        let mut change = self.writer.begin().await?;
        put(&mut change, name, value).await?;
        change.commit().await
    }

    /// Forgets that a preference was ever set.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn forget_preference(&self, name: &str) -> Result<()> {
        let mut change = self.writer.begin().await?;
        sqlx::query("DELETE FROM preference WHERE workspace = ? AND owner = ? AND name = ?")
            .bind(WORKSPACE)
            .bind(WORKSPACE)
            .bind(name)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// What a workflow was allowed, as `--allow` takes it.
    ///
    /// # Errors
    /// When the database fails, or the list is damaged: then nothing is allowed.
    pub async fn allowed(&self, workflow: &str) -> Result<Vec<String>> {
        Ok(self
            .all_allowed()
            .await?
            .remove(workflow)
            .unwrap_or_default())
    }

    /// What every workflow was allowed that was allowed something.
    ///
    /// # Errors
    /// When the database fails, or a list is damaged.
    pub async fn all_allowed(&self) -> Result<BTreeMap<String, Vec<String>>> {
        self.assert_sure(ALLOWED.table)?;
        let rows = sqlx::query(
            "SELECT workflow, workspace, owner, grants, seal FROM allowed WHERE workspace = ?",
        )
        .bind(WORKSPACE)
        .fetch_all(&self.reader)
        .await?;
        rows.iter()
            .map(|row| {
                ALLOWED.assert_fits(row)?;
                let id: String = row.get("workflow");
                let grants = serde_json::from_str(row.get("grants"))
                    .map_err(|e| Error::damaged("grants", &id, e))?;
                Ok((id, grants))
            })
            .collect()
    }

    /// Sets what a workflow is allowed from now on, with the line about it.
    ///
    /// # Errors
    /// When there is no such workflow.
    pub async fn allow(&self, workflow: &str, grants: &[String], deed: &Deed) -> Result<()> {
        let text =
            serde_json::to_string(grants).map_err(|e| Error::damaged("grants", workflow, e))?;
        let cells = [workflow, WORKSPACE, WORKSPACE, text.as_str()].map(Into::into);
        let seal = ALLOWED.of(&cells);
        let mut change = self.writer.begin().await?;
        sqlx::query(
            "INSERT INTO allowed (workflow, workspace, owner, grants, seal) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (workflow) DO UPDATE SET grants = excluded.grants, seal = excluded.seal",
        )
        .bind(workflow)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(text)
        .bind(seal)
        .execute(&mut *change)
        .await?;
        audit::write(&mut change, deed).await?;
        change.commit().await
    }
}

/// Sets a preference.
pub(crate) async fn put(connection: &mut SqliteConnection, name: &str, value: &str) -> Result<()> {
    let cells = [WORKSPACE, WORKSPACE, name, value].map(Into::into);
    sqlx::query(
        "INSERT INTO preference (workspace, owner, name, value, seal) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (workspace, owner, name) DO UPDATE SET value = excluded.value, seal = excluded.seal",
    )
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(name)
    .bind(value)
    .bind(PREFERENCE.of(&cells))
    .execute(connection)
    .await?;
    Ok(())
}

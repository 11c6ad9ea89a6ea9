//! What a person chose: settings, and what each workflow was allowed.

use std::collections::BTreeMap;

use sqlx::Row as _;

use super::WORKSPACE;
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

impl Store {
    /// A preference, if it was ever set.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn preference(&self, name: &str) -> Result<Option<String>> {
        let row = sqlx::query(
            "SELECT value FROM preference WHERE workspace = ? AND owner = ? AND name = ?",
        )
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(name)
        .fetch_optional(&self.reader)
        .await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// Sets a preference.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_preference(&self, name: &str, value: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO preference (workspace, owner, name, value) VALUES (?, ?, ?, ?)
             ON CONFLICT (workspace, owner, name) DO UPDATE SET value = excluded.value",
        )
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(name)
        .bind(value)
        .execute(&self.writer)
        .await?;
        Ok(())
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
        let rows = sqlx::query("SELECT workflow, grants FROM allowed WHERE workspace = ?")
            .bind(WORKSPACE)
            .fetch_all(&self.reader)
            .await?;
        rows.iter()
            .map(|row| {
                let id: String = row.get(0);
                let grants = serde_json::from_str(row.get(1))
                    .map_err(|e| Error::damaged("grants", &id, e))?;
                Ok((id, grants))
            })
            .collect()
    }

    /// Sets what a workflow is allowed from now on.
    ///
    /// # Errors
    /// When there is no such workflow.
    pub async fn allow(&self, workflow: &str, grants: &[String]) -> Result<()> {
        let text =
            serde_json::to_string(grants).map_err(|e| Error::damaged("grants", workflow, e))?;
        sqlx::query(
            "INSERT INTO allowed (workflow, workspace, owner, grants) VALUES (?, ?, ?, ?)
             ON CONFLICT (workflow) DO UPDATE SET grants = excluded.grants",
        )
        .bind(workflow)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(text)
        .execute(&self.writer)
        .await?;
        Ok(())
    }
}

//! How many commits the database has seen, and whether some of them were lost.

use serde::{Deserialize, Serialize};
use sqlx::{Row as _, SqliteConnection};

use crate::anchor::Mark;
use crate::{Result, Store};

/// The seals of the tables of the versions before, and the counter. The seals are filled by `migrate`.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE generation (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        counter INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        lost_after_ms INTEGER,
        lost_until_ms INTEGER
    ) STRICT",
    "INSERT INTO generation (one, counter, at_ms) VALUES (1, 0, 0)",
    "ALTER TABLE workflow ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE workflow_version ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE workflow_version ADD COLUMN document_seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE draft ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE execution ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE execution ADD COLUMN document_seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE step ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE static_data ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE seen ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE variable ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE data_table ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE data_row ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE preference ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE allowed ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE start ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE journal ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE attempt ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE node_state ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
    // What an execution must have beside its journal: a row that is hidden is missed.
    "ALTER TABLE journal ADD COLUMN steps INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE journal ADD COLUMN states INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE journal ADD COLUMN under_way INTEGER",
    "UPDATE journal SET
         steps = (SELECT count(*) FROM step WHERE step.execution = journal.execution),
         states = (SELECT count(*) FROM node_state WHERE node_state.execution = journal.execution),
         under_way = (SELECT max(step) FROM attempt
             WHERE attempt.execution = journal.execution AND attempt.status = 'started')",
];

/// Changes that were kept once and are gone: the database's log was cut or deleted, or the database itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// Changes after this are missing, UTC milliseconds; all are if there is no time.
    pub after_ms: Option<i64>,
    /// The newest of them, UTC milliseconds.
    pub until_ms: i64,
}

impl Store {
    /// What was lost, as long as nobody was told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn loss(&self) -> Result<Option<Loss>> {
        let row = sqlx::query("SELECT lost_after_ms, lost_until_ms FROM generation")
            .fetch_one(&self.reader)
            .await?;
        let (after, until): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        Ok(until.map(|until_ms| Loss {
            after_ms: after.filter(|after| *after > 0),
            until_ms,
        }))
    }

    /// Forgets what was lost: a person was told.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_loss(&self) -> Result<()> {
        let mut change = self.writer.begin().await?;
        sqlx::query("UPDATE generation SET lost_after_ms = NULL, lost_until_ms = NULL")
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// Writes down a loss, if the anchor knows of commits that the database does not.
    pub(crate) async fn hold_against(&self, noted: Option<Mark>) -> Result<()> {
        let Some(noted) = noted else { return Ok(()) };
        let found = counted(&mut *self.reader.acquire().await?).await?;
        if found.counter >= noted.counter {
            return Ok(());
        }
        tracing::error!(?noted, ?found, "changes that were kept are missing");
        let mut change = self.writer.begin().await?;
        // An older loss that nobody was told of began earlier.
        sqlx::query(
            "UPDATE generation SET counter = ?, lost_after_ms = coalesce(lost_after_ms, at_ms), lost_until_ms = ?",
        )
        .bind(noted.counter)
        .bind(noted.at_ms)
        .execute(&mut *change)
        .await?;
        change.commit().await
    }
}

async fn counted(connection: &mut SqliteConnection) -> Result<Mark> {
    let row = sqlx::query("SELECT counter, at_ms FROM generation")
        .fetch_one(connection)
        .await?;
    Ok(Mark {
        counter: row.try_get(0)?,
        at_ms: row.try_get(1)?,
    })
}

//! The one SQLite file of an installation: workflows with all their versions, executions with their steps, and what
//! workflows remember between executions.
//!
//! This is the only library with SQL in it, and nothing of SQLite leaves it: ids are text, times are UTC milliseconds,
//! documents are the types of `model`. One connection writes, a few read. Every table has a workspace and an owner
//! column, so that teams become a second store and not a rewrite.
//!
//! Not here: the keys of secrets (`vault`; what is stored of them is sealed), the bytes of binaries (files, kept by `app`), and what to do when a save is refused.

mod connect;
mod error;
mod migrate;
mod page;
pub mod table;

use std::path::{Path, PathBuf};

use sqlx::SqlitePool;

pub use error::{Error, Result};
pub use page::{Direction, Page, PageRequest};
pub use table::audit::{AuditRow, Deed};
pub use table::credential::{CredentialAbout, CredentialRow, FieldRow};
pub use table::data::{ColumnKind, DataTable, Row};
pub use table::draft::Draft;
pub use table::execution::{ExecutionFilter, ExecutionSummary};
pub use table::judge::{Condition, Order, Test};
pub use table::vault::{ManifestRow, SlotRow, VaultRow};
pub use table::workflow::{Saved, SortBy, VersionInfo, WorkflowFilter, WorkflowSummary};

/// The store of one installation. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    reader: SqlitePool,
    path: Option<PathBuf>,
}

impl Store {
    /// Name of the file in the data folder.
    pub const FILE: &'static str = "millrace.db";

    /// Opens the store in a data folder, making folder and file where they are missing, and brings an older file up to
    /// date after backing it up.
    ///
    /// # Errors
    /// When the folder cannot be written, the file is not ours, was made by a newer version, or is damaged.
    pub async fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|source| Error::Folder {
            path: folder.to_owned(),
            source,
        })?;
        let path = folder.join(Self::FILE);
        let _alone = connect::alone(folder).await;
        let (writer, reader) = connect::file(&path).await?;
        migrate::bring_up_to_date(&writer, Some(&path)).await?;
        Ok(Self {
            writer,
            reader,
            path: Some(path),
        })
    }

    /// A store that lives in memory and is gone when it is dropped.
    ///
    /// # Errors
    /// When SQLite is older than it must be.
    pub async fn memory() -> Result<Self> {
        let pool = connect::memory().await?;
        migrate::bring_up_to_date(&pool, None).await?;
        Ok(Self {
            writer: pool.clone(),
            reader: pool,
            path: None,
        })
    }

    /// A store in memory that begins with all that the one in a data folder holds, but for its executions: what is
    /// changed in it changes nothing there.
    ///
    /// # Errors
    /// When the file cannot be read, is not ours, or was made by a newer version.
    pub async fn apart(folder: &Path) -> Result<Self> {
        let path = folder.join(Self::FILE);
        let pool = connect::memory().await?;
        migrate::copy(&pool, &path).await?;
        Ok(Self {
            writer: pool.clone(),
            reader: pool,
            path: None,
        })
    }

    /// Says whether something could be kept now, before hours are spent on what is to be kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn assert_writable(&self) -> Result<()> {
        match self.writer.begin_with("BEGIN IMMEDIATE").await {
            Ok(transaction) => Ok(transaction.rollback().await?),
            // Somebody else writes at length: so one can.
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("5") => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Where the file lies, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Writes the log back into the file and closes it.
    pub async fn close(&self) {
        if self.path.is_some() {
            // What other programs hold back now, the last of them writes back.
            let _ = sqlx::raw_sql("PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(&self.writer)
                .await;
        }
        self.reader.close().await;
        self.writer.close().await;
    }
}

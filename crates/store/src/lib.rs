//! The one SQLite file of an installation: workflows with all their versions, executions with their steps, and what
//! workflows remember between executions.
//!
//! This is the only library with SQL in it, and nothing of SQLite leaves it: ids are text, times are UTC milliseconds,
//! documents are the types of `model`. One connection writes, a few read. Every table has a workspace and an owner
//! column, so that teams become a second store and not a rewrite.
//!
//! Not here: the keys of secrets (`vault`; what is stored of them is sealed), the bytes of binaries (files of
//! [`Content`] that `app` keeps), and what to do when a save is refused.

mod anchor;
mod backup;
mod budget;
mod connect;
mod content;
mod direct;
mod doubt;
mod error;
mod examine;
mod journal;
mod mark;
mod migrate;
mod network;
mod outputs;
mod page;
mod reserve;
mod seal;
mod swap;
mod sweep;
pub mod table;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};

use parking_lot::{Mutex, RwLock};
use sqlx::SqlitePool;
use tokio::sync::watch;

use anchor::Anchor;
use connect::Place;
use doubt::Doubt;
use examine::Check;
use writer::Writer;

pub use backup::{Backup, BackupKind, Begun, Keys, Known, Restored, Unsettled};
pub use content::{Content, Held, is_name};
pub use error::{Error, Result};
pub use examine::Findings;
pub use journal::{Appender, End, Opening, failed_attempt};
pub use page::{Direction, Page, PageRequest};
pub use table::attempt::{AttemptStatus, KeptAttempt};
pub use table::audit::{AuditRow, Deed};
pub use table::credential::{CredentialAbout, CredentialRow, FieldRow, SealedCredential};
pub use table::data::{ColumnKind, DataTable, Row};
pub use table::draft::Draft;
pub use table::execution_list::{ExecutionFilter, ExecutionSummary};
pub use table::failure::{FailureList, KeptFailure, MOST_FAILURES};
pub use table::generation::Loss;
pub use table::journal::{Standing, Unfinished};
pub use table::judge::{Condition, Order, Test};
pub use table::settle::{Cut, Settle};
pub use table::start::Start;
pub use table::tally::Missing;
pub use table::vault::{ManifestRow, SlotRow, VaultRow};
pub use table::workflow::{Saved, SortBy, VersionInfo, WorkflowFilter, WorkflowSummary};
pub use writer::State;

/// The store of one installation. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    reader: SqlitePool,
    /// Where a row that is not found may be there all the same.
    doubt: Arc<RwLock<Doubt>>,
    place: Option<Arc<Place>>,
    path: Option<PathBuf>,
    /// The data folder, also of one in memory that began with what the folder holds.
    folder: Option<PathBuf>,
    /// Texts that are too large for a row.
    outputs: outputs::Outputs,
    /// The writer of the journal, once something was appended.
    desk: Arc<OnceLock<journal::Desk>>,
    /// How much of the files that lie there no run names, as far as it was looked: bytes.
    others: Arc<AtomicU64>,
    /// Tells other programs that it is open, until it is closed.
    in_use: Arc<Mutex<Option<File>>>,
}

/// How a store is opened, where it is not opened as usual.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of the file system through which SQLite reaches the disk: for tests that let it fail.
    pub vfs: Option<String>,
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
        Self::open_with(folder, Options::default()).await
    }

    /// Opens the store in a data folder, not as usual.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with(folder: &Path, options: Options) -> Result<Self> {
        connect::assert_version()?;
        std::fs::create_dir_all(folder).map_err(Place::failed(folder))?;
        network::assert_local(folder)?;
        let place = Place {
            folder: folder.to_owned(),
            vfs: options.vfs,
        };
        let _alone = connect::alone(folder).await;
        let noted = Anchor::read(folder);
        let (writer, reader) = match Self::reach(&place).await {
            Err(Error::Full) if reserve::give_up(folder) => Self::reach(&place).await?,
            reached => reached?,
        };
        let store = Self {
            writer,
            reader,
            doubt: Arc::default(),
            path: Some(place.file()),
            folder: Some(folder.to_owned()),
            place: Some(Arc::new(place)),
            outputs: outputs::Outputs::beside(folder),
            desk: Arc::default(),
            others: Arc::default(),
            in_use: Arc::new(Mutex::new(connect::use_folder(folder))),
        };
        store.hold_against(noted).await?;
        store.hold_space();
        Ok(store)
    }

    /// Opens the file, brought up to date.
    async fn reach(place: &Place) -> Result<(Writer, SqlitePool)> {
        migrate::prepare(place).await?;
        let (writer, reader) = connect::file(place).await?;
        migrate::bring_up_to_date(writer.pool()).await?;
        Ok((writer, reader))
    }

    /// A store that lives in memory and is gone when it is dropped.
    ///
    /// # Errors
    /// When SQLite is older than it must be.
    pub async fn memory() -> Result<Self> {
        let pool = connect::memory().await?;
        migrate::bring_up_to_date(&pool).await?;
        Ok(Self::of_memory(pool))
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
            folder: Some(folder.to_owned()),
            ..Self::of_memory(pool)
        })
    }

    fn of_memory(pool: SqlitePool) -> Self {
        Self {
            writer: Writer::in_memory(pool.clone()),
            reader: pool,
            doubt: Arc::default(),
            place: None,
            path: None,
            folder: None,
            outputs: outputs::Outputs::default(),
            desk: Arc::default(),
            others: Arc::default(),
            in_use: Arc::default(),
        }
    }

    /// Says whether something could be kept now, before hours are spent on what is to be kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn assert_writable(&self) -> Result<()> {
        match self.writer.begin().await {
            Ok(change) => {
                change.give_up().await;
                Ok(())
            }
            // Somebody else writes at length: so one can.
            Err(Error::Busy) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Whether changes are taken, now and from now on.
    pub fn state(&self) -> watch::Receiver<State> {
        self.writer.state()
    }

    /// Looks through all that is stored: whether it fits together, whether every row fits its checksum, and whether as
    /// many are there as were counted. Where the structure is broken, nothing is written any more: it would break more.
    ///
    /// # Errors
    /// When no connection can be opened.
    pub async fn examine(&self) -> Result<Findings> {
        self.look_through(Check::Full).await
    }

    /// The same, but for whether every index fits its table, which takes longest. Rows that are missing are seen all the
    /// same, in every table that is counted: each row is read for its seal anyway, and counting them is little beside it.
    ///
    /// # Errors
    /// When no connection can be opened.
    pub async fn examine_quickly(&self) -> Result<Findings> {
        self.look_through(Check::Quick).await
    }

    async fn look_through(&self, check: Check) -> Result<Findings> {
        let mut connection = self.reader.acquire().await?;
        let findings = examine::examine(&mut connection, check).await?;
        drop(connection);
        if !findings.structure.is_empty() {
            self.writer.refuse();
        }
        self.doubt.write().clone_from(&findings.doubt);
        Ok(findings)
    }

    /// Holds some space for a start on a full disk, unless it is held; without space, nothing is.
    pub fn hold_space(&self) {
        if let Some(place) = &self.place {
            reserve::hold(&place.folder);
        }
    }

    /// How large the log beside the database is, in bytes: it is written back as it grows, unless somebody reads for long.
    pub fn log_bytes(&self) -> u64 {
        let log = self.place.as_ref().map(|place| place.beside("-wal"));
        log.and_then(|log| log.metadata().ok())
            .map_or(0, |about| about.len())
    }

    /// Where the file lies, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.reader.is_closed()
    }

    /// Until it is closed.
    pub async fn closed(&self) {
        self.reader.close_event().await;
    }

    /// Writes the log back into the file and closes it.
    pub async fn close(&self) {
        if let Some(desk) = self.desk.get() {
            desk.close().await;
        }
        if self.path.is_some() {
            // What other programs hold back now, the last of them writes back.
            let _ = sqlx::raw_sql("PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(self.writer.pool())
                .await;
        }
        self.reader.close().await;
        self.writer.close().await;
        self.in_use.lock().take();
    }
}

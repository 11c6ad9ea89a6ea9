//! Connections: one that writes, a few that read, and the settings that keep committed data.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, SqliteConnection};

use crate::anchor::Anchor;
use crate::writer::Writer;
use crate::{Error, Result, Store};

/// The first SQLite without the WAL-reset bug, by which a pool of connections could lose commits.
const OLDEST: (&str, i32) = ("3.51.3", 3_051_003);

/// How long a change waits while another program writes. A run of many items may take seconds to be written, and several
/// may end at once; giving up would lose what was done.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a store lies, and through which file system SQLite reaches it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    pub(crate) vfs: Option<String>,
}

impl Place {
    /// A data folder, reached as usual.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            vfs: None,
        }
    }

    /// The database.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join(Store::FILE)
    }

    /// A file of SQLite's beside the database, such as `-wal`.
    pub(crate) fn beside(&self, end: &str) -> PathBuf {
        self.folder.join(format!("{}{end}", Store::FILE))
    }

    /// The folder of the backups.
    pub(crate) fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// One connection to a file, to look at it or to work on it alone.
    pub(crate) async fn connect(&self, file: &Path, read_only: bool) -> Result<SqliteConnection> {
        let options = self.options(file).read_only(read_only);
        Ok(settle(options).connect().await?)
    }

    fn options(&self, file: &Path) -> SqliteConnectOptions {
        let options = SqliteConnectOptions::new().filename(file);
        match &self.vfs {
            Some(name) => options.vfs(name.clone()),
            None => options,
        }
    }

    /// What went wrong with a file or folder here.
    pub(crate) fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_owned();
        move |source| match source.kind() {
            std::io::ErrorKind::StorageFull => Error::Full,
            _ => Error::Folder { path, source },
        }
    }
}

/// Lets one program open the file at a time, until what is given back is dropped: several that begin at once would make
/// it, change its journal and migrate it under each other, and SQLite then fails one of them (`IOERR_DELETE_NOENT`).
/// Where a file cannot be locked, none is.
pub(crate) async fn alone(folder: &Path) -> Option<File> {
    let path = folder.join("opening.lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        file.lock().map(|()| file)
    });
    match locked.await {
        Ok(Ok(file)) => Some(file),
        Ok(Err(error)) => {
            tracing::debug!(%error, "the data folder is opened without a lock");
            None
        }
        Err(_) => None,
    }
}

/// Says that a program has the store of a folder open, for as long as what is given back is held; the system lets go of it
/// when the program ends, however it ends. SQLite's own locks cannot be asked where a database is damaged.
pub(crate) fn use_folder(folder: &Path) -> Option<File> {
    let file = in_use(folder).ok()?;
    file.try_lock_shared().ok()?;
    Some(file)
}

/// Refuses where a program has the store of a folder open. What cannot be told is taken for closed.
pub(crate) fn assert_unused(folder: &Path) -> Result<()> {
    match in_use(folder).map(|file| file.try_lock()) {
        Ok(Err(TryLockError::WouldBlock)) => Err(Error::InUse(folder.to_owned())),
        _ => Ok(()),
    }
}

fn in_use(folder: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("open.lock"))
}

/// The writer and the readers of a place.
pub(crate) async fn file(place: &Place) -> Result<(Writer, SqlitePool)> {
    let options = place.options(&place.file());
    let writer = settle(options.clone())
        .create_if_missing(true)
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: what was acknowledged survives a power cut, not only a crash.
        .synchronous(SqliteSynchronous::Full)
        .pragma("checkpoint_fullfsync", "1")
        .pragma("journal_size_limit", "67108864");
    let anchor = Anchor::open(&place.folder);
    if let Err(error) = &anchor {
        tracing::warn!(%error, "there is no anchor beside the database");
    }
    let writer = Writer::on_file(writer, anchor.ok()).await?;
    let reader = SqlitePoolOptions::new()
        .max_connections(4)
        .connect_lazy_with(settle(options).read_only(true));
    Ok((writer, reader))
}

/// The only connection to a database in memory: a second one would see another database.
pub(crate) async fn memory() -> Result<SqlitePool> {
    assert_version()?;
    let options = settle(SqliteConnectOptions::new().in_memory(true));
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        // A change that was given up is undone here: closing the connection would take the database with it.
        .after_release(|connection, _| {
            Box::pin(async move {
                let _ = sqlx::raw_sql("ROLLBACK").execute(connection).await;
                Ok(true)
            })
        });
    Ok(pool.connect_with(options).await?)
}

fn settle(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        // A row that is replaced is removed for the triggers too.
        .pragma("recursive_triggers", "ON")
}

#[allow(
    unsafe_code,
    reason = "the only way to ask the linked SQLite for its version before a connection is open"
)]
pub(crate) fn assert_version() -> Result<()> {
    // SAFETY: takes nothing, changes nothing and returns an integer.
    let found = unsafe { libsqlite3_sys::sqlite3_libversion_number() };
    if found >= OLDEST.1 {
        return Ok(());
    }
    let found = format!(
        "{}.{}.{}",
        found / 1_000_000,
        found / 1000 % 1000,
        found % 1000
    );
    Err(Error::OldSqlite {
        found,
        needed: OLDEST.0,
    })
}

//! Connections: one that writes, a few that read, and the settings that keep committed data.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::{Error, Result};

/// The first SQLite without the WAL-reset bug, by which a pool of connections could lose commits.
const OLDEST: (&str, i32) = ("3.51.3", 3_051_003);

/// How long a change waits while another program writes. A run of many items may take seconds to be written, and several
/// may end at once; giving up would lose what was done.
const PATIENCE: Duration = Duration::from_secs(60);

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

/// The writer and the readers of a file.
pub(crate) async fn file(path: &Path) -> Result<(SqlitePool, SqlitePool)> {
    assert_version()?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let writer = settle(options.clone())
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: what was acknowledged survives a power cut, not only a crash.
        .synchronous(SqliteSynchronous::Full)
        .pragma("checkpoint_fullfsync", "1")
        .pragma("journal_size_limit", "67108864");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(writer)
        .await?;
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
        .max_lifetime(None);
    Ok(pool.connect_with(options).await?)
}

fn settle(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
}

#[allow(
    unsafe_code,
    reason = "the only way to ask the linked SQLite for its version before a connection is open"
)]
fn assert_version() -> Result<()> {
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

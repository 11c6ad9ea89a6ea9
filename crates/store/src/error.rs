//! What can go wrong in the store.

use std::path::PathBuf;

use libsqlite3_sys::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_SHMSIZE,
    SQLITE_NOTADB, SQLITE_READONLY,
};

/// Result of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data folder cannot be made or read.
    #[error("the data folder {path} cannot be used: {source}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite has a bug that loses data.
    #[error(
        "SQLite {found} is older than {needed}, which is the first that never loses committed data"
    )]
    OldSqlite {
        /// The version that is linked.
        found: String,
        /// The oldest that is allowed.
        needed: &'static str,
    },
    /// The file was made by a newer Millrace.
    #[error(
        "the data was written by a newer version of Millrace (schema {found}, this one knows {known}); nothing was changed"
    )]
    Newer {
        /// Schema of the file.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
    /// There is no such thing.
    #[error("there is no {what} “{id}”")]
    Missing {
        /// What was looked for.
        what: &'static str,
        /// Its id or name.
        id: String,
    },
    /// Somebody saved in between.
    #[error(
        "the workflow was saved by somebody else in between (you have revision {yours}, it is at {current})"
    )]
    Stale {
        /// The revision the caller started from.
        yours: i64,
        /// The revision that is stored.
        current: i64,
    },
    /// Somebody else went on with the execution since.
    #[error("another program, or another window, has gone on with this run meanwhile")]
    Late,
    /// Something that was handed in earlier could not be written, so this was not either.
    #[error(transparent)]
    Refused(std::sync::Arc<Error>),
    /// An argument makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// What is stored cannot be read.
    #[error("the stored {what} “{id}” is damaged: {why}")]
    Damaged {
        /// What it is.
        what: &'static str,
        /// Its id.
        id: String,
        /// What does not fit.
        why: String,
    },
    /// The file is not ours, or no database at all.
    #[error("{0} is not a database of Millrace; nothing was changed")]
    Foreign(PathBuf),
    /// The database was emptied or removed behind our back.
    #[error(
        "the database {0} is empty or gone, though much was kept in it; restore a backup (`millrace backup`), or begin with nothing (`millrace backup anew`)"
    )]
    Emptied(PathBuf),
    /// Another program has the database open, and what was asked needs it alone.
    #[error("another Millrace has the data in {0} open; close it and try again")]
    InUse(PathBuf),
    /// The disk is full.
    #[error(
        "the disk is full: nothing was changed, and what is kept can be read; once there is space, it goes on by itself"
    )]
    Full,
    /// The disk does not do what it is told.
    #[error("the disk failed, and nothing was changed: {0}")]
    Disk(String),
    /// The file or its folder may only be read.
    #[error(
        "the data can only be read: the system does not allow to write to the database or its folder"
    )]
    ReadOnly,
    /// Somebody else writes for too long.
    #[error("another program is writing to the data; try again in a moment")]
    Busy,
    /// The file is gone, or the folder.
    #[error(
        "the database is gone or cannot be opened, and nothing was changed: is its folder still there, and may it be written to?"
    )]
    Gone,
    /// The folder lies on another computer.
    #[error(
        "the data folder {0} lies on a network drive, where a database is not safe; take one on this computer (--data, or MILLRACE_DATA)"
    )]
    Network(PathBuf),
    /// SQLite refused.
    #[error("the database failed: {0}")]
    Sqlite(String),
}

impl Error {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Folder { .. } => "store.folder",
            Error::OldSqlite { .. } => "store.sqlite",
            Error::Newer { .. } => "store.newer",
            Error::Missing { .. } => "store.missing",
            Error::Stale { .. } => "store.stale",
            Error::Late => "store.late",
            Error::Refused(why) => why.code(),
            Error::Invalid(_) => "store.invalid",
            Error::Damaged { .. } => "store.damaged",
            Error::Foreign(_) => "store.foreign",
            Error::Emptied(_) => "store.emptied",
            Error::InUse(_) => "store.inUse",
            Error::Full => "store.full",
            Error::Disk(_) => "store.disk",
            Error::ReadOnly => "store.readOnly",
            Error::Busy => "store.busy",
            Error::Gone => "store.gone",
            Error::Network(_) => "store.network",
            Error::Sqlite(_) => "store.failed",
        }
    }

    pub(crate) fn missing(what: &'static str, id: &str) -> Self {
        Error::Missing {
            what,
            id: id.to_owned(),
        }
    }

    pub(crate) fn damaged(what: &'static str, id: &str, why: impl std::fmt::Display) -> Self {
        Error::Damaged {
            what,
            id: id.to_owned(),
            why: why.to_string(),
        }
    }

    /// By SQLite's result code: what a person can do about it differs.
    fn of_code(code: i32, error: String) -> Self {
        match (code & 0xff, code) {
            // A full disk has no room for the shared memory either.
            (SQLITE_FULL, _) | (_, SQLITE_IOERR_SHMSIZE) => Error::Full,
            (SQLITE_IOERR, _) => Error::Disk(error),
            (SQLITE_CORRUPT, _) => Error::damaged("database", crate::Store::FILE, error),
            (SQLITE_NOTADB, _) => Error::Foreign(crate::Store::FILE.into()),
            (SQLITE_READONLY, _) => Error::ReadOnly,
            (SQLITE_BUSY, _) => Error::Busy,
            (SQLITE_CANTOPEN, _) => Error::Gone,
            _ => Error::Sqlite(error),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(refused) => refused.code(),
            _ => None,
        };
        match code.and_then(|code| code.parse().ok()) {
            Some(code) => Error::of_code(code, error.to_string()),
            None if matches!(error, sqlx::Error::PoolTimedOut) => Error::Busy,
            None => Error::Sqlite(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(refused) => Error::of_code(refused.extended_code, error.to_string()),
            None => Error::Sqlite(error.to_string()),
        }
    }
}

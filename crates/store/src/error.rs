//! What can go wrong in the store.

use std::path::PathBuf;

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
    /// SQLite refused.
    #[error("the database failed: {0}")]
    Sqlite(#[from] sqlx::Error),
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
}

//! The one connection that writes, and what becomes of it when the disk does not do what it is told.
//!
//! A change is a transaction that counts itself (see `anchor`). One that does not end well takes its connection with
//! it: what a file holds after a failed sync is known to nobody, so nothing goes on from there, and no sync is asked for
//! a second time. The next change begins on a new connection, from what the file says.
//!
//! On a full disk changes fail, each whole, and what is kept can be read. That is told, and every second it is tried
//! whether there is space again.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, Row};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Row as _, Sqlite, SqliteConnection};
use tokio::sync::watch;

use crate::anchor::{Anchor, Mark};
use crate::direct::direct;
use crate::{Error, Result};

/// How often it is tried whether the disk takes changes again.
const PROBE: Duration = Duration::from_secs(1);

/// How long is waited for the connection to come back.
const AT_REST: Duration = Duration::from_secs(1);

/// Whether changes are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// They are.
    #[default]
    Ready,
    /// The disk is full: what is kept can be read.
    Full,
    /// The disk fails when it is written to: what is kept can be read.
    Failing,
}

/// The connection that writes.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    pool: SqlitePool,
    keeper: Arc<Keeper>,
}

#[derive(Debug)]
struct Keeper {
    /// Set by a change that did not end well; the connection is closed when it comes back.
    doubtful: Arc<AtomicBool>,
    /// Whether the file's structure is damaged: then nothing may be written to it.
    broken: AtomicBool,
    anchor: Option<Anchor>,
    /// The file, and which one it was when it was opened.
    file: Option<(PathBuf, u64)>,
    state: watch::Sender<State>,
    probing: AtomicBool,
}

impl Writer {
    /// On a file, noting its commits in the anchor.
    pub(crate) async fn on_file(
        options: SqliteConnectOptions,
        anchor: Option<Anchor>,
    ) -> Result<Self> {
        let path = options.get_filename().to_owned();
        let doubtful = Arc::new(AtomicBool::new(false));
        let doubt = doubtful.clone();
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            // A file cannot hang up; one that is gone is noticed in another way.
            .test_before_acquire(false)
            .after_release(move |_, _| {
                let whole = !doubt.swap(false, Ordering::AcqRel);
                Box::pin(async move { Ok(whole) })
            })
            .connect_with(options)
            .await?;
        let file = identity(&path).map(|opened| (path, opened));
        Ok(Self::of(pool, anchor, file, doubtful))
    }

    /// On a database in memory, whose only connection must never be closed.
    pub(crate) fn in_memory(pool: SqlitePool) -> Self {
        Self::of(pool, None, None, Arc::default())
    }

    fn of(
        pool: SqlitePool,
        anchor: Option<Anchor>,
        file: Option<(PathBuf, u64)>,
        doubtful: Arc<AtomicBool>,
    ) -> Self {
        Self {
            pool,
            keeper: Arc::new(Keeper {
                doubtful,
                broken: AtomicBool::new(false),
                anchor,
                file,
                state: watch::Sender::default(),
                probing: AtomicBool::new(false),
            }),
        }
    }

    /// The pool of the one connection, for what is no change.
    pub(crate) fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    /// Whether the file is where it was. A system may go on writing to one that was removed, and all of it would be lost.
    fn assert_there(&self) -> Result<()> {
        match &self.keeper.file {
            Some((path, opened)) if identity(path) != Some(*opened) => Err(Error::Gone),
            _ => Ok(()),
        }
    }

    /// Begins a change. What is not committed is not done.
    pub(crate) async fn begin(&self) -> Result<Change> {
        if self.keeper.broken.load(Ordering::Acquire) {
            return Err(Error::damaged(
                "database",
                crate::Store::FILE,
                "its structure is broken",
            ));
        }
        self.assert_there()?;
        let mut fate = Fate {
            writer: self.clone(),
            ended: true,
        };
        let mut connection = match self.pool.acquire().await {
            Ok(connection) => connection,
            Err(error) => return Err(fate.failed(error)),
        };
        fate.ended = false;
        match say(&mut connection, "BEGIN IMMEDIATE").await {
            Ok(()) => Ok(Change { fate, connection }),
            Err(error) => Err(fate.failed(error)),
        }
    }

    /// Whether changes are taken, now and from now on.
    pub(crate) fn state(&self) -> watch::Receiver<State> {
        self.keeper.state.subscribe()
    }

    /// From now on nothing is written.
    pub(crate) fn refuse(&self) {
        self.keeper.broken.store(true, Ordering::Release);
    }

    /// Returns when the connection is back: this thread's runtime brings it there, and ends with the thread.
    pub(crate) async fn at_rest(&self) {
        let back = async {
            while self.pool.num_idle() < self.pool.size() as usize {
                tokio::task::yield_now().await;
            }
        };
        // Somebody else may hold it for longer, on another runtime.
        let _ = tokio::time::timeout(AT_REST, back).await;
    }

    /// Makes the anchor durable and closes the connection.
    pub(crate) async fn close(&self) {
        if let Some(anchor) = &self.keeper.anchor
            && let Err(error) = anchor.settle()
        {
            tracing::debug!(%error, "the anchor was not made durable");
        }
        self.pool.close().await;
    }

    /// Notes how a change failed, and tries until changes are taken again.
    fn heed(&self, error: &Error) {
        let state = match error {
            Error::Full => State::Full,
            Error::Disk(_) => State::Failing,
            _ => return,
        };
        self.keeper.state.send_if_modified(|now| {
            let changed = *now != state;
            *now = state;
            changed
        });
        self.probe();
    }

    fn probe(&self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        if self.keeper.probing.swap(true, Ordering::AcqRel) {
            return;
        }
        let writer = self.clone();
        runtime.spawn(async move {
            let mut beat = tokio::time::interval(PROBE);
            // The first beat comes at once.
            beat.tick().await;
            while !writer.pool.is_closed() {
                beat.tick().await;
                let Ok(change) = writer.begin().await else {
                    continue;
                };
                if change.commit().await.is_ok() {
                    break;
                }
            }
            writer.keeper.probing.store(false, Ordering::Release);
        });
    }
}

/// A change that is being made.
pub(crate) struct Change {
    // First: it must be known what became of the change before its connection goes back.
    fate: Fate,
    connection: PoolConnection<Sqlite>,
}

impl Change {
    /// Makes it durable. Once this returns it is kept, and the anchor knows.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let mark = match stamp_and_commit(&mut self.connection).await {
            Ok(mark) => mark,
            Err(error) => return Err(self.fate.failed(error)),
        };
        self.fate.ended = true;
        self.fate.writer.committed(mark);
        Ok(())
    }

    /// Writes the last rows of it and makes it durable as [`commit`](Self::commit) does, on the thread that asks. For a
    /// thread that does nothing else: the disk is waited for.
    pub(crate) async fn finish(
        mut self,
        rows: impl FnOnce(&Connection) -> Result<()>,
    ) -> Result<()> {
        let committed = direct(&mut self.connection, |to| {
            rows(to)?;
            let mark = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let (counter, at_ms) = to.query_row(STAMP, [], mark)?;
            to.execute_batch("COMMIT")?;
            Ok(Mark { counter, at_ms })
        });
        match committed.await {
            Ok(mark) => {
                self.fate.ended = true;
                self.fate.writer.committed(mark);
                Ok(())
            }
            Err(error) => Err(self.fail(error).await),
        }
    }

    /// Gives it up because of an error, which may be the disk's.
    pub(crate) async fn fail(self, error: Error) -> Error {
        let disks = match &error {
            Error::Damaged { what, .. } => *what == "database",
            Error::Late | Error::Missing { .. } => false,
            _ => true,
        };
        match disks {
            true => self.fate.writer.heed(&error),
            false => self.give_up().await,
        }
        error
    }

    /// Gives it up, for a reason that is not the disk's.
    pub(crate) async fn give_up(mut self) {
        self.fate.ended = say(&mut self.connection, "ROLLBACK").await.is_ok();
    }
}

async fn say(connection: &mut SqliteConnection, word: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(word).execute(connection).await.map(drop)
}

impl Writer {
    fn committed(&self, mark: Mark) {
        if let Some(anchor) = &self.keeper.anchor
            && let Err(error) = anchor.note(mark)
        {
            tracing::warn!(%error, "the anchor was not written");
        }
        self.keeper.state.send_if_modified(|state| {
            let changed = *state != State::Ready;
            *state = State::Ready;
            changed
        });
    }
}

/// Counts a commit. The time is only told to a person, after a loss.
const STAMP: &str = "UPDATE generation SET counter = counter + 1, at_ms = CAST(unixepoch('subsec') * 1000 AS INTEGER)
     RETURNING counter, at_ms";

/// Counts a commit and makes it, in one go.
async fn stamp_and_commit(connection: &mut SqliteConnection) -> Result<Mark, sqlx::Error> {
    let both = AssertSqlSafe(format!("{STAMP}; COMMIT"));
    let rows = sqlx::raw_sql(both).fetch_all(connection).await?;
    let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
    Ok(Mark {
        counter: row.try_get(0)?,
        at_ms: row.try_get(1)?,
    })
}

impl Deref for Change {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

/// Which file a path names; nothing where there is none.
fn identity(path: &Path) -> Option<u64> {
    let about = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&about));
    // Elsewhere a file that is open is not removed.
    #[cfg(not(unix))]
    return about.is_file().then_some(0);
}

/// How a change ends.
struct Fate {
    writer: Writer,
    ended: bool,
}

impl Fate {
    fn failed(&self, error: sqlx::Error) -> Error {
        let error = Error::from(error);
        self.writer.heed(&error);
        error
    }
}

impl Drop for Fate {
    fn drop(&mut self) {
        if !self.ended {
            self.writer.keeper.doubtful.store(true, Ordering::Release);
            // Nobody said why: it may have been the disk.
            self.writer.probe();
        }
    }
}

//! SQLite on the thread that asks. The connection lives on a thread of its own: to wake that and to be woken by it costs
//! more than most statements do, and while it works whoever asked only waits. So many statements in a row are run where
//! they come from, as long as the connection is locked.

use rusqlite::{Connection, Params};
use sqlx::SqliteConnection;

use crate::{Error, Result};

/// Runs statements on a connection without leaving the thread, which is blocked for as long: by a few thousand rows at
/// most, or on a thread that does nothing else.
#[allow(
    unsafe_code,
    reason = "one connection, and two libraries that know of it"
)]
pub(crate) async fn direct<T>(
    connection: &mut SqliteConnection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    let mut locked = connection.lock_handle().await?;
    let handle = locked.as_raw_handle().as_ptr();
    // SAFETY: the handle is open, nobody else uses it as long as it is locked, and who borrows it does not close it.
    let borrowed = unsafe { Connection::from_handle(handle.cast()) }?;
    work(&borrowed)
}

/// Runs a statement; one with the same text is prepared once as long as the connection is borrowed.
pub(crate) fn execute(to: &Connection, text: &str, values: impl Params) -> Result<()> {
    to.prepare_cached(text)?.execute(values)?;
    Ok(())
}

/// The same for one that has to change a row; where it does not, somebody else was faster.
pub(crate) fn change_row(to: &Connection, text: &str, values: impl Params) -> Result<()> {
    match to.prepare_cached(text)?.execute(values)? {
        0 => Err(Error::Late),
        _ => Ok(()),
    }
}

//! Puts another database in the place of the one that is there, whole or not at all.
//!
//! The other one is made as `…-next`, complete and durable. Then it is named `…-swap`, which is the moment at which it
//! counts: whoever opens the store from then on finishes the swap first. A log of the old database is removed before
//! the new one takes its name, since SQLite would read it into the new one.

use std::path::{Path, PathBuf};

use sqlx::{Connection as _, Row as _};

use crate::anchor::Anchor;
use crate::connect::Place;
use crate::{Error, Result};

/// Where the other database is made.
pub(crate) fn next(place: &Place) -> PathBuf {
    place.beside("-next")
}

/// Finishes a swap that was cut off, and removes what never came to one. Nobody else may have the store open.
pub(crate) fn finish(place: &Place) -> Result<()> {
    let swap = place.beside("-swap");
    for half in ["-next", "-next-journal", "-next-wal", "-next-shm"] {
        remove(&place.beside(half))?;
    }
    if !swap.exists() {
        return Ok(());
    }
    remove(&place.beside("-wal"))?;
    remove(&place.beside("-shm"))?;
    remove(&place.beside("-journal"))?;
    rename(&swap, &place.file())
}

/// Puts what was made as [`next`] in its place.
pub(crate) fn swap(place: &Place) -> Result<()> {
    let next = next(place);
    sync(&next)?;
    rename(&next, &place.beside("-swap"))?;
    finish(place)
}

/// Folds the log into the file, so that there is one file only.
///
/// # Errors
/// [`Error::InUse`] when another program has it open.
pub(crate) async fn fold(place: &Place) -> Result<()> {
    let mut connection = place.connect(&place.file(), false).await?;
    let folded = sqlx::query("PRAGMA journal_mode = DELETE")
        .fetch_one(&mut connection)
        .await;
    let mode: Result<String, sqlx::Error> = folded.and_then(|row| row.try_get(0));
    let closed = connection.close().await;
    match mode {
        Ok(mode) if mode == "delete" => Ok(closed?),
        Ok(_) => Err(Error::InUse(place.folder.clone())),
        Err(error) => match Error::from(error) {
            Error::Busy => Err(Error::InUse(place.folder.clone())),
            other => Err(other),
        },
    }
}

/// Lets the next database go on counting where the one before it stopped: it is meant to lack what that one had.
pub(crate) async fn count_on(place: &Place, file: &Path) -> Result<()> {
    let noted = Anchor::read(&place.folder).map_or(0, |mark| mark.counter);
    let mut connection = place.connect(file, false).await?;
    sqlx::query(
        "UPDATE generation SET counter = max(counter, ?) + 1, lost_after_ms = NULL, lost_until_ms = NULL",
    )
    .bind(noted)
    .execute(&mut connection)
    .await?;
    Ok(connection.close().await?)
}

/// Copies a file, durable and whole or not at all.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    let half = to.with_extension("part");
    std::fs::copy(from, &half).map_err(Place::failed(&half))?;
    sync(&half)?;
    rename(&half, to)
}

/// Makes a file durable.
pub(crate) fn sync(path: &Path) -> Result<()> {
    let opened = std::fs::File::options().write(true).open(path);
    opened
        .and_then(|file| file.sync_all())
        .map_err(Place::failed(path))
}

/// Gives a file another name, durably.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(Place::failed(to))?;
    #[cfg(unix)]
    if let Some(folder) = to.parent() {
        let opened = std::fs::File::open(folder);
        opened
            .and_then(|folder| folder.sync_all())
            .map_err(Place::failed(to))?;
    }
    Ok(())
}

/// Removes a file, if there is one.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Place::failed(path)(error))
        }
        _ => Ok(()),
    }
}

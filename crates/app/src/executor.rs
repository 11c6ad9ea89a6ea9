//! The program that runs executions, as other programs see it: a file that it holds locked for as long as it lives.
//!
//! The system lets go of the lock when the program ends, however it ends; no number of a process is trusted, which may
//! be another's by then. Files are made and removed, and executions of programs that are gone are claimed, by one program
//! at a time.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The folder with a file for every program that runs executions.
const FOLDER: &str = "executors";

/// This program.
#[derive(Debug)]
pub(crate) struct Executor {
    /// What it is called in the journal.
    pub id: String,
    /// Locked until the program ends; none where nothing is kept.
    _alive: Option<File>,
}

impl Executor {
    /// Says that this program runs executions from now on.
    pub fn begin(_alone: &Alone, folder: &Path) -> std::io::Result<Self> {
        let id = hex::encode(rand::random::<[u8; 16]>());
        let path = folder.join(FOLDER).join(&id);
        std::fs::create_dir_all(folder.join(FOLDER))?;
        let file = open(&path)?;
        file.lock()?;
        Ok(Self {
            id,
            _alive: Some(file),
        })
    }

    /// One whose executions live in memory and end with it.
    pub fn in_memory() -> Self {
        Self {
            id: "memory".to_owned(),
            _alive: None,
        }
    }
}

/// Whether a program does not live any more. What cannot be told is taken for alive: nothing is run twice.
pub(crate) fn is_gone(_alone: &Alone, folder: &Path, id: &str) -> bool {
    let path = folder.join(FOLDER).join(id);
    let file = match File::options().write(true).open(&path) {
        Ok(file) => file,
        Err(error) => return error.kind() == std::io::ErrorKind::NotFound,
    };
    match file.try_lock() {
        Ok(()) => {
            // Nobody asks for it again once its executions were claimed.
            let _ = std::fs::remove_file(&path);
            true
        }
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "it cannot be told whether another program lives");
            false
        }
    }
}

/// Removes the files of programs that are gone; call when nothing is left of theirs.
pub(crate) fn sweep(alone: &Alone, folder: &Path) {
    let Ok(files) = std::fs::read_dir(folder.join(FOLDER)) else {
        return;
    };
    for name in files.filter_map(|file| file.ok()?.file_name().into_string().ok()) {
        is_gone(alone, folder, &name);
    }
}

/// While this is held, no other program claims executions, comes or goes.
#[derive(Debug)]
pub(crate) struct Alone(#[expect(dead_code, reason = "held for its lock")] File);

impl Alone {
    /// Waits until no other program holds it.
    pub async fn wait(folder: &Path) -> std::io::Result<Self> {
        let path: PathBuf = folder.join("recovery.lock");
        let folder = folder.to_owned();
        let locked = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(folder)?;
            let file = open(&path)?;
            file.lock()?;
            Ok(Self(file))
        });
        locked.await.map_err(std::io::Error::other)?
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::{Alone, Executor, is_gone, sweep};

    #[tokio::test]
    async fn a_program_is_gone_when_its_lock_is() {
        let folder = tempfile::tempdir().unwrap();
        let alone = Alone::wait(folder.path()).await.unwrap();
        let one = Executor::begin(&alone, folder.path()).unwrap();
        let other = Executor::begin(&alone, folder.path()).unwrap();
        assert_ne!(one.id, other.id);
        assert!(!is_gone(&alone, folder.path(), &one.id));
        let id = other.id.clone();
        drop(other);
        assert!(is_gone(&alone, folder.path(), &id));
        assert!(is_gone(&alone, folder.path(), &id), "also without its file");
        sweep(&alone, folder.path());
        assert!(!is_gone(&alone, folder.path(), &one.id));
    }
}

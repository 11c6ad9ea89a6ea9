//! A little space that is held on the disk, so that a start finds room on a full one: before SQLite reads a database it
//! makes 32 kB of shared memory beside it. Given up where an open finds no room, taken again once there is some.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// How much is held, in bytes.
const SIZE: usize = 256 * 1024;

/// Holds the space, if it is not held. Without space nothing is: that a start would find none is no reason not to go on.
pub(crate) fn hold(folder: &Path) {
    let path = path(folder);
    if path
        .metadata()
        .is_ok_and(|about| about.len() == SIZE as u64)
    {
        return;
    }
    let written = File::create(&path).and_then(|file| {
        let mut file = BufWriter::new(file);
        for block in 0..SIZE / 32 {
            file.write_all(&noise(block))?;
        }
        file.into_inner()?.sync_all()
    });
    if let Err(error) = written {
        tracing::debug!(%error, "no space is held for a start on a full disk");
        let _ = std::fs::remove_file(&path);
    }
}

/// What no file system packs into less.
fn noise(block: usize) -> [u8; 32] {
    Sha256::digest(block.to_be_bytes()).into()
}

/// Gives the space up; whether any was held.
pub(crate) fn give_up(folder: &Path) -> bool {
    std::fs::remove_file(path(folder)).is_ok()
}

fn path(folder: &Path) -> PathBuf {
    folder.join("millrace.reserve")
}

#[cfg(test)]
mod tests {
    use super::{SIZE, give_up, hold, path};

    #[test]
    fn what_is_held_is_given_up_once() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!give_up(folder.path()));
        std::fs::write(path(folder.path()), "cut off").unwrap();
        for _ in 0..2 {
            hold(folder.path());
            let about = path(folder.path()).metadata().unwrap();
            assert_eq!(about.len(), SIZE as u64);
        }
        assert!(give_up(folder.path()));
        assert!(!give_up(folder.path()));
        hold(&folder.path().join("not there"));
    }
}

//! What several tests look at.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

/// How many files lie in a folder of contents.
pub fn count(folder: &Path) -> usize {
    let Ok(parts) = std::fs::read_dir(folder) else {
        return 0;
    };
    let parts = parts.map(|part| part.unwrap().path());
    let folders = parts.filter(|part| part.is_dir());
    folders
        .map(|part| std::fs::read_dir(part).unwrap().count())
        .sum()
}

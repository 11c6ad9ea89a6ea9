//! Texts that are too large for a row: content-addressed files, written before the row that names them.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::{Error, Result};

/// The largest text that a row holds, in bytes.
const INLINE: usize = 256 << 10;

/// How a row that names a file begins; every text that is kept here is a list or an object of another shape.
const NAMED: &str = "{\"sha256\":\"";

/// Where large texts lie: `ab/abcdef…`, named by what is in them. A store in memory keeps all in its rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outputs {
    folder: Option<PathBuf>,
}

impl Outputs {
    /// Beside the database of a data folder.
    pub fn beside(folder: &Path) -> Self {
        Self {
            folder: Some(folder.join("outputs")),
        }
    }

    /// What the row holds for a text: itself, or the name of the file that it is in from now on.
    ///
    /// # Errors
    /// When the file cannot be written: then no row may name it.
    pub fn keep(&self, text: String) -> Result<String> {
        let Some(folder) = self.folder.as_ref().filter(|_| text.len() > INLINE) else {
            return Ok(text);
        };
        let name = hex::encode(Sha256::digest(text.as_bytes()));
        let path = place(folder, &name);
        if !path.exists() {
            write_whole(&path, text.as_bytes()).map_err(|source| Error::Folder { path, source })?;
        }
        Ok(format!("{NAMED}{name}\"}}"))
    }

    /// The text that a row stands for.
    ///
    /// # Errors
    /// When its file is gone or is not what was written.
    pub fn whole(&self, text: String, execution: &str) -> Result<String> {
        let Some(name) = named(&text) else {
            return Ok(text);
        };
        let damaged = |why: String| Error::damaged("execution", execution, why);
        let folder = self.folder.as_ref();
        let folder = folder.ok_or_else(|| damaged("its outputs are not here".to_owned()))?;
        let bytes = std::fs::read(place(folder, name))
            .map_err(|error| damaged(format!("an output of it cannot be read: {error}")))?;
        if hex::encode(Sha256::digest(&bytes)) != name {
            return Err(damaged(
                "an output of it is not what was written".to_owned(),
            ));
        }
        String::from_utf8(bytes).map_err(|error| damaged(error.to_string()))
    }
}

/// The file that a row's text names.
fn named(text: &str) -> Option<&str> {
    let name = text.strip_prefix(NAMED)?.strip_suffix("\"}")?;
    let is_hash = name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then_some(name)
}

fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join(&name[..2]).join(name)
}

/// Writes a file so that it is there whole or not at all, also after a power cut.
fn write_whole(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let is_new = !folder.exists();
    std::fs::create_dir_all(folder)?;
    // Two that write the same at once write the same bytes: each has a part of its own.
    let part = folder.join(format!("{}.part", uuid::Uuid::now_v7()));
    let written = File::create(&part)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&part, path));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&part);
        return Err(error);
    }
    sync_folder(folder)?;
    match folder.parent() {
        Some(above) if is_new => sync_folder(above),
        _ => Ok(()),
    }
}

/// Makes names in a folder safe; Windows does so by itself and cannot open folders.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    match cfg!(unix) {
        true => File::open(folder)?.sync_all(),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{INLINE, Outputs, place};

    #[test]
    fn large_texts_are_files_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let outputs = Outputs::beside(folder.path());
        let small = "[1]".to_owned();
        assert_eq!(outputs.keep(small.clone()).unwrap(), small);
        assert_eq!(outputs.whole(small.clone(), "e").unwrap(), small);

        let large = format!("[\"{}\"]", "x".repeat(INLINE));
        let row = outputs.keep(large.clone()).unwrap();
        assert!(row.len() < 100, "{row}");
        assert_eq!(outputs.keep(large.clone()).unwrap(), row);
        assert_eq!(outputs.whole(row.clone(), "e").unwrap(), large);

        let name = super::named(&row).unwrap();
        let path = place(&folder.path().join("outputs"), name);
        std::fs::write(&path, "[]").unwrap();
        assert!(outputs.whole(row.clone(), "e").is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(outputs.whole(row, "e").is_err());
    }

    #[test]
    fn a_text_that_looks_like_a_name_is_itself() {
        let outputs = Outputs::default();
        for text in ["{\"sha256\":\"../../etc/passwd\"}", "{\"sha256\":\"\"}"] {
            assert_eq!(outputs.whole(text.to_owned(), "e").unwrap(), text);
        }
    }
}

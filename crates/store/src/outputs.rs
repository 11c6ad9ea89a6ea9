//! Texts that are too large for a row: content-addressed files, written before the row that names them, and removed when
//! none does any more.
//!
//! Whoever writes a file holds a lock, shared with others who write, until the row is committed or given up. Who sweeps
//! lists the files in a moment when nobody holds it, reads which of them rows name, and removes the others in another such
//! moment, unless somebody has asked for them in between.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

use crate::table::{start, step};
use crate::{Error, Result, Store};

/// The largest text that a row holds, in bytes.
const INLINE: usize = 256 << 10;

/// How the name of a file ends that is being written.
const PART: &str = ".part";

/// How a row that names a file begins; every text that is kept here is a list or an object of another shape.
const NAMED: &str = "{\"sha256\":\"";

/// The file in the folder that is locked.
const LOCK: &str = "lock";

/// A file that is asked for anew becomes so much younger: who sweeps sees it, and no clock is asked. More than the
/// coarsest file system tells apart.
const YOUNGER: Duration = Duration::from_secs(4);

/// While this is there, no file is removed.
#[derive(Clone, Debug)]
pub(crate) struct Held(#[expect(dead_code, reason = "held for its lock")] Arc<File>);

/// A file, as it was when nobody was writing.
struct Listed {
    name: String,
    path: PathBuf,
    changed: SystemTime,
}

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

    /// What the row holds for a text: itself, or the name of the file that it is in from now on. The file stays as long as
    /// it is held, or a row names it.
    ///
    /// # Errors
    /// When the file cannot be written: then no row may name it.
    pub fn keep(&self, text: String) -> Result<(String, Option<Held>)> {
        let Some(folder) = self.folder.as_ref().filter(|_| text.len() > INLINE) else {
            return Ok((text, None));
        };
        let name = hex::encode(Sha256::digest(text.as_bytes()));
        let path = place(folder, &name);
        let write = || {
            let held = hold(folder)?;
            match path.exists() {
                true => ask_anew(&path)?,
                false => write_whole(&path, text.as_bytes())?,
            }
            Ok(held)
        };
        match write() {
            Ok(held) => Ok((format!("{NAMED}{name}\"}}"), Some(held))),
            Err(source) => Err(Error::Folder { path, source }),
        }
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

impl Store {
    /// Removes the files of large outputs that no row names any more; how many. While somebody writes one, none is.
    ///
    /// # Errors
    /// When the database or the folder cannot be read, or rows may be hidden: one of them may name a file.
    pub async fn sweep_outputs(&self) -> Result<usize> {
        let Some(folder) = self.outputs.folder.clone() else {
            return Ok(0);
        };
        let at = folder.clone();
        let mut listed = elsewhere(&folder, move || list(&at)).await?;
        if listed.is_empty() {
            return Ok(0);
        }
        self.assert_sure(step::STEP.table)?;
        self.assert_sure(start::START.table)?;
        let named = self.named_outputs().await?;
        listed.retain(|file| !named.contains(&file.name));
        if listed.is_empty() || self.is_closed() {
            return Ok(0);
        }
        let at = folder.clone();
        elsewhere(&folder, move || remove(&at, listed)).await
    }

    /// The files that rows name. All rows are gone through, and no index is asked: one that lies would cost an output.
    async fn named_outputs(&self) -> Result<HashSet<String>> {
        let length = (NAMED.len() + 64 + 2) as i64;
        let texts = step::texts_of_length(&self.reader, length).await?;
        Ok(texts
            .iter()
            .filter_map(|text| named(text))
            .map(str::to_owned)
            .collect())
    }
}

/// Works with files where nobody is kept waiting by it.
async fn elsewhere<T: Send + 'static>(
    folder: &Path,
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.unwrap_or_else(|panic| Err(std::io::Error::other(panic)));
    done.map_err(|source| Error::Folder {
        path: folder.to_owned(),
        source,
    })
}

fn lock_file(folder: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(LOCK))
}

/// Says that a file is being written. Waits while somebody removes files, which takes no time.
fn hold(folder: &Path) -> std::io::Result<Held> {
    std::fs::create_dir_all(folder)?;
    let file = lock_file(folder)?;
    file.lock_shared()?;
    Ok(Held(Arc::new(file)))
}

/// Does something in a moment when nobody writes; nothing where there is no such moment.
fn alone<T: Default>(
    folder: &Path,
    work: impl FnOnce() -> std::io::Result<T>,
) -> std::io::Result<T> {
    let lock = match lock_file(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(T::default()),
        file => file?,
    };
    match lock.try_lock() {
        Ok(()) => work(),
        Err(TryLockError::WouldBlock) => Ok(T::default()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// All files; what was left half written is removed.
fn list(folder: &Path) -> std::io::Result<Vec<Listed>> {
    alone(folder, || {
        let mut all = Vec::new();
        for part in std::fs::read_dir(folder)? {
            let part = part?;
            if !part.file_type()?.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(part.path())? {
                let file = file?;
                let name = file.file_name().to_string_lossy().into_owned();
                if name.ends_with(PART) {
                    std::fs::remove_file(file.path())?;
                } else if is_hash(&name) {
                    all.push(Listed {
                        name,
                        path: file.path(),
                        changed: file.metadata()?.modified()?,
                    });
                }
            }
        }
        Ok(all)
    })
}

/// Removes files that nobody has asked for since they were listed; how many.
fn remove(folder: &Path, files: Vec<Listed>) -> std::io::Result<usize> {
    alone(folder, || {
        let mut removed = 0;
        for file in files {
            let changed = std::fs::metadata(&file.path).and_then(|about| about.modified());
            if changed.is_ok_and(|changed| changed == file.changed) {
                std::fs::remove_file(&file.path)?;
                removed += 1;
            }
        }
        Ok(removed)
    })
}

/// Says of a file that is there that it is wanted, to who may be about to remove it.
fn ask_anew(path: &Path) -> std::io::Result<()> {
    let file = File::options().write(true).open(path)?;
    let changed = file.metadata()?.modified()?;
    file.set_modified(changed + YOUNGER)
}

/// The file that a row's text names.
fn named(text: &str) -> Option<&str> {
    let name = text.strip_prefix(NAMED)?.strip_suffix("\"}")?;
    is_hash(name).then_some(name)
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join(&name[..2]).join(name)
}

/// Writes a file so that it is there whole or not at all, also after a power cut.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let is_new = !folder.exists();
    std::fs::create_dir_all(folder)?;
    // Two that write the same at once write the same bytes: each has a part of its own.
    let part = folder.join(format!("{}{PART}", uuid::Uuid::now_v7()));
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
    use super::{INLINE, Outputs, list, place, remove};

    #[test]
    fn large_texts_are_files_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let outputs = Outputs::beside(folder.path());
        let small = "[1]".to_owned();
        let row = |text: &String| outputs.keep(text.clone()).unwrap().0;
        assert_eq!(row(&small), small);
        assert_eq!(outputs.whole(small.clone(), "e").unwrap(), small);

        let large = format!("[\"{}\"]", "x".repeat(INLINE));
        let again = row(&large);
        let row = row(&large);
        assert!(row.len() < 100, "{row}");
        assert_eq!(again, row);
        assert_eq!(outputs.whole(row.clone(), "e").unwrap(), large);

        let name = super::named(&row).unwrap();
        let path = place(&folder.path().join("outputs"), name);
        std::fs::write(&path, "[]").unwrap();
        assert!(outputs.whole(row.clone(), "e").is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(outputs.whole(row, "e").is_err());
    }

    #[test]
    fn what_is_written_or_asked_for_anew_is_not_removed() {
        let folder = tempfile::tempdir().unwrap();
        let outputs = Outputs::beside(folder.path());
        let place = folder.path().join("outputs");
        assert!(list(&place).unwrap().is_empty(), "there is no folder yet");
        let large = "x".repeat(INLINE + 1);
        let (_, held) = outputs.keep(large.clone()).unwrap();
        let half = place.join("ab");
        std::fs::create_dir_all(&half).unwrap();
        std::fs::write(half.join("half.part"), "x").unwrap();
        assert!(list(&place).unwrap().is_empty(), "somebody writes");
        assert!(half.join("half.part").exists());
        drop(held);
        let listed = list(&place).unwrap();
        assert_eq!(listed.len(), 1);
        assert!(
            !half.join("half.part").exists(),
            "nobody writes it any more"
        );
        // Somebody writes the same again, and has committed it, before the files are removed.
        drop(outputs.keep(large.clone()).unwrap());
        assert_eq!(remove(&place, listed).unwrap(), 0);
        let listed = list(&place).unwrap();
        let (_, held) = outputs.keep("y".repeat(INLINE + 1)).unwrap();
        assert_eq!(remove(&place, listed).unwrap(), 0, "somebody writes");
        drop(held);
        assert_eq!(remove(&place, list(&place).unwrap()).unwrap(), 2);
        assert!(list(&place).unwrap().is_empty());
    }

    #[test]
    fn a_text_that_looks_like_a_name_is_itself() {
        let outputs = Outputs::default();
        for text in ["{\"sha256\":\"../../etc/passwd\"}", "{\"sha256\":\"\"}"] {
            assert_eq!(outputs.whole(text.to_owned(), "e").unwrap(), text);
        }
    }
}

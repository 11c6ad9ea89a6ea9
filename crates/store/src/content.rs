//! Content-addressed files: `ab/abcdef…`, named by what is in them, written before the row that names them, and removed
//! when none does any more.
//!
//! Whoever writes a file holds a lock, shared with others who write, until the row is committed or given up. Who sweeps
//! lists the files in a moment when nobody holds it, looks which of them are named, and removes the others in another such
//! moment, unless somebody has asked for them in between.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

/// How the name of a file ends that is being written.
const PART: &str = ".part";

/// The file in the folder that is locked.
const LOCK: &str = "lock";

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// A file that is asked for anew becomes so much younger: who sweeps sees it, and no clock is asked. More than the
/// coarsest file system tells apart.
const YOUNGER: Duration = Duration::from_secs(4);

/// While this is there, no file is removed.
#[derive(Clone, Debug)]
pub struct Held(#[expect(dead_code, reason = "held for its lock")] Arc<File>);

/// A file, as it was when nobody was writing.
pub(crate) struct Listed {
    pub name: String,
    path: PathBuf,
    changed: SystemTime,
}

/// A folder of files that are named by what is in them.
#[derive(Clone, Debug)]
pub struct Content {
    folder: PathBuf,
    /// Whether what is in it outlasts the program: then it outlasts a power cut as well.
    lasting: bool,
}

impl Content {
    /// A folder that stays.
    pub fn lasting(folder: PathBuf) -> Self {
        Self {
            folder,
            lasting: true,
        }
    }

    /// A folder that goes away with the program: nothing of it is made safe.
    pub fn passing(folder: PathBuf) -> Self {
        Self {
            folder,
            lasting: false,
        }
    }

    /// Whether the folder stays.
    pub fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file of a name lies. A name is a hash: see [`is_name`].
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.join(&name[..2]).join(name)
    }

    /// Says that files are being written. Waits while somebody removes files, which takes no time.
    ///
    /// # Errors
    /// When the folder cannot be made or locked.
    pub fn hold(&self) -> io::Result<Held> {
        let is_new = !self.folder.exists();
        std::fs::create_dir_all(&self.folder)?;
        if let Some(above) = self.folder.parent().filter(|_| is_new && self.lasting) {
            sync_folder(above)?;
        }
        let file = self.lock_file()?;
        file.lock_shared()?;
        Ok(Held(Arc::new(file)))
    }

    /// Keeps bytes, the same ones once, and gives their name. To be held until something names it.
    ///
    /// # Errors
    /// When the disk refuses: then nothing may name it.
    pub fn store(&self, bytes: &[u8]) -> io::Result<String> {
        let name = hex::encode(Sha256::digest(bytes));
        let path = self.place(&name);
        if !self.wants(&path, &name, bytes.len() as u64)? {
            let mut part = Part::begin(&self.folder)?;
            part.file.write_all(bytes)?;
            self.finish(part, &path)?;
        }
        Ok(name)
    }

    /// Keeps what a file holds now, whatever it will hold later: its name and its size.
    ///
    /// # Errors
    /// As [`store`](Self::store).
    pub fn adopt(&self, source: &Path) -> io::Result<(String, u64)> {
        let mut source = File::open(source)?;
        let part = Part::begin(&self.folder)?;
        let (name, size) = digest(&mut source, |piece| (&part.file).write_all(piece))?;
        let path = self.place(&name);
        if !self.wants(&path, &name, size)? {
            self.finish(part, &path)?;
        }
        Ok((name, size))
    }

    /// Gives what was written its name.
    fn finish(&self, part: Part, path: &Path) -> io::Result<()> {
        std::fs::create_dir_all(above(path))?;
        part.finish(path, self.lasting)?;
        self.settle(path)
    }

    /// Makes the name of a file safe, and that of the folder it is in, which somebody may have made just now.
    fn settle(&self, path: &Path) -> io::Result<()> {
        if !self.lasting {
            return Ok(());
        }
        sync_folder(above(path))?;
        sync_folder(&self.folder)
    }

    /// Whether a file is there and holds what it should; it is read whole.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn fits(&self, name: &str) -> io::Result<bool> {
        let mut file = File::open(self.place(name))?;
        Ok(digest(&mut file, |_| Ok(()))?.0 == name)
    }

    /// Says of a file that is wanted, if it is there as it should be. What is torn or altered has to be written again.
    fn wants(&self, path: &Path, name: &str, size: u64) -> io::Result<bool> {
        let whole = match std::fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            about => about?.len() == size && self.fits(name)?,
        };
        if whole {
            self.ask_anew(path)?;
        }
        Ok(whole)
    }

    /// Says of a file that is there that it is wanted, to who may be about to remove it. Whoever wrote it may not have made
    /// it safe yet.
    fn ask_anew(&self, path: &Path) -> io::Result<()> {
        let file = File::options().write(true).open(path)?;
        let changed = file.metadata()?.modified()?;
        file.set_modified(changed + YOUNGER)?;
        if self.lasting {
            file.sync_all()?;
        }
        self.settle(path)
    }

    fn lock_file(&self) -> io::Result<File> {
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.folder.join(LOCK))
    }

    /// Does something in a moment when nobody writes; nothing where there is no such moment.
    fn alone<T: Default>(&self, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let lock = match self.lock_file() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
            file => file?,
        };
        match lock.try_lock() {
            Ok(()) => work(),
            Err(TryLockError::WouldBlock) => Ok(T::default()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Where the files lie, while others may write.
    pub(crate) fn paths(&self) -> io::Result<Vec<PathBuf>> {
        match self.found() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            found => Ok(found?.iter().map(std::fs::DirEntry::path).collect()),
        }
    }

    /// The names of the files, and how large they are, while others may write.
    pub(crate) fn sizes(&self) -> io::Result<Vec<(String, u64)>> {
        let found = match self.found() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            found => found?,
        };
        let about = |file: &std::fs::DirEntry| {
            let name = file.file_name().into_string().ok();
            // One that is gone meanwhile takes nothing.
            Some((
                name.filter(|name| is_name(name))?,
                file.metadata().ok()?.len(),
            ))
        };
        Ok(found.iter().filter_map(about).collect())
    }

    /// What lies in the folder and in those below it.
    fn found(&self) -> io::Result<Vec<std::fs::DirEntry>> {
        let mut all = Vec::new();
        for part in std::fs::read_dir(&self.folder)? {
            let part = part?;
            match part.file_type()?.is_dir() {
                true => {
                    all.extend(std::fs::read_dir(part.path())?.collect::<io::Result<Vec<_>>>()?)
                }
                false => all.push(part),
            }
        }
        Ok(all)
    }

    /// All files; what was left half written is removed.
    pub(crate) fn list(&self) -> io::Result<Vec<Listed>> {
        self.alone(|| {
            let found = self.found()?;
            let listed = found.iter().map(listed);
            listed.filter_map(Result::transpose).collect()
        })
    }

    /// Removes files that nobody has asked for since they were listed; how many.
    pub(crate) fn remove(&self, files: Vec<Listed>) -> io::Result<usize> {
        self.alone(|| {
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

    /// Works with the files where nobody is kept waiting by it.
    pub(crate) async fn elsewhere<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> io::Result<T> + Send + 'static,
    ) -> crate::Result<T> {
        let own = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&own)).await;
        let done = done.unwrap_or_else(|panic| Err(io::Error::other(panic)));
        done.map_err(|source| crate::Error::Folder {
            path: self.folder.clone(),
            source,
        })
    }
}

/// Whether a text is the name of a file: 64 hexadecimal digits, in small letters.
pub fn is_name(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(is_digit)
}

/// Whether a byte may stand in a name.
pub(crate) fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// A file that is found while files are listed.
fn listed(file: &std::fs::DirEntry) -> io::Result<Option<Listed>> {
    let name = file.file_name().to_string_lossy().into_owned();
    if name.ends_with(PART) {
        std::fs::remove_file(file.path())?;
    }
    if !is_name(&name) {
        return Ok(None);
    }
    Ok(Some(Listed {
        name,
        path: file.path(),
        changed: file.metadata()?.modified()?,
    }))
}

/// Reads to the end: the hash and the size of what was read.
fn digest(
    source: &mut impl Read,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<(String, u64)> {
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; PIECE];
    loop {
        let read = match source.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 {
            return Ok((hex::encode(hasher.finalize()), size));
        }
        hasher.update(&buffer[..read]);
        each(&buffer[..read])?;
        size += read as u64;
    }
}

/// A file that is being written, under a name of its own: two that write the same at once do not meet.
struct Part {
    path: PathBuf,
    file: File,
}

impl Part {
    fn begin(folder: &Path) -> io::Result<Self> {
        let path = folder.join(format!("{}{PART}", uuid::Uuid::now_v7()));
        let file = File::create(&path)?;
        Ok(Self { path, file })
    }

    /// Gives it its name.
    fn finish(self, path: &Path, lasting: bool) -> io::Result<()> {
        if lasting {
            self.file.sync_all()?;
        }
        std::fs::rename(&self.path, path)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Not there any more once it has its name; what cannot be removed is swept.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Writes a file so that it is there whole or not at all, also after a power cut.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = above(path);
    let is_new = !folder.exists();
    std::fs::create_dir_all(folder)?;
    let mut part = Part::begin(folder)?;
    part.file.write_all(content)?;
    part.finish(path, true)?;
    sync_folder(folder)?;
    match folder.parent() {
        Some(above) if is_new => sync_folder(above),
        _ => Ok(()),
    }
}

/// The folder that a file is in.
fn above(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Makes names in a folder safe; Windows does so by itself and cannot open folders.
fn sync_folder(folder: &Path) -> io::Result<()> {
    match cfg!(unix) {
        true => File::open(folder)?.sync_all(),
        false => Ok(()),
    }
}

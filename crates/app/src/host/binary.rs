//! Binaries: content-addressed files in the data folder, or in a temporary one where nothing is to be kept.
//!
//! What is kept is safe before anything names it, is not given out unless it is what was written, and is removed once
//! nothing that is stored names it (`store::Store::sweep_files`).

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use parking_lot::Mutex;
use sdk::{Binary, Error, Result};
use sha2::{Digest, Sha256};
use store::{Content, Held};

use crate::run::RunRequest;

/// How much of a file its kind is told by.
const HEAD: u64 = 8192;

/// Of how many files it is remembered that they were looked through.
const SEEN: usize = 1_000;

/// Where the bytes of binaries lie: `ab/abcdef…`, named by what is in them.
#[derive(Clone)]
pub struct Binaries {
    content: Content,
    /// The files that were looked through, as they were then: when they were changed last, and their size.
    seen: Arc<Mutex<HashMap<String, (SystemTime, u64)>>>,
    /// Removes the folder when the last execution has let go of it.
    _temporary: Option<Arc<tempfile::TempDir>>,
}

/// What one execution stores. From its first file on none is removed until this is dropped: by then what names them is
/// written down, or nothing ever will.
pub struct Intake {
    binaries: Binaries,
    held: Arc<Mutex<Option<Held>>>,
}

impl Binaries {
    /// Below a folder that stays.
    pub fn kept(folder: PathBuf) -> Self {
        Self {
            content: Content::lasting(folder),
            seen: Arc::default(),
            _temporary: None,
        }
    }

    /// In a folder that goes away with this value.
    ///
    /// # Errors
    /// When no temporary folder can be made.
    pub fn temporary() -> std::io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("millrace-").tempdir()?;
        Ok(Self {
            content: Content::passing(folder.path().to_owned()),
            seen: Arc::default(),
            _temporary: Some(Arc::new(folder)),
        })
    }

    /// The files that are kept, to sweep them; none where nothing is.
    pub fn lasting(&self) -> Option<&Content> {
        Some(&self.content).filter(|content| content.is_lasting())
    }

    /// For what one execution stores.
    pub fn intake(&self) -> Intake {
        Intake {
            binaries: self.clone(),
            held: Arc::default(),
        }
    }

    /// The bytes of a binary.
    ///
    /// # Errors
    /// When they are not there any more, or are not what was stored.
    pub async fn load(&self, binary: &Binary) -> Result<Bytes> {
        let path = self.place(binary)?;
        let name = binary.sha256.to_string();
        elsewhere(move || {
            let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, &e))?;
            match hex::encode(Sha256::digest(&bytes)) == name {
                true => Ok(Bytes::from(bytes)),
                false => Err(damaged(&path)),
            }
        })
        .await
    }

    /// Where the bytes of a binary lie. They are looked through first, piece by piece: it may be a large file.
    ///
    /// # Errors
    /// As [`load`](Self::load); when the reference is none of ours.
    pub fn path(&self, binary: &Binary) -> Result<PathBuf> {
        let path = self.place(binary)?;
        match self.content.fits(&binary.sha256) {
            Ok(true) => Ok(path),
            Ok(false) => Err(damaged(&path)),
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    /// The same for a file that a window shows part by part: it is looked through again only where it has changed.
    ///
    /// # Errors
    /// As [`path`](Self::path).
    pub fn seen_path(&self, binary: &Binary) -> Result<PathBuf> {
        let path = self.place(binary)?;
        let about = std::fs::metadata(&path)
            .and_then(|about| Ok((about.modified()?, about.len())))
            .map_err(|error| unreadable(&path, &error))?;
        if self.seen.lock().get(binary.sha256.as_str()) == Some(&about) {
            return Ok(path);
        }
        self.path(binary)?;
        let mut seen = self.seen.lock();
        if seen.len() >= SEEN {
            seen.clear();
        }
        seen.insert(binary.sha256.to_string(), about);
        Ok(path)
    }

    fn place(&self, binary: &Binary) -> Result<PathBuf> {
        // The reference may have gone through a person's code, so it is judged before it becomes a path.
        match store::is_name(&binary.sha256) {
            true => Ok(self.content.place(&binary.sha256)),
            false => Err(Error::new(
                "binary.unknown",
                "The reference to the file is damaged.",
            )),
        }
    }
}

impl Intake {
    /// Stores bytes; the same bytes are stored once.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn store(
        &self,
        content: Bytes,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary> {
        let (size, head) = (
            content.len(),
            content.slice(..content.len().min(HEAD as usize)),
        );
        let stored = self.with_files(move |files| files.store(&content)).await?;
        Ok(describe(stored, size as u64, &head, name, mime))
    }

    /// Takes over a file that was written by somebody else, such as a download.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn adopt(
        &self,
        file: &Path,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary> {
        let file = file.to_owned();
        let adopted = self.with_files(move |files| {
            let (name, size) = files.adopt(&file)?;
            let mut head = Vec::new();
            std::fs::File::open(files.place(&name))?
                .take(HEAD)
                .read_to_end(&mut head)?;
            Ok((name, size, head))
        });
        let (stored, size, head) = adopted.await?;
        Ok(describe(stored, size, &head, name, mime))
    }

    /// Lets no file be removed from now on where an execution is given some, or takes over results that name some:
    /// nothing else may name them.
    pub(crate) async fn hold_for(&self, request: &RunRequest) {
        if brings_files(request)
            && let Err(error) = self.with_files(|_| Ok(())).await
        {
            tracing::warn!(%error, "files that a run is given may be removed before it has ended");
        }
    }

    /// Works with the files while none is removed.
    async fn with_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Content) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T> {
        let (binaries, held) = (self.binaries.clone(), self.held.clone());
        elsewhere(move || {
            let files = &binaries.content;
            let worked = hold(files, &held).and_then(|()| work(files));
            worked.map_err(|error| {
                let message = format!("A file could not be stored: {error}.");
                Error::new("binary.failed", message)
            })
        })
        .await
    }
}

/// Whether an execution is given files, or takes over results that name some.
fn brings_files(request: &RunRequest) -> bool {
    let earlier = request.earlier.iter().flat_map(|earlier| &earlier.steps);
    let reused = earlier.flat_map(|step| step.outputs.iter().flat_map(|items| items.iter()));
    let mut brought = request.items.iter().flatten().chain(reused);
    brought.any(|item| item.binary.is_some())
}

/// Lets no file be removed from now on.
fn hold(files: &Content, held: &Mutex<Option<Held>>) -> std::io::Result<()> {
    let mut held = held.lock();
    if held.is_none() {
        *held = Some(files.hold()?);
    }
    Ok(())
}

/// Works with files where nobody is kept waiting by it.
async fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        let message = format!("A file operation broke off: {error}.");
        Err(Error::new("bug", message))
    })
}

fn describe(
    sha256: String,
    size: u64,
    head: &[u8],
    name: Option<&str>,
    mime: Option<&str>,
) -> Binary {
    let by_name = || {
        name.and_then(|name| mime_guess::from_path(name).first_raw())
            .map(str::to_owned)
    };
    let by_content = || infer::get(head).map(|kind| kind.mime_type().to_owned());
    let mime_type = mime
        .map(str::to_owned)
        .or_else(by_content)
        .or_else(by_name)
        .unwrap_or_else(|| "text/plain".to_owned());
    let own = name
        .and_then(|name| Path::new(name).extension())
        .and_then(|extension| extension.to_str());
    let extension = own.map(str::to_owned).or_else(|| extension_of(&mime_type));
    Binary {
        sha256: sha256.into(),
        mime_type: mime_type.into(),
        file_name: name.map(Into::into),
        file_extension: extension.map(Into::into),
        directory: None,
        size,
    }
}

fn extension_of(mime: &str) -> Option<String> {
    match mime {
        // The table lists these under rarer names first.
        "text/plain" => Some("txt".to_owned()),
        "image/jpeg" => Some("jpg".to_owned()),
        "text/html" => Some("html".to_owned()),
        _ => mime_guess::get_mime_extensions_str(mime)?
            .first()
            .map(|extension| (*extension).to_owned()),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let error = match error.kind() {
        std::io::ErrorKind::NotFound => {
            Error::new("binary.missing", "A stored file is not there any more.")
        }
        _ => Error::new(
            "binary.failed",
            format!("A stored file could not be read: {error}."),
        ),
    };
    error.describe(path.display().to_string())
}

fn damaged(path: &Path) -> Error {
    Error::new(
        "binary.damaged",
        "A stored file is damaged: it is not what was stored. Run the step again that made it.",
    )
    .describe(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> (tempfile::TempDir, Binaries) {
        let folder = tempfile::tempdir().unwrap();
        let binaries = Binaries::kept(folder.path().join("binaries"));
        (folder, binaries)
    }

    async fn store(binaries: &Binaries, text: &'static str) -> Binary {
        let stored = binaries.intake().store(text.into(), None, None).await;
        stored.unwrap()
    }

    /// The files in a folder and those below it, but for the lock.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut all = Vec::new();
        for one in std::fs::read_dir(folder).unwrap() {
            let path = one.unwrap().path();
            match path.is_dir() {
                true => all.extend(files(&path)),
                false => all.push(path),
            }
        }
        all.retain(|path| !path.ends_with("lock"));
        all
    }

    #[tokio::test]
    async fn what_is_torn_or_altered_is_not_given_out_and_is_written_anew() {
        let (folder, binaries) = kept();
        let stored = store(&binaries, "a picture").await;
        let path = binaries.path(&stored).unwrap();
        for damage in ["", "a pic", "b picture"] {
            binaries.seen_path(&stored).unwrap();
            std::fs::write(&path, damage).unwrap();
            let refused = binaries.load(&stored).await.unwrap_err();
            assert_eq!(refused.code, "binary.damaged", "{damage:?}");
            assert_eq!(binaries.path(&stored).unwrap_err().code, "binary.damaged");
            if damage.len() < "a picture".len() {
                let seen = binaries.seen_path(&stored).unwrap_err();
                assert_eq!(seen.code, "binary.damaged", "{damage:?}");
            }
            assert_eq!(store(&binaries, "a picture").await, stored);
            assert_eq!(binaries.load(&stored).await.unwrap(), "a picture");

            std::fs::write(&path, damage).unwrap();
            let source = folder.path().join("download");
            std::fs::write(&source, "a picture").unwrap();
            let adopted = binaries.intake().adopt(&source, None, None).await.unwrap();
            assert_eq!(adopted, stored);
            assert_eq!(binaries.load(&stored).await.unwrap(), "a picture");
        }
        std::fs::remove_file(&path).unwrap();
        let gone = binaries.load(&stored).await.unwrap_err();
        assert_eq!(gone.code, "binary.missing");
        let odd = Binary {
            sha256: "../../../../etc/passwd".into(),
            ..stored
        };
        assert_eq!(
            binaries.load(&odd).await.unwrap_err().code,
            "binary.unknown"
        );
    }

    #[tokio::test]
    async fn many_at_once_store_the_same_file_once() {
        let (folder, binaries) = kept();
        let large: Bytes = vec![7; 1 << 20].into();
        let source = folder.path().join("download");
        std::fs::write(&source, &large).unwrap();
        let mut all = tokio::task::JoinSet::new();
        for at in 0..16 {
            let (binaries, large, source) = (binaries.clone(), large.clone(), source.clone());
            all.spawn(async move {
                let intake = binaries.intake();
                let stored = match at % 2 {
                    0 => intake.store(large.clone(), None, None).await,
                    _ => intake.adopt(&source, None, None).await,
                };
                let stored = stored.unwrap();
                assert_eq!(binaries.load(&stored).await.unwrap(), large);
                stored
            });
        }
        let all = all.join_all().await;
        assert!(all.iter().all(|stored| *stored == all[0]), "{all:?}");
        assert_eq!(all[0].size, 1 << 20);
        let there = files(&folder.path().join("binaries"));
        assert_eq!(there, [binaries.path(&all[0]).unwrap()], "no half is left");
    }

    #[tokio::test]
    async fn nothing_is_removed_while_an_execution_is_not_over() {
        let (folder, binaries) = kept();
        let data = store::Store::open(folder.path()).await.unwrap();
        let lasting = binaries.lasting().unwrap();
        let intake = binaries.intake();
        let stored = intake.store("new".into(), None, None).await.unwrap();
        store(&binaries, "of one that is over").await;
        assert_eq!(data.sweep_files(lasting).await.unwrap(), 0);
        drop(intake);

        // Another is given it, and may be the only one that knows of it.
        let mut item = model::Item::default();
        let named = [("data".into(), stored.clone())];
        item.binary = Some(Arc::new(named.into_iter().collect()));
        let next = binaries.intake();
        let request = |items| RunRequest {
            items: Some(items),
            ..RunRequest::default()
        };
        next.hold_for(&request(vec![model::Item::default()])).await;
        assert!(next.held.lock().is_none(), "it is given no file");
        next.hold_for(&request(vec![item])).await;
        assert_eq!(data.sweep_files(lasting).await.unwrap(), 0);
        drop(next);
        assert_eq!(data.sweep_files(lasting).await.unwrap(), 2);
        assert_eq!(files(&folder.path().join("binaries")), [] as [PathBuf; 0]);
        data.close().await;

        let passing = Binaries::temporary().unwrap();
        assert!(passing.lasting().is_none(), "it goes by itself");
        let stored = store(&passing, "x").await;
        assert_eq!(passing.load(&stored).await.unwrap(), "x");
    }
}

//! Binaries: content-addressed files in the data folder, or in a temporary one where nothing is to be kept.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use sdk::{Binary, Error, Result};
use sha2::{Digest, Sha256};

/// Where the bytes of binaries lie: `ab/abcdef…`, named by what is in them.
pub struct Binaries {
    folder: PathBuf,
    /// Removes the folder when the last execution has let go of it.
    _temporary: Option<tempfile::TempDir>,
}

impl Binaries {
    /// Below a folder that stays.
    pub fn kept(folder: PathBuf) -> Self {
        Self {
            folder,
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
            folder: folder.path().to_owned(),
            _temporary: Some(folder),
        })
    }

    /// Stores bytes; the same bytes are stored once.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn store(&self, content: &[u8], name: Option<&str>, mime: Option<&str>) -> Result<Binary> {
        let sha256 = hex::encode(Sha256::digest(content));
        let path = self.place(&sha256);
        if !path.exists() {
            write_whole(&path, content).map_err(|e| failed("written", &path, &e))?;
        }
        Ok(describe(
            sha256,
            content.len() as u64,
            &content[..content.len().min(8192)],
            name,
            mime,
        ))
    }

    /// Takes over a file that was written by somebody else, such as a download.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn adopt(&self, file: &Path, name: Option<&str>, mime: Option<&str>) -> Result<Binary> {
        let (sha256, size, head) = digest(file).map_err(|e| failed("read", file, &e))?;
        let path = self.place(&sha256);
        if !path.exists() {
            let copy = || {
                std::fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
                let part = path.with_extension("part");
                std::fs::copy(file, &part)?;
                std::fs::rename(&part, &path)
            };
            copy().map_err(|e| failed("written", &path, &e))?;
        }
        Ok(describe(sha256, size, &head, name, mime))
    }

    /// The bytes of a binary.
    ///
    /// # Errors
    /// When they are not there any more.
    pub async fn load(&self, binary: &Binary) -> Result<Bytes> {
        let path = self.path(binary)?;
        tokio::fs::read(&path)
            .await
            .map(Bytes::from)
            .map_err(|e| failed("read", &path, &e))
    }

    /// Where the bytes of a binary lie.
    ///
    /// # Errors
    /// When the reference is none of ours.
    pub fn path(&self, binary: &Binary) -> Result<PathBuf> {
        let hash = binary.sha256.as_str();
        // The reference may have gone through a person's code, so it is judged before it becomes a path.
        if hash.len() != 64
            || !hash
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        {
            return Err(Error::new(
                "binary.unknown",
                "The reference to the file is damaged.",
            ));
        }
        Ok(self.place(hash))
    }

    fn place(&self, sha256: &str) -> PathBuf {
        self.folder.join(&sha256[..2]).join(sha256)
    }
}

/// Writes a file so that it is there whole or not at all.
fn write_whole(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut part = tempfile::NamedTempFile::new_in(folder)?;
    part.write_all(content)?;
    part.persist(path).map_err(|e| e.error)?;
    Ok(())
}

fn digest(file: &Path) -> std::io::Result<(String, u64, Vec<u8>)> {
    let mut reader = std::fs::File::open(file)?;
    let (mut hasher, mut size, mut head) = (Sha256::new(), 0, Vec::new());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = std::io::Read::read(&mut reader, &mut buffer)?;
        if read == 0 {
            return Ok((hex::encode(hasher.finalize()), size, head));
        }
        if head.is_empty() {
            head.extend_from_slice(&buffer[..read.min(8192)]);
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
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

fn failed(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::new(
        "binary.failed",
        format!("A stored file could not be {what}: {error}."),
    )
    .describe(path.display().to_string())
}

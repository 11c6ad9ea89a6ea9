//! What came back: plain data, the body in memory or in a file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use tempfile::TempPath;

use crate::error::Error;

/// One response.
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The words beside it, the usual ones where the server sent none.
    pub status_text: String,
    /// Names in lower case and values; a name may come twice.
    pub headers: Vec<(String, String)>,
    /// Where the response came from, after redirects, without user and password.
    pub url: String,
    /// How many redirects led there.
    pub redirects: u32,
    /// The body, unpacked.
    pub content: Content,
}

impl Response {
    /// The first header of that name, which is matched in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Whether the status is one of success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("length", &self.content.len())
            .finish_non_exhaustive()
    }
}

/// A body.
pub enum Content {
    /// In memory.
    Bytes(Bytes),
    /// In a file.
    File(Download),
}

impl Content {
    /// How many bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(download) => download.len,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All bytes in memory, read back from the file if they are in one.
    pub async fn bytes(&self) -> Result<Bytes, Error> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            Self::File(download) => {
                let path = download.path();
                let read = tokio::fs::read(path).await;
                read.map(Bytes::from).map_err(|source| Error::Io {
                    path: path.to_owned(),
                    source,
                })
            }
        }
    }
}

/// A body in a file. A temporary one goes away with this value unless it is kept.
pub struct Download {
    pub(crate) place: Place,
    pub(crate) len: u64,
}

pub(crate) enum Place {
    Asked(PathBuf),
    Temporary(TempPath),
}

impl Download {
    /// Where it is.
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::Asked(path) => path,
            Place::Temporary(path) => path,
        }
    }

    /// Moves it to where it shall stay; both places must be on one disk.
    pub fn keep(self, at: &Path) -> Result<(), Error> {
        let moved = match self.place {
            Place::Asked(path) => std::fs::rename(path, at),
            Place::Temporary(path) => path.persist(at).map_err(io::Error::from),
        };
        moved.map_err(|source| Error::Io {
            path: at.to_owned(),
            source,
        })
    }
}

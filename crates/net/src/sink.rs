//! Where a body is put: memory, a temporary file once it is too large for
//! memory, or the file that was asked for.
//!
//! A file appears under its name only when all of it is there; until then it is
//! a temporary one beside it, which vanishes if the transfer is dropped.

use std::io;
use std::path::{Path, PathBuf};

use bytes::BytesMut;
use tempfile::{NamedTempFile, TempPath};
use tokio::io::{AsyncWriteExt, BufWriter};

use crate::error::Error;
use crate::request::{Save, Sieve};
use crate::response::{Content, Download, Place};

const WRITE_BUFFER: usize = 256 * 1024;
/// A length that a server merely claims reserves no more than this.
const MAX_RESERVED: u64 = 4 * 1024 * 1024;

pub(crate) struct Sink {
    state: State,
    /// How much may stay in memory.
    room: u64,
    temp_dir: PathBuf,
    target: Option<PathBuf>,
    /// What passes before it is written to a file.
    sieve: Option<Box<dyn Sieve>>,
}

enum State {
    Memory(BytesMut),
    File {
        writer: BufWriter<tokio::fs::File>,
        temp: TempPath,
        len: u64,
    },
}

impl Sink {
    pub fn open(
        save: &Save,
        temp_dir: &Path,
        expected: u64,
        sieve: Option<Box<dyn Sieve>>,
    ) -> Result<Self, Error> {
        let (room, target) = match save {
            Save::Memory => (u64::MAX, None),
            Save::Over(room) => (*room, None),
            Save::File(path) => (0, Some(path.clone())),
        };
        let reserved = usize::try_from(expected.min(room).min(MAX_RESERVED)).unwrap_or_default();
        let mut sink = Self {
            state: State::Memory(BytesMut::with_capacity(reserved)),
            room,
            temp_dir: temp_dir.to_owned(),
            target,
            sieve,
        };
        if sink.target.is_some() {
            sink.state = sink.file()?;
        }
        Ok(sink)
    }

    pub async fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        if let State::Memory(held) = &mut self.state {
            if held.len() as u64 + piece.len() as u64 <= self.room {
                held.extend_from_slice(piece);
                return Ok(());
            }
            let held = std::mem::take(held);
            self.state = self.file()?;
            self.pass(&held).await?;
        }
        self.pass(piece).await
    }

    pub async fn finish(mut self) -> Result<Content, Error> {
        if let (State::File { .. }, Some(sieve)) = (&self.state, &mut self.sieve) {
            let rest = sieve.end();
            self.append(&rest).await?;
        }
        match self.state {
            State::Memory(held) => Ok(Content::Bytes(held.freeze())),
            State::File {
                mut writer,
                temp,
                len,
            } => {
                writer
                    .flush()
                    .await
                    .map_err(|source| failed(&temp, source))?;
                let place = match self.target {
                    None => Place::Temporary(temp),
                    Some(path) => {
                        temp.persist(&path)
                            .map_err(|error| failed(&path, error.error))?;
                        Place::Asked(path)
                    }
                };
                Ok(Content::File(Download { place, len }))
            }
        }
    }

    async fn pass(&mut self, piece: &[u8]) -> Result<(), Error> {
        match &mut self.sieve {
            Some(sieve) => {
                let passed = sieve.push(piece);
                self.append(&passed).await
            }
            None => self.append(piece).await,
        }
    }

    async fn append(&mut self, piece: &[u8]) -> Result<(), Error> {
        let State::File { writer, temp, len } = &mut self.state else {
            return Ok(());
        };
        writer
            .write_all(piece)
            .await
            .map_err(|source| failed(temp, source))?;
        *len += piece.len() as u64;
        Ok(())
    }

    fn file(&self) -> Result<State, Error> {
        let dir = match &self.target {
            None => self.temp_dir.as_path(),
            Some(path) => path
                .parent()
                .filter(|dir| !dir.as_os_str().is_empty())
                .unwrap_or(Path::new(".")),
        };
        let made = temporary(dir, self.target.is_some()).map_err(|source| failed(dir, source))?;
        let (file, temp) = made.into_parts();
        let writer = BufWriter::with_capacity(WRITE_BUFFER, tokio::fs::File::from_std(file));
        Ok(State::File {
            writer,
            temp,
            len: 0,
        })
    }
}

/// A file that stays gets the rights the system gives new files; one that goes
/// again is for its owner only.
fn temporary(dir: &Path, stays: bool) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".millrace-");
    #[cfg(unix)]
    if stays {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = stays;
    builder.tempfile_in(dir)
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}

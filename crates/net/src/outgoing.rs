//! Request bodies on the wire: segments of memory and of files, sent as a stream
//! whose length is known beforehand.
//!
//! A body is prepared once and opened anew for every hop of a redirect, so
//! nothing is read into memory to be sent twice.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use http_body::{Frame, SizeHint};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use crate::error::Error;
use crate::request::{Body, Part, PartContent};

const FILE_CHUNK: usize = 64 * 1024;

/// A body ready to be sent, as often as need be.
pub(crate) struct Outgoing {
    segments: Vec<Segment>,
    len: u64,
    /// The content type the body brings along.
    pub content_type: Option<String>,
}

#[derive(Clone)]
enum Segment {
    Bytes(Bytes),
    File { path: PathBuf, len: u64 },
}

impl Segment {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { len, .. } => *len,
        }
    }
}

impl Outgoing {
    pub async fn prepare(body: &Body) -> Result<Self, Error> {
        let (segments, content_type) = match body {
            Body::Empty => (Vec::new(), None),
            Body::Bytes(bytes) => (vec![Segment::Bytes(bytes.clone())], None),
            Body::File(path) => (vec![file(path).await?], None),
            Body::Multipart(parts) => {
                let boundary = boundary();
                let kind = format!("multipart/form-data; boundary={boundary}");
                (form(parts, &boundary).await?, Some(kind))
            }
        };
        let len = segments.iter().map(Segment::len).sum();
        Ok(Self {
            segments,
            len,
            content_type,
        })
    }

    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    pub fn open(&self) -> Option<reqwest::Body> {
        match self.segments.as_slice() {
            [] => None,
            [Segment::Bytes(bytes)] => Some(bytes.clone().into()),
            segments => {
                let chunks = stream::iter(segments.to_vec()).map(read).flatten();
                Some(reqwest::Body::wrap(Measured {
                    chunks: Box::pin(chunks),
                    left: self.len,
                }))
            }
        }
    }
}

async fn file(path: &Path) -> Result<Segment, Error> {
    let failed = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let about = tokio::fs::metadata(path).await.map_err(failed)?;
    if !about.is_file() {
        return Err(failed(io::Error::new(
            io::ErrorKind::InvalidInput,
            "this is not a file",
        )));
    }
    Ok(Segment::File {
        path: path.to_owned(),
        len: about.len(),
    })
}

async fn form(parts: &[Part], boundary: &str) -> Result<Vec<Segment>, Error> {
    let mut segments = Vec::with_capacity(parts.len() * 2 + 1);
    let mut lead = format!("--{boundary}\r\n");
    for part in parts {
        lead.push_str(&part_head(part)?);
        segments.push(Segment::Bytes(lead.into()));
        segments.push(match &part.content {
            PartContent::Bytes(bytes) => Segment::Bytes(bytes.clone()),
            PartContent::File(path) => file(path).await?,
        });
        lead = format!("\r\n--{boundary}\r\n");
    }
    let end = if parts.is_empty() {
        format!("--{boundary}--\r\n")
    } else {
        format!("\r\n--{boundary}--\r\n")
    };
    segments.push(Segment::Bytes(end.into()));
    Ok(segments)
}

fn part_head(part: &Part) -> Result<String, Error> {
    let mut head = format!(
        "Content-Disposition: form-data; name=\"{}\"",
        quoted(&part.name)
    );
    if let Some(filename) = &part.filename {
        head.push_str(&format!("; filename=\"{}\"", quoted(filename)));
    }
    head.push_str("\r\n");
    if let Some(mime) = &part.mime {
        if mime.contains(|c: char| c.is_control()) {
            return Err(Error::InvalidRequest {
                reason: "a part's media type has a line break in it".into(),
            });
        }
        head.push_str(&format!("Content-Type: {mime}\r\n"));
    }
    head.push_str("\r\n");
    Ok(head)
}

/// As HTML's forms write names: other characters stay as they are.
fn quoted(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A line that no content holds by accident; std's hasher is seeded at random.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("----millrace{:016x}{:016x}", random(), random())
}

type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send + Sync>>;

fn read(segment: Segment) -> Chunks {
    match segment {
        Segment::Bytes(bytes) => Box::pin(stream::once(std::future::ready(Ok(bytes)))),
        Segment::File { path, len } => {
            let opened = stream::once(tokio::fs::File::open(path.clone()));
            let chunks =
                opened.map_ok(move |file| ReaderStream::with_capacity(file.take(len), FILE_CHUNK));
            Box::pin(chunks.try_flatten().map_err(move |source| {
                io::Error::other(Error::Io {
                    path: path.clone(),
                    source,
                })
            }))
        }
    }
}

/// A stream of known length, so that it is sent with `Content-Length`: many
/// servers take no chunked uploads.
struct Measured {
    chunks: Chunks,
    left: u64,
}

impl http_body::Body for Measured {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let chunk = ready!(self.chunks.poll_next_unpin(cx));
        if let Some(Ok(bytes)) = &chunk {
            self.left = self.left.saturating_sub(bytes.len() as u64);
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

//! One worker as the host sees it: a child, a reader that takes frames in bit by bit, a writer that never waits.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout};
use tokio::time::timeout;

use super::spawn::Spawner;
use crate::error::Error;
use crate::frame::{self, HEAD, Kind};

/// How long a worker may take until it is ready.
const START: Duration = Duration::from_secs(20);

/// A worker. Dropping it kills it.
pub(super) struct Process {
    child: Child,
    pub reader: Reader,
    pub writer: Writer,
    ready: bool,
}

impl Process {
    /// Starts one.
    pub async fn start(spawner: &Spawner) -> Result<Process, Error> {
        let mut child = spawner.spawn().await.map_err(Error::Spawn)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::Gone);
        };
        Ok(Process {
            child,
            reader: Reader::new(output),
            writer: Writer::new(input),
            ready: false,
        })
    }

    /// Waits until it has a context with the prelude loaded, and nothing left of the request before.
    pub async fn ready(&mut self) -> Result<(), Error> {
        if self.ready {
            return Ok(());
        }
        let caps = |kind| if kind == Kind::Broken { 1 << 16 } else { 0 };
        match timeout(START, self.reader.next(&caps))
            .await
            .map_err(|_| Error::Late)??
        {
            (Kind::Ready, _) => self.ready = true,
            (Kind::Broken, why) => {
                return Err(Error::Broken(String::from_utf8_lossy(&why).into_owned()));
            }
            _ => return Err(Error::Nonsense),
        }
        Ok(())
    }

    /// Queues a request.
    pub fn request(&mut self, payload: Bytes) {
        self.ready = false;
        self.writer.push(Kind::Request, payload);
    }

    /// The number that the system gave it.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }
}

/// Takes frames in. May be dropped in the middle of a frame and asked again: nothing is lost.
pub(super) struct Reader {
    pipe: ChildStdout,
    /// What was read and not handed out: the beginning of a frame, or several.
    buffer: Vec<u8>,
}

/// How much is read at once.
const CHUNK: usize = 64 * 1024;
/// Above this, a buffer that a large reply left behind is not kept.
const KEPT: usize = 1 << 20;

impl Reader {
    fn new(pipe: ChildStdout) -> Reader {
        Reader {
            pipe,
            buffer: Vec::new(),
        }
    }

    /// The next frame; its payload may be as long as `cap` says for its kind.
    pub async fn next(
        &mut self,
        cap: &(impl Fn(Kind) -> usize + Sync),
    ) -> Result<(Kind, Vec<u8>), Error> {
        loop {
            let missing = match self.buffer.first_chunk::<HEAD>() {
                None => HEAD - self.buffer.len(),
                Some(head) => {
                    let (kind, length) = frame::read_head(*head).ok_or(Error::Nonsense)?;
                    if length > cap(kind) {
                        return Err(if kind == Kind::Done {
                            Error::Large
                        } else {
                            Error::Nonsense
                        });
                    }
                    match (HEAD + length).checked_sub(self.buffer.len()) {
                        None | Some(0) => return Ok((kind, self.cut(length))),
                        Some(missing) => missing,
                    }
                }
            };
            // Grows with what really comes, not with what was announced.
            self.buffer
                .reserve(missing.min(self.buffer.len()).max(CHUNK));
            if self
                .pipe
                .read_buf(&mut self.buffer)
                .await
                .map_err(|_| Error::Gone)?
                == 0
            {
                return Err(Error::Gone);
            }
        }
    }

    /// Cuts the first frame off.
    fn cut(&mut self, length: usize) -> Vec<u8> {
        let rest = self.buffer.split_off(HEAD + length);
        let mut payload = std::mem::replace(&mut self.buffer, rest);
        payload.drain(..HEAD);
        if self.buffer.is_empty() && self.buffer.capacity() > KEPT {
            self.buffer = Vec::new();
        }
        payload
    }
}

/// Sends frames: they are queued, and written by `flush`, which may be dropped and asked again.
pub(super) struct Writer {
    pipe: ChildStdin,
    queue: VecDeque<Bytes>,
    /// Bytes of the first in the queue that are written.
    written: usize,
    /// Bytes in the queue.
    waiting: usize,
}

impl Writer {
    fn new(pipe: ChildStdin) -> Writer {
        Writer {
            pipe,
            queue: VecDeque::new(),
            written: 0,
            waiting: 0,
        }
    }

    /// Queues a frame.
    pub fn push(&mut self, kind: Kind, payload: Bytes) {
        self.waiting += HEAD + payload.len();
        self.queue
            .push_back(Bytes::copy_from_slice(&frame::head(kind, payload.len())));
        self.queue.push_back(payload);
    }

    /// How many bytes are to be written.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Whether there is nothing to write.
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty()
    }

    /// Writes until the queue is empty.
    pub async fn flush(&mut self) -> Result<(), Error> {
        while let Some(first) = self.queue.front() {
            let rest = first.get(self.written..).unwrap_or_default();
            if rest.is_empty() {
                self.queue.pop_front();
                self.written = 0;
                continue;
            }
            let written = self.pipe.write(rest).await.map_err(|_| Error::Gone)?;
            self.written += written;
            self.waiting = self.waiting.saturating_sub(written);
        }
        Ok(())
    }
}

//! The worker's end of the two pipes.
//!
//! Everything blocks: the worker has one thread and nothing else to do. When the host is gone, so is the worker.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::time::Duration;

use crate::frame::{self, HEAD, Kind, LARGEST};

/// Standard input and output, as frames.
pub(super) struct Link {
    input: File,
    output: File,
}

impl Link {
    /// Takes the two pipes over; nothing else in this process may use them.
    pub fn claim() -> io::Result<Link> {
        let link = Link {
            input: input()?,
            output: output()?,
        };
        link.widen();
        Ok(link)
    }

    /// The next frame. Ends the process when the host has closed the pipe.
    pub fn read(&mut self) -> io::Result<(Kind, Vec<u8>)> {
        let mut head = [0; HEAD];
        if let Err(error) = self.input.read_exact(&mut head) {
            if error.kind() == io::ErrorKind::UnexpectedEof {
                leave(0);
            }
            return Err(error);
        }
        let (kind, length) = frame::read_head(head)
            .filter(|(_, length)| *length <= LARGEST)
            .ok_or_else(nonsense)?;
        let mut payload = vec![0; length];
        self.input.read_exact(&mut payload)?;
        Ok((kind, payload))
    }

    /// Sends a frame whose payload comes in parts.
    pub fn send(&mut self, kind: Kind, parts: &[&[u8]]) -> io::Result<()> {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        if length > LARGEST {
            return Err(nonsense());
        }
        let head = frame::head(kind, length);
        if length <= SMALL {
            // One write for a small frame: the host wakes once.
            let all: Vec<u8> = head
                .iter()
                .chain(parts.iter().copied().flatten())
                .copied()
                .collect();
            return self.output.write_all(&all);
        }
        self.output.write_all(&head)?;
        parts
            .iter()
            .try_for_each(|part| self.output.write_all(part))
    }

    /// Waits until there is something to read, or the time is over; says whether there is.
    #[cfg(unix)]
    #[allow(unsafe_code, reason = "std cannot wait for a pipe with a time limit")]
    pub fn wait(&self, most: Duration) -> bool {
        use std::os::fd::AsRawFd as _;
        let mut ask = libc::pollfd {
            fd: self.input.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        let ms = i32::try_from(most.as_millis()).unwrap_or(i32::MAX).max(1);
        // SAFETY: one valid entry, and the count says so.
        unsafe { libc::poll(&raw mut ask, 1, ms) > 0 }
    }

    /// Where pipes cannot be waited for with a time limit, an answer that is under way is waited for without one.
    #[cfg(not(unix))]
    pub fn wait(&self, _most: Duration) -> bool {
        true
    }

    /// A larger pipe, where the system lets us: fewer switches between the two processes.
    #[cfg(target_os = "linux")]
    #[allow(unsafe_code, reason = "std has no way to size a pipe")]
    fn widen(&self) {
        use std::os::fd::AsRawFd as _;
        for file in [&self.input, &self.output] {
            // SAFETY: takes a descriptor and a number; when refused, the pipe stays as it is.
            unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETPIPE_SZ, WIDE) };
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn widen(&self) {}
}

/// Payloads up to this many bytes are copied behind their head.
const SMALL: usize = 16 * 1024;

/// Bytes that a pipe should hold.
#[cfg(target_os = "linux")]
const WIDE: libc::c_int = 1 << 20;

/// Ends the process.
#[allow(
    clippy::disallowed_methods,
    reason = "the worker is a process of its own and has nothing to finish"
)]
pub(super) fn leave(code: i32) -> ! {
    std::process::exit(code)
}

fn nonsense() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "no frame")
}

#[cfg(unix)]
#[allow(
    unsafe_code,
    reason = "std's own handles are buffered and locked; the frames are written whole"
)]
fn input() -> io::Result<File> {
    use std::os::fd::FromRawFd as _;
    // SAFETY: the host made descriptor 0 a pipe, and nothing else in this process uses it.
    Ok(unsafe { File::from_raw_fd(0) })
}

#[cfg(unix)]
#[allow(unsafe_code, reason = "as above")]
fn output() -> io::Result<File> {
    use std::os::fd::FromRawFd as _;
    // SAFETY: the host made descriptor 1 a pipe, and nothing else in this process uses it.
    Ok(unsafe { File::from_raw_fd(1) })
}

#[cfg(windows)]
fn input() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn output() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    io::stdout()
        .as_handle()
        .try_clone_to_owned()
        .map(File::from)
}

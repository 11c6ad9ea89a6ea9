//! The log's way out: no line holds a secret that was opened.

use std::io::{self, Write};

use parking_lot::RwLock;

use crate::credentials::Clean;

/// What the installations of this process know to be secret: one, but in tests.
static KNOWN: RwLock<Vec<Clean>> = RwLock::new(Vec::new());

/// From here on the log leaves out what this one knows.
pub(crate) fn follow(clean: Clean) -> Clean {
    KNOWN.write().push(clean.clone());
    clean
}

/// Standard error without secrets, for whoever writes the log: `tracing_subscriber::fmt().with_writer(app::LogWriter::new)`.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogWriter;

impl LogWriter {
    /// A new one.
    pub fn new() -> Self {
        Self
    }
}

impl Write for LogWriter {
    /// A line comes as a whole, so nothing stands across two calls.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().lock().write_all(&cleaned(line))?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}

/// Bytes without what any installation knows to be secret.
fn cleaned(line: &[u8]) -> Vec<u8> {
    let known = KNOWN.read();
    known.iter().fold(line.to_vec(), |line, clean| {
        clean.redactor().bytes(&line).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cleaned() {
        let clean = follow(Clean::default());
        clean.redactor().learn([b"logged secret".as_slice()]);
        assert_eq!(cleaned(b"a logged secret!"), b"a [hidden]!");
    }
}

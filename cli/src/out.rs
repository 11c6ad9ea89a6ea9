//! The one way to the terminal. A reader that has gone away is no error: the command goes on in silence, so that a run
//! is still finished and kept. A disk that is full is one, and is said at the end.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};
use std::sync::OnceLock;

/// Why nothing more is written to standard output.
static CLOSED: OnceLock<std::io::Error> = OnceLock::new();

/// Writes a line to standard output.
macro_rules! outln {
    () => { $crate::out::line(format_args!("")) };
    ($($text:tt)*) => { $crate::out::line(format_args!($($text)*)) };
}

/// Writes a line to standard error.
macro_rules! errln {
    ($($text:tt)*) => { $crate::out::complain(format_args!($($text)*)) };
}

pub(crate) use {errln, outln};

/// Writes a line to standard output.
pub fn line(text: Arguments<'_>) {
    put(|out| writeln!(out, "{text}"));
}

/// Writes a text to standard output as it is.
pub fn text(text: &str) {
    put(|out| out.write_all(text.as_bytes()));
}

/// Writes a line to standard error. Where even that fails there is nobody left to tell.
pub fn complain(text: Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

fn put(write: impl FnOnce(&mut std::io::StdoutLock<'static>) -> std::io::Result<()>) {
    if CLOSED.get().is_some() {
        return;
    }
    if let Err(error) = write(&mut std::io::stdout().lock()) {
        let _ = CLOSED.set(error);
    }
}

/// Writes what is still held back; the error that ended the output, unless its reader just went away.
pub fn finish() -> Option<&'static std::io::Error> {
    put(|out| out.flush());
    CLOSED
        .get()
        .filter(|error| error.kind() != ErrorKind::BrokenPipe)
}

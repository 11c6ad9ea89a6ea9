//! Why the pool could not do its part. What code did wrong is a `ScriptError`; this becomes one before it leaves.

use std::io;

use model::script::{ScriptError, ScriptFault};

/// A failure of the machinery around a worker.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The program could not be started.
    #[error("the JavaScript worker could not be started: {0}")]
    Spawn(#[source] io::Error),
    /// The prelude could not be loaded.
    #[error("the JavaScript worker is broken: {0}")]
    Broken(String),
    /// The worker ended, or its pipe did.
    #[error("the JavaScript worker ended unexpectedly")]
    Gone,
    /// The worker sent what no worker sends.
    #[error("the JavaScript worker did not answer as agreed")]
    Nonsense,
    /// Killed because it did not end in time.
    #[error("the code took too long and was stopped")]
    Late,
    /// A reply larger than the host takes in.
    #[error("the result is too large to be handed over")]
    Large,
    /// Too many callers wait already.
    #[error("too many callers wait for a JavaScript worker")]
    Busy,
}

impl From<Error> for ScriptError {
    fn from(error: Error) -> ScriptError {
        let (kind, name) = match error {
            Error::Late => (ScriptFault::Timeout, "TimeoutError"),
            Error::Large => (ScriptFault::Memory, "RangeError"),
            Error::Busy => (ScriptFault::Refused, "Error"),
            Error::Spawn(_) | Error::Broken(_) | Error::Gone | Error::Nonsense => {
                (ScriptFault::Killed, "Error")
            }
        };
        ScriptError::new(kind, name, error.to_string())
    }
}

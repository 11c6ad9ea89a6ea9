//! What ends a command, and with which exit code.

use std::fmt;
use std::process::ExitCode;

/// What ends a command.
#[derive(Debug)]
pub enum Failure {
    /// The file or the arguments are bad: 2.
    Input(String),
    /// The data folder cannot be used: 3.
    Data(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Failure::Input(_) => 2,
            Failure::Data(_) => 3,
        })
    }

    /// A bad file, with its name.
    pub fn file(path: &std::path::Path, error: impl fmt::Display) -> Self {
        Failure::Input(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(text) | Failure::Data(text) => f.write_str(text),
        }
    }
}

impl From<app::StoreError> for Failure {
    fn from(error: app::StoreError) -> Self {
        match error {
            app::StoreError::Missing { .. }
            | app::StoreError::Invalid(_)
            | app::StoreError::Stale { .. } => Failure::Input(error.to_string()),
            closed @ (app::StoreError::Damaged {
                what: "database", ..
            }
            | app::StoreError::Foreign(_)) => Failure::Data(format!(
                "{closed}; `millrace backup` lists what can be restored, `millrace backup anew` begins with nothing"
            )),
            closed @ app::StoreError::Newer { .. } => Failure::Data(format!(
                "{closed}; `millrace backup` lists what can be restored"
            )),
            other => Failure::Data(other.to_string()),
        }
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Store(error) => error.into(),
            app::Error::Temporary(_) | app::Error::Lock(_) | app::Error::NotKept(_) => {
                Failure::Data(error.to_string())
            }
            other => Failure::Input(other.to_string()),
        }
    }
}

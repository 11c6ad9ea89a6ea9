//! What can go wrong with the vault. No variant holds a secret.

use std::path::PathBuf;

use crate::{CodeFault, KeychainError};

/// Result of the vault.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with the vault.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is a vault already: a new key over it would make everything in it unreadable for good.
    #[error("there is a vault already; a new key would make what is in it unreadable")]
    Exists,
    /// There is no slot of the kind that was tried.
    #[error("the vault has no {0}")]
    NoSlot(&'static str),
    /// The key that was given is not this vault's.
    #[error("this is not the key of this vault")]
    WrongKey,
    /// What is stored was changed, or is broken.
    #[error("the stored {what} is damaged: {why}")]
    Damaged {
        /// What it is.
        what: String,
        /// What does not fit.
        why: &'static str,
    },
    /// A recovery code is mistyped.
    #[error("{0}")]
    Code(#[from] CodeFault),
    /// The keychain does not give the key.
    #[error("{0}")]
    Keychain(#[from] KeychainError),
    /// A key file cannot be used.
    #[error("the key file {path} cannot be used: {why}")]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A name cannot be bound to what is sealed.
    #[error("“{0}” cannot name a place in the vault")]
    Name(String),
    /// With a new key, nothing would be left that opens the vault.
    #[error(
        "the new key could only be opened by a code that nobody has seen yet: give the recovery code or the passphrase"
    )]
    NothingLeft,
    /// An export is none, or is sealed in a way that is not known.
    #[error("this is no export of credentials: {0}")]
    Export(String),
    /// A passphrase is too short to protect anything.
    #[error("a passphrase needs at least {0} characters")]
    Short(usize),
    /// The system gives no random numbers, or no memory.
    #[error("the system cannot make a key: {0}")]
    System(String),
}

impl Error {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Exists => "vault.exists",
            Error::NoSlot(_) => "vault.noSlot",
            Error::WrongKey => "vault.wrongKey",
            Error::Damaged { .. } => "vault.damaged",
            Error::Code(_) => "vault.code",
            Error::Keychain(_) => "vault.keychain",
            Error::KeyFile { .. } => "vault.keyFile",
            Error::Name(_) => "vault.name",
            Error::NothingLeft => "vault.nothingLeft",
            Error::Export(_) => "vault.export",
            Error::Short(_) => "vault.short",
            Error::System(_) => "vault.system",
        }
    }

    pub(crate) fn damaged(what: impl Into<String>, why: &'static str) -> Self {
        Error::Damaged {
            what: what.into(),
            why,
        }
    }
}

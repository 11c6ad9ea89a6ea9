//! Seals and opens secrets, and owns every key: nothing else in Millrace encrypts what a person entrusts to it.
//!
//! One random key of 32 bytes seals every field of every credential. Any one of several *slots* opens it: the system's
//! keychain, the recovery code, a passphrase, a key file. What is sealed is bound to the place it stands at, so a text
//! that was moved, swapped or set back does not open; the [`Manifest`] says which version of each record is the right
//! one. A check value tells a locked vault, a wrong key and a damaged vault apart.
//!
//! This crate keeps nothing: `store` has the rows, `app` brings both together. Not here: what a credential means, who
//! may use it and where it may go.

mod error;
mod export;
mod key;
mod keychain;
mod keyfile;
mod manifest;
mod recovery;
mod redact;
mod rotate;
mod seal;
mod slot;
mod vault;

pub use error::{Error, Result};
pub use export::{OldExport, open_export, seal_export};
pub use keychain::{Keychain, KeychainError, MemoryKeychain, NoKeychain, SystemKeychain};
pub use keyfile::{make_key_file, read_key_file};
pub use manifest::{Entry, Manifest, policy};
pub use recovery::{CodeFault, RecoveryCode};
pub use redact::{HIDDEN, Hold, Redactor, SHORTEST, Sieve};
pub use rotate::Rotated;
pub use seal::{AAD_VERSION, Place, Sealed};
pub use secrecy::{ExposeSecret, SecretString};
pub use slot::{Cost, Slot, SlotKind};
pub use vault::{Created, Header, Means, Vault};
pub use zeroize::Zeroizing;

//! The system's keychain, behind a trait: Secret Service, macOS' Keychain, Windows' Credential Manager.
//!
//! Never the Linux kernel's keyring: what is kept there is gone after a restart.

use std::collections::HashMap;

use parking_lot::Mutex;
use zeroize::Zeroizing;

/// Under which name the system lists our entries.
const SERVICE: &str = "Millrace";

/// Why the keychain does not give a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// There is none on this machine, or in this session.
    #[error("this session has no keychain")]
    Absent,
    /// It is there, and locked.
    #[error("the keychain is locked")]
    Locked,
    /// It is open and has no such entry.
    #[error("the keychain has no entry for this vault")]
    Empty,
    /// It has one that is no key.
    #[error("the keychain's entry for this vault is not a key")]
    Foreign,
    /// It refused.
    #[error("the keychain refused: {0}")]
    Refused(String),
}

/// Keeps keys for a user. Calls may take long, and may ask the person something.
pub trait Keychain: Send + Sync {
    /// The bytes of an entry.
    ///
    /// # Errors
    /// When there is none, or it cannot be read now.
    fn read(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, KeychainError>;

    /// Writes an entry.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, entry: &str, bytes: &[u8]) -> Result<(), KeychainError>;

    /// Removes an entry; none is none.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove(&self, entry: &str) -> Result<(), KeychainError>;
}

/// That of the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemKeychain;

impl Keychain for SystemKeychain {
    fn read(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, KeychainError> {
        // As text: some keychains of Linux lose bytes that are no text.
        let text = Zeroizing::new(open(entry)?.get_password().map_err(told)?);
        let bytes = hex::decode(text.trim()).map_err(|_| KeychainError::Foreign)?;
        Ok(Zeroizing::new(bytes))
    }

    fn write(&self, entry: &str, bytes: &[u8]) -> Result<(), KeychainError> {
        let text = Zeroizing::new(hex::encode(bytes));
        open(entry)?.set_password(&text).map_err(told)
    }

    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        match open(entry)?.delete_credential().map_err(told) {
            Err(KeychainError::Empty) => Ok(()),
            done => done,
        }
    }
}

fn open(entry: &str) -> Result<keyring::v1::Entry, KeychainError> {
    keyring::v1::Entry::new(SERVICE, entry).map_err(told)
}

/// The system's words stay out of what is shown: some quote what they were given.
fn told(error: keyring::v1::Error) -> KeychainError {
    use keyring::v1::Error;
    match error {
        Error::NoEntry => KeychainError::Empty,
        Error::NoDefaultStore => KeychainError::Absent,
        Error::NoStorageAccess(_) => KeychainError::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            KeychainError::Foreign
        }
        Error::PlatformFailure(why) => KeychainError::Refused(first_line(&why.to_string())),
        Error::NotSupportedByStore(_) => KeychainError::Absent,
        _ => KeychainError::Refused("it cannot keep this entry".into()),
    }
}

fn first_line(text: &str) -> String {
    text.lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}

/// No keychain at all: a server, or a person who wants none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoKeychain;

impl Keychain for NoKeychain {
    fn read(&self, _: &str) -> Result<Zeroizing<Vec<u8>>, KeychainError> {
        Err(KeychainError::Absent)
    }

    fn write(&self, _: &str, _: &[u8]) -> Result<(), KeychainError> {
        Err(KeychainError::Absent)
    }

    fn remove(&self, _: &str) -> Result<(), KeychainError> {
        Ok(())
    }
}

/// One in memory, which tests lock and empty.
#[derive(Debug, Default)]
pub struct MemoryKeychain {
    entries: Mutex<HashMap<String, Vec<u8>>>,
    locked: Mutex<bool>,
}

impl MemoryKeychain {
    /// Locks or unlocks it.
    pub fn lock(&self, locked: bool) {
        *self.locked.lock() = locked;
    }

    /// Loses all that it has.
    pub fn wipe(&self) {
        self.entries.lock().clear();
    }

    fn assert_open(&self) -> Result<(), KeychainError> {
        match *self.locked.lock() {
            true => Err(KeychainError::Locked),
            false => Ok(()),
        }
    }
}

impl Keychain for MemoryKeychain {
    fn read(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, KeychainError> {
        self.assert_open()?;
        let entries = self.entries.lock();
        let found = entries.get(entry).cloned().map(Zeroizing::new);
        found.ok_or(KeychainError::Empty)
    }

    fn write(&self, entry: &str, bytes: &[u8]) -> Result<(), KeychainError> {
        self.assert_open()?;
        self.entries.lock().insert(entry.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        self.assert_open()?;
        self.entries.lock().remove(entry);
        Ok(())
    }
}

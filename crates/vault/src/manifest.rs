//! The manifest: which version of each record is the right one, and what each was allowed, sealed.
//!
//! A sealed field of an older version is as genuine as the newest: only the manifest knows that a row was set back. It
//! cannot know that it was set back itself together with all rows; that is for the mark outside the database
//! ([`Vault::mark`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, Place, Result, Sealed, Vault};

/// What is right of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its version.
    pub version: u64,
    /// What it was allowed, as [`policy`] says it.
    pub policy: String,
    /// What it was called and said of it, as [`policy`] says it; empty where that was not noted yet.
    #[serde(default)]
    pub about: String,
}

/// What is right of all records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    entries: BTreeMap<String, Entry>,
}

/// A sum over the parts of a record that are readable and decide where its secret may go.
pub fn policy<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_be_bytes());
        sum.update(part);
    }
    hex::encode(sum.finalize())
}

impl Manifest {
    /// Opens a stored manifest of a version; a vault that never had one has an empty one.
    ///
    /// # Errors
    /// When it was changed or set back.
    pub fn open(vault: &Vault, stored: Option<&Sealed>, version: u64) -> Result<Self> {
        let Some(stored) = stored else {
            return Ok(Self::default());
        };
        let plain = vault.unseal(place(vault, version), stored)?;
        serde_json::from_slice(&plain).map_err(|_| Error::damaged("manifest", "it is not readable"))
    }

    /// Seals it as a version.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn seal(&self, vault: &Vault, version: u64) -> Result<Sealed> {
        let plain = serde_json::to_vec(self);
        let plain = plain.map_err(|error| Error::System(error.to_string()))?;
        vault.seal(place(vault, version), &plain)
    }

    /// Notes what is right from now on.
    pub fn set(&mut self, record: &str, entry: Entry) {
        self.entries.insert(record.to_owned(), entry);
    }

    /// A record is gone.
    pub fn remove(&mut self, record: &str) {
        self.entries.remove(record);
    }

    /// What is right of a record.
    pub fn get(&self, record: &str) -> Option<&Entry> {
        self.entries.get(record)
    }

    /// The records that must be there.
    pub fn records(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Says whether a record is as it should be.
    ///
    /// # Errors
    /// When it was set back, changed, or is not known at all.
    pub fn check(&self, record: &str, found: &Entry) -> Result<()> {
        let damaged = |why| Err(Error::damaged(format!("credential “{record}”"), why));
        match self.entries.get(record) {
            None => damaged("it was put there by something else"),
            Some(right) if right.version != found.version => {
                damaged("it was set back to an earlier version")
            }
            Some(right) if right.policy != found.policy => {
                damaged("what it may be used for was changed by something else")
            }
            Some(right) if !right.about.is_empty() && right.about != found.about => {
                damaged("its name, or what is said of it, was changed by something else")
            }
            Some(_) => Ok(()),
        }
    }
}

fn place(vault: &Vault, version: u64) -> Place<'_> {
    Place {
        table: "manifest",
        record: &vault.header().id,
        field: "entries",
        version,
    }
}

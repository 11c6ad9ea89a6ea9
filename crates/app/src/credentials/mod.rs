//! The credentials of an installation: the one place where the vault's keys meet the store's rows.
//!
//! The vault is opened when a credential is first needed: by the key file that was named, else by the keychain. A person
//! opens it by the recovery code or the passphrase. What is opened is told to the redactor before it goes anywhere.

mod digest;
mod keep;
mod redact;
mod rows;
mod spend;
mod way;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::RwLock;
use store::{Deed, Store};
use vault::{Header, Keychain, KeychainError, Means, Redactor, Slot, SystemKeychain, Vault};

pub(crate) use digest::Challenge;
pub(crate) use keep::{Draft, Plain};
pub use redact::Clean;
pub(crate) use rows::{from_slot, slot_rows};
pub(crate) use spend::unusable;
pub use spend::{Asker, Spent};

use crate::Error;
use crate::clock::{DAY_MS, now_ms};

/// The credentials of an installation.
pub struct Credentials {
    keychain: RwLock<Arc<dyn Keychain>>,
    key_file: RwLock<Option<PathBuf>>,
    opened: RwLock<Opened>,
    /// From where a person acts: the window, the command line, a browser.
    origin: RwLock<&'static str>,
    /// One change at a time: each needs the manifest that the one before it left.
    writing: tokio::sync::Mutex<()>,
    clean: Clean,
    /// When people were last reminded of what ends soon, UTC milliseconds; 0 before that.
    reminded_ms: AtomicI64,
}

#[derive(Default)]
struct Opened {
    vault: Option<Arc<Vault>>,
    /// A person locked it: nothing but a person opens it again.
    locked: bool,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            keychain: RwLock::new(Arc::new(SystemKeychain)),
            key_file: RwLock::default(),
            opened: RwLock::default(),
            origin: RwLock::new("window"),
            writing: tokio::sync::Mutex::default(),
            clean: crate::log::follow(Clean::new(Redactor::default())),
            reminded_ms: AtomicI64::default(),
        }
    }
}

impl Credentials {
    /// Takes secrets out of what is written.
    pub fn clean(&self) -> &Clean {
        &self.clean
    }

    /// Uses another keychain than the system's.
    pub fn use_keychain(&self, keychain: Arc<dyn Keychain>) {
        *self.keychain.write() = keychain;
    }

    /// Opens the vault by a key file, and makes a slot for it with a new vault.
    pub fn use_key_file(&self, path: PathBuf) {
        *self.key_file.write() = Some(path);
    }

    /// Whether a key file was named.
    pub fn has_key_file(&self) -> bool {
        self.key_file.read().is_some()
    }

    /// Says from where a person acts.
    pub fn act_from(&self, origin: &'static str) {
        *self.origin.write() = origin;
    }

    /// Whether nobody was reminded for a day of what ends soon; from now on somebody was.
    pub(crate) fn is_reminder_due(&self, now_ms: i64) -> bool {
        let set = |before: i64| {
            let is_recent = (0..DAY_MS).contains(&now_ms.saturating_sub(before));
            (!is_recent).then_some(now_ms)
        };
        let (write, read) = (Ordering::Relaxed, Ordering::Relaxed);
        self.reminded_ms.fetch_update(write, read, set).is_ok()
    }

    pub(crate) fn keychain(&self) -> Arc<dyn Keychain> {
        self.keychain.read().clone()
    }

    pub(crate) fn key_file(&self) -> Option<PathBuf> {
        self.key_file.read().clone()
    }

    /// The vault's rows, if there is one.
    pub(crate) async fn rows(&self, store: &Store) -> Result<Option<(Header, Vec<Slot>)>, Error> {
        let Some(vault) = store.vault().await? else {
            return Ok(None);
        };
        let slots = store.vault_slots().await?;
        let slots = slots
            .into_iter()
            .map(rows::slot)
            .collect::<Result<_, _>>()?;
        Ok(Some((rows::header(vault)?, slots)))
    }

    /// The open vault, if it is open.
    pub(crate) fn open_vault(&self) -> Option<Arc<Vault>> {
        self.opened.read().vault.clone()
    }

    /// Whether a person locked it.
    pub(crate) fn is_shut(&self) -> bool {
        self.opened.read().locked
    }

    /// The vault, opened if it can be opened without a person.
    ///
    /// # Errors
    /// [`Error::NoVault`], [`Error::Locked`] and [`Error::SetBack`], and why what is stored cannot be used.
    pub(crate) async fn vault(&self, store: &Store) -> Result<Arc<Vault>, Error> {
        let Some((header, slots)) = self.rows(store).await? else {
            return Err(Error::NoVault);
        };
        if let Some(vault) = self.open_vault()
            && vault.header().key_id == header.key_id
        {
            return Ok(vault);
        }
        if self.is_shut() {
            return Err(Error::Locked(None));
        }
        let vault = self.by_machine(header, slots).await?;
        keep::assert_newest(store, &vault).await?;
        self.note(store, "vault.unlock", "", "", "").await?;
        Ok(self.keep_open(vault))
    }

    /// Opens it by the key file that was named, else by the keychain.
    async fn by_machine(&self, header: Header, slots: Vec<Slot>) -> Result<Vault, Error> {
        let (keychain, key_file) = (self.keychain(), self.key_file());
        let work = move || match key_file {
            Some(path) => Vault::open(&header, &slots, &Means::KeyFile(&path)),
            None => match Vault::open(&header, &slots, &Means::Keychain(&*keychain)) {
                // It was not put into one: because there is none, or because the person does not want it there.
                Err(vault::Error::NoSlot(_)) if is_absent(&*keychain, &header) => {
                    Err(vault::Error::Keychain(KeychainError::Absent))
                }
                opened => opened,
            },
        };
        blocking(work).await?.map_err(|error| match error {
            vault::Error::Keychain(why) => Error::Locked(Some(why)),
            vault::Error::NoSlot(_) => Error::Locked(None),
            other => Error::Vault(other),
        })
    }

    /// Whether the key file or the keychain would open it.
    pub(crate) async fn opens_by_machine(&self, store: &Store) -> bool {
        match self.rows(store).await {
            Ok(Some((header, slots))) => self.by_machine(header, slots).await.is_ok(),
            _ => false,
        }
    }

    /// Whether this session has no keychain at all that could open the vault.
    pub(crate) async fn has_no_keychain(&self, store: &Store) -> Result<bool, Error> {
        let Some((header, _)) = self.rows(store).await? else {
            return Ok(false);
        };
        let keychain = self.keychain();
        blocking(move || is_absent(&*keychain, &header)).await
    }

    /// Keeps a vault open.
    pub(crate) fn keep_open(&self, vault: Vault) -> Arc<Vault> {
        let vault = Arc::new(vault);
        *self.opened.write() = Opened {
            vault: Some(vault.clone()),
            locked: false,
        };
        vault
    }

    /// Closes it: keys and what the redactor knew are wiped.
    pub(crate) fn shut(&self) {
        *self.opened.write() = Opened {
            vault: None,
            locked: true,
        };
        self.clean.redactor().forget();
    }

    /// What a person does, for the audit log.
    pub(crate) fn deed(&self, action: &str, target: &str, name: &str, details: &str) -> Deed {
        Deed {
            at_ms: now_ms(),
            actor: "person".to_owned(),
            action: action.to_owned(),
            target: target.to_owned(),
            name: name.to_owned(),
            origin: (*self.origin.read()).to_owned(),
            details: details.to_owned(),
        }
    }

    /// Writes a line into the audit log, as done by a person: about what changes nothing in the store.
    pub(crate) async fn note(
        &self,
        store: &Store,
        action: &str,
        target: &str,
        name: &str,
        details: &str,
    ) -> Result<(), Error> {
        let deed = self.deed(action, target, name, details);
        Ok(store.audit(deed).await?)
    }
}

/// Whether this session has no keychain at all.
fn is_absent(keychain: &dyn Keychain, header: &Header) -> bool {
    matches!(keychain.read(&header.id), Err(KeychainError::Absent))
}

/// Runs work that may wait for the disk, the keychain or a passphrase's rounds on a thread that may.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Vault(vault::Error::System(error.to_string())))
}

/// A stable word for why the keychain does not open the vault.
pub(crate) fn keychain_word(why: &KeychainError) -> &'static str {
    match why {
        KeychainError::Absent => "absent",
        KeychainError::Locked => "locked",
        KeychainError::Empty => "empty",
        KeychainError::Foreign => "foreign",
        KeychainError::Refused(_) => "refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_reminded_once_a_day_wherever_the_clock_goes() {
        let credentials = Credentials::default();
        let first = 20_000 * DAY_MS;
        for (now_ms, is_due) in [
            (first, true),
            (first, false),
            (first + DAY_MS - 1, false),
            (first + DAY_MS, true),
            // Set back.
            (first, true),
            (first + 1, false),
        ] {
            assert_eq!(credentials.is_reminder_due(now_ms), is_due, "{now_ms}");
        }
    }
}

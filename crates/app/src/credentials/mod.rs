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
use std::sync::atomic::{AtomicBool, Ordering};

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
use crate::clock::now_ms;

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
    reminded: AtomicBool,
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
            reminded: AtomicBool::new(false),
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

    /// Whether nobody was reminded yet of what ends soon.
    pub(crate) fn remind_once(&self) -> bool {
        !self.reminded.swap(true, Ordering::Relaxed)
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

    /// Writes a line into the audit log, as done by a person.
    pub(crate) async fn note(
        &self,
        store: &Store,
        action: &str,
        target: &str,
        name: &str,
        details: &str,
    ) -> Result<(), Error> {
        let origin = *self.origin.read();
        let deed = Deed {
            at_ms: now_ms(),
            actor: "person".to_owned(),
            action: action.to_owned(),
            target: target.to_owned(),
            name: name.to_owned(),
            origin: origin.to_owned(),
            details: details.to_owned(),
        };
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

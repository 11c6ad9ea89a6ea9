//! The vault around the credentials: open it, lock it, say what opens it, seal it anew, carry it elsewhere.

mod carry;

use api::{
    Done, Error, EventKind, RecoveryCode as Shown, SecretText, VaultBeginAnew, VaultCondition,
    VaultKept, VaultLock, VaultPassphrase, VaultRead, VaultRecovery, VaultRemember, VaultRotate,
    VaultRotated, VaultSlot, VaultState, VaultUnlock, code,
};
use store::{Deed, Store};
use vault::{ExposeSecret as _, Means, RecoveryCode, SecretString, Slot, SlotKind, Vault};

use super::Answer;
use super::error::of_store;
use crate::App;
use crate::clock::now_ms;
use crate::credentials::{blocking, from_slot, keychain_word, slot_rows};

/// Slots for keychains that are kept: those of other desktops, machines and users.
const KEYCHAINS: usize = 8;

/// What a slot of the keychain is called where it is stored.
const KEYCHAIN: &str = "keychain";

/// What a slot of the recovery code is called where it is stored.
const RECOVERY: &str = "recovery";

/// The preference that holds the slot of the recovery code that a person said is kept.
pub(super) const KEPT: &str = "vault.kept";

impl App {
    /// How the vault is; the keychain is asked, no person.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vault_read(&self, _: VaultRead) -> Answer<VaultState> {
        let store = &self.store().await?;
        let mut out = VaultState::default();
        let tried = self.credentials().vault(store).await;
        out.state = match tried {
            Ok(_) => VaultCondition::Open,
            Err(crate::Error::NoVault) => return Ok(out),
            Err(crate::Error::Locked(why)) => {
                out.keychain = why.as_ref().map(|why| keychain_word(why).to_owned());
                VaultCondition::Locked
            }
            Err(crate::Error::SetBack) => {
                out.keychain = Some("setBack".to_owned());
                VaultCondition::Locked
            }
            // The keychain's key is another vault's: the recovery code opens it all the same.
            Err(crate::Error::Vault(vault::Error::WrongKey)) => {
                out.keychain = Some("foreign".to_owned());
                VaultCondition::Locked
            }
            Err(crate::Error::Vault(vault::Error::KeyFile { .. })) => VaultCondition::Locked,
            Err(crate::Error::Vault(_)) => VaultCondition::Damaged,
            Err(other) => return Err(other.into()),
        };
        let slots = store.vault_slots().await.map_err(of_store)?;
        let kept = match store.preference(KEPT).await {
            // Then it is asked about again.
            Err(store::Error::Damaged { .. }) => None,
            read => read.map_err(of_store)?,
        };
        out.unkept = code_slot(&slots).is_some_and(|slot| kept.as_ref() != Some(&slot.id));
        out.slots = slots
            .into_iter()
            .map(|slot| VaultSlot {
                id: slot.id,
                kind: slot.kind,
                created_ms: slot.created_ms,
            })
            .collect();
        // A person who wants it remembered is told beforehand that nothing here could.
        let asks = match out.state {
            VaultCondition::Open => !out.slots.iter().any(|slot| slot.kind == KEYCHAIN),
            VaultCondition::Locked => out.keychain.is_none(),
            VaultCondition::None | VaultCondition::Damaged => false,
        };
        if asks && self.credentials().has_no_keychain(store).await? {
            out.keychain = Some(keychain_word(&vault::KeychainError::Absent).to_owned());
        }
        Ok(out)
    }

    /// Tells people that the vault stays locked until one of them opens it; one who locked it knows.
    pub(super) async fn tell_if_locked(&self, store: &Store) {
        let vault = self.credentials();
        if vault.is_shut() {
            return;
        }
        if let Err(error @ crate::Error::Locked(_)) = vault.vault(store).await {
            self.bus().tell_window(EventKind::Notice(api::Notice {
                level: api::NoticeLevel::Warning,
                code: code::VAULT_LOCKED.to_owned(),
                message: format!("{error}."),
                details: value::Value::Null,
            }));
        }
    }

    /// Opens the vault.
    ///
    /// # Errors
    /// When what was typed is not its key, or is mistyped.
    pub async fn vault_unlock(&self, request: VaultUnlock) -> Answer<VaultState> {
        let store = &self.store().await?;
        let Some((header, slots)) = self.credentials().rows(store).await? else {
            return Err(crate::Error::NoVault.into());
        };
        let keychain = self.credentials().keychain();
        let (code, words) = (typed_code(&request.recovery)?, typed(&request.passphrase));
        let by_person = code.is_some() || words.is_some();
        let opened = match (code, words) {
            (Some(code), _) => {
                blocking(move || Vault::open(&header, &slots, &Means::Recovery(&code))).await?
            }
            (None, Some(words)) => {
                blocking(move || Vault::open(&header, &slots, &Means::Passphrase(&words))).await?
            }
            (None, None) => {
                blocking(move || Vault::open(&header, &slots, &Means::Keychain(&*keychain))).await?
            }
        };
        let opened = match opened {
            Ok(vault) => vault,
            Err(error) => {
                let noted =
                    self.credentials()
                        .note(store, "vault.unlockFailed", "", "", error.code());
                noted.await?;
                return Err(crate::Error::from(error).into());
            }
        };
        let opened = self.credentials().keep_open(opened);
        if by_person {
            self.credentials().accept(store, &opened).await?;
        }
        self.credentials()
            .note(store, "vault.unlock", "", "", "")
            .await?;
        if request.remember {
            // It is open all the same: the person is asked for the code once more, not turned away.
            if let Err(error) = self.remember(store).await {
                tracing::warn!(%error, "the keychain does not keep the vault open");
            }
        }
        self.bus().tell(EventKind::CredentialsChanged);
        self.vault_read(VaultRead {}).await
    }

    /// Locks the vault until a person opens it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vault_lock(&self, _: VaultLock) -> Answer<VaultState> {
        let store = &self.store().await?;
        self.credentials().shut();
        self.credentials()
            .note(store, "vault.lock", "", "", "")
            .await?;
        self.bus().tell(EventKind::CredentialsChanged);
        self.vault_read(VaultRead {}).await
    }

    /// A new recovery code; the old one opens nothing any more.
    ///
    /// # Errors
    /// When the vault is locked.
    pub async fn vault_recovery(&self, _: VaultRecovery) -> Answer<Shown> {
        let store = &self.store().await?;
        let _one = self.credentials().alone().await;
        let vault = self.credentials().vault(store).await?;
        let made = blocking(move || -> vault::Result<_> {
            let code = RecoveryCode::random()?;
            let slot = vault.slot(&Means::Recovery(&code), now_ms())?;
            Ok((code, slot))
        });
        let (code, slot) = made.await?.map_err(crate::Error::from)?;
        let deed = self.credentials().deed("vault.recovery", "", "", "");
        self.replace(store, SlotKind::Recovery, Some(slot), &deed)
            .await?;
        Ok(self.shown(store, &code).await)
    }

    pub(crate) async fn vault_passphrase(&self, request: VaultPassphrase) -> Answer<VaultState> {
        let store = &self.store().await?;
        let _one = self.credentials().alone().await;
        let vault = self.credentials().vault(store).await?;
        let slot = match typed(&request.passphrase) {
            None => None,
            Some(words) => {
                let made = blocking(move || vault.slot(&Means::Passphrase(&words), now_ms()));
                Some(made.await?.map_err(crate::Error::from)?)
            }
        };
        let what = if slot.is_some() { "set" } else { "removed" };
        let deed = self.credentials().deed("vault.passphrase", "", "", what);
        self.replace(store, SlotKind::Passphrase, slot, &deed)
            .await?;
        self.vault_read(VaultRead {}).await
    }

    pub(crate) async fn vault_remember(&self, request: VaultRemember) -> Answer<VaultState> {
        let store = &self.store().await?;
        self.credentials().vault(store).await?;
        match request.remember {
            true => self.remember(store).await?,
            false => {
                let _one = self.credentials().alone().await;
                let keychain = self.credentials().keychain();
                for slot in self.slots(store, SlotKind::Keychain).await? {
                    let keychain = keychain.clone();
                    let gone = blocking(move || keychain.remove(&slot.id)).await?;
                    if let Err(error) = gone {
                        tracing::warn!(%error, "an entry stays in the keychain; it opens nothing");
                    }
                }
                let deed = self.credentials().deed("vault.remember", "", "", "off");
                self.replace(store, SlotKind::Keychain, None, &deed).await?;
            }
        }
        self.vault_read(VaultRead {}).await
    }

    /// Seals everything anew with a new key.
    ///
    /// # Errors
    /// When the vault is locked, or nothing but a code that nobody has seen would open it.
    pub async fn vault_rotate(&self, request: VaultRotate) -> Answer<VaultRotated> {
        let store = &self.store().await?;
        let recovery = typed_code(&request.recovery)?;
        let passphrase = typed(&request.passphrase);
        let made = self
            .credentials()
            .rotate(store, recovery, passphrase)
            .await?;
        Ok(VaultRotated {
            state: self.vault_read(VaultRead {}).await?,
            recovery: self.shown_if_made(store, made.as_ref()).await,
        })
    }

    /// Makes a new vault where nobody can open the one that is there any more.
    ///
    /// # Errors
    /// When it is open, or no backup of it can be made first: nothing is changed then.
    pub async fn vault_begin_anew(&self, _: VaultBeginAnew) -> Answer<Shown> {
        let store = &self.store().await?;
        let made = self.credentials().begin_anew(store).await?;
        let made = made.ok_or_else(|| {
            Error::new(code::REQUEST, "The credentials are open.")
                .hint("Make a new recovery code in the settings.")
        })?;
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(self.shown(store, &made).await)
    }

    /// A person said that a recovery code that was shown is kept. One that was replaced since is worth nothing: nothing is
    /// noted then.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vault_kept(&self, request: VaultKept) -> Answer<Done> {
        let store = self.store().await?;
        let slots = store.vault_slots().await.map_err(of_store)?;
        if let Some(slot) = slots.iter().find(|slot| slot.id == request.slot) {
            let noted = store.set_preference(KEPT, &slot.id).await;
            noted.map_err(of_store)?;
        }
        Ok(Done::default())
    }

    /// Opens the vault by the key file or the keychain, for its error.
    ///
    /// # Errors
    /// Why it stays locked.
    pub async fn open_vault(&self) -> Result<(), crate::Error> {
        let store = &self.store().await?;
        self.credentials().vault(store).await.map(drop)
    }

    /// Whether the next start opens the vault without asking anybody.
    pub async fn reopens_by_itself(&self) -> bool {
        let Ok(store) = self.store().await else {
            return false;
        };
        self.credentials().opens_by_machine(&store).await
    }

    /// Makes a slot for the key file that was named, and the file where it is missing.
    ///
    /// # Errors
    /// When the vault is locked, or the file cannot be used.
    pub async fn add_key_file(&self, path: std::path::PathBuf) -> Answer<VaultState> {
        let store = &self.store().await?;
        let _one = self.credentials().alone().await;
        let vault = self.credentials().vault(store).await?;
        let made = blocking(move || {
            if !path.exists() {
                vault::make_key_file(&path)?;
            }
            vault.slot(&Means::KeyFile(&path), now_ms())
        });
        let slot = made.await?.map_err(crate::Error::from)?;
        let deed = self.credentials().deed("vault.keyFile", "", "", "");
        store
            .replace_slots(&[from_slot(&slot)], &[], &deed)
            .await
            .map_err(of_store)?;
        self.vault_read(VaultRead {}).await
    }

    /// The recovery code, where one was made.
    pub(super) async fn shown_if_made(
        &self,
        store: &Store,
        code: Option<&RecoveryCode>,
    ) -> Option<Shown> {
        Some(self.shown(store, code?).await)
    }

    /// A recovery code as it is shown, this once. Until somebody says that it is kept nobody has.
    async fn shown(&self, store: &Store, code: &RecoveryCode) -> Shown {
        let slots = self.slots(store, SlotKind::Recovery).await;
        let slot = slots.unwrap_or_default();
        let slot = slot.into_iter().find(|slot| slot.is_of(code));
        Shown {
            code: SecretText::from(code.text().expose_secret()),
            slot: slot.map(|slot| slot.id).unwrap_or_default(),
            reopens: self.credentials().opens_by_machine(store).await,
        }
    }

    /// A new slot for the keychain of this machine. Those of others stay: another desktop may open its own again.
    async fn remember(&self, store: &Store) -> Answer<()> {
        let _one = self.credentials().alone().await;
        let vault = self.credentials().vault(store).await?;
        let keychain = self.credentials().keychain();
        let made = blocking(move || vault.slot(&Means::Keychain(&*keychain), now_ms()));
        let slot = made.await?.map_err(crate::Error::from)?;
        let old = self.slots(store, SlotKind::Keychain).await?;
        let too_many = old.len().saturating_sub(KEYCHAINS - 1);
        let gone: Vec<String> = old.into_iter().take(too_many).map(|slot| slot.id).collect();
        let deed = self.credentials().deed("vault.remember", "", "", "on");
        store
            .replace_slots(&[from_slot(&slot)], &gone, &deed)
            .await
            .map_err(of_store)
    }

    async fn slots(&self, store: &Store, kind: SlotKind) -> Answer<Vec<Slot>> {
        let rows = self.credentials().rows(store).await?;
        let slots = rows.map(|(_, slots)| slots).unwrap_or_default();
        Ok(slots.into_iter().filter(|slot| slot.kind == kind).collect())
    }

    /// Puts a slot in the place of all of its kind.
    async fn replace(
        &self,
        store: &Store,
        kind: SlotKind,
        slot: Option<Slot>,
        deed: &Deed,
    ) -> Answer<()> {
        let old = self.slots(store, kind).await?;
        let gone: Vec<String> = old.into_iter().map(|slot| slot.id).collect();
        let new: Vec<Slot> = slot.into_iter().collect();
        store
            .replace_slots(&slot_rows(&new), &gone, deed)
            .await
            .map_err(of_store)
    }
}

/// The slot of the newest recovery code.
fn code_slot(slots: &[store::SlotRow]) -> Option<&store::SlotRow> {
    slots.iter().rfind(|slot| slot.kind == RECOVERY)
}

fn secret(text: &SecretText) -> SecretString {
    SecretString::from(text.expose())
}

fn typed(text: &Option<SecretText>) -> Option<SecretString> {
    let text = text.as_ref().filter(|text| !text.is_empty())?;
    Some(secret(text))
}

fn typed_code(text: &Option<SecretText>) -> Result<Option<RecoveryCode>, Error> {
    let Some(text) = text.as_ref().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let read = RecoveryCode::read(text.expose());
    Ok(Some(read.map_err(crate::Error::from)?))
}

//! Slots: each holds the vault's key, sealed with a key of its own that the keychain keeps, or that is made of what a
//! person types.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use crate::key::{self, Key};
use crate::seal::{self, AAD_VERSION, Place, Sealed};
use crate::{Error, Keychain, KeychainError, RecoveryCode, Result, keyfile};

/// A shorter passphrase protects nothing.
pub(crate) const SHORTEST: usize = 8;

/// What opens a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SlotKind {
    /// The system's keychain.
    #[default]
    Keychain,
    /// The recovery code.
    Recovery,
    /// A passphrase.
    Passphrase,
    /// A key file.
    KeyFile,
}

impl SlotKind {
    /// A stable word for it.
    pub fn name(self) -> &'static str {
        match self {
            SlotKind::Keychain => "keychain",
            SlotKind::Recovery => "recovery",
            SlotKind::Passphrase => "passphrase",
            SlotKind::KeyFile => "keyFile",
        }
    }

    /// The kind of a word.
    pub fn named(word: &str) -> Option<Self> {
        let all = [
            SlotKind::Keychain,
            SlotKind::Recovery,
            SlotKind::Passphrase,
            SlotKind::KeyFile,
        ];
        all.into_iter().find(|kind| kind.name() == word)
    }

    fn spoken(self) -> &'static str {
        match self {
            SlotKind::Keychain => "entry in the keychain",
            SlotKind::Recovery => "recovery code",
            SlotKind::Passphrase => "passphrase",
            SlotKind::KeyFile => "key file",
        }
    }
}

/// How much work it takes to try one passphrase (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Rounds.
    pub rounds: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// What new slots take: 64 MiB, three rounds, four lanes.
    pub const USUAL: Self = Self {
        memory: 64 * 1024,
        rounds: 3,
        lanes: 4,
    };

    /// A stored row may not ask for all the memory of the machine.
    fn is_sane(self) -> bool {
        (8..=1024 * 1024).contains(&self.memory)
            && (1..=64).contains(&self.rounds)
            && (1..=64).contains(&self.lanes)
    }
}

/// A slot as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Id; also the name of its entry in the keychain.
    pub id: String,
    /// What opens it.
    pub kind: SlotKind,
    /// Id of the vault's key inside.
    pub key_id: String,
    /// Random bytes in hexadecimal that the slot's key is made with.
    pub salt: String,
    /// The work of a passphrase.
    pub cost: Option<Cost>,
    /// Tells a wrong key from a damaged slot.
    pub proof: String,
    /// The vault's key, sealed.
    pub sealed: String,
    /// Sum over everything above: tells damage.
    pub sum: String,
    /// When it was made, UTC milliseconds.
    pub created_ms: i64,
}

/// What a slot is opened, or made, with.
pub enum Means<'m> {
    /// The system's keychain.
    Keychain(&'m dyn Keychain),
    /// A recovery code.
    Recovery(&'m RecoveryCode),
    /// A passphrase.
    Passphrase(&'m SecretString),
    /// A key file.
    KeyFile(&'m Path),
}

impl Means<'_> {
    /// The slots that it may open.
    pub fn kind(&self) -> SlotKind {
        match self {
            Means::Keychain(_) => SlotKind::Keychain,
            Means::Recovery(_) => SlotKind::Recovery,
            Means::Passphrase(_) => SlotKind::Passphrase,
            Means::KeyFile(_) => SlotKind::KeyFile,
        }
    }

    /// The key of a stored slot.
    fn key(&self, slot: &Slot) -> Result<Key> {
        let salt = hex::decode(&slot.salt).map_err(|_| slot.damaged())?;
        match self {
            Means::Keychain(keychain) => {
                let found = keychain.read(&slot.id)?;
                Ok(Key::from_slice(&found).ok_or(KeychainError::Foreign)?)
            }
            Means::Recovery(code) => of_code(code, &salt),
            Means::Passphrase(words) => {
                let cost = slot.cost.filter(|cost| cost.is_sane());
                of_passphrase(words, &salt, cost.ok_or_else(|| slot.damaged())?)
            }
            Means::KeyFile(path) => keyfile::read(path),
        }
    }

    /// A key for a new slot; a keychain is given it here.
    fn new_key(&self, id: &str, salt: &[u8]) -> Result<Key> {
        match self {
            Means::Keychain(keychain) => {
                let key = Key::random()?;
                keychain.write(id, key.bytes())?;
                // What was not kept would be missed when it is needed.
                match keychain.read(id)?.as_slice() == key.bytes() {
                    true => Ok(key),
                    false => Err(KeychainError::Foreign.into()),
                }
            }
            Means::Recovery(code) => of_code(code, salt),
            Means::Passphrase(words) => {
                if words.expose_secret().chars().count() < SHORTEST {
                    return Err(Error::Short(SHORTEST));
                }
                of_passphrase(words, salt, Cost::USUAL)
            }
            Means::KeyFile(path) => keyfile::read(path),
        }
    }
}

impl Slot {
    /// A new slot for a vault's key.
    pub(crate) fn make(vault: &str, inner: &Key, means: &Means<'_>, now_ms: i64) -> Result<Self> {
        let id = key::new_id()?;
        let mut salt = [0; 16];
        key::fill(&mut salt)?;
        let own = means.new_key(&id, &salt)?;
        let slot = Self {
            id,
            kind: means.kind(),
            salt: hex::encode(salt),
            cost: matches!(means, Means::Passphrase(_)).then_some(Cost::USUAL),
            created_ms: now_ms,
            ..Self::default()
        };
        slot.filled(vault, &own, inner)
    }

    /// The same slot around another key of the vault.
    pub(crate) fn around(&self, vault: &str, means: &Means<'_>, inner: &Key) -> Result<Self> {
        let own = self.own_key(means)?;
        self.clone().filled(vault, &own, inner)
    }

    fn filled(mut self, vault: &str, own: &Key, inner: &Key) -> Result<Self> {
        self.key_id = inner.id()?;
        self.proof = self.proof_of(own)?;
        self.sealed = seal::seal(own, vault, &self.key_id, self.place(), inner.bytes())?.text;
        self.sum = self.sum();
        Ok(self)
    }

    /// Whether its row is as it was written.
    pub fn is_whole(&self) -> bool {
        self.sum == self.sum()
    }

    /// Whether a recovery code is this slot's.
    pub fn is_of(&self, code: &RecoveryCode) -> bool {
        self.kind == SlotKind::Recovery && self.own_key(&Means::Recovery(code)).is_ok()
    }

    /// The vault's key.
    pub(crate) fn open(&self, vault: &str, means: &Means<'_>) -> Result<Key> {
        let own = self.own_key(means)?;
        let sealed = Sealed {
            text: self.sealed.clone(),
            key_id: self.key_id.clone(),
            aad_v: AAD_VERSION,
        };
        let inner = seal::open(&own, vault, &self.key_id, self.place(), &sealed)?;
        let inner = Key::from_slice(&inner).ok_or_else(|| self.damaged())?;
        match inner.id()? == self.key_id {
            true => Ok(inner),
            false => Err(self.damaged()),
        }
    }

    /// The slot's own key, if it is the right one.
    fn own_key(&self, means: &Means<'_>) -> Result<Key> {
        if !self.is_whole() {
            return Err(self.damaged());
        }
        let own = means.key(self)?;
        let proof = self.proof_of(&own)?;
        match bool::from(proof.as_bytes().ct_eq(self.proof.as_bytes())) {
            true => Ok(own),
            false => Err(Error::WrongKey),
        }
    }

    fn place(&self) -> Place<'_> {
        Place {
            table: "vault_slot",
            record: &self.id,
            field: "key",
            version: 1,
        }
    }

    fn proof_of(&self, own: &Key) -> Result<String> {
        Ok(hex::encode(
            &own.mac("millrace slot", self.id.as_bytes())?[..16],
        ))
    }

    /// Anybody can make it: it finds accidents, and the cipher finds the rest.
    fn sum(&self) -> String {
        let cost = self
            .cost
            .map_or([0; 3], |cost| [cost.memory, cost.rounds, cost.lanes]);
        let mut sum = Sha256::new();
        for part in [
            &self.id,
            self.kind.name(),
            &self.key_id,
            &self.salt,
            &self.proof,
            &self.sealed,
        ] {
            sum.update((part.len() as u64).to_be_bytes());
            sum.update(part);
        }
        for part in cost {
            sum.update(part.to_be_bytes());
        }
        hex::encode(&sum.finalize()[..16])
    }

    fn damaged(&self) -> Error {
        Error::damaged(self.kind.spoken(), "its row was changed")
    }
}

pub(crate) fn spoken(kind: SlotKind) -> &'static str {
    kind.spoken()
}

/// 160 random bits need no stretching.
fn of_code(code: &RecoveryCode, salt: &[u8]) -> Result<Key> {
    let mut text = zeroize::Zeroizing::new(salt.to_vec());
    text.extend_from_slice(code.bytes());
    let fixed = Key::from_slice(&[0; key::LEN]);
    let fixed = fixed.ok_or_else(|| Error::System("no memory".into()))?;
    let made = zeroize::Zeroizing::new(fixed.mac("millrace recovery code", &text)?);
    Key::from_slice(&made[..]).ok_or_else(|| Error::System("no memory".into()))
}

fn of_passphrase(words: &SecretString, salt: &[u8], cost: Cost) -> Result<Key> {
    let failed = |error: argon2::Error| Error::System(error.to_string());
    let params = Params::new(cost.memory, cost.rounds, cost.lanes, Some(key::LEN));
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.map_err(failed)?);
    Key::fill_with(|bytes| argon.hash_password_into(words.expose_secret().as_bytes(), salt, bytes))
        .map_err(failed)
}

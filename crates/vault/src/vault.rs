//! A vault: locked it is rows, opened it seals and opens.

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::key::{self, Key};
use crate::seal::{self, AAD_VERSION, Place, Sealed};
use crate::slot::{Slot, spoken};
use crate::{Error, KeychainError, RecoveryCode, Result};

pub use crate::slot::Means;

/// What the check value says when it is opened.
const CHECK: &[u8] = b"millrace";

/// First word of a mark.
const MARK: &str = "millrace-vault-1";

/// The row of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Id of the vault.
    pub id: String,
    /// Id of its key.
    pub key_id: String,
    /// A known text, sealed: tells a wrong key and a damaged vault apart.
    pub check: String,
    /// When the vault was made, UTC milliseconds.
    pub created_ms: i64,
}

/// An open vault.
#[derive(Clone)]
pub struct Vault {
    pub(crate) header: Header,
    pub(crate) key: Key,
}

/// A vault that was just made.
pub struct Created {
    /// The open vault.
    pub vault: Vault,
    /// Its slots: that of the recovery code, and those of the means that were given.
    pub slots: Vec<Slot>,
    /// The code, to be shown once.
    pub recovery: RecoveryCode,
    /// Why the keychain has no slot, where it was given and has none.
    pub keychain: Option<KeychainError>,
}

impl Vault {
    /// Makes a vault with a new key. A keychain that does not work only leaves its slot out: there is the recovery code.
    ///
    /// # Errors
    /// When there is a vault already, or one of the other means does not work.
    pub fn create(existing: Option<&Header>, means: &[Means<'_>], now_ms: i64) -> Result<Created> {
        if existing.is_some() {
            return Err(Error::Exists);
        }
        let vault = Self::with(key::new_id()?, Key::random()?, now_ms)?;
        let recovery = RecoveryCode::random()?;
        let mut slots = vec![vault.slot(&Means::Recovery(&recovery), now_ms)?];
        let mut keychain = None;
        for means in means {
            match vault.slot(means, now_ms) {
                Ok(slot) => slots.push(slot),
                Err(Error::Keychain(why)) => keychain = Some(why),
                Err(error) => return Err(error),
            }
        }
        Ok(Created {
            vault,
            slots,
            recovery,
            keychain,
        })
    }

    pub(crate) fn with(id: String, key: Key, created_ms: i64) -> Result<Self> {
        let key_id = key.id()?;
        let check = seal::seal(&key, &id, &key_id, check_place(&id), CHECK)?.text;
        let header = Header {
            id,
            key_id,
            check,
            created_ms,
        };
        Ok(Self { header, key })
    }

    /// Opens a vault by whichever slot the means opens.
    ///
    /// # Errors
    /// [`Error::NoSlot`] when it has none of the kind, [`Error::WrongKey`] when it is another's, [`Error::Damaged`] when
    /// rows were changed, [`Error::Keychain`] when the keychain does not answer.
    pub fn open(header: &Header, slots: &[Slot], means: &Means<'_>) -> Result<Self> {
        let mut fault = Error::NoSlot(spoken(means.kind()));
        for slot in slots.iter().filter(|slot| slot.kind == means.kind()) {
            match slot.open(&header.id, means) {
                Ok(key) => return Self::checked(header.clone(), key),
                // What is damaged is said rather than that another slot is for another key.
                Err(Error::WrongKey | Error::Keychain(_))
                    if matches!(fault, Error::Damaged { .. }) => {}
                Err(error) => fault = error,
            }
        }
        Err(fault)
    }

    fn checked(header: Header, key: Key) -> Result<Self> {
        let key_id = key.id()?;
        if key_id != header.key_id {
            return Err(Error::WrongKey);
        }
        let sealed = Sealed {
            text: header.check.clone(),
            key_id: key_id.clone(),
            aad_v: AAD_VERSION,
        };
        let check = seal::open(&key, &header.id, &key_id, check_place(&header.id), &sealed)?;
        match check.as_slice() == CHECK {
            true => Ok(Self { header, key }),
            false => Err(Error::damaged("vault", "its check value is another's")),
        }
    }

    /// Its row.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// A new slot.
    ///
    /// # Errors
    /// When the means does not work.
    pub fn slot(&self, means: &Means<'_>, now_ms: i64) -> Result<Slot> {
        Slot::make(&self.header.id, &self.key, means, now_ms)
    }

    /// Seals bytes for a place.
    ///
    /// # Errors
    /// When a name has a bar in it.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Sealed> {
        let Header { id, key_id, .. } = &self.header;
        seal::seal(&self.key, id, key_id, place, plain)
    }

    /// A line that stands outside the database and says which version of the manifest is the newest. Only who has the key
    /// can make one.
    ///
    /// # Errors
    /// When the system fails.
    pub fn mark(&self, version: u64) -> Result<String> {
        let said = format!("{MARK} {} {version}", self.header.id);
        let sum = self.key.mac(MARK, said.as_bytes())?;
        Ok(format!("{said} {}\n", hex::encode(sum)))
    }

    /// The version that such a line says; none where this key did not make it, be it another vault's, older or damaged.
    pub fn marked(&self, line: &str) -> Option<u64> {
        let version = line.split(' ').nth(2)?.parse().ok()?;
        let right = self.mark(version).ok()?;
        bool::from(right.as_bytes().ct_eq(line.as_bytes())).then_some(version)
    }

    /// Opens what was sealed for a place.
    ///
    /// # Errors
    /// When it was changed, moved, set back, or sealed with another key.
    pub fn unseal(&self, place: Place<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>> {
        let Header { id, key_id, .. } = &self.header;
        seal::open(&self.key, id, key_id, place, sealed)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault")
            .field("header", &self.header)
            .finish()
    }
}

fn check_place(id: &str) -> Place<'_> {
    Place {
        table: "vault",
        record: id,
        field: "check",
        version: 1,
    }
}

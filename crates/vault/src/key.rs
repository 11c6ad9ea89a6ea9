//! Keys in memory: 32 bytes that are never printed, are kept from swap where the system allows it, and are wiped.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, Result};

/// Bytes of a key.
pub(crate) const LEN: usize = 32;

/// A key.
pub(crate) struct Key {
    bytes: Box<Zeroizing<[u8; LEN]>>,
    /// Best effort: an unprivileged process may lock little, and a key is worth more than the lock.
    _locked: Option<region::LockGuard>,
}

impl Key {
    pub fn random() -> Result<Self> {
        let mut bytes = Box::new(Zeroizing::new([0; LEN]));
        fill(&mut bytes[..])?;
        Ok(Self::of(bytes))
    }

    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut own = Box::new(Zeroizing::new([0; LEN]));
        if bytes.len() != LEN {
            return None;
        }
        own.copy_from_slice(bytes);
        Some(Self::of(own))
    }

    /// A key that somebody fills in, so that no copy of it is left elsewhere.
    pub fn fill_with<E>(fill: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<Self, E> {
        let mut bytes = Box::new(Zeroizing::new([0; LEN]));
        fill(&mut bytes[..])?;
        Ok(Self::of(bytes))
    }

    fn of(bytes: Box<Zeroizing<[u8; LEN]>>) -> Self {
        let locked = region::lock(bytes.as_ptr(), LEN).ok();
        Self {
            bytes,
            _locked: locked,
        }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..]
    }

    /// A number that only who has the key can make, for one purpose.
    pub fn mac(&self, purpose: &str, text: &[u8]) -> Result<[u8; 32]> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.bytes());
        let mut mac = mac.map_err(|_| Error::System("a key of 32 bytes is refused".into()))?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text);
        Ok(mac.finalize().into_bytes().into())
    }

    /// The key's name: tells keys apart and tells nothing of them.
    pub fn id(&self) -> Result<String> {
        Ok(hex::encode(&self.mac("millrace key id", b"")?[..8]))
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        Self::of(self.bytes.clone())
    }
}

/// Random bytes fit for keys.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| Error::System(error.to_string()))
}

/// A new id: 16 random bytes in hexadecimal.
pub(crate) fn new_id() -> Result<String> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

//! Sealing: AES-256-GCM with a random nonce of 96 bits, bound to the place where the text stands.
//!
//! The stored text is exactly `hex(iv):hex(tag):hex(ciphertext)`. Older exports used 16 bytes for the iv; they are read,
//! never written.

use aes_gcm::aead::consts::{U12, U16};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::aes::Aes256;
use aes_gcm::{AesGcm, Nonce};
use model::on_wiped_stack;
use zeroize::Zeroizing;

use crate::key::{self, Key};
use crate::{Error, Result};

/// Version of what is bound to a sealed text.
pub const AAD_VERSION: i64 = 1;

const NONCE: usize = 12;
const OLD_NONCE: usize = 16;
const TAG: usize = 16;

/// Where a sealed text stands: it opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'p> {
    /// The table.
    pub table: &'p str,
    /// Id of the record.
    pub record: &'p str,
    /// The field.
    pub field: &'p str,
    /// Which version of the record.
    pub version: u64,
}

/// A sealed text, and with which key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed {
    /// `hex(iv):hex(tag):hex(ciphertext)`.
    pub text: String,
    /// Id of the key.
    pub key_id: String,
    /// Version of what is bound to it.
    pub aad_v: i64,
}

impl Place<'_> {
    /// What is bound to a text: every part stands between bars, and none may hold one.
    fn bound(&self, vault: &str, key_id: &str) -> Result<String> {
        let parts = [vault, self.table, self.record, self.field, key_id];
        if let Some(bad) = parts.iter().find(|part| part.contains('|')) {
            return Err(Error::Name((*bad).to_owned()));
        }
        let Self {
            table,
            record,
            field,
            version,
        } = self;
        Ok(format!(
            "v{AAD_VERSION}|{vault}|{table}|{record}|{field}|{version}|{key_id}"
        ))
    }

    fn name(&self) -> String {
        format!("{} “{}”, {}", self.table, self.record, self.field)
    }
}

/// Seals bytes for a place.
pub(crate) fn seal(
    key: &Key,
    vault: &str,
    key_id: &str,
    place: Place<'_>,
    plain: &[u8],
) -> Result<Sealed> {
    let aad = place.bound(vault, key_id)?;
    let mut nonce = [0; NONCE];
    key::fill(&mut nonce)?;
    let text = on_wiped_stack(|| encrypt(key, &nonce, aad.as_bytes(), plain))?;
    Ok(Sealed {
        text,
        key_id: key_id.to_owned(),
        aad_v: AAD_VERSION,
    })
}

/// Opens what was sealed for a place with a key.
pub(crate) fn open(
    key: &Key,
    vault: &str,
    key_id: &str,
    place: Place<'_>,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>> {
    if sealed.key_id != key_id {
        return Err(Error::WrongKey);
    }
    if sealed.aad_v != AAD_VERSION {
        return Err(Error::damaged(
            place.name(),
            "it was sealed in a way that is not known",
        ));
    }
    let aad = place.bound(vault, key_id)?;
    decrypt(key, &sealed.text, aad.as_bytes()).map_err(|why| Error::damaged(place.name(), why))
}

fn encrypt(key: &Key, nonce: &[u8; NONCE], aad: &[u8], plain: &[u8]) -> Result<String> {
    let failed = || Error::System("the cipher refused".into());
    let cipher = AesGcm::<Aes256, U12>::new_from_slice(key.bytes()).map_err(|_| failed())?;
    let payload = Payload { msg: plain, aad };
    let sealed = cipher
        .encrypt(&Nonce::<U12>::from(*nonce), payload)
        .map_err(|_| failed())?;
    let (text, tag) = sealed.split_at(sealed.len() - TAG);
    Ok(format!(
        "{}:{}:{}",
        hex::encode(nonce),
        hex::encode(tag),
        hex::encode(text)
    ))
}

/// Opens `hex(iv):hex(tag):hex(ciphertext)`; the error says what does not fit.
pub(crate) fn decrypt(
    key: &Key,
    text: &str,
    aad: &[u8],
) -> Result<Zeroizing<Vec<u8>>, &'static str> {
    on_wiped_stack(|| opened(key, text, aad))
}

fn opened(key: &Key, text: &str, aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, &'static str> {
    const SHAPE: &str = "it is not written as sealed texts are";
    const FAILED: &str = "it was changed, moved, or set back";
    let parts: Vec<&str> = text.split(':').collect();
    let [nonce, tag, sealed] = parts[..] else {
        return Err(SHAPE);
    };
    // One way of writing it only: what was changed in case alone was changed.
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(SHAPE);
    }
    let nonce = hex::decode(nonce).map_err(|_| SHAPE)?;
    let tag = hex::decode(tag).map_err(|_| SHAPE)?;
    let mut sealed = hex::decode(sealed).map_err(|_| SHAPE)?;
    if tag.len() != TAG {
        return Err(SHAPE);
    }
    sealed.extend_from_slice(&tag);
    let payload = Payload { msg: &sealed, aad };
    let opened = if let Ok(nonce) = <[u8; NONCE]>::try_from(nonce.as_slice()) {
        let cipher = AesGcm::<Aes256, U12>::new_from_slice(key.bytes()).map_err(|_| FAILED)?;
        cipher.decrypt(&Nonce::<U12>::from(nonce), payload)
    } else if let Ok(nonce) = <[u8; OLD_NONCE]>::try_from(nonce.as_slice()) {
        let cipher = AesGcm::<Aes256, U16>::new_from_slice(key.bytes()).map_err(|_| FAILED)?;
        cipher.decrypt(&Nonce::<U16>::from(nonce), payload)
    } else {
        return Err(SHAPE);
    };
    opened.map(Zeroizing::new).map_err(|_| FAILED)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with Node.js: `createCipheriv('aes-256-gcm', Buffer.alloc(32, 7), Buffer.alloc(16, 9))`, the text `seed`.
    const OLD: &str = include_str!("../tests/old-iv.txt");

    #[test]
    fn sixteen_bytes_of_iv_are_read() {
        let key = Key::from_slice(&[7; 32]).unwrap();
        let opened = decrypt(&key, OLD.trim(), b"").unwrap();
        assert_eq!(&opened[..], b"seed");
    }

    #[test]
    fn a_bar_in_a_name_is_refused() {
        let key = Key::from_slice(&[7; 32]).unwrap();
        let place = Place {
            table: "credential",
            record: "a|b",
            field: "token",
            version: 1,
        };
        let refused = seal(&key, "vault", "key", place, b"x");
        assert!(matches!(refused, Err(Error::Name(_))));
    }

    #[test]
    fn the_text_has_the_agreed_shape() {
        let key = Key::random().unwrap();
        let place = Place {
            table: "t",
            record: "r",
            field: "f",
            version: 3,
        };
        let sealed = seal(&key, "v", "k", place, b"four").unwrap();
        let lengths: Vec<usize> = sealed.text.split(':').map(str::len).collect();
        assert_eq!(lengths, [24, 32, 8]);
        let again = seal(&key, "v", "k", place, b"four").unwrap();
        assert_ne!(sealed.text, again.text, "a nonce is never used twice");
    }
}

//! Exports: a file that a passphrase opens, in the format of age. Exports of older programs are read, never written.

use std::io::{Read, Write};

use age::scrypt::{Identity, Recipient};
use age::{Decryptor, Encryptor};
use scrypt::Params;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use crate::key::Key;
use crate::slot::SHORTEST;
use crate::{Error, Result, seal};

/// How an age file begins.
const AGE: &[u8] = b"age-encryption.org/";
/// Work of a new file: 256 MiB, about a second.
const WORK: u8 = 18;
/// A file may not ask for more.
const MOST_WORK: u8 = 21;
/// An export is a list of credentials, not a film.
const MOST_BYTES: u64 = 64 << 20;
/// More room than is asked for when nothing is left to be read.
const PROBE: usize = 64;

/// An export of an older program: how its key is made of the passphrase, and `hex(iv):hex(tag):hex(ciphertext)`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OldExport {
    /// `pbkdf2` or `scrypt`.
    pub kdf: String,
    /// In hexadecimal.
    pub salt: String,
    /// Rounds of PBKDF2.
    #[serde(default = "rounds")]
    pub iterations: u32,
    /// Hash of PBKDF2: `sha256` or `sha512`.
    #[serde(default = "digest")]
    pub digest: String,
    /// Cost of scrypt.
    #[serde(default = "cost", rename = "N", alias = "n")]
    pub cost: u32,
    /// Block size of scrypt.
    #[serde(default = "block")]
    pub r: u32,
    /// Lanes of scrypt.
    #[serde(default = "lanes")]
    pub p: u32,
    /// What is sealed.
    pub data: String,
}

fn rounds() -> u32 {
    100_000
}

fn digest() -> String {
    "sha256".to_owned()
}

fn cost() -> u32 {
    16_384
}

fn block() -> u32 {
    8
}

fn lanes() -> u32 {
    1
}

/// Seals an export with a passphrase.
///
/// # Errors
/// When the passphrase is too short.
pub fn seal_export(plain: &[u8], passphrase: &SecretString) -> Result<Vec<u8>> {
    if passphrase.expose_secret().chars().count() < SHORTEST {
        return Err(Error::Short(SHORTEST));
    }
    let failed = |error: &dyn std::fmt::Display| Error::System(error.to_string());
    let mut recipient = Recipient::new(passphrase.clone());
    recipient.set_work_factor(WORK);
    let recipient: &dyn age::Recipient = &recipient;
    let sealing = Encryptor::with_recipients(std::iter::once(recipient));
    let mut sealed = Vec::with_capacity(plain.len() + 512);
    let mut writer = sealing
        .map_err(|error| failed(&error))?
        .wrap_output(&mut sealed)
        .map_err(|error| failed(&error))?;
    writer.write_all(plain).map_err(|error| failed(&error))?;
    writer.finish().map_err(|error| failed(&error))?;
    Ok(sealed)
}

/// Opens an export: one of ours, or one of an older program.
///
/// # Errors
/// [`Error::WrongKey`] when the passphrase is another, [`Error::Export`] when the file is none.
pub fn open_export(bytes: &[u8], passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>> {
    if bytes.starts_with(AGE) {
        return open_age(bytes, passphrase);
    }
    let old: OldExport = serde_json::from_slice(bytes).map_err(|_| {
        Error::Export("it is neither sealed by Millrace nor an older export".into())
    })?;
    old.open(passphrase)
}

fn open_age(bytes: &[u8], passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>> {
    let unreadable = |error: &dyn std::fmt::Display| Error::Export(error.to_string());
    let sealed = Decryptor::new(bytes).map_err(|error| unreadable(&error))?;
    if !sealed.is_scrypt() {
        return Err(Error::Export("it is not sealed with a passphrase".into()));
    }
    let mut identity = Identity::new(passphrase.clone());
    identity.set_max_work_factor(MOST_WORK);
    let identity: &dyn age::Identity = &identity;
    let opened = sealed.decrypt(std::iter::once(identity));
    let opened = opened.map_err(|error| match error {
        age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed
        | age::DecryptError::NoMatchingKeys => Error::WrongKey,
        other => unreadable(&other),
    })?;
    // What is sealed is longer: nothing is left behind by growing.
    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len() + PROBE));
    let read = opened.take(MOST_BYTES).read_to_end(&mut plain);
    read.map_err(|_| Error::damaged("export", "its end was changed or cut off"))?;
    Ok(plain)
}

impl OldExport {
    fn open(&self, passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>> {
        let key = self.key(passphrase.expose_secret().as_bytes())?;
        // Nothing tells a wrong passphrase from a changed file here.
        seal::decrypt(&key, &self.data, b"").map_err(|_| Error::WrongKey)
    }

    fn key(&self, words: &[u8]) -> Result<Key> {
        let unknown = |what: &str| Error::Export(format!("{what} is not known"));
        let salt = hex::decode(&self.salt).map_err(|_| unknown("its salt"))?;
        match (self.kdf.as_str(), self.digest.as_str()) {
            ("pbkdf2", hash) => {
                if !(1..=10_000_000).contains(&self.iterations) {
                    return Err(unknown("its number of rounds"));
                }
                let rounds = self.iterations;
                Key::fill_with(|key| match hash {
                    "sha256" => {
                        pbkdf2::pbkdf2_hmac::<Sha256>(words, &salt, rounds, key);
                        Ok(())
                    }
                    "sha512" => {
                        pbkdf2::pbkdf2_hmac::<Sha512>(words, &salt, rounds, key);
                        Ok(())
                    }
                    _ => Err(unknown("its hash")),
                })
            }
            ("scrypt", _) => {
                let cost = u8::try_from(self.cost.checked_ilog2().unwrap_or_default());
                let cost = cost
                    .ok()
                    .filter(|cost| (1..=MOST_WORK).contains(cost) && self.cost.is_power_of_two());
                let small = (1..=16).contains(&self.r) && (1..=16).contains(&self.p);
                let cost = cost.filter(|_| small).ok_or_else(|| unknown("its cost"))?;
                let params = Params::new(cost, self.r, self.p);
                let params = params.map_err(|_| unknown("its cost"))?;
                Key::fill_with(|key| scrypt::scrypt(words, &salt, &params, key))
                    .map_err(|_| unknown("its cost"))
            }
            (other, _) => Err(unknown(other)),
        }
    }
}

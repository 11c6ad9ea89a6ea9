//! Requests with a secret in them go sealed: a web view and what lies between it and Millrace never wipe what they free,
//! and would keep the secret in their memory long after it was stored. The page seals the whole request for the key of
//! this start of Millrace (HPKE, RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), in memory that it wipes.
//!
//! It guards memory, not the way: whoever can answer in Millrace's place can give a key of his own, and the token and TLS
//! are what stops him.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use model::{Wiped, on_wiped_stack};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Error, code};

type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapped = <X25519HkdfSha256 as Kem>::EncappedKey;

/// What the key is for, so that it opens nothing else.
const INFO: &[u8] = b"millrace request";

/// How a sealed request begins; no request has a field of this name.
const BEGIN: &[u8] = b"{\"sealed\":";

/// How long a request usually is at most, in bytes.
const USUAL: usize = 4096;

/// Asks for the key that requests are sealed for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealKeyRead {}

/// The public key of this start of Millrace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealKey {
    /// 32 bytes, as Base64.
    pub key: String,
}

/// A request as it goes when it is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    /// The encapsulated key and what it seals, as Base64.
    sealed: String,
}

/// Writes what holds a secret as JSON, into memory that is wiped.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn write_secret<T: Serialize>(value: &T) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut out = Wiped::with_capacity(USUAL);
    serde_json::to_writer(&mut out, value).map_err(|error| refused(&error.to_string()))?;
    Ok(out.into_bytes())
}

/// Seals a request for a command.
///
/// # Errors
/// When the key is none, or the system gives no random numbers.
pub fn seal(command: &str, request: &[u8], key: &SealKey) -> Result<String, Error> {
    let key = STANDARD.decode(&key.key).ok();
    let key = key.and_then(|key| Public::from_bytes(&key).ok());
    let key = key.ok_or_else(|| refused("Millrace's key cannot be read."))?;
    let sealed = on_wiped_stack(|| {
        hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &key,
            INFO,
            request,
            command.as_bytes(),
        )
    });
    let (encapped, text) = sealed.map_err(|error| refused(&error.to_string()))?;
    let mut bytes = encapped.to_bytes().to_vec();
    bytes.extend(text);
    let sealed = Sealed {
        sealed: STANDARD.encode(bytes),
    };
    serde_json::to_string(&sealed).map_err(|error| refused(&error.to_string()))
}

/// Opens what was sealed for it. It is in no file: another start has another.
#[derive(Default)]
pub struct Opener {
    /// Made when it is asked for: most starts never are.
    pair: OnceLock<(Private, Public)>,
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opener")
    }
}

impl Opener {
    /// The key to seal for.
    pub fn key(&self) -> SealKey {
        let (_, public) = self.pair.get_or_init(X25519HkdfSha256::gen_keypair);
        SealKey {
            key: STANDARD.encode(public.to_bytes()),
        }
    }

    /// A request as it is to be read, opened if it is sealed; wiped when it is dropped.
    ///
    /// # Errors
    /// When it was sealed for something else, or was changed.
    pub fn open(&self, command: &str, request: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        if !request.starts_with(BEGIN) {
            return Ok(Zeroizing::new(request.to_owned()));
        }
        let opened = on_wiped_stack(|| self.opened(command, request).map(Zeroizing::new));
        opened.ok_or_else(|| {
            refused("The request was sealed for another start of Millrace.")
                .hint("Load the page again.")
        })
    }

    fn opened(&self, command: &str, request: &[u8]) -> Option<Vec<u8>> {
        // Where the key was never given, nothing was sealed for it.
        let (private, _) = self.pair.get()?;
        let sealed: Sealed = serde_json::from_slice(request).ok()?;
        let bytes = STANDARD.decode(sealed.sealed).ok()?;
        let (encapped, text) = bytes.split_at_checked(Encapped::size())?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            private,
            &Encapped::from_bytes(encapped).ok()?,
            INFO,
            text,
            command.as_bytes(),
        )
        .ok()
    }
}

fn refused(message: &str) -> Error {
    Error::new(code::REQUEST, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Command as _, SecretText, VaultPassphrase, VaultUnlock};

    #[test]
    fn what_is_sealed_is_opened_by_its_start_and_for_its_command_alone() {
        let opener = Opener::default();
        let request = VaultPassphrase {
            passphrase: Some(SecretText::from("a long \"passphrase\"")),
        };
        let plain = write_secret(&request).unwrap();
        let sealed = seal(VaultPassphrase::NAME, &plain, &opener.key()).unwrap();
        assert!(!sealed.contains("passphrase"), "{sealed}");
        let opened = opener.open(VaultPassphrase::NAME, sealed.as_bytes());
        assert_eq!(*opened.unwrap(), *plain);
        assert!(opener.open(VaultUnlock::NAME, sealed.as_bytes()).is_err());
        let other = Opener::default();
        assert!(
            other
                .open(VaultPassphrase::NAME, sealed.as_bytes())
                .is_err()
        );
        let mut changed = sealed.into_bytes();
        changed[80] = if changed[80] == b'A' { b'B' } else { b'A' };
        assert!(opener.open(VaultPassphrase::NAME, &changed).is_err());
        let cut = br#"{"sealed":"AAAA"}"#;
        assert!(opener.open(VaultPassphrase::NAME, cut).is_err());
    }

    #[test]
    fn what_is_not_sealed_is_read_as_it_is() {
        let plain = br#"{"passphrase":"sealed"}"#;
        let read = Opener::default().open(VaultPassphrase::NAME, plain);
        assert_eq!(**read.unwrap(), plain[..]);
    }

    #[test]
    fn a_long_request_is_whole() {
        let long = "0123456789".repeat(2 * USUAL);
        let request = VaultPassphrase {
            passphrase: Some(SecretText::from(long.as_str())),
        };
        let written = write_secret(&request).unwrap();
        assert_eq!(*written, serde_json::to_vec(&request).unwrap());
    }
}

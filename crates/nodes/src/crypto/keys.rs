//! Keys in PEM text, and signing and verifying with them: RSA, and the curves P-256, P-384 and P-521.

use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::pkcs8::{DecodePrivateKey, DecodePublicKey};
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
// These are of other versions than the curves': each brings its own.
use rsa::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rsa::sha2::{Sha256, Sha384, Sha512};
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey, rand_core};
use sdk::{Error, Host, Result};

use super::digest::Hash;

/// A key that signs.
pub(super) enum Private {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

/// A key that verifies.
pub(super) enum Public {
    Rsa(RsaPublicKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
}

/// How a signature is made from a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Padding {
    /// PKCS#1 v1.5 for RSA; for curves the two numbers in ASN.1.
    Classic,
    /// PSS for RSA.
    Pss,
    /// For curves the two numbers side by side, as JWT has them.
    Fixed,
}

/// Random bytes of the host, in the form the ciphers ask for.
pub(super) struct HostRandom<'h>(pub &'h dyn Host);

impl rand_core::RngCore for HostRandom<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.random(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.random(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, into: &mut [u8]) {
        self.0.random(into);
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> std::result::Result<(), rand_core::Error> {
        self.0.random(into);
        Ok(())
    }
}

impl rand_core::CryptoRng for HostRandom<'_> {}

fn unusable(what: &str) -> Error {
    Error::new("crypto.key", format!("The {what} key cannot be read."))
        .describe("It must be PEM text: an RSA key, or one of the curves P-256, P-384 and P-521, without a password.")
}

/// Brings PEM text to its form that was pasted on one line or indented.
fn tidy(pem: &str) -> Option<(String, String)> {
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, _) = rest.split_once("-----END")?;
    let body = body.replace("\\n", "\n");
    let body: Vec<char> = body.chars().filter(|c| !c.is_whitespace()).collect();
    let lines: Vec<String> = body.chunks(64).map(|line| line.iter().collect()).collect();
    let text = format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    );
    Some((label.to_owned(), text))
}

impl Private {
    /// Reads a key.
    pub(super) fn of(pem: &str) -> Result<Self> {
        let (label, pem) = tidy(pem).ok_or_else(|| unusable("private"))?;
        let found = match label.as_str() {
            "RSA PRIVATE KEY" => RsaPrivateKey::from_pkcs1_pem(&pem)
                .ok()
                .map(|key| Self::Rsa(Box::new(key))),
            "EC PRIVATE KEY" => Self::sec1(&pem),
            _ => Self::pkcs8(&pem),
        };
        found.ok_or_else(|| unusable("private"))
    }

    fn pkcs8(pem: &str) -> Option<Self> {
        let rsa = RsaPrivateKey::from_pkcs8_pem(pem)
            .ok()
            .map(|key| Self::Rsa(Box::new(key)));
        rsa.or_else(|| {
            p256::ecdsa::SigningKey::from_pkcs8_pem(pem)
                .ok()
                .map(Self::P256)
        })
        .or_else(|| {
            p384::ecdsa::SigningKey::from_pkcs8_pem(pem)
                .ok()
                .map(Self::P384)
        })
        .or_else(|| {
            p521::ecdsa::SigningKey::from_pkcs8_pem(pem)
                .ok()
                .map(Self::P521)
        })
    }

    fn sec1(pem: &str) -> Option<Self> {
        let p256 = p256::SecretKey::from_sec1_pem(pem)
            .ok()
            .map(|key| Self::P256(key.into()));
        p256.or_else(|| {
            p384::SecretKey::from_sec1_pem(pem)
                .ok()
                .map(|key| Self::P384(key.into()))
        })
        .or_else(|| {
            p521::SecretKey::from_sec1_pem(pem)
                .ok()
                .map(|key| Self::P521(key.into()))
        })
    }

    /// Signs a text.
    pub(super) fn sign(
        &self,
        host: &dyn Host,
        hash: Hash,
        padding: Padding,
        data: &[u8],
    ) -> Result<Vec<u8>> {
        let digest = hash.digest(data);
        let failed = |e: &dyn std::fmt::Display| {
            Error::new("crypto.sign", format!("The text cannot be signed: {e}."))
        };
        macro_rules! curve {
            ($key:expr, $curve:ident) => {{
                let signature: $curve::ecdsa::Signature =
                    $key.sign_prehash(&digest).map_err(|e| failed(&e))?;
                Ok(match padding {
                    Padding::Fixed => signature.to_bytes().to_vec(),
                    _ => signature.to_der().as_bytes().to_vec(),
                })
            }};
        }
        match self {
            Self::Rsa(key) if padding == Padding::Pss => {
                let mut random = HostRandom(host);
                match hash {
                    Hash::Sha384 => {
                        key.sign_with_rng(&mut random, Pss::new_with_salt::<Sha384>(48), &digest)
                    }
                    Hash::Sha512 => {
                        key.sign_with_rng(&mut random, Pss::new_with_salt::<Sha512>(64), &digest)
                    }
                    _ => key.sign_with_rng(&mut random, Pss::new_with_salt::<Sha256>(32), &digest),
                }
                .map_err(|e| failed(&e))
            }
            // The random bytes blind the computation; the signature does not depend on them.
            Self::Rsa(key) => key
                .sign_with_rng(&mut HostRandom(host), pkcs1(hash), &digest)
                .map_err(|e| failed(&e)),
            Self::P256(key) => curve!(key, p256),
            Self::P384(key) => curve!(key, p384),
            Self::P521(key) => curve!(key, p521),
        }
    }
}

fn pkcs1(hash: Hash) -> Pkcs1v15Sign {
    let prefix = hash.prefix();
    let length = prefix.last().copied().map(usize::from);
    Pkcs1v15Sign {
        hash_len: length,
        prefix: prefix.into(),
    }
}

impl Public {
    /// Reads a key.
    pub(super) fn of(pem: &str) -> Result<Self> {
        let (label, pem) = tidy(pem).ok_or_else(|| unusable("public"))?;
        let found = match label.as_str() {
            "RSA PUBLIC KEY" => RsaPublicKey::from_pkcs1_pem(&pem).ok().map(Self::Rsa),
            _ => RsaPublicKey::from_public_key_pem(&pem)
                .ok()
                .map(Self::Rsa)
                .or_else(|| {
                    p256::ecdsa::VerifyingKey::from_public_key_pem(&pem)
                        .ok()
                        .map(Self::P256)
                })
                .or_else(|| {
                    p384::ecdsa::VerifyingKey::from_public_key_pem(&pem)
                        .ok()
                        .map(Self::P384)
                })
                .or_else(|| {
                    p521::ecdsa::VerifyingKey::from_public_key_pem(&pem)
                        .ok()
                        .map(Self::P521)
                }),
        };
        found.ok_or_else(|| unusable("public"))
    }

    /// Whether a signature (in JWT's form) is this key's.
    pub(super) fn verify(
        &self,
        hash: Hash,
        padding: Padding,
        data: &[u8],
        signature: &[u8],
    ) -> bool {
        let digest = hash.digest(data);
        macro_rules! curve {
            ($key:expr, $curve:ident) => {
                $curve::ecdsa::Signature::from_slice(signature)
                    .is_ok_and(|signature| $key.verify_prehash(&digest, &signature).is_ok())
            };
        }
        match self {
            Self::Rsa(key) if padding == Padding::Pss => match hash {
                Hash::Sha384 => key.verify(Pss::new::<Sha384>(), &digest, signature).is_ok(),
                Hash::Sha512 => key.verify(Pss::new::<Sha512>(), &digest, signature).is_ok(),
                _ => key.verify(Pss::new::<Sha256>(), &digest, signature).is_ok(),
            },
            Self::Rsa(key) => key.verify(pkcs1(hash), &digest, signature).is_ok(),
            Self::P256(key) => curve!(key, p256),
            Self::P384(key) => curve!(key, p384),
            Self::P521(key) => curve!(key, p521),
        }
    }

    /// Whether the key is one of RSA.
    pub(super) fn is_rsa(&self) -> bool {
        matches!(self, Self::Rsa(_))
    }
}

impl Private {
    /// Whether the key is one of RSA.
    pub(super) fn is_rsa(&self) -> bool {
        matches!(self, Self::Rsa(_))
    }
}

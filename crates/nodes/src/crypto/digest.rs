//! Hashes by name, keyed and not.

use hmac::{KeyInit, Mac, SimpleHmac};
use md5::Md5;
use ripemd::Ripemd160;
use sdk::{Error, Result};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512x224,
    Sha512x256,
    Sha3x224,
    Sha3x256,
    Sha3x384,
    Sha3x512,
    Ripemd160,
}

/// Calls `$then` with the type that implements `$hash`.
macro_rules! with {
    ($hash:expr, $then:ident) => {
        match $hash {
            Hash::Md5 => $then!(Md5),
            Hash::Sha1 => $then!(Sha1),
            Hash::Sha224 => $then!(Sha224),
            Hash::Sha256 => $then!(Sha256),
            Hash::Sha384 => $then!(Sha384),
            Hash::Sha512 => $then!(Sha512),
            Hash::Sha512x224 => $then!(Sha512_224),
            Hash::Sha512x256 => $then!(Sha512_256),
            Hash::Sha3x224 => $then!(Sha3_224),
            Hash::Sha3x256 => $then!(Sha3_256),
            Hash::Sha3x384 => $then!(Sha3_384),
            Hash::Sha3x512 => $then!(Sha3_512),
            Hash::Ripemd160 => $then!(Ripemd160),
        }
    };
}

impl Hash {
    /// The function by one of its many names: `SHA256`, `sha-256`, `RSA-SHA256`, `sha256WithRSAEncryption`.
    pub(super) fn of(name: &str) -> Result<Self> {
        let lower = name.to_ascii_lowercase();
        let bare = lower
            .trim_start_matches("id-rsassa-pkcs1-v1_5-with-")
            .trim_start_matches("rsa-")
            .trim_end_matches("withrsaencryption")
            .trim_end_matches("withrsa");
        let plain: String = bare.chars().filter(char::is_ascii_alphanumeric).collect();
        Ok(match plain.as_str() {
            "md5" | "ssl3md5" => Self::Md5,
            "sha1" | "sha12" | "ssl3sha1" => Self::Sha1,
            "sha224" => Self::Sha224,
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            "sha512224" => Self::Sha512x224,
            "sha512256" => Self::Sha512x256,
            "sha3224" => Self::Sha3x224,
            "sha3256" => Self::Sha3x256,
            "sha3384" => Self::Sha3x384,
            "sha3512" => Self::Sha3x512,
            "ripemd160" | "ripemd" | "rmd160" => Self::Ripemd160,
            _ => {
                return Err(Error::new(
                    "crypto.algorithm",
                    format!("The hash “{name}” is not known."),
                ));
            }
        })
    }

    /// Hashes bytes.
    pub(super) fn digest(self, data: &[u8]) -> Vec<u8> {
        macro_rules! run {
            ($type:ty) => {
                <$type>::digest(data).to_vec()
            };
        }
        with!(self, run)
    }

    /// Hashes bytes with a key (HMAC).
    pub(super) fn keyed(self, key: &[u8], data: &[u8]) -> Result<Vec<u8>> {
        macro_rules! run {
            ($type:ty) => {{
                let mac = <SimpleHmac<$type> as KeyInit>::new_from_slice(key);
                mac.map(|mut mac| {
                    mac.update(data);
                    mac.finalize().into_bytes().to_vec()
                })
            }};
        }
        with!(self, run)
            .map_err(|e| Error::new("crypto.key", format!("The secret cannot be used: {e}.")))
    }

    /// The beginning of what is signed with RSA (PKCS#1 v1.5): it names the hash.
    pub(super) fn prefix(self) -> Vec<u8> {
        let nist = |last: u8| vec![0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last];
        let (oid, length): (Vec<u8>, u8) = match self {
            Self::Md5 => (vec![0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x05], 16),
            Self::Sha1 => (vec![0x2B, 0x0E, 0x03, 0x02, 0x1A], 20),
            Self::Ripemd160 => (vec![0x2B, 0x24, 0x03, 0x02, 0x01], 20),
            Self::Sha256 => (nist(1), 32),
            Self::Sha384 => (nist(2), 48),
            Self::Sha512 => (nist(3), 64),
            Self::Sha224 => (nist(4), 28),
            Self::Sha512x224 => (nist(5), 28),
            Self::Sha512x256 => (nist(6), 32),
            Self::Sha3x224 => (nist(7), 28),
            Self::Sha3x256 => (nist(8), 32),
            Self::Sha3x384 => (nist(9), 48),
            Self::Sha3x512 => (nist(10), 64),
        };
        let named = oid.len() as u8;
        let mut out = vec![0x30, 8 + named + length, 0x30, 4 + named, 0x06, named];
        out.extend(oid);
        out.extend([0x05, 0x00, 0x04, length]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Hash;

    #[test]
    fn known_answers() {
        for (name, hex) in [
            ("MD5", "098f6bcd4621d373cade4e832627b4f6"),
            ("sha1", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"),
            (
                "SHA256",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
            (
                "SHA3-256",
                "36f028580bb02cc8272a9a020f4200e346e276ae664e45ee80745574e2f5ab80",
            ),
            ("RIPEMD160", "5e52fee47e6b070565f74372468cdc699de89107"),
        ] {
            assert_eq!(
                hex::encode(Hash::of(name).unwrap().digest(b"test")),
                hex,
                "{name}"
            );
        }
        let mac = Hash::Sha256
            .keyed(b"key", b"The quick brown fox jumps over the lazy dog")
            .unwrap();
        assert_eq!(
            hex::encode(mac),
            "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
        );
        for name in ["", "md4", "whirlpool"] {
            assert!(Hash::of(name).is_err(), "{name}");
        }
        assert_eq!(Hash::of("sha256WithRSAEncryption").unwrap(), Hash::Sha256);
        assert_eq!(Hash::of("RSA-SHA512/256").unwrap(), Hash::Sha512x256);
    }
}

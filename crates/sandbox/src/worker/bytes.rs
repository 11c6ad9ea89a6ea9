//! Text to bytes and back, and digests: pure functions that would be slow in JavaScript.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{KeyInit as _, Mac as _, SimpleHmac};
use md5::Md5;
use ripemd::Ripemd160;
use sha1::Sha1;
use sha2::digest::Digest as _;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};

/// Reads base64 as Node does: padding or not.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT.with_encode_padding(false));

/// The bytes that `text` stands for; `None` for an unknown encoding.
pub(super) fn encode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    Some(match encoding {
        "utf8" => text.as_bytes().to_vec(),
        "utf16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "latin1" | "ascii" => text.encode_utf16().map(|unit| unit as u8).collect(),
        "hex" => encode_hex(text),
        "base64" | "base64url" => encode_base64(text),
        _ => return None,
    })
}

/// Pairs of digits, up to the first that is none.
fn encode_hex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = text.as_bytes().as_chunks::<2>().0.iter();
    pairs
        .map_while(|[high, low]| Some((digit(*high)? * 16 + digit(*low)?) as u8))
        .collect()
}

/// Both alphabets, white space skipped, up to the padding; a digit left over is dropped.
fn encode_base64(text: &str) -> Vec<u8> {
    let mut digits: Vec<u8> = text
        .bytes()
        .take_while(|byte| *byte != b'=')
        .filter_map(|byte| match byte {
            b'-' => Some(b'+'),
            b'_' => Some(b'/'),
            b'+' | b'/' => Some(byte),
            _ => byte.is_ascii_alphanumeric().then_some(byte),
        })
        .collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    STANDARD.decode(&digits).unwrap_or_default()
}

/// The text of bytes; `None` for an unknown encoding.
pub(super) fn decode(bytes: &[u8], encoding: &str) -> Option<String> {
    Some(match encoding {
        "utf8" => String::from_utf8_lossy(bytes).into_owned(),
        "utf16le" => {
            let units = bytes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_le_bytes(*pair));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        "latin1" => bytes.iter().map(|byte| char::from(*byte)).collect(),
        "ascii" => bytes.iter().map(|byte| char::from(byte & 0x7f)).collect(),
        "hex" => hex::encode(bytes),
        "base64" => STANDARD.encode(bytes),
        "base64url" => URL.encode(bytes),
        _ => return None,
    })
}

/// Calls a macro with the type of an algorithm.
macro_rules! with_algorithm {
    ($name:expr, $call:ident $args:tt) => {
        match $name {
            "md5" => Some($call!(Md5, $args)),
            "sha1" => Some($call!(Sha1, $args)),
            "sha224" => Some($call!(Sha224, $args)),
            "sha256" => Some($call!(Sha256, $args)),
            "sha384" => Some($call!(Sha384, $args)),
            "sha512" => Some($call!(Sha512, $args)),
            "sha3-224" => Some($call!(Sha3_224, $args)),
            "sha3-256" => Some($call!(Sha3_256, $args)),
            "sha3-384" => Some($call!(Sha3_384, $args)),
            "sha3-512" => Some($call!(Sha3_512, $args)),
            "ripemd160" => Some($call!(Ripemd160, $args)),
            _ => None,
        }
    };
}

macro_rules! digest {
    ($type:ty, ($bytes:expr)) => {
        <$type>::digest($bytes).to_vec()
    };
}

macro_rules! keyed {
    ($type:ty, ($key:expr, $bytes:expr)) => {
        SimpleHmac::<$type>::new_from_slice($key)
            .map(|mac| mac.chain_update($bytes).finalize().into_bytes().to_vec())
            .unwrap_or_default()
    };
}

/// A digest; `None` for an unknown algorithm.
pub(super) fn hash(algorithm: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    with_algorithm!(algorithm, digest(bytes))
}

/// A keyed digest; `None` for an unknown algorithm.
pub(super) fn hmac(algorithm: &str, key: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    with_algorithm!(algorithm, keyed(key, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_read_as_node_reads() {
        for (text, encoding, expected) in [
            ("é€", "utf8", &b"\xc3\xa9\xe2\x82\xac"[..]),
            ("é€", "latin1", b"\xe9\xac"),
            ("a😀", "utf16le", b"a\0\x3d\xd8\x00\xde"),
            ("0aFfzz00", "hex", b"\x0a\xff"),
            ("abc", "hex", b"\xab"),
            ("aGk=", "base64", b"hi"),
            ("aG k", "base64", b"hi"),
            ("-_8", "base64url", b"\xfb\xff"),
            ("aGkx!aGk=", "base64", b"hi1hi"),
        ] {
            assert_eq!(
                encode(text, encoding).as_deref(),
                Some(expected),
                "{text} {encoding}"
            );
        }
        assert_eq!(encode("a", "utf7"), None);
    }

    #[test]
    fn bytes_become_text() {
        for (bytes, encoding, expected) in [
            (&b"\xff\xe2\x82\xac"[..], "utf8", "\u{fffd}€"),
            (b"\xe9\x41", "latin1", "éA"),
            (b"\xe9\x41", "ascii", "iA"),
            (b"\x3d\xd8\x00\xde", "utf16le", "😀"),
            (b"\xfb\xff", "base64", "+/8="),
            (b"\xfb\xff", "base64url", "-_8"),
            (b"\x0a\xff", "hex", "0aff"),
        ] {
            assert_eq!(
                decode(bytes, encoding).as_deref(),
                Some(expected),
                "{bytes:?} {encoding}"
            );
        }
    }

    #[test]
    fn digests_are_the_known_ones() {
        for (algorithm, expected) in [
            ("md5", "900150983cd24fb0d6963f7d28e17f72"),
            ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "sha256",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                "sha3-224",
                "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf",
            ),
            ("ripemd160", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        ] {
            assert_eq!(
                hash(algorithm, b"abc").map(hex::encode).as_deref(),
                Some(expected),
                "{algorithm}"
            );
        }
        assert_eq!(hash("crc32", b"abc"), None);
        let mac = hmac("md5", b"Jefe", b"what do ya want for nothing?").map(hex::encode);
        assert_eq!(mac.as_deref(), Some("750c783e6ab0b503eaa86e310a5db738"));
    }
}

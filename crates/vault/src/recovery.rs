//! The recovery code: 160 random bits that a person writes down once and types years later.
//!
//! Eight groups of four letters and a check letter, in an alphabet without letters that look alike. Small letters,
//! spaces, dashes of any kind, `O` for `0` and `I` or `L` for `1` are understood; a group that is mistyped is named.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::key;
use crate::{Error, Result};

/// Bytes of a code: 160 bits.
const BYTES: usize = 20;
const GROUPS: usize = 8;
/// Letters of a group before its check letter: each stands for five bits.
const LETTERS: usize = 4;
/// Crockford's: neither I, L, O nor U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A recovery code. It is never printed by `{:?}`.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

/// What is wrong with a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// It has too few or too many letters.
    #[error("a recovery code has {} letters, this has {found}", GROUPS * (LETTERS + 1))]
    Length {
        /// How many it has.
        found: usize,
    },
    /// A letter that no code has.
    #[error("group {group} has a letter that no recovery code has")]
    Letter {
        /// Which group, from 1.
        group: usize,
    },
    /// A group does not agree with its check letter.
    #[error("group {group} is mistyped, or stands in the wrong place")]
    Group {
        /// Which group, from 1.
        group: usize,
    },
}

impl RecoveryCode {
    /// A new code.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn random() -> Result<Self> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        key::fill(&mut bytes[..])?;
        Ok(Self(bytes))
    }

    /// Reads what a person typed.
    ///
    /// # Errors
    /// Names the group that is mistyped.
    pub fn read(text: &str) -> Result<Self> {
        let mut letters = Zeroizing::new(Vec::with_capacity(GROUPS * (LETTERS + 1)));
        for letter in text.chars().filter(|letter| !separates(*letter)) {
            let group = letters.len() / (LETTERS + 1) + 1;
            let value = value_of(letter).ok_or(CodeFault::Letter { group });
            letters.push(value?);
        }
        let found = letters.len();
        if found != GROUPS * (LETTERS + 1) {
            return Err(CodeFault::Length { found }.into());
        }
        let mut bytes = Zeroizing::new([0; BYTES]);
        let mut bits = Zeroizing::new([0u8; GROUPS * LETTERS]);
        for (at, group) in letters.chunks_exact(LETTERS + 1).enumerate() {
            let (data, check) = group.split_at(LETTERS);
            if check_of(at, data) != check[0] {
                return Err(CodeFault::Group { group: at + 1 }.into());
            }
            bits[at * LETTERS..(at + 1) * LETTERS].copy_from_slice(data);
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = (0..8).fold(0, |byte, bit| {
                let bit = at * 8 + bit;
                byte << 1 | (bits[bit / 5] >> (4 - bit % 5) & 1)
            });
        }
        Ok(Self(bytes))
    }

    /// The code as a person writes it down.
    pub fn text(&self) -> SecretString {
        let mut text = String::with_capacity(GROUPS * (LETTERS + 2));
        for group in 0..GROUPS {
            let data: [u8; LETTERS] =
                std::array::from_fn(|letter| self.five_bits(group * LETTERS + letter));
            if group > 0 {
                text.push('-');
            }
            for value in data.iter().copied().chain([check_of(group, &data)]) {
                text.push(char::from(ALPHABET[usize::from(value)]));
            }
        }
        text.into()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0[..]
    }

    fn five_bits(&self, at: usize) -> u8 {
        (0..5).fold(0, |value, bit| {
            let bit = at * 5 + bit;
            value << 1 | (self.0[bit / 8] >> (7 - bit % 8) & 1)
        })
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl TryFrom<&SecretString> for RecoveryCode {
    type Error = Error;

    fn try_from(text: &SecretString) -> Result<Self> {
        Self::read(text.expose_secret())
    }
}

fn separates(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '-' | '_' | '.' | ',' | '\u{2010}'
                ..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{200b}' | '\u{feff}'
        )
}

fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        letter => letter,
    };
    let at = ALPHABET.iter().position(|own| char::from(*own) == letter)?;
    u8::try_from(at).ok()
}

/// The check letter of a group: a weighted sum in the field of 32 elements. Each letter has a weight of its own, so one
/// wrong letter and two exchanged ones both show; the group's number is in it, so exchanged groups do too.
fn check_of(group: usize, data: &[u8]) -> u8 {
    let sum = data
        .iter()
        .enumerate()
        .fold(0, |sum, (at, value)| sum ^ times(*value, 2 << at));
    // Smaller than 32, as there are eight groups.
    sum ^ u8::try_from(group * 3 + 1).unwrap_or_default()
}

/// Product in the field of 32 elements, modulo x⁵ + x² + 1.
fn times(one: u8, other: u8) -> u8 {
    (0..5).fold(0, |sum, bit| {
        let mut part = one;
        for _ in 0..bit {
            part = part << 1 ^ if part & 16 == 0 { 0 } else { 0b10_0101 };
        }
        sum ^ if other >> bit & 1 == 1 { part } else { 0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(bytes: [u8; BYTES]) -> RecoveryCode {
        RecoveryCode(Zeroizing::new(bytes))
    }

    fn text(bytes: [u8; BYTES]) -> String {
        code(bytes).text().expose_secret().to_owned()
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read(bytes: [u8; BYTES]) {
            let shown = text(bytes);
            prop_assert_eq!(shown.len(), 47);
            for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " – "), shown.replace('-', ""), shown.replace('0', "o").replace('1', "l").replace('V', "u")] {
                prop_assert_eq!(*RecoveryCode::read(&typed).unwrap().0, bytes);
            }
        }

        #[test]
        fn a_wrong_letter_is_found(bytes: [u8; BYTES], at in 0usize..40, by in 1u8..32) {
            let mut letters: Vec<char> = text(bytes).replace('-', "").chars().collect();
            let value = value_of(letters[at]).unwrap();
            letters[at] = char::from(ALPHABET[usize::from((value + by) % 32)]);
            let typed: String = letters.into_iter().collect();
            let found = RecoveryCode::read(&typed).unwrap_err();
            let right = matches!(found, Error::Code(CodeFault::Group { group }) if group == at / 5 + 1);
            prop_assert!(right, "{found}");
        }

        #[test]
        fn neighbours_that_changed_places_are_found(bytes: [u8; BYTES], at in 0usize..39) {
            let mut letters: Vec<char> = text(bytes).replace('-', "").chars().collect();
            prop_assume!(letters[at] != letters[at + 1]);
            letters.swap(at, at + 1);
            let typed: String = letters.into_iter().collect();
            prop_assert!(RecoveryCode::read(&typed).is_err());
        }

        #[test]
        fn groups_that_changed_places_are_found(bytes: [u8; BYTES], one in 0usize..8, other in 0usize..8) {
            let shown = text(bytes);
            let mut groups: Vec<&str> = shown.split('-').collect();
            prop_assume!(one != other);
            groups.swap(one, other);
            prop_assert!(RecoveryCode::read(&groups.join("-")).is_err());
        }

        #[test]
        fn anything_else_is_refused_and_breaks_nothing(text in "\\PC{0,60}") {
            if let Ok(code) = RecoveryCode::read(&text) {
                prop_assert_eq!(code.bytes().len(), BYTES);
            }
        }
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| RecoveryCode::read(text).unwrap_err().to_string();
        assert_eq!(fault("12345"), "a recovery code has 40 letters, this has 5");
        assert_eq!(
            fault("12345-12?45"),
            "group 2 has a letter that no recovery code has"
        );
        assert_eq!(format!("{:?}", code([1; BYTES])), "RecoveryCode");
    }
}

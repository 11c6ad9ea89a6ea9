//! A secret that a person typed, on its way in.

// What the page reads it only shows.
#[cfg_attr(target_family = "wasm", path = "secret/shown.rs")]
mod unescape;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A secret that a person typed, on its way to the vault. It is a part of requests, never of an answer: what was sealed
/// does not come back. It is not printed, and is wiped when it is dropped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// One of several parts. It is made in one piece: no shorter one is left in memory.
    pub fn of(parts: &[&str]) -> Self {
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        parts.iter().for_each(|part| text.push_str(part));
        Self(Zeroizing::new(text))
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText")
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        unescape::read(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::SecretText;

    #[test]
    fn it_is_not_printed() {
        let typed: SecretText = serde_json::from_str("\"a secret\"").unwrap();
        assert_eq!(typed.expose(), "a secret");
        assert_eq!(format!("{typed:?}"), "SecretText");
        assert_eq!(SecretText::of(&["a ", "", "secret"]), typed);
    }
}

//! Types of ours as the text of columns: JSON, and words for plain enums.

use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, Result};

/// JSON text. Our own types hold nothing that JSON cannot say, so there is no error to hand on.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

pub(crate) fn parse<T: DeserializeOwned>(text: &str, id: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::damaged("execution", id, e))
}

/// The name of a plain enum's variant, as serde has it.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    json(value).trim_matches('"').to_owned()
}

pub(crate) fn from_word<T: DeserializeOwned>(word: &str, id: &str) -> Result<T> {
    parse(&format!("\"{word}\""), id)
}

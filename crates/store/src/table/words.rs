//! Types of ours as the text of columns: JSON, and words for plain enums.

use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, Result};

/// So long is what a step is told in, without its outputs: its text is not copied while it grows.
const USUAL: usize = 256;

/// JSON text. Our own types hold nothing that JSON cannot say, so there is no error to hand on.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    let mut text = Vec::with_capacity(USUAL);
    let written = serde_json::to_writer(&mut text, value).ok();
    let text = written.and_then(|()| String::from_utf8(text).ok());
    text.unwrap_or_else(|| "null".to_owned())
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

//! Fonts of this machine, for characters that the bundled ones lack: a page cannot read them itself.

use serde::{Deserialize, Serialize};

/// Asks for fonts that have some characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FontsFor {
    /// The characters, each once; of more than 1,000 only the first are looked for.
    pub characters: String,
}

/// A font.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemFont {
    /// Its name.
    pub name: String,
    /// Which of the fonts in the file it is.
    pub index: u32,
    /// The file, base64.
    pub file: String,
}

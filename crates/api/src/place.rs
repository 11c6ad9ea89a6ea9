//! Files and folders of this machine, for choosing one where the system's own dialog cannot be had.

use serde::{Deserialize, Serialize};

/// Asks what is in a folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PlaceList {
    /// The folder; empty is the person's home.
    pub path: String,
    /// Hidden ones too.
    pub hidden: bool,
}

/// Asks for the files of a folder of this machine, and of those in it, that may hold workflows, to be imported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FolderRead {
    /// The folder.
    pub path: String,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlaceWant {
    /// A file.
    #[default]
    File,
    /// A folder.
    Folder,
}

/// What is in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceListing {
    /// The folder.
    pub path: String,
    /// The folder it is in.
    pub parent: Option<String>,
    /// Folders first, then files, by name; at most 2,000.
    pub entries: Vec<PlaceEntry>,
    /// Whether there are more.
    pub more: bool,
}

/// A file or a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceEntry {
    /// Its name.
    pub name: String,
    /// Its whole path.
    pub path: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// Size in bytes of a file.
    pub size: u64,
    /// When it was last changed, UTC milliseconds.
    pub changed_ms: Option<i64>,
}

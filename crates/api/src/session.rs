//! What a window asks first.

use std::sync::Arc;

use model::NodeSpec;
use serde::{Deserialize, Serialize};

use crate::UserSettings;

/// Asks who is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionOpen {}

/// Who is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Millrace's version.
    pub version: String,
    /// `linux`, `macos` or `windows`.
    pub system: String,
    /// The data folder, if one is kept.
    pub data: Option<String>,
    /// The person's home folder, where pickers begin.
    pub home: Option<String>,
    /// IANA name of the machine's time zone.
    pub timezone: String,
    /// Number of the newest event: the stream goes on after it.
    pub sequence: u64,
    /// The settings.
    pub settings: UserSettings,
}

/// Asks for the kinds of nodes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpecsRead {}

/// The kinds of nodes: forms, ports, palette and docs come from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Specs {
    /// Every kind.
    pub kinds: Vec<Arc<NodeSpec>>,
}

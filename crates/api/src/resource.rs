//! What is kept here and can be chosen in a field: workflows, tables.

use serde::{Deserialize, Serialize};

/// Asks for all things of a kind, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ResourceList {
    /// The kind, as fields name it: one of [`ResourceList::KINDS`].
    pub of: String,
}

impl ResourceList {
    /// The kinds of things that are kept here.
    pub const KINDS: [&str; 2] = ["workflow", "table"];
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

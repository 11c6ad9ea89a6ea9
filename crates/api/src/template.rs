//! Workflows to begin with.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::Workflow;
use serde::{Deserialize, Serialize};

use crate::PlaceWant;

/// Asks for the templates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateList {}

/// A workflow to begin with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// Id.
    pub id: String,
    /// What it does, in a few words.
    pub name: String,
    /// What it does, in a sentence or two.
    pub help: String,
    /// Whether it needs no network.
    pub offline: bool,
    /// The grants that it wants, as `--allow` takes them.
    pub wants: Vec<String>,
    /// What it asks before it becomes a workflow.
    pub slots: Vec<TemplateSlot>,
    /// The workflow, for a picture of it.
    pub workflow: Arc<Workflow>,
}

/// A file or a folder that a person names before a template becomes a workflow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateSlot {
    /// Id: node and field.
    pub id: String,
    /// The step that it is for.
    pub step: String,
    /// What is named.
    pub want: PlaceWant,
    /// Whether something is written there.
    pub writes: bool,
    /// In a folder: which files, such as `*.csv`. Else the usual name of the file.
    pub files: String,
    /// What will do for most people; empty if there is no such thing.
    pub usual: String,
}

/// Makes a workflow of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateUse {
    /// The template.
    pub id: String,
    /// Whole paths by the ids of their slots. A slot that is left out stays as the template has it.
    #[serde(default)]
    pub places: BTreeMap<String, String>,
}

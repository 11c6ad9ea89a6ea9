//! Workflows: lists, drafts and their edits, versions, files.

use model::edit::History;
use model::{Edit, Report, Workflow};
use serde::{Deserialize, Serialize};

/// Which part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PageRequest {
    /// How many at most, 1 to 500; 0 is 100.
    pub limit: u32,
    /// How many come before it.
    pub offset: u64,
}

/// Part of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The entries.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

/// That something was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// Where it concerns a draft: how many edits it has seen now.
    pub edits: u64,
}

/// Asks for a list of workflows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowList {
    /// Which ones.
    pub filter: WorkflowFilter,
    /// Which part of them.
    pub page: PageRequest,
}

/// Which workflows a list holds, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowFilter {
    /// Only names that contain this, whatever the case.
    pub text: Option<String>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those in this folder.
    pub folder: Option<String>,
    /// Those in the trash instead of the others.
    pub trash: bool,
    /// By what the list is sorted.
    pub sort: WorkflowSort,
    /// Which way.
    pub direction: Direction,
}

/// By what a list of workflows is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkflowSort {
    /// When it was last changed.
    #[default]
    Updated,
    /// When it was made.
    Created,
    /// Its name.
    Name,
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Largest or newest first.
    #[default]
    Down,
    /// Smallest or oldest first.
    Up,
}

/// A workflow in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Folder path, if it is in one.
    pub folder: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// How many nodes it has.
    pub nodes: u32,
    /// Kinds of the triggers that start it.
    pub triggers: Vec<String>,
    /// When it was made, UTC milliseconds.
    pub created_ms: i64,
    /// When it was last changed, UTC milliseconds.
    pub updated_ms: i64,
    /// When it was put into the trash, UTC milliseconds.
    pub deleted_ms: Option<i64>,
    /// Its last run, if it ever ran.
    pub last_run: Option<crate::RunSummary>,
}

/// Makes a workflow; an empty one where none is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowCreate {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: Option<String>,
    /// What is in it.
    pub workflow: Option<Workflow>,
}

/// Opens a workflow for editing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowOpen {
    /// The workflow.
    pub id: String,
}

/// A workflow as it is edited: saved at every edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The document.
    pub workflow: Workflow,
    /// How many edits it has seen.
    pub edits: u64,
    /// What can be undone and done again.
    pub history: History,
    /// Revision of the newest version.
    pub version: i64,
    /// Whether it differs from the newest version.
    pub changed: bool,
}

/// Changes a draft. All changes are applied or none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowEdit {
    /// The workflow.
    pub id: String,
    /// How many edits the sender has seen: a draft that has seen others refuses with `conflict`.
    pub after: u64,
    /// The changes, in order; each counts as one edit.
    pub changes: Vec<Change>,
}

/// One change of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "change", content = "edit")]
pub enum Change {
    /// Something new, which can be undone.
    Do(Edit),
    /// Takes the last change back.
    Undo,
    /// Does what was taken back again.
    Redo,
}

/// Changes how a workflow is listed, without opening it. What is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowLabel {
    /// The workflow.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its folder; empty text is the top.
    pub folder: Option<String>,
    /// Its tags.
    pub tags: Option<Vec<String>>,
}

/// Copies a workflow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowDuplicate {
    /// The workflow.
    pub id: String,
}

/// Puts a workflow into the trash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowTrash {
    /// The workflow.
    pub id: String,
}

/// Takes a workflow out of the trash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowUntrash {
    /// The workflow.
    pub id: String,
}

/// Deletes a workflow in the trash for good, with its versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowErase {
    /// The workflow.
    pub id: String,
}

/// Keeps the draft as a version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowCheckpoint {
    /// The workflow.
    pub id: String,
    /// What the person calls it.
    #[serde(default)]
    pub name: Option<String>,
}

/// Asks for a workflow's versions, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowVersions {
    /// The workflow.
    pub id: String,
}

/// A version that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Revision, from 1.
    pub revision: i64,
    /// When it was kept, UTC milliseconds.
    pub created_ms: i64,
    /// What the person called it.
    pub name: Option<String>,
}

/// Asks for a version's document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowVersion {
    /// The workflow.
    pub id: String,
    /// The revision.
    pub revision: i64,
}

/// Makes a version the draft; the draft as it was can be had back by undoing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowRestore {
    /// The workflow.
    pub id: String,
    /// The revision.
    pub revision: i64,
}

/// Imports files, Millrace's or n8n's. Nothing is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowImport {
    /// The files.
    pub files: Vec<ImportFile>,
    /// Where they go.
    #[serde(default)]
    pub folder: Option<String>,
}

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportFile {
    /// Its name, for messages and for a workflow that has none.
    pub name: String,
    /// Its bytes as Base64.
    pub bytes: String,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportOutcome {
    /// The file's name.
    pub file: String,
    /// The workflow that it became.
    pub workflow: Option<WorkflowRow>,
    /// What was mapped, approximated and missing.
    pub report: Option<Report>,
    /// The grants that it wants, as `--allow` takes them.
    pub wants: Vec<String>,
    /// Why it became none.
    pub error: Option<crate::Error>,
}

/// Asks for the step that a cURL command stands for; nothing is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurlRead {
    /// The command.
    pub text: String,
}

/// Asks for a workflow as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowExport {
    /// The workflow.
    pub id: String,
    /// Whose format.
    pub format: ExportFormat,
}

/// Whose format a workflow is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// Millrace's own.
    #[default]
    Millrace,
    /// n8n's.
    N8n,
    /// None: as it is stored, which is to be had even where it cannot be read any more.
    Stored,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// A name for it.
    pub name: String,
    /// What is in it.
    pub text: String,
}

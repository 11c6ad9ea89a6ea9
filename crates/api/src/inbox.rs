//! The inbox: runs that broke off in a step that may have done something, and what a person decides about them.

use model::{Mode, Review};
use serde::{Deserialize, Serialize};

/// Asks for the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InboxList {}

/// What waits for a person's decision. [`crate::EventKind::InboxChanged`] tells when it is read again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inbox {
    /// How many runs wait, for the mark on the button.
    pub count: u32,
    /// The runs, the longest waiting first; at most [`MOST_ENTRIES`].
    pub entries: Vec<InboxEntry>,
}

/// Most entries that are listed; the count counts all.
pub const MOST_ENTRIES: u32 = 500;

/// A run that needs review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InboxEntry {
    /// Id of the execution.
    pub execution: String,
    /// The workflow; empty where it ran from a file.
    pub workflow: String,
    /// Name of the workflow at the time.
    pub name: String,
    /// Why it ran.
    pub mode: Mode,
    /// When the run began, UTC milliseconds.
    pub started_ms: i64,
    /// The step that was cut off: its node, name, kind and fields, which attempt, and when.
    pub review: Review,
    /// What it may have done already.
    pub may_have: MayHave,
}

/// What a step that was cut off may have done already: the window has a sentence for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MayHave {
    /// Its request or message may have been sent.
    Sent,
    /// Its file may have been written.
    Written,
    /// Its code or command may have run.
    Run,
    /// The workflow that it calls may have begun.
    Called,
    /// It may have done what it does.
    #[default]
    Done,
}

/// Decides how a run that needs review goes on. One that does not need it any more is a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InboxDecide {
    /// Id of the execution.
    pub execution: String,
    /// What is done.
    pub decision: Decision,
}

/// How a run that needs review goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// The step is run again, then everything behind it: what it did may be done a second time.
    Resume,
    /// The step counts as done and gives on the items it was given, as a disabled one does; everything behind it runs.
    Skip,
    /// The run ends here as stopped; nothing more of it runs. What its steps gave stays to be looked at.
    Discard,
}

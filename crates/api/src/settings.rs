//! What a person chose, and what each workflow was allowed.

use std::collections::BTreeMap;

use model::wants::Wants;
use serde::{Deserialize, Serialize};

/// Asks for the settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SettingsRead {}

/// Replaces the settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SettingsWrite {
    /// The settings.
    pub settings: UserSettings,
}

/// What a person chose. What an older version wrote is read; what is missing has its default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UserSettings {
    /// Light or dark.
    pub theme: Theme,
    /// Language tag, such as `de`; none follows the system.
    pub language: Option<String>,
    /// Keys that were bound anew: action and keys, such as `run` and `Ctrl+Enter`.
    pub keys: BTreeMap<String, String>,
    /// Closing the window leaves Millrace in the tray.
    pub tray: bool,
    /// Millrace starts with the session.
    pub start_at_login: bool,
    /// The tour was seen or skipped.
    pub tour_seen: bool,
    /// Steps snap to a grid.
    pub snap: bool,
    /// How much runs may take of the disk.
    pub run_budget: RunBudget,
    /// Where panels are and how wide: free for the window.
    pub layout: BTreeMap<String, String>,
}

/// How much runs may take of the disk, in bytes: the oldest that have ended are removed when they take more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u64", into = "u64")]
pub struct RunBudget(u64);

impl RunBudget {
    /// What a person may choose from, least first.
    pub const STEPS: [Self; 9] = [
        Self(100_000_000),
        Self(200_000_000),
        Self(500_000_000),
        Self(1_000_000_000),
        Self(2_000_000_000),
        Self(5_000_000_000),
        Self(10_000_000_000),
        Self(20_000_000_000),
        Self(50_000_000_000),
    ];

    /// In bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }

    /// What is left at most once runs were too much, in bytes: not every run is to push out another.
    pub fn left(self) -> u64 {
        self.0 / 10 * 9
    }
}

impl Default for RunBudget {
    fn default() -> Self {
        Self(2_000_000_000)
    }
}

/// What is less than the least that may be chosen, or more than the most, becomes that.
impl From<u64> for RunBudget {
    fn from(bytes: u64) -> Self {
        let [least, .., most] = Self::STEPS;
        Self(bytes.clamp(least.0, most.0))
    }
}

impl From<RunBudget> for u64 {
    fn from(budget: RunBudget) -> Self {
        budget.0
    }
}

/// Asks how much runs take of the disk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunUsage {}

/// How much runs take of the disk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunsUsed {
    /// In bytes: their rows, large outputs and files of items.
    pub bytes: u64,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Asks what workflows were allowed; of one, or of all that were allowed something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GrantsRead {
    /// The workflow.
    pub workflow: Option<String>,
}

/// What a workflow was allowed and what it wants.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowGrants {
    /// The workflow.
    pub workflow: String,
    /// Its name.
    pub name: String,
    /// What it was allowed, as `--allow` takes it.
    pub allowed: Vec<String>,
    /// What its draft wants, as `--allow` takes it.
    pub wants: Vec<String>,
    /// Which node wants what; also what cannot be told before it runs.
    pub reasons: Wants,
}

/// Sets what a workflow is allowed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GrantSet {
    /// The workflow.
    pub workflow: String,
    /// All that it is allowed from now on, as `--allow` takes it.
    pub allowed: Vec<String>,
}

/// What a workflow is allowed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantsOf {
    /// As `--allow` takes it.
    pub allowed: Vec<String>,
}

//! Backups of everything that is stored, and what becomes of what is missing.

use serde::{Deserialize, Serialize};

/// Asks for the backups, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupList {}

/// Makes a backup now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupNow {}

/// Puts a backup in the place of what is stored, which stays as a backup itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupRestore {
    /// Name of the backup.
    pub name: String,
}

/// Puts an empty database in the place of one that is broken, which stays as a backup. One that is whole is not replaced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BeginAnew {}

/// Goes on without what is missing from the database: it is not told again, and nothing is refused for its sake.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MissingAccept {
    /// Whether newest changes are meant, which the database lost, and not rows that are missing.
    pub changes: bool,
}

/// A backup was restored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BackupRestored {
    /// When the recovery code was made that opens the credentials of the backup, UTC milliseconds, where that is not the
    /// newest one: they got a new key since.
    pub older_code_ms: Option<i64>,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// Its name, by which it is restored.
    pub name: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Size in bytes.
    pub bytes: u64,
    /// Whether rows were damaged already when it was made; it can be restored all the same.
    #[serde(default)]
    pub damaged: bool,
    /// Whether it is no whole database: it cannot be restored.
    #[serde(default)]
    pub broken: bool,
    /// How many workflows it holds, without those in the trash; none where that cannot be read.
    #[serde(default)]
    pub workflows: Option<u64>,
}

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BackupKind {
    /// By itself, once a day.
    Daily,
    /// A person asked for it.
    Asked,
    /// Before the database was brought to a newer version.
    Upgrade,
    /// It is what was there before a backup was restored, or before an empty database was begun.
    Replaced,
}

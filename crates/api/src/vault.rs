//! The vault around the credentials: what opens it, and what was done with it.

use serde::{Deserialize, Serialize};

use crate::{CredentialView, PageRequest, SecretText};

/// Asks how the vault is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultRead {}

/// How the vault is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultState {
    /// Whether it is open.
    pub state: VaultCondition,
    /// What opens it, oldest first.
    pub slots: Vec<VaultSlot>,
    /// Why the keychain does not open it: `absent`, `locked`, `empty`, `foreign`, `refused`; none where it does, or was
    /// not asked. Of one that is open, and not in a keychain: `absent` where there is none that it could be put into.
    pub keychain: Option<String>,
    /// Whether it has a recovery code, and nobody has said that the newest one is kept.
    pub unkept: bool,
}

/// Whether the vault is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VaultCondition {
    /// There is none yet: it is made with the first credential.
    #[default]
    None,
    /// It is there and locked: a recovery code or a passphrase opens it.
    Locked,
    /// It is open.
    Open,
    /// What is stored of it was changed by something else, or is broken.
    Damaged,
}

/// Something that opens the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultSlot {
    /// Id.
    pub id: String,
    /// `keychain`, `recovery`, `passphrase` or `keyFile`.
    pub kind: String,
    /// When it was made.
    pub created_ms: i64,
}

/// Opens the vault by what a person knows, or anew by the keychain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultUnlock {
    /// The recovery code, as it was written down.
    pub recovery: Option<SecretText>,
    /// The passphrase.
    pub passphrase: Option<SecretText>,
    /// Whether the keychain of this machine opens it from now on.
    pub remember: bool,
}

/// Closes the vault: no step can use a credential until it is opened again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultLock {}

/// Asks for a new recovery code; the old one opens nothing any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultRecovery {}

/// A recovery code, shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCode {
    /// The code: eight groups of five letters.
    pub code: SecretText,
    /// Whether the keychain or a key file opens the vault too: else the code is asked for after every start.
    pub reopens: bool,
    /// Id of what it opens, to be said back once it is kept; empty where it was replaced in the meantime.
    pub slot: String,
}

/// Says that a recovery code that was shown is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultKept {
    /// What it opens, as it came with the code.
    pub slot: String,
}

/// Sets the passphrase, or takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultPassphrase {
    /// The new one; none takes it away.
    pub passphrase: Option<SecretText>,
}

/// Has the keychain of this machine open the vault, or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultRemember {
    /// Whether it does.
    pub remember: bool,
}

/// Seals everything anew with a new key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultRotate {
    /// The recovery code, if it shall stay the same.
    pub recovery: Option<SecretText>,
    /// The passphrase, if there is one that shall stay.
    pub passphrase: Option<SecretText>,
}

/// The vault has a new key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultRotated {
    /// How it is now.
    pub state: VaultState,
    /// A new recovery code, where the old one was not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<RecoveryCode>,
}

/// Makes a new vault where nobody can open the one that is there any more: the credentials stay, without their secrets,
/// which are to be entered again. What was there stays as a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultBeginAnew {}

/// Writes credentials into a file that a passphrase opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultExport {
    /// The passphrase, of eight characters or more.
    pub passphrase: SecretText,
    /// Ids of those that are written; none writes all.
    pub credentials: Vec<String>,
}

/// A sealed file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultExported {
    /// A name for it.
    pub name: String,
    /// What is in it, in Base64.
    pub base64: String,
    /// How many credentials.
    pub credentials: u64,
}

/// Reads credentials from such a file, or from an older export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VaultImport {
    /// The file, in Base64.
    pub base64: String,
    /// Its passphrase.
    pub passphrase: SecretText,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultImported {
    /// The credentials that were added. None is replaced.
    pub added: Vec<CredentialView>,
    /// Names of those whose kind is not known here, or that cannot be read.
    pub skipped: Vec<String>,
    /// Where the vault was made for them: its recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<RecoveryCode>,
}

/// Asks for lines of the audit log, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AuditList {
    /// Only what was done to this.
    pub target: Option<String>,
    /// Which part.
    pub page: PageRequest,
}

/// A line of the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who: `person`, or `workflow` and its id.
    pub actor: String,
    /// What, such as `credential.create` or `credential.use`.
    pub action: String,
    /// Id of what it was done to.
    pub target: String,
    /// Its name at the time.
    pub name: String,
    /// From where: `window`, `browser`, `command line`, `run`.
    pub origin: String,
    /// More about it.
    pub details: String,
    /// Sum of the line before.
    pub previous: String,
    /// Sum of this line.
    pub hash: String,
}

/// Looks whether the log is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditCheck {}

/// What came of looking through the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditChecked {
    /// The first line that does not fit the one before it, where somebody changed the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<i64>,
}

/// Asks for the whole log as JSON Lines, and whether it is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditExport {}

/// The log as a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditExported {
    /// A name for it.
    pub name: String,
    /// A JSON object a line, oldest first.
    pub text: String,
    /// The first line that does not fit the one before it, where somebody changed the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<i64>,
}

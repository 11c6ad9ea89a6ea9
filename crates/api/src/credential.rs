//! Credentials: what is known of them, never what is in them. A secret goes in by [`SecretText`] and does not come back.

use std::collections::BTreeMap;

use model::credential::SlotUse;
use serde::{Deserialize, Serialize};

use crate::{RecoveryCode, SecretText};

/// Asks which kinds of credentials there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialKinds {}

/// Asks for the credentials, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialList {
    /// Those in the trash instead.
    pub trash: bool,
    /// Only those that fit this slot, such as `httpBearerAuth`.
    pub slot: Option<String>,
}

/// Asks for one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialRead {
    /// Its id.
    pub id: String,
}

/// What a person says about a credential; none of it is secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialAbout {
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Where it belongs, such as `production`.
    pub environment: String,
    /// The hosts that it may go to: a name, `name:port`, `*.below.this`, or `*` for any. A kind that goes out with
    /// requests needs one.
    pub hosts: Vec<String>,
    /// When it stops being valid, UTC milliseconds: it is refused then.
    pub expires_ms: Option<i64>,
    /// After how many days its secret is to be replaced: a reminder, not a refusal.
    pub rotate_days: Option<u32>,
}

/// A credential as a person sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind, such as `httpBearerAuth`; the kinds say what its fields are called.
    pub kind: String,
    /// What a person says about it.
    pub about: CredentialAbout,
    /// The fields that have a value; what it is, is only said of those in `shown`.
    pub filled: Vec<String>,
    /// The fields that are not secret, where the vault is open and one credential was asked for.
    pub shown: BTreeMap<String, String>,
    /// When it was made.
    pub created_ms: i64,
    /// When it was changed.
    pub updated_ms: i64,
    /// When its secret was last replaced.
    pub replaced_ms: i64,
    /// When a step last used it.
    pub used_ms: Option<i64>,
    /// When it was last tried, and whether it worked.
    pub verified: Option<Verified>,
    /// When it was thrown away.
    pub deleted_ms: Option<i64>,
    /// What a person should do about it.
    pub due: Vec<Due>,
    /// The workflows that use it.
    pub used_by: Vec<CredentialUse>,
}

/// A try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// When.
    pub at_ms: i64,
    /// Whether it worked.
    pub worked: bool,
}

/// What a person should do about a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Due {
    /// Its secret is not there any more and has to be entered again.
    Missing,
    /// It is not valid any more.
    Expired,
    /// It stops being valid within a week.
    ExpiresSoon,
    /// Its secret is older than it should be.
    Rotate,
}

/// A workflow that uses a credential.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialUse {
    /// The workflow.
    pub workflow: String,
    /// Its name.
    pub name: String,
}

/// Makes a credential, and the vault with the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialCreate {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// What is said about it.
    pub about: CredentialAbout,
    /// What was filled in.
    pub fields: BTreeMap<String, SecretText>,
}

/// A credential that was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialCreated {
    /// The credential.
    pub credential: CredentialView,
    /// With the first one: the recovery code of the vault, to be printed or saved. It is shown this once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<RecoveryCode>,
}

/// Changes a credential. A field that is not given stays as it is; one that is given empty loses its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialUpdate {
    /// Its id.
    pub id: String,
    /// Its name from now on.
    pub name: Option<String>,
    /// What is said about it from now on.
    pub about: Option<CredentialAbout>,
    /// What was filled in anew.
    pub fields: BTreeMap<String, SecretText>,
}

/// Puts a credential into the trash: no step can use it there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialTrash {
    /// Its id.
    pub id: String,
}

/// Takes it out again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialUntrash {
    /// Its id.
    pub id: String,
}

/// Removes a credential in the trash for good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialErase {
    /// Its id.
    pub id: String,
}

/// Tries a credential with one request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialTest {
    /// Its id.
    pub id: String,
    /// The address to ask; none is the first of its hosts, by https.
    pub url: Option<String>,
}

/// How a try ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialTested {
    /// Whether the credential worked; none where the answer says nothing about it.
    pub worked: Option<bool>,
    /// A stable code: `accepted`, `answered` (by a start page), `refused`, `unclear`, `unreachable`, `nothingToAsk`.
    pub code: String,
    /// A plain sentence.
    pub message: String,
    /// The host that was asked.
    pub host: String,
    /// What it answered with.
    pub status: Option<u16>,
}

/// Asks which credentials a workflow's draft asks for, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialSlots {
    /// The workflow.
    pub workflow: String,
}

/// A credential that a workflow asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialWanted {
    /// What is asked for, and by which nodes.
    pub asked: SlotUse,
    /// Whether what was chosen is still there and fits.
    pub settled: bool,
    /// Those that would fit.
    pub fitting: Vec<CredentialView>,
}

/// Puts a credential into a slot, in all nodes that ask for the same one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialChoose {
    /// The workflow.
    pub workflow: String,
    /// What was asked for, as it was told.
    pub asked: SlotUse,
    /// The credential; none empties the slot.
    pub credential: Option<String>,
}

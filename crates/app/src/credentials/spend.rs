//! Using a credential in a run: authorised where it is opened, for this workflow, this credential and these hosts.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::Workflow;
use model::credential::Way;
use net::{HostGrants as _, HostList};
use sdk::{Authorization, Error, Result};
use store::{CredentialRow, Deed, Store};
use vault::Zeroizing;

use super::{Credentials, way};
use crate::clock::now_ms;

/// Who wants to use credentials: a run of a workflow.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// The workflow.
    pub workflow: String,
    /// Its name.
    pub name: String,
    /// The credentials that its nodes were given by a person.
    pub given: BTreeSet<String>,
}

impl Asker {
    /// A run of a workflow.
    pub fn of(workflow: &Workflow) -> Self {
        let given = workflow.nodes.iter().flat_map(|node| &node.credentials);
        Self {
            workflow: workflow.id.clone(),
            name: workflow.name.clone(),
            given: given.filter_map(|used| used.id.clone()).collect(),
        }
    }
}

/// A credential that was opened for a run.
#[derive(Clone)]
pub struct Spent {
    /// Its id.
    pub id: String,
    /// Which version of it.
    pub version: u64,
    /// Its name.
    pub name: String,
    /// How it shows who asks.
    pub way: Way,
    /// What a request gets.
    pub authorization: Authorization,
    /// Name and password, for a digest.
    pub login: Option<Arc<(String, Zeroizing<String>)>>,
    /// Where it may go.
    pub hosts: HostList,
    /// When it stops being valid.
    pub expires_ms: Option<i64>,
}

impl Spent {
    /// Refuses once it is not valid any more.
    ///
    /// # Errors
    /// When it has expired.
    pub fn assert_valid(&self, now_ms: i64) -> Result<()> {
        match self.expires_ms {
            Some(at) if at <= now_ms => Err(expired(&self.name)),
            _ => Ok(()),
        }
    }

    /// Refuses a proxy that would read the secret and is none of the credential's hosts.
    ///
    /// # Errors
    /// When the secret would be readable to it.
    pub fn assert_proxy(&self, proxy: Option<&str>, url: &str, insecure: bool) -> Result<()> {
        let Some(proxy) = proxy.map(str::trim).filter(|proxy| !proxy.is_empty()) else {
            return Ok(());
        };
        let sealed = !insecure
            && url
                .trim()
                .get(..6)
                .is_some_and(|s| s.eq_ignore_ascii_case("https:"));
        let bare = proxy.split_once("://").map_or(proxy, |(_, rest)| rest);
        let bare = bare.rsplit_once('@').map_or(bare, |(_, rest)| rest);
        let bare = bare.split('/').next().unwrap_or_default();
        let (host, port) = match bare.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().unwrap_or(0)),
            None => (bare, 80),
        };
        if sealed || self.hosts.allows(&host.to_ascii_lowercase(), port) {
            return Ok(());
        }
        Err(Error::new(
            "credential.host",
            format!(
                "The credential “{}” would be readable to the proxy {host}, which is none of its hosts.",
                self.name
            ),
        )
        .describe("Ask over https without ignoring certificate problems, or add the proxy to the credential's hosts."))
    }
}

impl Credentials {
    /// Opens a credential for a run.
    ///
    /// # Errors
    /// When none is chosen, it is not this workflow's, is gone, expired or of another kind, or the vault is locked.
    pub async fn spend(
        &self,
        store: &Store,
        asker: &Asker,
        slot: &str,
        id: Option<&str>,
    ) -> Result<Spent> {
        let id = id.ok_or_else(|| none_chosen(slot))?;
        if !asker.given.contains(id) {
            let message = "This workflow was not given the credential that it asks for.";
            return Err(Error::new("credential.refused", message)
                .describe("Choose it in the step that is to use it."));
        }
        let row = match store.credential(id).await {
            Ok(row) if row.deleted_ms.is_none() => row,
            Ok(row) => return Err(gone(&row.name)),
            Err(store::Error::Missing { .. }) => return Err(self.gone(store, slot, id).await),
            Err(error) => return Err(unusable(&error.into())),
        };
        let spent = self.open_for(store, &row, slot).await?;
        let deed = Deed {
            at_ms: now_ms(),
            actor: format!("workflow {}", asker.workflow),
            action: "credential.use".to_owned(),
            target: row.id.clone(),
            name: row.name.clone(),
            origin: "run".to_owned(),
            details: asker.name.clone(),
        };
        // What is not written down is not used.
        let noted = store.note_credential_used(&deed).await;
        noted.map_err(|e| unusable(&e.into()))?;
        Ok(spent)
    }

    /// Whether a credential is still what it was when it was opened: neither changed nor thrown away since.
    pub(crate) async fn is_current(&self, store: &Store, spent: &Spent) -> bool {
        let row = store.credential(&spent.id).await;
        row.is_ok_and(|row| row.version == spent.version && row.deleted_ms.is_none())
    }

    /// Why a credential has no row: it was removed for good, or taken away behind our back.
    async fn gone(&self, store: &Store, slot: &str, id: &str) -> Error {
        match self.assert_unknown(store, id).await {
            Err(error @ crate::Error::Vault(vault::Error::Damaged { .. })) => unusable(&error),
            _ => gone_for_good(slot),
        }
    }

    /// Opens a credential for a slot.
    pub(crate) async fn open_for(
        &self,
        store: &Store,
        row: &CredentialRow,
        slot: &str,
    ) -> Result<Spent> {
        let invalid = |why: &str| {
            Error::new(
                "credential.invalid",
                format!("The credential “{}” cannot be used: {why}.", row.name),
            )
        };
        let kind = model::credential::kind(&row.kind);
        let kind = kind.ok_or_else(|| invalid("its kind is not known"))?;
        if !kind.may_fill(slot) {
            let message = format!(
                "The credential “{}” is of the kind “{}”, which does not fit here.",
                row.name, kind.label
            );
            return Err(Error::new("credential.kind", message)
                .describe("Choose one that fits in the step."));
        }
        if row.about.expires_ms.is_some_and(|at| at <= now_ms()) {
            return Err(expired(&row.name));
        }
        let plain = self.open(store, row).await.map_err(|e| unusable(&e))?;
        if plain.is_empty() {
            // The vault that had it was given up.
            return Err(invalid("its secret is gone; enter it again"));
        }
        let authorization = way::authorization(&kind, &plain).map_err(invalid)?;
        let login = (kind.way == Way::Digest).then(|| {
            let field = |name: &str| plain.get(name).cloned().unwrap_or_default();
            Arc::new((field("user").to_string(), field("password")))
        });
        let hosts = HostList::parse(&row.about.hosts);
        Ok(Spent {
            id: row.id.clone(),
            version: row.version,
            name: row.name.clone(),
            way: kind.way,
            authorization,
            login,
            hosts: hosts.map_err(|_| invalid("one of its hosts is not readable"))?,
            expires_ms: row.about.expires_ms,
        })
    }
}

fn none_chosen(slot: &str) -> Error {
    let kind = model::credential::kind(slot);
    let label = kind.map_or_else(|| slot.to_owned(), |kind| kind.label);
    Error::new(
        "credential.missing",
        format!("This step needs a credential ({label}), and none is chosen."),
    )
    .describe("Choose one in the step, or make one.")
}

fn gone(name: &str) -> Error {
    Error::new(
        "credential.missing",
        format!("The credential “{name}” is in the trash."),
    )
    .describe("Take it out of the trash, or choose another one in the step.")
}

fn gone_for_good(slot: &str) -> Error {
    Error::new(
        "credential.missing",
        format!("The credential ({slot}) that was chosen here is gone."),
    )
    .describe("Choose another one in the step.")
}

fn expired(name: &str) -> Error {
    Error::new(
        "credential.expired",
        format!("The credential “{name}” has expired."),
    )
    .describe("Replace its secret and its date, or choose another one in the step.")
}

/// Why the vault does not give it, as the run shows it.
pub(crate) fn unusable(error: &crate::Error) -> Error {
    let (code, message) = match error {
        crate::Error::Locked(_) => (
            "vault.locked",
            "The credentials are locked on this computer.".to_owned(),
        ),
        crate::Error::SetBack => (
            "vault.setBack",
            "The credentials were set back to an earlier state by something else.".to_owned(),
        ),
        crate::Error::NoVault => (
            "credential.missing",
            "There are no credentials on this computer yet.".to_owned(),
        ),
        crate::Error::Vault(error) => (
            error.code(),
            format!("The credential cannot be opened: {error}."),
        ),
        other => (
            "store.failed",
            format!("The credential cannot be read: {other}."),
        ),
    };
    let hint = match error {
        crate::Error::Locked(_) => "Unlock them with the recovery code or the passphrase.",
        crate::Error::SetBack => {
            "Nothing was sent. If that was you, unlock them with the recovery code; if not, restore a backup."
        }
        crate::Error::NoVault => "Make one, and choose it in the step.",
        _ => "Nothing was sent. Enter the secret anew, or restore a backup.",
    };
    Error::new(code, message).describe(hint)
}

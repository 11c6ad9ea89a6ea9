//! Credentials: make, change, throw away, try. A secret goes in and does not come back.

mod typed;

use api::{
    Change, CredentialAbout, CredentialChoose, CredentialCreate, CredentialCreated,
    CredentialErase, CredentialKind, CredentialKinds, CredentialList, CredentialRead,
    CredentialSlots, CredentialTrash, CredentialUntrash, CredentialUpdate, CredentialUse,
    CredentialView, CredentialWanted, Done, Due, Error, EventKind, Verified,
};
use model::credential::{self, SlotUse};
use model::edit::NodeSetting;
use model::{CredentialRef, Edit, Workflow};
use store::{CredentialRow, Deed, Store};
use value::json;

use super::Answer;
use super::error::of_store;
use crate::App;
use crate::clock::{DAY_MS, now_ms};
use crate::credentials::{Draft, Plain};
use typed::{about_of, assert_whole, covers};
pub(super) use typed::{fill, invalid, kind_of, name_of};

/// How long before its end a credential is spoken of.
const SOON_MS: i64 = 7 * DAY_MS;

impl App {
    pub(crate) async fn credential_kinds(&self, _: CredentialKinds) -> Answer<Vec<CredentialKind>> {
        Ok(credential::kinds())
    }

    /// The credentials, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn credential_list(&self, request: CredentialList) -> Answer<Vec<CredentialView>> {
        let store = &self.store().await?;
        let mut found = Vec::new();
        for row in store.credentials().await.map_err(of_store)? {
            let kind = credential::kind(&row.kind);
            let fits = request
                .slot
                .as_deref()
                .is_none_or(|slot| kind.as_ref().is_some_and(|kind| kind.may_fill(slot)));
            if fits && row.deleted_ms.is_some() == request.trash {
                found.push(self.credential_view(&row).await?);
            }
        }
        Ok(found)
    }

    pub(crate) async fn credential_read(&self, request: CredentialRead) -> Answer<CredentialView> {
        let store = &self.store().await?;
        let row = store.credential(&request.id).await.map_err(of_store)?;
        let mut view = self.credential_view(&row).await?;
        let kind = credential::kind(&row.kind);
        if let (Some(kind), Ok(plain)) = (kind, self.credentials().open(store, &row).await) {
            self.credentials()
                .note(store, "credential.open", &row.id, &row.name, "")
                .await?;
            let open = kind.fields.iter().filter(|field| !field.secret);
            let value = |name: &str| Some((name.to_owned(), plain.get(name)?.to_string()));
            view.shown = open.filter_map(|field| value(&field.name)).collect();
        }
        Ok(view)
    }

    /// Makes a credential, and the vault with the first.
    ///
    /// # Errors
    /// When something is missing, or the vault is locked.
    pub async fn credential_create(&self, request: CredentialCreate) -> Answer<CredentialCreated> {
        let store = &self.store().await?;
        let kind = kind_of(&request.kind)?;
        let mut plain = Plain::new();
        fill(&kind, &mut plain, &request.fields)?;
        let now = now_ms();
        let row = CredentialRow {
            name: name_of(&request.name)?,
            kind: kind.kind.clone(),
            about: about_of(&kind, request.about, now)?,
            created_ms: now,
            updated_ms: now,
            ..CredentialRow::default()
        };
        assert_whole(&kind, &plain)?;
        let (_, recovery) = self.credentials().vault_or_new(store).await?;
        let draft = Draft {
            row,
            plain,
            action: "credential.create",
            details: "",
        };
        let row = self.credentials().keep(store, draft).await?;
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(CredentialCreated {
            credential: self.credential_view(&row).await?,
            recovery: self.shown_if_made(store, recovery.as_ref()).await,
        })
    }

    /// Changes a credential.
    ///
    /// # Errors
    /// When there is none, something is missing, or the vault is locked.
    pub async fn credential_update(&self, request: CredentialUpdate) -> Answer<CredentialView> {
        let store = &self.store().await?;
        let mut row = store.credential(&request.id).await.map_err(of_store)?;
        let kind = kind_of(&row.kind)?;
        // What was changed by something else is not sealed anew; all of it may be replaced, though.
        let mut plain = match self.credentials().open(store, &row).await {
            Err(crate::Error::Vault(vault::Error::Damaged { .. }))
                if request.about.is_some() && covers(&kind, &request.fields) =>
            {
                Plain::new()
            }
            found => found?,
        };
        fill(&kind, &mut plain, &request.fields)?;
        assert_whole(&kind, &plain)?;
        let now = now_ms();
        let replaced = kind
            .fields
            .iter()
            .any(|field| field.secret && request.fields.contains_key(&field.name));
        if let Some(name) = &request.name {
            row.name = name_of(name)?;
        }
        if let Some(about) = request.about {
            let before = row.about.replaced_ms;
            row.about = about_of(&kind, about, before)?;
        }
        if replaced {
            row.about.replaced_ms = now;
        }
        row.updated_ms = now;
        let draft = Draft {
            row,
            plain,
            action: "credential.change",
            details: if replaced { "secret replaced" } else { "" },
        };
        let row = self.credentials().keep(store, draft).await?;
        if replaced {
            // What was tried is not what is there now.
            let forgotten = store.note_credential_verified(&row.id, None).await;
            forgotten.map_err(of_store)?;
        }
        self.bus().tell(EventKind::CredentialsChanged);
        let row = store.credential(&row.id).await.map_err(of_store)?;
        self.credential_view(&row).await
    }

    /// Puts a credential into the trash.
    ///
    /// # Errors
    /// When there is none.
    pub async fn credential_trash(&self, request: CredentialTrash) -> Answer<Done> {
        self.set_trashed(&request.id, Some(now_ms()), "credential.delete")
            .await
    }

    /// Takes a credential out of the trash.
    ///
    /// # Errors
    /// When there is none.
    pub async fn credential_untrash(&self, request: CredentialUntrash) -> Answer<Done> {
        self.set_trashed(&request.id, None, "credential.restore")
            .await
    }

    async fn set_trashed(&self, id: &str, at: Option<i64>, action: &str) -> Answer<Done> {
        let store = &self.store().await?;
        let row = store.credential(id).await.map_err(of_store)?;
        let deed = self.credentials().deed(action, id, &row.name, "");
        let trashed = store.trash_credential(id, at, &deed).await;
        trashed.map_err(of_store)?;
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(Done::default())
    }

    pub(crate) async fn credential_erase(&self, request: CredentialErase) -> Answer<Done> {
        let store = &self.store().await?;
        let row = store.credential(&request.id).await.map_err(of_store)?;
        self.credentials().erase(store, &row).await?;
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(Done::default())
    }

    pub(crate) async fn credential_slots(
        &self,
        request: CredentialSlots,
    ) -> Answer<Vec<CredentialWanted>> {
        let store = &self.store().await?;
        let draft = store.draft(&request.workflow).await.map_err(of_store)?;
        let mut found = Vec::new();
        for asked in credential::slots(&draft.workflow) {
            let list = CredentialList {
                slot: Some(asked.slot.clone()),
                ..CredentialList::default()
            };
            let fitting = self.credential_list(list).await?;
            let settled = asked
                .chosen
                .as_ref()
                .is_some_and(|id| fitting.iter().any(|one| one.id == *id));
            found.push(CredentialWanted {
                asked,
                settled,
                fitting,
            });
        }
        Ok(found)
    }

    /// Puts a credential into a slot of a workflow's draft, in all nodes that ask for the same one.
    ///
    /// # Errors
    /// When it does not fit, or one of them is gone.
    pub async fn credential_choose(&self, request: CredentialChoose) -> Answer<Done> {
        let store = &self.store().await?;
        let draft = store.draft(&request.workflow).await.map_err(of_store)?;
        let chosen = match &request.credential {
            None => None,
            Some(id) => Some(store.credential(id).await.map_err(of_store)?),
        };
        if let Some(row) = &chosen {
            let fits = kind_of(&row.kind)?.may_fill(&request.asked.slot);
            if !fits || row.deleted_ms.is_some() {
                let message = format!("The credential “{}” does not fit here.", row.name);
                return Err(invalid("credential", message));
            }
        }
        let edits = choices(&draft.workflow, &request.asked, chosen.as_ref());
        if edits.is_empty() {
            return Err(Error::missing("No step asks for this credential any more."));
        }
        self.edit(&request.workflow, None, edits).await
    }

    /// The credentials of those ids that are there, with their names: a document may name one that is not, and nothing is
    /// given then. One that is damaged has no name.
    pub(super) async fn given(
        &self,
        store: &Store,
        ids: impl IntoIterator<Item = &String>,
    ) -> store::Result<Vec<(String, String)>> {
        let mut given = Vec::new();
        for id in ids {
            match store.credential(id).await {
                Ok(row) => given.push((row.id, row.name)),
                Err(store::Error::Damaged { .. }) => given.push((id.clone(), String::new())),
                Err(store::Error::Missing { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(given)
    }

    /// The lines about credentials that a workflow is given.
    pub(super) fn grant_deeds(&self, given: &[(String, String)], workflow: &Workflow) -> Vec<Deed> {
        let details = format!("workflow {} {}", workflow.id, workflow.name);
        let credentials = self.credentials();
        let deed = |(id, name): &(String, String)| {
            credentials.deed("credential.grant", id, name, &details)
        };
        given.iter().map(deed).collect()
    }

    /// Tells people whose credentials end soon, or ended, or can be used by nobody before a person unlocks them: when a
    /// window opens, and once a day while it stays.
    pub(crate) async fn remind_of_credentials(&self, now: i64) {
        if !self.credentials().is_reminder_due(now) {
            return;
        }
        let Ok(store) = &self.store().await else {
            return;
        };
        let Ok(rows) = store.credentials().await else {
            return;
        };
        let rows: Vec<_> = rows.iter().filter(|row| row.deleted_ms.is_none()).collect();
        if !rows.is_empty() {
            self.tell_if_locked(store).await;
        }
        for row in rows {
            let Some(what) = due(row, now).first().copied() else {
                continue;
            };
            let (code, says) = match what {
                // Whoever began anew with the vault knows, and sees it in the list.
                Due::Missing => continue,
                Due::Expired => ("credential.expired", "has expired"),
                Due::ExpiresSoon => ("credential.expiresSoon", "expires within a week"),
                Due::Rotate => ("credential.rotate", "is due to be replaced"),
            };
            self.bus().tell_window(EventKind::Notice(api::Notice {
                level: api::NoticeLevel::Warning,
                code: code.to_owned(),
                message: format!("The credential “{}” {says}.", row.name),
                details: json!({ "name": &row.name, "credential": &row.id }),
            }));
        }
    }

    pub(super) async fn noted(
        &self,
        store: &Store,
        action: &str,
        row: &CredentialRow,
        details: &str,
    ) -> Result<(), crate::Error> {
        self.credentials()
            .note(store, action, &row.id, &row.name, details)
            .await?;
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(())
    }

    /// A credential as a person sees it.
    pub(super) async fn credential_view(&self, row: &CredentialRow) -> Answer<CredentialView> {
        let store = &self.store().await?;
        let fields = store.credential_fields(&row.id).await.map_err(of_store)?;
        let uses = store.credential_uses(&row.id).await.map_err(of_store)?;
        let about = &row.about;
        Ok(CredentialView {
            id: row.id.clone(),
            name: row.name.clone(),
            kind: row.kind.clone(),
            about: CredentialAbout {
                tags: about.tags.clone(),
                environment: about.environment.clone(),
                hosts: about.hosts.clone(),
                expires_ms: about.expires_ms,
                rotate_days: about.rotate_days,
            },
            due: fields
                .is_empty()
                .then_some(Due::Missing)
                .into_iter()
                .chain(due(row, now_ms()))
                .collect(),
            filled: fields.into_iter().map(|field| field.field).collect(),
            shown: [].into(),
            created_ms: row.created_ms,
            updated_ms: row.updated_ms,
            replaced_ms: about.replaced_ms,
            used_ms: row.used_ms,
            verified: row.verified_ms.map(|at_ms| Verified {
                at_ms,
                worked: row.verified == Some(true),
            }),
            deleted_ms: row.deleted_ms,
            used_by: uses
                .into_iter()
                .map(|(workflow, name)| CredentialUse { workflow, name })
                .collect(),
        })
    }
}

fn due(row: &CredentialRow, now: i64) -> Vec<Due> {
    let about = &row.about;
    let ends = about.expires_ms.and_then(|at| match at - now {
        left if left <= 0 => Some(Due::Expired),
        left if left <= SOON_MS => Some(Due::ExpiresSoon),
        _ => None,
    });
    let rotate = about.rotate_days.filter(|days| {
        about
            .replaced_ms
            .saturating_add(i64::from(*days).saturating_mul(DAY_MS))
            <= now
    });
    ends.into_iter()
        .chain(rotate.map(|_| Due::Rotate))
        .collect()
}

/// The edits that put a credential into every node that asks for the same one.
fn choices(workflow: &Workflow, asked: &SlotUse, row: Option<&CredentialRow>) -> Vec<Change> {
    let nodes = workflow.nodes.iter();
    nodes
        .filter(|node| asked.nodes.contains(&node.id))
        .map(|node| {
            let mut credentials = node.credentials.clone();
            credentials.retain(|one| one.slot != asked.slot);
            credentials.push(CredentialRef {
                slot: asked.slot.clone(),
                id: row.map(|row| row.id.clone()),
                name: row.map_or_else(|| asked.name.clone(), |row| row.name.clone()),
            });
            Change::Do(Edit::SetNode {
                node: node.id.clone(),
                setting: NodeSetting::Credentials(credentials),
            })
        })
        .collect()
}

//! Credentials: make, change, throw away, try. A secret goes in and does not come back.

use api::{
    Change, CredentialAbout, CredentialChoose, CredentialCreate, CredentialCreated,
    CredentialErase, CredentialKind, CredentialKinds, CredentialList, CredentialRead,
    CredentialSlots, CredentialTrash, CredentialUntrash, CredentialUpdate, CredentialUse,
    CredentialView, CredentialWanted, Done, Due, Error, EventKind, SecretText, Verified, code,
};
use model::credential::{self, SlotUse};
use model::edit::NodeSetting;
use model::{CredentialRef, Edit, Workflow};
use net::HostList;
use store::{CredentialRow, Store};
use value::json;
use vault::Zeroizing;

use super::Answer;
use super::error::of_store;
use super::vault::shown;
use crate::App;
use crate::clock::now_ms;
use crate::credentials::{Draft, Plain};

const DAY_MS: i64 = 86_400_000;
/// How long before its end a credential is spoken of.
const SOON_MS: i64 = 7 * DAY_MS;
/// A secret is a text, not a file.
const LONGEST: usize = 256 << 10;

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
        let row = self.credentials().keep(store, Draft { row, plain }).await?;
        self.noted(store, "credential.create", &row, "").await?;
        Ok(CredentialCreated {
            credential: self.credential_view(&row).await?,
            recovery: recovery.as_ref().map(shown),
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
        let row = self.credentials().keep(store, Draft { row, plain }).await?;
        if replaced {
            // What was tried is not what is there now.
            let forgotten = store.note_credential_verified(&row.id, None).await;
            forgotten.map_err(of_store)?;
        }
        let what = if replaced { "secret replaced" } else { "" };
        self.noted(store, "credential.change", &row, what).await?;
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
        store.trash_credential(id, at).await.map_err(of_store)?;
        let row = store.credential(id).await.map_err(of_store)?;
        self.noted(store, action, &row, "").await?;
        Ok(Done::default())
    }

    pub(crate) async fn credential_erase(&self, request: CredentialErase) -> Answer<Done> {
        let store = &self.store().await?;
        let row = store.credential(&request.id).await.map_err(of_store)?;
        self.credentials().erase(store, &request.id).await?;
        self.noted(store, "credential.erase", &row, "").await?;
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
        let done = self.edit(&request.workflow, None, edits).await?;
        if let Some(row) = &chosen {
            let details = format!("workflow {} {}", draft.workflow.id, draft.workflow.name);
            self.noted(store, "credential.grant", row, &details).await?;
        }
        Ok(done)
    }

    /// Tells people whose credentials end soon, or ended: once, when a window opens.
    pub(crate) async fn remind_of_credentials(&self) {
        let Ok(store) = &self.store().await else {
            return;
        };
        let Ok(rows) = store.credentials().await else {
            return;
        };
        let now = now_ms();
        for row in rows.iter().filter(|row| row.deleted_ms.is_none()) {
            let Some(what) = due(row, now).first().copied() else {
                continue;
            };
            let (code, says) = match what {
                Due::Expired => ("credential.expired", "has expired"),
                Due::ExpiresSoon => ("credential.expiresSoon", "expires within a week"),
                Due::Rotate => ("credential.rotate", "is due to be replaced"),
            };
            self.bus().tell(EventKind::Notice(api::Notice {
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
    ) -> Answer<()> {
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
            due: due(row, now_ms()),
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

pub(super) fn kind_of(name: &str) -> Answer<CredentialKind> {
    credential::kind(name)
        .ok_or_else(|| invalid("kind", format!("There is no kind of credential “{name}”.")))
}

fn name_of(name: &str) -> Answer<String> {
    match name.trim() {
        "" => Err(invalid("name", "A credential needs a name.".to_owned())),
        name if name.chars().count() > 200 => {
            Err(invalid("name", "This name is too long.".to_owned()))
        }
        name => Ok(name.to_owned()),
    }
}

fn about_of(
    kind: &CredentialKind,
    about: CredentialAbout,
    replaced_ms: i64,
) -> Answer<store::CredentialAbout> {
    let hosts = about.hosts.iter().map(|host| host.trim().to_lowercase());
    let hosts: Vec<String> = hosts.filter(|host| !host.is_empty()).collect();
    if kind.way.is_sent() && hosts.is_empty() {
        let message = "Say to which hosts this credential may go.".to_owned();
        return Err(
            invalid("hosts", message).hint("Such as api.example.com; “*” lets it go anywhere.")
        );
    }
    if let Some(bad) = hosts.iter().find(|host| HostList::parse([host]).is_err()) {
        let message = format!("“{bad}” is not a host.");
        return Err(invalid("hosts", message)
            .hint("Such as api.example.com, localhost:8080 or *.example.com, without https://."));
    }
    Ok(store::CredentialAbout {
        tags: about.tags,
        environment: about.environment,
        hosts,
        expires_ms: about.expires_ms,
        rotate_days: about.rotate_days.filter(|days| *days > 0),
        replaced_ms,
    })
}

type Typed = std::collections::BTreeMap<String, SecretText>;

/// Takes over what was typed; what was emptied is gone.
fn fill(kind: &CredentialKind, plain: &mut Plain, typed: &Typed) -> Answer<()> {
    for (name, text) in typed {
        let Some(field) = kind.field(name) else {
            let message = format!("A credential of this kind has no “{name}”.");
            return Err(invalid(name, message));
        };
        let text = text.expose();
        if text.len() > LONGEST {
            return Err(invalid(name, format!("“{}” is too long.", field.label)));
        }
        if !field.choices.is_empty() && !text.is_empty() && !field.choices.iter().any(|c| c == text)
        {
            let choices = field.choices.join(", ");
            return Err(invalid(
                name,
                format!("“{}” is one of {choices}.", field.label),
            ));
        }
        // What was pasted often has a line break at its end, which no secret of one line has.
        let text = if field.long {
            text
        } else {
            text.trim_end_matches(['\r', '\n'])
        };
        match text {
            "" => plain.remove(name),
            text => plain.insert(name.clone(), Zeroizing::new(text.to_owned())),
        };
    }
    Ok(())
}

fn assert_whole(kind: &CredentialKind, plain: &Plain) -> Answer<()> {
    let value = |name: &str| {
        let usual = kind.field(name).map(|field| field.usual.as_str());
        plain.get(name).map(|text| text.as_str()).or(usual)
    };
    let missing = kind.fields.iter().find(|field| {
        let asked = field
            .when
            .as_ref()
            .is_none_or(|when| value(&when.field) == Some(when.is.as_str()));
        field.required && asked && !plain.contains_key(&field.name)
    });
    match missing {
        None if plain.is_empty() => Err(invalid("fields", "Nothing was filled in.".to_owned())),
        None => Ok(()),
        Some(field) => Err(invalid(
            &field.name,
            format!("“{}” is missing.", field.label),
        )),
    }
}

/// Whether all secrets are typed anew.
fn covers(kind: &CredentialKind, typed: &Typed) -> bool {
    let needed = kind.fields.iter().filter(|field| field.required);
    needed
        .into_iter()
        .all(|field| typed.contains_key(&field.name))
}

pub(super) fn invalid(field: &str, message: String) -> Error {
    Error::new(code::CREDENTIAL, message).details(json!({ "field": field }))
}

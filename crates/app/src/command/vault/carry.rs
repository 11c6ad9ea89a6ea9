//! Credentials carried elsewhere: a file that a passphrase seals, and such files read, older ones too.

use std::collections::BTreeMap;

use api::{
    Error, EventKind, SecretText, VaultExport, VaultExported, VaultImport, VaultImported, code,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use net::HostList;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use store::{CredentialAbout, CredentialRow};
use vault::Zeroizing;

use super::secret;
use crate::App;
use crate::clock::now_ms;
use crate::command::Answer;
use crate::command::credential::{fill, kind_of, name_of};
use crate::command::error::of_store;
use crate::credentials::{Draft, Plain, blocking};

/// A credential in an export. Our own name its kind as n8n does, with `type` and `data`.
#[derive(Serialize, Deserialize)]
struct Carried {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    about: CredentialAbout,
    data: BTreeMap<String, Field>,
}

/// A value of one; older exports have numbers and switches among the texts.
#[derive(Serialize)]
#[serde(transparent)]
struct Field(SecretText);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let raw = Zeroizing::new(String::from(Box::<str>::from(raw)));
        let text = match raw.chars().next() {
            Some('"') => serde_json::from_str(&raw).map_err(D::Error::custom)?,
            Some('n') => SecretText::default(),
            _ => SecretText::from(raw.as_str()),
        };
        Ok(Self(text))
    }
}

/// What a part that cannot be read is called.
#[derive(Deserialize)]
struct Named {
    name: String,
}

impl App {
    pub(crate) async fn vault_export(&self, request: VaultExport) -> Answer<VaultExported> {
        let store = &self.store().await?;
        let wanted = |row: &CredentialRow| match request.credentials.is_empty() {
            true => row.deleted_ms.is_none(),
            false => request.credentials.contains(&row.id),
        };
        let mut all = Vec::new();
        for row in store.credentials().await.map_err(of_store)? {
            if !wanted(&row) {
                continue;
            }
            let data = self.credentials().open(store, &row).await?;
            self.credentials()
                .note(store, "credential.export", &row.id, &row.name, "")
                .await?;
            let data = data.iter();
            let secret = |value: &str| Field(SecretText::from(value));
            let data = data.map(|(name, value)| (name.clone(), secret(value)));
            all.push(Carried {
                name: row.name,
                kind: row.kind,
                about: row.about,
                data: data.collect(),
            });
        }
        let plain = api::write_secret(&all)?;
        let passphrase = secret(&request.passphrase);
        let sealed = blocking(move || vault::seal_export(&plain, &passphrase)).await?;
        let sealed = sealed.map_err(crate::Error::from)?;
        Ok(VaultExported {
            name: "millrace-credentials.age".to_owned(),
            base64: BASE64_STANDARD.encode(sealed),
            credentials: all.len() as u64,
        })
    }

    pub(crate) async fn vault_import(&self, request: VaultImport) -> Answer<VaultImported> {
        let bytes = BASE64_STANDARD.decode(request.base64.trim());
        let bytes = bytes.map_err(|_| unreadable())?;
        let passphrase = secret(&request.passphrase);
        let opened = blocking(move || vault::open_export(&bytes, &passphrase)).await?;
        let opened = opened.map_err(crate::Error::from)?;
        // Each for itself: one that cannot be read keeps no other from being read.
        let parts: Vec<&RawValue> = serde_json::from_slice(&opened).map_err(|_| unreadable())?;
        let mut out = VaultImported::default();
        let mut drafts = Vec::new();
        for (index, part) in parts.into_iter().enumerate() {
            match draft(part) {
                Some(draft) => drafts.push(draft),
                None => out.skipped.push(name_in(part, index)),
            }
        }
        let store = &self.store().await?;
        if !drafts.is_empty() {
            let (_, recovery) = self.credentials().vault_or_new(store).await?;
            out.recovery = self.shown_if_made(store, recovery.as_ref()).await;
        }
        for row in self.credentials().keep_all(store, drafts).await? {
            out.added.push(self.credential_view(&row).await?);
        }
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(out)
    }
}

/// A credential of a file, as it is to be kept; none where its kind is not known or what is in it does not fit.
fn draft(part: &RawValue) -> Option<Draft> {
    let carried: Carried = serde_json::from_str(part.get()).ok()?;
    let kind = kind_of(&carried.kind).ok()?;
    let known = |name: &String| kind.field(name).is_some();
    let data = carried.data.into_iter().filter(|(name, _)| known(name));
    let data = data.map(|(name, field)| (name, field.0)).collect();
    let mut plain = Plain::new();
    fill(&kind, &mut plain, &data).ok()?;
    let hosts = &carried.about.hosts;
    let has_hosts = hosts.is_empty() || HostList::parse(hosts).is_ok();
    let now = now_ms();
    let row = CredentialRow {
        name: name_of(&carried.name).ok()?,
        kind: carried.kind,
        about: carried.about,
        created_ms: now,
        updated_ms: now,
        ..CredentialRow::default()
    };
    (has_hosts && !plain.is_empty()).then_some(Draft {
        row,
        plain,
        action: "credential.import",
        details: "",
    })
}

fn name_in(part: &RawValue, index: usize) -> String {
    let named: Option<Named> = serde_json::from_str(part.get()).ok();
    named.map_or_else(|| format!("#{}", index + 1), |named| named.name)
}

fn unreadable() -> Error {
    Error::new(
        code::FILE,
        "This file holds no credentials that can be read.",
    )
    .hint("Take a file that Millrace exported, or an older export.")
}

//! Credentials carried elsewhere: a file that a passphrase seals, and such files read, older ones too.

use std::collections::BTreeMap;

use api::{
    Error, EventKind, SecretText, VaultExport, VaultExported, VaultImport, VaultImported, code,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use store::{CredentialAbout, CredentialRow};
use vault::Zeroizing;

use super::{secret, shown};
use crate::App;
use crate::clock::now_ms;
use crate::command::Answer;
use crate::command::error::of_store;
use crate::credentials::{Draft, Plain, blocking};

/// A credential in an export. Our own name its kind as n8n does, with `type` and `data`.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Carried {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    about: CredentialAbout,
    data: BTreeMap<String, SecretText>,
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
            let data = data.map(|(name, value)| (name.clone(), SecretText::from(value.as_str())));
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
        let carried: Vec<Carried> = serde_json::from_slice(&opened).map_err(|_| unreadable())?;
        let store = &self.store().await?;
        let (_, recovery) = self.credentials().vault_or_new(store).await?;
        let mut out = VaultImported {
            recovery: recovery.as_ref().map(shown),
            ..VaultImported::default()
        };
        for one in carried {
            let Some(kind) = model::credential::kind(&one.kind) else {
                out.skipped.push(one.name);
                continue;
            };
            let known = |name: &String| kind.field(name).is_some();
            let plain: Plain = one
                .data
                .iter()
                .filter(|(name, _)| known(name))
                .map(|(name, value)| (name.clone(), Zeroizing::new(value.expose().to_owned())))
                .collect();
            let now = now_ms();
            let row = CredentialRow {
                name: one.name,
                kind: one.kind,
                about: one.about,
                created_ms: now,
                updated_ms: now,
                ..CredentialRow::default()
            };
            let row = self.credentials().keep(store, Draft { row, plain }).await?;
            self.credentials()
                .note(store, "credential.import", &row.id, &row.name, "")
                .await?;
            out.added.push(self.credential_view(&row).await?);
        }
        self.bus().tell(EventKind::CredentialsChanged);
        Ok(out)
    }
}

fn unreadable() -> Error {
    Error::new(
        code::FILE,
        "This file holds no credentials that can be read.",
    )
    .hint("Take a file that Millrace exported, or an older export.")
}

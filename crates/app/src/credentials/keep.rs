//! Sealing credentials into rows and opening them, under the manifest.

use std::collections::BTreeMap;
use std::sync::Arc;

use store::{CredentialRow, FieldRow, Keys, ManifestRow, SealedCredential, Store};
use vault::{
    Created, Entry, KeychainError, Manifest, Means, Place, RecoveryCode, Rotated, Slot, Vault,
    Zeroizing, policy,
};

use super::rows::{
    field_row, from_slot, header_row, manifest_row, sealed, sealed_manifest, slot_rows,
};
use super::{Credentials, blocking};
use crate::Error;
use crate::clock::now_ms;

/// The opened fields of a credential. They are wiped when they are dropped.
pub(crate) type Plain = BTreeMap<String, Zeroizing<String>>;

/// A credential as it is to be kept.
pub(crate) struct Draft {
    pub row: CredentialRow,
    pub plain: Plain,
    /// What is done by keeping it, as the audit log calls it.
    pub action: &'static str,
    /// More about it.
    pub details: &'static str,
}

impl Credentials {
    /// The vault; a new one with its recovery code where there was none.
    pub(crate) async fn vault_or_new(
        &self,
        store: &Store,
    ) -> Result<(Arc<Vault>, Option<RecoveryCode>), Error> {
        match self.vault(store).await {
            Err(Error::NoVault) => {}
            found => return found.map(|vault| (vault, None)),
        }
        let made = self.make().await?;
        let manifest = Manifest::default().seal(&made.vault, 1)?;
        store
            .create_vault(
                &header_row(made.vault.header()),
                &slot_rows(&made.slots),
                &manifest_row(1, manifest),
                &self.deed("vault.create", &made.vault.header().id, "", ""),
            )
            .await?;
        let vault = self.keep_open(made.vault);
        mark(store, &vault, 1);
        Ok((vault, Some(made.recovery)))
    }

    /// Makes a vault that the key file opens, or the keychain if it can.
    async fn make(&self) -> Result<Created, Error> {
        let (keychain, key_file) = (self.keychain(), self.key_file());
        let made = blocking(move || {
            if let Some(path) = key_file.as_deref().filter(|path| !path.exists()) {
                vault::make_key_file(path)?;
            }
            let means: Vec<Means<'_>> = match key_file.as_deref() {
                Some(path) => vec![Means::KeyFile(path)],
                None => vec![Means::Keychain(&*keychain)],
            };
            Vault::create(None, &means, now_ms())
        });
        let made = made.await??;
        if let Some(why) = &made.keychain
            && *why != KeychainError::Absent
        {
            tracing::warn!(%why, "the keychain does not open the new vault");
        }
        Ok(made)
    }

    /// From now on nobody else changes what is sealed, or what opens it, until this is dropped: what is made for the key
    /// that is open must not be written beside another.
    pub(crate) async fn alone(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.writing.lock().await
    }

    /// Puts a new vault in the place of one that nobody can open any more, and keeps that as a backup. The credentials lose
    /// their secrets. Nothing where it is open.
    pub(crate) async fn begin_anew(&self, store: &Store) -> Result<Option<RecoveryCode>, Error> {
        let _one = self.alone().await;
        match self.vault(store).await {
            Ok(_) => return Ok(None),
            Err(error @ Error::NoVault) => return Err(error),
            Err(_) => {}
        }
        store.back_up(store::BackupKind::Replaced, now_ms()).await?;
        let made = self.make().await?;
        let mut manifest = Manifest::default();
        let mut credentials = store.credentials().await?;
        for row in &mut credentials {
            row.version += 1;
            manifest.set(&row.id, entry(row, std::iter::empty()));
        }
        let header = made.vault.header();
        let keys = Keys {
            vault: header_row(header),
            slots: slot_rows(&made.slots),
        };
        let sealed = manifest_row(1, manifest.seal(&made.vault, 1)?);
        let deed = self.deed("vault.beginAnew", &header.id, "", "");
        store
            .replace_vault(&keys, &credentials, &sealed, &deed)
            .await?;
        self.shut();
        let vault = self.keep_open(made.vault);
        mark(store, &vault, 1);
        Ok(Some(made.recovery))
    }

    /// What opens the vault, if it is whole.
    pub(crate) async fn keys(&self, store: &Store) -> Option<Keys> {
        let (header, slots) = self.rows(store).await.ok()??;
        slots.iter().all(Slot::is_whole).then(|| Keys {
            vault: header_row(&header),
            slots: slot_rows(&slots),
        })
    }

    /// Seals and keeps a credential, as its next version.
    pub(crate) async fn keep(&self, store: &Store, draft: Draft) -> Result<CredentialRow, Error> {
        // As many come back as went in.
        let mut kept = self.keep_all(store, vec![draft]).await?;
        Ok(kept.pop().unwrap_or_default())
    }

    /// Seals and keeps credentials, all of them or none.
    pub(crate) async fn keep_all(
        &self,
        store: &Store,
        drafts: Vec<Draft>,
    ) -> Result<Vec<CredentialRow>, Error> {
        let _one = self.alone().await;
        let vault = self.vault(store).await?;
        let (mut manifest, version) = self.manifest(store, &vault).await?;
        let mut all = Vec::new();
        for draft in drafts {
            let Draft { mut row, plain, .. } = draft;
            if row.id.is_empty() {
                row.id = Store::new_credential_id();
            }
            row.version += 1;
            manifest.set(&row.id, entry(&row, plain.keys()));
            self.learn(&row, &plain);
            all.push(SealedCredential {
                fields: seal(&vault, &row, &plain)?,
                deed: self.deed(draft.action, &row.id, &row.name, draft.details),
                row,
            });
        }
        let next = manifest_row(version + 1, manifest.seal(&vault, version + 1)?);
        store.save_credentials(&all, &next).await?;
        mark(store, &vault, next.version);
        Ok(all.into_iter().map(|sealed| sealed.row).collect())
    }

    /// Opens all fields of a credential, if the manifest says that it is as it should be.
    pub(crate) async fn open(&self, store: &Store, row: &CredentialRow) -> Result<Plain, Error> {
        let vault = self.vault(store).await?;
        let (manifest, _) = self.manifest(store, &vault).await?;
        let plain = self.open_with(store, &vault, &manifest, row).await?;
        self.learn(row, &plain);
        Ok(plain)
    }

    async fn open_with(
        &self,
        store: &Store,
        vault: &Vault,
        manifest: &Manifest,
        row: &CredentialRow,
    ) -> Result<Plain, Error> {
        let fields = store.credential_fields(&row.id).await?;
        let names = fields.iter().map(|field| &field.field);
        manifest.check(&row.id, &entry(row, names))?;
        unseal(vault, row, &fields)
    }

    /// Removes a credential for good, from the manifest too.
    pub(crate) async fn erase(&self, store: &Store, row: &CredentialRow) -> Result<(), Error> {
        let _one = self.alone().await;
        let vault = self.vault(store).await?;
        let (mut manifest, version) = self.manifest(store, &vault).await?;
        manifest.remove(&row.id);
        let next = manifest_row(version + 1, manifest.seal(&vault, version + 1)?);
        let deed = self.deed("credential.erase", &row.id, &row.name, "");
        store.erase_credential(&row.id, &next, &deed).await?;
        mark(store, &vault, next.version);
        Ok(())
    }

    /// Seals everything anew with a new key.
    pub(crate) async fn rotate(
        &self,
        store: &Store,
        recovery: Option<RecoveryCode>,
        passphrase: Option<vault::SecretString>,
    ) -> Result<Option<RecoveryCode>, Error> {
        let _one = self.alone().await;
        let vault = self.vault(store).await?;
        let Some((_, slots)) = self.rows(store).await? else {
            return Err(Error::NoVault);
        };
        let (manifest, version) = self.manifest(store, &vault).await?;
        let (keychain, key_file) = (self.keychain(), self.key_file());
        let old = vault.clone();
        let rotated = blocking(move || {
            let mut means = vec![Means::Keychain(&*keychain)];
            means.extend(recovery.as_ref().map(Means::Recovery));
            means.extend(passphrase.as_ref().map(Means::Passphrase));
            means.extend(key_file.as_deref().map(Means::KeyFile));
            old.rotate(&slots, &means, now_ms())
        });
        let Rotated {
            vault: next,
            slots,
            recovery,
        } = rotated.await??;
        let mut fields = Vec::new();
        for row in store.credentials().await? {
            // One that was changed by something else would become genuine by being sealed anew.
            let plain = self.open_with(store, &vault, &manifest, &row).await?;
            fields.push((row.id.clone(), seal(&next, &row, &plain)?));
        }
        let manifest = manifest_row(version + 1, manifest.seal(&next, version + 1)?);
        store
            .rotate_vault(
                &header_row(next.header()),
                &slots.iter().map(from_slot).collect::<Vec<_>>(),
                &fields,
                &manifest,
                &self.deed("vault.rotate", "", "", ""),
            )
            .await?;
        mark(store, &next, manifest.version);
        self.keep_open(next);
        Ok(recovery)
    }

    /// Refuses a credential that the manifest knows and that is not there.
    pub(super) async fn assert_unknown(&self, store: &Store, id: &str) -> Result<(), Error> {
        let vault = self.vault(store).await?;
        let (manifest, _) = self.manifest(store, &vault).await?;
        match manifest.get(id) {
            None => Ok(()),
            Some(_) => Err(Error::Vault(vault::Error::Damaged {
                what: format!("credential “{id}”"),
                why: "it was taken away by something else",
            })),
        }
    }

    /// The manifest and its version.
    async fn manifest(&self, store: &Store, vault: &Vault) -> Result<(Manifest, u64), Error> {
        let row: Option<ManifestRow> = store.manifest().await?;
        let Some(row) = row else {
            return Err(Error::Vault(vault::Error::Damaged {
                what: "manifest".to_owned(),
                why: "it is gone",
            }));
        };
        let manifest = Manifest::open(vault, Some(&sealed_manifest(&row)), row.version)?;
        // Another program may have gone on since it was read: the mark is looked at last, and an older one says nothing.
        match newest(store, vault) > row.version && store.manifest().await?.as_ref() == Some(&row) {
            true => Err(Error::SetBack),
            false => Ok((manifest, row.version)),
        }
    }

    /// A person said that what is stored is meant, though it is older than what was.
    pub(crate) async fn accept(&self, store: &Store, vault: &Vault) -> Result<(), Error> {
        let Some(row) = store.manifest().await? else {
            return Ok(());
        };
        if newest(store, vault) > row.version {
            Manifest::open(vault, Some(&sealed_manifest(&row)), row.version)?;
            store.set_vault_mark(&vault.mark(row.version)?)?;
            let details = format!("version {} is the newest", row.version);
            self.note(store, "vault.setBack", "", "", &details).await?;
        }
        Ok(())
    }

    /// Tells the redactor what is secret in a credential.
    fn learn(&self, row: &CredentialRow, plain: &Plain) {
        let kind = model::credential::kind(&row.kind);
        let is_secret = |name: &str| {
            let field = kind.as_ref().and_then(|kind| kind.field(name));
            field.is_none_or(|field| field.secret)
        };
        let mut secrets: Vec<Zeroizing<String>> = Vec::new();
        for (_, value) in plain.iter().filter(|(name, _)| is_secret(name)) {
            secrets.extend(super::way::parts(&row.kind, value));
        }
        let bytes = secrets.iter().map(|secret| secret.as_bytes());
        self.clean.redactor().learn(bytes);
    }
}

/// Refuses what was set back together with its manifest.
pub(super) async fn assert_newest(store: &Store, vault: &Vault) -> Result<(), Error> {
    let marked = newest(store, vault);
    let found = store.manifest().await?.map_or(0, |row| row.version);
    match marked > found {
        true => Err(Error::SetBack),
        false => Ok(()),
    }
}

/// The newest version that the mark outside the database knows of.
fn newest(store: &Store, vault: &Vault) -> u64 {
    let mark = store.vault_mark();
    mark.and_then(|line| vault.marked(&line))
        .unwrap_or_default()
}

/// Notes outside the database which version is the newest now. Where that fails, it is as if nothing was known.
fn mark(store: &Store, vault: &Vault, version: u64) {
    if newest(store, vault) >= version {
        return;
    }
    let marked = vault.mark(version).map_err(Error::from);
    let kept = marked.and_then(|line| Ok(store.set_vault_mark(&line)?));
    if let Err(error) = kept {
        tracing::warn!(%error, "the mark of the credentials is not kept");
    }
}

/// What the manifest says of a credential: its version, and what decides where its secret may go.
fn entry<'f>(row: &CredentialRow, fields: impl Iterator<Item = &'f String>) -> Entry {
    let expires = row.about.expires_ms.map(|at| at.to_string());
    let mut parts = vec![
        row.kind.clone(),
        expires.unwrap_or_default(),
        row.about.hosts.len().to_string(),
    ];
    parts.extend(row.about.hosts.iter().cloned());
    parts.extend(fields.cloned());
    let about = serde_json::to_string(&row.about).unwrap_or_default();
    Entry {
        version: row.version,
        policy: policy(parts.iter().map(String::as_str)),
        about: policy([row.name.as_str(), &about]),
    }
}

fn place<'p>(row: &'p CredentialRow, field: &'p str) -> Place<'p> {
    Place {
        table: "credential",
        record: &row.id,
        field,
        version: row.version,
    }
}

fn seal(vault: &Vault, row: &CredentialRow, plain: &Plain) -> Result<Vec<FieldRow>, Error> {
    plain
        .iter()
        .map(|(name, value)| {
            let sealed = vault.seal(place(row, name), value.as_bytes())?;
            Ok(field_row(name, row.version, sealed))
        })
        .collect()
}

fn unseal(vault: &Vault, row: &CredentialRow, fields: &[FieldRow]) -> Result<Plain, Error> {
    let mut plain = Plain::new();
    for field in fields {
        if field.version != row.version {
            return Err(Error::Vault(vault::Error::Damaged {
                what: format!("credential “{}”", row.name),
                why: "a field is of another version",
            }));
        }
        let bytes = vault.unseal(place(row, &field.field), &sealed(field))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            Error::Vault(vault::Error::Damaged {
                what: format!("credential “{}”", row.name),
                why: "a field is not text",
            })
        })?;
        plain.insert(field.field.clone(), Zeroizing::new(text.to_owned()));
    }
    Ok(plain)
}

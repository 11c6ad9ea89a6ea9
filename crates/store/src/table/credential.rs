//! Credentials: what is known of each, readable, and its fields, sealed.

use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::audit::{self, Deed};
use super::vault::{ManifestRow, SlotRow, VaultRow, write_manifest, write_slot, write_vault};
use super::{WORKSPACE, new_id};
use crate::{Error, Keys, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE credential (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        about TEXT NOT NULL,
        version INTEGER NOT NULL,
        created_ms INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL,
        used_ms INTEGER,
        verified_ms INTEGER,
        verified INTEGER,
        deleted_ms INTEGER
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE credential_field (
        credential TEXT NOT NULL REFERENCES credential (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        version INTEGER NOT NULL,
        key_id TEXT NOT NULL,
        aad_v INTEGER NOT NULL,
        sealed TEXT NOT NULL,
        PRIMARY KEY (credential, field)
    ) STRICT, WITHOUT ROWID",
];

const COLUMNS: &str = "id, name, kind, about, version, created_ms, updated_ms, used_ms, verified_ms, verified, deleted_ms";

/// What a person says about a credential; none of it is secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CredentialAbout {
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Where it belongs, such as `production`.
    pub environment: String,
    /// The hosts it may go to, as `--allow host:` takes them.
    pub hosts: Vec<String>,
    /// When it stops being valid, UTC milliseconds.
    pub expires_ms: Option<i64>,
    /// After how many days it is to be replaced.
    pub rotate_days: Option<u32>,
    /// When its secret was last replaced, UTC milliseconds.
    pub replaced_ms: i64,
}

/// A credential without its secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CredentialRow {
    /// Id; empty for one that is to be made.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// What a person says about it.
    pub about: CredentialAbout,
    /// How often it was changed, from 1.
    pub version: u64,
    /// When it was made.
    pub created_ms: i64,
    /// When it was changed.
    pub updated_ms: i64,
    /// When it was last used.
    pub used_ms: Option<i64>,
    /// When it was last tried.
    pub verified_ms: Option<i64>,
    /// Whether it worked then.
    pub verified: Option<bool>,
    /// When it was thrown away.
    pub deleted_ms: Option<i64>,
}

/// A sealed field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldRow {
    /// Its name.
    pub field: String,
    /// Version of the credential.
    pub version: u64,
    /// Id of the key.
    pub key_id: String,
    /// Version of what is bound to it.
    pub aad_v: i64,
    /// `hex(iv):hex(tag):hex(ciphertext)`.
    pub sealed: String,
}

/// A credential as it is to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedCredential {
    /// What is readable of it.
    pub row: CredentialRow,
    /// Its fields.
    pub fields: Vec<FieldRow>,
    /// What is done by keeping it.
    pub deed: Deed,
}

impl Store {
    /// An id for a credential that is to be made.
    pub fn new_credential_id() -> String {
        new_id()
    }

    /// All credentials by name, those in the trash too.
    ///
    /// # Errors
    /// When the database fails, or a row is damaged.
    pub async fn credentials(&self) -> Result<Vec<CredentialRow>> {
        let query = format!(
            "SELECT {COLUMNS} FROM credential WHERE workspace = ? ORDER BY name COLLATE NOCASE, id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(WORKSPACE)
            .fetch_all(&self.reader)
            .await?;
        rows.iter().map(credential).collect()
    }

    /// A credential, be it in the trash.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn credential(&self, id: &str) -> Result<CredentialRow> {
        let query = format!("SELECT {COLUMNS} FROM credential WHERE id = ? AND workspace = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(id)
            .bind(WORKSPACE)
            .fetch_optional(&self.reader)
            .await?;
        credential(&row.ok_or_else(|| Error::missing("credential", id))?)
    }

    /// The sealed fields of a credential.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credential_fields(&self, id: &str) -> Result<Vec<FieldRow>> {
        let rows = sqlx::query(
            "SELECT field, version, key_id, aad_v, sealed FROM credential_field WHERE credential = ? ORDER BY field",
        )
        .bind(id)
        .fetch_all(&self.reader)
        .await?;
        Ok(rows.iter().map(field).collect())
    }

    /// Keeps credentials, their sealed fields, the manifest that says they are right and the lines about it, at once.
    ///
    /// # Errors
    /// [`Error::Stale`] when another program changed credentials meanwhile.
    pub async fn save_credentials(
        &self,
        sealed: &[SealedCredential],
        manifest: &ManifestRow,
    ) -> Result<()> {
        let mut transaction = self.begin_wiping().await?;
        for SealedCredential { row, fields, deed } in sealed {
            write(&mut transaction, row).await?;
            write_fields(&mut transaction, &row.id, fields).await?;
            audit::write(&mut transaction, deed).await?;
        }
        write_manifest(&mut transaction, manifest).await?;
        transaction.commit().await
    }

    /// Puts a credential into the trash, or takes it out.
    ///
    /// # Errors
    /// When there is none.
    pub async fn trash_credential(
        &self,
        id: &str,
        deleted_ms: Option<i64>,
        deed: &Deed,
    ) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let done = sqlx::query("UPDATE credential SET deleted_ms = ? WHERE id = ?")
            .bind(deleted_ms)
            .bind(id)
            .execute(&mut *change)
            .await?;
        found(done.rows_affected(), id)?;
        audit::write(&mut change, deed).await?;
        change.commit().await
    }

    /// Removes a credential for good.
    ///
    /// # Errors
    /// When there is none in the trash, or another program changed credentials meanwhile.
    pub async fn erase_credential(
        &self,
        id: &str,
        manifest: &ManifestRow,
        deed: &Deed,
    ) -> Result<()> {
        let mut transaction = self.begin_wiping().await?;
        let done = sqlx::query("DELETE FROM credential WHERE id = ? AND deleted_ms IS NOT NULL")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        found(done.rows_affected(), id)?;
        write_manifest(&mut transaction, manifest).await?;
        audit::write(&mut transaction, deed).await?;
        transaction.commit().await
    }

    /// Id and name of the workflows that use a credential, as they are edited now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credential_uses(&self, id: &str) -> Result<Vec<(String, String)>> {
        // Ids are long and random: a document that holds one names it.
        let rows = sqlx::query(
            "SELECT workflow.id, workflow.name FROM workflow
             LEFT JOIN draft ON draft.workflow = workflow.id
             LEFT JOIN workflow_version AS newest
                ON newest.workflow = workflow.id AND newest.revision = workflow.revision
             WHERE workflow.deleted_ms IS NULL
                AND instr(coalesce(draft.document, newest.document), ?) > 0
             ORDER BY workflow.name COLLATE NOCASE, workflow.id",
        )
        .bind(id)
        .fetch_all(&self.reader)
        .await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Notes that a credential was used: when, and in the audit log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_credential_used(&self, deed: &Deed) -> Result<()> {
        let mut change = self.writer.begin().await?;
        sqlx::query("UPDATE credential SET used_ms = ? WHERE id = ?")
            .bind(deed.at_ms)
            .bind(&deed.target)
            .execute(&mut *change)
            .await?;
        audit::write(&mut change, deed).await?;
        change.commit().await
    }

    /// Notes that a credential was tried, and whether it worked; nothing is known of it any more without a time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_credential_verified(
        &self,
        id: &str,
        seen: Option<(i64, bool)>,
    ) -> Result<()> {
        let mut change = self.writer.begin().await?;
        sqlx::query("UPDATE credential SET verified_ms = ?, verified = ? WHERE id = ?")
            .bind(seen.map(|(at, _)| at))
            .bind(seen.map(|(_, worked)| worked))
            .bind(id)
            .execute(&mut *change)
            .await?;
        change.commit().await
    }

    /// Puts a new key under everything, at once: whoever is stopped in the middle has the old one.
    ///
    /// # Errors
    /// [`Error::Stale`] when another program changed credentials meanwhile.
    pub async fn rotate_vault(
        &self,
        vault: &VaultRow,
        slots: &[SlotRow],
        fields: &[(String, Vec<FieldRow>)],
        manifest: &ManifestRow,
        deed: &Deed,
    ) -> Result<()> {
        let mut transaction = self.begin_wiping().await?;
        write_vault(&mut transaction, vault).await?;
        sqlx::query("DELETE FROM vault_slot WHERE workspace = ?")
            .bind(WORKSPACE)
            .execute(&mut *transaction)
            .await?;
        for slot in slots {
            write_slot(&mut transaction, slot).await?;
        }
        for (id, fields) in fields {
            write_fields(&mut transaction, id, fields).await?;
        }
        write_manifest(&mut transaction, manifest).await?;
        audit::write(&mut transaction, deed).await?;
        transaction.commit().await
    }
}

impl Store {
    /// Puts a new vault in the place of one that nobody can open any more, with all that it has sealed: of the credentials
    /// only what is readable stays.
    ///
    /// # Errors
    /// When the database fails: nothing is changed then.
    pub async fn replace_vault(
        &self,
        keys: &Keys,
        credentials: &[CredentialRow],
        manifest: &ManifestRow,
        deed: &Deed,
    ) -> Result<()> {
        let mut transaction = self.begin_wiping().await?;
        let clear = "DELETE FROM credential_field; DELETE FROM manifest; DELETE FROM vault_slot; DELETE FROM vault;
            UPDATE credential SET verified_ms = NULL, verified = NULL";
        sqlx::raw_sql(clear).execute(&mut *transaction).await?;
        write_vault(&mut transaction, &keys.vault).await?;
        for slot in &keys.slots {
            write_slot(&mut transaction, slot).await?;
        }
        for row in credentials {
            write(&mut transaction, row).await?;
        }
        write_manifest(&mut transaction, manifest).await?;
        audit::write(&mut transaction, deed).await?;
        transaction.commit().await
    }
}

fn found(rows: u64, id: &str) -> Result<()> {
    match rows {
        0 => Err(Error::missing("credential", id)),
        _ => Ok(()),
    }
}

fn credential(row: &SqliteRow) -> Result<CredentialRow> {
    let id: String = row.get(0);
    let about = serde_json::from_str(row.get(3));
    Ok(CredentialRow {
        about: about.map_err(|error| Error::damaged("credential", &id, error))?,
        id,
        name: row.get(1),
        kind: row.get(2),
        version: row.get::<i64, _>(4) as u64,
        created_ms: row.get(5),
        updated_ms: row.get(6),
        used_ms: row.get(7),
        verified_ms: row.get(8),
        verified: row.get(9),
        deleted_ms: row.get(10),
    })
}

fn field(row: &SqliteRow) -> FieldRow {
    FieldRow {
        field: row.get(0),
        version: row.get::<i64, _>(1) as u64,
        key_id: row.get(2),
        aad_v: row.get(3),
        sealed: row.get(4),
    }
}

async fn write(connection: &mut SqliteConnection, row: &CredentialRow) -> Result<()> {
    let about = serde_json::to_string(&row.about);
    sqlx::query(
        "INSERT INTO credential (id, workspace, owner, name, kind, about, version, created_ms, updated_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, about = excluded.about,
         version = excluded.version, updated_ms = excluded.updated_ms",
    )
    .bind(&row.id)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(&row.name)
    .bind(&row.kind)
    .bind(about.map_err(|error| Error::damaged("credential", &row.id, error))?)
    .bind(row.version as i64)
    .bind(row.created_ms)
    .bind(row.updated_ms)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// Replaces all fields of a credential.
async fn write_fields(
    connection: &mut SqliteConnection,
    id: &str,
    fields: &[FieldRow],
) -> Result<()> {
    sqlx::query("DELETE FROM credential_field WHERE credential = ?")
        .bind(id)
        .execute(&mut *connection)
        .await?;
    for field in fields {
        sqlx::query(
            "INSERT INTO credential_field (credential, field, workspace, owner, version, key_id, aad_v, sealed)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(&field.field)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(field.version as i64)
        .bind(&field.key_id)
        .bind(field.aad_v)
        .bind(&field.sealed)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

//! The vault as rows: its header, its slots and its manifest. Nothing here can be read without a key of `vault`'s.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::WORKSPACE;
use super::audit::{self, Deed};
use crate::writer::Change;
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE vault (
        workspace TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        id TEXT NOT NULL,
        key_id TEXT NOT NULL,
        aad_v INTEGER NOT NULL,
        check_value TEXT NOT NULL,
        created_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE vault_slot (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL REFERENCES vault (workspace),
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        key_id TEXT NOT NULL,
        salt TEXT NOT NULL,
        cost TEXT,
        proof TEXT NOT NULL,
        sealed TEXT NOT NULL,
        sum TEXT NOT NULL,
        created_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE manifest (
        workspace TEXT PRIMARY KEY REFERENCES vault (workspace),
        owner TEXT NOT NULL,
        version INTEGER NOT NULL,
        key_id TEXT NOT NULL,
        aad_v INTEGER NOT NULL,
        sealed TEXT NOT NULL
    ) STRICT, WITHOUT ROWID",
];

/// The row of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultRow {
    /// Id.
    pub id: String,
    /// Id of its key.
    pub key_id: String,
    /// Version of what is bound to sealed texts.
    pub aad_v: i64,
    /// A known text, sealed.
    pub check: String,
    /// When it was made.
    pub created_ms: i64,
}

/// The row of a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotRow {
    /// Id.
    pub id: String,
    /// What opens it.
    pub kind: String,
    /// Id of the key inside.
    pub key_id: String,
    /// Random bytes in hexadecimal.
    pub salt: String,
    /// The work of a passphrase, as JSON.
    pub cost: Option<String>,
    /// Tells a wrong key from damage.
    pub proof: String,
    /// The key, sealed.
    pub sealed: String,
    /// Sum of the row.
    pub sum: String,
    /// When it was made.
    pub created_ms: i64,
}

/// The manifest, sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManifestRow {
    /// Its version.
    pub version: u64,
    /// Id of the key.
    pub key_id: String,
    /// Version of what is bound to it.
    pub aad_v: i64,
    /// The list, sealed.
    pub sealed: String,
}

impl Store {
    /// The vault, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vault(&self) -> Result<Option<VaultRow>> {
        let mut connection = self.reader.acquire().await?;
        read(&mut connection).await
    }

    /// The slots of the vault, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vault_slots(&self) -> Result<Vec<SlotRow>> {
        let mut connection = self.reader.acquire().await?;
        slots(&mut connection).await
    }

    /// The manifest, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn manifest(&self) -> Result<Option<ManifestRow>> {
        let row =
            sqlx::query("SELECT version, key_id, aad_v, sealed FROM manifest WHERE workspace = ?")
                .bind(WORKSPACE)
                .fetch_optional(&self.reader)
                .await?;
        let manifest = |row: SqliteRow| -> Result<ManifestRow> {
            Ok(ManifestRow {
                version: row.try_get::<i64, _>(0)? as u64,
                key_id: row.try_get(1)?,
                aad_v: row.try_get(2)?,
                sealed: row.try_get(3)?,
            })
        };
        row.map(manifest).transpose()
    }

    /// Keeps a new vault with its slots and its empty manifest.
    ///
    /// # Errors
    /// When there is a vault, or anything sealed that a lost one had: a new key would end it.
    pub async fn create_vault(
        &self,
        vault: &VaultRow,
        slots: &[SlotRow],
        manifest: &ManifestRow,
        deed: &Deed,
    ) -> Result<()> {
        let mut transaction = self.begin_wiping().await?;
        let held: i64 = sqlx::query(
            "SELECT (SELECT count(*) FROM vault) + (SELECT count(*) FROM credential_field)",
        )
        .fetch_one(&mut *transaction)
        .await?
        .get(0);
        if held > 0 {
            return Err(Error::Invalid(
                "there is a vault already, or what one has sealed".to_owned(),
            ));
        }
        write_vault(&mut transaction, vault).await?;
        for slot in slots {
            write_slot(&mut transaction, slot).await?;
        }
        write_manifest(&mut transaction, manifest).await?;
        audit::write(&mut transaction, deed).await?;
        transaction.commit().await
    }

    /// Keeps a slot, and removes others.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace_slots(&self, new: &[SlotRow], gone: &[String], deed: &Deed) -> Result<()> {
        let mut transaction = self.begin_wiping().await?;
        for id in gone {
            sqlx::query("DELETE FROM vault_slot WHERE id = ?")
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        }
        for slot in new {
            write_slot(&mut transaction, slot).await?;
        }
        let left: i64 = sqlx::query("SELECT count(*) FROM vault_slot")
            .fetch_one(&mut *transaction)
            .await?
            .get(0);
        if left == 0 {
            return Err(Error::Invalid(
                "the last slot cannot go: nothing would open the vault".to_owned(),
            ));
        }
        audit::write(&mut transaction, deed).await?;
        transaction.commit().await
    }

    /// Begins a change that overwrites what it deletes: old ciphertexts and slots do not stay in free pages.
    pub(super) async fn begin_wiping(&self) -> Result<Change> {
        let mut change = self.writer.begin().await?;
        sqlx::query("PRAGMA secure_delete = ON")
            .fetch_optional(&mut *change)
            .await?;
        Ok(change)
    }
}

/// The vault, if there is one.
pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Option<VaultRow>> {
    let row = sqlx::query(
        "SELECT id, key_id, aad_v, check_value, created_ms FROM vault WHERE workspace = ?",
    )
    .bind(WORKSPACE)
    .fetch_optional(connection)
    .await?;
    let vault = |row: SqliteRow| -> Result<VaultRow> {
        Ok(VaultRow {
            id: row.try_get(0)?,
            key_id: row.try_get(1)?,
            aad_v: row.try_get(2)?,
            check: row.try_get(3)?,
            created_ms: row.try_get(4)?,
        })
    };
    row.map(vault).transpose()
}

/// The slots of the vault, oldest first.
pub(crate) async fn slots(connection: &mut SqliteConnection) -> Result<Vec<SlotRow>> {
    let rows = sqlx::query(
        "SELECT id, kind, key_id, salt, cost, proof, sealed, sum, created_ms FROM vault_slot
         WHERE workspace = ? ORDER BY created_ms, id",
    )
    .bind(WORKSPACE)
    .fetch_all(connection)
    .await?;
    rows.iter().map(slot).collect()
}

/// Puts slots in the place of all that are there.
pub(crate) async fn put_slots(connection: &mut SqliteConnection, new: &[SlotRow]) -> Result<()> {
    sqlx::query("DELETE FROM vault_slot")
        .execute(&mut *connection)
        .await?;
    for slot in new {
        write_slot(connection, slot).await?;
    }
    Ok(())
}

fn slot(row: &SqliteRow) -> Result<SlotRow> {
    Ok(SlotRow {
        id: row.try_get(0)?,
        kind: row.try_get(1)?,
        key_id: row.try_get(2)?,
        salt: row.try_get(3)?,
        cost: row.try_get(4)?,
        proof: row.try_get(5)?,
        sealed: row.try_get(6)?,
        sum: row.try_get(7)?,
        created_ms: row.try_get(8)?,
    })
}

pub(super) async fn write_vault(connection: &mut SqliteConnection, vault: &VaultRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO vault (workspace, owner, id, key_id, aad_v, check_value, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (workspace) DO UPDATE SET key_id = excluded.key_id, check_value = excluded.check_value,
         aad_v = excluded.aad_v WHERE vault.id = excluded.id",
    )
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(&vault.id)
    .bind(&vault.key_id)
    .bind(vault.aad_v)
    .bind(&vault.check)
    .bind(vault.created_ms)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

pub(super) async fn write_slot(connection: &mut SqliteConnection, slot: &SlotRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO vault_slot (id, workspace, owner, kind, key_id, salt, cost, proof, sealed, sum, created_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&slot.id)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(&slot.kind)
    .bind(&slot.key_id)
    .bind(&slot.salt)
    .bind(&slot.cost)
    .bind(&slot.proof)
    .bind(&slot.sealed)
    .bind(&slot.sum)
    .bind(slot.created_ms)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

pub(super) async fn write_manifest(
    connection: &mut SqliteConnection,
    manifest: &ManifestRow,
) -> Result<()> {
    let done = sqlx::query(
        "INSERT INTO manifest (workspace, owner, version, key_id, aad_v, sealed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (workspace) DO UPDATE SET version = excluded.version, key_id = excluded.key_id,
         aad_v = excluded.aad_v, sealed = excluded.sealed WHERE manifest.version = excluded.version - 1",
    )
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(manifest.version as i64)
    .bind(&manifest.key_id)
    .bind(manifest.aad_v)
    .bind(&manifest.sealed)
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 0 {
        // Another program wrote credentials in between: nothing of this is kept.
        return Err(Error::Stale {
            yours: manifest.version as i64 - 1,
            current: manifest.version as i64,
        });
    }
    Ok(())
}

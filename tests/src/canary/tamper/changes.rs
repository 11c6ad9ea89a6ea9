//! What is done to the file of a closed store.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use rusqlite::Connection;

use crate::chaos::seed::Seed;

/// How something is tampered with. `CHANGES` says what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// Nothing of the one credential opens.
    One,
    /// Nothing of either of two opens.
    Both,
    /// Nothing at all opens.
    All,
    /// The recovery code opens nothing.
    Code,
}

/// What is done, and what of it must be refused. `?1` is a credential, `?2` another one of the same kind; `old` is the same
/// installation before its credentials were changed, `older` before its key was.
pub(super) const CHANGES: &[(&str, Hit)] = &[
    (
        "FLIP credential_field.sealed WHERE credential = ?1",
        Hit::One,
    ),
    (
        "CUT credential_field.sealed WHERE credential = ?1",
        Hit::One,
    ),
    (
        "FLIP credential_field.key_id WHERE credential = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential_field SET aad_v = aad_v + 1 WHERE credential = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential_field SET version = version + 1 WHERE credential = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential_field SET version = version - 1 WHERE credential = ?1",
        Hit::One,
    ),
    ("SWAP credential_field.sealed", Hit::Both),
    (
        "UPDATE credential_field SET sealed = (SELECT max(sealed) FROM credential_field AS own WHERE own.credential = ?1 AND own.field <> credential_field.field) WHERE credential = ?1 AND (SELECT count(*) FROM credential_field AS own WHERE own.credential = ?1) > 1",
        Hit::One,
    ),
    (
        "INSERT OR REPLACE INTO credential_field SELECT ?1, field, workspace, owner, version, key_id, aad_v, sealed FROM credential_field WHERE credential = ?2",
        Hit::One,
    ),
    (
        "UPDATE credential_field SET (sealed, key_id, version) = (SELECT sealed, key_id, version FROM old.credential_field AS past WHERE past.credential = ?1 AND past.field = credential_field.field) WHERE credential = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential_field SET sealed = (SELECT sealed FROM old.credential_field AS past WHERE past.credential = ?1 AND past.field = credential_field.field) WHERE credential = ?1",
        Hit::One,
    ),
    ("BACK old: credential credential_field", Hit::One),
    ("BACK older: credential credential_field", Hit::One),
    (
        "UPDATE credential SET version = version + 1 WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET version = version - 1 WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET kind = CASE kind WHEN 'httpBasicAuth' THEN 'httpDigestAuth' ELSE 'jwtAuth' END WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET name = name || ' ' WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET name = (SELECT name FROM old.credential AS past WHERE past.id = ?2) WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET about = replace(about, 'api.example', 'evil.example') WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET about = replace(about, '[\"api', '[\"*\",\"api') WHERE id = ?1",
        Hit::One,
    ),
    (
        "UPDATE credential SET about = replace(about, '\"expiresMs\":null', '\"expiresMs\":99999999999999') WHERE id = ?1",
        Hit::One,
    ),
    (
        "DELETE FROM credential_field WHERE credential = ?1",
        Hit::One,
    ),
    ("DELETE FROM credential WHERE id = ?1", Hit::One),
    (
        "INSERT INTO credential_field SELECT credential, 'more', workspace, owner, version, key_id, aad_v, sealed FROM credential_field WHERE credential = ?1 LIMIT 1",
        Hit::One,
    ),
    (
        "UPDATE credential_field SET field = field || 's' WHERE credential = ?1",
        Hit::One,
    ),
    ("FLIP manifest.sealed WHERE true", Hit::All),
    ("CUT manifest.sealed WHERE true", Hit::All),
    ("FLIP manifest.key_id WHERE true", Hit::All),
    ("UPDATE manifest SET version = version + 1", Hit::All),
    ("UPDATE manifest SET version = version - 1", Hit::All),
    ("UPDATE manifest SET aad_v = aad_v + 1", Hit::All),
    (
        "UPDATE manifest SET sealed = (SELECT sealed FROM old.manifest)",
        Hit::All,
    ),
    (
        "UPDATE manifest SET (version, sealed) = (SELECT version, sealed FROM old.manifest)",
        Hit::All,
    ),
    ("DELETE FROM manifest", Hit::All),
    ("FLIP vault.check_value WHERE true", Hit::All),
    ("FLIP vault.key_id WHERE true", Hit::All),
    ("FLIP vault.id WHERE true", Hit::All),
    ("UPDATE vault SET aad_v = aad_v + 1", Hit::All),
    (
        "UPDATE vault SET (key_id, check_value) = (SELECT key_id, check_value FROM older.vault)",
        Hit::All,
    ),
    ("DELETE FROM vault", Hit::All),
    ("FLIP vault_slot.sealed WHERE kind = 'keyFile'", Hit::All),
    ("FLIP vault_slot.proof WHERE kind = 'keyFile'", Hit::All),
    ("FLIP vault_slot.salt WHERE kind = 'keyFile'", Hit::All),
    ("FLIP vault_slot.sum WHERE kind = 'keyFile'", Hit::All),
    ("FLIP vault_slot.key_id WHERE kind = 'keyFile'", Hit::All),
    ("CUT vault_slot.sealed WHERE kind = 'keyFile'", Hit::All),
    (
        "UPDATE vault_slot SET kind = 'keychain' WHERE kind = 'keyFile'",
        Hit::All,
    ),
    (
        "UPDATE vault_slot SET id = id || '0' WHERE kind = 'keyFile'",
        Hit::All,
    ),
    ("DELETE FROM vault_slot WHERE kind = 'keyFile'", Hit::All),
    (
        "UPDATE vault_slot SET (key_id, sealed, proof, sum, salt) = (SELECT key_id, sealed, proof, sum, salt FROM older.vault_slot AS past WHERE past.kind = 'keyFile') WHERE kind = 'keyFile'",
        Hit::All,
    ),
    ("FLIP vault_slot.sealed WHERE kind = 'recovery'", Hit::Code),
    ("FLIP vault_slot.salt WHERE kind = 'recovery'", Hit::Code),
    ("FLIP vault_slot.sum WHERE kind = 'recovery'", Hit::Code),
    (
        "UPDATE vault_slot SET (key_id, sealed, proof, sum, salt) = (SELECT key_id, sealed, proof, sum, salt FROM older.vault_slot AS past WHERE past.kind = 'recovery') WHERE kind = 'recovery'",
        Hit::Code,
    ),
    ("BACK old: credential credential_field manifest", Hit::All),
    (
        "BACK old: credential credential_field manifest vault vault_slot",
        Hit::All,
    ),
    ("FILE old", Hit::All),
];

/// Does one of [`CHANGES`] to the file in `folder`; `past` has the folders `old` and `older`.
///
/// # Errors
/// When it changes nothing.
pub(super) fn tamper(
    past: &Path,
    folder: &Path,
    change: &str,
    [one, other]: [&str; 2],
    seed: &mut Seed,
) -> Result<()> {
    let file = folder.join("millrace.db");
    if let Some(name) = change.strip_prefix("FILE ") {
        std::fs::copy(past.join(name).join("millrace.db"), &file)?;
        return Ok(());
    }
    let database = Connection::open(&file)?;
    for name in ["old", "older"] {
        let path = past.join(name).join("millrace.db");
        database.execute(
            &format!("ATTACH ?1 AS {name}"),
            [path.display().to_string()],
        )?;
    }
    database.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
    let changed = match change.split_once(' ') {
        Some(("FLIP" | "CUT", rest)) => rewrite(&database, change, rest, one, seed)?,
        Some(("SWAP", place)) => swap(&database, place, one, other)?,
        Some(("BACK", rest)) => set_back(&database, rest, one)?,
        _ => statement(&database, change, one, other)?,
    };
    ensure!(
        changed > 0 || change.contains("count(*)"),
        "it changes nothing"
    );
    database.execute_batch("COMMIT")?;
    if changed == 0 {
        // A credential of one field has no two to be mistaken: its one is damaged instead.
        rewrite(
            &database,
            "FLIP",
            "credential_field.sealed WHERE credential = ?1",
            one,
            seed,
        )?;
    }
    database.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn statement(database: &Connection, sql: &str, one: &str, other: &str) -> Result<usize> {
    let mut statement = database.prepare(sql)?;
    Ok(match statement.parameter_count() {
        0 => statement.execute([])?,
        1 => statement.execute([one])?,
        _ => statement.execute([one, other])?,
    })
}

/// Flips a bit of a text, or cuts it.
fn rewrite(
    database: &Connection,
    how: &str,
    rest: &str,
    one: &str,
    seed: &mut Seed,
) -> Result<usize> {
    let (place, filter) = rest.split_once(' ').context("a place and a condition")?;
    let (table, column) = place.split_once('.').context("a table and a column")?;
    let rows: Vec<String> = {
        let mut found = database.prepare(&format!(
            "SELECT {column} FROM {table} {filter} ORDER BY {column}"
        ))?;
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        match found.parameter_count() {
            0 => found.query_map([], read)?.collect::<Result<_, _>>()?,
            _ => found.query_map([one], read)?.collect::<Result<_, _>>()?,
        }
    };
    let old = rows
        .get(seed.below(rows.len() as u64) as usize)
        .context("a row")?;
    let at = seed.below(old.len() as u64) as usize;
    let mut bytes = old.clone().into_bytes();
    match how.starts_with("CUT") {
        true => bytes.truncate(at),
        // The highest bit stays: it remains a text.
        false => bytes[at] ^= 1 << seed.below(7),
    }
    let new = String::from_utf8(bytes)?;
    let own = if filter.contains("?1") {
        "AND credential = ?3"
    } else {
        "AND ?3 <> ''"
    };
    let sql = format!("UPDATE {table} SET {column} = ?1 WHERE {column} = ?2 {own}");
    Ok(database.execute(&sql, [new.as_str(), old, one])?)
}

/// Swaps a column between two credentials, field by field.
fn swap(database: &Connection, place: &str, one: &str, other: &str) -> Result<usize> {
    let (table, column) = place.split_once('.').context("a table and a column")?;
    let sql = format!(
        "UPDATE {table} SET {column} = (SELECT own.{column} FROM temp.swapped AS own
         WHERE own.field = {table}.field AND own.credential <> {table}.credential) WHERE credential IN (?1, ?2)"
    );
    database.execute(
        &format!("CREATE TEMP TABLE swapped AS SELECT * FROM {table} WHERE credential IN (?1, ?2)"),
        [one, other],
    )?;
    Ok(database.execute(&sql, [one, other])?)
}

/// Sets tables back to what they were: of one credential, or, with the manifest, of all.
fn set_back(database: &Connection, rest: &str, one: &str) -> Result<usize> {
    let (when, tables) = rest.split_once(": ").context("a time and tables")?;
    let all = tables.contains("manifest");
    let mut changed = 0;
    for table in tables.split(' ') {
        let key = if table == "credential" {
            "id"
        } else {
            "credential"
        };
        let filter = match all {
            true => String::new(),
            false => format!("WHERE {key} = '{one}'"),
        };
        changed += database.execute(&format!("DELETE FROM main.{table} {filter}"), [])?;
        let sql = format!("INSERT INTO main.{table} SELECT * FROM {when}.{table} {filter}");
        changed += database.execute(&sql, [])?;
    }
    Ok(changed)
}

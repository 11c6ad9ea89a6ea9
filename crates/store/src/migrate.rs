//! Schema versions: each is a list of statements, applied whole or not at all, after a backup.

use std::path::Path;

use sqlx::{Row, SqlitePool};

use crate::table::{data, execution, memory, workflow};
use crate::{Error, Result};

/// The versions, oldest first. One that has shipped is never changed; a change is a new one.
const VERSIONS: &[&[&[&str]]] = &[&[
    workflow::TABLES,
    execution::TABLES,
    memory::TABLES,
    data::TABLES,
]];

/// Says that a file is ours: "MILL".
const APPLICATION: i64 = 0x4d49_4c4c;

/// Brings a database to the newest version. A file with data in it is backed up beside itself first.
pub(crate) async fn bring_up_to_date(writer: &SqlitePool, path: Option<&Path>) -> Result<()> {
    let known = VERSIONS.len() as i64;
    let found = version(writer).await?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    match path.filter(|_| found > 0) {
        Some(path) => back_up(writer, path, found).await?,
        None => refuse_foreign(writer).await?,
    }
    for (at, statements) in VERSIONS.iter().enumerate().skip(found as usize) {
        apply(writer, at as i64 + 1, statements).await?;
    }
    Ok(())
}

async fn version(writer: &SqlitePool) -> Result<i64> {
    Ok(sqlx::query("PRAGMA user_version")
        .fetch_one(writer)
        .await?
        .get(0))
}

/// A database without our version that has tables belongs to somebody else.
async fn refuse_foreign(writer: &SqlitePool) -> Result<()> {
    let tables: i64 = sqlx::query("SELECT count(*) FROM sqlite_schema")
        .fetch_one(writer)
        .await?
        .get(0);
    if tables > 0 {
        let text = format!(
            "“{}” in the data folder is not a Millrace database; nothing was changed",
            crate::Store::FILE
        );
        return Err(Error::Invalid(text));
    }
    Ok(())
}

async fn back_up(writer: &SqlitePool, path: &Path, found: i64) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(".")).join("backups");
    std::fs::create_dir_all(&folder).map_err(|source| Error::Folder {
        path: folder.clone(),
        source,
    })?;
    let target = folder.join(format!("before-schema-{}.db", found + 1));
    if target.exists() {
        // An earlier attempt was cut off after its backup; that backup is of the same data.
        return Ok(());
    }
    let half = target.with_extension("part");
    let _ = std::fs::remove_file(&half);
    sqlx::query("VACUUM INTO ?")
        .bind(half.to_string_lossy().into_owned())
        .execute(writer)
        .await?;
    std::fs::rename(&half, &target).map_err(|source| Error::Folder {
        path: target,
        source,
    })
}

async fn apply(writer: &SqlitePool, version: i64, tables: &[&[&'static str]]) -> Result<()> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    for table in tables {
        for &statement in *table {
            sqlx::raw_sql(statement).execute(&mut *transaction).await?;
        }
    }
    let stamp = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(stamp))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    tracing::info!(version, "schema applied");
    Ok(())
}

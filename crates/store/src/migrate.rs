//! Schema versions: each is a list of statements, applied whole or not at all, after a backup.

use std::path::Path;

use sqlx::{ConnectOptions as _, Connection as _, Row, SqlitePool};

use crate::table::{
    audit, credential, data, draft, execution, memory, preference, vault, workflow,
};
use crate::{Error, Result};

/// The versions, oldest first. One that has shipped is never changed; a change is a new one.
const VERSIONS: &[&[&[&str]]] = &[
    &[
        workflow::TABLES,
        execution::TABLES,
        memory::TABLES,
        data::TABLES,
    ],
    &[draft::TABLES, preference::TABLES],
    &[vault::TABLES, credential::TABLES, audit::TABLES],
];

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
    if let Some(path) = path.filter(|_| found > 0) {
        back_up(writer, path, found).await?;
    }
    for (at, statements) in VERSIONS.iter().enumerate().skip(found as usize) {
        apply(writer, at as i64 + 1, statements).await?;
    }
    Ok(())
}

/// Fills an empty database with what a file holds, but for its executions, and brings it to the newest version.
pub(crate) async fn copy(empty: &SqlitePool, path: &Path) -> Result<()> {
    let known = VERSIONS.len() as i64;
    let mut file = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .connect()
        .await?;
    let found = version(&mut file).await?;
    file.close().await?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for (at, statements) in VERSIONS.iter().enumerate().take(found as usize) {
        apply(empty, at as i64 + 1, statements).await?;
    }
    fill(empty, path).await?;
    bring_up_to_date(empty, None).await
}

/// Copies the rows of all tables that both have. Both have one version, so their columns are the same.
async fn fill(empty: &SqlitePool, path: &Path) -> Result<()> {
    let mut connection = empty.acquire().await?;
    sqlx::query("ATTACH ? AS kept")
        .bind(read_only(path))
        .execute(&mut *connection)
        .await?;
    let tables = sqlx::query(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN ('execution', 'step')",
    )
    .fetch_all(&mut *connection)
    .await?;
    // The tables are not in the order in which they refer to each other.
    let mut statements = "PRAGMA foreign_keys = OFF; BEGIN;".to_owned();
    for table in &tables {
        let name: String = table.get(0);
        statements.push_str(&format!(
            "INSERT INTO main.\"{name}\" SELECT * FROM kept.\"{name}\";"
        ));
    }
    statements.push_str("COMMIT; DETACH kept; PRAGMA foreign_keys = ON;");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements))
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// A file as SQLite takes it where a plain path would be one more database in memory.
fn read_only(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let root = if text.starts_with('/') { "" } else { "/" };
    format!("file:{root}{text}?mode=ro")
}

async fn version(database: impl sqlx::SqliteExecutor<'_>) -> Result<i64> {
    Ok(sqlx::query("PRAGMA user_version")
        .fetch_one(database)
        .await?
        .get(0))
}

/// A database without our version that has tables belongs to somebody else.
async fn refuse_foreign(database: impl sqlx::SqliteExecutor<'_>) -> Result<()> {
    let tables: i64 = sqlx::query("SELECT count(*) FROM sqlite_schema")
        .fetch_one(database)
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

async fn apply(writer: &SqlitePool, version_to: i64, tables: &[&[&'static str]]) -> Result<()> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let found = version(&mut *transaction).await?;
    if found >= version_to {
        // Another program, started at the same time, was faster.
        return Ok(transaction.rollback().await?);
    }
    if found == 0 {
        refuse_foreign(&mut *transaction).await?;
    }
    for table in tables {
        for &statement in *table {
            sqlx::raw_sql(statement).execute(&mut *transaction).await?;
        }
    }
    let stamp =
        format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version_to}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(stamp))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    tracing::info!(version = version_to, "schema applied");
    Ok(())
}

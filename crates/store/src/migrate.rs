//! Schema versions: each is a list of statements, applied whole or not at all.
//!
//! A file of an older version is left as it is. A copy is brought up to date, looked through, and put in its place: a
//! program that is ended in between finds the old one or the new one, never something between. The old one stays as a
//! backup.

use std::path::Path;

use sqlx::{ConnectOptions as _, Connection as _, Row, SqliteConnection, SqlitePool};

use crate::anchor::Anchor;
use crate::connect::Place;
use crate::table::{
    SEALED, attempt, audit, credential, data, draft, execution, failure, generation, journal,
    memory, node_state, preference, ran, start, step, tally, vault, workflow,
};
use crate::{Error, Result, examine, swap};

/// The versions, oldest first. One that has shipped is never changed; a change is a new one.
const VERSIONS: &[&[&[&str]]] = &[
    &[
        workflow::TABLES,
        execution::TABLES,
        memory::TABLES,
        data::TABLES,
    ],
    &[draft::TABLES, preference::TABLES],
    &[
        start::TABLES,
        journal::TABLES,
        attempt::TABLES,
        node_state::TABLES,
    ],
    &[generation::TABLES],
    &[vault::TABLES, credential::TABLES, audit::TABLES],
    &[failure::TABLES],
    &[tally::TABLES],
    &[step::TABLES],
    &[journal::INDEX_OF_ERRORS],
    &[ran::TABLES],
];

/// The version that brings the seals: with it, all rows are sealed.
const SEALS: usize = 4;

/// The version that takes the workflows out of the rows of executions.
const SHARES: usize = 10;

/// Says that a file is ours: "MILL".
const APPLICATION: i64 = 0x4d49_4c4c;

/// The newest version.
pub(crate) fn newest() -> i64 {
    VERSIONS.len() as i64
}

/// Makes the tables of a new database.
pub(crate) async fn bring_up_to_date(writer: &SqlitePool) -> Result<()> {
    let mut connection = writer.acquire().await?;
    raise(&mut connection).await
}

/// Makes an empty database in a file of its own.
pub(crate) async fn make(place: &Place, file: &Path) -> Result<()> {
    std::fs::File::create(file).map_err(Place::failed(file))?;
    let mut connection = place.connect(file, false).await?;
    raise(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Looks at what lies in a place before it is opened, and brings an older file up to date. Nobody else may open it
/// meanwhile.
pub(crate) async fn prepare(place: &Place) -> Result<()> {
    swap::finish(place)?;
    let file = place.file();
    let is_there = std::fs::metadata(&file).is_ok_and(|about| about.len() > 0);
    if !is_there {
        let kept = Anchor::read(&place.folder).is_some_and(|mark| mark.counter > 0);
        return match kept {
            true => Err(Error::Emptied(file)),
            false => Ok(()),
        };
    }
    let found = look(place).await?;
    if found > newest() {
        let known = newest();
        return Err(Error::Newer { found, known });
    }
    if found > 0 && found < newest() {
        replace(place, found).await?;
    }
    Ok(())
}

/// The version of a file, which is not touched.
async fn look(place: &Place) -> Result<i64> {
    let file = place.file();
    let named = |error| match error {
        Error::Foreign(_) => Error::Foreign(place.file()),
        other => other,
    };
    let mut connection = place.connect(&file, true).await.map_err(named)?;
    let found = version(&mut connection).await.map_err(named)?;
    if found == 0 {
        refuse_foreign(&mut connection, &file).await?;
    }
    connection.close().await?;
    Ok(found)
}

/// Brings a copy up to date and puts it in the place of the file.
async fn replace(place: &Place, found: i64) -> Result<()> {
    swap::fold(place).await?;
    keep_before(place, found)?;
    let next = swap::next(place);
    let mut old = place.connect(&place.file(), true).await?;
    sqlx::query("VACUUM INTO ?")
        .bind(next.to_string_lossy().into_owned())
        .execute(&mut old)
        .await?;
    old.close().await?;
    raise_file(place, &next).await?;
    // Its count is the old one's: an update hides no changes that were lost.
    swap::swap(place)
}

/// Brings a file that nobody has open up to date, and looks through what came of it.
pub(crate) async fn raise_file(place: &Place, file: &Path) -> Result<()> {
    let mut copy = place.connect(file, false).await?;
    if version(&mut copy).await? == newest() {
        return Ok(copy.close().await?);
    }
    raise(&mut copy).await?;
    let findings = examine::examine(&mut copy, examine::Check::Full).await?;
    copy.close().await?;
    match findings.structure.first() {
        None => Ok(()),
        Some(first) => {
            let id = format!("schema {}", newest());
            Err(Error::damaged("database", &id, first))
        }
    }
}

/// Keeps the file as it is before it is brought up to date; a try that was cut off has kept it already.
fn keep_before(place: &Place, found: i64) -> Result<()> {
    let folder = place.backups();
    std::fs::create_dir_all(&folder).map_err(Place::failed(&folder))?;
    let file = place.file();
    let stem = format!("before-schema-{}", found + 1);
    let mut backup = folder.join(format!("{stem}.db"));
    for number in 2.. {
        if !backup.exists() {
            return swap::copy(&file, &backup);
        }
        if is_same(&file, &backup).map_err(Place::failed(&backup))? {
            break;
        }
        // From another time: somebody went back to the older version, and worked on.
        backup = folder.join(format!("{stem}-{number}.db"));
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> std::io::Result<bool> {
    use std::io::{BufRead as _, BufReader};
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let open = |path| std::fs::File::open(path).map(|file| BufReader::with_capacity(1 << 16, file));
    let (mut one, mut other) = (open(one)?, open(other)?);
    loop {
        let (ours, theirs) = (one.fill_buf()?, other.fill_buf()?);
        let length = ours.len().min(theirs.len());
        if ours[..length] != theirs[..length] {
            return Ok(false);
        }
        if length == 0 {
            return Ok(true);
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Applies what is missing.
async fn raise(connection: &mut SqliteConnection) -> Result<()> {
    let found = version(&mut *connection).await?;
    if found > newest() {
        let known = newest();
        return Err(Error::Newer { found, known });
    }
    for at in found as usize..VERSIONS.len() {
        apply(connection, at).await?;
    }
    Ok(())
}

/// Fills an empty database with what a file holds, but for its executions, and brings it to the newest version.
pub(crate) async fn copy(empty: &SqlitePool, path: &Path) -> Result<()> {
    let mut file = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .connect()
        .await?;
    let found = version(&mut file).await?;
    file.close().await?;
    if found > newest() {
        let known = newest();
        return Err(Error::Newer { found, known });
    }
    let mut connection = empty.acquire().await?;
    for at in 0..found as usize {
        apply(&mut connection, at).await?;
    }
    fill(&mut connection, path).await?;
    raise(&mut connection).await
}

/// Copies the rows of all tables that both have. Both have one version, so their columns are the same.
async fn fill(connection: &mut SqliteConnection, path: &Path) -> Result<()> {
    sqlx::query("ATTACH ? AS kept")
        .bind(read_only(path))
        .execute(&mut *connection)
        .await?;
    let tables = sqlx::query(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table'
             AND name NOT IN ('execution', 'step', 'start', 'journal', 'attempt', 'failure', 'node_state',
             'ran', 'generation', 'tally')",
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

/// The version of a database.
pub(crate) async fn version(database: impl sqlx::SqliteExecutor<'_>) -> Result<i64> {
    Ok(sqlx::query("PRAGMA user_version")
        .fetch_one(database)
        .await?
        .get(0))
}

/// A database without our version that has tables belongs to somebody else.
async fn refuse_foreign(connection: &mut SqliteConnection, file: &Path) -> Result<()> {
    let tables: i64 = sqlx::query("SELECT count(*) FROM sqlite_schema")
        .fetch_one(connection)
        .await?
        .get(0);
    match tables {
        0 => Ok(()),
        _ => Err(Error::Foreign(file.to_owned())),
    }
}

/// Applies the version at a place in the list.
async fn apply(connection: &mut SqliteConnection, at: usize) -> Result<()> {
    let to = at as i64 + 1;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    if version(&mut *transaction).await? >= to {
        // Another program, started at the same time, was faster.
        return Ok(transaction.rollback().await?);
    }
    for table in VERSIONS[at] {
        for &statement in *table {
            sqlx::raw_sql(statement).execute(&mut *transaction).await?;
        }
    }
    if at + 1 == SEALS {
        for sealed in SEALED {
            sealed.seal_all(&mut transaction).await?;
        }
        ran::seal_with_documents(&mut transaction).await?;
    }
    if at + 1 == SHARES {
        ran::share(&mut transaction).await?;
    }
    let stamp = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {to}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(stamp))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    tracing::info!(version = to, "schema applied");
    Ok(())
}

#[cfg(test)]
mod tests;

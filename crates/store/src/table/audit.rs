//! The audit log: who did what with secrets and permissions, when and from where. Rows are only ever added, and each
//! carries the sum of the one before it, so that one that is changed, left out or put in shows.

use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::WORKSPACE;
use crate::{Page, PageRequest, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        target TEXT NOT NULL,
        name TEXT NOT NULL,
        origin TEXT NOT NULL,
        details TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT",
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    "CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
];

const COLUMNS: &str = "number, at_ms, actor, action, target, name, origin, details, previous, hash";

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who: a person, a workflow, the server.
    pub actor: String,
    /// What, such as `credential.create`.
    pub action: String,
    /// Id of what it was done to.
    pub target: String,
    /// Its name at the time.
    pub name: String,
    /// From where: the window, the command line, a run.
    pub origin: String,
    /// More about it; never a secret.
    pub details: String,
}

/// A line of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// What was done.
    pub deed: Deed,
    /// Sum of the line before.
    pub previous: String,
    /// Sum of this line.
    pub hash: String,
}

impl AuditRow {
    /// The sum that the line should have.
    fn sum(&self) -> String {
        let Deed {
            at_ms,
            actor,
            action,
            target,
            name,
            origin,
            details,
        } = &self.deed;
        let mut sum = Sha256::new();
        sum.update(self.number.to_be_bytes());
        sum.update(at_ms.to_be_bytes());
        for part in [&self.previous, actor, action, target, name, origin, details] {
            sum.update((part.len() as u64).to_be_bytes());
            sum.update(part);
        }
        format!("{:x}", Hex(&sum.finalize()))
    }
}

/// Adds a line, as a part of what it tells of: there is neither without the other.
pub(crate) async fn write(connection: &mut SqliteConnection, deed: &Deed) -> Result<()> {
    // Damage of the last line is told by who reads the log, and keeps nothing from being done.
    let (number, previous) = last(connection).await?.unwrap_or_default();
    let mut row = AuditRow {
        number: number + 1,
        deed: deed.clone(),
        previous,
        hash: String::new(),
    };
    row.hash = row.sum();
    put(connection, &row).await
}

/// The number of the last line, and its sum.
pub(crate) async fn last(connection: &mut SqliteConnection) -> Result<Option<(i64, String)>> {
    let last = sqlx::query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = last else { return Ok(None) };
    let hash: Vec<u8> = row.try_get_unchecked(1)?;
    Ok(Some((
        row.try_get(0)?,
        String::from_utf8_lossy(&hash).into_owned(),
    )))
}

/// The sum of a line.
pub(crate) async fn sum_of(
    connection: &mut SqliteConnection,
    number: i64,
) -> Result<Option<String>> {
    let line = sqlx::query("SELECT hash FROM audit WHERE number = ?")
        .bind(number)
        .fetch_optional(&mut *connection)
        .await?;
    let hash: Option<Vec<u8>> = line.map(|row| row.try_get_unchecked(0)).transpose()?;
    Ok(hash.map(|hash| String::from_utf8_lossy(&hash).into_owned()))
}

/// Adds a line as it is.
pub(crate) async fn put(connection: &mut SqliteConnection, row: &AuditRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (number, workspace, owner, at_ms, actor, action, target, name, origin, details, previous, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.number)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(row.deed.at_ms)
    .bind(&row.deed.actor)
    .bind(&row.deed.action)
    .bind(&row.deed.target)
    .bind(&row.deed.name)
    .bind(&row.deed.origin)
    .bind(&row.deed.details)
    .bind(&row.previous)
    .bind(&row.hash)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// Lines after a number, oldest first, a thousand at most.
pub(crate) async fn after(connection: &mut SqliteConnection, number: i64) -> Result<Vec<AuditRow>> {
    let query = format!("SELECT {COLUMNS} FROM audit WHERE number > ? ORDER BY number LIMIT 1000");
    let rows = sqlx::query(sqlx::AssertSqlSafe(query))
        .bind(number)
        .fetch_all(&mut *connection)
        .await?;
    rows.iter().map(line).collect()
}

struct Hex<'h>(&'h [u8]);

impl std::fmt::LowerHex for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Store {
    /// Adds a line about something that changes nothing here. What changes something takes its line along.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit(&self, deed: Deed) -> Result<()> {
        let mut change = self.writer.begin().await?;
        write(&mut change, &deed).await?;
        change.commit().await
    }

    /// A page of the log, newest first; of one target, or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_log(
        &self,
        target: Option<&str>,
        page: PageRequest,
    ) -> Result<Page<AuditRow>> {
        let query = format!(
            "SELECT {COLUMNS} FROM audit WHERE ?1 IS NULL OR target = ?1 ORDER BY number DESC LIMIT ?2 OFFSET ?3"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(target)
            .bind(page.limit())
            .bind(i64::from(page.offset))
            .fetch_all(&self.reader)
            .await?;
        let total: i64 = sqlx::query("SELECT count(*) FROM audit WHERE ?1 IS NULL OR target = ?1")
            .bind(target)
            .fetch_one(&self.reader)
            .await?
            .get(0);
        Ok(Page {
            entries: rows.iter().map(line).collect::<Result<_>>()?,
            total: total as u64,
        })
    }

    /// Lines after a number, oldest first, a thousand at most: for an export, and for checking the chain.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_after(&self, number: i64) -> Result<Vec<AuditRow>> {
        let mut connection = self.reader.acquire().await?;
        after(&mut connection, number).await
    }

    /// The first line that does not fit the one before it, if one does not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_break(&self) -> Result<Option<i64>> {
        let (mut number, mut hash) = (0, String::new());
        loop {
            let rows = self.audit_after(number).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            for row in rows {
                number += 1;
                if row.number != number || row.previous != hash || row.hash != row.sum() {
                    return Ok(Some(number));
                }
                hash = row.hash;
            }
        }
    }
}

fn line(row: &SqliteRow) -> Result<AuditRow> {
    Ok(AuditRow {
        number: row.try_get(0)?,
        deed: Deed {
            at_ms: row.try_get(1)?,
            actor: row.try_get(2)?,
            action: row.try_get(3)?,
            target: row.try_get(4)?,
            name: row.try_get(5)?,
            origin: row.try_get(6)?,
            details: row.try_get(7)?,
        },
        previous: row.try_get(8)?,
        hash: row.try_get(9)?,
    })
}

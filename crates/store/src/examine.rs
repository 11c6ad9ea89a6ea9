//! Looks through a whole database: whether its pages and indexes fit together, whether rows fit their seals.
//!
//! A row that is read is checked against its seal then and there. What that cannot see is a row that is not found any
//! more: an index that lies, a page that fell out of its tree. So every index is held against its table and every table
//! against its key's order (SQLite's own `integrity_check`), references against what they refer to, the number of rows
//! against how many were counted, and the tables themselves against how they were made.

use futures::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::connect::{Place, memory};
use crate::doubt::{Doubt, Gap};
use crate::migrate;
use crate::seal::{Sealed, shown};
use crate::table::SEALED;
use crate::table::execution::EXECUTION;
use crate::table::ran::{self, RAN};
use crate::table::tally::{self, Missing};
use crate::{Error, Result};

/// Tables whose rows are asked for by keys that refer to nothing: one whose key is damaged is found by nobody.
const ASKED_BY_KEY: &[&str] = &["static_data", "seen", "preference"];

/// Tables that are read as a whole, and refused as a whole. A row whose workspace is damaged would only be left out.
const READ_WHOLE: &[&str] = &["allowed", "variable"];

/// How many findings are listed; a broken file has thousands.
const MOST: usize = 100;

/// What does not fit in a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Where its structure is broken, in SQLite's words.
    pub structure: Vec<String>,
    /// Rows that do not fit their seals: what they are, and which.
    pub rows: Vec<(String, String)>,
    /// Rows that were counted and are not there.
    pub missing: Vec<Missing>,
    /// Where a row that is not found may be there all the same.
    pub(crate) doubt: Doubt,
}

impl Findings {
    /// Whether everything fits.
    pub fn is_whole(&self) -> bool {
        self.structure.is_empty() && self.rows.is_empty() && self.missing.is_empty()
    }
}

/// How the structure of a database is looked through. Seals are held against all rows either way, and rows counted: who
/// reads them all may as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// Whether pages fit together and tables are in order.
    Quick,
    /// Also every index against its table.
    Full,
}

/// Looks through a database of our newest version.
pub(crate) async fn examine(connection: &mut SqliteConnection, check: Check) -> Result<Findings> {
    let mut findings = Findings {
        structure: structure(connection, check).await?,
        ..Findings::default()
    };
    if findings.structure.is_empty() {
        findings.structure = schema(connection).await?;
    }
    for sealed in SEALED {
        let before = findings.rows.len();
        if let Err(error) = rows(connection, sealed, &mut findings).await {
            let line = format!("{}: {error}", sealed.table);
            findings.structure.push(line);
        }
        // One row may be hurt for itself. Several may be a page that is another's, in the place of rows that are gone.
        let hurt = findings.rows.len() - before;
        if hurt > 1 || hurt == 1 && READ_WHOLE.contains(&sealed.table) {
            findings.doubt.tables.insert(sealed.table);
        }
    }
    match ran::lost(connection).await {
        Ok(lost) => {
            if !lost.is_empty() {
                findings.doubt.tables.insert(RAN.table);
            }
            let lost = lost
                .into_iter()
                .take(MOST.saturating_sub(findings.rows.len()));
            let named = |id| (EXECUTION.what.to_owned(), id);
            findings.rows.extend(lost.map(named));
        }
        Err(error) => findings.structure.push(format!("{}: {error}", RAN.table)),
    }
    match tally::missing(connection).await {
        Ok(missing) => findings.missing = missing,
        Err(error) => findings.structure.push(format!("tally: {error}")),
    }
    let missing = findings.missing.iter().map(|missing| missing.table);
    findings.doubt.tables.extend(missing);
    if !findings.structure.is_empty() {
        findings.doubt.tables = SEALED.iter().map(|sealed| sealed.table).collect();
    }
    Ok(findings)
}

/// Looks through a file that nobody has open, of whatever version.
pub(crate) async fn file(place: &Place, path: &std::path::Path) -> Result<Findings> {
    let mut connection = place.connect(path, true).await?;
    let version = migrate::version(&mut connection).await?;
    if version == migrate::newest() {
        return examine(&mut connection, Check::Full).await;
    }
    Ok(Findings {
        structure: structure(&mut connection, Check::Full).await?,
        ..Findings::default()
    })
}

/// What does not fit together; an error only where nobody can tell, which says nothing against the file.
async fn structure(connection: &mut SqliteConnection, check: Check) -> Result<Vec<String>> {
    let question = match check {
        Check::Quick => "PRAGMA quick_check(100)",
        Check::Full => "PRAGMA integrity_check(100)",
    };
    let checked = sqlx::query(question).fetch_all(&mut *connection).await;
    let mut found = match checked {
        Ok(rows) => rows
            .iter()
            .map(|row| {
                row.try_get::<String, _>(0)
                    .unwrap_or_else(|e| e.to_string())
            })
            .filter(|line| line != "ok")
            .collect(),
        Err(error) => vec![finding(error)?],
    };
    // Steps refer to their execution by no key that SQLite knows of: they come as its own check tells of others.
    let orphans = "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check
         UNION ALL SELECT 'step', NULL, 'execution' FROM (SELECT DISTINCT execution FROM step) AS steps
         WHERE NOT EXISTS (SELECT 1 FROM execution WHERE id = steps.execution)";
    match sqlx::query(orphans).fetch_all(connection).await {
        Ok(rows) => found.extend(rows.iter().take(MOST).map(|row| {
            let (table, other) = (row.try_get::<String, _>(0), row.try_get::<String, _>(2));
            let word = |name: std::result::Result<String, _>| name.unwrap_or_default();
            format!("a row of {} refers to none of {}", word(table), word(other))
        })),
        Err(error) => found.push(finding(error)?),
    }
    Ok(found)
}

/// What an error says about a file, unless it is about the disk or about who else uses it.
fn finding(error: sqlx::Error) -> Result<String> {
    let text = error.to_string();
    match Error::from(error) {
        error @ (Error::Disk(_) | Error::Full | Error::Busy) => Err(error),
        _ => Ok(text),
    }
}

/// Whether the tables, indexes and triggers are those that our versions make.
async fn schema(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let pool = memory().await?;
    migrate::bring_up_to_date(&pool).await?;
    let mut fresh = pool.acquire().await?;
    let (wanted, found) = (parts(&mut fresh).await?, parts(connection).await?);
    let differs = wanted.iter().filter(|part| !found.contains(part));
    let more = found.iter().filter(|part| !wanted.contains(part));
    let named = |(name, _): &(String, String)| format!("the schema of {name} is not what it was");
    Ok(differs.chain(more).map(named).collect())
}

async fn parts(connection: &mut SqliteConnection) -> Result<Vec<(String, String)>> {
    // The automatic indexes have no text; statistics of the planner are no part of the schema.
    let text =
        "SELECT type || ' ' || name || ' of ' || tbl_name, coalesce(sql, '') FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite_stat%'";
    let rows = sqlx::query(text).fetch_all(connection).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// Holds all rows of a table against their seals.
async fn rows(
    connection: &mut SqliteConnection,
    sealed: &Sealed,
    findings: &mut Findings,
) -> Result<()> {
    let text = format!(
        "SELECT {} FROM {} NOT INDEXED",
        sealed.columns(),
        sealed.table
    );
    let asked = ASKED_BY_KEY.contains(&sealed.table);
    let (mut whole, mut open) = (None, false);
    let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(connection);
    while let Some(row) = rows.try_next().await? {
        if !sealed.fits(&row) {
            open = true;
            if findings.rows.len() < MOST {
                let found = (sealed.what.to_owned(), sealed.id(&row));
                findings.rows.push(found);
            }
        } else if asked {
            // They come in the order of their keys, in which the damaged ones were as well.
            let key: Vec<String> = sealed.key.iter().map(|name| shown(&row, name)).collect();
            let before = whole.replace(key);
            if std::mem::take(&mut open) {
                let gap = Gap {
                    table: sealed.table,
                    after: before,
                    before: whole.clone(),
                };
                findings.doubt.gaps.push(gap);
            }
        }
    }
    if asked && open {
        let gap = Gap {
            table: sealed.table,
            after: whole,
            before: None,
        };
        findings.doubt.gaps.push(gap);
    }
    Ok(())
}

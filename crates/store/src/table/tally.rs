//! How many rows tables have: of a page that is gone from a table, nothing else may be missing.
//!
//! SQLite counts what is written and what is removed, by triggers, in the same transaction; what goes with what it
//! belongs to, and what is replaced (`recursive_triggers`), is counted too. Each number stands there twice, once
//! negative, so that a count that is damaged itself is not taken for rows that are gone.
//!
//! Not counted is what belongs to an execution, which the journal writes for every step: each journal counts its own
//! rows. Nor is the error history, whose entries come with every attempt that fails and go by themselves.

use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::audit::{self, Deed};
use crate::{Result, Store};

/// What makes the table, and what counts each of some tables.
macro_rules! tallied {
    ($($table:literal)*) => {
        /// The tables that are counted.
        const COUNTED: &[&str] = &[$($table),*];

        pub(crate) const TABLES: &[&str] = &[
            "CREATE TABLE tally (
                name TEXT PRIMARY KEY,
                rows INTEGER NOT NULL,
                mirror INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID",
            $(
                concat!(
                    "INSERT INTO tally (name, rows, mirror) SELECT '", $table, "', count(*), -count(*) FROM ", $table
                ),
                concat!(
                    "CREATE TRIGGER tally_more_", $table, " AFTER INSERT ON ", $table,
                    " BEGIN UPDATE tally SET rows = rows + 1, mirror = mirror - 1 WHERE name = '", $table, "'; END"
                ),
                concat!(
                    "CREATE TRIGGER tally_less_", $table, " AFTER DELETE ON ", $table,
                    " BEGIN UPDATE tally SET rows = rows - 1, mirror = mirror + 1 WHERE name = '", $table, "'; END"
                ),
            )*
        ];
    };
}

tallied! {
    "workflow" "workflow_version" "draft" "allowed" "preference" "variable" "static_data" "seen" "data_table" "data_row"
    "credential" "credential_field" "vault_slot" "audit"
}

/// Rows that are gone and were not removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The table.
    pub table: &'static str,
    /// How many; nothing where the count itself is not right.
    pub count: Option<u64>,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.count {
            Some(count) => write!(f, "{count} rows of the table “{}” are missing", self.table),
            None => write!(f, "rows of the table “{}” may be missing", self.table),
        }
    }
}

impl Store {
    /// Goes on without the rows that are missing: what is there is counted anew, and nothing is refused for their sake.
    ///
    /// # Errors
    /// When the database cannot be written, or its structure is broken.
    pub async fn accept_missing(&self, deed: &Deed) -> Result<()> {
        let mut change = self.writer.begin().await?;
        for table in COUNTED {
            let text = format!(
                "INSERT INTO tally (name, rows, mirror) SELECT ?, count(*), -count(*) FROM {table} NOT INDEXED WHERE true
                 ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, mirror = excluded.mirror"
            );
            sqlx::query(AssertSqlSafe(text))
                .bind(*table)
                .execute(&mut *change)
                .await?;
        }
        audit::write(&mut change, deed).await?;
        change.commit().await?;
        self.examine_quickly().await.map(drop)
    }
}

/// The tables that have another number of rows than was counted.
pub(crate) async fn missing(connection: &mut SqliteConnection) -> Result<Vec<Missing>> {
    let mut found = Vec::new();
    for &table in COUNTED {
        let text = format!(
            "SELECT (SELECT count(*) FROM {table} NOT INDEXED),
                (SELECT rows FROM tally WHERE name = ?1), (SELECT mirror FROM tally WHERE name = ?1)"
        );
        let row = sqlx::query(AssertSqlSafe(text))
            .bind(table)
            .fetch_one(&mut *connection)
            .await?;
        let there: i64 = row.try_get(0)?;
        let (counted, mirror): (Option<i64>, Option<i64>) = (row.try_get(1)?, row.try_get(2)?);
        let is_right = counted.is_some() && counted == mirror.and_then(i64::checked_neg);
        match counted {
            Some(counted) if is_right && counted == there => {}
            Some(counted) if is_right && counted > there => {
                let count = Some(counted.abs_diff(there));
                found.push(Missing { table, count });
            }
            // Where nothing is counted any more, or less than is there, anything may be gone.
            _ => found.push(Missing { table, count: None }),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::Store;

    /// Nothing replaces such rows now. Whoever does later would leave a count that is too high.
    #[tokio::test]
    async fn a_row_that_is_replaced_counts_once() {
        let store = Store::memory().await.unwrap();
        for value in ["1", "2"] {
            let mut change = store.writer.begin().await.unwrap();
            sqlx::query(
                "INSERT OR REPLACE INTO variable (name, workspace, owner, value) VALUES ('v', 'local', 'local', ?)",
            )
            .bind(value)
            .execute(&mut *change)
            .await
            .unwrap();
            change.commit().await.unwrap();
        }
        assert_eq!(store.examine().await.unwrap().missing, []);
    }
}

//! How many rows tables have: of a page that is gone from a table, nothing else may be missing.
//!
//! SQLite counts what is written and what is removed, by triggers, in the same transaction. Tables that are held against
//! something else are not in it: what belongs to an execution, whose journal counts it, and what the vault's manifest
//! lists.

use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::Result;

/// What makes the table, and what counts each of some tables.
macro_rules! tallied {
    ($($table:literal)*) => {
        /// The tables that are counted.
        const COUNTED: &[&str] = &[$($table),*];

        pub(crate) const TABLES: &[&str] = &[
            "CREATE TABLE tally (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            $(
                concat!("INSERT INTO tally (name, rows) SELECT '", $table, "', count(*) FROM ", $table),
                concat!(
                    "CREATE TRIGGER tally_more_", $table, " AFTER INSERT ON ", $table,
                    " BEGIN UPDATE tally SET rows = rows + 1 WHERE name = '", $table, "'; END"
                ),
                concat!(
                    "CREATE TRIGGER tally_less_", $table, " AFTER DELETE ON ", $table,
                    " BEGIN UPDATE tally SET rows = rows - 1 WHERE name = '", $table, "'; END"
                ),
            )*
        ];
    };
}

tallied! {
    "workflow" "workflow_version" "draft" "preference" "allowed" "variable" "static_data" "seen" "data_table" "data_row"
}

/// The tables that have another number of rows than was counted, and by how many that is fewer.
pub(crate) async fn differences(
    connection: &mut SqliteConnection,
) -> Result<Vec<(&'static str, i64)>> {
    let mut found = Vec::new();
    for table in COUNTED {
        let text = format!(
            "SELECT (SELECT count(*) FROM {table} NOT INDEXED), (SELECT rows FROM tally WHERE name = ?)"
        );
        let row = sqlx::query(AssertSqlSafe(text))
            .bind(*table)
            .fetch_one(&mut *connection)
            .await?;
        let (there, counted): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        // Where nothing is counted any more, all may be gone.
        match counted {
            Some(counted) if counted == there => {}
            Some(counted) => found.push((*table, counted - there)),
            None => found.push((*table, 0)),
        }
    }
    Ok(found)
}

//! Tables of rows that workflows keep (the Data Table node).
//!
//! Columns are data, so rows are stored as JSON and judged in Rust: no name of a person's column ever becomes SQL.

use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use value::{Map, Value};

use super::{WORKSPACE, new_id};
use crate::{Error, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE data_table (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        columns TEXT NOT NULL,
        next INTEGER NOT NULL,
        created_ms INTEGER NOT NULL,
        UNIQUE (workspace, name)
    ) STRICT, WITHOUT ROWID",
    "CREATE TABLE data_row (
        data_table TEXT NOT NULL REFERENCES data_table (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        data TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL,
        PRIMARY KEY (data_table, number)
    ) STRICT, WITHOUT ROWID",
];

/// A table of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataTable {
    /// Id.
    pub id: String,
    /// Name, unique.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<(String, ColumnKind)>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ColumnKind {
    /// Text.
    String,
    /// Numbers.
    Number,
    /// True or false.
    Boolean,
    /// Points in time as ISO text.
    Date,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Number, unique in its table and never used again.
    pub id: i64,
    /// The columns.
    pub data: Map,
    /// When it was made, UTC milliseconds.
    pub created_ms: i64,
    /// When it was last changed, UTC milliseconds.
    pub updated_ms: i64,
}

/// A condition on a column of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Name of the column; `id` is the row's number.
    pub column: String,
    /// The test.
    pub test: Test,
    /// What it is tested against.
    pub value: Value,
}

/// A test on a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Equal.
    Equal,
    /// Not equal.
    NotEqual,
    /// Contains the pattern, `%` standing for any text.
    Like,
    /// The same, whatever the case.
    LikeAnyCase,
    /// Larger.
    Above,
    /// Larger or equal.
    AtLeast,
    /// Smaller.
    Below,
    /// Smaller or equal.
    AtMost,
    /// Has no value.
    Empty,
    /// Has a value.
    Filled,
}

impl Condition {
    fn holds(&self, row: &Row) -> bool {
        let id = Value::from(row.id);
        let cell = if self.column == "id" {
            &id
        } else {
            row.data.get(&self.column).unwrap_or(&Value::Null)
        };
        match self.test {
            Test::Equal => same(cell, &self.value),
            Test::NotEqual => !same(cell, &self.value),
            Test::Like => like(&cell.to_text(), &self.value.to_text()),
            Test::LikeAnyCase => like(
                &cell.to_text().to_lowercase(),
                &self.value.to_text().to_lowercase(),
            ),
            Test::Above => order(cell, &self.value).is_some_and(std::cmp::Ordering::is_gt),
            Test::AtLeast => order(cell, &self.value).is_some_and(std::cmp::Ordering::is_ge),
            Test::Below => order(cell, &self.value).is_some_and(std::cmp::Ordering::is_lt),
            Test::AtMost => order(cell, &self.value).is_some_and(std::cmp::Ordering::is_le),
            Test::Empty => cell.is_null() || *cell == "",
            Test::Filled => !cell.is_null() && *cell != "",
        }
    }
}

fn same(cell: &Value, wanted: &Value) -> bool {
    cell == wanted || (!cell.is_null() && !wanted.is_null() && cell.to_text() == wanted.to_text())
}

fn order(cell: &Value, wanted: &Value) -> Option<std::cmp::Ordering> {
    match (cell, wanted) {
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::String(b)) => a.partial_cmp(&b.parse().ok()?),
        _ => None,
    }
}

/// SQL's LIKE with `%` only; a pattern without one is looked for anywhere.
fn like(text: &str, pattern: &str) -> bool {
    if !pattern.contains('%') {
        return text.contains(pattern);
    }
    let mut parts = pattern.split('%');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// Whether a row is wanted: all conditions, or any of them.
fn wanted(row: &Row, conditions: &[Condition], all: bool) -> bool {
    if all {
        conditions.iter().all(|c| c.holds(row))
    } else {
        conditions.is_empty() || conditions.iter().any(|c| c.holds(row))
    }
}

impl DataTable {
    /// Brings a record to the table's columns.
    fn fit(&self, record: &Map) -> Result<Map> {
        let mut fitted = Map::new();
        for (key, value) in record.iter() {
            let column = self.columns.iter().find(|(name, _)| name == key.as_str());
            let (name, kind) = column.ok_or_else(|| {
                Error::Invalid(format!("the table “{}” has no column “{key}”", self.name))
            })?;
            fitted.insert(name.as_str(), kind.fit(name, value)?);
        }
        Ok(fitted)
    }
}

impl ColumnKind {
    fn fit(self, column: &str, value: &Value) -> Result<Value> {
        let fitted = match (self, value) {
            (_, Value::Null) => Some(Value::Null),
            (Self::String | Self::Date, other) => Some(other.to_text().into()),
            (Self::Number, Value::Number(_)) | (Self::Boolean, Value::Bool(_)) => {
                Some(value.clone())
            }
            (Self::Number, Value::String(text)) => text.trim().parse::<f64>().ok().map(Value::from),
            (Self::Boolean, Value::String(text)) => {
                text.trim().parse::<bool>().ok().map(Value::from)
            }
            _ => None,
        };
        fitted.ok_or_else(|| {
            Error::Invalid(format!(
                "the column “{column}” takes a {}, and {value} is none",
                self.word()
            ))
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::String => "text",
            Self::Number => "number",
            Self::Boolean => "true or false",
            Self::Date => "date",
        }
    }
}

impl Store {
    /// Makes a table.
    ///
    /// # Errors
    /// When there is one of that name.
    pub async fn create_table(
        &self,
        name: &str,
        columns: Vec<(String, ColumnKind)>,
        now_ms: i64,
    ) -> Result<DataTable> {
        if self.table(name).await.is_ok() {
            return Err(Error::Invalid(format!("there is already a table “{name}”")));
        }
        let table = DataTable {
            id: new_id(),
            name: name.to_owned(),
            columns,
        };
        sqlx::query(
            "INSERT INTO data_table (id, workspace, owner, name, columns, next, created_ms) VALUES (?, ?, ?, ?, ?, 1, ?)",
        )
        .bind(&table.id)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(&table.name)
        .bind(serde_json::to_string(&table.columns).map_err(|e| Error::damaged("table", name, e))?)
        .bind(now_ms)
        .execute(&self.writer)
        .await?;
        Ok(table)
    }

    /// A table by id or name.
    ///
    /// # Errors
    /// When there is none.
    pub async fn table(&self, id_or_name: &str) -> Result<DataTable> {
        let row = sqlx::query(
            "SELECT id, name, columns FROM data_table WHERE id = ? OR (workspace = ? AND name = ?)",
        )
        .bind(id_or_name)
        .bind(WORKSPACE)
        .bind(id_or_name)
        .fetch_optional(&self.reader)
        .await?;
        read_table(&row.ok_or_else(|| Error::missing("table", id_or_name))?)
    }

    /// All tables, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tables(&self) -> Result<Vec<DataTable>> {
        let rows = sqlx::query(
            "SELECT id, name, columns FROM data_table WHERE workspace = ? ORDER BY name",
        )
        .bind(WORKSPACE)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(read_table).collect()
    }

    /// Removes a table with its rows.
    ///
    /// # Errors
    /// When there is none.
    pub async fn drop_table(&self, id_or_name: &str) -> Result<()> {
        let table = self.table(id_or_name).await?;
        sqlx::query("DELETE FROM data_table WHERE id = ?")
            .bind(table.id)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Adds rows, all or none.
    ///
    /// # Errors
    /// When a record has a field that is no column, or of another kind.
    pub async fn insert_rows(&self, table: &str, records: &[Map], now_ms: i64) -> Result<Vec<Row>> {
        let table = self.table(table).await?;
        let fitted = records
            .iter()
            .map(|record| table.fit(record))
            .collect::<Result<Vec<_>>>()?;
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let taken =
            sqlx::query("UPDATE data_table SET next = next + ? WHERE id = ? RETURNING next")
                .bind(fitted.len() as i64)
                .bind(&table.id)
                .fetch_one(&mut *transaction)
                .await?;
        let first = taken.get::<i64, _>(0) - fitted.len() as i64;
        let mut rows = Vec::with_capacity(fitted.len());
        for (at, data) in fitted.into_iter().enumerate() {
            let row = Row {
                id: first + at as i64,
                data,
                created_ms: now_ms,
                updated_ms: now_ms,
            };
            sqlx::query(
                "INSERT INTO data_row (data_table, number, workspace, owner, data, created_ms, updated_ms)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(&table.id)
            .bind(row.id)
            .bind(WORKSPACE)
            .bind(WORKSPACE)
            .bind(value::to_string(&row.data.clone().into()))
            .bind(now_ms)
            .bind(now_ms)
            .execute(&mut *transaction)
            .await?;
            rows.push(row);
        }
        transaction.commit().await?;
        Ok(rows)
    }

    /// The rows that fit, by number.
    ///
    /// # Errors
    /// When there is no such table.
    pub async fn rows(
        &self,
        table: &str,
        conditions: &[Condition],
        all: bool,
        limit: usize,
    ) -> Result<Vec<Row>> {
        let table = self.table(table).await?;
        let rows = sqlx::query(
            "SELECT number, data, created_ms, updated_ms FROM data_row WHERE data_table = ? ORDER BY number",
        )
        .bind(&table.id)
        .fetch_all(&self.reader)
        .await?;
        let rows = rows.iter().map(|row| read_row(row, &table.id));
        rows.filter(|row| {
            row.as_ref()
                .map_or(true, |row| wanted(row, conditions, all))
        })
        .take(limit)
        .collect()
    }

    /// Changes the rows that fit; returns them as they are now.
    ///
    /// # Errors
    /// When a field is no column, or of another kind: nothing is changed then.
    pub async fn update_rows(
        &self,
        table: &str,
        conditions: &[Condition],
        all: bool,
        change: &Map,
        now_ms: i64,
    ) -> Result<Vec<Row>> {
        let known = self.table(table).await?;
        let change = known.fit(change)?;
        let mut rows = self.rows(&known.id, conditions, all, usize::MAX).await?;
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for row in &mut rows {
            row.data.extend(change.clone());
            row.updated_ms = now_ms;
            sqlx::query(
                "UPDATE data_row SET data = ?, updated_ms = ? WHERE data_table = ? AND number = ?",
            )
            .bind(value::to_string(&row.data.clone().into()))
            .bind(now_ms)
            .bind(&known.id)
            .bind(row.id)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(rows)
    }

    /// Removes the rows that fit; returns them as they were.
    ///
    /// # Errors
    /// When there is no such table.
    pub async fn delete_rows(
        &self,
        table: &str,
        conditions: &[Condition],
        all: bool,
    ) -> Result<Vec<Row>> {
        let known = self.table(table).await?;
        let rows = self.rows(&known.id, conditions, all, usize::MAX).await?;
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for row in &rows {
            sqlx::query("DELETE FROM data_row WHERE data_table = ? AND number = ?")
                .bind(&known.id)
                .bind(row.id)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(rows)
    }
}

fn read_table(row: &SqliteRow) -> Result<DataTable> {
    let id: String = row.get(0);
    let columns = serde_json::from_str(row.get(2)).map_err(|e| Error::damaged("table", &id, e))?;
    Ok(DataTable {
        name: row.get(1),
        columns,
        id,
    })
}

fn read_row(row: &SqliteRow, table: &str) -> Result<Row> {
    let data =
        match value::from_str(row.get(1)).map_err(|e| Error::damaged("row of table", table, e))? {
            Value::Object(map) => std::sync::Arc::unwrap_or_clone(map),
            other => return Err(Error::damaged("row of table", table, other.type_name())),
        };
    Ok(Row {
        id: row.get(0),
        data,
        created_ms: row.get(2),
        updated_ms: row.get(3),
    })
}

//! Tables of rows that workflows keep (the Data Table node).
//!
//! Columns are data, so rows are stored as JSON and judged in Rust: no name of a person's column ever becomes SQL.

use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use value::{Map, Value};

use super::judge::wanted;
use super::{WORKSPACE, new_id};
use crate::seal::Sealed;
use crate::{Condition, Error, Order, Result, Store};

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

pub(crate) const TABLE: Sealed = Sealed {
    table: "data_table",
    what: "table",
    key: &["id"],
    rest: &[
        "workspace",
        "owner",
        "name",
        "columns",
        "next",
        "created_ms",
    ],
    seal: "seal",
};

pub(crate) const ROW: Sealed = Sealed {
    table: "data_row",
    what: "row of table",
    key: &["data_table", "number"],
    rest: &["workspace", "owner", "data", "created_ms", "updated_ms"],
    seal: "seal",
};

/// A table of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataTable {
    /// Id.
    pub id: String,
    /// Name, unique.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<(String, ColumnKind)>,
    /// When it was made, UTC milliseconds.
    pub created_ms: i64,
    /// When it or one of its rows was last written, UTC milliseconds.
    pub updated_ms: i64,
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

impl DataTable {
    /// Brings a record to the table's columns.
    fn fit(&self, record: &Map) -> Result<Map> {
        let mut fitted = Map::new();
        for (key, value) in record.iter() {
            let column = self.columns.iter().find(|(name, _)| name == key.as_str());
            let (name, kind) = column.ok_or_else(|| self.without(key))?;
            fitted.insert(name.as_str(), kind.fit(name, value)?);
        }
        Ok(fitted)
    }

    /// Whether rows have a column, their number and times among them.
    fn column(&self, column: &str) -> Result<()> {
        let known = ["id", "createdAt", "updatedAt"].contains(&column)
            || self.columns.iter().any(|(name, _)| name == column);
        known.then_some(()).ok_or_else(|| self.without(column))
    }

    fn without(&self, column: &str) -> Error {
        Error::Invalid(format!(
            "the table “{}” has no column “{column}”",
            self.name
        ))
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
        match self.table(name).await {
            Err(Error::Missing { .. }) => {}
            Ok(_) => return Err(Error::Invalid(format!("there is already a table “{name}”"))),
            Err(error) => return Err(error),
        }
        let table = DataTable {
            id: new_id(),
            name: name.to_owned(),
            columns,
            created_ms: now_ms,
            updated_ms: now_ms,
        };
        let mut change = self.writer.begin().await?;
        sqlx::query(
            "INSERT INTO data_table (id, workspace, owner, name, columns, next, created_ms) VALUES (?, ?, ?, ?, ?, 1, ?)",
        )
        .bind(&table.id)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(&table.name)
        .bind(serde_json::to_string(&table.columns).map_err(|e| Error::damaged("table", name, e))?)
        .bind(now_ms)
        .execute(&mut *change)
        .await?;
        TABLE.seal(&mut change, &[(&table.id).into()]).await?;
        change.commit().await?;
        Ok(table)
    }

    /// A table by id or name.
    ///
    /// # Errors
    /// When there is none.
    pub async fn table(&self, id_or_name: &str) -> Result<DataTable> {
        let row = sqlx::query(
            "SELECT id, workspace, owner, name, columns, next, created_ms, seal,
                max(created_ms, coalesce((SELECT max(updated_ms) FROM data_row WHERE data_table = id), 0)) AS newest
             FROM data_table WHERE id = ? OR (workspace = ? AND name = ?)",
        )
        .bind(id_or_name)
        .bind(WORKSPACE)
        .bind(id_or_name)
        .fetch_optional(&self.reader)
        .await?;
        let Some(row) = row else {
            self.assert_sure(TABLE.table)?;
            return Err(Error::missing("table", id_or_name));
        };
        read_table(&row)
    }

    /// All tables, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tables(&self) -> Result<Vec<DataTable>> {
        let rows = sqlx::query(
            "SELECT id, workspace, owner, name, columns, next, created_ms, seal,
                max(created_ms, coalesce((SELECT max(updated_ms) FROM data_row WHERE data_table = id), 0)) AS newest
             FROM data_table WHERE workspace = ? ORDER BY name",
        )
        .bind(WORKSPACE)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(read_table).collect()
    }

    /// Gives a table another name.
    ///
    /// # Errors
    /// When there is no such table, or another one has the name.
    pub async fn rename_table(&self, id_or_name: &str, name: &str) -> Result<DataTable> {
        let table = self.table(id_or_name).await?;
        if self
            .table(name)
            .await
            .is_ok_and(|other| other.id != table.id)
        {
            return Err(Error::Invalid(format!("there is already a table “{name}”")));
        }
        let key = [(&table.id).into()];
        let mut change = self.writer.begin().await?;
        TABLE.assert_at(&mut change, &key).await?;
        sqlx::query("UPDATE data_table SET name = ? WHERE id = ?")
            .bind(name)
            .bind(&table.id)
            .execute(&mut *change)
            .await?;
        TABLE.seal(&mut change, &key).await?;
        change.commit().await?;
        Ok(DataTable {
            name: name.to_owned(),
            ..table
        })
    }

    /// Removes a table with its rows.
    ///
    /// # Errors
    /// When there is none.
    pub async fn drop_table(&self, id_or_name: &str) -> Result<()> {
        let table = self.table(id_or_name).await?;
        let mut change = self.writer.begin().await?;
        sqlx::query("DELETE FROM data_table WHERE id = ?")
            .bind(table.id)
            .execute(&mut *change)
            .await?;
        change.commit().await
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
        let mut transaction = self.writer.begin().await?;
        let key = [(&table.id).into()];
        TABLE.assert_at(&mut transaction, &key).await?;
        let taken =
            sqlx::query("UPDATE data_table SET next = next + ? WHERE id = ? RETURNING next")
                .bind(fitted.len() as i64)
                .bind(&table.id)
                .fetch_one(&mut *transaction)
                .await?;
        let first = taken.get::<i64, _>(0) - fitted.len() as i64;
        TABLE.seal(&mut transaction, &key).await?;
        let mut rows = Vec::with_capacity(fitted.len());
        for (at, data) in fitted.into_iter().enumerate() {
            let row = Row {
                id: first + at as i64,
                data,
                created_ms: now_ms,
                updated_ms: now_ms,
            };
            let text = value::to_string(&row.data.clone().into());
            sqlx::query(
                "INSERT INTO data_row (data_table, number, workspace, owner, data, created_ms, updated_ms, seal)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(&table.id)
            .bind(row.id)
            .bind(WORKSPACE)
            .bind(WORKSPACE)
            .bind(&text)
            .bind(now_ms)
            .bind(now_ms)
            .bind(seal(&table.id, &row, &text))
            .execute(&mut *transaction)
            .await?;
            rows.push(row);
        }
        transaction.commit().await?;
        Ok(rows)
    }

    /// The rows that fit, by number or as an order says.
    ///
    /// # Errors
    /// When there is no such table, or a condition or the order names a column that it lacks: a misspelt column is
    /// empty in every row, so that a condition on it would find all of them.
    pub async fn rows(
        &self,
        table: &str,
        conditions: &[Condition],
        all: bool,
        order: Option<&Order>,
        limit: usize,
    ) -> Result<Vec<Row>> {
        self.assert_sure(ROW.table)?;
        let table = self.table(table).await?;
        let named = conditions.iter().map(|condition| &condition.column);
        for column in named.chain(order.map(|order| &order.column)) {
            table.column(column)?;
        }
        let rows = sqlx::query(
            "SELECT data_table, number, workspace, owner, data, created_ms, updated_ms, seal FROM data_row
             WHERE data_table = ? ORDER BY number",
        )
        .bind(&table.id)
        .fetch_all(&self.reader)
        .await?;
        let rows = rows.iter().map(|row| read_row(row, &table.id));
        let fitting = rows.filter(|row| {
            row.as_ref()
                .map_or(true, |row| wanted(row, conditions, all))
        });
        let Some(order) = order else {
            return fitting.take(limit).collect();
        };
        let mut rows = fitting.collect::<Result<Vec<_>>>()?;
        order.sort(&mut rows);
        rows.truncate(limit);
        Ok(rows)
    }

    /// Changes the rows that fit; returns them as they are now.
    ///
    /// # Errors
    /// When a field or a condition's column is no column, or a field of another kind: nothing is changed then.
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
        let mut rows = self
            .rows(&known.id, conditions, all, None, usize::MAX)
            .await?;
        let mut transaction = self.writer.begin().await?;
        for row in &mut rows {
            row.data.extend(change.clone());
            row.updated_ms = now_ms;
            let text = value::to_string(&row.data.clone().into());
            sqlx::query(
                "UPDATE data_row SET data = ?, updated_ms = ?, seal = ? WHERE data_table = ? AND number = ?",
            )
            .bind(&text)
            .bind(now_ms)
            .bind(seal(&known.id, row, &text))
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
    /// When there is no such table, or a condition names a column that it lacks: nothing is removed then.
    pub async fn delete_rows(
        &self,
        table: &str,
        conditions: &[Condition],
        all: bool,
    ) -> Result<Vec<Row>> {
        let known = self.table(table).await?;
        let rows = self
            .rows(&known.id, conditions, all, None, usize::MAX)
            .await?;
        let mut transaction = self.writer.begin().await?;
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
    TABLE.assert_fits(row)?;
    let id: String = row.get("id");
    let columns =
        serde_json::from_str(row.get("columns")).map_err(|e| Error::damaged("table", &id, e))?;
    Ok(DataTable {
        name: row.get("name"),
        columns,
        id,
        created_ms: row.get("created_ms"),
        updated_ms: row.try_get("newest")?,
    })
}

fn read_row(row: &SqliteRow, table: &str) -> Result<Row> {
    ROW.assert_fits(row)?;
    let data = match value::from_str(row.get("data"))
        .map_err(|e| Error::damaged("row of table", table, e))?
    {
        Value::Object(map) => std::sync::Arc::unwrap_or_clone(map),
        other => return Err(Error::damaged("row of table", table, other.type_name())),
    };
    Ok(Row {
        id: row.get("number"),
        data,
        created_ms: row.get("created_ms"),
        updated_ms: row.get("updated_ms"),
    })
}

/// The seal of a row whose data is this text.
fn seal(table: &str, row: &Row, text: &str) -> i64 {
    ROW.of(&[
        table.into(),
        row.id.into(),
        WORKSPACE.into(),
        WORKSPACE.into(),
        text.into(),
        row.created_ms.into(),
        row.updated_ms.into(),
    ])
}

//! Seals: a checksum over a row and its key, kept in the row.
//!
//! SQLite's pages carry none, so a flipped bit in a text would be shown as if it were true. A seal is made when a row is
//! written and held against it whenever the row is read; a row that does not fit its seal is an error, never an answer.
//! It guards against damage, not against people: who can write the file can write the seal.
//!
//! A row that is changed in part is checked before, so that damage is never sealed in.

use sha2::{Digest as _, Sha256};
use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{AssertSqlSafe, Decode as _, Row as _, SqliteConnection, TypeInfo as _, ValueRef as _};

use crate::{Error, Result};

/// A table, or some columns of one, whose rows are sealed.
#[derive(Debug)]
pub(crate) struct Sealed {
    /// The table.
    pub(crate) table: &'static str,
    /// What a row is called in an error.
    pub(crate) what: &'static str,
    /// The columns of the key.
    pub(crate) key: &'static [&'static str],
    /// The other columns under the seal.
    pub(crate) rest: &'static [&'static str],
    /// The column that holds the seal.
    pub(crate) seal: &'static str,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'c> {
    Null,
    Int(i64),
    Text(&'c str),
}

impl<'c> From<&'c str> for Cell<'c> {
    fn from(text: &'c str) -> Self {
        Cell::Text(text)
    }
}

impl<'c> From<&'c String> for Cell<'c> {
    fn from(text: &'c String) -> Self {
        Cell::Text(text)
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Cell::Int(number)
    }
}

impl<'c, T: Into<Cell<'c>>> From<Option<T>> for Cell<'c> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Null, Into::into)
    }
}

/// What stands in a column of a key, on its own.
enum Key {
    Int(i64),
    Text(String),
}

impl Key {
    fn cell(&self) -> Cell<'_> {
        match self {
            Key::Int(number) => Cell::Int(*number),
            Key::Text(text) => Cell::Text(text),
        }
    }
}

/// The checksum of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    first(Sha256::digest(bytes).as_slice())
}

fn first(digest: &[u8]) -> u64 {
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl Sealed {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.key.iter().chain(self.rest).copied()
    }

    /// The columns that a query must read so that a row can be checked, the seal last.
    pub(crate) fn columns(&self) -> String {
        let names: Vec<&str> = self.names().chain([self.seal]).collect();
        names.join(", ")
    }

    /// The seal of a row that is about to be written: its cells in the order of the key and the rest.
    pub(crate) fn of(&self, cells: &[Cell<'_>]) -> i64 {
        debug_assert_eq!(cells.len(), self.names().count(), "{}", self.table);
        let mut hash = self.begin();
        for cell in cells {
            feed(&mut hash, *cell);
        }
        first(hash.finalize().as_slice()) as i64
    }

    fn begin(&self) -> Sha256 {
        let mut hash = Sha256::new();
        feed(&mut hash, Cell::Text(self.table));
        feed(&mut hash, Cell::Text(self.seal));
        hash
    }

    /// Whether a row, read with all its columns, fits its seal.
    pub(crate) fn fits(&self, row: &SqliteRow) -> bool {
        let seal = row.try_get_raw(self.seal).map(number);
        self.computed(row)
            .is_some_and(|computed| matches!(seal, Ok(Some(seal)) if seal == computed))
    }

    fn computed(&self, row: &SqliteRow) -> Option<i64> {
        let mut hash = self.begin();
        for name in self.names() {
            feed_raw(&mut hash, row.try_get_raw(name).ok()?);
        }
        Some(first(hash.finalize().as_slice()) as i64)
    }

    /// Refuses a row that does not fit its seal.
    pub(crate) fn assert_fits(&self, row: &SqliteRow) -> Result<()> {
        if self.fits(row) {
            return Ok(());
        }
        Err(Error::damaged(
            self.what,
            &self.id(row),
            "its checksum does not fit",
        ))
    }

    /// Refuses a row that does not fit its seal, or is another's than was asked for: in a tree whose order is broken SQLite
    /// finds rows of other keys.
    pub(crate) fn assert_of(&self, row: &SqliteRow, asked: &str) -> Result<()> {
        self.assert_fits(row)?;
        let owner = self.key.first().map(|name| shown(row, name));
        if owner.as_deref() == Some(asked) {
            return Ok(());
        }
        let why = "another one is in its place";
        Err(Error::damaged(self.what, asked, why))
    }

    /// The key of a row in words, whatever stands there.
    pub(crate) fn id(&self, row: &SqliteRow) -> String {
        let parts: Vec<String> = self.key.iter().map(|name| shown(row, name)).collect();
        parts.join("/")
    }

    /// Seals a row as it stands; for one that was just written.
    pub(crate) async fn seal(
        &self,
        connection: &mut SqliteConnection,
        key: &[Cell<'_>],
    ) -> Result<()> {
        let Some(row) = self.find(connection, key).await? else {
            return Ok(());
        };
        let seal = self
            .computed(&row)
            .ok_or_else(|| Error::damaged(self.what, &self.id(&row), "a column is missing"))?;
        let (table, column) = (self.table, self.seal);
        let text = format!("UPDATE {table} SET {column} = ? WHERE {}", self.condition());
        let mut query = sqlx::query(AssertSqlSafe(text)).bind(seal);
        for cell in key {
            query = match cell {
                Cell::Null => query.bind(None::<i64>),
                Cell::Int(number) => query.bind(*number),
                Cell::Text(text) => query.bind((*text).to_owned()),
            };
        }
        query.execute(connection).await?;
        Ok(())
    }

    /// Whether a row fits its seal; so does one that is not there.
    pub(crate) async fn fits_at(
        &self,
        connection: &mut SqliteConnection,
        key: &[Cell<'_>],
    ) -> Result<bool> {
        let row = self.find(connection, key).await?;
        Ok(row.is_none_or(|row| self.fits(&row)))
    }

    /// Refuses to go on where a row that is to be changed does not fit its seal.
    pub(crate) async fn assert_at(
        &self,
        connection: &mut SqliteConnection,
        key: &[Cell<'_>],
    ) -> Result<()> {
        match self.find(connection, key).await? {
            Some(row) => self.assert_fits(&row),
            None => Ok(()),
        }
    }

    fn condition(&self) -> String {
        let tests: Vec<String> = self.key.iter().map(|name| format!("{name} = ?")).collect();
        tests.join(" AND ")
    }

    async fn find(
        &self,
        connection: &mut SqliteConnection,
        key: &[Cell<'_>],
    ) -> Result<Option<SqliteRow>> {
        let (columns, table) = (self.columns(), self.table);
        let text = format!("SELECT {columns} FROM {table} WHERE {}", self.condition());
        let mut query = sqlx::query(AssertSqlSafe(text));
        for cell in key {
            query = match cell {
                Cell::Null => query.bind(None::<i64>),
                Cell::Int(number) => query.bind(*number),
                Cell::Text(text) => query.bind((*text).to_owned()),
            };
        }
        Ok(query.fetch_optional(connection).await?)
    }

    /// Seals every row of the table: for the migration that brings the seals. A table, or a column, of a later version is
    /// not there yet: that version seals it.
    pub(crate) async fn seal_all(&self, connection: &mut SqliteConnection) -> Result<()> {
        let there = sqlx::query("SELECT name FROM pragma_table_info(?)")
            .bind(self.table)
            .fetch_all(&mut *connection)
            .await?;
        let there: Vec<&str> = there
            .iter()
            .map(|row| row.try_get(0))
            .collect::<std::result::Result<_, _>>()?;
        let is_there = |name| there.contains(&name);
        if !self.names().chain([self.seal]).all(is_there) {
            return Ok(());
        }
        let (keys, table) = (self.key.join(", "), self.table);
        let text = format!("SELECT {keys} FROM {table}");
        let rows = sqlx::query(AssertSqlSafe(text))
            .fetch_all(&mut *connection)
            .await?;
        let keys: Vec<Vec<Key>> = rows
            .iter()
            .map(|row| self.key_of(row))
            .collect::<Result<_>>()?;
        for key in keys {
            let cells: Vec<Cell<'_>> = key.iter().map(Key::cell).collect();
            self.seal(connection, &cells).await?;
        }
        Ok(())
    }

    fn key_of(&self, row: &SqliteRow) -> Result<Vec<Key>> {
        let cell = |name: &&str| {
            match row.try_get_raw(*name)? {
                value if value.type_info().name() == "INTEGER" => i64::decode(value).map(Key::Int),
                value => String::decode(value).map(Key::Text),
            }
            .map_err(|error| Error::damaged(self.what, &self.id(row), error))
        };
        self.key.iter().map(cell).collect()
    }
}

/// Every cell with its kind and its length: no two rows read the same.
fn feed(hash: &mut Sha256, cell: Cell<'_>) {
    match cell {
        Cell::Null => hash.update([0]),
        Cell::Int(number) => {
            hash.update([1]);
            hash.update(number.to_be_bytes());
        }
        Cell::Text(text) => feed_bytes(hash, text.as_bytes()),
    }
}

fn feed_bytes(hash: &mut Sha256, bytes: &[u8]) {
    hash.update([2]);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// What SQLite holds, whatever the column was declared as.
fn feed_raw(hash: &mut Sha256, value: SqliteValueRef<'_>) {
    if value.is_null() {
        return hash.update([0]);
    }
    let kind = value.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" => match i64::decode(value) {
            Ok(number) => feed(hash, Cell::Int(number)),
            Err(_) => hash.update([3]),
        },
        "TEXT" => match <&[u8]>::decode(value) {
            Ok(bytes) => feed_bytes(hash, bytes),
            Err(_) => hash.update([3]),
        },
        // No column of ours holds anything else.
        _ => hash.update([4]),
    }
}

fn number(value: SqliteValueRef<'_>) -> Option<i64> {
    let is_number = !value.is_null() && value.type_info().name() == "INTEGER";
    is_number.then(|| i64::decode(value).ok()).flatten()
}

/// What stands in a column, as text.
pub(crate) fn shown(row: &SqliteRow, column: &str) -> String {
    let Ok(value) = row.try_get_raw(column) else {
        return String::new();
    };
    if value.is_null() {
        return String::new();
    }
    match value.type_info().name() {
        "INTEGER" => i64::decode(value).map(|number| number.to_string()),
        _ => <&[u8]>::decode(value).map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sealed};

    const LETTER: Sealed = Sealed {
        table: "letter",
        what: "letter",
        key: &["id"],
        rest: &["words", "pages"],
        seal: "seal",
    };

    #[test]
    fn whatever_differs_seals_differently() {
        let cells = [Cell::Text("a"), Cell::Text("bc"), Cell::Int(1)];
        let seal = LETTER.of(&cells);
        assert_eq!(seal, LETTER.of(&cells));
        for other in [
            [Cell::Text("ab"), Cell::Text("c"), Cell::Int(1)],
            [Cell::Text("a"), Cell::Text("bc"), Cell::Int(2)],
            [Cell::Text("a"), Cell::Text("bc"), Cell::Text("1")],
            [Cell::Text("a"), Cell::Text("bc"), Cell::Null],
            [Cell::Text("a"), Cell::Text(""), Cell::Int(1)],
        ] {
            assert_ne!(seal, LETTER.of(&other), "{other:?}");
        }
        let elsewhere = Sealed {
            table: "note",
            ..LETTER
        };
        assert_ne!(seal, elsewhere.of(&cells));
    }
}

//! Which rows of a table are wanted, and in what order. Judged here and not by SQL: a person's columns are data.

use value::Value;

use super::data::Row;
use crate::Direction;

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
        let cell = &row.cell(&self.column);
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

/// By which column rows are sorted; rows that are equal there stay in the order they were made in.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Name of the column, or `id`, `createdAt`, `updatedAt`.
    pub column: String,
    /// Which way.
    pub direction: Direction,
}

impl Order {
    pub(super) fn sort(&self, rows: &mut [Row]) {
        rows.sort_by(|a, b| {
            let order = rank(&a.cell(&self.column), &b.cell(&self.column));
            match self.direction {
                Direction::Up => order,
                Direction::Down => order.reverse(),
            }
        });
    }
}

/// The order of two cells of one column; what has no value comes first.
fn rank(a: &Value, b: &Value) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        _ => order(a, b).unwrap_or_else(|| a.to_text().cmp(&b.to_text())),
    }
}

impl Row {
    /// What stands in a column; the store's own ones are `id`, `createdAt` and `updatedAt`, the times as ISO text.
    pub fn cell(&self, column: &str) -> Value {
        match column {
            "id" => self.id.into(),
            "createdAt" => iso(self.created_ms),
            "updatedAt" => iso(self.updated_ms),
            own => self.data.get(own).cloned().unwrap_or_default(),
        }
    }
}

fn iso(ms: i64) -> Value {
    model::script::Typed::Date(ms as f64)
        .into_json()
        .unwrap_or_default()
}

/// Whether a row is wanted: all conditions, or any of them.
pub(super) fn wanted(row: &Row, conditions: &[Condition], all: bool) -> bool {
    if all {
        conditions.iter().all(|c| c.holds(row))
    } else {
        conditions.is_empty() || conditions.iter().any(|c| c.holds(row))
    }
}

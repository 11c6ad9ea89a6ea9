//! Combines inputs by an SQL query: each input is a table, each row of the result an item.
//!
//! n8n runs these queries in a small JavaScript engine of its own dialect, Millrace in SQLite, in memory. What is written
//! for the former mostly runs here: names in backticks or brackets, `=` between numbers and text, `/` between whole numbers,
//! and `record->field`. What does not: `SELECT VALUE`, `MATRIX OF`, names of JavaScript functions, and records that
//! lack a field, which have `null` there.
//!
//! Lists and objects are JSON text within the query and come out as what they were. A query may not touch files.

mod query;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use model::script::Evaluation;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::{Value as Cell, ValueRef};
use rusqlite::{Connection, Statement, params_from_iter};
use rustc_hash::FxHashSet;
use sdk::{Ctx, Error, Item, Map, Result, Text, Value};

use crate::data::names::text_or;
use crate::data::origins::joined;

/// How long a query may take.
const MOST_TIME: Duration = Duration::from_secs(30);
/// How many rows may come out.
const MOST_ROWS: usize = 1_000_000;
/// How many bytes one value may have.
const MOST_BYTES: i32 = 64 << 20;
/// How many steps SQLite takes before it is asked whether it may go on.
const STEPS: i32 = 10_000;

pub(super) async fn combine(ctx: &Ctx, inputs: &[Arc<Vec<Item>>]) -> Result<Vec<Item>> {
    let text = query_text(ctx).await?;
    let origin = joined(inputs.iter().flat_map(|input| input.iter()));
    let tables = inputs.to_vec();
    let stop = Stop::default();
    let stopped = stop.0.clone();
    let work = tokio::task::spawn_blocking(move || run(&text, &tables, &stopped));
    let rows = work
        .await
        .map_err(|e| Error::new("sql", format!("The query broke off: {e}.")))??;
    drop(stop);
    let mut items: Vec<Item> = rows.into_iter().map(Item::new).collect();
    let options = ctx.value("options", 0).await?;
    if items.is_empty() && text_or(&options, "emptyQueryResult", "success") != "empty" {
        items.push(Item::new(Map::from_iter([("success", Value::Bool(true))])));
    }
    items
        .iter_mut()
        .for_each(|item| item.origin = origin.clone());
    Ok(items)
}

/// Stops the query when nobody waits for it any more.
#[derive(Default)]
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The query; `{{ }}` in it is filled in, with a leading `=` or without.
async fn query_text(ctx: &Ctx) -> Result<String> {
    let raw = ctx.raw("query").unwrap_or_default().to_text();
    if raw.starts_with('=') || !raw.contains("{{") {
        return Ok(ctx.value("query", 0).await?.to_text().to_string());
    }
    let templates = vec![Text::from(format!("={raw}"))];
    let evaluation = Evaluation {
        scope: ctx.parameters().scope(),
        templates,
        items: vec![0],
    };
    let results = ctx
        .host()
        .evaluate(&evaluation, &*ctx.parameters().script_host())
        .await?;
    match results.into_iter().flatten().next() {
        Some(Ok(typed)) => Ok(typed.into_json().unwrap_or_default().to_text().to_string()),
        Some(Err(error)) => Err(Error::new("expression", error.message).in_field("query")),
        None => Ok(raw.to_string()),
    }
}

fn run(text: &str, inputs: &[Arc<Vec<Item>>], stop: &Arc<AtomicBool>) -> Result<Vec<Map>> {
    let connection = Connection::open_in_memory().map_err(|e| failed(&e))?;
    // Its automatic indexes would change the order of joined rows: those below keep it.
    connection
        .execute_batch("PRAGMA automatic_index = OFF")
        .map_err(|e| failed(&e))?;
    for (at, items) in inputs.iter().enumerate() {
        fill(&connection, at + 1, items, text).map_err(|e| failed(&e))?;
    }
    confine(&connection, stop.clone()).map_err(|e| failed(&e))?;
    let text = query::translate(text);
    let mut rows = Vec::new();
    let mut batch = rusqlite::Batch::new(&connection, &text);
    loop {
        let next = rusqlite::fallible_iterator::FallibleIterator::next(&mut batch)
            .map_err(|e| failed(&e))?;
        let Some(mut statement) = next else {
            return Ok(rows);
        };
        read(&mut statement, &mut rows)?;
    }
}

fn failed(error: &rusqlite::Error) -> Error {
    let interrupted = error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted);
    if interrupted {
        return Error::new("timeout", "The query took too long and was stopped.").in_field("query");
    }
    Error::new("sql", format!("The query cannot be run: {error}.")).in_field("query")
}

/// Takes away whatever reaches out of the query, and sets its limits.
fn confine(connection: &Connection, stop: Arc<AtomicBool>) -> rusqlite::Result<()> {
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES)?;
    connection.set_limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1)?;
    connection.authorizer(Some(|context: AuthContext<'_>| allowed(context.action)))?;
    let end = Instant::now() + MOST_TIME;
    connection.progress_handler(
        STEPS,
        Some(move || stop.load(Ordering::Relaxed) || Instant::now() > end),
    )
}

fn allowed(action: AuthAction<'_>) -> Authorization {
    match action {
        AuthAction::Function { function_name }
            if function_name.eq_ignore_ascii_case("load_extension") =>
        {
            Authorization::Deny
        }
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Recursive
        | AuthAction::Function { .. }
        | AuthAction::Insert { .. }
        | AuthAction::Update { .. }
        | AuthAction::Delete { .. }
        | AuthAction::CreateTable { .. }
        | AuthAction::CreateTempTable { .. }
        | AuthAction::CreateView { .. }
        | AuthAction::CreateTempView { .. }
        | AuthAction::CreateIndex { .. }
        | AuthAction::DropTable { .. }
        | AuthAction::Reindex { .. } => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

/// A column of a table: the field it is for, and its name, which differs where two fields differ only by case.
struct Column {
    field: Text,
    name: String,
    kind: Kind,
}

/// What the values of a column are. The declared type decides how SQLite compares them with others, and is what tells
/// yes and no from 1 and 0, and lists from text, when they come out again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    Boolean,
    Nested,
    Mixed,
}

impl Kind {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Bool(_) => Some(Self::Boolean),
            Value::Number(_) => Some(Self::Number),
            Value::String(_) => Some(Self::Text),
            Value::Array(_) | Value::Object(_) => Some(Self::Nested),
        }
    }

    fn with(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Nested, _) | (_, Self::Nested) => Self::Nested,
            _ => Self::Mixed,
        }
    }

    fn declared(self) -> &'static str {
        match self {
            Self::Number => "NUMERIC",
            Self::Text => "TEXT",
            Self::Boolean => "BOOLEAN",
            Self::Nested => "JSONBLOB",
            Self::Mixed => "BLOB",
        }
    }
}

fn columns(items: &[Item]) -> Vec<Column> {
    let mut kinds: indexmap::IndexMap<Text, Option<Kind>> = indexmap::IndexMap::new();
    for (field, value) in items.iter().flat_map(|item| item.json.iter()) {
        let kind = Kind::of(value);
        match kinds.get_mut(field) {
            Some(known) => {
                *known = known.map_or(kind, |known| {
                    Some(kind.map_or(known, |kind| known.with(kind)))
                })
            }
            None => drop(kinds.insert(field.clone(), kind)),
        }
    }
    let mut taken = FxHashSet::default();
    let named = |(field, kind): (Text, Option<Kind>)| {
        let mut name = field.to_string();
        while !taken.insert(name.to_lowercase()) {
            name.push_str("_2");
        }
        Column {
            field,
            name,
            kind: kind.unwrap_or(Kind::Mixed),
        }
    };
    kinds.into_iter().map(named).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\"").replace('\0', ""))
}

/// Makes the table of an input, with an index for each column that a join may go by.
fn fill(
    connection: &Connection,
    number: usize,
    items: &[Item],
    query: &str,
) -> rusqlite::Result<()> {
    let columns = columns(items);
    let table = format!("input{number}");
    if columns.is_empty() {
        return connection.execute_batch(&format!("CREATE TABLE {table} (\"_\")"));
    }
    let declared: Vec<String> = columns
        .iter()
        .map(|column| format!("{} {}", quoted(&column.name), column.kind.declared()))
        .collect();
    connection.execute_batch(&format!(
        "CREATE TABLE {table} ({}); BEGIN",
        declared.join(", ")
    ))?;
    let places = vec!["?"; columns.len()].join(", ");
    let mut insert = connection.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
    for item in items {
        insert.execute(params_from_iter(
            columns
                .iter()
                .map(|column| cell(item.json.get(&column.field))),
        ))?;
    }
    drop(insert);
    let joins = query.to_lowercase().contains("join");
    for (at, column) in columns
        .iter()
        .enumerate()
        .filter(|(_, column)| joins && query.contains(&column.name))
    {
        connection.execute_batch(&format!(
            "CREATE INDEX {table}_{at} ON {table} ({})",
            quoted(&column.name)
        ))?;
    }
    connection.execute_batch("COMMIT")
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Null,
        Some(Value::Bool(flag)) => Cell::Integer(i64::from(*flag)),
        Some(value @ Value::Number(number)) => {
            value.as_i64().map_or(Cell::Real(*number), Cell::Integer)
        }
        Some(Value::String(text)) => Cell::Text(text.to_string()),
        Some(nested) => Cell::Text(value::to_string(nested)),
    }
}

/// Adds the rows of a statement. Where several columns have one name the last that is not empty counts.
fn read(statement: &mut Statement<'_>, out: &mut Vec<Map>) -> Result<()> {
    let names: Vec<(Text, Option<Kind>)> = statement
        .columns()
        .iter()
        .map(|column| {
            let kind = match column.decl_type() {
                Some("BOOLEAN") => Some(Kind::Boolean),
                Some("JSONBLOB") => Some(Kind::Nested),
                _ => None,
            };
            (Text::from(column.name()), kind)
        })
        .collect();
    let mut rows = statement.query([]).map_err(|e| failed(&e))?;
    while let Some(row) = rows.next().map_err(|e| failed(&e))? {
        if out.len() >= MOST_ROWS {
            return Err(Error::new(
                "sql",
                format!("The query gives more than {MOST_ROWS} rows."),
            )
            .in_field("query"));
        }
        let mut record = Map::with_capacity(names.len());
        for (at, (name, kind)) in names.iter().enumerate() {
            let value = value_of(row.get_ref(at).map_err(|e| failed(&e))?, *kind);
            if !value.is_null() || !record.contains_key(name) {
                record.insert(name.clone(), value);
            }
        }
        out.push(record);
    }
    Ok(())
}

fn value_of(cell: ValueRef<'_>, kind: Option<Kind>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(flag) if kind == Some(Kind::Boolean) => (flag != 0).into(),
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let nested = (kind == Some(Kind::Nested))
                .then(|| value::from_str(&text).ok())
                .flatten();
            nested
                .filter(|value| value.is_array() || value.is_object())
                .unwrap_or_else(|| text.into())
        }
    }
}

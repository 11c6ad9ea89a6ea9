//! What is asked of the store for one item.

use sdk::{Error, Item, Map, Result, TableCall, Value, json};

use crate::fields::js;
use crate::flow::given::{whole, wrong};

/// What the store is asked, and what is made of its answer.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    pub call: Option<TableCall>,
    pub ask: Ask,
}

/// What is made of the answer.
#[derive(Debug, PartialEq)]
pub(super) enum Ask {
    /// Each row, or the table, is an item.
    Rows,
    /// It only says that it was done.
    Deleted,
    /// The item goes on if there are rows, or if there are none.
    Exists(bool),
    /// The tables whose name contains a text.
    Tables { name: String, limit: usize },
    /// Makes the table unless it is among those answered.
    Unless(TableCall),
    /// The rows before and after a change that is not made; without data they would be deleted.
    Dry(Option<Map>),
}

pub(super) fn is_insert(params: &Value) -> bool {
    params
        .get("operation")
        .is_none_or(|operation| *operation == "insert")
        && params
            .get("resource")
            .is_none_or(|resource| *resource == "row")
}

impl Request {
    pub(super) fn read(params: &Value, item: &Item, version: f64) -> Result<Self> {
        let text = |key: &str| params.get(key).and_then(Value::as_str);
        let (resource, operation) = (
            text("resource").unwrap_or("row"),
            text("operation").unwrap_or("insert"),
        );
        match (resource, operation) {
            ("row", operation) => row(operation, params, item, version),
            ("table", operation) => whole_table(operation, params),
            (other, _) => Err(wrong("resource", "row or table", &other.into())),
        }
    }
}

fn ask(table: &str, operation: &str, arguments: Map, ask: Ask) -> Request {
    let call = TableCall {
        table: table.to_owned(),
        operation: operation.to_owned(),
        arguments,
    };
    Request {
        call: Some(call),
        ask,
    }
}

fn row(operation: &str, params: &Value, item: &Item, version: f64) -> Result<Request> {
    let table = table_name(params)?;
    if operation == "insert" {
        let rows = Map::from_iter([("rows", vec![data(params, item)])]);
        return Ok(ask(&table, "insert", rows, Ask::Rows));
    }
    let mut arguments = filter(params, version);
    let conditions = arguments
        .get("conditions")
        .and_then(Value::as_array)
        .unwrap_or_default()
        .len();
    match operation {
        "get" | "rowExists" | "rowNotExists" => {
            if let Some(limit) = limit(operation, params)? {
                arguments.insert("limit", limit);
            }
            let what = match operation {
                "get" => Ask::Rows,
                other => Ask::Exists(other == "rowExists"),
            };
            Ok(ask(&table, "get", arguments, what))
        }
        "update" | "upsert" | "deleteRows" if conditions == 0 => Err(Error::param(
            "filters",
            "At least one condition is needed to say which rows are meant.",
        )),
        "update" | "upsert" => {
            let data = data(params, item);
            if params.path("options.dryRun") == Some(&Value::Bool(true)) {
                return Ok(ask(&table, "get", arguments, Ask::Dry(Some(data))));
            }
            arguments.insert("data", data);
            Ok(ask(&table, operation, arguments, Ask::Rows))
        }
        "deleteRows" if params.path("options.dryRun") == Some(&Value::Bool(true)) => {
            Ok(ask(&table, "get", arguments, Ask::Dry(None)))
        }
        "deleteRows" => Ok(ask(&table, "deleteRows", arguments, Ask::Rows)),
        other => Err(wrong(
            "operation",
            "something that can be done with rows",
            &other.into(),
        )),
    }
}

fn whole_table(operation: &str, params: &Value) -> Result<Request> {
    match operation {
        "list" => {
            let name = params
                .path("options.filterName")
                .map(|name| js::text(name).to_string())
                .unwrap_or_default();
            let limit = limit("get", params)?.unwrap_or(u64::MAX);
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            Ok(ask("", "list", Map::new(), Ask::Tables { name, limit }))
        }
        "create" => {
            let name = given_name(params, "tableName")?;
            let columns = params
                .path("columns.column")
                .cloned()
                .unwrap_or_else(|| Vec::<Value>::new().into());
            let create = ask(
                &name,
                "create",
                Map::from_iter([("columns", columns)]),
                Ask::Rows,
            );
            match create.call {
                Some(call)
                    if params.path("options.createIfNotExists") == Some(&Value::Bool(true)) =>
                {
                    Ok(ask("", "list", Map::new(), Ask::Unless(call)))
                }
                call => Ok(Request {
                    call,
                    ask: Ask::Rows,
                }),
            }
        }
        "delete" => Ok(ask(
            &table_name(params)?,
            "delete",
            Map::new(),
            Ask::Deleted,
        )),
        "update" => {
            let name = given_name(params, "newName")?;
            Ok(ask(
                &table_name(params)?,
                "rename",
                Map::from_iter([("name", name)]),
                Ask::Rows,
            ))
        }
        other => Err(wrong(
            "operation",
            "something that can be done with a table",
            &other.into(),
        )),
    }
}

fn given_name(params: &Value, field: &str) -> Result<String> {
    let name = params
        .get(field)
        .filter(|name| !name.is_null())
        .map(js::text)
        .unwrap_or_default();
    let name = name.trim();
    if name.is_empty() {
        Err(Error::param(field, "The table needs a name."))
    } else {
        Ok(name.to_owned())
    }
}

/// The table, which is written as text or as n8n's locator. A locator by id also knows the name, and as ids differ from
/// one installation to the next, a name says more.
fn table_name(params: &Value) -> Result<String> {
    let given = params.get("dataTableId").unwrap_or(&Value::Null);
    let by = |key: &str| {
        given
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let name = match given {
        Value::Object(_) => by("cachedResultName")
            .or(by("value"))
            .unwrap_or_default()
            .to_owned(),
        Value::Null => String::new(),
        other => js::text(other).to_string(),
    };
    if name.is_empty() {
        Err(Error::param("dataTableId", "No table is chosen."))
    } else {
        Ok(name)
    }
}

/// The record that is written: the item, or what is mapped, without the columns that the store itself fills in.
fn data(params: &Value, item: &Item) -> Map {
    let columns = params.get("columns").unwrap_or(&Value::Null);
    let by_hand = columns.get("mappingMode").and_then(Value::as_str) == Some("defineBelow");
    let mut data = if by_hand {
        columns
            .get("value")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    } else {
        (*item.json).clone()
    };
    data.retain(|key, _| !["id", "createdAt", "updatedAt"].contains(&key));
    data
}

fn filter(params: &Value, version: f64) -> Map {
    let default = if version >= 1.1 {
        "allConditions"
    } else {
        "anyCondition"
    };
    let combine = params
        .get("matchType")
        .and_then(Value::as_str)
        .unwrap_or(default);
    let given = params
        .path("filters.conditions")
        .and_then(Value::as_array)
        .unwrap_or_default();
    let or = |condition: &Value, key: &str, default: &str| match condition.get(key) {
        None | Some(Value::Null) => default.into(),
        Some(value) => value.clone(),
    };
    let condition = |condition: &Value| {
        json!({
            "keyName": or(condition, "keyName", "id"),
            "condition": or(condition, "condition", "eq"),
            "keyValue": condition.get("keyValue").cloned().unwrap_or_default()
        })
    };
    let conditions: Value = given.iter().map(condition).collect();
    Map::from_iter([("match", combine.into()), ("conditions", conditions)])
}

/// How many are wanted: of rows that only have to be there, one is enough.
fn limit(operation: &str, params: &Value) -> Result<Option<u64>> {
    if operation != "get" {
        return Ok(Some(1));
    }
    if params.get("returnAll") == Some(&Value::Bool(true)) {
        return Ok(None);
    }
    let given = params.get("limit").cloned().unwrap_or_else(|| 50.into());
    whole(&given)
        .map(Some)
        .ok_or_else(|| wrong("limit", "a whole number", &given))
}

pub(super) fn named(tables: Vec<Value>, name: &str, limit: usize) -> Vec<Value> {
    let name = name.to_lowercase();
    let fits = |table: &Value| {
        let own = table
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        own.to_lowercase().contains(&name)
    };
    tables.into_iter().filter(fits).take(limit).collect()
}

/// The rows as they are, and as they would be.
pub(super) fn dry(rows: Vec<Value>, data: &Option<Map>) -> Vec<Value> {
    let told = |row: &Value, state: &str| {
        let mut row = row.as_object().cloned().unwrap_or_default();
        if state == "after" {
            row.extend(data.clone().unwrap_or_default());
        }
        row.insert("dryRunState", state);
        Value::from(row)
    };
    let states: &[&str] = if data.is_some() {
        &["before", "after"]
    } else {
        &["before"]
    };
    rows.iter()
        .flat_map(|row| states.iter().map(|state| told(row, state)))
        .collect()
}

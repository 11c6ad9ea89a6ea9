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
    Tables(Listing),
    /// It says that it was done, with how many rows are gone.
    Cleared,
    /// Makes the table unless it is among those answered.
    Unless(TableCall),
    /// The rows before and after a change that is not made; without data they would be deleted.
    Dry(Option<Map>),
}

/// Which tables are listed.
#[derive(Debug, PartialEq)]
pub(super) struct Listing {
    /// What their names contain.
    pub name: String,
    /// The key they are sorted by, and whether the largest comes first.
    pub sort: Option<(String, bool)>,
    pub limit: usize,
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
            if let Some(order) = order(operation, params) {
                arguments.insert("order", order);
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

/// A column with its type: a column of text is written without one.
fn typed(column: &Value) -> Value {
    let mut column = column.clone();
    if let Some(fields) = column.as_object_mut()
        && fields.get("type").is_none()
    {
        fields.insert("type", "string");
    }
    column
}

fn whole_table(operation: &str, params: &Value) -> Result<Request> {
    match operation {
        "list" => {
            let listing = Listing::read(params)?;
            Ok(ask("", "list", Map::new(), Ask::Tables(listing)))
        }
        "create" => {
            let name = given_name(params, "tableName")?;
            let columns = params
                .path("columns.column")
                .and_then(Value::as_array)
                .unwrap_or_default();
            let columns: Value = columns.iter().map(typed).collect();
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
        "clear" => Ok(ask(&table_name(params)?, "clear", Map::new(), Ask::Cleared)),
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

impl Listing {
    fn read(params: &Value) -> Result<Self> {
        let option = |name: &str| {
            let value = params.path("options")?.get(name)?;
            Some(js::text(value).to_string()).filter(|text| !text.is_empty())
        };
        let limit = limit("list", params)?.unwrap_or(u64::MAX);
        Ok(Self {
            name: option("filterName").unwrap_or_default(),
            sort: option("sortField")
                .map(|field| (field, option("sortDirection").as_deref() == Some("desc"))),
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
        })
    }

    pub(super) fn choose(&self, tables: Vec<Value>) -> Vec<Value> {
        let name = self.name.to_lowercase();
        let text =
            |table: &Value, key: &str| table.get(key).map(Value::to_text).unwrap_or_default();
        let mut tables = tables;
        tables.retain(|table| text(table, "name").to_lowercase().contains(&name));
        if let Some((key, descending)) = &self.sort {
            tables.sort_by(|a, b| {
                let order = text(a, key).cmp(&text(b, key));
                if *descending { order.reverse() } else { order }
            });
        }
        tables.truncate(self.limit);
        tables
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

/// By which column the rows are sorted.
fn order(operation: &str, params: &Value) -> Option<Value> {
    if operation != "get" || params.get("orderBy") != Some(&Value::Bool(true)) {
        return None;
    }
    let text = |key: &str, default: &'static str| match params.get(key) {
        None | Some(Value::Null) => default.into(),
        Some(value) => js::text(value),
    };
    let column = text("orderByColumn", "createdAt");
    let descending = !text("orderByDirection", "DESC").eq_ignore_ascii_case("asc");
    (!column.is_empty()).then(|| json!({ "column": column, "descending": descending }))
}

/// How many are wanted: of rows that only have to be there, one is enough.
fn limit(operation: &str, params: &Value) -> Result<Option<u64>> {
    let all = match operation {
        "get" => false,
        "list" => true,
        _ => return Ok(Some(1)),
    };
    let all = params
        .get("returnAll")
        .map_or(all, |all| *all == Value::Bool(true));
    if all {
        return Ok(None);
    }
    let given = params.get("limit").cloned().unwrap_or_else(|| 50.into());
    whole(&given)
        .map(Some)
        .ok_or_else(|| wrong("limit", "a whole number", &given))
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

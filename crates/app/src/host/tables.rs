//! Tables of rows: from the call of a node to the store and back.

use sdk::{Error, Result, TableCall};
use serde::Deserialize;
use store::{ColumnKind, Condition, DataTable, Direction, Order, Row, Store, Test};
use value::{Map, Value, json};

use super::memory::failed;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Filter {
    #[serde(rename = "match")]
    combine: String,
    conditions: Vec<FilterCondition>,
    order: Option<Sort>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
struct Sort {
    column: String,
    #[serde(default)]
    descending: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FilterCondition {
    key_name: String,
    condition: String,
    #[serde(default)]
    key_value: Value,
}

#[derive(Deserialize)]
struct Column {
    name: String,
    #[serde(rename = "type")]
    kind: ColumnKind,
}

impl Filter {
    fn all(&self) -> bool {
        self.combine == "allConditions"
    }

    fn order(&self) -> Option<Order> {
        self.order.as_ref().map(|sort| Order {
            column: sort.column.clone(),
            direction: if sort.descending {
                Direction::Down
            } else {
                Direction::Up
            },
        })
    }

    fn conditions(&self) -> Result<Vec<Condition>> {
        self.conditions.iter().map(FilterCondition::read).collect()
    }
}

impl FilterCondition {
    fn read(&self) -> Result<Condition> {
        let (test, value) = match self.condition.as_str() {
            "eq" => (Test::Equal, self.key_value.clone()),
            "neq" => (Test::NotEqual, self.key_value.clone()),
            "like" => (Test::Like, self.key_value.clone()),
            "ilike" => (Test::LikeAnyCase, self.key_value.clone()),
            "gt" => (Test::Above, self.key_value.clone()),
            "gte" => (Test::AtLeast, self.key_value.clone()),
            "lt" => (Test::Below, self.key_value.clone()),
            "lte" => (Test::AtMost, self.key_value.clone()),
            "isEmpty" => (Test::Empty, Value::Null),
            "isNotEmpty" => (Test::Filled, Value::Null),
            "isTrue" => (Test::Equal, json!(true)),
            "isFalse" => (Test::Equal, json!(false)),
            other => {
                return Err(Error::param(
                    "filters",
                    format!("There is no condition “{other}” on the rows of a table."),
                ));
            }
        };
        Ok(Condition {
            column: self.key_name.clone(),
            test,
            value,
        })
    }
}

/// Does what a call asks.
pub(super) async fn work(store: &Store, call: TableCall, now_ms: i64) -> Result<Value> {
    let name = call.table.as_str();
    let done = match call.operation.as_str() {
        "create" => {
            let columns: Vec<Column> = argument(&call, "columns")?;
            let columns = columns
                .into_iter()
                .map(|column| (column.name, column.kind))
                .collect();
            store
                .create_table(name, columns, now_ms)
                .await
                .map(|table| table_value(&table))
        }
        "list" => store
            .tables()
            .await
            .map(|tables| tables.iter().map(table_value).collect()),
        "columns" => store.table(name).await.map(|table| table_value(&table)),
        "delete" => drop_table(store, name).await,
        "rename" => {
            let new: String = argument(&call, "name")?;
            store
                .rename_table(name, &new)
                .await
                .map(|table| table_value(&table))
        }
        "clear" => store
            .delete_rows(name, &[], true)
            .await
            .map(|rows| json!({ "deletedCount": rows.len() })),
        "insert" => {
            let records: Vec<Map> = argument(&call, "rows")?;
            store
                .insert_rows(name, &records, now_ms)
                .await
                .map(|rows| row_values(&rows))
        }
        "get" | "update" | "upsert" | "deleteRows" => return rows(store, &call, now_ms).await,
        other => {
            return Err(Error::param(
                "operation",
                format!("Tables have no operation “{other}”."),
            ));
        }
    };
    done.map_err(|e| failed(&e))
}

async fn drop_table(store: &Store, name: &str) -> store::Result<Value> {
    let table = store.table(name).await?;
    store.drop_table(&table.id).await?;
    Ok(table_value(&table))
}

async fn rows(store: &Store, call: &TableCall, now_ms: i64) -> Result<Value> {
    let name = call.table.as_str();
    let filter: Filter = read("filters", &call.arguments.clone().into())?;
    let (conditions, all) = (filter.conditions()?, filter.all());
    let done = match call.operation.as_str() {
        "get" => {
            let limit = filter.limit.unwrap_or(usize::MAX);
            store
                .rows(name, &conditions, all, filter.order().as_ref(), limit)
                .await
        }
        "deleteRows" => store.delete_rows(name, &conditions, all).await,
        operation => {
            let data: Map = argument(call, "data")?;
            let changed = store
                .update_rows(name, &conditions, all, &data, now_ms)
                .await;
            match changed {
                Ok(rows) if rows.is_empty() && operation == "upsert" => {
                    store.insert_rows(name, &[data], now_ms).await
                }
                other => other,
            }
        }
    };
    done.map(|rows| row_values(&rows)).map_err(|e| failed(&e))
}

fn argument<T: serde::de::DeserializeOwned>(call: &TableCall, name: &str) -> Result<T> {
    read(name, call.arguments.get(name).unwrap_or(&Value::Null))
}

fn read<T: serde::de::DeserializeOwned>(name: &str, value: &Value) -> Result<T> {
    value::from_value(value)
        .map_err(|e| Error::param(name, format!("The table cannot be used like this: {e}.")))
}

fn table_value(table: &DataTable) -> Value {
    let columns = table.columns.iter().map(|(name, kind)| {
        json!({ "name": name.as_str(), "type": value::to_value(kind).unwrap_or_default() })
    });
    json!({
        "id": table.id.as_str(),
        "name": table.name.as_str(),
        "columns": columns.collect::<Value>(),
        "createdAt": iso(table.created_ms),
        "updatedAt": iso(table.updated_ms)
    })
}

fn row_values(rows: &[Row]) -> Value {
    rows.iter().map(row_value).collect()
}

fn row_value(row: &Row) -> Value {
    let mut map = Map::from_iter([("id", Value::from(row.id))]);
    map.extend(row.data.clone());
    map.insert("createdAt", row.cell("createdAt"));
    map.insert("updatedAt", row.cell("updatedAt"));
    map.into()
}

fn iso(ms: i64) -> Value {
    model::script::Typed::Date(ms as f64)
        .into_json()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(store: &Store, operation: &str, arguments: Value) -> Result<Value> {
        let call = TableCall {
            table: "people".to_owned(),
            operation: operation.to_owned(),
            arguments: arguments.as_object().cloned().unwrap_or_default(),
        };
        work(store, call, 0).await
    }

    #[tokio::test]
    async fn every_operation_reaches_the_store() {
        let store = Store::memory().await.unwrap();
        let columns = json!([{ "name": "age", "type": "number" }]);
        let empty = json!({});
        let by_age = json!({ "order": { "column": "age", "descending": true }, "limit": 1 });
        let one = json!({ "conditions": [{ "keyName": "age", "condition": "eq", "keyValue": 1 }] });
        let with_data = |age: u8| {
            let mut filter = one.clone();
            let data = Map::from_iter([("data", json!({ "age": age }))]);
            filter.as_object_mut().unwrap().extend(data);
            filter
        };
        for (operation, arguments, path, expected) in [
            (
                "create",
                json!({ "columns": columns }),
                "name",
                json!("people"),
            ),
            ("columns", empty.clone(), "columns.0.type", json!("number")),
            (
                "insert",
                json!({ "rows": [{ "age": 1 }, { "age": 3 }, { "age": 2 }] }),
                "2.id",
                json!(3),
            ),
            ("get", by_age, "0.age", json!(3)),
            ("update", with_data(4), "0.age", json!(4)),
            ("upsert", with_data(1), "0.id", json!(4)),
            ("deleteRows", one.clone(), "0.age", json!(1)),
            ("clear", empty.clone(), "deletedCount", json!(3)),
            (
                "rename",
                json!({ "name": "people" }),
                "name",
                json!("people"),
            ),
            (
                "list",
                empty.clone(),
                "0.createdAt",
                json!("1970-01-01T00:00:00.000Z"),
            ),
            (
                "rename",
                json!({ "name": "guests" }),
                "name",
                json!("guests"),
            ),
        ] {
            let answer = ask(&store, operation, arguments).await.unwrap();
            assert_eq!(answer.path(path), Some(&expected), "{operation}: {answer}");
        }
        for operation in ["get", "clear", "rename", "shuffle"] {
            assert!(
                ask(&store, operation, json!({ "name": "x" }))
                    .await
                    .is_err()
            );
        }
    }
}

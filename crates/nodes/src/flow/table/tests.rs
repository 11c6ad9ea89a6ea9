//! Tests of Data Table.

use sdk::{Item, Map, Value, json, testkit};

use super::DataTable;
use super::call::{Ask, Listing, Request, dry};

fn read(params: Value, version: f64) -> sdk::Result<Request> {
    Request::read(&params, &Item::of(json!({ "id": 3, "a": 1 })), version)
}

fn check(params: Value, operation: &str, arguments: Value, ask: &Ask) {
    let Request { call, ask: found } = read(params.clone(), 1.1).unwrap();
    let call = call.unwrap();
    assert_eq!(call.operation, operation, "{params}");
    assert_eq!(Value::from(call.arguments), arguments, "{params}");
    assert_eq!(found, *ask, "{params}");
}

fn with(operation: &str, more: Value) -> Value {
    let mut params = json!({ "operation": operation, "dataTableId": { "__rl": true, "mode": "name", "value": "t" } });
    params
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().cloned().unwrap());
    params
}

#[test]
fn asks_for_rows() {
    let by_hand = json!({ "columns": { "mappingMode": "defineBelow", "value": { "b": 2 } } });
    let by_name = json!({ "columns": { "mappingMode": "autoMapInputData" } });
    let filters =
        json!({ "conditions": [{ "keyValue": 7 }, { "keyName": "b", "condition": "isEmpty" }] });
    let filter = json!([{ "keyName": "id", "condition": "eq", "keyValue": 7 }, { "keyName": "b", "condition": "isEmpty", "keyValue": null }]);
    let filtered = |more: Value| {
        let mut arguments = json!({ "match": "allConditions", "conditions": filter.clone() });
        arguments
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().cloned().unwrap());
        arguments
    };
    check(
        with("insert", by_hand.clone()),
        "insert",
        json!({ "rows": [{ "b": 2 }] }),
        &Ask::Rows,
    );
    check(
        with("insert", by_name),
        "insert",
        json!({ "rows": [{ "a": 1 }] }),
        &Ask::Rows,
    );
    check(
        with("get", json!({ "filters": filters.clone() })),
        "get",
        filtered(json!({ "limit": 50 })),
        &Ask::Rows,
    );
    check(
        with(
            "get",
            json!({ "filters": filters.clone(), "returnAll": true }),
        ),
        "get",
        filtered(json!({})),
        &Ask::Rows,
    );
    check(
        with("rowNotExists", json!({ "filters": filters.clone() })),
        "get",
        filtered(json!({ "limit": 1 })),
        &Ask::Exists(false),
    );
    check(
        with("deleteRows", json!({ "filters": filters.clone() })),
        "deleteRows",
        filtered(json!({})),
        &Ask::Rows,
    );
    let mut update = by_hand;
    update.as_object_mut().unwrap().insert("filters", filters);
    check(
        with("upsert", update.clone()),
        "upsert",
        filtered(json!({ "data": { "b": 2 } })),
        &Ask::Rows,
    );
    update
        .as_object_mut()
        .unwrap()
        .insert("options", json!({ "dryRun": true }));
    let data = Map::from_iter([("b", 2)]);
    check(
        with("update", update),
        "get",
        filtered(json!({})),
        &Ask::Dry(Some(data)),
    );
    let first = read(with("get", json!({})), 1.0).unwrap().call.unwrap();
    assert_eq!(Value::from(first.arguments)["match"], "anyCondition");
}

#[test]
fn asks_for_an_order() {
    let ordered = json!({ "orderByColumn": "b", "orderByDirection": "ASC" });
    for (more, on, column, descending) in [
        (json!({}), true, "createdAt", true),
        (ordered.clone(), true, "b", false),
        (ordered, false, "", false),
    ] {
        let mut params = with("get", json!({ "returnAll": true, "orderBy": on }));
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().cloned().unwrap());
        let mut arguments = json!({ "match": "allConditions", "conditions": [] });
        if on {
            let order = json!({ "column": column, "descending": descending });
            arguments.as_object_mut().unwrap().insert("order", order);
        }
        check(params, "get", arguments, &Ask::Rows);
    }
}

#[test]
fn asks_for_tables() {
    let table = |operation: &str, more: Value| {
        let mut params = with(operation, json!({ "resource": "table" }));
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().cloned().unwrap());
        params
    };
    let columns = json!([{ "name": "a", "type": "number" }]);
    let create = json!({ "tableName": " new ", "columns": { "column": columns.clone() } });
    check(
        table("create", create),
        "create",
        json!({ "columns": columns }),
        &Ask::Rows,
    );
    let listing = |name: &str, sort: Option<(&str, bool)>, limit| Listing {
        name: name.to_owned(),
        sort: sort.map(|(field, down)| (field.to_owned(), down)),
        limit,
    };
    let options = json!({ "filterName": "cu", "sortField": "createdAt", "sortDirection": "desc" });
    for (more, wanted) in [
        (json!({}), listing("", None, usize::MAX)),
        (json!({ "returnAll": false }), listing("", None, 50)),
        (
            json!({ "options": options }),
            listing("cu", Some(("createdAt", true)), usize::MAX),
        ),
    ] {
        check(table("list", more), "list", json!({}), &Ask::Tables(wanted));
    }
    check(table("clear", json!({})), "clear", json!({}), &Ask::Cleared);
    check(
        table("delete", json!({})),
        "delete",
        json!({}),
        &Ask::Deleted,
    );
    check(
        table("update", json!({ "newName": "n" })),
        "rename",
        json!({ "name": "n" }),
        &Ask::Rows,
    );
    let tables = [json!({ "name": "Customers" }), json!({ "name": "orders" })];
    for (listing, chosen) in [
        (listing("cust", None, 9), &[0][..]),
        (listing("", None, 1), &[0]),
        (listing("", Some(("name", true)), 9), &[1, 0]),
    ] {
        let chosen: Vec<_> = chosen
            .iter()
            .map(|at: &usize| tables[*at].clone())
            .collect();
        assert_eq!(listing.choose(tables.to_vec()), chosen, "{listing:?}");
    }
}

#[test]
fn refuses_what_makes_no_sense() {
    for (params, field) in [
        (json!({ "operation": "get" }), "dataTableId"),
        (with("get", json!({ "limit": "few" })), "limit"),
        (with("update", json!({})), "filters"),
        (with("deleteRows", json!({})), "filters"),
        (with("shuffle", json!({})), "operation"),
        (with("create", json!({ "resource": "table" })), "tableName"),
        (json!({ "resource": "cell" }), "resource"),
    ] {
        let error = read(params.clone(), 1.1).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{params}");
    }
}

#[test]
fn shows_what_would_change() {
    let rows = vec![json!({ "id": 1, "a": 1 })];
    let after = json!({ "id": 1, "a": 2, "dryRunState": "after" });
    let before = json!({ "id": 1, "a": 1, "dryRunState": "before" });
    assert_eq!(
        dry(rows.clone(), &Some(Map::from_iter([("a", 2)]))),
        [before.clone(), after]
    );
    assert_eq!(dry(rows, &None), [before]);
}

#[tokio::test]
async fn fails_item_by_item() {
    let run = testkit::run(DataTable)
        .params(with("get", json!({})))
        .on_error(sdk::OnError::Continue);
    let out = run.items([json!({}), json!({})]).await.unwrap();
    assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)]]);
    assert_eq!(
        out.items(0)[1].error.as_ref().unwrap().code.as_str(),
        "test.absent"
    );
}

//! Tests of Edit Fields.

use model::OnError;
use sdk::testkit::{self, TestHost};
use sdk::{Item, Value, json};

use super::Set;

async fn check(version: f64, params: Value, after: Value) {
    let run = testkit::run(Set).version(version).params(params.clone());
    let out = run
        .items([json!({ "a": { "b": 1 }, "n": "5" })])
        .await
        .unwrap();
    assert_eq!(out.json(0), [after], "{version} {params}");
    assert_eq!(out.origins(0), [[(0, 0)]], "{version} {params}");
}

fn assigned(entries: Value, more: Value) -> Value {
    let mut params = more.as_object().cloned().unwrap_or_default();
    params.insert("assignments", json!({ "assignments": entries }));
    params.into()
}

#[tokio::test]
async fn sets_by_group_in_the_first_versions() {
    let values = json!({
        "string": [{ "name": "s", "value": "={{ $json.n }}" }, { "value": "x" }],
        "number": [{ "name": "a.c", "value": "={{ $json.n }}" }],
        "boolean": [{ "name": "yes", "value": "false" }],
    });
    check(
        1.0,
        json!({ "values": values.clone() }),
        json!({ "a": { "b": 1, "c": "5" }, "n": "5", "yes": true, "s": "5", "propertyName": "x" }),
    )
    .await;
    check(
        2.0,
        json!({ "values": values.clone() }),
        json!({ "a": { "b": 1, "c": 5 }, "n": "5", "yes": true, "s": "5", "propertyName": "x" }),
    )
    .await;
    check(
        2.0,
        json!({ "values": values, "keepOnlySet": true, "options": { "dotNotation": false } }),
        json!({ "yes": true, "a.c": 5, "s": "5", "propertyName": "x" }),
    )
    .await;
}

#[tokio::test]
async fn sets_typed_fields() {
    let fields = json!({ "values": [
        { "name": "s", "stringValue": "={{ $json.a }}" },
        { "name": "n", "type": "numberValue", "numberValue": "={{ $json.n }}" },
        { "name": "t", "type": "booleanValue" },
        { "name": "l", "type": "arrayValue", "arrayValue": "[1]" },
    ] });
    check(
        3.0,
        json!({ "fields": fields.clone() }),
        json!({ "a": { "b": 1 }, "n": 5, "s": "{\"b\":1}", "t": true, "l": [1] }),
    )
    .await;
    check(
        3.2,
        json!({ "fields": fields, "include": "none" }),
        json!({ "n": 5, "s": "{\"b\":1}", "t": true, "l": [1] }),
    )
    .await;
}

#[tokio::test]
async fn what_is_missing_depends_on_the_version() {
    let fields = |kind: &str| json!({ "fields": { "values": [{ "name": "x", "type": kind, kind: "={{ $json.none }}" }] }, "include": "none" });
    check(3.0, fields("stringValue"), json!({ "x": "undefined" })).await;
    check(3.2, fields("stringValue"), json!({ "x": null })).await;
    check(3.0, fields("numberValue"), json!({ "x": null })).await;
    let failed = testkit::run(Set)
        .version(3.1)
        .params(fields("stringValue"))
        .await;
    assert_eq!(failed.err().unwrap().code.as_str(), "data.invalid");
}

#[tokio::test]
async fn sets_assignments() {
    let entries = json!([
        { "id": "1", "name": "a.c", "type": "number", "value": "={{ $json.n }}" },
        { "id": "2", "name": "={{ 'k' + $json.n }}", "type": "string", "value": true },
        { "id": "3", "name": "o", "type": "object", "value": "{x: 1}" },
    ]);
    check(
        3.4,
        assigned(entries.clone(), json!({})),
        json!({ "a": { "c": 5 }, "k5": "true", "o": { "x": 1 } }),
    )
    .await;
    check(
        3.4,
        assigned(entries.clone(), json!({ "includeOtherFields": true })),
        json!({ "a": { "b": 1, "c": 5 }, "n": "5", "k5": "true", "o": { "x": 1 } }),
    )
    .await;
    check(
        3.3,
        assigned(entries, json!({ "options": { "dotNotation": false } })),
        json!({ "a.c": 5, "k5": "true", "o": { "x": 1 } }),
    )
    .await;
}

#[tokio::test]
async fn keeps_what_is_asked_for() {
    let kept = |include: &str, fields: &str| json!({ "includeOtherFields": true, "include": include, "includeFields": fields, "excludeFields": fields });
    check(3.4, kept("selected", "a.b, none"), json!({ "b": 1 })).await;
    check(3.4, kept("except", "a.b"), json!({ "a": {}, "n": "5" })).await;
    check(3.4, kept("all", ""), json!({ "a": { "b": 1 }, "n": "5" })).await;
    check(3.4, json!({ "include": "all" }), json!({})).await;
    check(
        3.0,
        json!({ "include": "selected", "includeFields": "n" }),
        json!({ "n": "5" }),
    )
    .await;
}

#[tokio::test]
async fn writes_json() {
    check(
        3.4,
        json!({ "mode": "raw" }),
        json!({ "my_field_1": "value", "my_field_2": 1 }),
    )
    .await;
    check(
        3.4,
        json!({ "mode": "raw", "jsonOutput": "={{ $json.a }}" }),
        json!({ "b": 1 }),
    )
    .await;
    check(
        3.4,
        json!({ "mode": "raw", "jsonOutput": "{ x: 1, 'y.z': 2, }" }),
        json!({ "x": 1, "y": { "z": 2 } }),
    )
    .await;
    check(
        3.2,
        json!({ "mode": "raw", "jsonOutput": { "n": 1 } }),
        json!({ "a": { "b": 1 }, "n": 1 }),
    )
    .await;
    for wrong in ["[1]", "{ \"a\": ", "5"] {
        let failed = testkit::run(Set)
            .params(json!({ "mode": "raw", "jsonOutput": wrong }))
            .await;
        assert_eq!(
            failed.err().unwrap().field.as_deref(),
            Some("jsonOutput"),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn says_what_cannot_be_converted() {
    let params = assigned(
        json!([{ "name": "x", "type": "number", "value": "={{ $json.word }}" }]),
        json!({}),
    );
    let items = [json!({ "word": "1" }), json!({ "word": "one" })];
    let failed = testkit::run(Set)
        .params(params.clone())
        .items(items.clone())
        .await;
    let error = failed.err().unwrap();
    assert_eq!((error.item, error.field.as_deref()), (Some(1), Some("x")));

    let out = testkit::run(Set)
        .params(params)
        .on_error(OnError::Continue)
        .items(items.clone())
        .await
        .unwrap();
    assert_eq!(out.json(0)[0], json!({ "x": 1 }));
    assert!(out.items(0)[1].error.is_some());
    assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)]]);

    let lenient = assigned(
        json!([{ "name": "x", "type": "number", "value": "={{ $json.word }}" }]),
        json!({ "options": { "ignoreConversionErrors": true } }),
    );
    let out = testkit::run(Set)
        .params(lenient)
        .items(items)
        .await
        .unwrap();
    assert_eq!(out.json(0)[1], json!({ "x": "one" }));
}

#[tokio::test]
async fn files_stay_or_go() {
    let host = std::sync::Arc::new(TestHost::new());
    for (version, params, stays) in [
        (1.0, json!({}), true),
        (1.0, json!({ "keepOnlySet": true }), false),
        (3.2, json!({}), false),
        (3.2, json!({ "options": { "includeBinary": true } }), true),
        (3.4, json!({}), false),
        (3.4, json!({ "includeOtherFields": true }), true),
        (
            3.4,
            json!({ "includeOtherFields": true, "options": { "stripBinary": true } }),
            false,
        ),
    ] {
        let item: Item = host.item_with("data", "a.txt", "text/plain", "hi");
        let out = testkit::run(Set)
            .version(version)
            .params(params.clone())
            .host(host.clone())
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(
            out.items(0)[0].binary.is_some(),
            stays,
            "{version} {params}"
        );
    }
}

#[tokio::test]
async fn repeats_items_in_runs_by_hand() {
    let params = json!({ "duplicateItem": true, "duplicateCount": 2, "includeOtherFields": true });
    let out = testkit::run(Set)
        .params(params.clone())
        .items([json!({ "a": 1 })])
        .await
        .unwrap();
    assert_eq!(out.json(0).len(), 3);
    let out = testkit::run(Set)
        .params(params)
        .info(|info| info.mode = model::Mode::Trigger)
        .items([json!({ "a": 1 })])
        .await
        .unwrap();
    assert_eq!(out.json(0).len(), 1);
}

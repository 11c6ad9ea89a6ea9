//! Tests of Remove Duplicates.

use std::sync::Arc;

use sdk::testkit::{self, TestHost};
use sdk::{Value, json};

use super::*;

async fn check(version: f64, params: Value, records: &[Value], kept: &[u32]) {
    let run = testkit::run(RemoveDuplicates)
        .version(version)
        .params(params.clone());
    let out = run.items(records.to_vec()).await.unwrap();
    assert_eq!(
        out.origins(0),
        kept.iter().map(|at| vec![(0, *at)]).collect::<Vec<_>>(),
        "{version} {params}"
    );
}

#[tokio::test]
async fn repeats_among_items() {
    let records = [
        json!({ "a": { "x": 1, "y": 2 }, "n": 1 }),
        json!({ "a": { "y": 2, "x": 1 }, "n": 1 }),
        json!({ "a": { "x": 1, "y": 2 }, "n": 2 }),
        json!({ "a": { "x": 9, "y": 2 }, "n": 2 }),
    ];
    for version in [1.0, 1.1, 2.0] {
        check(version, json!({}), &records, &[0, 2, 3]).await;
        check(
            version,
            json!({ "compare": "selectedFields", "fieldsToCompare": "a.x" }),
            &records,
            &[0, 3],
        )
        .await;
        check(version, json!({ "compare": "selectedFields", "fieldsToCompare": "a" , "options": { "disableDotNotation": true } }), &records, &[0, 3]).await;
        check(
            version,
            json!({ "compare": "allFieldsExcept", "fieldsToExclude": "n" }),
            &records,
            &[0, 3],
        )
        .await;
    }
}

#[tokio::test]
async fn drops_other_fields() {
    let params = json!({ "compare": "selectedFields", "fieldsToCompare": "a.b", "options": { "removeOtherFields": true } });
    let out = testkit::run(RemoveDuplicates)
        .params(params)
        .items([json!({ "a": { "b": 1, "c": 2 }, "d": 3 })])
        .await
        .unwrap();
    assert_eq!(out.json(0), [json!({ "a": { "b": 1 } })]);
}

#[tokio::test]
async fn compared_fields_must_be_there_and_of_one_type() {
    for (version, records, fits) in [
        (1.0, [json!({ "a": 1 }), json!({ "a": "1" })], false),
        (1.0, [json!({ "a": 1 }), json!({ "b": 1 })], false),
        (1.0, [json!({ "a": 1 }), json!({ "a": null })], false),
        (1.1, [json!({ "a": 1 }), json!({ "a": null })], true),
    ] {
        let run = testkit::run(RemoveDuplicates)
            .version(version)
            .items(records.clone());
        assert_eq!(run.await.is_ok(), fits, "{records:?}");
    }
    let failed = testkit::run(RemoveDuplicates)
        .params(json!({ "compare": "selectedFields" }))
        .await
        .err()
        .unwrap();
    assert_eq!(failed.field.as_deref(), Some("fieldsToCompare"));
}

#[tokio::test]
async fn items_seen_before() {
    for (logic, param, first, second, kept) in [
        (
            "removeItemsWithAlreadySeenKeyValues",
            "dedupeValue",
            [json!(1), json!(2)],
            [json!(2), json!(3)],
            vec![1],
        ),
        (
            "removeItemsUpToStoredIncrementalKey",
            "incrementalDedupeValue",
            [json!(1), json!(5)],
            [json!(4), json!("6")],
            vec![1],
        ),
        (
            "removeItemsUpToStoredDate",
            "dateDedupeValue",
            [json!("2024-01-01"), json!("2024-02-01")],
            [json!("2024-03-01"), json!("2024-01-15")],
            vec![0],
        ),
    ] {
        let host = Arc::new(TestHost::new());
        let params = json!({ "operation": SEEN, "logic": logic, param: "={{ $json.v }}" });
        let run = |values: [Value; 2]| {
            let items = values.map(|value| json!({ "v": value }));
            testkit::run(RemoveDuplicates)
                .host(host.clone())
                .params(params.clone())
                .items(items)
        };
        assert_eq!(run(first).await.unwrap().items(0).len(), 2, "{logic}");
        let out = run(second.clone()).await.unwrap();
        assert_eq!(
            out.origins(0),
            kept.iter().map(|at| vec![(0, *at)]).collect::<Vec<_>>(),
            "{logic}"
        );
        assert_eq!(out.items(1).len(), 2 - kept.len());
        let clear = testkit::run(RemoveDuplicates)
            .host(host.clone())
            .params(json!({ "operation": CLEAR }))
            .items([json!({ "v": 1 })]);
        assert_eq!(clear.await.unwrap().items(0).len(), 1);
        assert_eq!(run(second).await.unwrap().items(0).len(), 2, "{logic}");
    }
}

#[tokio::test]
async fn a_value_that_does_not_grow_is_an_error() {
    let params = json!({ "operation": SEEN, "logic": "removeItemsUpToStoredIncrementalKey", "incrementalDedupeValue": "={{ $json.v }}" });
    let failed = testkit::run(RemoveDuplicates)
        .params(params)
        .items([json!({ "v": 1 }), json!({ "v": "x" })])
        .await
        .err()
        .unwrap();
    assert_eq!(
        (failed.item, failed.field.as_deref()),
        (Some(1), Some("incrementalDedupeValue"))
    );
}

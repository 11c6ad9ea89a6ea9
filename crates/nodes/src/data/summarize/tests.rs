//! Tests of Summarize.

use sdk::{Value, json, testkit};

use super::Summarize;

fn records() -> [Value; 4] {
    [
        json!({ "c": "red car", "n": 1, "t": "x", "o": { "p": 5 } }),
        json!({ "c": "blue", "n": 2, "t": "" }),
        json!({ "c": "red car", "n": 6, "t": "x", "o": { "p": 7 } }),
        json!({ "n": "7", "t": null }),
    ]
}

fn params(values: Value, groups: &str, options: Value) -> Value {
    json!({ "fieldsToSummarize": { "values": values }, "fieldsToSplitBy": groups, "options": options })
}

async fn check(version: f64, params: Value, after: Value, origins: &[&[u32]]) {
    let run = testkit::run(Summarize)
        .version(version)
        .params(params.clone());
    let out = run.items(records()).await.unwrap();
    assert_eq!(Value::from(out.json(0)), after, "{version} {params}");
    let expected: Vec<Vec<_>> = origins
        .iter()
        .map(|of| of.iter().map(|at| (0, *at)).collect())
        .collect();
    assert_eq!(out.origins(0), expected, "{params}");
}

#[tokio::test]
async fn every_summary() {
    let all: &[&[u32]] = &[&[0, 1, 2, 3]];
    for (entry, after) in [
        (json!({ "field": "t" }), json!({ "count_t": 2 })),
        (
            json!({ "field": "t", "includeEmpty": true }),
            json!({ "count_t": 4 }),
        ),
        (
            json!({ "aggregation": "countUnique", "field": "t", "includeEmpty": true }),
            json!({ "unique_count_t": 3 }),
        ),
        (
            json!({ "aggregation": "sum", "field": "n" }),
            json!({ "sum_n": 9 }),
        ),
        (
            json!({ "aggregation": "average", "field": "n" }),
            json!({ "average_n": 3 }),
        ),
        (
            json!({ "aggregation": "average", "field": "t" }),
            json!({ "average_t": null }),
        ),
        (
            json!({ "aggregation": "max", "field": "n" }),
            json!({ "max_n": "7" }),
        ),
        (
            json!({ "aggregation": "min", "field": "o.p" }),
            json!({ "min_o_p": 5 }),
        ),
        (
            json!({ "aggregation": "append", "field": "o.p" }),
            json!({ "appended_o_p": [5, 7] }),
        ),
        (
            json!({ "aggregation": "append", "field": "t", "includeEmpty": true }),
            json!({ "appended_t": ["x", "", "x", null] }),
        ),
        (
            json!({ "aggregation": "concatenate", "field": "n" }),
            json!({ "concatenated_n": "1,2,6,7" }),
        ),
        (
            json!({ "aggregation": "concatenate", "field": "o", "separateBy": "other", "customSeparator": "|" }),
            json!({ "concatenated_o": "{\"p\":5}|{\"p\":7}" }),
        ),
    ] {
        check(
            1.1,
            params(json!([entry]), "", json!({})),
            json!([after]),
            all,
        )
        .await;
    }
}

#[tokio::test]
async fn by_group() {
    let sum = json!([{ "aggregation": "sum", "field": "n" }]);
    check(
        1.1,
        params(sum.clone(), "c", json!({})),
        json!([{ "c": "red car", "sum_n": 7 }, { "c": "blue", "sum_n": 2 }, { "sum_n": 0 }]),
        &[&[0, 2], &[1], &[3]],
    )
    .await;
    check(
        1.0,
        params(sum.clone(), "c", json!({ "skipEmptySplitFields": true })),
        json!([{ "c": "red_car", "sum_n": 7 }, { "c": "blue", "sum_n": 2 }]),
        &[&[0, 2], &[1]],
    )
    .await;
    check(
        1.1,
        params(
            sum,
            "c, t",
            json!({ "outputFormat": "singleItem", "skipEmptySplitFields": true }),
        ),
        json!([{ "red car": { "x": { "sum_n": 7 } }, "blue": {} }]),
        &[&[0, 1, 2, 3]],
    )
    .await;
}

#[tokio::test]
async fn a_field_that_no_item_has() {
    let none = || params(json!([{ "field": "none" }]), "", json!({}));
    assert!(
        testkit::run(Summarize)
            .version(1.0)
            .params(none())
            .items(records())
            .await
            .is_err()
    );
    let out = testkit::run(Summarize)
        .version(1.1)
        .params(none())
        .items(records())
        .await
        .unwrap();
    assert_eq!(
        (out.json(0), out.console.len()),
        (vec![json!({ "count_none": 0 })], 1)
    );
    assert!(testkit::run(Summarize).params(json!({})).await.is_err());
}

//! Tests of Merge.

use sdk::{Node as _, Value, json, testkit};

use super::Merge;

fn left() -> Vec<Value> {
    vec![
        json!({ "id": 1, "n": "a", "o": { "x": 1 } }),
        json!({ "id": 2, "n": "b" }),
        json!({ "id": 3, "n": "c" }),
    ]
}

fn right() -> Vec<Value> {
    vec![
        json!({ "id": 2, "n": "B", "m": true }),
        json!({ "id": 2, "n": "BB" }),
        json!({ "id": 4, "n": null }),
    ]
}

async fn merge(version: f64, params: Value, inputs: Vec<Vec<Value>>) -> testkit::TestOutput {
    let mut run = testkit::run(Merge).version(version).params(params);
    for input in inputs {
        run = run.items(input);
    }
    run.await.unwrap()
}

async fn check(version: f64, params: Value, after: Value) {
    let out = merge(version, params.clone(), vec![left(), right()]).await;
    assert_eq!(Value::from(out.json(0)), after, "{version} {params}");
}

/// The names in the merged items, which say enough about who met whom.
async fn names(version: f64, params: Value, after: &[&str]) {
    let out = merge(version, params.clone(), vec![left(), right()]).await;
    let got: Vec<_> = out
        .json(0)
        .iter()
        .map(|record| record["n"].to_text())
        .collect();
    assert_eq!(got, after, "{version} {params}");
}

#[tokio::test]
async fn first_version() {
    names(1.0, json!({}), &["a", "b", "c", "B", "BB", "null"]).await;
    let keys = |mode: &str| json!({ "mode": mode, "propertyName1": "id", "propertyName2": "id" });
    names(1.0, keys("keepKeyMatches"), &["b"]).await;
    names(1.0, keys("removeKeyMatches"), &["a", "c"]).await;
    names(1.0, keys("mergeByKey"), &["a", "BB", "c"]).await;
    let mut blank = keys("mergeByKey");
    blank.as_object_mut().unwrap().insert("overwrite", "blank");
    names(1.0, blank, &["a", "b", "c"]).await;
    names(1.0, json!({ "mode": "mergeByIndex" }), &["B", "BB", "null"]).await;
    names(
        1.0,
        json!({ "mode": "multiplex" }),
        &["B", "BB", "null", "B", "BB", "null", "B", "BB", "null"],
    )
    .await;
    names(
        1.0,
        json!({ "mode": "passThrough", "output": "input2" }),
        &["B", "BB", "null"],
    )
    .await;
    check(1.0, json!({ "mode": "wait" }), json!([{}])).await;
    assert!(
        testkit::run(Merge)
            .version(1.0)
            .params(json!({ "mode": "dance" }))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn first_version_by_index_of_unlike_lengths() {
    for (join, counts) in [("inner", [0, 1]), ("left", [0, 2]), ("outer", [1, 2])] {
        let params = json!({ "mode": "mergeByIndex", "join": join });
        let empty = merge(1.0, params.clone(), vec![Vec::new(), right()[..1].to_vec()]).await;
        let short = merge(
            1.0,
            params,
            vec![left()[..2].to_vec(), right()[..1].to_vec()],
        )
        .await;
        assert_eq!(
            [empty.items(0).len(), short.items(0).len()],
            counts,
            "{join}"
        );
    }
}

fn by_fields(more: Value) -> Value {
    let mut params = more.as_object().cloned().unwrap();
    params.insert("mode", "combine");
    params.insert(
        "mergeByFields",
        json!({ "values": [{ "field1": "id", "field2": "id" }] }),
    );
    params.insert("fieldsToMatchString", "id");
    params.into()
}

#[tokio::test]
async fn by_matching_fields() {
    for version in [2.1, 3.2] {
        for (more, after) in [
            (json!({}), vec!["B", "BB"]),
            (json!({ "outputDataFrom": "input1" }), vec!["b"]),
            (json!({ "outputDataFrom": "input2" }), vec!["B", "BB"]),
            (
                json!({ "joinMode": "keepNonMatches" }),
                vec!["a", "c", "null"],
            ),
            (
                json!({ "joinMode": "keepNonMatches", "outputDataFrom": "input1" }),
                vec!["a", "c"],
            ),
            (
                json!({ "joinMode": "keepEverything" }),
                vec!["B", "BB", "a", "c", "null"],
            ),
            (
                json!({ "joinMode": "enrichInput1" }),
                vec!["B", "BB", "a", "c"],
            ),
            (
                json!({ "joinMode": "enrichInput2" }),
                vec!["b", "b", "null"],
            ),
            (
                json!({ "options": { "multipleMatches": "first" } }),
                vec!["B"],
            ),
            (
                json!({ "options": { "clashHandling": { "values": { "resolveClash": "preferInput1" } } } }),
                vec!["b", "b"],
            ),
        ] {
            names(version, by_fields(more), &after).await;
        }
    }
}

#[tokio::test]
async fn clashes() {
    let clash = |values: Value| {
        by_fields(
            json!({ "options": { "multipleMatches": "first", "clashHandling": { "values": values } } }),
        )
    };
    check(
        2.0,
        clash(json!({ "resolveClash": "addSuffix" })),
        json!([{ "id_1": 2, "n_1": "b", "id_2": 2, "n_2": "B", "m_2": true }]),
    )
    .await;
    let inputs = || {
        vec![
            vec![json!({ "id": 1, "o": { "x": 1, "l": [1, 2] }, "e": "full" })],
            vec![json!({ "id": 1, "o": { "y": 2, "l": [9] }, "e": "" })],
        ]
    };
    for (values, after) in [
        (
            json!({}),
            json!([{ "id": 1, "o": { "x": 1, "l": [9, 2], "y": 2 }, "e": "" }]),
        ),
        (
            json!({ "mergeMode": "shallowMerge" }),
            json!([{ "id": 1, "o": { "y": 2, "l": [9] }, "e": "" }]),
        ),
        (
            json!({ "overrideEmpty": true }),
            json!([{ "id": 1, "o": { "x": 1, "l": [9, 2], "y": 2 }, "e": "full" }]),
        ),
        (
            json!({ "resolveClash": "preferInput1" }),
            json!([{ "id": 1, "o": { "y": 2, "l": [1, 2], "x": 1 }, "e": "full" }]),
        ),
    ] {
        let out = merge(3.2, clash(values.clone()), inputs()).await;
        assert_eq!(Value::from(out.json(0)), after, "{values}");
    }
}

#[tokio::test]
async fn an_empty_input() {
    for (join, from, with_left, with_right) in [
        ("keepMatches", "both", 0, 0),
        ("keepEverything", "both", 3, 3),
        ("enrichInput1", "both", 3, 0),
        ("enrichInput2", "both", 0, 3),
        ("keepNonMatches", "input1", 3, 0),
    ] {
        let params = || by_fields(json!({ "joinMode": join, "outputDataFrom": from }));
        let left_only = merge(3.0, params(), vec![left(), Vec::new()]).await;
        let right_only = merge(3.0, params(), vec![Vec::new(), right()]).await;
        assert_eq!(
            (left_only.items(0).len(), right_only.items(0).len()),
            (with_left, with_right),
            "{join}"
        );
    }
}

#[tokio::test]
async fn by_position() {
    let params = |options: Value| json!({ "mode": "combine", "combineBy": "combineByPosition", "numberInputs": 3, "options": options });
    let inputs = || {
        vec![
            vec![json!({ "a": 1, "k": 1 }), json!({ "a": 2 })],
            vec![json!({ "b": 1, "k": 2 })],
            vec![json!({ "c": 1, "k": 3 }), json!({ "c": 2 })],
        ]
    };
    for (options, after) in [
        (json!({}), json!([{ "a": 1, "k": 3, "b": 1, "c": 1 }])),
        (
            json!({ "includeUnpaired": true }),
            json!([{ "a": 1, "k": 3, "b": 1, "c": 1 }, { "a": 2, "c": 2 }]),
        ),
        (
            json!({ "clashHandling": { "values": { "resolveClash": "preferInput2" } } }),
            json!([{ "a": 1, "k": 2, "c": 1, "b": 1 }]),
        ),
        (
            json!({ "clashHandling": { "values": { "resolveClash": "addSuffix" } } }),
            json!([{ "a_1": 1, "k_1": 1, "b_2": 1, "k_2": 2, "c_3": 1, "k_3": 3 }]),
        ),
    ] {
        let out = merge(3.0, params(options.clone()), inputs()).await;
        assert_eq!(Value::from(out.json(0)), after, "{options}");
        assert_eq!(out.origins(0)[0], [(0, 0), (1, 0), (2, 0)]);
    }
    names(
        2.0,
        json!({ "mode": "combine", "combinationMode": "mergeByPosition" }),
        &["B", "BB", "null"],
    )
    .await;
}

#[tokio::test]
async fn each_with_each() {
    names(
        2.0,
        json!({ "mode": "combine", "combinationMode": "multiplex" }),
        &["B", "BB", "null", "B", "BB", "null", "B", "BB", "null"],
    )
    .await;
    let prefer = json!({ "mode": "combine", "combineBy": "combineAll", "options": { "clashHandling": { "values": { "resolveClash": "preferInput1" } } } });
    names(3.2, prefer, &["a", "b", "c", "a", "b", "c", "a", "b", "c"]).await;
}

#[tokio::test]
async fn passes_one_input_on() {
    names(2.0, json!({ "mode": "chooseBranch" }), &["a", "b", "c"]).await;
    names(
        2.0,
        json!({ "mode": "chooseBranch", "output": "input2" }),
        &["B", "BB", "null"],
    )
    .await;
    names(
        3.0,
        json!({ "mode": "chooseBranch", "useDataOfInput": 2 }),
        &["B", "BB", "null"],
    )
    .await;
    let out = merge(
        3.0,
        json!({ "mode": "chooseBranch", "output": "empty" }),
        vec![left(), right()],
    )
    .await;
    assert_eq!(out.json(0), [json!({})]);
    assert_eq!(out.origins(0)[0].len(), 6);
    assert!(
        testkit::run(Merge)
            .params(json!({ "mode": "chooseBranch", "useDataOfInput": 9 }))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn says_what_is_missing() {
    for (version, params) in [
        (3.0, json!({ "mode": "combine" })),
        (
            3.0,
            json!({ "mode": "combine", "advanced": true, "mergeByFields": { "values": [{ "field1": "id" }] } }),
        ),
        (
            2.0,
            json!({ "mode": "combine", "mergeByFields": { "values": [{ "field1": "none", "field2": "id" }] } }),
        ),
    ] {
        let run = testkit::run(Merge)
            .version(version)
            .params(params.clone())
            .items(left())
            .items(right());
        assert!(run.await.is_err(), "{params}");
    }
}

#[tokio::test]
async fn by_sql() {
    let query = |text: &str| json!({ "mode": "combineBySql", "query": text });
    for (text, after) in [
        (
            "SELECT a.n, b.m FROM input1 a JOIN input2 b ON a.id = b.id",
            json!([{ "n": "b", "m": true }, { "n": "b", "m": null }]),
        ),
        (
            "SELECT * FROM input1 WHERE id = 1",
            json!([{ "id": 1, "n": "a", "o": { "x": 1 } }]),
        ),
        (
            "SELECT `o`->x AS x, id / 2 AS half FROM input1 LIMIT 1",
            json!([{ "x": 1, "half": 0.5 }]),
        ),
        (
            "SELECT COUNT(*) AS count FROM input1 WHERE id > '1'",
            json!([{ "count": 2 }]),
        ),
        (
            "SELECT id FROM input2 WHERE id > 99",
            json!([{ "success": true }]),
        ),
        (
            "UPDATE input1 SET n = 'z'; SELECT DISTINCT n FROM input1",
            json!([{ "n": "z" }]),
        ),
        (
            "SELECT * FROM input1 LEFT JOIN input2 ON input1.id = input2.id WHERE input1.id = 3",
            json!([{ "id": 3, "n": "c", "o": null, "m": null }]),
        ),
    ] {
        check(3.2, query(text), after).await;
    }
    let quiet = json!({ "mode": "combineBySql", "query": "SELECT 1 WHERE 0", "options": { "emptyQueryResult": "empty" } });
    check(3.2, quiet, json!(Vec::<Value>::new())).await;
}

#[tokio::test]
async fn sql_keeps_the_order_of_items_and_is_quick() {
    let count = 5000;
    let items = |factor: i64| {
        (0..count)
            .map(|n| json!({ "id": n * factor % count, "n": n }))
            .collect::<Vec<_>>()
    };
    let query = "SELECT a.id FROM input1 a JOIN input2 b ON a.id = b.id";
    let out = merge(
        3.2,
        json!({ "mode": "combineBySql", "query": query }),
        vec![items(7), items(3)],
    )
    .await;
    let ids: Vec<_> = out
        .json(0)
        .iter()
        .map(|record| record["id"].as_i64().unwrap())
        .collect();
    assert!(
        ids.iter().copied().eq((0..count).map(|n| n * 7 % count)),
        "{:?}",
        &ids[..5]
    );
}

#[tokio::test]
async fn sql_stays_where_it_is() {
    let folder = std::env::temp_dir().join("millrace-merge-test.db");
    for text in [
        &format!("ATTACH DATABASE '{}' AS other", folder.display()),
        "SELECT load_extension('x')",
        "PRAGMA writable_schema = 1",
        &format!("VACUUM INTO '{}'", folder.display()),
        "SELECT nonsense FROM nowhere",
        "SELEC 1",
        "SELECT length(zeroblob(1000000000))",
    ] {
        let run = testkit::run(Merge)
            .params(json!({ "mode": "combineBySql", "query": text }))
            .items(left())
            .items(right());
        let failed = run.await.err().unwrap();
        assert_eq!(failed.field.as_deref(), Some("query"), "{text}");
    }
    assert!(!folder.exists());
}

#[test]
fn only_choosing_a_branch_waits_for_every_input() {
    let spec = Merge.spec();
    let waits = spec.needs_all_inputs.clone().unwrap();
    for (version, mode, expected) in [
        (2.0, "chooseBranch", true),
        (2.1, "chooseBranch", true),
        (3.2, "chooseBranch", true),
        (3.2, "append", false),
        (2.0, "combine", false),
        (1.0, "passThrough", false),
        (1.0, "wait", false),
    ] {
        let mut node = model::Node::new("M", "merge", version);
        node.parameters.insert("mode", mode);
        assert_eq!(spec.shows(&node, &waits), expected, "{version} {mode}");
    }
}

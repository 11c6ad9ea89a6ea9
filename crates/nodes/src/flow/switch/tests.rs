//! Tests of Switch.

use sdk::{Node as _, Value, json, testkit};

use super::Switch;

/// For each output the indexes of the items there.
async fn route(version: f64, params: Value, records: &[Value]) -> Vec<Vec<u32>> {
    let out = testkit::run(Switch)
        .version(version)
        .params(params)
        .items(records.to_vec())
        .await
        .unwrap();
    (0..out.outputs.0.len())
        .map(|output| {
            out.origins(output)
                .iter()
                .map(|origin| origin[0].1)
                .collect()
        })
        .collect()
}

fn records() -> [Value; 4] {
    [
        json!({ "k": "a" }),
        json!({ "k": "b" }),
        json!({ "k": "c" }),
        json!({ "k": "A" }),
    ]
}

fn rule(value: &str) -> Value {
    json!({ "outputKey": value, "renameOutput": true, "conditions": {
        "combinator": "and",
        "conditions": [{ "leftValue": "={{ $json.k }}", "rightValue": value, "operator": { "type": "string", "operation": "contains" } }],
        "options": { "caseSensitive": true, "typeValidation": "strict", "version": 2 },
    } })
}

#[tokio::test]
async fn by_rules() {
    let rules = json!({ "values": [rule("a"), rule("b"), rule("")] });
    for (options, routed) in [
        (json!({}), vec![vec![0], vec![1], vec![2, 3]]),
        (
            json!({ "allMatchingOutputs": true }),
            vec![vec![0], vec![1], vec![0, 1, 2, 3]],
        ),
        (
            json!({ "ignoreCase": true }),
            vec![vec![0, 3], vec![1], vec![2]],
        ),
    ] {
        assert_eq!(
            route(
                3.2,
                json!({ "rules": rules.clone(), "options": options }),
                &records()
            )
            .await,
            routed
        );
    }
}

#[tokio::test]
async fn what_no_rule_fits() {
    let rules = json!({ "values": [rule("a"), rule("b")] });
    for (fallback, routed) in [
        (json!(null), vec![vec![0], vec![1]]),
        (json!("none"), vec![vec![0], vec![1]]),
        (json!("extra"), vec![vec![0], vec![1], vec![2, 3]]),
        (json!(1), vec![vec![0], vec![1, 2, 3]]),
    ] {
        let params = json!({ "rules": rules.clone(), "options": { "fallbackOutput": fallback } });
        assert_eq!(route(3.4, params, &records()).await, routed);
    }
}

#[test]
fn ports_follow_the_parameters() {
    let unnamed = json!({ "outputKey": "" });
    let check = |version: f64, params: Value, labels: &[&str]| {
        let mut node = model::Node::new("S", "switch", version);
        node.parameters = params.as_object().cloned().unwrap();
        let ports = Switch.spec().outputs_of(&node);
        let found: Vec<&str> = ports.iter().map(|port| port.label.as_str()).collect();
        assert_eq!(found, labels, "{version} {params}");
    };
    let rules = json!({ "values": [rule("a"), unnamed, rule("c")] });
    let with = |options: Value| json!({ "rules": rules.clone(), "options": options });
    let extra = json!({ "fallbackOutput": "extra" });
    let named = json!({ "fallbackOutput": "extra", "renameFallbackOutput": "Rest" });
    let number = json!({ "fallbackOutput": 1, "renameFallbackOutput": "Rest" });
    check(3.2, with(json!({})), &["a", "1", "c"]);
    check(3.2, with(extra), &["a", "1", "c", "Fallback"]);
    check(3.2, with(named), &["a", "1", "c", "Rest"]);
    check(3.2, with(number), &["a", "1", "c"]);
    check(3.0, json!({}), &["0"]);
    let by_number = json!({ "mode": "expression", "numberOutputs": 2, "outputsAmount": 3 });
    check(3.4, by_number.clone(), &["0", "1"]);
    check(2.0, by_number.clone(), &["0", "1", "2"]);
    check(1.0, by_number, &["0", "1", "2", "3"]);
    let old = json!({ "rules": { "rules": [{ "outputKey": "x" }, {}] } });
    check(2.0, old, &["x", "1"]);
}

#[tokio::test]
async fn by_number() {
    let records = [json!({ "n": 1 }), json!({ "n": "0" })];
    let params = json!({ "mode": "expression", "numberOutputs": 2, "outputsAmount": 2, "output": "={{ $json.n }}" });
    assert_eq!(
        route(3.0, params.clone(), &records).await,
        [vec![1], vec![0]]
    );
    assert_eq!(
        route(2.0, params.clone(), &records).await,
        [vec![1], vec![0]]
    );
    assert_eq!(
        route(1.0, params.clone(), &records).await,
        [vec![1], vec![0], vec![], vec![]]
    );
    for wrong in [json!(2), json!(-1), json!("x"), json!(null), json!(0.5)] {
        let failed = testkit::run(Switch)
            .params(params.clone())
            .items([json!({ "n": wrong.clone() })])
            .await;
        assert_eq!(
            failed.err().unwrap().field.as_deref(),
            Some("output"),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn older_rules() {
    let rules = json!({ "rules": [{ "value2": "a", "output": 2 }, { "operation": "startsWith", "value2": "b" }] });
    let params = json!({ "dataType": "string", "value1": "={{ $json.k }}", "rules": rules, "fallbackOutput": 1 });
    assert_eq!(
        route(1.0, params.clone(), &records()).await,
        [vec![1], vec![2, 3], vec![0], vec![]]
    );
    assert_eq!(
        route(2.0, params, &records()).await,
        [vec![0], vec![1, 2, 3]]
    );
    let numbers = json!({ "value1": "={{ $json.n }}", "rules": { "rules": [{ "value2": 5 }, { "operation": "equal", "value2": 5, "output": 3 }] } });
    assert_eq!(
        route(
            1.0,
            numbers,
            &[json!({ "n": 4 }), json!({ "n": 5 }), json!({ "n": 6 })]
        )
        .await,
        [vec![0], vec![], vec![], vec![1]]
    );
}

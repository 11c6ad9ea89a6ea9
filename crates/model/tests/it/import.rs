//! What an import makes of n8n's words, and what it says of each node.

use model::n8n::{Fit, Remark};
use model::{ExecutionOrder, Node, OnError, PortKind, Ports, Retry, RetryWait, Settings, n8n};
use value::{Map, Value, json};

use crate::common::{at, import, import_value, node, specs};

/// A node with more keys imports as `expected` says.
fn check_node(keys: &Value, expected: impl FnOnce(&mut Node)) {
    let mut file = node("A", "noOp", 1.0, &json!({}));
    let map = file.as_object_mut().expect("an object");
    map.extend(keys.as_object().cloned().unwrap_or_default());
    let imported = import_value(&json!({ "nodes": [file] })).workflow;
    let mut node = Node {
        id: "id-A".into(),
        ..Node::new("A", "noop", 1.0)
    };
    expected(&mut node);
    assert_eq!(imported.nodes[0], node, "{keys}");
}

fn retry(attempts: u32, ms: u64) -> Option<Retry> {
    let wait = RetryWait::Fixed { ms };
    Some(Retry { attempts, wait })
}

fn kept(value: &Value) -> Map {
    value.as_object().cloned().unwrap_or_default()
}

#[test]
fn settings_of_a_node() {
    check_node(&json!({ "disabled": true }), |node| node.disabled = true);
    check_node(&json!({ "executeOnce": true }), |node| {
        node.execute_once = true;
    });
    check_node(&json!({ "alwaysOutputData": true }), |node| {
        node.always_output = true;
    });
    check_node(&json!({ "notes": "hm", "notesInFlow": true }), |node| {
        node.note = Some("hm".to_owned());
        node.origin = kept(&json!({ "notesInFlow": true }));
    });
    check_node(&json!({ "webhookId": "w", "cid": 5 }), |node| {
        node.origin = kept(&json!({ "webhookId": "w", "cid": 5 }));
    });
}

#[test]
fn what_happens_on_an_error() {
    for (keys, expected, origin) in [
        (
            json!({ "onError": "continueRegularOutput" }),
            OnError::Continue,
            json!({}),
        ),
        (
            json!({ "onError": "continueErrorOutput" }),
            OnError::ErrorOutput,
            json!({}),
        ),
        (
            json!({ "onError": "stopWorkflow" }),
            OnError::Stop,
            json!({ "onError": "stopWorkflow" }),
        ),
        (
            json!({ "continueOnFail": true }),
            OnError::Continue,
            json!({ "continueOnFail": true }),
        ),
        (
            json!({ "continueOnFail": false }),
            OnError::Stop,
            json!({ "continueOnFail": false }),
        ),
        // The newer key decides.
        (
            json!({ "continueOnFail": true, "onError": "stopWorkflow" }),
            OnError::Stop,
            json!({ "onError": "stopWorkflow" }),
        ),
        (
            json!({ "onError": "explode" }),
            OnError::Stop,
            json!({ "onError": "explode" }),
        ),
        (
            json!({ "millrace": { "onError": "skip" } }),
            OnError::Skip,
            json!({}),
        ),
        (
            json!({ "onError": "continueRegularOutput", "millrace": { "onError": { "fallback": { "output": 1 } } } }),
            OnError::Fallback { output: 1 },
            json!({}),
        ),
    ] {
        check_node(&keys, |node| {
            node.on_error = expected;
            node.origin = kept(&origin);
        });
    }
}

#[test]
fn how_often_it_is_tried() {
    for (keys, expected, origin) in [
        (json!({ "retryOnFail": true }), retry(3, 1000), json!({})),
        (
            json!({ "retryOnFail": true, "maxTries": 5, "waitBetweenTries": 2500 }),
            retry(5, 2500),
            json!({}),
        ),
        (
            json!({ "retryOnFail": true, "maxTries": 3 }),
            retry(3, 1000),
            json!({ "maxTries": 3 }),
        ),
        (
            json!({ "retryOnFail": true, "maxTries": 99 }),
            retry(10, 1000),
            json!({}),
        ),
        (
            json!({ "retryOnFail": true, "maxTries": 0 }),
            retry(2, 1000),
            json!({}),
        ),
        (
            json!({ "retryOnFail": true, "waitBetweenTries": -5 }),
            retry(3, 0),
            json!({}),
        ),
        (
            json!({ "retryOnFail": false, "maxTries": 5 }),
            None,
            json!({ "retryOnFail": false, "maxTries": 5 }),
        ),
        (
            json!({ "retryOnFail": { "enabled": true } }),
            None,
            json!({ "retryOnFail": { "enabled": true } }),
        ),
    ] {
        check_node(&keys, |node| {
            node.retry = expected;
            node.origin = kept(&origin);
        });
    }
}

#[test]
fn settings_of_a_workflow() {
    let settings = |file: &Value| import_value(file).workflow.settings;
    let legacy = || Settings {
        execution_order: ExecutionOrder::Legacy,
        ..Settings::default()
    };
    for (given, expected) in [
        (json!({}), legacy()),
        (json!({ "executionOrder": "v1" }), Settings::default()),
        (
            json!({ "executionOrder": "v0" }),
            Settings {
                origin: kept(&json!({ "executionOrder": "v0" })),
                ..legacy()
            },
        ),
        (
            json!({ "timezone": "Europe/Rome", "executionTimeout": 90, "errorWorkflow": "e1" }),
            Settings {
                timezone: Some("Europe/Rome".to_owned()),
                timeout_ms: Some(90_000),
                error_workflow: Some("e1".to_owned()),
                ..legacy()
            },
        ),
        (
            json!({ "timezone": "DEFAULT", "executionTimeout": -1, "saveManualExecutions": true }),
            Settings {
                origin: kept(
                    &json!({ "timezone": "DEFAULT", "executionTimeout": -1, "saveManualExecutions": true }),
                ),
                ..legacy()
            },
        ),
    ] {
        assert_eq!(
            settings(&json!({ "nodes": [], "settings": given.clone() })),
            expected,
            "{given}"
        );
    }
    // What the workflow runs in where nothing is said.
    assert_eq!(settings(&json!({ "nodes": [] })), legacy());
}

#[test]
fn the_rest_of_a_workflow() {
    let imported = import_value(&json!({
        "id": "w1", "name": "W", "active": false, "versionId": "v", "meta": { "instanceId": "i" },
        "tags": ["plain", { "id": "1", "name": "full" }, { "name": "bare" }, { "id": "2" }, "plain"],
        "staticData": { "global": { "n": 1 } },
        "nodes": [node("A", "noOp", 1.0, &json!({}))], "connections": {},
        "pinData": { "A": [{ "json": { "a": 1 } }], "Gone": [{ "json": {} }] },
    }))
    .workflow;
    assert_eq!(imported.id, "");
    assert_eq!(imported.tags, ["plain", "full", "bare"]);
    assert_eq!(
        imported.pinned_items("id-A"),
        Some(&[json!({ "json": { "a": 1 } })][..])
    );
    assert_eq!(
        Value::from(imported.origin),
        json!({
            "id": "w1", "active": false, "versionId": "v", "meta": { "instanceId": "i" },
            "staticData": { "global": { "n": 1 } },
            "tags": [{ "id": "1", "name": "full" }], "pinData": { "Gone": [{ "json": {} }] },
        })
    );
}

#[test]
fn a_workflow_is_found_in_its_wrappings() {
    let workflow =
        json!({ "name": "in", "nodes": [node("A", "noOp", 1.0, &json!({}))], "connections": {} });
    let nameless = json!({ "nodes": [], "connections": {} });
    for (file, name, nodes) in [
        (workflow.clone(), "in", 1),
        (json!([workflow.clone()]), "in", 1),
        (
            json!({ "workflow": workflow.clone(), "name": "out" }),
            "in",
            1,
        ),
        (
            json!({ "workflow": nameless.clone(), "name": "out" }),
            "out",
            0,
        ),
        (
            json!({ "workflow": { "id": 5, "workflow": workflow.clone() } }),
            "in",
            1,
        ),
        (json!({ "data": workflow.clone() }), "in", 1),
        (nameless.clone(), "Imported workflow", 0),
    ] {
        let imported = import_value(&file).workflow;
        assert_eq!(
            (imported.name.as_str(), imported.nodes.len()),
            (name, nodes),
            "{file}"
        );
    }
    let text = value::to_string(&json!([workflow, nameless]));
    let options = model::ImportOptions {
        name: Some("file"),
        ids: None,
    };
    let all = n8n::import_all(text.as_bytes(), specs(), options).expect("both import");
    let names: Vec<&str> = all.iter().map(|one| one.workflow.name.as_str()).collect();
    assert_eq!(names, ["in", "file"]);
}

#[test]
fn wires_of_every_kind() {
    let target =
        |name: &str, kind: &str, index: u16| json!({ "node": name, "type": kind, "index": index });
    let agent = json!({ "name": "Agent", "id": "id-Agent", "type": "@n8n/n8n-nodes-langchain.agent", "typeVersion": 1,
        "position": [0, 0] });
    let other = |name: &str| json!({ "name": name, "id": format!("id-{name}"), "type": format!("lc.{name}"), "position": [0, 0] });
    let imported = import_value(&json!({
        "nodes": [node("Start", "manualTrigger", 1.0, &json!({})), agent, other("llm"), other("tool"), other("vector")],
        "connections": {
            "Start": { "main": [[target("Agent", "main", 0)]] },
            "llm": { "ai_languageModel": [[target("Agent", "ai_languageModel", 0)]] },
            "tool": { "ai_tool": [[target("Agent", "ai_tool", 0)]] },
            "vector": { "ai_vectorStore": [[], [{ "node": "tool" }]] },
        },
    }))
    .workflow;
    let kinds: Vec<(&PortKind, u16, &PortKind)> = imported
        .edges
        .iter()
        .map(|edge| (&edge.from.kind, edge.from.port, &edge.to.kind))
        .collect();
    let vector = PortKind::Other("ai_vectorStore".to_owned());
    assert_eq!(
        kinds,
        [
            (&PortKind::Main, 0, &PortKind::Main),
            (&PortKind::Model, 0, &PortKind::Model),
            (&PortKind::Tool, 0, &PortKind::Tool),
            (&vector, 1, &vector),
        ]
    );
    // A placeholder has the ports that its wires show.
    let ports = |name: &str| {
        let node = imported.node_named(name).expect("it is there");
        let ports = Ports::of(&imported, node, specs());
        let kinds =
            |list: Vec<model::Port>| list.into_iter().map(|port| port.kind).collect::<Vec<_>>();
        (kinds(ports.inputs), kinds(ports.outputs))
    };
    assert_eq!(ports("llm"), (vec![], vec![PortKind::Model]));
    assert_eq!(ports("tool"), (vec![vector.clone()], vec![PortKind::Tool]));
    assert_eq!(ports("vector"), (vec![], vec![vector.clone(), vector]));
}

/// How a node fits, whether it is native, and what is said of it.
fn check_fit(given: &Value, fit: Fit, native: bool, remarks: &[Remark]) {
    let report = import_value(&json!({ "nodes": [given.clone()] })).report;
    let node = &report.nodes[0];
    assert_eq!(
        (node.fit, node.native, node.remarks.as_slice()),
        (fit, native, remarks),
        "{given}"
    );
    for remark in remarks {
        assert!(remark.sentence().ends_with('.'), "{remark:?}");
    }
}

#[test]
fn what_is_native_and_what_is_not() {
    let text = str::to_owned;
    let post = |version: f64, parameters: Value| node("P", "post", version, &parameters);
    check_fit(&post(2.0, json!({})), Fit::Native, true, &[]);
    check_fit(
        &post(2.0, json!({ "resource": "file", "operation": "upload" })),
        Fit::Native,
        true,
        &[],
    );
    check_fit(
        &post(
            2.0,
            json!({ "resource": "={{ $json.r }}", "operation": "upload" }),
        ),
        Fit::Native,
        true,
        &[],
    );
    let operation = |field: &str, value: &str| Remark::OperationUnknown {
        field: text(field),
        value: text(value),
    };
    check_fit(
        &post(2.0, json!({ "resource": "message", "operation": "upload" })),
        Fit::Approximated,
        false,
        &[operation("operation", "upload")],
    );
    check_fit(
        &post(2.0, json!({ "resource": "user", "operation": "send" })),
        Fit::Approximated,
        false,
        &[operation("resource", "user")],
    );
    let version = |found, used| Remark::VersionUnknown { found, used };
    check_fit(
        &post(7.0, json!({})),
        Fit::Approximated,
        false,
        &[version(7.0, 2.0)],
    );
    check_fit(
        &post(1.4, json!({})),
        Fit::Approximated,
        false,
        &[version(1.4, 1.0)],
    );
    check_fit(
        &post(-1.0, json!({})),
        Fit::Approximated,
        false,
        &[version(-1.0, 1.0)],
    );
    let choice = |value: &str| Remark::ChoiceUnknown {
        field: text("format"),
        value: text(value),
    };
    check_fit(
        &post(2.0, json!({ "format": "html" })),
        Fit::Native,
        true,
        &[],
    );
    check_fit(
        &post(1.0, json!({ "format": "html" })),
        Fit::Approximated,
        true,
        &[choice("html")],
    );
    let option = |field: &str| Remark::OptionUnknown { field: text(field) };
    check_fit(
        &post(2.0, json!({ "bold": true })),
        Fit::Approximated,
        true,
        &[option("bold")],
    );
    check_fit(
        &node(
            "S",
            "set",
            3.4,
            &json!({ "options": { "dotNotation": true, "ignore": 1 } }),
        ),
        Fit::Approximated,
        true,
        &[option("options.ignore")],
    );
    check_fit(
        &node(
            "H",
            "httpRequest",
            4.2,
            &json!({ "url": "x", "sendHeaders": true,
            "headerParameters": { "parameters": [{ "name": "a", "value": "b", "odd": 1 }], "other": {} } }),
        ),
        Fit::Approximated,
        true,
        &[
            option("headerParameters.parameters.0.odd"),
            option("headerParameters.other"),
        ],
    );
    check_fit(
        &node("X", "nowhere", 1.0, &json!({})),
        Fit::Missing,
        false,
        &[Remark::KindMissing],
    );
    check_fit(
        &node("N", "stickyNote", 1.0, &json!({ "content": "x" })),
        Fit::Note,
        true,
        &[],
    );
}

#[test]
fn the_share_counts_all_but_notes() {
    let report = import_value(&json!({ "nodes": [
        node("A", "set", 3.4, &json!({})), node("B", "set", 9.0, &json!({})), node("C", "nowhere", 1.0, &json!({})),
        node("D", "set", 3.4, &json!({ "odd": 1 })), node("N", "stickyNote", 1.0, &json!({})),
    ] }))
    .report;
    assert_eq!(report.counts(), (4, 2));
    assert_eq!(
        [Fit::Native, Fit::Approximated, Fit::Missing, Fit::Note].map(|fit| report.count(fit)),
        [1, 2, 1, 1]
    );
}

#[test]
fn types_that_are_one_kind_say_what_they_imply() {
    for action in ["hash", "hmac"] {
        let file = node("C", action, 1.0, &json!({ "value": "v" }));
        let imported = import_value(&json!({ "nodes": [file.clone()] })).workflow;
        let node = &imported.nodes[0];
        assert_eq!(node.kind, "crypto");
        assert_eq!(at(&node.parameters, "action"), action);
        // The parameters tell the two types apart: nothing more needs to be kept.
        assert!(node.origin.is_empty());
        assert_eq!(n8n::export(&imported, specs())["nodes"][0], file);
    }
}

#[test]
fn elements_of_lists_get_ids_that_stay() {
    let element = |id: Value| json!({ "id": id, "name": "x", "value": 1 });
    let imported = import_value(&json!({ "nodes": [
        node("S", "set", 3.4, &json!({ "assignments": { "assignments": [
            element(json!("a")), element(json!("a")), element(json!("")), { "name": "y" }, 5,
        ] } })),
        node("W", "switch", 3.2, &json!({ "rules": { "values": [
            { "conditions": { "conditions": [{ "leftValue": 1 }, { "id": "k" }] } },
        ] } })),
    ] }))
    .workflow;
    let ids = |node: usize, path: &str| -> Vec<Value> {
        let list = at(&imported.nodes[node].parameters, path);
        list.as_array()
            .unwrap_or_default()
            .iter()
            .map(|element| element["id"].clone())
            .collect()
    };
    assert_eq!(
        ids(0, "assignments.assignments"),
        [
            json!("a"),
            json!("new-1"),
            json!("new-2"),
            json!("new-3"),
            json!(null)
        ]
    );
    assert_eq!(
        ids(1, "rules.values.0.conditions.conditions"),
        [json!("new-4"), json!("k")]
    );
}

#[test]
fn ids_come_from_the_caller() {
    let text = r#"{"nodes": [{"name": "A", "type": "t"}, {"name": "B", "type": "t"}, {"name": "C", "type": "t", "id": "x1"}]}"#;
    let mut count = 0;
    let mut ids = || {
        count += 1;
        format!("x{count}")
    };
    let options = model::ImportOptions {
        ids: Some(&mut ids),
        name: None,
    };
    let imported = n8n::import(text.as_bytes(), specs(), options).expect("it imports");
    let ids: Vec<&str> = imported
        .workflow
        .nodes
        .iter()
        .map(|node| node.id.as_str())
        .collect();
    // The first node takes x1 before the file's own x1 comes: that one is renewed.
    assert_eq!(ids, ["x1", "x2", "x3"]);
    // A source that repeats itself does not hang the import.
    let mut stuck = || "same".to_owned();
    let options = model::ImportOptions {
        ids: Some(&mut stuck),
        name: None,
    };
    let imported = n8n::import(text.as_bytes(), specs(), options).expect("it imports");
    let ids: Vec<&str> = imported
        .workflow
        .nodes
        .iter()
        .map(|node| node.id.as_str())
        .collect();
    assert_eq!(ids, ["same", "new-1", "x1"]);
}

#[test]
fn importing_the_same_file_twice_gives_the_same() {
    let text = r#"{"nodes": [{"type": "t"}, {"type": "t"}, {"name": "", "type": "a.b"}]}"#;
    assert_eq!(import(text), import(text));
}

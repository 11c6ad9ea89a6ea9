//! Files that are broken, hostile or too large: a clear error or a correct import, never a panic.
//!
//! The numbers are those of the list of import mutations (M02 to M28).

use std::time::{Duration, Instant};

use model::n8n::{MOST_NODES, Remark, Warning, WireFault, export, export_text, import};
use model::{ImportError, ImportOptions, Workflow, file};
use value::{Map, Value, json};

use crate::common::{Dice, at, import as import_text, import_value, node, specs};

pub fn read(bytes: &[u8]) -> Result<Workflow, ImportError> {
    file::read(bytes, specs(), ImportOptions::default()).map(|imported| imported.workflow)
}

/// A file that cannot be read is refused with a sentence that has these words in it.
fn check_refused(bytes: &[u8], words: &str) {
    let error = read(bytes).expect_err("it must be refused");
    let sentence = error.to_string();
    assert!(sentence.contains(words), "{sentence}");
    assert!(sentence.ends_with('.'), "{sentence}");
}

/// A file that can be read stays what it is through export and through our own file.
pub fn check_stable(workflow: &Workflow, context: &str) {
    let specs = specs();
    let text = export_text(workflow, specs);
    let again = import(text.as_bytes(), specs, ImportOptions::default())
        .unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(again.workflow, *workflow, "{context}");
    let own = file::write(workflow);
    let again = read(own.as_bytes()).unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(again, *workflow, "{context}");
    model::check(workflow, specs);
}

#[test]
fn what_is_no_workflow_is_refused_in_words() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"{\"nodes\": [\"\0\"]}", "binary"),
        (
            b"{\n\"name\": \"caf\xe9\"}",
            "Line 2 of the file is not UTF-8",
        ),
        (b"\xff\xfe{\0", "not UTF-8"),
        (b"{\"nodes\": [", "breaks off at line 1"),
        (b"{\"nodes\": [{\"name\": \"A", "breaks off"),
        (b"{\"nodes\": []} trailing", "not JSON"),
        (
            b"{'nodes': []}",
            "not JSON: key must be a string at line 1, column 2",
        ),
        (b"{\"nodes\": [NaN]}", "not JSON"),
        (
            b"{\"nodes\": [{\"position\": [1e999, 0]}]}",
            "number out of range",
        ),
        // M05
        (b"null", "`null`, not a workflow"),
        (b"true", "`true`, not a workflow"),
        (b"12", "the number 12, not a workflow"),
        (b"\"workflow\"", "a text, not a workflow"),
        (b"[]", "an empty list"),
        (
            b"[{\"nodes\": []}, 5]",
            "a list whose entry 1 is the number 5",
        ),
        (b"{}", "without a list of `nodes`"),
        (b"{\"nodes\": 5}", "`nodes` is the number 5, not a list"),
        (
            b"{\"workflow\": {\"workflow\": {\"workflow\": {\"workflow\": {\"nodes\": []}}}}}",
            "without",
        ),
        (b"[{\"nodes\": []}, {\"nodes\": []}]", "holds 2 workflows"),
        // M25
        (
            b"{\"format\": \"millrace/2\", \"name\": \"x\"}",
            "newer version of Millrace",
        ),
        (
            b"{\"format\": \"millrace/x\", \"name\": \"x\"}",
            "no version of Millrace writes",
        ),
        (
            b"{\"format\": \"millrace/1\", \"nodes\": []}",
            "missing field `name`",
        ),
        (
            b"{\"format\": \"millrace/1\", \"name\": \"x\", \"nodes\": [{\"id\": 5}]}",
            "nodes.0.id",
        ),
    ] {
        check_refused(bytes, words);
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    let text = "\u{feff}{\"name\": \"x\", \"nodes\": []}";
    assert_eq!(import_text(text).workflow.name, "x");
}

/// M06
#[test]
fn deep_nesting_is_refused_at_once() {
    for open in ["[", "{\"a\":", "{\"nodes\":[{\"parameters\":"] {
        let text = open.repeat(100_000);
        let before = Instant::now();
        check_refused(text.as_bytes(), "levels deep");
        assert!(before.elapsed() < Duration::from_secs(10), "{open}");
    }
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check_refused(closed.as_bytes(), "levels deep");
}

/// What can be read can be written and read again, however deep it is.
#[test]
fn the_deepest_value_that_is_read_survives() {
    let text = |levels: usize| {
        let deep = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        format!(
            "{{\"name\":\"x\",\"nodes\":[{{\"name\":\"A\",\"type\":\"t\",\"odd\":{deep}}}],\"odd\":{deep}}}"
        )
    };
    let most = (1..200)
        .rev()
        .find(|levels| read(text(*levels).as_bytes()).is_ok())
        .expect("some depth is read");
    assert!(most > 100);
    check_stable(&import_text(&text(most)).workflow, "deep");
}

pub fn many(nodes: usize, edges: usize) -> String {
    let mut dice = Dice(7);
    let name = |at: usize| format!("Node {at}");
    let list: Vec<Value> = (0..nodes)
        .map(|at| {
            node(
                &name(at),
                "set",
                3.4,
                &json!({ "assignments": { "assignments": [] } }),
            )
        })
        .collect();
    let mut targets: Vec<Vec<Value>> = vec![Vec::new(); nodes];
    for at in 0..edges {
        let target = json!({ "node": name(dice.below(nodes)), "type": "main", "index": 0 });
        targets[at % nodes].push(target);
    }
    let connections: Map = targets
        .into_iter()
        .enumerate()
        .map(|(at, targets)| (name(at), json!({ "main": [targets] })))
        .collect();
    value::to_string(&json!({ "name": "many", "nodes": list, "connections": connections }))
}

/// M07, M08
#[test]
fn many_nodes_are_read_and_too_many_are_counted() {
    let (few, text) = (many(1_000, 2_000), many(10_000, 20_000));
    assert_grows_with_its_size(|| drop(import_text(&few)), || drop(import_text(&text)));
    let (few, imported) = (import_text(&few), import_text(&text));
    assert_eq!(imported.workflow.nodes.len(), 10_000);
    assert!(imported.workflow.edges.len() > 19_900);
    assert_grows_with_its_size(
        || drop(model::check(&few.workflow, specs())),
        || drop(model::check(&imported.workflow, specs())),
    );

    let nodes = "{},".repeat(999_999) + "{}";
    let million = format!("{{\"nodes\":[{nodes}]}}");
    check_refused(million.as_bytes(), "1000000 nodes; 20000 are read at most");
    let same_name = |count: usize| {
        let nodes = "{\"name\":\"A\",\"id\":\"a\"},".repeat(count - 1) + "{\"name\":\"A\"}";
        format!("{{\"nodes\":[{nodes}]}}")
    };
    let (few, most) = (same_name(MOST_NODES / 10), same_name(MOST_NODES));
    assert_grows_with_its_size(|| drop(import_text(&few)), || drop(import_text(&most)));
    assert_eq!(import_text(&most).workflow.nodes.len(), MOST_NODES);
}

/// Ten times as much takes nowhere near a hundred times as long. Both are measured here and now, the best of three each,
/// so that it holds on a busy machine too.
fn assert_grows_with_its_size(tenth: impl Fn(), whole: impl Fn()) {
    let best = |work: &dyn Fn()| {
        let time = |_| {
            let before = Instant::now();
            work();
            before.elapsed()
        };
        (0..3).map(time).min().unwrap_or_default()
    };
    let (tenth, whole) = (best(&tenth), best(&whole));
    assert!(
        whole < tenth * 60,
        "{tenth:?} for a tenth, {whole:?} for all"
    );
}

/// M19
#[test]
fn a_huge_file_is_refused_before_it_is_parsed() {
    let mut text = b"{\"nodes\":[],\"pinData\":\"".to_vec();
    text.resize(65 << 20, b'x');
    check_refused(&text, "65 MiB; 64 MiB are read at most");
}

/// M09: the placeholder keeps everything, is not disabled, and comes out as it went in.
#[test]
fn a_node_of_an_unknown_type_is_kept() {
    let odd = json!({
        "parameters": { "a": [1, { "b": null }], "__rl": true, "e": "={{ $json.x }}" }, "id": "7", "name": "Odd",
        "type": "n8n-nodes-odd.thing", "typeVersion": 3.15, "position": [-20, 40.5], "disabled": false,
        "credentials": { "oddApi": { "id": "c1", "name": "Mine", "extra": 1 } }, "webhookId": "w",
        "notes": "n", "notesInFlow": true, "onError": "continueErrorOutput", "retryOnFail": true, "maxTries": 4,
        "waitBetweenTries": 20, "color": "#fff", "alwaysOutputData": true, "executeOnce": false,
    });
    let imported = import_value(&json!({ "name": "x", "nodes": [odd.clone()], "connections": {} }));
    let kept = &imported.workflow.nodes[0];
    assert_eq!(kept.kind, "n8n:n8n-nodes-odd.thing");
    assert!(kept.is_placeholder() && !kept.disabled);
    let exported = export(&imported.workflow, specs());
    assert_eq!(exported["nodes"][0], odd);
    assert_eq!(imported.report.counts(), (1, 0));
}

/// M10
#[test]
fn wires_to_nowhere_are_dropped_and_listed() {
    let wire = |node: &str, index: i32| json!({ "node": node, "type": "main", "index": index });
    let imported = import_value(&json!({
        "nodes": [
            node("A", "manualTrigger", 1.0, &json!({})), node("B", "noOp", 1.0, &json!({})),
            node("If", "if", 2.2, &json!({})), node("M", "merge", 3.0, &json!({ "numberInputs": 9 })),
        ],
        "connections": {
            "A": { "main": [[
                wire("B", 0), wire("B", 0), wire("Gone", 0), wire("B", 1), wire("A", 0), wire("M", 8), wire("B", -1),
                null, 5, { "type": "main" }, wire("B", 70000),
            ], [wire("B", 0)]] },
            "If": { "main": [null, [wire("B", 0)], [wire("B", 0)]], "ai_tool": "x" },
            "Ghost": { "main": [[wire("B", 0)]] },
            "B": "x",
        },
    }));
    let edges: Vec<String> = imported
        .workflow
        .edges
        .iter()
        .map(|edge| {
            format!(
                "{}.{} {}.{}",
                edge.from.node, edge.from.port, edge.to.node, edge.to.port
            )
        })
        .collect();
    assert_eq!(edges, ["id-A.0 id-B.0", "id-A.0 id-M.8", "id-If.1 id-B.0"]);
    let faults: Vec<(&str, &str, WireFault)> = imported
        .report
        .dropped
        .iter()
        .map(|wire| (wire.from.as_str(), wire.to.as_str(), wire.why))
        .collect();
    assert_eq!(
        faults,
        [
            ("A", "B", WireFault::Repeated),
            ("A", "Gone", WireFault::NoTarget),
            ("A", "B", WireFault::NoInput),
            ("A", "A", WireFault::NoInput),
            ("A", "B", WireFault::Malformed),
            ("A", "", WireFault::Malformed),
            ("A", "", WireFault::Malformed),
            ("A", "B", WireFault::NoInput),
            ("A", "B", WireFault::NoOutput),
            ("B", "", WireFault::Malformed),
            ("If", "B", WireFault::NoOutput),
            ("If", "", WireFault::Malformed),
            ("Ghost", "B", WireFault::NoSource),
        ]
    );
}

/// M11
#[test]
fn repeated_names_and_ids_are_renumbered() {
    let twin = |id: &str, text: &str| {
        json!({
            "id": id, "name": "A", "type": "n8n-nodes-base.set", "typeVersion": 3.4, "position": [0, 0],
            "parameters": { "assignments": { "assignments": [{ "id": "1", "name": "x", "value": text }] } },
        })
    };
    let imported = import_value(&json!({
        "nodes": [twin("1", "={{ $('A').item }}"), twin("1", "={{ $('A1').item }}"),
            { "id": "3", "name": "A1", "type": "n8n-nodes-base.noOp" }, { "type": "n8n-nodes-base.noOp" }],
        "connections": { "A": { "main": [[{ "node": "A1", "type": "main", "index": 0 }]] } },
        "pinData": { "A": [{ "json": {} }] },
    }));
    let names: Vec<&str> = imported
        .workflow
        .nodes
        .iter()
        .map(|node| node.name.as_str())
        .collect();
    assert_eq!(names, ["A", "A2", "A1", "No Operation"]);
    let ids: Vec<&str> = imported
        .workflow
        .nodes
        .iter()
        .map(|node| node.id.as_str())
        .collect();
    assert_eq!(ids, ["1", "new-1", "3", "new-2"]);
    // Names in expressions, wires and pins mean the first node that has them.
    assert_eq!(imported.workflow.edges.len(), 1);
    assert_eq!(imported.workflow.edges[0].from.node.as_str(), "1");
    assert_eq!(imported.workflow.edges[0].to.node.as_str(), "3");
    assert!(imported.workflow.pinned.contains_key("1"));
    let value = at(
        &imported.workflow.nodes[0].parameters,
        "assignments.assignments.0.value",
    );
    assert_eq!(value, "={{ $('A').item }}");
    let remarks: Vec<&Remark> = imported
        .report
        .nodes
        .iter()
        .flat_map(|node| &node.remarks)
        .collect();
    assert!(
        remarks.contains(&&Remark::NewName {
            from: "A".to_owned()
        }),
        "{remarks:?}"
    );
    assert!(
        remarks.contains(&&Remark::NewId {
            from: "1".to_owned()
        }),
        "{remarks:?}"
    );
    check_stable(&imported.workflow, "twins");
}

/// M13
#[test]
fn positions_are_brought_within_bounds() {
    for (given, expected) in [
        (json!([1e308, -1e308]), [1e6, -1e6]),
        (json!([-0.0, 0]), [0.0, 0.0]),
        (json!([null, 5]), [0.0, 0.0]),
        (json!(["a", {}]), [0.0, 0.0]),
        (json!([5]), [0.0, 0.0]),
        (json!({ "x": 5 }), [0.0, 0.0]),
        (json!("x"), [0.0, 0.0]),
        (json!([12.5, -7]), [12.5, -7.0]),
    ] {
        let file = json!({ "nodes": [{ "name": "A", "type": "t", "position": given.clone() }] });
        let imported = import_value(&file).workflow;
        let [x, y] = imported.nodes[0].position;
        assert_eq!([x, y], expected, "{given}");
        assert!(x.is_sign_positive() || x < 0.0, "{given}");
        check_stable(&imported, "position");
    }
}

/// M14, M15, M16
#[test]
fn nothing_is_bound_trusted_or_switched_on() {
    let imported = import_value(&json!({
        "name": "x", "active": true,
        "nodes": [{
            "name": "H", "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2,
            "parameters": { "url": "https://api.example.com/x?api_key=a1b2c3d4e5f6a7b8", "sendHeaders": true,
                "headerParameters": { "parameters": [
                    { "name": "Authorization", "value": "Bearer 4f9a8b7c6d5e4f3a2b1c" },
                    { "name": "Accept", "value": "application/json" },
                    { "name": "X-Api-Key", "value": "={{ $json.key }}" },
                    { "name": "X-Api-Key", "value": "YOUR_API_KEY" },
                ] } },
            "credentials": { "httpHeaderAuth": { "id": "42", "name": "Somebody's" } },
        }],
    }));
    let credential = &imported.workflow.nodes[0].credentials[0];
    assert_eq!(
        (credential.id.as_deref(), credential.name.as_str()),
        (None, "Somebody's")
    );
    assert_eq!(
        at(
            &imported.workflow.nodes[0].origin,
            "credentials.httpHeaderAuth.id"
        ),
        "42"
    );
    let fields: Vec<&str> = imported
        .report
        .secrets
        .iter()
        .map(|secret| secret.field.as_str())
        .collect();
    assert_eq!(fields, ["url", "headerParameters.parameters.0.value"]);
    for secret in &imported.report.secrets {
        assert!(
            !secret.sentence().contains("4f9a8b7c"),
            "{}",
            secret.sentence()
        );
    }
    assert_eq!(imported.report.warnings, [Warning::WasActive]);
    let problems = model::check(&imported.workflow, specs());
    assert!(
        problems
            .iter()
            .any(|p| p.code == model::check::Code::CredentialMissing)
    );
}

/// M28
#[test]
fn of_repeated_keys_the_last_counts() {
    let text = r#"{"name": "a", "nodes": [{"name": "A", "type": "t", "parameters": {"x": 1, "x": {"y": 1, "y": 2}}}], "name": "b"}"#;
    let imported = import_text(text);
    assert_eq!(imported.workflow.name, "b");
    assert_eq!(
        at(&imported.workflow.nodes[0].parameters, "x"),
        json!({ "y": 2 })
    );
    let paths = ["nodes.0.parameters.x.y", "nodes.0.parameters.x", "name"];
    let warnings = paths.map(|path| Warning::KeyRepeated {
        path: path.to_owned(),
    });
    assert_eq!(imported.report.warnings, warnings);
}

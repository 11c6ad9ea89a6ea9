//! What Millrace alone has words for survives n8n's format too.

use model::{
    CredentialRef, Edge, ExecutionOrder, ImportOptions, Node, OnError, Retry, RetryWait, Workflow,
    n8n,
};
use value::json;

use crate::common::{at, import_value, node, specs};

fn back(workflow: &Workflow) -> Workflow {
    let text = n8n::export_text(workflow, specs());
    let again = n8n::import(text.as_bytes(), specs(), ImportOptions::default());
    again.unwrap_or_else(|error| panic!("{error}")).workflow
}

#[test]
fn a_workflow_made_here_comes_back() {
    let mut workflow = Workflow {
        name: "made here".to_owned(),
        tags: vec!["one".to_owned()],
        folder: Some("a/b".to_owned()),
        ..Workflow::default()
    };
    workflow.settings.timeout_ms = Some(1500);
    workflow.settings.execution_order = ExecutionOrder::V1;
    let retry = |attempts, wait| Some(Retry { attempts, wait });
    let kinds = [
        ("manual", 1.0),
        ("set", 3.4),
        ("crypto", 1.0),
        ("note", 1.0),
        ("not.there", 2.0),
    ];
    workflow.nodes = kinds
        .map(|(kind, version)| Node::new(kind, kind, version))
        .into();
    workflow.nodes[1].on_error = OnError::Skip;
    workflow.nodes[1].retry = retry(
        7,
        RetryWait::Exponential {
            first_ms: 20,
            most_ms: 900,
        },
    );
    workflow.nodes[1].timeout_ms = Some(5);
    workflow.nodes[1].cache = true;
    workflow.nodes[2].parameters.insert("action", "hmac");
    workflow.nodes[2].on_error = OnError::Fallback { output: 3 };
    workflow.nodes[2].retry = retry(4, RetryWait::Fixed { ms: 10 });
    workflow.nodes[2].credentials = vec![CredentialRef {
        slot: "key".to_owned(),
        id: None,
        name: "Mine".to_owned(),
    }];
    workflow.edges = vec![
        Edge::main("manual", 0, "set", 0),
        Edge::main("set", 0, "crypto", 0),
    ];
    workflow.pinned.insert("set", json!([{ "json": {} }]));
    assert_eq!(back(&workflow), workflow);

    let exported = n8n::export(&workflow, specs());
    assert_eq!(exported["nodes"][2]["type"], "n8n-nodes-base.hmac");
    assert_eq!(exported["nodes"][4]["type"], "millrace.not.there");
    assert_eq!(exported["settings"]["executionTimeout"], 1.5);
}

#[test]
fn a_credential_of_this_machine_stays_on_it() {
    let mut workflow =
        import_value(&json!({ "nodes": [node("A", "noOp", 1.0, &json!({}))] })).workflow;
    workflow.nodes[0].credentials = vec![CredentialRef {
        slot: "key".to_owned(),
        id: Some("secret-id".to_owned()),
        name: "Mine".to_owned(),
    }];
    let exported = n8n::export(&workflow, specs());
    assert_eq!(
        exported["nodes"][0]["credentials"],
        json!({ "key": { "id": null, "name": "Mine" } })
    );
}

/// What a person changed wins over what the file said.
#[test]
fn an_edited_import_exports_the_edit() {
    let mut file = node("A", "hmac", 1.0, &json!({ "value": "v" }));
    let more = json!({
        "continueOnFail": true, "retryOnFail": true, "maxTries": 3, "disabled": false,
        "credentials": { "key": { "id": "1", "name": "Mine" } },
    });
    let map = file.as_object_mut().expect("an object");
    map.extend(more.as_object().cloned().unwrap_or_default());
    let mut workflow = import_value(&json!({
        "nodes": [file], "tags": [{ "id": "1", "name": "t" }, { "id": "2", "name": "u" }],
        "settings": { "executionOrder": "v0" },
    }))
    .workflow;
    let node = &mut workflow.nodes[0];
    node.on_error = OnError::Stop;
    node.retry = Some(Retry {
        attempts: 4,
        wait: RetryWait::Fixed { ms: 1000 },
    });
    node.disabled = true;
    node.credentials.clear();
    node.parameters.insert("action", "hash");
    workflow.tags = vec!["u".to_owned()];
    workflow.settings.execution_order = ExecutionOrder::V1;
    let exported = n8n::export(&workflow, specs());
    let node = exported["nodes"][0]
        .as_object()
        .cloned()
        .unwrap_or_default();
    for (key, expected) in [
        ("type", json!("n8n-nodes-base.hash")),
        ("continueOnFail", json!(null)),
        ("onError", json!(null)),
        ("maxTries", json!(4)),
        ("disabled", json!(true)),
        ("credentials", json!(null)),
        ("parameters", json!({ "value": "v" })),
    ] {
        assert_eq!(at(&node, key), expected, "{key}");
    }
    assert_eq!(exported["tags"], json!([{ "id": "2", "name": "u" }]));
    assert_eq!(exported["settings"]["executionOrder"], "v1");
}

#[test]
fn keys_stand_in_the_same_order_each_time() {
    let first = json!({ "nodes": [], "connections": {}, "name": "x", "settings": { "executionOrder": "v1" } });
    let second = json!({ "settings": { "executionOrder": "v1" }, "name": "x", "connections": {}, "nodes": [] });
    let text = |file| n8n::export_text(&import_value(file).workflow, specs());
    assert_eq!(text(&first), text(&second));
    assert_eq!(
        text(&first),
        "{\n  \"name\": \"x\",\n  \"nodes\": [],\n  \"connections\": {},\n  \"settings\": {\n    \"executionOrder\": \
         \"v1\"\n  }\n}\n"
    );
}

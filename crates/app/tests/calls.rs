//! One workflow calls another: what is kept of both.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

use std::sync::Arc;

use app::{App, ExecutionFilter, Options, PageRequest, RunRequest};
use model::{Edge, ExecutionStatus, Mode, Node, Workflow};
use value::{Value, json};

fn node(name: &str, kind: &str, version: f64, parameters: Value) -> Node {
    let mut node = Node::new(name, kind, version);
    node.parameters = parameters.as_object().cloned().unwrap();
    node
}

fn workflow(name: &str, nodes: [Node; 2]) -> Workflow {
    let edges = vec![Edge::main(nodes[0].id.clone(), 0, nodes[1].id.clone(), 0)];
    Workflow {
        name: name.to_owned(),
        nodes: nodes.into(),
        edges,
        ..Workflow::default()
    }
}

#[tokio::test]
async fn a_called_execution_names_the_one_that_called_it() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        data: Some(folder.path().to_owned()),
        keep: true,
        worker: "no-worker-is-needed".into(),
    };
    let app = App::open(options).unwrap();
    let seen = json!({ "assignments": { "assignments": [
        { "name": "parent", "type": "string", "value": "={{ $execution.parent }}" }
    ] } });
    let called = workflow(
        "Called",
        [
            node(
                "Begin",
                "sub-workflow",
                1.1,
                json!({ "inputSource": "passthrough" }),
            ),
            node("See", "set", 3.4, seen),
        ],
    );
    let calls = json!({ "source": "parameter", "workflowJson": model::file::write(&called) });
    let caller = workflow(
        "Caller",
        [
            node("Start", "manual", 1.0, json!({})),
            node("Call", "execute-workflow", 1.2, calls),
        ],
    );
    let request = RunRequest {
        workflow: Arc::new(caller),
        save: true,
        ..RunRequest::default()
    };
    let handle = app.start(request.clone()).await.unwrap();
    let execution = app.finish(handle, &request).await.execution;
    assert_eq!(
        execution.status,
        ExecutionStatus::Success,
        "{:?}",
        execution.error
    );
    assert_eq!(execution.parent, None);
    let last = &execution.steps.last().unwrap().outputs[0][0];
    assert_eq!(last.json.get("parent"), Some(&json!(execution.id.as_str())));

    let store = app.store().await.unwrap();
    let page = PageRequest {
        offset: 0,
        limit: 9,
    };
    let kept = store
        .executions(&ExecutionFilter::default(), page)
        .await
        .unwrap();
    assert_eq!(kept.entries.len(), 2);
    let of = |mode: Mode| {
        kept.entries
            .iter()
            .find(|row| row.mode == mode)
            .unwrap()
            .id
            .clone()
    };
    let inner = store.execution(&of(Mode::SubWorkflow)).await.unwrap();
    assert_eq!(inner.parent, Some(execution.id));
    app.close().await;
}

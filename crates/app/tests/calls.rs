//! One workflow calls another: how it is found, what is kept of both, and what is said when it fails or is not there.
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

/// An installation in a folder, without JavaScript.
fn open(folder: &tempfile::TempDir) -> App {
    let options = Options {
        data: Some(folder.path().to_owned()),
        keep: true,
        worker: "no-worker-is-needed".into(),
    };
    App::open(options).unwrap()
}

async fn run(app: &App, workflow: Workflow) -> model::Execution {
    let request = RunRequest {
        workflow: Arc::new(workflow),
        save: true,
        ..RunRequest::default()
    };
    let handle = app.start(request.clone()).await.unwrap();
    let finished = app.finish(handle, &request).await;
    finished.kept.unwrap();
    finished.execution
}

fn set(name: &str, assigned: Value) -> Node {
    let assignments = json!({ "assignments": { "assignments": assigned } });
    node(name, "set", 3.4, assignments)
}

/// A workflow that is called, as n8n exports it with an id of its own.
fn called(name: &str, id: &str, step: Node) -> Workflow {
    let begin = json!({ "inputSource": "passthrough" });
    let mut called = workflow(name, [node("Begin", "sub-workflow", 1.1, begin), step]);
    called.origin.insert("id", id);
    called
}

fn caller(name: &str, workflow_id: Value) -> Workflow {
    let calls = json!({ "workflowId": workflow_id });
    let start = node("Start", "manual", 1.0, json!({}));
    workflow(name, [start, node("Call", "execute-workflow", 1.2, calls)])
}

async fn keep(app: &App, workflow: Workflow) {
    let store = app.store().await.unwrap();
    store.create_workflow(workflow, 1).await.unwrap();
}

#[tokio::test]
async fn an_imported_workflow_is_found_by_its_id_in_n8n_or_by_its_name_there() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let listed =
        |id: &str| json!({ "__rl": true, "mode": "list", "value": id, "cachedResultName": "subq" });
    let nowhere = caller("Caller", listed("AbC123n8n"));
    let problems = app.check(&nowhere).await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        problems[0].sentence(),
        "Node `Call` calls the workflow `subq`, which is not stored here."
    );
    let failed = run(&app, nowhere.clone()).await.error.unwrap();
    assert!(failed.message.contains("“subq” is not stored"), "{failed}");
    assert!(failed.description.unwrap().contains("--save"));

    let step = set(
        "See",
        json!([{ "name": "found", "type": "boolean", "value": true }]),
    );
    keep(&app, called("subq", "AbC123n8n", step)).await;
    let by_id = json!({ "__rl": true, "mode": "id", "value": "AbC123n8n" });
    for found in [
        listed("AbC123n8n"),
        listed("an-id-of-another-n8n"),
        by_id,
        json!("AbC123n8n"),
    ] {
        let workflow = caller("Caller", found.clone());
        assert_eq!(app.check(&workflow).await, [], "{found}");
        let execution = run(&app, workflow).await;
        assert_eq!(execution.error, None, "{found}");
        let last = &execution.steps.last().unwrap().outputs[0][0];
        assert_eq!(last.json.get("found"), Some(&json!(true)), "{found}");
    }
    app.close().await;
}

#[tokio::test]
async fn a_failure_names_the_inner_node_once_however_deep() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let stop = node(
        "Give up",
        "stop-and-error",
        1.0,
        json!({ "errorMessage": "boom" }),
    );
    keep(&app, called("Inner", "n1", stop)).await;
    let between = json!({ "workflowId": "n1" });
    let between = node("Go on", "execute-workflow", 1.2, between);
    keep(&app, called("Middle", "n2", between)).await;
    let failed = run(&app, caller("Outer", json!("n2"))).await.error.unwrap();
    assert_eq!(
        failed.message,
        "The workflow “Inner” failed at “Give up”: boom"
    );
    assert_eq!(failed.node.as_deref(), Some("Call"));

    let again = json!({ "workflowId": "n3" });
    let again = node("Again", "execute-workflow", 1.2, again);
    keep(&app, called("Itself", "n3", again)).await;
    let failed = run(&app, caller("Outer", json!("n3"))).await.error.unwrap();
    assert_eq!(failed.message.matches("failed").count(), 1, "{failed}");
    assert!(failed.message.contains("“Again”"), "{failed}");
    app.close().await;
}

#[tokio::test]
async fn the_error_workflow_is_found_by_its_id_in_n8n_and_missed_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let start = node("Start", "manual", 1.0, json!({}));
    let stop = node(
        "Give up",
        "stop-and-error",
        1.0,
        json!({ "errorMessage": "boom" }),
    );
    let mut fails = workflow("Fails", [start, stop]);
    fails.settings.error_workflow = Some("err1".to_owned());
    let problems = app.check(&fails).await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].sentence().contains("error workflow `err1`"));
    let execution = run(&app, fails.clone()).await;
    let store = app.store().await.unwrap();
    let kept = store.execution(&execution.id).await.unwrap();
    let said = kept.error.unwrap().description.unwrap();
    assert!(said.contains("“err1” was not started"), "{said}");

    let step = set(
        "See",
        json!([{ "name": "saw", "type": "string", "value": "x" }]),
    );
    let on_error = node("On error", "error-trigger", 1.0, json!({}));
    let mut handles = workflow("Handles", [on_error, step]);
    handles.origin.insert("id", "err1");
    keep(&app, handles).await;
    assert_eq!(app.check(&fails).await, []);
    let execution = run(&app, fails).await;
    assert_eq!(execution.error.unwrap().description, None);
    assert_eq!(runs(&app, Mode::Error).await.len(), 1);
    app.close().await;
}

#[tokio::test]
async fn an_error_workflow_begins_once_though_the_program_ended_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder);
    let stop = json!({ "errorMessage": "boom" });
    let fails = |error_workflow: &str| {
        let start = node("Start", "manual", 1.0, json!({}));
        let stop = node("Give up", "stop-and-error", 1.0, stop.clone());
        let mut fails = workflow("Fails", [start, stop]);
        fails.settings.error_workflow = Some(error_workflow.to_owned());
        fails
    };
    let on_error = node("On error", "error-trigger", 1.0, json!({}));
    let nothing = node("Nothing", "no-op", 1.0, json!({}));
    let mut handles = workflow("Handles", [on_error, nothing]);
    handles.origin.insert("id", "err1");
    keep(&app, handles).await;
    let mut left = Vec::new();
    for error_workflow in ["err1", "nowhere"] {
        let request = RunRequest {
            workflow: Arc::new(fails(error_workflow)),
            save: true,
            ..RunRequest::default()
        };
        let execution = app.start(request).await.unwrap().wait().await;
        assert_eq!(execution.status, ExecutionStatus::Failed);
        left.push(execution.id);
    }
    assert_eq!(
        app.recover().await.unwrap().followed,
        0,
        "its program lives"
    );
    app.close().await;
    drop(app);

    let app = open(&folder);
    assert_eq!(app.recover().await.unwrap().followed, 2);
    assert_eq!(app.recover().await.unwrap().followed, 0);
    app.close().await;
    drop(app);
    let app = open(&folder);
    assert_eq!(app.recover().await.unwrap().followed, 0);
    let store = app.store().await.unwrap();
    let errors = runs(&app, Mode::Error).await;
    assert_eq!(errors.len(), 1);
    let given = store.start_of(&errors[0]).await.unwrap().unwrap().given;
    assert!(given.unwrap().contains(&left[0]));
    let untold = store.execution(&left[1]).await.unwrap().error.unwrap();
    let said = untold.description.unwrap();
    assert!(said.contains("“nowhere” was not started"), "{said}");
    app.close().await;
}

/// The executions of a kind that are kept.
async fn runs(app: &App, mode: Mode) -> Vec<String> {
    let page = PageRequest {
        offset: 0,
        limit: 9,
    };
    let store = app.store().await.unwrap();
    let all = store.executions(&ExecutionFilter::default(), page).await;
    let of_mode = all
        .unwrap()
        .entries
        .into_iter()
        .filter(|row| row.mode == mode);
    of_mode.map(|row| row.id).collect()
}

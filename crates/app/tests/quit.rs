//! Quitting while something runs: what does not end is not waited for, and nothing of it is lost.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use api::{Command, InboxList, RunScope, RunStart, WorkflowCreate};
use app::{App, Options};
use async_trait::async_trait;
use model::{Edge, Effect, Group, Node, NodeSpec, Workflow};
use sdk::{Ctx, Outputs, Registry};
use tokio::sync::Notify;

/// A step that never ends.
struct Hangs {
    begun: Arc<Notify>,
}

#[async_trait]
impl sdk::Node for Hangs {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            effect: Effect::Unsafe,
            ..NodeSpec::new("hangs", "Hangs", Group::Network)
        }
    }

    async fn run(&self, _: &mut Ctx) -> sdk::Result<Outputs> {
        self.begun.notify_one();
        std::future::pending().await
    }
}

fn open(folder: &Path) -> (App, Arc<Notify>) {
    let begun = Arc::<Notify>::default();
    let mut registry: Registry = nodes::registry();
    registry.add(Arc::new(Hangs {
        begun: begun.clone(),
    }));
    let options = Options {
        data: Some(folder.to_owned()),
        keep: true,
        worker: "no-worker-is-needed".into(),
    };
    (App::with_registry(options, registry).unwrap(), begun)
}

async fn call<C: Command>(app: &App, request: C) -> C::Answer {
    let payload = serde_json::to_vec(&request).unwrap();
    let answer = app::dispatch(app, C::NAME, &payload).await;
    let answer = answer.unwrap_or_else(|error| panic!("{}: {error:?}", C::NAME));
    serde_json::from_slice(&answer).unwrap()
}

#[tokio::test]
async fn a_step_that_never_ends_keeps_nobody_from_quitting_and_waits_for_a_decision() {
    let folder = tempfile::tempdir().unwrap();
    let (app, begun) = open(folder.path());
    let workflow = Workflow {
        name: "Letters".to_owned(),
        nodes: vec![
            Node::new("Start", "manual", 1.0),
            Node::new("Send", "hangs", 1.0),
        ],
        edges: vec![Edge::main("Start", 0, "Send", 0)],
        ..Workflow::default()
    };
    let made = call(
        &app,
        WorkflowCreate {
            workflow: Some(workflow),
            ..WorkflowCreate::default()
        },
    )
    .await;
    let start = RunStart {
        workflow: made.workflow.id,
        scope: RunScope::All,
        start: None,
        items: None,
        as_allowed: false,
    };
    let execution = call(&app, start).await.execution;
    begun.notified().await;
    // It gives the step five seconds; a machine that is busy gets more.
    tokio::time::timeout(Duration::from_secs(60), app.shut_down())
        .await
        .unwrap();
    drop(app);

    let (app, _) = open(folder.path());
    assert_eq!(app.recover().await.unwrap().in_review, 1);
    let inbox = call(&app, InboxList::default()).await;
    assert_eq!(inbox.entries[0].execution, execution);
    assert_eq!(inbox.entries[0].review.name, "Send");
    app.close().await;
}

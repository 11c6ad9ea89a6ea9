//! Executions whose program ended in the middle: what goes on by itself, what waits for a person, and that nothing that
//! was done is done again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use api::{
    BackupRestore, Decision, EventKind, FailureList, InboxDecide, InboxList, RunOpen, RunView, code,
};
use app::{App, Options, RunRequest};
use async_trait::async_trait;
use model::{
    Edge, Effect, ExecutionStatus, Group, Happening, Mode, Node, NodeSpec, Recovery, StepStatus,
    Workflow,
};
use sdk::{Ctx, Outputs, Registry};
use tokio::sync::Notify;
use value::json;

/// A step that does something outside: the first time it never comes back.
struct Sends {
    effect: Effect,
    sent: Arc<AtomicU32>,
    keys: Arc<parking_lot::Mutex<Vec<String>>>,
    begun: Arc<Notify>,
}

#[async_trait]
impl sdk::Node for Sends {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            effect: self.effect,
            ..NodeSpec::new("sends", "Sends", Group::Network)
        }
    }

    async fn run(&self, ctx: &mut Ctx) -> sdk::Result<Outputs> {
        self.keys.lock().push(ctx.info().idempotency_key.clone());
        if self.sent.fetch_add(1, Ordering::SeqCst) == 0 {
            self.begun.notify_one();
            std::future::pending::<()>().await;
        }
        Ok(ctx.items().to_vec().into())
    }
}

/// A workflow that was cut off in its second step.
struct Cut {
    folder: tempfile::TempDir,
    sent: Arc<AtomicU32>,
    keys: Arc<parking_lot::Mutex<Vec<String>>>,
    effect: Effect,
    execution: String,
}

impl Cut {
    async fn off(effect: Effect) -> Self {
        Self::off_behind(effect, Node::new("Start", "manual", 1.0)).await
    }

    /// The same behind a first step of another kind.
    async fn off_behind(effect: Effect, first: Node) -> Self {
        let mut cut = Self {
            folder: tempfile::tempdir().unwrap(),
            sent: Arc::default(),
            keys: Arc::default(),
            effect,
            execution: String::new(),
        };
        let (app, begun) = cut.open();
        let start = first.name.clone();
        let workflow = Workflow {
            name: "Letters".to_owned(),
            edges: vec![
                Edge::main(first.id.clone(), 0, "Send", 0),
                Edge::main("Send", 0, "After", 0),
            ],
            nodes: vec![
                first,
                Node::new("Send", "sends", 1.0),
                Node::new("After", "no-op", 1.0),
            ],
            ..Workflow::default()
        };
        let request = RunRequest {
            workflow: Arc::new(workflow),
            mode: Mode::Trigger,
            start: Some(start.as_str().into()),
            items: Some(vec![model::Item::of(json!({ "n": 1 }))]),
            save: true,
            ..RunRequest::default()
        };
        let handle = app.start(request).await.unwrap();
        cut.execution = handle.id().clone();
        begun.notified().await;
        assert_eq!(app.recover().await.unwrap().resumed, 0, "its program lives");
        // What it did not write before its end it never will.
        app.close().await;
        cut
    }

    fn open(&self) -> (App, Arc<Notify>) {
        let begun = Arc::<Notify>::default();
        let mut registry: Registry = nodes::registry();
        registry.add(Arc::new(Sends {
            effect: self.effect,
            sent: self.sent.clone(),
            keys: self.keys.clone(),
            begun: begun.clone(),
        }));
        (open(self.folder.path(), registry), begun)
    }

    /// What another start of the program finds; the run is read once it has ended.
    async fn decided(&self, decision: Decision) -> RunView {
        let (app, _) = self.open();
        assert_eq!(app.recover().await.unwrap().in_review, 1);
        assert_eq!(app.recover().await.unwrap().in_review, 0, "it is there");
        let inbox = app.inbox_list(InboxList::default()).await.unwrap();
        assert_eq!(inbox.count, 1);
        let entry = &inbox.entries[0];
        assert_eq!(entry.execution, self.execution);
        assert_eq!(entry.may_have, api::MayHave::Sent);
        assert_eq!((entry.review.step, entry.review.name.as_str()), (1, "Send"));
        let open = RunOpen {
            execution: self.execution.clone(),
        };
        let waiting = app.run_open(open.clone()).await.unwrap();
        assert_eq!(waiting.summary.status, ExecutionStatus::NeedsReview);
        assert_eq!(waiting.review, Some(entry.review.clone()));
        let days = FailureList {
            days: Some(7),
            ..FailureList::default()
        };
        let history = app.failure_list(days).await.unwrap();
        assert_eq!(history.groups[0].recoveries[0].recovery, Recovery::Waits);
        assert_eq!(history.workflows[0].name, "Letters");
        assert_eq!(self.sent.load(Ordering::SeqCst), 1);

        let mut told = app.bus().after(app.bus().newest());
        let decide = InboxDecide {
            execution: self.execution.clone(),
            decision,
        };
        app.inbox_decide(decide.clone()).await.unwrap();
        let again = app.inbox_decide(decide).await.unwrap_err();
        assert_eq!(again.code, code::DECIDED);
        if decision != Decision::Discard {
            until_ended(&mut told).await;
        }
        let view = app.run_open(open).await.unwrap();
        assert_eq!(view.review, None);
        let history = app.failure_list(FailureList::default()).await.unwrap();
        assert_eq!(history.groups.len(), 1);
        let group = &history.groups[0];
        assert_eq!(
            (group.name.as_str(), group.kind.as_str()),
            ("Send", "sends")
        );
        assert_eq!(group.newest.as_ref(), Some(&self.execution));
        let (done, recovered) = match decision {
            Decision::Resume => (Recovery::Resumed, 1),
            Decision::Skip => (Recovery::Skipped, 1),
            Decision::Discard => (Recovery::Discarded, 0),
        };
        assert_eq!(group.recoveries[0].recovery, done);
        assert_eq!((group.attempts, group.recovered), (1, recovered));
        view
    }
}

async fn until_ended(told: &mut app::Follower) {
    loop {
        for event in told.next().await.unwrap() {
            if let EventKind::Execution { event, .. } = &event.what
                && matches!(event.what, Happening::Ended { .. })
            {
                return;
            }
        }
    }
}

fn open(folder: &Path, registry: Registry) -> App {
    let options = Options {
        data: Some(folder.to_owned()),
        keep: true,
        worker: "no-worker-is-needed".into(),
    };
    App::with_registry(options, registry).unwrap()
}

fn names(view: &RunView) -> Vec<&str> {
    view.steps.iter().map(|step| step.name.as_str()).collect()
}

#[tokio::test]
async fn a_step_that_may_be_repeated_is_and_keeps_its_key() {
    let cut = Cut::off(Effect::Idempotent).await;
    let (app, _) = cut.open();
    let mut told = app.bus().after(0);
    assert_eq!(app.recover().await.unwrap().resumed, 1);
    until_ended(&mut told).await;
    let execution = cut.execution.clone();
    let view = app.run_open(RunOpen { execution }).await.unwrap();
    assert_eq!(view.summary.status, ExecutionStatus::Success);
    assert_eq!(names(&view), ["Start", "Send", "After"]);
    let keys = cut.keys.lock().clone();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1]);
    assert_eq!(view.steps[1].attempts[0].error.code, "interrupted");
    assert_eq!(app.recover().await.unwrap(), app::Recovered::default());
}

#[tokio::test]
async fn resume_runs_the_step_again_and_goes_on() {
    let cut = Cut::off(Effect::Unsafe).await;
    let view = cut.decided(Decision::Resume).await;
    assert_eq!(view.summary.status, ExecutionStatus::Success);
    assert_eq!(names(&view), ["Start", "Send", "After"]);
    assert_eq!(cut.sent.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn skip_goes_on_with_what_the_step_was_given() {
    let cut = Cut::off(Effect::Unsafe).await;
    let view = cut.decided(Decision::Skip).await;
    assert_eq!(view.summary.status, ExecutionStatus::Success);
    assert_eq!(names(&view), ["Start", "Send", "After"]);
    assert_eq!(view.steps[2].items_out, [1]);
    let how: Vec<StepStatus> = view.steps.iter().map(|step| step.status).collect();
    let done = StepStatus::Success;
    assert_eq!(how, [done, StepStatus::Skipped, done]);
    assert_eq!(cut.sent.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn discard_ends_the_run_and_says_why() {
    let cut = Cut::off(Effect::Unsafe).await;
    let view = cut.decided(Decision::Discard).await;
    assert_eq!(view.summary.status, ExecutionStatus::Canceled);
    assert_eq!(names(&view), ["Start"]);
    let error = view.summary.error.unwrap();
    assert_eq!(
        (error.code.as_str(), error.node.as_deref()),
        ("discarded", Some("Send"))
    );
    assert_eq!(cut.sent.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_a_workflow_noted_is_there_when_it_goes_on_and_when_it_is_discarded() {
    let mut notes = Node::new("Start", "execution-data", 1.0);
    let params = json!({ "dataToSave": { "values": [{ "key": "customer", "value": "7" }] } });
    notes.parameters = params.as_object().cloned().unwrap();
    let noted = value::Map::from_iter([("customer", json!("7"))]);

    let cut = Cut::off_behind(Effect::Unsafe, notes.clone()).await;
    let (app, _) = cut.open();
    let store = app.store().await.unwrap();
    let kept = store.execution(&cut.execution).await.unwrap();
    assert_eq!(kept.custom, noted, "it is written with the step");
    assert!(store.examine().await.unwrap().is_whole());
    app.close().await;
    for decision in [Decision::Resume, Decision::Skip, Decision::Discard] {
        let cut = Cut::off_behind(Effect::Unsafe, notes.clone()).await;
        cut.decided(decision).await;
        let (app, _) = cut.open();
        let store = app.store().await.unwrap();
        let kept = store.execution(&cut.execution).await.unwrap();
        assert_eq!(kept.custom, noted, "{decision:?}");
        app.close().await;
    }
}

/// Restores a backup once what ran has let go of the store.
async fn restore(app: &App, name: &str) {
    let request = BackupRestore {
        name: name.to_owned(),
    };
    let payload = serde_json::to_vec(&request).unwrap();
    loop {
        match app::dispatch(app, "backup_restore", &payload).await {
            Err(error) if error.code == code::IN_USE => tokio::task::yield_now().await,
            done => break drop(done.unwrap()),
        }
    }
}

#[tokio::test]
async fn what_is_unfinished_in_a_backup_goes_on_when_it_is_restored() {
    let cut = Cut::off(Effect::Idempotent).await;
    let (app, _) = cut.open();
    let backup = app.back_up().await.unwrap();
    let mut told = app.bus().after(0);
    restore(&app, &backup.name).await;
    until_ended(&mut told).await;
    let execution = cut.execution.clone();
    let view = app.run_open(RunOpen { execution }).await.unwrap();
    assert_eq!(view.summary.status, ExecutionStatus::Success);
    assert_eq!(cut.sent.load(Ordering::SeqCst), 2);
}

/// As if Millrace had been killed right behind the swap.
#[tokio::test]
async fn a_restore_that_was_cut_off_is_settled_before_anything_goes_on() {
    let cut = Cut::off(Effect::Idempotent).await;
    let (app, _) = cut.open();
    let backup = app.back_up().await.unwrap();
    app.close().await;
    let known = store::Known::default();
    store::Store::restore(cut.folder.path(), &backup.name, 1_000, &known)
        .await
        .unwrap();
    let (app, _) = cut.open();
    assert_eq!(app.recover().await.unwrap(), app::Recovered::default());
    let execution = cut.execution.clone();
    let view = app.run_open(RunOpen { execution }).await.unwrap();
    assert_eq!(view.summary.status, ExecutionStatus::Failed);
    assert_eq!(cut.sent.load(Ordering::SeqCst), 1);
    let store = app.store().await.unwrap();
    let told = store.audit_after(0).await.unwrap();
    let restores = told
        .iter()
        .filter(|line| line.deed.action == "backup.restore");
    assert_eq!(restores.count(), 1);
    assert_eq!(store.unsettled_restore().await.unwrap(), None);
    drop(store);
    app.close().await;
}

/// Who restores again because that was cut off tells of executions that went on nowhere since: they are ended all the same.
#[tokio::test]
async fn a_restore_that_was_cut_off_and_is_repeated_ends_what_the_first_would_have() {
    let cut = Cut::off(Effect::Idempotent).await;
    let (app, _) = cut.open();
    let backup = app.back_up().await.unwrap();
    app.close().await;
    let known = store::Known::default();
    store::Store::restore(cut.folder.path(), &backup.name, 1_000, &known)
        .await
        .unwrap();
    let (app, _) = cut.open();
    restore(&app, &backup.name).await;
    let execution = cut.execution.clone();
    let view = app.run_open(RunOpen { execution }).await.unwrap();
    assert_eq!(view.summary.status, ExecutionStatus::Failed);
    assert_eq!(cut.sent.load(Ordering::SeqCst), 1);
    app.close().await;
}

/// As if a person decided about a run before anybody has settled the restore.
#[tokio::test]
async fn nothing_is_decided_before_a_restore_is_settled() {
    let cut = Cut::off(Effect::Unsafe).await;
    let (app, _) = cut.open();
    assert_eq!(app.recover().await.unwrap().in_review, 1);
    let backup = app.back_up().await.unwrap();
    app.close().await;
    let known = store::Known::default();
    store::Store::restore(cut.folder.path(), &backup.name, 1_000, &known)
        .await
        .unwrap();
    let (app, _) = cut.open();
    let decided = app.decide_here(&cut.execution, Decision::Resume).await;
    assert!(decided.is_err());
    assert_eq!(cut.sent.load(Ordering::SeqCst), 1);
    app.close().await;
}

#[tokio::test]
async fn what_went_on_after_a_backup_does_not_do_it_again() {
    let cut = Cut::off(Effect::Idempotent).await;
    let (app, _) = cut.open();
    let backup = app.back_up().await.unwrap();
    let mut told = app.bus().after(0);
    assert_eq!(app.recover().await.unwrap().resumed, 1);
    until_ended(&mut told).await;
    assert_eq!(cut.sent.load(Ordering::SeqCst), 2);
    restore(&app, &backup.name).await;
    app.close().await;
    let (app, _) = cut.open();
    assert_eq!(app.recover().await.unwrap(), app::Recovered::default());
    let execution = cut.execution.clone();
    let view = app.run_open(RunOpen { execution }).await.unwrap();
    assert_eq!(view.summary.status, ExecutionStatus::Failed);
    assert_eq!(view.summary.error.unwrap().code, "interrupted");
    assert_eq!(cut.sent.load(Ordering::SeqCst), 2);
}

/// Fails where it is given 1, and never comes back the first time that it is given 2.
struct Falls {
    given: Arc<parking_lot::Mutex<Vec<i64>>>,
    begun: Arc<Notify>,
}

#[async_trait]
impl sdk::Node for Falls {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            effect: Effect::Idempotent,
            ..NodeSpec::new("falls", "Falls", Group::Network)
        }
    }

    async fn run(&self, ctx: &mut Ctx) -> sdk::Result<Outputs> {
        let n = ctx.items()[0]
            .json
            .get("n")
            .and_then(value::Value::as_i64)
            .unwrap();
        let is_first = !self.given.lock().contains(&n);
        self.given.lock().push(n);
        match n {
            1 => Err(sdk::Error::new("falls", "It fell.")),
            2 if is_first => {
                self.begun.notify_one();
                std::future::pending().await
            }
            _ => Ok(ctx.items().to_vec().into()),
        }
    }
}

/// A workflow that calls another for each of its items, and goes on where that fails.
fn calls_for_each() -> Workflow {
    let begin = json!({ "inputSource": "passthrough" });
    let mut first = Node::new("Begin", "sub-workflow", 1.1);
    first.parameters = begin.as_object().cloned().unwrap();
    let called = Workflow {
        name: "Called".to_owned(),
        edges: vec![Edge::main("Begin", 0, "Fall", 0)],
        nodes: vec![first, Node::new("Fall", "falls", 1.0)],
        ..Workflow::default()
    };
    let calls = json!({
        "source": "parameter", "workflowJson": model::file::write(&called), "mode": "each",
    });
    let mut call = Node::new("Call", "execute-workflow", 1.2);
    call.parameters = calls.as_object().cloned().unwrap();
    call.on_error = model::OnError::Continue;
    Workflow {
        name: "Caller".to_owned(),
        edges: vec![Edge::main("Start", 0, "Call", 0)],
        nodes: vec![Node::new("Start", "manual", 1.0), call],
        ..Workflow::default()
    }
}

#[test]
fn what_a_call_did_before_it_was_cut_off_is_not_done_again_though_it_failed() {
    let folder = tempfile::tempdir().unwrap();
    let given = Arc::<parking_lot::Mutex<Vec<i64>>>::default();
    let start = || {
        let begun = Arc::<Notify>::default();
        let mut registry: Registry = nodes::registry();
        registry.add(Arc::new(Falls {
            given: given.clone(),
            begun: begun.clone(),
        }));
        (open(folder.path(), registry), begun)
    };
    // Where this ends, all that runs in it is gone, as with its program.
    let program = || tokio::runtime::Runtime::new().unwrap();
    let items = [1, 2].map(|n| model::Item::of(json!({ "n": n })));
    let request = RunRequest {
        workflow: Arc::new(calls_for_each()),
        mode: Mode::Trigger,
        start: Some("Start".into()),
        items: Some(items.into()),
        save: true,
        ..RunRequest::default()
    };
    let execution = program().block_on(async {
        let (app, begun) = start();
        let execution = app.start(request).await.unwrap().id().clone();
        begun.notified().await;
        app.close().await;
        execution
    });
    assert_eq!(*given.lock(), [1, 2]);
    program().block_on(async {
        let (app, _) = start();
        let mut told = app.bus().after(0);
        assert_eq!(app.recover().await.unwrap().resumed, 1);
        let open = RunOpen { execution };
        let view = loop {
            until_ended(&mut told).await;
            let view = app.run_open(open.clone()).await.unwrap();
            if view.summary.status.is_final() {
                break view;
            }
        };
        assert_eq!(
            *given.lock(),
            [1, 2, 2],
            "the call that had failed is not made again"
        );
        assert_eq!(view.summary.status, ExecutionStatus::Success);
        app.close().await;
    });
}

//! Executions as a whole: ids, events, the queue, stopping, time limits, workflows that call others, the journal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use common::{draw, engine, order, run};
use engine::{
    AttemptStarted, Created, Ended, Engine, EngineError, Events, Goal, Handle, Journal,
    JournalError, Limits, Parent, Start, StepEnded,
};
use model::{Attempt, Execution, ExecutionEvent, ExecutionStatus, Happening, Mode, StepStatus};
use parking_lot::Mutex;
use value::json;

fn few(at_once: usize) -> Engine {
    let limits = Limits {
        at_once,
        ..Limits::default()
    };
    Engine::new(common::registry(), limits)
}

fn hanging() -> Start {
    draw("T>A; A>H").kind("H", "hang").start()
}

/// Reads events until the step of a node has begun.
async fn until_step(events: &mut Events, wanted: u32) {
    while let Some(event) = events.next().await {
        if matches!(event.what, Happening::StepStarted { step, .. } if step == wanted) {
            return;
        }
    }
    panic!("step {wanted} never began");
}

#[tokio::test]
async fn an_id_is_given_at_once() {
    let start = Start {
        id: None,
        ..draw("T>A").start()
    };
    let handle = engine().start(start).await.unwrap();
    let id = uuid::Uuid::parse_str(handle.id()).unwrap();
    assert_eq!(id.get_version_num(), 7);
    let execution = handle.wait().await;
    assert_eq!(execution.id, id.to_string());
    assert_eq!(execution.started_ms, 1_700_000_000_000);
    let named = Start {
        id: Some("mine".to_owned()),
        ..draw("T>A").start()
    };
    assert_eq!(run(named).await.id, "mine");
}

#[tokio::test]
async fn events_tell_everything_without_gaps() {
    let mut handle = engine().start(draw("T>A; A>B").start()).await.unwrap();
    let mut events = handle.take_events().unwrap();
    let mut all: Vec<ExecutionEvent> = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event);
    }
    let numbers: Vec<u64> = all.iter().map(|event| event.sequence).collect();
    assert_eq!(numbers, (0..8).collect::<Vec<_>>());
    let kinds: Vec<&str> = all
        .iter()
        .map(|event| match event.what {
            Happening::Started { .. } => "started",
            Happening::StepStarted { .. } => "step",
            Happening::StepEnded { .. } => "done",
            Happening::Ended { .. } => "ended",
            _ => "other",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "started", "step", "done", "step", "done", "step", "done", "ended"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_watcher_that_sleeps_holds_nothing_up_for_long() {
    let limits = Limits {
        events: 4,
        ..Limits::default()
    };
    let engine = Engine::new(common::registry(), limits);
    let mut handle = engine
        .start(draw("T>A; A>B; B>C; C>D").start())
        .await
        .unwrap();
    let mut events = handle.take_events().unwrap();
    let before = tokio::time::Instant::now();
    let execution = handle.wait().await;
    assert_eq!(execution.status, ExecutionStatus::Success);
    assert_eq!(before.elapsed(), engine::PATIENCE);
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(event.sequence);
    }
    assert_eq!(seen, [0, 1, 2, 3]);
}

#[tokio::test]
async fn canceling_stops_what_runs() {
    let engine = engine();
    let mut handle = engine.start(hanging()).await.unwrap();
    let mut events = handle.take_events().unwrap();
    until_step(&mut events, 2).await;
    assert_eq!(engine.live(), [handle.id().clone()]);
    assert!(engine.cancel(handle.id()));
    let execution = handle.wait().await;
    assert_eq!(execution.status, ExecutionStatus::Canceled);
    assert_eq!(execution.steps[2].status, StepStatus::Canceled);
    assert!(execution.steps[2].outputs.is_empty());
    assert!(engine.live().is_empty());
    assert!(!engine.cancel("gone"));
}

#[tokio::test(start_paused = true)]
async fn time_limits_stop_what_runs() {
    let mut flow = draw("T>A; A>H").kind("H", "hang");
    flow.0.settings.timeout_ms = Some(1500);
    let execution = flow.run().await;
    assert_eq!(execution.status, ExecutionStatus::Failed);
    assert_eq!(execution.error.unwrap().code, "timeout");
    assert_eq!(execution.steps[2].status, StepStatus::Canceled);
}

fn endless(flow: &common::Flow) -> Start {
    Start {
        host: Arc::new(sdk::testkit::TestHost::new().with_endless_waits()),
        ..flow.start()
    }
}

#[tokio::test(start_paused = true)]
async fn time_spent_waiting_does_not_count() {
    let mut flow = draw("T>W; W>A").kind("W", "wait");
    flow.0.settings.timeout_ms = Some(1500);
    let engine = few(1);
    let mut handle = engine.start(endless(&flow)).await.unwrap();
    let canceler = handle.canceler();
    let mut events = handle.take_events().unwrap();
    until_step(&mut events, 1).await;
    // It has left its place to another.
    let other = engine.start(draw("T>A").start()).await.unwrap();
    assert_eq!(other.wait().await.status, ExecutionStatus::Success);
    let hour = Duration::from_secs(3600);
    let ended = tokio::spawn(handle.wait());
    tokio::time::advance(hour).await;
    tokio::task::yield_now().await;
    assert!(!ended.is_finished());
    canceler.cancel();
    assert_eq!(ended.await.unwrap().status, ExecutionStatus::Canceled);
}

#[tokio::test(start_paused = true)]
async fn a_wait_can_be_given_up() {
    let flow = draw("T>W; W>A; A>H").kind("W", "wait").kind("H", "hang");
    let mut flow = flow.change("W", |node| {
        node.timeout_ms = Some(10);
        node.on_error = model::OnError::Fallback { output: 0 };
    });
    flow.0.settings.timeout_ms = Some(1500);
    let before = tokio::time::Instant::now();
    let execution = run(endless(&flow)).await;
    assert_eq!(order(&execution).join(" "), "T W A H");
    // The 10 ms were spent waiting; the rest counted.
    assert_eq!(execution.error.unwrap().code, "timeout");
    assert_eq!(before.elapsed(), Duration::from_millis(1510));
}

#[tokio::test]
async fn executions_queue_up_in_order() {
    let engine = few(1);
    let first = engine.start(hanging()).await.unwrap();
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut waiting = Vec::new();
    for name in ["a", "b", "c", "d"] {
        let journal = Arc::new(Notes {
            name,
            lines: order.clone(),
            ..Notes::default()
        });
        let start = Start {
            journal,
            ..draw("T>A").start()
        };
        waiting.push(engine.start(start).await.unwrap());
    }
    let dropped = waiting.remove(1);
    dropped.cancel();
    let canceled = dropped.wait().await;
    assert_eq!(
        (canceled.status, canceled.steps.len()),
        (ExecutionStatus::Canceled, 0)
    );
    first.cancel();
    for handle in waiting {
        assert_eq!(handle.wait().await.status, ExecutionStatus::Success);
    }
    let begun: Vec<String> = order
        .lock()
        .iter()
        .filter(|l| l.contains("began"))
        .cloned()
        .collect();
    assert_eq!(begun, ["a began", "c began", "d began"]);
}

#[tokio::test]
async fn an_execution_that_another_waits_for_needs_no_place() {
    let engine = few(1);
    let caller = engine.start(hanging()).await.unwrap();
    let called = |depth, waits| Start {
        parent: Some(Parent {
            execution: caller.id().clone(),
            depth,
            waits,
        }),
        mode: Mode::SubWorkflow,
        ..draw("T>A").start()
    };
    let execution = engine.start(called(1, true)).await.unwrap().wait().await;
    assert_eq!(execution.status, ExecutionStatus::Success);
    assert_eq!(execution.parent.as_ref(), Some(caller.id()));
    let too_deep = engine.start(called(33, true)).await.unwrap_err();
    assert_eq!(too_deep, EngineError::TooDeep(32));
    let queued = engine.start(called(1, false)).await.unwrap();
    assert_eq!(engine.live().len(), 2);
    caller.cancel();
    assert_eq!(queued.wait().await.status, ExecutionStatus::Success);
}

#[tokio::test]
async fn a_called_execution_stops_with_its_caller() {
    let engine = engine();
    let start = Start {
        parent: Some(Parent {
            execution: "caller".to_owned(),
            depth: 1,
            waits: true,
        }),
        ..hanging()
    };
    let mut handle: Handle = engine.start(start).await.unwrap();
    let mut events = handle.take_events().unwrap();
    until_step(&mut events, 2).await;
    drop(handle);
    let mut last = None;
    while let Some(event) = events.next().await {
        last = Some(event.what);
    }
    let canceled = ExecutionStatus::Canceled;
    assert!(matches!(last, Some(Happening::Ended { status, .. }) if status == canceled));
}

#[tokio::test]
async fn what_cannot_begin_says_why() {
    let mut twice = draw("T>A; A>B");
    twice.0.nodes[1].name = "B".into();
    let nowhere = draw("T>A").change("A", |node| {
        node.on_error = model::OnError::Fallback { output: 7 };
    });
    let missing = draw("T>A").start().run_to("Nowhere", None);
    let no_input = draw("T>A").start().run_one("A", None);
    let table = [
        (twice.start(), "two nodes are called “B”"),
        (nowhere.start(), "leave by output 8, and it has 1"),
        (draw("").start(), "no node to start from"),
        (missing, "no node “Nowhere”"),
        (no_input, "no stored input"),
    ];
    for (start, expected) in table {
        let error = engine().start(start).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[tokio::test]
async fn a_wire_whose_node_is_gone_stops_nothing() {
    let mut dangling = draw("T>A; T>B");
    dangling.0.nodes.retain(|node| node.name != "A");
    let execution = engine().start(dangling.start()).await.unwrap().wait().await;
    assert_eq!(execution.status, ExecutionStatus::Success);
    let names: Vec<_> = execution.steps.iter().map(|step| &step.name).collect();
    assert_eq!(names, ["T", "B"]);
}

#[tokio::test]
async fn it_starts_where_a_person_would() {
    let table = [
        (draw("A>B; T>C").start(), "T C"),
        (
            draw("A>B; T>C")
                .change("T", |node| node.disabled = true)
                .start(),
            "A B",
        ),
        (draw("N; A>B").start(), "A B"),
        (
            Start {
                prefer: vec!["count".to_owned()],
                ..draw("T>A; X>B").kind("X", "count").start()
            },
            "X B",
        ),
        (
            Start {
                node: Some("B".into()),
                ..draw("T>A; A>B; B>C").start()
            },
            "B C",
        ),
    ];
    for (start, expected) in table {
        assert_eq!(order(&run(start).await).join(" "), expected);
    }
}

#[tokio::test]
async fn a_trigger_puts_out_what_it_saw() {
    let flow = draw("T>A").kind("T", "trigger");
    let start = Start {
        items: Some(vec![
            model::Item::of(json!({"seen": 1})),
            model::Item::of(json!({"seen": 2})),
        ]),
        mode: Mode::Trigger,
        ..flow.start()
    };
    let execution = run(start).await;
    assert_eq!(
        common::records(&execution, "A", 0, 0),
        [json!({"seen": 1}), json!({"seen": 2})]
    );
}

#[tokio::test]
async fn a_wait_is_told_and_leaves_its_place_to_others() {
    let mut handle = few(1)
        .start(draw("T>W").kind("W", "wait").start())
        .await
        .unwrap();
    let mut events = handle.take_events().unwrap();
    let execution = handle.wait().await;
    assert_eq!(execution.status, ExecutionStatus::Success);
    let mut waits = Vec::new();
    while let Some(event) = events.next().await {
        if let Happening::Waiting { until_ms } = event.what {
            waits.push(until_ms);
        }
    }
    assert_eq!(waits, [Some(1_700_000_060_000)]);
}

#[tokio::test]
async fn an_error_workflow_is_told_what_failed() {
    let execution = draw("T>F").kind("F", "fail").run().await;
    let item = engine::error_item(&execution, Some("http://here"));
    let told = item.to_value();
    assert_eq!(
        told.path("execution.error.message"),
        Some(&json!("it failed"))
    );
    assert_eq!(told.path("execution.lastNodeExecuted"), Some(&json!("F")));
    assert_eq!(told.path("execution.id"), Some(&json!(execution.id)));
    assert_eq!(told.path("execution.mode"), Some(&json!("manual")));
    assert_eq!(
        told.path("workflow"),
        Some(&json!({"id": "w", "name": "Test"}))
    );
}

/// A journal that notes what it is told, and may fail at a line.
#[derive(Default)]
struct Notes {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
    fails_at: Option<&'static str>,
}

impl Notes {
    fn note(&self, line: String) -> Result<(), JournalError> {
        let fails = self.fails_at.is_some_and(|at| line.contains(at));
        self.lines.lock().push(format!("{} {line}", self.name));
        if fails {
            return Err(JournalError("the disk is full".to_owned()));
        }
        Ok(())
    }
}

#[async_trait]
impl Journal for Notes {
    async fn created(&self, created: Created<'_>) -> Result<(), JournalError> {
        self.note(format!("created {}", created.start))
    }

    async fn began(&self, _: &str, _: i64) -> Result<(), JournalError> {
        self.note("began".to_owned())
    }

    async fn attempt_started(&self, started: AttemptStarted<'_>) -> Result<(), JournalError> {
        let keyed = started.key.len() == 32;
        self.note(format!(
            "attempt {} {} {keyed}",
            started.name, started.attempt
        ))
    }

    async fn attempt_failed(
        &self,
        _: &str,
        step: u32,
        attempt: &Attempt,
    ) -> Result<(), JournalError> {
        self.note(format!("failed {step} {}", attempt.attempt))
    }

    async fn step_ended(&self, ended: StepEnded<'_>) -> Result<(), JournalError> {
        let left: Vec<_> = ended
            .frontier
            .ready
            .iter()
            .map(|p| p.node.as_str())
            .collect();
        let waiting: Vec<_> = ended
            .frontier
            .waiting
            .iter()
            .map(|p| p.node.as_str())
            .collect();
        let (left, waiting) = (left.join(","), waiting.join(","));
        let runs = ended
            .state
            .get("runs")
            .map(ToString::to_string)
            .unwrap_or_default();
        self.note(format!(
            "step {} {}{runs} left:{left} waiting:{waiting}",
            ended.number, ended.step.name
        ))
    }

    async fn waits(&self, _: &str, waiting: bool, _: Option<i64>) -> Result<(), JournalError> {
        self.note(format!("waits {waiting}"))
    }

    async fn ended(&self, ended: Ended<'_>) -> Result<(), JournalError> {
        self.note(format!("ended {:?}", ended.status))
    }
}

async fn journalled(
    fails_at: Option<&'static str>,
) -> (Result<Execution, EngineError>, Vec<String>) {
    let flow = draw("T>A; T>B; A>M; B>M.1; M>W")
        .kind("A", "noop")
        .kind("B", "count")
        .kind("M", "merge")
        .kind("W", "wait");
    let notes = Notes {
        name: "-",
        fails_at,
        ..Notes::default()
    };
    let lines = notes.lines.clone();
    let start = Start {
        journal: Arc::new(notes),
        ..flow.start()
    };
    let execution = match engine().start(start).await {
        Ok(handle) => Ok(handle.wait().await),
        Err(error) => Err(error),
    };
    let lines = lines.lock().clone();
    (execution, lines)
}

#[tokio::test]
async fn the_journal_is_told_in_order() {
    let (execution, lines) = journalled(None).await;
    assert_eq!(execution.unwrap().status, ExecutionStatus::Success);
    let expected = [
        "- created T",
        "- began",
        "- attempt T 1 true",
        "- step 0 T left:A,B waiting:",
        "- attempt A 1 false",
        "- step 1 A left:B waiting:M",
        "- attempt B 1 true",
        "- step 2 B1 left:M waiting:",
        "- attempt M 1 true",
        "- step 3 M left:W waiting:",
        "- attempt W 1 true",
        "- waits true",
        "- waits false",
        "- step 4 W left: waiting:",
        "- ended Success",
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn what_cannot_be_written_down_does_not_go_on() {
    for fails_at in ["created", "began", "attempt B", "step 2", "waits true"] {
        let (execution, lines) = journalled(Some(fails_at)).await;
        if fails_at == "created" {
            assert!(matches!(execution, Err(EngineError::Journal(_))));
            assert_eq!(lines.len(), 1);
            continue;
        }
        let execution = execution.unwrap();
        assert_eq!(execution.status, ExecutionStatus::Failed, "{fails_at}");
        assert_eq!(execution.error.unwrap().code, "journal", "{fails_at}");
        let after: Vec<_> = lines
            .iter()
            .skip_while(|line| !line.contains(fails_at))
            .skip(1)
            .collect();
        let started = after.iter().any(|line| line.contains("attempt"));
        assert!(!started, "{fails_at}: {after:?}");
    }
}

#[tokio::test]
async fn goals_name_nodes_by_id_or_name() {
    let start = Start {
        goal: Goal::UpTo("B".into()),
        ..draw("T>A; A>B; B>C; T>D").start()
    };
    assert_eq!(order(&run(start).await).join(" "), "T A B");
}

#[tokio::test]
async fn nothing_waits_when_the_program_ends() {
    let handle = engine().start(hanging()).await.unwrap();
    let waited = tokio::time::timeout(Duration::from_millis(20), handle.wait()).await;
    assert!(waited.is_err());
}

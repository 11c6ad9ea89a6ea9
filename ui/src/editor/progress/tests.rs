//! A run that is followed by its events.

use super::*;
use api::RunSummary;
use model::{Mode, Node};
use std::sync::Arc;

fn running() -> Progress {
    let workflow = Workflow {
        nodes: ["a", "b"].map(|name| Node::new(name, "set", 3.4)).to_vec(),
        edges: vec![Edge::main("a", 0, "b", 0)],
        ..Workflow::default()
    };
    Progress::new(RunView {
        summary: RunSummary {
            id: "x".to_owned(),
            workflow: "w".to_owned(),
            name: "W".to_owned(),
            mode: Mode::Manual,
            status: ExecutionStatus::Queued,
            started_ms: 1000,
            ended_ms: None,
            error: None,
        },
        workflow: Arc::new(workflow),
        steps: Vec::new(),
        sequence: 0,
        repeats: None,
        review: None,
    })
}

fn event(sequence: u64, what: Happening) -> ExecutionEvent {
    ExecutionEvent {
        execution: "x".to_owned(),
        sequence,
        at_ms: 1000 + sequence as i64,
        what,
    }
}

fn started(step: u32, node: &str) -> Happening {
    Happening::StepStarted {
        step,
        node: node.into(),
        run: step,
        items_in: vec![2],
    }
}

fn ended(step: u32, node: &str, status: StepStatus, items_out: &[u32]) -> Happening {
    let failed = status == StepStatus::Failed;
    Happening::StepEnded {
        step,
        node: node.into(),
        status,
        items_out: items_out.to_vec(),
        duration_us: 5,
        error: failed.then(|| RunError::new("x", "broken")),
    }
}

#[test]
fn a_node_adds_up_over_its_runs() {
    let mut run = running();
    let events = [
        started(0, "a"),
        ended(0, "a", StepStatus::Success, &[3]),
        started(1, "a"),
        ended(1, "a", StepStatus::Failed, &[4, 1]),
    ];
    for (at, what) in events.into_iter().enumerate() {
        assert_eq!(run.hear(&event(at as u64 + 1, what)), Heard::Changed);
    }
    let of = run.of(&"a".into()).expect("a ran").clone();
    assert_eq!((of.steps, of.items_out), (vec![0, 1], vec![7, 1]));
    assert_eq!((of.items_in, of.duration_us), (4, 10));
    assert_eq!((of.status, of.error.is_some()), (StepStatus::Failed, true));
    assert_eq!(run.on_edge(&Edge::main("a", 0, "b", 0)), Some(7));
    assert_eq!(run.on_edge(&Edge::main("b", 0, "a", 0)), None);
    assert_eq!(run.reached(), (1, 2));
}

#[test]
fn what_was_missed_is_noticed_and_what_is_known_is_not_counted_twice() {
    let mut run = running();
    assert_eq!(run.hear(&event(2, started(0, "a"))), Heard::Gap);
    assert_eq!(run.hear(&event(1, started(0, "a"))), Heard::Changed);
    assert_eq!(run.hear(&event(1, started(0, "a"))), Heard::Nothing);
    assert_eq!(run.hear(&event(2, started(5, "a"))), Heard::Gap);
    let other = ExecutionEvent {
        execution: "y".to_owned(),
        ..event(2, started(1, "b"))
    };
    assert_eq!(run.hear(&other), Heard::Nothing);
}

#[test]
fn the_end_says_how_and_when() {
    let mut run = running();
    run.hear(&event(1, started(0, "a")));
    assert!(run.is_running());
    assert_eq!(run.current().map(|step| step.name.as_str()), Some("a"));
    let end = Happening::Ended {
        status: ExecutionStatus::Canceled,
        error: None,
    };
    assert_eq!(run.hear(&event(2, end)), Heard::Ended);
    assert!(!run.is_running());
    assert_eq!(run.lasted_ms(9999), 2);
}

#[test]
fn what_was_read_late_is_known_to_be_behind() {
    let read_first = running().view().clone();
    let mut progress = running();
    progress.hear(&event(1, started(0, "a")));
    assert!(progress.is_ahead_of(&read_first));
    assert!(!running().is_ahead_of(progress.view()));

    let mut earlier_run = read_first;
    earlier_run.summary.id = "earlier".to_owned();
    earlier_run.sequence = u64::MAX;
    earlier_run.summary.started_ms = 999;
    assert!(progress.is_ahead_of(&earlier_run));
    earlier_run.summary.started_ms = 1001;
    assert!(!progress.is_ahead_of(&earlier_run));
}

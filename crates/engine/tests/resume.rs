//! Going on where an execution was when its program ended: after every step, the rest is what it would have been.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use common::{Flow, draw, order, run};
use engine::{
    AttemptStarted, Canceler, Created, Ended, Frontier, Goal, Journal, JournalError, Resumed,
    Start, StepEnded,
};
use model::{Attempt, Execution, ExecutionStatus, Retry, RetryWait, RunError, Step};
use parking_lot::Mutex;
use value::{Map, json};

/// What a journal holds after each step.
#[derive(Clone, Default)]
struct Kept {
    steps: Vec<Step>,
    states: HashMap<String, Map>,
    custom: Map,
    frontier: Frontier,
}

/// A journal that keeps every state an execution could be found in.
#[derive(Default)]
struct States {
    kept: Mutex<Vec<Kept>>,
    /// Whether it was told of an end.
    ended: Mutex<bool>,
    /// Until when it said that it waits.
    waits: Mutex<Vec<Option<i64>>>,
    /// The program ends while this step runs.
    leaves: Mutex<Option<(u32, Canceler)>>,
}

impl States {
    fn add(&self, change: impl FnOnce(&mut Kept)) {
        let mut all = self.kept.lock();
        let mut last = all.last().cloned().unwrap_or_default();
        change(&mut last);
        all.push(last);
    }
}

#[async_trait]
impl Journal for States {
    async fn created(&self, created: Created<'_>) -> Result<(), JournalError> {
        self.add(|kept| {
            kept.steps = created.steps.to_vec();
            kept.frontier = created.frontier.clone();
        });
        Ok(())
    }

    async fn began(&self, _: &str, _: i64) -> Result<(), JournalError> {
        Ok(())
    }

    async fn attempt_started(&self, started: AttemptStarted<'_>) -> Result<(), JournalError> {
        match &*self.leaves.lock() {
            Some((step, canceler)) if *step == started.step => canceler.leave(),
            _ => {}
        }
        Ok(())
    }

    async fn attempt_failed(&self, _: &str, _: u32, _: &Attempt) -> Result<(), JournalError> {
        Ok(())
    }

    async fn step_ended(&self, ended: StepEnded<'_>) -> Result<(), JournalError> {
        self.add(|kept| {
            assert_eq!(kept.steps.len(), ended.number as usize);
            kept.steps.push(ended.step.clone());
            let node = ended.step.node.to_string();
            kept.states.insert(node, ended.state.clone());
            kept.custom = ended.custom.clone();
            kept.frontier = ended.frontier.clone();
        });
        Ok(())
    }

    async fn waits(&self, _: &str, _: bool, until_ms: Option<i64>) -> Result<(), JournalError> {
        self.waits.lock().push(until_ms);
        Ok(())
    }

    async fn ended(&self, _: Ended<'_>) -> Result<(), JournalError> {
        *self.ended.lock() = true;
        Ok(())
    }
}

/// Runs it whole, then from every state that it could have been found in.
async fn check(flow: &Flow, start: impl Fn() -> Start) {
    let states = Arc::new(States::default());
    let journal = states.clone();
    let whole = run(Start {
        journal,
        id: Some("same".to_owned()),
        ..start()
    })
    .await;
    let all = states.kept.lock().clone();
    assert_eq!(
        all.last().unwrap().steps,
        whole.steps,
        "all is written down"
    );
    for (at, kept) in all.into_iter().enumerate() {
        let resumed = Resumed {
            steps: kept.steps,
            states: kept.states,
            custom: kept.custom,
            frontier: kept.frontier,
            started_ms: 7,
            ..Resumed::default()
        };
        let rest = run(Start {
            resume: Some(resumed),
            id: Some("same".to_owned()),
            ..start()
        })
        .await;
        assert_eq!(rest.status, whole.status, "{at}");
        assert_eq!(rest.started_ms, 7);
        assert_eq!(plain(&rest), plain(&whole), "{at}: {:?}", flow.0.name);
        assert_eq!(rest.custom, whole.custom, "{at}");
    }
}

/// Steps without how long they took.
fn plain(execution: &Execution) -> Vec<Step> {
    let one = |step: &Step| Step {
        duration_us: 0,
        started_ms: 0,
        ..step.clone()
    };
    execution.steps.iter().map(one).collect()
}

#[tokio::test]
async fn every_state_goes_on_to_the_same_end() {
    let items = json!({"items": [{"n": 1}, {"n": 2}, {"n": 3}]});
    let flows = [
        draw("T>A; A>B; B>C"),
        draw("T>A; T>B; A>M; B>M.1; M>C").kind("M", "merge"),
        draw("T>G; G>L; L.1>B; B>L; L>D; D>E")
            .is("G", "give", items.clone())
            .kind("L", "loop"),
        draw("T>G; G>A; G>B; A>C").is("G", "give", items).is(
            "C",
            "field",
            json!({"value": "={{ $('G').item.json.n }}"}),
        ),
        draw("T>A; A>F; F>B").kind("F", "fail"),
    ];
    for flow in flows {
        for order in [model::ExecutionOrder::V1, model::ExecutionOrder::Legacy] {
            let flow = flow.clone().order(order);
            check(&flow, || flow.start()).await;
        }
    }
}

#[tokio::test]
async fn what_was_noted_is_known_when_it_goes_on() {
    let flow = draw("T>A; A>B; B>C; C>D")
        .kind("A", "note-down")
        .kind("B", "note-down")
        .kind("D", "note-down");
    let whole = flow.run().await.custom;
    let noted = [("A", "0"), ("B", "1"), ("D", "2")].map(|(name, before)| (name, json!(before)));
    assert_eq!(whole, Map::from_iter(noted));
    check(&flow, || flow.start()).await;
}

#[tokio::test]
async fn a_run_of_a_part_goes_on_as_one() {
    let flow = draw("T>G; G>A; A>B; B>C; G>D; D>C").is("G", "give", json!({"items": [{"n": 1}]}));
    let earlier = Arc::new(flow.run().await);
    for goal in [
        Goal::UpTo("B".into()),
        Goal::Only("C".into()),
        Goal::From("B".into()),
        Goal::Again,
    ] {
        check(&flow, || Start {
            goal: goal.clone(),
            earlier: Some(earlier.clone()),
            ..flow.start()
        })
        .await;
    }
}

#[tokio::test]
async fn a_failed_step_is_run_again_and_what_came_before_is_not() {
    let failing = draw("T>G; G>A; A>B; G>X")
        .is("G", "give", json!({"items": [{"n": 1}]}))
        .kind("A", "fail");
    let mut earlier = failing.run().await;
    assert_eq!(earlier.status, ExecutionStatus::Failed);
    earlier
        .steps
        .iter_mut()
        .for_each(|step| step.duration_us = 424_242);
    let mended = failing.kind("A", "noop");
    let again = run(Start {
        goal: Goal::From("A".into()),
        earlier: Some(Arc::new(earlier)),
        repeats: Some("before".to_owned()),
        ..mended.start()
    })
    .await;
    assert_eq!(again.status, ExecutionStatus::Success);
    assert_eq!(again.repeats.as_deref(), Some("before"));
    let taken: Vec<&str> = again
        .steps
        .iter()
        .filter(|step| step.duration_us == 424_242)
        .map(|step| step.name.as_str())
        .collect();
    assert_eq!(taken, ["T", "G"]);
    assert_eq!(order(&again), ["T", "G", "A", "B", "X"]);
}

#[tokio::test]
async fn a_skipped_step_gives_on_what_it_was_given_and_attempts_are_counted_on() {
    let flow = draw("T>G; G>F; F>B")
        .is("G", "give", json!({"items": [{"n": 1}, {"n": 2}]}))
        .kind("F", "fail");
    let states = Arc::new(States::default());
    let journal = states.clone();
    run(Start {
        journal,
        ..flow.start()
    })
    .await;
    // Created, T, G: then F was cut off.
    let kept = states.kept.lock()[2].clone();
    let cut = Attempt {
        attempt: 1,
        error: RunError::new("interrupted", "cut off"),
        waited_ms: 0,
    };
    let resumed = |skips| Resumed {
        steps: kept.steps.clone(),
        states: kept.states.clone(),
        frontier: kept.frontier.clone(),
        attempts: vec![cut.clone()],
        skips,
        ..Resumed::default()
    };
    let skipped = run(Start {
        resume: Some(resumed(Some(2))),
        ..flow.start()
    })
    .await;
    assert_eq!(skipped.status, ExecutionStatus::Success);
    assert_eq!(skipped.steps[2].attempts, std::slice::from_ref(&cut));
    assert_eq!(common::records(&skipped, "B", 0, 0).len(), 2);

    let failed = run(Start {
        resume: Some(resumed(None)),
        ..flow.start()
    })
    .await;
    assert_eq!(failed.status, ExecutionStatus::Failed);
    assert_eq!(failed.steps[2].attempts, [cut], "and then it failed itself");
}

#[tokio::test]
async fn what_is_left_ends_its_step_and_goes_on_later() {
    let flow = draw("T>A; A>B; B>C");
    let whole = flow.run().await;
    let states = Arc::new(States::default());
    let start = Start {
        journal: states.clone(),
        id: Some("same".to_owned()),
        ..flow.start()
    };
    let handle = common::engine().start(start).await.unwrap();
    *states.leaves.lock() = Some((1, handle.canceler()));
    let left = handle.wait().await;
    assert_eq!(left.status, ExecutionStatus::Running);
    assert_eq!(left.ended_ms, None);
    assert_eq!(order(&left), ["T", "A"]);
    assert!(!*states.ended.lock(), "it has no end");

    let kept = states.kept.lock().last().cloned().unwrap();
    assert_eq!(kept.steps, left.steps, "all that it did is written down");
    let resumed = Resumed {
        steps: kept.steps,
        states: kept.states,
        frontier: kept.frontier,
        ..Resumed::default()
    };
    let rest = run(Start {
        resume: Some(resumed),
        id: Some("same".to_owned()),
        ..flow.start()
    })
    .await;
    assert_eq!(rest.status, ExecutionStatus::Success);
    assert_eq!(plain(&rest), plain(&whole));
}

#[tokio::test]
async fn a_wait_for_the_next_attempt_outlives_the_program() {
    // How long to wait, until when it is kept, and how long the rest takes: a short wait is not kept and begins anew.
    for (ms, kept, rest_ms) in [
        (500, false, 500),
        (90_000, true, 30_000),
        (90_000, false, 90_000),
    ] {
        let flow = draw("T>F").kind("F", "fail").change("F", |node| {
            let wait = RetryWait::Fixed { ms };
            node.retry = Some(Retry { attempts: 2, wait });
        });
        let states = Arc::new(States::default());
        let start = Start {
            journal: states.clone(),
            ..flow.start()
        };
        let before = start.host.now_ms();
        run(start).await;
        let until = before.saturating_add_unsigned(ms);
        let told = if ms < 60_000 {
            vec![]
        } else {
            vec![Some(until), None]
        };
        assert_eq!(*states.waits.lock(), told);

        // It had failed once, and waited, when the program ended.
        let found = states.kept.lock()[1].clone();
        let failed = Attempt {
            attempt: 1,
            error: RunError::new("thrown", "no"),
            waited_ms: ms,
        };
        let start = flow.start();
        let host = start.host.clone();
        let again = host.now_ms();
        let resumed = Resumed {
            steps: found.steps,
            states: found.states,
            frontier: found.frontier,
            attempts: vec![failed],
            until_ms: kept.then(|| again.saturating_add_unsigned(rest_ms)),
            ..Resumed::default()
        };
        run(Start {
            resume: Some(resumed),
            ..start
        })
        .await;
        assert_eq!(
            (host.now_ms() - again).unsigned_abs(),
            rest_ms,
            "{ms} {kept}"
        );
    }
}

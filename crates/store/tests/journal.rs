//! The journal: what is committed together, who is refused, and what is found after a program is gone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::sync::Arc;

use model::{
    Attempt, Effect, Execution, ExecutionStatus, Item, Node, OnError, Recovery, Review, RunError,
    Step, StepStatus, Workflow,
};
use store::{Appender, AttemptStatus, Cut, End, Error, KeptAttempt, Opening, Settle, Store};
use value::{Map, json};

fn opening(id: &str) -> Opening {
    let workflow = Workflow {
        id: "w".to_owned(),
        name: "W".to_owned(),
        ..Workflow::default()
    };
    Opening {
        execution: Execution {
            id: id.to_owned(),
            workflow: Arc::new(workflow),
            repeats: Some("before".to_owned()),
            ..Execution::default()
        },
        executor: "me".to_owned(),
        terms: "{}".to_owned(),
        given: Some("[1]".to_owned()),
        frontier: "first".to_owned(),
        call: Some("call".to_owned()),
        ..Opening::default()
    }
}

fn step(name: &str, text: String) -> Step {
    Step {
        node: name.into(),
        name: name.into(),
        status: StepStatus::Success,
        outputs: vec![Arc::new(vec![Item::of(json!({ "text": text }))])],
        ..Step::default()
    }
}

fn done() -> End {
    End {
        status: ExecutionStatus::Success,
        at_ms: 9,
        ..End::default()
    }
}

fn attempt(step: u32) -> KeptAttempt {
    KeptAttempt {
        step,
        attempt: 1,
        node: "Send".into(),
        name: "Send".into(),
        key: "k".to_owned(),
        effect: Effect::Unsafe,
        ..KeptAttempt::default()
    }
}

async fn on_disk() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    (folder, store)
}

/// Begins an execution and ends its first step.
async fn begin(store: &Store, id: &str) -> Appender {
    let appender = store.appender(id, 0);
    appender.opened(opening(id), true).await.unwrap();
    let state = Map::from_iter([("at", json!(1))]);
    let first = step("A", "x".to_owned());
    appender
        .step_ended(0, first, &state, "second".to_owned())
        .await
        .unwrap();
    appender
}

#[tokio::test]
async fn an_execution_is_kept_while_it_runs_and_when_it_has_ended() {
    let (_folder, store) = on_disk().await;
    let appender = begin(&store, "e").await;
    appender.attempt_started(attempt(1)).await.unwrap();
    let (left, _) = store.unfinished().await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].frontier.as_str(), left[0].seq), ("second", 3));
    assert_eq!(
        store.node_states("e").await.unwrap()["A"].get("at"),
        Some(&json!(1))
    );
    assert_eq!(
        store.attempts("e").await.unwrap()[0].status,
        AttemptStatus::Started
    );
    let large = step("Send", "y".repeat(300 << 10));
    appender
        .step_ended(1, large.clone(), &Map::new(), "third".to_owned())
        .await
        .unwrap();
    appender.ended(done()).await.unwrap();

    let kept = store.execution("e").await.unwrap();
    assert_eq!(kept.status, ExecutionStatus::Success);
    assert_eq!(kept.repeats.as_deref(), Some("before"));
    assert_eq!(kept.steps, [step("A", "x".to_owned()), large]);
    assert_eq!(
        store.attempts("e").await.unwrap()[0].status,
        AttemptStatus::Completed
    );
    assert!(store.unfinished().await.unwrap().0.is_empty());
    assert!(store.node_states("e").await.unwrap().is_empty());
    assert_eq!(store.begun_by("call").await.unwrap().as_deref(), Some("e"));
    assert_eq!(store.begun_by("other").await.unwrap(), None);
    let start = store.start_of("e").await.unwrap().unwrap();
    assert_eq!(start.given.as_deref(), Some("[1]"));
    store.delete_execution("e").await.unwrap();
    assert!(store.attempts("e").await.unwrap().is_empty());
}

#[tokio::test]
async fn pure_steps_cost_one_commit_and_many_at_once_share_them() {
    let (_folder, store) = on_disk().await;
    let run = |id: String| {
        let store = store.clone();
        async move {
            let appender = store.appender(&id, 0);
            appender.opened(opening(&id), false).await.unwrap();
            for number in 0..3 {
                let step = step("A", number.to_string());
                appender
                    .step_ended(number, step, &Map::new(), String::new())
                    .await
                    .unwrap();
            }
            appender.ended(done()).await.unwrap();
        }
    };
    let before = store.commits();
    run("one".to_owned()).await;
    assert_eq!(store.commits() - before, 1);
    let all = (0..16).map(|n| tokio::spawn(run(format!("e{n}"))));
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    assert!(
        store.commits() - before < 17,
        "{}",
        store.commits() - before
    );
    assert_eq!(store.execution("e7").await.unwrap().steps.len(), 3);
}

#[tokio::test]
async fn who_comes_late_is_refused_and_stops_nobody_else() {
    let (_folder, store) = on_disk().await;
    let old = begin(&store, "e").await;
    let left = store.unfinished_one("e").await.unwrap();
    // What rode along may not be written yet.
    let seq = left.map_or(2, |left| left.seq.max(2));
    old.status(ExecutionStatus::Running, None).await.unwrap();
    store
        .appender("other", 0)
        .opened(opening("other"), true)
        .await
        .unwrap();
    let take = Settle::TakeUp {
        executor: "other".to_owned(),
        cut: None,
        skip: None,
    };
    assert!(matches!(
        store.settle("e", seq, &take).await,
        Err(Error::Late)
    ));
    let next = store.settle("e", seq + 1, &take).await.unwrap();
    let (late, fine) = tokio::join!(old.ended(done()), async {
        store
            .appender("fine", 0)
            .opened(opening("fine"), true)
            .await
    });
    assert!(late.is_err());
    fine.unwrap();
    assert!(old.status(ExecutionStatus::Running, None).await.is_err());
    store.appender("e", next).ended(done()).await.unwrap();
    assert!(
        store.settle("e", next + 1, &take).await.is_err(),
        "it has ended"
    );
    assert_eq!(
        store.execution("e").await.unwrap().status,
        ExecutionStatus::Success
    );
}

#[tokio::test]
async fn what_is_in_doubt_waits_until_somebody_decides() {
    let (_folder, store) = on_disk().await;
    let appender = begin(&store, "e").await;
    appender.attempt_started(attempt(1)).await.unwrap();
    let left = store.unfinished_one("e").await.unwrap().unwrap();
    let review = Review {
        step: 1,
        node: "Send".into(),
        found_ms: 5,
        ..Review::default()
    };
    let why = RunError::new("interrupted", "cut off");
    let settle = Settle::Review(review.clone(), why);
    let next = store.settle("e", left.seq, &settle).await.unwrap();
    let (count, found) = store.in_review(9).await.unwrap();
    assert_eq!((count, &found[0].1), (1, &review));
    assert_eq!(store.execution("e").await.unwrap().review, Some(review));
    assert!(store.delete_execution("e").await.is_err());

    let cut = Cut {
        step: 1,
        error: RunError::new("interrupted", "cut off"),
    };
    let take = Settle::TakeUp {
        executor: "me".to_owned(),
        cut: Some(cut),
        skip: Some(1),
    };
    store.settle("e", next, &take).await.unwrap();
    let left = store.unfinished_one("e").await.unwrap().unwrap();
    assert_eq!(
        (left.status, left.skips),
        (ExecutionStatus::Running, Some(1))
    );
    assert_eq!(
        store.attempts("e").await.unwrap()[0].status,
        AttemptStatus::Failed
    );
    assert_eq!(store.in_review(9).await.unwrap().0, 0);
    assert_eq!(store.execution("e").await.unwrap().review, None);
}

/// Does something to a database behind the store's back.
async fn harm(folder: &std::path::Path, sql: &'static str) {
    use sqlx::Connection as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join(Store::FILE));
    let mut connection = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    let done = sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql}");
    connection.close().await.unwrap();
}

/// Whether all that is needed to go on with an execution can be read.
async fn can_go_on(store: &Store, id: &str) -> bool {
    let (left, _) = store.unfinished().await.unwrap();
    left.iter().any(|one| one.execution == id)
        && store.attempts(id).await.is_ok()
        && store.node_states(id).await.is_ok()
        && store.execution(id).await.is_ok()
        && matches!(store.start_of(id).await, Ok(Some(_)))
}

#[tokio::test]
async fn with_what_is_damaged_or_hidden_nobody_goes_on() {
    let (template, store) = on_disk().await;
    for id in ["hurt", "whole"] {
        let appender = begin(&store, id).await;
        appender.attempt_started(attempt(1)).await.unwrap();
    }
    assert!(can_go_on(&store, "hurt").await);
    store.close().await;
    for sql in [
        "UPDATE attempt SET status = 'completed' WHERE execution = 'hurt'",
        "UPDATE attempt SET effect = 'pure' WHERE execution = 'hurt'",
        "DELETE FROM attempt WHERE execution = 'hurt'",
        "UPDATE journal SET frontier = 'first' WHERE execution = 'hurt'",
        "UPDATE journal SET under_way = NULL WHERE execution = 'hurt'",
        "DELETE FROM journal WHERE execution = 'hurt'",
        "UPDATE node_state SET state = '{}' WHERE execution = 'hurt'",
        "DELETE FROM node_state WHERE execution = 'hurt'",
        "UPDATE step SET outputs = '[]' WHERE execution = 'hurt'",
        "DELETE FROM step WHERE execution = 'hurt'",
        "UPDATE start SET given = '[2]' WHERE execution = 'hurt'",
        "UPDATE execution SET status = 'waiting' WHERE id = 'hurt'",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let from = template.path().join(Store::FILE);
        std::fs::copy(from, folder.path().join(Store::FILE)).unwrap();
        harm(folder.path(), sql).await;
        let store = Store::open(folder.path()).await.unwrap();
        assert!(!can_go_on(&store, "hurt").await, "{sql}");
        assert!(can_go_on(&store, "whole").await, "{sql}");
        store.close().await;
    }
}

#[tokio::test]
async fn a_damaged_run_is_listed_as_such_and_can_be_deleted() {
    let (folder, store) = on_disk().await;
    begin(&store, "hurt").await;
    assert!(store.delete_execution("hurt").await.is_err(), "it runs");
    store.close().await;
    harm(folder.path(), "UPDATE journal SET seq = 1").await;
    let store = Store::open(folder.path()).await.unwrap();
    let filter = store::ExecutionFilter::default();
    let list = store.executions(&filter, Default::default());
    let listed = list.await.unwrap().entries.remove(0);
    assert_eq!(listed.error.unwrap().code, "store.damaged");
    let (left, damaged) = store.unfinished().await.unwrap();
    assert_eq!((left.len(), damaged.len()), (0, 1));
    assert!(store.examine().await.unwrap().rows.len() == 1);
    store.delete_execution("hurt").await.unwrap();
    assert!(store.examine().await.unwrap().is_whole());
    store.close().await;
}

#[tokio::test]
async fn damage_beside_what_is_appended_is_never_sealed_in() {
    let (folder, store) = on_disk().await;
    let appender = begin(&store, "e").await;
    appender.attempt_started(attempt(1)).await.unwrap();
    harm(folder.path(), "UPDATE execution SET name = 'X'").await;
    harm(folder.path(), "UPDATE attempt SET key = 'other'").await;
    appender
        .step_ended(1, step("B", String::new()), &Map::new(), String::new())
        .await
        .unwrap();
    appender.ended(done()).await.unwrap();
    for damaged in [
        store.execution("e").await.map(drop),
        store.attempts("e").await.map(drop),
    ] {
        assert_eq!(damaged.unwrap_err().code(), "store.damaged");
    }
    assert_eq!(store.examine().await.unwrap().rows.len(), 2);
}

#[tokio::test]
async fn nothing_is_appended_to_a_store_that_was_closed() {
    let (folder, store) = on_disk().await;
    let appender = begin(&store, "e").await;
    store.close().await;
    let again = Store::open(folder.path()).await.unwrap();
    assert!(appender.ended(done()).await.is_err());
    let (left, _) = again.unfinished().await.unwrap();
    assert_eq!(left[0].seq, 2, "what was handed in before is written");
    again.close().await;
}

/// What the error history says of a time: step, attempt, code, what was done; whether the run is there.
async fn history(store: &Store) -> Vec<(Option<u32>, u32, String, Recovery, bool)> {
    let list = store.failures(0).await.unwrap();
    assert_eq!(list.damaged, 0);
    let mut lines: Vec<_> = list
        .entries
        .into_iter()
        .map(|(one, there)| {
            assert_eq!(
                (one.workflow.as_str(), one.workflow_name.as_str()),
                ("w", "W")
            );
            let code = one.error.code.to_string();
            (one.step, one.attempt, code, one.recovery, there)
        })
        .collect();
    lines.sort_by_key(|line| (line.0, line.1));
    lines
}

fn failed(name: &str, error: RunError) -> Step {
    Step {
        node: name.into(),
        name: name.into(),
        status: StepStatus::Failed,
        error: Some(error.in_node(name)),
        ..Step::default()
    }
}

/// An execution of a workflow with a node that stops it, one that goes on, and one with an error output.
async fn begin_failing(store: &Store, id: &str) -> Appender {
    let node = |name: &str, on_error| Node {
        id: name.into(),
        on_error,
        ..Node::new(name, "http.request", 4.2)
    };
    let mut opening = opening(id);
    Arc::make_mut(&mut opening.execution.workflow).nodes = vec![
        node("A", OnError::Skip),
        node("B", OnError::ErrorOutput),
        node("C", OnError::Stop),
    ];
    let appender = store.appender(id, 0);
    appender.opened(opening, false).await.unwrap();
    appender
}

#[tokio::test]
async fn the_error_history_says_what_was_done_and_outlives_its_run() {
    let (_folder, store) = on_disk().await;
    let before = store.commits();
    let appender = begin_failing(&store, "e").await;
    let none = Map::new;
    let end = async |number, step: &Step| {
        let frontier = String::new();
        appender
            .step_ended(number, step.clone(), &none(), frontier)
            .await
            .unwrap();
    };
    end(0, &failed("A", RunError::new("timeout", "late"))).await;
    // Of one whose others go on, an item that failed.
    let mut item = Item::of(json!({ "error": "no" }));
    item.error = Some(Arc::new(RunError::new("http.status", "not there")));
    let mut some = step("B", "x".to_owned());
    some.outputs.push(Arc::new(vec![item]));
    end(1, &some).await;
    let late = Attempt {
        attempt: 1,
        error: RunError::new("timeout", "late"),
        waited_ms: 70,
    };
    let of = KeptAttempt {
        step: 2,
        node: "C".into(),
        name: "C".into(),
        ..KeptAttempt::default()
    };
    appender
        .attempt_failed(store::failed_attempt(&late, of))
        .await
        .unwrap();
    let mut last = failed("C", RunError::new("http.status", "x".repeat(9_000)));
    last.attempts.push(late);
    end(2, &last).await;
    let ended = End {
        status: ExecutionStatus::Failed,
        error: last.error.clone(),
        ..done()
    };
    appender.ended(ended).await.unwrap();
    assert_eq!(store.commits() - before, 1, "it costs no commit of its own");

    let lines = |there| {
        let line = |step, attempt, code: &str, recovery| {
            (Some(step), attempt, code.to_owned(), recovery, there)
        };
        [
            line(0, 1, "timeout", Recovery::Continued),
            line(1, 1, "http.status", Recovery::ErrorOutput),
            line(2, 1, "timeout", Recovery::Retried),
            line(2, 2, "http.status", Recovery::Failed),
        ]
    };
    assert_eq!(history(&store).await, lines(true));
    let kept = store.failures(0).await.unwrap().entries;
    assert!(kept.iter().all(|(one, _)| one.kind == "http.request"));
    assert!(kept.iter().all(|(one, _)| one.error.message.len() <= 500));
    assert!(
        store.failures(10).await.unwrap().entries.is_empty(),
        "it was before"
    );
    store.delete_execution("e").await.unwrap();
    assert_eq!(history(&store).await, lines(false));
    assert!(store.examine().await.unwrap().is_whole());
}

#[tokio::test]
async fn the_error_history_follows_what_was_cut_off_to_its_end() {
    let (_folder, store) = on_disk().await;
    let took_long = |id| End {
        status: ExecutionStatus::Failed,
        error: Some(RunError::new("timeout", id)),
        ..done()
    };
    for (id, skip, recovery) in [
        ("run", None, Recovery::Resumed),
        ("skip", Some(1), Recovery::Skipped),
    ] {
        let appender = begin(&store, id).await;
        appender.attempt_started(attempt(1)).await.unwrap();
        let left = store.unfinished_one(id).await.unwrap().unwrap();
        let why = || RunError::new("interrupted", "cut off");
        let review = Review {
            step: 1,
            node: "Send".into(),
            attempt: 1,
            ..Review::default()
        };
        let settle = Settle::Review(review, why());
        let next = store.settle(id, left.seq, &settle).await.unwrap();
        let of = |list: Vec<(Option<u32>, u32, String, Recovery, bool)>| list.last().unwrap().3;
        assert_eq!(of(history(&store).await), Recovery::Waits);
        let cut = Some(Cut {
            step: 1,
            error: why(),
        });
        let take = Settle::TakeUp {
            executor: "me".to_owned(),
            cut,
            skip,
        };
        let next = store.settle(id, next, &take).await.unwrap();
        assert_eq!(of(history(&store).await), recovery);
        // What fails as a whole is no step's.
        store
            .appender(id, next)
            .about(&opening(id).execution.workflow)
            .ended(took_long(id))
            .await
            .unwrap();
        let first = history(&store).await.remove(0);
        assert_eq!(
            first,
            (None, 0, "timeout".to_owned(), Recovery::Failed, true)
        );
        assert_eq!(store.thin_out_failures(9).await.unwrap(), 0);
        assert_eq!(store.thin_out_failures(0).await.unwrap(), 2);
    }
    for (id, status, recovery) in [
        ("left", ExecutionStatus::Canceled, Recovery::Discarded),
        ("lost", ExecutionStatus::Failed, Recovery::Failed),
    ] {
        let appender = begin(&store, id).await;
        appender.attempt_started(attempt(1)).await.unwrap();
        let left = store.unfinished_one(id).await.unwrap().unwrap();
        let error = RunError::new("interrupted", "cut off").in_node("Send");
        let cut = Cut {
            step: 1,
            error: error.clone(),
        };
        let end = End {
            status,
            error: Some(error),
            ..done()
        };
        store
            .settle(id, left.seq, &Settle::End(end, Some(cut)))
            .await
            .unwrap();
        assert_eq!(history(&store).await.pop().unwrap().3, recovery);
        store.thin_out_failures(0).await.unwrap();
    }
}

#[tokio::test]
async fn a_damaged_entry_of_the_error_history_is_counted_and_hides_no_other() {
    let (folder, store) = on_disk().await;
    for id in ["hurt", "whole"] {
        let appender = begin_failing(&store, id).await;
        let step = failed("C", RunError::new("timeout", "late"));
        appender
            .step_ended(0, step, &Map::new(), String::new())
            .await
            .unwrap();
        appender.ended(done()).await.unwrap();
    }
    store.close().await;
    harm(
        folder.path(),
        "UPDATE failure SET code = 'none' WHERE execution = 'hurt'",
    )
    .await;
    let store = Store::open(folder.path()).await.unwrap();
    let list = store.failures(0).await.unwrap();
    assert_eq!((list.entries.len(), list.damaged), (1, 1));
    assert_eq!(list.entries[0].0.execution, "whole");
    assert_eq!(store.examine().await.unwrap().rows.len(), 1);
}

/// The files of large outputs.
fn files(folder: &std::path::Path) -> usize {
    common::count(&folder.join("outputs"))
}

#[tokio::test]
async fn files_of_large_outputs_go_with_the_last_run_that_names_them() {
    let (folder, store) = on_disk().await;
    assert_eq!(store.sweep_outputs().await.unwrap(), 0);
    let large = |letter: &str| letter.repeat(300 << 10);
    for id in ["one", "other"] {
        let appender = store.appender(id, 0);
        let mut opening = opening(id);
        opening.given = Some(format!("[\"{}\"]", large("g")));
        appender.opened(opening, true).await.unwrap();
        for (number, letter) in (0..).zip(["s", id]) {
            let step = step("A", large(letter));
            appender
                .step_ended(number, step, &Map::new(), String::new())
                .await
                .unwrap();
        }
        appender.ended(done()).await.unwrap();
    }
    assert_eq!(files(folder.path()), 4, "what is the same is there once");
    assert_eq!(store.sweep_outputs().await.unwrap(), 0);
    store.delete_execution("one").await.unwrap();
    assert_eq!(store.sweep_outputs().await.unwrap(), 1);
    assert_eq!(store.execution("other").await.unwrap().steps.len(), 2);
    assert!(store.start_of("other").await.unwrap().is_some());

    // One that is being written when the files are looked through.
    let appender = store.appender("late", 0);
    appender.opened(opening("late"), true).await.unwrap();
    store.delete_execution("other").await.unwrap();
    let late = step("A", large("l"));
    let write = async {
        appender
            .step_ended(0, late.clone(), &Map::new(), String::new())
            .await
            .unwrap();
        appender.ended(done()).await.unwrap();
    };
    let (swept, ()) = tokio::join!(store.sweep_outputs(), write);
    swept.unwrap();
    assert_eq!(store.execution("late").await.unwrap().steps, [late]);
    store.sweep_outputs().await.unwrap();
    assert_eq!(
        files(folder.path()),
        1,
        "whatever was in the way is made up for"
    );
    store.delete_execution("late").await.unwrap();
    assert_eq!(store.sweep_outputs().await.unwrap(), 1);
}

#[tokio::test]
async fn steps_go_with_their_execution_and_are_told_of_where_they_did_not() {
    let (folder, store) = on_disk().await;
    for id in ["one", "other"] {
        let appender = begin(&store, id).await;
        appender.ended(done()).await.unwrap();
    }
    store.delete_execution("other").await.unwrap();
    assert!(store.examine().await.unwrap().is_whole());
    store.close().await;
    let orphan = "INSERT INTO step SELECT 'gone', number, workspace, owner, node, name, status, detail, outputs, seal FROM step";
    harm(folder.path(), orphan).await;
    let store = Store::open(folder.path()).await.unwrap();
    let findings = store.examine().await.unwrap();
    assert_eq!(
        findings.structure,
        ["a row of step refers to none of execution"]
    );
    store.close().await;
}

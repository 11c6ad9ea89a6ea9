//! What becomes of a failure, and the settings of a node that bend its run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod common;

use common::{draw, order, records, run};
use model::{Execution, ExecutionStatus, OnError, Retry, RetryWait, StepStatus};
use value::{Value, json};

fn given() -> Value {
    json!({"items": [{"id": 1}, {"id": 2, "bad": true}]})
}

#[tokio::test]
async fn a_failed_run_becomes_what_the_settings_say() {
    let input = [json!({"id": 1}), json!({"id": 2, "bad": true})];
    let said = json!({"error": "it failed"});
    let merged = [
        json!({"id": 1, "error": "it failed"}),
        json!({"id": 2, "bad": true, "error": "it failed"}),
    ];
    let table = [
        (OnError::Stop, "T G F", vec![], vec![]),
        (
            OnError::Continue,
            "T G F A",
            vec![said.clone(), said],
            vec![],
        ),
        (OnError::ErrorOutput, "T G F B", vec![], merged.to_vec()),
        (OnError::Skip, "T G F", vec![], vec![]),
        (
            OnError::Fallback { output: 0 },
            "T G F A",
            input.to_vec(),
            vec![],
        ),
        (
            OnError::Fallback { output: 1 },
            "T G F B",
            vec![],
            input.to_vec(),
        ),
    ];
    for (on_error, ran, first, second) in table {
        let flow = draw("T>G; G>F; F>A; F.1>B")
            .is("G", "give", given())
            .kind("F", "fail");
        let execution = flow.on_error("F", on_error.clone()).run().await;
        let stops = on_error == OnError::Stop;
        let status = if stops {
            ExecutionStatus::Failed
        } else {
            ExecutionStatus::Success
        };
        assert_eq!(execution.status, status, "{on_error:?}");
        assert_eq!(order(&execution).join(" "), ran, "{on_error:?}");
        assert_eq!(records(&execution, "F", 0, 0), first, "{on_error:?}");
        assert_eq!(records(&execution, "F", 0, 1), second, "{on_error:?}");
        let step = &execution.steps[2];
        assert_eq!(step.status, StepStatus::Failed);
        let error = step.error.as_ref().unwrap();
        assert_eq!(
            (error.code.as_str(), error.node.as_deref()),
            ("test", Some("F"))
        );
        assert_eq!(execution.error.is_some(), stops);
    }
}

#[tokio::test]
async fn failed_items_go_their_own_way() {
    let table = [
        (
            OnError::Continue,
            vec![json!({"id": 1}), json!({"error": "bad item"})],
            vec![],
        ),
        (
            OnError::ErrorOutput,
            vec![json!({"id": 1})],
            vec![json!({"id": 2, "bad": true, "error": "bad item"})],
        ),
    ];
    for (on_error, first, second) in table {
        let flow = draw("T>G; G>F; F>A; F.1>B")
            .is("G", "give", given())
            .kind("F", "failEach");
        let execution = flow.on_error("F", on_error.clone()).run().await;
        assert_eq!(execution.status, ExecutionStatus::Success);
        assert_eq!(records(&execution, "F", 0, 0), first, "{on_error:?}");
        assert_eq!(records(&execution, "F", 0, 1), second, "{on_error:?}");
        // The mark of failure does not travel on.
        let marks = execution.steps[3..].iter().flat_map(|step| &step.outputs);
        assert!(
            marks
                .flat_map(|items| items.iter())
                .all(|item| item.error.is_none())
        );
    }
}

#[tokio::test]
async fn a_record_that_is_nothing_but_an_error_counts_as_failed() {
    let items = json!({"items": [{"error": "no"}, {"error": "no", "id": 1}, {"error": ""}]});
    let flow = draw("T>G; G>F; F>A; F.1>B").is("G", "give", items);
    let execution = flow.on_error("F", OnError::ErrorOutput).run().await;
    assert_eq!(records(&execution, "F", 0, 1), [json!({"error": "no"})]);
    assert_eq!(records(&execution, "F", 0, 0).len(), 2);
}

fn retried(recovers: bool, good: u64, attempts: u32) -> common::Flow {
    let flow = draw("T>F").is("F", "flaky", json!({"good": good, "recovers": recovers}));
    flow.change("F", |node| {
        let wait = RetryWait::Fixed { ms: 500 };
        node.retry = Some(Retry { attempts, wait });
    })
}

#[tokio::test]
async fn a_failed_attempt_is_followed_by_the_next() {
    for (recovers, good, attempts, expected) in [
        (false, 3, 3, Ok(3)),
        (false, 3, 2, Err(2)),
        (false, 1, 3, Ok(1)),
        (true, 3, 3, Ok(3)),
        (true, 3, 2, Err(2)),
        (false, 20, 99, Err(10)),
    ] {
        let on_error = if recovers {
            OnError::Continue
        } else {
            OnError::Stop
        };
        let flow = retried(recovers, good, attempts).on_error("F", on_error);
        let execution = flow.run().await;
        let step = &execution.steps[1];
        let tries = step.attempts.len() as u64 + 1;
        match expected {
            Ok(good) => {
                assert_eq!(records(&execution, "F", 0, 0), [json!({"attempt": good})]);
                assert_eq!(tries, good);
            }
            Err(most) if recovers => {
                assert_eq!(
                    records(&execution, "F", 0, 0),
                    [json!({"error": format!("attempt {most}")})]
                );
                assert_eq!(tries, most);
            }
            Err(most) => {
                assert_eq!(
                    execution.error.as_ref().unwrap().message,
                    format!("attempt {most}")
                );
                assert_eq!(tries, most);
            }
        }
        for (at, failed) in (1..).zip(&step.attempts) {
            assert_eq!((failed.attempt, failed.waited_ms), (at, 500));
            assert_eq!(failed.error.message, format!("attempt {at}"));
        }
    }
}

#[tokio::test]
async fn waits_between_attempts_pass_on_the_hosts_clock() {
    let start = retried(false, 3, 3).start();
    let host = start.host.clone();
    let before = host.now_ms();
    run(start).await;
    assert_eq!(host.now_ms() - before, 1000);
}

#[tokio::test]
async fn faults_of_nodes_become_errors() {
    let hang = draw("T>F")
        .kind("F", "hang")
        .change("F", |node| node.timeout_ms = Some(5));
    let lacking = draw("T>A; A>F").kind("F", "n8n:n8n-nodes-base.slack");
    let table = [
        (draw("T>F").kind("F", "panic"), "bug", "a fault on purpose"),
        (hang, "timeout", "took longer than the 5 ms"),
        (
            lacking,
            "node.missing",
            "“F” needs the node type n8n-nodes-base.slack, which Millrace does not have yet.",
        ),
        (
            draw("T>F").kind("F", "nowhere.known"),
            "node.missing",
            "nowhere.known",
        ),
    ];
    for (flow, code, message) in table {
        let execution = flow.run().await;
        let error = execution.error.unwrap();
        assert_eq!(execution.status, ExecutionStatus::Failed);
        assert_eq!(
            (error.code.as_str(), error.node.as_deref()),
            (code, Some("F"))
        );
        assert!(error.message.contains(message), "{}", error.message);
    }
}

#[tokio::test]
async fn a_kind_that_is_missing_stops_nothing_unless_it_is_reached() {
    let flow = draw("T>E; E>F; T>A")
        .kind("E", "empty")
        .kind("F", "n8n:slack");
    assert_eq!(flow.run().await.status, ExecutionStatus::Success);
}

#[tokio::test]
async fn settings_bend_the_run() {
    async fn of(change: fn(&mut model::Node), kind: &str) -> Execution {
        let flow = draw("T>G; G>F; F>A")
            .is("G", "give", given())
            .kind("F", kind);
        flow.change("F", change).run().await
    }
    let once = of(|node| node.execute_once = true, "noop").await;
    assert_eq!(records(&once, "A", 0, 0), [json!({"id": 1})]);

    let always = of(|node| node.always_output = true, "empty").await;
    assert_eq!(records(&always, "A", 0, 0), [json!({})]);
    assert_eq!(always.steps[2].outputs[0][0].origin.sources().len(), 2);

    let never = of(|_| {}, "empty").await;
    assert_eq!(order(&never).join(" "), "T G F");

    let disabled = of(|node| node.disabled = true, "fail").await;
    assert_eq!(records(&disabled, "A", 0, 0).len(), 2);
}

#[tokio::test]
async fn pinned_output_stands_for_a_run() {
    let pinned = json!([{"json": {"a": 1}}, {"a": 2}]);
    let flow = draw("T>F; F>A").kind("F", "fail").pin("F", pinned);
    assert_eq!(flow.run().await.status, ExecutionStatus::Failed);
    let mut start = flow.start();
    start.use_pinned = true;
    let execution = run(start).await;
    assert_eq!(
        records(&execution, "A", 0, 0),
        [json!({"a": 1}), json!({"a": 2})]
    );
}

#[tokio::test]
async fn printed_lines_are_kept_and_told_also_of_a_step_that_fails() {
    for kind in ["print", "printFail"] {
        let mut handle = common::engine()
            .start(draw("T>P").kind("P", kind).start())
            .await
            .unwrap();
        let mut events = handle.take_events().unwrap();
        let execution = handle.wait().await;
        assert_eq!(execution.steps[1].console, ["one", "two"], "{kind}");
        let mut lines = Vec::new();
        while let Some(event) = events.next().await {
            if let model::Happening::Console { line, step: 1 } = event.what {
                lines.push(line);
            }
        }
        assert_eq!(lines, ["one", "two"], "{kind}");
    }
}

//! Executions that are written down while they run, and what was promised of each: what was acknowledged is there, what
//! was refused is not, and every step that is there is the one that was written.

use std::sync::Arc;

use anyhow::Result;
use model::{Effect, Execution, ExecutionStatus, Item, Step, StepStatus};
use store::{End, Error, KeptAttempt, Opening, Store};
use value::{Map, json};

use super::ground::workflow;

/// How far an execution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It is not there.
    Nothing,
    /// It was asked for.
    Begun,
    /// Its first step has ended, and the second, which does something outside, has begun.
    Attempted,
    /// It has ended, with two steps.
    Ended,
}

/// An execution, and how far it is as far as anybody was told.
#[derive(Debug)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// What was acknowledged.
    pub told: Stage,
    /// What stopped it.
    pub why: Option<Error>,
}

/// Begins an execution and goes on with it up to a stage, or to what the store refuses.
pub async fn run(store: &Store, number: i64, up_to: Stage) -> Run {
    run_watched(store, number, up_to, async || {}).await
}

/// How many commits an execution costs up to its end, as long as nothing stops the program for long.
pub const COMMITS: u64 = 3;

/// The same; `after` is called whenever something was acknowledged.
pub async fn run_watched(
    store: &Store,
    number: i64,
    up_to: Stage,
    mut after: impl AsyncFnMut(),
) -> Run {
    let mut run = Run {
        id: format!("journalled-{number:06}"),
        told: Stage::Nothing,
        why: None,
    };
    run.why = go_on(store, &mut run, up_to, &mut after).await.err();
    run
}

async fn go_on(
    store: &Store,
    run: &mut Run,
    up_to: Stage,
    after: &mut impl AsyncFnMut(),
) -> store::Result<()> {
    let appender = store.appender(&run.id, 0);
    appender.opened(opening(&run.id), true).await?;
    run.told = Stage::Begun;
    after().await;
    let running = ExecutionStatus::Running;
    appender.status(running, None).await?;
    if up_to == Stage::Begun {
        return Ok(());
    }
    let state = Map::from_iter([("at", json!(1))]);
    let left = |what: &str| format!("[\"{what}\"]");
    appender
        .step_ended(0, step(&run.id, 0), &state, left("second"))
        .await?;
    appender.attempt_started(attempt()).await?;
    run.told = Stage::Attempted;
    after().await;
    if up_to == Stage::Attempted {
        return Ok(());
    }
    appender
        .step_ended(1, step(&run.id, 1), &Map::new(), left("nothing"))
        .await?;
    let end = End {
        status: ExecutionStatus::Success,
        at_ms: 9_000,
        ..End::default()
    };
    appender.ended(end).await?;
    run.told = Stage::Ended;
    after().await;
    Ok(())
}

fn opening(id: &str) -> Opening {
    Opening {
        execution: Execution {
            id: id.to_owned(),
            workflow: Arc::new(workflow("Journalled")),
            status: ExecutionStatus::Queued,
            started_ms: 7_000,
            ..Execution::default()
        },
        executor: "chaos".to_owned(),
        terms: "{}".to_owned(),
        given: Some("[]".to_owned()),
        frontier: "[\"first\"]".to_owned(),
        ..Opening::default()
    }
}

fn attempt() -> KeptAttempt {
    KeptAttempt {
        step: 1,
        attempt: 1,
        node: "Set".into(),
        name: "Set".into(),
        key: "key".to_owned(),
        effect: Effect::Unsafe,
        ..KeptAttempt::default()
    }
}

fn step(id: &str, number: i64) -> Step {
    let item = json!({ "of": id, "step": number, "text": "put out ".repeat(20) });
    Step {
        node: ["Start", "Set"][number as usize].into(),
        name: ["Start", "Set"][number as usize].into(),
        status: StepStatus::Success,
        outputs: vec![Arc::new(vec![Item::of(item)])],
        ..Step::default()
    }
}

/// What is wrong with the executions that are there; `refused` says that what was refused must not be.
///
/// # Errors
/// When one cannot be read.
pub async fn compare(store: &Store, runs: &[Run], refused: bool) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let (open, damaged) = store.unfinished().await?;
    wrong.extend(damaged.iter().map(ToString::to_string));
    for run in runs {
        let (found, steps) = look(store, run).await?;
        let (id, told) = (&run.id, run.told);
        if found < told {
            wrong.push(format!(
                "{id} was acknowledged as {told:?}, and is {found:?}"
            ));
        }
        if refused && found > told {
            wrong.push(format!("{id} was refused after {told:?}, and is {found:?}"));
        }
        let least = match found {
            Stage::Nothing | Stage::Begun => 0,
            Stage::Attempted => 1,
            Stage::Ended => 2,
        };
        let all = [step(id, 0), step(id, 1)];
        if steps.len() < least || !all.starts_with(&steps) {
            wrong.push(format!("{id} is {found:?} with {} steps", steps.len()));
        }
        let is_open = open.iter().any(|left| left.execution == *id);
        if is_open != matches!(found, Stage::Begun | Stage::Attempted) {
            wrong.push(format!("{id} is {found:?}; unfinished: {is_open}"));
        }
    }
    Ok(wrong)
}

async fn look(store: &Store, run: &Run) -> Result<(Stage, Vec<Step>)> {
    let found = match store.execution(&run.id).await {
        Err(Error::Missing { .. }) => return Ok((Stage::Nothing, Vec::new())),
        found => found?,
    };
    let attempts = store.attempts(&run.id).await?;
    store.node_states(&run.id).await?;
    let stage = match (found.status.is_final(), attempts.is_empty()) {
        (true, _) => Stage::Ended,
        (false, false) => Stage::Attempted,
        (false, true) => Stage::Begun,
    };
    Ok((stage, found.steps))
}

//! The engine's journal in the store: what an execution does is kept while it does it.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use engine::{AttemptStarted, Created, Ended, Frontier, Goal, Journal, JournalError, StepEnded};
use model::{Attempt, Effect, Execution, ExecutionId, ExecutionStatus, NodeId};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use store::{Appender, AttemptStatus, End, KeptAttempt, Opening, Store};
use value::Map;

use crate::app::App;
use crate::credentials::Clean;
use crate::executor::{Alone, Executor};
use crate::run::{Acknowledge, RunRequest};

type Result = std::result::Result<(), JournalError>;

/// What an execution was started with, beside its workflow and its items: enough to take it up again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Terms {
    /// The node that was asked for.
    pub start: Option<NodeId>,
    /// How far it runs.
    pub goal: Goal,
    /// The execution whose results it takes over.
    pub earlier: Option<ExecutionId>,
    /// What it may reach.
    pub grants: Vec<String>,
    /// How deep workflows call each other down to it.
    pub depth: u32,
    /// Whether an execution waits for it.
    pub waited_for: bool,
}

impl Terms {
    pub fn of(request: &RunRequest) -> Self {
        let called = request.parent.as_ref();
        Self {
            start: request.start.clone(),
            goal: request.goal.clone(),
            earlier: request.earlier.as_ref().map(|earlier| earlier.id.clone()),
            grants: request.grants.iter().map(ToString::to_string).collect(),
            depth: called.map_or(0, |parent| parent.depth),
            waited_for: called.is_some_and(|parent| parent.waits),
        }
    }
}

impl App {
    /// Where an execution is written down: in the store if it is kept, and by whoever watches it.
    pub(crate) async fn journal(
        &self,
        request: &RunRequest,
        watcher: Option<Arc<dyn Journal>>,
        resumed: Option<(&str, i64)>,
    ) -> std::result::Result<Arc<dyn Journal>, crate::Error> {
        let mut all: Vec<Arc<dyn Journal>> = Vec::new();
        if request.save {
            let store = self.store().await?;
            let appender = OnceLock::new();
            if let Some((execution, next)) = resumed {
                let going_on = store.appender(execution, next).about(&request.workflow);
                let _ = appender.set(going_on);
            }
            all.push(Arc::new(Kept {
                executor: self.executor().await?.id.clone(),
                terms: json(&Terms::of(request)),
                repeats: request.repeats.clone(),
                call: request.call.clone(),
                about: request.about.clone(),
                has_error_workflow: request.error_workflow().is_some(),
                safe: request.acknowledge == Acknowledge::Start,
                resumed: resumed.is_some(),
                store,
                appender,
                attempt: Mutex::default(),
                noted: Mutex::default(),
                _going_on: self.0.going_on.clone(),
                clean: self.credentials().clean().clone(),
            }));
        }
        all.extend(watcher);
        Ok(match <[_; 1]>::try_from(all) {
            Ok([one]) => one,
            Err(all) => Arc::new(All(all)),
        })
    }

    /// This program as one that runs executions.
    pub(crate) async fn executor(&self) -> std::result::Result<&Executor, crate::Error> {
        let begin = || async {
            match self.kept_folder() {
                Some(folder) => {
                    let alone = Alone::wait(folder).await?;
                    Executor::begin(&alone, folder)
                }
                None => Ok(Executor::in_memory()),
            }
        };
        let executor = &self.0.executor;
        executor
            .get_or_try_init(begin)
            .await
            .map_err(crate::Error::Lock)
    }
}

/// Writes one execution into the store.
struct Kept {
    store: Store,
    executor: String,
    terms: String,
    repeats: Option<ExecutionId>,
    call: Option<String>,
    about: Option<ExecutionId>,
    /// Whether a failure of it begins another workflow.
    has_error_workflow: bool,
    /// Whether its begin is acknowledged.
    safe: bool,
    /// Whether it goes on after a crash.
    resumed: bool,
    /// Known once the execution is.
    appender: OnceLock<Appender>,
    /// The attempt that is under way.
    attempt: Mutex<KeptAttempt>,
    /// What the workflow had noted when that was written last.
    noted: Mutex<Map>,
    /// As long as this is there, the store is in use.
    _going_on: Arc<()>,
    /// Nothing that is written down holds an opened secret.
    clean: Clean,
}

impl Kept {
    fn appender(&self) -> std::result::Result<&Appender, JournalError> {
        let missing = || JournalError("the execution was never begun".to_owned());
        self.appender.get().ok_or_else(missing)
    }
}

fn failed(error: store::Error) -> JournalError {
    JournalError(error.to_string())
}

/// JSON text of types of our own, which hold nothing that JSON cannot say.
fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The node that an execution was asked to start at.
pub(crate) fn asked_for(terms: &str) -> Option<NodeId> {
    serde_json::from_str::<Terms>(terms).ok()?.start
}

/// What is left to run, as it was written.
pub(crate) fn frontier(text: &str) -> serde_json::Result<Frontier> {
    serde_json::from_str(text)
}

#[async_trait]
impl Journal for Kept {
    async fn created(&self, created: Created<'_>) -> Result {
        let execution = Execution {
            id: created.execution.to_owned(),
            workflow: created.workflow.clone(),
            mode: created.mode,
            status: ExecutionStatus::Queued,
            started_ms: created.at_ms,
            steps: created.steps.to_vec(),
            parent: created.parent.map(str::to_owned),
            repeats: self.repeats.clone(),
            ..Execution::default()
        };
        let opening = Opening {
            execution,
            executor: self.executor.clone(),
            terms: self.terms.clone(),
            given: created.items.map(json),
            frontier: json(created.frontier),
            call: self.call.clone(),
            about: self.about.clone(),
        };
        let appender = self.store.appender(created.execution, 0);
        let appender = self.appender.get_or_init(|| appender);
        appender.opened(opening, self.safe).await.map_err(failed)
    }

    async fn began(&self, _: &str, _: i64) -> Result {
        if self.resumed {
            // Who claimed it wrote that down; until when it waits stays.
            return Ok(());
        }
        let appender = self.appender()?;
        let running = appender.status(ExecutionStatus::Running, None).await;
        running.map_err(failed)
    }

    async fn attempt_started(&self, started: AttemptStarted<'_>) -> Result {
        let attempt = KeptAttempt {
            step: started.step,
            attempt: started.attempt,
            node: started.node.clone(),
            name: started.name.clone(),
            run: started.run,
            key: started.key.to_owned(),
            effect: started.effect,
            status: AttemptStatus::Started,
            started_ms: started.at_ms,
            ..KeptAttempt::default()
        };
        match started.effect {
            // Whatever was under way of it is simply run again.
            Effect::Pure => {
                *self.attempt.lock() = attempt;
                Ok(())
            }
            _ => {
                self.attempt.lock().clone_from(&attempt);
                let appender = self.appender()?;
                appender.attempt_started(attempt).await.map_err(failed)
            }
        }
    }

    async fn attempt_failed(&self, _: &str, _: u32, attempt: &Attempt) -> Result {
        let of = self.attempt.lock().clone();
        let mut attempt = attempt.clone();
        self.clean.error(&mut attempt.error);
        let kept = store::failed_attempt(&attempt, of);
        let appender = self.appender()?;
        appender.attempt_failed(kept).await.map_err(failed)
    }

    async fn step_ended(&self, ended: StepEnded<'_>) -> Result {
        let appender = self.appender()?;
        let frontier = json(ended.frontier);
        let (mut step, mut state) = (ended.step, ended.state.clone());
        // Items are shared: a step without secrets costs no copy of them.
        self.clean.step(&mut step);
        self.clean.map(&mut state);
        if *self.noted.lock() != *ended.custom {
            self.noted.lock().clone_from(ended.custom);
            let mut custom = ended.custom.clone();
            self.clean.map(&mut custom);
            appender.note(&custom);
        }
        let written = appender.step_ended(ended.number, step, &state, frontier);
        written.await.map_err(failed)
    }

    async fn waits(&self, _: &str, waiting: bool, until_ms: Option<i64>) -> Result {
        let status = match waiting {
            true => ExecutionStatus::Waiting,
            false => ExecutionStatus::Running,
        };
        let appender = self.appender()?;
        appender.status(status, until_ms).await.map_err(failed)
    }

    async fn ended(&self, ended: Ended<'_>) -> Result {
        let mut end = End {
            status: ended.status,
            error: ended.error.cloned(),
            custom: ended.custom.clone(),
            calls_error_workflow: self.has_error_workflow
                && ended.status == ExecutionStatus::Failed,
            at_ms: ended.at_ms,
        };
        end.error
            .iter_mut()
            .for_each(|error| self.clean.error(error));
        self.clean.map(&mut end.custom);
        self.appender()?.ended(end).await.map_err(failed)
    }
}

/// Tells several journals, one after the other; what the first cannot write the others do not hear.
struct All(Vec<Arc<dyn Journal>>);

#[async_trait]
impl Journal for All {
    fn keeps(&self) -> bool {
        self.0.iter().any(|journal| journal.keeps())
    }

    async fn created(&self, created: Created<'_>) -> Result {
        for journal in &self.0 {
            journal.created(created).await?;
        }
        Ok(())
    }

    async fn began(&self, execution: &str, at_ms: i64) -> Result {
        for journal in &self.0 {
            journal.began(execution, at_ms).await?;
        }
        Ok(())
    }

    async fn attempt_started(&self, started: AttemptStarted<'_>) -> Result {
        for journal in &self.0 {
            journal.attempt_started(started).await?;
        }
        Ok(())
    }

    async fn attempt_failed(&self, execution: &str, step: u32, attempt: &Attempt) -> Result {
        for journal in &self.0 {
            journal.attempt_failed(execution, step, attempt).await?;
        }
        Ok(())
    }

    async fn step_ended(&self, ended: StepEnded<'_>) -> Result {
        for journal in &self.0 {
            journal.step_ended(ended.clone()).await?;
        }
        Ok(())
    }

    async fn waits(&self, execution: &str, waiting: bool, until_ms: Option<i64>) -> Result {
        for journal in &self.0 {
            journal.waits(execution, waiting, until_ms).await?;
        }
        Ok(())
    }

    async fn ended(&self, ended: Ended<'_>) -> Result {
        for journal in &self.0 {
            journal.ended(ended).await?;
        }
        Ok(())
    }
}

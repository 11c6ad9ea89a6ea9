//! Runs: start one and follow it, stop it, find those that were.

use std::sync::Arc;

use api::{
    Done, Error, EventKind, LastRun, Notice, NoticeLevel, Page, RunDelete, RunList, RunOpen,
    RunScope, RunStart, RunStarted, RunStop, RunSummary, RunView, code,
};
use engine::{Events, Goal, Handle, Journal};
use model::{
    Execution, ExecutionEvent, Grant, Happening, Item, Mode, NodeId, Problem, Severity, Workflow,
};
use store::Store;
use value::json;

use super::error::of_store;
use super::{Answer, view, workflow};
use crate::claim::{Claimed, Decided};
use crate::journal::asked_for;
use crate::live::{Recorder, Snapshot};
use crate::{App, Grants, RunRequest};

impl App {
    /// Starts a run of a workflow's draft.
    ///
    /// # Errors
    /// When it is gone, has mistakes that stop a run, or wants what it was not allowed.
    pub async fn run_start(&self, request: RunStart) -> Answer<RunStarted> {
        let store = self.store().await?;
        let draft = store
            .draft(&request.workflow)
            .await
            .map_err(of_store)?
            .workflow;
        let earlier = match &request.scope {
            RunScope::All => None,
            RunScope::UpTo(_) | RunScope::Only(_) => self.last_execution(&draft.id).await?,
            RunScope::Again(id) | RunScope::From { execution: id, .. } => {
                Some(self.execution(id).await?)
            }
        };
        let earlier = earlier.map(|found| found.execution);
        self.refuse_mistakes(&draft, &request.scope).await?;
        let grants = self
            .granted(&draft, &request.scope, request.as_allowed)
            .await?;
        let items = request
            .items
            .map(|items| items.into_iter().map(Item::of).collect());
        let mut run = RunRequest {
            workflow: Arc::new(draft),
            items,
            start: request.start,
            grants: Arc::new(grants),
            mode: Mode::Manual,
            save: true,
            earlier,
            ..RunRequest::default()
        };
        match request.scope {
            RunScope::All => {}
            RunScope::UpTo(node) => run.goal = Goal::UpTo(node),
            RunScope::Only(node) => run.goal = Goal::Only(node),
            RunScope::Again(_) => self.repeat(&mut run, Goal::Again).await?,
            RunScope::From { node, .. } => self.repeat(&mut run, Goal::From(node)).await?,
        }
        let execution = self.begin(run, None).await.map_err(crate::Error::from)?;
        Ok(RunStarted { execution })
    }

    /// Makes a request repeat the earlier execution that it names.
    async fn repeat(&self, run: &mut RunRequest, goal: Goal) -> Answer<()> {
        let Some(earlier) = run.earlier.clone() else {
            return Ok(());
        };
        run.goal = goal;
        run.repeats = Some(earlier.id.clone());
        // One that a person started is repeated as one: with what is pinned.
        if earlier.mode != Mode::Manual {
            run.mode = Mode::Retry;
        }
        let start = self.store().await?.start_of(&earlier.id).await;
        let start = start.map_err(of_store)?;
        let given = start.as_ref().and_then(|start| start.given.as_deref());
        if let (Some(given), None) = (given, &run.items) {
            run.items = serde_json::from_str(given).ok();
        }
        let first = earlier.steps.first().map(|step| step.node.clone());
        let asked = start.and_then(|start| asked_for(&start.terms));
        let workflow = run.workflow.clone();
        let there = |node: &NodeId| workflow.node(node).is_some();
        run.start = run.start.take().or(first).or(asked).filter(there);
        let has_data = run.items.is_some() || !earlier.steps.is_empty();
        match has_data || earlier.mode == Mode::Manual {
            true => Ok(()),
            false => Err(Error::new(
                code::NO_DATA,
                "The run that is to be repeated left no data.",
            )
            .hint("It may have been deleted. Start the workflow anew instead.")
            .details(json!({ "execution": earlier.id.as_str() }))),
        }
    }

    /// Goes on with an execution whose program ended, as with one that was just started.
    ///
    /// # Errors
    /// As [`or_end`](Self::or_end).
    pub(crate) async fn go_on(
        &self,
        request: RunRequest,
        claimed: Claimed,
    ) -> Result<(), crate::Error> {
        let (id, next) = (claimed.execution.clone(), claimed.next);
        let begun = self.begin(request, Some(claimed)).await;
        self.or_end(begun, &id, next).await.map(drop)
    }

    pub(crate) async fn run_stop(&self, request: RunStop) -> Answer<Done> {
        let id = &request.execution;
        if self.runs().cancel(id) || self.engine().cancel(id) {
            return Ok(Done::default());
        }
        // Nobody runs it, or another program does.
        let store = self.store().await?;
        if store.unfinished_one(id).await.map_err(of_store)?.is_none() {
            return Ok(Done::default());
        }
        match self.decide(id, Decided::Discard).await {
            Ok(()) => {}
            Err(crate::Error::Store(store::Error::Late)) => {
                let message = "Another Millrace runs it.";
                return Err(Error::new(code::CONFLICT, message).hint("Stop it there."));
            }
            Err(error) => return Err(error.into()),
        }
        self.bus().tell(EventKind::RunsChanged);
        self.tell_inbox().await;
        Ok(Done::default())
    }

    pub(crate) async fn run_list(&self, request: RunList) -> Answer<Page<RunSummary>> {
        let store = self.store().await?;
        let filter = store::ExecutionFilter {
            workflow: request.filter.workflow.clone(),
            status: request.filter.status,
            since_ms: None,
            text: request.filter.text.clone(),
            direction: workflow::direction(request.filter.direction),
        };
        let page = view::page_request(request.page.clone());
        let found = store.executions(&filter, page).await.map_err(of_store)?;
        let live = self.runs().running();
        // What runs here is known better than it was last written down.
        let row = |found: store::ExecutionSummary| {
            let running = live.iter().find(|execution| execution.id == found.id);
            running.map_or_else(|| view::summary(found), |run| view::summary_of(run))
        };
        Ok(Page {
            rows: found.entries.into_iter().map(row).collect(),
            total: found.total,
        })
    }

    /// Reads a run, as far as it is.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn run_open(&self, request: RunOpen) -> Answer<RunView> {
        let found = self.execution(&request.execution).await?;
        Ok(view::view(&found.execution, found.sequence))
    }

    pub(crate) async fn run_last(&self, request: LastRun) -> Answer<Option<RunView>> {
        let found = self.last_execution(&request.workflow).await?;
        Ok(found.map(|found| view::view(&found.execution, found.sequence)))
    }

    pub(crate) async fn run_delete(&self, request: RunDelete) -> Answer<Done> {
        let store = self.store().await?;
        if let Some(caller) = self.open_caller_of(&store, &request.execution).await? {
            let message = "The run that called it has not ended and would call it again.";
            return Err(Error::new(code::CONFLICT, message)
                .hint("Wait for that run, or stop it first.")
                .details(json!({ "execution": caller })));
        }
        store
            .delete_execution(&request.execution)
            .await
            .map_err(of_store)?;
        self.runs().forget(&request.execution);
        self.bus().tell(EventKind::RunsChanged);
        Ok(Done::default())
    }

    /// The run that called another and has not ended; one that cannot be read is open to nobody.
    async fn open_caller_of(&self, store: &Store, id: &str) -> Answer<Option<String>> {
        let Some(caller) = store.caller_of(id).await.map_err(of_store)? else {
            return Ok(None);
        };
        let open = store.unfinished_one(&caller).await;
        Ok(open.ok().flatten().map(|_| caller))
    }

    /// A run by id: one that runs or has just ended, or a stored one.
    pub(crate) async fn execution(&self, id: &str) -> Answer<Snapshot> {
        if let Some(found) = self.runs().find(id) {
            return Ok(found);
        }
        let store = self.store().await?;
        let execution = Arc::new(store.execution(id).await.map_err(of_store)?);
        if !execution.status.is_final() {
            // It goes on, here or elsewhere, and its events are numbered anew then.
            let sequence = 0;
            return Ok(Snapshot {
                execution,
                sequence,
            });
        }
        self.runs().keep(execution.clone());
        Ok(Snapshot {
            execution,
            sequence: u64::MAX,
        })
    }

    /// The newest run of a workflow, if it ever ran.
    pub(crate) async fn last_execution(&self, workflow: &str) -> Answer<Option<Snapshot>> {
        if let Some(id) = self.runs().last_of(workflow) {
            match self.execution(&id).await {
                // It was not kept, and is no longer held here: what is stored counts.
                Err(error) if error.code == code::MISSING => self.runs().forget(&id),
                found => return found.map(Some),
            }
        }
        match self.newest_run(workflow).await? {
            Some(run) => self.execution(&run.id).await.map(Some),
            None => Ok(None),
        }
    }

    /// The newest stored run of a workflow, in a line.
    pub(crate) async fn newest_run(&self, workflow: &str) -> Answer<Option<RunSummary>> {
        let filter = store::ExecutionFilter {
            workflow: Some(workflow.to_owned()),
            ..store::ExecutionFilter::default()
        };
        let page = store::PageRequest {
            limit: 1,
            offset: 0,
        };
        let store = self.store().await?;
        let found = store.executions(&filter, page).await.map_err(of_store)?;
        Ok(found.entries.into_iter().next().map(view::summary))
    }

    /// Starts a run, or goes on with one, and follows it.
    async fn begin(
        &self,
        request: RunRequest,
        claimed: Option<Claimed>,
    ) -> Result<String, engine::EngineError> {
        let before = claimed.as_ref().map(|claimed| &claimed.resumed);
        let recorder = Recorder::new(Execution {
            id: claimed
                .as_ref()
                .map(|claimed| claimed.execution.clone())
                .unwrap_or_default(),
            workflow: request.workflow.clone(),
            mode: request.mode,
            started_ms: before.map_or(0, |resumed| resumed.started_ms),
            steps: before
                .map(|resumed| resumed.steps.clone())
                .unwrap_or_default(),
            repeats: request.repeats.clone(),
            ..Execution::default()
        });
        let watcher: Arc<dyn Journal> = recorder.clone();
        let started = self.start_watched(&request, Some(watcher), claimed).await;
        let mut handle = started?;
        let id = handle.id().clone();
        let events = handle.take_events();
        self.runs().begin(recorder.clone(), handle.canceler());
        self.bus().tell(EventKind::RunsChanged);
        tokio::spawn(self.clone().follow(handle, events, request, recorder));
        Ok(id)
    }

    /// Tells what happens in a run until it has ended and is kept.
    async fn follow(
        self,
        handle: Handle,
        events: Option<Events>,
        request: RunRequest,
        recorder: Arc<Recorder>,
    ) {
        let tell = |mut event: ExecutionEvent| {
            self.credentials().clean().event(&mut event);
            recorder.told(event.sequence);
            self.bus().tell(EventKind::Execution {
                workflow: request.workflow.id.clone(),
                event: Box::new(event),
            });
        };
        let mut end = None;
        if let Some(mut events) = events {
            while let Some(event) = events.next().await {
                match event.what {
                    Happening::Ended { .. } => end = Some(event),
                    _ => tell(event),
                }
            }
        }
        let execution = handle.wait().await;
        // Who hears of the end reads the whole run, with the steps that were taken over and told of by no event.
        recorder.complete(execution.clone());
        let whole = end.is_some();
        end.into_iter().for_each(tell);
        let finished = self.conclude(execution, &request).await;
        self.runs().end(Arc::new(finished.execution));
        if let Err(error) = finished.kept {
            tracing::error!(%error, "a run could not be kept");
            self.bus().tell(EventKind::Notice(Notice {
                level: NoticeLevel::Error,
                code: "run.notKept".to_owned(),
                message: format!("The run of “{}” could not be kept.", request.workflow.name),
                details: json!({ "name": &request.workflow.name, "reason": error.to_string() }),
            }));
        }
        if !whole {
            self.bus().tell(EventKind::Missed);
        }
        self.bus().tell(EventKind::RunsChanged);
    }

    /// Refuses a workflow with mistakes that no run gets around.
    async fn refuse_mistakes(&self, workflow: &Workflow, scope: &RunScope) -> Answer<()> {
        let problems = self.check(workflow).await;
        let concerned = |problem: &&Problem| {
            problem.severity == Severity::StopsRun
                && match scope {
                    RunScope::Only(node) => problem.node.as_ref() == Some(node),
                    _ => true,
                }
        };
        let stops: Vec<&Problem> = problems.iter().filter(concerned).collect();
        let Some(first) = stops.first() else {
            return Ok(());
        };
        let details = json!({ "problems": value::to_value(&stops).unwrap_or_default() });
        Err(Error::new(code::CHECK, first.sentence())
            .hint(first.advice())
            .details(details))
    }

    /// What a workflow was allowed, if that is all that the part which runs wants, or `enough` whatever it wants.
    async fn granted(&self, workflow: &Workflow, scope: &RunScope, enough: bool) -> Answer<Grants> {
        let store = self.store().await?;
        let allowed = store.allowed(&workflow.id).await.map_err(of_store)?;
        let own =
            Grants::parse(&allowed).map_err(|error| Error::new(code::GRANT, error.to_string()))?;
        let everyones = self.0.allowed.read().clone();
        let all = everyones
            .iter()
            .chain(own.plain().iter())
            .cloned()
            .collect();
        let granted = Grants::new(all);
        let part = part(workflow, scope);
        let wants = self.with_specs(|specs| model::wants(&part, specs).grants());
        let missing: Vec<String> = wants
            .iter()
            .filter(|want| !granted.covers(want))
            .map(Grant::to_string)
            .collect();
        if enough || missing.is_empty() {
            return Ok(granted);
        }
        Err(Error::new(
            code::GRANT,
            "The workflow wants something of this computer that it was not allowed yet.",
        )
        .details(json!({ "grants": missing, "allowed": allowed })))
    }
}

/// The part of a workflow that will run.
fn part(workflow: &Workflow, scope: &RunScope) -> Workflow {
    let mut part = workflow.clone();
    if let RunScope::Only(only) = scope {
        part.nodes.retain(|node| node.id == *only);
    }
    part
}

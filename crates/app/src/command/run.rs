//! Runs: start one and follow it, stop it, find those that were.

use std::sync::Arc;

use api::{
    Done, Error, EventKind, LastRun, Notice, NoticeLevel, Page, RunDelete, RunList, RunOpen,
    RunScope, RunStart, RunStarted, RunStop, RunSummary, RunView, code,
};
use engine::{Events, Goal, Handle};
use model::{Execution, ExecutionEvent, Grant, Happening, Item, Mode, Problem, Severity, Workflow};
use value::json;

use super::error::of_store;
use super::{Answer, view, workflow};
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
        let earlier = match request.scope {
            RunScope::All => None,
            RunScope::UpTo(_) | RunScope::Only(_) => self.last_execution(&draft.id).await?,
        };
        self.refuse_mistakes(&draft, &request.scope).await?;
        let grants = self
            .granted(&draft, &request.scope, request.as_allowed)
            .await?;
        let goal = match request.scope {
            RunScope::All => Goal::All,
            RunScope::UpTo(node) => Goal::UpTo(node),
            RunScope::Only(node) => Goal::Only(node),
        };
        let items = request
            .items
            .map(|items| items.into_iter().map(Item::of).collect());
        let run = RunRequest {
            workflow: Arc::new(draft),
            items,
            start: request.start,
            grants: Arc::new(grants),
            mode: Mode::Manual,
            save: true,
            goal,
            earlier: earlier.map(|found| found.execution),
        };
        let execution = self.begin(run).await?;
        Ok(RunStarted { execution })
    }

    pub(crate) async fn run_stop(&self, request: RunStop) -> Answer<Done> {
        self.runs().cancel(&request.execution);
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
        let mut rows: Vec<RunSummary> = found.entries.into_iter().map(view::summary).collect();
        let mut total = found.total;
        if request.page.offset == 0 {
            let live = self.live_rows(&request);
            total += live.len() as u64;
            rows.splice(0..0, live);
        }
        Ok(Page { rows, total })
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
        store
            .delete_execution(&request.execution)
            .await
            .map_err(of_store)?;
        self.runs().forget(&request.execution);
        self.bus().tell(EventKind::RunsChanged);
        Ok(Done::default())
    }

    /// A run by id: one that runs or has just ended, or a stored one.
    pub(crate) async fn execution(&self, id: &str) -> Answer<Snapshot> {
        if let Some(found) = self.runs().find(id) {
            return Ok(found);
        }
        let store = self.store().await?;
        let execution = Arc::new(store.execution(id).await.map_err(of_store)?);
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

    /// Starts a run and follows it.
    async fn begin(&self, request: RunRequest) -> Answer<String> {
        let recorder = Recorder::new(Execution {
            workflow: request.workflow.clone(),
            mode: request.mode,
            ..Execution::default()
        });
        let started = self.start_watched(request.clone(), recorder.clone()).await;
        let mut handle = started.map_err(crate::Error::from)?;
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

    /// Runs that have not ended and fit a list.
    fn live_rows(&self, request: &RunList) -> Vec<RunSummary> {
        let filter = &request.filter;
        let text = filter.text.as_deref().unwrap_or_default().to_lowercase();
        let fits = |run: &RunSummary| {
            !run.status.is_final()
                && filter
                    .workflow
                    .as_ref()
                    .is_none_or(|id| *id == run.workflow)
                && filter.status.is_none_or(|status| status == run.status)
                && run.name.to_lowercase().contains(&text)
        };
        let all = self.runs().running();
        let all = all.iter().map(|execution| view::summary_of(execution));
        let mut rows: Vec<RunSummary> = all.filter(fits).collect();
        rows.sort_by_key(|run| std::cmp::Reverse(run.started_ms));
        rows
    }

    /// Refuses a workflow with mistakes that no run gets around.
    async fn refuse_mistakes(&self, workflow: &Workflow, scope: &RunScope) -> Answer<()> {
        let problems = self.check(workflow).await;
        let concerned = |problem: &&Problem| {
            problem.severity == Severity::StopsRun
                && match scope {
                    RunScope::Only(node) => problem.node.as_ref() == Some(node),
                    RunScope::All | RunScope::UpTo(_) => true,
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

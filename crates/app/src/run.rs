//! Starting executions: a workflow, what it is given and granted, and where it is kept.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use engine::{Goal, Handle, Journal, Parent, Start};
use model::{Execution, ExecutionId, ExecutionStatus, Item, Mode, NodeId, Workflow};
use sdk::{Error, Host, SubWorkflow, SubWorkflowReply};
use value::Map;

use crate::app::{App, Inner};
use crate::claim::Claimed;
use crate::credentials::Asker;
use crate::grants::Grants;
use crate::host::ExecutionHost;
use crate::refer::find;

/// What an execution is started with.
#[derive(Clone, Debug, Default)]
pub struct RunRequest {
    /// The workflow.
    pub workflow: Arc<Workflow>,
    /// What its trigger puts out; none starts it as a person would who presses Run.
    pub items: Option<Vec<Item>>,
    /// Id of the node to start at; none chooses.
    pub start: Option<NodeId>,
    /// What it may reach.
    pub grants: Arc<Grants>,
    /// Why it runs.
    pub mode: Mode,
    /// Whether the execution is kept in the store, from its begin on.
    pub save: bool,
    /// What its caller is told to be safe.
    pub acknowledge: Acknowledge,
    /// How far it runs.
    pub goal: Goal,
    /// An earlier execution, whose results are used where they are still right.
    pub earlier: Option<Arc<Execution>>,
    /// The execution that it repeats.
    pub repeats: Option<ExecutionId>,
    /// The execution that calls it.
    pub parent: Option<Parent>,
    /// The call that begins it: where it began something already, that is gone on with.
    pub call: Option<String>,
    /// The execution whose failure it is about, as its error workflow.
    pub about: Option<ExecutionId>,
}

/// What the caller of an execution is told to be safe on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acknowledge {
    /// That it was asked for: once it has started, no crash loses it.
    #[default]
    Start,
    /// How it ended: the caller waits for that, so its begin need not be waited for. All that it did may be written at
    /// once, and a crash before it did anything outside leaves nothing of it.
    End,
}

/// An execution that has ended. That it could not be kept takes nothing from what it did.
#[derive(Debug)]
pub struct Finished {
    /// The execution.
    pub execution: Execution,
    /// Whether it was kept, where that was asked for.
    pub kept: Result<(), crate::Error>,
}

impl Finished {
    /// The execution of a called workflow: its caller goes on with what it put out, kept or not.
    pub(crate) fn or_warn(self) -> Execution {
        if let Err(error) = &self.kept {
            tracing::warn!(%error, "a called workflow could not be kept");
        }
        self.execution
    }
}

/// Runs a workflow for another one.
#[async_trait]
pub trait Caller: Send + Sync {
    /// Runs it with the grants of the one that calls.
    async fn call(&self, call: SubWorkflow, grants: Arc<Grants>) -> sdk::Result<SubWorkflowReply>;
}

impl App {
    /// Starts an execution. It runs by itself from here on; the handle watches, stops and awaits it.
    ///
    /// # Errors
    /// When the workflow cannot be planned or has nothing to start from.
    pub async fn start(&self, request: RunRequest) -> Result<Handle, engine::EngineError> {
        self.start_watched(&request, None, None).await
    }

    /// Starts an execution that a journal follows, or goes on with one whose program ended.
    pub(crate) async fn start_watched(
        &self,
        request: &RunRequest,
        watcher: Option<Arc<dyn Journal>>,
        claimed: Option<Claimed>,
    ) -> Result<Handle, engine::EngineError> {
        let place = claimed.as_ref();
        let place = place.map(|claimed| (claimed.execution.as_str(), claimed.next));
        let journal = self.journal(request, watcher, place).await;
        let journal = journal.map_err(|error| engine::JournalError(error.to_string()))?;
        let host = self.host(request).await;
        let prefer = match request.mode {
            Mode::SubWorkflow => vec!["sub-workflow".to_owned()],
            _ => Vec::new(),
        };
        let (id, resume) = claimed
            .map(|claimed| (claimed.execution, claimed.resumed))
            .unzip();
        let start = Start {
            id,
            resume,
            mode: request.mode,
            node: request.start.clone(),
            prefer,
            items: request.items.clone(),
            use_pinned: request.mode == Mode::Manual,
            timezone: self.0.timezone.clone(),
            goal: request.goal.clone(),
            earlier: request.earlier.clone(),
            repeats: request.repeats.clone(),
            parent: request.parent.clone(),
            journal,
            ..Start::new(request.workflow.clone(), host)
        };
        self.0.engine.start(start).await
    }

    /// Runs a workflow to its end, keeps the execution where that was asked for, and starts its error workflow where it
    /// failed and names one.
    pub async fn finish(&self, handle: Handle, request: &RunRequest) -> Finished {
        let execution = handle.wait().await;
        self.conclude(execution, request).await
    }

    /// Says whether an execution that has ended was kept, and runs its error workflow where it failed.
    pub(crate) async fn conclude(
        &self,
        mut execution: Execution,
        request: &RunRequest,
    ) -> Finished {
        if request.save && is_dropped(&execution) {
            // It has not ended: what it did is written down as far as it was.
            self.0.dropped.add(&execution.id);
            self.credentials().clean().execution(&mut execution);
            let why = execution.error.as_ref().map(|error| error.message.clone());
            let kept = Err(crate::Error::NotKept(why.unwrap_or_default()));
            return Finished { execution, kept };
        }
        let follows = self.begin_error_workflow(&mut execution, request).await;
        self.credentials().clean().execution(&mut execution);
        if let Some((handle, next)) = follows {
            Box::pin(self.finish(handle, &next)).await.or_warn();
        }
        Finished {
            execution,
            kept: Ok(()),
        }
    }

    /// A host for an execution that is started by hand at the engine, with grants of its own.
    pub async fn plain_host(&self, grants: Arc<Grants>) -> Arc<dyn Host> {
        self.host(&RunRequest {
            grants,
            ..RunRequest::default()
        })
        .await
    }

    /// The host of a new execution.
    async fn host(&self, request: &RunRequest) -> Arc<dyn Host> {
        let depth = request.parent.as_ref().map_or(0, |parent| parent.depth);
        let caller = Calls {
            app: Arc::downgrade(&self.0),
            depth,
            save: request.save,
        };
        let id = &request.workflow.id;
        let remembered = if id.is_empty() {
            format!("file:{}", request.workflow.name)
        } else {
            id.clone()
        };
        let vars = self.variables().await;
        let host = ExecutionHost::new(
            self.0.rooms.clone(),
            request.grants.clone(),
            remembered,
            Arc::new(caller),
            vars,
            Asker::of(&request.workflow),
        );
        host.intake().hold_for(request).await;
        Arc::new(host)
    }

    /// The variables, where a store is kept; reading them must not make one.
    async fn variables(&self) -> Map {
        if !self.0.rooms.memory.holds_more() {
            return Map::new();
        }
        match self.store().await {
            Ok(store) => store.variables().await.unwrap_or_default(),
            Err(_) => Map::new(),
        }
    }
}

/// Calls from one execution to other workflows.
struct Calls {
    app: Weak<Inner>,
    depth: u32,
    save: bool,
}

#[async_trait]
impl Caller for Calls {
    async fn call(&self, call: SubWorkflow, grants: Arc<Grants>) -> sdk::Result<SubWorkflowReply> {
        let app = self.app.upgrade().map(App);
        let app = app.ok_or_else(|| Error::new("canceled", "Millrace is closing."))?;
        if let Some(begun) = app.begun_by(&call).await.map_err(failed)? {
            return match call.wait {
                true => reply(app.end_of(&begun).await.map_err(failed)?),
                false => Ok(SubWorkflowReply {
                    execution: begun,
                    outputs: Vec::new(),
                }),
            };
        }
        let workflow = Arc::new(find(&app, &call).await?);
        let request = RunRequest {
            workflow,
            items: Some(call.items),
            grants,
            mode: Mode::SubWorkflow,
            save: self.save,
            acknowledge: match call.wait {
                true => Acknowledge::End,
                false => Acknowledge::Start,
            },
            parent: Some(Parent {
                execution: call.caller,
                depth: self.depth + 1,
                waits: call.wait,
            }),
            call: Some(call.key),
            ..RunRequest::default()
        };
        let handle = app
            .start_watched(&request, None, None)
            .await
            .map_err(|e| Error::new("workflow.start", format!("{e}.")))?;
        let id = handle.id().clone();
        if !call.wait {
            let app = app.clone();
            tokio::spawn(async move {
                app.finish(handle, &request).await.or_warn();
            });
            return Ok(SubWorkflowReply {
                execution: id,
                outputs: Vec::new(),
            });
        }
        reply(app.finish(handle, &request).await.or_warn())
    }
}

fn failed(error: crate::Error) -> Error {
    Error::new("workflow.start", format!("{error}."))
}

/// Whether an execution stopped because it could not be written down.
fn is_dropped(execution: &Execution) -> bool {
    let error = execution.error.as_ref();
    error.is_some_and(|error| error.code == "journal")
}

/// What the caller gets: the output of the last step that ran, or the error.
fn reply(execution: Execution) -> sdk::Result<SubWorkflowReply> {
    if execution.status != ExecutionStatus::Success {
        return Err(failure(execution));
    }
    let outputs = execution
        .steps
        .last()
        .map(|step| step.outputs.clone())
        .unwrap_or_default();
    Ok(SubWorkflowReply {
        execution: execution.id,
        outputs,
    })
}

/// The error of a called workflow, which says where in it. What it took over from one that it called itself says so
/// already: the innermost place is the one to look at.
fn failure(execution: Execution) -> Error {
    let unknown = || Error::new("canceled", "The called workflow was stopped.");
    let error = execution.error.unwrap_or_else(unknown);
    let inner = &execution.workflow;
    let by_call = |name: &str| {
        let node = inner.node_named(name);
        node.is_some_and(|node| node.kind == CALLS)
    };
    let said = error.message.starts_with(CALLED) && error.node.as_deref().is_some_and(by_call);
    let place = match (&error.node, error.item) {
        (Some(node), Some(item)) => format!(" at “{node}”, item {item}"),
        (Some(node), None) => format!(" at “{node}”"),
        (None, _) => String::new(),
    };
    let message = match said {
        true => error.message.clone(),
        false => format!("{CALLED}{}” failed{place}: {}", inner.name, error.message),
    };
    Error {
        message,
        node: None,
        item: None,
        ..error
    }
}

/// The kind of node that calls a workflow.
const CALLS: &str = "execute-workflow";
/// How the error of a called workflow begins.
const CALLED: &str = "The workflow “";

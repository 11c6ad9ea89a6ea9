//! Starting executions: a workflow, what it is given and granted, and where it is kept.

use std::sync::{Arc, Weak};

use async_trait::async_trait;
use engine::{Handle, Parent, Start};
use model::{Execution, ExecutionStatus, Item, Mode, NodeId, Workflow};
use sdk::{Error, Host, SubWorkflow, SubWorkflowReply};
use value::{Map, Value};

use crate::app::{App, Inner};
use crate::grants::Grants;
use crate::host::ExecutionHost;

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
    /// Whether the execution is kept in the store.
    pub save: bool,
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
    fn or_warn(self) -> Execution {
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
        let host = self.host(&request, None).await;
        let start = Start {
            mode: request.mode,
            node: request.start.clone(),
            items: request.items.clone(),
            use_pinned: request.mode == Mode::Manual,
            timezone: self.0.timezone.clone(),
            ..Start::new(request.workflow.clone(), host)
        };
        self.0.engine.start(start).await
    }

    /// Runs a workflow to its end, keeps the execution where that was asked for, and starts its error workflow where it
    /// failed and names one.
    pub async fn finish(&self, handle: Handle, request: &RunRequest) -> Finished {
        let execution = handle.wait().await;
        let kept = match request.save {
            true => self.record(&execution).await,
            false => Ok(()),
        };
        if execution.status == ExecutionStatus::Failed && request.mode != Mode::Error {
            self.run_error_workflow(&execution, request).await;
        }
        Finished { execution, kept }
    }

    async fn record(&self, execution: &Execution) -> Result<(), crate::Error> {
        Ok(self.store().await?.record_execution(execution).await?)
    }

    /// The error workflow runs on its own: that it fails, or is not there, does not change what failed.
    async fn run_error_workflow(&self, failed: &Execution, request: &RunRequest) {
        let Some(id) = &request.workflow.settings.error_workflow else {
            return;
        };
        let found = match self.store().await {
            Ok(store) => store.find_workflow(id).await.map_err(crate::Error::from),
            Err(error) => Err(error),
        };
        let workflow = match found {
            Ok(saved) => Arc::new(saved.workflow),
            Err(error) => {
                tracing::warn!(workflow = %id, %error, "the error workflow could not be started");
                return;
            }
        };
        let items = Some(vec![engine::error_item(failed, None)]);
        let next = RunRequest {
            workflow,
            items,
            mode: Mode::Error,
            start: None,
            ..request.clone()
        };
        let ended = match self.start(next.clone()).await {
            Ok(handle) => Box::pin(self.finish(handle, &next))
                .await
                .kept
                .map_err(|e| e.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = ended {
            tracing::warn!(workflow = %id, %error, "the error workflow could not be run");
        }
    }

    /// A host for an execution that is started by hand at the engine, with grants of its own.
    pub async fn plain_host(&self, grants: Arc<Grants>) -> Arc<dyn Host> {
        self.host(
            &RunRequest {
                grants,
                ..RunRequest::default()
            },
            None,
        )
        .await
    }

    /// The host of a new execution.
    async fn host(&self, request: &RunRequest, parent: Option<Parent>) -> Arc<dyn Host> {
        let depth = parent.map_or(0, |parent| parent.depth);
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
        Arc::new(ExecutionHost::new(
            self.0.rooms.clone(),
            request.grants.clone(),
            remembered,
            Arc::new(caller),
            vars,
        ))
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
        let workflow = Arc::new(find(&app, &call.workflow).await?);
        let request = RunRequest {
            workflow: workflow.clone(),
            items: Some(call.items),
            start: None,
            grants,
            mode: Mode::SubWorkflow,
            save: self.save,
        };
        let parent = Parent {
            execution: call.caller,
            depth: self.depth + 1,
            waits: call.wait,
        };
        let host = app.host(&request, Some(parent.clone())).await;
        let start = Start {
            mode: Mode::SubWorkflow,
            items: request.items.clone(),
            prefer: vec!["sub-workflow".to_owned()],
            parent: Some(parent),
            timezone: app.0.timezone.clone(),
            ..Start::new(workflow, host)
        };
        let handle = app
            .0
            .engine
            .start(start)
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

/// What the caller gets: the output of the last step that ran, or the error.
fn reply(execution: Execution) -> sdk::Result<SubWorkflowReply> {
    if execution.status != ExecutionStatus::Success {
        let unknown = || Error::new("canceled", "The called workflow was stopped.");
        let error = execution.error.unwrap_or_else(unknown);
        let message = format!(
            "The workflow “{}” failed: {}",
            execution.workflow.name, error.message
        );
        return Err(Error {
            message,
            node: None,
            item: None,
            ..error
        });
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

/// The workflow that is called: a stored one by id or name, or one given as JSON.
async fn find(app: &App, wanted: &Value) -> sdk::Result<Workflow> {
    match wanted {
        Value::Object(_) => app
            .read(&value::to_vec(wanted))
            .map(|imported| imported.workflow)
            .map_err(|e| Error::param("workflowId", e.to_string())),
        Value::String(id) => {
            let store = app
                .store()
                .await
                .map_err(|e| Error::new("store.failed", format!("{e}.")))?;
            let found = store
                .find_workflow(id)
                .await
                .map_err(|e| Error::param("workflowId", format!("{e}.")))?;
            Ok(found.workflow)
        }
        _ => Err(Error::param("workflowId", "No workflow is chosen.")),
    }
}

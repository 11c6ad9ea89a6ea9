//! Error workflows: begun where an execution fails, by the program that ran it or, where that ended in between, by the
//! next one. Which have not begun is part of the failed execution's journal, and settled with their own begin.

use std::path::Path;
use std::sync::Arc;

use engine::{Goal, Handle};
use model::{Execution, ExecutionStatus, Mode, Workflow};
use store::Store;

use crate::Error;
use crate::app::App;
use crate::claim::is_damage;
use crate::executor::{Alone, is_gone};
use crate::refer::named;
use crate::run::{Acknowledge, RunRequest};

impl RunRequest {
    /// The error workflow that begins where this fails.
    pub(crate) fn error_workflow(&self) -> Option<&String> {
        error_workflow(&self.workflow, self.mode)
    }
}

/// The error workflow that begins where a workflow fails that runs for a reason.
pub(crate) fn error_workflow(workflow: &Workflow, mode: Mode) -> Option<&String> {
    let named = workflow.settings.error_workflow.as_ref();
    named.filter(|_| mode != Mode::Error)
}

impl App {
    /// Begins the error workflow of an execution that has failed; where that cannot be, its error says why.
    pub(crate) async fn begin_error_workflow(
        &self,
        execution: &mut Execution,
        request: &RunRequest,
    ) -> Option<(Handle, RunRequest)> {
        match self.start_error_workflow(execution, request).await {
            Ok(begun) => begun,
            Err(why) => {
                note(execution, why);
                self.explain(execution, request).await;
                None
            }
        }
    }

    /// Begins the error workflows of executions whose program ended between their failure and that; how many failed so.
    /// Whoever else looks for them waits meanwhile.
    pub(crate) async fn begin_left_error_workflows(
        &self,
        store: &Store,
        alone: &Alone,
        folder: &Path,
        own: &str,
    ) -> Result<usize, Error> {
        let mut begun = 0;
        for (id, executor) in store.without_error_workflow().await? {
            if executor == own || !is_gone(alone, folder, &executor) {
                continue;
            }
            let read = async {
                let execution = store.execution(&id).await?;
                let request = self.request_of(store, &execution).await?;
                Ok::<_, Error>((execution, request))
            };
            let (mut execution, request) = match read.await {
                Ok(read) => read,
                Err(error) if is_damage(&error) => {
                    tracing::error!(execution = %id, %error, "an error workflow cannot begin");
                    store.forget_error_workflow(&id).await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            begun += 1;
            if let Some((handle, next)) = self.begin_error_workflow(&mut execution, &request).await
            {
                let app = self.clone();
                tokio::spawn(async move { app.finish(handle, &next).await.or_warn() });
            }
        }
        Ok(begun)
    }

    /// Keeps what was added to the error of an execution that has ended.
    async fn explain(&self, execution: &Execution, request: &RunRequest) {
        let Some(error) = execution.error.as_ref().filter(|_| request.save) else {
            return;
        };
        let explained = match self.store().await {
            Ok(store) => store
                .explain_end(&execution.id, error)
                .await
                .map_err(Error::from),
            Err(error) => Err(error),
        };
        if let Err(error) = explained {
            tracing::warn!(%error, "why no error workflow was started could not be kept");
        }
    }

    /// Starts the error workflow of what failed, if it names one. It runs on its own: that it fails does not change what failed.
    ///
    /// The error says why it could not be started: whoever counts on being told must see that nobody was.
    async fn start_error_workflow(
        &self,
        failed: &Execution,
        request: &RunRequest,
    ) -> Result<Option<(Handle, RunRequest)>, String> {
        let has_failed = failed.status == ExecutionStatus::Failed;
        let Some(id) = request.error_workflow().filter(|_| has_failed) else {
            return Ok(None);
        };
        let not = |why: String| format!("Its error workflow “{id}” was not started: {why}.");
        let store = self.store().await.map_err(|e| not(e.to_string()))?;
        let workflow = match named(&store, id, None).await {
            Ok(workflow) => Arc::new(workflow),
            Err(store::Error::Missing { .. }) => {
                let why = "it is not stored here; import it with millrace import FILE --save";
                return Err(not(why.to_owned()));
            }
            Err(error) => return Err(not(error.to_string())),
        };
        let next = RunRequest {
            workflow,
            items: Some(vec![engine::error_item(failed, None)]),
            mode: Mode::Error,
            start: None,
            goal: Goal::All,
            earlier: None,
            repeats: None,
            parent: None,
            call: None,
            about: Some(failed.id.clone()),
            acknowledge: Acknowledge::Start,
            ..request.clone()
        };
        let started = self.start(next.clone()).await;
        let handle = started.map_err(|e| not(e.to_string()))?;
        Ok(Some((handle, next)))
    }
}

/// Adds a sentence to what is said of a failure.
fn note(execution: &mut Execution, sentence: String) {
    let error = execution.error.get_or_insert_default();
    error.description = Some(match error.description.take() {
        Some(said) if !said.is_empty() => format!("{said}\n{sentence}"),
        _ => sentence,
    });
}

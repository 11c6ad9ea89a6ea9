//! Workflows that other workflows name: found among the stored ones, and what is wrong where they are not.

use model::Workflow;
use model::check::{self, Problem};
use model::n8n::{Imported, Warning};
use sdk::{Error, SubWorkflow};
use value::Value;

use crate::app::App;

impl App {
    /// What is wrong with a workflow, also with what it says of the stored ones. Nothing is stored or made for it.
    pub async fn check(&self, workflow: &Workflow) -> Vec<Problem> {
        let mut problems = self.with_specs(|specs| model::check(workflow, specs));
        let missing = self.missing_workflows(workflow, false).await;
        problems.extend(missing);
        problems
    }

    /// The problems of the workflows that a workflow names and that are not stored here; one that is about to be stored
    /// may name itself.
    async fn missing_workflows(&self, workflow: &Workflow, to_be_stored: bool) -> Vec<Problem> {
        let mut missing = Vec::new();
        for called in self.with_specs(|specs| check::called(workflow, specs)) {
            let own = workflow
                .origin
                .get("id")
                .is_some_and(|id| *id == *called.id);
            let known = (own && to_be_stored)
                || match self.remembered().await {
                    Some(store) => !matches!(
                        named(&store, &called.id, called.name.as_deref()).await,
                        Err(store::Error::Missing { .. })
                    ),
                    None => false,
                };
            if !known {
                missing.push(called.missing());
            }
        }
        missing
    }

    /// Adds to the report of an import which of the workflows that it names are not stored here.
    pub async fn note_missing_workflows(&self, imported: &mut Imported) {
        let missing = self.missing_workflows(&imported.workflow, true).await;
        let warning = |problem: &Problem| Warning::WorkflowMissing {
            sentence: format!("{} {}", problem.sentence(), problem.advice()),
        };
        imported.report.warnings.extend(missing.iter().map(warning));
    }

    /// The store, where it holds something: looking must not make one.
    async fn remembered(&self) -> Option<store::Store> {
        match self.0.rooms.memory.has_file() {
            true => self.store().await.ok(),
            false => None,
        }
    }
}

/// A stored workflow by id or name, else by the name it had where it was chosen.
pub(crate) async fn named(
    store: &store::Store,
    id: &str,
    name: Option<&str>,
) -> store::Result<Workflow> {
    let found = match (store.find_workflow(id).await, name) {
        (Err(store::Error::Missing { .. }), Some(name)) => store.find_workflow(name).await,
        (found, _) => found,
    };
    found.map(|saved| saved.workflow)
}

/// The workflow that is called: a stored one, or one given as JSON.
pub(crate) async fn find(app: &App, call: &SubWorkflow) -> sdk::Result<Workflow> {
    match &call.workflow {
        given @ Value::Object(_) => app
            .read(&value::to_vec(given))
            .map(|imported| imported.workflow)
            .map_err(|e| Error::param("workflowId", e.to_string())),
        Value::String(id) => {
            let store = app
                .store()
                .await
                .map_err(|e| Error::new("store.failed", format!("{e}.")))?;
            let name = call.name.as_deref();
            named(&store, id, name).await.map_err(|e| match e {
                store::Error::Missing { .. } => Error::param(
                    "workflowId",
                    format!("The workflow “{}” is not stored here.", name.unwrap_or(id)),
                )
                .describe("Import it and keep it: millrace import FILE --save."),
                other => Error::param("workflowId", format!("{other}.")),
            })
        }
        _ => Err(Error::param("workflowId", "No workflow is chosen.")),
    }
}

//! Workflows to begin with: those in `assets`, which are golden tests too.

mod slot;

use std::sync::Arc;

use api::{Draft, Error, Template, TemplateList, TemplateUse, WorkflowCreate};
use model::{Grant, Workflow};

use super::Answer;
use crate::App;

macro_rules! templates {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../../../assets/", $id, ".json")))),*]
    };
}

/// Id and file of each, in the order in which they are shown.
const TEMPLATES: &[(&str, &str)] = templates![
    "quick-start",
    "folder-to-excel",
    "clean-up-csv",
    "sales-per-customer",
    "join-two-lists",
    "compare-price-lists",
    "stock-list",
    "invoice-reminders",
    "big-list-in-batches",
    "text-of-pdfs",
    "smaller-pictures",
    "pack-a-folder",
    "calendar-files",
    "watch-a-feed",
    "json-api-to-csv",
];

/// The tag of a workflow that needs the network.
const INTERNET: &str = "internet";

impl App {
    pub(crate) async fn template_list(&self, _: TemplateList) -> Answer<Vec<Template>> {
        TEMPLATES
            .iter()
            .map(|(id, text)| self.template(id, text))
            .collect()
    }

    pub(crate) async fn template_use(&self, request: TemplateUse) -> Answer<Draft> {
        let found = TEMPLATES.iter().find(|(id, _)| *id == request.id);
        let (id, text) = found
            .ok_or_else(|| Error::missing(format!("There is no template “{}”.", request.id)))?;
        let template = self.template(id, text)?;
        let mut workflow = Workflow::clone(&template.workflow);
        workflow.tags.clear();
        self.with_specs(|specs| slot::fill(&mut workflow, specs, &request.places))?;
        let name = self.free_name(&workflow.name).await?;
        self.workflow_create(WorkflowCreate {
            name,
            folder: None,
            workflow: Some(workflow),
        })
        .await
    }

    fn template(&self, id: &str, text: &str) -> Answer<Template> {
        let workflow = self
            .read(text.as_bytes())
            .map_err(crate::Error::from)?
            .workflow;
        let wants = self.with_specs(|specs| model::wants(&workflow, specs).grants());
        Ok(Template {
            id: id.to_owned(),
            name: workflow.name.clone(),
            help: help(&workflow),
            offline: !workflow.tags.iter().any(|tag| tag == INTERNET),
            wants: wants.iter().map(Grant::to_string).collect(),
            slots: self.with_specs(|specs| slot::slots(&workflow, specs)),
            workflow: Arc::new(workflow),
        })
    }
}

/// What the workflow's note says, without its heading.
fn help(workflow: &Workflow) -> String {
    let note = workflow.nodes.iter().find(|node| node.is_note());
    let text = note.and_then(|note| note.parameters.get("content")?.as_str());
    let lines = text.unwrap_or_default().lines().map(str::trim);
    let lines = lines.skip_while(|line| line.is_empty() || line.starts_with('#'));
    let first: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    first.join(" ")
}

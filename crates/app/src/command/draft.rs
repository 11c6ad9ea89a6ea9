//! Drafts: open, edit, undo, restore. Every change is an [`Edit`], is written down at once and can be taken back.

use std::collections::BTreeSet;

use api::{
    Change, Done, Draft, Error, EventKind, WorkflowEdit, WorkflowLabel, WorkflowOpen,
    WorkflowRestore, code,
};
use model::edit::{Edit, WorkflowSetting};
use model::{EditError, Workflow};
use value::json;

use super::Answer;
use super::error::of_store;
use crate::App;
use crate::clock::now_ms;

impl App {
    pub(crate) async fn workflow_open(&self, request: WorkflowOpen) -> Answer<Draft> {
        let store = self.store().await?;
        Ok(shown(store.draft(&request.id).await.map_err(of_store)?))
    }

    pub(crate) async fn workflow_edit(&self, request: WorkflowEdit) -> Answer<Done> {
        self.edit(&request.id, Some(request.after), request.changes)
            .await
    }

    pub(crate) async fn workflow_restore(&self, request: WorkflowRestore) -> Answer<Draft> {
        let store = self.store().await?;
        let wanted = store.workflow_version(&request.id, request.revision).await;
        let wanted = wanted.map_err(of_store)?.workflow;
        let now = store.draft(&request.id).await.map_err(of_store)?.workflow;
        let change = Change::Do(replacing(&now, &wanted));
        self.edit(&request.id, None, vec![change]).await?;
        self.workflow_open(WorkflowOpen { id: request.id }).await
    }

    /// Applies changes to a draft, all or none, and writes it. With `after`, only to a draft that has seen as many edits.
    pub(crate) async fn edit(
        &self,
        id: &str,
        after: Option<u64>,
        changes: Vec<Change>,
    ) -> Answer<Done> {
        let store = self.store().await?;
        let mut draft = store.draft(id).await.map_err(of_store)?;
        let seen = draft.edits;
        if let Some(after) = after.filter(|after| *after != seen) {
            return Err(Error::new(
                code::CONFLICT,
                "The workflow was changed somewhere else meanwhile.",
            )
            .hint("It is opened again with the newest changes.")
            .details(json!({ "yours": after, "current": seen })));
        }
        if changes.is_empty() {
            return Ok(Done { edits: seen });
        }
        let had = credentials_of(&draft.workflow);
        for (at, change) in changes.into_iter().enumerate() {
            apply(&mut draft, change).map_err(|error| refused(&error, at))?;
            draft.edits += 1;
        }
        draft.changed = true;
        let has = credentials_of(&draft.workflow);
        let given = self.given(&store, has.difference(&had)).await;
        let deeds = self.grant_deeds(&given.map_err(of_store)?, &draft.workflow);
        store
            .save_draft(&draft, seen, now_ms(), &deeds)
            .await
            .map_err(of_store)?;
        self.bus().tell(EventKind::Saved {
            workflow: id.to_owned(),
            edits: draft.edits,
        });
        Ok(Done { edits: draft.edits })
    }
}

/// The credentials that a workflow names.
pub(super) fn credentials_of(workflow: &Workflow) -> BTreeSet<String> {
    let named = workflow.nodes.iter().flat_map(|node| &node.credentials);
    named.filter_map(|one| one.id.clone()).collect()
}

fn apply(draft: &mut store::Draft, change: Change) -> Result<(), EditError> {
    let (history, workflow) = (&mut draft.history, &mut draft.workflow);
    match change {
        Change::Do(edit) => history.perform(workflow, edit),
        Change::Undo => history.undo(workflow).map(|_| ()),
        Change::Redo => history.redo(workflow).map(|_| ()),
    }
}

fn refused(error: &EditError, at: usize) -> Error {
    Error::new(code::EDIT, error.to_string()).details(json!({ "change": at }))
}

fn shown(draft: store::Draft) -> Draft {
    Draft {
        workflow: draft.workflow,
        edits: draft.edits,
        history: draft.history,
        version: draft.revision,
        changed: draft.changed,
    }
}

/// The changes of what a list shows.
pub(super) fn labels(request: &WorkflowLabel) -> Vec<Change> {
    let name = request
        .name
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let name = name.map(|name| WorkflowSetting::Name(name.to_owned()));
    let folder = request.folder.as_deref().map(|folder| {
        let folder = folder.trim_matches('/').trim();
        WorkflowSetting::Folder((!folder.is_empty()).then(|| folder.to_owned()))
    });
    let tags = request.tags.clone().map(WorkflowSetting::Tags);
    let settings = name.into_iter().chain(folder).chain(tags);
    settings
        .map(|setting| Change::Do(Edit::SetWorkflow { setting }))
        .collect()
}

/// The edit that makes one document of another.
fn replacing(from: &Workflow, to: &Workflow) -> Edit {
    let gone = from.nodes.iter().map(|node| Edit::RemoveNode {
        node: node.id.clone(),
    });
    let nodes = to.nodes.iter().cloned().map(Edit::add);
    let edges = to.edges.iter().cloned().map(Edit::connect);
    let settings = [
        WorkflowSetting::Name(to.name.clone()),
        WorkflowSetting::Tags(to.tags.clone()),
        WorkflowSetting::Folder(to.folder.clone()),
        WorkflowSetting::ExecutionOrder(to.settings.execution_order),
        WorkflowSetting::Timezone(to.settings.timezone.clone()),
        WorkflowSetting::TimeoutMs(to.settings.timeout_ms),
        WorkflowSetting::ErrorWorkflow(to.settings.error_workflow.clone()),
    ];
    let settings = settings
        .into_iter()
        .map(|setting| Edit::SetWorkflow { setting });
    let pins = Edit::SetPins {
        pins: to.pinned.clone(),
    };
    Edit::many(gone.chain(nodes).chain(edges).chain([pins]).chain(settings))
}

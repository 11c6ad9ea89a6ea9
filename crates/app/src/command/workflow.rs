//! The list of workflows: make, label, copy, throw away, keep versions.

use api::EventKind;
use api::{
    Direction, Done, Draft, Page, Version, WorkflowCheckpoint, WorkflowCreate, WorkflowDuplicate,
    WorkflowErase, WorkflowLabel, WorkflowList, WorkflowRow, WorkflowSort, WorkflowTrash,
    WorkflowUntrash, WorkflowVersion, WorkflowVersions,
};
use model::Workflow;
use store::{Deed, Saved, SortBy, Store, WorkflowSummary};

use super::error::of_store;
use super::{Answer, draft, view};
use crate::App;
use crate::clock::now_ms;

/// What a workflow is called that nobody named.
const UNNAMED: &str = "New workflow";

impl App {
    /// The list of workflows.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn workflow_list(&self, request: WorkflowList) -> Answer<Page<WorkflowRow>> {
        let store = self.store().await?;
        let filter = filter(request.filter);
        let page = view::page_request(request.page);
        let found = store.workflows(&filter, page).await.map_err(of_store)?;
        let mut rows = Vec::with_capacity(found.entries.len());
        for summary in found.entries {
            rows.push(self.row(summary).await?);
        }
        Ok(Page {
            rows,
            total: found.total,
        })
    }

    pub(crate) async fn workflow_create(&self, request: WorkflowCreate) -> Answer<Draft> {
        let mut workflow = request.workflow.unwrap_or_default();
        if !request.name.trim().is_empty() {
            workflow.name = request.name.trim().to_owned();
        }
        if workflow.name.is_empty() {
            workflow.name = self.free_name(UNNAMED).await?;
        }
        workflow.folder = request.folder.or(workflow.folder);
        let saved = self.add(workflow).await?;
        Ok(Draft {
            workflow: saved.workflow,
            edits: 0,
            history: model::edit::History::default(),
            version: saved.revision,
            changed: false,
        })
    }

    pub(crate) async fn workflow_label(&self, request: WorkflowLabel) -> Answer<Done> {
        let edits = draft::labels(&request);
        let done = self.edit(&request.id, None, edits).await?;
        self.bus().tell(EventKind::WorkflowsChanged);
        Ok(done)
    }

    pub(crate) async fn workflow_duplicate(
        &self,
        request: WorkflowDuplicate,
    ) -> Answer<WorkflowRow> {
        let saved = self.duplicate_workflow(&request.id).await?;
        self.bus().tell(EventKind::WorkflowsChanged);
        self.row_of(&saved).await
    }

    pub(crate) async fn workflow_trash(&self, request: WorkflowTrash) -> Answer<Done> {
        self.trash_workflow(&request.id).await?;
        Ok(self.listed())
    }

    pub(crate) async fn workflow_untrash(&self, request: WorkflowUntrash) -> Answer<Done> {
        self.untrash_workflow(&request.id).await?;
        Ok(self.listed())
    }

    pub(crate) async fn workflow_erase(&self, request: WorkflowErase) -> Answer<Done> {
        self.erase_workflow(&request.id).await?;
        Ok(self.listed())
    }

    /// Puts a workflow into the trash.
    ///
    /// # Errors
    /// When there is none outside of it.
    pub async fn trash_workflow(&self, id: &str) -> Result<(), crate::Error> {
        let store = &self.store().await?;
        let deed = self.workflow_deed(store, "workflow.delete", id).await;
        Ok(store.trash_workflow(id, now_ms(), &deed).await?)
    }

    /// Takes a workflow out of the trash.
    ///
    /// # Errors
    /// When there is none in it.
    pub async fn untrash_workflow(&self, id: &str) -> Result<(), crate::Error> {
        let store = &self.store().await?;
        let deed = self.workflow_deed(store, "workflow.restore", id).await;
        Ok(store.restore_workflow(id, &deed).await?)
    }

    /// Removes a workflow of the trash for good.
    ///
    /// # Errors
    /// When there is none in it.
    pub async fn erase_workflow(&self, id: &str) -> Result<(), crate::Error> {
        let store = &self.store().await?;
        let deed = self.workflow_deed(store, "workflow.erase", id).await;
        Ok(store.erase_workflow(id, &deed).await?)
    }

    /// Stores a new workflow, with the lines about it and about the credentials that it names.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn create_workflow(&self, workflow: Workflow) -> Result<Saved, crate::Error> {
        let store = &self.store().await?;
        let named = draft::credentials_of(&workflow);
        let given = self.given(store, &named).await?;
        let deeds = |made: &Workflow| {
            let made_deed = self
                .credentials()
                .deed("workflow.create", &made.id, &made.name, "");
            let mut deeds = vec![made_deed];
            deeds.extend(self.grant_deeds(&given, made));
            deeds
        };
        let saved = store.create_workflow_noted(workflow, now_ms(), deeds).await;
        Ok(saved?)
    }

    /// Copies a workflow as it is edited.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn duplicate_workflow(&self, id: &str) -> Result<Saved, crate::Error> {
        let copy = self.store().await?.copy_of_workflow(id).await?;
        self.create_workflow(copy).await
    }

    /// Writes the line about a stored workflow that is written into a file.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_export(&self, id: &str) -> Result<(), crate::Error> {
        let store = &self.store().await?;
        let deed = self.workflow_deed(store, "workflow.export", id).await;
        Ok(store.audit(deed).await?)
    }

    /// The line about what is done to a workflow.
    pub(super) async fn workflow_deed(&self, store: &Store, action: &str, id: &str) -> Deed {
        let name = name_of(store, id).await;
        self.credentials().deed(action, id, &name, "")
    }

    pub(crate) async fn workflow_checkpoint(&self, request: WorkflowCheckpoint) -> Answer<Version> {
        let name = request
            .name
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let created_ms = now_ms();
        let store = self.store().await?;
        let deed = self
            .workflow_deed(&store, "workflow.change", &request.id)
            .await;
        let kept = store.checkpoint(&request.id, name, created_ms, &deed).await;
        self.bus().tell(EventKind::WorkflowsChanged);
        Ok(Version {
            revision: kept.map_err(of_store)?,
            created_ms,
            name: name.map(str::to_owned),
        })
    }

    pub(crate) async fn workflow_versions(
        &self,
        request: WorkflowVersions,
    ) -> Answer<Vec<Version>> {
        let store = self.store().await?;
        let versions = store
            .workflow_versions(&request.id)
            .await
            .map_err(of_store)?;
        if versions.is_empty() {
            return Err(api::Error::missing(format!(
                "There is no workflow “{}” any more.",
                request.id
            )));
        }
        let one = |version: store::VersionInfo| Version {
            revision: version.revision,
            created_ms: version.created_ms,
            name: version.name,
        };
        Ok(versions.into_iter().map(one).collect())
    }

    pub(crate) async fn workflow_version(&self, request: WorkflowVersion) -> Answer<Draft> {
        let store = self.store().await?;
        let found = store
            .workflow_version(&request.id, request.revision)
            .await
            .map_err(of_store)?;
        Ok(Draft {
            workflow: found.workflow,
            edits: 0,
            history: model::edit::History::default(),
            version: found.revision,
            changed: false,
        })
    }

    /// Keeps a new workflow and says so.
    pub(crate) async fn add(&self, workflow: Workflow) -> Answer<Saved> {
        let saved = self.create_workflow(workflow).await?;
        self.bus().tell(EventKind::WorkflowsChanged);
        Ok(saved)
    }

    /// A name that no workflow has: with a number if it has to be.
    pub(crate) async fn free_name(&self, wanted: &str) -> Answer<String> {
        let store = self.store().await?;
        let mut name = wanted.to_owned();
        for number in 2.. {
            if !store.has_workflow_named(&name).await.map_err(of_store)? {
                break;
            }
            name = format!("{wanted} {number}");
        }
        Ok(name)
    }

    /// A workflow that was just kept, as a list shows it.
    pub(crate) async fn row_of(&self, saved: &Saved) -> Answer<WorkflowRow> {
        let now = now_ms();
        let workflow = &saved.workflow;
        Ok(WorkflowRow {
            id: workflow.id.clone(),
            name: workflow.name.clone(),
            folder: workflow.folder.clone(),
            tags: workflow.tags.clone(),
            nodes: workflow.nodes.iter().filter(|node| !node.is_note()).count() as u32,
            triggers: self.triggers(workflow),
            created_ms: now,
            updated_ms: now,
            deleted_ms: None,
            last_run: None,
        })
    }

    async fn row(&self, summary: WorkflowSummary) -> Answer<WorkflowRow> {
        let store = self.store().await?;
        let draft = store.draft(&summary.id).await;
        // A damaged document is still listed, so that it can be found and thrown away.
        let triggers = draft
            .map(|draft| self.triggers(&draft.workflow))
            .unwrap_or_default();
        Ok(WorkflowRow {
            last_run: self.newest_run(&summary.id).await?,
            id: summary.id,
            name: summary.name,
            folder: summary.folder,
            tags: summary.tags,
            nodes: summary.nodes,
            triggers,
            created_ms: summary.created_ms,
            updated_ms: summary.updated_ms,
            deleted_ms: summary.deleted_ms,
        })
    }

    /// The kinds that start a workflow, each once.
    fn triggers(&self, workflow: &Workflow) -> Vec<String> {
        self.with_specs(|specs| {
            let mut kinds: Vec<String> = Vec::new();
            for node in workflow.nodes.iter().filter(|node| !node.disabled) {
                let trigger = specs.get(&node.kind).is_some_and(|spec| spec.trigger);
                if trigger && !kinds.contains(&node.kind) {
                    kinds.push(node.kind.clone());
                }
            }
            kinds
        })
    }

    fn listed(&self) -> Done {
        self.bus().tell(EventKind::WorkflowsChanged);
        Done::default()
    }
}

/// What a workflow is called, for the audit log. One that cannot be read can be thrown away all the same.
async fn name_of(store: &Store, id: &str) -> String {
    let found = store.workflow(id).await;
    found.map(|saved| saved.workflow.name).unwrap_or_default()
}

fn filter(filter: api::WorkflowFilter) -> store::WorkflowFilter {
    store::WorkflowFilter {
        text: filter.text,
        tag: filter.tag,
        folder: filter.folder,
        trash: filter.trash,
        sort: match filter.sort {
            WorkflowSort::Updated => SortBy::Updated,
            WorkflowSort::Created => SortBy::Created,
            WorkflowSort::Name => SortBy::Name,
        },
        direction: direction(filter.direction),
    }
}

pub(super) fn direction(direction: Direction) -> store::Direction {
    match direction {
        Direction::Down => store::Direction::Down,
        Direction::Up => store::Direction::Up,
    }
}

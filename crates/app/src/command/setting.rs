//! What a person chose, and what workflows were allowed.

use api::{
    Error, EventKind, GrantSet, GrantsOf, GrantsRead, RunBudget, RunUsage, RunsUsed, SettingsRead,
    SettingsWrite, UserSettings, WorkflowGrants, code,
};
use model::{Grant, Workflow};
use store::Store;

use super::Answer;
use super::error::of_store;
use crate::App;

/// The preference that holds the settings.
const SETTINGS: &str = "settings";

impl App {
    pub(crate) async fn settings_read(&self, _: SettingsRead) -> Answer<UserSettings> {
        self.settings().await
    }

    pub(crate) async fn settings_write(&self, request: SettingsWrite) -> Answer<UserSettings> {
        let text = serde_json::to_string(&request.settings).map_err(|error| {
            Error::new(
                code::REQUEST,
                format!("The settings cannot be written: {error}."),
            )
        })?;
        let store = self.store().await?;
        let budget = run_budget(&store).await.ok().flatten();
        store
            .set_preference(SETTINGS, &text)
            .await
            .map_err(of_store)?;
        if budget != Some(request.settings.run_budget) {
            self.0.budget_changed.notify_one();
        }
        self.bus().tell(EventKind::SettingsChanged);
        Ok(request.settings)
    }

    pub(crate) async fn run_usage(&self, _: RunUsage) -> Answer<RunsUsed> {
        let store = self.store().await?;
        let files = self.rooms().binaries.lasting();
        let bytes = store.run_bytes(files).await.map_err(of_store)?;
        Ok(RunsUsed { bytes })
    }

    pub(crate) async fn grants_read(&self, request: GrantsRead) -> Answer<Vec<WorkflowGrants>> {
        let store = self.store().await?;
        let mut all = store.all_allowed().await.map_err(of_store)?;
        let listed = request.workflow.is_none();
        let ids: Vec<String> = match request.workflow {
            Some(id) => vec![id],
            None => all.keys().cloned().collect(),
        };
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let draft = match store.draft(&id).await {
                Ok(draft) => draft,
                // One that cannot be read is said where it is opened; the others are still to be seen.
                Err(error) if listed => {
                    tracing::warn!(%error, workflow = %id, "its permissions are not listed");
                    continue;
                }
                Err(error) => return Err(of_store(error)),
            };
            let workflow = draft.workflow;
            let allowed = all.remove(&id).unwrap_or_default();
            found.push(self.grants_of(&workflow, allowed));
        }
        Ok(found)
    }

    pub(crate) async fn grants_set(&self, request: GrantSet) -> Answer<GrantsOf> {
        let mut allowed: Vec<String> = Vec::with_capacity(request.allowed.len());
        for text in &request.allowed {
            let grant: Grant = text
                .parse()
                .map_err(|error: model::GrantError| Error::new(code::REQUEST, error.to_string()))?;
            let plain = grant.to_string();
            if !allowed.contains(&plain) {
                allowed.push(plain);
            }
        }
        let store = self.store().await?;
        // Looked up first, for a plain sentence where it is gone.
        let found = store.workflow(&request.workflow).await.map_err(of_store)?;
        let name = found.workflow.name;
        let (id, listed) = (&request.workflow, allowed.join(", "));
        let deed = self.credentials().deed("grant.set", id, &name, &listed);
        let set = store.allow(id, &allowed, &deed).await;
        set.map_err(of_store)?;
        self.bus().tell(EventKind::SettingsChanged);
        Ok(GrantsOf { allowed })
    }

    /// The settings; what cannot be read any more has its default.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settings(&self) -> Answer<UserSettings> {
        let store = self.store().await?;
        let text = match store.preference(SETTINGS).await {
            // That was told; a window that did not open could not even show the backups.
            Err(error @ store::Error::Damaged { .. }) => {
                tracing::warn!(%error, "the settings have their defaults");
                None
            }
            found => found.map_err(of_store)?,
        };
        let read = |text: String| serde_json::from_str(&text).ok();
        Ok(text.and_then(read).unwrap_or_default())
    }

    /// What a workflow was allowed and wants.
    pub(crate) fn grants_of(&self, workflow: &Workflow, allowed: Vec<String>) -> WorkflowGrants {
        let wants = self.with_specs(|specs| model::wants(workflow, specs));
        WorkflowGrants {
            workflow: workflow.id.clone(),
            name: workflow.name.clone(),
            allowed,
            wants: wants.grants().iter().map(Grant::to_string).collect(),
            reasons: wants,
        }
    }
}

/// How much runs may take; nothing where that cannot be read any more: no run is removed by a guess.
pub(crate) async fn run_budget(store: &Store) -> Result<Option<RunBudget>, store::Error> {
    let Some(text) = store.preference(SETTINGS).await? else {
        return Ok(Some(RunBudget::default()));
    };
    let read = serde_json::from_str::<UserSettings>(&text);
    Ok(read.ok().map(|settings| settings.run_budget))
}

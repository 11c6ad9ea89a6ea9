//! Lists of what is kept here, for fields that choose from it.

use api::{Error, Resource, ResourceList, code};
use store::{PageRequest, WorkflowFilter};

use super::Answer;
use super::error::of_store;
use crate::App;

/// So many workflows are listed; whoever has more gives a name.
const MOST: u32 = 5_000;

impl App {
    pub(crate) async fn resource_list(&self, request: ResourceList) -> Answer<Vec<Resource>> {
        let mut found = match request.of.as_str() {
            "workflow" => self.workflow_names().await?,
            "table" => self.table_names().await?,
            other => {
                let message = format!("There is no list of the kind “{other}”.");
                return Err(Error::new(code::REQUEST, message));
            }
        };
        found.sort_by_cached_key(|one| one.name.to_lowercase());
        Ok(found)
    }

    async fn workflow_names(&self) -> Answer<Vec<Resource>> {
        let page = PageRequest {
            limit: MOST,
            offset: 0,
        };
        let store = self.store().await?;
        let found = store.workflows(&WorkflowFilter::default(), page).await;
        let all = found.map_err(of_store)?.entries.into_iter();
        let one = |row: store::WorkflowSummary| Resource {
            id: row.id,
            name: row.name,
        };
        Ok(all.map(one).collect())
    }

    async fn table_names(&self) -> Answer<Vec<Resource>> {
        let found = self.store().await?.tables().await.map_err(of_store)?;
        let one = |table: store::DataTable| Resource {
            id: table.id,
            name: table.name,
        };
        Ok(found.into_iter().map(one).collect())
    }
}

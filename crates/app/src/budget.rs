//! Keeps to how much runs may take of the disk, by removing the oldest that have ended.

use api::EventKind;
use store::Store;

use crate::App;
use crate::command::setting::run_budget;

impl App {
    /// Removes the oldest runs that have ended, where runs take more than a person said.
    pub(crate) async fn thin_out_runs(&self, store: &Store) {
        let budget = match run_budget(store).await {
            Ok(Some(budget)) => budget,
            Ok(None) => return tracing::warn!("all runs stay: the settings cannot be read"),
            Err(error) => return tracing::warn!(%error, "all runs stay"),
        };
        let files = self.rooms().binaries.lasting();
        let done = store.thin_out_runs(budget.bytes(), budget.left(), files);
        let removed = match done.await {
            Ok(removed) => removed,
            Err(error) => return tracing::warn!(%error, "old runs were not removed"),
        };
        if removed.is_empty() {
            return;
        }
        tracing::info!(runs = removed.len(), "the oldest runs were removed");
        for id in &removed {
            self.runs().forget(id);
        }
        self.bus().tell(EventKind::RunsChanged);
    }
}

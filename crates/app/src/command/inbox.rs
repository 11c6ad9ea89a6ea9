//! The inbox: runs that wait for a person's decision.

use api::{Done, EventKind, Inbox, InboxDecide, InboxEntry, InboxList, MOST_ENTRIES, MayHave};
use model::{Execution, Group, Review};

use super::Answer;
use super::error::of_store;
use crate::App;

impl App {
    /// Lists the runs that need review.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn inbox_list(&self, _: InboxList) -> Answer<Inbox> {
        let store = self.store().await?;
        let (count, found) = store.in_review(MOST_ENTRIES).await.map_err(of_store)?;
        let entries = found
            .into_iter()
            .map(|(execution, review)| self.entry(execution, review));
        Ok(Inbox {
            count,
            entries: entries.collect(),
        })
    }

    /// Goes on with a run that needs review, or ends it.
    ///
    /// # Errors
    /// When somebody decided about it already.
    pub async fn inbox_decide(&self, request: InboxDecide) -> Answer<Done> {
        let done = self
            .decide(&request.execution, request.decision.into())
            .await;
        // Also where it failed: somebody else may have been faster.
        self.tell_inbox().await;
        done?;
        Ok(Done::default())
    }

    /// Tells the windows how many runs wait.
    pub(crate) async fn tell_inbox(&self) {
        let Ok(store) = self.store().await else {
            return;
        };
        match store.in_review(0).await {
            Ok((count, _)) => {
                self.bus().tell(EventKind::InboxChanged { count });
                self.bus().tell(EventKind::RunsChanged);
            }
            Err(error) => tracing::warn!(%error, "the inbox cannot be counted"),
        }
    }

    fn entry(&self, execution: Execution, review: Review) -> InboxEntry {
        let group = self.with_specs(|specs| specs.get(&review.kind).map(|spec| spec.group));
        InboxEntry {
            workflow: execution.workflow.id.clone(),
            name: execution.workflow.name.clone(),
            mode: execution.mode,
            started_ms: execution.started_ms,
            may_have: match group {
                Some(Group::Network | Group::Service) => MayHave::Sent,
                Some(Group::Files) => MayHave::Written,
                Some(Group::Code) => MayHave::Run,
                Some(Group::Flow) => MayHave::Called,
                _ => MayHave::Done,
            },
            execution: execution.id,
            review,
        }
    }
}

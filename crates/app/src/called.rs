//! Executions that others called: after a crash they are gone on with by the call that began them, never begun twice.

use std::time::Duration;

use model::{Execution, ExecutionStatus};
use sdk::SubWorkflow;
use store::{Store, Unfinished};

use crate::app::App;
use crate::claim::{Decided, Fate, in_doubt};
use crate::executor::is_gone;
use crate::journal::Terms;
use crate::{Error, run::Finished};

/// How often it is looked whether another program has ended an execution: it tells nobody here.
const LOOK: Duration = Duration::from_secs(1);

impl App {
    /// The execution that a call began before the program ended, however that ended: a call that is meant to be made anew
    /// has another key.
    pub(crate) async fn begun_by(&self, call: &SubWorkflow) -> Result<Option<String>, Error> {
        if !self.0.rooms.memory.keeps() || call.key.starts_with('-') {
            return Ok(None);
        }
        Ok(self.store().await?.begun_by(&call.key).await?)
    }

    /// Goes on with an execution that was called, or waits for whoever does, and gives it when it has ended.
    pub(crate) async fn end_of(&self, id: &str) -> Result<Execution, Error> {
        let store = self.store().await?;
        let mut told = self.bus().after(self.bus().newest());
        loop {
            let Some(left) = store.unfinished_one(id).await? else {
                return Ok(store.execution(id).await?);
            };
            if let Some(ended) = self.take_over(&store, &left).await? {
                return Ok(ended);
            }
            // A person has to decide about it, or another program runs it.
            let _ = tokio::time::timeout(LOOK, told.next()).await;
        }
    }

    /// Goes on with it, if no program does.
    async fn take_over(
        &self,
        store: &Store,
        left: &Unfinished,
    ) -> Result<Option<Execution>, Error> {
        let memory = &self.0.rooms.memory;
        let own = self.executor().await?.id.clone();
        let Some(folder) = memory.folder() else {
            return Ok(None);
        };
        if left.status == ExecutionStatus::NeedsReview || left.executor == own {
            return Ok(None);
        }
        let fate = {
            let alone = self.alone(store, folder).await?;
            if !is_gone(&alone, folder, &left.executor) {
                return Ok(None);
            }
            self.claim(store, left, &own, Decided::Nothing).await?
        };
        let Some(Fate::Resumes(request, claimed)) = fate else {
            self.tell_inbox().await;
            return Ok(None);
        };
        match self.start_claimed(&request, *claimed).await {
            Ok(handle) => {
                let Finished { execution, .. } = Box::pin(self.finish(handle, &request)).await;
                Ok(Some(execution))
            }
            Err(error @ Error::Store(_)) => Err(error),
            // It was ended, and is read as such.
            Err(_) => Ok(None),
        }
    }

    /// What recovery does by itself with an execution that another waits for: nothing where that one will go on with it,
    /// nothing but to ask where it is in doubt, and an end where nobody waits any more.
    pub(crate) async fn of_caller(
        &self,
        store: &Store,
        left: &Unfinished,
    ) -> Result<Option<Decided>, Error> {
        let Some(parent) = &left.parent else {
            return Ok(Some(Decided::Nothing));
        };
        let start = store.start_of(&left.execution).await?;
        let terms = start.and_then(|start| serde_json::from_str::<Terms>(&start.terms).ok());
        if !terms.is_some_and(|terms| terms.waited_for) {
            return Ok(Some(Decided::Nothing));
        }
        if store.unfinished_one(parent).await?.is_none() {
            return Ok(Some(Decided::Discard));
        }
        let attempts = store.attempts(&left.execution).await?;
        let doubtful = in_doubt(&attempts, left.skips).is_some();
        Ok(doubtful.then_some(Decided::Nothing))
    }
}

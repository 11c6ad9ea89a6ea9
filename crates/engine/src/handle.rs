//! What a caller holds of an execution that was started.

use std::sync::Arc;

use model::{Execution, ExecutionId, ExecutionStatus, RunError};
use tokio::sync::{oneshot, watch};

use crate::event::Events;
use crate::stop::Asked;

/// Stops an execution.
#[derive(Clone, Debug)]
pub struct Canceler(pub(crate) Arc<watch::Sender<Asked>>);

impl Canceler {
    /// Stops it, wherever it is. Whatever runs is dropped.
    pub fn cancel(&self) {
        self.0.send_replace(Asked::Cancel);
    }

    /// Lets the step that runs end and begins no other, since the program ends: the execution has not ended, its journal
    /// is told of no end, and a later start goes on with it.
    pub fn leave(&self) {
        self.0.send_if_modified(|asked| {
            let new = *asked == Asked::Nothing;
            if new {
                *asked = Asked::Leave;
            }
            new
        });
    }
}

/// An execution that was started.
#[derive(Debug)]
pub struct Handle {
    pub(crate) id: ExecutionId,
    pub(crate) canceler: Canceler,
    pub(crate) events: Option<Events>,
    pub(crate) done: Option<oneshot::Receiver<Execution>>,
    pub(crate) tied: bool,
}

impl Handle {
    /// Its id.
    pub fn id(&self) -> &ExecutionId {
        &self.id
    }

    /// Stops it.
    pub fn cancel(&self) {
        self.canceler.cancel();
    }

    /// What can stop it, to keep.
    pub fn canceler(&self) -> Canceler {
        self.canceler.clone()
    }

    /// Its events, once; whoever takes them should read them.
    pub fn take_events(&mut self) -> Option<Events> {
        self.events.take()
    }

    /// The execution, when it has ended. Events that nobody took are not kept.
    pub async fn wait(mut self) -> Execution {
        self.events = None;
        let id = self.id.clone();
        let ended = match self.done.take() {
            Some(done) => done.await.ok(),
            None => None,
        };
        self.tied = false;
        // The sender only goes without sending when the runtime is shut down.
        ended.unwrap_or_else(|| Execution {
            id,
            status: ExecutionStatus::Canceled,
            error: Some(RunError::new(
                "canceled",
                "Millrace was closed while this ran.",
            )),
            ..Execution::default()
        })
    }
}

impl Drop for Handle {
    /// Nobody waits any more for an execution that another one called: it is stopped with its caller.
    fn drop(&mut self) {
        if self.tied {
            self.canceler.cancel();
        }
    }
}

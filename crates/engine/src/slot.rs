//! A place among the executions that run at once. First come, first served.

use std::sync::Arc;
use std::task::{Context, Waker};

use model::script::BoxFuture;
use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A place among the executions that run at once; none is needed by an execution that another waits for.
#[derive(Clone, Default)]
pub(crate) struct Slot {
    places: Option<Arc<Semaphore>>,
    held: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
}

impl Slot {
    /// A place to be had from `places`.
    pub(crate) fn among(places: Arc<Semaphore>) -> Self {
        Self {
            places: Some(places),
            held: Arc::default(),
        }
    }

    /// Stands in the queue from now on; the future has its turn when it is ready.
    pub(crate) fn queue_up(&self) -> BoxFuture<'static, ()> {
        let slot = self.clone();
        let mut turn: BoxFuture<'static, ()> = Box::pin(async move { slot.take().await });
        // The semaphore counts who waits from the first look on.
        match turn.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            std::task::Poll::Ready(()) => Box::pin(std::future::ready(())),
            std::task::Poll::Pending => turn,
        }
    }

    /// Waits for a place.
    pub(crate) async fn take(&self) {
        if let Some(places) = &self.places {
            // The semaphore is never closed; if it were, nothing would be left to limit.
            let place = places.clone().acquire_owned().await.ok();
            *self.held.lock() = place;
        }
    }

    /// Takes a place again if it was left in a wait that was given up.
    pub(crate) async fn keep(&self) {
        let left = self.held.lock().is_none();
        if left {
            self.take().await;
        }
    }

    /// Leaves the place to another.
    pub(crate) fn give_back(&self) {
        self.held.lock().take();
    }
}

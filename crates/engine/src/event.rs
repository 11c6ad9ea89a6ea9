//! What happens in an execution, told to whoever watches, over a bounded channel.
//!
//! Events carry numbers from 0 without gaps. A watcher that falls behind by more than the channel holds keeps the
//! execution waiting for at most [`PATIENCE`] once; then the channel is closed and the execution goes on unwatched. So a
//! watcher sees a prefix of the events and, if that prefix does not end with `Ended`, knows that it fell behind and reads
//! the execution from where it is kept. Nothing is ever skipped in between.

use std::sync::Arc;
use std::time::Duration;

use model::{ExecutionEvent, ExecutionId, Happening};
use sdk::Host;
use tokio::sync::{Mutex, mpsc};

/// How long an execution waits for a watcher that has fallen behind.
pub const PATIENCE: Duration = Duration::from_secs(1);

/// The events of one execution.
#[derive(Debug)]
pub struct Events(mpsc::Receiver<ExecutionEvent>);

impl Events {
    /// The next event; none when the execution has ended or this watcher fell behind.
    pub async fn next(&mut self) -> Option<ExecutionEvent> {
        self.0.recv().await
    }

    /// The next event, if one is there already.
    pub fn try_next(&mut self) -> Option<ExecutionEvent> {
        self.0.try_recv().ok()
    }
}

/// Tells what happens.
#[derive(Clone)]
pub(crate) struct Announcer(Arc<Inner>);

struct Inner {
    execution: ExecutionId,
    host: Arc<dyn Host>,
    sender: mpsc::Sender<ExecutionEvent>,
    /// The number of the next event. Held while sending: the order of numbers is the order in the channel.
    next: Mutex<u64>,
    console: std::sync::atomic::AtomicBool,
}

impl Announcer {
    pub(crate) fn new(execution: ExecutionId, host: Arc<dyn Host>, bound: usize) -> (Self, Events) {
        let (sender, receiver) = mpsc::channel(bound.max(1));
        let inner = Inner {
            execution,
            host,
            sender,
            next: Mutex::new(0),
            console: false.into(),
        };
        (Self(Arc::new(inner)), Events(receiver))
    }

    /// Tells what happened; it is only put together if somebody watches.
    pub(crate) async fn tell(&self, what: impl FnOnce() -> Happening) {
        if self.0.sender.is_closed() {
            return;
        }
        let mut next = self.0.next.lock().await;
        if *next == u64::MAX {
            return;
        }
        let event = ExecutionEvent {
            execution: self.0.execution.clone(),
            sequence: *next,
            at_ms: self.0.host.now_ms(),
            what: what(),
        };
        *next += 1;
        if let Err(mpsc::error::TrySendError::Full(event)) = self.0.sender.try_send(event) {
            let sent = self.0.sender.send_timeout(event, PATIENCE).await;
            if sent.is_err() {
                tracing::debug!(execution = %self.0.execution, "nobody reads the events any more");
                *next = u64::MAX;
            }
        }
    }

    /// A line that code writes while it runs.
    pub(crate) async fn console(&self, step: u32, line: String) {
        use std::sync::atomic::Ordering;
        self.0.console.store(true, Ordering::Relaxed);
        self.tell(|| Happening::Console { step, line }).await;
    }

    /// Whether a line was written live since the last time this was asked.
    pub(crate) fn wrote_live(&self) -> bool {
        use std::sync::atomic::Ordering;
        self.0.console.swap(false, Ordering::Relaxed)
    }
}

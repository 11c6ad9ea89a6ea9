//! How an execution is stopped in the middle: by a person, or when its time is over. What runs is dropped, not asked.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// Why it was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// A person asked for it.
    Canceled,
    /// It took longer than this many milliseconds.
    TimedOut(u64),
}

/// Tells when to stop.
#[derive(Clone)]
pub(crate) struct Stop {
    canceled: watch::Receiver<bool>,
    deadline: Option<(Instant, u64)>,
}

impl Stop {
    pub(crate) fn new(canceled: watch::Receiver<bool>) -> Self {
        Self {
            canceled,
            deadline: None,
        }
    }

    /// The time begins to count.
    pub(crate) fn begin(&mut self, most_ms: Option<u64>) {
        self.deadline = most_ms.and_then(|ms| {
            let end = Instant::now().checked_add(Duration::from_millis(ms))?;
            Some((end, ms))
        });
    }

    /// Whether to stop now.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if *self.canceled.borrow() {
            return Err(Stopped::Canceled);
        }
        match self.deadline {
            Some((end, ms)) if Instant::now() >= end => Err(Stopped::TimedOut(ms)),
            _ => Ok(()),
        }
    }

    /// Does something unless it has to stop before it is done.
    pub(crate) async fn guard<T>(mut self, doing: impl Future<Output = T>) -> Result<T, Stopped> {
        tokio::select! {
            biased;
            done = doing => Ok(done),
            stopped = self.wait() => Err(stopped),
        }
    }

    async fn wait(&mut self) -> Stopped {
        let deadline = self.deadline;
        let canceled = async {
            if self.canceled.wait_for(|canceled| *canceled).await.is_err() {
                // Nobody is left who could cancel it.
                std::future::pending::<()>().await;
            }
        };
        match deadline {
            None => canceled.await,
            Some((end, ms)) => {
                if timeout_at(end, canceled).await.is_err() {
                    return Stopped::TimedOut(ms);
                }
            }
        }
        Stopped::Canceled
    }
}

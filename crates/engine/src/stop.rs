//! How an execution is stopped in the middle: by a person, or when its time is over. What runs is dropped, not asked.
//! Or it is left: when the program ends, the step that runs may end, and what comes after it is for the next start.
//!
//! Time that an execution spends waiting for a date or an answer does not count.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

/// How often the time is looked at while an execution waits.
const GLANCE: Duration = Duration::from_secs(1);

/// What is asked of an execution from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Asked {
    /// To run to its end.
    #[default]
    Nothing,
    /// To begin no further step.
    Leave,
    /// To stop where it is.
    Cancel,
}

/// Why it was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// The program ends.
    Left,
    /// A person asked for it.
    Canceled,
    /// It took longer than this many milliseconds.
    TimedOut(u64),
}

/// Tells when to stop.
#[derive(Clone)]
pub(crate) struct Stop {
    asked: watch::Receiver<Asked>,
    budget: Option<Budget>,
    pause: Pause,
}

/// How long an execution may take.
#[derive(Clone, Copy)]
struct Budget {
    begun: Instant,
    ms: u64,
}

/// The time an execution has spent waiting.
#[derive(Clone, Default)]
pub(crate) struct Pause(Arc<Mutex<Paused>>);

#[derive(Default)]
struct Paused {
    total: Duration,
    since: Option<Instant>,
}

impl Pause {
    /// It waits from now on.
    pub(crate) fn begin(&self) {
        self.0.lock().since = Some(Instant::now());
    }

    /// It goes on.
    pub(crate) fn end(&self) {
        let mut paused = self.0.lock();
        if let Some(since) = paused.since.take() {
            paused.total += since.elapsed();
        }
    }

    fn waits(&self) -> bool {
        self.0.lock().since.is_some()
    }

    fn so_far(&self) -> Duration {
        let paused = self.0.lock();
        let now = paused.since.map(|since| since.elapsed());
        paused.total + now.unwrap_or_default()
    }
}

impl Stop {
    pub(crate) fn new(asked: watch::Receiver<Asked>, pause: Pause) -> Self {
        Self {
            asked,
            budget: None,
            pause,
        }
    }

    /// The time begins to count.
    pub(crate) fn begin(&mut self, most_ms: Option<u64>) {
        let begun = Instant::now();
        self.budget = most_ms.map(|ms| Budget { begun, ms });
    }

    /// Whether to stop now.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        match *self.asked.borrow() {
            Asked::Nothing => {}
            Asked::Leave => return Err(Stopped::Left),
            Asked::Cancel => return Err(Stopped::Canceled),
        }
        match self.budget {
            Some(budget) if self.left(budget).is_zero() => Err(Stopped::TimedOut(budget.ms)),
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

    fn left(&self, budget: Budget) -> Duration {
        let taken = budget.begun.elapsed().saturating_sub(self.pause.so_far());
        Duration::from_millis(budget.ms).saturating_sub(taken)
    }

    async fn wait(&mut self) -> Stopped {
        let Some(budget) = self.budget else {
            self.canceled().await;
            return Stopped::Canceled;
        };
        loop {
            let mut left = self.left(budget);
            if left.is_zero() {
                return Stopped::TimedOut(budget.ms);
            }
            if self.pause.waits() {
                left = left.max(GLANCE);
            }
            if timeout(left, self.canceled()).await.is_ok() {
                return Stopped::Canceled;
            }
        }
    }

    async fn canceled(&mut self) {
        let canceled = |asked: &Asked| *asked == Asked::Cancel;
        if self.asked.wait_for(canceled).await.is_err() {
            // Nobody is left who could cancel it.
            std::future::pending::<()>().await;
        }
    }
}

//! What waits for the writer. Who hands in an append for which nobody waits does not wake it: a wake-up each step would
//! cost more than the step.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::Instant;

use super::Order;

/// How long appends for which nobody waits are held back for company. Nobody is kept waiting by it.
const RIDE: Duration = Duration::from_millis(25);

/// So many appends are put into rows while they wait for company, so that the end of an execution has few left.
const PART: usize = 32;

/// Appends that wait for the writer: who is faster than the disk is slowed down, not kept in memory.
const MOST: usize = 1024;

/// The writer's end.
#[derive(Debug)]
pub(super) struct Queue(Arc<Shared>);

/// The end of those who append; the writer ends when nobody holds one any more.
#[derive(Clone, Debug)]
pub(super) struct Sender(Arc<Door>);

/// Closes the queue when the last sender is gone.
#[derive(Debug)]
struct Door(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// Rung when something came to an empty queue, and when there is a reason to write now.
    bell: Notify,
    /// Nothing can come any more.
    closed: AtomicBool,
    space: Semaphore,
}

/// What the writer takes at once.
#[derive(Default)]
pub(super) struct Waiting {
    pub orders: Vec<Order>,
    /// There is a reason to commit them; else more may come first.
    pub is_last: bool,
    /// Who is to be told when everything before it is written; nothing is written after it.
    pub closing: Vec<oneshot::Sender<()>>,
    /// Somebody waits for the writing.
    hurry: bool,
}

impl std::fmt::Debug for Waiting {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} appends", self.orders.len())
    }
}

/// Nobody writes any more.
#[derive(Debug)]
pub(super) struct Closed;

/// A queue.
pub(super) fn queue() -> (Sender, Queue) {
    let shared = Arc::new(Shared {
        waiting: Mutex::default(),
        bell: Notify::new(),
        closed: AtomicBool::new(false),
        space: Semaphore::new(MOST),
    });
    (Sender(Arc::new(Door(shared.clone()))), Queue(shared))
}

impl Sender {
    /// Hands in an append, as soon as there is space.
    pub async fn send(&self, order: Order) -> Result<(), Closed> {
        let shared = &self.0.0;
        let space = shared.space.acquire().await.map_err(|_| Closed)?;
        // Given back with what the writer takes.
        space.forget();
        let mut waiting = shared.waiting.lock();
        // Looked at under the lock: who closes the queue empties it after that.
        if shared.space.is_closed() {
            return Err(Closed);
        }
        waiting.hurry |= order.answer.is_some();
        waiting.orders.push(order);
        let count = waiting.orders.len();
        if waiting.hurry || count == 1 || count >= PART {
            shared.bell.notify_one();
        }
        Ok(())
    }

    /// Asks the writer to write what is there and to end; says whether there was one.
    pub fn close(&self, done: oneshot::Sender<()>) -> bool {
        let shared = &self.0.0;
        let mut waiting = shared.waiting.lock();
        if shared.space.is_closed() {
            return false;
        }
        waiting.closing.push(done);
        waiting.hurry = true;
        shared.bell.notify_one();
        true
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.0.closed.store(true, Ordering::Release);
        self.0.bell.notify_one();
    }
}

impl Queue {
    /// Until when the next commit can wait for company, as soon as there is something for it; nothing when nothing can come
    /// any more.
    pub async fn first(&self) -> Option<Instant> {
        let shared = &self.0;
        while shared.waiting.lock().is_empty() {
            if shared.is_closed() {
                return None;
            }
            shared.bell.notified().await;
        }
        Some(Instant::now() + RIDE)
    }

    /// What waits, once that is enough for a part, somebody waits for it, or the time has come.
    pub async fn take(&self, until: Instant) -> Waiting {
        let shared = &self.0;
        let enough = async {
            while !shared.is_enough() {
                shared.bell.notified().await;
            }
        };
        // What is enough already is so after the time has come too.
        let in_time = tokio::time::timeout_at(until, enough).await.is_ok();
        let is_late = !in_time || Instant::now() >= until;
        let mut taken = std::mem::take(&mut *shared.waiting.lock());
        shared.space.add_permits(taken.orders.len());
        taken.is_last = taken.hurry || is_late || shared.is_closed();
        taken
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        // Who waits for space, and who comes later, is told; who waits for an answer gets none.
        self.0.space.close();
        drop(std::mem::take(&mut *self.0.waiting.lock()));
    }
}

impl Shared {
    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    fn is_enough(&self) -> bool {
        let waiting = self.waiting.lock();
        waiting.hurry || waiting.orders.len() >= PART || self.is_closed()
    }
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.orders.is_empty() && self.closing.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use model::ExecutionStatus;

    use super::super::{About, Entry};
    use super::*;

    fn order(seq: i64) -> Order {
        Order {
            about: Arc::new(About {
                execution: "e".into(),
                broken: Mutex::default(),
                standing: Mutex::default(),
            }),
            seq,
            entry: Entry::Status(ExecutionStatus::Running, None),
            answer: None,
        }
    }

    #[tokio::test]
    async fn who_never_stops_does_not_keep_the_commit_away() {
        let (sender, queue) = queue();
        for seq in 0..2 * PART as i64 {
            sender.send(order(seq)).await.unwrap();
        }
        let first = queue.take(Instant::now() + RIDE).await;
        assert_eq!((first.orders.len(), first.is_last), (2 * PART, false));
        for seq in 0..2 * PART as i64 {
            sender.send(order(seq)).await.unwrap();
        }
        assert!(queue.take(Instant::now()).await.is_last);
    }
}

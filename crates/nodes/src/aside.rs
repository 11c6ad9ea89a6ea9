//! Work that keeps a processor busy: unpacking, decoding, interpreting. It is done beside the threads that executions
//! run on, so that a cancel, a clock and other executions are not held up by it, and only so much of it at once.
//!
//! What was begun runs to its end even when nobody waits for it any more: it keeps its place until then.

use std::sync::LazyLock;

use sdk::{Error, Result};
use tokio::sync::Semaphore;

/// How much is done at once: as much as there are processors.
static PLACES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));

#[cfg(test)]
thread_local! {
    /// How often this thread has put work aside.
    pub(crate) static COUNT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Does work beside the executions' threads.
///
/// # Errors
/// That of the work; or that it broke off, where it panicked.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    #[cfg(test)]
    COUNT.set(COUNT.get() + 1);
    let broke_off = |why: String| Error::new("bug", format!("The work broke off: {why}."));
    let place = PLACES
        .acquire()
        .await
        .map_err(|e| broke_off(e.to_string()))?;
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    done.await.map_err(|e| broke_off(e.to_string()))?
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;
    use std::time::Duration;

    use super::{PLACES, aside};

    const LONG: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn others_go_on_meanwhile() {
        let (sender, receiver) = mpsc::channel();
        let waits = aside(move || Ok(receiver.recv_timeout(LONG).is_ok()));
        let goes_on = async { sender.send(()).is_ok() };
        let (told, sent) = tokio::join!(waits, goes_on);
        assert!(told.unwrap() && sent);
    }

    #[tokio::test]
    async fn only_so_much_is_done_at_once() {
        let most = PLACES.available_permits();
        let (now, peak) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let one = |_| {
            let (now, peak) = (now.clone(), peak.clone());
            aside(move || {
                peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::yield_now();
                now.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            })
        };
        let all = futures::future::join_all((0..most * 20).map(one)).await;
        assert!(all.iter().all(Result::is_ok));
        let peak = peak.load(Ordering::SeqCst);
        assert!((1..=most).contains(&peak), "{peak} of {most}");
    }

    #[tokio::test]
    async fn what_panics_is_an_error() {
        let done = aside(|| -> sdk::Result<()> { panic!("on purpose") }).await;
        assert_eq!(done.unwrap_err().code.as_str(), "bug");
    }
}

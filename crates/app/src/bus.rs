//! What is told unasked: one numbered stream that any number of windows read at their own pace.
//!
//! The last few thousand events are kept, so that a window whose connection broke goes on where it was; one that was away
//! for longer is told [`EventKind::Missed`] and reads everything again.

use std::collections::VecDeque;
use std::sync::Arc;

use api::{Event, EventKind};
use parking_lot::Mutex;
use tokio::sync::watch;

/// What windows are asked about: rows that are missing, and changes that were lost.
pub(crate) const MISSING: &str = "missing";
pub(crate) const LOST: &str = "lost";

/// How many events are kept.
const KEPT: usize = 4_096;

/// The stream. Cloning it gives another hold of the same one.
#[derive(Clone)]
pub struct Bus(Arc<Inner>);

struct Inner {
    kept: Mutex<VecDeque<Arc<Event>>>,
    /// What waits for the first window; none once there was one.
    waiting: Mutex<Option<Vec<EventKind>>>,
    /// What a person has to decide, and about what: each window is asked, as long as nobody did.
    asked: Mutex<Vec<(&'static str, EventKind)>>,
    /// Number of the newest event.
    newest: watch::Sender<u64>,
}

impl Default for Bus {
    fn default() -> Self {
        Self(Arc::new(Inner {
            kept: Mutex::default(),
            waiting: Mutex::new(Some(Vec::new())),
            asked: Mutex::default(),
            newest: watch::Sender::new(0),
        }))
    }
}

impl Bus {
    /// Tells everyone.
    pub fn tell(&self, what: EventKind) {
        let mut kept = self.0.kept.lock();
        let sequence = *self.0.newest.borrow() + 1;
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(Arc::new(Event { sequence, what }));
        self.0.newest.send_replace(sequence);
    }

    /// Number of the newest event, 0 before the first.
    pub fn newest(&self) -> u64 {
        *self.0.newest.borrow()
    }

    /// The events after a number.
    pub fn after(&self, number: u64) -> Follower {
        Follower {
            bus: self.clone(),
            changes: self.0.newest.subscribe(),
            seen: number,
        }
    }

    /// Tells everyone, once a first window is there: who starts Millrace with something in hand is told of it by the
    /// window, not by a stream that nobody hears yet.
    pub fn tell_window(&self, what: EventKind) {
        let mut waiting = self.0.waiting.lock();
        match &mut *waiting {
            Some(waiting) => waiting.push(what),
            None => self.tell(what),
        }
    }

    /// A window is there: it is told what waited for it.
    pub(crate) fn window_opened(&self) {
        let waiting = self.0.waiting.lock().take();
        for what in waiting.into_iter().flatten() {
            self.tell(what);
        }
        let asked = self.0.asked.lock().clone();
        asked.into_iter().for_each(|(_, what)| self.tell(what));
    }

    /// Asks every window that is there, and each that opens, until it is [`answered`](Self::answered). What was asked about
    /// the same before is not asked any more.
    pub(crate) fn ask(&self, about: &'static str, what: EventKind) {
        self.answered(about);
        self.0.asked.lock().push((about, what.clone()));
        if self.0.waiting.lock().is_none() {
            self.tell(what);
        }
    }

    /// There is nothing to decide any more.
    pub(crate) fn answered(&self, about: &str) {
        self.0.asked.lock().retain(|(other, _)| *other != about);
    }

    /// The kept events after `seen`; what is gone, or never was, is said by one event.
    pub(crate) fn since(&self, seen: u64) -> Vec<Arc<Event>> {
        let kept = self.0.kept.lock();
        let newest = *self.0.newest.borrow();
        let oldest = kept.front().map_or(newest + 1, |event| event.sequence);
        if seen > newest || seen + 1 < oldest {
            return vec![Arc::new(Event {
                sequence: newest,
                what: EventKind::Missed,
            })];
        }
        let skip = usize::try_from(seen + 1 - oldest).unwrap_or(usize::MAX);
        kept.iter().skip(skip).cloned().collect()
    }
}

/// One reader of the stream.
pub struct Follower {
    bus: Bus,
    changes: watch::Receiver<u64>,
    seen: u64,
}

impl Follower {
    /// The next events, at least one; waits for them. None when Millrace closes.
    pub async fn next(&mut self) -> Option<Vec<Arc<Event>>> {
        loop {
            self.changes.mark_unchanged();
            let events = self.bus.since(self.seen);
            if let Some(last) = events.last() {
                self.seen = last.sequence;
                return Some(events);
            }
            self.changes.changed().await.ok()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bus, KEPT, MISSING};
    use api::EventKind;

    async fn numbers(bus: &Bus, after: u64) -> Vec<(u64, bool)> {
        let events = bus.after(after).next().await.unwrap_or_default();
        let one =
            |event: &std::sync::Arc<api::Event>| (event.sequence, event.what == EventKind::Missed);
        events.iter().map(one).collect()
    }

    #[tokio::test]
    async fn a_reader_goes_on_where_it_was() {
        let bus = Bus::default();
        for _ in 0..3 {
            bus.tell(EventKind::RunsChanged);
        }
        assert_eq!(numbers(&bus, 0).await, [(1, false), (2, false), (3, false)]);
        assert_eq!(numbers(&bus, 2).await, [(3, false)]);
        let mut late = bus.after(3);
        let told = bus.clone();
        let (read, ()) = tokio::join!(
            late.next(),
            async move { told.tell(EventKind::RunsChanged) }
        );
        assert_eq!(read.map(|events| events[0].sequence), Some(4));
    }

    #[tokio::test]
    async fn what_a_window_is_to_be_told_waits_for_it() {
        let bus = Bus::default();
        bus.tell_window(EventKind::RunsChanged);
        assert_eq!(bus.newest(), 0);
        bus.window_opened();
        assert_eq!(numbers(&bus, 0).await, [(1, false)]);
        bus.tell_window(EventKind::RunsChanged);
        assert_eq!(bus.newest(), 2);
    }

    #[tokio::test]
    async fn every_window_is_asked_until_somebody_answered() {
        let bus = Bus::default();
        bus.ask(MISSING, EventKind::RunsChanged);
        assert_eq!(bus.newest(), 0);
        bus.window_opened();
        bus.window_opened();
        assert_eq!(bus.newest(), 2);
        bus.ask(MISSING, EventKind::RunsChanged);
        assert_eq!(bus.newest(), 3);
        bus.answered(MISSING);
        bus.window_opened();
        assert_eq!(bus.newest(), 3);
    }

    #[tokio::test]
    async fn who_was_away_too_long_or_saw_another_start_is_told() {
        let bus = Bus::default();
        for _ in 0..KEPT + 10 {
            bus.tell(EventKind::RunsChanged);
        }
        let newest = bus.newest();
        assert_eq!(numbers(&bus, 3).await, [(newest, true)]);
        assert_eq!(numbers(&bus, newest + 7).await, [(newest, true)]);
        assert_eq!(numbers(&bus, 10).await.len(), KEPT);
    }
}

//! What Millrace tells unasked: one stream, taken up again after the last event that was seen.

mod socket;
mod window;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use api::{Event, EventKind};
use leptos::prelude::*;

/// How well Millrace is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not yet.
    #[default]
    Connecting,
    /// Everything is heard.
    Open,
    /// Lost; it is tried again by itself.
    Lost,
}

type Handler = Rc<dyn Fn(&Event)>;

thread_local! {
    static HANDLERS: RefCell<Vec<(u64, Handler)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
    static SEEN: Cell<u64> = const { Cell::new(0) };
    static STATE: ArcRwSignal<Connection> = ArcRwSignal::new(Connection::Connecting);
}

/// Calls back for every event until the component that asked is gone.
pub fn on(handler: impl Fn(&Event) + 'static) {
    let id = NEXT.replace(NEXT.get() + 1);
    HANDLERS.with_borrow_mut(|all| all.push((id, Rc::new(handler))));
    on_cleanup(move || {
        HANDLERS.with_borrow_mut(|all| all.retain(|(other, _)| *other != id));
    });
}

/// How well Millrace is heard.
pub fn connection() -> ArcReadSignal<Connection> {
    STATE.with(ArcRwSignal::read_only)
}

/// Begins to listen after an event.
pub(crate) fn listen(after: u64) {
    SEEN.set(after);
    if crate::rpc::in_window() {
        window::listen();
    } else {
        socket::listen();
    }
}

/// Number of the last event that was seen.
fn seen() -> u64 {
    SEEN.get()
}

fn set_state(state: Connection) {
    STATE.with(|signal| {
        if signal.get_untracked() != state {
            signal.set(state);
        }
    });
}

/// Reads an event and tells everyone.
fn take(text: &str) {
    match serde_json::from_str::<Event>(text) {
        Ok(event) => take_new(&event),
        Err(error) => leptos::logging::warn!("an event was not understood: {error}"),
    }
}

/// Tells everyone of an event that was not seen yet.
fn take_new(event: &Event) {
    if event.sequence > seen() || is_missed(event) {
        tell(event);
    }
}

/// A stream that begins anew counts anew.
fn is_missed(event: &Event) -> bool {
    matches!(event.what, EventKind::Missed)
}

fn tell(event: &Event) {
    let seen = SEEN.replace(event.sequence);
    let gap = event.sequence > seen + 1 && !is_missed(event);
    if gap {
        // Something between the last event and this one was lost: whoever counts on the stream reads again.
        send(&Event {
            sequence: event.sequence,
            what: EventKind::Missed,
        });
    }
    send(event);
}

fn send(event: &Event) {
    // A handler may come or go while one is called.
    let all = HANDLERS.with_borrow(|all| all.clone());
    for (_, handler) in all {
        handler(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_told_before_what_came_after_it() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let owner = Owner::new();
        owner.with(|| {
            let heard = Rc::clone(&heard);
            on(move |event| heard.borrow_mut().push(event.what.clone()));
        });
        SEEN.set(3);
        for sequence in [4, 7] {
            tell(&Event {
                sequence,
                what: RunsChanged,
            });
        }
        use EventKind::{Missed, RunsChanged};
        assert_eq!(*heard.borrow(), [RunsChanged, Missed, RunsChanged]);
        owner.cleanup();
        tell(&Event {
            sequence: 8,
            what: RunsChanged,
        });
        assert_eq!(heard.borrow().len(), 3);
    }
}

//! Whether a button of the pointer is pressed, for what must not move away from under it.

use std::cell::RefCell;

use leptos::prelude::*;

type Waiting = Vec<Box<dyn FnOnce()>>;

thread_local! {
    /// What waits for the pointer to be up; none while it is.
    static PRESSED: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Begins to look after the pointer, as long as the page is there.
pub(crate) fn follow() {
    let down = window_event_listener_untyped("pointerdown", |_| {
        PRESSED.with_borrow_mut(|pressed| {
            pressed.get_or_insert_default();
        });
    });
    let up = ["pointerup", "pointercancel", "dragend"]
        .map(|name| window_event_listener_untyped(name, |_| release()));
    // What is pressed stays so for longer than any component.
    std::mem::forget((down, up));
}

/// Does something once no button of the pointer is pressed, after the click that this may be.
pub fn when_up(work: impl FnOnce() + 'static) {
    let work: Box<dyn FnOnce()> = Box::new(work);
    let now = PRESSED.with_borrow_mut(|pressed| match pressed {
        Some(waiting) => {
            waiting.push(work);
            None
        }
        None => Some(work),
    });
    if let Some(work) = now {
        work();
    }
}

fn release() {
    let waiting = PRESSED.take().unwrap_or_default();
    if !waiting.is_empty() {
        set_timeout(
            move || waiting.into_iter().for_each(|work| work()),
            std::time::Duration::ZERO,
        );
    }
}

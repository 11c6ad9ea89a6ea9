//! Which part of the page has the keyboard: the page itself, or the dialog on top of it.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

/// A part of the page that has the keyboard for itself while it is open; 0 is the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layer(u64);

thread_local! {
    static OPEN: RefCell<Vec<Layer>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(1) };
}

/// Opens a layer for the component that asks and all that is in it, until it is gone.
pub fn open_layer() -> Layer {
    let layer = Layer(NEXT.replace(NEXT.get() + 1));
    OPEN.with_borrow_mut(|open| open.push(layer));
    super::REVISION.with(ArcTrigger::notify);
    provide_context(layer);
    on_cleanup(move || {
        OPEN.with_borrow_mut(|open| open.retain(|other| *other != layer));
        super::REVISION.with(ArcTrigger::notify);
    });
    layer
}

pub(super) fn top() -> Layer {
    OPEN.with_borrow(|open| open.last().copied().unwrap_or_default())
}

/// The layer under the top one.
pub(super) fn behind() -> Layer {
    OPEN.with_borrow(|open| {
        let below = open.len().checked_sub(2).and_then(|index| open.get(index));
        below.copied().unwrap_or_default()
    })
}

pub(super) fn of_owner() -> Layer {
    use_context().unwrap_or_default()
}

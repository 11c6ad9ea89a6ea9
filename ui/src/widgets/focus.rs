//! Where the focus goes when what had it is gone, or cannot have it for a while: never to nowhere, where the next key does
//! nothing and a screen reader begins at the top.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

thread_local! {
    /// A button that could not have the focus, because what it does was under way.
    static WAITS: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Whether nothing on the page has the focus.
pub(crate) fn is_nowhere() -> bool {
    document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY")
}

/// Gives the focus to an element; to the screen where the element is gone, and later where it is still busy.
pub(crate) fn give(element: HtmlElement) {
    let _ = element.focus();
    if !is_nowhere() {
        return;
    }
    match element.is_connected() {
        true => WAITS.set(Some(element)),
        false => to_screen(),
    }
}

/// A button is busy now: it gets the focus back, if it has it.
pub(super) fn pause(button: &HtmlElement) {
    let active = document().active_element();
    if active.is_some_and(|active| active.is_same_node(Some(button))) {
        WAITS.set(Some(button.clone()));
    }
}

/// A button can be pressed again: it has the focus back, unless the person went on elsewhere.
pub(super) fn resume(button: &HtmlElement) {
    let own = WAITS.with_borrow(|waits| {
        let waits = waits.as_ref();
        waits.is_some_and(|waits| waits.is_same_node(Some(button)))
    });
    if own {
        WAITS.set(None);
        if is_nowhere() {
            let _ = button.focus();
        }
    }
}

/// Once the page is drawn: the focus goes to the screen, where it is nowhere.
pub(crate) fn to_screen_soon() {
    // A dialog that closes gives the focus back with the first frame.
    request_animation_frame(|| {
        request_animation_frame(|| {
            if is_nowhere() {
                to_screen();
            }
        });
    });
}

/// What is deleted takes its row with it, and with the row what had the focus: the focus goes to the screen before.
pub(crate) fn leave_row() {
    request_animation_frame(|| request_animation_frame(to_screen));
}

fn to_screen() {
    let found = document()
        .query_selector("dialog[open], main")
        .ok()
        .flatten();
    if let Some(main) = found.and_then(|main: Element| main.dyn_into::<HtmlElement>().ok()) {
        main.set_tab_index(-1);
        let how = web_sys::FocusOptions::new();
        how.set_prevent_scroll(true);
        let _ = main.focus_with_options(&how);
    }
}

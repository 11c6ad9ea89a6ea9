//! A step that is dragged from the list onto the canvas.

use std::cell::RefCell;
use std::rc::Rc;

use canvas::DropTarget;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::editor::gesture::{Place, fits};
use crate::editor::search::Entry;
use crate::editor::state::Editor;

/// A press becomes a drag after so many pixels.
const FAR: f64 = 5.0;

/// A press on an entry: it may become a drag.
pub fn begin(editor: Editor, entry: &Entry, event: &ev::PointerEvent) {
    if event.button() != 0 || !editor.is_editable_now() || editor.outline.get_untracked() {
        return;
    }
    let start = place_of(event);
    let row = event
        .current_target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(row) = row else { return };
    let carried: Rc<RefCell<Option<HtmlElement>>> = Rc::default();
    let held = Rc::clone(&carried);
    let kind = entry.kind.clone();
    let moved = window_event_listener(ev::pointermove, move |event| {
        let at = place_of(&event);
        let mut held = held.borrow_mut();
        if held.is_none() && far(start, at) {
            *held = picture(&row);
        }
        if let Some(picture) = &*held {
            stand(picture, at);
            editor.board.with_value(|board| board.hint_drop(Some(at)));
        }
    });
    let handles: Rc<RefCell<Vec<WindowListenerHandle>>> = Rc::default();
    let listening = Rc::clone(&handles);
    let drop_it = move |at: Option<[f64; 2]>| {
        for handle in listening.take() {
            handle.remove();
        }
        let picture = carried.take();
        editor.board.with_value(|board| board.hint_drop(None));
        if let Some(picture) = picture {
            picture.remove();
            if let Some(at) = at {
                land(editor, &kind, at);
            }
        }
    };
    let drop_here = drop_it.clone();
    let up = window_event_listener(ev::pointerup, move |event| {
        drop_here(Some(place_of(&event)))
    });
    let cancel = window_event_listener(ev::pointercancel, move |_| drop_it(None));
    handles.replace(vec![moved, up, cancel]);
    event.prevent_default();
}

fn place_of(event: &ev::PointerEvent) -> [f64; 2] {
    [f64::from(event.client_x()), f64::from(event.client_y())]
}

fn far(from: [f64; 2], to: [f64; 2]) -> bool {
    (from[0] - to[0]).hypot(from[1] - to[1]) > FAR
}

/// What follows the pointer.
fn picture(row: &HtmlElement) -> Option<HtmlElement> {
    let copy = row
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into::<HtmlElement>()
        .ok()?;
    copy.set_id("");
    copy.set_class_name("step-row step-carried");
    copy.set_attribute("aria-hidden", "true").ok()?;
    document().body()?.append_child(&copy).ok()?;
    Some(copy)
}

fn stand(picture: &HtmlElement, [x, y]: [f64; 2]) {
    let style = picture.style();
    style.set_property("left", &format!("{}px", x + 8.0)).ok();
    style.set_property("top", &format!("{}px", y + 8.0)).ok();
}

fn land(editor: Editor, kind: &str, at: [f64; 2]) {
    let target = editor.board.with_value(|board| board.drop_target(at));
    let place = match target {
        Some(DropTarget::Empty(at)) => Place::At(at),
        Some(DropTarget::Edge(edge, at)) => {
            let wire = Place::Wire(edge);
            match fits(&editor.specs(), kind, &wire) {
                true => wire,
                false => Place::At(at),
            }
        }
        None => return,
    };
    crate::editor::add::add(editor, kind, &place);
}

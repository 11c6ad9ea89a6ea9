//! Everything a person can do by key: one list, from which the palette, the menus, the list of keys and the keyboard
//! come.
//!
//! A screen says what an action does while it is shown ([`on`]); the keyboard, a menu or the palette runs it ([`run`]).
//! While a dialog is open only what the dialog registered is run.

mod chord;
mod layer;
mod list;

pub use chord::{Chord, platform_is_mac};
pub use layer::{Layer, open_layer};
pub use list::{Action, Group};

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::text::track;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

#[derive(Clone)]
struct Handler {
    id: u64,
    layer: Layer,
    action: Action,
    enabled: Rc<dyn Fn() -> bool>,
    run: Rc<dyn Fn()>,
}

thread_local! {
    static HANDLERS: RefCell<Vec<Handler>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
    /// Tells views that the handlers are others now.
    static REVISION: ArcTrigger = ArcTrigger::new();
}

/// Says what an action does, until the component that said so is gone. The last who said so is asked first.
pub fn on(action: Action, run: impl Fn() + 'static) {
    on_if(action, || true, run);
}

/// The same, but only while something holds; else the action is grey in menus and the one before is asked.
pub fn on_if(action: Action, enabled: impl Fn() -> bool + 'static, run: impl Fn() + 'static) {
    let id = NEXT.replace(NEXT.get() + 1);
    let handler = Handler {
        id,
        layer: layer::of_owner(),
        action,
        enabled: Rc::new(enabled),
        run: Rc::new(run),
    };
    HANDLERS.with_borrow_mut(|all| all.push(handler));
    REVISION.with(ArcTrigger::notify);
    on_cleanup(move || {
        HANDLERS.with_borrow_mut(|all| all.retain(|known| known.id != id));
        REVISION.with(ArcTrigger::notify);
    });
}

/// Does an action; whether anyone did.
pub fn run(action: Action) -> bool {
    let Some(handler) = untrack(|| find(action)) else {
        return false;
    };
    (handler.run)();
    true
}

/// Whether an action can be done now; follows by itself in a view.
pub fn available(action: Action) -> bool {
    REVISION.with(track);
    find(action).is_some()
}

/// Whether an action can be done once what is on top is closed: for the palette, which lies over the page.
pub fn available_behind(action: Action) -> bool {
    REVISION.with(track);
    find_in(layer::behind(), action).is_some()
}

fn find(action: Action) -> Option<Handler> {
    find_in(layer::top(), action)
}

fn find_in(layer: Layer, action: Action) -> Option<Handler> {
    let of_action: Vec<Handler> = HANDLERS.with_borrow(|all| {
        all.iter()
            .rev()
            .filter(|known| known.action == action && known.layer == layer)
            .cloned()
            .collect()
    });
    // Every one is asked, so that a view follows all of them.
    of_action.into_iter().find(|known| (known.enabled)())
}

/// The keys of an action, the person's own or the usual ones; follows by itself in a view.
pub fn keys(action: Action) -> Vec<Chord> {
    let settings = crate::session::settings();
    track(&settings);
    settings.with_untracked(|settings| bound(action, settings))
}

/// The keys of an action as they are written beside it: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`; empty where it has none.
pub fn keys_text(action: Action) -> String {
    keys(action).first().map(Chord::shown).unwrap_or_default()
}

/// The action that has keys already, if it is not this one.
pub fn taken_by(chord: &Chord, but: Action) -> Option<Action> {
    Action::ALL
        .iter()
        .copied()
        .find(|action| *action != but && keys(*action).contains(chord))
}

fn bound(action: Action, settings: &api::UserSettings) -> Vec<Chord> {
    let text = settings.keys.get(action.id());
    Chord::read_all(text.map_or(action.usual_keys(), String::as_str))
}

/// Begins to listen to the keyboard.
pub(crate) fn follow_keyboard() {
    // As long as the page is there.
    let _listening = window_event_listener(leptos::ev::keydown, |event| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        if press(&event) {
            event.prevent_default();
        }
    });
}

/// Does what pressed keys stand for; whether they stand for something that can be done now.
pub fn press(event: &KeyboardEvent) -> bool {
    let chord = Chord::of(event);
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    let settings = crate::session::settings();
    let of_chord = settings.with_untracked(|settings| {
        Action::ALL
            .iter()
            .copied()
            .find(|action| bound(*action, settings).contains(&chord))
    });
    let Some(action) = of_chord else {
        return false;
    };
    may_run(action, &chord, target.as_ref()) && run(action)
}

/// Keys that a control has a use for itself stay with it.
fn may_run(action: Action, chord: &Chord, target: Option<&Element>) -> bool {
    let Some(target) = target else {
        return true;
    };
    if is_typing(target) {
        return action.works_while_typing();
    }
    !(chord.presses_controls() && is_control(target))
}

/// Whether a person writes in an element.
pub fn is_typing(element: &Element) -> bool {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        let kind = input.type_();
        return !matches!(
            kind.as_str(),
            "checkbox" | "radio" | "button" | "submit" | "range" | "color" | "file"
        );
    }
    matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
        || element
            .dyn_ref::<HtmlElement>()
            .is_some_and(HtmlElement::is_content_editable)
}

fn is_control(element: &Element) -> bool {
    const CONTROLS: &str = "button, a[href], input, summary, [role=button], [role=menuitem], [role=option], [role=tab], \
                            [role=treeitem], [role=switch], [role=slider], [role=separator]";
    let inside = element.closest(CONTROLS).ok().flatten();
    inside.is_some_and(|control| !control.has_attribute("data-keys-through"))
}

#[cfg(test)]
mod tests;

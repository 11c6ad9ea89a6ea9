//! Menus: one is open at a time, drawn by the page itself, so that any code can open one.

mod host;

pub(crate) use host::MenuHost;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::{ButtonLook, Corner, Icon};
use crate::action::{self, Action};

/// A line of a menu.
#[derive(Clone)]
pub enum MenuItem {
    /// Something to do.
    Do(MenuLine),
    /// A line between groups.
    Line,
    /// Words over a group.
    Title(String),
}

/// Something to do from a menu.
#[derive(Clone)]
pub struct MenuLine {
    label: String,
    icon: String,
    keys: String,
    danger: bool,
    disabled: bool,
    ticked: Option<bool>,
    id: String,
    run: Rc<dyn Fn()>,
}

impl MenuItem {
    /// A line that does something. `id` is for tests: `menu-{id}`.
    pub fn new(id: &str, icon: &str, label: impl Into<String>, run: impl Fn() + 'static) -> Self {
        Self::Do(MenuLine {
            label: label.into(),
            icon: icon.to_owned(),
            keys: String::new(),
            danger: false,
            disabled: false,
            ticked: None,
            id: id.to_owned(),
            run: Rc::new(run),
        })
    }

    /// An action with its name, icon and keys; grey while nobody does it.
    pub fn action(action: Action) -> Self {
        Self::of_action(action, move || {
            action::run(action);
        })
        .disabled(!untrack(|| action::available(action)))
    }

    /// An action's name, icon and keys, done to what the menu belongs to.
    pub fn of_action(action: Action, run: impl Fn() + 'static) -> Self {
        Self::new(action.id(), action.icon(), untrack(|| action.name()), run)
            .keys(untrack(|| action::keys_text(action)))
    }

    /// With keys behind its words.
    #[must_use]
    pub fn keys(self, keys: impl Into<String>) -> Self {
        self.with(|line| line.keys = keys.into())
    }

    /// For what deletes.
    #[must_use]
    pub fn danger(self) -> Self {
        self.with(|line| line.danger = true)
    }

    /// Grey where it cannot be done.
    #[must_use]
    pub fn disabled(self, disabled: bool) -> Self {
        self.with(|line| line.disabled = disabled)
    }

    /// One that is on or off.
    #[must_use]
    pub fn ticked(self, ticked: bool) -> Self {
        self.with(|line| line.ticked = Some(ticked))
    }

    fn with(mut self, change: impl FnOnce(&mut MenuLine)) -> Self {
        if let Self::Do(line) = &mut self {
            change(line);
        }
        self
    }
}

/// What a menu stands beside.
#[derive(Clone)]
enum Anchor {
    Point(f64, f64),
    Element(Element, Corner),
}

#[derive(Clone)]
struct Open {
    items: Vec<MenuItem>,
    label: String,
    anchor: Anchor,
    /// What gets the focus back.
    before: Option<Element>,
}

thread_local! {
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
    static CHANGED: ArcRwSignal<u64> = ArcRwSignal::new(0);
}

/// Opens a menu at a point of the window: a context menu.
pub fn open_menu_at(x: f64, y: f64, label: impl Into<String>, items: Vec<MenuItem>) {
    open(Anchor::Point(x, y), label.into(), items);
}

/// Opens a menu under an element.
pub fn open_menu_below(
    element: &Element,
    corner: Corner,
    label: impl Into<String>,
    items: Vec<MenuItem>,
) {
    open(
        Anchor::Element(element.clone(), corner),
        label.into(),
        items,
    );
}

fn open(anchor: Anchor, label: String, items: Vec<MenuItem>) {
    let before = document().active_element();
    OPEN.set(Some(Open {
        items,
        label,
        anchor,
        before,
    }));
    CHANGED.with(|changed| changed.update(|number| *number += 1));
}

fn close(give_back: bool) {
    let Some(open) = OPEN.take() else {
        return;
    };
    CHANGED.with(|changed| changed.update(|number| *number += 1));
    let before = open
        .before
        .and_then(|before| before.dyn_into::<web_sys::HtmlElement>().ok());
    if give_back && let Some(before) = before {
        let _ = before.focus();
    }
}

/// A button that opens a menu. The lines are made when it opens.
#[component]
pub fn MenuButton(
    /// Name of its icon.
    #[prop(into)]
    icon: TextProp,
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// Whether its name stands on it.
    #[prop(optional)]
    wordy: bool,
    /// How much it asks for attention, where its name stands on it.
    #[prop(optional)]
    look: ButtonLook,
    /// Which of its edges the menu keeps to.
    #[prop(optional)]
    corner: Corner,
    /// Makes the lines.
    items: impl Fn() -> Vec<MenuItem> + 'static,
) -> impl IntoView {
    let (name, title, words) = (label.clone(), label.clone(), label.clone());
    let open_it = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        let button = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(button) = button {
            open_menu_below(&button, corner, label.get().into_owned(), items());
        }
    };
    view! {
        <button
            type="button"
            class=if wordy { look.class() } else { "icon-button" }
            aria-haspopup="menu"
            aria-label=move || (!wordy).then(|| name.get())
            title=move || (!wordy).then(|| title.get())
            on:click=open_it
        >
            <Icon name=icon/>
            {wordy.then(|| view! { <span>{move || words.get()}</span> <Icon name="chevron-down" size=14/> })}
        </button>
    }
}

//! An edge between two panels that can be dragged, or moved by arrows.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::{KeyboardEvent, PointerEvent};

/// How far an arrow moves it, in points.
const STEP: f64 = 16.0;

/// At which side of the edge the panel is whose size it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left of it.
    Left,
    /// Right of it.
    Right,
    /// Below it.
    Below,
}

impl Side {
    fn is_vertical(self) -> bool {
        self != Self::Below
    }

    /// By how much the panel grows when the pointer moves.
    fn growth(self, x: f64, y: f64) -> f64 {
        match self {
            Self::Left => x,
            Self::Right => -x,
            Self::Below => -y,
        }
    }
}

/// An edge that changes the size of the panel at its side. The size is the caller's, to be kept in the settings' layout
/// when `on_end` is called.
#[component]
pub fn Splitter(
    /// Which panel it changes.
    side: Side,
    /// The panel's size in points.
    size: RwSignal<f64>,
    /// Smallest and largest size.
    limits: (f64, f64),
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// Called with the size when it is let go.
    #[prop(into)]
    on_end: Callback<f64>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    // Where the pointer went down, and the size then.
    let held = StoredValue::new(None::<(f64, f64, f64)>);
    let set = move |wanted: f64| size.set(wanted.clamp(limits.0, limits.1));
    let take = move |event: PointerEvent| {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        held.set_value(Some((at.0, at.1, size.get_untracked())));
        if let Some(edge) = element.get_untracked() {
            let _ = edge.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
    };
    let drag = move |event: PointerEvent| {
        if let Some((x, y, before)) = held.get_value() {
            let moved = (
                f64::from(event.client_x()) - x,
                f64::from(event.client_y()) - y,
            );
            set(before + side.growth(moved.0, moved.1));
        }
    };
    let release = move |_: PointerEvent| {
        if held.get_value().is_some() {
            held.set_value(None);
            on_end.run(size.get_untracked());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let moved = match (event.key().as_str(), side.is_vertical()) {
            ("ArrowLeft", true) => side.growth(-STEP, 0.0),
            ("ArrowRight", true) => side.growth(STEP, 0.0),
            ("ArrowUp", false) => side.growth(0.0, -STEP),
            ("ArrowDown", false) => side.growth(0.0, STEP),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        set(size.get_untracked() + moved);
        on_end.run(size.get_untracked());
    };
    view! {
        <div
            class="splitter"
            class:splitter-flat=!side.is_vertical()
            role="separator"
            tabindex="0"
            node_ref=element
            aria-label=move || label.get()
            aria-orientation=if side.is_vertical() { "vertical" } else { "horizontal" }
            aria-valuemin=limits.0.to_string()
            aria-valuemax=limits.1.to_string()
            aria-valuenow=move || size.get().round().to_string()
            on:pointerdown=take
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=release
            on:keydown=on_key
        ></div>
    }
}

//! The list of steps that opens where a step is wanted: at a wire, at a port, at the pointer.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::list::StepList;
use crate::action::open_layer;
use crate::editor::gesture::Place;
use crate::editor::state::{Editor, Wanted};
use crate::text::t;
use crate::widgets::whenever_drawn;

/// Width and height it has room for, in pixels.
const SIZE: [f64; 2] = [316.0, 420.0];

/// The list, while a step is wanted.
#[component]
pub fn StepPopup(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    move || {
        let wanted = editor.wanted.get()?;
        Some(view! { <Open editor wanted/> })
    }
}

#[component]
fn Open(editor: Editor, wanted: Wanted) -> impl IntoView {
    open_layer();
    let element = NodeRef::<html::Div>::new();
    let field = NodeRef::<html::Input>::new();
    whenever_drawn(field, |field| {
        request_animation_frame(move || {
            field.focus().ok();
        });
    });
    let [left, top] = corner(wanted.at);
    let close = move |back: bool| {
        editor.wanted.set(None);
        if back {
            editor.focus_graph();
        }
    };
    let beside = window_event_listener(ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = element
            .get_untracked()
            .is_some_and(|part| part.contains(target.as_ref()));
        if !inside {
            close(false);
        }
    });
    on_cleanup(move || beside.remove());
    let place = wanted.place.clone();
    let pick = Callback::new(move |kind: String| {
        crate::editor::add::add(editor, &kind, &place);
    });
    let filter = match wanted.place {
        Place::Next | Place::At(_) => None,
        place => Some(place),
    };
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" | "Tab" => {
            event.prevent_default();
            event.stop_propagation();
            close(true);
        }
        _ => {}
    };
    view! {
        <div
            class="popover step-popup"
            role="dialog"
            aria-label=move || t("editor-palette")
            data-testid="step-popup"
            node_ref=element
            style:left=format!("{left}px")
            style:top=format!("{top}px")
            on:keydown=keys
        >
            <StepList editor place=filter on_pick=pick popped=true field/>
        </div>
    }
}

/// The corner where all of it is in the window.
fn corner([x, y]: [f64; 2]) -> [f64; 2] {
    let room = |length: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        length
            .ok()
            .and_then(|length| length.as_f64())
            .unwrap_or(800.0)
    };
    let (width, height) = (room(window().inner_width()), room(window().inner_height()));
    let inside = |at: f64, size: f64, room: f64| at.min(room - size - 8.0).max(8.0);
    [
        inside(x + 8.0, SIZE[0], width),
        inside(y - 40.0, SIZE[1], height),
    ]
}

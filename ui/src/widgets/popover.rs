//! A part that floats beside what opened it.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node};

use super::place::{Corner, put_beside};

/// Floats beside an element while it is open. Esc and a click elsewhere close it; Esc gives the focus back.
#[component]
pub fn Popover(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it stands beside, asked when it opens.
    #[prop(into)]
    anchor: Callback<(), Option<SendWrapper<Element>>>,
    /// Where.
    #[prop(optional)]
    corner: Corner,
    /// Its name for a screen reader.
    #[prop(into)]
    label: TextProp,
    /// Whether the focus goes into it.
    #[prop(default = true)]
    takes_focus: bool,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let draw = move || {
        let (label, children) = (label.clone(), children.clone());
        view! {
            <OpenPopover open anchor corner label takes_focus children/>
        }
    };
    view! { <Show when=move || open.get()>{draw.clone()}</Show> }
}

#[component]
fn OpenPopover(
    open: RwSignal<bool>,
    anchor: Callback<(), Option<SendWrapper<Element>>>,
    corner: Corner,
    label: TextProp,
    takes_focus: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let place = move || {
        // It may be gone before it is drawn.
        let part = element.try_get_untracked().flatten();
        if let (Some(part), Some(Some(anchor))) = (part, anchor.try_run(())) {
            put_beside(&part, &anchor, corner);
        }
    };
    Effect::new(move |_| {
        let Some(part) = element.get() else {
            return;
        };
        // Its size is known once it is drawn.
        request_animation_frame(move || {
            place();
            if takes_focus && let Some(first) = first_control(&part) {
                let _ = first.focus();
            }
        });
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| place());
    let beside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let inside = |part: &Node| part.contains(target.as_ref());
        let in_part = element.get_untracked().is_some_and(|part| inside(&part));
        let in_anchor = anchor.run(()).is_some_and(|anchor| inside(&anchor));
        if !in_part && !in_anchor {
            open.set(false);
        }
    });
    on_cleanup(move || {
        resized.remove();
        beside.remove();
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() != "Escape" {
            return;
        }
        event.stop_propagation();
        event.prevent_default();
        open.set(false);
        if let Some(anchor) = anchor.run(())
            && let Some(anchor) = anchor.dyn_ref::<HtmlElement>()
        {
            let _ = anchor.focus();
        }
    };
    view! {
        <div
            class="popover"
            role="dialog"
            node_ref=element
            aria-label=move || label.get()
            on:keydown=on_key
        >
            {children()}
        </div>
    }
}

fn first_control(part: &Element) -> Option<HtmlElement> {
    const CONTROLS: &str = "input, button, select, textarea, a[href], [tabindex='0']";
    let found = part.query_selector(CONTROLS).ok().flatten()?;
    found.dyn_into().ok()
}

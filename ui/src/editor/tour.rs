//! The tour: five places of the editor, shown once, to be skipped at any time.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::state::Editor;
use crate::action::open_layer;
use crate::session;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, whenever_drawn};

/// What is shown, and its words.
const STATIONS: [(&str, &str); 5] = [
    (
        ".palette, [data-testid='toggle-add-step']",
        "editor-tour-steps",
    ),
    (".board-frame", "editor-tour-canvas"),
    (
        ".inspector, [data-testid='toggle-toggle-inspector']",
        "editor-tour-inspector",
    ),
    ("[data-testid='run']", "editor-tour-run"),
    ("[data-testid='saved']", "editor-tour-saved"),
];

/// Room around what is shown, in pixels.
const ROOM: f64 = 6.0;
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 190.0;

/// Shows the tour.
pub fn begin(editor: Editor) {
    editor.tour.set(Some(0));
}

/// Shows the tour once, when the editor is opened for the first time.
pub fn begin_once(editor: Editor) {
    let seen = session::settings().with_untracked(|settings| settings.tour_seen);
    if !seen {
        set_timeout(
            move || {
                editor.tour.try_set(Some(0));
            },
            std::time::Duration::from_millis(500),
        );
    }
}

/// The station that is shown, if one is.
#[component]
pub fn Tour(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    move || {
        let at = editor.tour.get()?;
        Some(view! { <Station editor at/> })
    }
}

#[component]
fn Station(editor: Editor, at: usize) -> impl IntoView {
    open_layer();
    let (selector, key) = STATIONS[at.min(STATIONS.len() - 1)];
    let area = area(selector);
    let last = at + 1 >= STATIONS.len();
    let end = move || {
        editor.tour.set(None);
        session::change(|settings| settings.tour_seen = true);
        editor.focus_graph();
    };
    let next = move |_| match last {
        true => end(),
        false => editor.tour.set(Some(at + 1)),
    };
    let [left, top, width, height] = area;
    let [x, y] = beside(area);
    let button = NodeRef::<leptos::html::Div>::new();
    whenever_drawn(button, |card| {
        let first = card.query_selector(".button-primary").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
            request_animation_frame(move || {
                first.focus().ok();
            });
        }
    });
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            end();
        }
    };
    let place = t_args(
        "editor-tour-place",
        &[
            ("number", (at as f64 + 1.0).into()),
            ("total", (STATIONS.len() as f64).into()),
        ],
    );
    view! {
        <div class="tour" on:keydown=keys data-testid="tour">
            <div
                class="tour-light"
                style:left=format!("{left}px")
                style:top=format!("{top}px")
                style:width=format!("{width}px")
                style:height=format!("{height}px")
            ></div>
            <div
                class="tour-card"
                role="dialog"
                aria-modal="true"
                aria-label=t("editor-tour")
                node_ref=button
                style:left=format!("{x}px")
                style:top=format!("{y}px")
            >
                <p class="hint">{place}</p>
                <h2>{t(key)}</h2>
                <p>{t(&format!("{key}-help"))}</p>
                <footer>
                    <Button
                        look=ButtonLook::Quiet
                        label=move || t("editor-tour-skip")
                        attr:data-testid="tour-skip"
                        on_click=move |_| end()
                    />
                    <span class="grow"></span>
                    <Button
                        look=ButtonLook::Primary
                        label=move || t(if last { "editor-tour-end" } else { "editor-tour-next" })
                        attr:data-testid="tour-next"
                        on_click=next
                    />
                </footer>
            </div>
        </div>
    }
}

/// Where something is on the page; the middle where it is not.
fn area(selector: &str) -> [f64; 4] {
    let found = selector
        .split(", ")
        .find_map(|one| document().query_selector(one).ok().flatten());
    match found.map(|element| element.get_bounding_client_rect()) {
        Some(rect) if rect.width() > 0.0 => [
            rect.left() - ROOM,
            rect.top() - ROOM,
            rect.width() + 2.0 * ROOM,
            rect.height() + 2.0 * ROOM,
        ],
        _ => {
            let [width, height] = window_size();
            [width / 2.0, height / 2.0, 0.0, 0.0]
        }
    }
}

fn window_size() -> [f64; 2] {
    let length = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(800.0)
    };
    [
        length(window().inner_width()),
        length(window().inner_height()),
    ]
}

/// A corner beside an area where the card is in the window.
fn beside([left, top, width, height]: [f64; 4]) -> [f64; 2] {
    let [wide, high] = window_size();
    // Of something large there is room in itself: beside it the card would lie over something else.
    if width > 1.5 * WIDTH && height > 2.0 * HEIGHT {
        return [
            left + (width - WIDTH) / 2.0,
            (top + height - HEIGHT - 64.0).min(high - HEIGHT - 16.0),
        ];
    }
    let x = if left + width + WIDTH + 24.0 < wide {
        left + width + 16.0
    } else if left - WIDTH - 24.0 > 0.0 {
        left - WIDTH - 16.0
    } else {
        (left + width / 2.0 - WIDTH / 2.0).clamp(16.0, (wide - WIDTH - 16.0).max(16.0))
    };
    let y = if height < 80.0 {
        top + height + 12.0
    } else {
        top + 40.0
    };
    [
        x.clamp(16.0, (wide - WIDTH - 16.0).max(16.0)),
        y.clamp(16.0, (high - HEIGHT - 16.0).max(16.0)),
    ]
}

//! Light or dark: what was chosen, or what the system has.

use api::Theme;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;

const DARK: &str = "(prefers-color-scheme: dark)";
/// `start.js` reads it, so that a reload does not flash.
const KEPT: &str = "millrace-theme";

thread_local! {
    static SYSTEM_DARK: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static SHOWN_DARK: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether dark is shown, for what draws itself: the canvas.
pub fn is_dark() -> ArcReadSignal<bool> {
    SHOWN_DARK.with(ArcRwSignal::read_only)
}

/// Whether less motion is wanted.
pub fn is_still() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Follows the settings and the system.
pub(crate) fn follow(settings: ArcRwSignal<api::UserSettings>) {
    listen();
    Effect::new(move |_| {
        let theme = settings.with(|settings| settings.theme);
        let system = SYSTEM_DARK.with(ArcRwSignal::get);
        let dark = match theme {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => system,
        };
        show(dark);
        keep(theme);
    });
}

fn listen() {
    SYSTEM_DARK.with(|dark| dark.set(matches(DARK)));
    let Ok(Some(query)) = window().match_media(DARK) else {
        return;
    };
    let changed = Closure::<dyn Fn()>::new(|| SYSTEM_DARK.with(|dark| dark.set(matches(DARK))));
    let _ = query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
    // As long as the page is there.
    changed.forget();
}

fn show(dark: bool) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("data-theme", if dark { "dark" } else { "light" });
        let _ = page.class_list().toggle_with_force("dark", dark);
    }
    SHOWN_DARK.with(|shown| shown.set(dark));
}

fn keep(theme: Theme) {
    let name = match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    crate::storage::write(KEPT, name);
}

fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

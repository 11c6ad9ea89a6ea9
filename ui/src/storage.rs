//! What the page remembers for itself, over reloads and restarts. Where a browser keeps nothing for it, nothing is
//! remembered, and nothing fails.

use leptos::prelude::window;
use web_sys::Storage;

/// What was noted; none where nothing was, or nothing is left of it.
pub(crate) fn read(key: &str) -> Option<String> {
    let noted = storage()?.get_item(key).ok().flatten();
    noted.filter(|text| !text.is_empty())
}

/// Notes a text; an empty one takes the note away.
pub(crate) fn write(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

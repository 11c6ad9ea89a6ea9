//! A file or a folder of this machine: typed, computed, or chosen by looking around.

use leptos::prelude::*;

use super::field::FieldAt;
use super::token_field::ValueField;
use crate::places::Places;
use crate::session;
use crate::text::t;
use crate::widgets::{Button, Dialog};

/// A path with a button to look around.
#[component]
pub fn PlaceField(
    /// The field.
    field: FieldAt,
    /// A folder is wanted.
    folder: bool,
    /// The file is written, so that it need not be there.
    write: bool,
    /// A pattern for several files will do too.
    patterns: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = field.clone();
    let locked = field.form.locked;
    let choose = Callback::new(move |path: String| {
        open.set(false);
        chosen.set(path.into());
        chosen.leave();
    });
    let start = field.clone();
    let key = match (folder, write) {
        (true, _) => "editor-place-folder",
        (false, true) => "editor-place-write",
        (false, false) => "editor-place-file",
    };
    view! {
        <div class="with-button">
            <ValueField field/>
            {(!locked).then(|| view! {
                <Button
                    icon="folder-open"
                    label=move || t("editor-place-look")
                    attr:data-testid="place-look"
                    on_click=move |_| open.set(true)
                />
            })}
        </div>
        <Dialog open title=move || t(key) wide=true>
            {
                let start = start.clone();
                move || view! { <Places start=start_of(&start, folder) folder write patterns choose/> }
            }
        </Dialog>
    }
}

/// Where looking around begins: where the field points to, else at home.
fn start_of(field: &FieldAt, folder: bool) -> String {
    let value = field.current_now();
    let text = value.as_str().unwrap_or_default();
    let plain = !text.starts_with('=') && (text.starts_with('/') || text.get(1..2) == Some(":"));
    if plain {
        let end = text.rfind(['/', '\\']).map_or(text.len(), |at| at.max(1));
        return if folder {
            text.to_owned()
        } else {
            text[..end].to_owned()
        };
    }
    session::info()
        .and_then(|info| info.home.clone())
        .unwrap_or_default()
}

//! Lucide's icons: the page has all of `assets/icons` as symbols.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// An icon in the colour of the text. It says nothing to a screen reader: what is beside it does.
#[component]
pub fn Icon(
    /// Name of the file in `assets/icons`, without `.svg`.
    #[prop(into)]
    name: TextProp,
    /// Width and height in points.
    #[prop(default = 16)]
    size: u32,
) -> impl IntoView {
    view! {
        <svg class="icon" width=size height=size aria-hidden="true" focusable="false">
            <use_ href=move || href(&name.get())></use_>
        </svg>
    }
}

/// Where the page has an icon; a box for one it does not have.
pub(crate) fn href(name: &str) -> String {
    let id = format!("icon-{name}");
    match document().get_element_by_id(&id) {
        Some(_) => format!("#{id}"),
        None => "#icon-box".to_owned(),
    }
}

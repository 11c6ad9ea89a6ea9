//! That something goes on.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Something goes on, nobody knows how long.
#[component]
pub fn Spinner(
    /// What goes on, for a screen reader.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! { <span class="spinner" role="status" aria-label=move || label.get()></span> }
}

/// Something goes on, this far.
#[component]
pub fn Progress(
    /// How far, 0 to 1.
    #[prop(into)]
    done: Signal<f64>,
    /// What goes on.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let percent = move || (done.get().clamp(0.0, 1.0) * 100.0).round();
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().to_string()
        >
            <div class="progress-done" style:width=move || format!("{}%", percent())></div>
        </div>
    }
}

//! On or off.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A switch: takes effect at once.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with what it becomes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Its name for a screen reader, where no label belongs to it.
    #[prop(optional, into)]
    label: TextProp,
    /// Whether it cannot be switched now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            role="switch"
            class="switch"
            disabled=move || disabled.get()
            aria-checked=move || on.get().to_string()
            aria-label=move || Some(label.get()).filter(|label| !label.is_empty())
            on:click=move |_| on_change.run(!on.get_untracked())
        ></button>
    }
}

/// A box with a tick and words behind it.
#[component]
pub fn Checkbox(
    /// Whether it is ticked.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with what it becomes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// The words.
    #[prop(into)]
    label: TextProp,
    /// Whether the words are for a screen reader alone.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span class:unseen=bare>{move || label.get()}</span>
        </label>
    }
}

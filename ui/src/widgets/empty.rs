//! A place where nothing is yet.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Icon;

/// Nothing is here: a sentence why, and what to do about it.
#[component]
pub fn EmptyState(
    /// Name of an icon.
    #[prop(into)]
    icon: TextProp,
    /// What is not here.
    #[prop(into)]
    title: TextProp,
    /// Why, or how something comes here.
    #[prop(optional, into)]
    help: TextProp,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><Icon name=icon size=22/></span>
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-help">{move || help.get()}</p>
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}

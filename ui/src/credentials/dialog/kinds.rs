//! The kind is chosen first: each with a sentence on when it is the right one.

use leptos::prelude::*;
use model::credential::CredentialKind;

use super::Form;
use crate::text::{spec_text, t};
use crate::widgets::Icon;

/// The kinds to choose from.
#[component]
pub(super) fn Kinds(form: Form) -> impl IntoView {
    let offered = form.offered();
    let none = offered.is_empty();
    let cards = offered
        .into_iter()
        .map(|kind| view! { <KindCard form kind/> })
        .collect_view();
    view! {
        <p class="dialog-text">{move || t(if none { "credential-no-kind" } else { "credential-choose-kind" })}</p>
        <ul class="kind-cards">{cards}</ul>
    }
}

/// The icon of a kind, by how it shows who asks.
pub(super) fn icon(kind: &CredentialKind) -> &'static str {
    use model::credential::Way;
    match kind.way {
        Way::Bearer | Way::Key => "key-round",
        Way::Basic | Way::Digest => "user",
        Way::Header => "list",
        Way::Query => "link",
        Way::Custom => "braces",
        Way::Fields => "shield-check",
    }
}

#[component]
fn KindCard(form: Form, kind: CredentialKind) -> impl IntoView {
    let (label, help) = (kind.label.clone(), kind.help.clone());
    let icon = icon(&kind);
    let testid = format!("kind-{}", kind.kind);
    view! {
        <li>
            <button
                type="button"
                class="kind-card"
                data-testid=testid
                on:click=move |_| form.choose(kind.clone())
            >
                <Icon name=icon size=18/>
                <span>
                    <strong>{move || spec_text(&label)}</strong>
                    <span class="muted">{move || spec_text(&help)}</span>
                </span>
            </button>
        </li>
    }
}

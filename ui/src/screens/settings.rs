//! The settings: language and looks, what workflows may do, the vault and its log, how much runs may take, keys, and what this is.

mod about;
mod audit;
mod backups;
mod general;
mod keys;
mod permissions;
mod runs;
mod vault;

use std::cell::Cell;

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast as _;

use crate::route::{self, Route};
use crate::text::t;
use crate::widgets::Icon;
pub(crate) use backups::{Backups, set_broken};

/// The sections: id, which is the key of its title as well, and icon.
const SECTIONS: [(&str, &str); 8] = [
    ("settings-general", "sliders-horizontal"),
    ("settings-permissions", "shield-check"),
    ("settings-vault", "key-round"),
    ("settings-audit", "clipboard-list"),
    ("settings-runs", "history"),
    ("settings-backups", "archive-restore"),
    ("settings-keys", "keyboard"),
    ("settings-about", "info"),
];

thread_local! {
    /// The section that is to be shown once it is there.
    static WANTED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Opens the settings at the backups.
pub(crate) fn open_backups() {
    WANTED.set(Some("settings-backups"));
    route::go(&Route::Settings);
    // Where the settings are open already, nothing else does.
    request_animation_frame(show_wanted);
}

fn show_wanted() {
    let wanted = WANTED.get();
    if let Some(id) = wanted.filter(|id| document().get_element_by_id(id).is_some()) {
        WANTED.set(None);
        show(id);
    }
}

/// The screen of the settings.
#[component]
pub fn Settings() -> impl IntoView {
    request_animation_frame(show_wanted);
    let current = RwSignal::new(SECTIONS[0].0);
    let follow = move |_| {
        let seen = section_in_view(current.get_untracked());
        if seen != current.get_untracked() {
            current.set(seen);
        }
    };
    let links = SECTIONS
        .map(|(id, icon)| {
            let press = move |_| {
                current.set(id);
                show(id);
            };
            view! {
                <button
                    type="button"
                    class="settings-link"
                    aria-current=move || (current.get() == id).then_some("true")
                    on:click=press
                >
                    <Icon name=icon/>
                    <span>{move || t(id)}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <header class="top"><h1>{move || t("settings")}</h1></header>
        <main class="page settings" on:scroll=follow>
            <nav class="settings-nav" aria-label=move || t("settings")>{links}</nav>
            <div class="settings-body">
                <general::General/>
                <permissions::Permissions/>
                <vault::Vault/>
                <audit::Audit/>
                <runs::Runs/>
                <Backups/>
                <keys::Keys/>
                <about::About/>
            </div>
        </main>
    }
}

/// The section that is looked at: the one before, as long as its title is seen; else the last that begins in the upper
/// third.
fn section_in_view(before: &'static str) -> &'static str {
    let top = |id: &str| {
        let section = document().get_element_by_id(id)?;
        Some(section.get_bounding_client_rect().top())
    };
    let height = window().inner_height().ok().and_then(|all| all.as_f64());
    let height = height.unwrap_or_default();
    if top(before).is_some_and(|top| top > 0.0 && top < height - 40.0) {
        return before;
    }
    let began = |(id, _): &&(&'static str, &str)| top(id).is_some_and(|top| top < height / 3.0);
    let last = SECTIONS.iter().rev().find(began);
    last.map_or(before, |(id, _)| *id)
}

/// Scrolls to a section and gives it the focus.
fn show(id: &str) {
    let section = document().get_element_by_id(id);
    if let Some(section) =
        section.and_then(|section| section.dyn_into::<web_sys::HtmlElement>().ok())
    {
        section.scroll_into_view();
        let _ = section.focus();
    }
}

/// A section: its title, a word on it, and a card.
#[component]
fn Section(
    /// Its id, which is the key of its title as well.
    id: &'static str,
    /// A word on it.
    #[prop(optional, into)]
    help: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="settings-section" id=id tabindex="-1" aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{move || t(id)}</h2>
            <p class="muted">{move || help.get()}</p>
            <div class="settings-card">{children()}</div>
        </section>
    }
}

/// A line of a card: words at the left, a control at the right.
#[component]
fn Line(
    /// Id of the control.
    id: &'static str,
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// What it does.
    #[prop(optional, into)]
    help: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="settings-line">
            <div class="settings-words">
                <label for=id>{move || label.get()}</label>
                <p class="field-help">{move || help.get()}</p>
            </div>
            {children()}
        </div>
    }
}

//! The vault around the credentials: what opens it, and what can be done with it.

mod ask;
mod carry;
mod deeds;
mod twice;

use api::{VaultCondition, VaultRemember, VaultSlot};
use leptos::prelude::*;

use super::Section;
use crate::credentials::{self, Damaged, Unlock};
use crate::route::Route;
use crate::text::{date_time, find, t, t_args};
use crate::widgets::{Button, Icon, Switch};
use ask::Asks;
use deeds::change;

/// What is asked in a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Whether the old recovery code shall open nothing any more.
    Recovery,
    /// A passphrase, new or another one.
    Passphrase,
    /// Whether the passphrase shall open nothing any more.
    NoPassphrase,
    /// What stays when everything is sealed anew.
    Rotate,
    /// The passphrase of a file to be written.
    Export,
    /// A file to be read, and its passphrase.
    Import,
}

#[component]
pub(super) fn Vault() -> impl IntoView {
    let asked = RwSignal::new(None::<Asked>);
    let condition = credentials::condition();
    let body = move || match condition.get() {
        None => ().into_any(),
        Some(VaultCondition::None) => view! { <Missing asked/> }.into_any(),
        Some(VaultCondition::Damaged) => view! { <Damaged/> }.into_any(),
        Some(VaultCondition::Locked) => view! {
            <Unlock id="settings-unlock"/>
            <Slots/>
        }
        .into_any(),
        Some(VaultCondition::Open) => view! {
            <Slots/>
            <Deeds asked/>
        }
        .into_any(),
    };
    view! {
        <Section id="settings-vault" help=move || t("settings-vault-help")>{body}</Section>
        <Asks asked/>
    }
}

/// There is none yet.
#[component]
fn Missing(asked: RwSignal<Option<Asked>>) -> impl IntoView {
    view! {
        <p class="settings-empty muted">{move || t("vault-none")}</p>
        <Deed key="import" icon="upload" on=move || asked.set(Some(Asked::Import))/>
        <p class="settings-empty"><a href=Route::Credentials.href()>{move || t("action-show-credentials")}</a></p>
    }
}

/// What opens it, with the day it was made.
#[component]
fn Slots() -> impl IntoView {
    let vault = credentials::vault();
    let slots = Memo::new(move |_| {
        vault.with(|vault| {
            vault
                .as_ref()
                .map(|vault| vault.slots.clone())
                .unwrap_or_default()
        })
    });
    let line = |slot: VaultSlot| {
        let icon = match slot.kind.as_str() {
            "keychain" => "hard-drive",
            "recovery" => "file-text",
            "keyFile" => "file",
            _ => "key-round",
        };
        let words = find(&format!("vault-slot-{}", slot.kind), &[]).unwrap_or(slot.kind);
        let made = t_args(
            "vault-slot-since",
            &[("time", date_time(slot.created_ms).into())],
        );
        view! {
            <li class="grant-line" data-testid="vault-slot">
                <span class="grant"><Icon name=icon/><span class="grant-words">{words}</span></span>
                <span class="faint">{made}</span>
            </li>
        }
    };
    view! {
        <div class="grant-group">
            <h3 class="vault-title">{move || t("vault-opened-by")}</h3>
            <ul>{move || slots.get().into_iter().map(line).collect_view()}</ul>
        </div>
    }
}

/// What can be done with an open one.
#[component]
fn Deeds(asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let has = |kind: &'static str| {
        let vault = credentials::vault();
        Memo::new(move |_| {
            vault.with(|vault| {
                let slots = vault.iter().flat_map(|vault| &vault.slots);
                slots.into_iter().any(|slot| slot.kind == kind)
            })
        })
    };
    let (keychain, passphrase) = (has("keychain"), has("passphrase"));
    let state = credentials::vault();
    let no_keychain = Memo::new(move |_| {
        let absent =
            state.with(|state| Some(state.as_ref()?.keychain.as_deref() == Some("absent")));
        absent == Some(true) && !keychain.get()
    });
    let help = move || {
        t(match no_keychain.get() {
            true => "vault-why-absent",
            false => "vault-remember-help",
        })
    };
    let ask = move |what: Asked| move || asked.set(Some(what));
    view! {
        <super::Line id="vault-remembered" label=move || t("vault-remember") help=help>
            <Switch
                on=keychain
                on_change=move |remember| change(VaultRemember { remember })
                disabled=no_keychain
                attr:id="vault-remembered"
                attr:data-testid="vault-remembered"
            />
        </super::Line>
        <Deed key="recovery" icon="refresh-cw" on=ask(Asked::Recovery)/>
        {move || match passphrase.get() {
            false => view! { <Deed key="set-passphrase" icon="key-round" on=ask(Asked::Passphrase)/> }.into_any(),
            true => view! {
                <Deed key="change-passphrase" icon="key-round" on=ask(Asked::Passphrase)/>
                <Deed key="remove-passphrase" icon="x" on=ask(Asked::NoPassphrase)/>
            }
            .into_any(),
        }}
        <Deed key="lock" icon="lock" on=deeds::lock/>
        <Deed key="rotate" icon="shuffle" on=ask(Asked::Rotate)/>
        <Deed key="export" icon="download" on=ask(Asked::Export)/>
        <Deed key="import" icon="upload" on=ask(Asked::Import)/>
    }
}

/// Something to do: its button, and what it does. Its texts are called `vault-…`, `vault-…-help` and `vault-…-do`.
#[component]
fn Deed(key: &'static str, icon: &'static str, on: impl Fn() + 'static) -> impl IntoView {
    // What stands on several buttons alike is told apart by what it is about.
    let name = move || {
        let [what, deed] = [format!("vault-{key}"), format!("vault-{key}-do")].map(|key| t(&key));
        format!("{deed}: {what}")
    };
    view! {
        <div class="settings-line">
            <div class="settings-words">
                <p class="settings-name">{move || t(&format!("vault-{key}"))}</p>
                <p class="field-help">{move || t(&format!("vault-{key}-help"))}</p>
            </div>
            <Button
                icon=icon
                label=move || t(&format!("vault-{key}-do"))
                attr:aria-label=name
                attr:data-testid=format!("vault-{key}")
                on_click=move |_| on()
            />
        </div>
    }
}

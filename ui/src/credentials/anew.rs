//! The way on where nothing opens the vault any more: a new one, into which the secrets are entered again.

use api::VaultBeginAnew;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::recovery;
use crate::rpc;
use crate::text::t;
use crate::widgets::{Button, Confirm, notice_error};

/// Says that nobody can help who has lost what opens the vault, and offers a new one.
#[component]
pub(super) fn LostKeys() -> impl IntoView {
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let begin = move |()| {
        busy.set(true);
        spawn_local(async move {
            match rpc::call(VaultBeginAnew {}).await {
                Ok(code) => recovery::show(code),
                Err(error) => notice_error(&error),
            }
            busy.try_set(false);
            super::read();
        });
    };
    let state = super::vault();
    let unkept =
        Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|state| state.unkept)));
    view! {
        <Show when=move || unkept.get()>
            <p data-testid="vault-unkept">{move || t("vault-locked-unkept")}</p>
        </Show>
        <Button
            label=move || t("vault-anew")
            disabled=busy
            on_click=move |_| open.set(true)
            attr:data-testid="vault-anew"
        />
        <Confirm
            open=open
            title=move || t("vault-anew-title")
            help=move || t("vault-anew-help")
            yes=move || t("vault-anew-yes")
            on_yes=begin
        />
    }
}

//! What is asked before something is done with the vault: a passphrase, a code, or whether it is really meant.

use api::{Error, SecretText, VaultPassphrase, VaultRotate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::text_prop::TextProp;

use super::Asked;
use super::carry::{Export, Import};
use super::deeds::{change, rotate};
use super::twice::{Twice, TwiceFields};
use crate::credentials;
use crate::text::t;
use crate::widgets::{
    Button, ButtonLook, Confirm, Dialog, Field, Icon, SecretInput, error_hint, error_text,
};

/// The least characters of a passphrase.
pub(super) const LEAST: usize = 8;

/// The dialogs.
#[component]
pub(super) fn Asks(asked: RwSignal<Option<Asked>>) -> impl IntoView {
    move || {
        let asked_now = asked.get()?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                asked.set(None);
            }
        });
        Some(match asked_now {
            Asked::Recovery => view! {
                <Confirm
                    open=open
                    title=move || t("vault-recovery")
                    help=move || t("vault-recovery-ask")
                    yes=move || t("vault-recovery-do")
                    on_yes=move |()| credentials::renew_recovery()
                />
            }
            .into_any(),
            Asked::NoPassphrase => view! {
                <Confirm
                    open=open
                    title=move || t("vault-remove-passphrase")
                    help=move || t("vault-remove-passphrase-ask")
                    yes=move || t("vault-remove-passphrase-do")
                    on_yes=move |()| change(VaultPassphrase::default())
                />
            }
            .into_any(),
            Asked::Passphrase => view! {
                <Dialog open=open title=move || t("vault-set-passphrase")><Passphrase open/></Dialog>
            }
            .into_any(),
            Asked::Rotate => view! {
                <Dialog open=open title=move || t("vault-rotate")><Rotate open/></Dialog>
            }
            .into_any(),
            Asked::Export => view! {
                <Dialog open=open title=move || t("vault-export")><Export open/></Dialog>
            }
            .into_any(),
            Asked::Import => view! {
                <Dialog open=open title=move || t("vault-import")><Import open/></Dialog>
            }
            .into_any(),
        })
    }
}

/// Whether a passphrase is long enough.
pub(super) fn is_long(text: &SecretText) -> bool {
    text.expose().chars().count() >= LEAST
}

/// A passphrase that can be looked at while it is typed.
#[component]
pub(super) fn SecretLine(
    id: &'static str,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] help: TextProp,
    value: RwSignal<SecretText>,
    /// Whether it takes the focus.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    view! {
        <Field id=id label=label help=help>
            <SecretInput id value on_input=move |text| value.set(text) focus/>
        </Field>
    }
}

/// Why something was refused.
#[component]
pub(super) fn Refused(error: RwSignal<Option<Error>>) -> impl IntoView {
    move || {
        let error = error.get()?;
        let hint = error_hint(&error).unwrap_or_default();
        let said = format!("{} {hint}", error_text(&error));
        Some(view! {
            <p class="field-problem" role="alert" data-testid="vault-fault"><Icon name="circle-alert" size=13/>{said}</p>
        })
    }
}

/// The lower edge of a form: leave, or do it.
#[component]
pub(super) fn Foot(
    open: RwSignal<bool>,
    #[prop(into)] label: TextProp,
    #[prop(into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <footer class="dialog-foot">
            <Button label=move || t("cancel") on_click=move |_| open.set(false)/>
            <Button
                look=ButtonLook::Primary
                label=label
                submit=true
                disabled=disabled
                attr:data-testid="vault-go"
            />
        </footer>
    }
}

/// A passphrase of the vault's own.
#[component]
fn Passphrase(open: RwSignal<bool>) -> impl IntoView {
    let twice = Twice::default();
    let ready = Memo::new(move |_| twice.is_ready());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !ready.get_untracked() {
            return;
        }
        open.set(false);
        change(VaultPassphrase {
            passphrase: Some(twice.text()),
        });
    };
    view! {
        <form class="dialog-form" on:submit=submit>
            <p class="dialog-text">{move || t("vault-set-passphrase-help")}</p>
            <TwiceFields ids=["passphrase", "passphrase-again"] twice/>
            <Foot open label=move || t("save") disabled=Signal::derive(move || !ready.get())/>
        </form>
    }
}

/// A new key: what is given stays, the recovery code is another one where it is not.
#[component]
fn Rotate(open: RwSignal<bool>) -> impl IntoView {
    let code = RwSignal::<SecretText>::default();
    let passphrase = RwSignal::<SecretText>::default();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let vault = credentials::vault();
    let of_asks = vault.clone();
    let asks = Memo::new(move |_| {
        of_asks.with(|vault| {
            let mut slots = vault.iter().flat_map(|vault| &vault.slots);
            slots.any(|slot| slot.kind == "passphrase")
        })
    });
    // Were the new code lost on its way, so were everything.
    let needs_code = Memo::new(move |_| {
        vault.with(|vault| {
            let mut slots = vault.iter().flat_map(|vault| &vault.slots);
            slots.all(|slot| slot.kind == "recovery")
        })
    });
    let lacks_code = Signal::derive(move || {
        busy.get() || needs_code.get() && code.with(|code| code.expose().trim().is_empty())
    });
    let code_help = move || match needs_code.get() {
        true => t("vault-rotate-code-needed"),
        false => t("vault-rotate-code"),
    };
    let typed = |text: RwSignal<SecretText>| {
        let text = text.get_untracked();
        Some(SecretText::from(text.expose().trim())).filter(|text| !text.is_empty())
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let request = VaultRotate {
            recovery: typed(code),
            passphrase: typed(passphrase),
        };
        spawn_local(async move {
            let done = rotate(request).await;
            busy.try_set(false);
            match done {
                Ok(()) => {
                    open.try_set(false);
                }
                Err(refused) => {
                    error.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <form class="dialog-form" on:submit=submit>
            <p class="dialog-text">{move || t("vault-rotate-ask")}</p>
            <SecretLine
                id="rotate-code"
                label=move || t("recovery-code")
                help=code_help
                value=code
                focus=true
            />
            <Show when=move || asks.get()>
                <SecretLine
                    id="rotate-passphrase"
                    label=move || t("vault-passphrase")
                    help=move || t("vault-rotate-passphrase")
                    value=passphrase
                />
            </Show>
            <Refused error/>
            <Foot open label=move || t("vault-rotate-do") disabled=lacks_code/>
        </form>
    }
}

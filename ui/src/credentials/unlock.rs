//! The vault is locked, or damaged: why, and what opens it.

use std::cell::RefCell;

use api::{Error, SecretText, VaultCondition, VaultState, VaultUnlock, code};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::anew::LostKeys;
use super::{set_vault, vault};
use crate::text::{date_time, find, t, t_args};
use crate::widgets::{
    Button, ButtonLook, Checkbox, Dialog, Field, Icon, SecretInput, Select, error_hint, error_text,
    focus, notice_about,
};

/// What a person opens the vault with.
const RECOVERY: &str = "recovery";
const PASSPHRASE: &str = "passphrase";
/// What opens it without a person.
const KEYCHAIN: &str = "keychain";

/// What is typed into the panel, and what came of it.
#[derive(Clone, Copy)]
struct Panel {
    means: RwSignal<String>,
    typed: RwSignal<SecretText>,
    remember: RwSignal<bool>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<Error>>,
}

impl Panel {
    fn unlock(self, request: VaultUnlock) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = crate::rpc::call(request).await;
            self.busy.try_set(false);
            match answer {
                Ok(state) => {
                    self.typed.try_set(SecretText::default());
                    self.error.try_set(None);
                    notice_about("vault", api::NoticeLevel::Info, t("vault-unlocked"));
                    set_vault(state);
                    focus::to_screen_soon();
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    fn typed(self) -> VaultUnlock {
        let typed = Some(self.typed.get_untracked());
        let by_passphrase = self.means.with_untracked(|means| means == PASSPHRASE);
        let (recovery, passphrase) = match by_passphrase {
            true => (None, typed),
            false => (typed, None),
        };
        VaultUnlock {
            recovery,
            passphrase,
            remember: self.remember.get_untracked(),
        }
    }
}

/// The vault is locked: why the keychain does not open it, and a field for what a person knows.
#[component]
pub(crate) fn Unlock(
    /// What the ids of its fields begin with: a dialog may show it over a screen that does.
    id: &'static str,
    /// Whether it takes the focus.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let state = vault();
    let of_state = move |read: fn(&VaultState) -> bool| {
        let state = state.clone();
        Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(read)))
    };
    let has_passphrase = of_state(|state| state.slots.iter().any(|slot| slot.kind == PASSPHRASE));
    // A vault that this computer was never told to remember is not in its keychain.
    let in_keychain = of_state(|state| state.slots.iter().any(|slot| slot.kind == KEYCHAIN));
    let no_keychain = of_state(|state| state.keychain.as_deref() == Some("absent"));
    let panel = Panel {
        means: RwSignal::new(RECOVERY.to_owned()),
        typed: RwSignal::default(),
        remember: RwSignal::new(!no_keychain.get_untracked()),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
    };
    if super::was_open() {
        // Whoever locked them pressed a button that is gone.
        focus_soon(format!("{id}-key"));
    }
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if panel
            .typed
            .with_untracked(|typed| !typed.expose().trim().is_empty())
        {
            panel.unlock(panel.typed());
        }
    };
    let nothing = Signal::derive(move || {
        panel.busy.get() || panel.typed.with(|typed| typed.expose().trim().is_empty())
    });
    view! {
        <section class="vault-panel" aria-labelledby=format!("{id}-title") data-testid="vault-locked">
            <Icon name="lock" size=20/>
            <form class="vault-form" on:submit=submit>
                <h2 id=format!("{id}-title")>{move || t("vault-locked")}</h2>
                <p class="muted">{move || t("vault-locked-help")}</p>
                <Why/>
                <Show when=move || has_passphrase.get()>
                    <Means id panel/>
                </Show>
                <Key id panel focus/>
                <Show when=move || !no_keychain.get()>
                    <Checkbox
                        on=panel.remember
                        on_change=move |on| panel.remember.set(on)
                        label=move || t("vault-remember")
                    />
                </Show>
                <div class="vault-buttons">
                    <Button
                        look=ButtonLook::Primary
                        icon="unlock"
                        label=move || t("vault-unlock")
                        submit=true
                        disabled=nothing
                        attr:data-testid="vault-unlock"
                    />
                    <Show when=move || in_keychain.get() && !no_keychain.get()>
                        <Button
                            icon="refresh-cw"
                            label=move || t("vault-ask-keychain")
                            disabled=panel.busy
                            on_click=move |_| panel.unlock(VaultUnlock::default())
                        />
                    </Show>
                </div>
                <div class="vault-lost">
                    <p class="field-help">{move || t("vault-locked-lost")}</p>
                    <LostKeys/>
                </div>
            </form>
        </section>
    }
}

fn focus_soon(id: String) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast as _;
        let found = document().get_element_by_id(&id);
        let field = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(field) = field.filter(|_| focus::is_nowhere()) {
            let _ = field.focus();
        }
    });
}

thread_local! {
    static ASKED: ArcRwSignal<bool> = ArcRwSignal::new(false);
    /// What is done once the vault is open; dropped where the dialog is closed before.
    static THEN: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Asks for what opens the vault, over whatever screen is shown.
pub(crate) fn ask_to_unlock() {
    unlock_then(|| ());
}

/// The same, and goes on with what the lock was in the way of: nobody should have to look for it again.
pub(crate) fn unlock_then(then: impl FnOnce() + 'static) {
    THEN.set(Some(Box::new(then)));
    ASKED.with(|asked| asked.set(true));
}

/// Draws that dialog while it is wanted; the page has one. It goes once the vault is open.
#[component]
pub(crate) fn UnlockHost() -> impl IntoView {
    let asked = ASKED.with(ArcRwSignal::clone);
    move || {
        asked.get().then(|| {
            let open = RwSignal::new(true);
            let gone = asked.clone();
            let condition = super::condition();
            Effect::new(move |_| {
                let locked = condition.with(|now| *now != Some(VaultCondition::Open));
                if !locked {
                    open.set(false);
                    if let Some(then) = THEN.take() {
                        // Outside of this effect: what is read there is not what the dialog follows.
                        queue_microtask(then);
                    }
                }
                if !open.get() {
                    THEN.take();
                    gone.set(false);
                }
            });
            view! {
                <Dialog open=open title=move || t("vault-unlock")>
                    <Unlock id="asked-unlock" focus=true/>
                </Dialog>
            }
        })
    }
}

/// Why the keychain does not open it.
#[component]
fn Why() -> impl IntoView {
    let state = vault();
    move || {
        let why = state.with(|state| state.as_ref()?.keychain.clone())?;
        let said = find(&format!("vault-why-{why}"), &[])?;
        Some(view! { <p data-testid="vault-why">{said}</p> })
    }
}

/// Which of the two a person has at hand.
#[component]
fn Means(id: &'static str, panel: Panel) -> impl IntoView {
    let options = Signal::derive(|| {
        vec![
            (RECOVERY.to_owned(), t("recovery-code")),
            (PASSPHRASE.to_owned(), t("vault-passphrase")),
        ]
    });
    let control = format!("{id}-means");
    view! {
        <Field id=control.clone() label=move || t("vault-means")>
            <Select
                value=panel.means
                on_change=move |means| panel.means.set(means)
                options
                attr:id=control.clone()
                attr:data-testid="vault-means"
            />
        </Field>
    }
}

/// The code or the passphrase, and what is wrong with it. A code is read off a paper: it is seen while it is typed.
#[component]
fn Key(id: &'static str, panel: Panel, focus: bool) -> impl IntoView {
    let by_passphrase = Memo::new(move |_| panel.means.with(|means| means == PASSPHRASE));
    let label = move || match by_passphrase.get() {
        true => t("vault-passphrase"),
        false => t("recovery-code"),
    };
    let help = move || match by_passphrase.get() {
        true => String::new(),
        false => t("recovery-code-help"),
    };
    let control = format!("{id}-key");
    let fault = format!("{control}-fault");
    let (named, described) = (control.clone(), fault.clone());
    let draw = move || {
        let wrong = Signal::derive(move || panel.error.with(Option::is_some));
        view! {
            <SecretInput
                id=named.clone()
                testid="vault-key"
                value=panel.typed
                on_input=move |text| panel.typed.set(text)
                shown=!by_passphrase.get()
                wrong
                described_by=described.clone()
                focus
            />
        }
    };
    view! {
        <Field id=control label=label help=help>{draw}</Field>
        <Fault id=fault panel/>
    }
}

/// That a whole code opens nothing: most likely it is one from before the newest was made.
fn old_code(panel: Panel, error: &Error, state: &VaultState) -> Option<String> {
    let by_code = panel.means.with(|means| means == RECOVERY);
    let whole = error.code == code::VAULT_KEY && by_code;
    let mut slots = state.slots.iter().filter(|_| whole);
    let newest = slots.find(|slot| slot.kind == RECOVERY)?;
    let time = date_time(newest.created_ms);
    Some(t_args("recovery-code-old", &[("time", time.into())]))
}

/// What was wrong, in a sentence, with what to do about it.
#[component]
fn Fault(id: String, panel: Panel) -> impl IntoView {
    let state = vault();
    let said = move || {
        let error = panel.error.get()?;
        let old = state.with(|state| old_code(panel, &error, state.as_ref()?));
        let text = old.unwrap_or_else(|| {
            let hint = error_hint(&error).unwrap_or_default();
            format!("{} {hint}", error_text(&error))
        });
        Some(view! {
            <p class="field-problem" role="alert" data-testid="vault-fault">
                <Icon name="circle-alert" size=13/>{text}
            </p>
        })
    };
    view! { <div id=id>{said}</div> }
}

/// What is stored of the vault was changed by something else, or is broken.
#[component]
pub(crate) fn Damaged() -> impl IntoView {
    view! {
        <section class="vault-panel vault-damaged" role="alert" data-testid="vault-damaged">
            <Icon name="triangle-alert" size=20/>
            <div class="vault-form">
                <h2>{move || t("vault-damaged")}</h2>
                <p>{move || t("vault-damaged-help")}</p>
                <ol class="vault-steps">
                    <li>{move || t("vault-damaged-backup")}</li>
                    <li>{move || t("vault-damaged-import")}</li>
                    <li>{move || t("vault-damaged-anew")}</li>
                </ol>
                <LostKeys/>
            </div>
        </section>
    }
}

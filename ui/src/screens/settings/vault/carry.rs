//! Credentials in a file that a passphrase opens: written here, read elsewhere.

use api::{Error, SecretText, VaultExport, VaultImport, VaultImported};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ask::{Foot, Refused, SecretLine};
use super::twice::{Twice, TwiceFields};
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Icon, notice, notice_error, read_file, save_bytes};
use crate::{credentials, rpc};

/// Asks for the file's passphrase, and gives the file to the person.
#[component]
pub(super) fn Export(open: RwSignal<bool>) -> impl IntoView {
    let twice = Twice::default();
    let ready = Memo::new(move |_| twice.is_ready());
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !ready.get_untracked() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let request = VaultExport {
                passphrase: twice.text(),
                credentials: Vec::new(),
            };
            let answer = rpc::call(request).await;
            busy.try_set(false);
            match answer {
                Ok(file) => {
                    save(&file);
                    open.try_set(false);
                }
                Err(refused) => {
                    error.try_set(Some(refused));
                }
            }
        });
    };
    let unready = Signal::derive(move || busy.get() || !ready.get());
    view! {
        <form class="dialog-form" on:submit=submit>
            <p class="dialog-text">{move || t("vault-export-ask")}</p>
            <TwiceFields ids=["export-passphrase", "export-passphrase-again"] twice/>
            <Refused error/>
            <Foot open label=move || t("vault-export-do") disabled=unready/>
        </form>
    }
}

fn save(file: &api::VaultExported) {
    match STANDARD.decode(&file.base64) {
        Ok(bytes) => {
            save_bytes(&file.name, "application/octet-stream", &bytes);
            let said = t_args("vault-exported", &[("count", file.credentials.into())]);
            notice(api::NoticeLevel::Info, said);
        }
        Err(error) => notice_error(&Error::new(api::code::FILE, error.to_string())),
    }
}

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq)]
struct Chosen {
    name: String,
    base64: String,
}

/// Asks for a file and its passphrase, and says what was read.
#[component]
pub(super) fn Import(open: RwSignal<bool>) -> impl IntoView {
    let done = RwSignal::new(None::<VaultImported>);
    move || match done.get() {
        None => view! { <ImportForm open done/> }.into_any(),
        Some(imported) => view! { <Imported open imported/> }.into_any(),
    }
}

#[component]
fn ImportForm(open: RwSignal<bool>, done: RwSignal<Option<VaultImported>>) -> impl IntoView {
    let file = RwSignal::new(None::<Chosen>);
    let passphrase = RwSignal::<SecretText>::default();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(chosen) = file.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let request = VaultImport {
            base64: chosen.base64,
            passphrase: passphrase.get_untracked(),
        };
        spawn_local(async move {
            let answer = rpc::call(request).await;
            busy.try_set(false);
            match answer {
                Ok(mut imported) => {
                    credentials::read();
                    if let Some(code) = imported.recovery.take() {
                        credentials::show_recovery(code);
                    }
                    done.try_set(Some(imported));
                }
                Err(refused) => {
                    error.try_set(Some(refused));
                }
            }
        });
    };
    let unready = Signal::derive(move || {
        busy.get() || file.with(Option::is_none) || passphrase.with(SecretText::is_empty)
    });
    view! {
        <form class="dialog-form" on:submit=submit>
            <p class="dialog-text">{move || t("vault-import-ask")}</p>
            <ChooseFile file/>
            <SecretLine
                id="import-passphrase"
                label=move || t("vault-passphrase")
                help=move || t("vault-import-passphrase")
                value=passphrase
            />
            <Refused error/>
            <Foot open label=move || t("vault-import-do") disabled=unready/>
        </form>
    }
}

#[component]
fn ChooseFile(file: RwSignal<Option<Chosen>>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |list: Option<web_sys::FileList>| {
        let Some(chosen) = list.and_then(|list| list.item(0)) else {
            return;
        };
        spawn_local(async move {
            match read_file(chosen).await {
                Ok(read) => {
                    file.try_set(Some(Chosen {
                        name: read.name,
                        base64: read.bytes,
                    }));
                }
                Err(reason) => notice(api::NoticeLevel::Error, reason),
            }
        });
    };
    let words = move || file.with(|file| file.as_ref().map(|file| file.name.clone()));
    view! {
        <div class="vault-file">
            <Button icon="file-up" label=move || t("vault-import-file") attr:data-testid="vault-file" on_click=press/>
            <span class="cut muted" dir="auto" role="status">{words}</span>
            <input
                type="file"
                hidden
                node_ref=input
                data-testid="vault-file-input"
                on:change:target=move |event| take(event.target().files())
            />
        </div>
    }
}

/// What was read, and what was left.
#[component]
fn Imported(open: RwSignal<bool>, imported: VaultImported) -> impl IntoView {
    let added = imported.added.len();
    let names = imported.added.into_iter().map(|one| {
        view! { <li><Icon name="key-round" size=14/><span dir="auto">{one.name}</span></li> }
    });
    let skipped = imported.skipped.join(", ");
    let left = (!skipped.is_empty()).then(|| {
        t_args(
            "vault-import-skipped",
            &[("names", skipped.as_str().into())],
        )
    });
    view! {
        <p class="dialog-text" role="status">{t_args("vault-imported", &[("count", added.into())])}</p>
        <ul class="vault-names">{names.collect_view()}</ul>
        {left.map(|left| view! { <p class="field-warning"><Icon name="triangle-alert" size=13/>{left}</p> })}
        <footer class="dialog-foot">
            <Button
                look=ButtonLook::Primary
                label=move || t("done")
                attr:data-testid="vault-imported"
                on_click=move |_| open.set(false)
            />
        </footer>
    }
}

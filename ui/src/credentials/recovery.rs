//! The recovery code: shown once, until a person says that it is kept.
//!
//! It is in the page no longer than its dialog is open.

use std::rc::Rc;

use api::{NoticeLevel, RecoveryCode, VaultCondition, VaultKept, VaultRead, VaultRecovery};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::editor::clipboard;
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{
    Button, ButtonLook, Checkbox, Dialog, Notice, notice, notice_error, save_bytes, show_notice,
};

thread_local! {
    static CODE: ArcRwSignal<Option<RecoveryCode>> = ArcRwSignal::new(None);
}

/// Shows a code that an answer brought: once the dialog that asked for it, if it closes now, has given the focus back, so
/// that it goes there again afterwards.
pub(crate) fn show(code: RecoveryCode) {
    request_animation_frame(move || {
        request_animation_frame(move || CODE.with(|shown| shown.set(Some(code))));
    });
}

/// Makes a new code, which is then shown.
pub(crate) fn renew() {
    spawn_local(async move {
        match rpc::call(VaultRecovery {}).await {
            Ok(code) => show(code),
            Err(error) => notice_error(&error),
        }
        super::read();
    });
}

/// Tells of a code that was on the screen when the page ended: it comes back no more, but another can take its place.
pub(crate) fn remind() {
    spawn_local(async move {
        let vault = rpc::call(VaultRead {}).await;
        if vault.is_ok_and(|vault| vault.unkept && vault.state == VaultCondition::Open) {
            let again: Rc<dyn Fn()> = Rc::new(renew);
            show_notice(Notice {
                level: NoticeLevel::Warning,
                text: untrack(|| t("recovery-missed")),
                buttons: vec![(untrack(|| t("vault-recovery-do")), again)],
            });
        }
    });
}

/// It is kept. Where that cannot be noted the person is reminded once more.
async fn keep(slot: String) {
    if let Err(error) = rpc::call(VaultKept { slot }).await {
        notice_error(&error);
    }
    super::read();
}

/// Draws the recovery code while there is one to be shown; the page has one.
#[component]
pub(crate) fn RecoveryHost() -> impl IntoView {
    let code = CODE.with(ArcRwSignal::clone);
    move || {
        let code_now = StoredValue::new(code.get()?);
        let (open, kept) = (RwSignal::new(true), RwSignal::new(false));
        let gone = code.clone();
        Effect::new(move |_| {
            if !open.get() {
                gone.set(None);
                spawn_local(keep(code_now.with_value(|code| code.slot.clone())));
            }
        });
        let firm = Signal::derive(move || !kept.get());
        Some(view! {
            <Dialog open=open title=move || t("recovery-title") firm=firm>
                <Sheet open kept code=code_now/>
            </Dialog>
        })
    }
}

#[component]
fn Sheet(
    open: RwSignal<bool>,
    kept: RwSignal<bool>,
    code: StoredValue<RecoveryCode>,
) -> impl IntoView {
    let reopens = code.with_value(|code| code.reopens);
    let parts = code.with_value(|code| groups(code.code.expose()));
    let groups = parts
        .into_iter()
        .map(|group| view! { <span>{group}</span>" " })
        .collect_view();
    view! {
        <div class="recovery-sheet">
            <p class="dialog-text">{move || t(if reopens { "recovery-help" } else { "recovery-alone" })}</p>
            <div
                class="recovery-code"
                role="group"
                dir="ltr"
                translate="no"
                data-testid="recovery-code"
                aria-label=move || t("recovery-code")
            >
                {groups}
            </div>
            <p class="field-help">{move || t("recovery-where")}</p>
        </div>
        <Ways code/>
        <Checkbox
            on=kept
            on_change=move |on| kept.set(on)
            label=move || t("recovery-kept")
            attr:data-testid="recovery-kept"
        />
        <footer class="dialog-foot">
            <Button
                look=ButtonLook::Primary
                label=move || t("done")
                disabled=Signal::derive(move || !kept.get())
                attr:data-testid="recovery-done"
                on_click=move |_| open.set(false)
            />
        </footer>
    }
}

/// Copy, save, print.
#[component]
fn Ways(code: StoredValue<RecoveryCode>) -> impl IntoView {
    let copy = move |_| {
        clipboard::put(code.with_value(|code| code.code.expose().to_owned()));
        notice(NoticeLevel::Info, t("recovery-copied"));
    };
    let save = move |_| {
        let text = code.with_value(|code| {
            let code = code.code.expose();
            t_args("recovery-file", &[("code", code.into())])
        });
        save_bytes(
            "millrace-recovery-code.txt",
            "text/plain",
            format!("{text}\n").as_bytes(),
        );
    };
    let print = |_| {
        // A window that cannot print says so itself, or does nothing: the code is still there.
        let _ = window().print();
    };
    view! {
        <div class="recovery-ways">
            <Button icon="copy" label=move || t("recovery-copy") attr:data-testid="recovery-copy" on_click=copy/>
            <Button icon="download" label=move || t("recovery-save") attr:data-testid="recovery-save" on_click=save/>
            <Button icon="printer" label=move || t("recovery-print") attr:data-testid="recovery-print" on_click=print/>
        </div>
    }
}

/// The groups of a code, however they are joined.
fn groups(code: &str) -> Vec<String> {
    code.split(|letter: char| !letter.is_alphanumeric())
        .filter(|group| !group.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn a_code_is_shown_in_its_groups() {
        assert_eq!(groups("ABCDE-FGHJK 23456"), ["ABCDE", "FGHJK", "23456"]);
        assert!(groups(" - ").is_empty());
    }
}

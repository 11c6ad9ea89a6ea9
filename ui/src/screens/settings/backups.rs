//! The backups: made now, or put in the place of what is stored.

use api::{Backup, BackupKind, BackupList, BackupNow, BackupRestore, Error, NoticeLevel};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Section;
use crate::rpc;
use crate::text::{bytes, date_time, t, t_args};
use crate::widgets::{Button, Confirm, ErrorPanel, notice, notice_error};

/// The list, with what can be done.
#[component]
pub(crate) fn Backups(
    /// Goes on after a restore, where the store does not open; none can be made then.
    #[prop(optional, into)]
    on_restored: Option<Callback<()>>,
) -> impl IntoView {
    let read = RwSignal::new(None::<Result<Vec<Backup>, Error>>);
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(None::<Backup>);
    let open = RwSignal::new(false);
    let fetch = move || {
        spawn_local(async move {
            let answer = rpc::call(BackupList::default()).await;
            read.try_set(Some(answer));
        });
    };
    fetch();
    let make = move |_| {
        busy.set(true);
        spawn_local(async move {
            match rpc::call(BackupNow::default()).await {
                Ok(_) => notice(NoticeLevel::Info, untrack(|| t("backup-made"))),
                Err(error) => notice_error(&error),
            }
            busy.try_set(false);
            fetch();
        });
    };
    let restore = move |()| {
        let Some(backup) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let name = backup.name;
            match rpc::call(BackupRestore { name }).await {
                Ok(_) => {
                    notice(NoticeLevel::Info, untrack(|| t("backup-restored")));
                    if let Some(restored) = on_restored {
                        return restored.run(());
                    }
                }
                Err(error) => notice_error(&error),
            }
            busy.try_set(false);
            fetch();
        });
    };
    let ask = Callback::new(move |backup: Backup| {
        asked.set(Some(backup));
        open.set(true);
    });
    let error = Signal::derive(move || match read.get() {
        Some(Err(error)) => error,
        _ => Error::default(),
    });
    let body = move || match read.get() {
        None => ().into_any(),
        Some(Err(_)) => view! { <ErrorPanel error=error on_way_out=move |()| fetch()/> }.into_any(),
        Some(Ok(all)) if all.is_empty() => {
            view! { <p class="settings-empty muted">{move || t("backups-empty")}</p> }.into_any()
        }
        Some(Ok(all)) => {
            let lines = all.into_iter();
            let lines = lines.map(|backup| view! { <Kept backup=backup busy=busy ask=ask/> });
            view! { <ul data-testid="backups">{lines.collect_view()}</ul> }.into_any()
        }
    };
    let when = move || asked.get().map(|backup| date_time(backup.at_ms));
    view! {
        <Section id="settings-backups" help=move || t("backups-help")>
            <Show when=move || on_restored.is_none()>
                <div class="settings-line">
                    <Button label=move || t("backup-now") disabled=busy on_click=make attr:data-testid="backup-now"/>
                </div>
            </Show>
            {body}
        </Section>
        <Confirm
            open=open
            title=move || t_args("backup-restore-title", &[("when", when().unwrap_or_default().into())])
            help=move || t("backup-restore-help")
            yes=move || t("backup-restore-yes")
            on_yes=restore
        />
    }
}

/// A backup in the list.
#[component]
fn Kept(backup: Backup, busy: RwSignal<bool>, ask: Callback<Backup>) -> impl IntoView {
    let kind = match backup.kind {
        BackupKind::Daily => "backup-daily",
        BackupKind::Asked => "backup-asked",
        BackupKind::Upgrade => "backup-upgrade",
        BackupKind::Replaced => "backup-replaced",
    };
    let (at_ms, size, damaged) = (backup.at_ms, backup.bytes, backup.damaged);
    let about = move || {
        let about = format!("{} · {}", t(kind), bytes(size));
        match damaged {
            true => format!("{about} · {}", t("backup-damaged")),
            false => about,
        }
    };
    let label = move || t_args("backup-restore", &[("when", date_time(at_ms).into())]);
    view! {
        <li class="settings-line">
            <div class="settings-words">
                <span>{move || date_time(at_ms)}</span>
                <p class="field-help">{about}</p>
            </div>
            <Button
                label=move || t("backup-restore-short")
                disabled=busy
                on_click=move |_| ask.run(backup.clone())
                attr:aria-label=label
            />
        </li>
    }
}

//! The backups: made now, or put in the place of what is stored.

use std::rc::Rc;

use api::{
    Backup, BackupKind, BackupList, BackupNow, BackupRestore, BackupRestored, Error, NoticeLevel,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Section;
use crate::route::{self, Route};
use crate::rpc;
use crate::text::{bytes, date_time, t, t_args};
use crate::widgets::{
    Button, Confirm, ErrorPanel, Notice, notice, notice_about, notice_error, show_notice,
};

thread_local! {
    /// Millrace has said that nothing is written to the database any more.
    static BROKEN: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Nothing is written to the database any more: there may be no other way on than to begin with nothing.
pub(crate) fn set_broken(broken: bool) {
    BROKEN.with(|signal| signal.set(broken));
}

fn begun(on_restored: Option<Callback<()>>) {
    set_broken(false);
    if let Some(goes_on) = on_restored {
        goes_on.run(());
    }
}

/// The list, with what can be done.
#[component]
pub(crate) fn Backups(
    /// Goes on after a restore, where the store does not open; none can be made then.
    #[prop(optional, into)]
    on_restored: Option<Callback<()>>,
    /// Whether there may be no other way on than to begin with nothing.
    #[prop(optional)]
    hopeless: bool,
) -> impl IntoView {
    let read = RwSignal::new(None::<Result<Vec<Backup>, Error>>);
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(None::<Backup>);
    let open = RwSignal::new(false);
    let broken = BROKEN.with(ArcRwSignal::clone);
    let fetch = move || {
        spawn_local(async move {
            let answer = rpc::call(BackupList::default()).await;
            read.try_set(Some(answer));
        });
    };
    fetch();
    let restore = move |()| {
        let Some(backup) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let name = backup.name;
            match rpc::call(BackupRestore { name }).await {
                Ok(restored) => {
                    set_broken(false);
                    tell_restored(&restored);
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
                    <Button label=move || t("backup-now") disabled=busy on_click=move |_| make(busy, fetch) attr:data-testid="backup-now"/>
                </div>
            </Show>
            {body}
            <Show when=move || hopeless || broken.get()>
                <BeginAnew busy=busy begun=Callback::new(move |()| begun(on_restored))/>
            </Show>
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

/// Says that it is done; and which recovery code a person needs now, where it is not the newest.
fn tell_restored(restored: &BackupRestored) {
    notice_about(
        "backup",
        NoticeLevel::Info,
        untrack(|| t("backup-restored")),
    );
    let Some(made) = restored.older_code_ms else {
        return;
    };
    let when = date_time(made);
    let unlock: Rc<dyn Fn()> = Rc::new(|| route::go(&Route::Credentials));
    show_notice(Notice {
        level: NoticeLevel::Warning,
        text: untrack(|| t_args("backup-restored-older", &[("when", when.into())])),
        buttons: vec![(untrack(|| t("credentials")), unlock)],
    });
}

/// Makes one, then looks which there are.
fn make(busy: RwSignal<bool>, fetch: impl Fn() + 'static) {
    busy.set(true);
    spawn_local(async move {
        match rpc::call(BackupNow::default()).await {
            Ok(_) => notice_about("backup", NoticeLevel::Info, untrack(|| t("backup-made"))),
            Err(error) => notice_error(&error),
        }
        busy.try_set(false);
        fetch();
    });
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
    let (at_ms, size, broken) = (backup.at_ms, backup.bytes, backup.broken);
    let flaw = match (broken, backup.damaged) {
        (true, _) => Some("backup-broken"),
        (_, true) => Some("backup-damaged"),
        _ => None,
    };
    let workflows = backup.workflows;
    let about = move || {
        let mut about = t(kind);
        if let Some(count) = workflows {
            let held = t_args("backup-workflows", &[("count", count.into())]);
            about = format!("{about} · {held}");
        }
        let about = format!("{about} · {}", bytes(size));
        match flaw {
            Some(flaw) => format!("{about} · {}", t(flaw)),
            None => about,
        }
    };
    let label = move || t_args("backup-restore", &[("when", date_time(at_ms).into())]);
    view! {
        <li class="settings-line">
            <div class="settings-words">
                <span>{move || date_time(at_ms)}</span>
                <p class="field-help">{about}</p>
            </div>
            {(!broken).then(|| view! {
                <Button
                    label=move || t("backup-restore-short")
                    disabled=busy
                    on_click=move |_| ask.run(backup.clone())
                    attr:aria-label=label
                />
            })}
        </li>
    }
}

/// The way on where the database does not open and no backup helps.
#[component]
fn BeginAnew(busy: RwSignal<bool>, begun: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let begin = move |()| {
        busy.set(true);
        spawn_local(async move {
            match rpc::call(api::BeginAnew {}).await {
                Ok(_) => {
                    notice(NoticeLevel::Info, untrack(|| t("begin-anew-done")));
                    begun.run(());
                }
                Err(error) => notice_error(&error),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="settings-line">
            <p class="settings-words muted">{move || t("begin-anew-lead")}</p>
            <Button
                label=move || t("begin-anew")
                disabled=busy
                on_click=move |_| open.set(true)
                attr:data-testid="begin-anew"
            />
        </div>
        <Confirm
            open=open
            title=move || t("begin-anew-title")
            help=move || t("begin-anew-help")
            yes=move || t("begin-anew-yes")
            on_yes=begin
        />
    }
}

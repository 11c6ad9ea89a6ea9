//! The page: asks who is there, then shows the screen of the address beside the rail.

mod rail;

use std::rc::Rc;
use std::time::Duration;

use api::{Error, EventKind, NoticeLevel, code};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::events::Connection;
use crate::route::{self, Route};
use crate::text::t;
use crate::widgets::{ErrorPanel, MenuHost, Notice, NoticeHost, show_error};
use crate::{action, credentials, editor, events, inbox, missing, screens, session, text, theme};
use rail::Rail;

/// How soon it is looked again whether the data opens.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// How far the start is.
#[derive(Clone, Debug, PartialEq)]
enum Start {
    Waiting,
    Failed(Error),
    Ready,
}

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    let start = RwSignal::new(Start::Waiting);
    route::follow();
    action::follow_keyboard();
    crate::widgets::pointer::follow();
    let asks = StoredValue::new(false);
    let again = Callback::new(move |()| open(start, asks));
    again.run(());
    let failed = Signal::derive(move || match start.get() {
        Start::Failed(error) => error,
        Start::Waiting | Start::Ready => Error::default(),
    });
    move || match start.get() {
        // The page itself shows that it waits.
        Start::Waiting => ().into_any(),
        Start::Failed(error) => {
            follow_start(&error, again);
            let lasts = matches!(&*error.code, code::CLOSED_DAMAGED | code::CLOSED_NEWER);
            let restorable = lasts || error.code == code::CLOSED;
            let hopeless = error.code == code::CLOSED_DAMAGED;
            view! {
                <main class="start-failed">
                    {match lasts {
                        true => view! { <ErrorPanel error=failed/> }.into_any(),
                        false => view! { <ErrorPanel error=failed on_way_out=again/> }.into_any(),
                    }}
                    {restorable.then(|| view! { <screens::Backups on_restored=again hopeless=hopeless/> })}
                </main>
                <NoticeHost/>
            }
            .into_any()
        }
        Start::Ready => view! { <Shell/> }.into_any(),
    }
}

/// Asks again and again where it may open by itself: once the disk has space, or Millrace may write. Not where a folder is
/// missing or what is in it is damaged: whoever puts that right would find a new database in its place.
fn follow_start(error: &Error, again: Callback<()>) {
    let passes = matches!(
        &*error.code,
        code::CLOSED | code::CLOSED_FULL | code::CLOSED_READ_ONLY
    );
    if passes && let Ok(timer) = set_interval_with_handle(move || again.run(()), LOOK_AGAIN) {
        on_cleanup(move || timer.clear());
    }
}

/// Asks for all that the screens need, unless that is under way or done.
fn open(start: RwSignal<Start>, asks: StoredValue<bool>) {
    if asks.get_value() || start.get_untracked() == Start::Ready {
        return;
    }
    asks.set_value(true);
    spawn_local(async move {
        let kept = text::kept();
        let (_, opened) = futures::join!(text::speak(kept.as_deref()), session::open());
        if opened.is_ok() {
            let chosen = session::settings().with_untracked(|settings| settings.language.clone());
            if chosen != kept {
                text::speak(chosen.as_deref()).await;
            }
        }
        remove_waiting();
        asks.set_value(false);
        let now = opened.map_or_else(Start::Failed, |()| Start::Ready);
        // What stays as it is is not drawn anew, nor read out once more.
        if start.get_untracked() != now {
            start.set(now);
        }
    });
}

/// Takes away what the page showed before there was anything to show.
fn remove_waiting() {
    if let Some(waiting) = document().get_element_by_id("waiting") {
        waiting.remove();
    }
}

#[component]
fn Shell() -> impl IntoView {
    theme::follow(session::settings());
    session::follow();
    text::follow(session::settings());
    tell_notices();
    inbox::follow();
    credentials::follow();
    credentials::remind();
    let route = route::current();
    let screen = move || match route.get() {
        Route::Workflows => view! { <screens::Workflows/> }.into_any(),
        Route::Editor(id) => view! { <editor::Editor id=id/> }.into_any(),
        Route::Runs => view! { <screens::Runs/> }.into_any(),
        Route::Run(id) => view! { <editor::RunScreen id=id/> }.into_any(),
        Route::RunStep(id, node) => view! { <editor::RunScreen id=id node=node/> }.into_any(),
        Route::Credentials => view! { <screens::Credentials/> }.into_any(),
        Route::Templates => view! { <screens::Templates/> }.into_any(),
        Route::Settings => view! { <screens::Settings/> }.into_any(),
    };
    view! {
        <div class="app">
            <Rail/>
            <div class="screen">
                <ConnectionBar/>
                {screen}
            </div>
        </div>
        <screens::Everywhere/>
        <MenuHost/>
        <NoticeHost/>
    }
}

/// Shows what Millrace says unasked, and what was opened from outside the window.
fn tell_notices() {
    events::on(|event| {
        let told = match &event.what {
            EventKind::Notice(told) if missing::tells(told) => return missing::ask(told),
            EventKind::Notice(told) => told,
            EventKind::OpenWorkflow { workflow } => {
                return route::go(&Route::Editor(workflow.clone()));
            }
            _ => return,
        };
        let error = Error::new(&told.code, told.message.clone()).details(told.details.clone());
        let mut buttons = Vec::new();
        if told.code == code::BROKEN {
            screens::set_broken(true);
            let show: Rc<dyn Fn()> = Rc::new(screens::open_backups);
            buttons.push((untrack(|| t("missing-backups")), show));
        }
        if told.code == code::VAULT_LOCKED {
            let show: Rc<dyn Fn()> = Rc::new(credentials::ask_to_unlock);
            buttons.push((untrack(|| t("vault-unlock")), show));
        }
        let text = crate::widgets::error_text(&error);
        let level = told.level;
        show_error(
            &error,
            Notice {
                level,
                text,
                buttons,
            },
        );
    });
}

/// Says that Millrace is not heard, as long as it is not.
#[component]
fn ConnectionBar() -> impl IntoView {
    let connection = events::connection();
    let lost = Memo::new(move |_| connection.get() == Connection::Lost);
    Effect::new(move |before: Option<bool>| {
        let lost = lost.get();
        if before == Some(true) && !lost {
            crate::widgets::notice(NoticeLevel::Info, untrack(|| t("connection-back")));
        }
        lost
    });
    view! {
        <Show when=move || lost.get()>
            <div class="connection-bar" role="alert" data-code=code::CONNECTION>
                {move || t("connection-lost")}" "{move || t("error-connection-lost.hint")}
            </div>
        </Show>
    }
}

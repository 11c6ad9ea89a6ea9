//! What every screen knows: who is there, the kinds of nodes, the settings.
//!
//! It is the page's and not a component's, so that it can also be asked after an await.

use std::cell::RefCell;
use std::sync::Arc;

use api::{Error, EventKind, SessionOpen, SettingsRead, SettingsWrite, SpecsRead, UserSettings};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Specs;

use crate::{events, rpc, widgets};

thread_local! {
    static INFO: RefCell<Option<Arc<api::Session>>> = const { RefCell::new(None) };
    static SPECS: RefCell<Arc<Specs>> = RefCell::default();
    static SETTINGS: ArcRwSignal<UserSettings> = ArcRwSignal::new(UserSettings::default());
}

/// Who is there; none before Millrace has answered, which is before any screen is drawn.
pub fn info() -> Option<Arc<api::Session>> {
    INFO.with_borrow(Clone::clone)
}

/// Whether this machine is a Mac, where Cmd stands for Ctrl.
pub fn is_mac() -> bool {
    // The browser may be on another machine than Millrace: its own word counts.
    crate::action::platform_is_mac()
}

/// The kinds of nodes.
pub fn specs() -> Arc<Specs> {
    SPECS.with_borrow(Arc::clone)
}

/// The settings; to change them see [`change`].
pub fn settings() -> ArcRwSignal<UserSettings> {
    SETTINGS.with(ArcRwSignal::clone)
}

/// Changes the settings at once and saves them; where saving fails they are as before and a notice says so.
pub fn change(edit: impl FnOnce(&mut UserSettings)) {
    let signal = settings();
    let before = signal.get_untracked();
    let mut after = before.clone();
    edit(&mut after);
    if after == before {
        return;
    }
    signal.set(after.clone());
    spawn_local(async move {
        if let Err(error) = rpc::call(SettingsWrite { settings: after }).await {
            signal.set(before);
            widgets::notice_error(&error);
        }
    });
}

/// Asks Millrace for all of it and begins to listen.
pub(crate) async fn open() -> Result<(), Error> {
    let (session, specs) = futures::join!(rpc::call(SessionOpen {}), rpc::call(SpecsRead {}));
    let (session, specs) = (session?, specs?);
    let mut known = Specs::default();
    for spec in specs.kinds {
        known.add(Arc::unwrap_or_clone(spec));
    }
    SPECS.set(Arc::new(known));
    settings().set(session.settings.clone());
    let sequence = session.sequence;
    INFO.set(Some(Arc::new(session)));
    events::listen(sequence);
    Ok(())
}

/// Follows settings that another window changed.
pub(crate) fn follow() {
    events::on(|event| {
        if !matches!(event.what, EventKind::SettingsChanged | EventKind::Missed) {
            return;
        }
        spawn_local(async {
            let Ok(read) = rpc::call(SettingsRead {}).await else {
                return;
            };
            let signal = settings();
            if signal.get_untracked() != read {
                signal.set(read);
            }
        });
    });
}

//! The inbox: runs that broke off in a step which may have done something, and what the person decides about them.
//!
//! It is the page's and not a component's: the rail counts it, the list of runs and an opened run show it.

mod choice;

use std::cell::Cell;
use std::rc::Rc;

use api::{Decision, EventKind, Inbox, InboxDecide, InboxList, NoticeLevel};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::{self, Route};
use crate::text::{t, t_args};
use crate::widgets::{Notice, dismiss_notice, notice, notice_error, show_notice};
use crate::{events, rpc};

pub use choice::{InboxOf, InboxPanel};

thread_local! {
    static WAITING: ArcRwSignal<Inbox> = ArcRwSignal::new(Inbox::default());
    /// The notice about what waited at the start.
    static TOLD: Cell<Option<u64>> = const { Cell::new(None) };
}

/// What waits for a decision.
pub fn waiting() -> ArcRwSignal<Inbox> {
    WAITING.with(ArcRwSignal::clone)
}

/// Reads the inbox and follows it; what waits at the start is told once.
pub(crate) fn follow() {
    spawn_local(read());
    events::on(|event| {
        if matches!(
            event.what,
            EventKind::InboxChanged { .. } | EventKind::Missed
        ) {
            spawn_local(read());
        }
    });
}

async fn read() {
    // Where it cannot be read the bar about the connection says so, and what was known stays.
    let Ok(inbox) = rpc::call(InboxList {}).await else {
        return;
    };
    let count = inbox.count;
    let known = waiting();
    if known.get_untracked() != inbox {
        known.set(inbox);
    }
    match TOLD.get() {
        None if count > 0 => TOLD.set(Some(tell(count))),
        Some(told) if count == 0 => dismiss_notice(told),
        _ => {}
    }
}

/// Says that runs wait, with the way there.
fn tell(count: u32) -> u64 {
    let (text, button) = untrack(|| {
        (
            t_args("inbox-told", &[("count", count.into())]),
            t("inbox-show"),
        )
    });
    show_notice(Notice {
        level: NoticeLevel::Warning,
        text,
        buttons: vec![(button, Rc::new(|| route::go(&Route::Runs)))],
    })
}

/// Decides how a run goes on, and says what became of it; the inbox is read anew when Millrace tells that it changed,
/// which it does whatever came of it.
pub(crate) fn decide(execution: String, decision: Decision) {
    let said = t(match decision {
        Decision::Resume => "inbox-resumed",
        Decision::Skip => "inbox-skipped",
        Decision::Discard => "inbox-discarded",
    });
    let request = InboxDecide {
        execution,
        decision,
    };
    spawn_local(async move {
        match rpc::call(request).await {
            Ok(_) => notice(NoticeLevel::Info, said),
            Err(error) => notice_error(&error),
        }
    });
}

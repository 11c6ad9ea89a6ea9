//! The inbox: runs that broke off in a step which may have done something, and what the person decides about them.
//!
//! It is the page's and not a component's: the rail counts it, the list of runs and an opened run show it.

mod choice;

use std::cell::Cell;
use std::rc::Rc;

use api::{Decision, EventKind, Inbox, InboxDecide, InboxEntry, InboxList, NoticeLevel};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::text::{t, t_args};
use crate::widgets::{Notice, dismiss_notice, notice_error, show_notice};
use crate::{events, rpc, screens};

pub use choice::{InboxOf, InboxPanel};

/// A run that waits, or one that was decided about here and keeps its place on the screen: whatever moved up would come to
/// lie under the pointer, and the second press of a double click would decide about another run.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    entry: InboxEntry,
    decided: Option<Decision>,
}

thread_local! {
    static WAITING: ArcRwSignal<Inbox> = ArcRwSignal::new(Inbox::default());
    static SHOWN: ArcRwSignal<Vec<Shown>> = ArcRwSignal::new(Vec::new());
    /// The notice about what waited at the start.
    static TOLD: Cell<Option<u64>> = const { Cell::new(None) };
}

/// What waits for a decision.
pub fn waiting() -> ArcRwSignal<Inbox> {
    WAITING.with(ArcRwSignal::clone)
}

/// Whether a run of a workflow waits for a decision.
pub(crate) fn waits_of(workflow: &str) -> bool {
    waiting().with_untracked(|inbox| {
        let mut entries = inbox.entries.iter();
        entries.any(|entry| entry.workflow == workflow)
    })
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
    let rows = shown();
    let merged = rows.with_untracked(|rows| merge(rows, &inbox.entries));
    if rows.with_untracked(|rows| *rows != merged) {
        rows.set(merged);
    }
    if known.with_untracked(|known| *known != inbox) {
        known.set(inbox);
    }
    match TOLD.get() {
        None if count > 0 => TOLD.set(Some(tell(count))),
        Some(told) if count == 0 => dismiss_notice(told),
        _ => {}
    }
}

/// What is shown: what waits, and what was decided about since the screen was opened.
fn shown() -> ArcRwSignal<Vec<Shown>> {
    SHOWN.with(ArcRwSignal::clone)
}

/// Every row keeps its place; what is new comes last, what somebody else decided about goes.
fn merge(rows: &[Shown], waits: &[InboxEntry]) -> Vec<Shown> {
    let find = |execution: &str| waits.iter().find(|entry| entry.execution == execution);
    let kept = rows.iter().filter_map(|row| {
        let now = find(&row.entry.execution);
        (now.is_some() || row.decided.is_some()).then(|| Shown {
            entry: now.unwrap_or(&row.entry).clone(),
            decided: row.decided,
        })
    });
    let known = |entry: &&InboxEntry| {
        !rows
            .iter()
            .any(|row| row.entry.execution == entry.execution)
    };
    let new = waits.iter().filter(known).map(|entry| Shown {
        entry: entry.clone(),
        decided: None,
    });
    kept.chain(new).collect()
}

/// The screen is left: what was decided about is not shown any more.
fn leave() {
    let waits = waiting();
    let still = |row: &Shown| {
        waits.with_untracked(|inbox| {
            let mut entries = inbox.entries.iter();
            entries.any(|entry| entry.execution == row.entry.execution)
        })
    };
    shown().update(|rows| rows.retain(still));
}

fn mark(execution: &str, decided: Option<Decision>) {
    shown().update(|rows| {
        let mut rows = rows.iter_mut();
        if let Some(row) = rows.find(|row| row.entry.execution == execution) {
            row.decided = decided;
        }
    });
}

/// The inbox is looked at: it need not be told of any more.
fn seen() {
    if let Some(told) = TOLD.get() {
        dismiss_notice(told);
    }
}

/// Says that runs wait, with the way there.
fn tell(count: u32) -> u64 {
    let (text, button) = untrack(|| {
        (
            t_args("inbox-told", &[("count", count.into())]),
            t("inbox-open"),
        )
    });
    show_notice(Notice {
        level: NoticeLevel::Warning,
        text,
        buttons: vec![(button, Rc::new(screens::open_inbox))],
    })
}

/// Decides how a run goes on: its row says so at once and gives the buttons back where that was refused. The inbox is read
/// anew when Millrace tells that it changed, which it does whatever came of it.
pub(crate) fn decide(execution: String, decision: Decision) {
    mark(&execution, Some(decision));
    let request = InboxDecide {
        execution: execution.clone(),
        decision,
    };
    spawn_local(async move {
        if let Err(error) = rpc::call(request).await {
            mark(&execution, None);
            notice_error(&error);
            read().await;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(execution: &str) -> InboxEntry {
        InboxEntry {
            execution: execution.to_owned(),
            workflow: String::new(),
            name: String::new(),
            mode: model::Mode::Manual,
            started_ms: 0,
            review: model::Review::default(),
            may_have: api::MayHave::Done,
        }
    }

    #[test]
    fn what_was_decided_about_keeps_its_place() {
        let rows = merge(&[], &[entry("a"), entry("b"), entry("c")]);
        let mut rows: Vec<Shown> = rows;
        rows[0].decided = Some(Decision::Resume);
        let now = merge(&rows, &[entry("c"), entry("d")]);
        let order: Vec<&str> = now.iter().map(|row| &*row.entry.execution).collect();
        assert_eq!(order, ["a", "c", "d"], "b was decided about elsewhere");
        assert_eq!(now[0].decided, Some(Decision::Resume));
    }
}

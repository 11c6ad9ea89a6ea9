//! Brings changes to the store: a moment after the last key, at once when something leans on them.

use std::time::Duration;

use api::{WorkflowEdit, WorkflowOpen, code};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::{Next, Open, Saved};
use super::say;
use super::state::Editor;
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{error_text, notice_error};

/// So long after the last change it goes out.
const PAUSE: Duration = Duration::from_millis(350);
/// So long after a failure it is tried again.
const AGAIN: Duration = Duration::from_millis(2500);

thread_local! {
    static WAITING: std::cell::Cell<Option<TimeoutHandle>> = const { std::cell::Cell::new(None) };
}

/// Sends what is not saved in a moment.
pub fn soon(editor: Editor) {
    after(editor, PAUSE);
}

fn after(editor: Editor, pause: Duration) {
    if let Some(handle) = WAITING.take() {
        handle.clear();
    }
    let handle = set_timeout_with_handle(move || send(editor), pause);
    WAITING.set(handle.ok());
}

/// Sends what is not saved.
pub fn send(editor: Editor) {
    let batch = editor.open.try_update_untracked(Open::batch).flatten();
    if let Some(batch) = batch {
        spawn_local(deliver(editor, batch));
    }
}

async fn deliver(editor: Editor, batch: WorkflowEdit) {
    let answer = rpc::call(batch).await;
    let next = editor.open.try_update(|open| match &answer {
        Ok(done) => open.stored(done),
        Err(error) => open.refused(error),
    });
    match next {
        Some(Next::Send) => send(editor),
        Some(Next::Retry) => after(editor, AGAIN),
        Some(Next::Reload) => {
            let refused = answer.err().filter(|error| error.code != code::CONFLICT);
            if let Some(error) = &refused {
                notice_error(error);
            }
            reload(editor, refused.is_none()).await;
        }
        Some(Next::Nothing) | None => {}
    }
}

/// Opens the draft again: it was changed elsewhere, or a change was refused.
pub async fn reload(editor: Editor, lost: bool) {
    match rpc::call(WorkflowOpen { id: editor.id() }).await {
        Ok(draft) => {
            if editor.open.try_update(|open| open.replace(draft)).is_some() {
                editor.drop_gone();
                if lost {
                    say::reloaded();
                }
            }
        }
        Err(error) => say::failed(&error),
    }
}

/// Waits until everything is saved; whether it is. Where it is not, the person is told.
pub async fn flush(editor: Editor) -> bool {
    send(editor);
    for _ in 0..100 {
        let saved = editor.open.try_with_untracked(|open| open.saved().clone());
        match saved {
            Some(Saved::Yes) => return true,
            Some(Saved::Pending) => gloo_timers::future::TimeoutFuture::new(30).await,
            Some(Saved::Offline) => return not_saved(t("error-connection-lost")),
            Some(Saved::Failing(error)) => return not_saved(error_text(&error)),
            Some(Saved::Refused(reason)) => return not_saved(reason),
            None => return false,
        }
    }
    not_saved(t("editor-saving"))
}

/// What was asked for leans on the changes: it is not done, and the person is told why.
fn not_saved(reason: String) -> bool {
    say::warn(t_args("error-not-saved", &[("message", reason.into())]));
    false
}

/// Another window, or this one, saved the draft.
pub fn heard(editor: Editor, edits: u64) {
    let next = editor.open.try_with_untracked(|open| open.heard(edits));
    if next == Some(Next::Reload) {
        spawn_local(reload(editor, false));
    }
}

/// Opens the draft again if it is not the one that is known here: events were missed.
pub async fn reload_if_other(editor: Editor) {
    let waiting = editor.open.try_with_untracked(Open::is_waiting);
    if waiting == Some(false)
        && let Ok(draft) = rpc::call(WorkflowOpen { id: editor.id() }).await
    {
        let edits = draft.edits;
        let next = editor.open.try_with_untracked(|open| open.heard(edits));
        if next == Some(Next::Reload) {
            editor.open.update(|open| open.replace(draft));
            editor.drop_gone();
        }
    }
}

//! What follows every change by itself: problems, stale results, the looks of the canvas.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use model::{NodeId, check};

use super::board::follow_looks;
use super::state::{Editor, Shown};
use super::{runner, sync};

/// Problems are looked for so long after the last change.
const PAUSE: Duration = Duration::from_millis(120);

/// Follows the draft until the editor is left.
pub fn follow(editor: Editor) {
    follow_looks(editor);
    let turn = StoredValue::new(0_u32);
    let revision = Memo::new(move |_| editor.open.with(|open| open.revision()));
    Effect::new(move |before: Option<u64>| {
        let now = revision.get();
        turn.update_value(|turn| *turn += 1);
        let own = turn.get_value();
        let look = move || {
            if turn.try_get_value() == Some(own) {
                look_over(editor);
            }
        };
        // What was just opened is looked over at once.
        match before {
            None => look(),
            Some(_) => set_timeout(look, PAUSE),
        }
        editor.board.with_value(|board| board.repaint());
        now
    });
    // A step that was just added is an ordinary one once it was left, or a run was asked for.
    Effect::new(move |_| {
        let run = editor.starting.get();
        let selected = editor.selection.with(|selection| selection.nodes.clone());
        let left = |node: &NodeId| run || !selected.contains(node);
        if editor.fresh.with_untracked(|fresh| fresh.iter().any(left)) {
            editor
                .fresh
                .update(|fresh| fresh.retain(|node| !left(node)));
        }
    });
    Effect::new(move |_| {
        crate::theme::is_dark().track();
        editor.shown.track();
        editor.board.with_value(|board| board.repaint());
    });
    let hidden = window_event_listener(leptos::ev::visibilitychange, move |_| sync::send(editor));
    let left = window_event_listener(leptos::ev::pagehide, move |_| sync::send(editor));
    let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
        if editor.open.with_untracked(|open| open.is_waiting()) {
            sync::send(editor);
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        hidden.remove();
        left.remove();
        closing.remove();
        sync::send(editor);
    });
}

fn look_over(editor: Editor) {
    let drafted = editor
        .shown
        .try_with_untracked(|shown| matches!(shown, Shown::Draft));
    if drafted != Some(true) {
        return;
    }
    let specs = editor.specs();
    let found = editor
        .open
        .with_untracked(|open| check(open.workflow(), &specs));
    if editor.problems.with_untracked(|known| **known != found) {
        editor.problems.set(Arc::new(found));
    }
    runner::mark_stale(editor);
}

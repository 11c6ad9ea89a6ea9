//! Runs from the editor: started, asked for, followed, stopped.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use api::{EventKind, LastRun, RunOpen, RunScope, RunStart, RunStop, code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Effect as Effects, ExecutionEvent, NodeId};
use value::Value;

use super::compare::stale;
use super::progress::{Heard, Progress};
use super::state::{Ask, Editor, Panel};
use super::{say, sync, upstream};
use crate::route::{self, Route};
use crate::{events, inbox, rpc};

thread_local! {
    /// A run that is to begin once its workflow is open: the workflow, and how much of it.
    static WANTED: RefCell<Option<(String, RunScope)>> = const { RefCell::new(None) };
}

/// Events of a run are gathered for so long before they are shown.
const GATHER: Duration = Duration::from_millis(50);

/// Runs the workflow; asks first where a run of it was cut off, which may have done some of it already.
pub fn run(editor: Editor) {
    match inbox::waits_of(&editor.id()) {
        true => editor.ask.set(Some(Ask::CutOff)),
        false => start(editor, RunScope::All),
    }
}

/// Runs one step on the input that it had last; asks first where that sends something.
pub fn test(editor: Editor, node: NodeId) {
    let found = editor.peek(|workflow| {
        let known = workflow.node(&node)?;
        let fed = upstream::parent(workflow, &node).map(|(parent, _)| parent.id.clone());
        Some((known.is_trigger(&editor.specs()), fed))
    });
    let Some((trigger, fed)) = found else { return };
    let stored = fed.is_none_or(|parent| has_output(editor, &parent));
    match (trigger, stored) {
        (true, _) => start(editor, RunScope::UpTo(node)),
        (false, true) => start(editor, RunScope::Only(node)),
        (false, false) => editor.ask.set(Some(Ask::NoInput(node))),
    }
}

/// Whether a step has output that the next one can be tried on.
fn has_output(editor: Editor, node: &NodeId) -> bool {
    let pinned = editor.peek(|workflow| workflow.pinned.contains_key(node));
    pinned
        || editor.run.with_untracked(|run| {
            run.as_ref()
                .and_then(|run| run.of(node))
                .is_some_and(|of| !of.items_out.is_empty())
        })
}

/// Starts a run. One that ends at a step which sends something, alone or after those before it, asks first: who wants to
/// see what comes out may not want it sent.
pub fn start(editor: Editor, scope: RunScope) {
    let sends = |node: &NodeId| {
        let specs = editor.specs();
        editor.peek(|workflow| {
            let node = workflow.node(node)?;
            let spec = specs.get(&node.kind)?;
            Some(spec.effect == Effects::Unsafe && !node.is_trigger(&specs))
        })
    };
    match &scope {
        RunScope::UpTo(node) | RunScope::Only(node) if sends(node) == Some(true) => {
            editor
                .ask
                .set(Some(Ask::Unsafe(node.clone(), scope.clone())));
        }
        _ => go(editor, scope),
    }
}

/// Opens a workflow and starts a run there, where it is asked and followed.
pub fn run_in_editor(workflow: String, scope: RunScope) {
    let route = Route::Editor(workflow.clone());
    WANTED.set(Some((workflow, scope)));
    route::go(&route);
}

/// Starts the run that the workflow was opened for, if it was for one.
pub fn start_wanted(editor: Editor) {
    let id = editor.id();
    let wanted = WANTED.take().filter(|(workflow, _)| *workflow == id);
    if let Some((_, scope)) = wanted {
        go(editor, scope);
    }
}

/// Tries the step that failed once more with what it was given, and goes on behind it: here, or in the workflow's editor.
pub fn retry(editor: Editor, node: NodeId) {
    let found = editor.run.try_with_untracked(|run| {
        let run = run.as_ref()?;
        let workflow = run.view().summary.workflow.clone();
        Some((workflow, run.execution().to_owned()))
    });
    // What unlocks the credentials may take longer than the editor is open.
    let Some((workflow, execution)) = found.flatten() else {
        return;
    };
    let scope = RunScope::From { node, execution };
    match editor.is_editable_now() {
        true => go(editor, scope),
        false => run_in_editor(workflow, scope),
    }
}

/// Starts a run once everything is saved; what had to be asked was asked.
pub fn go(editor: Editor, scope: RunScope) {
    launch(editor, scope, false);
}

/// Starts a run with what is allowed, though it wants more: the person has seen that and left it out.
pub fn go_as_allowed(editor: Editor, scope: RunScope) {
    launch(editor, scope, true);
}

fn launch(editor: Editor, scope: RunScope, as_allowed: bool) {
    let running = editor
        .run
        .with_untracked(|run| run.as_ref().is_some_and(Progress::is_running));
    if running || editor.starting.get_untracked() {
        return;
    }
    editor.starting.set(true);
    editor.scope.set_value(scope.clone());
    spawn_local(async move {
        if sync::flush(editor).await {
            begin(editor, scope, as_allowed).await;
        }
        if editor.starting.try_set(false).is_none() {
            show_told(editor);
        }
    });
}

async fn begin(editor: Editor, scope: RunScope, as_allowed: bool) {
    let request = RunStart {
        workflow: editor.id(),
        scope: scope.clone(),
        start: None,
        items: None,
        as_allowed,
    };
    match rpc::call(request).await {
        Ok(started) => open(editor, &started.execution).await,
        Err(error) => refused(editor, scope, error),
    }
}

fn refused(editor: Editor, scope: RunScope, error: api::Error) {
    match error.code.as_str() {
        code::GRANT => {
            let missing = error.details.get("grants").and_then(Value::as_array);
            let missing = missing.unwrap_or_default().iter();
            let missing = missing.filter_map(Value::as_str).map(str::to_owned);
            editor.ask.set(Some(Ask::Grants {
                scope,
                missing: missing.collect(),
            }));
        }
        code::CHECK => {
            editor.panel.set(Panel::Problems);
            say::failed(&error);
        }
        _ => say::failed(&error),
    }
}

/// Opens a run and follows it.
pub async fn open(editor: Editor, execution: &str) {
    let request = RunOpen {
        execution: execution.to_owned(),
    };
    match rpc::call(request).await {
        Ok(view) => show(editor, Progress::new(view)),
        Err(error) => say::failed(&error),
    }
}

/// Opens the workflow's last run, so that its values are there.
pub async fn open_last(editor: Editor) {
    let request = LastRun {
        workflow: editor.id(),
    };
    match rpc::call(request).await {
        Ok(Some(view)) => {
            let known = editor
                .run
                .try_with_untracked(|run| run.as_ref().is_some_and(|run| run.is_ahead_of(&view)));
            // A run that began while this one was read stays.
            if known == Some(false) {
                show(editor, Progress::new(view));
            }
        }
        Ok(None) => {}
        Err(error) => say::failed(&error),
    }
}

fn show(editor: Editor, run: Progress) {
    if editor.run.try_set(Some(run)).is_none() {
        mark_stale(editor);
        spawn_local(super::run::read_written(editor));
    }
}

/// Stops the run.
pub fn stop(editor: Editor) {
    let execution = editor
        .run
        .with_untracked(|run| run.as_ref().map(|run| run.execution().to_owned()));
    let Some(execution) = execution else { return };
    spawn_local(async move {
        if let Err(error) = rpc::call(RunStop { execution }).await {
            say::failed(&error);
        }
    });
}

/// Follows what is told of the workflow: its runs and its saving.
pub fn follow(editor: Editor) {
    let own = editor.id();
    events::on(move |event| match &event.what {
        EventKind::Execution { workflow, event } if *workflow == own => gather(editor, event),
        EventKind::Saved { workflow, edits } if *workflow == own => sync::heard(editor, *edits),
        EventKind::Missed => {
            spawn_local(open_last(editor));
            spawn_local(sync::reload_if_other(editor));
        }
        _ => {}
    });
}

/// Follows what is told of one run.
pub fn follow_run(editor: Editor) {
    // What was told while it was read was heard by nobody.
    if editor
        .run
        .with_untracked(|run| run.as_ref().is_some_and(Progress::is_running))
    {
        reopen(editor);
    }
    events::on(move |event| match &event.what {
        EventKind::Execution { event, .. } => gather(editor, event),
        EventKind::Missed => reopen(editor),
        _ => {}
    });
}

fn gather(editor: Editor, event: &ExecutionEvent) {
    let first = editor.told.try_update_value(|told| {
        told.push(event.clone());
        told.len() == 1
    });
    if first == Some(true) {
        set_timeout(move || show_told(editor), GATHER);
    }
}

fn show_told(editor: Editor) {
    // What is told of a run that is not open yet waits for it.
    if editor.starting.try_get_untracked() != Some(false) {
        return;
    }
    let told = editor.told.try_update_value(std::mem::take);
    let told = told.unwrap_or_default();
    let known = editor
        .run
        .with_untracked(|run| run.as_ref().map(|run| run.execution().to_owned()));
    let other = told
        .iter()
        .find(|event| known.as_deref() != Some(event.execution.as_str()))
        .map(|event| event.execution.clone());
    let mut heard = Heard::Nothing;
    editor.run.update(|run| {
        let Some(run) = run else { return };
        for event in &told {
            match run.hear(event) {
                Heard::Nothing => {}
                Heard::Gap => {
                    heard = Heard::Gap;
                    break;
                }
                next => heard = next,
            }
        }
    });
    match heard {
        Heard::Ended | Heard::Gap => reopen(editor),
        Heard::Changed => mark_stale(editor),
        Heard::Nothing => {}
    }
    // A run of this workflow that another window, or the tray, has started.
    if let Some(execution) = other.filter(|_| editor.is_editable_now()) {
        spawn_local(async move { open(editor, &execution).await });
    }
}

/// Reads the run again: what events do not tell, or what was missed of them.
pub fn reopen(editor: Editor) {
    let execution = editor
        .run
        .with_untracked(|run| run.as_ref().map(|run| run.execution().to_owned()));
    let Some(execution) = execution else { return };
    spawn_local(async move {
        let Ok(view) = rpc::call(RunOpen { execution }).await else {
            return;
        };
        let awaited = editor.run.try_with_untracked(|run| {
            run.as_ref()
                .is_some_and(|run| run.execution() == view.summary.id && !run.is_ahead_of(&view))
        });
        if awaited == Some(true) {
            show(editor, Progress::new(view));
        }
    });
}

/// Marks the results that are from before a change.
pub fn mark_stale(editor: Editor) {
    let found = editor.run.with_untracked(|run| {
        let run = run.as_ref()?;
        let found = editor
            .open
            .with_untracked(|open| stale(run.workflow(), open.workflow()));
        Some(found)
    });
    let found = Arc::new(found.unwrap_or_default());
    if editor.stale.with_untracked(|known| *known != found) {
        editor.stale.set(found);
    }
}

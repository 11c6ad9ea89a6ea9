//! Versions: kept, listed, compared on the canvas, restored; and the workflow as a file.

mod list;

pub use list::VersionList;

use std::sync::Arc;

use api::{ExportFormat, WorkflowCheckpoint, WorkflowExport, WorkflowRestore, WorkflowVersion};
use leptos::prelude::*;

use super::compare::Difference;
use super::state::{Editor, Shown};
use super::{say, sync};
use crate::rpc;
use crate::text::t;

/// Keeps the draft as a version, with a name if one is given.
pub async fn keep(editor: Editor, name: Option<String>) -> bool {
    if !sync::flush(editor).await {
        return false;
    }
    let id = editor.id();
    match rpc::call(WorkflowCheckpoint { id, name }).await {
        Ok(version) => {
            editor.open.update(|open| open.kept(version.revision));
            say::info(t("editor-version-kept"));
            true
        }
        Err(error) => {
            say::failed(&error);
            false
        }
    }
}

/// Shows on the canvas what restoring a version would change.
pub async fn compare(editor: Editor, revision: i64) {
    let id = editor.id();
    match rpc::call(WorkflowVersion { id, revision }).await {
        Ok(version) => {
            let (both, difference) = editor.open.with_untracked(|open| {
                let difference = Difference::between(open.workflow(), &version.workflow);
                let both = difference.both(open.workflow(), &version.workflow);
                (both, difference)
            });
            editor.select(Vec::new());
            editor
                .shown
                .set(Shown::Versions(Arc::new(both), Arc::new(difference)));
        }
        Err(error) => say::failed(&error),
    }
}

/// Shows the draft again.
pub fn end_comparing(editor: Editor) {
    if !editor.is_editable_now() {
        editor.shown.set(Shown::Draft);
        editor.drop_gone();
    }
}

/// Makes a version the draft; undo brings the draft back.
pub async fn restore(editor: Editor, revision: i64) {
    if !sync::flush(editor).await {
        return;
    }
    let id = editor.id();
    match rpc::call(WorkflowRestore { id, revision }).await {
        Ok(draft) => {
            end_comparing(editor);
            editor.open.update(|open| open.replace(draft));
            editor.drop_gone();
            say::info(t("editor-version-restored"));
        }
        Err(error) => say::failed(&error),
    }
}

/// Hands the workflow over as a file.
pub fn export(editor: Editor, format: ExportFormat) {
    leptos::task::spawn_local(async move {
        if sync::flush(editor).await {
            save(editor.id(), format);
        }
    });
}

/// Hands over what is stored of a workflow as a file.
pub fn save(id: String, format: ExportFormat) {
    leptos::task::spawn_local(async move {
        match rpc::call(WorkflowExport { id, format }).await {
            Ok(file) => crate::widgets::save_file(&file.name, &file.text),
            Err(error) => say::failed(&error),
        }
    });
}

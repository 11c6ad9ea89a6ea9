//! What is done to workflows of the list: opened, copied, put into the trash and taken out again, written to files.

use api::{
    Command, Error, ExportFormat, NoticeLevel, WorkflowCreate, WorkflowDuplicate, WorkflowErase,
    WorkflowExport, WorkflowLabel, WorkflowRow, WorkflowTrash, WorkflowUntrash,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shelf::Shelf;
use crate::route::{self, Route};
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{forget_ways_back, notice, notice_error, notice_undo, save_file};

/// Opens a workflow.
pub(super) fn open(row: &WorkflowRow) {
    route::go(&Route::Editor(row.id.clone()));
}

/// Makes an empty workflow and opens it.
pub(crate) fn create(folder: Option<String>) {
    let name = t("workflow-new-name");
    spawn_local(async move {
        let request = WorkflowCreate {
            name,
            folder,
            workflow: None,
        };
        match rpc::call(request).await {
            Ok(draft) => route::go(&Route::Editor(draft.workflow.id)),
            Err(error) => notice_error(&error),
        }
    });
}

/// Copies workflows.
pub(super) fn duplicate(shelf: Shelf, rows: Vec<WorkflowRow>) {
    each(shelf, rows, |row| WorkflowDuplicate { id: row.id }, |_| {});
}

/// Puts workflows into the trash, with a way back.
pub(super) fn trash(shelf: Shelf, rows: Vec<WorkflowRow>) {
    let said = about("workflows-trashed", &rows);
    let back = rows.clone();
    each(
        shelf,
        rows,
        |row| WorkflowTrash { id: row.id },
        move |done| {
            if done > 0 {
                let back = back.clone();
                notice_undo(said, move || untrash_quietly(back.clone()));
            }
        },
    );
}

fn untrash_quietly(rows: Vec<WorkflowRow>) {
    // The list follows by itself, and may not be shown any more.
    spawn_local(async move {
        for row in rows {
            if let Err(error) = rpc::call(WorkflowUntrash { id: row.id }).await {
                notice_error(&error);
                return;
            }
        }
    });
}

/// Takes workflows out of the trash.
pub(super) fn untrash(shelf: Shelf, rows: Vec<WorkflowRow>) {
    let said = about("workflows-restored", &rows);
    each(
        shelf,
        rows,
        |row| WorkflowUntrash { id: row.id },
        move |done| {
            if done > 0 {
                notice(NoticeLevel::Info, said);
            }
        },
    );
}

/// Deletes workflows of the trash for good.
pub(super) fn erase(shelf: Shelf, rows: Vec<WorkflowRow>) {
    let said = about("workflows-erased", &rows);
    each(
        shelf,
        rows,
        |row| WorkflowErase { id: row.id },
        move |done| {
            forget_ways_back();
            if done > 0 {
                notice(NoticeLevel::Info, said);
            }
        },
    );
}

/// Changes how workflows are listed.
pub(super) fn label(
    shelf: Shelf,
    rows: Vec<WorkflowRow>,
    change: impl Fn(&WorkflowRow) -> WorkflowLabel + 'static,
) {
    each(
        shelf,
        rows,
        move |row| WorkflowLabel {
            id: row.id.clone(),
            ..change(&row)
        },
        |_| {},
    );
}

/// Writes workflows to files.
pub(super) fn export(rows: Vec<WorkflowRow>, format: ExportFormat) {
    spawn_local(async move {
        for row in rows {
            match rpc::call(WorkflowExport { id: row.id, format }).await {
                Ok(file) => save_file(&file.name, &file.text),
                Err(error) => {
                    notice_error(&error);
                    return;
                }
            }
        }
    });
}

/// Does the same to several workflows, one after the other, until one is refused; then says how many were done.
fn each<C, M>(shelf: Shelf, rows: Vec<WorkflowRow>, request: M, done: impl FnOnce(usize) + 'static)
where
    C: Command + 'static,
    M: Fn(WorkflowRow) -> C + 'static,
{
    spawn_local(async move {
        let mut count = 0;
        let mut refused: Option<Error> = None;
        for row in rows {
            match rpc::call(request(row)).await {
                Ok(_) => count += 1,
                Err(error) => {
                    refused = Some(error);
                    break;
                }
            }
        }
        if shelf.trash.try_get_untracked().is_some() {
            shelf.read();
        }
        done(count);
        if let Some(error) = refused {
            notice_error(&error);
        }
    });
}

/// A sentence about workflows: by name where it is one.
fn about(key: &str, rows: &[WorkflowRow]) -> String {
    let name = rows.first().map_or("", |row| row.name.as_str());
    t_args(key, &[("count", rows.len().into()), ("name", name.into())])
}

//! What can be done to a workflow, or to several: the lines of its menu.

use api::{ExportFormat, WorkflowRow};
use leptos::prelude::*;

use super::deeds;
use super::dialogs::Asked;
use super::shelf::Shelf;
use crate::action::Action;
use crate::text::t;
use crate::widgets::MenuItem;

/// The lines for some workflows.
pub(super) fn lines(
    shelf: Shelf,
    asked: RwSignal<Option<Asked>>,
    rows: Vec<WorkflowRow>,
) -> Vec<MenuItem> {
    if shelf.trash.get_untracked() {
        return trash_lines(shelf, asked, rows);
    }
    let one = if let [row] = rows.as_slice() {
        Some(row.clone())
    } else {
        None
    };
    let mut lines = Vec::new();
    if let Some(row) = one {
        let renamed = row.clone();
        lines.push(MenuItem::of_action(Action::Open, move || deeds::open(&row)));
        lines.push(MenuItem::of_action(Action::Rename, move || {
            asked.set(Some(Asked::Rename(Box::new(renamed.clone()))));
        }));
    }
    let [copied, moved, tagged, ours, theirs, gone] = std::array::from_fn(|_| rows.clone());
    lines.extend([
        MenuItem::of_action(Action::Duplicate, move || {
            deeds::duplicate(shelf, copied.clone())
        }),
        MenuItem::Line,
        MenuItem::new("move", "folder-input", t("move-to-folder"), move || {
            asked.set(Some(Asked::Move(moved.clone())));
        }),
        MenuItem::new("tags", "tag", t("edit-tags"), move || {
            asked.set(Some(Asked::Tags(tagged.clone())))
        }),
        MenuItem::Line,
        MenuItem::new("export", "download", t("export-millrace"), move || {
            deeds::export(ours.clone(), ExportFormat::Millrace);
        }),
        MenuItem::new("export-n8n", "download", t("export-n8n"), move || {
            deeds::export(theirs.clone(), ExportFormat::N8n);
        }),
        MenuItem::Line,
        MenuItem::of_action(Action::Delete, move || deeds::trash(shelf, gone.clone())).danger(),
    ]);
    lines
}

fn trash_lines(
    shelf: Shelf,
    asked: RwSignal<Option<Asked>>,
    rows: Vec<WorkflowRow>,
) -> Vec<MenuItem> {
    let gone = rows.clone();
    vec![
        MenuItem::new("restore", "archive-restore", t("restore"), move || {
            deeds::untrash(shelf, rows.clone());
        }),
        MenuItem::Line,
        MenuItem::new("erase", "trash-2", t("erase"), move || {
            asked.set(Some(Asked::Erase(gone.clone())));
        })
        .danger(),
    ]
}

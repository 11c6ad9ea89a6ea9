//! What the list of workflows knows: the workflows, which of them are shown and in which order, which are chosen.

use std::collections::BTreeSet;
use std::time::Duration;

use api::{Error, EventKind, PageRequest, WorkflowFilter, WorkflowList, WorkflowRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::{events, rpc, session};

/// How many workflows are asked for at once.
const PAGE: u32 = 500;
/// Changes that come in quick succession are read once.
const SETTLE: Duration = Duration::from_millis(120);

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Changed,
    Created,
    LastRun,
    Name,
}

impl Sort {
    pub(super) const ALL: [Self; 4] = [Self::Changed, Self::Created, Self::LastRun, Self::Name];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Created => "created",
            Self::LastRun => "last-run",
            Self::Name => "name",
        }
    }

    /// Key of its words.
    pub(super) fn text_key(self) -> &'static str {
        match self {
            Self::Changed => "sort-changed",
            Self::Created => "sort-created",
            Self::LastRun => "sort-last-run",
            Self::Name => "sort-name",
        }
    }
}

/// Which workflows are shown, in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wanted {
    pub text: String,
    pub folder: Option<String>,
    pub tag: Option<String>,
    pub sort: Sort,
    /// The other way round.
    pub reversed: bool,
}

impl Wanted {
    fn wants(&self, row: &WorkflowRow) -> bool {
        let text = self.text.trim().to_lowercase();
        let says = |words: &str| words.to_lowercase().contains(&text);
        let in_folder = |wanted: &String| {
            let folder = row.folder.as_deref().unwrap_or_default();
            let below = folder.strip_prefix(wanted.as_str());
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        (text.is_empty() || says(&row.name) || row.tags.iter().any(|tag| says(tag)))
            && self.folder.as_ref().is_none_or(in_folder)
            && self.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
    }

    /// The rows that are shown, in order.
    pub(super) fn arrange(&self, rows: &[WorkflowRow]) -> Vec<WorkflowRow> {
        let mut shown: Vec<WorkflowRow> =
            rows.iter().filter(|row| self.wants(row)).cloned().collect();
        match self.sort {
            Sort::Changed => shown.sort_by_key(|row| -row.updated_ms),
            Sort::Created => shown.sort_by_key(|row| -row.created_ms),
            Sort::LastRun => {
                shown.sort_by_key(|row| {
                    -row.last_run
                        .as_ref()
                        .map_or(i64::MIN + 1, |run| run.started_ms)
                });
            }
            Sort::Name => shown.sort_by_cached_key(|row| row.name.to_lowercase()),
        }
        if self.reversed {
            shown.reverse();
        }
        shown
    }

    /// Whether anything is left out.
    pub(super) fn is_narrow(&self) -> bool {
        !self.text.trim().is_empty() || self.folder.is_some() || self.tag.is_some()
    }
}

/// The list's state; copies mean the same list.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub rows: RwSignal<Vec<WorkflowRow>>,
    pub loaded: RwSignal<bool>,
    pub error: RwSignal<Option<Error>>,
    pub text: RwSignal<String>,
    pub folder: RwSignal<Option<String>>,
    pub tag: RwSignal<Option<String>>,
    pub sort: RwSignal<Sort>,
    pub reversed: RwSignal<bool>,
    pub trash: RwSignal<bool>,
    pub grid: RwSignal<bool>,
    pub chosen: RwSignal<BTreeSet<String>>,
    wanted: Memo<Wanted>,
    pub shown: Memo<Vec<WorkflowRow>>,
}

impl Shelf {
    /// The list, read at once and again whenever something changed.
    pub(super) fn new() -> Self {
        let layout = session::settings().with_untracked(|settings| settings.layout.clone());
        let kept = layout.get("workflows.sort").map_or("", String::as_str);
        let sort = Sort::ALL
            .into_iter()
            .find(|sort| sort.id() == kept)
            .unwrap_or_default();
        let (rows, text) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
        let (folder, tag) = (RwSignal::new(None), RwSignal::new(None));
        let (sort, reversed) = (RwSignal::new(sort), RwSignal::new(false));
        let wanted = Memo::new(move |_| Wanted {
            text: text.get(),
            folder: folder.get(),
            tag: tag.get(),
            sort: sort.get(),
            reversed: reversed.get(),
        });
        let shelf = Self {
            rows,
            loaded: RwSignal::new(false),
            error: RwSignal::new(None),
            text,
            folder,
            tag,
            sort,
            reversed,
            trash: RwSignal::new(false),
            grid: RwSignal::new(
                layout
                    .get("workflows.view")
                    .is_some_and(|view| view == "grid"),
            ),
            chosen: RwSignal::new(BTreeSet::new()),
            wanted,
            shown: Memo::new(move |_| wanted.with(|wanted| rows.with(|rows| wanted.arrange(rows)))),
        };
        shelf.keep_right();
        shelf
    }

    fn keep_right(self) {
        let read_soon = StoredValue::new_local(debounce(SETTLE, move |()| self.read()));
        events::on(move |event| {
            let ours = matches!(
                event.what,
                EventKind::WorkflowsChanged | EventKind::RunsChanged | EventKind::Missed
            );
            if ours {
                read_soon.update_value(|read| read(()));
            }
        });
        Effect::new(move |_| {
            self.trash.track();
            self.chosen.set(BTreeSet::new());
            self.read();
        });
    }

    /// Reads the list.
    pub(super) fn read(self) {
        let trash = self.trash.get_untracked();
        spawn_local(async move {
            let read = read_all(trash).await;
            // The list may be left, or another one be shown by now.
            if self.trash.try_get_untracked() != Some(trash) {
                return;
            }
            match read {
                Ok(rows) => {
                    self.chosen
                        .update(|chosen| chosen.retain(|id| rows.iter().any(|row| row.id == *id)));
                    self.rows.set(rows);
                    self.error.set(None);
                }
                Err(error) => self.error.set(Some(error)),
            }
            self.loaded.set(true);
        });
    }

    /// Sets list or grid, and keeps it.
    pub(super) fn set_grid(self, grid: bool) {
        self.grid.set(grid);
        keep("workflows.view", if grid { "grid" } else { "list" });
    }

    /// Sorts by something; by the same again turns it round.
    pub(super) fn sort_by(self, sort: Sort) {
        if self.sort.get_untracked() == sort {
            self.reversed.update(|reversed| *reversed = !*reversed);
        } else {
            self.sort.set(sort);
            self.reversed.set(false);
            keep("workflows.sort", sort.id());
        }
    }

    /// What is shown, and how.
    pub(super) fn wanted(self) -> Wanted {
        self.wanted.get()
    }

    /// Shows everything again.
    pub(super) fn widen(self) {
        self.text.set(String::new());
        self.folder.set(None);
        self.tag.set(None);
    }

    /// All folders, and all tags, that workflows are in.
    pub(super) fn folders(self) -> Vec<String> {
        self.rows.with(|rows| {
            let all = rows.iter().filter_map(|row| row.folder.clone());
            let set: BTreeSet<String> = all.filter(|folder| !folder.is_empty()).collect();
            set.into_iter().collect()
        })
    }

    pub(super) fn tags(self) -> Vec<String> {
        self.rows.with(|rows| {
            let set: BTreeSet<String> = rows
                .iter()
                .flat_map(|row| row.tags.iter().cloned())
                .collect();
            set.into_iter().collect()
        })
    }

    /// Puts one among the chosen ones, or takes it out.
    pub(super) fn choose(self, id: &str, yes: bool) {
        self.chosen.update(|chosen| {
            if yes {
                chosen.insert(id.to_owned());
            } else {
                chosen.remove(id);
            }
        });
    }

    /// Chooses all from one that was chosen before to this one, as Shift does.
    pub(super) fn choose_to(self, id: &str) {
        let shown = self.shown.get_untracked();
        let at = |wanted: &str| shown.iter().position(|row| row.id == wanted);
        let Some(here) = at(id) else {
            return;
        };
        self.chosen.update(|chosen| {
            let nearest = chosen
                .iter()
                .filter_map(|known| at(known))
                .min_by_key(|known| known.abs_diff(here))
                .unwrap_or(here);
            let range = nearest.min(here)..=nearest.max(here);
            chosen.extend(shown[range].iter().map(|row| row.id.clone()));
        });
    }

    /// The rows that are chosen.
    pub(super) fn chosen_rows(self) -> Vec<WorkflowRow> {
        let chosen = self.chosen.get_untracked();
        self.rows.with_untracked(|rows| {
            let of_chosen = rows.iter().filter(|row| chosen.contains(&row.id));
            of_chosen.cloned().collect()
        })
    }
}

fn keep(name: &str, value: &str) {
    session::change(|settings| {
        settings.layout.insert(name.to_owned(), value.to_owned());
    });
}

async fn read_all(trash: bool) -> Result<Vec<WorkflowRow>, Error> {
    let mut rows: Vec<WorkflowRow> = Vec::new();
    loop {
        let request = WorkflowList {
            filter: WorkflowFilter {
                trash,
                ..WorkflowFilter::default()
            },
            page: PageRequest {
                limit: PAGE,
                offset: rows.len() as u64,
            },
        };
        let page = rpc::call(request).await?;
        let last = page.rows.len() < PAGE as usize;
        rows.extend(page.rows);
        if last || rows.len() as u64 >= page.total {
            return Ok(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, folder: &str, tags: &[&str], updated_ms: i64) -> WorkflowRow {
        WorkflowRow {
            id: name.to_owned(),
            name: name.to_owned(),
            folder: Some(folder.to_owned()).filter(|folder| !folder.is_empty()),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            updated_ms,
            created_ms: -updated_ms,
            ..WorkflowRow::default()
        }
    }

    fn check(wanted: &Wanted, expected: &[&str]) {
        let rows = [
            row("Invoices", "work", &["money"], 3),
            row("backup", "", &[], 2),
            row("Reports", "work/weekly", &["money", "mail"], 1),
            row("Workshop", "workshop", &[], 4),
        ];
        let shown = wanted.arrange(&rows);
        let names: Vec<&str> = shown.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, expected, "{wanted:?}");
    }

    #[test]
    fn what_is_wanted_is_shown_in_order() {
        let all = Wanted::default();
        check(&all, &["Workshop", "Invoices", "backup", "Reports"]);
        check(
            &Wanted {
                sort: Sort::Name,
                ..all.clone()
            },
            &["backup", "Invoices", "Reports", "Workshop"],
        );
        check(
            &Wanted {
                reversed: true,
                ..all.clone()
            },
            &["Reports", "backup", "Invoices", "Workshop"],
        );
        check(
            &Wanted {
                folder: Some("work".into()),
                ..all.clone()
            },
            &["Invoices", "Reports"],
        );
        check(
            &Wanted {
                tag: Some("mail".into()),
                ..all.clone()
            },
            &["Reports"],
        );
        check(
            &Wanted {
                text: " MONEY ".into(),
                ..all.clone()
            },
            &["Invoices", "Reports"],
        );
        check(
            &Wanted {
                sort: Sort::LastRun,
                ..all
            },
            &["Invoices", "backup", "Reports", "Workshop"],
        );
    }
}

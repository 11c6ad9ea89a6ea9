//! A long list that is read in pages, as they are seen.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Duration;

use api::{Error, EventKind, PageRequest, RunFilter, RunList, RunSummary};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::{events, rpc};

/// How many runs a page has.
const PAGE: usize = 100;
/// Changes that come in quick succession are read once.
const SETTLE: Duration = Duration::from_millis(200);

/// The pages that were read.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    filter: Memo<RunFilter>,
    read: RwSignal<BTreeMap<usize, Vec<RunSummary>>>,
    total: RwSignal<u64>,
    error: RwSignal<Option<Error>>,
    is_read: RwSignal<bool>,
    seen: RwSignal<Range<usize>>,
    /// Counts what was asked for, so that an answer to an older filter is passed by.
    round: StoredValue<u64>,
}

impl Pages {
    /// Reads what a filter wants, and again whenever runs change.
    pub(super) fn new(filter: Memo<RunFilter>) -> Self {
        let pages = Self {
            filter,
            read: RwSignal::new(BTreeMap::new()),
            total: RwSignal::new(0),
            error: RwSignal::new(None),
            is_read: RwSignal::new(false),
            seen: RwSignal::new(0..1),
            round: StoredValue::new(0),
        };
        Effect::new(move |_| {
            filter.track();
            pages.read.set(BTreeMap::new());
            pages.seen.set(0..1);
            pages.read_again();
        });
        let read_soon = StoredValue::new_local(debounce(SETTLE, move |()| pages.read_again()));
        events::on(move |event| {
            if matches!(event.what, EventKind::RunsChanged | EventKind::Missed) {
                read_soon.update_value(|read| read(()));
            }
        });
        pages
    }

    pub(super) fn total(self) -> u64 {
        self.total.get()
    }

    pub(super) fn error(self) -> Option<Error> {
        self.error.get()
    }

    pub(super) fn is_read(self) -> bool {
        self.is_read.get()
    }

    /// The run at a place, if its page was read.
    pub(super) fn row(self, index: usize) -> Option<RunSummary> {
        self.read
            .with(|read| read.get(&(index / PAGE))?.get(index % PAGE).cloned())
    }

    /// The workflows of the runs that were read: name and id.
    pub(super) fn workflows(self) -> BTreeSet<(String, String)> {
        self.read.with(|read| {
            let runs = read.values().flatten();
            runs.map(|run| (run.name.clone(), run.workflow.clone()))
                .collect()
        })
    }

    /// Sees to it that some rows are there.
    pub(super) fn want(self, rows: Range<usize>) {
        self.seen.set(rows.clone());
        let missing: Vec<usize> = self.read.with_untracked(|read| {
            pages_of(&rows)
                .filter(|page| !read.contains_key(page))
                .collect()
        });
        let round = self.round.get_value();
        for page in missing {
            self.fetch(page, round);
        }
    }

    /// Reads again what is seen, and forgets the rest.
    pub(super) fn read_again(self) {
        let Some(rows) = self.seen.try_get_untracked() else {
            return;
        };
        self.round.update_value(|round| *round += 1);
        let round = self.round.get_value();
        let wanted: BTreeSet<usize> = pages_of(&rows).collect();
        self.read
            .update(|read| read.retain(|page, _| wanted.contains(page)));
        for page in wanted {
            self.fetch(page, round);
        }
    }

    fn fetch(self, page: usize, round: u64) {
        let request = RunList {
            filter: self.filter.get_untracked(),
            page: PageRequest {
                limit: PAGE as u32,
                offset: (page * PAGE) as u64,
            },
        };
        spawn_local(async move {
            let answer = rpc::call(request).await;
            if self.round.try_get_value() != Some(round) {
                return;
            }
            match answer {
                Ok(found) => {
                    self.total.set(found.total);
                    self.read.update(|read| {
                        read.insert(page, found.rows);
                    });
                    self.error.set(None);
                }
                Err(error) => self.error.set(Some(error)),
            }
            self.is_read.set(true);
        });
    }
}

/// The pages that rows are on.
fn pages_of(rows: &Range<usize>) -> Range<usize> {
    rows.start / PAGE..rows.end.max(rows.start + 1).div_ceil(PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_lie_on_pages() {
        assert_eq!(pages_of(&(0..20)), 0..1);
        assert_eq!(pages_of(&(95..101)), 0..2);
        assert_eq!(pages_of(&(100..200)), 1..2);
        assert_eq!(pages_of(&(0..0)), 0..1);
    }
}

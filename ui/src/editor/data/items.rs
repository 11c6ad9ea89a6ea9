//! The pages of a source that are there, fetched as they come into view.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use api::{DataPage, DataView, OneItem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::Source;
use super::window::PAGE;
use crate::editor::say;
use crate::editor::state::Editor;

/// Most columns of a table; the others are in the other views.
pub const MOST_COLUMNS: usize = 120;

/// The pages that are there.
#[derive(Clone, Copy)]
pub struct ItemPages {
    editor: Editor,
    source: Signal<Option<Source>>,
    search: Signal<String>,
    pages: RwSignal<HashMap<u32, Arc<DataPage>>>,
    asked: StoredValue<HashSet<u32>>,
    /// Counts the times that something else was looked at: late answers are dropped.
    turn: StoredValue<u32>,
    /// How many items there are that match; none while nothing is known.
    pub total: RwSignal<Option<u32>>,
    /// Names of the fields, as they were met.
    pub columns: RwSignal<Vec<String>>,
    /// Whether some items have files.
    pub has_files: RwSignal<bool>,
}

impl ItemPages {
    /// Pages of whatever the source is, only with what is searched for.
    pub fn new(editor: Editor, source: Signal<Option<Source>>, search: Signal<String>) -> Self {
        let pages = Self {
            editor,
            source,
            search,
            pages: RwSignal::default(),
            asked: StoredValue::default(),
            turn: StoredValue::new(0),
            total: RwSignal::new(None),
            columns: RwSignal::default(),
            has_files: RwSignal::new(false),
        };
        Effect::new(move |_| {
            source.with(|_| ());
            search.with(|_| ());
            pages.turn.update_value(|turn| *turn += 1);
            pages.asked.set_value(HashSet::new());
            pages.pages.set(HashMap::new());
            pages.columns.set(Vec::new());
            pages.has_files.set(false);
            pages.ask(0..1);
        });
        pages
    }

    /// Sees to it that pages come.
    pub fn ask(&self, wanted: Range<u32>) {
        for page in wanted {
            let new = self.asked.try_update_value(|asked| asked.insert(page));
            if new == Some(true) {
                self.fetch(page);
            }
        }
    }

    fn fetch(&self, page: u32) {
        let Some(source) = self.source.get_untracked() else {
            self.total.set(None);
            return;
        };
        let this = *self;
        let search = self.search.get_untracked();
        let turn = self.turn.get_value();
        spawn_local(async move {
            let answer = source
                .page(this.editor, page * PAGE, PAGE, &search, DataView::Table)
                .await;
            if this.turn.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(found) => this.take(page, found),
                Err(error) => say::failed(&error),
            }
        });
    }

    fn take(&self, page: u32, found: DataPage) {
        self.total.set(Some(found.total));
        let news: Vec<String> = self.columns.with_untracked(|known| {
            let room = MOST_COLUMNS.saturating_sub(known.len());
            let new = found.columns.iter().filter(|name| !known.contains(name));
            new.take(room).cloned().collect()
        });
        if !news.is_empty() {
            self.columns.update(|columns| columns.extend(news));
        }
        if found.items.iter().any(|item| !item.binary.is_empty()) {
            self.has_files.set(true);
        }
        self.pages.update(|pages| {
            pages.insert(page, Arc::new(found));
        });
    }

    /// An item by its row, if its page is there.
    pub fn row(&self, row: u32) -> Option<OneItem> {
        self.pages.with(|pages| {
            let page = pages.get(&(row / PAGE))?;
            page.items.get((row % PAGE) as usize).cloned()
        })
    }

    /// Whether a row's page is there.
    pub fn has(&self, row: u32) -> bool {
        self.pages.with(|pages| pages.contains_key(&(row / PAGE)))
    }
}

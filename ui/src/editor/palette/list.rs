//! The list of steps with its search: by word, by group, by key; the last ones first.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use model::Group;

use super::{drag, entries, group_name, is_current, tile};
use crate::editor::add::recent;
use crate::editor::gesture::{Place, fits};
use crate::editor::search::{Entry, GROUPS, find};
use crate::editor::state::Editor;
use crate::text::{t, t_args};
use crate::widgets::{EmptyState, Icon};

/// A title over some entries.
#[derive(Clone, Debug, PartialEq)]
enum Title {
    Recent,
    Group(Group),
    Found,
}

/// Steps to pick from.
#[component]
pub fn StepList(
    /// The editor.
    editor: Editor,
    /// Where the step goes, if only what fits there is shown.
    place: Option<Place>,
    /// Called with the kind that was picked.
    on_pick: Callback<String>,
    /// It opens where a step is wanted, and is not the one on the left.
    #[prop(optional)]
    popped: bool,
    /// The field to search in.
    #[prop(optional)]
    field: NodeRef<html::Input>,
) -> impl IntoView {
    let fitting = StoredValue::new(place);
    let search = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        Kept(fitting.with_value(|place| fitting_entries(editor, place.as_ref())))
    });
    let list = List {
        editor,
        // Docked and popped up can be there at once.
        prefix: if popped { "popped-step" } else { "step-option" },
        search,
        all,
        sections: Memo::new(move |_| all.with(|all| sections(&all.0, &search.get()))),
        active: RwSignal::new(0),
        on_pick,
    };
    Effect::new(move |_| {
        search.track();
        list.active.set(0);
    });
    let body = move || list.body();
    let list_id = format!("{}-list", list.prefix);
    let listed = list_id.clone();
    view! {
        <div class="step-list" on:keydown=move |event| list.walk(&event)>
            <div class="search-field">
                <Icon name="search"/>
                <input
                    type="search"
                    class="input"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list_id
                    aria-activedescendant=move || format!("{}-{}", list.prefix, list.active.get())
                    aria-label=move || t("editor-palette-search")
                    placeholder=move || t("editor-palette-search")
                    data-testid="palette-search"
                    node_ref=field
                    prop:value=move || search.get()
                    on:input:target=move |event| search.set(event.target().value())
                    on:keydown=move |event| list.empty(&event)
                />
            </div>
            <div class="step-sections" id=listed role="listbox" aria-label=move || t("editor-palette")>
                {body}
            </div>
        </div>
    }
}

/// The kinds that can go to a place, in the person's language.
fn fitting_entries(editor: Editor, place: Option<&Place>) -> Vec<Entry> {
    crate::text::language();
    let specs = editor.specs();
    let mut all = entries();
    if let Some(place) = place {
        all.retain(|entry| fits(&specs, &entry.kind, place));
    }
    all
}

/// The list while it is open.
#[derive(Clone, Copy)]
struct List {
    editor: Editor,
    /// What ids of its entries begin with.
    prefix: &'static str,
    search: RwSignal<String>,
    all: Memo<Kept>,
    sections: Memo<Vec<(Title, Vec<String>)>>,
    /// The entry that Enter picks.
    active: RwSignal<usize>,
    on_pick: Callback<String>,
}

impl List {
    fn kinds(&self) -> Vec<String> {
        self.sections.with_untracked(|sections| {
            let all = sections.iter().flat_map(|(_, kinds)| kinds.iter().cloned());
            all.collect()
        })
    }

    /// Walks the entries by key.
    fn walk(&self, event: &ev::KeyboardEvent) {
        let kinds = self.kinds();
        let (count, now) = (kinds.len(), self.active.get_untracked());
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.active.set((now + 1) % count),
            "ArrowUp" if count > 0 => self.active.set((now + count - 1) % count),
            "Enter" => {
                if let Some(kind) = kinds.get(now) {
                    self.on_pick.run(kind.clone());
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        show_active();
    }

    /// Escape empties the search first.
    fn empty(&self, event: &ev::KeyboardEvent) {
        if event.key() == "Escape" && !self.search.with_untracked(String::is_empty) {
            self.search.set(String::new());
            event.stop_propagation();
            event.prevent_default();
        }
    }

    fn body(&self) -> AnyView {
        let sections = self.sections.get();
        if sections.is_empty() {
            let search = self.search;
            let words = move || t_args("editor-palette-none", &[("search", search.get().into())]);
            return view! { <EmptyState icon="search" title=words/> }.into_any();
        }
        let mut number = 0;
        let drawn = sections.into_iter().map(|(title, kinds)| {
            let from = number;
            number += kinds.len();
            self.section(title, kinds, from)
        });
        drawn.collect_view().into_any()
    }

    fn section(&self, title: Title, kinds: Vec<String>, from: usize) -> AnyView {
        let name = match &title {
            Title::Recent => t("editor-palette-recent"),
            Title::Group(group) => group_name(*group),
            Title::Found => t("editor-palette-found"),
        };
        let helped = title == Title::Found;
        let rows = kinds.into_iter().enumerate().filter_map(|(at, kind)| {
            let entry = self
                .all
                .with_untracked(|all| all.0.iter().find(|entry| entry.kind == kind).cloned())?;
            Some(self.row(entry, from + at, helped))
        });
        let label = name.clone();
        view! {
            <div role="group" aria-label=label>
                <p class="step-group" aria-hidden="true">{name}</p>
                {rows.collect_view()}
            </div>
        }
        .into_any()
    }

    fn row(&self, entry: Entry, number: usize, helped: bool) -> AnyView {
        let List {
            editor,
            active,
            on_pick,
            ..
        } = *self;
        let kind = entry.kind.clone();
        let held = entry.clone();
        let shown = helped.then(|| view! { <span class="step-help">{entry.help.clone()}</span> });
        view! {
            <div
                id=format!("{}-{number}", self.prefix)
                role="option"
                class="step-row"
                class:active=move || active.get() == number
                aria-selected=move || (active.get() == number).to_string()
                title=entry.help
                data-testid=format!("step-{}", entry.kind)
                on:click=move |_| on_pick.run(kind.clone())
                on:pointerdown=move |event| drag::begin(editor, &held, &event)
            >
                {tile(entry.group, &entry.icon)}
                <span class="step-words">
                    <span class="step-name">{entry.label}</span>
                    {shown}
                </span>
            </div>
        }
        .into_any()
    }
}

/// Entries that are told apart by nothing: they are made anew with the language alone.
#[derive(Clone)]
struct Kept(Vec<Entry>);

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

fn sections(all: &[Entry], search: &str) -> Vec<(Title, Vec<String>)> {
    let kinds = |list: Vec<&Entry>| list.into_iter().map(|entry| entry.kind.clone()).collect();
    if !search.trim().is_empty() {
        let found: Vec<String> = kinds(find(all, search));
        return match found.is_empty() {
            true => Vec::new(),
            false => vec![(Title::Found, found)],
        };
    }
    let mut sections: Vec<(Title, Vec<String>)> = Vec::new();
    let last: Vec<String> = recent()
        .into_iter()
        .filter(|kind| all.iter().any(|entry| entry.kind == *kind))
        .take(4)
        .collect();
    if last.len() > 2 {
        sections.push((Title::Recent, last));
    }
    for group in GROUPS {
        let shown = |entry: &&Entry| entry.group == group && is_current(&entry.kind);
        let own: Vec<String> = kinds(all.iter().filter(shown).collect());
        if !own.is_empty() {
            sections.push((Title::Group(group), own));
        }
    }
    sections
}

fn show_active() {
    request_animation_frame(|| {
        if let Ok(Some(row)) = document().query_selector(".step-row.active") {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

//! The items of an input or an output: which of them, how they are looked at, what is done with one.

use std::sync::Arc;

use api::{DataPage, DataView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::schema::{SchemaList, Schemas};
use super::source::Source;
use super::table::ItemTable;
use super::value::{JsonTree, ValueView};
use super::{Chosen, CodeFor, Hands, ItemPages};
use crate::editor::state::Editor;
use crate::editor::token::Step;
use crate::editor::{clipboard, say};
use crate::text::{t, t_args};
use crate::widgets::{EmptyState, IconButton, SearchInput, Spinner};

/// Items of a page of JSON.
const JSON_PAGE: u32 = 20;

/// How items are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A row an item.
    #[default]
    Table,
    /// As they are.
    Json,
    /// Their fields.
    Fields,
}

const LOOKS: [(Look, &str, &str); 3] = [
    (Look::Table, "editor-data-as-table", "table-2"),
    (Look::Json, "editor-data-as-json", "braces"),
    (Look::Fields, "editor-data-as-fields", "list-tree"),
];

/// Looks at items.
#[component]
pub fn DataViewer(
    /// The editor.
    editor: Editor,
    /// Where the items are.
    #[prop(into)]
    source: Signal<Option<Source>>,
    /// The code of a value, if it can go into a field.
    code: Option<CodeFor>,
    /// Said where there are no items.
    #[prop(into)]
    empty: Signal<String>,
) -> impl IntoView {
    let look = RwSignal::new(Look::default());
    let search = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<Chosen>);
    let searched = debounced(search);
    let items = ItemPages::new(editor, source, searched);
    Effect::new(move |_| {
        source.with(|_| ());
        chosen.set(None);
    });
    let hands = Hands {
        choose: Callback::new(move |value| chosen.set(Some(value))),
        code,
    };
    let marked = Signal::derive(move || chosen.with(|one| one.as_ref().map(|one| one.item)));
    let body = move || match (look.get(), items.total.get()) {
        (_, None) => view! { <Spinner label=move || t("editor-loading")/> }.into_any(),
        (_, Some(0)) => {
            let nothing = move || match search.with(String::is_empty) {
                true => empty.get(),
                false => t("editor-data-not-found"),
            };
            view! { <EmptyState icon="box" title=nothing/> }.into_any()
        }
        (Look::Table, _) => view! { <ItemTable items hands=hands.clone() marked/> }.into_any(),
        (Look::Json, _) => {
            view! { <JsonItems editor source search=searched hands=hands.clone()/> }.into_any()
        }
        (Look::Fields, _) => {
            view! { <Fields editor source search=searched hands=hands.clone()/> }.into_any()
        }
    };
    // Which body is drawn leans on the count only as far as there is something to draw.
    let kind = Memo::new(move |_| (look.get(), items.total.get().map(|total| total.min(1))));
    view! {
        <div class="data-viewer" data-testid="data-viewer">
            <div class="data-bar">
                <span class="data-count" data-testid="data-count">{move || count(items)}</span>
                <SearchInput value=search label=move || t("editor-data-search")/>
                <div class="segments" role="group" aria-label=move || t("editor-data-look")>
                    {LOOKS.map(|(one, words, icon)| view! {
                        <IconButton
                            icon=icon
                            label=move || t(words)
                            pressed=Signal::derive(move || look.get() == one)
                            on_click=move |_| look.set(one)
                        />
                    })}
                </div>
            </div>
            <div class="data-body">
                {move || {
                    kind.with(|_| ());
                    untrack(&body)
                }}
            </div>
            <ValueView editor source chosen/>
        </div>
    }
}

fn count(items: ItemPages) -> String {
    match items.total.get() {
        None => String::new(),
        Some(total) => say::items(total.into()),
    }
}

/// What is written, once nothing was written for a moment.
fn debounced(text: RwSignal<String>) -> Signal<String> {
    let settled = RwSignal::new(String::new());
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let text = text.get();
        turn.update_value(|turn| *turn += 1);
        let own = turn.get_value();
        let settle = move || {
            let other = settled.try_with_untracked(|known| *known != text);
            if turn.try_get_value() == Some(own) && other == Some(true) {
                settled.set(text);
            }
        };
        set_timeout(settle, std::time::Duration::from_millis(200));
    });
    settled.into()
}

/// Items as JSON, a few at a time.
#[component]
pub fn JsonItems(
    editor: Editor,
    source: Signal<Option<Source>>,
    search: Signal<String>,
    hands: Hands,
) -> impl IntoView {
    let from = RwSignal::new(0_u32);
    let page = RwSignal::new(None::<Arc<DataPage>>);
    Effect::new(move |_| {
        search.with(|_| ());
        from.set(0);
    });
    Effect::new(move |_| {
        let (Some(source), search, at) = (source.get(), search.get(), from.get()) else {
            return;
        };
        spawn_local(async move {
            let found = source
                .page(editor, at, JSON_PAGE, &search, DataView::Json)
                .await;
            match found {
                Ok(found) => {
                    page.try_set(Some(Arc::new(found)));
                }
                Err(error) => say::failed(&error),
            }
        });
    });
    move || {
        let page = page.get()?;
        let items = page.items.clone().into_iter().map(|item| {
            let (choose, index) = (hands.choose, item.index);
            let pick = Callback::new(move |path: Vec<Step>| {
                choose.run(Chosen { item: index, path });
            });
            let copied = value::to_string_pretty(&item.json);
            let number = t_args("editor-data-item", &[("number", (index + 1).into())]);
            view! {
                <section class="json-item">
                    <header>
                        <span>{number}</span>
                        <IconButton
                            icon="copy"
                            label=move || t("action-copy")
                            on_click=move |_| clipboard::put(copied.clone())
                        />
                    </header>
                    <JsonTree value=Arc::new(item.json) on_pick=pick hands=Some(hands.clone())/>
                </section>
            }
        });
        let items = items.collect_view();
        let shown = page.items.len() as u32;
        Some(view! {
            <div class="json-items" data-testid="data-json">{items}</div>
            {pager(from, shown, page.total)}
        })
    }
}

fn pager(from: RwSignal<u32>, shown: u32, total: u32) -> Option<impl IntoView> {
    let first = from.get_untracked();
    (total > shown).then(|| {
        let words = t_args(
            "editor-data-page",
            &[
                ("first", (first + 1).into()),
                ("last", (first + shown).into()),
                ("total", total.into()),
            ],
        );
        view! {
            <nav class="pager">
                <IconButton
                    icon="chevron-left"
                    label=move || t("editor-data-before")
                    disabled=Signal::derive(move || first == 0)
                    on_click=move |_| from.set(first.saturating_sub(JSON_PAGE))
                />
                <span>{words}</span>
                <IconButton
                    icon="chevron-right"
                    label=move || t("editor-data-after")
                    disabled=Signal::derive(move || first + shown >= total)
                    on_click=move |_| from.set(first + shown.max(1))
                />
            </nav>
        }
    })
}

/// The fields of the items.
#[component]
fn Fields(
    editor: Editor,
    source: Signal<Option<Source>>,
    search: Signal<String>,
    hands: Hands,
) -> impl IntoView {
    let schemas = expect_context::<Schemas>();
    move || {
        let schema = schemas.of(editor, &source.get()?)?;
        let choose = hands.choose;
        let pick = Callback::new(move |path: Vec<Step>| choose.run(Chosen { item: 0, path }));
        let file = Callback::new(move |_: String| {
            choose.run(Chosen {
                item: 0,
                path: Vec::new(),
            });
        });
        let code = hands.code.clone();
        Some(view! { <SchemaList schema on_pick=pick on_file=file code search/> })
    }
}

//! Items as a table: only the rows that are seen are drawn, only their pages are fetched.

use api::OneItem;
use leptos::html;
use leptos::prelude::*;
use value::Value;

use super::tree::{Kind, short};
use super::window::{ROW, pages, rows};
use super::{Chosen, Hands, ItemPages, drag};
use crate::editor::token::Step;
use crate::text::{t, t_args};
use crate::widgets::whenever_drawn;

/// A table of items.
#[component]
pub fn ItemTable(
    /// The items.
    items: ItemPages,
    /// What is told and asked.
    hands: Hands,
    /// The item that stands out.
    #[prop(into)]
    marked: Signal<Option<u32>>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let scrolled = RwSignal::new(0.0);
    let height = RwSignal::new(600.0);
    let measure = move || {
        // It may be gone before it is drawn.
        if let Some(Some(frame)) = frame.try_get_untracked() {
            scrolled.set(f64::from(frame.scroll_top()));
            height.set(f64::from(frame.client_height()));
        }
    };
    whenever_drawn(frame, move |_| request_animation_frame(measure));
    let total = move || items.total.get().unwrap_or_default();
    let shown = Memo::new(move |_| rows(scrolled.get(), height.get(), total()));
    Effect::new(move |_| items.ask(shown.with(pages)));
    let rows = move || {
        let range = shown.get();
        range.map(|row| (row, items.has(row))).collect::<Vec<_>>()
    };
    let above = move || shown.with(|shown| format!("{}px", f64::from(shown.start) * ROW));
    let below = move || {
        shown.with(|shown| format!("{}px", f64::from(total().saturating_sub(shown.end)) * ROW))
    };
    let row_hands = hands.clone();
    view! {
        <div
            class="table-scroll"
            node_ref=frame
            tabindex="0"
            role="region"
            aria-label=move || t("editor-data-table")
            data-testid="data-table"
            on:scroll=move |_| measure()
        >
            <table class="data-table" aria-rowcount=move || total().to_string()>
                <thead>{move || head(items, &hands)}</thead>
                <tbody>
                    <tr aria-hidden="true" style:height=above></tr>
                    <For each=rows key=|row| *row let:row>
                        {line(items, row.0, &row_hands, marked)}
                    </For>
                    <tr aria-hidden="true" style:height=below></tr>
                </tbody>
            </table>
        </div>
    }
}

fn head(items: ItemPages, hands: &Hands) -> AnyView {
    let names = items.columns.get();
    let cells = names.into_iter().map(|name| {
        let code = hands
            .code
            .as_ref()
            .map(|code| code(&[Step::Key(name.as_str().into())]));
        let draggable = code.is_some();
        view! {
            <th
                scope="col"
                title=name.clone()
                draggable=draggable.then_some("true")
                on:dragstart=move |event| {
                    if let Some(code) = &code {
                        drag(&event, code);
                    }
                }
            >
                {name.clone()}
            </th>
        }
    });
    let files = items
        .has_files
        .get()
        .then(|| view! { <th scope="col">{t("editor-data-files")}</th> });
    view! {
        <tr>
            <th scope="col" class="row-number">"#"</th>
            {cells.collect_view()}
            {files}
        </tr>
    }
    .into_any()
}

fn line(items: ItemPages, row: u32, hands: &Hands, marked: Signal<Option<u32>>) -> AnyView {
    let Some(item) = items.row(row) else {
        let loading = t("editor-loading");
        return view! { <tr class="row-waits"><td class="row-number">{row + 1}</td><td>{loading}</td></tr> }
            .into_any();
    };
    let hands = hands.clone();
    let index = item.index;
    let cells = move || {
        let names = items.columns.get();
        let files = items.has_files.get().then(|| file_cell(&item, &hands));
        let cells = names.iter().map(|name| cell(&item, name, &hands));
        (cells.collect_view(), files)
    };
    view! {
        <tr class:marked=move || marked.get() == Some(index)>
            <td class="row-number">{index + 1}</td>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(item: &OneItem, name: &str, hands: &Hands) -> AnyView {
    let path = vec![Step::Key(name.into())];
    let Some(value) = item.json.get(name) else {
        return view! { <td></td> }.into_any();
    };
    let kind = Kind::of(value);
    let text = match value {
        Value::String(text) if text.is_empty() => t("editor-data-empty-text"),
        value => short(value),
    };
    let faint = value.is_null() || value.as_str() == Some("");
    let code = hands.code.as_ref().map(|code| code(&path));
    let (choose, chosen) = (
        hands.choose,
        Chosen {
            item: item.index,
            path,
        },
    );
    let draggable = code.is_some();
    view! {
        <td class=kind.class() class:faint=faint>
            <button
                type="button"
                class="cell"
                draggable=draggable.then_some("true")
                on:click=move |_| choose.run(chosen.clone())
                on:dragstart=move |event| {
                    if let Some(code) = &code {
                        drag(&event, code);
                    }
                }
            >
                {text}
            </button>
        </td>
    }
    .into_any()
}

fn file_cell(item: &OneItem, hands: &Hands) -> AnyView {
    let names: Vec<String> = item.binary.iter().map(|(name, _)| name.clone()).collect();
    if names.is_empty() {
        return view! { <td></td> }.into_any();
    }
    let text = match &item.binary[..] {
        [(name, file)] => file
            .file_name
            .as_ref()
            .map_or(name.clone(), ToString::to_string),
        more => t_args(
            "editor-data-files-count",
            &[("count", (more.len() as f64).into())],
        ),
    };
    let choose = hands.choose;
    let chosen = Chosen {
        item: item.index,
        path: Vec::new(),
    };
    view! {
        <td>
            <button type="button" class="cell" on:click=move |_| choose.run(chosen.clone())>{text}</button>
        </td>
    }
    .into_any()
}

//! The workflows as a table.

use api::WorkflowRow;
use leptos::prelude::*;

use super::shelf::{Shelf, Sort};
use super::{Desk, menu};
use crate::route::Route;
use crate::screens::kinds::{Tile, starts};
use crate::screens::run_words::{StatusDot, run_headline};
use crate::text::{ago, date_time, t, t_args};
use crate::widgets::{Checkbox, Corner, Icon, MenuButton, VirtualList};

/// Height of a row.
const ROW: f64 = 46.0;

/// The table.
#[component]
pub(super) fn List(desk: Desk) -> impl IntoView {
    let shelf = desk.shelf;
    let count = Signal::derive(move || shelf.shown.with(Vec::len));
    let rows = move || count.get().to_string();
    view! {
        <div class="table" role="table" aria-label=move || t("workflows") aria-rowcount=rows>
            <Head shelf=shelf/>
            <VirtualList
                count=count
                row_height=ROW
                role="rowgroup"
                label=move || t("workflows")
                row=move |index| view! { <Row desk=desk index=index/> }.into_any()
            />
        </div>
    }
}

#[component]
fn Head(shelf: Shelf) -> impl IntoView {
    let all = Signal::derive(move || {
        let shown = shelf.shown.with(Vec::len);
        shown > 0 && shelf.chosen.with(|chosen| chosen.len()) == shown
    });
    let choose_all = move |yes: bool| {
        let ids = shelf
            .shown
            .with_untracked(|shown| shown.iter().map(|row| row.id.clone()).collect());
        shelf.chosen.set(if yes { ids } else { Default::default() });
    };
    view! {
        <div role="rowgroup">
            <div class="table-row table-head" role="row">
                <span role="columnheader" class="cell-tick">
                    <Checkbox on=all on_change=choose_all label=move || t("choose-all") bare=true/>
                </span>
                <Column shelf sort=Some(Sort::Name) key="name" class="cell-name"/>
                <Column shelf sort=None key="starts" class="cell-starts"/>
                <Column shelf sort=Some(Sort::LastRun) key="last-run" class="cell-run"/>
                <Column shelf sort=Some(Sort::Changed) key="changed" class="cell-when"/>
                <span role="columnheader" class="cell-menu"><span class="unseen">{move || t("more")}</span></span>
            </div>
        </div>
    }
}

#[component]
fn Column(
    shelf: Shelf,
    sort: Option<Sort>,
    key: &'static str,
    class: &'static str,
) -> impl IntoView {
    let sorted = move || {
        let up = (sort == Some(Sort::Name)) != shelf.reversed.get();
        let way = if up { "ascending" } else { "descending" };
        (sort == Some(shelf.sort.get())).then_some(way)
    };
    let arrow = move || {
        sorted().map(|way| {
            if way == "ascending" {
                "arrow-up"
            } else {
                "arrow-down"
            }
        })
    };
    view! {
        <span role="columnheader" class=class aria-sort=sorted>
            {match sort {
                None => view! { <span>{move || t(key)}</span> }.into_any(),
                Some(sort) => view! {
                    <button type="button" class="column-button" on:click=move |_| shelf.sort_by(sort)>
                        {move || t(key)}
                        {move || arrow().map(|name| view! { <Icon name=name size=12/> })}
                    </button>
                }
                .into_any(),
            }}
        </span>
    }
}

#[component]
fn Row(desk: Desk, index: usize) -> impl IntoView {
    let shelf = desk.shelf;
    let row = Memo::new(move |_| shelf.shown.with(|shown| shown.get(index).cloned()));
    move || {
        row.get()
            .map(|row| view! { <Cells desk=desk row=row index=index/> })
    }
}

#[component]
fn Cells(desk: Desk, row: WorkflowRow, index: usize) -> impl IntoView {
    let shelf = desk.shelf;
    let (id, for_menu, for_button) = (row.id.clone(), row.clone(), row.clone());
    let chosen = {
        let id = id.clone();
        Memo::new(move |_| shelf.chosen.with(|chosen| chosen.contains(&id)))
    };
    let in_trash = row.deleted_ms.is_some();
    let press = {
        let row = row.clone();
        move |event: web_sys::MouseEvent| press(desk, &row, &event)
    };
    view! {
        <div
            class="table-row"
            class:chosen=move || chosen.get()
            role="row"
            aria-rowindex=(index + 1).to_string()
            data-workflow=id.clone()
            data-testid="workflow-row"
            on:click=press
            on:contextmenu=move |event| desk.open_menu(&event, &for_menu)
        >
            <span role="cell" class="cell-tick">
                <Checkbox
                    on=chosen
                    on_change={ let id = id.clone(); move |yes| shelf.choose(&id, yes) }
                    label=t_args("choose-one", &[("name", row.name.as_str().into())])
                    bare=true
                />
            </span>
            <span role="cell" class="cell-name"><Name row=row.clone()/></span>
            <span role="cell" class="cell-starts muted">
                {row.triggers.first().map(|kind| view! { <Tile kind=kind.clone() size=20/> })}
                <span class="cut">{starts(&row.triggers)}</span>
            </span>
            <span role="cell" class="cell-run"><LastRun row=row.clone()/></span>
            <span role="cell" class="cell-when muted" title=date_time(row.updated_ms)>
                {ago(if in_trash { row.deleted_ms.unwrap_or_default() } else { row.updated_ms })}
            </span>
            <span role="cell" class="cell-menu">
                <MenuButton
                    icon="ellipsis"
                    label=t_args("more-of", &[("name", row.name.as_str().into())])
                    corner=Corner::BelowEnd
                    items=move || menu::lines(shelf, desk.asked, desk.meant(&for_button))
                    attr:data-testid="workflow-menu"
                />
            </span>
        </div>
    }
}

/// A click on a row opens it; with Ctrl or Shift it chooses.
fn press(desk: Desk, row: &WorkflowRow, event: &web_sys::MouseEvent) {
    let shelf = desk.shelf;
    let on_control = event
        .target()
        .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok())
        .and_then(|target| target.closest("button, label, input").ok().flatten())
        .is_some();
    if on_control {
        return;
    }
    if event.shift_key() {
        event.prevent_default();
        shelf.choose_to(&row.id);
    } else if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        let chosen = shelf
            .chosen
            .with_untracked(|chosen| chosen.contains(&row.id));
        shelf.choose(&row.id, !chosen);
    } else if row.deleted_ms.is_none() && !event.default_prevented() {
        super::deeds::open(row);
    }
}

/// The name, which leads to the workflow, and where it is in order.
#[component]
pub(super) fn Name(row: WorkflowRow) -> impl IntoView {
    let href = row
        .deleted_ms
        .is_none()
        .then(|| Route::Editor(row.id.clone()).href());
    let name = if row.name.is_empty() {
        t("unnamed")
    } else {
        row.name.clone()
    };
    let folder = row.folder.filter(|folder| !folder.is_empty());
    view! {
        <a class="row-name cut" href=href title=name.clone() dir="auto">{name.clone()}</a>
        <span class="row-labels">
            {folder.map(|folder| view! { <span class="pill"><Icon name="folder" size=12/>{folder}</span> })}
            {row.tags.into_iter().map(|tag| view! { <span class="pill">{tag}</span> }).collect_view()}
        </span>
    }
}

/// How the last run went, and when.
#[component]
pub(super) fn LastRun(row: WorkflowRow) -> impl IntoView {
    match row.last_run {
        None => view! { <StatusDot status=None/><span class="faint cut">{t("never-run")}</span> }
            .into_any(),
        Some(run) => {
            let headline = run_headline(&run);
            let href = Route::Run(run.id.clone()).href();
            view! {
                <StatusDot status=Some(run.status)/>
                <a class="row-run cut" href=href title=headline.clone()>{headline.clone()}</a>
                <span class="faint row-ago" title=date_time(run.started_ms)>{ago(run.started_ms)}</span>
            }
            .into_any()
        }
    }
}

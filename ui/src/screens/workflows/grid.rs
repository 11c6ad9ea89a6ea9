//! The workflows as cards.

use api::WorkflowRow;
use leptos::prelude::*;

use super::list::LastRun;
use super::{Desk, deeds, menu};
use crate::route::Route;
use crate::screens::kinds::{Tile, starts};
use crate::text::{t, t_args};
use crate::widgets::{Checkbox, Corner, MenuButton};

/// The cards.
#[component]
pub(super) fn Grid(desk: Desk) -> impl IntoView {
    let shelf = desk.shelf;
    view! {
        <div class="page grid-page">
            <ul class="cards" aria-label=move || t("workflows")>
                <For each=move || shelf.shown.get() key=|row| format!("{row:?}") children=move |row| view! { <Card desk=desk row=row/> }/>
            </ul>
        </div>
    }
}

#[component]
fn Card(desk: Desk, row: WorkflowRow) -> impl IntoView {
    let shelf = desk.shelf;
    let id = row.id.clone();
    let chosen = {
        let id = id.clone();
        Memo::new(move |_| shelf.chosen.with(|chosen| chosen.contains(&id)))
    };
    let (for_menu, for_button, opened) = (row.clone(), row.clone(), row.clone());
    let href = row
        .deleted_ms
        .is_none()
        .then(|| Route::Editor(row.id.clone()).href());
    let name = if row.name.is_empty() {
        t("unnamed")
    } else {
        row.name.clone()
    };
    let kind = row.triggers.first().cloned().unwrap_or_default();
    view! {
        <li
            class="card"
            class:chosen=move || chosen.get()
            data-workflow=id.clone()
            data-testid="workflow-card"
            on:contextmenu=move |event| desk.open_menu(&event, &for_menu)
            on:dblclick=move |_| if opened.deleted_ms.is_none() { deeds::open(&opened) }
        >
            <div class="card-head">
                <Tile kind=kind size=30/>
                <span class="grow"></span>
                <Checkbox
                    on=chosen
                    on_change={ let id = id.clone(); move |yes| shelf.choose(&id, yes) }
                    label=t_args("choose-one", &[("name", row.name.as_str().into())])
                    bare=true
                />
                <MenuButton
                    icon="ellipsis"
                    label=t_args("more-of", &[("name", row.name.as_str().into())])
                    corner=Corner::BelowEnd
                    items=move || menu::lines(shelf, desk.asked, desk.meant(&for_button))
                    attr:data-testid="workflow-menu"
                />
            </div>
            <a class="row-name" href=href dir="auto" title=name.clone()>{name.clone()}</a>
            <p class="card-starts muted cut">
                {starts(&row.triggers)} " · " {t_args("steps-count", &[("count", row.nodes.into())])}
            </p>
            <p class="card-run"><LastRun row=row.clone()/></p>
        </li>
    }
}

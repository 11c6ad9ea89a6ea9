//! The workflows: a list or a grid to search, sort and put in order; on the first start three doors.

mod deeds;
mod dialogs;
mod first_run;
mod grid;
mod list;
mod menu;
mod shelf;
mod toolbar;

pub(super) use deeds::create;
pub(crate) use dialogs::read_tags;

use api::WorkflowRow;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::action::{self, Action};
use crate::text::t;
use crate::widgets::{
    Button, ButtonLook, EmptyState, ErrorPanel, SearchInput, Spinner, open_menu_at,
};
use dialogs::{Asked, Dialogs};
use first_run::FirstRun;
use grid::Grid;
use list::List;
use shelf::Shelf;
use toolbar::Toolbar;

/// What lists and grids need to open a menu.
#[derive(Clone, Copy)]
struct Desk {
    shelf: Shelf,
    asked: RwSignal<Option<Asked>>,
}

impl Desk {
    /// What a menu on a row is about: all that are chosen if the row is one of them, else the row.
    fn meant(self, row: &WorkflowRow) -> Vec<WorkflowRow> {
        let chosen = self.shelf.chosen_rows();
        if chosen.iter().any(|known| known.id == row.id) {
            chosen
        } else {
            vec![row.clone()]
        }
    }

    fn open_menu(self, event: &web_sys::MouseEvent, row: &WorkflowRow) {
        event.prevent_default();
        let (mut x, mut y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if x == 0.0 && y == 0.0 {
            // From the keyboard: beside what is focused.
            if let Some(focused) = document().active_element() {
                let rect = focused.get_bounding_client_rect();
                (x, y) = (rect.left(), rect.bottom());
            }
        }
        open_menu_at(
            x,
            y,
            row.name.clone(),
            menu::lines(self.shelf, self.asked, self.meant(row)),
        );
    }

    /// What the keyboard is about: what is chosen, else the row with the focus.
    fn at_hand(self) -> Vec<WorkflowRow> {
        let chosen = self.shelf.chosen_rows();
        if !chosen.is_empty() {
            return chosen;
        }
        let focused = document().active_element();
        let row = focused.and_then(|element| element.closest("[data-workflow]").ok().flatten());
        let Some(id) = row.and_then(|row| row.get_attribute("data-workflow")) else {
            return Vec::new();
        };
        self.shelf
            .rows
            .with_untracked(|rows| rows.iter().filter(|row| row.id == id).cloned().collect())
    }
}

/// The screen of the workflows.
#[component]
pub fn Workflows() -> impl IntoView {
    let shelf = Shelf::new();
    let desk = Desk {
        shelf,
        asked: RwSignal::new(None),
    };
    let search = NodeRef::<html::Input>::new();
    register(desk);
    let first = Memo::new(move |_| {
        shelf.loaded.get()
            && shelf.rows.with(Vec::is_empty)
            && !shelf.trash.get()
            && shelf.error.with(Option::is_none)
    });
    let body = move || match first.get() {
        true => view! { <FirstRun on_trash=move |()| shelf.trash.set(true)/> }.into_any(),
        false => view! {
            <header class="top">
                <h1>{move || t(if shelf.trash.get() { "trash" } else { "workflows" })}</h1>
                <span class="grow"></span>
                <div class="top-search">
                    <SearchInput
                        value=shelf.text
                        label=move || t("search-workflows")
                        node_ref=search
                        testid="workflows-search"
                    />
                </div>
                <Button
                    icon="import"
                    label=move || t("import")
                    attr:data-testid="import"
                    on_click=|_| { action::run(Action::Import); }
                />
                <Button
                    look=ButtonLook::Primary
                    icon="plus"
                    label=move || t("workflow-new")
                    attr:data-testid="new-workflow"
                    on_click=move |_| create(shelf.folder.get_untracked())
                />
            </header>
            <main class="shelf" on:keydown=walk>
                <Toolbar desk=desk/>
                <Content desk=desk/>
            </main>
        }
        .into_any(),
    };
    view! {
        {body}
        <Dialogs shelf=shelf asked=desk.asked/>
    }
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    let shelf = desk.shelf;
    let error = Signal::derive(move || shelf.error.get().unwrap_or_default());
    let nothing = Memo::new(move |_| shelf.shown.with(Vec::is_empty));
    move || {
        if shelf.error.with(Option::is_some) {
            let retry = move |()| shelf.read();
            return view! { <div class="page"><ErrorPanel error=error on_way_out=retry/></div> }
                .into_any();
        }
        if !shelf.loaded.get() {
            return view! { <div class="page-waiting"><Spinner label=move || t("loading")/></div> }
                .into_any();
        }
        if nothing.get() {
            return view! { <Nothing shelf=shelf/> }.into_any();
        }
        if shelf.grid.get() {
            return view! { <Grid desk=desk/> }.into_any();
        }
        view! { <List desk=desk/> }.into_any()
    }
}

/// Nothing is shown: the trash is empty, or nothing is as it was searched for.
#[component]
fn Nothing(shelf: Shelf) -> impl IntoView {
    move || {
        match shelf.wanted().is_narrow() {
        true => view! {
            <EmptyState icon="search" title=move || t("nothing-found") help=move || t("nothing-found-help")>
                <Button label=move || t("show-all") on_click=move |_| shelf.widen()/>
            </EmptyState>
        }
        .into_any(),
        false => view! {
            <EmptyState icon="trash-2" title=move || t("trash-empty") help=move || t("trash-empty-help")/>
        }
        .into_any(),
    }
    }
}

fn register(desk: Desk) {
    let shelf = desk.shelf;
    let some = move || !desk.at_hand().is_empty();
    let live = move || some() && !shelf.trash.get_untracked();
    action::on_if(Action::Open, live, move || {
        if let [row] = desk.at_hand().as_slice() {
            deeds::open(row);
        }
    });
    action::on_if(Action::Rename, live, move || {
        if let [row] = desk.at_hand().as_slice() {
            desk.asked.set(Some(Asked::Rename(Box::new(row.clone()))));
        }
    });
    action::on_if(Action::Duplicate, live, move || {
        deeds::duplicate(shelf, desk.at_hand())
    });
    action::on_if(Action::Delete, some, move || {
        let rows = desk.at_hand();
        match shelf.trash.get_untracked() {
            true => desk.asked.set(Some(Asked::Erase(rows))),
            false => deeds::trash(shelf, rows),
        }
    });
    action::on(Action::SelectAll, move || {
        let all = shelf
            .shown
            .with_untracked(|shown| shown.iter().map(|row| row.id.clone()).collect());
        shelf.chosen.set(all);
    });
}

/// Arrows walk from row to row.
fn walk(event: web_sys::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    if target.tag_name() == "SELECT" {
        return;
    }
    let from = target.closest("[data-workflow]").ok().flatten();
    let Ok(links) = document().query_selector_all("[data-workflow] a.row-name") else {
        return;
    };
    let find = |index: u32| links.item(index)?.dyn_into::<web_sys::HtmlElement>().ok();
    let here = from.and_then(|from| {
        (0..links.length()).find(|at| find(*at).is_some_and(|link| from.contains(Some(&link))))
    });
    let next = match here {
        Some(at) => at.checked_add_signed(step),
        None => Some(0),
    };
    if let Some(link) = next.and_then(find) {
        let _ = link.focus();
        event.prevent_default();
    }
}

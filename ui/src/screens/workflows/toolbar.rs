//! The line over the list: what is shown and how; or, while some are chosen, what can be done to them.

use leptos::prelude::*;

use super::shelf::{Shelf, Sort};
use super::{Desk, deeds, menu};
use crate::action::Action;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Corner, Icon, IconButton, MenuButton, MenuItem};

/// The line over the list.
#[component]
pub(super) fn Toolbar(desk: Desk) -> impl IntoView {
    let shelf = desk.shelf;
    let some = Memo::new(move |_| shelf.chosen.with(|chosen| !chosen.is_empty()));
    move || match some.get() {
        true => view! { <OfChosen desk=desk/> }.into_any(),
        false => view! { <OfAll shelf=shelf/> }.into_any(),
    }
}

#[component]
fn OfAll(shelf: Shelf) -> impl IntoView {
    let has_folders = Memo::new(move |_| !shelf.folders().is_empty());
    let has_tags = Memo::new(move |_| !shelf.tags().is_empty());
    let count = move || {
        t_args(
            "workflows-count",
            &[("count", shelf.shown.with(Vec::len).into())],
        )
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=move || t("toolbar")>
            <Show when=move || shelf.trash.get()>
                <Button
                    look=ButtonLook::Quiet
                    icon="arrow-left"
                    label=move || t("back-to-workflows")
                    attr:data-testid="leave-trash"
                    on_click=move |_| shelf.trash.set(false)
                />
            </Show>
            <Show when=move || has_folders.get()>
                <MenuButton
                    icon="folder"
                    wordy=true
                    label=move || shelf.folder.get().unwrap_or_else(|| t("all-folders"))
                    items=move || folders(shelf)
                    attr:data-testid="folder-filter"
                />
            </Show>
            <Show when=move || has_tags.get()>
                <MenuButton
                    icon="tag"
                    wordy=true
                    label=move || shelf.tag.get().unwrap_or_else(|| t("all-tags"))
                    items=move || tags(shelf)
                    attr:data-testid="tag-filter"
                />
            </Show>
            <span class="toolbar-count faint">{count}</span>
            <span class="grow"></span>
            <MenuButton
                icon="arrow-down-up"
                wordy=true
                label=move || t(shelf.sort.get().text_key())
                corner=Corner::BelowEnd
                items=move || sorts(shelf)
                look=ButtonLook::Quiet
                attr:data-testid="sort"
            />
            <Looks shelf=shelf/>
            <IconButton
                icon="trash-2"
                label=move || t("trash")
                pressed=shelf.trash
                attr:data-testid="trash"
                on_click=move |_| shelf.trash.update(|trash| *trash = !*trash)
            />
        </div>
    }
}

/// List or grid.
#[component]
fn Looks(shelf: Shelf) -> impl IntoView {
    let list = Signal::derive(move || !shelf.grid.get());
    view! {
        <div class="joined" role="group" aria-label=move || t("look")>
            <IconButton
                icon="list"
                label=move || t("look-list")
                pressed=list
                attr:data-testid="look-list"
                on_click=move |_| shelf.set_grid(false)
            />
            <IconButton
                icon="layout-grid"
                label=move || t("look-grid")
                pressed=shelf.grid
                attr:data-testid="look-grid"
                on_click=move |_| shelf.set_grid(true)
            />
        </div>
    }
}

fn folders(shelf: Shelf) -> Vec<MenuItem> {
    let now = shelf.folder.get_untracked();
    let mut lines = vec![
        MenuItem::new("all-folders", "", untrack(|| t("all-folders")), move || {
            shelf.folder.set(None)
        })
        .ticked(now.is_none()),
        MenuItem::Line,
    ];
    for folder in untrack(|| shelf.folders()) {
        let ticked = now.as_ref() == Some(&folder);
        let (id, chosen) = (format!("folder-{folder}"), folder.clone());
        lines.push(
            MenuItem::new(&id, "", folder, move || {
                shelf.folder.set(Some(chosen.clone()))
            })
            .ticked(ticked),
        );
    }
    lines
}

fn tags(shelf: Shelf) -> Vec<MenuItem> {
    let now = shelf.tag.get_untracked();
    let mut lines = vec![
        MenuItem::new("all-tags", "", untrack(|| t("all-tags")), move || {
            shelf.tag.set(None)
        })
        .ticked(now.is_none()),
        MenuItem::Line,
    ];
    for tag in untrack(|| shelf.tags()) {
        let ticked = now.as_ref() == Some(&tag);
        let (id, chosen) = (format!("tag-{tag}"), tag.clone());
        lines.push(
            MenuItem::new(&id, "", tag, move || shelf.tag.set(Some(chosen.clone()))).ticked(ticked),
        );
    }
    lines
}

fn sorts(shelf: Shelf) -> Vec<MenuItem> {
    let now = shelf.sort.get_untracked();
    let line = |sort: Sort| {
        let words = untrack(|| t(sort.text_key()));
        MenuItem::new(sort.id(), "", words, move || {
            if shelf.sort.get_untracked() != sort {
                shelf.sort_by(sort);
            }
        })
        .ticked(now == sort)
    };
    let mut lines: Vec<MenuItem> = Sort::ALL.into_iter().map(line).collect();
    lines.push(MenuItem::Line);
    let reversed = shelf.reversed.get_untracked();
    let turn = move || shelf.reversed.update(|reversed| *reversed = !*reversed);
    lines
        .push(MenuItem::new("reversed", "", untrack(|| t("sort-reversed")), turn).ticked(reversed));
    lines
}

#[component]
fn OfChosen(desk: Desk) -> impl IntoView {
    let shelf = desk.shelf;
    let count = move || {
        t_args(
            "chosen-count",
            &[("count", shelf.chosen.with(|chosen| chosen.len()).into())],
        )
    };
    let delete = move |_| match shelf.trash.get_untracked() {
        true => desk
            .asked
            .set(Some(super::Asked::Erase(shelf.chosen_rows()))),
        false => deeds::trash(shelf, shelf.chosen_rows()),
    };
    view! {
        <div class="toolbar toolbar-chosen" role="toolbar" aria-label=move || t("toolbar-chosen")>
            <Icon name="square-check"/>
            <strong data-testid="chosen-count">{count}</strong>
            <MenuButton
                icon="ellipsis"
                wordy=true
                label=move || t("more")
                items=move || menu::lines(shelf, desk.asked, shelf.chosen_rows())
                attr:data-testid="chosen-menu"
            />
            <Button
                icon="trash-2"
                label=move || if shelf.trash.get() { t("erase") } else { Action::Delete.name() }
                attr:data-testid="chosen-delete"
                on_click=delete
            />
            <span class="grow"></span>
            <Button
                look=ButtonLook::Quiet
                icon="x"
                label=move || t("choose-none")
                on_click=move |_| shelf.chosen.set(Default::default())
            />
        </div>
    }
}

//! Looking around in the folders of this machine.

use api::{PlaceEntry, PlaceList, PlaceListing};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::rpc;
use crate::text::{ago, bytes, t, t_args};
use crate::widgets::{Button, ButtonLook, Checkbox, Icon, IconButton, notice_error};

/// Looks around from a folder until something is chosen.
#[component]
pub fn Places(
    /// Where it begins.
    start: String,
    /// A folder is wanted.
    folder: bool,
    /// The file is written, so that it need not be there.
    write: bool,
    /// A pattern for several files will do too.
    patterns: bool,
    /// Called with the path that is chosen.
    choose: Callback<String>,
) -> impl IntoView {
    let listing = RwSignal::new(None::<PlaceListing>);
    let hidden = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let go = move |path: String| look(path, hidden.get_untracked(), listing);
    go(start);
    let entries = move || {
        let shown = listing.get()?;
        let rows = shown
            .entries
            .iter()
            .map(|entry| row(entry.clone(), folder, write, name, choose, go));
        let more = shown
            .more
            .then(|| view! { <li class="hint">{t("editor-place-more")}</li> });
        let none = shown
            .entries
            .is_empty()
            .then(|| view! { <li class="hint">{t("editor-place-empty")}</li> });
        Some(view! { {rows.collect_view()} {none} {more} })
    };
    let here = move || {
        listing.with(|one| {
            one.as_ref()
                .map_or_else(String::new, |one| one.path.clone())
        })
    };
    let parent = move || listing.with(|one| one.as_ref().and_then(|one| one.parent.clone()));
    let up = move |_| {
        if let Some(parent) = parent() {
            go(parent);
        }
    };
    let take = move |_| {
        let folder_path = here();
        let path = match (folder, name.get_untracked().trim()) {
            (true, _) => folder_path,
            (false, "") => return,
            (false, file) => join(&folder_path, file),
        };
        choose.run(path);
    };
    let show_hidden = Callback::new(move |on: bool| {
        hidden.set(on);
        go(here());
    });
    view! {
        <div class="places" data-testid="places">
            <div class="places-head">
                <IconButton
                    icon="arrow-up"
                    label=move || t("editor-place-up")
                    disabled=Signal::derive(move || parent().is_none())
                    on_click=up
                />
                <IconButton
                    icon="house"
                    label=move || t("editor-place-home")
                    on_click=move |_| go(String::new())
                />
                <code class="places-path">{here}</code>
                <Checkbox on=hidden on_change=show_hidden label=move || t("editor-place-hidden")/>
            </div>
            <ul class="places-list">{entries}</ul>
            {patterns.then(|| view! { <Patterns listing choose/> })}
            {foot(folder, write, name, take, system(folder, write, here, choose))}
        </div>
    }
}

/// The name of a file that is written, and the button that takes what is shown.
fn foot(
    folder: bool,
    write: bool,
    name: RwSignal<String>,
    take: impl Fn(web_sys::MouseEvent) + 'static,
    system: Option<AnyView>,
) -> impl IntoView {
    view! {
        <footer class="dialog-foot">
            {system}
            {write.then(|| view! {
                <input
                    class="input"
                    type="text"
                    placeholder=move || t("editor-place-name")
                    aria-label=move || t("editor-place-name")
                    prop:value=move || name.get()
                    on:input:target=move |event| name.set(event.target().value())
                />
            })}
            {(folder || write).then(|| view! {
                <Button
                    look=ButtonLook::Primary
                    label=move || t(if folder { "editor-place-this" } else { "editor-place-save" })
                    attr:data-testid="place-take"
                    on_click=take
                />
            })}
        </footer>
    }
}

/// In the desktop's window, a way to the system's own dialog.
fn system(
    folder: bool,
    write: bool,
    here: impl Fn() -> String + Copy + Send + Sync + 'static,
    choose: Callback<String>,
) -> Option<AnyView> {
    if !rpc::in_window() {
        return None;
    }
    let ask = move |_| {
        let from = untrack(here);
        spawn_local(async move {
            if let Some(path) = rpc::ask_for_place(&from, folder, write).await {
                choose.run(path);
            }
        });
    };
    let button = view! {
        <Button
            look=ButtonLook::Plain
            icon="folder-open"
            label=move || t("editor-place-system")
            on_click=ask
        />
    };
    Some(button.into_any())
}

/// Most patterns that are offered.
const MOST_PATTERNS: usize = 4;

/// All files of a kind in the folder, for fields that take a pattern.
#[component]
fn Patterns(
    /// The folder.
    listing: RwSignal<Option<PlaceListing>>,
    /// Called with the pattern that is chosen.
    choose: Callback<String>,
) -> impl IntoView {
    let buttons = move || {
        let shown = listing.get()?;
        let mut kinds: Vec<(String, u32)> = Vec::new();
        for entry in shown.entries.iter().filter(|entry| !entry.folder) {
            let Some((_, ending)) = entry.name.rsplit_once('.') else {
                continue;
            };
            match kinds.iter_mut().find(|(known, _)| known == ending) {
                Some((_, count)) => *count += 1,
                None => kinds.push((ending.to_owned(), 1)),
            }
        }
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let folder = shown.path;
        let drawn = kinds
            .into_iter()
            .take(MOST_PATTERNS)
            .map(|(ending, count)| {
                let pattern = format!("*.{ending}");
                let words = t_args(
                    "editor-place-all",
                    &[("pattern", pattern.clone().into()), ("count", count.into())],
                );
                let path = join(&folder, &pattern);
                view! {
                    <Button
                        label=words
                        attr:data-testid="place-pattern"
                        on_click=move |_| choose.run(path.clone())
                    />
                }
            });
        Some(drawn.collect_view())
    };
    view! { <div class="places-patterns">{buttons}</div> }
}

/// Lists a folder. Files are listed where a folder is wanted, too: by them a person knows it.
fn look(path: String, hidden: bool, listing: RwSignal<Option<PlaceListing>>) {
    spawn_local(async move {
        let asked = PlaceList { path, hidden };
        match rpc::call(asked).await {
            Ok(found) => {
                listing.try_set(Some(found));
            }
            Err(error) => {
                notice_error(&error);
                // A path that is not there any more: begin at home.
                if listing.try_with_untracked(Option::is_none) == Some(true)
                    && let Ok(home) = rpc::call(PlaceList {
                        path: String::new(),
                        hidden,
                    })
                    .await
                {
                    listing.try_set(Some(home));
                }
            }
        }
    });
}

fn row(
    entry: PlaceEntry,
    folder: bool,
    write: bool,
    name: RwSignal<String>,
    choose: Callback<String>,
    go: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let facts = match entry.folder {
        true => String::new(),
        false => bytes(entry.size),
    };
    let changed = entry.changed_ms.map(ago);
    let icon = if entry.folder { "folder" } else { "file" };
    let disabled = folder && !entry.folder;
    let (label, path, is_folder) = (entry.name.clone(), entry.path, entry.folder);
    let press = move |_| {
        if is_folder {
            go(path.clone());
        } else if write {
            name.set(entry.name.clone());
        } else {
            choose.run(path.clone());
        }
    };
    view! {
        <li>
            <button type="button" class="place-row" disabled=disabled on:click=press data-testid="place-row">
                <Icon name=icon/>
                <span class="place-name">{label}</span>
                <span class="hint">{changed}</span>
                <span class="hint">{facts}</span>
            </button>
        </li>
    }
    .into_any()
}

fn join(folder: &str, file: &str) -> String {
    let separator = if folder.contains('\\') { '\\' } else { '/' };
    match folder.ends_with(separator) {
        true => format!("{folder}{file}"),
        false => format!("{folder}{separator}{file}"),
    }
}

//! The versions of the workflow: each is compared on the canvas, and can be made the draft again.

use api::{Version, WorkflowVersions};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::editor::compare::Difference;
use crate::editor::say;
use crate::editor::state::{Editor, Shown};
use crate::rpc;
use crate::text::{date_time, t, t_args};
use crate::widgets::{Button, ButtonLook, EmptyState};

/// The versions, newest first.
#[component]
pub fn VersionList(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let versions = RwSignal::new(None::<Vec<Version>>);
    let chosen = RwSignal::new(None::<i64>);
    let name = RwSignal::new(String::new());
    let load = move || {
        spawn_local(async move {
            match rpc::call(WorkflowVersions { id: editor.id() }).await {
                Ok(found) => {
                    versions.try_set(Some(found));
                }
                Err(error) => say::failed(&error),
            }
        });
    };
    // A version more: the list is read again.
    let newest = Memo::new(move |_| editor.open.with(|open| open.version()));
    Effect::new(move |_| {
        newest.with(|_| ());
        load();
    });
    on_cleanup(move || super::end_comparing(editor));
    let keep = move |_| {
        let named = Some(name.get_untracked().trim().to_owned()).filter(|name| !name.is_empty());
        spawn_local(async move {
            if super::keep(editor, named).await {
                name.try_set(String::new());
                load();
            }
        });
    };
    let rows = move || {
        let versions = versions.get()?;
        if versions.is_empty() {
            return Some(
                view! { <EmptyState icon="history" title=t("editor-versions-none")/> }.into_any(),
            );
        }
        let rows = versions
            .into_iter()
            .map(|version| row(editor, version, chosen));
        Some(view! { <ul class="versions">{rows.collect_view()}</ul> }.into_any())
    };
    view! {
        <div class="version-new">
            <input
                class="input"
                type="text"
                placeholder=move || t("editor-version-name")
                aria-label=move || t("editor-version-name")
                prop:value=move || name.get()
                on:input:target=move |event| name.set(event.target().value())
            />
            <Button
                icon="bookmark"
                label=move || t("editor-version-keep")
                attr:data-testid="version-keep"
                on_click=keep
            />
        </div>
        {rows}
    }
}

fn row(editor: Editor, version: Version, chosen: RwSignal<Option<i64>>) -> AnyView {
    let revision = version.revision;
    let title = version.name.clone().unwrap_or_else(|| {
        t_args(
            "editor-version-number",
            &[("number", (revision as f64).into())],
        )
    });
    let is_chosen = move || {
        chosen.get() == Some(revision)
            && editor
                .shown
                .with(|shown| matches!(shown, Shown::Versions(..)))
    };
    let compare = move |_| {
        if untrack(is_chosen) {
            chosen.set(None);
            super::end_comparing(editor);
        } else {
            chosen.set(Some(revision));
            spawn_local(super::compare(editor, revision));
        }
    };
    let summary = move || {
        editor.shown.with(|shown| match shown {
            Shown::Versions(_, difference) => Some(told(difference)),
            _ => None,
        })
    };
    view! {
        <li class="version" class:chosen=is_chosen data-testid="version">
            <div class="version-words">
                <b>{title}</b>
                <span class="hint">{date_time(version.created_ms)}</span>
                <Show when=is_chosen><span class="hint" role="status">{summary}</span></Show>
            </div>
            <Button
                look=ButtonLook::Quiet
                icon="diff"
                label=move || t(if is_chosen() { "editor-version-end" } else { "editor-version-compare" })
                attr:data-testid="version-compare"
                on_click=compare
            />
            <Button
                icon="undo-2"
                label=move || t("editor-version-restore")
                attr:data-testid="version-restore"
                on_click=move |_| spawn_local(super::restore(editor, revision))
            />
        </li>
    }
    .into_any()
}

/// What restoring would change, in words.
fn told(difference: &Difference) -> String {
    if difference.is_empty() {
        return t("editor-diff-none");
    }
    let counts = [
        ("editor-diff-adds", difference.added.len()),
        ("editor-diff-removes", difference.removed.len()),
        ("editor-diff-changes", difference.changed.len()),
        (
            "editor-diff-wires",
            difference.drawn.len() + difference.cut.len(),
        ),
    ];
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| t_args(key, &[("count", (count as f64).into())]))
        .collect();
    match words.is_empty() {
        true => t("editor-diff-settings"),
        false => words.join(" · "),
    }
}

//! The bar above the canvas: the workflow's name, whether it is saved, undo and redo, Run and Stop.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Edit;
use model::edit::WorkflowSetting;

use super::draft::Saved;
use super::run::problem_count;
use super::state::{Editor, Panel, Shown};
use super::{keys, runner, say, sync, versions};
use crate::action::{self, Action};
use crate::route::{self, Route};
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{
    Button, ButtonLook, Icon, IconButton, MenuButton, MenuItem, error_text, whenever_drawn,
};

/// The bar.
#[component]
pub fn TopBar(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    view! {
        <header class="top editor-top">
            <Name editor/>
            <SavedPill editor/>
            <ProblemPill editor/>
            <span class="grow"></span>
            <Comparing editor/>
            {icon(Action::Undo)}
            {icon(Action::Redo)}
            <span class="top-line"></span>
            {toggle(Action::AddStep, move || editor.palette.get(), move || editor.show_palette(!editor.palette.get_untracked()))}
            {toggle(Action::ToggleOutline, move || editor.outline.get(), move || keys::toggle_outline(editor))}
            {toggle(Action::ShowVersions, move || editor.panel.get() == Panel::Versions, move || keys::turn(editor, Panel::Versions))}
            {toggle(Action::ToggleInspector, move || editor.inspector.get(), move || editor.inspector.update(|open| *open = !*open))}
            <More editor/>
            <RunButton editor/>
        </header>
    }
}

/// An action as a button with its icon; grey while nobody does it.
fn icon(action: Action) -> impl IntoView {
    view! {
        <IconButton
            icon=action.icon()
            label=move || action.name()
            keys=move || action::keys_text(action)
            disabled=Signal::derive(move || !action::available(action))
            attr:data-testid=action.id()
            on_click=move |_| {
                action::run(action);
            }
        />
    }
}

/// An action that stays on.
fn toggle(
    action: Action,
    on: impl Fn() -> bool + Send + Sync + 'static,
    press: impl Fn() + 'static,
) -> impl IntoView {
    let (name, icon) = match action {
        // The button shows and hides the list that the action opens.
        Action::AddStep => ("editor-palette", "panel-left"),
        other => (other.text_key(), other.icon()),
    };
    view! {
        <IconButton
            icon=icon
            label=move || t(name)
            keys=move || action::keys_text(action)
            pressed=Signal::derive(on)
            attr:data-testid=format!("toggle-{}", action.id())
            on_click=move |_| press()
        />
    }
}

/// The name: a button that becomes a field.
#[component]
fn Name(editor: Editor) -> impl IntoView {
    let editing = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    let name = Memo::new(move |_| editor.open.with(|open| open.workflow().name.clone()));
    whenever_drawn(field, |field| {
        field.focus().ok();
        field.select();
    });
    let keep = move || {
        if !editing.get_untracked() {
            return;
        }
        editing.set(false);
        let text = field
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        let text = text.trim();
        if !text.is_empty() && text != name.get_untracked() {
            let setting = WorkflowSetting::Name(text.to_owned());
            editor.perform(Edit::SetWorkflow { setting });
            editor.settle();
        }
    };
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            keep();
        }
        "Escape" => {
            event.stop_propagation();
            editing.set(false);
        }
        _ => {}
    };
    move || match editing.get() {
        true => view! {
            <input
                class="input name-field"
                node_ref=field
                data-testid="workflow-name-field"
                aria-label=t("editor-name")
                prop:value=name.get_untracked()
                on:keydown=keys
                on:blur=move |_| keep()
            />
        }
        .into_any(),
        false => view! {
            <h1>
                <button
                    type="button"
                    class="name-button"
                    data-testid="workflow-name"
                    title=move || t("editor-name")
                    on:click=move |_| editing.set(true)
                >
                    <span>{move || name.get()}</span>
                </button>
            </h1>
        }
        .into_any(),
    }
}

/// Whether everything is saved, and what is not in a version yet.
#[component]
fn SavedPill(editor: Editor) -> impl IntoView {
    let saved = Memo::new(move |_| editor.open.with(|open| open.saved().clone()));
    let changed = Memo::new(move |_| editor.open.with(|open| open.is_changed()));
    let draw = move || {
        let (class, words) = match saved.get() {
            Saved::Yes if changed.get() => ("dot success", t("editor-saved")),
            Saved::Yes => ("dot success", t("editor-saved-version")),
            Saved::Pending => ("dot running", t("editor-saving")),
            Saved::Offline => ("dot waiting", t("editor-offline")),
            Saved::Failing(error) => {
                let why = error_text(&error);
                ("dot failed", format!("{}: {why}", t("editor-refused")))
            }
            Saved::Refused(_) => ("dot failed", t("editor-refused")),
        };
        view! { <i class=class></i>{words} }
    };
    let again = move || {
        matches!(saved.get(), Saved::Refused(_)).then(|| {
            view! {
                <Button
                    label=move || t("editor-open-again")
                    on_click=move |_| spawn_local(sync::reload(editor, false))
                />
            }
        })
    };
    view! {
        <span class="pill" role="status" data-testid="saved">{draw}</span>
        {again}
    }
}

/// How much is wrong; a press lists it.
#[component]
fn ProblemPill(editor: Editor) -> impl IntoView {
    let count = Memo::new(move |_| problem_count(editor));
    move || {
        let (severe, mild) = count.get();
        if severe + mild == 0 {
            return None;
        }
        let (icon, class) = match severe {
            0 => ("triangle-alert", "pill pill-button warns"),
            _ => ("circle-alert", "pill pill-button bad"),
        };
        let words = t_args(
            "editor-problem-count",
            &[("count", ((severe + mild) as f64).into())],
        );
        Some(view! {
            <button
                type="button"
                class=class
                data-testid="problem-count"
                on:click=move |_| keys::turn(editor, Panel::Problems)
            >
                <Icon name=icon size=12/>
                {words}
            </button>
        })
    }
}

/// That a version is looked at, and the way back.
#[component]
fn Comparing(editor: Editor) -> impl IntoView {
    let comparing = Memo::new(move |_| {
        editor
            .shown
            .with(|shown| matches!(shown, Shown::Versions(..)))
    });
    view! {
        <Show when=move || comparing.get()>
            <span class="pill warns">{move || t("editor-comparing")}</span>
            <Button
                label=move || t("editor-version-end")
                on_click=move |_| versions::end_comparing(editor)
            />
        </Show>
    }
}

/// Everything that is wanted more rarely.
#[component]
fn More(editor: Editor) -> impl IntoView {
    let items = move || {
        vec![
            MenuItem::of_action(Action::Save, move || keep_version(editor)),
            MenuItem::action(Action::Tidy),
            MenuItem::action(Action::ShowPermissions),
            MenuItem::Line,
            MenuItem::of_action(Action::Export, move || {
                versions::export(editor, api::ExportFormat::Millrace);
            }),
            MenuItem::new(
                "export-n8n",
                "download",
                t("editor-export-n8n"),
                move || {
                    versions::export(editor, api::ExportFormat::N8n);
                },
            ),
            MenuItem::new(
                "duplicate-workflow",
                "copy",
                t("editor-duplicate"),
                move || duplicate(editor),
            ),
            MenuItem::Line,
            MenuItem::new("tour", "graduation-cap", t("editor-tour"), move || {
                super::tour::begin(editor);
            }),
            MenuItem::action(Action::Keys),
        ]
    };
    view! { <MenuButton icon="ellipsis" label=move || t("editor-menu") corner=crate::widgets::Corner::BelowEnd items/> }
}

fn duplicate(editor: Editor) {
    spawn_local(async move {
        if !sync::flush(editor).await {
            return;
        }
        match rpc::call(api::WorkflowDuplicate { id: editor.id() }).await {
            Ok(row) => route::go(&Route::Editor(row.id)),
            Err(error) => say::failed(&error),
        }
    });
}

/// Run, or Stop while something runs.
#[component]
fn RunButton(editor: Editor) -> impl IntoView {
    let running = Memo::new(move |_| editor.is_running());
    let keys_of =
        |action: Action| move || format!("{} ({})", action.name(), action::keys_text(action));
    let none = Memo::new(move |_| editor.open.with(|open| open.workflow().nodes.is_empty()));
    view! {
        <Show
            when=move || running.get()
            fallback=move || view! {
                <Button
                    look=ButtonLook::Primary
                    icon="play"
                    label=move || Action::Run.name()
                    disabled=Signal::derive(move || none.get() || !editor.is_editable())
                    attr:title=keys_of(Action::Run)
                    attr:data-testid="run"
                    on_click=move |_| runner::run(editor)
                />
            }
        >
            <Button
                icon="square"
                label=move || Action::Stop.name()
                attr:title=keys_of(Action::Stop)
                attr:data-testid="stop"
                on_click=move |_| runner::stop(editor)
            />
        </Show>
    }
}

fn keep_version(editor: Editor) {
    spawn_local(async move {
        versions::keep(editor, None).await;
    });
}

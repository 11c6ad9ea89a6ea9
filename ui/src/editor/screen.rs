//! The two screens: a workflow to be edited, and a run to be looked at.

use std::sync::Arc;
use std::time::Duration;

use api::{Error, ExportFormat, RunOpen, RunScope, WorkflowOpen, code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::ExecutionStatus;

use super::board::RenameField;
use super::data::Schemas;
use super::draft::Open;
use super::inspector::Inspector;
use super::outline::Outline;
use super::palette::{Palette, StepPopup};
use super::progress::Progress;
use super::run::{Asks, RunBar};
use super::state::{self, Shown};
use super::topbar::TopBar;
use super::tour::Tour;
use super::{keys, runner, tour, versions, watch};
use crate::inbox::InboxOf;
use crate::route::{self, Route};
use crate::text::{ago, duration_ms, t, t_args};
use crate::widgets::{Button, ErrorPanel, IconButton, Spinner};
use crate::{rpc, session};

/// A workflow, to be edited.
#[component]
pub fn Editor(
    /// Its id.
    #[prop(into)]
    id: Signal<String>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<Result<state::Editor, Error>>);
    let load = move || {
        let id = id.get();
        opened.set(None);
        let owner = Owner::current();
        spawn_local(async move {
            let answer = rpc::call(WorkflowOpen { id }).await;
            let made = answer.map(|draft| {
                lasting(owner, || {
                    state::Editor::new(Open::new(draft), session::specs())
                })
            });
            opened.try_set(Some(made));
        });
    };
    Effect::new(move |_| load());
    move || match opened.get() {
        None => waiting(),
        Some(Err(error)) => {
            let stored = (error.code == code::DAMAGED).then(|| id.get_untracked());
            failed(error, stored, load)
        }
        Some(Ok(editor)) => view! { <Draft editor/> }.into_any(),
    }
}

/// What an editor is asked after its screen was left is still answered for so long.
const LASTS: Duration = Duration::from_secs(60);

/// Makes an editor that outlives its screen: answers, timers and the code editor's events come later than the person goes.
fn lasting(screen: Option<Owner>, make: impl FnOnce() -> state::Editor) -> state::Editor {
    let own = Owner::new_root(None);
    let editor = own.with(make);
    if let Some(screen) = screen {
        screen.with(|| on_cleanup(move || set_timeout(move || drop(own), LASTS)));
    }
    editor
}

fn waiting() -> AnyView {
    view! {
        <main class="editor-waiting"><Spinner label=move || t("editor-loading")/></main>
    }
    .into_any()
}

/// The workflow or the run is not there, or cannot be read: why, and ways out. `stored` is a workflow of which there is
/// something to save.
fn failed(
    error: Error,
    stored: Option<String>,
    again: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let again = Callback::new(move |()| again());
    let stored = stored.map(|id| {
        view! {
            <Button
                icon="download"
                label=move || t("editor-save-stored")
                attr:data-testid="save-stored"
                on_click=move |_| versions::save(id.clone(), ExportFormat::Stored)
            />
        }
    });
    view! {
        <main class="editor-waiting">
            <div class="editor-failed">
                <ErrorPanel error=Signal::derive(move || error.clone()) on_way_out=again/>
                {stored}
                <Button
                    icon="arrow-left"
                    label=move || t("editor-to-workflows")
                    on_click=|_| route::go(&Route::Workflows)
                />
            </div>
        </main>
    }
    .into_any()
}

/// The editor of a draft.
#[component]
fn Draft(editor: state::Editor) -> impl IntoView {
    let schemas = Schemas::default();
    provide_context(schemas);
    watch::follow(editor);
    runner::follow(editor);
    keys::register(editor);
    spawn_local(runner::open_last(editor));
    runner::start_wanted(editor);
    tour::begin_once(editor);
    forget_with_run(editor, schemas);
    // Another workflow is opened: the canvas shows all of it.
    editor.board.with_value(super::board::Board::reset);
    view! {
        <main class="editor" data-testid="editor">
            <TopBar editor/>
            <div class="editor-body">
                <Show when=move || editor.palette.get()><Palette editor/></Show>
                <div class="editor-middle">
                    <Middle editor/>
                    <RunBar editor/>
                </div>
                <Show when=move || editor.inspector.get()><Inspector editor/></Show>
            </div>
            <StepPopup editor/>
            <RenameField editor/>
            <Asks editor/>
            <Tour editor/>
        </main>
    }
}

/// What was known of a run's fields belongs to that run.
fn forget_with_run(editor: state::Editor, schemas: Schemas) {
    let run = Memo::new(move |_| {
        editor.run.with(|run| {
            run.as_ref()
                .map(|run| (run.execution().to_owned(), run.is_running()))
        })
    });
    Effect::new(move |_| {
        run.with(|_| ());
        schemas.forget();
    });
}

/// The canvas, or the outline in its place.
#[component]
fn Middle(editor: state::Editor) -> impl IntoView {
    let empty = Memo::new(move |_| editor.with(|workflow| workflow.nodes.is_empty()));
    let hint = move || {
        (empty.get() && editor.is_editable() && !editor.outline.get()).then(|| {
            view! {
                <div class="canvas-empty">
                    <p class="empty-title">{t("editor-empty")}</p>
                    <p class="empty-help">{t("editor-empty-help")}</p>
                    <Button
                        icon="plus"
                        label=move || t("action-add-step")
                        attr:data-testid="add-first"
                        on_click=move |_| keys::add_step(editor)
                    />
                </div>
            }
        })
    };
    view! {
        <div class="board-frame" data-graph="">
            // The canvas stays: it keeps its view while the outline is shown.
            <div class="board-place" class:away=move || editor.outline.get()>
                <Canvas editor/>
            </div>
            {hint}
            <Show when=move || editor.outline.get()><Outline editor/></Show>
        </div>
    }
}

#[cfg(target_arch = "wasm32")]
use super::board::CanvasHost as Canvas;

/// Outside of a browser there is nothing to draw on.
#[cfg(not(target_arch = "wasm32"))]
#[component]
fn Canvas(editor: state::Editor) -> impl IntoView {
    let _ = editor;
}

/// A run, to be looked at.
#[component]
pub fn RunScreen(
    /// Id of the execution.
    #[prop(into)]
    id: Signal<String>,
    /// The node to look at first; none chooses the step that failed.
    #[prop(optional)]
    node: Option<String>,
) -> impl IntoView {
    let node = StoredValue::new(node);
    let opened = RwSignal::new(None::<Result<state::Editor, Error>>);
    let load = move || {
        let execution = id.get();
        opened.set(None);
        let owner = Owner::current();
        spawn_local(async move {
            let answer = rpc::call(RunOpen { execution }).await;
            let made = answer.map(|view| lasting(owner, || of_run(view)));
            opened.try_set(Some(made));
        });
    };
    Effect::new(move |_| load());
    move || match opened.get() {
        None => waiting(),
        Some(Err(error)) => failed(error, None, load),
        Some(Ok(editor)) => view! { <Past editor node=node.get_value()/> }.into_any(),
    }
}

/// An editor that only shows: the workflow as it was when it ran.
fn of_run(view: api::RunView) -> state::Editor {
    let editor = state::Editor::new(Open::default(), session::specs());
    editor.shown.set(Shown::Run(Arc::clone(&view.workflow)));
    editor.run.set(Some(Progress::new(view)));
    editor.palette.set(false);
    editor.tab.set(state::Tab::Output);
    editor
}

/// A run on the canvas, view only.
#[component]
fn Past(editor: state::Editor, node: Option<String>) -> impl IntoView {
    let schemas = Schemas::default();
    provide_context(schemas);
    super::board::follow_looks(editor);
    runner::follow_run(editor);
    keys::register_view(editor);
    forget_with_run(editor, schemas);
    editor.panel.set(state::Panel::Steps);
    editor.board.with_value(super::board::Board::reset);
    match node {
        Some(node) => editor.select(vec![node.into()]),
        None => show_failed(editor),
    }
    Effect::new(move |_| {
        crate::theme::is_dark().track();
        editor.board.with_value(|board| board.repaint());
    });
    let execution = Signal::derive(move || {
        let id = |run: &Progress| run.execution().to_owned();
        editor
            .run
            .with(|run| run.as_ref().map(id).unwrap_or_default())
    });
    follow_decision(editor);
    view! {
        <main class="editor" data-testid="run-screen">
            <RunTop editor/>
            <InboxOf execution=execution/>
            <div class="editor-body">
                <div class="editor-middle">
                    <Middle editor/>
                    <RunBar editor/>
                </div>
                <Show when=move || editor.inspector.get()><Inspector editor/></Show>
            </div>
        </main>
    }
}

/// A run that was decided about goes on, or has ended: it is read again.
fn follow_decision(editor: state::Editor) {
    let inbox = crate::inbox::waiting();
    let waits = Memo::new(move |_| {
        let own = editor
            .run
            .with_untracked(|run| run.as_ref().map(|run| run.execution().to_owned()));
        inbox.with(|inbox| {
            inbox
                .entries
                .iter()
                .any(|entry| Some(&entry.execution) == own.as_ref())
        })
    });
    Effect::new(move |before: Option<bool>| {
        let now = waits.get();
        if before.is_some_and(|before| before != now) {
            runner::reopen(editor);
        }
        now
    });
}

/// The step that failed, or that waits for a decision, is shown first: why one looks at such a run.
fn show_failed(editor: state::Editor) {
    let failed = editor.run.with_untracked(|run| {
        let run = run.as_ref()?;
        if let Some(review) = &run.view().review {
            return Some(review.node.clone());
        }
        let name = run.error()?.node.clone()?;
        run.workflow().node_named(&name).map(|node| node.id.clone())
    });
    if let Some(node) = failed {
        editor.select(vec![node]);
    }
}

/// A run that has ended, of a workflow that is kept: the workflow and the run.
fn repeatable(run: &Progress) -> Option<(String, String)> {
    let summary = &run.view().summary;
    let kept = run.status().is_final() && !summary.workflow.is_empty();
    kept.then(|| (summary.workflow.clone(), summary.id.clone()))
}

/// The name of the run, how it ended, and what can be done.
#[component]
fn RunTop(editor: state::Editor) -> impl IntoView {
    let told = move || {
        editor.run.with(|run| {
            let run = run.as_ref()?;
            let summary = &run.view().summary;
            let began = ago(summary.started_ms);
            let when = match run.status() {
                // How long it ran before it was cut off is not known.
                ExecutionStatus::NeedsReview => began,
                _ => t_args(
                    "editor-run-when",
                    &[
                        ("time", began.into()),
                        ("lasted", duration_ms(run.lasted_ms(summary.started_ms)).into()),
                    ],
                ),
            };
            Some(view! {
                <h1>{summary.name.clone()}</h1>
                <span class="pill"><i class=super::run::dot(run.status())></i>{super::say::status(run.status())}</span>
                <span class="muted">{when}</span>
            })
        })
    };
    let workflow = move || {
        let id = editor
            .run
            .with(|run| run.as_ref().map(|run| run.view().summary.workflow.clone()))?;
        let id = Some(id).filter(|id| !id.is_empty())?;
        let href = Route::Editor(id).href();
        Some(
            view! { <a class="button" href=href data-testid="open-workflow">{t("editor-run-workflow")}</a> },
        )
    };
    let again = move || {
        let run = editor.run.with(|run| run.as_ref().and_then(repeatable))?;
        let press = move |_| {
            let (workflow, execution) = run.clone();
            runner::run_in_editor(workflow, RunScope::Again(execution));
        };
        Some(view! {
            <Button
                icon="rotate-ccw"
                label=move || t("editor-run-again")
                attr:title=move || t("editor-run-again-help")
                attr:data-testid="run-again"
                on_click=press
            />
        })
    };
    view! {
        <header class="top editor-top">
            <a class="button button-quiet" href=Route::Runs.href()>{move || format!("‹ {}", t("editor-run-list"))}</a>
            {told}
            <span class="grow"></span>
            <IconButton
                icon="list-tree"
                label=move || t("action-toggle-outline")
                pressed=Signal::from(editor.outline)
                on_click=move |_| keys::toggle_outline(editor)
            />
            <IconButton
                icon="panel-right"
                label=move || t("action-toggle-inspector")
                pressed=Signal::from(editor.inspector)
                on_click=move |_| editor.inspector.update(|open| *open = !*open)
            />
            {again}
            {workflow}
        </header>
    }
}

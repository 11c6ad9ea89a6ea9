//! The bar below the canvas: the last run, or the one that goes on, in one sentence.

use api::VaultCondition;
use leptos::prelude::*;
use model::{ExecutionStatus, NodeId};

use super::{StepRows, is_kept, is_locked, unlock_button};
use crate::credentials;
use crate::editor::inspector::ProblemList;
use crate::editor::progress::Progress;
use crate::editor::state::{Editor, Panel};
use crate::editor::versions::VersionList;
use crate::editor::{keys, runner, say};
use crate::route::Route;
use crate::screens;
use crate::text::{ago, duration_ms, t, t_args};
use crate::widgets::{Button, ButtonLook, Icon, IconButton, Spinner};

/// The bar, and the panel above it.
#[component]
pub fn RunBar(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let panel = editor.panel;
    let title = move || match panel.get() {
        Panel::Steps => t("editor-panel-steps"),
        Panel::Problems => t("editor-problems"),
        Panel::Versions => t("editor-versions"),
        Panel::None => String::new(),
    };
    let body = move || match panel.get() {
        Panel::None => ().into_any(),
        Panel::Steps => view! { <StepRows editor/> }.into_any(),
        Panel::Problems => view! { <ProblemList editor/> }.into_any(),
        Panel::Versions => view! { <VersionList editor/> }.into_any(),
    };
    let shown = Memo::new(move |_| editor.run.with(Option::is_some) || editor.starting.get());
    // The panel takes room from the canvas.
    Effect::new(move |before: Option<bool>| {
        let open = panel.get() != Panel::None;
        if open && before != Some(true) {
            editor.fit_if_cut();
        }
        open
    });
    view! {
        <Show when=move || panel.get() != Panel::None>
            <section class="run-panel" aria-label=title data-testid="run-panel">
                <header>
                    <h2>{title}</h2>
                    <span class="grow"></span>
                    <IconButton
                        icon="x"
                        label=move || t("close")
                        on_click=move |_| close(editor)
                    />
                </header>
                <div class="run-panel-body">{body}</div>
            </section>
        </Show>
        <Show when=move || shown.get()>
            <footer class="run-bar" data-testid="run-bar">
                <Sentence editor/>
                <span class="grow"></span>
                <Tools editor/>
            </footer>
        </Show>
    }
}

fn close(editor: Editor) {
    if editor.panel.get_untracked() == Panel::Versions {
        crate::editor::versions::end_comparing(editor);
    }
    editor.panel.set(Panel::None);
}

/// State and sentence.
#[component]
fn Sentence(editor: Editor) -> impl IntoView {
    let told = Memo::new(move |_| {
        editor.run.with(|run| {
            run.as_ref()
                .map(|run| (run.status(), sentence(editor, run), when(run)))
        })
    });
    move || match (told.get(), editor.starting.get()) {
        (_, true) => view! {
            <Spinner label=move || t("editor-run-begins")/>
            <b role="status">{t("editor-run-begins")}</b>
        }
        .into_any(),
        (Some((status, sentence, when)), false) => {
            let title = sentence.clone();
            view! {
                <span class="pill"><i class=dot(status)></i>{when}</span>
                <b class="run-sentence" role="status" title=title data-testid="run-sentence">{sentence}</b>
            }
            .into_any()
        }
        (None, false) => ().into_any(),
    }
}

/// What became of the run, and of its files.
fn sentence(editor: Editor, run: &Progress) -> String {
    let said = say::headline(run);
    let wrote = editor.written.with(|written| {
        let (execution, wrote) = written.as_ref()?;
        (execution == run.execution()).then(|| wrote.clone())
    });
    match wrote {
        Some(wrote) => format!("{wrote} · {said}"),
        None => said,
    }
}

fn when(run: &Progress) -> String {
    match run.is_running() {
        true => t("editor-run-running"),
        false => t_args(
            "editor-run-last",
            &[("time", ago(run.view().summary.started_ms).into())],
        ),
    }
}

/// The dot of a state.
pub fn dot(status: ExecutionStatus) -> &'static str {
    match status {
        ExecutionStatus::Success => "dot success",
        ExecutionStatus::Failed => "dot failed",
        ExecutionStatus::Running | ExecutionStatus::Queued => "dot running",
        ExecutionStatus::Waiting | ExecutionStatus::NeedsReview => "dot waiting",
        ExecutionStatus::Canceled => "dot",
    }
}

/// How far, how long, and what can be done.
#[component]
fn Tools(editor: Editor) -> impl IntoView {
    let now = RwSignal::new(js_sys::Date::now());
    let running = Memo::new(move |_| {
        editor
            .run
            .with(|run| run.as_ref().is_some_and(Progress::is_running))
    });
    // The clock is only wound while something runs.
    let clock = StoredValue::new(None::<IntervalHandle>);
    Effect::new(move |_| {
        let running = running.get();
        if let Some(old) = clock.try_update_value(Option::take).flatten() {
            old.clear();
        }
        if running {
            let tick = move || {
                now.try_set(js_sys::Date::now());
            };
            let every = std::time::Duration::from_millis(250);
            clock.set_value(set_interval_with_handle(tick, every).ok());
        }
    });
    on_cleanup(move || {
        if let Some(old) = clock.try_update_value(Option::take).flatten() {
            old.clear();
        }
    });
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
    let facts = move || {
        let now = now.get() as i64;
        editor.run.with(|run| {
            let run = run.as_ref()?;
            if run.status() == ExecutionStatus::NeedsReview {
                // How long it ran before it was cut off is not known, and how long it waits since says nothing.
                return None;
            }
            let time = duration_ms(run.lasted_ms(now));
            let (reached, all) = run.reached();
            Some(match run.is_running() {
                true => t_args(
                    "editor-run-progress",
                    &[
                        ("reached", (reached as f64).into()),
                        ("all", (all as f64).into()),
                        ("time", time.into()),
                    ],
                ),
                false => time,
            })
        })
    };
    let link = move || {
        let id = editor
            .run
            .with(|run| run.as_ref().map(|run| run.execution().to_owned()));
        let href = Route::Run(id?).href();
        Some(
            view! { <a class="button button-quiet" href=href title=t("editor-run-open") data-testid="open-run">
                <Icon name="history"/>
                <span>{t("editor-run-open")}</span>
            </a> },
        )
    };
    let failed = Memo::new(move |_| failed(editor));
    let locked = Memo::new(move |_| failed.with(|failed| failed.as_ref().is_some_and(is_shut)));
    let lead = move || Some(lead(editor, failed.get()?));
    let unlock = move || {
        let node = failed.get()?.node;
        locked
            .get()
            .then(|| unlock_button(editor, node, "vault-unlock", "bar-unlock"))
    };
    let retry = move || {
        let node = failed.get()?.node;
        (!locked.get() && is_kept(editor)).then(|| retry(editor, node))
    };
    // An opened run has the decision above it.
    let review = move || {
        let waits = editor.run.with(|run| {
            let review = |run: &Progress| run.status() == ExecutionStatus::NeedsReview;
            run.as_ref().is_some_and(review)
        });
        (waits && editor.is_editable_now()).then(|| {
            view! {
                <Button
                    look=ButtonLook::Primary
                    icon="inbox"
                    label=move || t("inbox-open")
                    attr:data-testid="bar-inbox"
                    on_click=|_| screens::open_inbox()
                />
            }
        })
    };
    view! {
        {review}
        {unlock}
        {lead}
        {retry}
        <span class="muted run-facts">{facts}</span>
        <Show
            when=move || running.get()
            fallback=move || view! { {editor.is_editable_now().then_some(link)} }
        >
            <Button
                icon="square"
                label=move || t("editor-stop")
                attr:data-testid="stop-bar"
                on_click=move |_| runner::stop(editor)
            />
        </Show>
        <Button
            look=ButtonLook::Quiet
            icon="list"
            label=move || t("editor-panel-steps")
            attr:title=move || t("editor-panel-steps")
            attr:data-testid="show-steps"
            on_click=move |_| keys::turn(editor, Panel::Steps)
        />
    }
}

/// Where a run stopped.
#[derive(Clone, PartialEq)]
struct Failed {
    node: NodeId,
    field: Option<String>,
    locked: bool,
}

fn failed(editor: Editor) -> Option<Failed> {
    editor.run.with(|run| {
        let run = run.as_ref()?;
        let error = run.error()?;
        let name = error.node.as_ref()?;
        let node = run.workflow().node_named(name)?;
        Some(Failed {
            node: node.id.clone(),
            field: error.field.clone(),
            locked: is_locked(error) && is_kept(editor),
        })
    })
}

/// Whether the credentials are still locked that a run stopped at.
fn is_shut(failed: &Failed) -> bool {
    // How the vault is, is only asked for where it matters.
    failed.locked && credentials::condition().get() != Some(VaultCondition::Open)
}

/// Leads to the step that failed, or to its field.
fn lead(editor: Editor, failed: Failed) -> impl IntoView {
    let Failed { node, field, .. } = failed;
    let editable = editor.is_editable();
    let words = match field.is_some() && editable {
        true => "editor-show-field",
        false => "editor-show-step",
    };
    let press = move |_| {
        editor.inspector.set(true);
        match editable {
            true => editor.lead_to(&node, field.as_deref()),
            false => editor.show(&node),
        }
    };
    view! {
        <Button
            icon="arrow-right"
            label=move || t(words)
            attr:data-testid="show-failed"
            on_click=press
        />
    }
}

fn retry(editor: Editor, node: NodeId) -> impl IntoView {
    view! {
        <IconButton
            icon="rotate-ccw"
            label=move || t("editor-try-again")
            attr:data-testid="retry"
            on_click=move |_| runner::retry(editor, node.clone())
        />
    }
}

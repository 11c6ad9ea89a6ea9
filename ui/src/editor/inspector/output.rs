//! What a step put out: by output, by iteration; pinned, edited, or to be run first.

use leptos::prelude::*;
use model::{NodeId, Ports, StepStatus};

use crate::editor::data::{DataViewer, Schemas, Source};
use crate::editor::pins;
use crate::editor::state::Editor;
use crate::editor::{run as runs, runner};
use crate::text::{duration_us, spec_text, t, t_args};
use crate::widgets::{Button, ButtonLook, Dialog, EmptyState, Icon, Select};

/// The step's run that is looked at: the last, unless another was chosen.
pub fn step_of(editor: Editor, node: NodeId) -> Memo<Option<u32>> {
    let chosen = editor.iteration;
    Memo::new(move |_| {
        let wanted = chosen.get();
        editor.run.with(|run| {
            let of = run.as_ref()?.of(&node)?;
            let at = wanted.filter(|(id, _)| *id == node).map(|(_, at)| at);
            at.and_then(|at| of.steps.get(at).copied())
                .or_else(|| of.steps.last().copied())
        })
    })
}

/// Which of several runs of a step is looked at.
pub fn iterations(editor: Editor, node: NodeId, step: Memo<Option<u32>>) -> impl IntoView {
    let id = node.clone();
    let steps = Memo::new(move |_| {
        editor.run.with(|run| {
            run.as_ref()
                .and_then(|run| run.of(&id))
                .map_or_else(Vec::new, |of| of.steps.clone())
        })
    });
    let value = Signal::derive(move || {
        let now = step.get();
        let at = steps.with(|steps| steps.iter().position(|one| Some(*one) == now));
        at.unwrap_or_default().to_string()
    });
    let options = Signal::derive(move || {
        let count = steps.with(Vec::len);
        // A loop may have run very often: the last ones can be chosen.
        let first = count.saturating_sub(500);
        (first..count)
            .rev()
            .map(|at| {
                let number = (at as f64 + 1.0).into();
                let total = (count as f64).into();
                let words = t_args("editor-iteration", &[("number", number), ("total", total)]);
                (at.to_string(), words)
            })
            .collect::<Vec<_>>()
    });
    let choose = Callback::new(move |at: String| {
        let at = at.parse().unwrap_or_default();
        editor.iteration.set(Some((node.clone(), at)));
    });
    view! {
        <Show when=move || { steps.with(Vec::len) > 1 }>
            <div class="iteration">
                <Select value options on_change=choose label=move || t("editor-iteration-which")/>
            </div>
        </Show>
    }
}

/// The items that went out.
#[component]
pub fn Output(
    /// The editor.
    editor: Editor,
    /// The step.
    node: NodeId,
) -> impl IntoView {
    let step = step_of(editor, node.clone());
    let output = RwSignal::new(0_u16);
    let id = node.clone();
    let pinned = Memo::new(move |_| {
        editor.is_editable() && editor.with(|workflow| workflow.pinned.contains_key(&id))
    });
    let id = node.clone();
    let source = Memo::new(move |_| {
        if pinned.get() {
            return Some(Source::Pinned(id.clone()));
        }
        let number = step.get()?;
        editor.run.with(|run| {
            Some(Source::Step {
                execution: run.as_ref()?.execution().to_owned(),
                step: number,
                output: output.get(),
            })
        })
    });
    // Pinned items can be changed under the same name.
    let schemas = expect_context::<Schemas>();
    let id = node.clone();
    let kept = Memo::new(move |_| editor.with(|workflow| workflow.pinned.get(&id).cloned()));
    Effect::new(move |_| {
        kept.with(|_| ());
        schemas.forget_pinned();
    });
    let shown = Signal::derive(move || {
        kept.with(|_| ());
        source.get()
    });
    let empty = Signal::derive(|| t("editor-output-none"));
    let has_source = Memo::new(move |_| source.with(Option::is_some));
    let (tested, failed) = (node.clone(), node.clone());
    let error = move || {
        let error = editor
            .run
            .with(|run| run.as_ref()?.step(step.get()?)?.error.clone())?;
        (!pinned.get()).then(|| runs::failure(editor, &failed, error))
    };
    let nothing = move || {
        let node = tested.clone();
        let title = editor.run.with(|run| {
            let Some(run) = run else {
                return "editor-output-before";
            };
            let review = run.view().review.as_ref();
            match review.is_some_and(|review| review.node == node) {
                true => "editor-output-cut",
                false if run.is_discarded_at(&node) => "editor-output-discarded",
                false => "editor-output-before",
            }
        });
        let title = t(title);
        view! {
            <EmptyState icon="log-out" title=title>
                {editor.is_editable_now().then(|| view! {
                    <Button
                        icon="play"
                        label=move || t("editor-test")
                        disabled=Signal::derive(move || editor.is_running())
                        on_click=move |_| runner::test(editor, node.clone())
                    />
                })}
            </EmptyState>
        }
    };
    view! {
        <Bar editor node=node.clone() pinned source step/>
        {iterations(editor, node.clone(), step)}
        {outputs(editor, node.clone(), step, output, pinned)}
        {error}
        {skipped(editor, step, pinned)}
        {move || match has_source.get() {
            true => view! { <DataViewer editor source=shown code=None empty/> }.into_any(),
            false => nothing().into_any(),
        }}
        {console(editor, step)}
    }
}

/// Pin, edit, unpin; and whether what is shown is stale.
#[component]
fn Bar(
    editor: Editor,
    node: NodeId,
    pinned: Memo<bool>,
    source: Memo<Option<Source>>,
    step: Memo<Option<u32>>,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let id = node.clone();
    let stale = Memo::new(move |_| {
        editor.is_editable() && !pinned.get() && editor.stale.with(|stale| stale.contains(&id))
    });
    let (pin_id, unpin_id, edit_id) = (node.clone(), node.clone(), node);
    let pin = move |_| {
        if let Some(source) = source.get_untracked() {
            pins::pin(editor, pin_id.clone(), source);
        }
    };
    let has = move || source.with(Option::is_some) && editor.is_editable();
    view! {
        <div class="output-bar">
            <Show when=move || pinned.get()>
                <span class="pill pinned" title=move || t("editor-pinned-help")><Icon name="pin" size=12/>{move || t("editor-pinned")}</span>
            </Show>
            <Show when=move || stale.get() && source.with(Option::is_some)>
                <span class="pill stale" title=move || t("editor-stale-help")>{move || t("editor-stale")}</span>
            </Show>
            {facts(editor, step, pinned)}
            <span class="grow"></span>
            <Show when=move || has() && !pinned.get()>
                <Button
                    look=ButtonLook::Quiet
                    icon="pin"
                    label=move || t("editor-pin")
                    attr:data-testid="pin"
                    on_click=pin.clone()
                />
            </Show>
            <Show when=move || editor.is_editable()>
                <Button
                    look=ButtonLook::Quiet
                    icon="pencil"
                    label=move || t("editor-pin-edit")
                    attr:data-testid="pin-edit"
                    on_click=move |_| editing.set(true)
                />
            </Show>
            <Show when=move || pinned.get()>
                <Button
                    look=ButtonLook::Quiet
                    icon="x"
                    label=move || t("editor-unpin")
                    attr:data-testid="unpin"
                    on_click={
                        let id = unpin_id.clone();
                        move |_| pins::unpin(editor, &id)
                    }
                />
            </Show>
        </div>
        <Dialog open=editing title=move || t("editor-pin-edit-title") wide=true>
            {
                let id = edit_id.clone();
                move || view! { <EditPinned editor node=id.clone() source open=editing/> }
            }
        </Dialog>
    }
}

/// The items as JSON, to be changed and pinned.
#[component]
fn EditPinned(
    editor: Editor,
    node: NodeId,
    source: Memo<Option<Source>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let text = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<String>);
    leptos::task::spawn_local(async move {
        let mut items = Vec::new();
        if let Some(source) = source.get_untracked() {
            match pins::whole(editor, &source).await {
                Ok((all, false)) => items = all,
                // What was kept of it would be all that is left.
                Ok((_, true)) => {
                    fault.try_set(Some(t("editor-pin-many")));
                    return;
                }
                Err(error) => {
                    fault.try_set(Some(crate::widgets::error_text(&error)));
                    return;
                }
            }
        }
        if items.is_empty() {
            items.push(value::json!({ "name": "value" }));
        }
        text.try_set(Some(value::to_string_pretty(&items.into())));
    });
    let keep = move |_| {
        let written = text.get_untracked().unwrap_or_default();
        match pins::pin_text(editor, &node, &written) {
            Ok(()) => open.set(false),
            Err(reason) => fault.set(Some(reason)),
        }
    };
    let body = move || {
        text.with_untracked(Clone::clone)?;
        let written = Callback::new(move |written: String| {
            text.update_untracked(|text| *text = Some(written));
            fault.set(None);
        });
        let start = text.get_untracked().unwrap_or_default();
        Some(super::code::json_editor(start, written))
    };
    // Drawn once, when the text is there.
    let ready = Memo::new(move |_| text.with(Option::is_some));
    view! {
        <p class="dialog-text">{move || t("editor-pin-edit-help")}</p>
        <div class="pin-editor">{move || ready.get().then(&body)}</div>
        {move || fault.get().map(|reason| view! { <p class="field-problem" role="alert">{reason}</p> })}
        <footer class="dialog-foot">
            <Button label=move || t("cancel") on_click=move |_| open.set(false)/>
            <Button
                look=ButtonLook::Primary
                label=move || t("editor-pin")
                attr:data-testid="pin-keep"
                on_click=keep
            />
        </footer>
    }
}

/// Which output is looked at, where there are several.
fn outputs(
    editor: Editor,
    node: NodeId,
    step: Memo<Option<u32>>,
    output: RwSignal<u16>,
    pinned: Memo<bool>,
) -> impl IntoView {
    let id = node.clone();
    let labels = Memo::new(move |_| {
        let specs = editor.specs();
        editor.with(|workflow| {
            let Some(node) = workflow.node(&id) else {
                return Vec::new();
            };
            let ports = Ports::of(workflow, node, &specs);
            let main = ports
                .outputs
                .into_iter()
                .filter(|port| port.kind == model::PortKind::Main);
            main.map(|port| spec_text(&port.label)).collect::<Vec<_>>()
        })
    });
    let counts = Memo::new(move |_| {
        editor.run.with(|run| {
            let number = step.get()?;
            Some(run.as_ref()?.step(number)?.items_out.clone())
        })
    });
    // An output with items is shown first.
    Effect::new(move |_| {
        let first = counts.with(|counts| {
            counts
                .as_ref()
                .and_then(|counts| counts.iter().position(|count| *count > 0))
        });
        output.set(first.unwrap_or_default() as u16);
    });
    let draw = move || {
        let labels = labels.get();
        let counts = counts.get().unwrap_or_default();
        let buttons = labels.into_iter().enumerate().map(|(at, label)| {
            let at = at as u16;
            let count = counts.get(usize::from(at)).copied().unwrap_or_default();
            let words = match label.is_empty() {
                true => (at + 1).to_string(),
                false => label,
            };
            view! {
                <button
                    type="button"
                    class="segment"
                    aria-pressed=move || (output.get() == at).to_string()
                    on:click=move |_| output.set(at)
                >
                    {words}
                    <span class="tab-badge">{count}</span>
                </button>
            }
        });
        buttons.collect_view()
    };
    view! {
        <Show when=move || { labels.with(Vec::len) > 1 && !pinned.get() && step.get().is_some() }>
            <div class="segments outputs" role="group" aria-label=move || t("editor-output-which")>{draw}</div>
        </Show>
    }
}

/// That a person took the step as done, where one did.
fn skipped(editor: Editor, step: Memo<Option<u32>>, pinned: Memo<bool>) -> impl IntoView {
    move || {
        let status = editor
            .run
            .with(|run| Some(run.as_ref()?.step(step.get()?)?.status))?;
        (status == StepStatus::Skipped && !pinned.get()).then(|| {
            view! { <p class="hint output-skipped" data-testid="output-skipped">{t("editor-output-skipped")}</p> }
        })
    }
}

/// How long it took, and how often it was tried.
fn facts(editor: Editor, step: Memo<Option<u32>>, pinned: Memo<bool>) -> impl IntoView {
    move || {
        let (time, attempts) = editor.run.with(|run| {
            let step = run.as_ref()?.step(step.get()?)?;
            (step.status != StepStatus::Skipped).then_some((step.duration_us, step.attempts.len()))
        })?;
        if pinned.get() {
            return None;
        }
        let tried = (attempts > 0).then(|| {
            let count = (attempts as f64 + 1.0).into();
            format!(" · {}", t_args("editor-attempts", &[("count", count)]))
        });
        Some(view! { <span class="hint">{duration_us(time)}{tried}</span> })
    }
}

/// What the code of the step wrote.
fn console(editor: Editor, step: Memo<Option<u32>>) -> impl IntoView {
    move || {
        let lines = editor.run.with(|run| {
            let step = run.as_ref()?.step(step.get()?)?;
            Some(step.console.clone())
        })?;
        (!lines.is_empty()).then(|| {
            view! {
                <section class="console" aria-label=t("editor-console")>
                    <h3>{t("editor-console")}</h3>
                    <pre tabindex="0">{lines.join("\n")}</pre>
                </section>
            }
        })
    }
}

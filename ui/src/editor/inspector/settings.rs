//! The form of a step: what is wrong with it, its fields, "More", and what is common to all steps.

use leptos::prelude::*;
use model::edit::ParamPath;
use model::{NodeId, Problem};

use super::credentials::Slots;
use super::field::Form;
use super::frame::frame;
use super::node::NodeSettings;
use crate::editor::form::{self, Layout};
use crate::editor::state::Editor;
use crate::editor::{runner, say};
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Icon};

/// The form.
#[component]
pub fn Settings(
    /// The editor.
    editor: Editor,
    /// The step.
    node: NodeId,
) -> impl IntoView {
    let known = editor.node(node.clone());
    let specs = editor.specs();
    let spec = known.with_untracked(|node| specs.get(&node.as_ref()?.kind).cloned());
    let Some(spec) = spec else {
        return view! { <Missing editor node/> }.into_any();
    };
    let form = Form {
        editor,
        id: node.clone(),
        node: known,
        spec,
        locked: !editor.is_editable_now(),
    };
    let (id, note) = (
        node,
        known.with_untracked(|node| node.as_ref().is_some_and(model::Node::is_note)),
    );
    view! {
        <div class="form" data-testid="form">
            <Problems editor node=id.clone()/>
            <Fields form=form.clone()/>
            {(!note).then(|| view! {
                <NodeSettings form=form.clone()/>
                <Foot editor node=id locked=form.locked/>
            })}
        </div>
    }
    .into_any()
}

/// The fields, those under "More" once they are wanted or set.
#[component]
fn Fields(form: Form) -> impl IntoView {
    let layout = {
        let form = form.clone();
        Memo::new(move |_| {
            form.node.with(|node| match node {
                Some(node) => form::layout(&form.spec, node),
                None => Layout::default(),
            })
        })
    };
    let main = Memo::new(move |_| layout.with(|layout| layout.main.clone()));
    let more = Memo::new(move |_| layout.with(|layout| layout.more.clone()));
    let open = RwSignal::new(is_set_below(&form, &more.get_untracked()));
    // A problem's button may lead to a field that is hidden.
    let (spot, spec) = (form.editor.spot, form.spec.clone());
    Effect::new(move |_| {
        let wanted = spot.with(|spot| spot.as_ref().and_then(|spot| spot.field.clone()));
        let first = wanted.as_deref().and_then(|field| field.split('.').next());
        let hidden = more.with(|more| {
            more.iter()
                .filter_map(|at| spec.params.get(*at))
                .any(|param| Some(param.name.as_str()) == first)
        });
        if hidden {
            open.set(true);
        }
    });
    let draw = {
        let form = form.clone();
        move |at: usize| {
            let field = frame(form.field(&form.spec.params, at, &ParamPath::default()));
            view! {
                {field}
                <Slots form=form.clone() after=Some(at)/>
            }
        }
    };
    let hidden = draw.clone();
    let none = move || main.with(Vec::is_empty) && more.with(Vec::is_empty);
    view! {
        <Slots form=form.clone() after=None/>
        <For each=move || main.get() key=|at| *at children=draw/>
        <Show when=none>
            <p class="hint">{move || t("editor-no-settings")}</p>
        </Show>
        <Show when=move || !more.with(Vec::is_empty)>
            <button
                type="button"
                class="more-button"
                data-testid="more"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name="chevron-right" size=13/>
                {move || t("editor-more")}
            </button>
        </Show>
        <Show when=move || open.get()>
            <For each=move || more.get() key=|at| *at children=hidden.clone()/>
        </Show>
    }
}

fn is_set_below(form: &Form, more: &[usize]) -> bool {
    form.node.with_untracked(|node| {
        // A note was pulled to its size on the canvas: nobody asks for its numbers.
        let Some(node) = node.as_ref().filter(|node| !node.is_note()) else {
            return false;
        };
        more.iter()
            .filter_map(|at| form.spec.params.get(*at))
            .any(|param| {
                let value = node.parameters.get(&param.name);
                value.is_some_and(|value| !form::is_blank(value))
            })
    })
}

/// Problems of the whole step, and what its last run said.
#[component]
fn Problems(editor: Editor, node: NodeId) -> impl IntoView {
    let id = node.clone();
    let own = Memo::new(move |_| {
        editor.problems.with(|problems| {
            let own = problems
                .iter()
                .filter(|problem| problem.node.as_ref() == Some(&id) && problem.field.is_none());
            own.cloned().collect::<Vec<Problem>>()
        })
    });
    let failed = move || {
        let stale = editor.stale.with(|stale| stale.contains(&node));
        let error = editor
            .run
            .with(|run| run.as_ref()?.of(&node)?.error.clone())
            .filter(|_| !stale && editor.is_editable())?;
        Some(super::super::run::failure(editor, &node, error))
    };
    let draw = move |problem: Problem| {
        let text = format!("{} {}", say::problem(&problem), say::advice(&problem));
        let fix = problem.fix.map(|fix| {
            view! {
                <Button
                    label=move || t("editor-fix")
                    on_click=move |_| {
                        editor.perform(fix.clone());
                    }
                />
            }
        });
        view! {
            <div class="step-problem" role="alert">
                <Icon name="triangle-alert" size=14/>
                <p>{text}</p>
                {fix}
            </div>
        }
    };
    view! {
        {failed}
        {move || own.get().into_iter().map(draw).collect_view()}
    }
}

/// Test and pin, where they are needed: below the fields.
#[component]
fn Foot(editor: Editor, node: NodeId, locked: bool) -> impl IntoView {
    if locked {
        return ().into_any();
    }
    let known = editor.node(node.clone());
    let trigger = Memo::new(move |_| {
        let specs = editor.specs();
        known.with(|node| node.as_ref().is_some_and(|node| node.is_trigger(&specs)))
    });
    let words = move || match trigger.get() {
        true => t("editor-test-trigger"),
        false => t("editor-test"),
    };
    view! {
        <div class="form-foot">
            <Button
                look=ButtonLook::Plain
                icon="play"
                label=words
                disabled=Signal::derive(move || editor.is_running())
                attr:data-testid="test-step"
                on_click=move |_| runner::test(editor, node.clone())
            />
        </div>
    }
    .into_any()
}

/// A step whose kind is not there: kept, named, and left alone.
#[component]
fn Missing(editor: Editor, node: NodeId) -> impl IntoView {
    let known = editor.node(node.clone());
    let words = move || {
        let node = known.get()?;
        let kind = node
            .kind
            .trim_start_matches(model::Node::PLACEHOLDER)
            .to_owned();
        Some(t_args("editor-missing-help", &[("kind", kind.into())]))
    };
    let parameters = move || {
        known.with(|node| {
            let node = node.as_ref()?;
            Some(value::to_string_pretty(&node.parameters.clone().into()))
        })
    };
    view! {
        <div class="form">
            <Problems editor node/>
            <p class="hint">{words}</p>
            <details>
                <summary>{move || t("editor-missing-settings")}</summary>
                <pre class="value-text" tabindex="0">{parameters}</pre>
            </details>
        </div>
    }
}

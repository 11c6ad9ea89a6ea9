//! What is asked before a run: to be allowed something, whether to send something, whether to run what comes before.

use api::RunScope;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{NodeId, Param, ParamKind};

use crate::editor::form::layout;
use crate::editor::inspector::{Seen, look};
use crate::editor::permissions::Card;
use crate::editor::state::{Ask, Editor};
use crate::editor::{runner, say, upstream};
use crate::screens;
use crate::text::{spec_text, t, t_args};
use crate::widgets::{Button, ButtonLook, Dialog};

/// Fields that are told of a step that sends something.
const MOST_FIELDS: usize = 8;

/// The questions, while one is asked.
#[component]
pub fn Asks(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(editor.ask.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && editor.ask.with_untracked(Option::is_some) {
            editor.ask.set(None);
        }
    });
    let title = move || match editor.ask.get() {
        Some(Ask::Grants { .. }) => t("editor-ask-grants"),
        Some(Ask::Unsafe(node, _)) => {
            t_args("editor-ask-unsafe", &[("step", name(editor, &node).into())])
        }
        Some(Ask::CutOff) => t("editor-ask-cut-off"),
        Some(Ask::NoInput(_)) | None => t("editor-ask-input"),
    };
    let body = move || match editor.ask.get() {
        Some(Ask::Grants { scope, missing }) => view! { <Card editor scope missing/> }.into_any(),
        Some(Ask::Unsafe(node, scope)) => view! { <Sends editor node scope/> }.into_any(),
        Some(Ask::NoInput(node)) => view! { <NoInput editor node/> }.into_any(),
        Some(Ask::CutOff) => view! { <CutOff editor/> }.into_any(),
        None => ().into_any(),
    };
    view! { <Dialog open title=title>{body}</Dialog> }
}

fn name(editor: Editor, node: &NodeId) -> String {
    editor.peek(|workflow| {
        let known = workflow.node(node);
        known.map_or_else(String::new, |node| node.name.to_string())
    })
}

/// A run of the workflow was cut off and may have done what this one would do again.
#[component]
fn CutOff(editor: Editor) -> impl IntoView {
    let run = move |_| {
        editor.ask.set(None);
        runner::start(editor, RunScope::All);
    };
    let open = move |_| {
        editor.ask.set(None);
        screens::open_inbox();
    };
    view! {
        <p class="dialog-text">{move || t("editor-ask-cut-off-help")}</p>
        <footer class="dialog-foot">
            <Button label=move || t("cancel") on_click=move |_| editor.ask.set(None)/>
            <Button icon="play" label=move || t("editor-ask-cut-off-run") attr:data-testid="run-anyway" on_click=run/>
            <Button
                look=ButtonLook::Primary
                icon="inbox"
                label=move || t("inbox-open")
                attr:data-testid="open-inbox"
                on_click=open
            />
        </footer>
    }
}

/// There is no input to try a step on.
#[component]
fn NoInput(editor: Editor, node: NodeId) -> impl IntoView {
    let before = editor
        .peek(|workflow| upstream::parent(workflow, &node).map(|(node, _)| node.name.to_string()));
    let words = t_args(
        "editor-ask-input-help",
        &[
            ("step", name(editor, &node).into()),
            ("before", before.unwrap_or_default().into()),
        ],
    );
    let run = move |_| {
        editor.ask.set(None);
        runner::start(editor, RunScope::UpTo(node.clone()));
    };
    view! {
        <p class="dialog-text">{words}</p>
        <footer class="dialog-foot">
            <Button label=move || t("cancel") on_click=move |_| editor.ask.set(None)/>
            <Button
                look=ButtonLook::Primary
                icon="play"
                label=move || t("editor-ask-input-run")
                attr:data-testid="run-before"
                on_click=run
            />
        </footer>
    }
}

/// What a step would send.
#[component]
fn Sends(editor: Editor, node: NodeId, scope: RunScope) -> impl IntoView {
    let rows = RwSignal::new(Vec::<(String, String)>::new());
    let asked = fields(editor, &node);
    let id = node.clone();
    spawn_local(async move {
        for (label, text) in asked {
            let shown = match text.starts_with('=') {
                false => text,
                true => match look(editor, id.clone(), text.clone()).await {
                    Some(Seen::Value(shown, _)) => shown,
                    Some(Seen::Failed(message)) => message,
                    Some(Seen::Nothing) => t("editor-preview-empty"),
                    Some(Seen::NoData) | None => text,
                },
            };
            rows.try_update(|rows| rows.push((label, shown)));
        }
    });
    let items = items_of(editor, &node);
    let list = move || {
        let rows = rows.get().into_iter().map(|(label, text)| {
            view! { <dt>{label}</dt><dd>{text}</dd> }
        });
        rows.collect_view()
    };
    let run = move |_| {
        editor.ask.set(None);
        runner::go(editor, scope.clone());
    };
    view! {
        <p class="dialog-text">{t_args("editor-ask-unsafe-help", &[("count", say::number(items))])}</p>
        <dl class="sends" data-testid="sends">{list}</dl>
        <footer class="dialog-foot">
            <Button label=move || t("cancel") on_click=move |_| editor.ask.set(None)/>
            <Button
                look=ButtonLook::Primary
                icon="play"
                label=move || t("editor-ask-unsafe-run")
                attr:data-testid="run-unsafe"
                on_click=run
            />
        </footer>
    }
}

/// How many items the step would be run for.
fn items_of(editor: Editor, node: &NodeId) -> u64 {
    let parent = editor.peek(|workflow| {
        upstream::parent(workflow, node).map(|(node, output)| {
            let pinned = workflow
                .pinned_items(&node.id)
                .map(|items| items.len() as u64);
            (node.id.clone(), output, pinned)
        })
    });
    let Some((parent, output, pinned)) = parent else {
        return 1;
    };
    pinned.unwrap_or_else(|| {
        let items = editor.run.with_untracked(|run| {
            let of = run.as_ref()?.of(&parent)?;
            of.items_out.get(usize::from(output)).copied()
        });
        items.unwrap_or_default()
    })
}

/// The step's first fields that say something: name and stored text.
fn fields(editor: Editor, node: &NodeId) -> Vec<(String, String)> {
    let specs = editor.specs();
    editor.peek(|workflow| {
        let Some(node) = workflow.node(node) else {
            return Vec::new();
        };
        let Some(spec) = specs.get(&node.kind) else {
            return Vec::new();
        };
        let shown = layout(spec, node).main.into_iter();
        let told = shown.filter_map(|at| {
            let param = spec.params.get(at)?;
            let value = node.parameters.get(&param.name).unwrap_or(&param.default);
            Some((spec_text(&param.label), told(param, value)?))
        });
        told.take(MOST_FIELDS).collect()
    })
}

fn told(param: &Param, value: &value::Value) -> Option<String> {
    let simple = matches!(
        param.kind,
        ParamKind::Text
            | ParamKind::LongText
            | ParamKind::Number { .. }
            | ParamKind::Choice(_)
            | ParamKind::File
            | ParamKind::Folder
            | ParamKind::Json
            | ParamKind::Code { .. }
    );
    let text = value.to_text().to_string();
    let text = match &param.kind {
        ParamKind::Choice(choices) => choices
            .iter()
            .find(|choice| choice.value == *value)
            .map_or(text, |choice| spec_text(&choice.label)),
        _ => text,
    };
    (simple && !crate::editor::form::is_blank(value)).then_some(text)
}

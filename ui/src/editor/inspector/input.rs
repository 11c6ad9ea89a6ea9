//! What came into a step last: or, before it ran, what the step before it put out.

use leptos::prelude::*;
use model::NodeId;

use super::picker::own_code;
use crate::editor::data::{DataViewer, Source};
use crate::editor::state::Editor;
use crate::editor::{pins, runner, upstream};
use crate::text::{t, t_args};
use crate::widgets::{Button, EmptyState, Select};

/// Where the items of an input are, and what that input is called.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    source: Source,
    name: String,
}

/// The items that came in.
#[component]
pub fn Input(
    /// The editor.
    editor: Editor,
    /// The step.
    node: NodeId,
) -> impl IntoView {
    let id = node.clone();
    let step = super::output::step_of(editor, node.clone());
    let entries = Memo::new(move |_| entries(editor, &id, step.get()));
    let chosen = RwSignal::new(0_usize);
    let source = Memo::new(move |_| {
        entries.with(|all| {
            all.get(chosen.get())
                .or(all.first())
                .map(|one| one.source.clone())
        })
    });
    let names = Signal::derive(move || {
        entries.with(|all| {
            let names = all.iter().enumerate();
            names
                .map(|(at, one)| (at.to_string(), one.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || chosen.get().to_string());
    let choose = Callback::new(move |at: String| chosen.set(at.parse().unwrap_or_default()));
    let empty = Signal::derive(|| t("editor-input-none"));
    let first = node.clone();
    let nothing = move || {
        let trigger = editor.with(|workflow| upstream::parent(workflow, &first).is_none());
        let words = match trigger {
            true => t("editor-input-start"),
            false => t("editor-input-before"),
        };
        let parent = editor.with(|workflow| {
            upstream::parent(workflow, &first)
                .map(|(node, _)| (node.id.clone(), node.name.to_string()))
        });
        let run = parent.filter(|_| editor.is_editable()).map(|(id, name)| {
            view! {
                <Button
                    icon="play"
                    label=move || t_args("editor-input-run", &[("step", name.clone().into())])
                    disabled=Signal::derive(move || editor.is_running())
                    on_click=move |_| runner::start(editor, api::RunScope::UpTo(id.clone()))
                />
            }
        });
        view! { <EmptyState icon="log-in" title=words>{run}</EmptyState> }
    };
    let has_source = Memo::new(move |_| source.with(Option::is_some));
    view! {
        {super::output::iterations(editor, node, step)}
        <Show when=move || { entries.with(Vec::len) > 1 }>
            <Select value options=names on_change=choose label=move || t("editor-input-which")/>
        </Show>
        {move || match has_source.get() {
            true => view! { <DataViewer editor source code=Some(own_code()) empty/> }.into_any(),
            false => nothing().into_any(),
        }}
    }
}

fn entries(editor: Editor, node: &NodeId, step: Option<u32>) -> Vec<Entry> {
    let ran = editor.run.with(|run| {
        let run = run.as_ref()?;
        let inputs = run.step(step?)?.inputs.iter().flatten();
        let found = inputs.filter_map(|from| {
            Some(Entry {
                source: Source::Step {
                    execution: run.execution().to_owned(),
                    step: from.step,
                    output: from.output,
                },
                name: run.step(from.step)?.name.clone(),
            })
        });
        Some(found.collect::<Vec<_>>())
    });
    if let Some(ran) = ran.filter(|ran| !ran.is_empty()) {
        return ran;
    }
    if !editor.is_editable() {
        return Vec::new();
    }
    let parents = editor.with(|workflow| {
        let mut into: Vec<_> = workflow
            .edges
            .iter()
            .filter(|edge| edge.to.node == *node && edge.to.kind == model::PortKind::Main)
            .collect();
        into.sort_by_key(|edge| edge.to.port);
        let found = into.into_iter().filter_map(|edge| {
            let node = workflow.node(&edge.from.node)?;
            let pinned = workflow.pinned.contains_key(&node.id);
            Some((
                node.id.clone(),
                node.name.to_string(),
                edge.from.port,
                pinned,
            ))
        });
        found.collect::<Vec<_>>()
    });
    let found = parents
        .into_iter()
        .filter_map(|(id, name, output, pinned)| {
            let source = match pinned {
                true => Source::Pinned(id),
                false => pins::last_output(editor, &id, output)?,
            };
            Some(Entry { source, name })
        });
    found.collect()
}

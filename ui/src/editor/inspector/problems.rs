//! What is wrong with a workflow, each with the way to it: what its fields tell, what became of the credentials that its
//! steps use, and that its last run failed.

use leptos::prelude::*;
use model::{ExecutionStatus, NodeId, Severity};

use super::CREDENTIALS;
use crate::credentials;
use crate::editor::say;
use crate::editor::state::Editor;
use crate::text::t;
use crate::widgets::Icon;

/// One thing that is wrong.
#[derive(Clone, PartialEq)]
struct Line {
    severe: bool,
    /// Name of the step.
    step: Option<String>,
    text: String,
    more: String,
    /// Where it leads.
    to: Option<(NodeId, Option<String>)>,
}

/// What is wrong, each with the way to it.
#[component]
pub fn ProblemList(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let mut lines: Vec<Line> = last_run(editor).into_iter().collect();
        lines.extend(of_fields(editor));
        lines.extend(of_credentials(editor));
        lines
    });
    let rows = move || {
        let rows = lines.get().into_iter().map(|line| draw(editor, line));
        rows.collect_view()
    };
    view! {
        <section aria-label=move || t("editor-problems")>
            <h3 class="form-title">{move || t("editor-problems")}</h3>
            <Show
                when=move || lines.with(|lines| !lines.is_empty())
                fallback=move || view! { <p class="hint"><Icon name="check" size=13/>" "{t("editor-no-problems")}</p> }
            >
                <ul class="problems">{rows}</ul>
            </Show>
        </section>
    }
}

fn draw(editor: Editor, line: Line) -> impl IntoView {
    let (icon, class) = match line.severe {
        true => ("circle-alert", "problem severe"),
        false => ("triangle-alert", "problem"),
    };
    let to = line.to;
    let lead = move |_| {
        if let Some((node, field)) = &to {
            editor.lead_to(node, field.as_deref());
        }
    };
    view! {
        <li>
            <button type="button" class=class data-testid="problem" on:click=lead>
                <Icon name=icon size=14/>
                <span>
                    {line.step.map(|step| view! { <span class="problem-step" dir="auto">{step}</span>" " })}
                    <b>{line.text}</b>" "{line.more}
                </span>
            </button>
        </li>
    }
}

/// That the last run failed: who looks here wants to know why, and not that the fields are filled in.
fn last_run(editor: Editor) -> Option<Line> {
    let (said, failed) = editor.run.with(|run| {
        let run = run
            .as_ref()
            .filter(|run| run.status() == ExecutionStatus::Failed)?;
        let error = run.error();
        let node = error
            .and_then(|error| error.node.as_ref())
            .and_then(|name| run.workflow().node_named(name))
            .map(|node| node.id.clone());
        let field = error.and_then(|error| error.field.clone());
        Some((say::headline(run), node.map(|node| (node, field))))
    })?;
    Some(Line {
        severe: true,
        step: None,
        text: t("editor-problem-last-run"),
        more: said,
        // It may have been deleted since.
        to: failed.filter(|(node, _)| editor.with(|workflow| workflow.node(node).is_some())),
    })
}

fn of_fields(editor: Editor) -> Vec<Line> {
    let problems = editor.faults.get();
    let lines = problems.iter().map(|problem| {
        let node = problem.node.clone();
        let step = node.as_ref().and_then(|id| {
            editor.peek(|workflow| workflow.node(id).map(|node| node.name.to_string()))
        });
        Line {
            severe: problem.severity > Severity::Warn,
            step,
            text: say::problem(problem),
            more: say::advice(problem),
            to: node.map(|node| (node, problem.field.clone())),
        }
    });
    lines.collect()
}

/// Credentials that a step has chosen and that are in the trash, or gone.
fn of_credentials(editor: Editor) -> Vec<Line> {
    let specs = editor.specs();
    let used = editor.with(|workflow| {
        let steps = workflow.nodes.iter().filter(|node| !node.disabled);
        let used = steps.flat_map(|node| {
            // What stands in a slot that the step does not ask for now is not sent.
            let asked = |slot: &str| {
                specs.get(&node.kind).is_some_and(|spec| {
                    let mut slots = spec.credentials.iter();
                    slots.any(|one| one.slot == slot && spec.shows(node, &one.show))
                })
            };
            let chosen = node.credentials.iter().filter(move |one| asked(&one.slot));
            chosen.map(|one| (node.id.clone(), node.name.to_string(), one.clone()))
        });
        used.collect::<Vec<_>>()
    });
    let lines = used.into_iter().filter_map(|(node, step, chosen)| {
        Some(Line {
            severe: true,
            step: Some(step),
            text: credentials::amiss(&chosen)?,
            more: String::new(),
            to: Some((node, Some(CREDENTIALS.to_owned()))),
        })
    });
    lines.collect()
}

//! What lies over the workflow on the canvas: lines on cards, problems, the state of a run, what a version changes.

use std::cell::RefCell;
use std::collections::HashMap;

use canvas::{EdgeLook, EdgeState, Looks, NodeLook, Run, RunState};
use leptos::prelude::*;
use model::{ExecutionStatus, Node, NodeId, Port, Ports, Severity, Specs, StepStatus, Workflow};

use crate::editor::compare::Difference;
use crate::editor::progress::{OfNode, Progress};
use crate::editor::say;
use crate::editor::state::{Editor, Shown};
use crate::editor::summary::summary;
use crate::text::{self, spec_text};

/// Keeps the canvas' looks as the editor's state is.
pub fn follow(editor: Editor) {
    let lines = Lines::default();
    let mut revision = 0;
    Effect::new(move |_| {
        revision += 1;
        let mut looks = editor.with(|workflow| lines.of(workflow, &editor.specs()));
        editor.shown.with(|shown| match shown {
            Shown::Versions(workflow, difference) => compare(workflow, difference, &mut looks),
            Shown::Draft | Shown::Run(_) => over(editor, &mut looks),
        });
        looks.revision = revision;
        editor.board.with_value(|board| {
            board.0.looks.replace(looks);
            board.repaint();
        });
    });
}

fn over(editor: Editor, looks: &mut Looks) {
    let editing = editor.is_editable();
    if editing {
        editor.faults.with(|problems| {
            for problem in problems.iter() {
                let node = problem.node.as_ref().and_then(|id| looks.nodes.get_mut(id));
                if let Some(node) = node.filter(|node| node.problem.is_none()) {
                    node.problem = Some(canvas::Problem {
                        severe: problem.severity > Severity::Warn,
                        text: say::problem(problem),
                    });
                }
            }
        });
    }
    editor.run.with(|run| {
        let Some(run) = run else { return };
        editor.stale.with(|stale| {
            for (id, look) in &mut looks.nodes {
                look.run = state(run, id, editing, stale.contains(id));
            }
        });
        editor.with(|workflow| wires(workflow, run, looks));
    });
}

fn state(run: &Progress, id: &NodeId, editing: bool, stale: bool) -> Option<Run> {
    let review = run.view().review.as_ref();
    if review.is_some_and(|review| review.node == *id) {
        return Some(Run {
            state: RunState::Waiting,
            text: say::status(run.status()),
            ..Run::default()
        });
    }
    let Some(of) = run.of(id) else {
        let waits = run.is_running();
        let known = run.workflow().node(id).is_some_and(|node| !node.is_note());
        let state = match waits {
            true => RunState::Waiting,
            false => RunState::Skipped,
        };
        return (known && !editing).then(|| Run {
            state,
            ..Run::default()
        });
    };
    let state = match of.status {
        StepStatus::Running if run.is_running() => RunState::Running,
        StepStatus::Waiting => RunState::Waiting,
        StepStatus::Running | StepStatus::Canceled | StepStatus::Skipped => RunState::Skipped,
        StepStatus::Failed => RunState::Failed,
        StepStatus::Success if stale => RunState::Stale,
        StepStatus::Success => RunState::Success,
    };
    Some(Run {
        state,
        badge: badge(of, state),
        text: match editing {
            true => String::new(),
            false => say::done(of),
        },
    })
}

fn badge(of: &OfNode, state: RunState) -> String {
    match state {
        RunState::Success | RunState::Stale => say::short_number(of.items()),
        RunState::Running if of.steps.len() > 1 => format!("{}×", of.steps.len()),
        _ => String::new(),
    }
}

fn wires(workflow: &Workflow, run: &Progress, looks: &mut Looks) {
    let ended = run.status() != ExecutionStatus::Running;
    // Most wires carry as many items as others: the sentence is made once.
    let mut labels: HashMap<u64, String> = HashMap::new();
    for edge in &workflow.edges {
        let Some(items) = run.on_edge(edge) else {
            continue;
        };
        let into = run.of(&edge.to.node).map(|of| of.status);
        let flows = !ended && into == Some(StepStatus::Running);
        let state = match items {
            0 => EdgeState::Idle,
            _ if flows => EdgeState::Flowing,
            _ => EdgeState::Done,
        };
        let label = labels
            .entry(items)
            .or_insert_with(|| say::items(items))
            .clone();
        looks.edges.insert(edge.clone(), EdgeLook { label, state });
    }
}

fn compare(workflow: &Workflow, difference: &Difference, looks: &mut Looks) {
    let marks = [
        (
            &difference.added,
            RunState::Success,
            "+",
            "editor-diff-added",
        ),
        (
            &difference.removed,
            RunState::Failed,
            "−",
            "editor-diff-removed",
        ),
        (
            &difference.changed,
            RunState::Stale,
            "≠",
            "editor-diff-changed",
        ),
    ];
    for (nodes, state, badge, text) in marks {
        for id in nodes {
            looks.nodes.entry(id.clone()).or_default().run = Some(Run {
                state,
                badge: badge.to_owned(),
                text: text::t(text),
            });
        }
    }
    for edge in &workflow.edges {
        let label = match (
            difference.drawn.contains(edge),
            difference.cut.contains(edge),
        ) {
            (true, _) => "+",
            (_, true) => "−",
            _ => continue,
        };
        let look = EdgeLook {
            label: label.to_owned(),
            state: EdgeState::Done,
        };
        looks.edges.insert(edge.clone(), look);
    }
}

/// What stands on the cards, each made anew only when its node is another.
#[derive(Default)]
struct Lines(RefCell<Known>);

#[derive(Default)]
struct Known {
    language: &'static str,
    cards: HashMap<NodeId, (Node, NodeLook)>,
}

impl Lines {
    fn of(&self, workflow: &Workflow, specs: &Specs) -> Looks {
        let mut before = self.0.borrow_mut();
        let language = text::language().tag;
        if before.language != language {
            *before = Known {
                language,
                ..Known::default()
            };
        }
        let mut now = HashMap::with_capacity(workflow.nodes.len());
        let mut looks = Looks::default();
        for node in workflow.nodes.iter().filter(|node| !node.is_note()) {
            let known = before
                .cards
                .remove(&node.id)
                .filter(|(known, _)| same(known, node));
            let (known, look) =
                known.unwrap_or_else(|| (node.clone(), card(workflow, node, specs, language)));
            let pinned = workflow.pinned.contains_key(&node.id);
            let drawn = NodeLook {
                pinned,
                ..look.clone()
            };
            looks.nodes.insert(node.id.clone(), drawn);
            now.insert(node.id.clone(), (known, look));
        }
        before.cards = now;
        looks
    }
}

fn same(one: &Node, other: &Node) -> bool {
    one.kind == other.kind && one.version == other.version && one.parameters == other.parameters
}

fn card(workflow: &Workflow, node: &Node, specs: &Specs, language: &str) -> NodeLook {
    let mut look = NodeLook {
        summary: line(node, specs),
        ..NodeLook::default()
    };
    // The specs' own words are English.
    if language != "en" {
        let ports = Ports::of(workflow, node, specs);
        let labels = |ports: Vec<Port>| ports.iter().map(|port| spec_text(&port.label)).collect();
        look.inputs = labels(ports.inputs);
        look.outputs = labels(ports.outputs);
    }
    look
}

fn line(node: &Node, specs: &Specs) -> String {
    let Some(spec) = specs.get(&node.kind) else {
        return say::missing_kind(node);
    };
    let line = summary(spec, node, &say::Catalogue);
    let label = say::kind_label(spec);
    match line.is_empty() {
        // The kind's name would only be said twice.
        true if label == node.name.as_str() => say::kind_help(spec),
        true => label,
        false => line,
    }
}

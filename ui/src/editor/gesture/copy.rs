//! Copies: what the clipboard holds, what is pasted of it, what is doubled.
//!
//! The clipboard holds a workflow file, so that what is copied here can be pasted into a text and back. n8n's JSON is
//! taken too.

use std::collections::HashSet;

use model::{Edge, Edit, ImportOptions, Node, NodeId, Specs, Workflow, apply, file};
use value::{Map, Text};

use super::{GRID, Ids, box_of, on_grid};

/// Why nothing was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteError {
    /// The text is no workflow; what was wrong with it.
    NoSteps(String),
}

/// Some nodes with the wires between them as a workflow of their own.
fn part(workflow: &Workflow, nodes: &[NodeId]) -> Workflow {
    let inside = |id: &NodeId| nodes.contains(id);
    let mut pinned = Map::new();
    for (id, items) in workflow.pinned.iter().filter(|(id, _)| inside(id)) {
        pinned.insert(id.clone(), items.clone());
    }
    Workflow {
        name: workflow.name.clone(),
        nodes: workflow
            .nodes
            .iter()
            .filter(|node| inside(&node.id))
            .cloned()
            .collect(),
        edges: workflow
            .edges
            .iter()
            .filter(|edge| inside(&edge.from.node) && inside(&edge.to.node))
            .cloned()
            .collect(),
        pinned,
        ..Workflow::default()
    }
}

/// The text for the clipboard.
pub fn copy_text(workflow: &Workflow, nodes: &[NodeId]) -> Option<String> {
    let part = part(workflow, nodes);
    (!part.nodes.is_empty()).then(|| file::write(&part))
}

/// Pastes a text: Millrace's or n8n's nodes, their middle at a place.
///
/// # Errors
/// When there are no nodes in it.
pub fn paste(
    workflow: &Workflow,
    specs: &Specs,
    text: &str,
    at: [f64; 2],
    ids: Ids<'_>,
) -> Result<(Vec<NodeId>, Edit), PasteError> {
    let mut source = || ids().to_string();
    let options = ImportOptions {
        ids: Some(&mut source),
        ..ImportOptions::default()
    };
    let found = file::read_all(text.trim().as_bytes(), specs, options)
        .map_err(|error| PasteError::NoSteps(error.to_string()))?;
    let mut part = Workflow::default();
    for one in found {
        part.nodes.extend(one.workflow.nodes);
        part.edges.extend(one.workflow.edges);
        for (id, items) in &one.workflow.pinned {
            part.pinned.insert(id.clone(), items.clone());
        }
    }
    if part.nodes.is_empty() {
        return Err(PasteError::NoSteps(String::new()));
    }
    let middle = middle_of(&part, specs);
    let shift = [on_grid(at[0] - middle[0]), on_grid(at[1] - middle[1])];
    shift_all(&mut part, shift);
    let down = room_below(workflow, &part, specs);
    shift_all(&mut part, [0.0, down]);
    Ok(graft(workflow, part, ids))
}

/// Doubles nodes, with the wires between them.
pub fn duplicate(
    workflow: &Workflow,
    specs: &Specs,
    nodes: &[NodeId],
    ids: Ids<'_>,
) -> Option<(Vec<NodeId>, Edit)> {
    let mut part = part(workflow, nodes);
    if part.nodes.is_empty() {
        return None;
    }
    let down = room_below(workflow, &part, specs);
    shift_all(&mut part, [0.0, down]);
    Some(graft(workflow, part, ids))
}

fn shift_all(part: &mut Workflow, by: [f64; 2]) {
    for node in &mut part.nodes {
        node.position = [node.position[0] + by[0], node.position[1] + by[1]];
    }
}

/// How far down a part has to go so that none of its cards lies on one that is there.
fn room_below(workflow: &Workflow, part: &Workflow, specs: &Specs) -> f64 {
    let boxes = |all: &Workflow| {
        let cards = all.nodes.iter().filter(|node| !node.is_note());
        cards
            .map(|node| box_of(all, node, specs))
            .collect::<Vec<_>>()
    };
    let (there, new) = (boxes(workflow), boxes(part));
    let free = |down: f64| {
        new.iter().all(|[left, top, right, bottom]| {
            there.iter().all(|[x, y, x2, y2]| {
                *left >= x2 + GRID
                    || *x >= right + GRID
                    || top + down >= y2 + GRID
                    || *y >= bottom + down + GRID
            })
        })
    };
    (0..200)
        .map(|step| f64::from(step) * GRID)
        .find(|down| free(*down))
        .unwrap_or(GRID)
}

fn middle_of(part: &Workflow, specs: &Specs) -> [f64; 2] {
    let boxes: Vec<[f64; 4]> = part
        .nodes
        .iter()
        .map(|node| box_of(part, node, specs))
        .collect();
    let edge = |at: usize, pick: fn(f64, f64) -> f64| {
        boxes
            .iter()
            .map(|each| each[at])
            .reduce(pick)
            .unwrap_or(0.0)
    };
    let middle = |low: usize, high: usize| (edge(low, f64::min) + edge(high, f64::max)) / 2.0;
    [middle(0, 2), middle(1, 3)]
}

/// The edit that adds nodes with names that nobody has; expressions between them follow.
fn graft(workflow: &Workflow, mut part: Workflow, ids: Ids<'_>) -> (Vec<NodeId>, Edit) {
    rename_apart(workflow, &mut part);
    let mut new = Vec::with_capacity(part.nodes.len());
    let mut edits = Vec::new();
    for node in &part.nodes {
        let id = ids();
        let copy = Node {
            id: id.clone(),
            ..node.clone()
        };
        edits.push(Edit::add(copy));
        if let Some(items) = part.pinned_items(&node.id) {
            edits.push(Edit::Pin {
                node: id.clone(),
                items: items.to_vec(),
            });
        }
        new.push((node.id.clone(), id));
    }
    let renamed = |id: &NodeId| {
        new.iter()
            .find(|(old, _)| old == id)
            .map(|(_, new)| new.clone())
    };
    for edge in &part.edges {
        let (Some(from), Some(to)) = (renamed(&edge.from.node), renamed(&edge.to.node)) else {
            continue;
        };
        let mut copy: Edge = edge.clone();
        (copy.from.node, copy.to.node) = (from, to);
        edits.push(Edit::connect(copy));
    }
    let new = new.into_iter().map(|(_, id)| id).collect();
    (new, Edit::Many { edits })
}

/// Gives nodes of a part other names where the workflow has theirs.
fn rename_apart(workflow: &Workflow, part: &mut Workflow) {
    let mut taken: HashSet<Text> = workflow
        .nodes
        .iter()
        .map(|node| node.name.clone())
        .collect();
    let wanted: Vec<(NodeId, Text)> = part
        .nodes
        .iter()
        .map(|node| (node.id.clone(), node.name.clone()))
        .collect();
    let clashing: Vec<(NodeId, Text)> = wanted
        .iter()
        .filter(|(_, name)| taken.contains(name))
        .cloned()
        .collect();
    // Names that keep are taken too, so that no new name meets one of them.
    taken.extend(wanted.into_iter().map(|(_, name)| name));
    for (node, old) in clashing {
        let name = numbered(&taken, &old);
        taken.insert(name.clone());
        // The name is free and the node is there; should it not be, adding it says what is wrong.
        apply(part, Edit::RenameNode { node, name }).ok();
    }
}

/// The name with the first number that nobody has.
fn numbered(taken: &HashSet<Text>, name: &str) -> Text {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = if base.is_empty() { name } else { base };
    (1_u64..)
        .map(|number| Text::from(format!("{base}{number}")))
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| name.into())
}

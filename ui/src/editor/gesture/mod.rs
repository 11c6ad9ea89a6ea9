//! What a person did on the canvas, in the outline or in a menu, as edits of the workflow.
//!
//! Pure: a gesture comes in, an [`Edit`] goes out, and nothing is changed here. Ids come from the caller, so that tests
//! know them.

mod add;
mod arrange;
mod copy;
mod wire;

pub use add::{Added, Place, add_step, fits};
pub use arrange::{Align, align, distribute, move_nodes, move_step, swap_order, tidy_up};
pub use copy::{PasteError, copy_text, duplicate, paste};
pub use wire::{connect, disconnect, insert_existing, reconnect, remove};

use model::edit::NodeSetting;
use model::{Edit, Group, Node, NodeId, PortKind, Ports, Specs, Workflow};
use value::Value;

/// Width and height of a card with one port a side.
pub const CARD: [f64; 2] = [192.0, 64.0];
/// Between two cards of a row.
pub const GAP: f64 = 80.0;
/// Between two ports of a side.
const PORT_STEP: f64 = 24.0;
/// Cards lie on this grid.
pub const GRID: f64 = 16.0;

/// Gives new ids.
pub type Ids<'a> = &'a mut dyn FnMut() -> NodeId;

/// Disables nodes, or enables them if all are disabled.
pub fn toggle_disabled(workflow: &Workflow, nodes: &[NodeId]) -> Option<Edit> {
    let known: Vec<&Node> = nodes
        .iter()
        .filter_map(|id| workflow.node(id))
        .filter(|node| !node.is_note())
        .collect();
    let disable = known.iter().any(|node| !node.disabled);
    let edits: Vec<Edit> = known
        .iter()
        .filter(|node| node.disabled != disable)
        .map(|node| Edit::SetNode {
            node: node.id.clone(),
            setting: NodeSetting::Disabled(disable),
        })
        .collect();
    bundle(edits)
}

/// A note at a place; its text says what it is for.
pub fn add_note(
    workflow: &Workflow,
    at: [f64; 2],
    size: [f64; 2],
    text: &str,
    name: &str,
    ids: Ids<'_>,
) -> (NodeId, Edit) {
    let mut node = Node::new(
        model::edit::unique_name(workflow, name),
        Node::NOTE.to_owned(),
        1.0,
    );
    node.id = ids();
    node.position = at.map(on_grid);
    node.parameters.insert("content", text);
    node.parameters.insert("width", size[0].max(GRID * 8.0));
    node.parameters.insert("height", size[1].max(GRID * 5.0));
    (node.id.clone(), Edit::add(node))
}

/// A frame with a title around nodes: a note in another colour that lies behind them and takes them along.
pub fn group(
    workflow: &Workflow,
    at: [f64; 2],
    size: [f64; 2],
    title: &str,
    ids: Ids<'_>,
) -> (NodeId, Edit) {
    let (id, edit) = add_note(workflow, at, size, &format!("## {title}"), title, ids);
    let Edit::AddNode { mut node, at } = edit else {
        return (id, edit);
    };
    node.parameters.insert("color", 7.0);
    // Before all others: it lies behind every note that is there.
    let at = at.or(Some(0));
    (id, Edit::AddNode { node, at })
}

/// Sets place and size of a note.
pub fn resize_note(node: &NodeId, at: [f64; 2], size: [f64; 2]) -> Edit {
    let number = |value: f64| Value::from(value.round());
    Edit::many([
        Edit::MoveNode {
            node: node.clone(),
            to: at,
        },
        Edit::set(node.clone(), "width", number(size[0])),
        Edit::set(node.clone(), "height", number(size[1])),
    ])
}

/// Puts another name on a node, if it can bear it: without blanks around it, not empty, nobody else's.
pub fn rename(workflow: &Workflow, node: &NodeId, name: &str) -> Option<Edit> {
    let name = name.trim();
    let known = workflow.node(node)?;
    if name.is_empty() || known.name.as_str() == name {
        return None;
    }
    let free = workflow
        .nodes
        .iter()
        .all(|other| other.id == *node || other.name.as_str() != name);
    let name = match free {
        true => name.into(),
        false => model::edit::unique_name(workflow, name),
    };
    Some(Edit::RenameNode {
        node: node.clone(),
        name,
    })
}

fn on_grid(value: f64) -> f64 {
    (value / GRID).round() * GRID
}

/// One edit of none, one or several.
fn bundle(mut edits: Vec<Edit>) -> Option<Edit> {
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        _ => Some(Edit::Many { edits }),
    }
}

/// Height of a node's card, as the canvas draws it.
fn height_of(ports: &Ports) -> f64 {
    let main = |list: &[model::Port]| {
        list.iter()
            .filter(|port| port.kind == PortKind::Main)
            .count()
    };
    let most = main(&ports.inputs).max(main(&ports.outputs));
    CARD[1].max(16.0 + PORT_STEP * most as f64)
}

/// Where a main port is, seen from the card's upper left corner.
fn port_offset(ports: &Ports, is_input: bool, port: u16) -> [f64; 2] {
    let side = if is_input {
        &ports.inputs
    } else {
        &ports.outputs
    };
    let count = side
        .iter()
        .filter(|known| known.kind == PortKind::Main)
        .count()
        .max(1);
    let y = height_of(ports) / 2.0 + (f64::from(port) - (count as f64 - 1.0) / 2.0) * PORT_STEP;
    [if is_input { 0.0 } else { CARD[0] }, y]
}

/// The box of a node on the canvas: left, top, right, bottom.
fn box_of(workflow: &Workflow, node: &Node, specs: &Specs) -> [f64; 4] {
    let number = |key: &str, or: f64| {
        node.parameters
            .get(key)
            .and_then(Value::as_f64)
            .unwrap_or(or)
    };
    let [x, y] = node.position;
    let [width, height] = match node.is_note() {
        true => [number("width", 240.0), number("height", 160.0)],
        false => [CARD[0], height_of(&Ports::of(workflow, node, specs))],
    };
    [x, y, x + width, y + height]
}

/// The box around all nodes: left, top, right, bottom.
pub fn bounds(workflow: &Workflow, specs: &Specs) -> Option<[f64; 4]> {
    around(workflow, specs, |_| true)
}

/// Place and size of a group around some nodes; as the canvas draws one around what is selected.
pub fn group_around(
    workflow: &Workflow,
    specs: &Specs,
    nodes: &[NodeId],
) -> Option<([f64; 2], [f64; 2])> {
    const ROOM: [f64; 2] = [24.0, 40.0];
    let [left, top, right, bottom] = around(workflow, specs, |node| nodes.contains(&node.id))?;
    let at = [left - ROOM[0], top - ROOM[1]];
    Some((at, [right + ROOM[0] - at[0], bottom + ROOM[1] - at[1]]))
}

fn around(workflow: &Workflow, specs: &Specs, of: impl Fn(&Node) -> bool) -> Option<[f64; 4]> {
    let boxes = workflow
        .nodes
        .iter()
        .filter(|node| of(node))
        .map(|node| box_of(workflow, node, specs));
    boxes.reduce(|all, one| {
        [
            all[0].min(one[0]),
            all[1].min(one[1]),
            all[2].max(one[2]),
            all[3].max(one[3]),
        ]
    })
}

/// Whether a kind is a note, which no wire reaches.
fn is_note(kind: &str) -> bool {
    kind == Node::NOTE
}

/// Whether a kind only starts workflows.
fn starts(specs: &Specs, kind: &str) -> bool {
    specs
        .get(kind)
        .is_some_and(|spec| spec.trigger || spec.group == Group::Trigger)
}

#[cfg(test)]
pub mod tests;

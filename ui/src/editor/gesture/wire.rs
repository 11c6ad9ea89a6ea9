//! Wires: drawn, moved, removed; and steps taken out of them or put into them.

use model::edit::remove_and_heal;
use model::{Edge, EdgeEnd, Edit, NodeId, PortKind, Workflow};

use super::bundle;

/// Draws a wire, unless it is there.
pub fn connect(workflow: &Workflow, edge: &Edge) -> Option<Edit> {
    let itself = edge.from.node == edge.to.node;
    (!itself && !workflow.edges.contains(edge)).then(|| Edit::connect(edge.clone()))
}

/// Removes a wire, if it is there.
pub fn disconnect(workflow: &Workflow, edge: &Edge) -> Option<Edit> {
    workflow
        .edges
        .contains(edge)
        .then(|| Edit::Disconnect { edge: edge.clone() })
}

/// Puts an end of a wire on another port.
pub fn reconnect(workflow: &Workflow, from: &Edge, to: &Edge) -> Option<Edit> {
    if from == to {
        return None;
    }
    let edits = [disconnect(workflow, from), connect(workflow, to)];
    bundle(edits.into_iter().flatten().collect())
}

/// Puts a step that is there into a wire, at a place.
pub fn insert_existing(
    workflow: &Workflow,
    node: &NodeId,
    edge: &Edge,
    at: [f64; 2],
) -> Option<Edit> {
    workflow.node(node)?;
    if edge.from.node == *node || edge.to.node == *node || !workflow.edges.contains(edge) {
        return None;
    }
    let end = |kind: &PortKind| EdgeEnd {
        node: node.clone(),
        kind: kind.clone(),
        port: 0,
    };
    let into = Edge {
        from: edge.from.clone(),
        to: end(&edge.to.kind),
    };
    let out = Edge {
        from: end(&edge.from.kind),
        to: edge.to.clone(),
    };
    let mut edits = vec![
        Edit::MoveNode {
            node: node.clone(),
            to: at,
        },
        Edit::Disconnect { edge: edge.clone() },
    ];
    edits.extend(connect(workflow, &into));
    edits.extend(connect(workflow, &out));
    Some(Edit::Many { edits })
}

/// Deletes nodes and wires; with `heal`, what ran into a deleted step runs on to where it led.
pub fn remove(workflow: &Workflow, nodes: &[NodeId], edges: &[Edge], heal: bool) -> Option<Edit> {
    let nodes: Vec<NodeId> = nodes
        .iter()
        .filter(|id| workflow.node(id).is_some())
        .cloned()
        .collect();
    // A wire of a removed step goes with it.
    let mut edits: Vec<Edit> = edges
        .iter()
        .filter(|edge| !nodes.contains(&edge.from.node) && !nodes.contains(&edge.to.node))
        .filter_map(|edge| disconnect(workflow, edge))
        .collect();
    match heal {
        true => {
            if let Edit::Many { edits: healed } = remove_and_heal(workflow, &nodes) {
                edits.extend(healed);
            }
        }
        false => edits.extend(nodes.into_iter().map(|node| Edit::RemoveNode { node })),
    }
    bundle(edits)
}

//! Edits that are put together from others.

use value::Text;

use super::Edit;
use crate::spec::PortKind;
use crate::workflow::{Edge, EdgeEnd, NodeId, Workflow};

/// Removes nodes and joins the wires around them: what ran into a removed node's first input runs on to where its first
/// output went.
pub fn remove_and_heal(workflow: &Workflow, nodes: &[NodeId]) -> Edit {
    let mut edges = workflow.edges.clone();
    let mut edits = Vec::new();
    for node in nodes {
        let first =
            |end: &EdgeEnd| end.node == *node && end.kind == PortKind::Main && end.port == 0;
        let into: Vec<EdgeEnd> = edges
            .iter()
            .filter(|edge| first(&edge.to) && edge.from.node != *node)
            .map(|edge| edge.from.clone())
            .collect();
        let out: Vec<EdgeEnd> = edges
            .iter()
            .filter(|edge| first(&edge.from) && edge.to.node != *node)
            .map(|edge| edge.to.clone())
            .collect();
        edges.retain(|edge| edge.from.node != *node && edge.to.node != *node);
        edits.push(Edit::RemoveNode { node: node.clone() });
        for from in &into {
            for to in &out {
                let edge = Edge {
                    from: from.clone(),
                    to: to.clone(),
                };
                if !edges.contains(&edge) {
                    edges.push(edge.clone());
                    edits.push(Edit::connect(edge));
                }
            }
        }
    }
    Edit::Many { edits }
}

/// A name that no node has: the wanted one, or that with a number.
pub fn unique_name(workflow: &Workflow, wanted: &str) -> Text {
    let taken = |name: &str| workflow.node_named(name).is_some();
    if !wanted.is_empty() && !taken(wanted) {
        return wanted.into();
    }
    let base = if wanted.is_empty() { "Node" } else { wanted };
    (1_u64..)
        .map(|number| format!("{base}{number}"))
        .find(|name| !taken(name))
        .map_or_else(|| base.into(), Text::from)
}

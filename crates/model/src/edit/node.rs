//! Edits of whole nodes and their settings.

use super::{Edit, EditError, NodeSetting, apply::find};
use crate::workflow::{Node, NodeId, Workflow};

pub(super) fn add(
    workflow: &mut Workflow,
    mut node: Node,
    at: Option<usize>,
) -> Result<Edit, EditError> {
    if node.name.is_empty() || node.id.is_empty() {
        return Err(EditError::NoName);
    }
    if workflow.node(&node.id).is_some() {
        return Err(EditError::IdTaken(node.id));
    }
    if workflow.node_named(&node.name).is_some() {
        return Err(EditError::NameTaken(node.name));
    }
    node.position = place(node.position)?;
    version(node.version)?;
    let id = node.id.clone();
    let at = at.unwrap_or(usize::MAX).min(workflow.nodes.len());
    workflow.nodes.insert(at, node);
    Ok(Edit::RemoveNode { node: id })
}

pub(super) fn remove(workflow: &mut Workflow, id: &NodeId) -> Result<Edit, EditError> {
    let at = find(workflow, id)?;
    let touches = |edge: &crate::Edge| edge.from.node == *id || edge.to.node == *id;
    // In ascending order, each edge finds its old place again.
    let edges: Vec<Edit> = workflow
        .edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| touches(edge))
        .map(|(at, edge)| Edit::Connect {
            edge: edge.clone(),
            at: Some(at),
        })
        .collect();
    workflow.edges.retain(|edge| !touches(edge));
    let mut inverse = vec![Edit::AddNode {
        node: Box::new(workflow.nodes.remove(at)),
        at: Some(at),
    }];
    inverse.extend(edges);
    if workflow.pinned.contains_key(id) {
        let pins = workflow.pinned.clone();
        workflow.pinned.remove(id);
        inverse.push(Edit::SetPins { pins });
    }
    Ok(Edit::Many { edits: inverse })
}

pub(super) fn shift(
    workflow: &mut Workflow,
    node: NodeId,
    to: [f64; 2],
) -> Result<Edit, EditError> {
    let at = find(workflow, &node)?;
    let to = std::mem::replace(&mut workflow.nodes[at].position, place(to)?);
    Ok(Edit::MoveNode { node, to })
}

/// A position that can be drawn and stored.
fn place(position: [f64; 2]) -> Result<[f64; 2], EditError> {
    match position.iter().find(|axis| !axis.is_finite()) {
        Some(axis) => Err(EditError::NoNumber(axis.to_string())),
        None => Ok(position.map(crate::n8n::bounded)),
    }
}

fn version(version: f64) -> Result<f64, EditError> {
    if version.is_finite() {
        Ok(version)
    } else {
        Err(EditError::NoNumber(version.to_string()))
    }
}

pub(super) fn set(
    workflow: &mut Workflow,
    id: NodeId,
    setting: NodeSetting,
) -> Result<Edit, EditError> {
    use std::mem::replace;
    let at = find(workflow, &id)?;
    let node = &mut workflow.nodes[at];
    let before = match setting {
        NodeSetting::Disabled(new) => NodeSetting::Disabled(replace(&mut node.disabled, new)),
        NodeSetting::ExecuteOnce(new) => {
            NodeSetting::ExecuteOnce(replace(&mut node.execute_once, new))
        }
        NodeSetting::AlwaysOutput(new) => {
            NodeSetting::AlwaysOutput(replace(&mut node.always_output, new))
        }
        NodeSetting::OnError(new) => NodeSetting::OnError(replace(&mut node.on_error, new)),
        NodeSetting::Retry(new) => NodeSetting::Retry(replace(&mut node.retry, new)),
        NodeSetting::TimeoutMs(new) => NodeSetting::TimeoutMs(replace(&mut node.timeout_ms, new)),
        NodeSetting::Cache(new) => NodeSetting::Cache(replace(&mut node.cache, new)),
        NodeSetting::Note(new) => NodeSetting::Note(replace(&mut node.note, new)),
        NodeSetting::Credentials(new) => {
            NodeSetting::Credentials(replace(&mut node.credentials, new))
        }
        NodeSetting::Kind(new) => NodeSetting::Kind(replace(&mut node.kind, new)),
        NodeSetting::Version(new) => {
            NodeSetting::Version(replace(&mut node.version, version(new)?))
        }
        NodeSetting::Origin(new) => NodeSetting::Origin(replace(&mut node.origin, new)),
    };
    Ok(Edit::SetNode {
        node: id,
        setting: before,
    })
}

//! Applies an edit and gives back its inverse.

use super::{Edit, EditError, WorkflowSetting, node, parameter, rename};
use crate::workflow::{Edge, NodeId, Workflow};

/// Applies an edit. What comes back undoes it: applied next, it makes the workflow what it was, to the byte.
///
/// # Errors
/// When the edit does not fit the workflow, which is then as it was.
pub fn apply(workflow: &mut Workflow, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::AddNode { node, at } => node::add(workflow, *node, at),
        Edit::RemoveNode { node } => node::remove(workflow, &node),
        Edit::MoveNode { node, to } => node::shift(workflow, node, to),
        Edit::RenameNode { node, name } => rename::rename(workflow, node, name),
        Edit::LabelNode { node, name } => rename::label(workflow, node, name),
        Edit::SetParameter { node, path, value } => parameter::set(workflow, node, path, value),
        Edit::InsertElement {
            node,
            list,
            at,
            value,
        } => parameter::insert(workflow, node, list, at, value),
        Edit::MoveElement {
            node,
            list,
            from,
            to,
        } => parameter::shift(workflow, node, list, from, to),
        Edit::SetNode { node, setting } => node::set(workflow, node, setting),
        Edit::Connect { edge, at } => connect(workflow, edge, at),
        Edit::Disconnect { edge } => disconnect(workflow, edge),
        Edit::Pin { node, items } => {
            find(workflow, &node)?;
            let pins = workflow.pinned.clone();
            workflow.pinned.insert(node, items);
            Ok(Edit::SetPins { pins })
        }
        Edit::Unpin { node } => {
            let pins = workflow.pinned.clone();
            workflow.pinned.remove(&node);
            Ok(Edit::SetPins { pins })
        }
        Edit::SetPins { pins } => Ok(Edit::SetPins {
            pins: std::mem::replace(&mut workflow.pinned, pins),
        }),
        Edit::SetWorkflow { setting } => Ok(Edit::SetWorkflow {
            setting: set_workflow(workflow, setting),
        }),
        Edit::Many { edits } => many(workflow, edits),
    }
}

/// The place of a node in the list.
pub(super) fn find(workflow: &Workflow, id: &NodeId) -> Result<usize, EditError> {
    workflow
        .nodes
        .iter()
        .position(|node| node.id == *id)
        .ok_or_else(|| EditError::NoNode(id.clone()))
}

fn many(workflow: &mut Workflow, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(workflow, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                // What was just applied can be undone; should that fail, the first error still says why.
                for inverse in inverses.into_iter().rev() {
                    apply(workflow, inverse).ok();
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Many { edits: inverses })
}

fn connect(workflow: &mut Workflow, edge: Edge, at: Option<usize>) -> Result<Edit, EditError> {
    find(workflow, &edge.from.node)?;
    find(workflow, &edge.to.node)?;
    if workflow.edges.contains(&edge) {
        return Err(EditError::Connected);
    }
    let at = at.unwrap_or(usize::MAX).min(workflow.edges.len());
    workflow.edges.insert(at, edge.clone());
    Ok(Edit::Disconnect { edge })
}

fn disconnect(workflow: &mut Workflow, edge: Edge) -> Result<Edit, EditError> {
    let at = workflow
        .edges
        .iter()
        .position(|known| *known == edge)
        .ok_or(EditError::NoEdge)?;
    workflow.edges.remove(at);
    Ok(Edit::Connect { edge, at: Some(at) })
}

/// Sets something of the workflow and returns what was there.
fn set_workflow(workflow: &mut Workflow, setting: WorkflowSetting) -> WorkflowSetting {
    use std::mem::replace;
    let settings = &mut workflow.settings;
    match setting {
        WorkflowSetting::Name(new) => WorkflowSetting::Name(replace(&mut workflow.name, new)),
        WorkflowSetting::Tags(new) => WorkflowSetting::Tags(replace(&mut workflow.tags, new)),
        WorkflowSetting::Folder(new) => WorkflowSetting::Folder(replace(&mut workflow.folder, new)),
        WorkflowSetting::ExecutionOrder(new) => {
            WorkflowSetting::ExecutionOrder(replace(&mut settings.execution_order, new))
        }
        WorkflowSetting::Timezone(new) => {
            WorkflowSetting::Timezone(replace(&mut settings.timezone, new))
        }
        WorkflowSetting::TimeoutMs(new) => {
            WorkflowSetting::TimeoutMs(replace(&mut settings.timeout_ms, new))
        }
        WorkflowSetting::ErrorWorkflow(new) => {
            WorkflowSetting::ErrorWorkflow(replace(&mut settings.error_workflow, new))
        }
    }
}

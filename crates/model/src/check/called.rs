//! The stored workflows that a workflow names. Whether they are there only the store can tell: who has one asks it.

use value::{Text, Value};

use super::{Code, Problem};
use crate::spec::Specs;
use crate::workflow::{Node, NodeId, Workflow};

/// n8n's name of the kind that runs another workflow.
const CALLS: &str = "n8n-nodes-base.executeWorkflow";

/// A stored workflow that another one names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Id and name of the node that calls it; none for the error workflow.
    pub node: Option<(NodeId, Text)>,
    /// Its id or name.
    pub id: String,
    /// What it was called when it was chosen.
    pub name: Option<String>,
}

/// The stored workflows that a workflow names outright; what an expression names only a run can tell.
pub fn called(workflow: &Workflow, specs: &Specs) -> Vec<Called> {
    let enabled = workflow.nodes.iter().filter(|node| !node.disabled);
    let by_nodes = enabled.filter_map(|node| by_node(node, specs));
    let on_error = workflow.settings.error_workflow.iter();
    let on_error = on_error.map(|id| Called {
        node: None,
        id: id.clone(),
        name: None,
    });
    by_nodes.chain(on_error).collect()
}

fn by_node(node: &Node, specs: &Specs) -> Option<Called> {
    let spec = specs.get(&node.kind)?;
    if !spec.n8n.iter().any(|known| known.name == CALLS) {
        return None;
    }
    let mut same = spec.params.iter();
    same.find(|param| param.name == "workflowId" && spec.shows(node, &param.show))?;
    let given = node.parameters.get("workflowId")?;
    let locator = given.get("value");
    // A locator may hold the address of the workflow's page, which ends in its id.
    let address = given.get("mode").and_then(Value::as_str) == Some("url");
    let id = locator.unwrap_or(given).to_text();
    let id = match address {
        true => id.trim_end_matches('/').rsplit('/').next()?,
        false => id.as_str(),
    };
    let known = !id.is_empty() && !given.is_null() && !locator.is_some_and(Value::is_null);
    let name = given.get("cachedResultName").and_then(Value::as_str);
    (known && !id.starts_with('=')).then(|| Called {
        node: Some((node.id.clone(), node.name.clone())),
        id: id.to_owned(),
        name: name.map(str::to_owned),
    })
}

impl Called {
    /// The problem of a workflow that is not stored here.
    pub fn missing(&self) -> Problem {
        let wanted = self.name.as_deref().unwrap_or(&self.id);
        let problem = match &self.node {
            Some((id, name)) => Problem {
                node: Some(id.clone()),
                ..Problem::new(Code::WorkflowMissing)
            }
            .with("name", name.as_str())
            .at("workflowId"),
            None => Problem::new(Code::ErrorWorkflowMissing),
        };
        problem.with("workflow", wanted)
    }
}

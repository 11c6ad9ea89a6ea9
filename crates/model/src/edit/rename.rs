//! A node gets another name, and what names it follows: expressions, and programs in parameters whose key ends in
//! `code`. Text that merely looks like the name stays.

use expr::Kind;
use value::{Text, Value};

use super::{Edit, EditError, ParamPath, Step, apply::find};
use crate::walk::is_code_key;
use crate::workflow::{NodeId, Workflow};

pub(super) fn label(workflow: &mut Workflow, node: NodeId, name: Text) -> Result<Edit, EditError> {
    let at = find(workflow, &node)?;
    if name.is_empty() {
        return Err(EditError::NoName);
    }
    let taken = workflow
        .nodes
        .iter()
        .any(|other| other.id != node && other.name == name);
    if taken {
        return Err(EditError::NameTaken(name));
    }
    let before = std::mem::replace(&mut workflow.nodes[at].name, name);
    Ok(Edit::LabelNode { node, name: before })
}

pub(super) fn rename(workflow: &mut Workflow, node: NodeId, name: Text) -> Result<Edit, EditError> {
    let old = workflow.nodes[find(workflow, &node)?].name.clone();
    let inverse = label(workflow, node, name.clone())?;
    let mut inverses = Vec::new();
    for other in &mut workflow.nodes {
        let mut texts = Vec::new();
        for (key, value) in &other.parameters {
            let path = ParamPath(vec![Step::Key(key.clone())]);
            collect(&path, key, value, &old, &name, &mut texts);
        }
        for (path, text) in texts {
            let before = swap(&mut other.parameters, &path, text);
            inverses.push(Edit::SetParameter {
                node: other.id.clone(),
                path,
                value: before,
            });
        }
    }
    inverses.push(inverse);
    Ok(Edit::Many { edits: inverses })
}

/// The texts below a value that name the node, as they are with its new name.
fn collect(
    path: &ParamPath,
    key: &str,
    value: &Value,
    old: &str,
    new: &str,
    found: &mut Vec<(ParamPath, String)>,
) {
    match value {
        Value::String(text) if text.contains('$') => {
            let kind = match text.starts_with('=') {
                true => Kind::Template,
                false if is_code_key(key) => Kind::Code,
                false => return,
            };
            if let Some(renamed) = expr::rename_node(text, old, new, kind) {
                found.push((path.clone(), renamed));
            }
        }
        Value::Array(list) => {
            for (at, element) in list.iter().enumerate() {
                collect(&path.then(at), key, element, old, new, found);
            }
        }
        Value::Object(map) => {
            for (key, element) in map.iter() {
                let path = path.then(Step::Key(key.clone()));
                collect(&path, key, element, old, new, found);
            }
        }
        _ => {}
    }
}

/// Sets a text that is there and returns what it was.
fn swap(parameters: &mut value::Map, path: &ParamPath, text: String) -> Option<Value> {
    let (first, rest) = path.0.split_first()?;
    let top = parameters.get_mut(&first.key()?)?;
    let place = rest.iter().try_fold(top, |at, step| step.find_mut(at))?;
    Some(std::mem::replace(place, text.into()))
}

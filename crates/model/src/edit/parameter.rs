//! Edits of parameters. Where putting a key back would change the order of keys, the inverse restores what holds it.

use std::sync::Arc;

use value::{Map, Value};

use super::{Edit, EditError, ParamPath, Step, apply::find};
use crate::workflow::{NodeId, Workflow};

/// Deeper values could not be read back: a file is read 126 levels deep, and parameters lie three levels down.
const MOST_LEVELS: usize = 120;

pub(super) fn set(
    workflow: &mut Workflow,
    node: NodeId,
    path: ParamPath,
    value: Option<Value>,
) -> Result<Edit, EditError> {
    let at = find(workflow, &node)?;
    if let Some(value) = &value
        && deeper_than(value, MOST_LEVELS.saturating_sub(path.0.len()))
    {
        return Err(EditError::TooDeep);
    }
    let parameters = &mut workflow.nodes[at].parameters;
    let mut root = Value::from(std::mem::take(parameters));
    let inverse = replace(&mut root, &path, value);
    let root = match root {
        Value::Object(map) => Arc::unwrap_or_clone(map),
        _ => Map::new(),
    };
    workflow.nodes[at].parameters = root;
    let (path, value) = inverse?;
    Ok(Edit::SetParameter { node, path, value })
}

/// Changes the value at a path and says which path and value undo that.
fn replace(
    root: &mut Value,
    path: &ParamPath,
    value: Option<Value>,
) -> Result<(ParamPath, Option<Value>), EditError> {
    let missing = || EditError::NoParameter(path.clone());
    let Some((parent, last)) = path.split_last() else {
        let all = match value {
            None => Value::from(Map::new()),
            Some(map @ Value::Object(_)) => map,
            Some(_) => return Err(missing()),
        };
        return Ok((path.clone(), Some(std::mem::replace(root, all))));
    };
    let known = walk(root, path).is_some();
    match value {
        Some(value) if known => {
            let place = walk_mut(root, path).ok_or_else(missing)?;
            let before = std::mem::replace(place, value);
            Ok((path.clone(), Some(before)))
        }
        None if known => {
            let holder = walk_mut(root, &parent).ok_or_else(missing)?;
            let before = holder.clone();
            take(holder, last).ok_or_else(missing)?;
            Ok((parent, Some(before)))
        }
        // What is not there is removed already.
        None => Ok((path.clone(), None)),
        Some(value) => create(root, path, value).ok_or_else(missing),
    }
}

fn walk<'v>(root: &'v Value, path: &ParamPath) -> Option<&'v Value> {
    path.0.iter().try_fold(root, |at, step| step.find(at))
}

fn walk_mut<'v>(root: &'v mut Value, path: &ParamPath) -> Option<&'v mut Value> {
    path.0.iter().try_fold(root, |at, step| step.find_mut(at))
}

fn take(holder: &mut Value, step: &Step) -> Option<Value> {
    match holder {
        Value::Object(_) => holder.as_object_mut()?.remove(&step.key()?),
        Value::Array(list) => {
            let place = step.place(list).filter(|place| *place < list.len())?;
            Some(holder.as_array_mut()?.remove(place))
        }
        _ => None,
    }
}

/// Sets what is not there, with the objects on the way to it; removing the first of them undoes that. Lists are only
/// made longer by one.
fn create(root: &mut Value, path: &ParamPath, value: Value) -> Option<(ParamPath, Option<Value>)> {
    let (mut at, mut depth) = (root, 0);
    while path.0[depth].find(at).is_some() {
        at = path.0[depth].find_mut(at)?;
        depth += 1;
    }
    let (first, below) = path.0[depth..].split_first()?;
    let mut new = value;
    for step in below.iter().rev() {
        // A place in a list that does not exist can only be its first.
        new = match step {
            Step::Key(key) => Map::from_iter([(key.clone(), new)]).into(),
            Step::Place(0) => vec![new].into(),
            _ => return None,
        };
    }
    match at {
        Value::Object(_) => {
            at.as_object_mut()?.insert(first.key()?, new);
        }
        Value::Array(list) if first.place(list) == Some(list.len()) => {
            at.as_array_mut()?.push(new);
        }
        _ => return None,
    }
    Some((ParamPath(path.0[..=depth].to_vec()), None))
}

pub(super) fn insert(
    workflow: &mut Workflow,
    node: NodeId,
    list: ParamPath,
    at: usize,
    value: Value,
) -> Result<Edit, EditError> {
    let place = find(workflow, &node)?;
    let root = Value::from(workflow.nodes[place].parameters.clone());
    let elements = match walk(&root, &list) {
        None => Vec::new(),
        Some(Value::Array(elements)) => elements.to_vec(),
        Some(_) => return Err(EditError::NoList(list)),
    };
    if at > elements.len() {
        return Err(EditError::NoPlace { list, at });
    }
    let mut longer = elements;
    longer.insert(at, value);
    set(workflow, node, list, Some(longer.into()))
}

pub(super) fn shift(
    workflow: &mut Workflow,
    node: NodeId,
    list: ParamPath,
    from: usize,
    to: usize,
) -> Result<Edit, EditError> {
    let place = find(workflow, &node)?;
    let parameters = &mut workflow.nodes[place].parameters;
    let mut root = Value::from(std::mem::take(parameters));
    let moved = match walk_mut(&mut root, &list).and_then(Value::as_array_mut) {
        None => Err(EditError::NoList(list.clone())),
        Some(elements) => match [from, to].into_iter().find(|at| *at >= elements.len()) {
            Some(at) => Err(EditError::NoPlace {
                list: list.clone(),
                at,
            }),
            None => {
                let element = elements.remove(from);
                elements.insert(to, element);
                Ok(())
            }
        },
    };
    if let Value::Object(map) = root {
        workflow.nodes[place].parameters = Arc::unwrap_or_clone(map);
    }
    moved.map(|()| Edit::MoveElement {
        node,
        list,
        from: to,
        to: from,
    })
}

fn deeper_than(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(list) => {
            levels == 0 || list.iter().any(|inner| deeper_than(inner, levels - 1))
        }
        Value::Object(map) => {
            levels == 0 || map.values().any(|inner| deeper_than(inner, levels - 1))
        }
        _ => false,
    }
}

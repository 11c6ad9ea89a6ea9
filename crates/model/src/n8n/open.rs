//! Finds the workflow in what was exported: alone, in a list, in a gallery's wrapping, or on the clipboard.

use std::sync::Arc;

use value::{Map, Text, Value};

use super::ImportError;

/// A workflow as it stands in a file, and the name its wrapping gives it.
pub(super) struct Found {
    pub workflow: Map,
    pub name: Option<Text>,
}

/// Keys under which others wrap a workflow.
const WRAPPINGS: [&str; 3] = ["workflow", "workflowData", "data"];
/// How many wrappings are opened.
const MOST_WRAPPINGS: usize = 3;

/// All workflows of a document, in its order; at least one.
pub(super) fn workflows(document: Value) -> Result<Vec<Found>, ImportError> {
    let Value::Array(list) = document else {
        return unwrap(document, None, 0).map(|found| vec![found]);
    };
    if list.is_empty() {
        return Err(no_workflow("an empty list"));
    }
    Arc::unwrap_or_clone(list)
        .into_iter()
        .enumerate()
        .map(|(at, entry)| {
            unwrap(entry, None, 0).map_err(|error| match error {
                ImportError::NoWorkflow { found } => {
                    no_workflow(format!("a list whose entry {at} is {found}"))
                }
                other => other,
            })
        })
        .collect()
}

fn unwrap(value: Value, outer: Option<Text>, level: usize) -> Result<Found, ImportError> {
    let Value::Object(map) = value else {
        return Err(no_workflow(describe(&value)));
    };
    let name = match map.get("name") {
        Some(Value::String(name)) => Some(name.clone()),
        _ => outer,
    };
    match map.get("nodes") {
        Some(Value::Array(_)) => {
            return Ok(Found {
                workflow: Arc::unwrap_or_clone(map),
                name,
            });
        }
        Some(other) if !other.is_object() => {
            return Err(ImportError::Shape {
                what: format!("`nodes` is {}, not a list", describe(other)),
            });
        }
        _ => {}
    }
    let inner = WRAPPINGS
        .iter()
        .filter(|_| level < MOST_WRAPPINGS)
        .find_map(|key| map.get(key).filter(|inner| inner.is_object()));
    match inner {
        Some(inner) => unwrap(inner.clone(), name, level + 1),
        None => Err(no_workflow("an object without a list of `nodes`")),
    }
}

fn no_workflow(found: impl Into<String>) -> ImportError {
    ImportError::NoWorkflow {
        found: found.into(),
    }
}

/// A value in words.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(_) => format!("the number {value}"),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

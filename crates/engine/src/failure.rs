//! What becomes of a failure: of a whole run, of single items, of a panic, of a kind that is not there.

use std::sync::Arc;

use model::{Item, Node, OnError};
use sdk::{Error, Outputs};
use value::{Map, Value, json};

use crate::plan::PlanNode;
use crate::view::View;

/// Whether the others go on when an item fails.
pub(crate) fn goes_on(node: &Node) -> bool {
    matches!(node.on_error, OnError::Continue | OnError::ErrorOutput)
}

/// What goes out when a whole run failed, by the node's settings.
pub(crate) fn after_failure(node: &PlanNode, items: &[Item], error: &Error) -> Vec<Vec<Item>> {
    let message = || Value::from(error.message.as_str());
    let outputs = |output: usize, items: Vec<Item>| {
        let mut outputs = Outputs::empty(output + 1);
        outputs.0[output] = items;
        outputs.0
    };
    match &node.document.on_error {
        OnError::Stop | OnError::Skip => Vec::new(),
        OnError::Continue => {
            let failed = |item: &Item| {
                let mut failed = Item::new(Map::from_iter([("error", message())])).from_item(item);
                failed.error = Some(Arc::new(error.clone()));
                failed
            };
            outputs(0, items.iter().map(failed).collect())
        }
        OnError::ErrorOutput => {
            let failed = |item: &Item| {
                let mut failed = item.clone();
                failed.json_mut().insert("error", message());
                failed.error = Some(Arc::new(error.clone()));
                failed
            };
            let last = node.output_count.saturating_sub(1);
            outputs(last, items.iter().map(failed).collect())
        }
        OnError::Fallback { output } => outputs(usize::from(*output), items.to_vec()),
    }
}

/// Moves failed items to the error output, each with the record of the item it came from.
pub(crate) fn route_failures(node: &PlanNode, view: &View, outputs: &mut Vec<Vec<Item>>) {
    let Some(last) = node.error_output() else {
        return;
    };
    if outputs.len() <= last {
        outputs.resize_with(last + 1, Vec::new);
    }
    let mut failed = Vec::new();
    for output in &mut outputs[..last] {
        let has_failed = |item: &Item| item.error.is_some() || failure_of(item).is_some();
        if output.iter().any(has_failed) {
            let (bad, good) = std::mem::take(output).into_iter().partition(has_failed);
            *output = good;
            failed.extend::<Vec<Item>>(bad);
        }
    }
    failed
        .iter_mut()
        .for_each(|item| merge_with_input(item, view));
    outputs[last].extend(failed);
}

fn merge_with_input(item: &mut Item, view: &View) {
    let Some(place) = item.origin.sources().first() else {
        return;
    };
    let input = view.data.told.read().item(*place).map(|i| i.json.clone());
    if let Some(input) = input {
        let mut merged = Map::clone(&input);
        merged.extend(
            item.json
                .iter()
                .map(|(key, value)| (key.clone(), value.clone())),
        );
        item.json = Arc::new(merged);
    }
}

/// What a record that says nothing but that something failed says: `{ error }` or `{ error, message }`.
pub(crate) fn failure_of(item: &Item) -> Option<&Value> {
    let alone = match item.json.len() {
        1 => true,
        2 => item.json.contains_key("message"),
        _ => false,
    };
    let said = |value: &&Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => *number != 0.0,
        _ => true,
    };
    alone.then(|| item.json.get("error")).flatten().filter(said)
}

/// A node whose kind Millrace lacks.
pub(crate) fn missing(node: &PlanNode) -> Error {
    let kind = node.document.kind.trim_start_matches(Node::PLACEHOLDER);
    let name = node.name();
    let message = format!("“{name}” needs the node type {kind}, which Millrace does not have yet.");
    Error {
        details: json!({ "kind": kind }),
        ..Error::new("node.missing", message)
    }
    .in_node(name.clone())
}

/// A panic inside a node.
pub(crate) fn bug(panic: &(dyn std::any::Any + Send)) -> Error {
    let said = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Error::new(
        "bug",
        format!("This is a fault in Millrace, not in your workflow: {said}"),
    )
    .describe("Please report it with the workflow that shows it.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_only_says_error_is_a_failure() {
        let table = [
            (json!({"error": "no"}), true),
            (json!({"error": "no", "message": "why"}), true),
            (json!({"error": {"a": 1}}), true),
            (json!({"error": ""}), false),
            (json!({"error": null}), false),
            (json!({"error": "no", "id": 1}), false),
            (json!({"id": 1}), false),
            (json!({}), false),
        ];
        for (record, failed) in table {
            assert_eq!(
                failure_of(&Item::of(record.clone())).is_some(),
                failed,
                "{record}"
            );
        }
    }
}

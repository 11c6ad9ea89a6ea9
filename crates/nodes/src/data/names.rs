//! Lists of field names, as people give them: a list, or text with commas.

use value::{Map, Value};

/// The names in a list or in text with commas; empty ones are left out.
pub(crate) fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => split(text),
        Value::Array(list) => list
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| !name.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

fn split(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The elements of a repeating group: `{ group: [ {…}, … ] }`; a single one may stand without its list.
pub(crate) fn entries(value: &Value, group: &str) -> Vec<Value> {
    match value.get(group) {
        Some(Value::Array(list)) => list.to_vec(),
        Some(one @ Value::Object(_)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// The field names of a repeating group whose elements have the name under `field`.
pub(crate) fn entry_names(value: &Value, group: &str, field: &str) -> Vec<String> {
    let entries = entries(value, group);
    let named = entries
        .iter()
        .filter_map(|entry| entry.get(field)?.as_str());
    named.flat_map(split).collect()
}

/// A record with text in a field where there is some, else the default.
pub(crate) fn text_or<'v>(value: &'v Value, field: &str, default: &'v str) -> &'v str {
    value.get(field).and_then(Value::as_str).unwrap_or(default)
}

/// Whether a switch is on.
pub(crate) fn is_on(value: &Value, field: &str) -> bool {
    value.get(field).is_some_and(crate::fields::js::truthy)
}

/// Whether a switch that is on unless it is turned off is on.
pub(crate) fn not_off(value: &Value, field: &str) -> bool {
    value.get(field) != Some(&Value::Bool(false))
}

/// A record without the given fields, which may be paths.
pub(crate) fn without(record: &Map, names: &[String], dotted: bool) -> Map {
    let mut rest = record.clone();
    for name in names {
        if dotted {
            crate::path::remove(&mut rest, name);
        } else {
            rest.remove(name);
        }
    }
    rest
}

//! Fields as the query of an address, or as the body of a form.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sdk::{Map, Value};

use crate::fields::js;

/// How lists are written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Lists {
    /// `a[]=1&a[]=2`
    #[default]
    Brackets,
    /// `a=1&a=2`
    Repeat,
    /// `a[0]=1&a[1]=2`
    Indices,
}

impl Lists {
    /// By the name a parameter gives it.
    pub fn named(name: &str) -> Self {
        match name {
            "repeat" => Self::Repeat,
            "indices" => Self::Indices,
            _ => Self::Brackets,
        }
    }
}

/// What may stay as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The fields as `a=1&b=2`; fields without a value are left out.
pub(super) fn write(fields: &Map, lists: Lists) -> String {
    let mut pairs = Vec::new();
    for (name, value) in fields.iter() {
        collect(name.to_string(), value, lists, &mut pairs);
    }
    let encoded = |(name, value): &(String, String)| format!("{}={}", encode(name), encode(value));
    pairs.iter().map(encoded).collect::<Vec<_>>().join("&")
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

fn collect(name: String, value: &Value, lists: Lists, out: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Array(list) => {
            for (at, element) in list.iter().enumerate() {
                let name = match lists {
                    Lists::Repeat => name.clone(),
                    Lists::Brackets => format!("{name}[]"),
                    Lists::Indices => format!("{name}[{at}]"),
                };
                collect(name, element, lists, out);
            }
        }
        Value::Object(map) => {
            for (key, element) in map.iter() {
                collect(format!("{name}[{key}]"), element, lists, out);
            }
        }
        other => out.push((name, js::text(other).to_string())),
    }
}

#[cfg(test)]
mod tests {
    use sdk::json;

    use super::*;

    #[test]
    fn fields_are_written() {
        for (fields, lists, text) in [
            (
                json!({ "a": 1, "b": true, "c": "x y&z", "d": null }),
                Lists::Brackets,
                "a=1&b=true&c=x%20y%26z",
            ),
            (
                json!({ "a": [1, 2] }),
                Lists::Brackets,
                "a%5B%5D=1&a%5B%5D=2",
            ),
            (json!({ "a": [1, 2] }), Lists::Repeat, "a=1&a=2"),
            (
                json!({ "a": [1, 2] }),
                Lists::Indices,
                "a%5B0%5D=1&a%5B1%5D=2",
            ),
            (
                json!({ "a": { "b": { "c": "ü" } } }),
                Lists::Indices,
                "a%5Bb%5D%5Bc%5D=%C3%BC",
            ),
            (json!({}), Lists::Brackets, ""),
        ] {
            assert_eq!(write(fields.as_object().unwrap(), lists), text);
        }
    }
}

//! Walks the texts of a value with their paths: expressions, names and secrets all hide in texts.

use value::{Map, Text, Value};

/// A text in a map of parameters.
pub(crate) struct Leaf<'v> {
    /// Dotted path, indexes counting from 0.
    pub path: &'v str,
    /// The last key on the path that is a name, not an index.
    pub key: &'v str,
    /// The object it stands in.
    pub within: &'v Map,
    /// The text.
    pub text: &'v Text,
}

/// Visits every text below `map`.
pub(crate) fn texts(map: &Map, visit: &mut dyn FnMut(Leaf<'_>)) {
    texts_from(String::new(), map, visit);
}

/// Visits every text below `map`, which stands at `path`.
pub(crate) fn texts_from(mut path: String, map: &Map, visit: &mut dyn FnMut(Leaf<'_>)) {
    object(map, &mut path, visit);
}

fn object(map: &Map, path: &mut String, visit: &mut dyn FnMut(Leaf<'_>)) {
    for (key, value) in map {
        let before = step(path, key);
        any(value, key, map, path, visit);
        path.truncate(before);
    }
}

fn any(value: &Value, key: &str, within: &Map, path: &mut String, visit: &mut dyn FnMut(Leaf<'_>)) {
    match value {
        Value::String(text) => visit(Leaf {
            path,
            key,
            within,
            text,
        }),
        Value::Object(map) => object(map, path, visit),
        Value::Array(list) => {
            for (at, element) in list.iter().enumerate() {
                let before = step(path, &at.to_string());
                any(element, key, within, path, visit);
                path.truncate(before);
            }
        }
        _ => {}
    }
}

/// Adds a step and says how long the path was.
fn step(path: &mut String, key: &str) -> usize {
    let before = path.len();
    if before > 0 {
        path.push('.');
    }
    path.push_str(key);
    before
}

/// Whether a text under this key is a program, to be read as JavaScript although it does not begin with `=`.
pub(crate) fn is_code_key(key: &str) -> bool {
    key.len() >= 4 && key.as_bytes()[key.len() - 4..].eq_ignore_ascii_case(b"code")
}

//! Fields below others, by paths such as `a.b[0].c`.
//!
//! A record that has the whole path as the name of a field is read and written there: names may hold dots.

use std::sync::Arc;

use sdk::{Map, Value};

/// The steps of a path: `a.b[0]["c"]` is `a`, `b`, `0`, `c`.
fn steps(path: &str) -> Vec<&str> {
    let pieces = path.split(['.', '[']);
    let bare = pieces.map(|piece| {
        let piece = piece.strip_suffix(']').unwrap_or(piece);
        piece.trim_matches(['"', '\''])
    });
    bare.filter(|piece| !piece.is_empty()).collect()
}

/// The value at a path.
pub(crate) fn get<'v>(map: &'v Map, path: &str) -> Option<&'v Value> {
    if let Some(found) = map.get(path) {
        return Some(found);
    }
    let steps = steps(path);
    let (first, rest) = steps.split_first()?;
    rest.iter()
        .try_fold(map.get(first)?, |at, step| step_into(at, step))
}

fn step_into<'v>(at: &'v Value, step: &str) -> Option<&'v Value> {
    match at {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Sets the value at a path; what is missing on the way is made, a list where a number follows.
pub(crate) fn set(map: &mut Map, path: &str, value: Value) {
    let steps = steps(path);
    match steps.split_first() {
        Some((first, rest)) if !map.contains_key(path) => put(map.entry(*first), rest, value),
        _ => {
            map.insert(path, value);
        }
    }
}

fn put(slot: &mut Value, steps: &[&str], value: Value) {
    /// A list longer than this was not meant as one.
    const MOST: usize = 100_000;
    let Some((step, rest)) = steps.split_first() else {
        *slot = value;
        return;
    };
    let index = step.parse::<usize>().ok().filter(|index| *index < MOST);
    if !matches!(slot, Value::Object(_) | Value::Array(_)) {
        *slot = match index {
            Some(_) => Value::Array(Arc::default()),
            None => Value::Object(Arc::default()),
        };
    }
    match (slot, index) {
        (Value::Object(map), _) => put(Arc::make_mut(map).entry(*step), rest, value),
        (Value::Array(list), Some(index)) => {
            let list = Arc::make_mut(list);
            if list.len() <= index {
                list.resize(index + 1, Value::Null);
            }
            put(&mut list[index], rest, value);
        }
        _ => {}
    }
}

/// Takes the field at a path out.
pub(crate) fn unset(map: &mut Map, path: &str) {
    if map.remove(path).is_some() {
        return;
    }
    let steps = steps(path);
    let Some((last, way)) = steps.split_last() else {
        return;
    };
    let Some((first, way)) = way.split_first() else {
        map.remove(last);
        return;
    };
    let mut at = map.get_mut(first);
    for step in way {
        at = at.and_then(|value| value.as_object_mut()?.get_mut(step));
    }
    if let Some(inner) = at.and_then(Value::as_object_mut) {
        inner.remove(last);
    }
}

#[cfg(test)]
mod tests {
    use sdk::{Map, Value, json};

    use super::{get, set, unset};

    fn map(value: Value) -> Map {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn reads_below() {
        let from = map(json!({ "a": { "b": [{ "c": 1 }] }, "x.y": 2 }));
        for (path, found) in [
            ("a.b[0].c", Some(json!(1))),
            ("a.b.0.c", Some(json!(1))),
            ("a[\"b\"][0]['c']", Some(json!(1))),
            ("x.y", Some(json!(2))),
            ("a.q", None),
            ("a.b[7].c", None),
            ("", None),
        ] {
            assert_eq!(get(&from, path).cloned(), found, "{path}");
        }
    }

    #[test]
    fn writes_below() {
        for (path, after) in [
            ("a", json!({ "a": 9 })),
            ("a.b", json!({ "a": { "b": 9 } })),
            (
                "n.l[1].x",
                json!({ "a": 1, "n": { "l": [null, { "x": 9 }] } }),
            ),
        ] {
            let mut into = map(json!({ "a": 1 }));
            set(&mut into, path, json!(9));
            assert_eq!(Value::from(into), after, "{path}");
        }
    }

    #[test]
    fn takes_out() {
        let mut from = map(json!({ "a": { "b": 1, "c": 2 }, "d": 3 }));
        unset(&mut from, "a.b");
        unset(&mut from, "d");
        unset(&mut from, "no.thing");
        assert_eq!(Value::from(from), json!({ "a": { "c": 2 } }));
    }
}

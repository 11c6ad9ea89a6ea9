//! Fields inside fields: `a.b[0]["c d"]` read, set and removed, as lodash's `get`, `set` and `unset` do it.
//!
//! A field whose own name is the whole text wins over a path through it. Not here: wildcards.

use value::{Map, Text, Value};

/// An index past this makes an object instead of a list, so that a hostile path cannot ask for gigabytes.
const MOST_ELEMENTS: usize = 100_000;
/// A longer path is taken as one name, so that no later walk over the value can exhaust the stack.
const MOST_STEPS: usize = 100;

/// The names along a path.
pub fn steps(path: &str) -> Vec<Text> {
    if is_plain(path) {
        return vec![path.into()];
    }
    let mut steps = Vec::new();
    let mut rest = path;
    if rest.starts_with('.') {
        steps.push(Text::new());
    }
    while !rest.is_empty() {
        let (step, after) = next_step(rest);
        steps.extend(step);
        rest = after;
    }
    if steps.len() > MOST_STEPS {
        return vec![path.into()];
    }
    steps
}

/// Whether the text names one field and no path.
pub fn is_plain(path: &str) -> bool {
    !path.contains(['.', '['])
}

/// One name, where there is one at the beginning, and what follows it.
fn next_step(rest: &str) -> (Option<Text>, &str) {
    if let Some(inner) = rest.strip_prefix('[') {
        return bracket(inner);
    }
    if let Some(after) = rest.strip_prefix('.') {
        let empty = after.is_empty() || after.starts_with('.');
        return (empty.then(Text::new), after);
    }
    let end = rest.find(['.', '[', ']']).unwrap_or(rest.len());
    let after = rest[end..].strip_prefix(']').unwrap_or(&rest[end..]);
    let name = &rest[..end];
    ((!name.is_empty()).then(|| name.into()), after)
}

/// What stands between brackets, and what follows them.
fn bracket(inner: &str) -> (Option<Text>, &str) {
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let closing = [quote, ']'].iter().collect::<String>();
        if let Some(end) = inner[1..].find(&closing) {
            let name = unescape(&inner[1..=end]);
            return (Some(name), &inner[end + 3..]);
        }
    }
    match inner.find(']') {
        Some(end) => (Some(inner[..end].into()), &inner[end + 1..]),
        None => ((!inner.is_empty()).then(|| inner.into()), ""),
    }
}

fn unescape(text: &str) -> Text {
    if !text.contains('\\') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            other => out.push(other),
        }
    }
    out.into()
}

/// The value at a path of a record.
pub fn get<'m>(record: &'m Map, path: &str) -> Option<&'m Value> {
    if let Some(found) = record.get(path) {
        return Some(found);
    }
    if is_plain(path) {
        return None;
    }
    let steps = steps(path);
    let (first, rest) = steps.split_first()?;
    rest.iter()
        .try_fold(record.get(first)?, |at, step| member(at, step))
}

/// The value at a path, or the field of exactly that name where paths are not wanted.
pub fn read<'m>(record: &'m Map, path: &str, dotted: bool) -> Option<&'m Value> {
    if dotted {
        get(record, path)
    } else {
        record.get(path)
    }
}

/// The value at a path of any value.
pub fn get_in<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    match value {
        Value::Object(record) => get(record, path),
        other => steps(path)
            .iter()
            .try_fold(other, |at, step| member(at, step)),
    }
}

fn member<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(index(step)?),
        _ => None,
    }
}

fn index(step: &str) -> Option<usize> {
    let canonical = step == "0" || !step.starts_with('0');
    let digits = step.bytes().all(|b| b.is_ascii_digit());
    (canonical && digits).then(|| step.parse().ok()).flatten()
}

/// Sets the value at a path; what is missing on the way is made.
pub fn set(record: &mut Map, path: &str, value: impl Into<Value>) {
    if is_plain(path) || record.contains_key(path) {
        record.insert(path, value);
        return;
    }
    set_steps(record, &steps(path), value.into());
}

/// Sets the value at a path, or the field of exactly that name where paths are not wanted.
pub fn write(record: &mut Map, path: &str, value: impl Into<Value>, dotted: bool) {
    if dotted {
        set(record, path, value);
    } else {
        record.insert(path, value);
    }
}

/// Sets the value at the end of the given names.
pub fn set_steps(record: &mut Map, steps: &[Text], value: Value) {
    match steps {
        [] => {}
        [last] => {
            record.insert(last.clone(), value);
        }
        [first, rest @ ..] => set_below(record.entry(first.clone()), rest, value),
    }
}

fn set_below(slot: &mut Value, steps: &[Text], value: Value) {
    let Some((first, rest)) = steps.split_first() else {
        *slot = value;
        return;
    };
    let at = index(first).filter(|at| *at < MOST_ELEMENTS);
    if !matches!(slot, Value::Array(_) | Value::Object(_)) {
        *slot = match at {
            Some(_) => Value::from(Vec::<Value>::new()),
            None => Map::new().into(),
        };
    }
    match (slot.as_array_mut(), at) {
        (Some(list), Some(at)) => {
            if list.len() <= at {
                list.resize(at + 1, Value::Null);
            }
            set_below(&mut list[at], rest, value);
        }
        // A name on a list: JavaScript keeps it, JSON does not.
        (Some(_), None) => {}
        (None, _) => {
            if let Some(map) = slot.as_object_mut() {
                set_below(map.entry(first.clone()), rest, value);
            }
        }
    }
}

/// Takes the value at a path out; an element of a list leaves `null`, as in JavaScript.
pub fn remove(record: &mut Map, path: &str) -> Option<Value> {
    if is_plain(path) || record.contains_key(path) {
        return record.remove(path);
    }
    let steps = steps(path);
    let (last, way) = steps.split_last()?;
    // Looked at first: a path that leads nowhere must not copy what is shared.
    get(record, path)?;
    let (first, rest) = way.split_first()?;
    let mut at = record.get_mut(first)?;
    for step in rest {
        at = member_mut(at, step)?;
    }
    match at {
        Value::Array(_) => Some(std::mem::take(member_mut(at, last)?)),
        other => other.as_object_mut()?.remove(last),
    }
}

fn member_mut<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match value {
        Value::Array(_) => value.as_array_mut()?.get_mut(index(step)?),
        _ => value.as_object_mut()?.get_mut(step),
    }
}

/// The last name of a path.
pub fn last_name(path: &str) -> Text {
    steps(path).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use value::{Map, Value, json};

    use super::*;

    fn map(value: Value) -> Map {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn splits_paths() {
        for (path, names) in [
            ("a", vec!["a"]),
            ("a.b.c", vec!["a", "b", "c"]),
            ("a[0].b", vec!["a", "0", "b"]),
            ("a['x.y'][\"z\"]", vec!["a", "x.y", "z"]),
            ("[0]", vec!["0"]),
            ("a..b", vec!["a", "", "b"]),
            ("a.", vec!["a", ""]),
            (".a", vec!["", "a"]),
            ("a[b]c", vec!["a", "b", "c"]),
            ("a[", vec!["a"]),
            (r#"a["q\"r"]"#, vec!["a", "q\"r"]),
        ] {
            assert_eq!(steps(path), names, "{path}");
        }
    }

    #[test]
    fn reads() {
        let record = map(json!({ "a": { "b": [1, { "c": 2 }] }, "x.y": 3, "x": { "y": 4 } }));
        for (path, value) in [
            ("a.b[1].c", Some(json!(2))),
            ("a.b.0", Some(json!(1))),
            ("a.b.01", None),
            ("x.y", Some(json!(3))),
            ("a.z.y", None),
            ("a.b.9", None),
        ] {
            assert_eq!(get(&record, path).cloned(), value, "{path}");
        }
    }

    #[test]
    fn writes() {
        for (path, after) in [
            ("k", json!({ "a": { "b": 1 }, "l": [1], "k": 9 })),
            ("a.c", json!({ "a": { "b": 1, "c": 9 }, "l": [1] })),
            ("a.b.c", json!({ "a": { "b": { "c": 9 } }, "l": [1] })),
            ("l[2]", json!({ "a": { "b": 1 }, "l": [1, null, 9] })),
            (
                "n[1].x",
                json!({ "a": { "b": 1 }, "l": [1], "n": [null, { "x": 9 }] }),
            ),
            (
                "n[4294967295]",
                json!({ "a": { "b": 1 }, "l": [1], "n": { "4294967295": 9 } }),
            ),
            ("l.name", json!({ "a": { "b": 1 }, "l": [1] })),
        ] {
            let mut record = map(json!({ "a": { "b": 1 }, "l": [1] }));
            set(&mut record, path, 9);
            assert_eq!(Value::from(record), after, "{path}");
        }
    }

    #[test]
    fn removes() {
        for (path, after) in [
            ("a.b", json!({ "a": {}, "l": [1, 2] })),
            ("l[0]", json!({ "a": { "b": 1 }, "l": [null, 2] })),
            ("a", json!({ "l": [1, 2] })),
            ("a.x.y", json!({ "a": { "b": 1 }, "l": [1, 2] })),
        ] {
            let mut record = map(json!({ "a": { "b": 1 }, "l": [1, 2] }));
            remove(&mut record, path);
            assert_eq!(Value::from(record), after, "{path}");
        }
    }

    #[test]
    fn a_very_long_path_is_a_name() {
        let long = "a.".repeat(200_000);
        let mut record = Map::new();
        set(&mut record, &long, 1);
        assert_eq!(record.len(), 1);
        assert_eq!(get(&record, &long), Some(&json!(1)));
    }
}

//! Names that hurt other programs come back to the byte.

use model::{Edit, Workflow, apply, file};
use value::{Map, Text, json};

use crate::bad_input::check_stable;
use crate::common::{at, cases, import_value, node};

/// Reads the escapes of Python's `unicode_escape`.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let digits = match (c, chars.clone().next()) {
            ('\\', Some('x')) => 2,
            ('\\', Some('u')) => 4,
            ('\\', Some('U')) => 8,
            ('\\', Some(plain @ ('n' | 'r' | 't' | '\\'))) => {
                chars.next();
                out.push(match plain {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    _ => '\\',
                });
                continue;
            }
            _ => {
                out.push(c);
                continue;
            }
        };
        chars.next();
        let code: String = chars.by_ref().take(digits).collect();
        let code = u32::from_str_radix(&code, 16).expect("a code point");
        out.extend(char::from_u32(code));
    }
    out
}

fn hostile_names() -> Vec<String> {
    let Some(folder) = cases() else {
        return [
            "\0",
            "a\nb",
            "__proto__",
            "<img src=x>",
            "'); x('",
            "\u{202e}gpj",
        ]
        .map(str::to_owned)
        .into();
    };
    let table = std::fs::read_to_string(folder.join("corpus/hostile_names.tsv"))
        .expect("the names can be read");
    let rows = table
        .lines()
        .skip(1)
        .filter_map(|row| row.split('\t').nth(1));
    rows.map(unescape).filter(|name| !name.is_empty()).collect()
}

#[test]
fn hostile_names_come_back_to_the_byte() {
    let names = hostile_names();
    assert!(names.len() >= 6);
    for name in &names {
        let pair =
            |target: &str| json!({ "main": [[{ "node": target, "type": "main", "index": 0 }]] });
        let mut hostile = node(
            name,
            "noOp",
            1.0,
            &Map::from_iter([(name.as_str(), json!({ "v": name.as_str() }))]).into(),
        );
        if let Some(map) = hostile.as_object_mut() {
            map.insert(name.as_str(), "kept");
        }
        let reads = format!("={{{{ $({}).item.json }}}}", expr::quote(name, '"'));
        let workflow = import_value(&json!({
            "name": name.as_str(), "tags": [name.as_str()],
            "nodes": [hostile, node("Other", "set", 3.4, &json!({ "a": reads.as_str() }))],
            "connections": Map::from_iter([(name.as_str(), pair("Other")), ("Other", pair(name))]),
            "pinData": Map::from_iter([(name.as_str(), json!([{ "json": {} }]))]),
            "settings": Map::from_iter([(name.as_str(), name.as_str())]),
        }))
        .workflow;
        assert_eq!(workflow.name, *name);
        assert_eq!(workflow.nodes[0].name.as_str(), name);
        assert_eq!(workflow.edges.len(), 2, "{name:?}");
        assert_eq!(workflow.pinned.len(), 1, "{name:?}");
        check_stable(&workflow, name);
        check_renames(workflow, name, &reads);
    }
}

/// A node is renamed to something plain and back: what names it follows, and undoing gives the old text.
fn check_renames(mut workflow: Workflow, name: &str, reads: &str) {
    let before = file::write(&workflow);
    let rename = |to: &str| Edit::RenameNode {
        node: format!("id-{name}").into(),
        name: to.into(),
    };
    let undo = apply(&mut workflow, rename("Plain")).expect("the name is free");
    assert_eq!(
        at(&workflow.nodes[1].parameters, "a"),
        "={{ $(\"Plain\").item.json }}",
        "{name:?}"
    );
    let redo = apply(&mut workflow, undo).expect("it can be undone");
    assert_eq!(file::write(&workflow), before);
    apply(&mut workflow, redo).expect("it can be done again");
    apply(&mut workflow, rename(name)).expect("the name is free");
    let text = at(&workflow.nodes[1].parameters, "a")
        .as_str()
        .expect("text")
        .to_owned();
    assert_eq!(
        expr::template_references(&text).nodes,
        [Text::from(name)],
        "{text:?} was {reads:?}"
    );
}

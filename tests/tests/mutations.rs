//! The list of import mutations on fifty real workflows, with the real kinds: each is refused in words or imports, says
//! what was done to it, and comes back the same through both formats.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "where a test cannot look, it fails; it prints what it counted"
)]

use model::n8n::{Imported, export_text, import};
use model::{ImportError, ImportOptions, Specs, check, file};
use tests::cases;
use value::{Map, Value, json};

/// So many templates are bent.
const TEMPLATES: usize = 50;

/// A mutation of the list: what it does to a file, and what must be true of the import.
struct Mutation {
    id: &'static str,
    bend: fn(&mut Value),
    holds: fn(&Imported) -> bool,
}

const MUTATIONS: &[Mutation] = &[
    Mutation {
        id: "M09 unknown type",
        bend: |file| {
            in_node(file, |node| {
                drop(node.insert("type", "vendor.neverHeardOf"))
            })
        },
        holds: |read| {
            let placeholder = |node: &&model::Node| node.kind == "n8n:vendor.neverHeardOf";
            let found = read.workflow.nodes.iter().find(placeholder);
            found.is_some_and(|node| node.is_placeholder())
        },
    },
    Mutation {
        id: "M10 edges to nowhere",
        bend: |file| {
            let ghost =
                json!({ "main": [[{ "node": "No such node", "type": "main", "index": 0 }]] });
            in_map(file, "connections", |wires| {
                drop(wires.insert("Nobody", ghost))
            });
        },
        holds: |read| !read.report.dropped.is_empty(),
    },
    Mutation {
        id: "M11 ids and names twice",
        bend: |file| {
            in_list(file, "nodes", |nodes| nodes.extend(nodes.first().cloned()));
        },
        holds: |read| {
            let unique = |of: fn(&model::Node) -> &str| {
                let all: std::collections::BTreeSet<_> =
                    read.workflow.nodes.iter().map(of).collect();
                all.len() == read.workflow.nodes.len()
            };
            unique(|node| node.id.as_str()) && unique(|node| node.name.as_str())
        },
    },
    Mutation {
        id: "M12 a wire to itself",
        bend: |file| {
            let name = file["nodes"][0]["name"].clone();
            let wire = json!({ "main": [[{ "node": name.clone(), "type": "main", "index": 0 }]] });
            in_map(file, "connections", |wires| {
                drop(wires.insert(name.to_text(), wire))
            });
        },
        holds: |_| true,
    },
    Mutation {
        id: "M13 far away",
        bend: |file| {
            in_node(file, |node| {
                drop(node.insert("position", json!([1e308, -1e308])))
            })
        },
        holds: |read| {
            let mut all = read.workflow.nodes.iter().flat_map(|node| node.position);
            all.all(|place| place.abs() < 1e9)
        },
    },
    Mutation {
        id: "M16 active",
        bend: |file| in_root(file, |root| drop(root.insert("active", true))),
        holds: |_| true,
    },
    Mutation {
        id: "an unknown version",
        bend: |file| in_node(file, |node| drop(node.insert("typeVersion", 4711))),
        holds: |_| true,
    },
    Mutation {
        id: "no parameters",
        bend: |file| in_node(file, |node| drop(node.insert("parameters", Value::Null))),
        holds: |_| true,
    },
];

fn in_root(file: &mut Value, change: impl FnOnce(&mut Map)) {
    if let Some(root) = file.as_object_mut() {
        change(root);
    }
}

fn in_map(file: &mut Value, key: &str, change: impl FnOnce(&mut Map)) {
    in_root(file, |root| {
        if let Some(map) = root.get_mut(key).and_then(Value::as_object_mut) {
            change(map);
        }
    });
}

fn in_list(file: &mut Value, key: &str, change: impl FnOnce(&mut Vec<Value>)) {
    in_root(file, |root| {
        if let Some(list) = root.get_mut(key).and_then(Value::as_array_mut) {
            change(list);
        }
    });
}

/// Changes the node in the middle of the list.
fn in_node(file: &mut Value, change: impl FnOnce(&mut Map)) {
    in_list(file, "nodes", |nodes| {
        let middle = nodes.len() / 2;
        if let Some(node) = nodes.get_mut(middle).and_then(Value::as_object_mut) {
            change(node);
        }
    });
}

fn templates() -> Vec<(String, Value)> {
    let Some(folder) = cases::folder() else {
        println!("skipped: the shared cases are absent");
        return Vec::new();
    };
    let folder = folder.join("templates");
    let index = cases::read_json(&folder.join("index.json")).expect("the index reads");
    let names: Vec<String> = index
        .as_array()
        .expect("the index is a list")
        .iter()
        .map(|entry| entry["file"].to_text().to_string())
        .collect();
    let step = (names.len() / TEMPLATES).max(1);
    let chosen = names.into_iter().step_by(step).take(TEMPLATES);
    chosen
        .map(|name| {
            let read = cases::read_json(&folder.join(&name)).expect("a template reads");
            (name, read)
        })
        .collect()
}

/// It comes back the same from n8n's format and from ours.
fn check_stable(read: &Imported, specs: &Specs, context: &str) {
    let text = export_text(&read.workflow, specs);
    let again = import(text.as_bytes(), specs, ImportOptions::default())
        .unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(again.workflow, read.workflow, "{context}");
    let own = file::write(&read.workflow);
    let again = file::read(own.as_bytes(), specs, ImportOptions::default())
        .unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(again.workflow, read.workflow, "{context}");
    check(&read.workflow, specs);
}

#[test]
fn bent_templates_import_or_are_refused() {
    let registry = nodes::registry();
    let specs = registry.specs();
    let templates = templates();
    for (name, whole) in &templates {
        for mutation in MUTATIONS {
            let context = format!("{name}, {}", mutation.id);
            let mut bent = whole.clone();
            (mutation.bend)(&mut bent);
            let read = import(bent.to_string().as_bytes(), specs, ImportOptions::default())
                .unwrap_or_else(|error| panic!("{context}: {error}"));
            assert!((mutation.holds)(&read), "{context}");
            check_stable(&read, specs, &context);
        }
    }
    println!(
        "{} templates, {} mutations each",
        templates.len(),
        MUTATIONS.len()
    );
}

/// The mutations that leave nothing to import: each is refused by its name.
#[test]
fn spoiled_templates_are_refused() {
    let registry = nodes::registry();
    let specs = registry.specs();
    let read = |bytes: &[u8]| file::read(bytes, specs, ImportOptions::default()).err();
    for (name, whole) in templates() {
        let text = whole.to_string();
        let cut = &text[..text.floor_char_boundary(text.len() / 2)];
        assert!(
            matches!(read(cut.as_bytes()), Some(ImportError::Truncated { .. })),
            "{name}"
        );
        let nan = text.replacen("\"position\":[", "\"position\":[NaN,", 1);
        assert!(
            matches!(read(nan.as_bytes()), Some(ImportError::Syntax { .. })),
            "{name}"
        );
        let newer = text.replacen('{', "{\"format\":\"millrace/99\",", 1);
        assert!(
            matches!(read(newer.as_bytes()), Some(ImportError::Newer { .. })),
            "{name}"
        );
        let mut zero = text.clone().into_bytes();
        zero[text.len() / 2] = 0;
        assert!(matches!(read(&zero), Some(ImportError::Binary)), "{name}");
    }
}

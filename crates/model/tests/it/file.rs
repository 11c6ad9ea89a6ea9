//! Our own file format: how it looks, that it comes back, and its schema.

use model::{Edge, ImportOptions, Node, Workflow, file, n8n};
use value::{Value, json};

use crate::common::{import_value, node, row, specs, workflows};

fn check_written(workflow: &Workflow, expected: &str) {
    let text = file::write(workflow);
    assert_eq!(text, expected);
    let read = file::read(text.as_bytes(), specs(), ImportOptions::default());
    assert_eq!(read.expect("it reads").workflow, *workflow);
}

#[test]
fn a_file_compares_well() {
    check_written(
        &Workflow {
            name: "empty".to_owned(),
            ..Workflow::default()
        },
        "{\n  \"format\": \"millrace/1\",\n  \"name\": \"empty\",\n  \"nodes\": [],\n  \"edges\": []\n}\n",
    );
    let mut workflow = Workflow {
        name: "two".to_owned(),
        tags: vec!["a".to_owned()],
        ..Workflow::default()
    };
    workflow.nodes = vec![
        Node::new("A", "set", 3.4),
        Node {
            position: [240.0, -16.5],
            ..Node::new("B", "noop", 1.0)
        },
    ];
    workflow.nodes[0]
        .parameters
        .insert("list", json!([1, { "deep": [] }]));
    workflow.edges = vec![Edge::main("A", 0, "B", 0), Edge::main("A", 1, "B", 0)];
    let expected = r#"{
  "format": "millrace/1",
  "name": "two",
  "nodes": [
    {
      "id": "A",
      "name": "A",
      "kind": "set",
      "version": 3.4,
      "position": [0, 0],
      "parameters": {
        "list": [
          1,
          {
            "deep": []
          }
        ]
      }
    },
    {
      "id": "B",
      "name": "B",
      "kind": "noop",
      "version": 1,
      "position": [240, -16.5]
    }
  ],
  "edges": [
    {"from":{"node":"A"},"to":{"node":"B"}},
    {"from":{"node":"A","port":1},"to":{"node":"B"}}
  ],
  "tags": ["a"]
}
"#;
    check_written(&workflow, expected);
}

#[test]
fn both_formats_are_told_apart() {
    let workflow = row(&[node("A", "set", 3.4, &json!({}))]);
    for text in [
        file::write(&workflow),
        format!("\u{feff}\n {}", file::write(&workflow)),
        n8n::export_text(&workflow, specs()),
        format!("[{}]", n8n::export_text(&workflow, specs())),
    ] {
        let read = file::read(text.as_bytes(), specs(), ImportOptions::default());
        let read = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read.workflow, workflow, "{text}");
        assert_eq!(read.report.counts(), (2, 2));
    }
}

#[test]
fn what_this_version_does_not_know_is_said() {
    let text = json!({
        "format": "millrace/1", "name": "x", "later": { "a": 1 }, "empty": [],
        "nodes": [{ "id": "a", "name": "A", "kind": "noop", "version": 1, "glow": true, "dim": false }],
    });
    let text = value::to_string(&text);
    let read = file::read(text.as_bytes(), specs(), ImportOptions::default()).expect("it reads");
    let paths = ["later", "nodes.0.glow"];
    let expected = paths.map(|path| n8n::Warning::KeyUnknown {
        path: path.to_owned(),
    });
    assert_eq!(read.report.warnings, expected);
}

#[test]
fn positions_of_our_own_files_are_bounded_too() {
    let text = r#"{"format":"millrace/1","name":"x","nodes":[{"id":"a","name":"A","kind":"noop","version":1,"position":[1e300,-0.0]}]}"#;
    let read = file::read(text.as_bytes(), specs(), ImportOptions::default()).expect("it reads");
    assert_eq!(read.workflow.nodes[0].position, [1e6, 0.0]);
}

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/workflow.schema.json");

/// The schema that lies beside the crate is the one the types give. `UPDATE_SCHEMA=1` writes it.
#[test]
fn the_schema_is_up_to_date() {
    let text = value::to_string_pretty(&file::schema()) + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(SCHEMA, &text).expect("the schema can be written");
    }
    let kept = std::fs::read_to_string(SCHEMA).unwrap_or_default();
    assert!(
        kept == text,
        "run this test with UPDATE_SCHEMA=1 and look at what changed"
    );
}

#[test]
fn files_are_valid_by_the_schema() {
    let schema = serde_json::Value::from(&file::schema());
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let check_valid = |text: &str, valid: bool| {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors.is_empty(), valid, "{errors:?}\n{text:.300}");
    };
    let mut count = 0;
    for (name, bytes) in workflows("templates") {
        let imported = n8n::import(&bytes, specs(), ImportOptions::default());
        let workflow = imported
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            .workflow;
        check_valid(&file::write(&workflow), true);
        count += 1;
    }
    println!("{count} templates are valid by the schema");
    let small = import_value(
        &json!({ "name": "x", "nodes": [node("A", "set", 3.4, &json!({ "a": [1] }))] }),
    );
    let text = file::write(&small.workflow);
    check_valid(&text, true);
    let broken = |from: &str, to: &str| {
        assert!(text.contains(from));
        check_valid(&text.replace(from, to), false);
    };
    broken("millrace/1", "millrace/2");
    broken("\"name\": \"x\"", "\"name\": 5");
    broken("[0, 0]", "[0]");
    broken("\"kind\": \"set\",", "");
    broken("\"parameters\": {", "\"parameters\": 5, \"x\": {");
}

#[test]
fn a_value_with_odd_keys_survives() {
    let odd = json!({ "": 1, "a.b": { "\u{0}": "\u{2028}" }, "__proto__": [[], {}], "0": -0.5, "big": 1e21 });
    let workflow = row(&[node("A", "set", 3.4, &Value::clone(&odd))]);
    let read = file::read(
        file::write(&workflow).as_bytes(),
        specs(),
        ImportOptions::default(),
    )
    .expect("it reads");
    assert_eq!(Value::from(read.workflow.nodes[1].parameters.clone()), odd);
}

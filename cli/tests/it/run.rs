//! `millrace run` and `check`: exit codes, what is printed, what `--json` holds, how errors read.

use value::{Value, json};

use crate::common::{Place, code, node, set};

const ROWS: &str = "return [{ n: 1, who: 'Ada' }, { n: 2 }];";

#[test]
fn a_run_that_ends_well() {
    let place = Place::new();
    place.write_row(
        "good.json",
        "Good one",
        &[
            code("Rows", ROWS),
            set("Greet", "text", "=Hello {{ $json.who }}"),
        ],
    );
    let ended = place.run(&["run", "good.json"]).code(0).says(&[
        "Workflow Good one",
        "✓ Rows",
        "1 → 2",
        "Greet put out:",
        "Hello Ada",
        "Done. 3 steps",
    ]);
    assert_eq!(ended.err, "");
}

#[test]
fn exit_codes() {
    let place = Place::new();
    place.write_row("good.json", "Good", &[set("A", "a", "b")]);
    place.write_row(
        "fails.json",
        "Fails",
        &[code("Break", "throw new Error('no');")],
    );
    // our own file is taken as it is: nothing in it is renumbered
    let twin = json!({ "id": "a", "name": "Twin", "kind": "no-op", "version": 1 });
    let twins = json!({ "format": "millrace/1", "name": "Twins", "nodes": [twin.clone(), twin], "edges": [] });
    place.write("twins.json", twins.to_string());
    place.write("bad.json", "{");
    place.write("list.json", "[1, 2]");
    place.write("file", "not a folder");
    let table: &[(i32, &[&str])] = &[
        (0, &["run", "good.json"]),
        (0, &["check", "good.json"]),
        (0, &["import", "good.json"]),
        (0, &["import", "fails.json"]),
        (0, &["--help"]),
        (0, &["--version"]),
        (1, &["run", "fails.json"]),
        (1, &["run", "fails.json", "--json"]),
        (1, &["check", "twins.json"]),
        (2, &["run", "twins.json"]),
        (2, &["run", "bad.json"]),
        (2, &["check", "bad.json"]),
        (2, &["import", "bad.json"]),
        (2, &["export", "bad.json"]),
        (2, &["import", "list.json"]),
        (2, &["run", "absent.json"]),
        (2, &["check", "absent.json"]),
        (2, &["import", "absent.json"]),
        (2, &["run", "no workflow of this name"]),
        (2, &["run"]),
        (2, &["fly"]),
        (2, &["run", "good.json", "--faster"]),
        (2, &["run", "good.json", "--start", "Nobody"]),
        (2, &["run", "good.json", "--allow", "everything"]),
        (2, &["run", "good.json", "--input", "bad.json"]),
        (2, &["run", "good.json", "--input", "list.json"]),
        (2, &["nodes", "nothing-of-this-name"]),
        (2, &["runs", "0123"]),
        (2, &["delete", "nothing"]),
        (2, &["duplicate", "nothing"]),
        (3, &["list", "--data", "file"]),
    ];
    for (expected, arguments) in table {
        let ended = place.run(arguments).code(*expected);
        let silent = ended.err.is_empty();
        assert_eq!(silent, *expected < 2, "{}", ended.text());
    }
}

#[test]
fn the_json_of_a_run() {
    let place = Place::new();
    place.write_row(
        "good.json",
        "Good",
        &[
            code("Rows", ROWS),
            set("Greet", "text", "=Hi {{ $json.n }}"),
        ],
    );
    let ended = place.run(&["run", "good.json", "--json"]).code(0);
    assert_eq!(ended.err, "");
    let run = ended.json();
    assert_eq!(run["status"], "success");
    assert_eq!(run["mode"], "manual");
    assert_eq!(run["workflow"]["name"], "Good");
    let names: Vec<_> = run["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["name"].to_text())
        .collect();
    assert_eq!(names, ["Start", "Rows", "Greet"]);
    let items = &run["steps"][2]["outputs"][0];
    assert_eq!(items[0]["json"], json!({ "text": "Hi 1" }));
    assert_eq!(items[1]["json"], json!({ "text": "Hi 2" }));
    for key in ["id", "startedMs", "endedMs"] {
        assert!(run.get(key).is_some(), "{key}");
    }
    assert!(run.get("error").is_none());

    place.write_row(
        "fails.json",
        "Fails",
        &[
            code("Rows", ROWS),
            code("Break", "throw new Error('no way');"),
        ],
    );
    let run = place.run(&["run", "fails.json", "--json"]).code(1).json();
    assert_eq!(run["status"], "failed");
    assert_eq!(run["error"]["node"], "Break");
    assert!(run["error"]["message"].to_text().contains("no way"));
    assert_eq!(run["steps"][2]["status"], "failed");
}

#[test]
fn an_error_names_workflow_node_field_item_and_expression() {
    let place = Place::new();
    let expression = "={{ $json.who ? $('Nobody').item.json.x : 'none' }}";
    place.write_row(
        "e.json",
        "Letters",
        &[
            code("Rows", "return [{ who: null }, { who: 'Ada' }];"),
            set("Shout", "text", expression),
        ],
    );
    let ended = place.run(&["run", "e.json"]).code(1).says(&[
        "✗ Shout",
        "Failed.",
        "Workflow “Letters”, “Shout”:",
        "at field assignments.assignments.0.value, item 1",
        &format!("| {expression}"),
    ]);
    assert_eq!(ended.err, "");
}

#[test]
fn an_error_in_a_program_quotes_its_line() {
    let place = Place::new();
    place.write_row(
        "c.json",
        "Sums",
        &[code(
            "Add",
            "const a = 1;\nconst b = missing + a;\nreturn [{ b }];",
        )],
    );
    place.run(&["run", "c.json"]).code(1).says(&[
        "Workflow “Sums”, “Add”:",
        "missing is not defined",
        "| const b = missing + a;",
    ]);
}

#[test]
fn a_run_begins_where_and_with_what_it_is_told() {
    let place = Place::new();
    place.write_row(
        "w.json",
        "W",
        &[
            set("First", "a", "=1{{ $json.n }}"),
            set("Second", "b", "=2{{ $json.n }}"),
        ],
    );
    place.write("records.json", r#"[{ "n": 5 }, { "n": 6 }]"#);
    place.write("items.json", r#"[{ "json": { "n": 7 } }]"#);
    let outputs = |arguments: &[&str], step: usize| -> Vec<Value> {
        let run = place.run(arguments).code(0).json();
        let items = run["steps"][step]["outputs"][0]
            .as_array()
            .unwrap()
            .to_vec();
        items.iter().map(|item| item["json"].clone()).collect()
    };
    assert_eq!(
        outputs(&["run", "w.json", "--json", "--input", "records.json"], 1),
        [json!({ "a": "15" }), json!({ "a": "16" })]
    );
    assert_eq!(
        outputs(
            &[
                "run",
                "w.json",
                "--json",
                "--input",
                "items.json",
                "--start",
                "Second"
            ],
            0
        ),
        [json!({ "b": "27" })]
    );
}

#[test]
fn console_lines_and_retries_are_shown() {
    let place = Place::new();
    let mut again = code(
        "Try",
        "console.log('trying', $runIndex); throw new Error('busy');",
    );
    if let Some(map) = again.as_object_mut() {
        map.insert("retryOnFail", true);
        map.insert("maxTries", 2);
        map.insert("waitBetweenTries", 1);
    }
    place.write_row("r.json", "R", &[again]);
    place
        .run(&["run", "r.json"])
        .code(1)
        .says(&["│ trying 0", "↻ attempt 1 failed", "busy"]);
}

#[test]
fn check_says_what_is_wrong_and_what_is_wanted() {
    let place = Place::new();
    place.write_row(
        "w.json",
        "Wants",
        &[
            node(
                "Ask",
                "httpRequest",
                4.2,
                json!({ "url": "http://127.0.0.1:9/x", "options": {} }),
            ),
            node(
                "Read",
                "readBinaryFile",
                1.0,
                json!({ "filePath": "/srv/data/a.txt" }),
            ),
            node(
                "Say",
                "executeCommand",
                1.0,
                json!({ "command": "touch ran.txt" }),
            ),
            set("Peek", "home", "={{ $env.HOME }}"),
            set("Lost", "x", "={{ $('Nobody').item.json.x }}"),
        ],
    );
    let ended = place.run(&["check", "w.json"]).says(&[
        "It wants",
        "--allow host:127.0.0.1",
        "--allow command:touch",
        "--allow env",
        "/srv/data",
        "Nobody",
    ]);
    assert!(ended.code < 2);
    let found = place.run(&["check", "w.json", "--json"]).json();
    let grants: Vec<_> = found["grants"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_text)
        .collect();
    assert!(grants.iter().any(|grant| grant == "env"), "{grants:?}");
    assert!(
        found["problems"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
    assert!(
        found["wants"]["hosts"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
    assert!(!place.path("ran.txt").exists(), "checking ran something");
}

#[test]
fn a_placeholder_stops_a_run_only_when_it_is_reached() {
    let place = Place::new();
    place.write_row(
        "p.json",
        "P",
        &[
            set("A", "a", "b"),
            node("Fly", "flyingCarpet", 2.0, json!({ "to": "Bagdad" })),
        ],
    );
    place.run(&["import", "p.json"]).code(0).says(&[
        "1 missing",
        "Fly",
        "n8n-nodes-base.flyingCarpet",
    ]);
    place.run(&["run", "p.json"]).code(1).says(&[
        "✓ A",
        "“Fly” needs the node type n8n-nodes-base.flyingCarpet",
    ]);
}

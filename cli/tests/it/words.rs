//! What is said, and how the words of a person are taken: names, ids, files, grants, items, empty lists.

use value::json;

use crate::common::{Place, code, node, row, set};

#[test]
fn a_line_break_is_shown_as_one() {
    let place = Place::new();
    let many = "console.log('one\\ntwo'); return [{ a: 'x\\ny\\tz' }, { a: 'b' }];";
    place.write_row("many.json", "Many", &[code("Say", many)]);
    place
        .run(&["run", "many.json"])
        .code(0)
        .says(&["    │ one\n    │ two\n", "│ x⏎y z │"])
        .says_not(&["\u{fffd}"]);
    let tall = node(
        "Say",
        "executeCommand",
        1.0,
        json!({ "command": "printf 'first\\nsecond'" }),
    );
    place.write_row("tall.json", "Tall", &[tall]);
    place
        .run(&["run", "tall.json", "--allow", "command:printf"])
        .code(0)
        .says(&["┆ first  │\n", "┆ second │\n"]);
}

#[test]
fn the_end_shows_what_the_last_step_did() {
    let place = Place::new();
    let nothing = [set("A", "a", "b"), code("Drop", "return [];")];
    place.write_row("none.json", "None", &nothing);
    place
        .run(&["run", "none.json"])
        .code(0)
        .says(&["Drop put out no items.", "Done. 3 steps in"])
        .says_not(&["A put out"]);
    let mut goes_on = node("Fly", "flyingCarpet", 1.0, json!({}));
    if let Some(map) = goes_on.as_object_mut() {
        map.insert("onError", "continueRegularOutput");
    }
    place.write_row("on.json", "On", &[goes_on]);
    place
        .run(&["run", "on.json"])
        .code(0)
        .says(&["Done, but 1 step failed. 2 steps in"]);
}

#[test]
fn what_a_loop_repeats_is_counted() {
    let place = Place::new();
    let mut workflow = row(
        "Loops",
        &[
            code(
                "Many",
                "return Array.from({ length: 150 }, (_, n) => ({ n }));",
            ),
            node(
                "Loop",
                "splitInBatches",
                3.0,
                json!({ "batchSize": 1, "options": {} }),
            ),
            set("Each", "n", "={{ $json.n }}"),
        ],
    );
    if let Some(map) = workflow.as_object_mut() {
        let to = |name: &str| json!([{ "node": name, "type": "main", "index": 0 }]);
        map.insert(
            "connections",
            json!({
                "Start": { "main": [to("Many")] },
                "Many": { "main": [to("Loop")] },
                "Loop": { "main": [[], to("Each")] },
                "Each": { "main": [to("Loop")] },
            }),
        );
    }
    place.write("l.json", workflow.to_string());
    let ended = place.run(&["run", "l.json"]).code(0).says(&[
        "… Each has run 100 times",
        "… Each ran 150 times",
        "… Loop ran 151 times",
    ]);
    assert_eq!(ended.out.matches("✓ Each").count(), 3, "{}", ended.text());
}

#[test]
fn an_empty_list_says_why() {
    let place = Place::new();
    place.write_row("w.json", "Letters", &[set("A", "a", "b")]);
    place.run(&["import", "w.json", "--save"]).code(0);
    place.run(&["run", "Letters"]).code(0);
    for (arguments, words) in [
        (&["list", "zzz"][..], "No workflow has “zzz” in its name."),
        (&["list", "--tag", "x"], "No workflow has the tag “x”."),
        (&["list", "--trash"], "The trash is empty."),
        (
            &["list", "--trash", "x"],
            "No workflow in the trash has “x” in its name.",
        ),
        (
            &["list", "--page", "9"],
            "Page 9 is empty; the last one is 1.",
        ),
        (
            &["runs", "--page", "9"],
            "Page 9 is empty; the last one is 1.",
        ),
        (
            &["runs", "--workflow", "zzz"],
            "There are no runs of “zzz”.",
        ),
        (
            &["runs", "--status", "failed"],
            "There are no runs with the status failed.",
        ),
    ] {
        place.run(arguments).code(0).says(&[words]);
    }
    place
        .run(&["runs", "--workflow", "Letters"])
        .code(0)
        .says(&["1 of 1"]);
}

#[test]
fn an_id_may_be_cut_short_and_a_name_nearly_right_is_guessed() {
    let place = Place::new();
    place.write_row("w.json", "Letters", &[set("Write", "a", "b")]);
    place.run(&["import", "w.json", "--save"]).code(0);
    let list = place.run(&["list", "--json"]).code(0).json();
    let id = list[0]["id"].to_text().to_string();
    let short = &id[..18];
    place.run(&["run", short]).code(0);
    place.run(&["check", short]).code(0);
    place
        .run(&["run", "Leters"])
        .code(2)
        .complains(&["did you mean “Letters”?"]);
    place
        .run(&["run", "w.json", "--start", "Wrte"])
        .code(2)
        .complains(&["did you mean “Write”?"]);
    for copy in ["(copy)", "(copy 2)"] {
        place
            .run(&["duplicate", short])
            .code(0)
            .says(&[&format!("as “Letters {copy}”")]);
    }
    place.run(&["delete", short]).code(0);
    place.run(&["delete", short, "--restore"]).code(0);
}

#[test]
fn a_folder_is_no_file_and_a_pipe_is_one() {
    let place = Place::new();
    let workflow = row("Piped", &[set("A", "a", "b")]).to_string();
    std::fs::create_dir(place.path("folder")).unwrap();
    place
        .run(&["run", "folder"])
        .code(2)
        .complains(&["folder is a folder, not a workflow file"]);
    place.run_with(&["run", "-"], &workflow).code(0);
    if cfg!(unix) {
        place.run_with(&["run", "/dev/stdin"], &workflow).code(0);
    }
    let unnamed = workflow.replace("\"Piped\"", "\"\"");
    place.write("my letters.json", unnamed);
    place
        .run(&["run", "my letters.json"])
        .code(0)
        .says(&["Workflow my letters"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_may_have_any_name() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.json");
    let path = place.path("").join(name);
    std::fs::write(&path, row("Named", &[set("A", "a", "b")]).to_string()).unwrap();
    let output = place
        .command(&[std::ffi::OsStr::new("run"), path.as_os_str()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_grant_that_cannot_work_is_refused() {
    let place = Place::new();
    place.write_row("w.json", "W", &[set("A", "a", "b")]);
    place.write("file", "");
    for (grant, words) in [
        ("dir:.:rw", "There is no folder"),
        ("dir:.:RO", "There is no folder"),
        ("dir:nowhere", "There is no folder"),
        ("dir:file", "is a file"),
        ("command:echo,command:ls", "not the name of a command"),
        ("command:git log", "not the name of a command"),
        ("everything", "`dir:FOLDER[:ro]`"),
    ] {
        place
            .run(&["run", "w.json", "--allow", grant])
            .code(2)
            .complains(&["--allow: ", words]);
    }
}

#[test]
fn all_grants_that_can_be_told_are_said_at_once() {
    let place = Place::new();
    let read = json!({ "filePath": "in.txt" });
    let nodes = [
        node("Say", "executeCommand", 1.0, json!({ "command": "echo a" })),
        node("Read", "readBinaryFile", 1.0, read),
        set("Peek", "home", "={{ $env.HOME }}"),
    ];
    place.write_row("my w.json", "W", &nodes);
    let all = "millrace run 'my w.json' --allow command:echo --allow env --allow dir:.:ro";
    place
        .run(&["check", "my w.json"])
        .code(0)
        .says(&["reads files where the workflow is started", all]);
    place.run(&["run", "my w.json"]).code(1).says(&[all]);
    let rest = "--allow command:echo --allow env --allow dir:.:ro";
    place
        .run(&["run", "my w.json", "--allow", "command:echo"])
        .code(1)
        .says(&[rest]);
}

#[test]
fn check_says_what_was_left_out_and_what_no_run_gets_past() {
    let place = Place::new();
    let mut lost = row("Lost", &[node("Later", "code", 99.0, json!({}))]);
    if let Some(value::Value::Object(wires)) = lost
        .as_object_mut()
        .and_then(|map| map.get_mut("connections"))
    {
        let ghost = json!({ "main": [[{ "node": "Ghost", "type": "main", "index": 0 }]] });
        std::sync::Arc::make_mut(wires).insert("Later", ghost);
    }
    place.write("lost.json", lost.to_string());
    place
        .run(&["check", "lost.json"])
        .code(0)
        .says(&["Version 99 is not known", "there is no node `Ghost`"]);
    place.write(
        "none.json",
        json!({ "nodes": [], "connections": {} }).to_string(),
    );
    let stops = "the workflow has no node to start from";
    place.run(&["check", "none.json"]).code(1).says(&[stops]);
    place.run(&["run", "none.json"]).code(2).complains(&[stops]);
}

#[test]
fn items_are_records_in_a_list_or_one_a_line() {
    let place = Place::new();
    place.write_row("w.json", "W", &[set("Twice", "n", "={{ $json.n * 2 }}")]);
    place.write("lines.jsonl", "{\"n\": 1}\n\n{\"n\": 2}\n");
    let run = place
        .run(&["run", "w.json", "--json", "--input", "lines.jsonl"])
        .code(0)
        .json();
    assert_eq!(run["steps"][1]["outputs"][0][1]["json"]["n"], json!("4"));
    for (content, words) in [
        ("", "it is empty"),
        ("{\"n\": 1", "it is not JSON"),
        ("[1]", "item 0 is no record"),
    ] {
        place.write("bad.json", content);
        place
            .run(&["run", "w.json", "--input", "bad.json"])
            .code(2)
            .complains(&["bad.json: ", words]);
    }
    place
        .run(&["run", "w.json", "--input", "absent.json"])
        .code(2)
        .complains(&["absent.json: there is no such file"]);
    place
        .run(&["run", "-", "--input", "-"])
        .code(2)
        .complains(&["only one of"]);
}

#[test]
fn what_is_not_a_terminal_gets_no_colours() {
    let place = Place::new();
    place.write_row("w.json", "W", &[set("A", "a", "b")]);
    let ended = place.run(&["run", "w.json", "-v"]).code(0);
    assert!(!ended.err.is_empty(), "-v says more");
    assert!(!ended.text().contains('\u{1b}'), "{:?}", ended.err);
}

#[test]
fn one_remark_about_many_nodes_is_said_once() {
    let place = Place::new();
    let fly = |name: &str| node(name, "flyingCarpet", 1.0, json!({}));
    place.write_row("w.json", "W", &[fly("One"), fly("Two"), fly("Three")]);
    let ended = place
        .run(&["import", "w.json"])
        .code(0)
        .says(&["One (n8n-nodes-base.flyingCarpet), Two ("]);
    let said = ended.out.matches("does not have this kind").count();
    assert_eq!(said, 1, "{}", ended.text());
}

#[test]
fn help_tells_how_commands_end_and_what_can_be_allowed() {
    let place = Place::new();
    let data = place.path("data").display().to_string();
    place
        .run(&["--help"])
        .code(0)
        .says(&["Exit codes:", "Examples:", "MILLRACE_DATA", "default:"]);
    place.run(&["help", "run"]).code(0).says(&[
        "host:*",
        "command:*",
        "dir:FOLDER:ro",
        "Examples:",
    ]);
    let help = place.run(&["list", "--help"]).code(0).out;
    let words = |text: &str| text.split_whitespace().collect::<String>();
    assert!(words(&help).contains(&words(&data)), "{help}");
}

#[test]
fn check_finds_what_is_surely_no_program_expression_or_number() {
    let place = Place::new();
    place.write_row(
        "w.json",
        "W",
        &[
            code("Half", "return [ { a: 1 };"),
            set("Star", "x", "={{ $json.a +* }}"),
            node("Few", "limit", 1.0, json!({ "maxItems": "abc" })),
        ],
    );
    place.run(&["check", "w.json"]).code(0).says(&[
        "`jsCode` of node `Half` is no JavaScript: a `[` has no other half",
        "of node `Star` is no JavaScript: nothing follows the operator `+`",
        "of node `Few` takes a number, and `abc` is none",
    ]);
}

//! Files that are broken, hostile or huge: an error in words or a correct import, at once; never a panic, and nothing runs.

use std::io::Write as _;
use std::time::{Duration, Instant};

use value::{Value, json};

use crate::common::{Place, node, row, set};

/// Every command that reads a workflow refuses the file with these words, and keeps nothing.
fn check_refused(place: &Place, file: &str, words: &str) {
    let commands: [&[&str]; 5] = [
        &["run", file],
        &["check", file],
        &["import", file],
        &["import", file, "--save"],
        &["export", file],
    ];
    for arguments in commands {
        let ended = place
            .run(arguments)
            .code(2)
            .complains(&["error: ", file, words]);
        assert_eq!(ended.out, "", "{}", ended.text());
        assert!(ended.err.len() < 1000, "{}", ended.text());
    }
    place
        .run(&["list"])
        .code(0)
        .says(&["No workflow is stored"]);
    place.run(&["runs"]).code(0).says(&["There are no runs"]);
}

#[test]
fn what_is_no_workflow_is_refused() {
    let place = Place::new();
    let whole = row("W", &[set("A", "a", "b")]).to_string();
    let deep =
        |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let within = format!(r#"{{"nodes":[{{"parameters":{}}}]}}"#, deep("{\"a\":", "}"));
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.json", Vec::new(), "empty"),
        ("blank.json", b" \n\n\t".to_vec(), "empty"),
        (
            "cut.json",
            whole.as_bytes()[..whole.len() / 2].to_vec(),
            "breaks off",
        ),
        (
            "picture.json",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(),
            "binary",
        ),
        ("zip.json", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), "binary"),
        ("latin.json", b"{\"name\": \"caf\xe9\"}".to_vec(), "UTF-8"),
        ("text.json", b"Dear Sir or Madam".to_vec(), "not JSON"),
        ("number.json", b"42".to_vec(), "not a workflow"),
        ("null.json", b"null".to_vec(), "not a workflow"),
        ("list.json", b"[]".to_vec(), "workflow"),
        (
            "other.json",
            b"{\"name\": \"package\", \"version\": \"1.0.0\"}".to_vec(),
            "not a workflow",
        ),
        ("deep.json", deep("[", "]").into_bytes(), "levels deep"),
        ("within.json", within.into_bytes(), "levels deep"),
        (
            "nan.json",
            b"{\"nodes\": [{\"position\": [NaN, 0]}]}".to_vec(),
            "not JSON",
        ),
        (
            "newer.json",
            b"{\"format\": \"millrace/2\", \"name\": \"x\", \"nodes\": []}".to_vec(),
            "newer version",
        ),
        (
            "strange.json",
            b"{\"format\": \"millrace/zero\", \"name\": \"x\", \"nodes\": []}".to_vec(),
            "no version of Millrace",
        ),
    ];
    for (name, bytes, words) in table {
        place.write(name, bytes);
        check_refused(&place, name, words);
    }
}

#[test]
fn two_hundred_megabytes_are_refused_at_once() {
    let place = Place::new();
    let mut file = std::io::BufWriter::new(std::fs::File::create(place.path("huge.json")).unwrap());
    file.write_all(b"{\"name\":\"huge\",\"nodes\":[],\"connections\":{},\"pinData\":{\"a\":[\"")
        .unwrap();
    let block = vec![b'a'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&block).unwrap();
    }
    file.write_all(b"\"]}}").unwrap();
    file.into_inner().unwrap();
    let begun = Instant::now();
    check_refused(&place, "huge.json", "64 MiB are read at most");
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
}

/// It imports with this remark, and the import is what a second one gives.
fn check_imported(place: &Place, workflow: &Value, remark: &str) {
    place.write("w.json", workflow.to_string());
    place
        .run(&["import", "w.json", "-o", "own.json"])
        .code(0)
        .says(&[remark]);
    place.run(&["export", "own.json", "-o", "n8n.json"]).code(0);
    place
        .run(&["import", "n8n.json", "-o", "again.json"])
        .code(0);
    let read = |name: &str| std::fs::read_to_string(place.path(name)).unwrap();
    assert_eq!(read("own.json"), read("again.json"), "{workflow}");
    let ended = place.run(&["check", "w.json"]);
    assert!(ended.code < 2, "{}", ended.text());
}

#[test]
fn what_can_be_mended_is_mended_and_said() {
    let place = Place::new();
    let twins =
        json!({ "nodes": [set("Twin", "a", "1"), set("Twin", "a", "2")], "connections": {} });
    check_imported(&place, &twins, "Twin");
    let mut nowhere = row("Nowhere", &[set("A", "a", "b")]);
    if let Some(Value::Object(wires)) = nowhere
        .as_object_mut()
        .and_then(|map| map.get_mut("connections"))
    {
        let ghost = json!({ "main": [[{ "node": "Ghost", "type": "main", "index": 0 }, { "node": "A", "type": "main", "index": 77 }]] });
        std::sync::Arc::make_mut(wires).insert("A", ghost.clone());
        std::sync::Arc::make_mut(wires).insert("Phantom", ghost);
    }
    check_imported(&place, &nowhere, "Ghost");
    check_imported(&place, &nowhere, "Phantom");
    check_imported(
        &place,
        &row("V", &[node("Later", "set", 99.0, json!({ "x": 1 }))]),
        "99",
    );
    check_imported(
        &place,
        &row("V", &[node("Odd", "set", -1.5, json!({}))]),
        "Version -1.5 is not known",
    );
    check_imported(
        &place,
        &row(
            "H",
            &[node("<script>alert(1)</script>", "noOp", 1.0, json!({}))],
        ),
        "2 native",
    );
    let mut far = node("Far", "noOp", 1.0, json!({ "n": 1e308, "small": -0.0 }));
    if let Some(map) = far.as_object_mut() {
        map.insert("position", json!([1e308, -1e308]));
    }
    check_imported(&place, &row("Far away", &[far]), "2 native");
}

#[test]
fn escapes_of_the_terminal_are_not_printed() {
    let place = Place::new();
    let name = "\u{1b}[2J\u{1b}]0;owned\u{7}Clean\u{202e}";
    place.write_row("w.json", name, &[set(name, "a", "\u{1b}[31mred")]);
    for command in ["run", "check", "import"] {
        let ended = place.run(&[command, "w.json"]).code(0);
        let bare = ended.out.chars().all(|c| c != '\u{1b}' && c != '\u{7}');
        assert!(bare, "{:?}", ended.out);
    }
}

#[test]
fn reading_runs_nothing() {
    let place = Place::new();
    place.write_row(
        "w.json",
        "Hostile",
        &[
            node(
                "Touch",
                "executeCommand",
                1.0,
                json!({ "command": "touch touched.txt" }),
            ),
            node(
                "Write",
                "readWriteFile",
                1.0,
                json!({ "operation": "write", "fileName": "touched.txt", "options": {} }),
            ),
            node("Spin", "code", 2.0, json!({ "jsCode": "while (true) {}" })),
            set("Expression", "a", "={{ (() => { while (true) {} })() }}"),
        ],
    );
    let begun = Instant::now();
    for arguments in [
        &["import", "w.json", "--save"][..],
        &["check", "w.json"],
        &["export", "w.json"],
        &["list"],
    ] {
        let ended = place.run(arguments);
        assert!(ended.code < 2, "{}", ended.text());
    }
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert!(!place.path("touched.txt").exists());
    place.run(&["runs"]).code(0).says(&["There are no runs"]);
}

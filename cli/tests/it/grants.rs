//! What a workflow may touch: refused without a grant, with the flag named; done with it.

use value::{Value, json};

use crate::common::{Place, node, set};

/// Refused with these words, of which one is the flag; not refused with the flag.
fn check(place: &Place, node: Value, flag: &str, done: &[&str]) {
    place.write_row("g.json", "G", &[node]);
    let named = format!("allow it with --allow {flag}");
    place
        .run(&["run", "g.json", "--no-save"])
        .code(1)
        .says(&[&named]);
    place
        .run(&["run", "g.json", "--no-save", "--allow", flag])
        .says(done)
        .says_not(&["allow it with"]);
}

#[test]
fn a_refusal_names_the_flag_that_mends_it() {
    let place = Place::new();
    place.write("a.txt", "hello");
    let folder = place.path("").canonicalize().unwrap();
    let folder = folder.to_string_lossy().trim_end_matches('/').to_owned();
    let read = json!({ "filePath": format!("{folder}/a.txt") });
    let ask = json!({ "url": "http://127.0.0.1:9/x", "options": { "timeout": 2000 } });
    let say = json!({ "command": "echo granted" });
    check(
        &place,
        node("Read", "readBinaryFile", 1.0, read),
        &format!("dir:{folder}"),
        &["a.txt"],
    );
    check(
        &place,
        node("Say", "executeCommand", 1.0, say),
        "command:echo",
        &["granted"],
    );
    check(
        &place,
        set("Peek", "path", "={{ $env.PATH.length > 0 }}"),
        "env",
        &["true"],
    );
    // nothing listens there: with the grant the request is made and fails for another reason
    check(
        &place,
        node("Ask", "httpRequest", 4.2, ask),
        "host:127.0.0.1:9",
        &["✗ Ask"],
    );
}

#[test]
fn a_folder_to_read_is_not_written() {
    let place = Place::new();
    place.write("a.txt", "hello");
    place.write_row(
        "w.json",
        "W",
        &[
            node(
                "Read",
                "readBinaryFile",
                1.0,
                json!({ "filePath": "a.txt" }),
            ),
            node(
                "Write",
                "writeBinaryFile",
                1.0,
                json!({ "fileName": "b.txt", "options": {} }),
            ),
        ],
    );
    place
        .run(&["run", "w.json", "--allow", "dir:.:ro"])
        .code(1)
        .says(&["✓ Read", "✗ Write", "--allow dir:"]);
    assert!(!place.path("b.txt").exists());
    place.run(&["run", "w.json", "--allow", "dir:."]).code(0);
    assert_eq!(
        std::fs::read_to_string(place.path("b.txt")).unwrap(),
        "hello"
    );
}

#[test]
fn a_folder_beside_the_granted_one_stays_closed() {
    let place = Place::new();
    std::fs::create_dir(place.path("open")).unwrap();
    place.write("secret.txt", "x");
    for path in ["secret.txt", "open/../secret.txt"] {
        place.write_row(
            "w.json",
            "W",
            &[node(
                "Read",
                "readBinaryFile",
                1.0,
                json!({ "filePath": path }),
            )],
        );
        place
            .run(&["run", "w.json", "--allow", "dir:open"])
            .code(1)
            .says(&["secret.txt", "--allow dir:"]);
    }
}

#[test]
fn the_metadata_address_is_never_reached() {
    let place = Place::new();
    place.write_row(
        "m.json",
        "M",
        &[node(
            "Ask",
            "httpRequest",
            4.2,
            json!({ "url": "http://169.254.169.254/", "options": {} }),
        )],
    );
    for allow in ["host:169.254.169.254", "host:127.0.0.1"] {
        place
            .run(&["run", "m.json", "--allow", allow])
            .code(1)
            .says(&["✗ Ask"])
            .says_not(&["--allow host:169.254.169.254"]);
    }
}

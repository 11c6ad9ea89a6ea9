//! What workflows want, read off their parameters.

use model::wants;
use value::{Value, json};

use crate::common::{node, row, specs};

/// What one node wants, in sentences, and the grants that follow.
fn check_wants(given: Value, sentences: &[&str], grants: &[&str]) {
    let shown = given.to_string();
    let found = wants(&row(&[given]), specs());
    let hosts = found.hosts.iter().map(wants::HostWant::sentence);
    let files = found.files.iter().map(wants::FileWant::sentence);
    let commands = found.commands.iter().map(wants::CommandWant::sentence);
    let environment = found
        .environment
        .iter()
        .map(|place| format!("env in {}", place.field));
    let all: Vec<String> = hosts
        .chain(files)
        .chain(commands)
        .chain(environment)
        .collect();
    assert_eq!(all, sentences, "{shown}");
    let found: Vec<String> = found.grants().iter().map(ToString::to_string).collect();
    assert_eq!(found, grants, "{shown}");
}

#[test]
fn hosts() {
    let get = |url: &str| node("N", "httpRequest", 4.2, &json!({ "url": url }));
    let open = "Node `N` contacts a host that is decided while running (`url`).";
    for (url, sentence, grants) in [
        (
            "https://api.example.com/x?y",
            "Node `N` contacts api.example.com.",
            &[][..],
        ),
        (
            "https://API.Example.com.:8443/",
            "Node `N` contacts api.example.com on port 8443.",
            &[],
        ),
        (
            "https://user:pass@api.example.com",
            "Node `N` contacts api.example.com.",
            &[],
        ),
        (
            "http://localhost:3000/a",
            "Node `N` contacts localhost on port 3000.",
            &["host:localhost:3000"],
        ),
        (
            "http://127.0.0.1",
            "Node `N` contacts 127.0.0.1.",
            &["host:127.0.0.1"],
        ),
        (
            "http://[::1]:80/",
            "Node `N` contacts ::1 on port 80.",
            &["host:[::1]:80"],
        ),
        (
            "http://192.168.0.7/x",
            "Node `N` contacts 192.168.0.7.",
            &["host:192.168.0.7"],
        ),
        (
            "http://nas.local/x",
            "Node `N` contacts nas.local.",
            &["host:nas.local"],
        ),
        (
            "http://ollama:11434",
            "Node `N` contacts ollama on port 11434.",
            &["host:ollama:11434"],
        ),
        (
            "http://169.254.169.254/latest",
            "Node `N` contacts 169.254.169.254.",
            &["host:169.254.169.254"],
        ),
        (
            "=https://api.example.com/{{ $json.id }}",
            "Node `N` contacts api.example.com.",
            &[],
        ),
        ("=https://{{ $json.host }}/x", open, &[]),
        ("=https://api.{{ $json.zone }}.com/x", open, &[]),
        ("={{ $json.url }}", open, &[]),
        (
            "=http://localhost/x",
            "Node `N` contacts localhost.",
            &["host:localhost"],
        ),
        ("example.com/x", "Node `N` contacts example.com.", &[]),
    ] {
        check_wants(get(url), &[sentence], grants);
    }
    check_wants(get(""), &[], &[]);
}

#[test]
fn files() {
    let read = |path: &str| node("N", "readWriteFile", 1.0, &json!({ "fileSelector": path }));
    let write = |path: &str| {
        node(
            "N",
            "readWriteFile",
            1.0,
            &json!({ "operation": "write", "fileName": path }),
        )
    };
    let open = "Node `N` reads a file that is decided while running (`fileSelector`).";
    for (node, sentence, grants) in [
        (
            read("/data/in/a.csv"),
            "Node `N` reads files in /data/in.",
            &["dir:/data/in:ro"][..],
        ),
        (
            read("/data/**/*.csv"),
            "Node `N` reads files in /data.",
            &["dir:/data:ro"],
        ),
        (read("/*.csv"), "Node `N` reads files in /.", &["dir:/:ro"]),
        (
            read("C:\\data\\a.csv"),
            "Node `N` reads files in C:\\data.",
            &["dir:C:\\data:ro"],
        ),
        (
            read("=/data/{{ $json.name }}.csv"),
            "Node `N` reads files in /data.",
            &["dir:/data:ro"],
        ),
        (read("={{ $json.path }}"), open, &[]),
        (
            read("here.csv"),
            "Node `N` reads files where the workflow is started.",
            &[],
        ),
        (
            read("sub/here.csv"),
            "Node `N` reads files in sub, below where the workflow is started.",
            &[],
        ),
        (
            write("/out/a.csv"),
            "Node `N` writes files in /out.",
            &["dir:/out"],
        ),
    ] {
        check_wants(node, &[sentence], grants);
    }
}

#[test]
fn commands() {
    let run = |line: &str| node("N", "executeCommand", 1.0, &json!({ "command": line }));
    let open = "Node `N` runs a command that is decided while running (`command`).";
    for (line, sentence, grants) in [
        (
            "git log | wc -l",
            "Node `N` runs git, wc.",
            &["command:git", "command:wc"][..],
        ),
        (
            "=git show {{ $json.id }}",
            "Node `N` runs git, and perhaps more (`command`).",
            &["command:git"],
        ),
        ("={{ $json.line }}", open, &[]),
        ("=git{{ $json.line }}", open, &[]),
        (
            "echo $(date)",
            "Node `N` runs a command line whose programs cannot be told (`command`).",
            &["command:*"],
        ),
    ] {
        check_wants(run(line), &[sentence], grants);
    }
}

#[test]
fn programs_and_the_environment() {
    let code = |code: &str| node("N", "code", 2.0, &json!({ "jsCode": code }));
    check_wants(
        code(
            "await this.helpers.httpRequest({ url: 'http://localhost:9/x' }); f(`https://a.example.com/${id}`)",
        ),
        &[
            "Node `N` contacts localhost on port 9.",
            "Node `N` contacts a.example.com.",
        ],
        &["host:localhost:9"],
    );
    check_wants(
        code("return this.helpers.httpRequest({ url: $json.url })"),
        &["Node `N` contacts a host that is decided while running (`jsCode`)."],
        &[],
    );
    check_wants(code("return 'http://localhost/'"), &[], &[]);
    check_wants(code("return $env.HOME"), &["env in jsCode"], &["env"]);
    check_wants(code("return 1 // $env"), &[], &[]);
    check_wants(
        node(
            "N",
            "set",
            3.4,
            &json!({ "a": ["x", "={{ $env['HOME'] }}", "$env.HOME"] }),
        ),
        &["env in a.1"],
        &["env"],
    );
}

#[test]
fn what_cannot_run_wants_nothing() {
    let mut get = node(
        "N",
        "httpRequest",
        4.2,
        &json!({ "url": "http://localhost" }),
    );
    get.as_object_mut()
        .expect("an object")
        .insert("disabled", true);
    check_wants(get, &[], &[]);
    check_wants(
        node("N", "nowhere", 1.0, &json!({ "url": "http://localhost" })),
        &[],
        &[],
    );
}

#[test]
fn folders_are_asked_for_once_and_for_the_most() {
    let workflow = row(&[
        node(
            "A",
            "readWriteFile",
            1.0,
            &json!({ "fileSelector": "/data/a" }),
        ),
        node(
            "B",
            "readWriteFile",
            1.0,
            &json!({ "operation": "write", "fileName": "/data/b" }),
        ),
        node(
            "C",
            "readWriteFile",
            1.0,
            &json!({ "fileSelector": "/data/c" }),
        ),
    ]);
    let found = wants(&workflow, specs());
    assert!(!found.is_open());
    let grants: Vec<String> = found.grants().iter().map(ToString::to_string).collect();
    assert_eq!(grants, ["dir:/data"]);
}

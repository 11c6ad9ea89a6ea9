//! What nodes want of the machine and the network is read off the specs: every kind that reaches out says so.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Node, Workflow, wants};
use value::{Value, json};

/// What one node wants, in sentences, and the grants that follow.
fn check(kind: &str, version: f64, parameters: Value, sentences: &[&str], grants: &[&str]) {
    let mut node = Node::new("N", kind, version);
    node.parameters = parameters.as_object().cloned().unwrap();
    let workflow = Workflow {
        nodes: vec![node],
        ..Workflow::default()
    };
    let found = wants(&workflow, nodes::registry().specs());
    let hosts = found.hosts.iter().map(wants::HostWant::sentence);
    let files = found.files.iter().map(wants::FileWant::sentence);
    let commands = found.commands.iter().map(wants::CommandWant::sentence);
    let all: Vec<String> = hosts.chain(files).chain(commands).collect();
    assert_eq!(all, sentences, "{kind} {parameters}");
    let found: Vec<String> = found.grants().iter().map(ToString::to_string).collect();
    assert_eq!(found, grants, "{kind} {parameters}");
}

#[test]
fn files_are_read_or_written() {
    let (reads, writes) = (
        &["Node `N` reads files in /a/b."][..],
        &["Node `N` writes files in /a/b."][..],
    );
    let (read, write) = (&["dir:/a/b:ro"][..], &["dir:/a/b"][..]);
    let path = "/a/b/c.csv";
    for (kind, version, parameters, sentences, grants) in [
        (
            "file.disk",
            1.1,
            json!({ "fileSelector": path }),
            reads,
            read,
        ),
        (
            "file.disk",
            1.1,
            json!({ "operation": "write", "fileName": path, "fileSelector": "/not/shown/x" }),
            writes,
            write,
        ),
        (
            "file.readBinary",
            1.0,
            json!({ "filePath": path }),
            reads,
            read,
        ),
        (
            "file.readBinaries",
            1.0,
            json!({ "fileSelector": "/a/b/*.csv" }),
            reads,
            read,
        ),
        (
            "file.writeBinary",
            1.0,
            json!({ "fileName": path }),
            writes,
            write,
        ),
        (
            "image.edit",
            1.0,
            json!({ "operation": "text", "options": { "font": path } }),
            reads,
            read,
        ),
        (
            "execute-workflow",
            1.0,
            json!({ "source": "localFile", "workflowPath": path }),
            reads,
            read,
        ),
    ] {
        check(kind, version, parameters, sentences, grants);
    }
}

#[test]
fn a_kinds_own_word_is_no_file() {
    for font in [
        json!({ "operation": "text" }),
        json!({ "operation": "text", "options": { "font": "default" } }),
    ] {
        check("image.edit", 1.0, font, &[], &[]);
    }
    check(
        "spreadsheet",
        2.0,
        json!({ "operation": "toFile", "options": { "fileName": "out.csv" } }),
        &[],
        &[],
    );
}

#[test]
fn hosts_and_commands() {
    let local = "http://localhost:81/x";
    let host = &["Node `N` contacts localhost on port 81."][..];
    let grant = &["host:localhost:81"][..];
    for (kind, version, parameters) in [
        ("http.request", 4.2, json!({ "url": local })),
        ("http.request", 1.0, json!({ "url": local })),
        ("graphql", 1.0, json!({ "endpoint": local })),
        ("rss.read", 1.2, json!({ "url": local })),
        (
            "execute-workflow",
            1.0,
            json!({ "source": "url", "workflowUrl": local }),
        ),
    ] {
        check(kind, version, parameters, host, grant);
    }
    check(
        "http.request",
        4.2,
        json!({ "url": "https://example.com", "options": { "proxy": local } }),
        &["Node `N` contacts example.com.", host[0]],
        grant,
    );
    check(
        "command",
        1.0,
        json!({ "command": "git log | wc -l" }),
        &["Node `N` runs git, wc."],
        &["command:git", "command:wc"],
    );
}

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

#[test]
fn a_line_whose_programs_cannot_be_told_asks_for_all_of_them() {
    check(
        "command",
        1.0,
        json!({ "command": "echo $(id)" }),
        &["Node `N` runs a command line whose programs cannot be told (`command`)."],
        &["command:*"],
    );
    check(
        "command",
        1.0,
        json!({ "command": "={{ $json.line }}" }),
        &["Node `N` runs a command that is decided while running (`command`)."],
        &[],
    );
}

#[test]
fn what_an_embedded_workflow_wants_is_wanted() {
    let call = |inner: Value| json!({ "source": "parameter", "workflowJson": inner });
    let reaches = json!({ "nodes": [
        { "name": "Ask", "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2,
          "parameters": { "url": "http://localhost:8080/x" } },
        { "name": "Do", "type": "n8n-nodes-base.executeCommand", "typeVersion": 1,
          "parameters": { "command": "git log" } }
    ], "connections": {} });
    let sentences = [
        "Node `N › Ask` contacts localhost on port 8080.",
        "Node `N › Do` runs git.",
    ];
    let grants = ["host:localhost:8080", "command:git"];
    let text = Value::from(value::to_string(&reaches));
    for inner in [reaches.clone(), text] {
        check("execute-workflow", 1.2, call(inner), &sentences, &grants);
    }
    let not_used = json!({ "source": "database", "workflowJson": reaches.clone() });
    check("execute-workflow", 1.2, not_used, &[], &[]);
    // One in another is looked into as well; however deep they stand, reading them ends.
    let outer = |inner: Value| {
        json!({ "nodes": [{ "name": "Call", "type": "n8n-nodes-base.executeWorkflow", "typeVersion": 1.2,
            "parameters": call(inner) }], "connections": {} })
    };
    let deeper = sentences.map(|text| text.replace("N ›", "N › Call ›"));
    let deeper: Vec<&str> = deeper.iter().map(String::as_str).collect();
    check(
        "execute-workflow",
        1.2,
        call(outer(reaches.clone())),
        &deeper,
        &grants,
    );
    let deepest = (0..20).fold(reaches, |inner, _| outer(inner));
    check("execute-workflow", 1.2, call(deepest), &[], &[]);
}

//! A cURL command is read like a workflow file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use app::{App, Options};
use model::n8n::Fit;
use value::json;

#[test]
fn a_curl_command_becomes_a_request_behind_a_trigger() {
    let options = Options {
        data: None,
        keep: true,
        worker: "no-worker-is-needed".into(),
    };
    let app = App::open(options).unwrap();
    let text = "\n curl -X POST 'http://localhost:8080/a' \\\n  -H 'X-Key: 1' -d 'b=2'\n";
    let read = app.read_named(text.as_bytes(), Some("mine")).unwrap();
    let workflow = &read.workflow;
    let kinds: Vec<&str> = workflow.nodes.iter().map(|n| n.kind.as_str()).collect();
    assert_eq!(kinds, ["manual", "http.request"]);
    assert_eq!(workflow.name, "mine");
    assert_eq!(workflow.edges.len(), 1);
    let request = &workflow.nodes[1].parameters;
    assert_eq!(request.get("method"), Some(&json!("POST")));
    assert_eq!(request.get("url"), Some(&json!("http://localhost:8080/a")));
    assert!(
        read.report.nodes.iter().all(|n| n.fit == Fit::Native),
        "{:?}",
        read.report
    );
    let grants: Vec<String> = read
        .report
        .wants
        .grants()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(grants, ["host:localhost:8080"]);
    let problems = app.with_specs(|specs| model::check(workflow, specs));
    assert_eq!(problems, []);

    for (text, said) in [
        ("curl -X POST", "cURL"),
        ("curl 'http://x", "cURL"),
        ("curly", "JSON"),
    ] {
        let error = app.read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(said), "{text}: {error}");
    }
}

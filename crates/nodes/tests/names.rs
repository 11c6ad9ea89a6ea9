//! Whoever comes from n8n finds a node by the name it has there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[test]
fn a_node_is_found_by_the_name_that_n8n_shows() {
    let registry = nodes::registry();
    for (shown, kind) in [
        ("Execute Sub-workflow", "execute-workflow"),
        ("When Executed by Another Workflow", "sub-workflow"),
        ("n8n Form", "form"),
        ("n8n Form Trigger", "form.trigger"),
        ("No Operation, do nothing", "no-op"),
        ("Edit Fields (Set)", "set"),
        ("Loop Over Items (Split in Batches)", "loop"),
        ("RSS Feed Read", "rss.read"),
        ("Customer Datastore (n8n training)", "training-customers"),
        ("Customer Messenger (n8n training)", "training-messages"),
    ] {
        let spec = registry.specs().get(kind).unwrap();
        let wanted = shown.to_lowercase();
        let mut names = spec.aliases.iter().chain([&spec.label]);
        assert!(
            names.any(|name| name.to_lowercase() == wanted),
            "{shown}: {:?}",
            spec.aliases
        );
    }
}

#[test]
fn a_program_in_python_is_told_on_import() {
    let code = |language: &str| {
        value::json!({ "nodes": [{ "name": "K", "type": "n8n-nodes-base.code", "typeVersion": 2,
            "parameters": { "language": language, "pythonCode": "return []" } }], "connections": {} })
    };
    let registry = nodes::registry();
    for (language, fit) in [
        ("python", model::n8n::Fit::Missing),
        ("pythonNative", model::n8n::Fit::Missing),
        ("javaScript", model::n8n::Fit::Approximated),
    ] {
        let bytes = value::to_vec(&code(language));
        let read = model::file::read(&bytes, registry.specs(), model::ImportOptions::default());
        let report = read.unwrap().report;
        assert_eq!(report.nodes[0].fit, fit, "{language}");
        let said: Vec<String> = report.nodes[0]
            .remarks
            .iter()
            .map(|r| r.sentence())
            .collect();
        let told = said
            .iter()
            .any(|text| text.contains("Python") && text.contains("not run"));
        assert_eq!(told, fit == model::n8n::Fit::Missing, "{said:?}");
    }
}

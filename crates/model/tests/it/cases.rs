//! Real workflows: what is imported and exported imports the same again.

use model::{ImportOptions, Specs, check, file, n8n};
use value::Value;

use crate::common::{specs, workflows};

fn check_round_trip(name: &str, bytes: &[u8], specs: &Specs) {
    let first = n8n::import_all(bytes, specs, ImportOptions::default());
    let first = first.unwrap_or_else(|error| panic!("{name}: {error}"));
    for imported in first {
        let workflow = imported.workflow;
        let text = n8n::export_text(&workflow, specs);
        let again = n8n::import(text.as_bytes(), specs, ImportOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(again.workflow, workflow, "{name}");
        assert_eq!(n8n::export_text(&again.workflow, specs), text, "{name}");
        assert_eq!(again.report.dropped, [], "{name}");

        let own = file::write(&workflow);
        let read = file::read(own.as_bytes(), specs, ImportOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.workflow, workflow, "{name}");
        assert_eq!(read.report.warnings, [], "{name}");
        assert_eq!(file::write(&read.workflow), own, "{name}");

        let fixes = check(&workflow, specs)
            .into_iter()
            .filter_map(|problem| problem.fix);
        let mut mended = workflow.clone();
        for fix in fixes {
            model::apply(&mut mended, fix).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn every_case_round_trips() {
    let mut count = 0;
    let groups = [
        "templates",
        "n8n/core-nodes",
        "n8n/testdata-variants",
        "n8n/cli-workflows",
        "n8n/service-nodes",
    ];
    for group in groups {
        for (name, bytes) in workflows(group) {
            if value::from_slice(&bytes).is_ok_and(|value| value.get("nodes").is_some()) {
                check_round_trip(&name, &bytes, specs());
                check_round_trip(&name, &bytes, &Specs::default());
                count += 1;
            }
        }
    }
    println!("{count} workflows import, export and import equal");
}

/// Every key of every node comes back as it was, but for what the rules of import change.
#[test]
fn an_export_says_what_the_file_said() {
    for (name, bytes) in workflows("templates") {
        let original = value::from_slice(&bytes).expect("a template is JSON");
        for specs in [specs(), &Specs::default()] {
            let imported = n8n::import(&bytes, specs, ImportOptions::default())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let exported = n8n::export(&imported.workflow, specs);
            let pairs = original["nodes"].as_array().unwrap_or_default().iter();
            let nodes = exported["nodes"].as_array().unwrap_or_default();
            for ((before, after), report) in pairs.zip(nodes).zip(&imported.report.nodes) {
                for (key, value) in before.as_object().into_iter().flatten() {
                    let renewed = match key.as_str() {
                        "id" => value == "" || !report.remarks.is_empty(),
                        "name" | "position" => !report.remarks.is_empty(),
                        "credentials" => value == &value::json!({}) || has_bare_names(value),
                        // Elements of lists get ids where they had none.
                        "parameters" => specs.get(&report.kind).is_some(),
                        _ => false,
                    };
                    if !renewed {
                        assert_eq!(
                            after.get(key.as_str()),
                            Some(value),
                            "{name}, {}, {key}",
                            report.name
                        );
                    }
                }
            }
        }
    }
}

/// n8n's oldest form of credentials: the name alone.
fn has_bare_names(credentials: &Value) -> bool {
    let mut all = credentials.as_object().into_iter().flatten();
    all.any(|(_, value)| value.is_string())
}

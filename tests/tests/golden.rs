//! Golden workflows of our own, and the starter templates of `assets/`: they import, run as they must, and survive every
//! way through a file.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "where a test cannot look, it fails; it prints what it counted"
)]

use std::collections::BTreeSet;
use std::path::Path;

use model::{Edge, ImportOptions, Node, Severity, Specs, Workflow, check, file, n8n, wants};
use tests::golden::{self, Golden};

/// Kinds that no golden workflow can show the output of, and why.
const EXCEPTIONS: [(&str, &str); 1] = [("note", "a sticky note never runs")];

/// The program that becomes the JavaScript worker: a test itself cannot, since its `main` is the test runner's.
fn worker() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_conformance"))
}

async fn check_group(name: &str) {
    let mut wrong = Vec::new();
    let goldens = golden::group(name).expect("the group can be read");
    assert!(!goldens.is_empty(), "{name} is empty");
    for golden in &goldens {
        let found = golden::run(golden, worker()).await;
        let found = found.unwrap_or_else(|error| vec![format!("{error:#}")]);
        wrong.extend(
            found
                .iter()
                .map(|what| format!("{}: {what}", golden.label())),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    println!("{name}: {} workflows", goldens.len());
}

macro_rules! groups {
    ($($group:ident),*) => {
        /// The groups that are run below.
        const GROUPS: &[&str] = &[$(stringify!($group)),*];

        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $group() {
                check_group(stringify!($group)).await;
            }
        )*
    };
}

groups!(
    assets,
    code,
    data,
    errors,
    expressions,
    files,
    flow,
    imports,
    net,
    time,
    triggers,
    workflows
);

#[test]
fn every_group_is_run() {
    assert_eq!(golden::groups().expect("the folder can be read"), GROUPS);
}

fn import(golden: &Golden, specs: &Specs) -> Workflow {
    let imported = file::read(golden.text.as_bytes(), specs, ImportOptions::default());
    imported
        .unwrap_or_else(|error| panic!("{}: {error}", golden.label()))
        .workflow
}

#[test]
fn every_kind_is_in_a_golden_workflow() {
    let registry = nodes::registry();
    let mut seen = BTreeSet::new();
    for golden in golden::all().expect("the goldens can be read") {
        let workflow = import(&golden, registry.specs());
        for name in golden.looked_at() {
            if let Some(node) = workflow.node_named(&name).filter(|node| !node.disabled) {
                seen.insert(node.kind.clone());
            }
        }
    }
    let lacking: Vec<&str> = registry
        .specs()
        .iter()
        .map(|spec| spec.kind.as_str())
        .filter(|kind| !seen.contains(*kind) && !EXCEPTIONS.iter().any(|(known, _)| known == kind))
        .collect();
    assert!(lacking.is_empty(), "no golden workflow shows {lacking:?}");
}

#[test]
fn there_are_enough_of_both_formats() {
    let all = golden::all().expect("the goldens can be read");
    let foreign = all.iter().filter(|golden| golden.is_n8n()).count();
    println!("{} golden workflows, {foreign} in n8n's format", all.len());
    assert!(all.len() >= 60, "{}", all.len());
    assert!(foreign >= 25, "{foreign}");
    assert!(all.len() - foreign >= 10, "{foreign} of {}", all.len());
}

#[test]
fn goldens_survive_every_way_through_a_file() {
    let registry = nodes::registry();
    let specs = registry.specs();
    for golden in golden::all().expect("the goldens can be read") {
        let label = golden.label();
        check_ways(&label, &import(&golden, specs), specs);
    }
}

/// Import, export, import, and write and read, come to the same workflow.
fn check_ways(label: &str, first: &Workflow, specs: &Specs) {
    let own = file::write(first);
    let read = file::read(own.as_bytes(), specs, ImportOptions::default())
        .unwrap_or_else(|error| panic!("{label}: {error}"));
    assert_eq!(read.workflow, *first, "{label}");
    assert_eq!(read.report.warnings, [], "{label}");
    assert_eq!(file::write(&read.workflow), own, "{label}");

    // n8n's format keeps wires by node; among those of one node the order says which is followed first
    let mut grouped = first.clone();
    let place = |edge: &Edge| {
        first
            .nodes
            .iter()
            .position(|node| node.id == edge.from.node)
    };
    grouped.edges.sort_by_key(place);
    let first = &grouped;
    let text = n8n::export_text(first, specs);
    let again = n8n::import(text.as_bytes(), specs, ImportOptions::default())
        .unwrap_or_else(|error| panic!("{label}: {error}"));
    assert_eq!(again.workflow, *first, "{label}");
    assert_eq!(n8n::export_text(&again.workflow, specs), text, "{label}");
}

/// What a template says of itself with its tags: whether it needs the internet, and whether it needs a folder.
#[test]
fn templates_are_ready_to_use() {
    let registry = nodes::registry();
    let specs = registry.specs();
    let goldens = golden::group(golden::TEMPLATES).expect("the templates can be read");
    let readme = std::fs::read_to_string(golden::templates().join("README.md"))
        .expect("assets/README.md is there");
    for golden in &goldens {
        let label = golden.label();
        let imported = file::read(golden.text.as_bytes(), specs, ImportOptions::default())
            .unwrap_or_else(|error| panic!("{label}: {error}"));
        assert_eq!(imported.report.warnings, [], "{label}");
        let workflow = imported.workflow;
        assert!(!golden.is_n8n(), "{label}");
        assert!(
            readme.contains(&format!("({}.json)", golden.name)),
            "{label} is not in the list"
        );
        assert!(
            workflow.nodes.iter().any(Node::is_note),
            "{label} explains nothing"
        );
        let problems = check(&workflow, specs);
        let stops = problems
            .iter()
            .find(|found| found.severity != Severity::Warn);
        assert!(stops.is_none(), "{label}: {stops:?}");

        let has = |tag: &str| workflow.tags.iter().any(|own| own == tag);
        assert!(has("starter"), "{label}");
        let wants = wants(&workflow, specs);
        assert_eq!(has("internet"), !wants.hosts.is_empty(), "{label}");
        assert_eq!(has("folder"), !wants.files.is_empty(), "{label}");
        assert_eq!(
            has("offline"),
            !has("internet") && !has("folder"),
            "{label}"
        );
    }
}

#[test]
fn every_template_has_an_expectation() {
    let entries = std::fs::read_dir(golden::templates()).expect("the templates are there");
    let files = entries.map(|entry| entry.expect("an entry").file_name());
    let mut found: Vec<String> = files
        .filter_map(|name| {
            name.to_string_lossy()
                .strip_suffix(".json")
                .map(str::to_owned)
        })
        .collect();
    found.sort();
    let goldens = golden::group(golden::TEMPLATES).expect("the templates can be read");
    let known: Vec<String> = goldens.into_iter().map(|golden| golden.name).collect();
    assert_eq!(found, known);
    assert!((12..=20).contains(&found.len()), "{found:?}");
}

//! Two hundred real workflows with the real kinds: they import, export and import equal, no check of them panics, and
//! enough of their nodes are native.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "where a test cannot look, it fails; it prints what it measured"
)]

use std::collections::BTreeMap;

use model::n8n::{Fit, Imported, Report, export_text, import};
use model::{ImportOptions, Specs, check, file, wants};
use tests::cases;

/// The share of node instances, notes not counted, that must be native in the files chosen at random.
const FLOOR: f64 = 0.58;
/// So many of the things that are missing most are printed.
const SHOWN: usize = 15;

/// The templates by name, and whether chance chose them.
fn templates() -> Vec<(String, bool)> {
    let Some(folder) = cases::folder() else {
        println!("skipped: the shared cases are absent");
        return Vec::new();
    };
    let index = cases::read_json(&folder.join("templates/index.json")).expect("the index reads");
    let entries = index.as_array().expect("the index is a list").iter();
    entries
        .map(|entry| {
            let name = entry["file"].as_str().expect("an entry names its file");
            (name.to_owned(), entry["chosen"] == "random")
        })
        .collect()
}

fn read(name: &str, specs: &Specs) -> Imported {
    let path = cases::folder()
        .expect("the cases are there")
        .join("templates")
        .join(name);
    let bytes = std::fs::read(&path).expect("a template can be read");
    import(&bytes, specs, ImportOptions::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn templates_import_export_and_import_equal() {
    let registry = nodes::registry();
    let specs = registry.specs();
    let templates = templates();
    for (name, _) in &templates {
        let first = read(name, specs).workflow;
        let text = export_text(&first, specs);
        let again = import(text.as_bytes(), specs, ImportOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(again.workflow, first, "{name}");
        assert_eq!(export_text(&again.workflow, specs), text, "{name}");

        let own = file::write(&first);
        let read = file::read(own.as_bytes(), specs, ImportOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.workflow, first, "{name}");

        for problem in check(&first, specs) {
            assert!(!problem.sentence().is_empty(), "{name}");
        }
        wants(&first, specs).grants();
    }
    println!(
        "{} templates import, export and import equal",
        templates.len()
    );
}

/// What keeps nodes from being native, by how often it does.
#[derive(Default)]
struct Tally {
    nodes: usize,
    native: usize,
    reasons: BTreeMap<String, usize>,
}

impl Tally {
    fn add(&mut self, report: &Report) {
        let (nodes, native) = report.counts();
        self.nodes += nodes;
        self.native += native;
        let foreign = report
            .nodes
            .iter()
            .filter(|node| node.fit != Fit::Note && !node.native);
        for node in foreign {
            let reason = match node.fit {
                Fit::Missing => node.n8n_type.clone(),
                _ => format!(
                    "{}: {}",
                    node.n8n_type,
                    node.remarks
                        .first()
                        .map(model::n8n::Remark::sentence)
                        .unwrap_or_default()
                ),
            };
            *self.reasons.entry(reason).or_default() += 1;
        }
    }

    fn share(&self) -> f64 {
        self.native as f64 / self.nodes.max(1) as f64
    }

    fn print(&self, which: &str) {
        println!(
            "{which}: {} of {} nodes are native ({:.1} %)",
            self.native,
            self.nodes,
            self.share() * 100.0
        );
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in reasons.into_iter().take(SHOWN) {
            println!("  {count:4} {reason}");
        }
    }
}

#[test]
fn enough_of_the_templates_is_native() {
    let registry = nodes::registry();
    let (mut random, mut all) = (Tally::default(), Tally::default());
    for (name, by_chance) in templates() {
        let report = read(&name, registry.specs()).report;
        all.add(&report);
        if by_chance {
            random.add(&report);
        }
    }
    if all.nodes == 0 {
        return;
    }
    all.print("all templates");
    random.print("chosen at random");
    assert!(
        random.share() >= FLOOR,
        "{:.3} is less than {FLOOR}",
        random.share()
    );
}

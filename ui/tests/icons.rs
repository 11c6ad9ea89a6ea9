//! Every icon that the window names is there: one that is not would be drawn as a box.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

use ui::action::Action;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The names that are written out after `icon="` and `<Icon name="`.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for mark in [" icon=\"", "<Icon name=\""] {
        for (at, _) in text.match_indices(mark) {
            let rest = &text[at + mark.len()..];
            names.extend(rest.split('"').next().map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_icon_that_is_named_is_there() {
    let mut files = Vec::new();
    sources(&root().join("ui/src"), &mut files);
    let mut names: Vec<String> = files
        .iter()
        .flat_map(|file| named(&fs::read_to_string(file).unwrap()))
        .collect();
    assert!(
        names.len() > 30,
        "the sources are not read as they are written"
    );
    names.extend(Action::ALL.iter().map(|action| action.icon().to_owned()));
    names.retain(|name| !root().join(format!("assets/icons/{name}.svg")).is_file());
    assert!(names.is_empty(), "assets/icons has no {names:?}");
}

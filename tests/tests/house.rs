//! The rules of the house that no lint can see: every crate takes the
//! workspace's lints, and every source file opens by saying what it is for.
//! Whether it says it well is for people to judge.
#![allow(clippy::expect_used, reason = "where a test cannot look, it fails")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("tests/ is in the workspace").into()
}

/// The folders of the members: `crates/*` and those at the top.
fn crates() -> Vec<PathBuf> {
    let children = |folder: PathBuf| {
        let entries = fs::read_dir(&folder).expect("a folder of the workspace");
        entries.map(|entry| entry.expect("an entry").path())
    };
    let all = children(root()).chain(children(root().join("crates")));
    let found: Vec<PathBuf> = all.filter(|folder| is_member(folder)).collect();
    assert!(found.len() >= 3, "too few crates to be ours: {found:?}");
    found
}

/// A fuzz target is a workspace of its own, and bound to none of this.
fn is_member(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"));
    manifest.is_ok_and(|text| !text.lines().any(|line| line.trim() == "[workspace]"))
}

/// Every Rust file that cargo compiles for a crate.
fn sources(krate: &Path) -> Vec<PathBuf> {
    let folders = ["src", "tests", "benches", "examples"];
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|name| krate.join(name)).collect();
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue; // a crate need not have each of these
        };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found
}

fn opens_with_its_purpose(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| line.starts_with("//!"))
}

fn takes_the_lints(manifest: &str) -> bool {
    let mut lines = manifest.lines().map(str::trim);
    lines.any(|line| line == "[lints]") && lines.next() == Some("workspace = true")
}

#[test]
fn every_file_opens_with_its_purpose() {
    let all = crates().into_iter().flat_map(|krate| sources(&krate));
    let silent = all.filter(|path| {
        let text = fs::read_to_string(path).expect("a source file");
        !opens_with_its_purpose(&text)
    });
    let silent: Vec<PathBuf> = silent.collect();
    assert!(silent.is_empty(), "without `//!` on top: {silent:#?}");
}

#[test]
fn every_crate_takes_the_lints() {
    let free = crates().into_iter().filter(|krate| {
        let manifest = fs::read_to_string(krate.join("Cargo.toml")).expect("a manifest");
        !takes_the_lints(&manifest)
    });
    let free: Vec<PathBuf> = free.collect();
    assert!(free.is_empty(), "without `[lints] workspace`: {free:#?}");
}

#[test]
fn the_checks_can_fail() {
    assert!(opens_with_its_purpose("\n//! What it is.\nfn main() {}"));
    assert!(!opens_with_its_purpose("use std::fmt;\n//! Late."));
    assert!(!opens_with_its_purpose(""));
    assert!(takes_the_lints("[package]\n\n[lints]\nworkspace = true\n"));
    assert!(!takes_the_lints(
        "[package]\n[lints.rust]\nunsafe_code = \"allow\"\n"
    ));
}

//! `cargo xtask ci`: what a change must pass before it lands. Cheap steps
//! first, then the same tests as `cargo xtask test`.

use std::ffi::OsString;
use std::time::Duration;

use anyhow::Result;

use crate::command::{cargo, program, run as start, succeeds_within};
use crate::needs::{Need, WASM};
use crate::places;
use crate::setup::ensure;
use crate::steps::{Outcome, Steps};
use crate::test;

/// The crates that the window's page is made of, so that must build for it.
const WASM_CRATES: &[&str] = &["value", "expr", "model", "api", "canvas", "ui"];

/// How long to wait for the list of advisories.
const FETCH_LIMIT: Duration = Duration::from_secs(90);

/// Sets up, lints, checks and tests; the end lists every step with its time.
pub fn run(_: &[OsString]) -> Result<()> {
    let mut steps = Steps::default();
    if steps.must("setup", set_up) {
        check(&mut steps);
        test::take(&mut steps, "ci");
    }
    steps.finish()
}

fn set_up() -> Result<()> {
    ensure(test::NEEDS)?;
    ensure(&[Need::Deny])
}

fn check(steps: &mut Steps) {
    steps.must("format", || start(&mut cargo(&["fmt", "--all", "--check"])));
    steps.must("licences and bans", licences_and_bans);
    steps.take("advisories", advisories);
    steps.must("clippy", || clippy(&["--workspace", "--all-targets"]));
    steps.must("clippy for wasm", clippy_for_wasm);
    steps.must("docs", docs);
}

fn clippy(what: &[&str]) -> Result<()> {
    start(
        cargo(&["clippy", "--quiet"])
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

fn clippy_for_wasm() -> Result<()> {
    let mut what = vec!["--target", WASM];
    for name in WASM_CRATES {
        what.extend(["--package", name]);
    }
    clippy(&what)
}

fn docs() -> Result<()> {
    start(cargo(&["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn licences_and_bans() -> Result<()> {
    // a ban may name a crate that is still to come
    let options = ["--hide-inclusion-graph", "--allow", "unused-wrapper"];
    let what = ["bans", "licenses", "sources"];
    start(deny().arg("check").args(options).args(what))
}

/// Known holes in what we depend on. The list is fetched: without its server
/// there is nothing to compare with, and a change is not at fault for that.
fn advisories() -> Result<Outcome> {
    if !succeeds_within(deny().args(["fetch", "db"]), FETCH_LIMIT) {
        return Ok(Outcome::Skipped(
            "the advisory database cannot be reached".to_owned(),
        ));
    }
    start(deny().args(["check", "--disable-fetch", "advisories"]))?;
    Ok(Outcome::Passed)
}

fn deny() -> std::process::Command {
    let mut command = program("cargo-deny");
    command.current_dir(places::root());
    command
}

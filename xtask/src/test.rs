//! `cargo xtask test`: everything that must pass, in one list of steps.

use std::ffi::OsString;

use anyhow::Result;

use crate::command::{cargo, run as start};
use crate::needs::Need;
use crate::places;
use crate::runners;
use crate::setup::{ensure, prefer};
use crate::steps::{Outcome, Steps};

/// Sets up and tests.
pub fn run(_: &[OsString]) -> Result<()> {
    let mut steps = Steps::default();
    if steps.must("setup", set_up) {
        take(&mut steps);
    }
    steps.finish()
}

/// The tests themselves; `ci` takes the same steps after its own.
pub fn take(steps: &mut Steps) {
    steps.must("doc tests", || {
        start(&mut cargo(&["test", "--workspace", "--doc", "--quiet"]))
    });
    steps.must("tests", || {
        start(&mut cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
        ]))
    });
    steps.take("conformance", conformance);
}

fn set_up() -> Result<()> {
    ensure(&[Need::Compiler, Need::Nextest])?;
    prefer(Need::Node, "only `cargo xtask bench` runs it");
    Ok(())
}

fn conformance() -> Result<Outcome> {
    let cases = places::cases();
    if !cases.present {
        let folder = cases.folder.display();
        return Ok(Outcome::Skipped(format!(
            "no cases at {folder}; MILLRACE_CASES names another folder"
        )));
    }
    runners::conformance(&[cases.folder.into_os_string(), "--floors".into()])?;
    Ok(Outcome::Passed)
}

//! `cargo xtask test`: everything that must pass, in one list of steps.

use std::ffi::OsString;

use anyhow::Result;

use crate::command::{cargo, run as start};
use crate::e2e::{Programs, World};
use crate::needs::Need;
use crate::places;
use crate::runners;
use crate::setup::ensure;
use crate::steps::{Outcome, Steps};

/// Sets up and tests.
pub fn run(_: &[OsString]) -> Result<()> {
    let mut steps = Steps::default();
    if steps.must("setup", set_up) {
        take(&mut steps, "default");
    }
    steps.finish()
}

/// The tests themselves, by a profile of nextest; `ci` takes the same steps after its own.
pub fn take(steps: &mut Steps, profile: &str) {
    steps.must("doc tests", || {
        start(&mut cargo(&["test", "--workspace", "--doc", "--quiet"]))
    });
    steps.must("tests", || {
        start(&mut cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--profile",
            profile,
        ]))
    });
    steps.take("conformance", conformance);
    end_to_end(steps);
}

/// What the tests need of the machine.
pub const NEEDS: &[Need] = &[
    Need::Compiler,
    Need::Wasm,
    Need::Nextest,
    Need::Node,
    Need::Webview,
    Need::Browser,
    Need::Screen,
];

fn set_up() -> Result<()> {
    ensure(NEEDS)
}

/// Millrace as a person uses it, in a browser and in its window.
fn end_to_end(steps: &mut Steps) {
    let mut programs = None;
    let built = steps.must("page and programs", || {
        programs = Some(Programs::build()?);
        Ok(())
    });
    let Some(programs) = programs.filter(|_| built) else {
        return;
    };
    steps.must("in the browser", || programs.drive(World::Browser));
    steps.must("in the window", || programs.drive(World::Window));
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

//! The chores that build one of our programs and hand over to it.

use std::ffi::OsString;

use anyhow::{Result, bail};

use crate::command::{cargo, program, run as start};
use crate::needs::Need;
use crate::places;
use crate::setup::{ensure, prefer};

/// The workflow that the quick start runs, from the workspace's root.
const QUICK_START: &str = "assets/quick-start.json";

/// `cargo xtask run`: sets up, builds, and shows a workflow running.
pub fn quick_start(_: &[OsString]) -> Result<()> {
    println!("What this machine needs:");
    ensure(&[Need::Compiler])?;
    println!("\nMillrace has no window yet: this runs {QUICK_START} on the command line.");
    start(&mut cargo(&[
        "run",
        "--quiet",
        "--package",
        "cli",
        "--bin",
        "millrace",
        "--",
        "run",
        QUICK_START,
        "--no-save",
    ]))
}

/// `cargo xtask conformance DIR`: the runner takes the arguments as they are.
pub fn conformance(arguments: &[OsString]) -> Result<()> {
    if arguments.is_empty() {
        let default = places::cases().folder;
        bail!("name the folder of cases, such as {}", default.display());
    }
    hand_over(&["run", "--quiet"], "conformance", arguments)
}

/// `cargo xtask bench`: optimised, and with Node.js to compare with.
pub fn bench(arguments: &[OsString]) -> Result<()> {
    ensure(&[Need::Compiler])?;
    prefer(Need::Node, "nothing to compare with");
    // it measures the command line too, which it expects beside itself
    start(&mut cargo(&[
        "build",
        "--quiet",
        "--release",
        "--package",
        "cli",
    ]))?;
    hand_over(&["run", "--quiet", "--release"], "bench", arguments)
}

/// Runs a program of the `tests` member where the person stands, so that the
/// folders they name are theirs.
fn hand_over(cargo: &[&str], bin: &str, arguments: &[OsString]) -> Result<()> {
    let mut command = program("cargo");
    command
        .args(cargo)
        .arg("--manifest-path")
        .arg(places::root().join("Cargo.toml"))
        .args(["--package", "tests", "--bin", bin, "--"])
        .args(arguments);
    start(&mut command)
}

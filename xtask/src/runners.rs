//! The chores that build one of our programs and hand over to it.

use std::ffi::OsString;

use anyhow::{Result, bail};

use crate::command::{cargo, program, run as start};
use crate::e2e;
use crate::needs::Need;
use crate::places;
use crate::setup::{ensure, prefer};

/// `cargo xtask conformance DIR`: the runner takes the arguments as they are.
pub fn conformance(arguments: &[OsString]) -> Result<()> {
    if arguments.is_empty() {
        let default = places::cases().folder;
        bail!("name the folder of cases, such as {}", default.display());
    }
    hand_over(&["run", "--quiet"], "conformance", arguments)
}

/// `cargo xtask bench`: optimised, and with Node.js to compare with. `bench ui` measures the window instead.
pub fn bench(arguments: &[OsString]) -> Result<()> {
    if arguments.first().is_some_and(|word| word == "ui") {
        return e2e::bench();
    }
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

/// `cargo xtask canary`: plants secrets and looks for them, tampers with the vault, loses its keys. It tries the command
/// line, which it expects beside itself; then it looks through the memory of the page, the browser and the window.
pub fn canary(arguments: &[OsString]) -> Result<()> {
    ensure(&[Need::Compiler, Need::Keychain])?;
    start(&mut cargo(&["build", "--quiet", "--package", "cli"]))?;
    let mut arguments = arguments.to_vec();
    if cfg!(target_os = "linux") {
        arguments.push("--keychain".into());
    }
    hand_over(&["run", "--quiet"], "canary", &arguments)?;
    e2e::memory()
}

/// Runs a program of the `tests` member where the person stands, so that the
/// folders they name are theirs.
pub fn hand_over(cargo: &[&str], bin: &str, arguments: &[OsString]) -> Result<()> {
    let mut command = program("cargo");
    command
        .args(cargo)
        .arg("--manifest-path")
        .arg(places::root().join("Cargo.toml"))
        .args(["--package", "tests", "--bin", bin, "--"])
        .args(arguments);
    start(&mut command)
}

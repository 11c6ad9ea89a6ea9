//! Looks at what the machine lacks, says so, and gets it.

use std::ffi::OsString;

use anyhow::{Result, bail};

use crate::needs::Need;

/// `cargo xtask setup`: everything any chore needs.
pub fn run(_: &[OsString]) -> Result<()> {
    ensure(Need::ALL)
}

/// Makes sure of these; fails naming every one that cannot be had.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let mut missing = Vec::new();
    for need in needs {
        if let Err(error) = meet(*need) {
            println!("  {:<16}not to be had: {error:#}", need.name());
            missing.push(need.name());
        }
    }
    if !missing.is_empty() {
        bail!("this machine lacks: {}", missing.join(", "));
    }
    Ok(())
}

/// Tries to get something that the chore can do without; `without` says what is lost.
pub fn prefer(need: Need, without: &str) {
    if ensure(&[need]).is_err() {
        println!("  going on without {}: {without}", need.name());
    }
}

fn meet(need: Need) -> Result<()> {
    if need.is_met() {
        println!("  {:<16}here", need.name());
        return Ok(());
    }
    println!(
        "  {:<16}missing ({}): installing it, a few minutes at most",
        need.name(),
        need.why()
    );
    need.install()?;
    if !need.is_met() {
        bail!("it was installed, and still is not found, or is too old");
    }
    println!("  {:<16}installed", need.name());
    Ok(())
}

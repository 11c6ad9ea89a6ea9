//! `cargo xtask chaos KIND`: what becomes of executions when the program is killed, and what the store keeps when power
//! is cut, calls fail, and files are damaged.

use std::ffi::OsString;

use anyhow::{Result, bail};

use crate::runners::hand_over;

/// The kinds that the program of the `tests` member knows.
const KINDS: &[&str] = &["kill", "powercut", "io", "corrupt"];

/// Runs one kind; the program takes the other arguments as they are.
pub fn run(arguments: &[OsString]) -> Result<()> {
    match arguments.first() {
        Some(kind) if KINDS.iter().any(|known| kind == known) => {}
        _ => bail!("name one of {}", KINDS.join(", ")),
    }
    hand_over(&["run", "--quiet"], "chaos", arguments)
}

//! Canaries: secrets that are planted where a person's would be, worked with in every way, and then looked for where none
//! belongs; sealed rows that are tampered with; keys that are lost. Everything follows from a seed.

pub mod dumps;
pub mod finds;
pub mod flows;
pub mod keyring;
pub mod leaks;
pub mod process;
pub mod scan;
pub mod secrets;
pub mod service;
pub mod stories;
pub mod tamper;
pub mod visits;

use std::path::Path;

use anyhow::Result;

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// What was done and found, in parts of a line.
    said: Vec<String>,
    /// Whatever must not be.
    pub faults: Vec<String>,
}

impl Verdict {
    /// Notes what must not be.
    pub fn fail(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }

    /// Adds to the line.
    pub fn say(&mut self, what: impl Into<String>) {
        self.said.push(what.into());
    }

    /// The line.
    pub fn line(&self, seed: u64) -> String {
        let end = match self.faults.len() {
            0 => String::new(),
            count => format!(" - {count} FAULTS"),
        };
        format!("canary: seed {seed}: {}{end}", self.said.join(", "))
    }
}

/// Does everything: `program` is `millrace`, `n` how often something is tampered with. The stories may need a keychain.
///
/// # Errors
/// When it cannot be tried.
pub fn run(program: &Path, seed: u64, n: u64, needs_keychain: bool) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    leaks::run(program, seed, &mut verdict)?;
    tamper::run(seed, n, &mut verdict)?;
    stories::run(program, seed, needs_keychain, &mut verdict)?;
    Ok(verdict)
}

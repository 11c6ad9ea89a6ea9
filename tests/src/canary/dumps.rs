//! What an abort leaves: no core file, and nothing of what was being said.

use std::os::unix::process::ExitStatusExt as _;

use anyhow::Result;
use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};

use super::Verdict;
use super::leaks::Ground;

/// The word that makes this program one that breaks off with a secret in its mouth.
pub const BREAKS: &str = "breaks-off";

/// Aborts the program while it knows secrets, with cores as large as the system lets them be.
///
/// # Errors
/// When it cannot be tried.
pub fn run(ground: &mut Ground, key: &str, verdict: &mut Verdict) -> Result<()> {
    let before = getrlimit(Resource::Core);
    let most = Rlimit {
        current: before.maximum,
        maximum: before.maximum,
    };
    setrlimit(Resource::Core, most)?;
    // A program that does nothing about it.
    let (control, _) = ground
        .place
        .run("/bin/sh".as_ref(), &["-c", "kill -ABRT $$"], "")?;
    for signal in [Signal::ABORT, Signal::QUIT] {
        let server = ground.serve(key)?;
        ground.run(&server, &ground.workflows[2])?;
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.pid()))?;
        let core = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"));
        let none = core
            .is_some_and(|line| line.split_whitespace().filter(|word| *word == "0").count() == 2);
        if !none {
            verdict.fail(format!("the program may write a core: {core:?}"));
        }
        if server.end(signal)?.core_dumped() {
            verdict.fail(format!("{signal:?} leaves a core"));
        }
    }
    let words = ground.canaries[2].text.clone();
    let own = std::env::current_exe()?;
    let (broken, _) = ground.place.run(&own, &[BREAKS], &words)?;
    setrlimit(Resource::Core, before)?;
    if broken.success() || broken.core_dumped() {
        verdict.fail("a fault inside does not end as it should");
    }
    let pattern = std::fs::read_to_string("/proc/sys/kernel/core_pattern")?;
    verdict.say(match control.core_dumped() {
        true => format!(
            "no core (another program leaves one here: {})",
            pattern.trim()
        ),
        false => "no core (nor would another program leave one here)".to_owned(),
    });
    Ok(())
}

/// Breaks off with what comes on standard input in the message.
///
/// # Panics
/// Always.
#[expect(clippy::panic, reason = "what a fault inside leaves is what is tried")]
pub fn break_off() {
    app::harden();
    let words = std::io::read_to_string(std::io::stdin()).unwrap_or_default();
    panic!("while working on {words}");
}

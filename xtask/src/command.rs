//! Starts programs, says what it starts, and turns their ends into sentences.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::places;

/// What `cargo run` sets for us and must not reach a cargo below us: build
/// scripts watch some of these, and would run again at every turn.
const OURS_ALONE: &[&str] = &[
    "CARGO",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
];
const OURS_ALONE_PREFIXES: &[&str] = &["CARGO_PKG_", "CARGO_MANIFEST_"];

/// `program`, with our tools on its path and cargo's own variables taken away.
#[expect(
    clippy::disallowed_methods,
    reason = "starting programs is what xtask is for"
)]
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    for (key, _) in std::env::vars_os() {
        if key.to_str().is_some_and(is_ours_alone) {
            command.env_remove(key);
        }
    }
    if let Some(path) = path_with_tools() {
        command.env("PATH", path);
    }
    command
}

/// `npm`, which is a script on Windows.
pub fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// `cargo` with these words, in the workspace's root.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = program("cargo");
    command.args(words).current_dir(places::root());
    command
}

/// Prints the command, runs it to its end, and fails unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", name(command)))?;
    if !status.success() {
        bail!("`{}` {}", line(command), ending(status));
    }
    Ok(())
}

/// Whether it starts and succeeds; shows nothing.
pub fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null());
    silent.stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// The same, but it is killed and counts as failed when the time is up.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let silent = command.stdin(Stdio::null());
    let Ok(mut child) = silent.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return false;
    };
    let deadline = Instant::now() + limit;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => pause(),
            Err(_) => break,
        }
    }
    // it is being given up: whether the kill or the wait fails changes nothing
    let _ = child.kill();
    let _ = child.wait();
    false
}

#[expect(
    clippy::disallowed_methods,
    reason = "the standard library cannot wait for a child with a limit"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(50));
}

/// What it prints on standard output, or nothing if it cannot be run.
pub fn output(command: &mut Command) -> Option<String> {
    let silent = command.stdin(Stdio::null()).stderr(Stdio::null());
    let output = silent.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn is_ours_alone(key: &str) -> bool {
    OURS_ALONE.contains(&key)
        || OURS_ALONE_PREFIXES
            .iter()
            .any(|prefix| key.starts_with(prefix))
}

fn path_with_tools() -> Option<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // first: there only because the one that the person has does not do
    let node = Some(places::node().join("node_modules/node/bin")).filter(|folder| folder.is_dir());
    // last: a tool the person has already is the one they want
    let tools = std::iter::once(places::tools().join("bin"));
    let all: Vec<PathBuf> = node
        .into_iter()
        .chain(std::env::split_paths(&path))
        .chain(tools)
        .collect();
    std::env::join_paths(all).ok()
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let arguments = command.get_args().map(|word| word.to_string_lossy());
    let words = std::iter::once(command.get_program().to_string_lossy()).chain(arguments);
    words.collect::<Vec<_>>().join(" ")
}

fn ending(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("was killed by signal {signal}");
    }
    match status.code() {
        Some(code) => format!("ended with exit code {code}"),
        None => "was killed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_own_variables_stay_with_us() {
        for key in ["CARGO", "CARGO_PKG_NAME", "CARGO_MANIFEST_DIR"] {
            assert!(is_ours_alone(key), "{key}");
        }
        for key in ["CARGO_TARGET_DIR", "CARGO_INCREMENTAL", "RUSTFLAGS"] {
            assert!(!is_ours_alone(key), "{key}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_ending_says_how() {
        let check = |script: &str, expected: &str| {
            let error = run(program("sh").args(["-c", script])).unwrap_err();
            let text = error.to_string();
            assert!(text.ends_with(expected), "{script}: {text}");
        };
        check("exit 3", "ended with exit code 3");
        check("kill -9 $$", "was killed by signal 9");
    }

    #[cfg(unix)]
    #[test]
    fn a_hanging_program_is_given_up() {
        let check = |script: &str, expected: bool| {
            let start = Instant::now();
            let mut command = program("sh");
            let ended = succeeds_within(command.args(["-c", script]), Duration::from_millis(300));
            assert_eq!(ended, expected, "{script}");
            assert!(start.elapsed() < Duration::from_secs(20), "{script}");
        };
        check("exec sleep 60", false);
        check("exit 1", false);
        check("exit 0", true);
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut program("no-such-program-here")).unwrap_err();
        assert!(error.to_string().contains("no-such-program-here"));
    }
}

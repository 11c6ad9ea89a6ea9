//! A slice of what `cargo xtask canary` does at length: all leaks and stories, and each way of tampering once.
#![allow(clippy::expect_used, reason = "where a test cannot look, it fails")]

use std::path::Path;
use std::process::Command;

/// Each way once.
const TAMPERINGS: &str = "57";

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the program is tried as a person runs it"
)]
fn no_secret_is_found_where_none_belongs() {
    let program = Path::new(env!("CARGO_BIN_EXE_canary"));
    let beside = program.with_file_name("millrace");
    assert!(
        beside.is_file(),
        "build the command line first: cargo build --package cli"
    );
    let done = Command::new(program)
        .args(["--seed", "4", "--n", TAMPERINGS])
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&done.stdout);
    let last = said.lines().last().unwrap_or_default();
    let whole = [
        "no core",
        " 0 found in ",
        "control 56/56",
        "tampered 57/57 refused",
        "stories 6/6",
    ];
    assert!(
        done.status.success() && whole.iter().all(|part| last.contains(part)),
        "{said}\n{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

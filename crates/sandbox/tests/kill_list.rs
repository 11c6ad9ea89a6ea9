//! The kill list: a worker that does anything but compute is killed by the kernel. Without this test, that the hostile
//! inputs reach nothing could mean that nothing was tried.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "starts the worker by hand"
)]

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus};

fn attempt(what: &str) -> ExitStatus {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox-worker"));
    command
        .args(["attempt", what])
        .stderr(std::process::Stdio::null());
    command.status().expect("starts")
}

#[test]
fn computing_is_let_through() {
    for what in ["nothing", "compute"] {
        assert!(attempt(what).success(), "{what}");
    }
}

#[test]
fn everything_else_kills() {
    const SIGSYS: i32 = 31;
    for what in [
        "open",
        "list",
        "folder",
        "exec",
        "thread",
        "socket",
        "local-socket",
        "fork",
        "kill",
        "code",
        "other-descriptor",
        "raise-limits",
    ] {
        assert_eq!(attempt(what).signal(), Some(SIGSYS), "{what}");
    }
}

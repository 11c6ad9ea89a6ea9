//! The worker as a program of its own, for the tests of this crate and of those that use it.
//!
//! With the argument `attempt` and a word it does what a worker never does, after it gave up what a worker gives up: the
//! positive control of the kill list.
#![allow(
    unsafe_code,
    clippy::disallowed_methods,
    reason = "does what is forbidden, to be killed for it"
)]

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    match (args.next().as_deref(), args.next()) {
        (Some("attempt"), Some(what)) => {
            sandbox::confine();
            attempt(&what)
        }
        _ => sandbox::worker_main(),
    }
}

/// Success means that it was let through.
fn attempt(what: &str) -> ExitCode {
    let done = match what {
        "nothing" => true,
        "compute" => {
            vec![1_u8; 1 << 24]
                .iter()
                .map(|one| u64::from(*one))
                .sum::<u64>()
                == 1 << 24
        }
        "open" => std::fs::File::open("/etc/hostname").is_ok(),
        "list" => std::fs::read_dir("/").is_ok(),
        "folder" => std::env::current_dir().is_ok(),
        "exec" => Command::new("/bin/true").status().is_ok(),
        "thread" => std::thread::Builder::new().spawn(|| {}).is_ok(),
        #[cfg(unix)]
        other => unix(other),
        #[cfg(not(unix))]
        _ => false,
    };
    if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(unix)]
fn unix(what: &str) -> bool {
    let (any, length) = (std::ptr::null_mut(), 4096);
    // SAFETY: whatever these do, nothing is used afterwards.
    unsafe {
        match what {
            "socket" => libc::socket(libc::AF_INET, libc::SOCK_STREAM, 0) >= 0,
            "local-socket" => libc::socket(libc::AF_UNIX, libc::SOCK_STREAM, 0) >= 0,
            "fork" => libc::fork() >= 0,
            "kill" => libc::kill(libc::getppid(), 0) == 0,
            "code" => {
                let protection = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
                let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
                libc::mmap(any, length, protection, kind, -1, 0) != libc::MAP_FAILED
            }
            "other-descriptor" => libc::write(7, any, 0) == 0,
            "raise-limits" => {
                let limit = libc::rlimit {
                    rlim_cur: 100,
                    rlim_max: 100,
                };
                libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) == 0
            }
            _ => false,
        }
    }
}

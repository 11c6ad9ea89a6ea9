//! The client against a small server on this machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may end at what it did not expect"
)]
#![allow(clippy::print_stdout, reason = "measurements and what was skipped")]

mod exchange;
mod limits;
mod server;
mod ssrf;
mod tunnel;

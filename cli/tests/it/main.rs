//! The command line as a person uses it: the real program, in a folder of its own.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "where a test cannot look, it fails"
)]

mod backup;
mod bad_input;
mod common;
mod ends;
mod grants;
mod hard;
mod run;
mod stored;
mod words;

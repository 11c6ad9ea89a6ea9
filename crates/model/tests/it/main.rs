//! Tests of the model through what others call: import, export, files, edits, checks, wants and grants.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "where a test cannot look, it fails; what it skips or counts, it says; a table is as long as it is"
)]

mod bad_input;
mod cases;
mod check;
mod common;
mod edit;
mod export;
mod file;
mod grant;
mod import;
mod mutations;
mod names;
mod wants;

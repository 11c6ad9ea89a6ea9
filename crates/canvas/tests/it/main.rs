//! The canvas as a person meets it: real pointer and key events go in, events and pictures come out.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "where a test cannot look, it fails; what it skips, it says"
)]

mod brush;
mod gestures;
mod hostile;
mod keys;
mod large;
mod pictures;
mod program;
mod sample;
mod stand;
mod still;
mod view;
mod wires;

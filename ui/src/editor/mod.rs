//! The editor: a workflow that is open, and a run on the same canvas.
//!
//! [`draft`], [`gesture`], [`progress`], [`compare`], [`rows`], [`form`], [`slots`], [`token`], [`summary`] and [`search`] are pure:
//! they know no page. `state` holds the signals, `sync` and `runner` talk to Millrace, the others are panels.

mod add;
mod board;
pub(crate) mod clipboard;
pub mod compare;
mod data;
pub mod draft;
mod fault;
pub mod form;
pub mod gesture;
mod inspector;
mod keys;
pub mod operators;
mod outline;
mod palette;
mod permissions;
mod pins;
pub mod progress;
pub mod rows;
mod run;
mod runner;
pub(crate) mod say;
mod screen;
pub mod search;
mod sight;
pub mod slots;
mod state;
pub mod summary;
mod sync;
pub mod token;
mod topbar;
mod tour;
pub mod upstream;
mod versions;
mod watch;

pub(crate) use say::{run_error, run_error_in_full};
pub use screen::{Editor, RunScreen};

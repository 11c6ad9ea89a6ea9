//! The harness that the tests in this member share, and the home of every test
//! that needs more than one crate. It sees everything; nothing sees it.

use anyhow::{Context as _, Result};

pub mod canary;
pub mod cases;
pub mod chaos;
pub mod conformance;
pub mod golden;

/// The number that follows an option of a program.
///
/// # Errors
/// When nothing follows, or something else.
pub fn number(option: &str, following: Option<String>) -> Result<u64> {
    let text = following.with_context(|| format!("{option} needs a number"))?;
    text.parse().with_context(|| format!("{text} is no number"))
}

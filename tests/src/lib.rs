//! The harness that the tests in this member share, and the home of every test
//! that needs more than one crate. It sees everything; nothing sees it.

pub mod canary;
pub mod cases;
pub mod chaos;
pub mod conformance;
pub mod golden;

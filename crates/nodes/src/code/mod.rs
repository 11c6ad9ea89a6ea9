//! Nodes that run a person's JavaScript, all through the sandbox.

mod function;
mod javascript;
mod run;

pub use function::{Function, FunctionItem};
pub use javascript::Code;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Code, Function, FunctionItem];

//! Nodes that reach the machine itself.

mod command;

pub use command::Command;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Command];

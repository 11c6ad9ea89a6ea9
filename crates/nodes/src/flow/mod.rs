//! Nodes that decide where items go, when, and whether at all.

mod if_else;
mod switch;

pub use if_else::If;
pub use switch::Switch;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![If, Switch];

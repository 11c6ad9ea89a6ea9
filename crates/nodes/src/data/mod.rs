//! Nodes that change items: which there are, what is in them.

mod limit;

pub use limit::Limit;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Limit];

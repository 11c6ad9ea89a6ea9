//! Nodes that change items: which there are, what is in them.

mod filter;
mod limit;
pub(crate) mod names;
mod set;

pub use filter::Filter;
pub use limit::Limit;
pub use set::Set;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Set, Filter, Limit];

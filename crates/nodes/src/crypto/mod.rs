//! Nodes that hash, sign and prove.

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![];

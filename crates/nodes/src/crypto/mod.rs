//! Nodes that hash, sign and prove.
//!
//! Random bytes come from the host, secrets from parameters or credentials; nothing here keeps either.

mod digest;
mod hashing;
mod jwt;
mod keys;
mod totp;

pub use hashing::Crypto;
pub use jwt::Jwt;
pub use totp::Totp;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Crypto, Jwt, Totp];

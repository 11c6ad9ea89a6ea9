//! A secret read from JSON where it is only shown: in the page.

use serde::{Deserialize as _, Deserializer};
use zeroize::Zeroizing;

/// Reads a text.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(deserializer).map(Zeroizing::new)
}

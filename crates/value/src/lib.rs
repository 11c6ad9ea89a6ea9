//! The JSON value that every crate of Millrace shares.
//!
//! Items run through a workflow by the hundred thousand and most nodes change one field of them, so a value is cheap to
//! clone: strings, arrays and objects are reference counted and copied on the first write. Numbers are `f64` and print as
//! JavaScript prints them; object keys keep the order in which they were inserted.
//!
//! Not here: `undefined`, dates and functions. They exist only while an expression is evaluated (see `expr`).

mod convert;
mod de;
mod index;
mod macros;
mod map;
mod number;
mod parse;
mod print;
mod value;

pub use convert::{from_value, to_value};
pub use de::DeError;
pub use index::Index;
pub use map::Map;
pub use number::{number_to_string, string_to_number};
pub use parse::{ParseError, from_slice, from_str};
pub use print::{to_string, to_string_pretty, to_vec};
pub use value::Value;

/// The text type of values and keys: one thin pointer, cloned by counting.
pub type Text = arcstr::ArcStr;

#[doc(hidden)]
pub use arcstr as __arcstr;

//! What the nodes of this family make of given values, and what they say of wrong ones.

use sdk::{Error, Value};

use crate::fields::{get_value_description, try_to_parse_number};

/// A whole number that is not negative, also out of text; nothing else is taken for a number.
pub(super) fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(_) | Value::String(_) => try_to_parse_number(value)?.as_u64(),
        _ => None,
    }
}

/// An error that says what a parameter should have been.
pub(super) fn wrong(field: &str, wanted: &str, value: &Value) -> Error {
    let found = get_value_description(value);
    Error::param(
        field,
        format!("“{field}” should be {wanted}, but it is {found}."),
    )
}

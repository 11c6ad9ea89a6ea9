//! Reading parameters as forgivingly as n8n does: an expression may give a number where text is meant.
//!
//! For serde's `deserialize_with`; nothing here fails.

use sdk::Value;
use serde::{Deserialize, Deserializer};

/// Text out of any value: nothing is empty text.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Value::deserialize(from).map(|value| as_text(&value))
}

/// Text, where none was given or it is empty.
pub(crate) fn some_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(Some(as_text(&value)).filter(|text| !text.is_empty()))
}

/// A number out of a number or of text that reads as one; anything else is 0.
pub(crate) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Value::deserialize(from).map(|value| as_number(&value))
}

/// A number, where there is one.
pub(crate) fn some_number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    let value = Value::deserialize(from)?;
    let given = match &value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        _ => true,
    };
    Ok(given.then(|| as_number(&value)))
}

/// A switch out of any value, as JavaScript takes it for true or false.
pub(crate) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Value::deserialize(from).map(|value| as_flag(&value))
}

/// A switch that may be left alone.
pub(crate) fn some_flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok((!value.is_null()).then(|| as_flag(&value)))
}

/// The text of a value.
pub(crate) fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        other => other.to_text().to_string(),
    }
}

fn as_number(value: &Value) -> f64 {
    let number = match value {
        Value::Number(number) => *number,
        Value::String(text) => value::string_to_number(text),
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        _ => 0.0,
    };
    if number.is_finite() { number } else { 0.0 }
}

fn as_flag(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::String(text) => !matches!(text.as_str(), "" | "false"),
        Value::Array(_) | Value::Object(_) => true,
    }
}

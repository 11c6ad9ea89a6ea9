//! The conditions of n8n's first If, Switch and Filter: plain comparisons without types.

use std::cmp::Ordering;

use sdk::{Error, Result};
use value::{Text, Value};

use super::pattern::Pattern;
use crate::fields::{Clock, js, parse_date_time};

/// Whether a comparison holds.
///
/// # Errors
/// When there is no such comparison, or a pattern is wrong.
pub fn compare(operation: &str, left: &Value, right: &Value) -> Result<bool> {
    let (contains, negated) = match operation.strip_prefix("not") {
        Some(rest) if !rest.is_empty() => (lower_first(rest), true),
        _ => (operation.to_owned(), false),
    };
    let holds = match contains.as_str() {
        "equal" | "equals" => left == right,
        "contains" => or_empty(left).contains(&*or_empty(right)),
        "startsWith" => or_empty(left).starts_with(&*or_empty(right)),
        "endsWith" => or_empty(left).ends_with(&*or_empty(right)),
        "regex" => Pattern::parse(&or_empty(right))?.is_match(&or_empty(left))?,
        "larger" | "after" | "gt" => order(left, right) == Some(Ordering::Greater),
        "smaller" | "before" | "lt" => order(left, right) == Some(Ordering::Less),
        "largerEqual" | "gte" => matches!(
            order(left, right),
            Some(Ordering::Greater | Ordering::Equal)
        ),
        "smallerEqual" | "lte" => {
            matches!(order(left, right), Some(Ordering::Less | Ordering::Equal))
        }
        "isEmpty" | "empty" => is_empty(left),
        "isNotEmpty" => !is_empty(left),
        "isTrue" | "true" => js::truthy(left),
        "isFalse" | "false" => !js::truthy(left),
        _ => {
            let message = format!("There is no comparison called “{operation}”.");
            return Err(Error::param("operation", message));
        }
    };
    Ok(holds != negated)
}

/// A date as a number of milliseconds, for comparing.
///
/// # Errors
/// When the value is no date.
pub fn date(value: &Value, clock: &Clock) -> Result<Value> {
    let ms = match value {
        Value::Number(ms) => Some(*ms),
        Value::String(text) => parse_date_time(text, clock).map(|moment| moment.ms() as f64),
        _ => None,
    };
    let wrong = || {
        Error::data(format!(
            "{} is not a date.",
            crate::fields::get_value_description(value)
        ))
    };
    ms.filter(|ms| !ms.is_nan())
        .map(Value::from)
        .ok_or_else(wrong)
}

/// The comparison that n8n takes where none is said.
pub fn default_operation(data_type: &str) -> &'static str {
    match data_type {
        "dateTime" => "after",
        "number" => "smaller",
        _ => "equal",
    }
}

/// The value that n8n takes where none is said.
pub fn default_value(data_type: &str) -> Value {
    match data_type {
        "boolean" => false.into(),
        "number" => 0.into(),
        _ => "".into(),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

fn or_empty(value: &Value) -> Text {
    if js::truthy(value) {
        js::text(value)
    } else {
        Text::new()
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    let zero = Value::Number(0.0);
    let or_zero = |value: &Value| {
        if js::truthy(value) {
            value.clone()
        } else {
            zero.clone()
        }
    };
    js::order(&or_zero(left), &or_zero(right))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Number(number) => number.is_nan(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use value::json;

    use super::*;

    #[test]
    fn compares_as_the_first_version_did() {
        for (operation, left, right, holds) in [
            ("equal", json!("1"), json!(1), false),
            ("notEqual", json!("1"), json!(1), true),
            ("contains", json!("abc"), json!("b"), true),
            ("notContains", json!("abc"), json!("b"), false),
            ("contains", json!(1234), json!(23), true),
            ("startsWith", json!("abc"), json!("ab"), true),
            ("notStartsWith", json!("abc"), json!("b"), true),
            ("endsWith", json!("abc"), json!("bc"), true),
            ("notEndsWith", json!("abc"), json!("bc"), false),
            ("larger", json!("10"), json!(9), true),
            ("larger", json!("abc"), json!(9), false),
            ("smallerEqual", json!(null), json!(0), true),
            ("smaller", json!("a"), json!("b"), true),
            ("isEmpty", json!(""), json!(null), true),
            ("isEmpty", json!({}), json!(null), true),
            ("isNotEmpty", json!([1]), json!(null), true),
            ("regex", json!("Hello"), json!("/^h/i"), true),
            ("notRegex", json!("Hello"), json!("^h"), true),
        ] {
            assert_eq!(
                compare(operation, &left, &right).unwrap(),
                holds,
                "{left} {operation} {right}"
            );
        }
        assert!(compare("resembles", &json!(1), &json!(1)).is_err());
    }

    #[test]
    fn reads_dates() {
        let clock = Clock::new("UTC", 0);
        assert_eq!(
            date(&json!("1970-01-02"), &clock).unwrap(),
            json!(86_400_000)
        );
        assert_eq!(date(&json!(5), &clock).unwrap(), json!(5));
        assert!(date(&json!("soon"), &clock).is_err());
        assert!(date(&json!(true), &clock).is_err());
    }
}

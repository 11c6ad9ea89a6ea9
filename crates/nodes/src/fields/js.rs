//! JavaScript's conversions between types, where n8n's nodes lean on them.

use std::cmp::Ordering;

use value::{Text, Value, number_to_string, string_to_number};

/// `String(value)`; a missing value is `null` here.
pub fn text(value: &Value) -> Text {
    match value {
        Value::String(text) => text.clone(),
        other => {
            let mut out = String::new();
            push(&mut out, other);
            out.into()
        }
    }
}

fn push(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_to_string(*number)),
        Value::String(text) => out.push_str(text),
        Value::Array(list) => {
            for (at, element) in list.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                if !element.is_null() {
                    push(out, element);
                }
            }
        }
        Value::Object(_) => out.push_str("[object Object]"),
    }
}

/// `Number(value)`.
pub fn number(value: &Value) -> f64 {
    match value {
        Value::Null => 0.0,
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::Number(number) => *number,
        Value::String(text) => string_to_number(text),
        Value::Array(_) => string_to_number(&text(value)),
        Value::Object(_) => f64::NAN,
    }
}

/// `Boolean(value)`.
pub fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// `a == b`, for plain values and for lists and objects as text.
pub fn loosely_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, other) | (other, Value::Null) => other.is_null(),
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(_) | Value::Object(_), Value::Array(_) | Value::Object(_)) => a == b,
        (Value::Array(_) | Value::Object(_), Value::String(b)) => text(a) == *b,
        (Value::String(a), Value::Array(_) | Value::Object(_)) => text(b) == *a,
        _ => number(a) == number(b),
    }
}

/// How `a` and `b` are ordered by `<` and `>`: two texts by their letters, everything else by number.
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    let textual =
        |value: &Value| matches!(value, Value::String(_) | Value::Array(_) | Value::Object(_));
    if textual(a) && textual(b) {
        return Some(by_units(&text(a), &text(b)));
    }
    number(a).partial_cmp(&number(b))
}

/// By UTF-16 units, as JavaScript compares text.
pub fn by_units(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

/// The name of the type as `typeof` gives it, with `array` and `null` told apart.
pub fn type_name(value: &Value) -> &'static str {
    value.type_name()
}

#[cfg(test)]
mod tests {
    use value::json;

    use super::*;

    #[test]
    fn converts() {
        for (value, as_text, as_number) in [
            (json!(null), "null", 0.0),
            (json!(true), "true", 1.0),
            (json!([1, [2, null]]), "1,2,", f64::NAN),
            (Vec::<Value>::new().into(), "", 0.0),
            (json!([7]), "7", 7.0),
            (json!({}), "[object Object]", f64::NAN),
            (json!(" 0x10 "), " 0x10 ", 16.0),
            (json!(1e21), "1e+21", 1e21),
        ] {
            assert_eq!(text(&value), as_text);
            assert!(number(&value) == as_number || as_number.is_nan(), "{value}");
        }
    }

    #[test]
    fn compares() {
        for (a, b, equal, ordering) in [
            (json!("10"), json!(9), false, Some(Ordering::Greater)),
            (json!("10"), json!("9"), false, Some(Ordering::Less)),
            (json!("1"), json!(1), true, Some(Ordering::Equal)),
            (json!(null), json!(0), false, Some(Ordering::Equal)),
            (json!("a"), json!(1), false, None),
            (json!(true), json!("1"), true, Some(Ordering::Equal)),
        ] {
            assert_eq!(loosely_equal(&a, &b), equal, "{a} {b}");
            assert_eq!(order(&a, &b), ordering, "{a} {b}");
        }
    }
}

//! JavaScript's operators and conversions over data (ECMA-262, "Type Conversion" and "Testing and Comparison").
//!
//! Not here: which operands there are, see [`eval`](crate::eval).

use std::{cmp::Ordering, fmt::Write as _};

use value::{Value, string_to_number};

use crate::{Fault, ast::Binary, chars::is_space, property::inherited, scope::Held};

/// Past this, reading nested lists as text is left to the sandbox rather than to this thread's stack.
const MAX_DEPTH: usize = 100;

/// Whether a condition holds.
pub(crate) fn truthy(held: &Held<'_>) -> bool {
    match held.value() {
        None | Some(Value::Null) => false,
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => *number != 0.0 && !number.is_nan(),
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(_) | Value::Object(_)) => true,
    }
}

/// `typeof held`.
pub(crate) fn type_name(held: &Held<'_>) -> &'static str {
    match held.value() {
        None => "undefined",
        Some(Value::Bool(_)) => "boolean",
        Some(Value::Number(_)) => "number",
        Some(Value::String(_)) => "string",
        Some(Value::Null | Value::Array(_) | Value::Object(_)) => "object",
    }
}

/// `String(held)`.
pub(crate) fn to_text(held: &Held<'_>) -> Result<String, Fault> {
    let mut text = String::new();
    push_text(&mut text, held)?;
    Ok(text)
}

/// Appends `String(held)`.
pub(crate) fn push_text(out: &mut String, held: &Held<'_>) -> Result<(), Fault> {
    match held.value() {
        None => out.push_str("undefined"),
        Some(value) => push_value(out, value, 0)?,
    }
    Ok(())
}

fn push_value(out: &mut String, value: &Value, depth: usize) -> Result<(), Fault> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => push_number(out, *number),
        Value::String(text) => out.push_str(text),
        Value::Array(_) if depth == MAX_DEPTH => return Err(Fault::NotNative("deep nesting")),
        Value::Array(list) => {
            for (at, element) in list.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                if !element.is_null() {
                    push_value(out, element, depth + 1)?;
                }
            }
        }
        // Data named like the methods that would do this is in their way.
        Value::Object(map) if map.contains_key("toString") || map.contains_key("valueOf") => {
            return Err(Fault::NotNative("own toString"));
        }
        Value::Object(_) => out.push_str("[object Object]"),
    }
    Ok(())
}

/// Appends a number as JavaScript prints it.
pub(crate) fn push_number(out: &mut String, number: f64) {
    const SMALL: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < SMALL {
        // Formatting an integer is several times faster than the general way; -0 prints as 0 in both.
        let _ = write!(out, "{}", number as i64);
    } else {
        out.push_str(&value::number_to_string(number));
    }
}

/// `Number(held)`.
pub(crate) fn to_number(held: &Held<'_>) -> Result<f64, Fault> {
    match held.value() {
        None => Ok(f64::NAN),
        Some(Value::Null) => Ok(0.0),
        Some(Value::Bool(flag)) => Ok(f64::from(u8::from(*flag))),
        Some(Value::Number(number)) => Ok(*number),
        Some(Value::String(text)) => text_to_number(text),
        Some(Value::Array(_) | Value::Object(_)) => text_to_number(&to_text(held)?),
    }
}

fn text_to_number(text: &str) -> Result<f64, Fault> {
    // NEL is white space to Rust only, and digits past 2^53 in another base would be rounded one by one.
    const EXACT_DIGITS: usize = 13;
    let long_radix = text.len() > EXACT_DIGITS && {
        let digits = text.trim_start_matches(is_space).strip_prefix('0');
        digits.is_some_and(|rest| rest.starts_with(['x', 'X', 'o', 'O', 'b', 'B']))
    };
    let odd = long_radix || text.contains('\u{85}');
    if odd {
        Err(Fault::NotNative("number in text"))
    } else {
        Ok(string_to_number(text))
    }
}

/// `a === b`.
pub(crate) fn same(a: &Held<'_>, b: &Held<'_>) -> Result<bool, Fault> {
    Ok(match (a.value(), b.value()) {
        (None, None) | (Some(Value::Null), Some(Value::Null)) => true,
        (Some(Value::Bool(a)), Some(Value::Bool(b))) => a == b,
        (Some(Value::Number(a)), Some(Value::Number(b))) => a == b,
        (Some(Value::String(a)), Some(Value::String(b))) => a == b,
        (Some(Value::Array(_)), Some(Value::Array(_)))
        | (Some(Value::Object(_)), Some(Value::Object(_))) => {
            // Which of two equal objects is which, only JavaScript knows.
            return Err(Fault::NotNative("identity of objects"));
        }
        _ => false,
    })
}

/// `a == b`.
pub(crate) fn equal(a: &Held<'_>, b: &Held<'_>) -> Result<bool, Fault> {
    if a.is_nullish() || b.is_nullish() {
        return Ok(a.is_nullish() && b.is_nullish());
    }
    match (a.value(), b.value()) {
        (Some(Value::Array(_) | Value::Object(_)), Some(Value::Array(_) | Value::Object(_))) => {
            same(a, b)
        }
        (Some(Value::Array(_) | Value::Object(_)), _) => equal(&Held::Own(to_text(a)?.into()), b),
        (_, Some(Value::Array(_) | Value::Object(_))) => equal(a, &Held::Own(to_text(b)?.into())),
        (Some(Value::String(a)), Some(Value::String(b))) => Ok(a == b),
        _ => Ok(to_number(a)? == to_number(b)?),
    }
}

/// How `a` and `b` are ordered; `None` if one is no number.
fn order(a: &Held<'_>, b: &Held<'_>) -> Result<Option<Ordering>, Fault> {
    if let (Some(Value::Number(a)), Some(Value::Number(b))) = (a.value(), b.value()) {
        return Ok(a.partial_cmp(b));
    }
    match (as_text(a)?, as_text(b)?) {
        (Some(a), Some(b)) => Ok(Some(by_units(&a, &b))),
        _ => Ok(to_number(a)?.partial_cmp(&to_number(b)?)),
    }
}

/// The text that a comparison takes a text, list or object for.
fn as_text(held: &Held<'_>) -> Result<Option<String>, Fault> {
    let textual = matches!(
        held.value(),
        Some(Value::String(_) | Value::Array(_) | Value::Object(_))
    );
    if textual {
        to_text(held).map(Some)
    } else {
        Ok(None)
    }
}

/// By UTF-16 units: unlike by characters, those past U+FFFF come before U+E000.
fn by_units(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

/// `a op b` for every operator but `+` and `in`.
pub(crate) fn apply(op: Binary, a: &Held<'_>, b: &Held<'_>) -> Result<Value, Fault> {
    let flag = match op {
        Binary::Same => same(a, b)?,
        Binary::NotSame => !same(a, b)?,
        Binary::Equal => equal(a, b)?,
        Binary::NotEqual => !equal(a, b)?,
        Binary::Less => order(a, b)? == Some(Ordering::Less),
        Binary::Greater => order(a, b)? == Some(Ordering::Greater),
        Binary::LessEqual => matches!(order(a, b)?, Some(Ordering::Less | Ordering::Equal)),
        Binary::GreaterEqual => matches!(order(a, b)?, Some(Ordering::Greater | Ordering::Equal)),
        _ => return Ok(Value::Number(calculate(op, to_number(a)?, to_number(b)?)?)),
    };
    Ok(Value::Bool(flag))
}

fn calculate(op: Binary, a: f64, b: f64) -> Result<f64, Fault> {
    let shift = to_int(b) as u32 & 31;
    Ok(match op {
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        Binary::Remainder => a % b,
        Binary::Power => return power(a, b),
        Binary::ShiftLeft => f64::from(to_int(a) << shift),
        Binary::ShiftRight => f64::from(to_int(a) >> shift),
        Binary::ShiftRightZero => f64::from(to_int(a) as u32 >> shift),
        Binary::BitAnd => f64::from(to_int(a) & to_int(b)),
        Binary::BitOr => f64::from(to_int(a) | to_int(b)),
        Binary::BitXor => f64::from(to_int(a) ^ to_int(b)),
        _ => a + b,
    })
}

/// Whole numbers only: engines differ in the last digit of the others.
fn power(a: f64, b: f64) -> Result<f64, Fault> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let result = a.powf(b);
    let whole = a.fract() == 0.0 && b.fract() == 0.0 && b >= 0.0;
    if whole && result.abs() <= EXACT {
        Ok(result)
    } else {
        Err(Fault::NotNative("power"))
    }
}

/// `number | 0`.
pub(crate) fn to_int(number: f64) -> i32 {
    const TWO_32: f64 = 4_294_967_296.0;
    if !number.is_finite() {
        return 0;
    }
    // What is left is a whole number within ±2^32, which i64 holds; cutting it to 32 bits is the conversion.
    (number.trunc() % TWO_32) as i64 as i32
}

/// Whether an object literal may be given this key at run time.
pub(crate) fn settable(name: &str) -> bool {
    crate::parse::own_key(name) && !inherited(name)
}

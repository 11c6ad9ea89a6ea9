//! The comparisons of a condition, by the type it is made for.

use std::borrow::Cow;

use sdk::Result;
use value::Value;

use super::pattern::Pattern;
use super::{Condition, Operand, Rules};
use crate::fields::js;

/// What a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text.
    String,
    /// Numbers.
    Number,
    /// Points in time.
    DateTime,
    /// True and false.
    Boolean,
    /// Lists.
    Array,
    /// Objects.
    Object,
    /// Anything; nothing is checked or converted.
    Any,
}

impl DataType {
    /// The type by n8n's name for it.
    pub fn named(name: &str) -> Self {
        match name {
            "string" => Self::String,
            "number" => Self::Number,
            "dateTime" => Self::DateTime,
            "boolean" => Self::Boolean,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => Self::Any,
        }
    }

    /// n8n's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::DateTime => "dateTime",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
            Self::Any => "any",
        }
    }
}

/// Whether a list holds a value; text may be compared without regard to case.
pub fn array_contains_value(list: &[Value], value: &Value, ignore_case: bool) -> bool {
    match value.as_str() {
        Some(wanted) if ignore_case => {
            let wanted = wanted.to_lowercase();
            list.iter()
                .filter_map(Value::as_str)
                .any(|text| text.to_lowercase() == wanted)
        }
        _ => list.iter().any(|element| same(element, value)),
    }
}

/// `===`, where an object is only ever itself.
fn same(a: &Value, b: &Value) -> bool {
    !matches!(a, Value::Array(_) | Value::Object(_)) && a == b
}

/// Whether the comparison holds for two operands that have the right types.
pub(super) fn holds(
    condition: &Condition,
    left: &Operand<'_>,
    right: &Operand<'_>,
    rules: Rules,
) -> Result<bool> {
    match condition.data_type {
        DataType::String => text(condition, left, right, rules),
        DataType::Number => Ok(number(&condition.operation, left, right)),
        DataType::DateTime => Ok(date_time(&condition.operation, left, right)),
        DataType::Boolean => Ok(boolean(&condition.operation, left, right)),
        DataType::Array => Ok(array(&condition.operation, left, right, rules)),
        DataType::Object => Ok(object(&condition.operation, left)),
        DataType::Any => Ok(false),
    }
}

fn text(
    condition: &Condition,
    left: &Operand<'_>,
    right: &Operand<'_>,
    rules: Rules,
) -> Result<bool> {
    let is_pattern = matches!(condition.operation.as_str(), "regex" | "notRegex");
    let left = as_text(left, rules.ignore_case);
    let right = as_text(right, rules.ignore_case && !is_pattern);
    Ok(match condition.operation.as_str() {
        "empty" => left.is_empty(),
        "notEmpty" => !left.is_empty(),
        "equals" => left == right,
        "notEquals" => left != right,
        "contains" => left.contains(&*right),
        "notContains" => !left.contains(&*right),
        "startsWith" => left.starts_with(&*right),
        "notStartsWith" => !left.starts_with(&*right),
        "endsWith" => left.ends_with(&*right),
        "notEndsWith" => !left.ends_with(&*right),
        "regex" => matches_pattern(condition, &left, &right)?,
        "notRegex" => !matches_pattern(condition, &left, &right)?,
        _ => false,
    })
}

/// The compiled pattern is kept with the condition for as long as the next item has the same one.
fn matches_pattern(condition: &Condition, text: &str, source: &str) -> Result<bool> {
    let mut kept = condition.pattern.lock();
    if let Some((known, pattern)) = &*kept
        && known == source
    {
        return pattern.is_match(text);
    }
    let pattern = Pattern::parse(source)?;
    let found = pattern.is_match(text);
    *kept = Some((source.to_owned(), pattern));
    found
}

fn as_text<'o>(operand: &'o Operand<'_>, lower: bool) -> Cow<'o, str> {
    let text = match operand.value() {
        None | Some(Value::Null) => return Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Borrowed(text.as_str()),
        Some(other) => return Cow::Owned(js::text(other).to_string()),
    };
    if lower
        && text
            .bytes()
            .any(|b| b.is_ascii_uppercase() || !b.is_ascii())
    {
        Cow::Owned(text.to_lowercase())
    } else {
        text
    }
}

fn number(operation: &str, left: &Operand<'_>, right: &Operand<'_>) -> bool {
    let read = |operand: &Operand<'_>| operand.value().and_then(Value::as_f64);
    match operation {
        "empty" => return !left.exists(),
        "notEmpty" => return left.exists(),
        _ => {}
    }
    let (a, b) = (read(left), read(right));
    match operation {
        "equals" => a == b,
        "notEquals" => a != b,
        _ => ordered(operation, ["gt", "lt", "gte", "lte"], a.zip(b)),
    }
}

/// The four comparisons by order, under whatever names; false where something is missing.
fn ordered<T: PartialOrd>(
    operation: &str,
    [gt, lt, gte, lte]: [&str; 4],
    pair: Option<(T, T)>,
) -> bool {
    let Some((a, b)) = pair else { return false };
    match operation {
        op if op == gt => a > b,
        op if op == lt => a < b,
        op if op == gte => a >= b,
        op if op == lte => a <= b,
        _ => false,
    }
}

fn date_time(operation: &str, left: &Operand<'_>, right: &Operand<'_>) -> bool {
    match operation {
        "empty" => return !left.exists(),
        "notEmpty" => return left.exists(),
        _ => {}
    }
    let pair = left.moment().zip(right.moment());
    match operation {
        "equals" => pair.is_some_and(|(a, b)| a == b),
        "notEquals" => pair.is_some_and(|(a, b)| a != b),
        _ => ordered(
            operation,
            ["after", "before", "afterOrEquals", "beforeOrEquals"],
            pair,
        ),
    }
}

fn boolean(operation: &str, left: &Operand<'_>, right: &Operand<'_>) -> bool {
    let read = |operand: &Operand<'_>| operand.value().and_then(Value::as_bool);
    match operation {
        "empty" => !left.exists(),
        "notEmpty" => left.exists(),
        "true" => read(left) == Some(true),
        "false" => read(left) != Some(true),
        "equals" => read(left) == read(right),
        "notEquals" => read(left) != read(right),
        _ => false,
    }
}

fn array(operation: &str, left: &Operand<'_>, right: &Operand<'_>, rules: Rules) -> bool {
    let list = left.value().and_then(Value::as_array).unwrap_or_default();
    let contains = || {
        array_contains_value(
            list,
            right.value().unwrap_or(&Value::Null),
            rules.ignore_case,
        )
    };
    let length = || Some(list.len() as f64).zip(right.value().and_then(Value::as_f64));
    match operation {
        "empty" => list.is_empty(),
        "notEmpty" => !list.is_empty(),
        "contains" => contains(),
        "notContains" => !contains(),
        "lengthEquals" => length().is_some_and(|(a, b)| a == b),
        "lengthNotEquals" => length().is_none_or(|(a, b)| a != b),
        _ => ordered(
            operation,
            ["lengthGt", "lengthLt", "lengthGte", "lengthLte"],
            length(),
        ),
    }
}

fn object(operation: &str, left: &Operand<'_>) -> bool {
    let empty = left
        .value()
        .and_then(Value::as_object)
        .is_none_or(value::Map::is_empty);
    match operation {
        "empty" => empty,
        "notEmpty" => !empty,
        _ => false,
    }
}

//! Conditions: what If, Filter and Switch decide by.
//!
//! A condition is a left value, an operator made for one type, and a right value. Values are first brought to that type,
//! or refused where the conditions are strict. The conditions of n8n's first versions are in [`legacy`].
//!
//! Nothing here evaluates an expression: values come in as they are.

pub(crate) mod form;
pub mod legacy;
mod operators;
pub mod pattern;
mod resolved;
mod translate;

use std::borrow::Cow;

use parking_lot::Mutex;
use sdk::{Error, Result};
use value::{Text, Value};

pub use operators::{DataType, array_contains_value};
pub(crate) use resolved::column;
pub use resolved::{Conditions, Resolved};

use crate::fields::{
    Checked, Clock, FieldOptions, Moment, get_value_description, in_words, validate_field_type,
};
use pattern::Pattern;

/// How the conditions of one filter are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combinator {
    /// All must hold.
    #[default]
    And,
    /// One is enough.
    Or,
}

impl Combinator {
    /// Reads n8n's word for it: `or`, anything else is `and`.
    pub fn named(name: &str) -> Self {
        if name.eq_ignore_ascii_case("or") || name == "any" {
            Self::Or
        } else {
            Self::And
        }
    }
}

/// How values are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Text is compared without regard to case.
    pub ignore_case: bool,
    /// A value of another type is a mistake instead of being converted.
    pub strict: bool,
    /// Version of these rules: from 2 on the text "false" is false, from 3 on blank text is no number.
    pub version: u32,
}

impl Rules {
    /// Reads the `options` of a filter; what is not said means what n8n takes it for.
    pub fn read(options: Option<&Value>) -> Self {
        let get = |key: &str| options.and_then(|options| options.get(key));
        Self {
            ignore_case: !get("caseSensitive").is_some_and(crate::fields::js::truthy),
            strict: get("typeValidation").and_then(Value::as_str) == Some("strict"),
            version: get("version")
                .and_then(Value::as_u64)
                .map_or(1, |version| version as u32),
        }
    }
}

/// A condition without its values.
#[derive(Debug)]
pub struct Condition {
    data_type: DataType,
    right_type: DataType,
    operation: Text,
    single: bool,
    /// The last pattern that was compiled for it.
    pattern: Mutex<Option<(String, Pattern)>>,
}

impl Condition {
    /// Reads the `operator` of a condition.
    pub fn read(operator: &Value) -> Self {
        let text = |key: &str| operator.get(key).and_then(Value::as_str);
        let data_type = DataType::named(text("type").unwrap_or("any"));
        let operation = text("operation").unwrap_or_default();
        let unary = ["exists", "notExists", "empty", "notEmpty", "true", "false"];
        Self {
            data_type,
            right_type: text("rightType")
                .map_or_else(|| usual_right_type(data_type, operation), DataType::named),
            operation: operation.into(),
            single: operator.get("singleValue") == Some(&Value::Bool(true))
                || unary.contains(&operation),
            pattern: Mutex::default(),
        }
    }

    /// Whether it looks at the left value only.
    pub fn is_single(&self) -> bool {
        self.single
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// When a value has another type and may not or cannot be converted, or a pattern is wrong.
    pub fn holds(&self, left: &Value, right: &Value, rules: Rules, clock: &Clock) -> Result<bool> {
        let left = self.operand(left, self.data_type, rules, clock)?;
        let right = if self.single {
            Operand::Missing
        } else {
            self.operand(right, self.right_type, rules, clock)?
        };
        match self.operation.as_str() {
            "exists" => Ok(left.exists()),
            "notExists" => Ok(!left.exists()),
            _ => operators::holds(self, &left, &right, rules),
        }
    }

    fn operand<'v>(
        &self,
        value: &'v Value,
        data_type: DataType,
        rules: Rules,
        clock: &Clock,
    ) -> Result<Operand<'v>> {
        let fits = match (data_type, value) {
            (_, Value::Null) => return Ok(Operand::Missing),
            (DataType::String, Value::String(_))
            | (DataType::Number, Value::Number(_))
            | (DataType::Boolean, Value::Bool(_))
            | (DataType::Array, Value::Array(_))
            | (DataType::Object, Value::Object(_))
            | (DataType::Any, _) => true,
            (DataType::Number, blank) if !rules.strict && rules.version >= 3 && is_blank(blank) => {
                return Ok(Operand::Missing);
            }
            (DataType::Boolean, other) if !rules.strict && rules.version < 2 => {
                return Ok(truth(other));
            }
            _ => false,
        };
        if fits {
            return Ok(Operand::Value(Cow::Borrowed(value)));
        }
        let options = FieldOptions {
            strict: rules.strict,
            parse_strings: true,
            choices: &[],
        };
        match validate_field_type("condition", value, data_type.name(), options, clock) {
            Ok(Checked::Absent) => Ok(Operand::Missing),
            Ok(Checked::Value(value)) => Ok(Operand::Value(Cow::Owned(value))),
            Ok(Checked::Moment(moment)) => Ok(Operand::Moment(moment)),
            Err(_) if data_type == DataType::Boolean && !rules.strict => Ok(truth(value)),
            Err(_) => Err(misfit(value, data_type, rules.strict)),
        }
    }
}

/// What a comparison needs on the right where the condition does not say.
fn usual_right_type(data_type: DataType, operation: &str) -> DataType {
    match (data_type, operation) {
        (DataType::Array, "contains" | "notContains") => DataType::Any,
        (DataType::Array, _) => DataType::Number,
        _ => data_type,
    }
}

fn truth<'v>(value: &Value) -> Operand<'v> {
    Operand::Value(Cow::Owned(crate::fields::js::truthy(value).into()))
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

fn misfit(value: &Value, wanted: DataType, strict: bool) -> Error {
    let wanted = in_words(wanted.name());
    let found = match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(_) => format!("the text {}", get_value_description(value)),
        other => format!("the {} {}", other.type_name(), get_value_description(other)),
    };
    if strict {
        let hint = "Compare by another type, or turn on “Convert types where required”.";
        return Error::new(
            "condition.type",
            format!("A condition needs {wanted}, but got {found}."),
        )
        .describe(hint);
    }
    Error::new(
        "condition.type",
        format!("A condition needs {wanted}, and {found} cannot be converted to that."),
    )
    .describe("Compare by another type, or change the value before.")
}

/// A value of the type that a condition asks for.
#[derive(Debug)]
pub(crate) enum Operand<'v> {
    Missing,
    Value(Cow<'v, Value>),
    Moment(Moment),
}

impl Operand<'_> {
    fn value(&self) -> Option<&Value> {
        match self {
            Operand::Value(value) => Some(value),
            Operand::Missing | Operand::Moment(_) => None,
        }
    }

    /// UTC milliseconds.
    fn moment(&self) -> Option<i64> {
        match self {
            Operand::Moment(moment) => Some(moment.ms()),
            Operand::Missing | Operand::Value(_) => None,
        }
    }

    fn exists(&self) -> bool {
        match self {
            Operand::Missing => false,
            Operand::Value(value) => value.as_f64().is_none_or(|number| !number.is_nan()),
            Operand::Moment(_) => true,
        }
    }
}

/// Whether a filter holds whose values are all there: `{ combinator, conditions, options }`.
///
/// # Errors
/// When a value has another type than its condition asks for.
pub fn execute_filter(filter: &Value, clock: &Clock) -> Result<bool> {
    let rules = Rules::read(filter.get("options"));
    let combinator = Combinator::named(filter["combinator"].as_str().unwrap_or("and"));
    let conditions = filter["conditions"].as_array().unwrap_or_default();
    join(combinator, conditions.len(), |at| {
        let condition = &conditions[at];
        Condition::read(&condition["operator"])
            .holds(
                &condition["leftValue"],
                &condition["rightValue"],
                rules,
                clock,
            )
            .map_err(|e| e.in_field(format!("conditions.{at}")))
    })
}

/// Joins the answers of so many conditions; those that no longer matter are not asked for.
pub(crate) fn join(
    combinator: Combinator,
    count: usize,
    mut holds: impl FnMut(usize) -> Result<bool>,
) -> Result<bool> {
    for at in 0..count {
        let held = holds(at)?;
        match combinator {
            Combinator::And if !held => return Ok(false),
            Combinator::Or if held => return Ok(true),
            _ => {}
        }
    }
    Ok(combinator == Combinator::And)
}

//! Typed fields: whether a value has a type, and what it becomes when it is brought to it.
//!
//! Edit Fields, the conditions, typed workflow inputs and tables of rows all ask here. Types go by n8n's names: `string`,
//! `number`, `boolean`, `dateTime`, `time`, `array`, `object`, `options`, `url`, `jwt`, `form-fields`, `binary` and
//! `string-alphanumeric`. Any other type takes every value.

mod forms;
pub mod js;
mod moment;
mod relaxed;
mod spoken;

pub use forms::try_to_parse_json_to_form_fields;
pub use moment::{Clock, Moment, parse as parse_date_time};
pub use relaxed::parse as parse_literal;

use value::{Value, string_to_number};

/// How strictly a value is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FieldOptions<'o> {
    /// The values there are, for the type `options`.
    pub choices: &'o [Value],
    /// Nothing is converted.
    pub strict: bool,
    /// Whatever should be text is made text.
    pub parse_strings: bool,
}

/// A value that has the wanted type.
#[derive(Clone, Debug, PartialEq)]
pub enum Checked {
    /// There was no value, which is no mistake.
    Absent,
    /// The value, converted where that was needed.
    Value(Value),
    /// A point in time.
    Moment(Moment),
}

impl Checked {
    /// The value as items hold it: a point in time is ISO text.
    pub fn into_value(self) -> Value {
        match self {
            Checked::Absent => Value::Null,
            Checked::Value(value) => value,
            Checked::Moment(moment) => moment.to_iso().into(),
        }
    }
}

/// Why a value does not have the wanted type.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Misfit {
    /// It is something else.
    #[error("“{field}” should be {wanted}, but it is {found}")]
    Type {
        /// Name of the field.
        field: String,
        /// What was wanted, in words.
        wanted: &'static str,
        /// What was there.
        found: String,
    },
    /// It is none of the choices.
    #[error("“{field}” should be one of {choices}, but it is {found}")]
    Choice {
        /// Name of the field.
        field: String,
        /// The choices.
        choices: String,
        /// What was there.
        found: String,
    },
    /// It is no web address.
    #[error("“{0}” is not a valid address (URL)")]
    Url(String),
    /// It does not describe the fields of a form.
    #[error("The list of form fields cannot be used: {0}")]
    Form(String),
}

impl From<Misfit> for sdk::Error {
    fn from(misfit: Misfit) -> Self {
        sdk::Error::data(misfit.to_string())
    }
}

/// Checks a value against a type and converts it where that is allowed.
///
/// # Errors
/// Says what the value is instead.
pub fn validate_field_type(
    name: &str,
    value: &Value,
    field_type: &str,
    options: FieldOptions<'_>,
    clock: &Clock,
) -> Result<Checked, Misfit> {
    if value.is_null() {
        return Ok(Checked::Absent);
    }
    let found = match field_type {
        "dateTime" => return date_time(name, value, clock),
        "options" => return choice(name, value, options.choices),
        "url" => try_to_parse_url(value).map(Some)?,
        "form-fields" => try_to_parse_json_to_form_fields(value).map(Some)?,
        "string" if options.strict && !value.is_string() => None,
        "string" if options.parse_strings => Some(try_to_parse_string(value)),
        "number" if options.strict && !value.is_number() => None,
        "number" => try_to_parse_number(value),
        "boolean" if options.strict && !value.is_boolean() => None,
        "boolean" => try_to_parse_boolean(value),
        "object" if options.strict && !value.is_object() => None,
        "object" => try_to_parse_object(value),
        "array" if options.strict && !value.is_array() => None,
        "array" => try_to_parse_array(value),
        "string-alphanumeric" => keep(value, is_alphanumeric),
        "time" => keep(value, is_time),
        "jwt" => keep(value, is_jwt),
        "binary" => is_binary(value).then(|| value.clone()),
        _ => Some(value.clone()),
    };
    let wanted = in_words(field_type);
    found.map(Checked::Value).ok_or_else(|| Misfit::Type {
        field: name.to_owned(),
        wanted,
        found: get_value_description(value),
    })
}

fn date_time(name: &str, value: &Value, clock: &Clock) -> Result<Checked, Misfit> {
    let found = try_to_parse_date_time(value, clock);
    found.map(Checked::Moment).ok_or_else(|| Misfit::Type {
        field: name.to_owned(),
        wanted: in_words("dateTime"),
        found: get_value_description(value),
    })
}

fn choice(name: &str, value: &Value, choices: &[Value]) -> Result<Checked, Misfit> {
    if choices.contains(value) {
        return Ok(Checked::Value(value.clone()));
    }
    let all: Vec<_> = choices.iter().map(get_value_description).collect();
    Err(Misfit::Choice {
        field: name.to_owned(),
        choices: all.join(", "),
        found: get_value_description(value),
    })
}

fn keep(value: &Value, fits: fn(&str) -> bool) -> Option<Value> {
    let text = js::text(value);
    fits(&text).then(|| value.clone())
}

/// A type in words for people.
pub fn in_words(field_type: &str) -> &'static str {
    match field_type {
        "string" => "text",
        "string-alphanumeric" => "letters, digits and _ that do not begin with a digit",
        "number" => "a number",
        "boolean" => "true or false",
        "dateTime" => "a date",
        "time" => "a time of day such as 22:00:00",
        "object" => "an object",
        "array" => "a list",
        "jwt" => "a JSON Web Token",
        "binary" => "a file",
        _ => "another type",
    }
}

/// A value for a message: quoted, or only its type where it may be large.
pub fn get_value_description(value: &Value) -> String {
    match value {
        Value::Array(_) => "array".to_owned(),
        Value::Object(_) => "object".to_owned(),
        other => format!("'{}'", js::text(other)),
    }
}

/// A number out of anything that is one in JavaScript's eyes.
pub fn try_to_parse_number(value: &Value) -> Option<Value> {
    if value.is_object() {
        return None;
    }
    let number = js::number(value);
    (!number.is_nan()).then(|| number.into())
}

/// Text out of anything; lists and objects become JSON.
pub fn try_to_parse_string(value: &Value) -> Value {
    match value {
        Value::Number(number) => value::number_to_string(*number).into(),
        other => other.to_text().into(),
    }
}

/// True or false out of a boolean, the words, 1 or 0.
pub fn try_to_parse_boolean(value: &Value) -> Option<Value> {
    if value.is_boolean() {
        return Some(value.clone());
    }
    let number = match value {
        Value::String(text) if text.eq_ignore_ascii_case("true") => return Some(true.into()),
        Value::String(text) if text.eq_ignore_ascii_case("false") => return Some(false.into()),
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => string_to_number(text),
        other => js::number(other),
    };
    match number {
        0.0 => Some(false.into()),
        1.0 => Some(true.into()),
        _ => None,
    }
}

/// A list, or text that holds one.
pub fn try_to_parse_array(value: &Value) -> Option<Value> {
    if value.is_array() {
        return Some(value.clone());
    }
    let text = value.as_str()?;
    let parsed = value::from_str(text)
        .ok()
        .or_else(|| value::from_str(&text.replace('\'', "\"")).ok());
    parsed.filter(Value::is_array)
}

/// An object, or text that holds one, as JSON or as people type it.
pub fn try_to_parse_object(value: &Value) -> Option<Value> {
    if value.is_object() {
        return Some(value.clone());
    }
    let text = value.as_str()?;
    let parsed = value::from_str(text).ok().or_else(|| relaxed::parse(text));
    parsed.filter(Value::is_object)
}

/// A point in time out of text.
pub fn try_to_parse_date_time(value: &Value, clock: &Clock) -> Option<Moment> {
    moment::parse(&js::text(value), clock)
}

/// A web address; `https://` is put before text that names no protocol.
///
/// # Errors
/// When it is none.
pub fn try_to_parse_url(value: &Value) -> Result<Value, Misfit> {
    let text = js::text(value);
    let whole = if text.contains("://") {
        text.to_string()
    } else {
        format!("https://{text}")
    };
    let known = ["http", "https", "ftp", "file"];
    match url::Url::parse(&whole) {
        Ok(url) if known.contains(&url.scheme()) => Ok(whole.into()),
        _ => Err(Misfit::Url(text.to_string())),
    }
}

fn is_alphanumeric(text: &str) -> bool {
    let digit_first = text.starts_with(|c: char| c.is_ascii_digit());
    !text.is_empty() && !digit_first && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// `HH:mm`, `HH:mm:ss`, with an offset or without.
fn is_time(text: &str) -> bool {
    let digits = |text: &str, lengths: &[usize]| {
        lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let (time, offset) = match text.find(['+', '-']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let parts: Vec<_> = time.split(':').collect();
    let offset_fits = offset.is_none_or(|offset| match offset.split_once(':') {
        Some((hours, minutes)) => digits(hours, &[1, 2]) && digits(minutes, &[2]),
        None => digits(offset, &[1, 2, 4]),
    });
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part, &[2])) && offset_fits
}

fn is_jwt(text: &str) -> bool {
    let part = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let parts: Vec<_> = text.split('.').collect();
    matches!(parts.as_slice(), [head, body, tail] if !head.is_empty() && !body.is_empty() && [head, body, tail].iter().all(|p| part(p)))
}

fn is_binary(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some_and(js::truthy);
    value.is_object() && has("mimeType") && (has("data") || has("id"))
}

#[cfg(test)]
mod tests {
    use value::json;

    use super::*;

    fn check(field_type: &str, value: Value, options: FieldOptions<'_>) -> Option<Value> {
        let clock = Clock::new("UTC", 0);
        validate_field_type("f", &value, field_type, options, &clock)
            .ok()
            .map(Checked::into_value)
    }

    #[test]
    fn converts_or_refuses() {
        let refused = None;
        for (field_type, value, after) in [
            ("number", json!("1.5"), Some(json!(1.5))),
            ("number", json!(""), Some(json!(0))),
            ("number", json!("x"), refused.clone()),
            ("number", json!({}), refused.clone()),
            ("boolean", json!("TRUE"), Some(json!(true))),
            ("boolean", json!("000"), Some(json!(false))),
            ("boolean", json!(" "), refused.clone()),
            ("array", json!("['a']"), Some(json!(["a"]))),
            ("array", json!(1), refused.clone()),
            ("object", json!("{a: 1}"), Some(json!({ "a": 1 }))),
            ("object", json!("[1]"), refused.clone()),
            (
                "dateTime",
                json!("2024-01-02"),
                Some(json!("2024-01-02T00:00:00.000Z")),
            ),
            ("time", json!("22:00"), Some(json!("22:00"))),
            ("time", json!("23"), refused.clone()),
            ("jwt", json!("a.b.c"), Some(json!("a.b.c"))),
            ("jwt", json!("a.b"), refused.clone()),
            (
                "url",
                json!("example.com"),
                Some(json!("https://example.com")),
            ),
            ("url", json!("javascript:alert(1)"), refused.clone()),
            (
                "binary",
                json!({ "mimeType": "a/b", "id": "1" }),
                Some(json!({ "mimeType": "a/b", "id": "1" })),
            ),
            ("string", json!(5), Some(json!(5))),
            ("anything", json!([1]), Some(json!([1]))),
        ] {
            assert_eq!(
                check(field_type, value.clone(), FieldOptions::default()),
                after,
                "{field_type} {value}"
            );
        }
    }

    #[test]
    fn options_change_the_answer() {
        let strict = FieldOptions {
            strict: true,
            ..Default::default()
        };
        let textual = FieldOptions {
            parse_strings: true,
            ..Default::default()
        };
        let choices = [json!("a"), json!("b")];
        let one_of = FieldOptions {
            choices: &choices,
            ..Default::default()
        };
        for (field_type, value, options, after) in [
            ("number", json!("1"), strict, None),
            ("string", json!(1), strict, None),
            ("object", json!([1]), strict, None),
            (
                "string",
                json!({ "a": 1 }),
                textual,
                Some(json!("{\"a\":1}")),
            ),
            ("options", json!("b"), one_of, Some(json!("b"))),
            ("options", json!("c"), one_of, None),
        ] {
            assert_eq!(
                check(field_type, value.clone(), options),
                after,
                "{field_type} {value}"
            );
        }
    }
}

//! Marks: how a result says in JSON what JSON cannot.
//!
//! A mark is an object with the one key U+0000: `{"\u0000": [tag, payload]}`. An object of the result whose key begins
//! with U+0000 gets another one before it, so nothing that code returns can be mistaken for a mark. A result without
//! marks is read as plain JSON. Not here: trust. Whatever does not read as a mark is an error.

use model::script::{ScriptError, Typed};
use value::{Text, Value};

/// The key of a mark, and what is put before a key that begins with it.
pub(crate) const KEY: &str = "\u{0}";

/// Tags of marks.
pub(crate) mod tag {
    pub(crate) const UNDEFINED: &str = "undefined";
    pub(crate) const NUMBER: &str = "number";
    pub(crate) const BIG_INT: &str = "bigInt";
    pub(crate) const FUNCTION: &str = "function";
    pub(crate) const DATE: &str = "date";
    pub(crate) const DATE_TIME: &str = "dateTime";
    pub(crate) const SPAN: &str = "span";
    pub(crate) const MAP: &str = "map";
    pub(crate) const SET: &str = "set";
    pub(crate) const REG_EXP: &str = "regExp";
    pub(crate) const ERROR: &str = "error";
    /// Not a value: the expression failed. Only the whole result of an expression is one.
    pub(crate) const FAILURE: &str = "failure";
}

/// A result, or the failure in its place; `None` for what is neither.
pub(crate) fn read(value: Value, marked: bool) -> Option<Result<Typed, ScriptError>> {
    if !marked {
        return Some(Ok(Typed::Json(value)));
    }
    match as_mark(&value) {
        Some((tag::FAILURE, error)) => Some(Err(value::from_value(error).ok()?)),
        _ => typed(value).map(Ok),
    }
}

/// The tag and the payload, if this is a mark.
fn as_mark(value: &Value) -> Option<(&str, &Value)> {
    let map = value.as_object().filter(|map| map.len() == 1)?;
    match map.get(KEY)?.as_array()? {
        [tag, payload] => Some((tag.as_str()?, payload)),
        _ => None,
    }
}

/// A value in which marks may be; plain parts stay plain.
fn typed(value: Value) -> Option<Typed> {
    if let Some((tag, payload)) = as_mark(&value) {
        return special(tag, payload);
    }
    if plain(&value) {
        return Some(Typed::Json(value));
    }
    match value {
        Value::Array(list) => list
            .iter()
            .map(|entry| typed(entry.clone()))
            .collect::<Option<_>>()
            .map(Typed::Array),
        Value::Object(map) => {
            let entries = map
                .iter()
                .map(|(key, entry)| Some((unescape(key)?, typed(entry.clone())?)));
            entries.collect::<Option<_>>().map(Typed::Object)
        }
        scalar => Some(Typed::Json(scalar)),
    }
}

/// Whether there is neither a mark nor an escaped key inside.
fn plain(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().all(plain),
        Value::Object(map) => map
            .iter()
            .all(|(key, entry)| !key.starts_with(KEY) && plain(entry)),
        _ => true,
    }
}

/// The key as code wrote it; `None` for one that the worker never sends.
fn unescape(key: &Text) -> Option<Text> {
    match key.strip_prefix(KEY) {
        None => Some(key.clone()),
        Some(rest) => rest.starts_with(KEY).then(|| rest.into()),
    }
}

fn special(tag: &str, payload: &Value) -> Option<Typed> {
    let text = |key: &str| payload.get(key).and_then(Value::as_str).map(str::to_owned);
    Some(match tag {
        tag::UNDEFINED => Typed::Undefined,
        tag::NUMBER => Typed::NotFinite(not_finite(payload)?),
        tag::BIG_INT => Typed::BigInt(payload.as_str()?.to_owned()),
        tag::FUNCTION => Typed::Function(payload.as_str()?.to_owned()),
        tag::DATE => Typed::Date(payload.as_f64().unwrap_or(f64::NAN)),
        tag::DATE_TIME => Typed::DateTime {
            ms: payload["ms"].as_f64().unwrap_or(f64::NAN),
            zone: text("zone")?,
            iso: text("iso").unwrap_or_default(),
        },
        tag::SPAN => Typed::Span {
            class: text("class")?,
            iso: text("iso")?,
        },
        tag::MAP => Typed::Collection {
            class: "Map".into(),
            members: members(payload)?,
        },
        tag::SET => Typed::Collection {
            class: "Set".into(),
            members: members(payload)?,
        },
        tag::REG_EXP => Typed::RegExp(payload.as_str()?.to_owned()),
        tag::ERROR => Typed::Error {
            name: text("name")?,
            message: text("message")?,
        },
        _ => return None,
    })
}

fn members(payload: &Value) -> Option<Vec<Typed>> {
    payload
        .as_array()?
        .iter()
        .map(|member| typed(member.clone()))
        .collect()
}

fn not_finite(payload: &Value) -> Option<f64> {
    match payload.as_str()? {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<Typed>) {
        let read = read(value::from_str(json).expect("is JSON"), true);
        assert_eq!(read, expected.map(Ok), "{json}");
    }

    #[test]
    fn marks_become_types() {
        check(r#"{"\u0000":["undefined",0]}"#, Some(Typed::Undefined));
        check(
            r#"{"\u0000":["number","-Infinity"]}"#,
            Some(Typed::NotFinite(f64::NEG_INFINITY)),
        );
        check(r#"{"\u0000":["date",5]}"#, Some(Typed::Date(5.0)));
        check(
            r#"{"\u0000":["set",[{"\u0000":["bigInt","9"]}]]}"#,
            Some(Typed::Collection {
                class: "Set".into(),
                members: vec![Typed::BigInt("9".into())],
            }),
        );
        check(
            r#"{"a":{"\u0000":["function","f"]}}"#,
            Some(Typed::Object(vec![(
                "a".into(),
                Typed::Function("f".into()),
            )])),
        );
    }

    #[test]
    fn data_is_never_a_mark() {
        let mark = Value::from(vec![Value::from("date"), 5.into()]);
        check(
            r#"{"\u0000\u0000":["date",5]}"#,
            Some(Typed::Object(vec![("\u{0}".into(), Typed::Json(mark))])),
        );
        check(
            r#"{"a":["date",5]}"#,
            Some(Typed::Json(
                value::from_str(r#"{"a":["date",5]}"#).expect("is JSON"),
            )),
        );
    }

    #[test]
    fn what_no_worker_sends_is_refused() {
        for json in [
            r#"{"\u0000":["nonsense",0]}"#,
            r#"{"\u0000":1}"#,
            r#"{"\u0000":["date",5],"a":1}"#,
            r#"[{"\u0000":["failure",{}]}]"#,
            r#"{"\u0000":["number","seven"]}"#,
        ] {
            check(json, None);
        }
    }

    #[test]
    fn a_failure_is_an_error() {
        let json =
            r#"{"\u0000":["failure",{"kind":"syntax","name":"SyntaxError","message":"no"}]}"#;
        let read = read(value::from_str(json).expect("is JSON"), true).expect("reads");
        assert_eq!(read.expect_err("is an error").name, "SyntaxError");
    }
}

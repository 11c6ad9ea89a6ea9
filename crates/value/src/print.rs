//! JSON text out, as `JSON.stringify` writes it.

use std::fmt::Write as _;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{Map, Value};

/// Compact JSON.
pub fn to_string(value: &Value) -> String {
    let mut out = String::with_capacity(64);
    write(&mut out, value);
    out
}

/// Compact JSON as bytes.
pub fn to_vec(value: &Value) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// JSON with two spaces a level, as `JSON.stringify(value, null, 2)` writes it.
pub fn to_string_pretty(value: &Value) -> String {
    let mut out = String::with_capacity(128);
    write_pretty(&mut out, value, 0);
    out
}

fn write(out: &mut String, value: &Value) {
    match value {
        Value::Array(list) => {
            out.push('[');
            for (at, element) in list.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(out, element);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (at, (key, element)) in map.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(out, key);
                out.push(':');
                write(out, element);
            }
            out.push('}');
        }
        scalar => write_scalar(out, scalar),
    }
}

fn write_scalar(out: &mut String, value: &Value) {
    match value {
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) if number.is_finite() => write_number(out, *number),
        Value::String(text) => write_text(out, text),
        _ => out.push_str("null"),
    }
}

fn write_number(out: &mut String, number: f64) {
    const SMALL: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < SMALL {
        // Formatting an integer is several times faster than the general way; -0 prints as 0 in both.
        let _ = write!(out, "{}", number as i64);
    } else {
        out.push_str(ryu_js::Buffer::new().format_finite(number));
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x08 => out.push_str("\\b"),
            0x0c => out.push_str("\\f"),
            control => {
                let _ = write!(out, "\\u{control:04x}");
            }
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

fn write_pretty(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(list) if !list.is_empty() => {
            out.push('[');
            for (at, element) in list.iter().enumerate() {
                start_line(out, at, depth + 1);
                write_pretty(out, element, depth + 1);
            }
            end_line(out, depth);
            out.push(']');
        }
        Value::Object(map) if !map.is_empty() => {
            out.push('{');
            for (at, (key, element)) in map.iter().enumerate() {
                start_line(out, at, depth + 1);
                write_text(out, key);
                out.push_str(": ");
                write_pretty(out, element, depth + 1);
            }
            end_line(out, depth);
            out.push('}');
        }
        flat => write(out, flat),
    }
}

fn start_line(out: &mut String, at: usize, depth: usize) {
    if at > 0 {
        out.push(',');
    }
    end_line(out, depth);
}

fn end_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => match self.as_i64() {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(*number),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(list) => serializer.collect_seq(list.iter()),
            Value::Object(map) => map.serialize(serializer),
        }
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            out.serialize_entry(key.as_str(), value)?;
        }
        out.end()
    }
}

//! Results to JSON with marks (see `mark`): one walk, and what JSON can say costs no more than JSON.
//!
//! A walk runs code of the result's author: getters, `toJSON`, traps of proxies. It happens inside the deadline, the
//! memory limit and a limit of its own on depth and size. Not here: what luxon's classes are; the prelude describes them.

use rquickjs::{Coerced, Error, Exception, Function, Proxy, Value};

use super::desk::Desk;
use super::prelude::Prelude;
use super::raw::{self, Keys, Name};
use crate::mark::{self, tag};
use crate::wire;

/// Deepest nesting of a result, with room below what the host's JSON reader accepts.
const DEEPEST: usize = 100;
/// How often in a row `describe` may put another value in the place of one.
const MOST_STAND_INS: usize = 8;
/// After how many values the clock is read.
const CLOCK_EVERY: usize = 1024;

/// Why a result could not be written.
#[derive(Debug)]
pub(super) enum Stop {
    /// JavaScript threw, or ran out of memory or time; the exception is pending.
    Thrown,
    /// Larger than the request allows.
    Large,
    /// Out of time, between two calls of JavaScript.
    Late,
}

impl From<Error> for Stop {
    fn from(_: Error) -> Stop {
        Stop::Thrown
    }
}

/// Writes results.
pub(super) struct Encoder<'a, 'js> {
    desk: &'a Desk,
    describe: &'a Function<'js>,
    plain: usize,
    to_json: Name<'js>,
    name: Name<'js>,
    /// Whether a mark or an escaped key was written.
    pub marked: bool,
    /// Values written so far, by all results of the request.
    values: usize,
    /// Bytes of the results that are done.
    bytes: usize,
    most: usize,
    /// The objects that the walk is in.
    path: Vec<usize>,
    out: Vec<u8>,
}

/// What a value is to be written as.
enum Node<'js> {
    Undefined,
    Scalar(Value<'js>),
    Array(Value<'js>),
    Object(Value<'js>),
    Function(Value<'js>),
    Special(String, Value<'js>),
}

impl<'a, 'js> Encoder<'a, 'js> {
    /// An encoder for results of at most `most`, by [`wire::weight`].
    pub fn new(
        prelude: &'a Prelude<'js>,
        desk: &'a Desk,
        most: usize,
    ) -> rquickjs::Result<Encoder<'a, 'js>> {
        let ctx = prelude.describe.ctx();
        let fresh = Value::from(rquickjs::Object::new(ctx.clone())?);
        Ok(Encoder {
            desk,
            describe: &prelude.describe,
            plain: raw::identity(&raw::prototype(&fresh)?),
            to_json: Name::new(ctx, "toJSON"),
            name: Name::new(ctx, "name"),
            marked: false,
            values: 0,
            bytes: 0,
            most,
            path: Vec::new(),
            out: Vec::new(),
        })
    }

    /// Writes one result after what is in `out`; on failure `out` stays as it was.
    pub fn write(&mut self, value: Value<'js>, out: &mut Vec<u8>) -> Result<(), Stop> {
        let before = out.len();
        std::mem::swap(&mut self.out, out);
        self.path.clear();
        let result = self.value(value, "");
        std::mem::swap(&mut self.out, out);
        match result {
            Ok(()) => self.bytes += out.len() - before,
            Err(_) => out.truncate(before),
        }
        result
    }

    fn value(&mut self, value: Value<'js>, key: &str) -> Result<(), Stop> {
        let node = self.node(value, || key.to_owned())?;
        self.node_text(node)
    }

    fn node_text(&mut self, node: Node<'js>) -> Result<(), Stop> {
        self.count()?;
        match node {
            Node::Undefined => self.mark(tag::UNDEFINED, |encoder| encoder.put("0")),
            Node::Scalar(value) => self.scalar(&value),
            Node::Array(value) => self.array(&value),
            Node::Object(value) => self.object(&value),
            Node::Function(value) => self.function(&value),
            Node::Special(tag, payload) => self.special(&tag, payload),
        }
    }

    /// Counts a value, and looks at size and clock.
    fn count(&mut self) -> Result<(), Stop> {
        self.values += 1;
        if wire::weight(self.bytes + self.out.len(), self.values) > self.most {
            return Err(Stop::Large);
        }
        if self.values.is_multiple_of(CLOCK_EVERY) && self.desk.is_late() {
            return Err(Stop::Late);
        }
        Ok(())
    }

    /// What a value is, after `toJSON` and the prelude had their say.
    fn node(&mut self, mut value: Value<'js>, key: impl Fn() -> String) -> Result<Node<'js>, Stop> {
        for _ in 0..MOST_STAND_INS {
            if !value.is_object() {
                let nothing = value.is_undefined() || value.is_symbol();
                return Ok(if nothing {
                    Node::Undefined
                } else {
                    Node::Scalar(value)
                });
            }
            if value.is_function() {
                return Ok(Node::Function(value));
            }
            if is_list(&value)? {
                return self.after_to_json(value, key);
            }
            let prototype = raw::prototype(&value)?;
            if prototype.is_null() || raw::identity(&prototype) == self.plain {
                return self.after_to_json(value, key);
            }
            let described: Value = self.describe.call((value.clone(),))?;
            if !described.is_array() {
                return self.after_to_json(value, key);
            }
            let tag = raw::get_index(&described, 0)?;
            let payload = raw::get_index(&described, 1)?;
            match raw::text(&tag)? {
                tag if tag == "instead" => value = payload,
                tag => return Ok(Node::Special(tag, payload)),
            }
        }
        Err(self.refuse(&value, "A result that stands in for another, without end"))
    }

    /// Calls `toJSON`, as `JSON.stringify` does: once.
    fn after_to_json(
        &mut self,
        value: Value<'js>,
        key: impl Fn() -> String,
    ) -> Result<Node<'js>, Stop> {
        let to_json = raw::get(&value, &self.to_json)?;
        let Some(to_json) = to_json.as_function() else {
            return Ok(if is_list(&value)? {
                Node::Array(value)
            } else {
                Node::Object(value)
            });
        };
        let value: Value = to_json.call((rquickjs::function::This(value), key()))?;
        if !value.is_object() {
            let nothing = value.is_undefined() || value.is_symbol();
            return Ok(if nothing {
                Node::Undefined
            } else {
                Node::Scalar(value)
            });
        }
        Ok(match value.is_function() {
            true => Node::Function(value),
            false if is_list(&value)? => Node::Array(value),
            false => Node::Object(value),
        })
    }

    fn scalar(&mut self, value: &Value<'js>) -> Result<(), Stop> {
        if let Some(number) = value.as_int() {
            use std::io::Write as _;
            let _ = write!(self.out, "{number}");
            return Ok(());
        }
        if let Some(number) = value.as_float() {
            return self.float(number);
        }
        if let Some(flag) = value.as_bool() {
            return self.put(if flag { "true" } else { "false" });
        }
        if value.is_string() {
            let out = &mut self.out;
            return Ok(raw::with_text(value, |text| quote(out, text))?);
        }
        if value.is_big_int() {
            let Coerced(digits) = value.get::<Coerced<String>>()?;
            return self.mark(tag::BIG_INT, |encoder| encoder.text(&digits));
        }
        self.put("null")
    }

    fn float(&mut self, number: f64) -> Result<(), Stop> {
        if number.is_finite() {
            let number = if number == 0.0 { 0.0 } else { number };
            return self.put(ryu_js::Buffer::new().format_finite(number));
        }
        let name = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        self.mark(tag::NUMBER, |encoder| encoder.text(name))
    }

    fn array(&mut self, list: &Value<'js>) -> Result<(), Stop> {
        self.enter(list)?;
        self.put("[")?;
        for at in 0..raw::length(list)? {
            if at > 0 {
                self.put(",")?;
            }
            let node = self.node(raw::get_index(list, at)?, || at.to_string())?;
            self.node_text(node)?;
        }
        self.path.pop();
        self.put("]")
    }

    fn object(&mut self, object: &Value<'js>) -> Result<(), Stop> {
        self.enter(object)?;
        self.put("{")?;
        let mut first = true;
        for key in Keys::of(object)? {
            let value = raw::get(object, &key)?;
            let node = self.node(value, || key.with_text(str::to_owned).unwrap_or_default())?;
            if matches!(node, Node::Undefined) {
                self.count()?;
                continue;
            }
            if !std::mem::take(&mut first) {
                self.put(",")?;
            }
            self.key(&key)?;
            self.node_text(node)?;
        }
        self.path.pop();
        self.put("}")
    }

    /// A key and its colon; one that could be taken for a mark's is escaped.
    fn key(&mut self, key: &Name<'js>) -> Result<(), Stop> {
        let (out, marked) = (&mut self.out, &mut self.marked);
        key.with_text(|text| {
            if text.starts_with(mark::KEY) {
                *marked = true;
                quote(out, &format!("{}{text}", mark::KEY));
            } else {
                quote(out, text);
            }
        })?;
        self.put(":")
    }

    fn function(&mut self, function: &Value<'js>) -> Result<(), Stop> {
        let name = raw::get(function, &self.name)?;
        let name = if name.is_string() {
            raw::text(&name)?
        } else {
            String::new()
        };
        self.mark(tag::FUNCTION, |encoder| encoder.text(&name))
    }

    /// What the prelude described.
    fn special(&mut self, tag: &str, payload: Value<'js>) -> Result<(), Stop> {
        const KNOWN: [&str; 7] = [
            tag::DATE,
            tag::DATE_TIME,
            tag::SPAN,
            tag::MAP,
            tag::SET,
            tag::REG_EXP,
            tag::ERROR,
        ];
        match KNOWN.into_iter().find(|known| *known == tag) {
            Some(known) => self.mark(known, |encoder| encoder.value(payload, "")),
            None => Err(self.refuse(&payload, &format!("A result described as {tag}"))),
        }
    }

    fn mark(
        &mut self,
        tag: &str,
        payload: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.marked = true;
        self.put("{\"\\u0000\":[\"")?;
        self.put(tag)?;
        self.put("\",")?;
        payload(self)?;
        self.put("]}")
    }

    /// Notes that the walk goes into an object.
    fn enter(&mut self, object: &Value<'js>) -> Result<(), Stop> {
        let identity = raw::identity(object);
        if self.path.contains(&identity) {
            return Err(self.refuse(object, "Converting circular structure to JSON"));
        }
        if self.path.len() >= DEEPEST {
            return Err(self.refuse(object, "The result is nested too deeply"));
        }
        self.path.push(identity);
        Ok(())
    }

    fn refuse(&self, near: &Value<'js>, message: &str) -> Stop {
        let _ = Exception::throw_type(near.ctx(), message);
        Stop::Thrown
    }

    fn put(&mut self, text: &str) -> Result<(), Stop> {
        self.out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        quote(&mut self.out, text);
        Ok(())
    }
}

/// Whether it is an array, or a proxy of one.
fn is_list(value: &Value<'_>) -> Result<bool, Stop> {
    if !value.is_proxy() {
        return Ok(value.is_array());
    }
    let mut inner = value.clone();
    for _ in 0..DEEPEST {
        let Some(proxy) = inner
            .as_object()
            .and_then(|object| Proxy::from_value(object.as_value().clone()).ok())
        else {
            return Ok(inner.is_array());
        };
        inner = proxy.target()?.into_value();
    }
    let _ = Exception::throw_range(value.ctx(), "Maximum call stack size exceeded");
    Err(Stop::Thrown)
}

/// Text as JSON.
pub(super) fn quote(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..0x20 => &control(*byte),
            _ => continue,
        };
        out.extend_from_slice(&bytes[from..at]);
        out.extend_from_slice(escape);
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

fn control(byte: u8) -> [u8; 6] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [
        b'\\',
        b'u',
        b'0',
        b'0',
        DIGITS[usize::from(byte >> 4)],
        DIGITS[usize::from(byte & 15)],
    ]
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn text_is_quoted_as_json() {
        for text in ["", "a\"b\\c", "\n\r\t\u{1}\u{1f}\u{7f}", "é😀", "\u{0}"] {
            let mut out = Vec::new();
            quote(&mut out, text);
            assert_eq!(
                serde_json::from_slice::<String>(&out).ok().as_deref(),
                Some(text)
            );
        }
    }
}

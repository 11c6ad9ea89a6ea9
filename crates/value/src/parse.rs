//! JSON text in. Keys that repeat from object to object share one allocation.

use std::cell::RefCell;

use rustc_hash::FxHashSet;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::{Map, Text, Value};

/// Why text is not JSON, and where.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ParseError(#[from] serde_json::Error);

impl ParseError {
    /// The line of the first offending byte, from 1.
    pub fn line(&self) -> usize {
        self.0.line()
    }

    /// The column of the first offending byte, from 1.
    pub fn column(&self) -> usize {
        self.0.column()
    }
}

/// Reads JSON text. Nesting past 128 levels is refused, so that no later walk over the value can exhaust the stack.
///
/// # Errors
/// When `text` is not one JSON value.
pub fn from_str(text: &str) -> Result<Value, ParseError> {
    read(&mut serde_json::Deserializer::from_str(text))
}

/// Reads JSON bytes (UTF-8), like [`from_str`].
///
/// # Errors
/// When `bytes` are not one JSON value.
pub fn from_slice(bytes: &[u8]) -> Result<Value, ParseError> {
    read(&mut serde_json::Deserializer::from_slice(bytes))
}

fn read<'de, R: serde_json::de::Read<'de>>(
    from: &mut serde_json::Deserializer<R>,
) -> Result<Value, ParseError> {
    let keys = Keys::default();
    let value = Seed(&keys).deserialize(&mut *from)?;
    from.end()?;
    Ok(value)
}

/// The keys seen so far in one document.
#[derive(Default)]
struct Keys(RefCell<FxHashSet<Text>>);

impl Keys {
    /// A document whose keys are data (ids as keys) would fill the set for nothing.
    const MOST: usize = 4096;

    fn share(&self, key: &str) -> Text {
        let mut seen = self.0.borrow_mut();
        if let Some(known) = seen.get(key) {
            return known.clone();
        }
        let new = Text::from(key);
        if seen.len() < Self::MOST {
            seen.insert(new.clone());
        }
        new
    }
}

#[derive(Clone, Copy)]
struct Seed<'k>(&'k Keys);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

/// A key: shared, never copied when it was seen before.
struct Key<'k>(&'k Keys);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Text;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Text, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Text;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(self.0.share(text))
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = from.next_element_seed(self)? {
            list.push(element);
        }
        Ok(Value::from(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = from.next_key_seed(Key(self.0))? {
            map.insert(key, from.next_value_seed(self)?);
        }
        Ok(Value::from(map))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Seed(&Keys::default()).deserialize(from)
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::Object(map) => Ok(std::sync::Arc::unwrap_or_clone(map)),
            other => Err(serde::de::Error::custom(format!(
                "expected an object, found {}",
                other.type_name()
            ))),
        }
    }
}

impl schemars::JsonSchema for Value {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!(true)
    }
}

impl schemars::JsonSchema for Map {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Map".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

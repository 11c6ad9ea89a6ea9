//! From Rust's types to values and back.

use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};

use crate::{DeError, Map, Text, Value};

/// Reads a typed value out of a [`Value`], by serde.
///
/// # Errors
/// Says which field did not fit.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, DeError> {
    T::deserialize(crate::de::Reader(value))
}

/// Turns anything serde can write into a [`Value`].
///
/// # Errors
/// When the type refuses to serialize or has keys that are no strings.
pub fn to_value<T: Serialize>(value: &T) -> Result<Value, serde_json::Error> {
    serde_json::to_value(value).map(Value::from)
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(flag),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => Value::from(text),
            serde_json::Value::Array(list) => list.into_iter().map(Value::from).collect(),
            serde_json::Value::Object(map) => Value::from(map.into_iter().collect::<Map>()),
        }
    }
}

impl From<&Value> for serde_json::Value {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(flag) => (*flag).into(),
            Value::Number(number) => match value.as_i64() {
                Some(integer) => integer.into(),
                None => (*number).into(),
            },
            Value::String(text) => text.as_str().into(),
            Value::Array(list) => list.iter().map(serde_json::Value::from).collect(),
            Value::Object(map) => serde_json::Value::Object(
                map.iter().map(|(k, v)| (k.to_string(), v.into())).collect(),
            ),
        }
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Bool(flag)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::String(text)
    }
}

impl From<&Text> for Value {
    fn from(text: &Text) -> Self {
        Value::String(text.clone())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text.into())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::String(text.as_str().into())
    }
}

impl From<std::borrow::Cow<'_, str>> for Value {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Value::String(text.as_ref().into())
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Value::Object(Arc::new(map))
    }
}

impl From<Arc<Map>> for Value {
    fn from(map: Arc<Map>) -> Self {
        Value::Object(map)
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Self {
        value.clone()
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Self {
        list.into_iter().collect()
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(list: &[T]) -> Self {
        list.iter().cloned().collect()
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        Value::Array(Arc::new(list.into_iter().map(Into::into).collect()))
    }
}

macro_rules! from_number {
    ($($number:ty)*) => { $(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Value::Number(number as f64)
            }
        }
    )* };
}
from_number!(f64 f32 i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

macro_rules! equals {
    ($($other:ty => $read:expr;)*) => { $(
        impl PartialEq<$other> for Value {
            fn eq(&self, other: &$other) -> bool {
                let read: fn(&Value, &$other) -> bool = $read;
                read(self, other)
            }
        }
    )* };
}
equals! {
    str => |value, other| value.as_str() == Some(other);
    &str => |value, other| value.as_str() == Some(*other);
    String => |value, other| value.as_str() == Some(other.as_str());
    f64 => |value, other| value.as_f64() == Some(*other);
    i32 => |value, other| value.as_f64() == Some(f64::from(*other));
    i64 => |value, other| value.as_i64() == Some(*other);
    bool => |value, other| value.as_bool() == Some(*other);
}

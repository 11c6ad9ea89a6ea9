//! Typed reads out of a value, by serde.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor, value::StrDeserializer,
};

use crate::{Text, Value};

/// Why a value does not have the wanted shape.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct DeError {
    message: String,
}

impl serde::de::Error for DeError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
        }
    }
}

impl DeError {
    /// Names the field the failure lies in; called once a level on the way out.
    fn within(self, field: &str) -> Self {
        let joint = if self.message.starts_with('`') {
            "."
        } else {
            "`: "
        };
        let rest = self.message.strip_prefix('`').unwrap_or(&self.message);
        Self {
            message: format!("`{field}{joint}{rest}"),
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Reader<'v>(pub &'v Value);

impl Reader<'_> {
    fn unexpected(&self) -> Unexpected<'_> {
        match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(flag) => Unexpected::Bool(*flag),
            Value::Number(number) => Unexpected::Float(*number),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = DeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Number(number) => match self.0.as_i64() {
                Some(integer) if integer >= 0 => visitor.visit_u64(integer as u64),
                Some(integer) => visitor.visit_i64(integer),
                None => visitor.visit_f64(*number),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(list) => visitor.visit_seq(Elements(list.iter(), 0)),
            Value::Object(map) => visitor.visit_map(Entries {
                iter: map.iter(),
                next: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        match self.0 {
            Value::String(text) => visitor.visit_enum(Variant {
                name: text,
                content: None,
            }),
            Value::Object(map) if map.len() == 1 => match map.iter().next() {
                Some((name, content)) => visitor.visit_enum(Variant {
                    name,
                    content: Some(content),
                }),
                None => Err(DeError::invalid_type(self.unexpected(), &"a choice")),
            },
            _ => Err(DeError::invalid_type(self.unexpected(), &"a choice")),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'v> IntoDeserializer<'v, DeError> for Reader<'v> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Elements<'v>(std::slice::Iter<'v, Value>, usize);

impl<'v> SeqAccess<'v> for Elements<'v> {
    type Error = DeError;

    fn next_element_seed<T: DeserializeSeed<'v>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DeError> {
        let Some(element) = self.0.next() else {
            return Ok(None);
        };
        let at = self.1;
        self.1 += 1;
        seed.deserialize(Reader(element))
            .map(Some)
            .map_err(|e| e.within(&at.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'v, I: Iterator<Item = (&'v Text, &'v Value)>> {
    iter: I,
    next: Option<(&'v Text, &'v Value)>,
}

impl<'v, I: Iterator<Item = (&'v Text, &'v Value)>> MapAccess<'v> for Entries<'v, I> {
    type Error = DeError;

    fn next_key_seed<K: DeserializeSeed<'v>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DeError> {
        self.next = self.iter.next();
        let Some((key, _)) = self.next else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::new(key.as_str()))
            .map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'v>>(&mut self, seed: T) -> Result<T::Value, DeError> {
        let Some((key, value)) = self.next.take() else {
            return Err(DeError::custom("value asked for before its key"));
        };
        seed.deserialize(Reader(value)).map_err(|e| e.within(key))
    }
}

struct Variant<'v> {
    name: &'v str,
    content: Option<&'v Value>,
}

impl<'v> EnumAccess<'v> for Variant<'v> {
    type Error = DeError;
    type Variant = Content<'v>;

    fn variant_seed<T: DeserializeSeed<'v>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Content<'v>), DeError> {
        Ok((
            seed.deserialize(StrDeserializer::new(self.name))?,
            Content(self.content),
        ))
    }
}

struct Content<'v>(Option<&'v Value>);

impl<'v> VariantAccess<'v> for Content<'v> {
    type Error = DeError;

    fn unit_variant(self) -> Result<(), DeError> {
        match self.0 {
            None | Some(Value::Null) => Ok(()),
            Some(other) => Err(DeError::invalid_type(
                Reader(other).unexpected(),
                &"nothing",
            )),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'v>>(self, seed: T) -> Result<T::Value, DeError> {
        seed.deserialize(Reader(self.0.unwrap_or(&Value::Null)))
    }

    fn tuple_variant<V: Visitor<'v>>(self, _: usize, visitor: V) -> Result<V::Value, DeError> {
        Reader(self.0.unwrap_or(&Value::Null)).deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'v>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        Reader(self.0.unwrap_or(&Value::Null)).deserialize_any(visitor)
    }
}

//! Reads the text of a workflow file with care: size, encoding, depth and repeated keys.
//!
//! `value::from_str` reads JSON too; a file from somebody else needs more: a sentence for everything that can be wrong
//! with it, and word of keys that stand twice, of which the last counts. Not here: what the JSON means.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use value::{Map, Text, Value};

use crate::n8n::ImportError;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// The deepest nesting that is read from others. JSON is read up to 128 levels everywhere, and an import may put a value
/// a level or two deeper than it was; our own files may therefore be as deep as [`OWN_LEVELS`].
pub const MOST_LEVELS: usize = 120;
/// The deepest nesting of our own files.
const OWN_LEVELS: usize = 126;
/// Past this many repeated keys no more are listed.
const MOST_REPEATS: usize = 100;

/// A file's JSON, and where a key stands twice.
#[derive(Debug)]
pub(crate) struct Document {
    pub value: Value,
    /// Paths of keys that stood more than once in their object.
    pub repeated: Vec<String>,
}

/// Reads the bytes of a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge {
            bytes: bytes.len(),
            most: MOST_BYTES,
        });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_text(bytes, error.valid_up_to()))?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    if text.contains('\0') {
        return Err(ImportError::Binary);
    }
    let notes = Notes {
        most_levels: if crate::file::is_ours(text) {
            OWN_LEVELS
        } else {
            MOST_LEVELS
        },
        ..Notes::default()
    };
    let mut from = serde_json::Deserializer::from_str(text);
    let value = Seed {
        notes: &notes,
        level: 0,
    }
    .deserialize(&mut from)
    .and_then(|value| from.end().map(|()| value))
    .map_err(|error| syntax(&error, &notes))?;
    Ok(Document {
        value,
        repeated: notes.repeated.into_inner(),
    })
}

/// Bytes that are no UTF-8: text in another encoding, or no text at all.
fn not_text(bytes: &[u8], at: usize) -> ImportError {
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let head = &bytes[..bytes.len().min(4096)];
    let control = |b: &&u8| **b < b' ' && !matches!(**b, b'\n' | b'\r' | b'\t');
    if !utf16 && head.iter().any(|b| control(&b)) {
        return ImportError::Binary;
    }
    let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    ImportError::NotUtf8 { line }
}

fn syntax(error: &serde_json::Error, notes: &Notes) -> ImportError {
    let (line, column) = (error.line(), error.column());
    if notes.too_deep.get() || error.to_string().starts_with("recursion limit") {
        return ImportError::TooDeep {
            most: notes.most_levels,
            line,
            column,
        };
    }
    if error.is_eof() {
        return ImportError::Truncated { line, column };
    }
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    ImportError::Syntax {
        what: what.to_owned(),
        line,
        column,
    }
}

/// A step on the way to the value that is being read.
enum Step {
    Key(Text),
    Index(usize),
}

#[derive(Default)]
struct Notes {
    /// Keys repeat from node to node: one allocation serves all.
    keys: RefCell<FxHashSet<Text>>,
    path: RefCell<Vec<Step>>,
    repeated: RefCell<Vec<String>>,
    most_levels: usize,
    too_deep: Cell<bool>,
}

impl Notes {
    const MOST_KEYS: usize = 4096;

    fn share(&self, key: &str) -> Text {
        let mut keys = self.keys.borrow_mut();
        if let Some(known) = keys.get(key) {
            return known.clone();
        }
        let new = Text::from(key);
        if keys.len() < Self::MOST_KEYS {
            keys.insert(new.clone());
        }
        new
    }

    fn step(&self, step: Step) {
        self.path.borrow_mut().push(step);
    }

    fn step_back(&self) {
        self.path.borrow_mut().pop();
    }

    fn repeat(&self, key: &str) {
        let mut repeated = self.repeated.borrow_mut();
        if repeated.len() < MOST_REPEATS {
            let mut path = String::new();
            for step in self.path.borrow().iter() {
                match step {
                    Step::Key(key) => path.push_str(key),
                    Step::Index(at) => path.push_str(&at.to_string()),
                }
                path.push('.');
            }
            repeated.push(path + key);
        }
    }
}

#[derive(Clone, Copy)]
struct Seed<'n> {
    notes: &'n Notes,
    level: usize,
}

impl Seed<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.level == self.notes.most_levels {
            self.notes.too_deep.set(true);
            return Err(E::custom("nested too deep"));
        }
        Ok(Self {
            level: self.level + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

struct Key<'n>(&'n Notes);

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

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        if number.is_finite() {
            Ok(Value::from(number))
        } else {
            Err(E::custom("number out of range"))
        }
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut list: Vec<Value> = Vec::new();
        loop {
            self.notes.step(Step::Index(list.len()));
            let next = from.next_element_seed(seed)?;
            self.notes.step_back();
            match next {
                Some(element) => list.push(element),
                None => return Ok(list.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = from.next_key_seed(Key(self.notes))? {
            self.notes.step(Step::Key(key.clone()));
            let value = from.next_value_seed(seed)?;
            self.notes.step_back();
            if map.insert(key.clone(), value).is_some() {
                self.notes.repeat(&key);
            }
        }
        Ok(map.into())
    }
}

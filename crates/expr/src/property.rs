//! Reading properties as JavaScript does, of data only: own fields, elements, lengths.
//!
//! Not here: methods. A name that JavaScript finds on a prototype is refused, so that the sandbox decides.

use value::{Text, Value};

use crate::{
    Fault,
    ast::Key,
    operators::{push_number, to_text},
    scope::{Held, Reply},
};

/// A key as it was computed.
pub(crate) enum Name<'a> {
    Text(&'a str),
    Own(Text),
    Index(usize),
}

impl Name<'_> {
    /// The key that a computed value stands for.
    pub fn of(value: &Held<'_>) -> Result<Self, Fault> {
        match value.value() {
            Some(Value::Number(n)) if n.fract() == 0.0 && (0.0..4_294_967_295.0).contains(n) => {
                Ok(Name::Index(*n as usize))
            }
            Some(Value::String(text)) => Ok(Name::Own(text.clone())),
            Some(Value::Array(_) | Value::Object(_)) => Err(Fault::NotNative("object as key")),
            _ => Ok(Name::Own(to_text(value)?.into())),
        }
    }

    /// The key as text, for objects and messages.
    pub fn with<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        match self {
            Name::Text(text) => read(text),
            Name::Own(text) => read(text),
            Name::Index(index) => {
                let mut text = String::new();
                push_number(&mut text, *index as f64);
                read(&text)
            }
        }
    }

    /// The element that this names: `1`, `"1"`, but not `"01"`.
    fn index(&self) -> Option<usize> {
        let digits = match self {
            Name::Index(index) => return Some(*index),
            Name::Text(text) => text,
            Name::Own(text) => text.as_str(),
        };
        let canonical = digits == "0" || !digits.starts_with('0');
        let plain = canonical && digits.len() < 10 && digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse().ok() } else { None }
    }
}

impl<'a> From<&'a Key> for Name<'a> {
    /// A computed key is empty here; it has to be computed first.
    fn from(key: &'a Key) -> Self {
        match key {
            Key::Name(name) => Name::Text(name),
            Key::Index(index) => Name::Index(*index as usize),
            Key::Computed(_) => Name::Text(""),
        }
    }
}

/// `of[key]` where nothing but a look-up is needed: most steps of most paths.
pub(crate) fn look_up<'v>(of: &'v Value, key: &Key) -> Option<&'v Value> {
    match (of, key) {
        (Value::Object(map), Key::Name(name)) => map.get(name),
        (Value::Array(list), Key::Index(at)) => list.get(*at as usize),
        _ => None,
    }
}

/// `of[name]`.
pub(crate) fn read<'a>(of: Held<'a>, name: &Name<'_>) -> Reply<'a> {
    match of {
        Held::Undefined => Err(unreadable("undefined", name)),
        Held::Ref(value) => match part(value, name)? {
            Found::Value(value) => Ok(Held::Ref(value)),
            found => found.held(),
        },
        Held::Own(value) => match part(&value, name)? {
            Found::Value(value) => Ok(Held::Own(value.clone())),
            found => found.held(),
        },
    }
}

fn unreadable(what: &str, name: &Name<'_>) -> Fault {
    name.with(|name| {
        Fault::type_error(format!(
            "Cannot read properties of {what} (reading '{name}')"
        ))
    })
}

enum Found<'v> {
    Value(&'v Value),
    Made(Value),
    Nothing,
}

impl<'h> Found<'_> {
    fn held(self) -> Reply<'h> {
        match self {
            Found::Value(value) => Ok(Held::Own(value.clone())),
            Found::Made(value) => Ok(Held::Own(value)),
            Found::Nothing => Ok(Held::Undefined),
        }
    }
}

fn part<'v>(value: &'v Value, name: &Name<'_>) -> Result<Found<'v>, Fault> {
    match value {
        Value::Object(map) => {
            let found = match name {
                Name::Text(key) => map.get(key),
                name => name.with(|key| map.get(key)),
            };
            match found {
                Some(_) if name.with(|key| key == "__proto__") => {
                    Err(Fault::NotNative("__proto__"))
                }
                Some(value) => Ok(Found::Value(value)),
                None => absent(name, &[]),
            }
        }
        Value::Array(list) => match name.index() {
            Some(at) => Ok(list.get(at).map_or(Found::Nothing, Found::Value)),
            None if name.with(|key| key == "length") => Ok(Found::Made(Value::from(list.len()))),
            None => absent(name, &ARRAY),
        },
        Value::String(text) => match name.index() {
            Some(at) => unit(text, at),
            None if name.with(|key| key == "length") => Ok(Found::Made(Value::from(units(text)))),
            None => absent(name, &STRING),
        },
        Value::Number(_) => absent(name, &NUMBER),
        Value::Bool(_) => absent(name, &[]),
        Value::Null => Err(unreadable("null", name)),
    }
}

/// Nothing, unless a prototype has it.
fn absent(name: &Name<'_>, methods: &[&str]) -> Result<Found<'static>, Fault> {
    if name.with(|name| inherited(name) || methods.contains(&name)) {
        Err(Fault::NotNative("method as value"))
    } else {
        Ok(Found::Nothing)
    }
}

/// How many UTF-16 units the text has: JavaScript's length.
fn units(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

fn unit(text: &str, at: usize) -> Result<Found<'static>, Fault> {
    if text.is_ascii() {
        return Ok(text
            .get(at..=at)
            .map_or(Found::Nothing, |c| Found::Made(Value::from(c))));
    }
    match text
        .encode_utf16()
        .nth(at)
        .map(|unit| char::from_u32(u32::from(unit)))
    {
        Some(Some(c)) => Ok(Found::Made(Value::from(c.to_string()))),
        Some(None) => Err(Fault::NotNative("half a character")),
        None => Ok(Found::Nothing),
    }
}

/// `name in of`.
pub(crate) fn contains(of: &Held<'_>, name: &Held<'_>) -> Result<bool, Fault> {
    let name = Name::of(name)?;
    let Some(Value::Object(_) | Value::Array(_)) = of.value() else {
        let of = to_text(of)?;
        return Err(name.with(|name| {
            Fault::type_error(format!(
                "Cannot use 'in' operator to search for '{name}' in {of}"
            ))
        }));
    };
    match of.value() {
        Some(Value::Object(map)) if name.with(|key| map.contains_key(key)) => Ok(true),
        Some(Value::Array(list)) if name.index().is_some_and(|at| at < list.len()) => Ok(true),
        Some(Value::Array(_)) if name.with(|key| key == "length" || ARRAY.contains(&key)) => {
            Ok(true)
        }
        _ => Ok(name.with(inherited)),
    }
}

/// Whether an object has this name without owning it.
pub(crate) fn inherited(name: &str) -> bool {
    OBJECT.contains(&name)
}

const OBJECT: [&str; 12] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
];

const NUMBER: [&str; 3] = ["toExponential", "toFixed", "toPrecision"];

const ARRAY: [&str; 37] = [
    "at",
    "concat",
    "copyWithin",
    "entries",
    "every",
    "fill",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "forEach",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "map",
    "pop",
    "push",
    "reduce",
    "reduceRight",
    "reverse",
    "shift",
    "slice",
    "some",
    "sort",
    "splice",
    "toReversed",
    "toSorted",
    "toSpliced",
    "unshift",
    "values",
    "with",
    "group",
];

const STRING: [&str; 48] = [
    "anchor",
    "at",
    "big",
    "blink",
    "bold",
    "charAt",
    "charCodeAt",
    "codePointAt",
    "concat",
    "endsWith",
    "fixed",
    "fontcolor",
    "fontsize",
    "includes",
    "indexOf",
    "isWellFormed",
    "italics",
    "lastIndexOf",
    "link",
    "localeCompare",
    "match",
    "matchAll",
    "normalize",
    "padEnd",
    "padStart",
    "repeat",
    "replace",
    "replaceAll",
    "search",
    "slice",
    "small",
    "split",
    "startsWith",
    "strike",
    "sub",
    "substr",
    "substring",
    "sup",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
    "toLowerCase",
    "toUpperCase",
    "toWellFormed",
    "trim",
    "trimEnd",
    "trimLeft",
    "trimRight",
    "trimStart",
];

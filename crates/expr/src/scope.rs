//! What an expression sees: the data of the item it is evaluated for.
//!
//! Not here: how items are stored and paired; the engine implements [`Scope`] over its own data.

use value::Value;

use crate::Fault;

/// The value of an expression: JSON, or `undefined`, which JSON lacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Js {
    /// `undefined`
    #[default]
    Undefined,
    /// Everything else
    Value(Value),
}

impl Js {
    /// The value, unless it is `undefined`.
    pub fn into_value(self) -> Option<Value> {
        match self {
            Js::Undefined => None,
            Js::Value(value) => Some(value),
        }
    }
}

impl<T: Into<Value>> From<T> for Js {
    fn from(value: T) -> Self {
        Js::Value(value.into())
    }
}

/// A value on its way through an evaluation: borrowed from the scope or the program as long as possible, so that
/// reading `$json.a.b.c` copies nothing but the leaf's pointer.
#[derive(Clone, Debug)]
pub enum Held<'a> {
    /// `undefined`
    Undefined,
    /// A value that lives elsewhere
    Ref(&'a Value),
    /// A value made on the way
    Own(Value),
}

impl Held<'_> {
    /// The value, unless it is `undefined`.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Held::Undefined => None,
            Held::Ref(value) => Some(value),
            Held::Own(value) => Some(value),
        }
    }

    /// The value for keeping: counts a reference, copies nothing.
    pub fn into_js(self) -> Js {
        match self {
            Held::Undefined => Js::Undefined,
            Held::Ref(value) => Js::Value(value.clone()),
            Held::Own(value) => Js::Value(value),
        }
    }

    /// Whether this is `null` or `undefined`.
    pub fn is_nullish(&self) -> bool {
        matches!(self.value(), None | Some(Value::Null))
    }
}

impl From<Js> for Held<'_> {
    fn from(js: Js) -> Self {
        match js {
            Js::Undefined => Held::Undefined,
            Js::Value(value) => Held::Own(value),
        }
    }
}

impl From<Value> for Held<'_> {
    fn from(value: Value) -> Self {
        Held::Own(value)
    }
}

impl<'a> From<&'a Value> for Held<'a> {
    fn from(value: &'a Value) -> Self {
        Held::Ref(value)
    }
}

/// A value, or why there is none.
pub type Reply<'a> = Result<Held<'a>, Fault>;

/// Which of a node's items is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// `.item`: the one that the current item comes from
    Paired,
    /// `.first()`
    First,
    /// `.last()`
    Last,
    /// `.all()[n]`
    At(usize),
    /// `$node["Name"]`: the one with the current item's own index
    Same,
}

/// Which part of an item is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `.json`
    Json,
    /// `.binary`
    Binary,
    /// The item itself, an object with `json` and, if it has any, `binary`
    Item,
}

/// The data an expression is evaluated over.
///
/// Whatever a scope cannot give exactly as n8n's data proxy would, it refuses with [`Fault::NotNative`], as all methods
/// but [`json`](Scope::json) do by default; the sandbox is asked then. Where n8n throws one of its own errors (a node
/// that has not run), it answers [`Fault::Data`].
pub trait Scope {
    /// `$json`.
    ///
    /// # Errors
    /// See [`Scope`].
    fn json(&self) -> Reply<'_>;

    /// Any other variable that is plain data: `$binary`, `$runIndex`, `$itemIndex`, `$parameter`, … (name with `$`).
    /// Refuse those whose methods or getters an expression could read (`$now`, `$execution`), see [`member`](Scope::member).
    ///
    /// # Errors
    /// See [`Scope`].
    fn variable(&self, name: &str) -> Reply<'_> {
        let _ = name;
        Err(Fault::NotNative("variable"))
    }

    /// A member of a variable that is no plain data: `("$workflow", "name")`, `("$execution", "id")`,
    /// `("$vars", key)`. Asked before [`variable`](Scope::variable).
    ///
    /// # Errors
    /// See [`Scope`].
    fn member(&self, variable: &str, key: &str) -> Reply<'_> {
        let _ = (variable, key);
        Err(Fault::NotNative("member of a variable"))
    }

    /// `$input.item`, `$input.first()`, …; `None` if there is no such item.
    ///
    /// # Errors
    /// See [`Scope`].
    fn input_item(&self, which: Which, part: Part) -> Result<Option<Held<'_>>, Fault> {
        let _ = (which, part);
        Err(Fault::NotNative("$input"))
    }

    /// `$('node').item`, `$('node').first()`, `$node["node"]`, …; `None` if there is no such item.
    ///
    /// # Errors
    /// See [`Scope`].
    fn node_item(&self, node: &str, which: Which, part: Part) -> Result<Option<Held<'_>>, Fault> {
        let _ = (node, which, part);
        Err(Fault::NotNative("data of another node"))
    }

    /// `$('node').isExecuted`.
    ///
    /// # Errors
    /// See [`Scope`].
    fn node_executed(&self, node: &str) -> Result<bool, Fault> {
        let _ = node;
        Err(Fault::NotNative("isExecuted"))
    }
}

/// A bare value is the scope in which it is `$json`, and nothing else is known.
impl Scope for Value {
    fn json(&self) -> Reply<'_> {
        Ok(Held::Ref(self))
    }
}

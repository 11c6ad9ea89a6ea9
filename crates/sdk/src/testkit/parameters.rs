//! Parameters whose expressions are evaluated natively.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use expr::{Fault, Held, Reply, Template};
use model::script::{BoxFuture, Scope, ScriptCall, ScriptError, ScriptFault, ScriptHost};
use model::{Item, Node as Document, NodeSpec};
use value::{Map, Value};

use crate::{Column, Error, Parameters, Result};

pub(super) struct NativeParameters {
    all: Value,
    literal: Vec<String>,
    items: Arc<Vec<Item>>,
    timezone: String,
}

/// What an expression sees here: its item and what the node gave beside it.
struct Seen<'a> {
    json: Value,
    extra: &'a Map,
}

impl expr::Scope for Seen<'_> {
    fn json(&self) -> Reply<'_> {
        Ok((&self.json).into())
    }

    fn variable(&self, name: &str) -> Reply<'_> {
        let known = self.extra.get(name).map(Held::from);
        known.ok_or(Fault::NotNative("variable"))
    }
}

/// Code that runs here has nobody to ask.
struct Nobody;

impl ScriptHost for Nobody {
    fn call(&self, call: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        let message = format!("the test kit answers no {call:?}");
        Box::pin(async { Err(ScriptError::new(ScriptFault::Refused, "Error", message)) })
    }
}

impl NativeParameters {
    pub(super) fn new(
        spec: &NodeSpec,
        node: &Document,
        items: Arc<Vec<Item>>,
        timezone: &str,
    ) -> Self {
        let literal = spec
            .params
            .iter()
            .filter(|param| param.literal)
            .map(|param| param.name.clone())
            .collect();
        Self {
            all: spec.complete(node).into(),
            literal,
            items,
            timezone: timezone.to_owned(),
        }
    }

    fn evaluate(&self, value: &Value, seen: &Seen<'_>) -> Result<Value> {
        match value {
            Value::String(text) if expr::is_expression(value) => {
                let result = Template::parse(text).eval(seen);
                let result = result
                    .map_err(|fault| Error::new("expression", format!("{text}: {fault:?}")))?;
                Ok(result.into_value().unwrap_or_default())
            }
            Value::Array(list) => list
                .iter()
                .map(|element| self.evaluate(element, seen))
                .collect::<Result<Vec<_>>>()
                .map(Value::from),
            Value::Object(map) => self.evaluate_map(map, seen).map(Value::from),
            other => Ok(other.clone()),
        }
    }

    fn evaluate_map(&self, map: &Map, seen: &Seen<'_>) -> Result<Map> {
        let mut out = Map::with_capacity(map.len());
        for (key, value) in map.iter() {
            let literal = self.literal.iter().any(|name| name == key.as_str());
            out.insert(
                key.clone(),
                if literal {
                    value.clone()
                } else {
                    self.evaluate(value, seen)?
                },
            );
        }
        Ok(out)
    }
}

#[async_trait]
impl Parameters for NativeParameters {
    fn raw(&self, path: &str) -> Option<Value> {
        self.all.path(path).cloned()
    }

    async fn resolve(&self, path: &str, items: Range<usize>, extra: &Map) -> Result<Column> {
        let raw = self.raw(path).unwrap_or_default();
        if self.literal.iter().any(|name| name == path) {
            return Ok(Column::Same(raw));
        }
        let one = |at: usize| {
            let json = self.items.get(at).map(Item::to_value).unwrap_or_default();
            self.evaluate(&raw, &Seen { json, extra })
        };
        Ok(Column::collect(items.map(one)))
    }

    fn scope(&self) -> Arc<Scope> {
        Arc::new(Scope {
            parameters: self.all.as_object().cloned().unwrap_or_default(),
            input: self.items.clone(),
            timezone: self.timezone.clone(),
            ..Scope::default()
        })
    }

    fn script_host(&self) -> Arc<dyn ScriptHost> {
        Arc::new(Nobody)
    }
}

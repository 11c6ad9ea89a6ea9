//! Parameters whose expressions are evaluated natively.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use expr::Template;
use model::{Item, Node as Document, NodeSpec};
use value::{Map, Value};

use crate::{Column, Error, Parameters, Result};

pub(super) struct NativeParameters {
    all: Value,
    literal: Vec<String>,
    items: Arc<Vec<Item>>,
}

impl NativeParameters {
    pub(super) fn new(spec: &NodeSpec, node: &Document, items: Arc<Vec<Item>>) -> Self {
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
        }
    }

    fn evaluate(&self, value: &Value, item: &Value) -> Result<Value> {
        match value {
            Value::String(text) if expr::is_expression(value) => {
                let result = Template::parse(text).eval(item);
                let result = result
                    .map_err(|fault| Error::new("expression", format!("{text}: {fault:?}")))?;
                Ok(result.into_value().unwrap_or_default())
            }
            Value::Array(list) => list
                .iter()
                .map(|element| self.evaluate(element, item))
                .collect::<Result<Vec<_>>>()
                .map(Value::from),
            Value::Object(map) => self.evaluate_map(map, item).map(Value::from),
            other => Ok(other.clone()),
        }
    }

    fn evaluate_map(&self, map: &Map, item: &Value) -> Result<Map> {
        let mut out = Map::with_capacity(map.len());
        for (key, value) in map.iter() {
            let literal = self.literal.iter().any(|name| name == key.as_str());
            out.insert(
                key.clone(),
                if literal {
                    value.clone()
                } else {
                    self.evaluate(value, item)?
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

    async fn resolve(&self, path: &str, items: Range<usize>, _: &Map) -> Result<Column> {
        let raw = self.raw(path).unwrap_or_default();
        if self.literal.iter().any(|name| name == path) {
            return Ok(Column::Same(raw));
        }
        let one = |at: usize| {
            let record = self.items.get(at).map(Item::to_value).unwrap_or_default();
            self.evaluate(&raw, &record)
        };
        Ok(Column::collect(items.map(one)))
    }
}

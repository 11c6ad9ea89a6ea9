//! Data that the tests evaluate over, and the shared case files.

#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic and say what it skipped"
)]

use std::path::PathBuf;

use expr::{Fault, Held, Part, Reply, Scope, Which};
use value::{Value, json};

/// A `$json`, two nodes that have run and one that has not.
pub struct Data {
    pub json: Value,
    pub nodes: Vec<(&'static str, Value)>,
}

impl Data {
    pub fn of(json: Value) -> Self {
        let set = json!([{ "json": { "a": 1, "name": "first" } }, { "json": { "a": 2 }, "binary": { "data": { "fileName": "x.txt" } } }]);
        Self {
            json,
            nodes: vec![
                ("Set", set),
                ("It's \"ours\"", json!([{ "json": { "x": "y" } }])),
                ("Empty", Value::Array(Default::default())),
            ],
        }
    }
}

fn pick(items: &Value, which: Which, part: Part) -> Option<Held<'_>> {
    let list = items.as_array().unwrap();
    let item = match which {
        Which::First => list.first(),
        Which::Last => list.last(),
        Which::Paired | Which::Same => list.get(1).or(list.first()),
        Which::At(at) => list.get(at),
    }?;
    let key = match part {
        Part::Item => return Some(Held::Ref(item)),
        Part::Json => "json",
        Part::Binary => "binary",
    };
    Some(item.get(key).map_or(Held::Undefined, Held::Ref))
}

impl Scope for Data {
    fn json(&self) -> Reply<'_> {
        Ok(Held::Ref(&self.json))
    }

    fn variable(&self, name: &str) -> Reply<'_> {
        match name {
            "$runIndex" => Ok(Held::Own(0.into())),
            "$itemIndex" => Ok(Held::Own(3.into())),
            "$binary" => Ok(Held::Own(json!({ "file": { "mimeType": "text/plain" } }))),
            _ => Err(Fault::NotNative("variable")),
        }
    }

    fn member(&self, variable: &str, key: &str) -> Reply<'_> {
        match (variable, key) {
            ("$workflow", "name") => Ok(Held::Own("Orders".into())),
            ("$vars", "missing") => Ok(Held::Undefined),
            _ => Err(Fault::NotNative("member")),
        }
    }

    fn input_item(&self, which: Which, part: Part) -> Result<Option<Held<'_>>, Fault> {
        self.node_item("Set", which, part)
    }

    fn node_item(&self, node: &str, which: Which, part: Part) -> Result<Option<Held<'_>>, Fault> {
        match self.nodes.iter().find(|(name, _)| *name == node) {
            Some((_, items)) => Ok(pick(items, which, part)),
            None => Err(Fault::data(
                "node-not-executed",
                node,
                format!("Node '{node}' hasn't been executed"),
            )),
        }
    }

    fn node_executed(&self, node: &str) -> Result<bool, Fault> {
        Ok(self.nodes.iter().any(|(name, _)| *name == node))
    }
}

/// The rows of a shared case file, or none where the cases are not there.
pub fn rows(file: &str) -> Vec<Value> {
    let root = std::env::var_os("MILLRACE_CASES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases"),
        PathBuf::from,
    );
    let path = root.join("n8n/expressions").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return Vec::new();
    };
    value::from_str(&text).unwrap().as_array().unwrap().to_vec()
}

//! Where items come from: an output of a run's step, or what is pinned.

use std::sync::Arc;

use api::{
    DataPage, DataRead, DataView, Error, FieldInfo, FieldType, OneItem, Schema, SchemaRead,
    ValueRead,
};
use leptos::prelude::*;
use model::{Item, NodeId};
use value::{Map, Value};

use crate::editor::state::Editor;
use crate::rpc;

/// Where items come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// An output of a step.
    Step {
        /// The run.
        execution: String,
        /// Number of the step.
        step: u32,
        /// The output.
        output: u16,
    },
    /// What is pinned to a node.
    Pinned(NodeId),
}

impl Source {
    /// A page of items.
    pub async fn page(
        &self,
        editor: Editor,
        from: u32,
        count: u32,
        search: &str,
        view: DataView,
    ) -> Result<DataPage, Error> {
        match self {
            Self::Step {
                execution,
                step,
                output,
            } => {
                rpc::call(DataRead {
                    execution: execution.clone(),
                    step: *step,
                    output: *output,
                    from,
                    count,
                    search: search.to_owned(),
                    view,
                })
                .await
            }
            Self::Pinned(node) => Ok(page(&pinned(editor, node), from, count, search)),
        }
    }

    /// The fields.
    pub async fn schema(&self, editor: Editor) -> Result<Schema, Error> {
        match self {
            Self::Step {
                execution,
                step,
                output,
            } => {
                rpc::call(SchemaRead {
                    execution: execution.clone(),
                    step: *step,
                    output: *output,
                })
                .await
            }
            Self::Pinned(node) => Ok(schema(&pinned(editor, node))),
        }
    }

    /// One whole item.
    pub async fn item(&self, editor: Editor, index: u32) -> Result<OneItem, Error> {
        match self {
            Self::Step {
                execution,
                step,
                output,
            } => {
                rpc::call(ValueRead {
                    execution: execution.clone(),
                    step: *step,
                    output: *output,
                    index,
                })
                .await
            }
            Self::Pinned(node) => {
                let items = pinned(editor, node);
                let found = items.get(index as usize).map(|json| one(index, json));
                found.ok_or_else(|| Error::missing("There is no such item any more."))
            }
        }
    }
}

fn pinned(editor: Editor, node: &NodeId) -> Arc<[Value]> {
    let items = editor
        .open
        .try_with_untracked(|open| open.workflow().pinned_items(node).map(<[Value]>::to_vec));
    items.flatten().unwrap_or_default().into()
}

/// A pinned item: its record, or its record and its files, as n8n writes them.
fn one(index: u32, pinned: &Value) -> OneItem {
    let Some(whole) = Item::whole(pinned) else {
        return OneItem {
            index,
            json: pinned.clone(),
            ..OneItem::default()
        };
    };
    let files = whole.binary.iter().flat_map(|files| files.iter());
    OneItem {
        index,
        json: Map::clone(&whole.json).into(),
        binary: files
            .map(|(name, file)| (name.to_string(), file.clone()))
            .collect(),
        ..OneItem::default()
    }
}

fn page(items: &[Value], from: u32, count: u32, search: &str) -> DataPage {
    let search = search.trim().to_lowercase();
    let fits =
        |json: &Value| search.is_empty() || value::to_string(json).to_lowercase().contains(&search);
    let found: Vec<(usize, &Value)> = items
        .iter()
        .enumerate()
        .filter(|(_, json)| fits(json))
        .collect();
    let shown: Vec<OneItem> = found
        .iter()
        .skip(from as usize)
        .take(count as usize)
        .map(|(at, json)| one(*at as u32, json))
        .collect();
    let mut columns: Vec<String> = Vec::new();
    for item in &shown {
        for key in item.json.as_object().into_iter().flat_map(Map::keys) {
            if !columns.iter().any(|known| known == key.as_str()) {
                columns.push(key.to_string());
            }
        }
    }
    DataPage {
        items: shown,
        total: found.len() as u32,
        columns,
    }
}

fn schema(items: &[Value]) -> Schema {
    let looked: Vec<&Value> = items.iter().take(1000).collect();
    Schema {
        fields: fields(&looked, 0),
        looked_at: looked.len() as u32,
        ..Schema::default()
    }
}

fn fields(values: &[&Value], depth: u32) -> Vec<FieldInfo> {
    let mut names: Vec<&str> = Vec::new();
    for map in values.iter().filter_map(|value| value.as_object()) {
        for key in map.keys() {
            if !names.contains(&key.as_str()) {
                names.push(key);
            }
        }
    }
    names
        .into_iter()
        .map(|name| field(name, values, depth))
        .collect()
}

fn field(name: &str, values: &[&Value], depth: u32) -> FieldInfo {
    let own: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
    let mut kinds: Vec<FieldType> = Vec::new();
    for kind in own.iter().map(|value| kind(value)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let inner: Vec<&Value> = own
        .iter()
        .flat_map(|value| match value {
            Value::Array(list) => list.iter().collect::<Vec<_>>(),
            other => vec![*other],
        })
        .filter(|value| value.is_object())
        .collect();
    let sample = own.iter().find(|value| !value.is_null());
    FieldInfo {
        name: name.to_owned(),
        kinds,
        present: own.len() as u32,
        sample: sample.map_or_else(String::new, |value| super::tree::short(value)),
        fields: match depth {
            0..5 => fields(&inner, depth + 1),
            _ => Vec::new(),
        },
    }
}

fn kind(value: &Value) -> FieldType {
    match value {
        Value::Null => FieldType::Null,
        Value::Bool(_) => FieldType::Boolean,
        Value::Number(_) => FieldType::Number,
        Value::String(_) => FieldType::String,
        Value::Array(_) => FieldType::Array,
        Value::Object(_) => FieldType::Object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned_items_are_paged_searched_and_told_like_others() {
        let items: Vec<Value> = (0..50)
            .map(|n| value::json!({ "n": n, "who": { "name": format!("Person {n}") } }))
            .collect();
        let found = page(&items, 45, 10, "");
        assert_eq!((found.items.len(), found.total), (5, 50));
        assert_eq!(found.columns, ["n", "who"]);
        assert_eq!(page(&items, 0, 10, " PERSON 4").total, 11);
        let told = schema(&items);
        assert_eq!(told.fields[0].kinds, [FieldType::Number]);
        assert_eq!(told.fields[1].fields[0].sample, "Person 0");
    }
}

//! Results of pure nodes that are kept because the person asked for it, and the keys that outside services see.

use std::collections::VecDeque;

use model::{Item, Origin, Source};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use sdk::{Column, Parameters};
use sha2::{Digest, Sha256};
use value::{Map, Value, json};

use crate::asked::item_value;
use crate::data::Items;
use crate::parameters::StepParameters;
use crate::view::View;

/// What a result is kept under: a hash of kind, version, evaluated parameters and input.
pub(crate) type Key = [u8; 32];

/// Results of pure nodes, the latest of all executions.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    results: FxHashMap<Key, Vec<Vec<Item>>>,
    /// Oldest first.
    order: VecDeque<Key>,
    items: usize,
}

/// Most items that are kept.
const MOST_ITEMS: usize = 200_000;

/// Says nothing of where an item comes from but which item of which input it is.
const RELATIVE: u32 = u32::MAX;

/// The key of a run; none where a parameter has no value.
pub(crate) async fn key(view: &std::sync::Arc<View>, inputs: &[Items]) -> Option<Key> {
    let parameters = StepParameters::new(view.clone());
    let count = view.items.len().max(1);
    let column = parameters.resolve("", 0..count, &Map::new()).await.ok()?;
    let values = match column {
        Column::Same(value) => vec![value],
        Column::Each { failed, .. } if !failed.is_empty() => return None,
        Column::Each { values, .. } => values,
    };
    let node = &view.plan_node().document;
    let mut hash = Sha256::new();
    let mut add = |value: &Value| {
        let bytes = value::to_vec(value);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    };
    add(&json!([
        node.kind.as_str(),
        node.version,
        node.name.clone()
    ]));
    values.iter().for_each(&mut add);
    for items in inputs {
        add(&json!(items.len()));
        for item in items.iter() {
            add(&item_value(&unplaced(item), &[]));
        }
    }
    Some(hash.finalize().into())
}

fn unplaced(item: &Item) -> Item {
    Item {
        origin: Origin::None,
        ..item.clone()
    }
}

impl Cache {
    /// A kept result, as if it came from these inputs.
    pub(crate) fn get(&self, key: Key, inputs: &[Items]) -> Option<Vec<Vec<Item>>> {
        let kept = self.0.lock();
        let outputs = kept.results.get(&key)?;
        let place = |source: &Source| {
            let input = inputs.get(usize::from(source.output))?;
            let item = input.get(source.index as usize)?;
            item.origin.sources().first().copied()
        };
        Some(moved(outputs, &place))
    }

    /// Keeps a result.
    pub(crate) fn put(&self, key: Key, inputs: &[Items], outputs: &[Vec<Item>]) {
        let mut at = FxHashMap::default();
        for (input, items) in (0_u16..).zip(inputs) {
            for (index, item) in (0_u32..).zip(items.iter()) {
                if let Some(place) = item.origin.sources().first() {
                    at.insert(*place, (input, index));
                }
            }
        }
        let relative = |source: &Source| {
            let (output, index) = *at.get(source)?;
            Some(Source {
                step: RELATIVE,
                output,
                index,
            })
        };
        let outputs = moved(outputs, &relative);
        let count: usize = outputs.iter().map(Vec::len).sum();
        if count <= MOST_ITEMS {
            self.0.lock().add(key, outputs, count);
        }
    }
}

impl Kept {
    fn add(&mut self, key: Key, outputs: Vec<Vec<Item>>, count: usize) {
        if let Some(old) = self.results.insert(key, outputs) {
            self.items -= old.iter().map(Vec::len).sum::<usize>();
            self.order.retain(|other| *other != key);
        }
        self.order.push_back(key);
        // An empty result takes room too.
        self.items += count;
        while self.items > MOST_ITEMS || self.order.len() > 1000 {
            let Some(oldest) = self.order.pop_front() else {
                return;
            };
            let gone = self.results.remove(&oldest).unwrap_or_default();
            self.items -= gone.iter().map(Vec::len).sum::<usize>();
        }
    }
}

/// The same items with other origins; those that lead nowhere are unknown.
fn moved(outputs: &[Vec<Item>], place: &dyn Fn(&Source) -> Option<Source>) -> Vec<Vec<Item>> {
    let one = |item: &Item| {
        let mut item = item.clone();
        let sources: Vec<Source> = item.origin.sources().iter().filter_map(place).collect();
        item.origin = match (&item.origin, sources.as_slice()) {
            (Origin::None, _) => Origin::None,
            (_, []) => Origin::Unknown,
            (_, [one]) => Origin::One(*one),
            (_, many) => Origin::Many(many.into()),
        };
        item
    };
    let output = |items: &Vec<Item>| items.iter().map(one).collect();
    outputs.iter().map(output).collect()
}

/// Stays the same over all attempts of a run of a node, in this execution and when it is taken up again.
pub(crate) fn idempotency_key(execution: &str, node: &str, run: u32) -> String {
    let mut hash = Sha256::new();
    for part in [execution.as_bytes(), node.as_bytes(), &run.to_le_bytes()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..16])
}

//! What a run of a node has: its items, its parameters, its settings and the host.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use model::script::{Scope, ScriptHost};
use model::{Item, Mode, Node as Document, NodeSpec, OnError};
use serde::de::DeserializeOwned;
use value::{Map, Text, Value, json};

use crate::{Authorization, Binary, Error, Host, Result};

/// A parameter's value for every item.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// The same for all: there is no expression in it.
    Same(Value),
    /// One for each of the items asked for.
    Each {
        /// The values; `null` where the expression failed.
        values: Vec<Value>,
        /// The failures, by position among the values.
        failed: BTreeMap<usize, Error>,
    },
}

impl Column {
    /// Collects one result after the other.
    pub fn collect(results: impl IntoIterator<Item = Result<Value>>) -> Self {
        let mut failed = BTreeMap::new();
        let mut take = |(at, result): (usize, Result<Value>)| {
            result.unwrap_or_else(|error| {
                failed.insert(at, error);
                Value::Null
            })
        };
        let values = results.into_iter().enumerate().map(&mut take).collect();
        Self::Each { values, failed }
    }

    /// The value for an item.
    ///
    /// # Errors
    /// When its expression failed for this item.
    pub fn at(&self, item: usize) -> Result<&Value> {
        match self {
            Column::Same(value) => Ok(value),
            Column::Each { values, failed } => match failed.get(&item) {
                Some(error) => Err(error.clone()),
                None => Ok(values.get(item).unwrap_or(&Value::Null)),
            },
        }
    }

    /// The value for an item, read as a type.
    ///
    /// # Errors
    /// When its expression failed for this item or its value has another shape.
    pub fn read<T: DeserializeOwned>(&self, item: usize) -> Result<T> {
        let value = self.at(item)?;
        value::from_value(value)
            .map_err(|e| Error::new("param.invalid", e.to_string()).on_item(item))
    }
}

/// Where parameters come from: the engine evaluates their expressions, all items in one go.
#[async_trait]
pub trait Parameters: Send + Sync {
    /// The parameter at a dotted path as it is written, with the kind's defaults; expressions are not evaluated.
    fn raw(&self, path: &str) -> Option<Value>;

    /// The parameter at a dotted path for the items of the first input, expressions evaluated. `extra` are more variables
    /// they may see, such as `$response`.
    async fn resolve(&self, path: &str, items: Range<usize>, extra: &Map) -> Result<Column>;

    /// What code of this run sees, for nodes that run a program of the person's.
    fn scope(&self) -> Arc<Scope>;

    /// Answers what such a program asks while it runs.
    fn script_host(&self) -> Arc<dyn ScriptHost>;
}

/// Facts about the run.
#[derive(Clone, Debug, Default)]
pub struct RunInfo {
    /// Id of the execution.
    pub execution: String,
    /// Id of the workflow.
    pub workflow: String,
    /// Name of the workflow.
    pub workflow_name: String,
    /// Why the execution runs.
    pub mode: Mode,
    /// Which run of this node it is, from 0.
    pub run: u32,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// How many attempts of the step failed before this one; one that was cut off did not fail.
    pub failed: u32,
    /// IANA time zone of the workflow.
    pub timezone: String,
    /// The output of this node's own earlier run through which the input came back, in a loop; none where the input came
    /// from outside. This is what lets loops nest without being reset by hand.
    pub looped: Option<u16>,
    /// For each input port whether a wire leads to it.
    pub connected: Vec<bool>,
    /// Stays the same over all attempts of this step: sent as `Idempotency-Key` where the other side understands it.
    pub idempotency_key: String,
}

/// What a run of a node has.
pub struct Ctx {
    node: Arc<Document>,
    spec: Arc<NodeSpec>,
    inputs: Vec<Arc<Vec<Item>>>,
    parameters: Arc<dyn Parameters>,
    host: Arc<dyn Host>,
    info: RunInfo,
    state: Map,
    console: Vec<String>,
}

impl Ctx {
    /// Made by the engine and by the test kit.
    pub fn new(
        node: Arc<Document>,
        spec: Arc<NodeSpec>,
        inputs: Vec<Arc<Vec<Item>>>,
        parameters: Arc<dyn Parameters>,
        host: Arc<dyn Host>,
        info: RunInfo,
        state: Map,
    ) -> Self {
        Self {
            node,
            spec,
            inputs,
            parameters,
            host,
            info,
            state,
            console: Vec::new(),
        }
    }

    /// The node as drawn.
    pub fn node(&self) -> &Document {
        &self.node
    }

    /// What its kind is.
    pub fn spec(&self) -> &NodeSpec {
        &self.spec
    }

    /// Version of the kind.
    pub fn version(&self) -> f64 {
        self.node.version
    }

    /// Facts about the run.
    pub fn info(&self) -> &RunInfo {
        &self.info
    }

    /// The way out.
    pub fn host(&self) -> &dyn Host {
        &*self.host
    }

    /// The way out, to keep across tasks.
    pub fn host_arc(&self) -> Arc<dyn Host> {
        self.host.clone()
    }

    /// The credential that a person chose for a slot of this node, for nodes that sign or connect by themselves. What goes
    /// out with requests is named in the request instead, and never seen.
    ///
    /// # Errors
    /// When none is chosen, or it cannot be used here.
    pub async fn credential(&self, slot: &str) -> Result<Authorization> {
        let mut chosen = self.node.credentials.iter();
        let chosen = chosen.find(|chosen| chosen.slot == slot);
        let id = chosen.and_then(|chosen| chosen.id.as_deref());
        self.host.credential(slot, id).await
    }

    /// The items of the first input.
    pub fn items(&self) -> Arc<Vec<Item>> {
        self.input(0)
    }

    /// The items of an input; empty where nothing came.
    pub fn input(&self, port: usize) -> Arc<Vec<Item>> {
        self.inputs.get(port).cloned().unwrap_or_default()
    }

    /// How many inputs there are.
    pub fn input_count(&self) -> usize {
        self.inputs.len()
    }

    /// What this node remembers from run to run within the execution (loop position, for one).
    pub fn state(&self) -> &Map {
        &self.state
    }

    /// The same, for writing. It is journalled with the step.
    pub fn state_mut(&mut self) -> &mut Map {
        &mut self.state
    }

    /// A line for the person who watches the run.
    pub fn print(&mut self, line: impl Into<String>) {
        self.console.push(line.into());
    }

    /// Takes state and printed lines out, when the run has ended.
    pub fn finish(self) -> (Map, Vec<String>) {
        (self.state, self.console)
    }

    /// The parameter at a dotted path as it is written, with defaults.
    pub fn raw(&self, path: &str) -> Option<Value> {
        self.parameters.raw(path)
    }

    /// The parameters as the engine keeps them.
    pub fn parameters(&self) -> &Arc<dyn Parameters> {
        &self.parameters
    }

    /// The value of a parameter for every item, evaluated in one batch. The first call for a path does the work.
    ///
    /// # Errors
    /// When the parameter cannot be evaluated at all; failures on single items are in the column.
    pub async fn column(&self, path: &str) -> Result<Column> {
        let count = self.items().len().max(1);
        self.parameters.resolve(path, 0..count, &Map::new()).await
    }

    /// The value of a parameter for one item; `null` where there is none.
    ///
    /// # Errors
    /// When its expression fails.
    pub async fn value(&self, path: &str, item: usize) -> Result<Value> {
        let column = self
            .parameters
            .resolve(path, item..item + 1, &Map::new())
            .await?;
        column.at(0).cloned()
    }

    /// A parameter for one item, read as a type. Use [`Ctx::column`] where many items ask for it.
    ///
    /// # Errors
    /// When its expression fails or its value has another shape.
    pub async fn param<T: DeserializeOwned>(&self, path: &str, item: usize) -> Result<T> {
        let value = self
            .value(path, item)
            .await
            .map_err(|e| e.in_field(path).on_item(item))?;
        value::from_value(&value).map_err(|e| self.misfit(path, &value, &e).on_item(item))
    }

    /// All parameters for one item, read as a type: a struct with `#[serde(rename_all = "camelCase", default)]`.
    ///
    /// # Errors
    /// When an expression fails or a value has another shape.
    pub async fn params<T: DeserializeOwned>(&self, item: usize) -> Result<T> {
        self.param("", item).await
    }

    /// All parameters for every item, evaluated in one batch: then [`Column::read`] for each.
    ///
    /// # Errors
    /// When they cannot be evaluated at all.
    pub async fn all_params(&self) -> Result<Column> {
        self.column("").await
    }

    fn misfit(&self, path: &str, value: &Value, error: &value::DeError) -> Error {
        let field = if path.is_empty() {
            "the parameters".to_owned()
        } else {
            format!("“{path}”")
        };
        Error::param(
            path,
            format!("{field} of “{}” cannot be read: {error}", self.node.name),
        )
        .describe(format!("The value was {}.", shorten(&value.to_text())))
    }

    /// Whether a failure on one item lets the others go on.
    pub fn continues(&self) -> bool {
        matches!(self.node.on_error, OnError::Continue | OnError::ErrorOutput)
    }

    /// Turns a failure on one item into an item, where the node's settings say so: `{ error: message }`, from that item,
    /// marked so that the engine can send it to the error output.
    ///
    /// # Errors
    /// Gives the error back where a failure stops the run.
    pub fn recover(&self, item: usize, error: Error) -> Result<Item> {
        let error = error.on_item(item).in_node(self.node.name.clone());
        if !self.continues() {
            return Err(error);
        }
        let record = Map::from_iter([("error", json!(error.message.as_str()))]);
        let mut failed = Item::new(record);
        failed.error = Some(Arc::new(error));
        if let Some(input) = self.items().get(item) {
            failed.origin = input.origin.clone();
        }
        Ok(failed)
    }

    /// The binary of an input item, or a plain error that names the property.
    ///
    /// # Errors
    /// When the item has no such binary.
    pub fn file(&self, item: usize, property: &str) -> Result<Binary> {
        let items = self.items();
        let found = items
            .get(item)
            .and_then(|item| item.file(property))
            .cloned();
        found.ok_or_else(|| {
            let names: Vec<Text> = items
                .get(item)
                .and_then(|i| i.binary.as_deref())
                .into_iter()
                .flat_map(|all| all.iter().map(|(n, _)| n.clone()))
                .collect();
            let there = if names.is_empty() {
                "It has no file at all.".to_owned()
            } else {
                format!("It has: {}.", names.join(", "))
            };
            Error::new(
                "binary.missing",
                format!("The item has no file named “{property}”."),
            )
            .describe(there)
            .on_item(item)
        })
    }
}

fn shorten(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

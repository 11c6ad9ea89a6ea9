//! Runs one node by itself, over a host that lives in memory.
//!
//! ```ignore
//! let out = testkit::run(Limit).params(json!({ "maxItems": 1 })).items([json!({ "a": 1 }), json!({ "a": 2 })]).await?;
//! assert_eq!(out.json(0), [json!({ "a": 1 })]);
//! ```
//!
//! Expressions are evaluated natively only: what needs the sandbox is tested with the engine.

mod host;
mod parameters;

use std::future::IntoFuture;
use std::sync::Arc;

use model::{Item, Node as Document, OnError, Origin, Source};
use value::{Map, Value};

pub use host::TestHost;

use crate::{Ctx, Error, Node, Outputs, RunInfo};
use parameters::NativeParameters;

/// Begins a run of a node in its latest version.
pub fn run(node: impl Node) -> TestRun {
    TestRun::new(Arc::new(node))
}

/// A run that is being prepared; `.await` does it.
pub struct TestRun {
    node: Arc<dyn Node>,
    document: Document,
    inputs: Vec<Vec<Item>>,
    host: Arc<TestHost>,
    info: RunInfo,
    state: Map,
}

impl TestRun {
    fn new(node: Arc<dyn Node>) -> Self {
        let spec = node.spec();
        let document = Document::new("Node", spec.kind.clone(), spec.latest());
        let info = RunInfo {
            timezone: "UTC".to_owned(),
            attempt: 1,
            failed: 0,
            ..RunInfo::default()
        };
        Self {
            node,
            document,
            inputs: Vec::new(),
            host: Arc::default(),
            info,
            state: Map::new(),
        }
    }

    /// Sets the version.
    #[must_use]
    pub fn version(mut self, version: f64) -> Self {
        self.document.version = version;
        self
    }

    /// Sets the parameters: an object.
    #[must_use]
    pub fn params(mut self, parameters: Value) -> Self {
        self.document.parameters = parameters.as_object().cloned().unwrap_or_default();
        self
    }

    /// Sets what happens when an item fails.
    #[must_use]
    pub fn on_error(mut self, on_error: OnError) -> Self {
        self.document.on_error = on_error;
        self
    }

    /// Adds the records of the next input.
    #[must_use]
    pub fn items(self, records: impl IntoIterator<Item = Value>) -> Self {
        self.input(records.into_iter().map(Item::of).collect())
    }

    /// Adds the items of the next input.
    #[must_use]
    pub fn input(mut self, mut items: Vec<Item>) -> Self {
        let step = self.inputs.len() as u32;
        for (index, item) in items.iter_mut().enumerate() {
            item.origin = Origin::One(Source {
                step,
                output: 0,
                index: index as u32,
            });
        }
        self.inputs.push(items);
        self
    }

    /// Uses this host.
    #[must_use]
    pub fn host(mut self, host: Arc<TestHost>) -> Self {
        self.host = host;
        self
    }

    /// Changes the facts about the run.
    #[must_use]
    pub fn info(mut self, change: impl FnOnce(&mut RunInfo)) -> Self {
        change(&mut self.info);
        self
    }

    /// Sets what the node remembers from its earlier run.
    #[must_use]
    pub fn state(mut self, state: Map) -> Self {
        self.state = state;
        self
    }

    async fn go(self) -> Result<TestOutput, Error> {
        let spec = Arc::new(self.node.spec());
        let document = Arc::new(self.document);
        let inputs: Vec<_> = if self.inputs.is_empty() {
            vec![vec![Item::default()]]
        } else {
            self.inputs
        };
        let inputs: Vec<_> = inputs.into_iter().map(Arc::new).collect();
        let timezone = &self.info.timezone;
        let parameters = NativeParameters::new(&spec, &document, inputs[0].clone(), timezone);
        let mut info = self.info;
        if info.connected.is_empty() {
            info.connected = vec![true; inputs.len()];
        }
        let mut ctx = Ctx::new(
            document,
            spec,
            inputs,
            Arc::new(parameters),
            self.host.clone(),
            info,
            self.state,
        );
        let outputs = self.node.run(&mut ctx).await?;
        let (state, console) = ctx.finish();
        Ok(TestOutput {
            outputs,
            state,
            console,
            host: self.host,
        })
    }
}

impl IntoFuture for TestRun {
    type Output = Result<TestOutput, Error>;
    type IntoFuture = model::script::BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.go())
    }
}

/// What a run gave.
pub struct TestOutput {
    /// Items by output.
    pub outputs: Outputs,
    /// What the node remembers.
    pub state: Map,
    /// What it printed.
    pub console: Vec<String>,
    /// The host it ran on.
    pub host: Arc<TestHost>,
}

impl TestOutput {
    /// The records on an output.
    pub fn json(&self, output: usize) -> Vec<Value> {
        self.items(output).iter().map(Item::to_value).collect()
    }

    /// The items on an output.
    pub fn items(&self, output: usize) -> &[Item] {
        self.outputs.0.get(output).map_or(&[], Vec::as_slice)
    }

    /// For each item on an output the `(input, index)` it says it came from.
    pub fn origins(&self, output: usize) -> Vec<Vec<(u32, u32)>> {
        let pairs = |item: &Item| {
            item.origin
                .sources()
                .iter()
                .map(|source| (source.step, source.index))
                .collect()
        };
        self.items(output).iter().map(pairs).collect()
    }

    /// The text of a stored binary of an item.
    pub fn text(&self, output: usize, item: usize, property: &str) -> Option<String> {
        let binary = self.items(output).get(item)?.file(property)?;
        Some(String::from_utf8_lossy(&self.host.binary(binary)?).into_owned())
    }
}

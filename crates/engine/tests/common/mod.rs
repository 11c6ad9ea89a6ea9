//! Small nodes and a short way to draw workflows, for the engine's tests.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

pub mod nodes;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use engine::{Engine, Limits, Start};
use model::{Edge, Execution, ExecutionOrder, Node, OnError, Workflow};
use sdk::Registry;
use sdk::testkit::TestHost;
use value::Value;

/// The small nodes.
pub fn registry() -> Registry {
    nodes::all().into_iter().collect()
}

/// An engine over the small nodes.
pub fn engine() -> Engine {
    Engine::new(registry(), Limits::default())
}

/// A host in memory whose clock stands still.
pub fn host() -> Arc<TestHost> {
    Arc::new(TestHost::new().at(1_700_000_000_000))
}

/// A workflow that is being drawn.
#[derive(Clone, Debug, Default)]
pub struct Flow(pub Workflow);

/// Draws wires: `T>A; A>B; A.1>C; C>M.1`. Nodes come into being when they are first named, `noop` but for `T`, a trigger,
/// left to right in that order.
pub fn draw(wires: &str) -> Flow {
    let mut flow = Flow(Workflow {
        id: "w".to_owned(),
        name: "Test".to_owned(),
        ..Workflow::default()
    });
    for wire in wires.split(';').map(str::trim).filter(|w| !w.is_empty()) {
        let mut ends = wire.split('>').map(|end| {
            let (name, port) = end.trim().split_once('.').unwrap_or((end.trim(), "0"));
            (name.to_owned(), port.parse::<u16>().unwrap())
        });
        let (from, output) = ends.next().unwrap();
        flow.meet(&from);
        if let Some((to, input)) = ends.next() {
            flow.meet(&to);
            flow.0.edges.push(Edge::main(from, output, to, input));
        }
    }
    flow
}

impl Flow {
    fn meet(&mut self, name: &str) {
        if self.0.node_named(name).is_none() {
            let kind = if name == "T" { "trigger" } else { "noop" };
            let mut node = Node::new(name, kind, 1.0);
            node.position = [self.0.nodes.len() as f64 * 200.0, 0.0];
            self.0.nodes.push(node);
        }
    }

    pub fn change(mut self, name: &str, change: impl FnOnce(&mut Node)) -> Self {
        change(self.0.node_mut(name).expect(name));
        self
    }

    pub fn kind(self, name: &str, kind: &str) -> Self {
        self.change(name, |node| node.kind = kind.to_owned())
    }

    pub fn params(self, name: &str, parameters: Value) -> Self {
        self.change(name, |node| {
            node.parameters = parameters.as_object().cloned().unwrap();
        })
    }

    /// A node of a kind with parameters.
    pub fn is(self, name: &str, kind: &str, parameters: Value) -> Self {
        self.kind(name, kind).params(name, parameters)
    }

    pub fn at(self, name: &str, x: f64, y: f64) -> Self {
        self.change(name, |node| node.position = [x, y])
    }

    pub fn on_error(self, name: &str, on_error: OnError) -> Self {
        self.change(name, |node| node.on_error = on_error)
    }

    pub fn order(mut self, order: ExecutionOrder) -> Self {
        self.0.settings.execution_order = order;
        self
    }

    pub fn pin(mut self, name: &str, items: Value) -> Self {
        self.0.pinned.insert(name, items);
        self
    }

    pub fn workflow(&self) -> Arc<Workflow> {
        Arc::new(self.0.clone())
    }

    pub fn start(&self) -> Start {
        // The random bytes of hosts in memory are all the same.
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let id = COUNT.fetch_add(1, Ordering::Relaxed);
        Start {
            id: Some(format!("execution {id}")),
            ..Start::new(self.workflow(), host())
        }
    }

    /// Runs it to its end.
    pub async fn run(&self) -> Execution {
        run(self.start()).await
    }
}

pub async fn run(start: Start) -> Execution {
    engine().start(start).await.unwrap().wait().await
}

/// The names of the nodes in the order in which they ran.
pub fn order(execution: &Execution) -> Vec<&str> {
    execution
        .steps
        .iter()
        .map(|step| step.name.as_str())
        .collect()
}

/// The records on an output of a run of a node.
pub fn records(execution: &Execution, node: &str, run: u32, output: usize) -> Vec<Value> {
    let step = execution
        .steps
        .iter()
        .find(|step| step.name.as_str() == node && step.run == run)
        .unwrap_or_else(|| panic!("“{node}” has no run {run}: {:?}", order(execution)));
    step.outputs
        .get(output)
        .map(|items| items.iter().map(model::Item::to_value).collect())
        .unwrap_or_default()
}

/// The folder of the shared cases, if it is there.
pub fn cases() -> Option<std::path::PathBuf> {
    let given = std::env::var_os("MILLRACE_CASES").map(std::path::PathBuf::from);
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases");
    let folder = given.unwrap_or_else(|| beside.into());
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no shared cases");
    None
}

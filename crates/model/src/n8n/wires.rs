//! n8n's connections, which go from name to name, become edges, which go from id to id; and back.

use rustc_hash::{FxHashMap, FxHashSet};
use value::{Map, Text, Value};

use super::{DroppedWire, WireFault};
use crate::spec::{PortKind, PortSet, Specs};
use crate::workflow::{Edge, EdgeEnd, Node, NodeId, OnError};

/// A port with a higher number is a mistake, not a port.
const MOST_PORTS: usize = 1024;
/// Past this many, wires that were left out are no longer listed.
const MOST_LISTED: usize = 1000;

/// n8n's name for what flows through a port.
fn n8n_kind(kind: &PortKind) -> &str {
    match kind {
        PortKind::Main => "main",
        PortKind::Model => "ai_languageModel",
        PortKind::Tool => "ai_tool",
        PortKind::Memory => "ai_memory",
        PortKind::Parser => "ai_outputParser",
        PortKind::Other(name) => name,
    }
}

/// What flows through a port, by n8n's name or ours: our file format could not tell the two apart.
fn kind_named(name: &str) -> PortKind {
    match name {
        "main" => PortKind::Main,
        "ai_languageModel" | "model" => PortKind::Model,
        "ai_tool" | "tool" => PortKind::Tool,
        "ai_memory" | "memory" => PortKind::Memory,
        "ai_outputParser" | "parser" => PortKind::Parser,
        other => PortKind::Other(other.to_owned()),
    }
}

/// Reads connections in the order of the nodes, so that an export, which is in that order, reads the same.
pub(super) struct Wiring<'w> {
    pub nodes: &'w [Node],
    /// Nodes by the name that the file calls them by.
    pub named: &'w FxHashMap<Text, usize>,
    pub specs: &'w Specs,
    pub edges: Vec<Edge>,
    pub dropped: Vec<DroppedWire>,
    seen: FxHashSet<Edge>,
}

impl<'w> Wiring<'w> {
    pub fn new(nodes: &'w [Node], named: &'w FxHashMap<Text, usize>, specs: &'w Specs) -> Self {
        Self {
            nodes,
            named,
            specs,
            edges: Vec::new(),
            dropped: Vec::new(),
            seen: FxHashSet::default(),
        }
    }

    pub fn read(&mut self, connections: &Map) {
        for (at, node) in self.nodes.iter().enumerate() {
            if self.named.get(&node.name) == Some(&at)
                && let Some(kinds) = connections.get(&node.name)
            {
                self.read_node(at, kinds);
            }
        }
        for (name, kinds) in connections {
            if !self.named.contains_key(name) {
                self.drop_all(name, kinds);
            }
        }
    }

    fn read_node(&mut self, from: usize, kinds: &Value) {
        let Some(kinds) = kinds.as_object() else {
            return self.drop_wire(from, String::new(), WireFault::Malformed);
        };
        let first = self.edges.len();
        for (kind, outputs) in kinds {
            let Some(outputs) = outputs.as_array() else {
                self.drop_wire(from, String::new(), WireFault::Malformed);
                continue;
            };
            for (port, targets) in outputs.iter().enumerate() {
                match targets {
                    Value::Null => {}
                    Value::Array(targets) => {
                        for target in targets.iter().filter(|target| !target.is_null()) {
                            self.read_wire(from, kind, port, target);
                        }
                    }
                    one => self.read_wire(from, kind, port, one),
                }
            }
        }
        // Two names of the file may be one kind here.
        let mut kinds: Vec<PortKind> = Vec::new();
        for edge in &self.edges[first..] {
            if !kinds.contains(&edge.from.kind) {
                kinds.push(edge.from.kind.clone());
            }
        }
        self.edges[first..].sort_by_key(|edge| {
            let kind = kinds.iter().position(|kind| *kind == edge.from.kind);
            (kind, edge.from.port)
        });
    }

    fn read_wire(&mut self, from: usize, kind: &Text, port: usize, target: &Value) {
        let Some(name) = target.get("node").and_then(Value::as_str) else {
            return self.drop_wire(from, String::new(), WireFault::Malformed);
        };
        let Some(to) = self.named.get(name).copied() else {
            return self.drop_wire(from, name.to_owned(), WireFault::NoTarget);
        };
        let index = match target.get("index") {
            None | Some(Value::Null) => Some(0),
            Some(Value::String(text)) => text.parse().ok(),
            Some(other) => other.as_u64(),
        };
        let Some(input) = index.and_then(|index| usize::try_from(index).ok()) else {
            return self.drop_wire(from, name.to_owned(), WireFault::Malformed);
        };
        let from_kind = kind_named(kind);
        let to_kind = match target.get("type") {
            Some(Value::String(name)) => kind_named(name),
            _ => from_kind.clone(),
        };
        let fault = if port >= MOST_PORTS || self.lacks_output(from, &from_kind, port) {
            Some(WireFault::NoOutput)
        } else if input >= MOST_PORTS || self.lacks_input(to, &to_kind, input) {
            Some(WireFault::NoInput)
        } else {
            None
        };
        if let Some(fault) = fault {
            return self.drop_wire(from, name.to_owned(), fault);
        }
        let end = |at: usize, kind, port: usize| EdgeEnd {
            node: self.nodes[at].id.clone(),
            kind,
            port: port as u16,
        };
        let edge = Edge {
            from: end(from, from_kind, port),
            to: end(to, to_kind, input),
        };
        if self.seen.insert(edge.clone()) {
            self.edges.push(edge);
        } else {
            self.drop_wire(from, name.to_owned(), WireFault::Repeated);
        }
    }

    /// Only where a kind's ports never change can a file be told that it is wrong about them.
    fn lacks_output(&self, at: usize, kind: &PortKind, port: usize) -> bool {
        let node = &self.nodes[at];
        let extra = usize::from(node.on_error == OnError::ErrorOutput);
        let rules = self.specs.get(&node.kind).map(|spec| &spec.outputs);
        rules.is_some_and(|rules| lacks(rules.iter().map(|rule| &rule.ports), kind, port, extra))
    }

    fn lacks_input(&self, at: usize, kind: &PortKind, port: usize) -> bool {
        let rules = self
            .specs
            .get(&self.nodes[at].kind)
            .map(|spec| &spec.inputs);
        rules.is_some_and(|rules| lacks(rules.iter().map(|rule| &rule.ports), kind, port, 0))
    }

    fn drop_wire(&mut self, from: usize, to: String, why: WireFault) {
        let from = self.nodes[from].name.to_string();
        self.list(DroppedWire { from, to, why });
    }

    fn list(&mut self, wire: DroppedWire) {
        if self.dropped.len() < MOST_LISTED {
            self.dropped.push(wire);
        }
    }

    /// The wires of a node that is not there.
    fn drop_all(&mut self, from: &Text, kinds: &Value) {
        let kinds = kinds.as_object().into_iter().flat_map(Map::values);
        let outputs = kinds.flat_map(|outputs| outputs.as_array().unwrap_or_default());
        let targets = outputs.flat_map(|targets| match targets {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        });
        let names: Vec<String> = targets
            .filter_map(|target| target.get("node")?.as_str().map(str::to_owned))
            .take(MOST_LISTED)
            .collect();
        for to in names {
            self.list(DroppedWire {
                from: from.to_string(),
                to,
                why: WireFault::NoSource,
            });
        }
    }
}

/// Whether no rule gives the port: some ports depend on parameters, and those on expressions, so the widest rule counts.
fn lacks<'r>(
    rules: impl Iterator<Item = &'r PortSet>,
    kind: &PortKind,
    port: usize,
    extra: usize,
) -> bool {
    if *kind != PortKind::Main {
        return false;
    }
    let mut most = 0;
    for set in rules {
        match set {
            PortSet::Fixed(ports) => {
                let main = ports.iter().filter(|port| port.kind == PortKind::Main);
                most = most.max(main.count());
            }
            PortSet::Count { .. } | PortSet::List { .. } => return false,
        }
    }
    port >= most + extra
}

/// The edges as n8n writes them: by name of the source, kind and output.
pub(super) fn write(nodes: &[Node], edges: &[Edge]) -> Map {
    let names: FxHashMap<&NodeId, &Text> =
        nodes.iter().map(|node| (&node.id, &node.name)).collect();
    let mut by_source: FxHashMap<&NodeId, Vec<&Edge>> = FxHashMap::default();
    for edge in edges {
        if names.contains_key(&edge.to.node) {
            by_source.entry(&edge.from.node).or_default().push(edge);
        }
    }
    let mut all = Map::new();
    for node in nodes {
        let Some(edges) = by_source.get(&node.id) else {
            continue;
        };
        let mut kinds: Vec<(&PortKind, Vec<Vec<Value>>)> = Vec::new();
        for edge in edges {
            let at = match kinds.iter().position(|(kind, _)| **kind == edge.from.kind) {
                Some(at) => at,
                None => {
                    kinds.push((&edge.from.kind, Vec::new()));
                    kinds.len() - 1
                }
            };
            let outputs = &mut kinds[at].1;
            let port = usize::from(edge.from.port);
            if outputs.len() <= port {
                outputs.resize(port + 1, Vec::new());
            }
            outputs[port].push(target(names[&edge.to.node], &edge.to));
        }
        let kinds = kinds
            .into_iter()
            .map(|(kind, outputs)| (n8n_kind(kind), Value::from(outputs)));
        all.insert(node.name.clone(), kinds.collect::<Map>());
    }
    all
}

fn target(name: &Text, end: &EdgeEnd) -> Value {
    Map::from_iter([
        ("node", Value::from(name)),
        ("type", n8n_kind(&end.kind).into()),
        ("index", end.port.into()),
    ])
    .into()
}

//! A workflow made ready to run: nodes by number, wires by port, loops found, parameters compiled at first use.
//!
//! A plan is read by any number of executions at once. It knows nothing of what happens in them.

use std::sync::{Arc, OnceLock};

use model::{Edge, Effect, ExecutionOrder, Node, NodeSpec, OnError, PortKind, Workflow};
use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;
use sdk::Registry;
use value::Text;

use crate::EngineError;
use crate::compile::Compiled;
use crate::error::Problem;

/// Number of a node in its plan.
pub type NodeNumber = u32;

/// A workflow made ready to run.
pub struct Plan {
    workflow: Arc<Workflow>,
    nodes: Vec<PlanNode>,
    by_id: FxHashMap<Text, NodeNumber>,
    by_name: FxHashMap<Text, NodeNumber>,
}

/// A node in a plan.
pub struct PlanNode {
    /// The node as drawn.
    pub document: Arc<Node>,
    /// What its kind is.
    pub spec: Arc<NodeSpec>,
    /// Whether running it twice is safe, as it is set.
    pub effect: Effect,
    /// What runs it; none for a placeholder.
    pub body: Option<Arc<dyn sdk::Node>>,
    /// For each input port, up to the last that a wire leads to, the outputs that feed it, in drawing order.
    pub inputs: Vec<Vec<Wire>>,
    /// For each output port, up to the last that a wire leaves, the inputs it feeds, in drawing order.
    pub outputs: Vec<Vec<Wire>>,
    /// How many inputs the kind has.
    pub input_count: usize,
    /// How many outputs the node has, its error output counted.
    pub output_count: usize,
    /// Which knot of mutually reachable nodes it belongs to.
    pub knot: u32,
    /// Whether a wire leads from it, maybe through others, back to it.
    pub looping: bool,
    compiled: OnceLock<Arc<Compiled>>,
    ancestors: OnceLock<Box<[u64]>>,
}

/// One end of a wire, seen from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wire {
    /// The node at that end.
    pub node: NodeNumber,
    /// Its port.
    pub port: u16,
}

impl Plan {
    /// Plans a workflow. Sticky notes are left out; kinds the registry lacks are planned and fail when they are reached.
    ///
    /// # Errors
    /// [`EngineError::Plan`] with everything that no run could get around.
    pub fn new(workflow: Arc<Workflow>, registry: &Registry) -> Result<Arc<Self>, EngineError> {
        let mut problems = Vec::new();
        let mut plan = Self {
            nodes: Vec::with_capacity(workflow.nodes.len()),
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            workflow: workflow.clone(),
        };
        for node in workflow.nodes.iter().filter(|node| !node.is_note()) {
            plan.add_node(node, registry, &mut problems);
        }
        for edge in &workflow.edges {
            plan.add_edge(edge);
        }
        problems.extend(plan.nodes.iter().filter_map(PlanNode::leaves_nowhere));
        if !problems.is_empty() {
            return Err(EngineError::Plan(problems));
        }
        plan.find_loops();
        Ok(Arc::new(plan))
    }

    fn add_node(&mut self, node: &Node, registry: &Registry, problems: &mut Vec<Problem>) {
        let number = self.nodes.len() as NodeNumber;
        if self.by_id.insert(node.id.clone(), number).is_some() {
            let message = format!("two nodes have the id “{}”", node.id);
            problems.push(Problem::of(node, "node.duplicate-id", "id", message));
        }
        if self.by_name.insert(node.name.clone(), number).is_some() {
            let message = format!("two nodes are called “{}”", node.name);
            problems.push(Problem::of(node, "node.duplicate-name", "name", message));
        }
        self.nodes.push(PlanNode::new(node, registry));
    }

    /// A wire whose node is gone carries nothing, so no run needs to be stopped for it.
    fn add_edge(&mut self, edge: &Edge) {
        if edge.from.kind != PortKind::Main || edge.to.kind != PortKind::Main {
            return;
        }
        let find = |id: &Text| self.by_id.get(id).copied();
        let (Some(from), Some(to)) = (find(&edge.from.node), find(&edge.to.node)) else {
            return;
        };
        let put = |ports: &mut Vec<Vec<Wire>>, port: u16, node, other| {
            let port = usize::from(port);
            if ports.len() <= port {
                ports.resize_with(port + 1, Vec::new);
            }
            ports[port].push(Wire { node, port: other });
        };
        let (output, input) = (edge.from.port, edge.to.port);
        put(&mut self.nodes[from as usize].outputs, output, to, input);
        put(&mut self.nodes[to as usize].inputs, input, from, output);
    }

    /// Knots are the strongly connected components: two nodes are in the same loop exactly if they are in the same knot.
    fn find_loops(&mut self) {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(self.nodes.len(), self.nodes.len());
        let at: Vec<_> = self.nodes.iter().map(|_| graph.add_node(())).collect();
        for (number, node) in self.nodes.iter().enumerate() {
            for wire in node.outputs.iter().flatten() {
                graph.add_edge(at[number], at[wire.node as usize], ());
            }
        }
        for (knot, members) in petgraph::algo::tarjan_scc(&graph).into_iter().enumerate() {
            for member in &members {
                let looping = members.len() > 1 || graph.contains_edge(*member, *member);
                let node = &mut self.nodes[member.index()];
                node.knot = knot as u32;
                node.looping = looping;
            }
        }
    }

    /// The workflow.
    pub fn workflow(&self) -> &Arc<Workflow> {
        &self.workflow
    }

    /// In which order its steps run.
    pub fn order(&self) -> ExecutionOrder {
        self.workflow.settings.execution_order
    }

    /// The nodes, by number.
    pub fn nodes(&self) -> &[PlanNode] {
        &self.nodes
    }

    /// A node by number.
    pub fn node(&self, number: NodeNumber) -> &PlanNode {
        &self.nodes[number as usize]
    }

    /// Number of the node with an id.
    pub fn by_id(&self, id: &str) -> Option<NodeNumber> {
        self.by_id.get(id).copied()
    }

    /// Number of the node with a name.
    pub fn by_name(&self, name: &str) -> Option<NodeNumber> {
        self.by_name.get(name).copied()
    }

    /// Whether a wire leads from `ancestor`, maybe through others, to `node`.
    pub fn leads_to(&self, ancestor: NodeNumber, node: NodeNumber) -> bool {
        let bits = self
            .node(node)
            .ancestors
            .get_or_init(|| self.find_ancestors(node));
        bits[ancestor as usize / 64] >> (ancestor % 64) & 1 == 1
    }

    fn find_ancestors(&self, node: NodeNumber) -> Box<[u64]> {
        let mut bits = vec![0_u64; self.nodes.len().div_ceil(64)].into_boxed_slice();
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            for wire in self.node(at).inputs.iter().flatten() {
                let (word, bit) = (wire.node as usize / 64, 1_u64 << (wire.node % 64));
                if bits[word] & bit == 0 {
                    bits[word] |= bit;
                    open.push(wire.node);
                }
            }
        }
        bits
    }

    /// The nodes before `node`, each before its own: the node of the first input, those before that one, and so on.
    pub fn upstream(&self, node: NodeNumber) -> Vec<NodeNumber> {
        let mut seen = vec![node];
        self.collect_upstream(node, &mut seen);
        seen.remove(0);
        seen
    }

    fn collect_upstream(&self, node: NodeNumber, seen: &mut Vec<NodeNumber>) {
        // An explicit stack of iterators keeps a chain of ten thousand nodes off the thread's stack.
        let wires = |at: NodeNumber| self.node(at).inputs.iter().flatten();
        let mut open = vec![wires(node)];
        while let Some(last) = open.last_mut() {
            match last.next() {
                Some(wire) if seen.contains(&wire.node) => {}
                Some(wire) => {
                    seen.push(wire.node);
                    open.push(wires(wire.node));
                }
                None => {
                    open.pop();
                }
            }
        }
    }

    /// The output of `from` through which items reach `to`: the one on the shortest way.
    pub fn output_towards(&self, from: NodeNumber, to: NodeNumber) -> Option<u16> {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = std::collections::VecDeque::from([to]);
        while let Some(at) = open.pop_front() {
            for wire in self.node(at).inputs.iter().flatten() {
                if wire.node == from {
                    return Some(wire.port);
                }
                if !std::mem::replace(&mut seen[wire.node as usize], true) {
                    open.push_back(wire.node);
                }
            }
        }
        None
    }

    /// Where an execution starts when nobody says: at the first enabled trigger of a kind in `prefer`, else the first
    /// enabled trigger, else the first enabled node that no wire leads to. A placeholder counts as a trigger if its type
    /// says so and nothing better is there.
    pub fn start(&self, prefer: &[&str]) -> Option<NodeNumber> {
        let enabled = || (0..).zip(&self.nodes).filter(|(_, n)| !n.document.disabled);
        let first = |wanted: &dyn Fn(&PlanNode) -> bool| {
            enabled().find(|(_, node)| wanted(node)).map(|(at, _)| at)
        };
        prefer
            .iter()
            .find_map(|kind| first(&|node| node.document.kind == *kind))
            .or_else(|| first(&|node| node.spec.trigger))
            .or_else(|| first(&|node| node.body.is_none() && node.names_a_trigger()))
            .or_else(|| first(&|node| node.inputs.is_empty() && !node.outputs.is_empty()))
            .or_else(|| first(&|node| node.inputs.is_empty()))
    }
}

impl PlanNode {
    fn new(node: &Node, registry: &Registry) -> Self {
        let body = registry.node(&node.kind).cloned();
        let spec = registry.spec(&node.kind).cloned().unwrap_or_else(|| {
            let label = node.kind.trim_start_matches(Node::PLACEHOLDER);
            Arc::new(NodeSpec::new(&node.kind, label, model::Group::Service))
        });
        let main = |ports: Vec<model::Port>| {
            ports
                .iter()
                .filter(|port| port.kind == PortKind::Main)
                .count()
        };
        let routes_errors = usize::from(node.on_error == OnError::ErrorOutput);
        Self {
            input_count: main(spec.inputs_of(node)),
            output_count: main(spec.outputs_of(node)) + routes_errors,
            document: Arc::new(node.clone()),
            effect: spec.effect_of(node),
            spec,
            body,
            inputs: Vec::new(),
            outputs: Vec::new(),
            knot: 0,
            looping: false,
            compiled: OnceLock::new(),
            ancestors: OnceLock::new(),
        }
    }

    /// A failure that is to leave by an output that is not there would take all items with it.
    fn leaves_nowhere(&self) -> Option<Problem> {
        let OnError::Fallback { output } = self.document.on_error else {
            return None;
        };
        let count = self.output_count.max(self.outputs.len());
        let lacks = self.body.is_some() && usize::from(output) >= count;
        (lacks && !self.document.disabled).then(|| {
            let message = format!(
                "a failure of “{}” is to leave by output {}, and it has {}",
                self.document.name,
                u32::from(output) + 1,
                self.output_count
            );
            Problem::of(&self.document, "node.fallback", "onError", message)
        })
    }

    fn names_a_trigger(&self) -> bool {
        self.inputs.is_empty() && self.document.kind.to_lowercase().contains("trigger")
    }

    /// Its parameters with their expressions parsed.
    pub(crate) fn compiled(&self) -> &Arc<Compiled> {
        self.compiled
            .get_or_init(|| Arc::new(Compiled::new(&self.spec, &self.document)))
    }

    /// The error output, if it has one.
    pub fn error_output(&self) -> Option<usize> {
        (self.document.on_error == OnError::ErrorOutput)
            .then(|| self.output_count.saturating_sub(1))
    }

    /// Whether it must not run before something came on every input.
    pub fn needs_all_inputs(&self) -> bool {
        self.spec
            .needs_all_inputs
            .as_ref()
            .is_some_and(|show| self.spec.shows(&self.document, show))
    }

    /// Name.
    pub fn name(&self) -> &Text {
        &self.document.name
    }
}

impl Problem {
    fn of(node: &Node, code: &'static str, field: &str, message: String) -> Self {
        Self {
            code,
            message,
            node: Some(node.name.clone()),
            field: Some(field.to_owned()),
        }
    }
}

//! The ports that a node has on the canvas: those of its kind, and those that its wires show where the kind is missing.

use crate::spec::{Port, PortKind, Specs};
use crate::workflow::{Edge, Node, OnError, Workflow};

/// The ports of a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ports {
    /// Where items and helpers come in.
    pub inputs: Vec<Port>,
    /// Where they go out; the error output is the last of the main ones.
    pub outputs: Vec<Port>,
}

/// Label of the output that [`OnError::ErrorOutput`] adds.
pub const ERROR_OUTPUT: &str = "error";

impl Ports {
    /// The ports of a node of a workflow.
    pub fn of(workflow: &Workflow, node: &Node, specs: &Specs) -> Self {
        if node.is_note() {
            return Self::default();
        }
        let mut ports = match specs.get(&node.kind) {
            Some(spec) => Self {
                inputs: spec.inputs_of(node),
                outputs: spec.outputs_of(node),
            },
            None => drawn(node, &workflow.edges),
        };
        let known = specs.get(&node.kind).is_some();
        if known && node.on_error == OnError::ErrorOutput {
            let after_main = ports
                .outputs
                .iter()
                .rposition(|port| port.kind == PortKind::Main)
                .map_or(0, |last| last + 1);
            let error = Port {
                label: ERROR_OUTPUT.to_owned(),
                kind: PortKind::Main,
            };
            ports.outputs.insert(after_main, error);
        }
        ports
    }
}

impl Node {
    /// Whether it starts executions, told by its name where its kind is missing.
    pub fn is_trigger(&self, specs: &Specs) -> bool {
        match specs.get(&self.kind) {
            Some(spec) => spec.trigger,
            None => {
                let kind = self.kind.to_ascii_lowercase();
                kind.ends_with("trigger") || kind.ends_with(".webhook")
            }
        }
    }
}

/// Where the kind is missing: as many ports of each sort as the wires need, and at least one in and one out.
fn drawn(node: &Node, edges: &[Edge]) -> Ports {
    let ends = |out: bool| {
        edges
            .iter()
            .map(move |edge| if out { &edge.from } else { &edge.to })
            .filter(|end| end.node == node.id)
    };
    let collect = |out: bool| {
        let mut kinds: Vec<(PortKind, u16)> = Vec::new();
        for end in ends(out) {
            match kinds.iter_mut().find(|(kind, _)| *kind == end.kind) {
                Some((_, most)) => *most = (*most).max(end.port),
                None => kinds.push((end.kind.clone(), end.port)),
            }
        }
        kinds.sort();
        kinds
    };
    let (mut inputs, mut outputs) = (collect(false), collect(true));
    let helps = !outputs.is_empty() && outputs.iter().all(|(kind, _)| *kind != PortKind::Main);
    if outputs.is_empty() {
        outputs.push((PortKind::Main, 0));
    }
    if inputs.is_empty() && !helps && !node.is_trigger(&Specs::default()) {
        inputs.push((PortKind::Main, 0));
    }
    let ports = |kinds: Vec<(PortKind, u16)>| {
        kinds
            .into_iter()
            .flat_map(|(kind, most)| {
                (0..=most).map(move |at| Port {
                    label: if most == 0 {
                        String::new()
                    } else {
                        (at + 1).to_string()
                    },
                    kind: kind.clone(),
                })
            })
            .collect()
    };
    Ports {
        inputs: ports(inputs),
        outputs: ports(outputs),
    }
}

//! A new step: where it goes and what it is joined to.

use canvas::{PortRef, Side};
use model::edit::unique_name;
use model::{Edge, EdgeEnd, Edit, Node, NodeId, NodeSpec, PortKind, Ports, Specs, Workflow};

use super::{CARD, GAP, GRID, Ids, box_of, height_of, is_note, on_grid, port_offset, starts};

/// Where a new step is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Place {
    /// Behind the step that is worked on, or behind the last one.
    #[default]
    Next,
    /// Behind this step, and joined to it.
    After(NodeId),
    /// Here, alone.
    At([f64; 2]),
    /// Joined to this port, which is to lie at the place.
    Port(PortRef, [f64; 2]),
    /// In the middle of this wire.
    Wire(Edge),
}

/// A step that is to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// Its id.
    pub node: NodeId,
    /// The edit that adds it.
    pub edit: Edit,
}

/// Whether a kind can go to a place: a step on a wire needs both sides, one at a port the other side.
pub fn fits(specs: &Specs, kind: &str, place: &Place) -> bool {
    let Some(spec) = specs.get(kind) else {
        return false;
    };
    let node = Node::new("new", kind, spec.latest());
    let (inputs, outputs) = (spec.inputs_of(&node), spec.outputs_of(&node));
    let has = |list: &[model::Port], kind: &PortKind| list.iter().any(|port| port.kind == *kind);
    match place {
        Place::Next | Place::At(_) => true,
        Place::After(_) => has(&inputs, &PortKind::Main),
        Place::Wire(edge) => has(&inputs, &edge.to.kind) && has(&outputs, &edge.from.kind),
        Place::Port(port, _) => match port.side {
            Side::Output => has(&inputs, &port.end.kind),
            Side::Input => has(&outputs, &port.end.kind),
        },
    }
}

/// Adds a step of a kind. Its name is its label, numbered if another has it.
pub fn add_step(
    workflow: &Workflow,
    specs: &Specs,
    kind: &str,
    label: &str,
    place: &Place,
    ids: Ids<'_>,
) -> Option<Added> {
    let spec = specs.get(kind)?;
    let mut node = Node::new(unique_name(workflow, label), kind, spec.latest());
    node.id = ids();
    let site = Site {
        workflow,
        specs,
        spec,
    };
    let edits = site.edits(node.clone(), place);
    Some(Added {
        node: node.id,
        edit: Edit::Many { edits },
    })
}

struct Site<'s> {
    workflow: &'s Workflow,
    specs: &'s Specs,
    spec: &'s NodeSpec,
}

impl Site<'_> {
    fn edits(&self, mut node: Node, place: &Place) -> Vec<Edit> {
        match place {
            Place::At(at) => {
                let middle = [at[0] - CARD[0] / 2.0, at[1] - CARD[1] / 2.0];
                node.position = self.free(middle.map(on_grid));
                vec![Edit::add(node)]
            }
            Place::Port(port, at) => self.at_port(node, port, *at),
            Place::Wire(edge) => self.on_wire(node, edge),
            Place::After(anchor) => match self.workflow.node(anchor) {
                Some(anchor) => self.after(node, anchor),
                None => self.alone(node),
            },
            Place::Next => match self.last().filter(|_| self.joins(&node)) {
                Some(anchor) => self.after(node, anchor),
                None => self.alone(node),
            },
        }
    }

    /// Whether something can run into a new step of the kind.
    fn joins(&self, node: &Node) -> bool {
        let takes = self
            .spec
            .inputs_of(node)
            .iter()
            .any(|port| port.kind == PortKind::Main);
        takes && !starts(self.specs, &node.kind) && !is_note(&node.kind)
    }

    /// The newest step with an output that leads nowhere.
    fn last(&self) -> Option<&Node> {
        self.workflow
            .nodes
            .iter()
            .rev()
            .filter(|node| !node.is_note())
            .find(|node| self.open_output(node).is_some())
    }

    fn main_outputs(&self, node: &Node) -> u16 {
        let ports = Ports::of(self.workflow, node, self.specs);
        let main = ports
            .outputs
            .iter()
            .filter(|port| port.kind == PortKind::Main);
        main.count() as u16
    }

    fn wires_from(&self, node: &Node, output: u16) -> impl Iterator<Item = &Edge> {
        let id = node.id.clone();
        self.workflow.edges.iter().filter(move |edge| {
            edge.from.node == id && edge.from.kind == PortKind::Main && edge.from.port == output
        })
    }

    /// The first main output of a node that leads nowhere.
    fn open_output(&self, node: &Node) -> Option<u16> {
        (0..self.main_outputs(node)).find(|output| self.wires_from(node, *output).next().is_none())
    }

    /// Behind a step: on its first output that leads nowhere, else in its first wire.
    fn after(&self, mut node: Node, anchor: &Node) -> Vec<Edit> {
        if !self.joins(&node) {
            node.position = self.free([anchor.position[0], anchor.position[1] + CARD[1] + GAP]);
            return vec![Edit::add(node)];
        }
        let Some(output) = self.open_output(anchor) else {
            return match self.wires_from(anchor, 0).next() {
                Some(edge) => self.on_wire(node, &edge.clone()),
                None => {
                    node.position =
                        self.free([anchor.position[0] + CARD[0] + GAP, anchor.position[1]]);
                    vec![Edit::add(node)]
                }
            };
        };
        let ports = Ports::of(self.workflow, anchor, self.specs);
        let own = self.ports(&node);
        let y = anchor.position[1] + port_offset(&ports, false, output)[1]
            - port_offset(&own, true, 0)[1];
        let spread = f64::from(output) * (CARD[1] + GAP / 2.0);
        let y = if self.main_outputs(anchor) > 1 {
            anchor.position[1] + spread
        } else {
            y
        };
        node.position = self.free([anchor.position[0] + CARD[0] + GAP, y].map(on_grid));
        let wire = Edge::main(anchor.id.clone(), output, node.id.clone(), 0);
        vec![Edit::add(node), Edit::connect(wire)]
    }

    fn at_port(&self, mut node: Node, port: &PortRef, at: [f64; 2]) -> Vec<Edit> {
        let own = self.ports(&node);
        let is_input = port.side == Side::Output;
        let list = if is_input { &own.inputs } else { &own.outputs };
        let fitting = list.iter().any(|known| known.kind == port.end.kind);
        let offset = match port.end.kind {
            PortKind::Main => port_offset(&own, is_input, 0),
            _ => [CARD[0] / 2.0, if is_input { CARD[1] } else { 0.0 }],
        };
        node.position = self.free([at[0] - offset[0], at[1] - offset[1]].map(on_grid));
        let end = EdgeEnd {
            node: node.id.clone(),
            kind: port.end.kind.clone(),
            port: 0,
        };
        let wire = match is_input {
            true => Edge {
                from: port.end.clone(),
                to: end,
            },
            false => Edge {
                from: end,
                to: port.end.clone(),
            },
        };
        let mut edits = vec![Edit::add(node)];
        edits.extend(fitting.then(|| Edit::connect(wire)));
        edits
    }

    /// In a wire: what it led to makes room if there is none.
    fn on_wire(&self, mut node: Node, edge: &Edge) -> Vec<Edit> {
        let (Some(from), Some(to)) = (
            self.workflow.node(&edge.from.node),
            self.workflow.node(&edge.to.node),
        ) else {
            return self.alone(node);
        };
        let room = to.position[0] - (from.position[0] + CARD[0]);
        let forward = to.position[0] > from.position[0];
        let wanted = CARD[0] + 2.0 * GAP;
        let mut edits = Vec::new();
        let middle = (from.position[1] + to.position[1]) / 2.0;
        if forward && room < wanted {
            node.position = [from.position[0] + CARD[0] + GAP, middle];
            edits.extend(self.make_room(to, wanted - room));
        } else {
            let x = (from.position[0] + CARD[0] + to.position[0]) / 2.0 - CARD[0] / 2.0;
            let y = if forward {
                middle
            } else {
                middle + CARD[1] + GAP
            };
            node.position = [x, y];
        }
        node.position = node.position.map(on_grid);
        let end = |kind: &PortKind| EdgeEnd {
            node: node.id.clone(),
            kind: kind.clone(),
            port: 0,
        };
        let into = Edge {
            from: edge.from.clone(),
            to: end(&edge.to.kind),
        };
        let out = Edge {
            from: end(&edge.from.kind),
            to: edge.to.clone(),
        };
        edits.push(Edit::add(node));
        edits.push(Edit::Disconnect { edge: edge.clone() });
        edits.push(Edit::connect(into));
        edits.push(Edit::connect(out));
        edits
    }

    /// Moves a node and all that lies right of it behind it by so much.
    fn make_room(&self, first: &Node, by: f64) -> Vec<Edit> {
        let mut reached = vec![first.id.clone()];
        let mut at = 0;
        while let Some(id) = reached.get(at).cloned() {
            at += 1;
            for edge in self
                .workflow
                .edges
                .iter()
                .filter(|edge| edge.from.node == id)
            {
                let right = self
                    .workflow
                    .node(&edge.to.node)
                    .is_some_and(|node| node.position[0] >= first.position[0]);
                if right && !reached.contains(&edge.to.node) {
                    reached.push(edge.to.node.clone());
                }
            }
        }
        let by = (by / GRID).ceil() * GRID;
        reached
            .into_iter()
            .filter_map(|id| {
                let [x, y] = self.workflow.node(&id)?.position;
                Some(Edit::MoveNode {
                    node: id,
                    to: [x + by, y],
                })
            })
            .collect()
    }

    /// Joined to nothing: below what is there, at the left.
    fn alone(&self, mut node: Node) -> Vec<Edit> {
        let cards = self.workflow.nodes.iter().filter(|known| !known.is_note());
        let boxes: Vec<[f64; 4]> = cards
            .map(|known| box_of(self.workflow, known, self.specs))
            .collect();
        let left = boxes.iter().map(|each| each[0]).reduce(f64::min);
        let bottom = boxes.iter().map(|each| each[3]).reduce(f64::max);
        node.position = match (left, bottom) {
            (Some(left), Some(bottom)) => [left, bottom + GAP].map(on_grid),
            _ => [0.0, 0.0],
        };
        vec![Edit::add(node)]
    }

    fn ports(&self, node: &Node) -> Ports {
        Ports {
            inputs: self.spec.inputs_of(node),
            outputs: self.spec.outputs_of(node),
        }
    }

    /// The place, or the next one below it where no card lies.
    fn free(&self, [x, mut y]: [f64; 2]) -> [f64; 2] {
        let node = Node::new("new", self.spec.kind.as_str(), self.spec.latest());
        let height = height_of(&self.ports(&node));
        let boxes: Vec<[f64; 4]> = self
            .workflow
            .nodes
            .iter()
            .filter(|known| !known.is_note() && !is_note(&self.spec.kind))
            .map(|known| box_of(self.workflow, known, self.specs))
            .collect();
        let overlaps = |y: f64| {
            boxes.iter().find(|[left, top, right, bottom]| {
                x < right + GRID
                    && *left < x + CARD[0] + GRID
                    && y < bottom + GRID
                    && *top < y + height + GRID
            })
        };
        while let Some(taken) = overlaps(y) {
            y = on_grid(taken[3] + 2.0 * GRID);
        }
        [x, y]
    }
}

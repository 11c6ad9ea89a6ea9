//! A workflow as lines of a list: what starts it, what follows, what branches, in the order in which it runs.
//!
//! A row of steps stays on one level; the branches of a step with several outputs lie one level deeper. A step that is
//! reached twice stands where it was reached first; elsewhere a line says that it goes on there.

use std::collections::{HashMap, HashSet};

use model::{Edge, Node, NodeId, PortKind, Ports, Specs, Workflow};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How deep it lies, from 0.
    pub depth: u32,
    /// What it is.
    pub what: What,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A step.
    Step(NodeId),
    /// An output of the step above, and what hangs on it follows.
    Branch {
        /// The step.
        node: NodeId,
        /// Number of its main output.
        output: u16,
        /// What stands beside it.
        label: String,
        /// Nothing hangs on it.
        empty: bool,
    },
    /// It goes on with a step that stands elsewhere.
    GoesOn {
        /// The wire.
        edge: Edge,
    },
    /// A helper of the step above: a model, a tool, ….
    Helper {
        /// The helper.
        node: NodeId,
        /// The wire.
        edge: Edge,
    },
    /// A note.
    Note(NodeId),
}

impl What {
    /// The node that a line is about.
    pub fn node(&self) -> &NodeId {
        match self {
            Self::Step(node) | Self::Note(node) | Self::Helper { node, .. } => node,
            Self::Branch { node, .. } => node,
            Self::GoesOn { edge } => &edge.to.node,
        }
    }
}

/// The lines of a workflow.
pub fn rows(workflow: &Workflow, specs: &Specs) -> Vec<Row> {
    let mut walk = Walk::new(workflow, specs);
    for start in walk.starts() {
        walk.from(start);
    }
    // What only lies in a circle is reached by nobody from outside.
    for node in &workflow.nodes {
        if !node.is_note() && !walk.helps(&node.id) {
            walk.from(&node.id);
        }
    }
    let notes = workflow.nodes.iter().filter(|node| node.is_note());
    walk.rows.extend(notes.map(|node| Row {
        depth: 0,
        what: What::Note(node.id.clone()),
    }));
    walk.rows
}

struct Walk<'w> {
    workflow: &'w Workflow,
    specs: &'w Specs,
    nodes: HashMap<&'w NodeId, &'w Node>,
    out: HashMap<&'w NodeId, Vec<&'w Edge>>,
    into: HashMap<&'w NodeId, Vec<&'w Edge>>,
    known: HashSet<&'w NodeId>,
    rows: Vec<Row>,
}

enum Todo<'w> {
    Step(&'w NodeId, u32),
    Edge(&'w Edge, u32),
    Row(Row),
}

impl<'w> Walk<'w> {
    fn new(workflow: &'w Workflow, specs: &'w Specs) -> Self {
        let nodes: HashMap<&NodeId, &Node> =
            workflow.nodes.iter().map(|node| (&node.id, node)).collect();
        let mut out: HashMap<&NodeId, Vec<&Edge>> = HashMap::new();
        let mut into: HashMap<&NodeId, Vec<&Edge>> = HashMap::new();
        let whole =
            |edge: &&Edge| nodes.contains_key(&edge.from.node) && nodes.contains_key(&edge.to.node);
        for edge in workflow.edges.iter().filter(whole) {
            out.entry(&edge.from.node).or_default().push(edge);
            into.entry(&edge.to.node).or_default().push(edge);
        }
        Self {
            workflow,
            specs,
            nodes,
            out,
            into,
            known: HashSet::new(),
            rows: Vec::new(),
        }
    }

    /// Whether a node only helps another.
    fn helps(&self, node: &NodeId) -> bool {
        self.out
            .get(node)
            .is_some_and(|out| out.iter().all(|edge| edge.from.kind != PortKind::Main))
    }

    /// What starts the workflow first, then what nothing leads to.
    fn starts(&self) -> Vec<&'w NodeId> {
        let free = |node: &&Node| {
            let into = self.into.get(&node.id);
            let fed =
                into.is_some_and(|into| into.iter().any(|edge| edge.to.kind == PortKind::Main));
            !node.is_note() && !fed && !self.helps(&node.id)
        };
        let mut starts: Vec<_> = self.workflow.nodes.iter().filter(free).collect();
        starts.sort_by_key(|node| !node.is_trigger(self.specs));
        starts.into_iter().map(|node| &node.id).collect()
    }

    fn from(&mut self, start: &'w NodeId) {
        let mut todo = vec![Todo::Step(start, 0)];
        while let Some(next) = todo.pop() {
            match next {
                Todo::Row(row) => self.rows.push(row),
                Todo::Step(node, depth) => self.step(node, depth, &mut todo),
                Todo::Edge(edge, depth) if self.known.contains(&edge.to.node) => {
                    self.rows.push(Row {
                        depth,
                        what: What::GoesOn { edge: edge.clone() },
                    });
                }
                Todo::Edge(edge, depth) => self.step(&edge.to.node, depth, &mut todo),
            }
        }
    }

    fn step(&mut self, id: &'w NodeId, depth: u32, todo: &mut Vec<Todo<'w>>) {
        let Some(node) = self.nodes.get(id).copied() else {
            return;
        };
        if !self.known.insert(id) {
            return;
        };
        self.rows.push(Row {
            depth,
            what: What::Step(id.clone()),
        });
        self.helpers(id, depth + 1);
        let ports = Ports::of(self.workflow, node, self.specs);
        let outputs: Vec<&model::Port> = ports
            .outputs
            .iter()
            .filter(|port| port.kind == PortKind::Main)
            .collect();
        let out: Vec<&'w Edge> = self.out.get(id).cloned().unwrap_or_default();
        let on = |output: u16| {
            out.iter()
                .copied()
                .filter(move |edge| edge.from.kind == PortKind::Main && edge.from.port == output)
        };
        let wired = out.iter().map(|edge| edge.from.port + 1).max().unwrap_or(0);
        let count = (outputs.len() as u16).max(wired);
        let mut next = Vec::new();
        if count <= 1 {
            // Several wires of one output are branches too, but the last of them goes on on this level.
            let edges: Vec<&'w Edge> = on(0).collect();
            let last = edges.len().saturating_sub(1);
            for (at, edge) in edges.into_iter().enumerate() {
                next.push(Todo::Edge(edge, if at == last { depth } else { depth + 1 }));
            }
        } else {
            for output in 0..count {
                let label = outputs
                    .get(usize::from(output))
                    .map(|port| port.label.clone());
                next.push(Todo::Row(Row {
                    depth: depth + 1,
                    what: What::Branch {
                        node: id.clone(),
                        output,
                        label: label
                            .filter(|label| !label.is_empty())
                            .unwrap_or_else(|| (output + 1).to_string()),
                        empty: on(output).next().is_none(),
                    },
                }));
                next.extend(on(output).map(|edge| Todo::Edge(edge, depth + 2)));
            }
        }
        todo.extend(next.into_iter().rev());
    }

    fn helpers(&mut self, id: &'w NodeId, depth: u32) {
        let into: Vec<&'w Edge> = self.into.get(id).cloned().unwrap_or_default();
        for edge in into
            .into_iter()
            .filter(|edge| edge.to.kind != PortKind::Main)
        {
            let node = &edge.from.node;
            let first = self.known.insert(node);
            self.rows.push(Row {
                depth,
                what: What::Helper {
                    node: node.clone(),
                    edge: edge.clone(),
                },
            });
            if first && depth < 32 {
                self.helpers(node, depth + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::gesture::tests::{specs, workflow};
    use super::*;

    fn check(words: &str, wanted: &[&str]) {
        let found: Vec<String> = rows(&workflow(words), &specs())
            .iter()
            .map(|row| {
                let indent = "  ".repeat(row.depth as usize);
                match &row.what {
                    What::Step(node) => format!("{indent}{node}"),
                    What::Branch { label, empty, .. } => {
                        format!("{indent}{label}:{}", if *empty { " -" } else { "" })
                    }
                    What::GoesOn { edge } => format!("{indent}→ {}", edge.to.node),
                    What::Helper { node, .. } => format!("{indent}+ {node}"),
                    What::Note(node) => format!("{indent}# {node}"),
                }
            })
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_row_of_steps_is_a_plain_list() {
        check(
            "b:set@1,0 s:manual@0,0 a:set@2,0 s>a a>b n:note@0,0",
            &["s", "a", "b", "# n"],
        );
    }

    #[test]
    fn branches_lie_deeper_and_meet_again() {
        check(
            "s:manual@0,0 if:if@1,0 y:set@2,0 z:set@2,0 end:set@3,0 s>if if>y if.1>z y>end z>end",
            &[
                "s",
                "if",
                "  true:",
                "    y",
                "    end",
                "  false:",
                "    z",
                "    → end",
            ],
        );
        check("if:if@0,0", &["if", "  true: -", "  false: -"]);
    }

    #[test]
    fn circles_end_and_triggers_come_first() {
        check("a:set@0,0 b:set@0,0 a>b b>a", &["a", "b", "→ a"]);
        check("a:set@0,0 s:manual@0,0", &["s", "a"]);
    }

    #[test]
    fn a_long_row_does_not_overflow_the_stack() {
        let mut long = Workflow::default();
        for at in 0..20_000 {
            long.nodes.push(Node::new(format!("n{at}"), "if", 1.0));
            if at > 0 {
                long.edges
                    .push(Edge::main(format!("n{}", at - 1), 1, format!("n{at}"), 0));
            }
        }
        let found = rows(&long, &specs());
        let steps = found.iter().filter(|row| matches!(row.what, What::Step(_)));
        assert_eq!(steps.count(), 20_000);
    }
}

//! Two states of a workflow side by side: what a version would change, and which results a change made stale.

use std::collections::{HashMap, HashSet};

use model::{Edge, Node, NodeId, Workflow};

/// So far apart cards lie beside each other: their size and some room.
const CARD: [f64; 2] = [220.0, 100.0];

/// What differs between two workflows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Nodes that only the second has.
    pub added: Vec<NodeId>,
    /// Nodes that only the first has.
    pub removed: Vec<NodeId>,
    /// Nodes that do something else in the second.
    pub changed: Vec<NodeId>,
    /// Nodes that only stand elsewhere.
    pub moved: Vec<NodeId>,
    /// Wires that only the second has.
    pub drawn: Vec<Edge>,
    /// Wires that only the first has.
    pub cut: Vec<Edge>,
    /// Name or settings of the workflow differ.
    pub settings: bool,
}

impl Difference {
    /// From one workflow to another.
    pub fn between(from: &Workflow, to: &Workflow) -> Self {
        let old = by_id(from);
        let new = by_id(to);
        let mut found = Self {
            settings: from.name != to.name || from.settings != to.settings,
            ..Self::default()
        };
        for node in &to.nodes {
            match old.get(&node.id) {
                None => found.added.push(node.id.clone()),
                Some(before) if !same_work(before, node) || before.name != node.name => {
                    found.changed.push(node.id.clone());
                }
                Some(before) if before.position != node.position => {
                    found.moved.push(node.id.clone());
                }
                Some(_) => {}
            }
        }
        let gone = from.nodes.iter().filter(|node| !new.contains_key(&node.id));
        found.removed = gone.map(|node| node.id.clone()).collect();
        let (before, after): (HashSet<&Edge>, HashSet<&Edge>) =
            (from.edges.iter().collect(), to.edges.iter().collect());
        let drawn = to.edges.iter().filter(|edge| !before.contains(edge));
        found.drawn = drawn.cloned().collect();
        let cut = from.edges.iter().filter(|edge| !after.contains(edge));
        found.cut = cut.cloned().collect();
        found
    }

    /// Whether nothing differs but places.
    pub fn is_empty(&self) -> bool {
        *self
            == Self {
                moved: self.moved.clone(),
                ..Self::default()
            }
    }

    /// Both workflows in one: the second, and what it lacks of the first where it stood.
    pub fn both(&self, from: &Workflow, to: &Workflow) -> Workflow {
        let mut both = to.clone();
        let removed: HashSet<&NodeId> = self.removed.iter().collect();
        let names: HashSet<_> = to.nodes.iter().map(|node| node.name.clone()).collect();
        for node in from.nodes.iter().filter(|node| removed.contains(&node.id)) {
            let mut node = node.clone();
            if names.contains(&node.name) {
                node.name = format!("{} –", node.name).into();
            }
            step_aside(&mut node, &both.nodes);
            both.nodes.push(node);
        }
        both.edges.extend(self.cut.iter().cloned());
        both
    }
}

/// Moves a node down until it lies on no other.
fn step_aside(node: &mut Node, others: &[Node]) {
    let covers = |at: [f64; 2]| {
        let near = |other: &&Node| {
            !other.is_note()
                && (other.position[0] - at[0]).abs() < CARD[0]
                && (other.position[1] - at[1]).abs() < CARD[1]
        };
        others.iter().any(|other| near(&other))
    };
    while !node.is_note() && covers(node.position) {
        node.position[1] += CARD[1];
    }
}

fn by_id(workflow: &Workflow) -> HashMap<&NodeId, &Node> {
    workflow.nodes.iter().map(|node| (&node.id, node)).collect()
}

/// Whether two nodes do the same: all but name, place and note.
fn same_work(one: &Node, other: &Node) -> bool {
    one.kind == other.kind
        && one.version == other.version
        && one.parameters == other.parameters
        && one.disabled == other.disabled
        && one.execute_once == other.execute_once
        && one.always_output == other.always_output
        && one.on_error == other.on_error
        && one.retry == other.retry
        && one.timeout_ms == other.timeout_ms
        && one.credentials == other.credentials
}

/// The nodes whose result in a run is from before a change: those that do something else now, get something else, or lie
/// behind one of them.
pub fn stale(ran: &Workflow, now: &Workflow) -> HashSet<NodeId> {
    let old = by_id(ran);
    let mut into_old: HashMap<&NodeId, HashSet<&Edge>> = HashMap::new();
    for edge in &ran.edges {
        into_old.entry(&edge.to.node).or_default().insert(edge);
    }
    let mut into_new: HashMap<&NodeId, HashSet<&Edge>> = HashMap::new();
    let mut out: HashMap<&NodeId, Vec<&NodeId>> = HashMap::new();
    for edge in &now.edges {
        into_new.entry(&edge.to.node).or_default().insert(edge);
        out.entry(&edge.from.node).or_default().push(&edge.to.node);
    }
    let none = HashSet::new();
    let differs = |node: &&Node| {
        old.get(&node.id).is_none_or(|before| {
            !same_work(before, node)
                || into_old.get(&node.id).unwrap_or(&none)
                    != into_new.get(&node.id).unwrap_or(&none)
                || ran.pinned.get(&node.id) != now.pinned.get(&node.id)
        })
    };
    let mut open: Vec<&NodeId> = now
        .nodes
        .iter()
        .filter(|node| !node.is_note())
        .filter(differs)
        .map(|node| &node.id)
        .collect();
    let mut found: HashSet<NodeId> = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id.clone()) {
            open.extend(out.get(id).into_iter().flatten());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Edit, apply};

    fn chain() -> Workflow {
        Workflow {
            nodes: ["a", "b", "c"]
                .map(|name| Node::new(name, "set", 3.4))
                .to_vec(),
            edges: vec![Edge::main("a", 0, "b", 0), Edge::main("b", 0, "c", 0)],
            ..Workflow::default()
        }
    }

    fn changed(edits: Vec<Edit>) -> Workflow {
        let mut workflow = chain();
        apply(&mut workflow, Edit::Many { edits }).expect("fits");
        workflow
    }

    #[test]
    fn what_would_go_lies_on_nothing_that_comes() {
        let from = chain();
        let gone = Edit::RemoveNode { node: "c".into() };
        let mut new = Node::new("new", "set", 3.4);
        new.position = from.nodes[2].position;
        let to = changed(vec![gone, Edit::add(new)]);
        let both = Difference::between(&from, &to).both(&from, &to);
        let place = |id: &str| both.node(id).map(|node| node.position);
        assert_eq!(place("c").map(|at| at[0]), place("new").map(|at| at[0]));
        assert_ne!(place("c"), place("new"));
    }

    fn stale_after(edits: Vec<Edit>) -> String {
        let now = changed(edits);
        let mut ids: Vec<String> = stale(&chain(), &now)
            .iter()
            .map(ToString::to_string)
            .collect();
        ids.sort();
        ids.join("")
    }

    #[test]
    fn what_lies_behind_a_change_is_stale() {
        assert_eq!(stale_after(vec![Edit::set("b", "x", 1.0)]), "bc");
        assert_eq!(
            stale_after(vec![Edit::RemoveNode { node: "a".into() }]),
            "bc"
        );
        let moved = Edit::MoveNode {
            node: "a".into(),
            to: [9.0, 9.0],
        };
        let named = Edit::RenameNode {
            node: "a".into(),
            name: "z".into(),
        };
        assert_eq!(stale_after(vec![moved, named]), "");
        let circle = Edit::connect(Edge::main("c", 0, "a", 0));
        assert_eq!(stale_after(vec![circle]), "abc");
    }

    #[test]
    fn a_difference_names_nodes_and_wires() {
        let to = changed(vec![
            Edit::RemoveNode { node: "c".into() },
            Edit::add(Node::new("d", "set", 3.4)),
            Edit::set("a", "x", 1.0),
            Edit::MoveNode {
                node: "b".into(),
                to: [5.0, 0.0],
            },
            Edit::connect(Edge::main("b", 0, "d", 0)),
        ]);
        let found = Difference::between(&chain(), &to);
        let ids = |list: &[NodeId]| list.iter().map(NodeId::as_str).collect::<Vec<_>>().join("");
        assert_eq!(
            [&found.added, &found.removed, &found.changed, &found.moved].map(|list| ids(list)),
            ["d", "c", "a", "b"]
        );
        assert_eq!((found.drawn.len(), found.cut.len()), (1, 1));
        assert_eq!(found.both(&chain(), &to).nodes.len(), 4);
        let places = changed(vec![Edit::MoveNode {
            node: "b".into(),
            to: [5.0, 0.0],
        }]);
        assert!(Difference::between(&chain(), &places).is_empty());
    }
}

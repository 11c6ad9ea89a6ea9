//! The steps that come before a step: whose values its fields can use.

use std::collections::{HashMap, HashSet, VecDeque};

use model::{Edge, Node, NodeId, PortKind, Workflow};

/// A step that comes before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The step.
    pub node: NodeId,
    /// How many wires away.
    pub distance: u32,
    /// The output of it that leads here.
    pub output: u16,
}

/// The steps before a node, the nearest first. A helper's are those of the step that it helps.
pub fn before(workflow: &Workflow, node: &NodeId) -> Vec<Before> {
    let start = helped(workflow, node);
    let into = wires_into(workflow);
    let mut found = Vec::new();
    let mut known: HashSet<&NodeId> = HashSet::from([&start]);
    let mut open = VecDeque::from([(&start, 0)]);
    while let Some((at, distance)) = open.pop_front() {
        for edge in into.get(at).into_iter().flatten() {
            if known.insert(&edge.from.node) {
                found.push(Before {
                    node: edge.from.node.clone(),
                    distance: distance + 1,
                    output: edge.from.port,
                });
                open.push_back((&edge.from.node, distance + 1));
            }
        }
    }
    found
}

/// Whether any step comes before a node.
pub fn has_before(workflow: &Workflow, node: &NodeId) -> bool {
    let start = helped(workflow, node);
    workflow.edges.iter().any(|edge| {
        edge.to.node == start
            && edge.to.kind == PortKind::Main
            && edge.from.node != start
            && workflow.node(&edge.from.node).is_some()
    })
}

/// The wires into every node's inputs, by input. Made once for a search: a large workflow has a thousand of them.
fn wires_into(workflow: &Workflow) -> HashMap<&NodeId, Vec<&Edge>> {
    let nodes: HashSet<&NodeId> = workflow.nodes.iter().map(|node| &node.id).collect();
    let mut into: HashMap<&NodeId, Vec<&Edge>> = HashMap::new();
    for edge in &workflow.edges {
        if edge.to.kind == PortKind::Main && nodes.contains(&edge.from.node) {
            into.entry(&edge.to.node).or_default().push(edge);
        }
    }
    for edges in into.values_mut() {
        edges.sort_by_key(|edge| edge.to.port);
    }
    into
}

/// The step a helper (a model, a tool, …) hangs on at last; any other step is its own.
fn helped(workflow: &Workflow, node: &NodeId) -> NodeId {
    let mut at = node.clone();
    let mut known = HashSet::new();
    while known.insert(at.clone()) {
        let hangs = workflow
            .edges
            .iter()
            .find(|edge| edge.from.node == at && edge.from.kind != PortKind::Main);
        match hangs {
            Some(edge) => at = edge.to.node.clone(),
            None => break,
        }
    }
    at
}

/// The step whose items `$json` reads: the one on the first input.
pub fn parent<'w>(workflow: &'w Workflow, node: &NodeId) -> Option<(&'w Node, u16)> {
    let start = helped(workflow, node);
    let first = workflow
        .edges
        .iter()
        .filter(|edge| edge.to.node == start && edge.to.kind == PortKind::Main)
        .min_by_key(|edge| edge.to.port)?;
    Some((workflow.node(&first.from.node)?, first.from.port))
}

#[cfg(test)]
mod tests {
    use super::super::gesture::tests::workflow;
    use super::*;

    #[test]
    fn the_nearest_come_first_and_circles_end() {
        let words = "s:manual@0,0 a:set@1,0 b:set@2,0 c:set@3,0 s>a a>b b>c s>c b>a";
        let workflow = workflow(words);
        let names = |node: &str| {
            let found = before(&workflow, &node.into());
            let names = found
                .iter()
                .map(|one| format!("{}{}", one.node, one.distance));
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names("c"), "b1 s1 a2");
        assert_eq!(names("s"), "");
        assert_eq!(
            parent(&workflow, &"c".into()).map(|(node, _)| node.id.as_str()),
            Some("b")
        );
        assert_eq!(parent(&workflow, &"s".into()), None);
    }

    #[test]
    fn a_helper_sees_what_the_step_it_helps_sees() {
        let mut workflow = workflow("s:manual@0,0 agent:set@1,0 model:set@1,1 s>agent");
        let end = |node: &str| model::EdgeEnd {
            node: node.into(),
            kind: PortKind::Model,
            port: 0,
        };
        workflow.edges.push(Edge {
            from: end("model"),
            to: end("agent"),
        });
        assert_eq!(
            parent(&workflow, &"model".into()).map(|(node, _)| node.id.as_str()),
            Some("s")
        );
    }
}

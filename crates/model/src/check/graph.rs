//! Checks of the wires: ends and ports that are not there, circles, nodes that nothing leads to.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Checked, Code, Problem};
use crate::edit::Edit;
use crate::ports::Ports;
use crate::spec::{Group, NodeSpec, PortKind};
use crate::workflow::{EdgeEnd, Node};

/// So many nodes of a circle are named.
const MOST_NAMED: usize = 5;
/// n8n's types that may put out nothing although they have one output: a circle through one can end.
const MAY_END: [&str; 2] = ["n8n-nodes-base.filter", "n8n-nodes-base.removeDuplicates"];
/// n8n's loop.
const LOOP: &str = "n8n-nodes-base.splitInBatches";

pub(super) fn check(checked: &mut Checked<'_>) {
    wires(checked);
    circles(checked);
    unreachable(checked);
}

fn wires(checked: &mut Checked<'_>) {
    for edge in &checked.workflow.edges {
        let remove = || Edit::Disconnect { edge: edge.clone() };
        let ends = [(&edge.from, true), (&edge.to, false)];
        let gone = ends
            .iter()
            .find(|(end, _)| !checked.by_id.contains_key(&end.node));
        if let Some((end, _)) = gone {
            let problem = Problem::new(Code::EdgeDangling).with("id", end.node.as_str());
            checked.report(problem.fixed_by(remove()));
            continue;
        }
        // One problem a wire: one edit mends it.
        let node = |end: &EdgeEnd| &checked.workflow.nodes[checked.by_id[&end.node]];
        let lacking = ends
            .iter()
            .find(|(end, out)| lacks(checked, node(end), end, *out));
        if let Some((end, out)) = lacking {
            let problem = Problem::of(Code::EdgePort, node(end))
                .with("end", if *out { "output" } else { "input" })
                .with("port", (end.port + 1).to_string());
            checked.report(problem.fixed_by(remove()));
        }
    }
}

/// Whether a node of a known kind lacks a port.
fn lacks(checked: &Checked<'_>, node: &Node, end: &EdgeEnd, out: bool) -> bool {
    if checked.specs.get(&node.kind).is_none() && !node.is_note() {
        return false;
    }
    let ports = Ports::of(checked.workflow, node, checked.specs);
    let list = if out { ports.outputs } else { ports.inputs };
    let same = list.iter().filter(|port| port.kind == end.kind).count();
    usize::from(end.port) >= same
}

/// Circles that do not go through a loop node.
fn circles(checked: &mut Checked<'_>) {
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let places: Vec<NodeIndex> = (0..checked.workflow.nodes.len())
        .map(|at| graph.add_node(at))
        .collect();
    for (from, to) in main_wires(checked) {
        let through_loop = [from, to].iter().any(|at| loops(checked, *at));
        if !through_loop {
            graph.add_edge(places[from], places[to], ());
        }
    }
    for circle in kosaraju_scc(&graph) {
        let turns = circle.len() > 1 || graph.contains_edge(circle[0], circle[0]);
        if !turns {
            continue;
        }
        let mut nodes: Vec<usize> = circle.into_iter().map(|index| graph[index]).collect();
        nodes.sort_unstable();
        let ends = nodes.iter().any(|at| may_end(checked, *at));
        let code = if ends {
            Code::CycleOpen
        } else {
            Code::CycleClosed
        };
        let first = &checked.workflow.nodes[nodes[0]];
        let problem = Problem::of(code, first).with("names", names(checked, &nodes));
        checked.report(problem);
    }
}

fn names(checked: &Checked<'_>, nodes: &[usize]) -> String {
    let named = nodes.iter().take(MOST_NAMED);
    let mut text: Vec<String> = named
        .map(|at| format!("`{}`", checked.workflow.nodes[*at].name))
        .collect();
    if nodes.len() > MOST_NAMED {
        text.push(format!("{} more", nodes.len() - MOST_NAMED));
    }
    text.join(", ")
}

/// Wires that items take, between nodes that are there.
fn main_wires(checked: &Checked<'_>) -> Vec<(usize, usize)> {
    let edges = checked.workflow.edges.iter();
    edges
        .filter(|edge| edge.from.kind == PortKind::Main)
        .filter_map(|edge| {
            let from = checked.by_id.get(&edge.from.node)?;
            Some((*from, *checked.by_id.get(&edge.to.node)?))
        })
        .collect()
}

fn spec_of<'c>(checked: &'c Checked<'_>, at: usize) -> Option<&'c NodeSpec> {
    let kind = &checked.workflow.nodes[at].kind;
    checked.specs.get(kind).map(std::sync::Arc::as_ref)
}

fn is_one_of(spec: &NodeSpec, names: &[&str]) -> bool {
    spec.n8n
        .iter()
        .any(|known| names.contains(&known.name.as_str()))
}

fn loops(checked: &Checked<'_>, at: usize) -> bool {
    !checked.workflow.nodes[at].disabled
        && spec_of(checked, at).is_some_and(|spec| spec.loops || is_one_of(spec, &[LOOP]))
}

/// Whether items may leave a circle, or not come round again, at a node.
fn may_end(checked: &Checked<'_>, at: usize) -> bool {
    let node = &checked.workflow.nodes[at];
    let Some(spec) = spec_of(checked, at) else {
        return true;
    };
    let ports = Ports::of(checked.workflow, node, checked.specs);
    let outputs = ports.outputs.iter();
    !node.disabled
        && (outputs.filter(|port| port.kind == PortKind::Main).count() > 1
            || spec.group == Group::Code
            || is_one_of(spec, &MAY_END))
}

/// Nodes that no trigger leads to. What helps a node (a model, a tool) is reached with it.
fn unreachable(checked: &mut Checked<'_>) {
    let count = checked.workflow.nodes.len();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for edge in &checked.workflow.edges {
        let ends = [&edge.from, &edge.to].map(|end| checked.by_id.get(&end.node));
        if let [Some(from), Some(to)] = ends {
            match edge.from.kind {
                PortKind::Main => next[*from].push(*to),
                _ => next[*to].push(*from),
            }
        }
    }
    let mut open: Vec<usize> = checked
        .nodes()
        .filter(|(_, node)| node.is_trigger(checked.specs))
        .map(|(at, _)| at)
        .collect();
    if open.is_empty() {
        return;
    }
    let mut reached = vec![false; count];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            open.extend(&next[at]);
        }
    }
    for (at, node) in checked.nodes() {
        let first = checked.by_id.get(&node.id) == Some(&at);
        if first && !reached[at] && !node.disabled {
            checked.report(Problem::of(Code::Unreachable, node));
        }
    }
}

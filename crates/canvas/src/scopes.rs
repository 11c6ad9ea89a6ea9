//! What a loop or a branch contains, told from the wires alone.

use model::{NodeId, PortKind, Specs, Workflow};
use rustc_hash::{FxHashMap, FxHashSet};

/// The nodes that belong to one output of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The looping or branching node.
    pub node: NodeId,
    /// Number of its main output.
    pub output: u16,
    /// A loop's body; else a branch.
    pub repeats: bool,
    /// What is inside, in the workflow's order.
    pub members: Vec<NodeId>,
}

/// What the loops and branches of a workflow contain. Empty ones are left out.
pub fn scopes(workflow: &Workflow, specs: &Specs) -> Vec<Scope> {
    let flow = Flow::of(workflow);
    let ids = |members: Vec<u32>| {
        members
            .into_iter()
            .map(|at| workflow.nodes[at as usize].id.clone())
            .collect()
    };
    let mut scopes = Vec::new();
    for (at, node) in workflow.nodes.iter().enumerate() {
        let at = at as u32;
        if specs.get(&node.kind).is_some_and(|spec| spec.loops) {
            let output = flow.last_output(at);
            scopes.push(Scope {
                node: node.id.clone(),
                output,
                repeats: true,
                members: ids(flow.body(at)),
            });
            continue;
        }
        for (output, members) in flow.branches(at) {
            scopes.push(Scope {
                node: node.id.clone(),
                output,
                repeats: false,
                members: ids(members),
            });
        }
    }
    scopes.retain(|scope| !scope.members.is_empty());
    scopes
}

/// Who feeds whom, by number.
pub(crate) struct Flow {
    out: Vec<Vec<(u16, u32)>>,
    into: Vec<Vec<u32>>,
}

impl Flow {
    pub fn new(nodes: usize) -> Self {
        Self {
            out: vec![Vec::new(); nodes],
            into: vec![Vec::new(); nodes],
        }
    }

    pub fn of(workflow: &Workflow) -> Self {
        let by_id: FxHashMap<&NodeId, u32> = workflow
            .nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (&node.id, at as u32))
            .collect();
        let mut flow = Self::new(workflow.nodes.len());
        for edge in workflow
            .edges
            .iter()
            .filter(|edge| edge.from.kind == PortKind::Main)
        {
            if let (Some(from), Some(to)) = (by_id.get(&edge.from.node), by_id.get(&edge.to.node)) {
                flow.add(*from, edge.from.port, *to);
            }
        }
        flow
    }

    pub fn add(&mut self, from: u32, output: u16, to: u32) {
        self.out[from as usize].push((output, to));
        self.into[to as usize].push(from);
    }

    fn last_output(&self, node: u32) -> u16 {
        self.out[node as usize]
            .iter()
            .map(|(output, _)| *output)
            .max()
            .unwrap_or(0)
    }

    /// What a loop runs again and again: from its last output on, as far as a way leads back to it.
    pub fn body(&self, node: u32) -> Vec<u32> {
        let last = self.last_output(node);
        let ahead = self.reach(self.targets(node, last), Some(node));
        let mut behind: FxHashSet<u32> = FxHashSet::default();
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            for from in &self.into[at as usize] {
                if ahead.contains(from) && behind.insert(*from) {
                    open.push(*from);
                }
            }
        }
        sorted(behind)
    }

    /// What runs only where an output of a branching node put something out; nothing for a node with one wired output.
    pub fn branches(&self, node: u32) -> Vec<(u16, Vec<u32>)> {
        let mut outputs: Vec<u16> = self.out[node as usize]
            .iter()
            .map(|(output, _)| *output)
            .collect();
        outputs.sort_unstable();
        outputs.dedup();
        if outputs.len() < 2 {
            return Vec::new();
        }
        let reached: Vec<FxHashSet<u32>> = outputs
            .iter()
            .map(|output| self.reach(self.targets(node, *output), Some(node)))
            .collect();
        let starts = (0..self.into.len() as u32)
            .filter(|at| self.into[*at as usize].is_empty() && *at != node);
        let elsewhere = self.reach(starts.collect(), Some(node));
        let only = |at: usize| {
            let others = reached
                .iter()
                .enumerate()
                .filter(move |(other, _)| *other != at)
                .map(|(_, set)| set);
            let mine = reached[at].iter().copied();
            let shared: Vec<&FxHashSet<u32>> = others.chain([&elsewhere]).collect();
            mine.filter(move |member| !shared.iter().any(|set| set.contains(member)))
                .collect()
        };
        outputs
            .iter()
            .enumerate()
            .map(|(at, output)| (*output, sorted(only(at))))
            .collect()
    }

    fn targets(&self, node: u32, output: u16) -> Vec<u32> {
        self.out[node as usize]
            .iter()
            .filter(|(at, _)| *at == output)
            .map(|(_, to)| *to)
            .collect()
    }

    fn reach(&self, from: Vec<u32>, not: Option<u32>) -> FxHashSet<u32> {
        let mut reached: FxHashSet<u32> = FxHashSet::default();
        let mut open = from;
        while let Some(at) = open.pop() {
            if Some(at) != not && reached.insert(at) {
                open.extend(self.out[at as usize].iter().map(|(_, to)| *to));
            }
        }
        reached
    }
}

fn sorted(set: FxHashSet<u32>) -> Vec<u32> {
    let mut list: Vec<u32> = set.into_iter().collect();
    list.sort_unstable();
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Edge, Group, Node, NodeSpec};

    /// `a0>b` is a wire from output 0 of a to b; nodes called l… loop.
    fn check(wires: &str, wanted: &[(&str, u16, &str)]) {
        let mut workflow = Workflow::default();
        for wire in wires.split(' ') {
            let (from, to) = wire.split_once('>').unwrap();
            let (from, output) = from.split_at(from.len() - 1);
            for name in [from, to] {
                if workflow.node(name).is_none() {
                    let kind = if name.starts_with('l') {
                        "loop"
                    } else {
                        "step"
                    };
                    workflow.nodes.push(Node::new(name, kind, 1.0));
                }
            }
            workflow
                .edges
                .push(Edge::main(from, output.parse().unwrap(), to, 0));
        }
        let spec = NodeSpec {
            loops: true,
            ..NodeSpec::new("loop", "Loop", Group::Flow)
        };
        let found: Vec<(String, u16, String)> = scopes(&workflow, &[spec].into_iter().collect())
            .into_iter()
            .map(|scope| {
                let members: Vec<&str> = scope.members.iter().map(|id| id.as_str()).collect();
                (scope.node.to_string(), scope.output, members.join(" "))
            })
            .collect();
        let found: Vec<(&str, u16, &str)> = found
            .iter()
            .map(|(node, at, members)| (node.as_str(), *at, members.as_str()))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn scopes_are_found() {
        check("t0>a a0>b", &[]);
        check(
            "t0>i i0>a i1>b a0>c b0>d",
            &[("i", 0, "a c"), ("i", 1, "b d")],
        );
        // what both branches reach belongs to neither
        check(
            "t0>i i0>a i1>b a0>m b0>m m0>n",
            &[("i", 0, "a"), ("i", 1, "b")],
        );
        // what another start reaches too belongs to neither
        check("t0>i i0>a i1>b u0>b", &[("i", 0, "a")]);
        check("t0>l l1>a a0>b b0>l l0>z", &[("l", 1, "a b")]);
        // a loop in a loop
        check(
            "t0>l1 l11>l2 l21>a a0>l2 l20>b b0>l1 l10>z",
            &[("l1", 1, "l2 a b"), ("l2", 1, "a")],
        );
        check("t0>l l1>a", &[]);
    }
}

//! Which node runs next.
//!
//! Two orders. In the newer one (v1) what a step feeds goes to the front, the topmost and then leftmost node first, so one
//! branch runs to its end before the next begins. In the legacy order it goes to the back, in the order in which the wires
//! were drawn; and a node that waits for several inputs pulls in branches that nothing has led to yet.
//!
//! A node with several inputs waits until something came on all of them. Once nothing else is left to run, waiting nodes
//! run with what came, those first whose ancestors do not wait. Outputs without items lead nowhere, but in the legacy
//! order to inputs past the first, where "nothing came" is an answer too.

use std::collections::VecDeque;

use model::{ExecutionOrder, StepOutput};

use crate::journal::{Arrival, Frontier, Pending};
use crate::plan::{NodeNumber, Plan, Wire};

/// A run of a node that is to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Next {
    pub node: NodeNumber,
    pub inputs: Vec<Arrival>,
}

/// The nodes that are to run, and those that wait.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    ready: VecDeque<Next>,
    /// In the order in which nodes began to wait; a node may wait for several runs.
    waiting: Vec<(NodeNumber, Vec<Vec<Arrival>>)>,
}

/// What the queue asks about what happened so far.
pub(crate) trait Past {
    /// Whether the node has run.
    fn has_run(&self, node: NodeNumber) -> bool;
    /// How many items an output of a step has.
    fn count(&self, output: StepOutput) -> usize;
    /// How many items an output had in a given run of a node; none if there was no such run or output.
    fn count_in_run(&self, node: NodeNumber, run: u32, output: u16) -> Option<usize>;
}

/// A step that has ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub node: NodeNumber,
    pub step: u32,
    pub run: u32,
}

impl Queue {
    /// One node is to run.
    pub(crate) fn of(next: Next) -> Self {
        Self {
            ready: [next].into(),
            waiting: Vec::new(),
        }
    }

    /// The node that runs next; waiting ones when no other is left.
    pub(crate) fn take(&mut self, plan: &Plan, past: &dyn Past) -> Option<Next> {
        if self.ready.is_empty() {
            self.release(plan, past);
        }
        self.ready.pop_front()
    }

    /// Hands what a step put out to the nodes it leads to.
    pub(crate) fn deliver(&mut self, plan: &Plan, past: &dyn Past, ended: Ended) {
        let legacy = plan.order() == ExecutionOrder::Legacy;
        let mut wires: Vec<(u16, Wire)> = Vec::new();
        for (output, targets) in (0..).zip(&plan.node(ended.node).outputs) {
            let of = StepOutput {
                step: ended.step,
                output,
            };
            let empty = past.count(of) == 0;
            let leads = |wire: &&Wire| {
                !empty
                    || (legacy
                        && wire.port > 0
                        && past.count_in_run(ended.node, ended.run, output).is_some())
            };
            wires.extend(targets.iter().filter(leads).map(|wire| (output, *wire)));
        }
        if !legacy {
            // Each goes to the front in turn, so the one to run first comes last.
            let place = |wire: &Wire| plan.node(wire.node).document.position;
            wires.sort_by(|(_, a), (_, b)| {
                let ([ax, ay], [bx, by]) = (place(a), place(b));
                by.total_cmp(&ay).then(bx.total_cmp(&ax))
            });
        }
        for (output, wire) in wires {
            self.arrive(plan, past, ended, output, wire);
        }
    }

    fn arrive(&mut self, plan: &Plan, past: &dyn Past, ended: Ended, output: u16, wire: Wire) {
        let arrival = Arrival::Output(StepOutput {
            step: ended.step,
            output,
        });
        let port = usize::from(wire.port);
        let ports = plan.node(wire.node).inputs.len();
        if ports <= 1 {
            let mut inputs = vec![Arrival::Nothing; port + 1];
            inputs[port] = arrival;
            self.enqueue(
                plan,
                Next {
                    node: wire.node,
                    inputs,
                },
            );
            return;
        }
        let at = self.waiting.iter().position(|(node, _)| *node == wire.node);
        let first_time = at.is_none();
        let at = at.unwrap_or_else(|| {
            self.waiting.push((wire.node, Vec::new()));
            self.waiting.len() - 1
        });
        let runs = &mut self.waiting[at].1;
        let open = runs.iter().position(|run| run[port] == Arrival::Nothing);
        let open = open.unwrap_or_else(|| {
            runs.push(vec![Arrival::Nothing; ports]);
            runs.len() - 1
        });
        runs[open][port] = arrival;
        if !runs[open].contains(&Arrival::Nothing) {
            let inputs = runs.remove(open);
            if runs.is_empty() {
                self.waiting.remove(at);
            }
            self.enqueue(
                plan,
                Next {
                    node: wire.node,
                    inputs,
                },
            );
        } else if first_time && plan.order() == ExecutionOrder::Legacy {
            self.pull(plan, past, ended, output, wire.node);
        }
    }

    fn enqueue(&mut self, plan: &Plan, next: Next) {
        match plan.order() {
            ExecutionOrder::V1 => self.ready.push_front(next),
            ExecutionOrder::Legacy => self.ready.push_back(next),
        }
    }

    /// Legacy order: a node that begins to wait has the branches run that lead to its other inputs, if nothing will.
    fn pull(
        &mut self,
        plan: &Plan,
        past: &dyn Past,
        from: Ended,
        output: u16,
        waiting: NodeNumber,
    ) {
        let fed: Vec<NodeNumber> = plan
            .node(from.node)
            .outputs
            .iter()
            .flatten()
            .map(|wire| wire.node)
            .collect();
        let empty_now = past.count(StepOutput {
            step: from.step,
            output,
        }) == 0;
        for wire in plan.node(waiting).inputs.iter().flatten() {
            let source = wire.node;
            let comes_by_itself = source == from.node
                || (fed.contains(&source) && !fed_nothing(plan, past, source, from.run))
                || self.is_ready(source)
                || past.has_run(source);
            if comes_by_itself {
                continue;
            }
            let Some(begin) = self.beginning(plan, past, source, &fed) else {
                continue;
            };
            // A branch that was given nothing on purpose is not run behind its back.
            let held_back = empty_now && plan.leads_to(from.node, begin);
            let blank =
                plan.node(begin).inputs.is_empty() || fed_nothing(plan, past, begin, from.run);
            if blank && !held_back {
                self.enqueue(
                    plan,
                    Next {
                        node: begin,
                        inputs: vec![Arrival::Blank],
                    },
                );
            }
        }
    }

    /// Where the branch that leads to `source` has to begin; none if it is on its way already.
    fn beginning(
        &self,
        plan: &Plan,
        past: &dyn Past,
        source: NodeNumber,
        fed: &[NodeNumber],
    ) -> Option<NodeNumber> {
        let mut begin = source;
        for at in std::iter::once(source).chain(plan.upstream(source)) {
            if (at != source && fed.contains(&at)) || self.is_ready(at) {
                return None;
            }
            if past.has_run(at) {
                break;
            }
            begin = at;
        }
        Some(begin)
    }

    fn is_ready(&self, node: NodeNumber) -> bool {
        self.ready.iter().any(|next| next.node == node)
    }

    /// Lets a waiting node run with what came on its inputs.
    fn release(&mut self, plan: &Plan, past: &dyn Past) {
        // Nodes that wait for each other in a circle would wait for ever: then the first of them goes.
        for patient in [true, false] {
            let mut at = 0;
            while at < self.waiting.len() {
                if self.holds_back(plan, at, patient) {
                    at += 1;
                    continue;
                }
                let (node, inputs) = self.take_waiting(at);
                let came = |arrival: &Arrival| matches!(arrival, Arrival::Output(of) if past.count(*of) > 0);
                if inputs.iter().any(came) {
                    self.ready.push_back(Next { node, inputs });
                    return;
                }
                at = 0;
            }
        }
    }

    fn holds_back(&self, plan: &Plan, at: usize, patient: bool) -> bool {
        let (node, runs) = &self.waiting[at];
        let incomplete = runs[0].contains(&Arrival::Nothing);
        if incomplete && plan.order() == ExecutionOrder::V1 && plan.node(*node).needs_all_inputs() {
            return true;
        }
        let waits_for = |other: NodeNumber| {
            let mutual = !patient && plan.leads_to(*node, other);
            other != *node && plan.leads_to(other, *node) && !mutual
        };
        self.waiting.iter().any(|(other, _)| waits_for(*other))
    }

    fn take_waiting(&mut self, at: usize) -> (NodeNumber, Vec<Arrival>) {
        let (node, runs) = &mut self.waiting[at];
        let (node, inputs) = (*node, runs.remove(0));
        if runs.is_empty() {
            self.waiting.remove(at);
        }
        (node, inputs)
    }

    /// What was left to run; nodes that the plan lacks are left out.
    pub(crate) fn restore(plan: &Plan, frontier: &Frontier) -> Self {
        let next = |pending: &Pending| {
            let node = plan.by_id(&pending.node)?;
            let inputs = pending.inputs.clone();
            Some(Next { node, inputs })
        };
        let mut waiting: Vec<(NodeNumber, Vec<Vec<Arrival>>)> = Vec::new();
        for Next { node, inputs } in frontier.waiting.iter().filter_map(next) {
            match waiting.iter_mut().find(|(known, _)| *known == node) {
                Some((_, runs)) => runs.push(inputs),
                None => waiting.push((node, vec![inputs])),
            }
        }
        Self {
            ready: frontier.ready.iter().filter_map(next).collect(),
            waiting,
        }
    }

    /// What is left to run, by ids.
    pub(crate) fn frontier(&self, plan: &Plan) -> Frontier {
        let pending = |node: NodeNumber, inputs: &Vec<Arrival>| Pending {
            node: plan.node(node).document.id.clone(),
            inputs: inputs.clone(),
        };
        let ready = self
            .ready
            .iter()
            .map(|next| pending(next.node, &next.inputs));
        let waiting = self
            .waiting
            .iter()
            .flat_map(|(node, runs)| runs.iter().map(move |inputs| pending(*node, inputs)));
        Frontier {
            ready: ready.collect(),
            waiting: waiting.collect(),
        }
    }
}

/// Whether a node's first input has been led to by nothing but empty outputs, in the given run of the nodes before it.
fn fed_nothing(plan: &Plan, past: &dyn Past, node: NodeNumber, run: u32) -> bool {
    let first = plan.node(node).inputs.first();
    first.into_iter().flatten().all(|wire| {
        past.count_in_run(wire.node, run, wire.port)
            .is_none_or(|count| count == 0)
    })
}

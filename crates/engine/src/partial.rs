//! Running a part of a workflow: which nodes, from where, and which results of an earlier execution are still right.

use std::sync::Arc;

use model::{Execution, Item, Node, OnError, Origin, Source, Step, StepOutput, StepStatus};
use rustc_hash::FxHashMap;

use crate::data::RunData;
use crate::journal::Arrival;
use crate::plan::{NodeNumber, Plan};
use crate::queue::Next;

/// Results of an earlier execution that are still right, taken instead of running their nodes.
pub(crate) struct Replay {
    earlier: Arc<Execution>,
    /// For each node the earlier steps that may be taken, by run.
    runs: Vec<Vec<u32>>,
    /// Numbers of the steps taken so far: earlier to now.
    renumbered: FxHashMap<u32, u32>,
}

impl Replay {
    /// What may be reused on the way to `goal`: nodes that ran well and have not changed, nor has anything before them.
    pub(crate) fn new(plan: &Plan, earlier: Arc<Execution>, goal: NodeNumber) -> Self {
        Self::where_right(plan, earlier, goal, failed)
    }

    /// What may be reused when everything from `from` on is run again: also of nodes that failed where the workflow went
    /// on, since what they put out for that was used.
    pub(crate) fn before(plan: &Plan, earlier: Arc<Execution>, from: NodeNumber) -> Self {
        let stopped = |step: &Step| {
            let node = plan.by_id(&step.node).map(|node| plan.node(node));
            let goes_on = node.is_some_and(|node| node.document.on_error != OnError::Stop);
            failed(step) && !(goes_on && step.status == StepStatus::Failed)
        };
        Self::where_right(plan, earlier, from, stopped)
    }

    /// What the trigger of the earlier execution put out, and nothing else.
    pub(crate) fn beginning(plan: &Plan, earlier: Arc<Execution>) -> Self {
        let mut runs = vec![Vec::new(); plan.nodes().len()];
        let first = earlier.steps.first().filter(|step| !failed(step));
        let trigger = first
            .and_then(|step| plan.by_id(&step.node))
            .filter(|node| plan.node(*node).spec.trigger);
        if let Some(node) = trigger {
            runs[node as usize].push(0);
        }
        Self {
            earlier,
            runs,
            renumbered: FxHashMap::default(),
        }
    }

    /// Knows again which of the steps so far were taken over.
    pub(crate) fn restore(&mut self, plan: &Plan, steps: &[Step]) {
        let mut seen = vec![0; self.runs.len()];
        for (now, step) in (0..).zip(steps) {
            let Some(node) = plan.by_id(&step.node) else {
                continue;
            };
            let run = seen[node as usize];
            seen[node as usize] += 1;
            if let Some(number) = self.runs[node as usize].get(run) {
                self.renumbered.insert(*number, now);
            }
        }
    }

    fn where_right(
        plan: &Plan,
        earlier: Arc<Execution>,
        goal: NodeNumber,
        spoiled: impl Fn(&Step) -> bool,
    ) -> Self {
        let mut runs = vec![Vec::new(); plan.nodes().len()];
        for (number, step) in (0..).zip(&earlier.steps) {
            if let Some(node) = plan.by_id(&step.node) {
                runs[node as usize].push(number);
            }
        }
        let never_ran = |node: NodeNumber| runs[node as usize].is_empty();
        let stale = stale(plan, &earlier, goal, never_ran, spoiled);
        for (runs, stale) in runs.iter_mut().zip(stale) {
            if stale {
                runs.clear();
            }
        }
        Self {
            earlier,
            runs,
            renumbered: FxHashMap::default(),
        }
    }

    /// The earlier step to take for a run of a node, as step `now`.
    pub(crate) fn take(&mut self, node: NodeNumber, run: u32, now: u32) -> Option<Step> {
        let number = *self.runs.get(node as usize)?.get(run as usize)?;
        self.renumbered.insert(number, now);
        let step = self.earlier.steps.get(number as usize)?;
        Some(renumber(step, &self.renumbered))
    }
}

/// Whether a step did not end well.
fn failed(step: &Step) -> bool {
    !step.status.is_done()
}

/// Which nodes' earlier results are not right any more: those of the goal, of nodes with a `spoiled` step, that have
/// changed or are `also` meant, and of all behind one of them.
fn stale(
    plan: &Plan,
    earlier: &Execution,
    goal: NodeNumber,
    also: impl Fn(NodeNumber) -> bool,
    spoiled: impl Fn(&Step) -> bool,
) -> Vec<bool> {
    let all = 0..plan.nodes().len() as NodeNumber;
    let mut failed = vec![false; plan.nodes().len()];
    for step in &earlier.steps {
        let node = plan.by_id(&step.node);
        if let Some(node) = node.filter(|_| spoiled(step)) {
            failed[node as usize] = true;
        }
    }
    let changed: Vec<NodeNumber> = all
        .clone()
        .filter(|node| {
            *node == goal
                || failed[*node as usize]
                || also(*node)
                || !unchanged(plan, *node, earlier)
        })
        .collect();
    all.map(|node| {
        let behind = |other: &NodeNumber| *other == node || plan.leads_to(*other, node);
        changed.iter().any(behind)
    })
    .collect()
}

/// Keeps what an execution up to `goal`, or of it alone, has nothing to do with: steps of other branches of the earlier
/// one that are still right. They come last, since they did not run now.
pub(crate) fn keep_others(data: &RunData, earlier: &Execution, goal: NodeNumber) {
    let plan = data.plan();
    let stale = stale(plan, earlier, goal, |_| false, failed);
    let all = (0..).zip(&stale);
    let other: Vec<bool> = all
        .map(|(node, stale)| data.run_count(node) == 0 && !stale)
        .collect();
    let mut numbers = FxHashMap::default();
    let mut seen = vec![0; other.len()];
    for (number, step) in (0..).zip(&earlier.steps) {
        let Some(node) = plan.by_id(&step.node) else {
            continue;
        };
        let run = seen[node as usize];
        seen[node as usize] += 1;
        if other[node as usize] {
            numbers.insert(number, data.len() as u32);
            data.push(renumber(step, &numbers));
        } else if let Some(now) = data.number_of(node, run) {
            numbers.insert(number, now);
        }
    }
}

/// A step with the numbers it refers to changed; what refers to a step that is gone refers to nothing.
fn renumber(step: &Step, numbers: &FxHashMap<u32, u32>) -> Step {
    let place = |source: &Source| {
        Some(Source {
            step: *numbers.get(&source.step)?,
            ..*source
        })
    };
    let same = numbers.iter().all(|(old, new)| old == new);
    let one = |item: &Item| {
        let mut item = item.clone();
        let sources: Vec<Source> = item.origin.sources().iter().filter_map(place).collect();
        item.origin = match (&item.origin, sources.as_slice()) {
            (Origin::None, _) => Origin::None,
            (_, []) => Origin::Unknown,
            (_, [source]) => Origin::One(*source),
            (_, many) => Origin::Many(many.into()),
        };
        item
    };
    let mut step = step.clone();
    for input in &mut step.inputs {
        *input = input.and_then(|from| {
            Some(StepOutput {
                step: *numbers.get(&from.step)?,
                ..from
            })
        });
    }
    if !same {
        for output in &mut step.outputs {
            *output = Arc::new(output.iter().map(one).collect());
        }
    }
    step
}

/// Whether a node means what it meant in an earlier execution, and is fed as it was.
fn unchanged(plan: &Plan, number: NodeNumber, earlier: &Execution) -> bool {
    let node = &plan.node(number).document;
    let Some(before) = earlier.workflow.node(&node.id) else {
        return false;
    };
    meaning(node) == meaning(before)
        && edges(plan.workflow(), node) == edges(&earlier.workflow, node)
}

/// A node without what only the person sees.
fn meaning(node: &Node) -> Node {
    Node {
        position: [0.0; 2],
        note: None,
        origin: value::Map::new(),
        ..node.clone()
    }
}

fn edges<'w>(workflow: &'w model::Workflow, node: &Node) -> Vec<&'w model::Edge> {
    let into = |edge: &&model::Edge| edge.to.node == node.id;
    workflow.edges.iter().filter(into).collect()
}

/// The nodes that may run on the way to `goal`.
pub(crate) fn on_the_way(plan: &Plan, goal: NodeNumber) -> Vec<bool> {
    (0..plan.nodes().len() as NodeNumber)
        .map(|node| node == goal || plan.leads_to(node, goal))
        .collect()
}

/// Where to start on the way to `goal`: where the earlier execution did, else at an enabled trigger that leads there, else
/// at the first node before it that nothing leads to, else at the node itself.
pub(crate) fn start_for(plan: &Plan, goal: NodeNumber, earlier: Option<&Execution>) -> NodeNumber {
    let leads = |node: NodeNumber| node == goal || plan.leads_to(node, goal);
    let before = earlier
        .and_then(|earlier| plan.by_id(&earlier.steps.first()?.node))
        .filter(|node| leads(*node));
    let all = || (0..plan.nodes().len() as NodeNumber).filter(|node| leads(*node));
    before
        .or_else(|| {
            all().find(|node| {
                let node = plan.node(*node);
                node.spec.trigger && !node.document.disabled
            })
        })
        .or_else(|| all().find(|node| plan.node(*node).inputs.is_empty()))
        .unwrap_or(goal)
}

/// What is pinned to a node, as a step that put it out.
fn pinned_step(data: &RunData, node: NodeNumber) -> Option<Step> {
    let items = data.pinned(node)?;
    let document = &data.plan().node(node).document;
    Some(Step {
        node: document.id.clone(),
        name: document.name.clone(),
        status: StepStatus::Success,
        outputs: vec![Arc::new(items)],
        ..Step::default()
    })
}

/// What is pinned to nodes before `node` that have not run stands for a run of theirs.
fn stand_in(data: &RunData, node: NodeNumber) {
    let plan = data.plan();
    for before in 0..plan.nodes().len() as NodeNumber {
        let needed = before != node && data.run_count(before) == 0 && plan.leads_to(before, node);
        if let Some(step) = needed.then(|| pinned_step(data, before)).flatten() {
            data.push(step);
        }
    }
}

/// Puts what came before `node` in the earlier execution into `data`, and says what the node has to be run on; none where
/// it never had input.
pub(crate) fn stored_input(
    data: &RunData,
    node: NodeNumber,
    earlier: Option<&Execution>,
) -> Option<Next> {
    let plan = data.plan();
    let mut numbers = FxHashMap::default();
    let mut last = None;
    for (number, step) in (0..).zip(earlier.iter().flat_map(|earlier| &earlier.steps)) {
        match plan.by_id(&step.node) {
            Some(at) if at == node => last = Some(step),
            Some(at) if plan.leads_to(at, node) => {
                numbers.insert(number, data.len() as u32);
                let step = renumber(step, &numbers);
                data.push(pinned_step(data, at).unwrap_or(step));
            }
            _ => {}
        }
    }
    stand_in(data, node);
    let ports = &plan.node(node).inputs;
    if ports.iter().all(Vec::is_empty) {
        let inputs = vec![Arrival::Blank];
        return Some(Next { node, inputs });
    }
    let had = |port: usize| {
        let from = *last?.inputs.get(port)?.as_ref()?;
        let step = *numbers.get(&from.step)?;
        Some(StepOutput { step, ..from })
    };
    let would_have = |port: usize| {
        let places = ports[port].iter().filter_map(|wire| {
            let (place, items) = data.items(wire.node, wire.port, None).ok()?;
            place.filter(|_| !items.is_empty())
        });
        places.max_by_key(|place| place.step)
    };
    let inputs: Vec<Arrival> = (0..ports.len())
        .map(|port| had(port).or_else(|| would_have(port)))
        .map(|place| place.map_or(Arrival::Nothing, Arrival::Output))
        .collect();
    let some = inputs.iter().any(|arrival| *arrival != Arrival::Nothing);
    some.then_some(Next { node, inputs })
}

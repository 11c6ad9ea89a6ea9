//! A run as it is followed: opened once, then kept up by events; told by step and by node.
//!
//! Pure. Events that were missed are noticed by their numbers, and the run is then opened again.

use std::collections::HashMap;

use api::{RunView, StepView};
use model::{
    Edge, ExecutionEvent, ExecutionStatus, Happening, NodeId, PortKind, RunError, StepStatus,
    Workflow,
};

/// What an event came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Another run's, or known already.
    Nothing,
    /// Something is different now.
    Changed,
    /// The run has ended: what events do not tell can be read.
    Ended,
    /// Events before it were missed.
    Gap,
}

/// What became of a node, over all the times it ran.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfNode {
    /// Numbers of its steps, in order.
    pub steps: Vec<u32>,
    /// How the last of them is.
    pub status: StepStatus,
    /// Items on each output, together.
    pub items_out: Vec<u64>,
    /// Items on all inputs, together.
    pub items_in: u64,
    /// How long it took, together, in microseconds.
    pub duration_us: u64,
    /// Failed attempts.
    pub attempts: u32,
    /// The last thing that went wrong.
    pub error: Option<RunError>,
}

impl OfNode {
    /// Items on all outputs.
    pub fn items(&self) -> u64 {
        self.items_out.iter().sum()
    }

    fn add(&mut self, number: u32, step: &StepView) {
        self.steps.push(number);
        self.status = step.status;
        self.items_in += step
            .items_in
            .iter()
            .map(|count| u64::from(*count))
            .sum::<u64>();
        self.end(step);
    }

    fn end(&mut self, step: &StepView) {
        self.status = step.status;
        self.duration_us += step.duration_us;
        self.attempts += step.attempts.len() as u32;
        if self.items_out.len() < step.items_out.len() {
            self.items_out.resize(step.items_out.len(), 0);
        }
        for (sum, count) in self.items_out.iter_mut().zip(&step.items_out) {
            *sum += u64::from(*count);
        }
        if step.error.is_some() {
            self.error.clone_from(&step.error);
        }
    }
}

/// A run that is followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    view: RunView,
    nodes: HashMap<NodeId, OfNode>,
    /// Until when it waits, UTC milliseconds.
    waits: Option<i64>,
}

impl Progress {
    /// A run as it was opened.
    pub fn new(view: RunView) -> Self {
        let mut nodes: HashMap<NodeId, OfNode> = HashMap::new();
        for (number, step) in view.steps.iter().enumerate() {
            nodes
                .entry(step.node.clone())
                .or_default()
                .add(number as u32, step);
        }
        Self {
            view,
            nodes,
            waits: None,
        }
    }

    /// Id of the execution.
    pub fn execution(&self) -> &str {
        &self.view.summary.id
    }

    /// Whether more is known here than a view says: of the same run, or of one that began later.
    pub fn is_ahead_of(&self, view: &RunView) -> bool {
        let (own, other) = (&self.view.summary, &view.summary);
        match own.id == other.id {
            true => self.view.sequence > view.sequence,
            false => own.started_ms > other.started_ms,
        }
    }

    /// The run.
    pub fn view(&self) -> &RunView {
        &self.view
    }

    /// The workflow as it was.
    pub fn workflow(&self) -> &Workflow {
        &self.view.workflow
    }

    /// How far it is.
    pub fn status(&self) -> ExecutionStatus {
        self.view.summary.status
    }

    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        !self.status().is_final() && self.status() != ExecutionStatus::NeedsReview
    }

    /// What ended it, if it failed.
    pub fn error(&self) -> Option<&RunError> {
        self.view.summary.error.as_ref()
    }

    /// Until when it waits, UTC milliseconds.
    pub fn waits(&self) -> Option<i64> {
        self.waits
    }

    /// The steps in order.
    pub fn steps(&self) -> &[StepView] {
        &self.view.steps
    }

    /// A step by its number.
    pub fn step(&self, number: u32) -> Option<&StepView> {
        self.view.steps.get(number as usize)
    }

    /// What became of a node.
    pub fn of(&self, node: &NodeId) -> Option<&OfNode> {
        self.nodes.get(node)
    }

    /// All nodes that were reached.
    pub fn nodes(&self) -> impl Iterator<Item = (&NodeId, &OfNode)> {
        self.nodes.iter()
    }

    /// The last step of a node.
    pub fn last_step(&self, node: &NodeId) -> Option<u32> {
        self.nodes.get(node)?.steps.last().copied()
    }

    /// Items that went over a wire, together; none where its source did not run.
    pub fn on_edge(&self, edge: &Edge) -> Option<u64> {
        let plain = edge.from.kind == PortKind::Main;
        let of = self.nodes.get(&edge.from.node).filter(|_| plain)?;
        of.items_out.get(usize::from(edge.from.port)).copied()
    }

    /// Follows an event.
    pub fn hear(&mut self, event: &ExecutionEvent) -> Heard {
        if event.execution != self.view.summary.id || event.sequence <= self.view.sequence {
            return Heard::Nothing;
        }
        if event.sequence > self.view.sequence + 1 {
            return Heard::Gap;
        }
        self.view.sequence = event.sequence;
        match &event.what {
            Happening::Started { .. } => self.view.summary.status = ExecutionStatus::Running,
            Happening::StepStarted {
                step,
                node,
                run,
                items_in,
            } => {
                if *step as usize != self.view.steps.len() {
                    return Heard::Gap;
                }
                self.waits = None;
                self.view.summary.status = ExecutionStatus::Running;
                self.begin(*step, node, *run, items_in, event.at_ms);
            }
            Happening::StepRetried { step, attempt } => {
                if let Some(known) = self.view.steps.get_mut(*step as usize) {
                    known.attempts.push(attempt.clone());
                    let of = self.nodes.entry(known.node.clone()).or_default();
                    of.attempts += 1;
                }
            }
            Happening::Console { step, line } => {
                if let Some(known) = self.view.steps.get_mut(*step as usize) {
                    known.console.push(line.clone());
                }
            }
            Happening::StepEnded { step, .. } => return self.end(*step, event),
            Happening::Waiting { until_ms } => {
                self.view.summary.status = ExecutionStatus::Waiting;
                self.waits = *until_ms;
            }
            Happening::Ended { status, error } => {
                self.view.summary.status = *status;
                self.view.summary.error.clone_from(error);
                self.view.summary.ended_ms = Some(event.at_ms);
                return Heard::Ended;
            }
        }
        Heard::Changed
    }

    fn begin(&mut self, number: u32, node: &NodeId, run: u32, items_in: &[u32], at_ms: i64) {
        let name = self
            .view
            .workflow
            .node(node)
            .map(|node| node.name.to_string());
        let step = StepView {
            node: node.clone(),
            name: name.unwrap_or_else(|| node.to_string()),
            run,
            status: StepStatus::Running,
            started_ms: at_ms,
            duration_us: 0,
            inputs: Vec::new(),
            items_in: items_in.to_vec(),
            items_out: Vec::new(),
            error: None,
            attempts: Vec::new(),
            console: Vec::new(),
        };
        self.nodes
            .entry(node.clone())
            .or_default()
            .add(number, &step);
        self.view.steps.push(step);
    }

    fn end(&mut self, number: u32, event: &ExecutionEvent) -> Heard {
        let Happening::StepEnded {
            status,
            items_out,
            duration_us,
            error,
            ..
        } = &event.what
        else {
            return Heard::Nothing;
        };
        let Some(step) = self.view.steps.get_mut(number as usize) else {
            return Heard::Gap;
        };
        // Its retries were counted when they were told.
        let attempts = std::mem::take(&mut step.attempts);
        step.status = *status;
        step.items_out.clone_from(items_out);
        step.duration_us = *duration_us;
        step.error.clone_from(error);
        self.nodes.entry(step.node.clone()).or_default().end(step);
        step.attempts = attempts;
        Heard::Changed
    }

    /// The node that runs now, or the last one that did.
    pub fn current(&self) -> Option<&StepView> {
        let mut steps = self.view.steps.iter().rev();
        let running = steps.find(|step| step.status == StepStatus::Running);
        running.or_else(|| self.own_steps().last())
    }

    /// The steps that this run did; those that it took over from an earlier one are from before it began.
    pub fn own_steps(&self) -> impl DoubleEndedIterator<Item = &StepView> {
        let began = self.view.summary.started_ms;
        let steps = self.view.steps.iter();
        steps.filter(move |step| step.started_ms >= began)
    }

    /// How many nodes were reached, of how many that can be.
    pub fn reached(&self) -> (usize, usize) {
        let all = self.view.workflow.nodes.iter();
        let all = all.filter(|node| !node.is_note() && !node.disabled).count();
        (self.nodes.len(), all.max(self.nodes.len()))
    }

    /// How many of the nodes that were reached a person skipped.
    pub fn skipped(&self) -> usize {
        let skipped = |of: &&OfNode| of.status == StepStatus::Skipped;
        self.nodes.values().filter(skipped).count()
    }

    /// Whether it was discarded while this step was cut off.
    pub fn is_discarded_at(&self, node: &NodeId) -> bool {
        let error = self.error().filter(|error| error.is_discarded());
        let Some(name) = error.and_then(|error| error.node.as_deref()) else {
            return false;
        };
        let workflow = &self.view.workflow;
        workflow.node(node).is_some_and(|node| node.name == name)
    }

    /// How long it took, or takes until a moment, in milliseconds.
    pub fn lasted_ms(&self, now_ms: i64) -> i64 {
        let end = self.view.summary.ended_ms.unwrap_or(now_ms);
        (end - self.view.summary.started_ms).max(0)
    }

    /// The steps that a step's item came through, as nodes and the wires between them.
    pub fn path(&self, steps: &[u32]) -> (Vec<NodeId>, Vec<Edge>) {
        let nodes: Vec<NodeId> = steps
            .iter()
            .filter_map(|number| self.step(*number))
            .map(|step| step.node.clone())
            .collect();
        let edges = self.view.workflow.edges.iter();
        let edges = edges
            .filter(|edge| nodes.contains(&edge.from.node) && nodes.contains(&edge.to.node))
            .cloned()
            .collect();
        (nodes, edges)
    }
}

#[cfg(test)]
mod tests;

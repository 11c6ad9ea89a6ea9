//! What one step is made of: what came on its inputs, what its node puts out, and what of that is kept.

use std::sync::Arc;
use std::time::Instant;

use model::{Item, Origin, Step, StepOutput, StepStatus};
use sdk::{Effect, RunInfo};
use value::Map;

use crate::cache;
use crate::data::Items;
use crate::failure;
use crate::journal::Arrival;
use crate::lineage;
use crate::plan::PlanNode;
use crate::queue::Next;
use crate::run::Running;
use crate::status::{StepTurn, Turns};
use crate::step::{self, Outcome};
use crate::view::View;

/// A step that has ended, and whether the workflow stops there.
pub(crate) struct Done {
    pub step: Step,
    pub state: Option<Map>,
    pub stops: bool,
    /// It was not run now but taken from an earlier execution.
    pub reused: bool,
}
impl Running {
    /// What came on the inputs of a node, each item with its own place as origin.
    pub(crate) fn inputs(&self, next: &Next) -> (Vec<Option<StepOutput>>, Vec<Items>) {
        let node = self.plan.node(next.node);
        let once = node.document.execute_once;
        let count = next.inputs.len().max(node.input_count);
        let mut from = Vec::with_capacity(count);
        let mut inputs = Vec::with_capacity(count);
        for port in 0..count {
            let arrival = next.inputs.get(port).copied().unwrap_or_default();
            let (place, mut items) = match arrival {
                Arrival::Nothing => (None, Vec::new()),
                Arrival::Output(of) => (Some(of), self.placed(of)),
                Arrival::Blank => (None, vec![blank()]),
                Arrival::Given => (None, self.given.clone().unwrap_or_else(|| vec![blank()])),
            };
            if once {
                items.truncate(1);
            }
            from.push(place);
            inputs.push(Arc::new(items));
        }
        (from, inputs)
    }

    fn placed(&self, of: StepOutput) -> Vec<Item> {
        let items = self.data.output(of).unwrap_or_default();
        lineage::placed(&items, of)
    }

    /// What the node puts out: by running it, or without where it is pinned, disabled or the trigger that fired.
    pub(crate) async fn run(&self, next: &Next, view: Arc<View>, inputs: Vec<Items>) -> Outcome {
        let node = self.plan.node(next.node);
        let through = |items: Vec<Item>| Outcome {
            outputs: vec![items],
            state: self.data.state(next.node),
            ..Outcome::default()
        };
        if view.items.is_empty() {
            return through(Vec::new());
        }
        let first_input = || inputs.first().map(|items| items.to_vec());
        if node.document.disabled {
            return through(first_input().unwrap_or_default());
        }
        let cut = self.cut.as_ref().filter(|cut| cut.step == view.step);
        if let Some(cut) = cut.filter(|cut| cut.skip) {
            return Outcome {
                attempts: cut.attempts.clone(),
                skipped: true,
                ..through(first_input().unwrap_or_default())
            };
        }
        if let Some(items) = self.pinned(node) {
            let mut outputs = sdk::Outputs::one(items);
            lineage::fill(&mut outputs, &inputs);
            return through(outputs.0.pop().unwrap_or_default());
        }
        if node.spec.trigger && self.given.is_some() && next.inputs.contains(&Arrival::Given) {
            return through(first_input().unwrap_or_default());
        }
        let info = self.info(node, &view);
        let key = self.cache_key(node, &view, &inputs).await;
        if let Some(outputs) = key.and_then(|key| self.cache.get(key, &inputs)) {
            tracing::debug!("taken from the cache");
            return Outcome {
                outputs,
                ..through(Vec::new())
            };
        }
        let run = step::Run {
            node,
            view,
            info,
            inputs: inputs.clone(),
            state: self.data.state(next.node),
            earlier: cut.map(|cut| cut.attempts.clone()).unwrap_or_default(),
            clock: &*self.clock,
            announcer: &self.announcer,
            journal: &*self.journal,
        };
        let outcome = run.go().await;
        if let (Some(key), None) = (key, &outcome.error) {
            self.cache.put(key, &inputs, &outcome.outputs);
        }
        outcome
    }

    fn pinned(&self, node: &PlanNode) -> Option<Vec<Item>> {
        if !self.use_pinned {
            return None;
        }
        crate::data::pinned_items(self.plan.workflow(), &node.document.id)
    }

    async fn cache_key(
        &self,
        node: &PlanNode,
        view: &Arc<View>,
        inputs: &[Items],
    ) -> Option<cache::Key> {
        if !node.document.cache || node.effect != Effect::Pure {
            return None;
        }
        cache::key(view, inputs).await
    }

    fn info(&self, node: &PlanNode, view: &View) -> RunInfo {
        let workflow = self.plan.workflow();
        let wired = |port: usize| node.inputs.get(port).is_some_and(|wires| !wires.is_empty());
        let ports = node.inputs.len().max(node.input_count);
        let key = match node.effect {
            Effect::Pure => String::new(),
            _ => cache::idempotency_key(&self.facts.execution, &node.document.id, view.run),
        };
        RunInfo {
            execution: self.facts.execution.clone(),
            workflow: workflow.id.clone(),
            workflow_name: workflow.name.clone(),
            mode: self.facts.mode,
            run: view.run,
            attempt: 1,
            failed: 0,
            timezone: self.facts.timezone.clone(),
            looped: lineage::looped(&self.data, view.node, &view.inputs),
            connected: (0..ports).map(wired).collect(),
            idempotency_key: key,
        }
    }

    pub(crate) fn finish(
        &self,
        view: &View,
        inputs: &[Items],
        mut outcome: Outcome,
        begun: (i64, Instant),
    ) -> Done {
        let node = self.plan.node(view.node);
        let mut outputs = std::mem::take(&mut outcome.outputs);
        if !outcome.stops {
            if outcome.error.is_none() && !node.document.disabled && !outcome.skipped {
                failure::route_failures(node, view, &mut outputs);
            }
            let nothing = outputs.first().is_none_or(Vec::is_empty);
            if nothing && node.document.always_output && !node.document.disabled {
                outputs.resize_with(outputs.len().max(1), Vec::new);
                outputs[0].push(step::empty_item(inputs));
            }
            let count = outputs.len().max(node.output_count).max(node.outputs.len());
            outputs.resize_with(count, Vec::new);
        }
        let turn = match &outcome.error {
            None if outcome.skipped => StepTurn::Skip,
            None => StepTurn::Complete,
            Some(_) => StepTurn::Fail,
        };
        let step = Step {
            outputs: outputs.into_iter().map(Arc::new).collect(),
            error: outcome.error,
            attempts: outcome.attempts,
            console: outcome.console,
            ..self.new_step(view, turn, begun)
        };
        Done {
            step,
            state: Some(outcome.state),
            stops: outcome.stops,
            reused: false,
        }
    }

    pub(crate) fn new_step(&self, view: &View, turn: StepTurn, begun: (i64, Instant)) -> Step {
        let node = self.plan.node(view.node);
        Step {
            node: node.document.id.clone(),
            name: node.name().clone(),
            run: view.run,
            status: StepStatus::Running.next(turn).unwrap_or_default(),
            started_ms: begun.0,
            duration_us: begun.1.elapsed().as_micros() as u64,
            inputs: view.inputs.clone(),
            ..Step::default()
        }
    }
}

pub(crate) fn blank() -> Item {
    Item {
        origin: Origin::None,
        ..Item::default()
    }
}

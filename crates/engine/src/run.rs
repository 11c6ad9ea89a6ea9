//! The loop of one execution: take a node that is ready, run it, write down what it put out, hand it on.

use std::sync::Arc;
use std::time::Instant;

use model::{
    Execution, ExecutionStatus, Happening, Item, Origin, RunError, Step, StepOutput, StepStatus,
};
use parking_lot::Mutex;
use sdk::{Effect, Host, RunInfo};
use tracing::Instrument as _;
use value::Map;

use crate::cache::{self, Cache};
use crate::data::{Items, RunData};
use crate::event::Announcer;
use crate::journal::{Arrival, Ended, Journal, StepEnded};
use crate::lineage;
use crate::partial::Replay;
use crate::plan::{NodeNumber, Plan, PlanNode};
use crate::queue::{self, Next, Past, Queue};
use crate::slot::Slot;
use crate::status::{ExecutionTurn, StepTurn, Turns};
use crate::step::{self, Outcome};
use crate::stop::{Stop, Stopped};
use crate::view::{Facts, View};

/// One execution on its way.
pub(crate) struct Running {
    pub plan: Arc<Plan>,
    pub data: Arc<RunData>,
    pub facts: Arc<Facts>,
    /// The host as the app gave it: for clock, random bytes and waits between attempts.
    pub clock: Arc<dyn Host>,
    /// The host as nodes see it.
    pub host: Arc<dyn Host>,
    pub journal: Arc<dyn Journal>,
    pub announcer: Announcer,
    pub status: Arc<Mutex<ExecutionStatus>>,
    pub cache: Arc<Cache>,
    pub queue: Queue,
    /// The items it was started with.
    pub given: Option<Vec<Item>>,
    pub use_pinned: bool,
    pub most_steps: usize,
    /// Only these nodes run, if some are named.
    pub only: Option<Vec<bool>>,
    /// Nothing is handed on from here.
    pub goal: Option<NodeNumber>,
    pub replay: Option<Replay>,
    pub stop: Stop,
    pub slot: Slot,
    pub parent: Option<String>,
}

/// A step that has ended, and whether the workflow stops there.
struct Done {
    step: Step,
    state: Option<Map>,
    stops: bool,
    /// It was not run now but taken from an earlier execution.
    reused: bool,
}

impl Running {
    /// Runs to the end, whatever it is.
    pub(crate) async fn go(mut self) -> Result<(), Halt> {
        self.begin().await?;
        self.steps().await
    }

    async fn begin(&mut self) -> Result<(), Halt> {
        turn_to(&self.status, ExecutionTurn::Begin);
        let at_ms = self.clock.now_ms();
        self.journal.began(&self.facts.execution, at_ms).await?;
        let workflow = self.plan.workflow();
        self.announcer
            .tell(|| Happening::Started {
                workflow: workflow.id.clone(),
                name: workflow.name.clone(),
            })
            .await;
        tracing::info!("started");
        Ok(())
    }

    async fn steps(&mut self) -> Result<(), Halt> {
        loop {
            self.stop.check()?;
            let slot = self.slot.clone();
            self.stop.clone().guard(slot.keep()).await?;
            let Some(next) = self.queue.take(&self.plan, &*self.data) else {
                return Ok(());
            };
            if self
                .only
                .as_ref()
                .is_some_and(|only| !only[next.node as usize])
            {
                continue;
            }
            if self.data.len() >= self.most_steps {
                return Err(Halt::Failed(self.too_many(next.node)));
            }
            let plan = self.plan.clone();
            let span = tracing::debug_span!("step", node = %plan.node(next.node).name());
            self.step(next).instrument(span).await?;
            tokio::task::coop::consume_budget().await;
        }
    }

    fn too_many(&self, node: NodeNumber) -> RunError {
        let name = self.plan.node(node).name();
        let message = format!(
            "The execution has taken {} steps and would go on with “{name}”: is there a loop that never ends?",
            self.most_steps
        );
        RunError::new("budget.steps", message).in_node(name.clone())
    }

    /// Runs the node that is next, unless it has nothing to run on.
    async fn step(&mut self, next: Next) -> Result<(), Halt> {
        let node = next.node;
        let number = self.data.len() as u32;
        let run = self.data.run_count(node) as u32;
        if let Some(step) = self.replay.as_mut().and_then(|r| r.take(node, run, number)) {
            let done = Done {
                step,
                state: None,
                stops: false,
                reused: true,
            };
            return self.done(node, done).await;
        }
        let (from, inputs) = self.inputs(&next);
        let legacy = self.plan.order() == model::ExecutionOrder::Legacy;
        let seen = inputs.iter().find(|items| !items.is_empty() && !legacy);
        let seen = seen.or(inputs.first()).cloned().unwrap_or_default();
        let mut view = View::new(
            self.data.clone(),
            node,
            run,
            from,
            seen,
            self.facts.clone(),
            self.host.clone(),
        );
        view.announcer = Some(self.announcer.clone());
        let view = Arc::new(view);
        if view.items.is_empty() && !self.plan.node(node).document.always_output {
            tracing::debug!("not run: nothing came");
            return Ok(());
        }
        self.announce(&view, &inputs).await;
        let begun = (self.clock.now_ms(), Instant::now());
        let running = self.run(&next, view.clone(), inputs.clone());
        let outcome = match self.stop.clone().guard(running).await {
            Ok(outcome) => outcome,
            Err(stopped) => {
                self.interrupted(&view, begun).await;
                return Err(stopped.into());
            }
        };
        let done = self.finish(&view, &inputs, outcome, begun);
        self.done(node, done).await
    }

    /// What came on the inputs of a node, each item with its own place as origin.
    fn inputs(&self, next: &Next) -> (Vec<Option<StepOutput>>, Vec<Items>) {
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

    async fn announce(&self, view: &View, inputs: &[Items]) {
        let node = self.plan.node(view.node);
        self.announcer
            .tell(|| Happening::StepStarted {
                step: view.step,
                node: node.document.id.clone(),
                run: view.run,
                items_in: inputs.iter().map(|items| items.len() as u32).collect(),
            })
            .await;
    }

    /// What the node puts out: by running it, or without where it is pinned, disabled or the trigger that fired.
    async fn run(&self, next: &Next, view: Arc<View>, inputs: Vec<Items>) -> Outcome {
        let node = self.plan.node(next.node);
        let through = |items: Vec<Item>| Outcome {
            outputs: vec![items],
            state: self.data.state(next.node),
            ..Outcome::default()
        };
        if view.items.is_empty() {
            return through(Vec::new());
        }
        if node.document.disabled {
            return through(
                inputs
                    .first()
                    .map(|items| items.to_vec())
                    .unwrap_or_default(),
            );
        }
        if let Some(items) = self.pinned(node) {
            let mut outputs = sdk::Outputs::one(items);
            lineage::fill(&mut outputs, &inputs);
            return through(outputs.0.pop().unwrap_or_default());
        }
        if node.spec.trigger && self.given.is_some() && next.inputs.contains(&Arrival::Given) {
            return through(
                inputs
                    .first()
                    .map(|items| items.to_vec())
                    .unwrap_or_default(),
            );
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
        if !node.document.cache || node.spec.effect != Effect::Pure {
            return None;
        }
        cache::key(view, inputs).await
    }

    fn info(&self, node: &PlanNode, view: &View) -> RunInfo {
        let workflow = self.plan.workflow();
        let wired = |port: usize| node.inputs.get(port).is_some_and(|wires| !wires.is_empty());
        let ports = node.inputs.len().max(node.input_count);
        let key = match node.spec.effect {
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
            timezone: self.facts.timezone.clone(),
            looped: lineage::looped(&self.data, view.node, &view.inputs),
            connected: (0..ports).map(wired).collect(),
            idempotency_key: key,
        }
    }

    fn finish(
        &self,
        view: &View,
        inputs: &[Items],
        mut outcome: Outcome,
        begun: (i64, Instant),
    ) -> Done {
        let node = self.plan.node(view.node);
        let mut outputs = std::mem::take(&mut outcome.outputs);
        if !outcome.stops {
            if outcome.error.is_none() && !node.document.disabled {
                step::route_failures(node, view, &mut outputs);
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

    fn new_step(&self, view: &View, turn: StepTurn, begun: (i64, Instant)) -> Step {
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

    /// A step that was stopped in the middle leaves a mark and no output.
    async fn interrupted(&mut self, view: &View, begun: (i64, Instant)) {
        let step = self.new_step(view, StepTurn::Cancel, begun);
        self.tell_end(view.step, &step).await;
        self.data.push(step);
    }

    /// Writes a step down and hands on what it put out.
    async fn done(&mut self, node: NodeNumber, done: Done) -> Result<(), Halt> {
        let number = self.data.len() as u32;
        let Done {
            step,
            state,
            stops,
            reused,
        } = done;
        let error = step.error.clone();
        let run = step.run;
        if !self.announcer.wrote_live() {
            for line in &step.console {
                self.announcer.console(number, line.clone()).await;
            }
            self.announcer.wrote_live();
        }
        if reused {
            let started = || Happening::StepStarted {
                step: number,
                node: step.node.clone(),
                run,
                items_in: Vec::new(),
            };
            self.announcer.tell(started).await;
        }
        self.tell_end(number, &step).await;
        let kept = self.journal.keeps().then(|| step.clone());
        self.data.push(step);
        if let Some(state) = state {
            self.data.set_state(node, state);
        }
        if !stops && self.goal != Some(node) {
            let ended = queue::Ended {
                node,
                step: number,
                run,
            };
            self.queue.deliver(&self.plan, &*self.data, ended);
        }
        if let Some(step) = kept {
            self.journal_step(node, number, &step).await?;
        }
        match error.filter(|_| stops) {
            Some(error) => Err(Halt::Failed(error)),
            None => Ok(()),
        }
    }

    async fn journal_step(&self, node: NodeNumber, number: u32, step: &Step) -> Result<(), Halt> {
        let ended = StepEnded {
            execution: &self.facts.execution,
            number,
            step,
            state: &self.data.state(node),
            frontier: &self.queue.frontier(&self.plan),
        };
        Ok(self.journal.step_ended(ended).await?)
    }

    async fn tell_end(&self, number: u32, step: &Step) {
        self.announcer
            .tell(|| Happening::StepEnded {
                step: number,
                node: step.node.clone(),
                status: step.status,
                items_out: step.outputs.iter().map(|o| o.len() as u32).collect(),
                duration_us: step.duration_us,
                error: step.error.clone(),
            })
            .await;
    }

    /// What is needed to end it when the loop itself breaks down.
    pub(crate) fn remains(&self) -> Remains {
        Remains {
            plan: self.plan.clone(),
            data: self.data.clone(),
            facts: self.facts.clone(),
            clock: self.clock.clone(),
            journal: self.journal.clone(),
            announcer: self.announcer.clone(),
            status: self.status.clone(),
            parent: self.parent.clone(),
            started_ms: self.clock.now_ms(),
        }
    }
}

/// What is needed to end an execution.
pub(crate) struct Remains {
    plan: Arc<Plan>,
    data: Arc<RunData>,
    facts: Arc<Facts>,
    clock: Arc<dyn Host>,
    journal: Arc<dyn Journal>,
    announcer: Announcer,
    status: Arc<Mutex<ExecutionStatus>>,
    parent: Option<String>,
    started_ms: i64,
}

impl Remains {
    /// Writes the end down and tells of it.
    pub(crate) async fn end(self, ended: Result<(), Halt>) -> Execution {
        let (turn, error) = match ended {
            Ok(()) => (ExecutionTurn::Finish, None),
            Err(Halt::Canceled) => (ExecutionTurn::Cancel, None),
            Err(Halt::Failed(error)) => (ExecutionTurn::Fail, Some(error)),
        };
        let status = turn_to(&self.status, turn);
        let ended_ms = self.clock.now_ms();
        let custom = self.clock.custom_data();
        let mut error = error;
        if self.journal.keeps() {
            let written = Ended {
                execution: &self.facts.execution,
                status,
                error: error.as_ref(),
                custom: &custom,
                at_ms: ended_ms,
            };
            if let Err(failed) = self.journal.ended(written).await {
                tracing::error!(%failed, "the end could not be written down");
                error.get_or_insert_with(|| RunError::new("journal", failed.to_string()));
            }
        }
        self.announcer
            .tell(|| Happening::Ended {
                status,
                error: error.clone(),
            })
            .await;
        tracing::info!(?status, steps = self.data.len(), "ended");
        Execution {
            id: self.facts.execution.clone(),
            workflow: self.plan.workflow().clone(),
            mode: self.facts.mode,
            status,
            started_ms: self.started_ms,
            ended_ms: Some(ended_ms),
            steps: self.data.steps(),
            error,
            custom,
            parent: self.parent.clone(),
        }
    }
}

pub(crate) fn turn_to(status: &Mutex<ExecutionStatus>, turn: ExecutionTurn) -> ExecutionStatus {
    let mut status = status.lock();
    if let Some(next) = status.next(turn) {
        *status = next;
    }
    *status
}

/// Why the loop ends before everything has run.
pub(crate) enum Halt {
    /// A person stopped it.
    Canceled,
    /// Something went wrong.
    Failed(RunError),
}

impl From<Stopped> for Halt {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Canceled => Halt::Canceled,
            Stopped::TimedOut(ms) => {
                let message = format!("The execution took longer than the {ms} ms it may take.");
                Halt::Failed(RunError::new("timeout", message))
            }
        }
    }
}

impl From<crate::JournalError> for Halt {
    fn from(error: crate::JournalError) -> Self {
        Halt::Failed(RunError::new("journal", error.to_string()))
    }
}

fn blank() -> Item {
    Item {
        origin: Origin::None,
        ..Item::default()
    }
}

impl Past for RunData {
    fn has_run(&self, node: NodeNumber) -> bool {
        self.run_count(node) > 0
    }

    fn count(&self, output: StepOutput) -> usize {
        self.told
            .read()
            .output(output)
            .map_or(0, |items| items.len())
    }

    fn count_in_run(&self, node: NodeNumber, run: u32, output: u16) -> Option<usize> {
        let told = self.told.read();
        let step = *told.runs[node as usize].get(run as usize)?;
        let items = told.output(StepOutput { step, output })?;
        Some(items.len())
    }
}

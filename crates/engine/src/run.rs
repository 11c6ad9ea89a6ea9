//! The loop of one execution: take a node that is ready, run it, write down what it put out, hand it on.

use std::sync::Arc;
use std::time::Instant;

use model::{Execution, ExecutionStatus, Happening, Item, RunError, Step};
use parking_lot::Mutex;
use sdk::Host;
use tracing::Instrument as _;

use crate::cache::Cache;
use crate::data::{Items, RunData};
use crate::end::{Halt, turn_to};
use crate::event::Announcer;
use crate::journal::{Journal, StepEnded};
use crate::partial::{self, Replay};
use crate::plan::{NodeNumber, Plan};
use crate::queue::{self, Next, Queue};
use crate::slot::Slot;
use crate::status::{ExecutionTurn, StepTurn};
use crate::stop::Stop;
use crate::view::{Facts, View};
use crate::work::Done;

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
    /// The execution that one up to a goal takes results from.
    pub earlier: Option<Arc<Execution>>,
    pub stop: Stop,
    pub slot: Slot,
    pub parent: Option<String>,
    pub repeats: Option<String>,
    /// When it first began, where it is taken up again.
    pub started_ms: Option<i64>,
    /// The step that was cut off when the program ended, where there was one.
    pub cut: Option<Cut>,
    /// It had come to its end already.
    pub halted: Option<Halt>,
    /// How many steps are written down.
    pub journalled: u32,
}

/// A step that was cut off when the program ended.
pub(crate) struct Cut {
    pub step: u32,
    /// Attempts of it so far.
    pub attempts: Vec<model::Attempt>,
    /// It is not run again.
    pub skip: bool,
}

impl Running {
    /// Runs to the end, whatever it is.
    pub(crate) async fn go(mut self) -> Result<(), Halt> {
        self.begin().await?;
        let ended = self.steps().await;
        if let (Some(earlier), Some(goal)) = (&self.earlier, self.goal) {
            partial::keep_others(&self.data, earlier, goal);
        }
        ended.and(self.journal_rest().await)
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
        if let Some(halted) = self.halted.take() {
            return Err(halted);
        }
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
            self.journal_step(Some(node), number, step).await?;
            self.journalled = number + 1;
        }
        match error.filter(|_| stops) {
            Some(error) => Err(Halt::Failed(error)),
            None => Ok(()),
        }
    }

    /// Writes down the steps that no run of a node has ended with: those that were stopped, and those that were taken
    /// over at the end.
    async fn journal_rest(&self) -> Result<(), Halt> {
        if !self.journal.keeps() || self.data.len() == self.journalled as usize {
            return Ok(());
        }
        let steps = self.data.steps();
        for (number, step) in (0..).zip(steps).skip(self.journalled as usize) {
            let node = self.plan.by_id(&step.node);
            self.journal_step(node, number, step).await?;
        }
        Ok(())
    }

    async fn journal_step(
        &self,
        node: Option<NodeNumber>,
        number: u32,
        step: Step,
    ) -> Result<(), Halt> {
        let state = node.map(|node| self.data.state(node)).unwrap_or_default();
        let ended = StepEnded {
            execution: &self.facts.execution,
            number,
            step,
            state: &state,
            custom: &self.clock.custom_data(),
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
}

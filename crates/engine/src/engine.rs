//! Starts executions, lets only so many run at once, and gives a handle to each.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;
use model::script::BoxFuture;
use model::{Execution, ExecutionId, ExecutionStatus, NodeId, OnError, Step, StepStatus};
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use sdk::{Host, Registry};
use tokio::sync::{Semaphore, oneshot, watch};
use tracing::Instrument as _;

use crate::EngineError;
use crate::cache::Cache;
use crate::data::RunData;
use crate::end::Halt;
use crate::event::{Announcer, Events};
use crate::failure::bug;
use crate::handle::{Canceler, Handle};
use crate::journal::{Arrival, Created};
use crate::outlook::Outlook;
use crate::partial::{self, Replay};
use crate::plan::{NodeNumber, Plan};
use crate::queue::{Next, Queue};
use crate::run::{Cut, Running};
use crate::slot::Slot;
use crate::start::{Goal, Resumed, Start};
use crate::stop::{Asked, Pause, Stop};
use crate::view::Facts;

/// How much is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Executions that run at once; further ones queue up.
    pub at_once: usize,
    /// Steps of one execution.
    pub steps: usize,
    /// How deep workflows may call each other.
    pub depth: u32,
    /// Events that wait for a slow watcher.
    pub events: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_once: 5,
            steps: 10_000,
            depth: 32,
            events: 1024,
        }
    }
}

/// Runs workflows. Cloning it gives another hold of the same engine.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    registry: RwLock<Arc<Registry>>,
    limits: Limits,
    places: Arc<Semaphore>,
    live: Mutex<FxHashMap<ExecutionId, Canceler>>,
    cache: Arc<Cache>,
}

impl Engine {
    /// An engine that knows these kinds.
    pub fn new(registry: impl Into<Arc<Registry>>, limits: Limits) -> Self {
        Self(Arc::new(Inner {
            registry: RwLock::new(registry.into()),
            places: Arc::new(Semaphore::new(limits.at_once.max(1))),
            limits,
            live: Mutex::default(),
            cache: Arc::default(),
        }))
    }

    /// The kinds it knows.
    pub fn registry(&self) -> Arc<Registry> {
        self.0.registry.read().clone()
    }

    /// Replaces the kinds; executions that run keep theirs.
    pub fn set_registry(&self, registry: impl Into<Arc<Registry>>) {
        *self.0.registry.write() = registry.into();
    }

    /// What it allows.
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// Makes a workflow ready to run, for those who start it often.
    ///
    /// # Errors
    /// [`EngineError::Plan`] with everything that no run could get around.
    pub fn plan(&self, workflow: &Arc<model::Workflow>) -> Result<Arc<Plan>, EngineError> {
        Plan::new(workflow.clone(), &self.registry())
    }

    /// The executions that run or queue up.
    pub fn live(&self) -> Vec<ExecutionId> {
        self.0.live.lock().keys().cloned().collect()
    }

    /// Stops an execution; says whether there was one of that id.
    pub fn cancel(&self, execution: &str) -> bool {
        let live = self.0.live.lock().get(execution).cloned();
        live.is_some_and(|canceler| {
            canceler.cancel();
            true
        })
    }

    /// Starts an execution. Returns when it is safely written down, before it runs.
    ///
    /// # Errors
    /// When the workflow cannot be planned, has nothing to start from, or the execution cannot be written down.
    pub async fn start(&self, start: Start) -> Result<Handle, EngineError> {
        let limits = self.0.limits;
        if start
            .parent
            .as_ref()
            .is_some_and(|parent| parent.depth > limits.depth)
        {
            return Err(EngineError::TooDeep(limits.depth));
        }
        let plan = match &start.plan {
            Some(plan) => plan.clone(),
            None => self.plan(&start.workflow)?,
        };
        let id = start.id.clone().unwrap_or_else(|| new_id(&*start.host));
        let waited_for = start.parent.as_ref().is_some_and(|parent| parent.waits);
        let slot = match waited_for {
            true => Slot::default(),
            false => Slot::among(self.0.places.clone()),
        };
        let (ask, asked) = watch::channel(Asked::default());
        let canceler = Canceler(Arc::new(ask));
        let ready = self.ready(start, plan, &id, &slot, asked).await?;
        let turn = slot.queue_up();
        self.0.live.lock().insert(id.clone(), canceler.clone());
        let (sender, done) = oneshot::channel();
        let span = tracing::info_span!("execution", id = %id, workflow = %ready.workflow_name);
        let live = Live {
            engine: self.0.clone(),
            id: id.clone(),
        };
        let Ready {
            running,
            timeout_ms,
            events,
            ..
        } = ready;
        let going = async move {
            let execution = go(running, turn, timeout_ms).await;
            slot.give_back();
            drop(live);
            // Nobody may be waiting for it.
            let _ = sender.send(execution);
        };
        tokio::spawn(going.instrument(span));
        Ok(Handle {
            id,
            canceler,
            events: Some(events),
            done: Some(done),
            tied: waited_for,
        })
    }

    async fn ready(
        &self,
        mut start: Start,
        plan: Arc<Plan>,
        id: &ExecutionId,
        slot: &Slot,
        asked: watch::Receiver<Asked>,
    ) -> Result<Ready, EngineError> {
        let (data, aim) = match start.resume.take() {
            Some(resumed) => {
                resumed.note(&*start.host).await?;
                Aim::resumed(&start, &plan, resumed)?
            }
            None => {
                let data = RunData::new(plan.clone(), start.use_pinned);
                let aim = Aim::new(&start, &plan, &data)?;
                create(&start, &plan, &data, &aim, id).await?;
                (data, aim)
            }
        };
        if let Some(parent) = start
            .parent
            .as_ref()
            .filter(|parent| !parent.execution.is_empty())
        {
            let parent = parent.execution.as_str();
            start.execution_extra.insert("parent", parent);
        }
        let journalled = data.len() as u32;
        let bound = self.0.limits.events;
        let (announcer, events) = Announcer::new(id.clone(), start.host.clone(), bound);
        let status = Arc::new(Mutex::new(ExecutionStatus::Queued));
        let pause = Pause::default();
        let outlook = Outlook {
            host: start.host.clone(),
            announcer: announcer.clone(),
            journal: start.journal.clone(),
            slot: slot.clone(),
            execution: id.clone(),
            status: status.clone(),
            pause: pause.clone(),
            resumed_wait: Mutex::new(aim.until_ms),
        };
        let facts = Facts {
            execution: id.clone(),
            mode: start.mode,
            active: start.active,
            timezone: start.zone(),
            execution_extra: start.execution_extra,
            combined: start.workflow.settings.combines_files(),
            ..Facts::default()
        };
        let running = Running {
            plan,
            data,
            facts: Arc::new(facts),
            clock: start.host,
            host: Arc::new(outlook),
            journal: start.journal,
            announcer,
            status,
            cache: self.0.cache.clone(),
            queue: aim.queue,
            given: start.items,
            use_pinned: start.use_pinned,
            most_steps: self.0.limits.steps,
            only: aim.only,
            goal: aim.goal,
            replay: aim.replay,
            earlier: start.earlier.filter(|_| aim.goal.is_some()),
            stop: Stop::new(asked, pause),
            slot: slot.clone(),
            parent: start.parent.map(|parent| parent.execution),
            repeats: start.repeats,
            started_ms: aim.started_ms,
            cut: aim.cut,
            halted: aim.halted,
            journalled,
        };
        Ok(Ready {
            workflow_name: start.workflow.name.clone(),
            timeout_ms: start.workflow.settings.timeout_ms,
            running,
            events,
        })
    }
}

struct Ready {
    running: Running,
    timeout_ms: Option<u64>,
    events: Events,
    workflow_name: String,
}

/// Writes an execution down that begins.
async fn create(
    start: &Start,
    plan: &Plan,
    data: &RunData,
    aim: &Aim,
    id: &ExecutionId,
) -> Result<(), EngineError> {
    if !start.journal.keeps() {
        return Ok(());
    }
    let frontier = aim.queue.frontier(plan);
    let first = frontier.ready.first().map(|pending| pending.node.clone());
    let created = Created {
        execution: id,
        workflow: &start.workflow,
        mode: start.mode,
        parent: start
            .parent
            .as_ref()
            .map(|parent| parent.execution.as_str()),
        start: &first.unwrap_or_default(),
        items: start.items.as_deref(),
        steps: &data.steps(),
        frontier: &frontier,
        at_ms: start.host.now_ms(),
    };
    Ok(start.journal.created(created).await?)
}

/// Where an execution begins and how far it goes.
#[derive(Default)]
struct Aim {
    queue: Queue,
    goal: Option<NodeNumber>,
    only: Option<Vec<bool>>,
    replay: Option<Replay>,
    /// When it first began, where it is taken up again.
    started_ms: Option<i64>,
    /// Until when it waits.
    until_ms: Option<i64>,
    cut: Option<Cut>,
    /// It had come to its end already, and only that was not written down.
    halted: Option<Halt>,
}

impl Aim {
    /// Goes on where an execution was when its program ended.
    fn resumed(
        start: &Start,
        plan: &Arc<Plan>,
        resumed: Resumed,
    ) -> Result<(Arc<RunData>, Self), EngineError> {
        let find = |id: &NodeId| {
            let found = plan.by_id(id);
            found.ok_or_else(|| EngineError::NoNode(id.to_string()))
        };
        let earlier = start.earlier.clone();
        let mut aim = Self {
            queue: Queue::restore(plan, &resumed.frontier),
            started_ms: Some(resumed.started_ms),
            until_ms: resumed.until_ms,
            cut: Some(Cut {
                step: resumed.steps.len() as u32,
                attempts: resumed.attempts,
                skip: resumed.skips == Some(resumed.steps.len() as u32),
            }),
            ..Self::default()
        };
        match &start.goal {
            Goal::All => {}
            Goal::Again => aim.replay = earlier.map(|earlier| Replay::beginning(plan, earlier)),
            Goal::From(node) => {
                let from = find(node)?;
                aim.replay = earlier.map(|earlier| Replay::before(plan, earlier, from));
            }
            Goal::UpTo(node) => {
                let goal = find(node)?;
                aim.goal = Some(goal);
                aim.only = Some(partial::on_the_way(plan, goal));
                aim.replay = earlier.map(|earlier| Replay::new(plan, earlier, goal));
            }
            Goal::Only(node) => aim.goal = Some(find(node)?),
        }
        if let Some(replay) = &mut aim.replay {
            replay.restore(plan, &resumed.steps);
        }
        aim.halted = halted(plan, &resumed.steps, aim.goal);
        let data = RunData::recorded(plan.clone(), resumed.steps, start.use_pinned);
        for (node, state) in resumed.states {
            if let Some(node) = plan.by_id(&node) {
                data.set_state(node, state);
            }
        }
        Ok((data, aim))
    }

    fn new(start: &Start, plan: &Plan, data: &RunData) -> Result<Self, EngineError> {
        let find = |id: &str| {
            let found = plan.by_id(id).or_else(|| plan.by_name(id));
            found.ok_or_else(|| EngineError::NoNode(id.to_owned()))
        };
        let begin = start.node.as_deref().map(find).transpose()?;
        let prefer: Vec<&str> = start.prefer.iter().map(String::as_str).collect();
        let given = |node| {
            Queue::of(Next {
                node,
                inputs: vec![Arrival::Given],
            })
        };
        let first = || {
            begin
                .or_else(|| plan.start(&prefer))
                .ok_or(EngineError::NoStart)
        };
        let earlier = start.earlier.clone();
        match &start.goal {
            Goal::All => Ok(Self {
                queue: given(first()?),
                ..Self::default()
            }),
            Goal::Again => {
                let then = earlier.as_ref().and_then(|earlier| earlier.steps.first());
                let then = then.map(|step| find(&step.node)).transpose()?;
                Ok(Self {
                    queue: given(begin.or(then).map_or_else(first, Ok)?),
                    replay: earlier.map(|earlier| Replay::beginning(plan, earlier)),
                    ..Self::default()
                })
            }
            Goal::From(node) => {
                let from = find(node)?;
                let first = begin
                    .unwrap_or_else(|| partial::start_for(plan, from, start.earlier.as_deref()));
                Ok(Self {
                    queue: given(first),
                    replay: earlier.map(|earlier| Replay::before(plan, earlier, from)),
                    ..Self::default()
                })
            }
            Goal::UpTo(node) => {
                let goal = find(node)?;
                let first = begin
                    .unwrap_or_else(|| partial::start_for(plan, goal, start.earlier.as_deref()));
                Ok(Self {
                    queue: given(first),
                    goal: Some(goal),
                    only: Some(partial::on_the_way(plan, goal)),
                    replay: earlier.map(|earlier| Replay::new(plan, earlier, goal)),
                    ..Self::default()
                })
            }
            Goal::Only(node) => {
                let goal = find(node)?;
                let first = match start.items {
                    Some(_) => Some(given(goal)),
                    None => {
                        partial::stored_input(data, goal, start.earlier.as_deref()).map(Queue::of)
                    }
                };
                Ok(Self {
                    queue: first.ok_or_else(|| EngineError::NoInput(node.to_string()))?,
                    goal: Some(goal),
                    ..Self::default()
                })
            }
        }
    }
}

/// How an execution had ended, where a step of its own stopped it. Of one of a single node, the steps before it are not
/// its own.
fn halted(plan: &Plan, steps: &[Step], only: Option<NodeNumber>) -> Option<Halt> {
    steps.iter().rev().find_map(|step| {
        let node = plan.by_id(&step.node)?;
        let stops = plan.node(node).document.on_error == OnError::Stop;
        match step.status {
            _ if only.is_some_and(|only| only != node) => None,
            StepStatus::Canceled => Some(Halt::Canceled),
            StepStatus::Failed if stops => step.error.clone().map(Halt::Failed),
            _ => None,
        }
    })
}

/// Runs it when its turn comes. A fault in the engine itself fails the execution, not the program.
async fn go(
    mut running: Running,
    turn: BoxFuture<'static, ()>,
    timeout_ms: Option<u64>,
) -> Execution {
    let queued = running.stop.clone().guard(turn).await;
    let rest = running.remains();
    if let Err(stopped) = queued {
        return rest.end(Err(stopped.into())).await;
    }
    running.stop.begin(timeout_ms);
    let slot = running.slot.clone();
    let ended = AssertUnwindSafe(running.go()).catch_unwind().await;
    let ended = ended.unwrap_or_else(|panic| Err(Halt::Failed(bug(&*panic))));
    // Another can begin while the end of this one is made safe.
    slot.give_back();
    rest.end(ended).await
}

/// An execution is live until this is dropped.
struct Live {
    engine: Arc<Inner>,
    id: ExecutionId,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.engine.live.lock().remove(&self.id);
    }
}

/// A UUIDv7 from the host's clock and random bytes.
fn new_id(host: &dyn Host) -> ExecutionId {
    let mut random = [0; 10];
    host.random(&mut random);
    let ms = u64::try_from(host.now_ms()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &random)
        .into_uuid()
        .to_string()
}

//! A pool of workers: warm, fair, bounded; a worker that misbehaved is killed and replaced.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use model::script::{
    CodeReply, CodeRun, Evaluated, Evaluation, Scope, ScriptError, ScriptFault, ScriptHost, Typed,
};
use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit, oneshot};
use value::Value;

use super::PoolConfig;
use super::exchange::{Reply, Terms, exchange, into_list, read_table};
use super::process::Process;
use super::spawn::Spawner;
use crate::error::Error;
use crate::frame::LARGEST;
use crate::mark;
use crate::wire::{self, Job, Work};

/// The share of its time limit by which each further expression of a batch lengthens the limit of the batch.
const SHARE: u64 = 20;
/// How much a byte of input grows to in the JavaScript heap, and as a result at the host.
const HEAP_PER_BYTE: usize = 8;
const REPLY_PER_BYTE: usize = 6;
/// No heap is larger than this, so that the limit on address space is never what stops code.
const LARGEST_HEAP: usize = 1 << 30;

/// Workers, handed out one request at a time in the order of asking. Clones share them. When the last is dropped, all
/// workers are killed.
#[derive(Clone)]
pub struct Pool(Arc<Shared>);

struct Shared {
    config: PoolConfig,
    /// One permit a worker; fair.
    permits: Semaphore,
    waiting: AtomicUsize,
    ready: Mutex<Ready>,
    spawner: Mutex<Option<Arc<Spawner>>>,
}

/// Workers without work.
#[derive(Default)]
struct Ready {
    idle: VecDeque<Process>,
    /// How many are being started to be kept ready.
    coming: usize,
    /// Callers who were promised one of those.
    takers: VecDeque<oneshot::Sender<Process>>,
}

impl Ready {
    /// Hands a worker to the first who waits for one, or keeps it.
    fn put(&mut self, mut process: Process) {
        while let Some(taker) = self.takers.pop_front() {
            match taker.send(process) {
                Ok(()) => return,
                Err(back) => process = back,
            }
        }
        self.idle.push_back(process);
    }
}

impl Pool {
    /// A pool. Called within a tokio runtime it starts its first workers at once, in the background.
    pub fn new(config: PoolConfig) -> Pool {
        let pool = Pool(Arc::new(Shared {
            permits: Semaphore::new(config.size.max(1)),
            waiting: AtomicUsize::new(0),
            ready: Mutex::default(),
            spawner: Mutex::default(),
            config,
        }));
        pool.warm();
        pool
    }

    /// Starts as many workers as are to be kept ready, in the background.
    pub fn warm(&self) {
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let shared = &self.0;
        let size = shared.config.size.max(1);
        let busy = size.saturating_sub(shared.permits.available_permits());
        let most = shared.config.warm.min(size.saturating_sub(busy));
        let mut ready = shared.ready.lock();
        for _ in (ready.idle.len() + ready.coming).saturating_sub(ready.takers.len())..most {
            ready.coming += 1;
            runtime.spawn(keep_ready(Arc::downgrade(shared)));
        }
    }

    /// Evaluates expressions. `timeout_ms` is the limit of a single one for a single item; a batch may take longer by a
    /// twentieth of it for each. A failure of one is in its place; time, memory or the worker's end fail them all.
    ///
    /// Dropping the future kills the worker.
    ///
    /// # Errors
    /// When the batch as a whole failed.
    pub async fn evaluate(
        &self,
        evaluation: &Evaluation,
        timeout_ms: u64,
        host: &dyn ScriptHost,
    ) -> Result<Evaluated, ScriptError> {
        let (templates, items) = (evaluation.templates.len(), evaluation.items.len());
        let first = self
            .evaluate_once(evaluation, timeout_ms, false, host)
            .await;
        let result = match first.result {
            Err(error) if never_ended(&error) && templates * items == 1 => {
                Err(named(error, evaluation, 0))
            }
            Err(error) if never_ended(&error) => {
                // The worker was killed without a word: a second run tells at which expression.
                let again = self.evaluate_once(evaluation, timeout_ms, true, host).await;
                let at = again.beats.saturating_sub(1);
                let named = |error| match never_ended(&error) {
                    true => named(error, evaluation, at),
                    false => error,
                };
                again.result.map_err(named)
            }
            other => other,
        };
        let (result, marked) = result?;
        read_table(result, marked, templates, items).ok_or_else(|| Error::Nonsense.into())
    }

    async fn evaluate_once(
        &self,
        evaluation: &Evaluation,
        timeout_ms: u64,
        careful: bool,
        host: &dyn ScriptHost,
    ) -> Reply {
        let (templates, items) = (evaluation.templates.len(), evaluation.items.len());
        let more = (templates * items).saturating_sub(1) as u64;
        let config = &self.0.config;
        let order = Order {
            scope: &evaluation.scope,
            each_ms: timeout_ms,
            total_ms: timeout_ms.saturating_add(more.saturating_mul(timeout_ms.div_ceil(SHARE))),
            heap: config.expression_heap,
            reply: config.expression_reply,
            work: Work::Evaluate {
                templates: evaluation
                    .templates
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                items: evaluation.items.clone(),
                careful,
            },
        };
        self.perform(order, host).await
    }

    /// Runs a program. Dropping the future kills the worker.
    pub async fn run_code(&self, run: &CodeRun, host: &dyn ScriptHost) -> CodeReply {
        let config = &self.0.config;
        let order = Order {
            scope: &run.scope,
            each_ms: run.timeout_ms,
            total_ms: run.timeout_ms,
            heap: config.code_heap,
            reply: config.code_reply,
            work: Work::Run {
                code: run.code.to_string(),
                mode: run.mode,
                continue_on_fail: run.continue_on_fail,
            },
        };
        let reply = self.perform(order, host).await;
        let read = reply.result.and_then(|(value, marked)| {
            read_code_reply(value, marked).unwrap_or_else(|| Err(Error::Nonsense.into()))
        });
        match read {
            Ok((result, context)) => CodeReply {
                result: Ok(result),
                console: reply.console,
                context,
            },
            Err(error) => CodeReply {
                result: Err(error),
                console: reply.console,
                context: None,
            },
        }
    }

    /// Does one piece of work on a worker of the pool.
    async fn perform(&self, order: Order<'_>, host: &dyn ScriptHost) -> Reply {
        let (request, terms) = order.pack();
        if request.len() > LARGEST {
            return refusal(Error::Large);
        }
        let permit = match self.0.permit().await {
            Ok(permit) => permit,
            Err(error) => return refusal(error),
        };
        let mut again = true;
        loop {
            let mut process = match self.0.process().await {
                Ok(process) => process,
                Err(error) => return refusal(error),
            };
            let reply = exchange(&mut process, request.clone(), &terms, host).await;
            if reply.reusable {
                self.0.ready.lock().put(process);
                return reply;
            }
            // It was dead before it began, killed by somebody while it was idle: no loss.
            if reply.stillborn && std::mem::take(&mut again) {
                continue;
            }
            drop(process);
            drop(permit);
            self.warm();
            return reply;
        }
    }

    /// The numbers that the system gave to the workers that wait for work.
    #[doc(hidden)]
    pub fn idle_workers(&self) -> Vec<u32> {
        self.0
            .ready
            .lock()
            .idle
            .iter()
            .filter_map(Process::id)
            .collect()
    }
}

impl Shared {
    /// Waits for the right to use a worker, behind those who asked before.
    async fn permit(&self) -> Result<SemaphorePermit<'_>, Error> {
        if let Ok(permit) = self.permits.try_acquire() {
            return Ok(permit);
        }
        let _place = Place::take(&self.waiting, self.config.waiting).ok_or(Error::Busy)?;
        self.permits.acquire().await.map_err(|_| Error::Gone)
    }

    /// A worker that is ready, or one that is on its way, or a new one.
    async fn process(&self) -> Result<Process, Error> {
        loop {
            match self.claim() {
                // One that died after its last request is no loss: the next is asked.
                Claim::Idle(mut process) => {
                    if process.ready().await.is_ok() {
                        return Ok(*process);
                    }
                }
                // It may be one that somebody else has just done with.
                Claim::Promised(process) => {
                    if let Ok(mut process) = process.await
                        && process.ready().await.is_ok()
                    {
                        return Ok(process);
                    }
                }
                Claim::Nothing => {
                    let spawner = self.spawner()?;
                    return start_ready(&spawner).await;
                }
            }
        }
    }

    fn claim(&self) -> Claim {
        let mut ready = self.ready.lock();
        // The one that has waited longest has most likely made its next context.
        if let Some(process) = ready.idle.pop_front() {
            return Claim::Idle(Box::new(process));
        }
        ready.takers.retain(|taker| !taker.is_closed());
        if ready.coming <= ready.takers.len() {
            return Claim::Nothing;
        }
        let (taker, process) = oneshot::channel();
        ready.takers.push_back(taker);
        Claim::Promised(process)
    }

    fn spawner(&self) -> Result<Arc<Spawner>, Error> {
        let mut spawner = self.spawner.lock();
        if let Some(spawner) = &*spawner {
            return Ok(spawner.clone());
        }
        let new = Arc::new(Spawner::start(&self.config).map_err(Error::Spawn)?);
        *spawner = Some(new.clone());
        Ok(new)
    }
}

/// Whether a worker was killed in the middle of an expression, so that nobody said which.
fn never_ended(error: &ScriptError) -> bool {
    error.kind == ScriptFault::Timeout && error.quote.is_none()
}

/// Says at which expression of which item it was: they go item by item.
fn named(error: ScriptError, evaluation: &Evaluation, at: usize) -> ScriptError {
    let width = evaluation.templates.len().max(1);
    ScriptError {
        quote: evaluation
            .templates
            .get(at % width)
            .map(ToString::to_string),
        item: evaluation.items.get(at / width).copied(),
        ..error
    }
}

/// What a caller who has a permit gets.
enum Claim {
    Idle(Box<Process>),
    Promised(oneshot::Receiver<Process>),
    Nothing,
}

async fn start_ready(spawner: &Spawner) -> Result<Process, Error> {
    let mut process = Process::start(spawner).await?;
    process.ready().await?;
    Ok(process)
}

/// Starts a worker to be kept ready. Holds no pool: one that is dropped meanwhile wants no worker.
async fn keep_ready(shared: Weak<Shared>) {
    let spawner = shared.upgrade().map(|shared| shared.spawner());
    let started = match spawner {
        Some(Ok(spawner)) => start_ready(&spawner).await,
        Some(Err(error)) => Err(error),
        None => return,
    };
    let Some(shared) = shared.upgrade() else {
        return;
    };
    let mut ready = shared.ready.lock();
    ready.coming -= 1;
    match started {
        Ok(process) => ready.put(process),
        Err(error) => {
            tracing::warn!(%error, "no worker");
            // Whoever was promised this one starts one for itself, and hears why that fails.
            ready.takers.pop_front();
        }
    }
}

/// A place among the waiting; given up when it is dropped, also by a caller who no longer waits.
struct Place<'p>(&'p AtomicUsize);

impl<'p> Place<'p> {
    fn take(waiting: &'p AtomicUsize, most: usize) -> Option<Place<'p>> {
        let place = Place(waiting);
        (waiting.fetch_add(1, Ordering::AcqRel) < most).then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Work and its price.
struct Order<'a> {
    scope: &'a Scope,
    each_ms: u64,
    total_ms: u64,
    heap: usize,
    reply: usize,
    work: Work,
}

impl Order<'_> {
    fn pack(self) -> (Bytes, Terms) {
        let program = matches!(self.work, Work::Run { .. });
        let items = wire::write_items(&self.scope.input);
        let input = items.all().len();
        let weight = self
            .reply
            .saturating_add(input.saturating_mul(REPLY_PER_BYTE))
            .min(LARGEST);
        let job = Job {
            each_ms: self.each_ms,
            total_ms: self.total_ms,
            heap: self
                .heap
                .saturating_add(input.saturating_mul(HEAP_PER_BYTE))
                .min(LARGEST_HEAP),
            weight,
            work: self.work,
        };
        let (each, total) = (
            Duration::from_millis(self.each_ms),
            Duration::from_millis(self.total_ms),
        );
        (
            wire::pack(&job, self.scope, &items).into(),
            Terms {
                each,
                total,
                weight,
                program,
            },
        )
    }
}

fn refusal(error: Error) -> Reply {
    Reply {
        result: Err(error.into()),
        console: Vec::new(),
        reusable: false,
        stillborn: false,
        beats: 0,
    }
}

/// Result and context of a program; `None` if it is not of that shape.
fn read_code_reply(
    value: Value,
    marked: bool,
) -> Option<Result<(Typed, Option<value::Map>), ScriptError>> {
    let [result, context] = <[Value; 2]>::try_from(into_list(value)?).ok()?;
    let context = match mark::read(context, marked)?.ok()?.into_json() {
        Some(Value::Object(map)) => Some(Arc::unwrap_or_clone(map)),
        _ => None,
    };
    Some(mark::read(result, marked)?.map(|result| (result, context)))
}

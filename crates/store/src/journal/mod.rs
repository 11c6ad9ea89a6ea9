//! The journal: executions written down while they run, by one writer that commits many of them at once.
//!
//! Every append carries the number that it must have in its execution; one that comes late, from a program whose
//! execution was taken up by another, is refused. An append either rides along with the next commit or is waited for.
//! The writer puts what comes into rows of one transaction until somebody waits for it, commits it and answers all who
//! wait; while it is at it, the next one gathers. Appends for which nobody waits begin no commit by themselves but for a
//! moment (see `queue`), after which they are written without company: so an execution of pure steps whose end is what is
//! acknowledged costs one commit.

mod change;
mod commit;
mod failure;
mod queue;
mod standing;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use model::{Attempt, Execution, ExecutionStatus, NodeId, RunError, Step, Workflow};
use parking_lot::Mutex as Lock;
use tokio::runtime::{self, Runtime};
use tokio::sync::{Mutex, oneshot};
use value::Map;

use crate::content::Held;
use crate::outputs::Outputs;
use crate::table::attempt::{AttemptRow, AttemptStatus, KeptAttempt};
use crate::table::failure::FailureRow;
use crate::table::ran::Document;
use crate::table::start;
use crate::table::step::EndedStep;
use crate::table::words::json;
use crate::writer::Writer;
use crate::{Error, Result, Store};

pub(crate) use failure::whole;
use queue::Queue;
pub(crate) use standing::Standing;

/// An execution that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// It, with the steps that it takes over before it begins.
    pub execution: Execution,
    /// The program that runs it.
    pub executor: String,
    /// What it was started with, as its caller writes it.
    pub terms: String,
    /// The items it was given, as JSON.
    pub given: Option<String>,
    /// What is left to run, as the engine writes it.
    pub frontier: String,
    /// The call of another execution that begins it.
    pub call: Option<String>,
    /// The execution whose failure it is about, as its error workflow: from now on that has begun.
    pub about: Option<String>,
}

/// One thing that happened in an execution.
#[derive(Debug)]
pub(crate) enum Entry {
    Opened(Box<Opening>, Option<Held>, Vec<EndedStep>),
    Status(ExecutionStatus, Option<i64>),
    /// One began, or failed.
    Attempt(Box<AttemptRow>, Option<Box<FailureRow>>),
    StepEnded(Box<Ended>),
    Ended(Box<End>, Option<Box<FailureRow>>),
}

/// An execution that begins, as its rows hold it.
#[derive(Debug)]
pub(crate) struct Opened {
    document: Document,
    start: start::Row,
    start_seal: i64,
    standing: Standing,
    about: Option<String>,
    /// The file of what it was given stays until the row is committed.
    held: Option<Held>,
}

impl Opened {
    fn of(id: &Arc<str>, opening: Opening, held: Option<Held>) -> Self {
        let start = start::Row::of(&opening);
        let document = Document::of(&opening.execution.workflow);
        Self {
            start_seal: start.seal(),
            start,
            standing: Standing::begin(id, &opening, &document.hash),
            document,
            about: opening.about,
            held,
        }
    }

    /// Lets go of the file of what it was given.
    fn release(&mut self) {
        drop(self.held.take());
    }
}

/// A step that ended.
#[derive(Debug)]
pub(crate) struct Ended {
    step: EndedStep,
    /// Its attempt, where the begin of that was written down.
    attempt: Option<Box<AttemptRow>>,
    /// What its node remembers: its id and the text; none where it never remembered anything.
    state: Option<(String, String)>,
    frontier: String,
    /// What the workflow noted, where that changed.
    custom: Option<String>,
    failure: Option<Box<FailureRow>>,
}

/// How an execution ended.
#[derive(Clone, Debug, Default)]
pub struct End {
    /// How.
    pub status: ExecutionStatus,
    /// What went wrong.
    pub error: Option<RunError>,
    /// What the workflow noted about it; where that is nothing, what was noted before stays.
    pub custom: Map,
    /// Whether an error workflow begins now; until it has, nobody may forget it.
    pub calls_error_workflow: bool,
    /// UTC milliseconds.
    pub at_ms: i64,
}

/// An append on its way to the writer.
struct Order {
    about: Arc<About>,
    seq: i64,
    entry: Entry,
    answer: Option<oneshot::Sender<Result<(), Refused>>>,
}

/// What all appends to one execution share.
#[derive(Debug)]
struct About {
    execution: Arc<str>,
    /// Why an earlier append was not written: then no later one is.
    broken: Lock<Option<Refused>>,
    /// What the execution's rows hold, once that is known here.
    standing: Lock<Option<Standing>>,
}

/// Why something was not written.
type Refused = Arc<Error>;

/// The way to the writer.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    sender: queue::Sender,
    commits: Arc<AtomicU64>,
}

impl Desk {
    /// Starts a writer; it ends when nobody can append any more.
    ///
    /// It has a thread of its own: rows are put together and handed to SQLite while executions go on on theirs.
    pub fn open(writer: Writer) -> Self {
        let (sender, queue) = queue::queue();
        let commits = Arc::<AtomicU64>::default();
        let counted = commits.clone();
        let begun = runtime().and_then(|runtime| {
            let work = move || runtime.block_on(write(writer, queue, counted));
            let thread = std::thread::Builder::new().name("journal".to_owned());
            thread.spawn(work)
        });
        if let Err(error) = begun {
            // Its queue is gone with it: whoever appends is refused.
            tracing::error!(%error, "the journal cannot be written: its thread did not begin");
        }
        Self { sender, commits }
    }

    /// Returns when everything that was handed in is written. From then on nothing is taken: whoever still appends, to a
    /// database that another may have replaced, is refused.
    pub async fn close(&self) {
        let (sender, done) = oneshot::channel();
        if self.sender.close(sender) {
            // A writer that is gone has nothing left to write.
            let _ = done.await;
        }
    }
}

fn runtime() -> std::io::Result<Runtime> {
    runtime::Builder::new_current_thread().enable_time().build()
}

/// Writes what comes until nothing can come any more.
async fn write(writer: Writer, queue: Queue, commits: Arc<AtomicU64>) {
    let mut closing = Vec::new();
    while closing.is_empty()
        && let Some(until) = queue.first().await
    {
        closing = commit::commit(&writer, &queue, until, &commits).await;
    }
    // Whoever came meanwhile is refused.
    drop(queue);
    writer.at_rest().await;
    for done in closing {
        let _ = done.send(());
    }
}

/// What appends to one execution.
#[derive(Debug)]
pub struct Appender {
    desk: Desk,
    about: Arc<About>,
    outputs: Outputs,
    /// The number of the next append. Held while one is handed in: the order of numbers is the order of writing.
    next: Mutex<i64>,
    /// The attempt whose begin is written down.
    under_way: Lock<Option<KeptAttempt>>,
    /// What the workflow noted and is not handed in yet.
    noted: Lock<Option<String>>,
    /// What it runs, for the error history.
    workflow: OnceLock<Arc<Workflow>>,
    /// The nodes that go on where an item fails.
    going_on: OnceLock<HashSet<NodeId>>,
}

impl Store {
    /// How many transactions the journal has committed since the store was opened.
    pub fn commits(&self) -> u64 {
        let desk = self.desk.get();
        desk.map_or(0, |desk| desk.commits.load(Ordering::Relaxed))
    }

    /// What appends to an execution from a number on, 0 for a new one.
    pub fn appender(&self, execution: &str, next: i64) -> Appender {
        let desk = self.desk.get_or_init(|| Desk::open(self.writer.clone()));
        Appender {
            desk: desk.clone(),
            about: Arc::new(About {
                execution: execution.into(),
                broken: Lock::default(),
                standing: Lock::default(),
            }),
            outputs: self.outputs.clone(),
            next: Mutex::new(next),
            under_way: Lock::default(),
            noted: Lock::default(),
            workflow: OnceLock::new(),
            going_on: OnceLock::new(),
        }
    }
}

impl Appender {
    /// Says what the execution runs: one that goes on has told it to another appender.
    #[must_use]
    pub fn about(self, workflow: &Arc<Workflow>) -> Self {
        let _ = self.workflow.set(workflow.clone());
        self
    }

    fn execution(&self) -> &str {
        &self.about.execution
    }

    /// An execution begins. Safe when this returns, if it is waited for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn opened(&self, mut opening: Opening, safe: bool) -> Result<()> {
        let _ = self.workflow.set(opening.execution.workflow.clone());
        let steps = std::mem::take(&mut opening.execution.steps);
        let safe_step = |(number, step)| EndedStep::of(number, step, &self.outputs);
        let steps = (0..).zip(steps).map(safe_step).collect::<Result<_>>()?;
        let given = opening.given.take();
        let given = given.map(|given| self.outputs.keep(given)).transpose()?;
        let (given, held) = given.unzip();
        opening.given = given;
        let entry = Entry::Opened(Box::new(opening), held.flatten(), steps);
        self.append(entry, safe).await
    }

    /// Its status is another: it runs, or waits until a time.
    ///
    /// # Errors
    /// When an earlier append could not be written.
    pub async fn status(&self, status: ExecutionStatus, until_ms: Option<i64>) -> Result<()> {
        self.append(Entry::Status(status, until_ms), false).await
    }

    /// An attempt of a step begins that may do something outside. Safe when this returns.
    ///
    /// # Errors
    /// When it cannot be written: then the attempt must not begin.
    pub async fn attempt_started(&self, attempt: KeptAttempt) -> Result<()> {
        *self.under_way.lock() = Some(attempt.clone());
        let row = AttemptRow::of(self.execution(), attempt);
        self.append(Entry::Attempt(Box::new(row), None), true).await
    }

    /// An attempt failed and another follows.
    ///
    /// # Errors
    /// When an earlier append could not be written.
    pub async fn attempt_failed(&self, attempt: KeptAttempt) -> Result<()> {
        // Another begins, or the step is stopped before that.
        *self.under_way.lock() = None;
        let failure = self.of_attempt(&attempt).map(Box::new);
        let row = AttemptRow::of(self.execution(), attempt);
        self.append(Entry::Attempt(Box::new(row), failure), false)
            .await
    }

    /// What the workflow has noted about the execution: written with the end of the step that noted it.
    pub fn note(&self, custom: &Map) {
        *self.noted.lock() = Some(json(custom));
    }

    /// A step ended: its outputs, what its node remembers, what was noted and what is left to run are one change.
    ///
    /// # Errors
    /// When its outputs or an earlier append could not be written.
    pub async fn step_ended(
        &self,
        number: u32,
        step: Step,
        state: &Map,
        frontier: String,
    ) -> Result<()> {
        let state = (!state.is_empty()).then(|| (step.node.to_string(), json(state)));
        let attempted = self.under_way.lock().take();
        let attempted = attempted.filter(|attempt| attempt.step == number);
        let concluded = |attempt: KeptAttempt| attempt.concluded(fault(&step));
        let row = |attempt| Box::new(AttemptRow::of(self.execution(), concluded(attempt)));
        let attempt = attempted.map(row);
        let failure = self.of_step(number, &step).map(Box::new);
        let ended = Ended {
            step: EndedStep::of(number, step, &self.outputs)?,
            attempt,
            state,
            frontier,
            custom: self.noted.lock().take(),
            failure,
        };
        self.append(Entry::StepEnded(Box::new(ended)), false).await
    }

    /// The execution ended. Safe when this returns.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn ended(&self, end: End) -> Result<()> {
        let failure = self.of_end(&end).map(Box::new);
        self.append(Entry::Ended(Box::new(end), failure), true)
            .await
    }

    async fn append(&self, entry: Entry, safe: bool) -> Result<()> {
        let (sender, answer) = safe.then(oneshot::channel).unzip();
        let closed = || Error::Invalid("the store is closed".to_owned());
        {
            let mut next = self.next.lock().await;
            if let Some(why) = &*self.about.broken.lock() {
                return Err(Error::Refused(why.clone()));
            }
            let order = Order {
                about: self.about.clone(),
                seq: *next,
                entry,
                answer: sender,
            };
            self.desk.sender.send(order).await.map_err(|_| closed())?;
            *next += 1;
        }
        let Some(answer) = answer else { return Ok(()) };
        let written = answer.await.map_err(|_| closed())?;
        written.map_err(Error::Refused)
    }
}

/// What went wrong in a step that ended.
fn fault(step: &Step) -> Option<RunError> {
    let stopped = step.status == model::StepStatus::Canceled;
    let canceled = || stopped.then(|| RunError::new("canceled", "It was stopped."));
    step.error.clone().or_else(canceled)
}

/// A failed attempt as it is kept, from what the step tells of it.
pub fn failed_attempt(attempt: &Attempt, of: KeptAttempt) -> KeptAttempt {
    KeptAttempt {
        attempt: attempt.attempt,
        status: AttemptStatus::Failed,
        error: Some(attempt.error.clone()),
        waited_ms: attempt.waited_ms,
        ..of
    }
}

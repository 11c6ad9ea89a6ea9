//! Runs workflows: plan, steps, events.
//!
//! [`Engine::start`] plans a workflow and gives a [`Handle`] with its id at once; the loop in `run` takes one step after
//! the other in n8n's order, old or new; what happens goes out as [`Events`] and into a [`Journal`].
//!
//! Not here: databases, HTTP, files, concrete kinds of nodes, JavaScript. A node reaches the world through the host that
//! the app gives; an expression that is not native goes through the same host to the sandbox. Nothing here reads a clock
//! but to measure how long something took and to end what takes too long.

mod agent;
mod asked;
mod cache;
mod compile;
mod data;
mod end;
mod engine;
mod error;
mod error_item;
mod event;
mod failure;
mod handle;
mod journal;
mod lineage;
mod native;
mod outlook;
mod parameters;
mod partial;
mod plan;
mod preview;
mod queue;
mod request;
mod run;
mod slot;
mod start;
mod status;
mod step;
mod stop;
mod view;
mod work;

pub use asked::Asked;
pub use data::{Items, RunData, pinned_items};
pub use engine::{Engine, Limits};
pub use error::{EngineError, JournalError, Problem};
pub use error_item::error_item;
pub use event::{Events, PATIENCE};
pub use handle::{Canceler, Handle};
pub use journal::{
    Arrival, AttemptStarted, Created, Ended, Frontier, Journal, NoJournal, Pending, StepEnded,
};
pub use lineage::Lost;
pub use parameters::StepParameters;
pub use plan::{NodeNumber, Plan, PlanNode, Wire};
pub use preview::{Glance, Seen};
pub use start::{Goal, Parent, Resumed, Start};
pub use status::{ExecutionTurn, StepTurn, Turns};
pub use view::{Facts, View};

//! The words of Millrace: what a workflow, a node, an item and an execution are, and pure checks on them.
//!
//! Everything here is data that the editor shows, the engine runs and the store keeps: there is no second copy of these
//! types. Not here: anything that runs, reads a clock or touches a file.

mod binaries;
pub mod check;
pub mod credential;
pub mod edit;
pub mod execution;
pub mod file;
pub mod grant;
pub mod item;
mod json;
pub mod n8n;
mod ports;
pub mod script;
pub mod spec;
mod walk;
pub mod wants;
mod wipe;
pub mod workflow;

pub use binaries::Binaries;
pub use check::{Problem, Severity, check};
pub use edit::{Edit, EditError, apply};
pub use execution::{
    Attempt, Execution, ExecutionEvent, ExecutionId, ExecutionStatus, Happening, Mode, Recovery,
    Review, RunError, Step, StepOutput, StepStatus,
};
pub use grant::{Grant, GrantError, Grants};
pub use item::{Binary, Item, Origin, Source};
pub use n8n::{ImportError, ImportOptions, Imported, Report};
pub use ports::{ERROR_OUTPUT, Ports};
pub use spec::{
    Ask, Choice, CredentialSlot, Effect, Group, N8nType, NodeSpec, Param, ParamKind, Port,
    PortKind, PortRule, PortSet, Show, ShowRule, Specs,
};
pub use wants::{Wants, wants};
pub use wipe::{Wiped, on_wiped_stack};
pub use workflow::{
    CredentialRef, Edge, EdgeEnd, ExecutionOrder, Node, NodeId, OnError, Retry, RetryWait,
    Settings, Workflow, WorkflowId,
};

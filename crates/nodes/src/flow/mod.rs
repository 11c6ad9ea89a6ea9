//! Nodes that decide where items go, when, whether at all, and what they call on the way.

mod debug;
mod execution_data;
mod given;
mod if_else;
mod loop_over;
mod no_op;
mod note;
mod stop;
mod switch;
mod table;
mod wait;
mod workflow;

pub use debug::Debug;
pub use execution_data::ExecutionData;
pub use if_else::If;
pub use loop_over::LoopOverItems;
pub use no_op::NoOp;
pub use note::Note;
pub use stop::StopAndError;
pub use switch::Switch;
pub use table::DataTable;
pub use wait::Wait;
pub use workflow::ExecuteWorkflow;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![
    If,
    Switch,
    LoopOverItems,
    Wait,
    ExecuteWorkflow,
    DataTable,
    NoOp,
    StopAndError,
    ExecutionData,
    Debug,
    Note,
];

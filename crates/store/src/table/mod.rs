//! The tables: a file holds the statements that make its tables, the rows as types, and the queries.

pub mod attempt;
pub mod audit;
pub mod credential;
pub mod data;
pub mod draft;
pub mod execution;
pub mod execution_list;
pub mod failure;
pub mod generation;
pub mod journal;
pub mod judge;
pub mod memory;
pub mod node_state;
pub mod preference;
pub(crate) mod ran;
pub mod settle;
pub mod start;
pub(crate) mod step;
pub mod tally;
pub mod vault;
pub(crate) mod words;
pub mod workflow;

use crate::seal::Sealed;

/// All that is sealed.
pub(crate) const SEALED: &[&Sealed] = &[
    &workflow::WORKFLOW,
    &workflow::VERSION,
    &workflow::DOCUMENT,
    &draft::DRAFT,
    &execution::EXECUTION,
    &ran::RAN,
    &step::STEP,
    &start::START,
    &journal::JOURNAL,
    &attempt::ATTEMPT,
    &failure::FAILURE,
    &node_state::NODE_STATE,
    &memory::STATIC_DATA,
    &memory::SEEN,
    &memory::VARIABLE,
    &data::TABLE,
    &data::ROW,
    &preference::PREFERENCE,
    &preference::ALLOWED,
];

/// The workspace and the owner of everything, until there are teams.
const WORKSPACE: &str = "local";

/// A new id: UUIDv7 text, so that ids sort by age.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

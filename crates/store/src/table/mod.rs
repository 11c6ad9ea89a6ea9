//! The tables: a file holds the statements that make its tables, the rows as types, and the queries.

pub mod attempt;
pub mod data;
pub mod draft;
pub mod execution;
pub mod journal;
pub mod judge;
pub mod memory;
pub mod node_state;
pub mod preference;
pub mod start;
pub mod workflow;

/// The workspace and the owner of everything, until there are teams.
const WORKSPACE: &str = "local";

/// A new id: UUIDv7 text, so that ids sort by age.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

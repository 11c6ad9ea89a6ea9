//! The tables: a file holds the statements that make its tables, the rows as types, and the queries.

pub mod audit;
pub mod credential;
pub mod data;
pub mod draft;
pub mod execution;
pub mod judge;
pub mod memory;
pub mod preference;
pub mod vault;
pub mod workflow;

/// The workspace and the owner of everything, until there are teams.
const WORKSPACE: &str = "local";

/// A new id: UUIDv7 text, so that ids sort by age.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

//! The use cases, over the rooms below: the host that executions run on, and what the command line and the window do.
//!
//! Everything that joins two rooms is here: grants judge what nodes ask of `net` and of the disk, `store` keeps what
//! `engine` did. Not here: SQL, HTTP, JavaScript and what a node does.

mod grants;
pub mod host;
mod run;

use std::path::PathBuf;
use std::sync::Arc;

pub use grants::{GrantError, Grants};
pub use host::{EXPRESSION_TIMEOUT_MS, ExecutionHost, Rooms};
pub use run::Caller;

/// Starts the pool of JavaScript workers, each a process of `program`.
pub fn start_pool(program: PathBuf) -> Arc<sandbox::Pool> {
    Arc::new(sandbox::Pool::new(sandbox::PoolConfig {
        warm: 0,
        ..sandbox::PoolConfig::new(program)
    }))
}

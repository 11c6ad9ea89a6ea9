//! The use cases, over the rooms below: the host that executions run on, and what the command line and the window do.
//!
//! Everything that joins two rooms is here: grants judge what nodes ask of `net` and of the disk, `store` keeps what
//! `engine` did. Not here: SQL, HTTP, JavaScript and what a node does.

mod app;
mod budget;
mod bus;
mod called;
mod claim;
mod clock;
mod command;
pub mod credentials;
mod curl;
mod dropped;
mod error;
mod error_workflow;
mod executor;
mod grants;
mod harden;
pub mod host;
mod journal;
mod keep;
mod live;
mod log;
mod recover;
mod refer;
mod run;

use std::path::PathBuf;
use std::sync::Arc;

pub use app::{App, Options};
pub use bus::{Bus, Follower};
pub use clock::now_ms;
pub use command::{SignIn, dispatch};
pub use engine::{Events, Handle};
pub use error::Error;
pub use grants::Grants;
pub use harden::harden;
pub use host::{EXPRESSION_TIMEOUT_MS, ExecutionHost, Rooms};
pub use log::LogWriter;
pub use recover::Recovered;
pub use run::{Acknowledge, Caller, Finished, RunRequest};
/// Lists and filters of the store, for those above that show them.
pub use store::{
    Backup, BackupKind, Direction, Error as StoreError, ExecutionFilter, ExecutionSummary, Page,
    PageRequest, Saved, SortBy, WorkflowFilter, WorkflowSummary,
};
/// The keychain, for those who bring their own, and what a person types.
pub use vault::{Keychain, KeychainError, MemoryKeychain, NoKeychain, RecoveryCode, SecretString};

/// Starts the pool of JavaScript workers, each a process of `program`.
pub fn start_pool(program: PathBuf) -> Arc<sandbox::Pool> {
    Arc::new(sandbox::Pool::new(sandbox::PoolConfig {
        warm: 1,
        ..sandbox::PoolConfig::new(program)
    }))
}

/// Must be the first thing in the `main` of every program that opens an [`App`]: becomes a JavaScript worker if the
/// program was started as one, and does not return then.
pub fn run_worker_if_asked() {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|argument| argument == sandbox::WORKER_ARG)
    {
        sandbox::worker_main();
    }
}

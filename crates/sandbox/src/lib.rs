//! JavaScript in a process of its own: a pool of workers for expressions and Code nodes.
//!
//! A thread cannot be killed, and QuickJS has loops that never look up. So code runs in a process that can be: the same
//! program, started with [`WORKER_ARG`], which gives up files, network and everything else it has no use for before it
//! reads the first request. Each request gets a runtime of its own; a worker that is late, too large or does not talk as
//! agreed is killed and replaced.
//!
//! ```no_run
//! # async fn example(evaluation: model::script::Evaluation, host: &dyn model::script::ScriptHost) {
//! // First thing in `main`:
//! if std::env::args_os().nth(1).is_some_and(|arg| arg == sandbox::WORKER_ARG) {
//!     sandbox::worker_main();
//! }
//! // Later, within tokio:
//! let program = std::env::current_exe().unwrap();
//! let pool = sandbox::Pool::new(sandbox::PoolConfig::new(program));
//! let results = pool.evaluate(&evaluation, 1_000, host).await;
//! # }
//! ```
//!
//! What code sees, `$json` and luxon and the rest, is the prelude in `js/`; `js/README.md` is the agreement between the
//! two. Not here: where data comes from and what is granted. Code asks through [`model::script::ScriptHost`], a short list
//! of calls, and whoever answers decides. A result is data; nothing here evaluates it again.

mod error;
mod frame;
mod host;
mod mark;
mod wire;
mod worker;

pub use host::{Pool, PoolConfig};
pub use worker::{WORKER_ARG, worker_main};

/// Gives up what a worker gives up, for the test that shows it.
#[doc(hidden)]
pub fn confine() {
    worker::confine();
}

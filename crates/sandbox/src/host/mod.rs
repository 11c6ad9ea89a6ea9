//! The host's half: workers as processes, a pool of them, and the talk with one while it works.

mod config;
mod exchange;
mod pool;
mod process;
mod spawn;

pub use config::PoolConfig;
pub use pool::Pool;

//! What a pool is told.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::WORKER_ARG;

/// Settings of a [`Pool`](crate::Pool).
#[derive(Clone, Debug)]
pub struct PoolConfig {
    /// The program that is started as a worker: this one, or a test's.
    pub program: PathBuf,
    /// Its arguments; [`WORKER_ARG`] for a program that also does other things.
    pub args: Vec<OsString>,
    /// Most workers at once.
    pub size: usize,
    /// Workers kept ready before anybody asks.
    pub warm: usize,
    /// Most callers that wait for a worker; further ones are refused.
    pub waiting: usize,
    /// Bytes of JavaScript heap for expressions; eight times the size of the input is added.
    pub expression_heap: usize,
    /// Bytes of JavaScript heap for a program; eight times the size of the input is added.
    pub code_heap: usize,
    /// Largest result of expressions, in bytes that it takes at the host; six times the size of the input is added.
    pub expression_reply: usize,
    /// Largest result of a program, likewise.
    pub code_reply: usize,
}

impl PoolConfig {
    /// The defaults for a program whose `main` looks for [`WORKER_ARG`].
    pub fn new(program: impl Into<PathBuf>) -> Self {
        const MB: usize = 1 << 20;
        Self {
            program: program.into(),
            args: vec![WORKER_ARG.into()],
            size: 2,
            warm: 1,
            waiting: 1024,
            expression_heap: 64 * MB,
            code_heap: 256 * MB,
            expression_reply: 64 * MB,
            code_reply: 512 * MB,
        }
    }
}

//! Starts processes on a thread of its own.
//!
//! Starting one takes a millisecond or so that no async thread should spend, and a worker asks the kernel to die with the
//! *thread* that started it: this thread lives as long as the pool.

use std::process::Stdio;
use std::sync::mpsc;
use std::{io, thread};

use tokio::process::{Child, Command};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use super::PoolConfig;

/// An order for a process: where its pipes are to be watched, and whom to tell.
type Order = (Handle, oneshot::Sender<io::Result<Child>>);

/// Gives orders to the thread; when it is dropped the thread ends, and with it what is left of its children.
pub(super) struct Spawner(mpsc::Sender<Order>);

impl Spawner {
    /// Starts the thread.
    pub fn start(config: &PoolConfig) -> io::Result<Spawner> {
        let (orders, inbox) = mpsc::channel::<Order>();
        let config = config.clone();
        thread::Builder::new()
            .name("sandbox-spawn".into())
            .stack_size(128 * 1024)
            .spawn(move || {
                for (runtime, reply) in inbox {
                    let _inside = runtime.enter();
                    // Nobody waits any more: the child is dropped, and with that killed.
                    let _ = reply.send(command(&config).spawn());
                }
            })?;
        Ok(Spawner(orders))
    }

    /// Starts a process.
    pub async fn spawn(&self) -> io::Result<Child> {
        let (reply, child) = oneshot::channel();
        let gone = || io::Error::other("the spawning thread is gone");
        self.0
            .send((Handle::current(), reply))
            .map_err(|_| gone())?;
        child.await.map_err(|_| gone())?
    }
}

/// A worker: two pipes, no environment, no folder of anybody.
fn command(config: &PoolConfig) -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that starts workers"
    )]
    let mut command = Command::new(&config.program);
    command
        .args(&config.args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command.env_clear().env("TZ", "UTC0").kill_on_drop(true);
    // A group of its own: Ctrl+C in a terminal stops the execution, which ends its workers itself. A worker that the
    // terminal ended would look like a fault of the step.
    #[cfg(unix)]
    command.current_dir("/").process_group(0);
    #[cfg(windows)]
    {
        const NO_WINDOW: u32 = 0x0800_0000;
        const OWN_GROUP: u32 = 0x0000_0200;
        command.creation_flags(NO_WINDOW | OWN_GROUP);
        command.envs(std::env::var_os("SystemRoot").map(|root| ("SystemRoot", root)));
    }
    command
}

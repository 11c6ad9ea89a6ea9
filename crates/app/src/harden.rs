//! What the program does to itself before it holds secrets: no core dump, no memory for other processes, no payload of a
//! panic in what is printed.

/// Hardens the process, as far as the system lets it. To be called first in `main`, after the worker was asked for.
pub fn harden() {
    #[cfg(unix)]
    no_dumps();
    std::panic::set_hook(Box::new(|panic| {
        // The message may quote what was being worked on: only the place is said.
        let place = panic.location().map_or_else(String::new, |at| {
            format!("{}:{}:{}", at.file(), at.line(), at.column())
        });
        tracing::error!(place, "a fault inside Millrace");
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "a fault inside Millrace at {place}");
    }));
}

#[cfg(unix)]
fn no_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::debug!(%error, "core dumps cannot be forbidden");
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
            tracing::debug!(%error, "the memory cannot be closed to other processes");
        }
    }
}

//! Systems other than Linux: what holds a worker there.
//!
//! Everywhere: QuickJS is built without files, sockets or modules, the heap has a limit, and the host kills a worker that
//! is late. On macOS and the BSDs also: limits on files, their size, processes and core files, set before the first
//! request. Not there: a filter of system calls (macOS' `sandbox_init` is private by now; a Windows job object belongs to
//! the host). So on these systems a hole in QuickJS itself would reach what the person running Millrace may reach.

/// Gives up what can be given up.
pub(in crate::worker) fn enter() {
    #[cfg(unix)]
    super::rlimit::lower_common();
}

/// Allocators here return memory by themselves.
pub(in crate::worker) fn give_back() {}

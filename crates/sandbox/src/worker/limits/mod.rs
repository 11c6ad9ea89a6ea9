//! What the worker gives up before it reads the first request.
//!
//! Linux: a seccomp filter that kills the process for any system call but those that compute, limits on address space
//! and everything that could be opened or started, no new privileges, no core file, no tracing by others, death with the
//! host. Elsewhere: see `other.rs` for what is there and what is not.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(unix)]
mod rlimit;

#[cfg(target_os = "linux")]
pub(super) use linux::{enter, give_back};
#[cfg(not(target_os = "linux"))]
pub(super) use other::{enter, give_back};

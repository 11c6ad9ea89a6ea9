//! Resource limits, where there are any.
#![allow(unsafe_code, reason = "std has no resource limits")]

/// Address space beyond what the program has at start, the region of the JavaScript heap included: the texts of request
/// and result, and copies of them.
#[cfg(target_os = "linux")]
pub(super) const ADDRESS_SPACE: u64 = 3 << 30;

/// What names a limit.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
type Resource = libc::c_int;

/// Lowers a limit for good; what is refused stays as it was, for it was lower then.
pub(super) fn lower(resource: Resource, to: u64) {
    let limit = libc::rlimit {
        rlim_cur: to as libc::rlim_t,
        rlim_max: to as libc::rlim_t,
    };
    // SAFETY: reads one struct.
    unsafe { libc::setrlimit(resource, &raw const limit) };
}

/// No files but the three that are open, no processes, no core.
pub(super) fn lower_common() {
    // `poll` counts its entries against the number of files, so it cannot be none.
    lower(libc::RLIMIT_NOFILE, 3);
    lower(libc::RLIMIT_FSIZE, 0);
    lower(libc::RLIMIT_CORE, 0);
    lower(libc::RLIMIT_NPROC, 0);
}

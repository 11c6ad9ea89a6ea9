//! Linux: resource limits, `prctl`, and the kill list.
#![allow(
    unsafe_code,
    reason = "prctl, close_range and malloc_trim have no safe interface"
)]

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

use super::rlimit::{ADDRESS_SPACE, lower, lower_common};
use crate::worker::desk::BAD_HOST;
use crate::worker::link::leave;

/// Gives up everything; the process ends if it cannot.
pub(in crate::worker) fn enter() {
    settle_time_zone();
    close_others();
    die_with_host();
    // Read while a file may still be opened.
    let taken = address_space();
    lower(libc::RLIMIT_AS, taken.saturating_add(ADDRESS_SPACE));
    lower_common();
    let applied = filter()
        .and_then(|program| seccompiler::apply_filter(&program).map_err(|error| error.to_string()));
    if applied.is_err() {
        leave(BAD_HOST);
    }
}

/// Returns freed memory to the system, so that an idle worker is small.
pub(in crate::worker) fn give_back() {
    #[cfg(target_env = "gnu")]
    // SAFETY: takes a number; only the allocator's own state is touched.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// QuickJS asks the C library for the local zone, and that reads a file when asked first.
fn settle_time_zone() {
    let now: libc::time_t = 0;
    let mut parts = std::mem::MaybeUninit::<libc::tm>::uninit();
    // SAFETY: reads `now`, writes `parts`; both live until the call is over.
    unsafe { libc::localtime_r(&raw const now, parts.as_mut_ptr()) };
}

/// Closes whatever the host left open.
fn close_others() {
    // SAFETY: no descriptor but 0, 1 and 2 is used by this process.
    let closed = unsafe { libc::syscall(libc::SYS_close_range, 3, u32::MAX, 0) };
    if closed != 0 {
        for fd in 3..1024 {
            // SAFETY: as above.
            unsafe { libc::close(fd) };
        }
    }
}

/// Killed when the host's spawning thread ends, not traceable, no privileges ever.
fn die_with_host() {
    // SAFETY: each takes numbers only.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        libc::prctl(libc::PR_SET_DUMPABLE, 0);
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }
}

/// The size of the address space now: the program and its libraries.
fn address_space() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages
        .as_deref()
        .and_then(|text| text.split(' ').next())
        .and_then(|first| first.parse::<u64>().ok());
    // Unknown: assume a large program.
    // SAFETY: asks for a number.
    let page = u64::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096);
    pages.map_or(8 << 30, |pages| pages.saturating_mul(page))
}

/// Memory, the two pipes, locks, clocks, random bytes, signal return, exit. Anything else kills.
fn filter() -> Result<BpfProgram, String> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for call in [
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_brk,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_clock_gettime,
        libc::SYS_clock_getres,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_gettimeofday,
        libc::SYS_getrandom,
        libc::SYS_rt_sigreturn,
        libc::SYS_rt_sigprocmask,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_sched_yield,
        libc::SYS_ppoll,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ] {
        rules.insert(call, Vec::new());
    }
    #[cfg(target_arch = "x86_64")]
    for call in [libc::SYS_poll, libc::SYS_time] {
        rules.insert(call, Vec::new());
    }
    let exec = libc::PROT_EXEC as u64;
    rules.insert(
        libc::SYS_mmap,
        vec![when(2, SeccompCmpOp::MaskedEq(exec), 0)?],
    );
    rules.insert(
        libc::SYS_mprotect,
        vec![when(2, SeccompCmpOp::MaskedEq(exec), 0)?],
    );
    rules.insert(libc::SYS_read, vec![when(0, SeccompCmpOp::Eq, 0)?]);
    rules.insert(
        libc::SYS_write,
        vec![when(0, SeccompCmpOp::Eq, 1)?, when(0, SeccompCmpOp::Eq, 2)?],
    );

    let arch = std::env::consts::ARCH
        .try_into()
        .map_err(|_| "no filter for this processor".to_owned())?;
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::KillProcess,
        SeccompAction::Allow,
        arch,
    );
    filter
        .and_then(TryInto::try_into)
        .map_err(|error| error.to_string())
}

/// Allowed when an argument compares so.
fn when(argument: u8, how: SeccompCmpOp, to: u64) -> Result<SeccompRule, String> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, how, to);
    condition
        .and_then(|condition| SeccompRule::new(vec![condition]))
        .map_err(|error| error.to_string())
}

//! The wall clock of the program.

use std::time::SystemTime;

/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 3_600_000;

/// Now, UTC milliseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the one clock that executions and commands see"
)]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}

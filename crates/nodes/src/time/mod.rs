//! Nodes about time: dates and what starts a workflow on time, and how dates are read and written.

mod cron;
mod date_time;
mod draft;
mod interval;
mod luxon;
mod moment;
mod pattern;
pub(crate) mod read;
mod schedule;
mod words;
pub(crate) mod zone;

pub use cron::Cron;
pub use date_time::DateTime;
pub use interval::Interval;
pub use schedule::Schedule;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Schedule, Cron, Interval, DateTime];

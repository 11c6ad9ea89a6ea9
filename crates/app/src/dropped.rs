//! Executions of this program that could not be written down and were dropped, on a full disk say: this program goes on
//! with them once it can, as it does with those of programs that are gone.

use std::collections::{HashMap, HashSet};

use parking_lot::Mutex;

/// One that could not be written down so often is left to the next start: something else is wrong than the disk.
const MOST: u32 = 5;

/// The executions that were dropped.
#[derive(Debug, Default)]
pub(crate) struct Dropped(Mutex<HashMap<String, Times>>);

#[derive(Debug, Default)]
struct Times {
    dropped: u32,
    /// Whether it runs again, or is somebody else's.
    taken_up: bool,
}

impl Dropped {
    /// An execution was dropped.
    pub fn add(&self, execution: &str) {
        let mut all = self.0.lock();
        let times = all.entry(execution.to_owned()).or_default();
        times.dropped += 1;
        times.taken_up = false;
    }

    /// Somebody goes on with it, or it has ended.
    pub fn taken_up(&self, execution: &str) {
        if let Some(times) = self.0.lock().get_mut(execution) {
            times.taken_up = true;
        }
    }

    /// Those that wait to be gone on with.
    pub fn waiting(&self) -> HashSet<String> {
        let all = self.0.lock();
        let waits = all
            .iter()
            .filter(|(_, times)| !times.taken_up && times.dropped <= MOST);
        waits.map(|(execution, _)| execution.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_waits_until_it_is_taken_up_and_not_for_ever() {
        let dropped = Dropped::default();
        for _ in 0..MOST {
            dropped.add("e");
            assert_eq!(dropped.waiting(), HashSet::from(["e".to_owned()]));
            dropped.taken_up("e");
            assert!(dropped.waiting().is_empty());
        }
        dropped.add("e");
        assert!(dropped.waiting().is_empty());
    }
}

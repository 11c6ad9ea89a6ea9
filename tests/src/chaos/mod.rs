//! Chaos: what becomes of executions when the program is killed, and what the store keeps when power is cut, calls fail,
//! and files are damaged. Everything that happens follows from a seed, so that what was found once is found again.

pub mod corrupt;
pub mod ground;
pub mod io;
pub mod kill;
pub mod powercut;
pub mod runs;
pub mod seed;
pub mod vfs;

/// How often, and from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many rounds.
    pub rounds: u64,
    /// The seed of all of them.
    pub seed: u64,
    /// Only this round.
    pub only: Option<u64>,
}

impl Plan {
    /// The numbers of the rounds.
    pub fn rounds(&self) -> impl Iterator<Item = u64> {
        match self.only {
            Some(round) => round..round + 1,
            None => 0..self.rounds,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// What was done and found, in a line.
    pub text: String,
    /// Whatever must not be: a line each, with its round.
    pub losses: Vec<String>,
}

impl Verdict {
    /// Notes what must not be.
    pub fn lose(&mut self, round: u64, what: impl std::fmt::Display) {
        self.losses.push(format!("round {round}: {what}"));
    }

    /// Refuses a verdict about nothing: of what was to be tried there must be something. One round alone may lack it.
    pub fn need(&mut self, plan: Plan, tried: u64, what: &str) {
        if tried == 0 && plan.only.is_none() {
            self.losses.push(format!("in no round {what}"));
        }
    }
}

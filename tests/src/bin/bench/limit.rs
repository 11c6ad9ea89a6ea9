//! What each number may be at most or at least, and which are not.

use anyhow::{Result, bail};

/// The limits that were missed so far.
#[derive(Default)]
pub struct Limits(Vec<String>);

impl Limits {
    /// How a limit that a number may reach, and no more, is printed; whether it was missed is told at the end.
    pub fn at_most(&mut self, name: &str, value: f64, limit: f64, unit: &str) -> String {
        self.judge(
            name,
            value <= limit,
            &format!("{value:.1}{unit}"),
            &format!("{limit}{unit}"),
        )
    }

    /// The same for a number that has to reach it.
    pub fn at_least(&mut self, name: &str, value: f64, limit: f64, unit: &str) -> String {
        self.judge(
            name,
            value >= limit,
            &format!("{value:.0}{unit}"),
            &format!("{limit}{unit}"),
        )
    }

    fn judge(&mut self, name: &str, is_met: bool, value: &str, limit: &str) -> String {
        if is_met {
            return limit.to_owned();
        }
        self.0
            .push(format!("{name}: {value}, and its limit is {limit}"));
        format!("{limit} MISSED")
    }

    /// Ends the measuring.
    ///
    /// # Errors
    /// When a limit was missed; it names all of them.
    pub fn assert_met(self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        bail!("beyond their limits:\n{}", self.0.join("\n"))
    }
}

//! A list of steps, each timed. A failed one does not stop the next: one run
//! shows everything that is wrong. The end names what failed.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How a step that did not fail ended.
pub enum Outcome {
    /// It ran.
    Passed,
    /// It could not run here, and need not: why.
    Skipped(String),
}

struct Step {
    name: String,
    took: Duration,
    end: std::result::Result<Outcome, String>,
}

/// The steps taken so far.
#[derive(Default)]
pub struct Steps(Vec<Step>);

impl Steps {
    /// Takes one step and notes how it went; says whether to build on it.
    pub fn take(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let end = work().map_err(|error| format!("{error:#}"));
        match &end {
            Ok(Outcome::Passed) => {}
            Ok(Outcome::Skipped(why)) => println!("skipped: {why}"),
            Err(why) => println!("FAILED: {why}"),
        }
        let passed = end.is_ok();
        self.0.push(Step {
            name: name.to_owned(),
            took: start.elapsed(),
            end,
        });
        passed
    }

    /// Takes a step that has nothing to skip.
    pub fn must(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        self.take(name, || work().map(|()| Outcome::Passed))
    }

    /// Prints the list with durations; fails if a step did, naming it.
    pub fn finish(self) -> Result<()> {
        println!("\n{}", self.report());
        let failed: Vec<&str> = self.failed().map(|step| step.name.as_str()).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }

    fn failed(&self) -> impl Iterator<Item = &Step> {
        self.0.iter().filter(|step| step.end.is_err())
    }

    fn report(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            let (word, why) = match &step.end {
                Ok(Outcome::Passed) => ("passed", ""),
                Ok(Outcome::Skipped(why)) => ("skipped", why.as_str()),
                Err(_) => ("FAILED", ""),
            };
            let seconds = step.took.as_secs_f64();
            let line = format!("{word:<8}{seconds:>8.1} s  {:<20}{why}", step.name);
            text.push_str(line.trim_end());
            text.push('\n');
        }
        let failed = self.failed().count();
        let skipped = |step: &&Step| matches!(step.end, Ok(Outcome::Skipped(_)));
        let skipped = self.0.iter().filter(skipped).count();
        let passed = self.0.len() - failed - skipped;
        text.push_str(&format!(
            "steps: {passed} passed, {failed} failed, {skipped} skipped"
        ));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_named_and_does_not_stop_the_next() {
        let mut steps = Steps::default();
        assert!(steps.must("one", || Ok(())));
        assert!(!steps.must("two", || bail!("it broke")));
        assert!(steps.take("three", || Ok(Outcome::Skipped("not here".to_owned()))));
        let report = steps.report();
        let words: Vec<&str> = report
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(words, ["passed", "FAILED", "skipped", "steps:"]);
        assert!(report.ends_with("steps: 1 passed, 1 failed, 1 skipped"));
        assert_eq!(steps.finish().unwrap_err().to_string(), "failed: two");
    }

    #[test]
    fn nothing_failed_is_fine() {
        let mut steps = Steps::default();
        steps.must("one", || Ok(()));
        assert!(steps.finish().is_ok());
    }
}

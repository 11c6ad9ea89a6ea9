//! What was promised and what was seen, held against the database: nothing that was acknowledged is gone, what was
//! completed is never done again, and nothing outside is done twice unless a person asked for it.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use model::{Execution, ExecutionStatus};
use store::Store;

use super::effects::Effect;
use crate::chaos::Verdict;

/// What is known so far.
#[derive(Default)]
pub(super) struct Ledger {
    pub kills: u64,
    /// Executions that were acknowledged, with the end that was told, where one was.
    promised: HashMap<String, Option<String>>,
    /// How often a person asked for a step to be run again, by the address of its request.
    asked_again: HashMap<String, u64>,
    /// Executions as they were when they were looked at last.
    seen: HashMap<String, Execution>,
    /// Executions that may still change.
    open: BTreeSet<String>,
    /// How many effects were looked at.
    effects: usize,
    /// How many executions were found in doubt.
    reviews: BTreeSet<String>,
}

impl Ledger {
    /// A line of the child's.
    pub fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match *words.as_slice() {
            ["ack", id] => {
                self.promised.entry(id.to_owned()).or_default();
                self.open.insert(id.to_owned());
            }
            ["end", id, status] => {
                self.promised.insert(id.to_owned(), Some(status.to_owned()));
                self.open.insert(id.to_owned());
            }
            ["again", path] => *self.asked_again.entry(path.to_owned()).or_default() += 1,
            _ => {}
        }
    }

    /// Looks at everything that may have changed since the last kill.
    pub async fn compare(
        &mut self,
        store: &Store,
        effects: &[Effect],
        round: u64,
        verdict: &mut Verdict,
    ) -> Result<()> {
        self.compare_effects(effects, round, verdict);
        let ids: Vec<String> = self.open.iter().cloned().collect();
        for id in ids {
            let now = match store.execution(&id).await {
                Ok(now) => now,
                Err(store::Error::Missing { .. }) => {
                    // One that did something outside was written down before.
                    verdict.lose(round, format!("the execution {id} is lost"));
                    self.open.remove(&id);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            self.compare_one(now, round, verdict);
        }
        Ok(())
    }

    /// Requests since the last look: none of a step that was completed then, and none twice.
    fn compare_effects(&mut self, effects: &[Effect], round: u64, verdict: &mut Verdict) {
        let mut keys: HashMap<&str, u64> = HashMap::new();
        for (at, effect) in effects.iter().enumerate() {
            let mut parts = effect.path.trim_start_matches('/').split('/');
            let (id, node, run) = (parts.next(), parts.next(), parts.next());
            let (Some(id), Some(node), Some(run)) = (id, node, run) else {
                verdict.lose(round, format!("a strange request: {effect:?}"));
                continue;
            };
            if at >= self.effects {
                let completed = self.seen.get(id).is_some_and(|seen| {
                    let mut steps = seen.steps.iter();
                    steps.any(|step| step.node == *node && step.run.to_string() == run)
                });
                if completed {
                    let what = format!("{} ran again though it was completed", effect.path);
                    verdict.lose(round, what);
                }
                self.open.insert(id.to_owned());
            }
            if effect.method == "GET" {
                continue;
            }
            let Some(key) = effect.key.as_deref() else {
                verdict.lose(round, format!("{} had no key", effect.path));
                continue;
            };
            let times = keys.entry(key).or_default();
            *times += 1;
            let allowed = 1 + self.asked_again.get(&effect.path).copied().unwrap_or(0);
            if *times > allowed && at >= self.effects {
                verdict.lose(round, format!("{} was sent {times} times", effect.path));
            }
        }
        self.effects = effects.len();
    }

    fn compare_one(&mut self, now: Execution, round: u64, verdict: &mut Verdict) {
        if let Some(before) = self.seen.get(&now.id) {
            if before.status.is_final() && before.status != now.status {
                let what = format!("{}: {:?} became {:?}", now.id, before.status, now.status);
                verdict.lose(round, what);
            }
            let kept = now.steps.get(..before.steps.len());
            if kept != Some(before.steps.as_slice()) {
                verdict.lose(round, format!("{}: a completed step changed", now.id));
            }
        }
        if now.status == ExecutionStatus::NeedsReview {
            self.reviews.insert(now.id.clone());
        }
        if now.status.is_final() {
            // It is looked at once more at the end.
            self.open.remove(&now.id);
        }
        self.seen.insert(now.id.clone(), now);
    }

    /// Looks at everything that was ever promised.
    pub async fn close(&mut self, store: &Store, round: u64, verdict: &mut Verdict) -> Result<()> {
        for (id, told) in std::mem::take(&mut self.promised) {
            let now = match store.execution(&id).await {
                Ok(now) => now,
                Err(error) => {
                    verdict.lose(round, format!("{id}: {error}"));
                    continue;
                }
            };
            if !now.status.is_final() && now.status != ExecutionStatus::NeedsReview {
                verdict.lose(round, format!("{id} never ended: {:?}", now.status));
            }
            if told.is_some_and(|told| told != format!("{:?}", now.status)) {
                verdict.lose(round, format!("{id} ended otherwise: {:?}", now.status));
            }
            if now.status == ExecutionStatus::Failed {
                verdict.lose(round, format!("{id} failed: {:?}", now.error));
            }
            self.compare_one(now, round, verdict);
        }
        Ok(())
    }

    /// What was looked at.
    pub fn summary(&self, effects: usize) -> String {
        let steps: usize = self.seen.values().map(|seen| seen.steps.len()).sum();
        let kinds: BTreeSet<&str> = self
            .seen
            .values()
            .map(|seen| &*seen.workflow.name)
            .collect();
        format!(
            "{} executions of {} workflows, {steps} completed steps, {effects} effects, {} in review, {} asked again",
            self.seen.len(),
            kinds.len(),
            self.reviews.len(),
            self.asked_again.values().sum::<u64>()
        )
    }
}

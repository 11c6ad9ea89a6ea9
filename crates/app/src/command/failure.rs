//! The error history, put together: what failed where, how often, and what was done about it.

use std::collections::{BTreeSet, HashMap, HashSet};

use api::{FailureGroup, FailureList, FailureWorkflow, Failures, RecoveryCount};
use store::KeptFailure;

use super::Answer;
use super::error::of_store;
use crate::App;
use crate::clock::{DAY_MS, now_ms};

/// An entry, and whether its run is still kept.
type Entry = (KeptFailure, bool);

impl App {
    /// Reads the error history, put together by workflow, step and what went wrong.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn failure_list(&self, request: FailureList) -> Answer<Failures> {
        let days = request.days.map(|days| i64::from(days) * DAY_MS);
        let since_ms = days.map_or(i64::MIN, |days| now_ms() - days);
        let found = self.store().await?.failures(since_ms).await;
        let found = found.map_err(of_store)?;
        let groups = gather(&found.entries, request.workflow.as_deref());
        Ok(Failures {
            attempts: groups.iter().map(|group| group.attempts).sum(),
            groups,
            workflows: workflows(&found.entries),
            damaged: found.damaged,
        })
    }
}

/// The workflows of entries, newest first, each with its newest name.
fn workflows(entries: &[Entry]) -> Vec<FailureWorkflow> {
    let mut seen = HashSet::new();
    let newest = entries.iter().filter(|(one, _)| seen.insert(id(one)));
    let all: BTreeSet<FailureWorkflow> = newest
        .map(|(one, _)| FailureWorkflow {
            name: one.workflow_name.clone(),
            id: id(one).to_owned(),
        })
        .collect();
    all.into_iter().collect()
}

/// What a workflow is known by: one that ran from a file has but its name.
fn id(one: &KeptFailure) -> &str {
    match one.workflow.is_empty() {
        true => &one.workflow_name,
        false => &one.workflow,
    }
}

/// What is counted of a group while entries are gone through.
#[derive(Default)]
struct Counted<'e> {
    group: FailureGroup,
    runs: HashSet<&'e str>,
    steps: HashSet<Place<'e>>,
}

/// A step of an execution.
type Place<'e> = (&'e str, Option<u32>);

fn place(one: &KeptFailure) -> Place<'_> {
    (&one.execution, one.step)
}

/// Entries of a workflow, or of all, put together. They come newest first, and so do the groups.
fn gather(entries: &[Entry], workflow: Option<&str>) -> Vec<FailureGroup> {
    let wanted = |(one, _): &&Entry| {
        workflow.is_none_or(|wanted| one.workflow == wanted || one.workflow_name == wanted)
    };
    let held_up: HashSet<Place<'_>> = entries
        .iter()
        .filter(|(one, _)| !one.recovery.recovers())
        .map(|(one, _)| place(one))
        .collect();
    let mut groups: Vec<Counted<'_>> = Vec::new();
    let mut at = HashMap::new();
    for (one, there) in entries.iter().filter(wanted) {
        let (code, status) = (&one.error.code, one.error.http_status);
        let number = *at
            .entry((id(one), &one.node, code, status))
            .or_insert_with(|| {
                groups.push(Counted::of(one));
                groups.len() - 1
            });
        if let Some(counted) = groups.get_mut(number) {
            counted.add(one, *there);
        }
    }
    let done = groups.into_iter().map(|counted| counted.done(&held_up));
    done.collect()
}

impl<'e> Counted<'e> {
    /// Of the newest entry: names and sentences are those of then.
    fn of(one: &KeptFailure) -> Self {
        let group = FailureGroup {
            workflow: one.workflow.clone(),
            workflow_name: one.workflow_name.clone(),
            node: one.node.clone(),
            name: one.name.clone(),
            kind: one.kind.clone(),
            error: one.error.clone(),
            last_ms: one.at_ms,
            ..FailureGroup::default()
        };
        Self {
            group,
            ..Self::default()
        }
    }

    fn add(&mut self, one: &'e KeptFailure, there: bool) {
        self.group.attempts += 1;
        self.runs.insert(&one.execution);
        self.steps.insert(place(one));
        if there && self.group.newest.is_none() {
            self.group.newest = Some(one.execution.clone());
        }
        let recoveries = &mut self.group.recoveries;
        match recoveries
            .iter_mut()
            .find(|own| own.recovery == one.recovery)
        {
            Some(own) => own.count += 1,
            None => recoveries.push(RecoveryCount {
                recovery: one.recovery,
                count: 1,
            }),
        }
    }

    fn done(self, held_up: &HashSet<Place<'e>>) -> FailureGroup {
        let mut group = self.group;
        group.runs = self.runs.len() as u64;
        group.steps = self.steps.len() as u64;
        group.recovered = self.steps.difference(held_up).count() as u64;
        group
            .recoveries
            .sort_by_key(|own| (std::cmp::Reverse(own.count), own.recovery));
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Recovery, RunError};

    fn one(execution: &str, attempt: u32, code: &str, recovery: Recovery) -> Entry {
        let failure = KeptFailure {
            execution: execution.to_owned(),
            step: Some(1),
            attempt,
            workflow: "w".to_owned(),
            workflow_name: "Letters".to_owned(),
            node: "send".to_owned(),
            name: "Send".to_owned(),
            error: RunError::new(code, format!("{code} of {execution}")),
            recovery,
            at_ms: 7,
            ..KeptFailure::default()
        };
        (failure, execution != "gone")
    }

    #[test]
    fn what_failed_in_the_same_way_is_one_line() {
        let mut elsewhere = one("f", 1, "timeout", Recovery::Continued);
        elsewhere.0.workflow = String::new();
        elsewhere.0.workflow_name = "From a file".to_owned();
        let entries = [
            one("gone", 2, "timeout", Recovery::Failed),
            one("gone", 1, "timeout", Recovery::Retried),
            elsewhere,
            one("there", 1, "timeout", Recovery::Retried),
            one("there", 1, "http.status", Recovery::Waits),
        ];
        let groups = gather(&entries, None);
        let told: Vec<_> = groups
            .iter()
            .map(|group| {
                let counts = (group.attempts, group.runs, group.steps, group.recovered);
                (
                    group.error.message.as_str(),
                    counts,
                    group.newest.as_deref(),
                )
            })
            .collect();
        // The step of “there” waits in the end, whatever was tried before.
        assert_eq!(
            told,
            [
                ("timeout of gone", (3, 2, 2, 0), Some("there")),
                ("timeout of f", (1, 1, 1, 1), Some("f")),
                ("http.status of there", (1, 1, 1, 0), Some("there")),
            ]
        );
        let counts: Vec<_> = groups[0]
            .recoveries
            .iter()
            .map(|own| (own.recovery, own.count))
            .collect();
        assert_eq!(counts, [(Recovery::Retried, 2), (Recovery::Failed, 1)]);
        assert_eq!(gather(&entries, Some("w")).len(), 2);
        assert_eq!(gather(&entries, Some("From a file")).len(), 1);
        assert!(gather(&entries, Some("x")).is_empty());
        let names: Vec<_> = workflows(&entries)
            .into_iter()
            .map(|one| (one.name, one.id))
            .collect();
        let file = "From a file".to_owned();
        assert_eq!(
            names,
            [(file.clone(), file), ("Letters".to_owned(), "w".to_owned())]
        );
    }
}

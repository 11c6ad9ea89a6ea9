//! Calls that fail: at one place after the other a write, a sync, a lock, … fails, once or until it is mended. What was
//! acknowledged is there afterwards, what was refused is not, nothing is damaged, and the store goes on by itself.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use store::Store;

use super::ground::{add_number, copy_files, fill, health, numbers, open};
use super::runs::{self, Run, Stage};
use super::seed::Seed;
use super::vfs::{Call, Disk, Failure, Fault};
use super::{Plan, Verdict};

/// How many changes a round makes at least once a call has failed, and at most until one does.
const AFTER: i64 = 8;
const MOST: i64 = 400;

/// How soon after the disk is mended changes are taken again.
const SOON: Duration = Duration::from_secs(5);

/// Lets calls fail at as many places as planned.
///
/// # Errors
/// When it cannot be tried.
pub async fn run(plan: Plan) -> Result<Verdict> {
    let disk = Disk::new()?;
    let template = tempfile::tempdir()?;
    let store = open(template.path(), None).await?;
    fill(&store, 1).await?;
    store.close().await;
    let (mut verdict, mut hit, mut refused) = (Verdict::default(), 0, 0);
    for round in plan.rounds() {
        let mut seed = Seed::round(plan.seed, round);
        let folder = tempfile::tempdir()?;
        copy_files(template.path(), folder.path())?;
        disk.reset();
        let fault = fault(round, &mut seed);
        let done = one(&disk, folder.path(), fault, &mut verdict, round).await;
        match done {
            Ok(done) => {
                hit += u64::from(done.hit.is_some());
                refused += done.refused;
            }
            Err(error) => verdict.lose(round, format!("{fault:?}: {error:#}")),
        }
    }
    verdict.need(plan, hit, "did a call fail");
    verdict.need(plan, refused, "was a change refused");
    verdict.text = format!(
        "io: {hit} calls failed, {refused} changes refused, {} faults",
        verdict.losses.len()
    );
    Ok(verdict)
}

/// What fails in a round: each place in turn, in one of the ways.
fn fault(round: u64, seed: &mut Seed) -> Fault {
    let (how, lasting, only) = match seed.below(6) {
        0 => (Failure::Full, false, None),
        1 => (Failure::Full, true, None),
        2 => (Failure::Broken, true, None),
        3 => (Failure::Broken, false, Some(Call::Read)),
        4 => (Failure::Broken, false, Some(Call::Sync)),
        _ => (Failure::Broken, false, None),
    };
    // There are fewer reads, syncs and writes than calls.
    let at = match (only, how) {
        (Some(_), _) => round % 40,
        (None, Failure::Full) => round % 200,
        (None, Failure::Broken) => round,
    };
    Fault {
        at,
        how,
        lasting,
        only,
    }
}

struct Done {
    hit: Option<Call>,
    refused: u64,
}

async fn one(
    disk: &Disk,
    folder: &Path,
    fault: Fault,
    verdict: &mut Verdict,
    round: u64,
) -> Result<Done> {
    let store = open(folder, Some(disk.name())).await?;
    disk.fail(fault);
    let mut seen = Seen::default();
    let (mut number, mut after) = (0, 0);
    while number < MOST && after < AFTER {
        match add_number(&store, number).await {
            Ok(()) => seen.told.push(number),
            Err(_) => seen.refused.push(number),
        }
        if number % 2 == 1 {
            seen.runs
                .push(runs::run(&store, number, Stage::Ended).await);
        }
        number += 1;
        after += i64::from(disk.has_hit());
    }
    let hit = disk.mend();
    recover(&store, number, &mut seen).await?;
    compare(&store, &seen, verdict, round).await?;
    store.close().await;
    let again = open(folder, None).await?;
    let health = health(&again).await;
    if health.says_damage() || health.loss.is_some() {
        verdict.lose(round, format!("{fault:?} damaged it: {health:?}"));
    }
    compare(&again, &seen, verdict, round).await?;
    again.close().await;
    Ok(Done {
        hit,
        refused: seen.refused.len() as u64,
    })
}

/// What was acknowledged, and what was refused.
#[derive(Default)]
struct Seen {
    told: Vec<i64>,
    refused: Vec<i64>,
    runs: Vec<Run>,
}

/// Until a change is taken after the disk was mended, and an execution.
async fn recover(store: &Store, from: i64, seen: &mut Seen) -> Result<()> {
    let mended = Instant::now();
    for number in from.. {
        match add_number(store, number).await {
            Ok(()) => {
                seen.told.push(number);
                let run = runs::run(store, number, Stage::Ended).await;
                anyhow::ensure!(run.told == Stage::Ended, "{run:?}");
                seen.runs.push(run);
                break;
            }
            Err(error) if mended.elapsed() > SOON => return Err(error.into()),
            Err(_) => {}
        }
    }
    Ok(())
}

async fn compare(store: &Store, seen: &Seen, verdict: &mut Verdict, round: u64) -> Result<()> {
    let found = numbers(store).await?;
    let told = seen.told.iter();
    let lost: Vec<&i64> = told.filter(|one| !found.contains(one)).collect();
    if !lost.is_empty() {
        verdict.lose(round, format!("acknowledged and not there: {lost:?}"));
    }
    let refused = seen.refused.iter();
    let ghosts: Vec<&i64> = refused.filter(|one| found.contains(one)).collect();
    if !ghosts.is_empty() {
        verdict.lose(round, format!("refused and there: {ghosts:?}"));
    }
    for wrong in runs::compare(store, &seen.runs, true).await? {
        verdict.lose(round, wrong);
    }
    Ok(())
}

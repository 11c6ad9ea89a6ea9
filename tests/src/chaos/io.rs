//! Calls that fail: at one place after the other a write, a sync, a lock, … fails, once or until it is mended. What was
//! acknowledged is there afterwards, what was refused is not, nothing is damaged, and the store goes on by itself.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use store::Store;

use super::ground::{add_number, copy_files, fill, health, numbers, open};
use super::seed::Seed;
use super::vfs::{Call, Disk, Failure, Fault};
use super::{Plan, Verdict};

/// How many changes a round makes.
const CHANGES: i64 = 40;

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
    let (mut told, mut refused) = (Vec::new(), Vec::new());
    for number in 0..CHANGES {
        match add_number(&store, number).await {
            Ok(()) => told.push(number),
            Err(_) => refused.push(number),
        }
    }
    let hit = disk.mend();
    told.extend(recover(&store).await?);
    compare(&store, &told, &refused, verdict, round).await?;
    store.close().await;
    let again = open(folder, None).await?;
    let health = health(&again).await;
    if health.says_damage() || health.loss.is_some() {
        verdict.lose(round, format!("{fault:?} damaged it: {health:?}"));
    }
    compare(&again, &told, &refused, verdict, round).await?;
    again.close().await;
    Ok(Done {
        hit,
        refused: refused.len() as u64,
    })
}

/// The number of the first change that is taken after the disk was mended.
async fn recover(store: &Store) -> Result<Option<i64>> {
    let mended = Instant::now();
    let mut number = CHANGES;
    loop {
        match add_number(store, number).await {
            Ok(()) => return Ok(Some(number)),
            Err(error) if mended.elapsed() > SOON => return Err(error.into()),
            Err(_) => number += 1,
        }
    }
}

async fn compare(
    store: &Store,
    told: &[i64],
    refused: &[i64],
    verdict: &mut Verdict,
    round: u64,
) -> Result<()> {
    let found = numbers(store).await?;
    let lost: Vec<&i64> = told.iter().filter(|one| !found.contains(one)).collect();
    if !lost.is_empty() {
        verdict.lose(round, format!("acknowledged and not there: {lost:?}"));
    }
    let ghosts: Vec<&i64> = refused.iter().filter(|one| found.contains(one)).collect();
    if !ghosts.is_empty() {
        verdict.lose(round, format!("refused and there: {ghosts:?}"));
    }
    Ok(())
}

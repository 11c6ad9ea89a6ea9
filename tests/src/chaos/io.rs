//! Calls that fail: at one place after the other a write, a sync, a lock, … fails, once or until it is mended. What was
//! acknowledged is there afterwards, what was refused is not, nothing is damaged, and the store goes on by itself.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use store::Store;

use super::ground::{add_number, copy_files, fill, health, numbers, open};
use super::runs::{self, Run, Stage};
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
    let (mut verdict, mut hit, mut refused, mut closed) = (Verdict::default(), 0, 0, 0);
    for round in plan.rounds() {
        let folder = tempfile::tempdir()?;
        copy_files(template.path(), folder.path())?;
        disk.reset();
        let fails = fails(plan, round);
        let done = one(&disk, folder.path(), fails, &mut verdict, round).await;
        match done {
            Ok(done) => {
                hit += u64::from(done.hit.is_some());
                refused += done.refused;
                closed += u64::from(done.closed);
            }
            Err(error) => verdict.lose(round, format!("{fails:?}: {error:#}")),
        }
    }
    verdict.need(plan, hit, "did a call fail");
    verdict.need(plan, refused, "was a change refused");
    verdict.need(plan, closed, "was a start refused");
    verdict.text = format!(
        "io: {hit} calls failed, {refused} changes and {closed} starts refused, {} faults",
        verdict.losses.len()
    );
    Ok(verdict)
}

/// What fails in a round.
#[derive(Clone, Copy, Debug)]
struct Round {
    fault: Fault,
    /// Whether it fails from the opening on; else once the store is open.
    opening: bool,
}

/// Each round another place: one way after the other, before the opening and after it, further and further in.
fn fails(plan: Plan, round: u64) -> Round {
    const WAYS: u64 = 6;
    let step = round / (2 * WAYS);
    // What the opening does is gone through call by call; after it the seed says how far apart.
    let opening = round % 2 == 1;
    let stride = if opening { 1 } else { 1 + plan.seed % 8 };
    // Two ways count the same calls: the one takes the even ones, the other the odd ones.
    let (even, odd) = (2 * step * stride, 2 * step * stride + 1);
    let (how, lasting, only, at) = match (round / 2) % WAYS {
        0 => (Failure::Full, false, None, even),
        1 => (Failure::Full, true, None, odd),
        2 => (Failure::Broken, false, None, even),
        3 => (Failure::Broken, true, None, odd),
        4 => (Failure::Broken, false, Some(Call::Sync), step * stride),
        // There are few: most is read once.
        _ => (Failure::Broken, false, Some(Call::Read), step),
    };
    let fault = Fault {
        at,
        how,
        lasting,
        only,
    };
    Round { fault, opening }
}

#[derive(Default)]
struct Done {
    hit: Option<Call>,
    refused: u64,
    /// It did not open, until the disk was mended.
    closed: bool,
}

async fn one(
    disk: &Disk,
    folder: &Path,
    fails: Round,
    verdict: &mut Verdict,
    round: u64,
) -> Result<Done> {
    let (store, mut seen) = match begin(disk, folder, fails).await? {
        Some(store) => (store, Seen::default()),
        None => {
            let hit = disk.mend();
            reopen(folder, &Seen::default(), verdict, round).await?;
            return Ok(Done {
                hit,
                closed: true,
                ..Done::default()
            });
        }
    };
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
    reopen(folder, &seen, verdict, round).await?;
    Ok(Done {
        hit,
        refused: seen.refused.len() as u64,
        closed: false,
    })
}

/// Opens the store, on a disk that fails already or that fails from then on; nothing where it does not open.
async fn begin(disk: &Disk, folder: &Path, fails: Round) -> Result<Option<Store>> {
    if fails.opening {
        disk.fail(fails.fault);
    }
    let opened = open(folder, Some(disk.name())).await;
    if !fails.opening {
        disk.fail(fails.fault);
        return Ok(Some(opened?));
    }
    // Space is held for that.
    let no_room = disk.hit() == Some(Call::Share) && fails.fault.how == Failure::Full;
    if no_room && !fails.fault.lasting {
        return Ok(Some(opened.context("the space that is held was not used")?));
    }
    Ok(opened.ok())
}

/// Opens the store on a disk that does what it is told: nothing is damaged.
async fn reopen(folder: &Path, seen: &Seen, verdict: &mut Verdict, round: u64) -> Result<()> {
    let again = open(folder, None).await?;
    let health = health(&again).await;
    if health.says_damage() || health.loss.is_some() {
        verdict.lose(round, format!("it is damaged: {health:?}"));
    }
    compare(&again, seen, verdict, round).await?;
    again.close().await;
    Ok(())
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

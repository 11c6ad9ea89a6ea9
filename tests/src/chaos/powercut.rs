//! Power cuts: work goes on until the disk goes dark at some write; what a disk may hold then is opened again. Whoever
//! was told that something was kept must find it.

use std::path::Path;

use anyhow::Result;

use super::ground::{add_number, copy_files, fill, health, numbers, open};
use super::runs::{self, Run, Stage};
use super::seed::Seed;
use super::vfs::Disk;
use super::{Plan, Verdict};

/// How many changes are made before the store is closed and opened again, and as many after.
const CHANGES: i64 = 6;

/// Cuts the power as often as planned.
///
/// # Errors
/// When it cannot be tried.
pub async fn run(plan: Plan) -> Result<Verdict> {
    let disk = Disk::new()?;
    let template = tempfile::tempdir()?;
    let store = open(template.path(), None).await?;
    fill(&store, 1).await?;
    store.close().await;
    let most = changes_of_a_round(&disk, template.path()).await?;
    let (mut verdict, mut kept, mut executions, mut early) = (Verdict::default(), 0, 0, 0);
    for round in plan.rounds() {
        let mut seed = Seed::round(plan.seed, round);
        let cut = seed.below(most);
        let folder = tempfile::tempdir()?;
        copy_files(template.path(), folder.path())?;
        disk.reset();
        disk.cut_at(cut);
        let told = work(&disk, folder.path()).await;
        early += u64::from(disk.is_dark());
        let after = tempfile::tempdir()?;
        disk.leave_behind(after.path(), &mut seed)?;
        std::fs::copy(
            folder.path().join("millrace.anchor"),
            after.path().join("millrace.anchor"),
        )?;
        kept += told.numbers.len();
        executions += told.runs.len();
        if let Err(error) = look(after.path(), &told, &mut verdict, round).await {
            verdict.lose(round, format!("cut at change {cut}: {error:#}"));
        }
    }
    verdict.need(plan, kept as u64, "was a change acknowledged");
    verdict.need(plan, executions as u64, "did an execution begin");
    verdict.text = format!(
        "powercut: {early} cuts in {most} places, {kept} changes acknowledged, {executions} executions, {} lost",
        verdict.losses.len()
    );
    Ok(verdict)
}

/// How many writes, syncs and the like a round makes when nothing is cut.
async fn changes_of_a_round(disk: &Disk, template: &Path) -> Result<u64> {
    let folder = tempfile::tempdir()?;
    copy_files(template, folder.path())?;
    disk.reset();
    work(disk, folder.path()).await;
    Ok(disk.changes())
}

/// What was acknowledged.
#[derive(Default)]
struct Told {
    numbers: Vec<i64>,
    runs: Vec<Run>,
}

/// Adds numbers, and runs executions between them.
async fn work(disk: &Disk, folder: &Path) -> Told {
    let mut told = Told::default();
    for turn in 0..2 {
        let Ok(store) = open(folder, Some(disk.name())).await else {
            break;
        };
        for number in turn * CHANGES..(turn + 1) * CHANGES {
            if add_number(&store, number).await.is_ok() {
                told.numbers.push(number);
            }
            if number % 2 == 1 && !disk.is_dark() {
                told.runs
                    .push(runs::run(&store, number, Stage::Ended).await);
            }
            if disk.is_dark() {
                break;
            }
        }
        store.close().await;
    }
    told
}

async fn look(folder: &Path, told: &Told, verdict: &mut Verdict, round: u64) -> Result<()> {
    let store = open(folder, None).await?;
    let health = health(&store).await;
    if health.says_damage() || health.loss.is_some() {
        verdict.lose(round, format!("the database is not whole: {health:?}"));
    }
    let found = numbers(&store).await?;
    let numbers = told.numbers.iter();
    let lost: Vec<&i64> = numbers.filter(|one| !found.contains(one)).collect();
    if !lost.is_empty() {
        verdict.lose(round, format!("acknowledged and not there: {lost:?}"));
    }
    for wrong in runs::compare(&store, &told.runs, false).await? {
        verdict.lose(round, wrong);
    }
    // It goes on: the next change is kept.
    add_number(&store, 1_000).await?;
    store.close().await;
    Ok(())
}

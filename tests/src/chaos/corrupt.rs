//! Damage behind the store's back: a bit, a page, the log cut or gone, a large output or the anchor beside it. Whatever is read afterwards is what was written,
//! or it is said that it is damaged, or since when changes are missing; nothing is silently gone.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use store::Store;

use super::ground::{
    Health, Told, add_number, copy_folder, fill, fill_large, health, open, read_all, workflow,
};
use super::runs::{self, Stage};
use super::seed::Seed;
use super::{Plan, Verdict};

/// Bytes of a page of the database.
const PAGE: usize = 4096;

/// How many workflows there are.
const WORKFLOWS: usize = 12;

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Bit,
    Bytes,
    NoisePage,
    EmptyPage,
    WrongPage,
    EmptyLeaf,
    Shorter,
    LogBit,
    LogCut,
    LogGone,
    SharedGone,
    OutputBit,
    OutputCut,
    OutputGone,
    AnchorBit,
    AnchorGone,
}

impl Damage {
    /// Whether it is done to the database itself. Of what is done to another file the start takes no notice, or tells.
    fn is_of_the_database(self) -> bool {
        matches!(
            self,
            Self::Bit
                | Self::Bytes
                | Self::NoisePage
                | Self::EmptyPage
                | Self::WrongPage
                | Self::EmptyLeaf
                | Self::Shorter
        )
    }

    /// The file that it is done to.
    fn file(self, folder: &Path) -> Result<PathBuf> {
        Ok(match self {
            Self::LogBit | Self::LogCut | Self::LogGone => folder.join("millrace.db-wal"),
            Self::SharedGone => folder.join("millrace.db-shm"),
            Self::AnchorBit | Self::AnchorGone => folder.join("millrace.anchor"),
            Self::OutputBit | Self::OutputCut | Self::OutputGone => {
                output(&folder.join("outputs"))?.context("there is no large output")?
            }
            _ => folder.join("millrace.db"),
        })
    }
}

const DAMAGES: [Damage; 16] = [
    Damage::Bit,
    Damage::Bytes,
    Damage::NoisePage,
    Damage::EmptyPage,
    Damage::WrongPage,
    Damage::EmptyLeaf,
    Damage::Shorter,
    Damage::LogBit,
    Damage::LogCut,
    Damage::LogGone,
    Damage::SharedGone,
    Damage::OutputBit,
    Damage::OutputCut,
    Damage::OutputGone,
    Damage::AnchorBit,
    Damage::AnchorGone,
];

/// A file of a large output.
fn output(folder: &Path) -> Result<Option<PathBuf>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir()
            && let Some(found) = output(&path)?
        {
            return Ok(Some(found));
        }
        if path.is_file() && path.metadata()?.len() > 0 {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// How often damage was refused at opening, told, or did no harm.
#[derive(Debug, Default)]
struct Tally {
    refused: u64,
    told: u64,
    harmless: u64,
}

/// Damages as often as planned.
///
/// # Errors
/// When it cannot be tried.
pub async fn run(plan: Plan) -> Result<Verdict> {
    let template = tempfile::tempdir()?;
    let states = prepare(template.path()).await?;
    let (mut verdict, mut tally) = (Verdict::default(), Tally::default());
    for round in plan.rounds() {
        let mut seed = Seed::round(plan.seed, round);
        let folder = tempfile::tempdir()?;
        copy_folder(template.path(), folder.path())?;
        let damage = DAMAGES[seed.below(DAMAGES.len() as u64) as usize];
        let place = hurt(folder.path(), damage, &mut seed)?;
        let store = match open(folder.path(), None).await {
            Ok(store) => store,
            // What is in the database itself is whole: less of it is there, and that is told.
            Err(error) if !damage.is_of_the_database() => {
                verdict.lose(round, format!("{damage:?} {place}: {error}"));
                continue;
            }
            Err(_) => {
                tally.refused += 1;
                continue;
            }
        };
        let health = health(&store).await;
        let told = read_all(&store).await;
        store.close().await;
        match judge(&states, &health, &told) {
            Ok(true) => tally.told += 1,
            Ok(false) => tally.harmless += 1,
            Err(why) => verdict.lose(round, format!("{damage:?} {place}: {why}; {health:?}")),
        }
    }
    verdict.need(plan, tally.told, "was damage told");
    verdict.need(plan, tally.harmless, "was damage harmless");
    verdict.text = format!(
        "corrupt: {} refused, {} told, {} harmless, {} wrong or silent",
        tally.refused,
        tally.told,
        tally.harmless,
        verdict.losses.len()
    );
    Ok(verdict)
}

/// Makes a store whose last changes are in the log only, and leaves its files as a killed program would. What it said
/// after each commit of these changes, the newest last.
async fn prepare(template: &Path) -> Result<Vec<Told>> {
    loop {
        // A machine that stands still for a moment makes more commits of a run, between which nobody looked.
        if let Some(states) = try_to_prepare(template).await? {
            return Ok(states);
        }
    }
}

async fn try_to_prepare(template: &Path) -> Result<Option<Vec<Told>>> {
    let folder = tempfile::tempdir()?;
    let store = open(folder.path(), None).await?;
    fill(&store, WORKFLOWS).await?;
    fill_large(&store).await?;
    store.close().await;
    let store = open(folder.path(), None).await?;
    let mut states = vec![read_all(&store).await];
    for number in 0..8 {
        change(&store, number, &mut states).await?;
    }
    let looked = store.commits() == 2 * runs::COMMITS;
    copy_folder(folder.path(), template)?;
    store.close().await;
    let refused: Vec<&String> = states.iter().flat_map(|told| &told.refused).collect();
    anyhow::ensure!(refused.is_empty(), "the whole store refuses: {refused:?}");
    Ok(looked.then_some(states))
}

async fn change(store: &Store, number: i64, states: &mut Vec<Told>) -> Result<()> {
    match number % 4 {
        0 => add_number(store, number).await?,
        3 => {
            let look = async || states.push(read_all(store).await);
            let run = runs::run_watched(store, 900 + number, Stage::Ended, look).await;
            anyhow::ensure!(run.told == Stage::Ended, "{run:?}");
            return Ok(());
        }
        1 => {
            store
                .set_preference("p3", &format!("later {number}"))
                .await?
        }
        _ => {
            let late = workflow(&format!("Late {number}"));
            store.create_workflow(late, 9_000 + number).await?;
        }
    }
    states.push(read_all(store).await);
    Ok(())
}

/// Does the damage; where.
fn hurt(folder: &Path, damage: Damage, seed: &mut Seed) -> Result<String> {
    let path = &damage.file(folder)?;
    if matches!(
        damage,
        Damage::LogGone | Damage::SharedGone | Damage::OutputGone | Damage::AnchorGone
    ) {
        std::fs::remove_file(path)?;
        return Ok(String::new());
    }
    let mut bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let at = seed.below(bytes.len() as u64) as usize;
    let page = at / PAGE * PAGE;
    match damage {
        Damage::Bit | Damage::LogBit | Damage::OutputBit | Damage::AnchorBit => {
            bytes[at] ^= 1 << seed.below(8);
        }
        Damage::Bytes => {
            let end = (at + 1 + seed.below(64) as usize).min(bytes.len());
            bytes[at..end].copy_from_slice(&seed.bytes(end - at));
        }
        Damage::NoisePage => bytes[page..page + PAGE].copy_from_slice(&seed.bytes(PAGE)),
        Damage::EmptyPage => bytes[page..page + PAGE].fill(0),
        Damage::WrongPage => {
            let other = seed.below((bytes.len() / PAGE) as u64) as usize * PAGE;
            bytes.copy_within(other..other + PAGE, page);
        }
        Damage::EmptyLeaf => empty_leaf(&mut bytes[page..page + PAGE]),
        Damage::Shorter | Damage::LogCut | Damage::OutputCut => bytes.truncate(at),
        Damage::LogGone | Damage::SharedGone | Damage::OutputGone | Damage::AnchorGone => {}
    }
    std::fs::write(path, &bytes)?;
    Ok(format!("at {at} of {}", bytes.len()))
}

/// Takes all rows out of a leaf, which SQLite finds nothing wrong with: it stays the kind that it was, with no cell, and its
/// content begins at its end.
fn empty_leaf(page: &mut [u8]) {
    let (kind, size) = (page[0], PAGE as u16);
    if matches!(kind, 10 | 13) {
        page.fill(0);
        page[0] = kind;
        page[5..7].copy_from_slice(&size.to_be_bytes());
    }
}

/// Whether something was told; an error where something is wrong, or silently gone.
fn judge(states: &[Told], health: &Health, told: &Told) -> Result<bool, String> {
    let newest = states.last().map(|told| &told.lines);
    let newest = newest.ok_or("there is no state to compare with")?;
    if *newest == told.lines {
        return Ok(health.says_damage() || !told.refused.is_empty());
    }
    if health.loss.is_some() && states.iter().any(|state| state.lines == told.lines) {
        return Ok(true);
    }
    // Beside a loss, an older line is right.
    let known = |name: &String, line: &String| match health.loss {
        Some(_) => states
            .iter()
            .any(|state| state.lines.get(name) == Some(line)),
        None => newest.get(name) == Some(line),
    };
    if let Some((name, line)) = told.lines.iter().find(|(name, line)| !known(name, line)) {
        return Err(format!("{name} is shown as {line}"));
    }
    let gone = newest.keys().find(|name| !told.lines.contains_key(*name));
    match gone {
        Some(name) if !health.says_damage() && told.refused.is_empty() && health.loss.is_none() => {
            Err(format!("{name} is silently gone"))
        }
        _ => Ok(true),
    }
}

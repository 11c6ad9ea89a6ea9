//! Kills: a child runs workflows against a server that notes every request, and is killed at moments that follow from
//! the seed, also while it recovers. What it promised is then held against the database and against what the server saw.

pub mod child;
mod effects;
mod ledger;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use store::Store;

use self::effects::Server;
use self::ledger::Ledger;
use super::seed::Seed;
use super::{Plan, Verdict};

/// The word that makes the chaos program the child.
pub const CHILD: &str = "child";

/// How long going on may take after a start.
const RESUMED_WITHIN: Duration = Duration::from_secs(2);

/// How long the child may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// How deep recoveries are killed in a row.
const DEEPEST: u64 = 5;

/// When a child is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after it was started, which may be while it recovers.
    After(Duration),
    /// When the server has noted so many more requests, which are not answered yet.
    Request(u64),
    /// When it has promised so much more.
    Promise(u64),
}

/// Kills as often as planned; `program` is one that lives as a child when it is told [`CHILD`].
///
/// # Errors
/// When it cannot be tried at all.
pub async fn run(plan: Plan, program: &Path) -> Result<Verdict> {
    let folder = tempfile::tempdir()?;
    let (noted, notes) = channel();
    let server = Server::open(noted)?;
    let mut ground = Ground {
        program,
        data: folder.path(),
        port: server.port,
        notes,
        ledger: Ledger::default(),
        slowest: Duration::ZERO,
    };
    let mut verdict = Verdict::default();
    for round in plan.rounds() {
        let mut seed = Seed::round(plan.seed, round);
        for depth in 0..=depth(&mut seed) {
            let first = seed.below(100);
            ground.round(first, moment(&mut seed, depth), round, &mut verdict)?;
            let effects = server.log.lock().clone();
            let store = Store::open(folder.path()).await?;
            ground
                .ledger
                .compare(&store, &effects, round, &mut verdict)
                .await?;
            store.close().await;
        }
    }
    ground.drain(&mut verdict)?;
    let effects = server.log.lock().clone();
    let store = Store::open(folder.path()).await?;
    let ledger = &mut ground.ledger;
    let last = plan.rounds;
    ledger.compare(&store, &effects, last, &mut verdict).await?;
    ledger.close(&store, last, &mut verdict).await?;
    store.close().await;
    verdict.need(plan, ledger.kills, "was the program killed");
    verdict.need(plan, effects.len() as u64, "was there an effect");
    verdict.text = format!(
        "chaos kill: {} kills, seed {}: {}, slowest start {} ms; {} losses",
        ledger.kills,
        plan.seed,
        ledger.summary(effects.len()),
        ground.slowest.as_millis(),
        verdict.losses.len()
    );
    Ok(verdict)
}

/// How many recoveries in a row are killed after a kill.
fn depth(seed: &mut Seed) -> u64 {
    match seed.once_in(4) {
        true => 1 + seed.below(DEEPEST),
        false => 0,
    }
}

fn moment(seed: &mut Seed, depth: u64) -> Moment {
    match (depth, seed.below(3)) {
        (0, 0) => Moment::Request(1 + seed.below(12)),
        (0, 1) => Moment::Promise(1 + seed.below(20)),
        (0, _) => Moment::After(Duration::from_micros(seed.below(400_000))),
        _ => Moment::After(Duration::from_micros(seed.below(60_000))),
    }
}

struct Ground<'g> {
    program: &'g Path,
    data: &'g Path,
    port: u16,
    /// Requests that the server noted.
    notes: Receiver<()>,
    ledger: Ledger,
    /// The longest time from a start until everything went on.
    slowest: Duration,
}

impl Ground<'_> {
    /// One life of the child, up to its kill.
    fn round(
        &mut self,
        first: u64,
        moment: Moment,
        round: u64,
        verdict: &mut Verdict,
    ) -> Result<()> {
        while self.notes.try_recv().is_ok() {}
        let begin = Instant::now();
        let (mut child, lines) = self.spawn(Some(first))?;
        match moment {
            Moment::After(time) => pause(time),
            Moment::Request(count) => {
                for _ in 0..count {
                    self.notes.recv_timeout(PATIENCE)?;
                }
            }
            Moment::Promise(count) => {
                for _ in 0..=count {
                    let line = lines.recv_timeout(PATIENCE)?;
                    self.hear(&line, begin, round, verdict);
                }
            }
        }
        child.kill()?;
        child.wait()?;
        self.ledger.kills += 1;
        // Everything it said before it died counts.
        for line in lines {
            self.hear(&line, begin, round, verdict);
        }
        Ok(())
    }

    /// The last life: everything that can go on does, and ends.
    fn drain(&mut self, verdict: &mut Verdict) -> Result<()> {
        let begin = Instant::now();
        let (mut child, lines) = self.spawn(None)?;
        for line in lines {
            self.hear(&line, begin, u64::MAX, verdict);
        }
        let ended = child.wait()?;
        ensure!(ended.success(), "the last child failed: {ended}");
        Ok(())
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the program that is tried is a process of its own, so that it can be killed"
    )]
    fn spawn(&self, first: Option<u64>) -> Result<(Child, Receiver<Line>)> {
        let mut child = Command::new(self.program)
            .arg(CHILD)
            .arg(self.data)
            .arg(self.port.to_string())
            .arg(first.map_or_else(|| "drain".to_owned(), |first| first.to_string()))
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().context("its output")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || read(out, &sender));
        Ok((child, lines))
    }

    fn hear(&mut self, line: &Line, begin: Instant, round: u64, verdict: &mut Verdict) {
        if line.text.starts_with("ready") {
            let took = line.at.duration_since(begin);
            self.slowest = self.slowest.max(took);
            if took > RESUMED_WITHIN {
                verdict.lose(round, format!("going on took {} ms", took.as_millis()));
            }
        }
        self.ledger.hear(&line.text);
    }
}

/// A line of the child's, and when it came.
struct Line {
    text: String,
    at: Instant,
}

/// A line without its end was cut off by the kill and promises nothing.
fn read(out: impl std::io::Read, lines: &Sender<Line>) {
    let mut out = BufReader::new(out);
    let mut text = String::new();
    while out.read_line(&mut text).is_ok_and(|count| count > 0) {
        let at = Instant::now();
        let whole = text.ends_with('\n');
        let text = std::mem::take(&mut text).trim_end().to_owned();
        if whole && lines.send(Line { text, at }).is_err() {
            return;
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the moment of a kill is what is tried; nothing is waited for"
)]
fn pause(time: Duration) {
    std::thread::sleep(time);
}

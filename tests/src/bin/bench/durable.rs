//! What it costs that nothing is lost: executions that are kept, beside the same ones that are not, and beside what the
//! disk itself can do in the same run.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use app::{Acknowledge, App, RunRequest};
use model::{ExecutionStatus, Workflow};
use value::Value;

use crate::limit::Limits;
use crate::{cases, chain_workflow, ms, open};

/// For how long executions are counted.
const COUNTED: Duration = Duration::from_secs(3);

/// Prints it all.
pub async fn measure(rounds: usize, limits: &mut Limits) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let kept = open(Some(folder.path()))?;
    println!(
        "{:<44} {:>10} {:>10} {:>8}  limit",
        "executions that survive a power cut", "Millrace", "beside", "ratio"
    );
    let mut journalled = Journalled::new(&kept)?;
    journalled.go_on(rounds).await?;
    throughput(&kept, folder.path(), limits).await?;
    journalled.go_on(rounds).await?;
    many_at_once(&kept).await?;
    journalled.go_on(rounds).await?;
    journalled.tell(limits);
    Ok(())
}

fn read(app: &App, document: &Value) -> Result<Arc<Workflow>> {
    Ok(Arc::new(app.read(&value::to_vec(document))?.workflow))
}

/// Runs a workflow to its end; answered when the execution is safe on disk, if it is kept.
async fn run(app: &App, workflow: &Arc<Workflow>, save: bool) -> Result<()> {
    let request = RunRequest {
        workflow: workflow.clone(),
        save,
        acknowledge: Acknowledge::End,
        ..RunRequest::default()
    };
    let handle = app.start(request.clone()).await?;
    let finished = app.finish(handle, &request).await;
    finished.kept?;
    ensure!(
        finished.execution.status == ExecutionStatus::Success,
        "it failed: {:?}",
        finished.execution.error
    );
    Ok(())
}

/// How many executions of three pure steps are acknowledged a second by so many that wait for their own, and how many
/// writes a second the disk acknowledges one after the other.
async fn throughput(app: &App, folder: &Path, limits: &mut Limits) -> Result<()> {
    let workflow = read(app, &chain_workflow(2))?;
    run(app, &workflow, true).await?;
    let store = app.store().await?;
    let before = store.commits();
    run(app, &workflow, true).await?;
    let commits = store.commits() - before;
    ensure!(commits == 1, "three pure steps cost {commits} commits");
    let disk = syncs_per_second(folder)?;
    for (waiting, limit) in [(1, None), (16, Some(3000.0))] {
        let counted = count(app, &workflow, waiting).await?;
        let name = format!("three pure steps, {waiting} at once; disk syncs");
        let limit = limit.map(|limit| limits.at_least(&name, counted, limit, "/s"));
        let limit = limit.unwrap_or_else(|| "-".to_owned());
        println!(
            "{name:<44} {counted:>8.0}/s {disk:>8.0}/s {:>8.1}  {limit}",
            counted / disk
        );
    }
    Ok(())
}

async fn count(app: &App, workflow: &Arc<Workflow>, waiting: usize) -> Result<f64> {
    let begin = Instant::now();
    let one = || {
        let (app, workflow) = (app.clone(), workflow.clone());
        tokio::spawn(async move {
            let mut done = 0_u32;
            while begin.elapsed() < COUNTED {
                run(&app, &workflow, true).await?;
                done += 1;
            }
            anyhow::Ok(done)
        })
    };
    let tasks: Vec<_> = (0..waiting).map(|_| one()).collect();
    let mut done = 0;
    for task in tasks {
        done += task.await??;
    }
    Ok(f64::from(done) / begin.elapsed().as_secs_f64())
}

/// How often a second a page can be written and synced on the disk that the database is on.
fn syncs_per_second(folder: &Path) -> Result<f64> {
    let path = folder.join("syncs");
    let mut file = std::fs::File::create(&path)?;
    let (begin, mut done) = (Instant::now(), 0_u32);
    while begin.elapsed() < COUNTED / 3 {
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        done += 1;
    }
    let took = begin.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(f64::from(done) / took)
}

/// Long chains, kept and not kept.
struct Journalled {
    app: App,
    chains: Vec<Chain>,
}

struct Chain {
    name: String,
    workflow: Arc<Workflow>,
    with: Duration,
    without: Duration,
}

impl Journalled {
    fn new(app: &App) -> Result<Self> {
        // The one with many items measures the items.
        let is_chain = |name: &str| name.contains("chain") || name.contains("b.json");
        let chains = cases().into_iter().filter(|case| is_chain(&case.name));
        let chain = |case: crate::Case| {
            Ok(Chain {
                workflow: read(app, &case.workflow)?,
                name: case.name,
                with: Duration::MAX,
                without: Duration::MAX,
            })
        };
        Ok(Self {
            app: app.clone(),
            chains: chains.map(chain).collect::<Result<_>>()?,
        })
    }

    /// Runs them some more. Both ways take milliseconds, in which two threads can be in each other's way by chance; and who
    /// shares the machine can be in theirs for seconds: so it is done at several times, and the best counts.
    async fn go_on(&mut self, rounds: usize) -> Result<()> {
        for chain in &mut self.chains {
            for _ in 0..2 * rounds {
                let without = time(&self.app, &chain.workflow, false).await?;
                let with = time(&self.app, &chain.workflow, true).await?;
                chain.without = chain.without.min(without);
                chain.with = chain.with.min(with);
            }
        }
        Ok(())
    }

    fn tell(&self, limits: &mut Limits) {
        for chain in &self.chains {
            let name = format!("{}; not kept", chain.name);
            let ratio = chain.with.as_secs_f64() / chain.without.as_secs_f64();
            let limit = limits.at_most(&name, ratio, 2.0, "");
            println!(
                "{name:<44} {:>10} {:>10} {ratio:>8.1}  {limit}",
                ms(Some(chain.with)),
                ms(Some(chain.without)),
            );
        }
    }
}

async fn time(app: &App, workflow: &Arc<Workflow>, save: bool) -> Result<Duration> {
    let begin = Instant::now();
    run(app, workflow, save).await?;
    Ok(begin.elapsed())
}

/// A hundred executions of twenty nodes at once: all of them end well.
async fn many_at_once(app: &App) -> Result<()> {
    let workflow = read(app, &chain_workflow(19))?;
    let begin = Instant::now();
    let one = || {
        let (app, workflow) = (app.clone(), workflow.clone());
        tokio::spawn(async move { run(&app, &workflow, true).await })
    };
    let tasks: Vec<_> = (0..100).map(|_| one()).collect();
    for task in tasks {
        task.await??;
    }
    println!(
        "{:<44} {:>10} {:>10} {:>8}  no failure",
        "100 executions of 20 nodes at once",
        ms(Some(begin.elapsed())),
        "-",
        "-"
    );
    Ok(())
}

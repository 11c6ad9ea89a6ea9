//! Prints what the sandbox costs: `cargo run --release -p sandbox --example measure`.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a tool that prints, and stops when it cannot go on"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use model::Item;
use model::script::{
    BoxFuture, CodeMode, CodeRun, Evaluation, Scope, ScriptCall, ScriptError, ScriptFault,
    ScriptHost,
};
use sandbox::{Pool, PoolConfig};
use value::{Map, Value};

struct Refusing;

impl ScriptHost for Refusing {
    fn call(&self, _: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        let error = ScriptError::new(ScriptFault::Refused, "Error", "nothing is granted");
        Box::pin(std::future::ready(Err(error)))
    }
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some(sandbox::WORKER_ARG) {
        sandbox::worker_main();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let config = PoolConfig::new(std::env::current_exe().expect("a path"));
        let pool = Pool::new(PoolConfig {
            warm: 0,
            ..config.clone()
        });
        measure_expressions(&pool).await;
        measure_programs(&pool).await;
        let warm = Pool::new(PoolConfig { warm: 1, ..config });
        let one = expression("={{ $json.name.length }}", &scope(1));
        time(
            "first evaluation, worker on its way",
            &warm,
            1,
            async || evaluate(&warm, &one).await,
        )
        .await;
    });
}

async fn measure_expressions(pool: &Pool) {
    let small = scope(1);
    let one = expression("={{ $json.name.toUpperCase() + $json.id }}", &small);
    time("first evaluation, worker included", pool, 1, async || {
        evaluate(pool, &one).await;
    })
    .await;
    print_memory("an idle worker", pool);
    time("one small expression", pool, 500, async || {
        evaluate(pool, &one).await;
    })
    .await;

    let mut rested = Duration::ZERO;
    for _ in 0..100 {
        tokio::time::timeout(Duration::from_millis(5), std::future::pending::<()>())
            .await
            .ok();
        let start = Instant::now();
        evaluate(pool, &one).await;
        rested += start.elapsed();
    }
    println!(
        "{:<45}{:>12.1?}",
        "the same after a pause of 5 ms",
        rested / 100
    );

    let dates = expression("={{ $now.plus({days: 1}).toFormat('yyyy-MM-dd') }}", &small);
    time("one with luxon", pool, 100, async || {
        evaluate(pool, &dates).await;
    })
    .await;
    let many = expression("={{ $json.name.toUpperCase() }}", &scope(10_000));
    time("one for 10,000 items", pool, 10, async || {
        evaluate(pool, &many).await;
    })
    .await;
}

async fn measure_programs(pool: &Pool) {
    let (small, many) = (scope(1), scope(10_000));
    for (what, scope, code) in [
        ("a small program", &small, "return [{ json: { a: 1 } }]"),
        (
            "a program that builds 10,000 items",
            &small,
            "const out = []; for (let i = 0; i < 10000; i++) out.push({ json: { id: i, name: 'item ' + i, even: i % 2 === 0, \
             text: 'some text here' } }); return out",
        ),
        (
            "a program that returns its 10,000 items",
            &many,
            "return $input.all()",
        ),
        (
            "a program that maps 10,000 items",
            &many,
            "return $input.all().map(i => ({ json: { ...i.json, more: i.json.id * 2 } }))",
        ),
    ] {
        time(what, pool, 20, async || run(pool, scope, code).await).await;
    }
    print_memory("an idle worker afterwards", pool);
}

fn scope(items: usize) -> Arc<Scope> {
    let item = |id: usize| {
        let record: [(&str, Value); 3] = [
            ("id", id.into()),
            ("name", format!("item {id}").into()),
            ("even", id.is_multiple_of(2).into()),
        ];
        Item::new(Map::from_iter(record))
    };
    Arc::new(Scope {
        input: Arc::new((0..items).map(item).collect()),
        timezone: "America/New_York".into(),
        ..Scope::default()
    })
}

fn expression(text: &str, scope: &Arc<Scope>) -> Evaluation {
    Evaluation {
        scope: scope.clone(),
        templates: vec![text.into()],
        items: (0..scope.input.len() as u32).collect(),
    }
}

async fn evaluate(pool: &Pool, evaluation: &Evaluation) {
    let results = pool
        .evaluate(evaluation, 1000, &Refusing)
        .await
        .expect("evaluates");
    assert!(
        results.iter().flatten().all(Result::is_ok),
        "{:?}",
        results[0][0]
    );
}

async fn run(pool: &Pool, scope: &Arc<Scope>, code: &str) {
    let run = CodeRun {
        scope: scope.clone(),
        code: code.into(),
        mode: CodeMode::AllItems,
        continue_on_fail: false,
        timeout_ms: 10_000,
    };
    pool.run_code(&run, &Refusing).await.result.expect("runs");
}

/// Runs work and prints what one turn took: by the clock, and in computing time of the workers and of this process.
async fn time(what: &str, pool: &Pool, times: u32, work: impl AsyncFn()) {
    let (workers, here) = (computed_by(&pool.idle_workers()), computed_here());
    let start = Instant::now();
    for _ in 0..times {
        work().await;
    }
    let took = start.elapsed() / times;
    let workers = computed_by(&pool.idle_workers()).saturating_sub(workers) / times;
    let here = computed_here().saturating_sub(here) / times;
    println!("{what:<45}{took:>12.1?}   worker {workers:>10.1?}   host {here:>10.1?}");
}

/// Computing time of the only threads of processes.
fn computed_by(pids: &[u32]) -> Duration {
    pids.iter()
        .map(|pid| computed(&format!("/proc/{pid}/schedstat")))
        .sum()
}

fn computed_here() -> Duration {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else {
        return Duration::ZERO;
    };
    tasks
        .flatten()
        .map(|task| computed(&task.path().join("schedstat").to_string_lossy()))
        .sum()
}

fn computed(path: &str) -> Duration {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    Duration::from_nanos(
        text.split(' ')
            .next()
            .and_then(|first| first.parse().ok())
            .unwrap_or_default(),
    )
}

/// Proportional and resident memory of the idle workers.
fn print_memory(what: &str, pool: &Pool) {
    for pid in pool.idle_workers() {
        let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let lines = text
            .lines()
            .filter(|line| line.starts_with("Pss:") || line.starts_with("Rss:"));
        let words: Vec<_> = lines.flat_map(str::split_whitespace).collect();
        println!("{what:<45}{}", words.join(" "));
    }
}

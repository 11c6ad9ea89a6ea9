//! `chaos kill|powercut|io|corrupt [--n N] [--seed S] [--round R]`: prints its seed first and a verdict last, and fails
//! on any loss.
#![allow(clippy::print_stdout, reason = "a program for the terminal prints")]

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use tests::chaos::kill::{self, child};
use tests::chaos::{Plan, Verdict, corrupt, io, powercut};

fn main() -> Result<ExitCode> {
    app::run_worker_if_asked();
    let mut arguments = std::env::args().skip(1);
    let kind = arguments
        .next()
        .context("name a kind: kill, powercut, io or corrupt")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    if kind == kill::CHILD {
        runtime.block_on(child::live(orders(arguments)?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut plan = Plan {
        rounds: match kind.as_str() {
            "kill" => 1_000,
            "powercut" => 2_000,
            _ => 500,
        },
        seed: u64::from(std::process::id()),
        only: None,
    };
    while let Some(argument) = arguments.next() {
        let mut number = || tests::number(&argument, arguments.next());
        match argument.as_str() {
            "--n" => plan.rounds = number()?,
            "--seed" => plan.seed = number()?,
            "--round" => plan.only = Some(number()?),
            other => bail!("there is no option {other}"),
        }
    }
    println!("seed {}", plan.seed);
    let verdict = runtime.block_on(carry_out(&kind, plan))?;
    for loss in &verdict.losses {
        println!("{loss}");
    }
    println!("{}", verdict.text);
    Ok(match verdict.losses.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

async fn carry_out(kind: &str, plan: Plan) -> Result<Verdict> {
    match kind {
        "kill" => kill::run(plan, &std::env::current_exe()?).await,
        "powercut" => powercut::run(plan).await,
        "io" => io::run(plan).await,
        "corrupt" => corrupt::run(plan).await,
        other => bail!("there is no kind {other}: name kill, powercut, io or corrupt"),
    }
}

/// What a child is told: its data folder, the port of the server, and the number of its first workflow, or that it only
/// goes on.
fn orders(mut arguments: impl Iterator<Item = String>) -> Result<child::Orders> {
    let data = arguments.next().context("a data folder")?.into();
    let port = arguments.next().context("a port")?.parse()?;
    let first = match arguments.next().context("a number or drain")?.as_str() {
        "drain" => None,
        number => Some(number.parse()?),
    };
    Ok(child::Orders { data, port, first })
}

//! Runs the cases below a folder: `conformance DIR [--failures] [--group G] [--floors]`.
//!
//! Prints one line a group. With `--floors` it fails where a group that has a floor passes a smaller share of its cases.
#![allow(clippy::print_stdout, reason = "a program for the terminal prints")]

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use tests::conformance::{Outcome, Runner, tally};

/// The least share of cases that must pass, as cases of the layout that the project was built against.
const FLOORS: [(&str, usize, usize); 8] = [
    ("cli-workflows", 10, 14),
    ("code-node", 145, 155),
    ("conditions", 255, 269),
    ("core-nodes", 67, 72),
    ("data-proxy", 115, 142),
    ("engine", 13, 14),
    ("expressions", 515, 533),
    ("testdata-variants", 33, 39),
];

struct Options {
    folder: PathBuf,
    failures: bool,
    floors: bool,
    group: Option<String>,
}

fn main() -> Result<ExitCode> {
    app::run_worker_if_asked();
    let options = read_options()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let outcomes = runtime.block_on(async {
        let runner = Runner::new(&options.folder, std::env::current_exe()?)?;
        runner.run(options.group.as_deref()).await
    })?;
    print_all(&options, &outcomes);
    let missed = options.floors && below_floor(&outcomes);
    Ok(if missed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn read_options() -> Result<Options> {
    let mut options = Options {
        folder: PathBuf::new(),
        failures: false,
        floors: false,
        group: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--failures" => options.failures = true,
            "--floors" => options.floors = true,
            "--group" => options.group = Some(arguments.next().context("--group needs a name")?),
            other if other.starts_with('-') => bail!("there is no option {other}"),
            folder => options.folder = folder.into(),
        }
    }
    if options.folder.as_os_str().is_empty() {
        bail!("name the folder of cases");
    }
    Ok(options)
}

fn print_all(options: &Options, outcomes: &[Outcome]) {
    if options.failures {
        for outcome in outcomes {
            if let Err(why) = &outcome.verdict {
                println!(
                    "{} {}\n    {}",
                    outcome.group,
                    outcome.name,
                    why.replace('\n', "\n    ")
                );
            }
        }
    }
    for (group, (passed, all)) in tally(outcomes) {
        println!("{group} {passed}/{all}");
    }
}

fn below_floor(outcomes: &[Outcome]) -> bool {
    let mut missed = false;
    for (group, (passed, all)) in tally(outcomes) {
        let Some((_, floor, of)) = FLOORS.iter().find(|(name, ..)| *name == group) else {
            continue;
        };
        if passed * of < floor * all {
            println!("{group} is below its floor of {floor}/{of}");
            missed = true;
        }
    }
    missed
}

//! `canary [--seed S] [--n N] [--keychain]`: plants secrets and looks for them, tampers N times, loses keys in six ways.
//! Prints its seed first and a verdict last, and fails on any fault; with `--keychain` also where this machine has none. It
//! expects `millrace` beside itself.
#![allow(clippy::print_stdout, reason = "a program for the terminal prints")]

use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use tests::canary::{self, dumps};

fn main() -> Result<ExitCode> {
    app::run_worker_if_asked();
    let (mut seed, mut n) = (u64::from(std::process::id()), 1_000);
    let mut keychain = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || tests::number(&argument, arguments.next());
        match argument.as_str() {
            dumps::BREAKS => dumps::break_off(),
            "--keychain" => keychain = true,
            "--seed" => seed = number()?,
            "--n" => n = number()?,
            other => bail!("there is no option {other}"),
        }
    }
    let program = std::env::current_exe()?.with_file_name("millrace");
    ensure!(
        program.is_file(),
        "there is no {}: build the command line first",
        program.display()
    );
    println!("seed {seed}");
    let verdict = canary::run(&program, seed, n, keychain)?;
    for fault in &verdict.faults {
        println!("{fault}");
    }
    println!("{}", verdict.line(seed));
    Ok(match verdict.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

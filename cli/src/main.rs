//! `millrace`: run, import and check workflows without a window.
//!
//! Exit codes: 0 success, 1 the execution failed, 2 the file or the arguments are bad, 3 the data folder cannot be used.
//! Not here: what the commands do; that is `app`'s. This crate reads arguments and prints.

mod arguments;
mod commands;
mod failure;
mod out;
mod paint;
mod place;
mod report;
mod show;
mod stop;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;
use failure::Failure;
use out::errln;

fn main() -> ExitCode {
    app::run_worker_if_asked();
    app::harden();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Asking for help is no mistake, and clap prints it where it belongs.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    start_log(arguments.verbose);
    let code = match commands::run(arguments) {
        Ok(code) => code,
        Err(failure) => return complain(&failure),
    };
    match out::finish() {
        Some(error) => complain(&Failure::Data(format!(
            "the output could not be written: {error}"
        ))),
        None => code,
    }
}

fn complain(failure: &Failure) -> ExitCode {
    errln!("{} {failure}", paint::red("error:"));
    failure.code()
}

/// Log lines go to standard error, and only when they are asked for: by `-v`, or by `MILLRACE_LOG`.
fn start_log(verbose: bool) {
    let wanted = std::env::var("MILLRACE_LOG").ok();
    let level = wanted.as_deref().or(verbose.then_some("info"));
    let Some(level) = level else { return };
    let filter = tracing_subscriber::EnvFilter::new(level);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(app::LogWriter::new)
        .with_ansi(paint::wanted())
        .log_internal_errors(false)
        .init();
}

/// Runs asynchronous work on a few threads.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime
        .map_err(|e| Failure::Data(format!("the program cannot start its threads: {e}")))?
        .block_on(work)
}

//! The desktop's window around Millrace: a window, a tray, files opened with a double click, notices of the system.
//!
//! What the editor asks comes through one command, `rpc`, and goes to the same dispatcher as the gateway's route; what
//! happens is told as the event `millrace`. Not here: anything a workflow or the editor does.

mod event;
mod file;
mod rpc;
mod start;
mod texts;
mod tray;
#[cfg(target_os = "linux")]
mod webkit;
mod window;
mod words;

use std::process::ExitCode;

/// What the build wrote down: configuration, icons, pages. Made anew each time it is asked for.
pub type Context = fn() -> tauri::Context;

/// Runs until the person quits; what cannot start says why in a window of the system.
pub fn main(context: Context) -> ExitCode {
    app::run_worker_if_asked();
    app::harden();
    start_log();
    #[cfg(target_os = "linux")]
    webkit::prepare();
    match start::run(context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "Millrace cannot start");
            start::say(&error, context);
            ExitCode::from(start::CANNOT_START)
        }
    }
}

/// Log lines go to standard error where `MILLRACE_LOG` asks for them.
fn start_log() {
    let Ok(wanted) = std::env::var("MILLRACE_LOG") else {
        return;
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(wanted))
        .with_writer(app::LogWriter::new)
        .init();
}

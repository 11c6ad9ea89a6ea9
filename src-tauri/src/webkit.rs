//! What the system's WebKit has to be told before it starts.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// WebKit's first compiler of WebAssembly: with WebKitGTK 2.50 it now and then loses what a function of the canvas
/// holds, and the page stops. Without it a page opens as soon, and the second compiler takes over.
const FIRST_COMPILER: &str = "JSC_useBBQJIT";

/// Starts the program anew with what WebKit reads from the environment; a program cannot safely change its own. Where it
/// is set already, by this or by a person, it stays.
pub fn prepare() {
    if std::env::var_os(FIRST_COMPILER).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "it is this very program, before there is any workflow"
    )]
    let mut again = Command::new(program);
    again
        .args(std::env::args_os().skip(1))
        .env(FIRST_COMPILER, "0");
    // It comes back only where it failed: then the window opens as it is.
    let error = again.exec();
    tracing::warn!(%error, "WebKit could not be prepared");
}

//! Other programs, and where the house is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// The top of the house: of the clone it is run from, where a target folder is shared by several.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).unwrap_or(&here).to_path_buf()
}

/// Runs a program in a folder; what it prints is shown.
pub fn run<A: AsRef<OsStr>>(program: &Path, arguments: &[A], folder: &Path) -> Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a tool of the house runs the tools of its trade"
    )]
    let mut command = Command::new(program);
    let status = command
        .args(arguments)
        .current_dir(folder)
        // flags for the machine's own programs, which would stand in the way of the page's
        .env_remove("RUSTFLAGS")
        .status()
        .with_context(|| format!("`{}` cannot be started", program.display()))?;
    if !status.success() {
        bail!("`{}` failed: {status}", program.display());
    }
    Ok(())
}

//! Where the shared cases are, and how they are read. They are never part of the project: a test that finds none says so
//! and passes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use value::Value;

/// The folder of cases: `MILLRACE_CASES`, or `shared/cases` beside the project; none where it is absent.
pub fn folder() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases");
    let folder = std::env::var_os("MILLRACE_CASES").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Reads a JSON file.
///
/// # Errors
/// Names the file that cannot be read.
pub fn read_json(path: &Path) -> Result<Value> {
    let text = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    value::from_slice(&text).with_context(|| format!("{}", path.display()))
}

/// Reads a file with a JSON value a line.
///
/// # Errors
/// Names the file that cannot be read.
pub fn read_lines(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| value::from_str(line).with_context(|| format!("{}", path.display())))
        .collect()
}

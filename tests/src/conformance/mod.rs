//! Runs the cases below a folder and says, a line a group, how many pass.
//!
//! `cargo xtask conformance DIR`. The folder has the layout of `shared/cases`: `n8n/manifest.jsonl` names the files, a
//! group is a folder. HTTP answers, clock, files and test nodes come from the runner's own host; everything else is the
//! product. Nothing is skipped: what the runner cannot do counts as failed.

mod code;
pub mod compare;
mod conditions;
mod expressions;
pub mod host;
pub mod mocks;
mod proxy;
mod workflows;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use sandbox::Pool;
use value::Value;

use crate::cases;
use compare::Verdict;

/// How one case ended.
pub struct Outcome {
    /// Its group.
    pub group: String,
    /// File and, in tables, title.
    pub name: String,
    /// What went wrong, if anything did.
    pub verdict: Verdict,
}

/// What all cases share.
pub struct Runner {
    folder: PathBuf,
    worker: PathBuf,
    pool: Arc<Pool>,
    /// One folder for the workflows that are run in file order.
    temporary: tempfile::TempDir,
}

impl Runner {
    /// A runner for the cases below a folder: that of the layout's root, or `n8n` itself.
    ///
    /// # Errors
    /// When there is no manifest.
    pub fn new(folder: &Path, worker: PathBuf) -> Result<Self> {
        let below = folder.join("n8n");
        let folder = if below.join("manifest.jsonl").is_file() {
            below
        } else {
            folder.to_owned()
        };
        let manifest = folder.join("manifest.jsonl");
        std::fs::metadata(&manifest)
            .with_context(|| format!("there are no cases: {} is missing", manifest.display()))?;
        let pool = app::start_pool(worker.clone());
        let temporary = tempfile::tempdir()?;
        Ok(Self {
            folder,
            worker,
            pool,
            temporary,
        })
    }

    fn worker(&self) -> PathBuf {
        self.worker.clone()
    }

    /// Puts the files of a folder of the cases where workflows look for them.
    fn copy_files(&self, below: &str) {
        for entry in std::fs::read_dir(self.folder.join(below))
            .into_iter()
            .flatten()
            .flatten()
        {
            // A file that cannot be copied is missed by the workflow that reads it.
            let _ = std::fs::copy(entry.path(), self.temporary.path().join(entry.file_name()));
        }
    }

    /// Runs all cases, or those of one group.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub async fn run(&self, only: Option<&str>) -> Result<Vec<Outcome>> {
        let manifest = cases::read_lines(&self.folder.join("manifest.jsonl"))?;
        let mut outcomes = Vec::new();
        for entry in &manifest {
            let group = entry["group"].to_text();
            if only.is_some_and(|only| only != group.as_str()) {
                continue;
            }
            outcomes.extend(self.file(&group, entry).await);
        }
        Ok(outcomes)
    }

    async fn file(&self, group: &str, entry: &Value) -> Vec<Outcome> {
        let file = entry["file"].to_text();
        let outcome = |name: String, verdict| Outcome {
            group: group.to_owned(),
            name,
            verdict,
        };
        let content = match cases::read_json(&self.folder.join(file.as_str())) {
            Ok(content) => content,
            Err(error) => return vec![outcome(file.to_string(), Err(format!("{error:#}")))],
        };
        if *entry.get("kind").unwrap_or(&Value::Null) != "table" {
            let verdict = workflows::run(self, entry, &content).await;
            return vec![outcome(file.to_string(), verdict)];
        }
        let mut outcomes = Vec::new();
        for row in content.as_array().unwrap_or_default() {
            let verdict = match group {
                "conditions" => conditions::run(row),
                "data-proxy" => proxy::run(self, row).await,
                "code-node" => code::run(self, row).await,
                _ => expressions::run(self, &file, row).await,
            };
            outcomes.push(outcome(
                format!("{file}: {}", row["title"].to_text()),
                verdict,
            ));
        }
        outcomes
    }
}

/// Cases passed and cases in all, by group.
pub fn tally(outcomes: &[Outcome]) -> BTreeMap<String, (usize, usize)> {
    let mut groups = BTreeMap::new();
    for outcome in outcomes {
        let (passed, all) = groups.entry(outcome.group.clone()).or_insert((0, 0));
        *passed += usize::from(outcome.verdict.is_ok());
        *all += 1;
    }
    groups
}

//! Golden workflows: files of our own with what must come of them beside each.
//!
//! `tests/golden/GROUP/NAME.json` is a workflow, in Millrace's format or n8n's; `NAME.expect.json` says what it is given
//! and what every node of interest puts out. `tests/golden/README.md` describes that file. What runs is the product;
//! clock, HTTP answers and credentials come from the file.

mod judge;
mod run;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use value::Value;

use crate::cases::read_json;

pub use run::run;

/// What an expectation may say.
const KEYS: [&str; 18] = [
    "about",
    "clock",
    "timezone",
    "files",
    "replace",
    "stored",
    "allow",
    "credentials",
    "runs",
    "input",
    "start",
    "mode",
    "http",
    "nodes",
    "error",
    "order",
    "custom",
    "after",
];

/// A workflow and what must come of it.
pub struct Golden {
    /// Its folder's name.
    pub group: String,
    /// Its file's name without the ending.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The workflow as the file has it.
    pub text: String,
    /// What must come of it.
    pub expect: Value,
}

impl Golden {
    fn read(folder: &Path, stem: &str) -> Result<Self> {
        let expect = read_json(&folder.join(format!("{stem}.expect.json")))?;
        let path = workflow_of(folder, stem);
        for key in expect
            .as_object()
            .with_context(|| format!("{stem}.expect.json is no object"))?
            .keys()
        {
            if !KEYS.contains(&key.as_str()) {
                bail!("{stem}.expect.json: nothing is known of `{key}`");
            }
        }
        Ok(Self {
            group: folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            name: stem.to_owned(),
            folder: folder.to_owned(),
            text: std::fs::read_to_string(&path)
                .with_context(|| format!("{} is missing", path.display()))?,
            expect,
        })
    }

    /// How failures name it.
    pub fn label(&self) -> String {
        if self.group == TEMPLATES {
            return format!("{TEMPLATES}/{}.json", self.name);
        }
        format!("tests/golden/{}/{}.json", self.group, self.name)
    }

    /// Whether the workflow is written in n8n's format.
    pub fn is_n8n(&self) -> bool {
        !self.text.contains("\"millrace/1\"")
    }

    /// Its runs: those of `runs`, or the one that the expectation itself describes.
    fn runs(&self) -> Vec<Value> {
        match self.expect.get("runs").and_then(Value::as_array) {
            Some(runs) => runs.to_vec(),
            None => vec![self.expect.clone()],
        }
    }

    /// The names of the nodes whose output is looked at.
    pub fn looked_at(&self) -> Vec<String> {
        let nodes = self.runs().into_iter().flat_map(|run| {
            let nodes = run["nodes"].as_object().cloned().unwrap_or_default();
            nodes
                .keys()
                .map(ToString::to_string)
                .collect::<Vec<String>>()
        });
        nodes.collect()
    }
}

/// The folder of golden workflows.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// The starter templates: their expectations lie in the group of this name, they themselves in the folder of the same name
/// beside the crates.
pub const TEMPLATES: &str = "assets";

/// The folder of the starter templates.
pub fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(TEMPLATES)
}

/// The workflow that an expectation is about.
fn workflow_of(folder: &Path, stem: &str) -> PathBuf {
    let is_template = folder.file_name().is_some_and(|name| name == TEMPLATES);
    let place = if is_template {
        templates()
    } else {
        folder.to_owned()
    };
    place.join(format!("{stem}.json"))
}

/// The groups, in order of their names.
///
/// # Errors
/// When the folder cannot be read.
pub fn groups() -> Result<Vec<String>> {
    let mut groups = Vec::new();
    for entry in std::fs::read_dir(folder())? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_dir()) {
            groups.push(name.to_string_lossy().into_owned());
        }
    }
    groups.sort();
    Ok(groups)
}

/// The workflows of a group, in order of their names.
///
/// # Errors
/// Names a workflow without an expectation, and what is wrong with an expectation.
pub fn group(name: &str) -> Result<Vec<Golden>> {
    const ENDING: &str = ".expect.json";
    let folder = folder().join(name);
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        match file.strip_suffix(ENDING) {
            Some(stem) => names.push(stem.to_owned()),
            None if !file.ends_with(".json") => {}
            None if folder.join(file.replace(".json", ENDING)).is_file() => {}
            None => bail!("{name}/{file} has no expectation"),
        }
    }
    names.sort();
    names
        .iter()
        .map(|stem| Golden::read(&folder, stem).with_context(|| format!("{name}/{stem}{ENDING}")))
        .collect()
}

/// All workflows.
///
/// # Errors
/// As [`group`].
pub fn all() -> Result<Vec<Golden>> {
    let groups: Vec<Vec<Golden>> = groups()?
        .iter()
        .map(|name| group(name))
        .collect::<Result<_>>()?;
    Ok(groups.into_iter().flatten().collect())
}

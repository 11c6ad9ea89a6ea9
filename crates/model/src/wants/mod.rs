//! What a workflow wants of the machine and the network, read off its parameters before anything runs.
//!
//! Fields say by [`Ask`](crate::Ask) what their text means. What only an expression will tell is listed as decided while running;
//! the grants are checked then, whatever this list says.

mod embedded;
mod place;
mod read;

use serde::{Deserialize, Serialize};
use value::Text;

use crate::grant::Grant;
use crate::spec::Specs;
use crate::workflow::{NodeId, Workflow};

/// What a workflow wants.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wants {
    /// Hosts it contacts.
    pub hosts: Vec<HostWant>,
    /// Files and folders it reads or writes.
    pub files: Vec<FileWant>,
    /// Lines it hands to the machine's shell.
    pub commands: Vec<CommandWant>,
    /// Where it reads environment variables.
    pub environment: Vec<Place>,
    /// Credentials it uses.
    pub credentials: Vec<CredentialWant>,
}

/// A field of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The node.
    pub node: NodeId,
    /// Its name.
    pub name: Text,
    /// Path of the parameter.
    pub field: String,
}

/// A host that is contacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostWant {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The host; none if it is decided while running.
    pub host: Option<String>,
    /// The port, where one is given.
    pub port: Option<u16>,
    /// Whether it is this machine or lies in a private network, and so needs a grant.
    pub local: bool,
}

/// A file or a folder that is read or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileWant {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The folder in which it lies; none if it is decided while running.
    pub folder: Option<String>,
    /// Whether it is written.
    pub write: bool,
}

/// A line for the machine's shell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandWant {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The programs it starts, as far as the text tells.
    pub programs: Vec<String>,
    /// Whether more is decided while running, or cannot be told.
    pub open: bool,
    /// Whether the line is known and its programs cannot be told: only a grant of all commands lets it run.
    pub untold: bool,
}

/// A credential that is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialWant {
    /// The node.
    pub node: NodeId,
    /// Its name.
    pub name: Text,
    /// The slot, such as `httpHeaderAuth`.
    pub slot: String,
    /// What the credential was called where the workflow comes from.
    pub credential: String,
}

/// What a workflow wants. Disabled nodes want nothing, and neither do those whose kind is missing: they cannot run.
pub fn wants(workflow: &Workflow, specs: &Specs) -> Wants {
    wants_within(workflow, specs, 0)
}

/// Workflows that may stand in each other until one is not looked into.
const MOST_WITHIN: u8 = 4;

/// As [`wants`], of a workflow that stands in `within` others.
pub(crate) fn wants_within(workflow: &Workflow, specs: &Specs, within: u8) -> Wants {
    let mut wants = Wants::default();
    for node in workflow.nodes.iter().filter(|node| !node.disabled) {
        wants
            .credentials
            .extend(node.credentials.iter().map(|credential| CredentialWant {
                node: node.id.clone(),
                name: node.name.clone(),
                slot: credential.slot.clone(),
                credential: credential.name.clone(),
            }));
        if let Some(spec) = specs.get(&node.kind).filter(|_| !node.is_note()) {
            read::node(node, spec, &mut wants);
            if within < MOST_WITHIN {
                wants.extend(embedded::of(node, spec, specs, within).unwrap_or_default());
            }
        }
    }
    wants
}

impl Wants {
    fn extend(&mut self, other: Wants) {
        self.hosts.extend(other.hosts);
        self.files.extend(other.files);
        self.commands.extend(other.commands);
        self.environment.extend(other.environment);
        self.credentials.extend(other.credentials);
    }

    /// The grants without which the workflow cannot do what its parameters say, each once: local hosts, folders,
    /// commands, the environment. What is decided while running is not among them.
    pub fn grants(&self) -> Vec<Grant> {
        let mut all: Vec<Grant> = Vec::new();
        let hosts = self.hosts.iter().filter(|want| want.local);
        all.extend(hosts.filter_map(|want| Grant::host(want.host.as_deref()?, want.port).ok()));
        let written = |folder: &str| {
            self.files
                .iter()
                .any(|other| other.write && other.folder.as_deref() == Some(folder))
        };
        all.extend(self.files.iter().filter_map(|want| {
            let folder = want.folder.as_deref()?;
            Grant::dir(folder, written(folder)).ok()
        }));
        let names = self.commands.iter().flat_map(|want| &want.programs);
        all.extend(names.cloned().map(Grant::Command));
        if self.commands.iter().any(|want| want.untold) {
            all.push(Grant::Command("*".to_owned()));
        }
        if !self.environment.is_empty() {
            all.push(Grant::Env);
        }
        let mut once: Vec<Grant> = Vec::with_capacity(all.len());
        for grant in all {
            if !once.contains(&grant) {
                once.push(grant);
            }
        }
        once
    }

    /// The folders of [`grants`](Self::grants) that are written relative to where the workflow is started, such as `.`
    /// or `data`, and whether they are written to.
    pub fn folders_here(&self) -> Vec<(&str, bool)> {
        let mut found: Vec<(&str, bool)> = Vec::new();
        for want in self.files.iter().filter(|want| want.is_relative()) {
            let folder = want.folder.as_deref().unwrap_or_default();
            match found.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, write)) => *write |= want.write,
                None => found.push((folder, want.write)),
            }
        }
        found
    }

    /// Whether anything is decided only while running.
    pub fn is_open(&self) -> bool {
        self.hosts.iter().any(|want| want.host.is_none())
            || self.files.iter().any(|want| want.folder.is_none())
            || self.commands.iter().any(|want| want.open)
    }
}

impl HostWant {
    /// The want in English.
    pub fn sentence(&self) -> String {
        let Place { name, field, .. } = &self.place;
        match (&self.host, self.port) {
            (Some(host), Some(port)) => format!("Node `{name}` contacts {host} on port {port}."),
            (Some(host), None) => format!("Node `{name}` contacts {host}."),
            (None, _) => {
                format!("Node `{name}` contacts a host that is decided while running (`{field}`).")
            }
        }
    }
}

impl FileWant {
    /// Whether its folder is known, and written relative to where the workflow is started.
    pub fn is_relative(&self) -> bool {
        let folder = self.folder.as_deref();
        folder.is_some_and(|folder| !folder.starts_with('~') && Grant::dir(folder, false).is_err())
    }

    /// The want in English.
    pub fn sentence(&self) -> String {
        let Place { name, field, .. } = &self.place;
        let does = if self.write { "writes" } else { "reads" };
        match self.folder.as_deref() {
            Some(".") => format!("Node `{name}` {does} files where the workflow is started."),
            Some(folder) if self.is_relative() => {
                format!(
                    "Node `{name}` {does} files in {folder}, below where the workflow is started."
                )
            }
            Some(folder) => format!("Node `{name}` {does} files in {folder}."),
            None => {
                format!("Node `{name}` {does} a file that is decided while running (`{field}`).")
            }
        }
    }
}

impl CommandWant {
    /// The want in English.
    pub fn sentence(&self) -> String {
        let Place { name, field, .. } = &self.place;
        let programs = self.programs.join(", ");
        match (self.programs.is_empty(), self.open) {
            _ if self.untold => format!(
                "Node `{name}` runs a command line whose programs cannot be told (`{field}`)."
            ),
            (true, _) => {
                format!("Node `{name}` runs a command that is decided while running (`{field}`).")
            }
            (false, true) => {
                format!("Node `{name}` runs {programs}, and perhaps more (`{field}`).")
            }
            (false, false) => format!("Node `{name}` runs {programs}."),
        }
    }
}

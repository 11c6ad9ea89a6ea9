//! What a workflow wants of the machine and the network, read off its parameters before anything runs.
//!
//! Fields say by [`Ask`] what their text means. What only an expression will tell is listed as decided while running;
//! the grants are checked then, whatever this list says.

use std::sync::Arc;

use serde::Serialize;
use value::{Text, Value};

use crate::grant::{Grant, programs, split_authority};
use crate::spec::{Ask, NodeSpec, Param, ParamKind, Specs};
use crate::walk;
use crate::workflow::{Node, NodeId, Workflow};

/// What a workflow wants.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandWant {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The programs it starts, as far as the text tells.
    pub programs: Vec<String>,
    /// Whether more is decided while running, or cannot be told.
    pub open: bool,
}

/// A credential that is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
            let mut reader = Reader {
                node,
                wants: &mut wants,
            };
            reader.read(spec);
        }
    }
    wants
}

impl Wants {
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

    /// Whether anything is decided only while running.
    pub fn is_open(&self) -> bool {
        self.hosts.iter().any(|want| want.host.is_none())
            || self.files.iter().any(|want| want.folder.is_none())
            || self.commands.iter().any(|want| want.open)
    }
}

struct Reader<'r> {
    node: &'r Node,
    wants: &'r mut Wants,
}

impl Reader<'_> {
    fn read(&mut self, spec: &Arc<NodeSpec>) {
        for param in &spec.params {
            if spec.shows(self.node, &param.show) {
                let value = self.node.parameters.get(&param.name);
                self.param(&param.name, param, value.unwrap_or(&param.default));
            }
        }
        let mut environment = Vec::new();
        walk::texts(&self.node.parameters, &mut |leaf| {
            if reads_environment(leaf.text, leaf.key) {
                environment.push(leaf.path.to_owned());
            }
        });
        let places = environment.iter().map(|field| self.place(field));
        let places: Vec<Place> = places.collect();
        self.wants.environment.extend(places);
    }

    fn place(&self, field: &str) -> Place {
        Place {
            node: self.node.id.clone(),
            name: self.node.name.clone(),
            field: field.to_owned(),
        }
    }

    fn param(&mut self, path: &str, param: &Param, value: &Value) {
        if let Some(ask) = param.asked() {
            let folder = matches!(param.kind, ParamKind::Folder);
            return self.ask(path, ask, folder, value);
        }
        match &param.kind {
            ParamKind::Fields(params) => self.fields(path, params, value),
            ParamKind::Groups { groups, .. } => {
                for group in groups {
                    let Some(inner) = value.get(&group.name) else {
                        continue;
                    };
                    let path = format!("{path}.{}", group.name);
                    match inner {
                        Value::Array(list) => {
                            for (at, element) in list.iter().enumerate() {
                                self.param(&format!("{path}.{at}"), group, element);
                            }
                        }
                        one => self.param(&path, group, one),
                    }
                }
            }
            ParamKind::Code(language) if language == "javaScript" => self.code(path, value),
            _ => {}
        }
    }

    fn fields(&mut self, path: &str, params: &[Param], value: &Value) {
        for param in params {
            if let Some(inner) = value.get(&param.name) {
                self.param(&format!("{path}.{}", param.name), param, inner);
            }
        }
    }

    fn ask(&mut self, path: &str, ask: Ask, folder: bool, value: &Value) {
        // A field that chooses from a list holds its text under `value`.
        let value = value.get("value").unwrap_or(value);
        let texts = match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        };
        for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
            let (text, open) = known_part(text);
            let place = self.place(path);
            match ask {
                Ask::Host => {
                    let want = host_want(place, text, open);
                    self.wants.hosts.push(want);
                }
                Ask::ReadFile | Ask::WriteFile => self.wants.files.push(FileWant {
                    place,
                    folder: folder_of(text, open, folder),
                    write: ask == Ask::WriteFile,
                }),
                Ask::Command => {
                    let want = command_want(place, text, open);
                    self.wants.commands.push(want);
                }
                Ask::Environment => self.wants.environment.push(place),
            }
        }
    }

    /// A program contacts hosts through its HTTP helper: those whose address it spells out are listed.
    fn code(&mut self, path: &str, value: &Value) {
        let Some(code) = value.as_str().filter(|code| code.contains("ttpRequest")) else {
            return;
        };
        let mut found = 0;
        for (at, _) in code.match_indices("://") {
            let start = code[..at]
                .rfind(|c: char| !c.is_ascii_alphanumeric())
                .map_or(0, |before| before + 1);
            let rest = &code[start..];
            let end = rest.find(['"', '\'', '`', '\n', ' ', ')', '$']);
            let (text, open) = match end {
                Some(end) => (&rest[..end], rest[end..].starts_with('$')),
                None => (rest, false),
            };
            if matches!(&code[start..at], "http" | "https") {
                found += 1;
                let want = host_want(self.place(path), text, open);
                self.wants.hosts.push(want);
            }
        }
        if found == 0 {
            let want = host_want(self.place(path), "", true);
            self.wants.hosts.push(want);
        }
    }
}

/// The beginning of a text that is there before anything runs, and whether more follows.
fn known_part(text: &str) -> (&str, bool) {
    match text.strip_prefix('=') {
        None => (text, false),
        Some(expression) => match expression.find("{{") {
            Some(at) => (&expression[..at], true),
            None => (expression, false),
        },
    }
}

fn reads_environment(text: &str, key: &str) -> bool {
    if !text.contains("$env") {
        return false;
    }
    let references = if text.starts_with('=') {
        expr::template_references(text)
    } else if walk::is_code_key(key) {
        expr::references(text)
    } else {
        return false;
    };
    references.uses("$env")
}

fn host_want(place: Place, text: &str, open: bool) -> HostWant {
    let known = authority(text.trim(), open).and_then(split_authority);
    let host = known.map(|(host, _)| host.trim_end_matches('.').to_ascii_lowercase());
    HostWant {
        place,
        local: host.as_deref().is_some_and(is_local),
        port: known.and_then(|(_, port)| port),
        host: host.filter(|host| !host.is_empty()),
    }
}

/// The host and port of an address; none if it is not there to its end.
fn authority(text: &str, open: bool) -> Option<&str> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let end = rest.find(['/', '\\', '?', '#']);
    let authority = match end {
        Some(end) => &rest[..end],
        None if open => return None,
        None => rest,
    };
    Some(authority.rsplit('@').next().unwrap_or(authority))
}

/// Whether a host is this machine or looks like one of a private network.
fn is_local(host: &str) -> bool {
    use std::net::IpAddr;
    match host.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(v4)) => {
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified()
        }
        Ok(IpAddr::V6(v6)) => {
            v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
        }
        Err(_) => {
            let ends = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];
            !host.contains('.') || ends.iter().any(|end| host.ends_with(end))
        }
    }
}

/// The folder that a path or a pattern lies in.
fn folder_of(text: &str, open: bool, folder: bool) -> Option<String> {
    let text = text.trim();
    let pattern = text.find(['*', '?', '[', '{', '(']);
    let known = &text[..pattern.unwrap_or(text.len())];
    let whole = folder && !open && pattern.is_none();
    let path = if whole {
        known
    } else {
        let windows = known.contains('\\') && !known.starts_with('/');
        let cut = if windows {
            known.rfind(['/', '\\'])
        } else {
            known.rfind('/')
        };
        // The separator stays where nothing else is left: the root is a folder too.
        &known[..cut.map(|at| if at == 0 { 1 } else { at })?]
    };
    (!path.is_empty()).then(|| path.to_owned())
}

fn command_want(place: Place, text: &str, open: bool) -> CommandWant {
    // Of a line that goes on while running only a finished first word is sure.
    let sure = match open {
        false => text,
        true => text
            .trim_start()
            .split_inclusive(' ')
            .next()
            .filter(|word| word.ends_with(' '))
            .unwrap_or_default(),
    };
    let programs = programs(sure);
    CommandWant {
        place,
        open: open || programs.is_none(),
        programs: programs.unwrap_or_default(),
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
    /// The want in English.
    pub fn sentence(&self) -> String {
        let Place { name, field, .. } = &self.place;
        let does = if self.write { "writes" } else { "reads" };
        match &self.folder {
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

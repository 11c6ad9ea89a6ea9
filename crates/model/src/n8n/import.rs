//! A file of n8n's becomes workflows here, each with a report of what was mapped, approximated and missing.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use value::{Map, Text, Value};

use super::{ImportError, Remark, Report, Warning, ids::Ids, node, open, wires::Wiring};
use crate::json::{self, Document};
use crate::spec::Specs;
use crate::workflow::{ExecutionOrder, Node, Settings, Workflow};

/// The most nodes a workflow may have.
pub const MOST_NODES: usize = 20_000;
/// The most wires a workflow may have.
pub const MOST_EDGES: usize = 200_000;

/// What the caller of an import may say.
#[derive(Default)]
pub struct ImportOptions<'o> {
    /// Where new ids come from; without it they are counted, so that the same file always gives the same workflow.
    pub ids: Option<&'o mut dyn FnMut() -> String>,
    /// The name of a workflow whose file gives none, such as the file's own.
    pub name: Option<&'o str>,
}

/// A workflow that was read, and what happened on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The workflow.
    pub workflow: Workflow,
    /// What was mapped, approximated, missing, dropped and found.
    pub report: Report,
}

/// Reads a file or clipboard text that holds one workflow in n8n's format.
///
/// # Errors
/// When it holds none, or several, or cannot be read; then nothing was kept.
pub fn import(
    bytes: &[u8],
    specs: &Specs,
    options: ImportOptions<'_>,
) -> Result<Imported, ImportError> {
    let mut all = import_all(bytes, specs, options)?;
    match (all.len(), all.pop()) {
        (1, Some(one)) => Ok(one),
        (count, _) => Err(ImportError::Several { count }),
    }
}

/// Reads all workflows of a file or clipboard text in n8n's format.
///
/// # Errors
/// When it holds none, or one of them cannot be read; then nothing was kept.
pub fn import_all(
    bytes: &[u8],
    specs: &Specs,
    options: ImportOptions<'_>,
) -> Result<Vec<Imported>, ImportError> {
    from_document(json::read(bytes)?, specs, options, 0)
}

/// The workflows of a document that was read already, each a parameter of `within` others around it.
pub(crate) fn from_document(
    document: Document,
    specs: &Specs,
    mut options: ImportOptions<'_>,
    within: u8,
) -> Result<Vec<Imported>, ImportError> {
    let repeated: Vec<Warning> = document
        .repeated
        .into_iter()
        .map(|path| Warning::KeyRepeated { path })
        .collect();
    open::workflows(document.value)?
        .into_iter()
        .map(|found| {
            let reader = Reader {
                specs,
                within,
                ids: Ids::new(options.ids.as_deref_mut().map(|ids| ids as _)),
                report: Report {
                    warnings: repeated.clone(),
                    ..Report::default()
                },
            };
            let name = found.name.as_deref().or(options.name).map(str::to_owned);
            reader.read(found.workflow, name)
        })
        .collect()
}

/// The report on a workflow that is here already.
pub(crate) fn report_on(workflow: &Workflow, specs: &Specs, within: u8) -> Report {
    let mut report = Report::default();
    for node in &workflow.nodes {
        let spec = specs.get(&node.kind).map(Arc::as_ref);
        let n8n_type = super::export::type_of(spec, node);
        let remarks = match spec {
            Some(spec) if !spec.versions.contains(&node.version) => vec![Remark::VersionUnknown {
                found: node.version,
                used: spec.nearest(node.version),
            }],
            _ => Vec::new(),
        };
        report
            .nodes
            .push(super::fit::judge(node, n8n_type, spec, remarks));
    }
    report.secrets = super::secrets::find(workflow);
    report.wants = crate::wants::wants_within(workflow, specs, within);
    report.slots = crate::credential::slots(workflow);
    report
}

struct Reader<'r> {
    specs: &'r Specs,
    within: u8,
    ids: Ids<'r>,
    report: Report,
}

impl Reader<'_> {
    fn read(mut self, mut raw: Map, name: Option<String>) -> Result<Imported, ImportError> {
        raw.remove("name");
        let nodes = match raw.remove("nodes") {
            Some(Value::Array(list)) => Arc::unwrap_or_clone(list),
            _ => Vec::new(),
        };
        let connections = self.object(&mut raw, "connections");
        let mut workflow = Workflow {
            name: name.unwrap_or_else(|| "Imported workflow".to_owned()),
            nodes: self.nodes(nodes)?,
            settings: settings(&mut raw),
            tags: tags(&mut raw),
            folder: folder(&mut raw),
            ..Workflow::default()
        };
        workflow.edges = self.edges(&workflow.nodes, &connections)?;
        workflow.pinned = pinned(&mut raw, &workflow.nodes);
        if raw.get("active").and_then(Value::as_bool) == Some(true) {
            self.report.warnings.push(Warning::WasActive);
        }
        if workflow.settings.combines_files() {
            self.report.warnings.push(Warning::FilesBeside);
        }
        workflow.origin = raw;
        self.report.secrets = super::secrets::find(&workflow);
        self.report.wants = crate::wants::wants_within(&workflow, self.specs, self.within);
        self.report.slots = crate::credential::slots(&workflow);
        Ok(Imported {
            workflow,
            report: self.report,
        })
    }

    fn object(&mut self, raw: &mut Map, part: &str) -> Map {
        match raw.remove(part) {
            Some(Value::Object(map)) => Arc::unwrap_or_clone(map),
            None | Some(Value::Null) => Map::new(),
            Some(Value::Array(list)) if list.is_empty() => Map::new(),
            Some(_) => {
                let part = part.to_owned();
                self.report.warnings.push(Warning::PartIgnored { part });
                Map::new()
            }
        }
    }

    fn nodes(&mut self, list: Vec<Value>) -> Result<Vec<Node>, ImportError> {
        if list.len() > MOST_NODES {
            return Err(ImportError::TooMany {
                what: "nodes",
                count: list.len(),
                most: MOST_NODES,
            });
        }
        let mut names = Names::of(&list);
        let mut nodes = Vec::with_capacity(list.len());
        for (index, entry) in list.into_iter().enumerate() {
            let Value::Object(raw) = entry else {
                self.report.warnings.push(Warning::NodeSkipped { index });
                continue;
            };
            nodes.push(self.node(Arc::unwrap_or_clone(raw), &mut names));
        }
        Ok(nodes)
    }

    fn node(&mut self, mut raw: Map, names: &mut Names) -> Node {
        let mut remarks = Vec::new();
        let given = [raw.remove("id"), raw.remove("name")];
        let n8n_type = match raw.remove("type") {
            Some(Value::String(name)) if !name.is_empty() => name,
            _ => Text::from("unknown"),
        };
        let known = super::kind_of(self.specs, &n8n_type);
        let spec = known.spec.cloned();
        let mut node = node::build(raw, &n8n_type, &known, &mut remarks);
        let [id, name] = given;
        node.id = self.id(id, &mut remarks);
        node.name = names.settle(name, || label(spec.as_deref(), &n8n_type), &mut remarks);
        if let Some(spec) = &spec {
            node::name_elements(spec, &mut node.parameters, &mut self.ids);
        }
        let report = super::fit::judge(&node, n8n_type.to_string(), spec.as_deref(), remarks);
        self.report.nodes.push(report);
        node
    }

    fn id(&mut self, given: Option<Value>, remarks: &mut Vec<Remark>) -> Text {
        let given = match given {
            Some(Value::String(id)) => id,
            Some(number @ Value::Number(_)) => number.to_text(),
            _ => Text::new(),
        };
        if !given.is_empty() && self.ids.take(&given) {
            return given;
        }
        if !given.is_empty() {
            let from = given.to_string();
            remarks.push(Remark::NewId { from });
        }
        self.ids.fresh()
    }

    fn edges(
        &mut self,
        nodes: &[Node],
        connections: &Map,
    ) -> Result<Vec<crate::workflow::Edge>, ImportError> {
        let mut named: FxHashMap<Text, usize> = FxHashMap::default();
        for (at, node) in nodes.iter().enumerate() {
            named.entry(node.name.clone()).or_insert(at);
        }
        let mut wiring = Wiring::new(nodes, &named, self.specs);
        wiring.read(connections);
        if wiring.edges.len() > MOST_EDGES {
            return Err(ImportError::TooMany {
                what: "wires",
                count: wiring.edges.len(),
                most: MOST_EDGES,
            });
        }
        self.report.dropped = wiring.dropped;
        Ok(wiring.edges)
    }
}

/// What a node without a name is called.
fn label(spec: Option<&crate::spec::NodeSpec>, n8n_type: &str) -> String {
    match spec {
        Some(spec) if !spec.label.is_empty() => spec.label.clone(),
        _ => n8n_type.rsplit('.').next().unwrap_or(n8n_type).to_owned(),
    }
}

/// The names that are in use, so that a new one is new.
struct Names {
    /// Every name of the file, and whether a node has it already.
    used: FxHashMap<Text, bool>,
    /// The last number given to a name.
    numbers: FxHashMap<Text, u32>,
}

impl Names {
    fn of(nodes: &[Value]) -> Self {
        let names = nodes.iter().filter_map(|node| match node.get("name") {
            Some(Value::String(name)) => Some((name.clone(), false)),
            _ => None,
        });
        Self {
            used: names.collect(),
            numbers: FxHashMap::default(),
        }
    }

    /// The first node with a name keeps it, the others get a number that no node of the file has.
    fn settle(
        &mut self,
        given: Option<Value>,
        label: impl FnOnce() -> String,
        remarks: &mut Vec<Remark>,
    ) -> Text {
        let given = match given {
            Some(Value::String(name)) => name,
            Some(number @ Value::Number(_)) => number.to_text(),
            _ => Text::new(),
        };
        if !given.is_empty() && !self.used.insert(given.clone(), true).unwrap_or(false) {
            return given;
        }
        let from = given.to_string();
        remarks.push(Remark::NewName { from });
        let base = if given.is_empty() {
            Text::from(label())
        } else {
            given
        };
        if !base.is_empty() && !self.used.contains_key(&base) {
            self.used.insert(base.clone(), true);
            return base;
        }
        let number = self.numbers.entry(base.clone()).or_insert(0);
        loop {
            *number += 1;
            let name = Text::from(format!("{base}{number}"));
            if !self.used.contains_key(&name) {
                self.used.insert(name.clone(), true);
                return name;
            }
        }
    }
}

/// The settings of a file that states none: n8n's order before version 1.
pub(super) fn unset() -> Settings {
    Settings {
        execution_order: ExecutionOrder::Legacy,
        ..Settings::default()
    }
}

fn settings(raw: &mut Map) -> Settings {
    let mut settings = unset();
    let Some(Value::Object(map)) = raw.get("settings").cloned() else {
        return settings;
    };
    raw.remove("settings");
    let mut rest = Arc::unwrap_or_clone(map);
    if rest.get("executionOrder").and_then(Value::as_str) == Some("v1") {
        rest.remove("executionOrder");
        settings.execution_order = ExecutionOrder::V1;
    }
    settings.timezone = named(&mut rest, "timezone");
    settings.error_workflow = named(&mut rest, "errorWorkflow");
    let seconds = rest.get("executionTimeout").and_then(Value::as_f64);
    let ms = seconds.map_or(0.0, |seconds| (seconds * 1000.0).round());
    if (1.0..=1e15).contains(&ms) {
        rest.remove("executionTimeout");
        settings.timeout_ms = Some(ms as u64);
    }
    settings.origin = rest;
    settings
}

/// A text that names something; n8n writes `DEFAULT` where it names nothing.
fn named(rest: &mut Map, key: &str) -> Option<String> {
    let name = rest.get(key)?.as_str()?;
    if matches!(name, "" | "DEFAULT") {
        return None;
    }
    let name = name.to_owned();
    rest.remove(key);
    Some(name)
}

/// Tags by name, each once. What else n8n says of them stays in `origin`.
fn tags(raw: &mut Map) -> Vec<String> {
    let Some(Value::Array(list)) = raw.get("tags").cloned() else {
        return Vec::new();
    };
    raw.remove("tags");
    let mut names: Vec<String> = Vec::new();
    let mut kept: Vec<Value> = Vec::new();
    for tag in list.iter() {
        let name = tag.as_str().or_else(|| tag.get("name")?.as_str());
        if let Some(name) = name.filter(|name| !names.iter().any(|known| known == name)) {
            names.push(name.to_owned());
            if tag.as_object().is_some_and(|map| map.len() > 1) {
                kept.push(tag.clone());
            }
        }
    }
    if !kept.is_empty() {
        raw.insert("tags", kept);
    }
    names
}

fn folder(raw: &mut Map) -> Option<String> {
    let folder = raw
        .get(super::ONLY_HERE)?
        .get("folder")?
        .as_str()?
        .to_owned();
    raw.remove(super::ONLY_HERE);
    Some(folder)
}

/// Pinned output by node id; what is pinned to no node of the file stays in `origin`.
fn pinned(raw: &mut Map, nodes: &[Node]) -> Map {
    let Some(Value::Object(pins)) = raw.get("pinData").cloned() else {
        return Map::new();
    };
    raw.remove("pinData");
    let mut ids: FxHashMap<&Text, &Text> = FxHashMap::default();
    for node in nodes {
        ids.entry(&node.name).or_insert(&node.id);
    }
    let mut pinned = Map::new();
    let mut rest = Map::new();
    for (name, items) in pins.iter() {
        match ids.get(name) {
            Some(id) if items.is_array() => pinned.insert((*id).clone(), items.clone()),
            _ => rest.insert(name.clone(), items.clone()),
        };
    }
    if !rest.is_empty() {
        raw.insert("pinData", rest);
    }
    pinned
}

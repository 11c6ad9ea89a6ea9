//! A workflow as n8n reads it. What Millrace alone understands goes under the key `millrace`; what an import kept in
//! `origin` fills the keys that are not written otherwise.

use std::sync::Arc;

use value::{Map, Value};

use super::{ONLY_HERE, OWN, STICKY, node, node::OnlyHere, wires};
use crate::spec::{N8nType, NodeSpec, Specs};
use crate::workflow::{ExecutionOrder, Node, OnError, Retry, RetryWait, Workflow};

/// A workflow in n8n's format.
pub fn export(workflow: &Workflow, specs: &Specs) -> Value {
    let mut out = Map::new();
    out.insert("name", workflow.name.as_str());
    let nodes = workflow
        .nodes
        .iter()
        .map(|node| export_node(node, specs.get(&node.kind).map(Arc::as_ref)));
    out.insert("nodes", nodes.collect::<Value>());
    out.insert(
        "connections",
        wires::write(&workflow.nodes, &workflow.edges),
    );
    if let Some(settings) = settings(workflow) {
        out.insert("settings", settings);
    }
    let pins = pins(workflow);
    if !pins.is_empty() {
        out.insert("pinData", pins);
    }
    let tags = tags(workflow);
    if !tags.is_empty() {
        out.insert("tags", tags);
    }
    if let Some(folder) = &workflow.folder {
        let only_here = Map::from_iter([("folder", folder.as_str())]);
        out.insert(ONLY_HERE, only_here);
    }
    // Tags were written above with what `origin` says of them; one that was taken off stays off.
    let stale = |key: &str| key == "tags" && workflow.origin.get(key).is_some_and(Value::is_array);
    fill(&mut out, &workflow.origin, stale);
    out.into()
}

/// A workflow in n8n's format as text, two spaces a level.
pub fn export_text(workflow: &Workflow, specs: &Specs) -> String {
    let mut text = value::to_string_pretty(&export(workflow, specs));
    text.push('\n');
    text
}

/// Adds the entries of `origin` whose keys are free.
fn fill(out: &mut Map, origin: &Map, skip: impl Fn(&str) -> bool) {
    for (key, value) in origin {
        if !out.contains_key(key) && !skip(key) {
            out.insert(key.clone(), value.clone());
        }
    }
}

fn settings(workflow: &Workflow) -> Option<Map> {
    // What stood in their place in a file is written back as long as nothing was set.
    if workflow.origin.contains_key("settings") && workflow.settings == super::import::unset() {
        return None;
    }
    let from = &workflow.settings;
    let mut out = Map::new();
    if from.execution_order == ExecutionOrder::V1 {
        out.insert("executionOrder", "v1");
    }
    if let Some(timezone) = &from.timezone {
        out.insert("timezone", timezone.as_str());
    }
    if let Some(ms) = from.timeout_ms {
        out.insert("executionTimeout", ms as f64 / 1000.0);
    }
    if let Some(workflow) = &from.error_workflow {
        out.insert("errorWorkflow", workflow.as_str());
    }
    fill(&mut out, &from.origin, |_| false);
    Some(out)
}

fn pins(workflow: &Workflow) -> Map {
    let mut pins = Map::new();
    for node in &workflow.nodes {
        if let Some(items) = workflow.pinned.get(&node.id) {
            pins.insert(node.name.clone(), items.clone());
        }
    }
    if let Some(Value::Object(rest)) = workflow.origin.get("pinData") {
        fill(&mut pins, rest, |_| false);
    }
    pins
}

fn tags(workflow: &Workflow) -> Vec<Value> {
    let known = workflow.origin.get("tags").and_then(Value::as_array);
    let known = known.unwrap_or_default();
    let named = |name: &str| known.iter().find(|tag| tag["name"] == name).cloned();
    workflow
        .tags
        .iter()
        .map(|tag| named(tag).unwrap_or_else(|| Map::from_iter([("name", tag.as_str())]).into()))
        .collect()
}

fn export_node(node: &Node, spec: Option<&NodeSpec>) -> Value {
    let n8n_type = type_of(spec, node);
    let mut out = Map::new();
    out.insert("parameters", parameters(node, spec, &n8n_type));
    out.insert("id", node.id.clone());
    out.insert("name", node.name.clone());
    out.insert("type", n8n_type);
    out.insert("typeVersion", version(node, spec));
    out.insert("position", &node.position[..]);
    for (key, on) in [
        ("disabled", node.disabled),
        ("executeOnce", node.execute_once),
        ("alwaysOutputData", node.always_output),
    ] {
        if on {
            out.insert(key, true);
        }
    }
    failure(&mut out, node);
    if let Some(note) = &node.note {
        out.insert("notes", note.as_str());
    }
    if !node.credentials.is_empty() {
        out.insert("credentials", credentials(node));
    }
    only_here(&mut out, node);
    let kept_credentials = node.origin.get("credentials").is_some_and(Value::is_object);
    fill(&mut out, &node.origin, |key| match key {
        "continueOnFail" => node.on_error != OnError::Continue && older(node),
        // Details of credentials that the node no longer has.
        "credentials" => kept_credentials,
        _ => false,
    });
    out.into()
}

/// The parameters without those that the type implies.
fn parameters(node: &Node, spec: Option<&NodeSpec>, n8n_type: &str) -> Map {
    let mut out = node.parameters.clone();
    let known = spec.and_then(|spec| spec.n8n.iter().find(|known| known.name == n8n_type));
    for (key, value) in known.iter().flat_map(|known| known.implies.iter()) {
        if out.get(key) == Some(value) {
            out.remove(key);
        }
    }
    out
}

/// The version of the file the node came from, as long as it still means the node's version.
fn version(node: &Node, spec: Option<&NodeSpec>) -> Value {
    let kept = node
        .origin
        .get("typeVersion")
        .filter(|kept| node::used_for(node::read_version(kept), spec) == node.version);
    kept.cloned().unwrap_or_else(|| node.version.into())
}

/// n8n's type of a node: the one it came with, as long as that still says the same.
pub(super) fn type_of(spec: Option<&NodeSpec>, node: &Node) -> String {
    let kept = node.origin.get("type").and_then(Value::as_str);
    let still_right = |name: &&str| match spec {
        Some(spec) => {
            let known = spec.n8n.iter().find(|known| known.name == **name);
            known.is_some_and(|known| implied(known, node))
        }
        None => true,
    };
    match kept.filter(still_right) {
        Some(kept) => kept.to_owned(),
        None => default_type(spec, node),
    }
}

/// n8n's type of a node that came from nowhere.
pub(super) fn default_type(spec: Option<&NodeSpec>, node: &Node) -> String {
    if let Some(n8n_type) = node.kind.strip_prefix(Node::PLACEHOLDER) {
        return n8n_type.to_owned();
    }
    let known = spec.map(|spec| spec.n8n.as_slice()).unwrap_or_default();
    let fitting = known.iter().find(|known| implied(known, node));
    match fitting.or(known.first()) {
        Some(known) => known.name.clone(),
        None if node.is_note() => STICKY.to_owned(),
        None => format!("{OWN}{}", node.kind),
    }
}

/// Whether a node has all that a type implies.
fn implied(known: &N8nType, node: &Node) -> bool {
    known
        .implies
        .iter()
        .all(|(key, value)| node.parameters.get(key) == Some(value))
}

/// Whether the node came with n8n's older word for going on after an error.
fn older(node: &Node) -> bool {
    node.origin.get("continueOnFail").and_then(Value::as_bool) == Some(true)
}

fn failure(out: &mut Map, node: &Node) {
    match &node.on_error {
        OnError::Stop => {}
        OnError::Continue if older(node) => {}
        OnError::ErrorOutput => {
            out.insert("onError", "continueErrorOutput");
        }
        OnError::Continue | OnError::Skip | OnError::Fallback { .. } => {
            out.insert("onError", "continueRegularOutput");
        }
    }
    let Some(retry) = &node.retry else { return };
    out.insert("retryOnFail", true);
    if retry.attempts != node::ATTEMPTS {
        out.insert("maxTries", retry.attempts);
    }
    let (RetryWait::Fixed { ms } | RetryWait::Exponential { first_ms: ms, .. }) = retry.wait;
    if ms != node::WAIT_MS {
        out.insert("waitBetweenTries", ms);
    }
}

fn credentials(node: &Node) -> Map {
    let kept = node.origin.get("credentials");
    node.credentials
        .iter()
        .map(|credential| {
            let rest = kept.and_then(|kept| kept.get(&credential.slot)?.as_object());
            let id = rest.and_then(|rest| rest.get("id")).cloned();
            let mut out = Map::new();
            out.insert("id", id.unwrap_or_default());
            out.insert("name", credential.name.as_str());
            fill(&mut out, rest.unwrap_or(&Map::new()), |_| false);
            (credential.slot.as_str(), out)
        })
        .collect()
}

fn only_here(out: &mut Map, node: &Node) {
    let on_error = matches!(node.on_error, OnError::Skip | OnError::Fallback { .. });
    let backs_off = |retry: &&Retry| matches!(retry.wait, RetryWait::Exponential { .. });
    let ours = OnlyHere {
        on_error: on_error.then(|| node.on_error.clone()),
        retry: node.retry.as_ref().filter(backs_off).cloned(),
        timeout_ms: node.timeout_ms,
        cache: node.cache,
    };
    if ours != OnlyHere::default()
        && let Ok(ours) = value::to_value(&ours)
    {
        out.insert(ONLY_HERE, ours);
    }
}

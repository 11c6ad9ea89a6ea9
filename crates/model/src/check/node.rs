//! Checks of single nodes: kind, version, fields that must have a value, credentials, triggers.

use value::Value;

use super::{Checked, Code, Problem};
use crate::edit::{Edit, NodeSetting};
use crate::spec::{NodeSpec, Param, ParamKind, PortKind};
use crate::workflow::{Node, OnError, Retry};

pub(super) fn check(checked: &mut Checked<'_>) {
    let (specs, mut starts) = (checked.specs, false);
    for (_, node) in checked.nodes() {
        let trigger = node.is_trigger(specs);
        starts |= trigger && !node.disabled;
        if node.disabled {
            if trigger {
                let enable = Edit::SetNode {
                    node: node.id.clone(),
                    setting: NodeSetting::Disabled(false),
                };
                checked.report(Problem::of(Code::TriggerDisabled, node).fixed_by(enable));
            }
            continue;
        }
        match specs.get(&node.kind) {
            Some(spec) => known(checked, node, spec),
            None => unknown(checked, node),
        }
        credentials(checked, node);
        after_failure(checked, node);
    }
    if !starts {
        checked.report(Problem::new(Code::NoTrigger));
    }
}

fn unknown(checked: &mut Checked<'_>, node: &Node) {
    let (code, kind) = match node.kind.strip_prefix(Node::PLACEHOLDER) {
        Some(n8n_type) => (Code::Placeholder, n8n_type),
        None => (Code::KindUnknown, node.kind.as_str()),
    };
    checked.report(Problem::of(code, node).with("kind", kind));
}

fn known(checked: &mut Checked<'_>, node: &Node, spec: &NodeSpec) {
    if !spec.versions.contains(&node.version) {
        let nearest = spec.nearest(node.version);
        let adopt = Edit::SetNode {
            node: node.id.clone(),
            setting: NodeSetting::Version(nearest),
        };
        checked.report(
            Problem::of(Code::VersionUnknown, node)
                .with("version", node.version.to_string())
                .with("nearest", nearest.to_string())
                .fixed_by(adopt),
        );
    }
    for param in &spec.params {
        if spec.shows(node, &param.show) {
            let value = node.parameters.get(&param.name).unwrap_or(&param.default);
            missing(checked, node, &param.name, param, value);
        }
    }
}

/// Reports a field that must have a value and has none, and such fields within it.
fn missing(checked: &mut Checked<'_>, node: &Node, path: &str, param: &Param, value: &Value) {
    if param.required && is_empty(value) {
        checked.report(
            Problem::of(Code::ParamMissing, node)
                .at(path)
                .with("label", param.label.as_str()),
        );
        return;
    }
    match &param.kind {
        ParamKind::Number { .. } => {
            if let Some(text) = value.as_str().filter(|text| is_no_number(text)) {
                let problem = Problem::of(Code::ParamNumber, node).at(path);
                let problem = problem.with("label", param.label.as_str());
                checked.report(problem.with("text", text));
            }
        }
        ParamKind::Fields(params) => {
            // Fields that are added one by one must have a value once they are there.
            for inner in params {
                if let Some(value) = value.get(&inner.name) {
                    missing(
                        checked,
                        node,
                        &format!("{path}.{}", inner.name),
                        inner,
                        value,
                    );
                }
            }
        }
        ParamKind::Groups { groups, .. } => {
            for group in groups {
                let path = format!("{path}.{}", group.name);
                match value.get(&group.name) {
                    Some(Value::Array(list)) => {
                        for (at, element) in list.iter().enumerate() {
                            missing(checked, node, &format!("{path}.{at}"), group, element);
                        }
                    }
                    Some(one) => missing(checked, node, &path, group, one),
                    None => {}
                }
            }
        }
        _ => {}
    }
}

/// Whether a text is neither an expression nor a number, nor left empty.
fn is_no_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.starts_with('=') && text.parse::<f64>().is_err()
}

/// Whether a field says nothing. One that chooses from a list holds its choice under `value`.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => matches!(text.as_str(), "" | "="),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => match map.get("value") {
            Some(chosen) if map.contains_key("mode") => is_empty(chosen),
            _ => map.is_empty(),
        },
        _ => false,
    }
}

/// Attempts that are not made, and outputs that a failure cannot take.
fn after_failure(checked: &mut Checked<'_>, node: &Node) {
    let set = |setting| Edit::SetNode {
        node: node.id.clone(),
        setting,
    };
    if let Some(retry) = node.retry.as_ref()
        && retry.attempts != retry.made()
    {
        let made = retry.made();
        let bounded = Retry {
            attempts: made,
            ..retry.clone()
        };
        checked.report(
            Problem::of(Code::RetryBounds, node)
                .with("asked", retry.attempts.to_string())
                .with("made", made.to_string())
                .with("most", Retry::MOST.to_string())
                .fixed_by(set(NodeSetting::Retry(Some(bounded)))),
        );
    }
    let (OnError::Fallback { output }, Some(spec)) =
        (&node.on_error, checked.specs.get(&node.kind))
    else {
        return;
    };
    let outputs = spec.outputs_of(node);
    let main = outputs.iter().filter(|port| port.kind == PortKind::Main);
    let count = main.count();
    let mut edges = checked.workflow.edges.iter();
    let wired = edges.any(|edge| {
        let from = &edge.from;
        from.node == node.id && from.kind == PortKind::Main && from.port >= *output
    });
    if usize::from(*output) < count || wired {
        return;
    }
    let problem =
        Problem::of(Code::FallbackPort, node).with("port", (u32::from(*output) + 1).to_string());
    // Where there is one output there is nothing to ask.
    checked.report(match count {
        1 => problem.fixed_by(set(NodeSetting::OnError(OnError::Fallback { output: 0 }))),
        _ => problem,
    });
}

fn credentials(checked: &mut Checked<'_>, node: &Node) {
    let named = node.credentials.iter().filter(|one| one.id.is_none());
    let named = named.map(|one| one.slot.as_str());
    let required = checked.specs.get(&node.kind).into_iter().flat_map(|spec| {
        let asked = |slot: &&crate::CredentialSlot| slot.required && spec.shows(node, &slot.show);
        spec.credentials.iter().filter(asked)
    });
    let unset = required
        .map(|slot| slot.slot.as_str())
        .filter(|slot| !node.credentials.iter().any(|one| one.slot == *slot));
    let slots: Vec<&str> = named.chain(unset).collect();
    for slot in slots {
        checked.report(Problem::of(Code::CredentialMissing, node).with("slot", slot));
    }
}

//! Says how well a node is known: its type, its version, its operation, its options.

use value::{Map, Value};

use super::{Fit, NodeReport, Remark};
use crate::spec::{Choice, Group, NodeSpec, Param, ParamKind};
use crate::workflow::Node;

/// Past this many, remarks on one node are no longer listed.
const MOST_REMARKS: usize = 50;
/// The parameters that choose what a node does.
const CHOOSERS: [&str; 2] = ["resource", "operation"];

/// The report on one node; `remarks` are those of its reading.
pub(super) fn judge(
    node: &Node,
    n8n_type: String,
    spec: Option<&NodeSpec>,
    mut remarks: Vec<Remark>,
) -> NodeReport {
    let report = |fit, native, remarks| NodeReport {
        node: node.id.clone(),
        name: node.name.clone(),
        kind: node.kind.clone(),
        n8n_type,
        fit,
        native,
        remarks,
    };
    if node.is_note() {
        return report(Fit::Note, true, remarks);
    }
    let Some(spec) = spec else {
        remarks.push(Remark::KindMissing);
        return report(Fit::Missing, false, remarks);
    };
    if let Some(language) = foreign_language(node, spec) {
        remarks.push(Remark::LanguageMissing { language });
        return report(Fit::Missing, false, remarks);
    }
    operations(node, spec, &mut remarks);
    let stops = |remark: &Remark| {
        matches!(
            remark,
            Remark::VersionUnknown { .. } | Remark::OperationUnknown { .. }
        )
    };
    let native = !remarks.iter().any(stops);
    options(node, spec, &mut remarks);
    remarks.truncate(MOST_REMARKS);
    let unknown = |remark: &Remark| {
        stops(remark)
            || matches!(
                remark,
                Remark::OptionUnknown { .. } | Remark::ChoiceUnknown { .. }
            )
    };
    let fit = if remarks.iter().any(unknown) {
        Fit::Approximated
    } else {
        Fit::Native
    };
    report(fit, native, remarks)
}

/// The language of a program that does not run here.
fn foreign_language(node: &Node, spec: &NodeSpec) -> Option<String> {
    let chosen = node.parameters.get("language")?.as_str()?;
    let mut same = spec.params.iter().filter(|param| param.name == "language");
    let param = same.find(|param| spec.shows(node, &param.show))?;
    let (ParamKind::Choice(choices), Group::Code) = (&param.kind, spec.group) else {
        return None;
    };
    let choice = choices.iter().find(|choice| choice.value == *chosen)?;
    let runs =
        |param: &Param| matches!(&param.kind, ParamKind::Code(language) if *language == *chosen);
    (!spec.params.iter().any(runs)).then(|| choice.label.clone())
}

/// Where a kind offers resources and operations, the chosen one must be among them.
fn operations(node: &Node, spec: &NodeSpec, remarks: &mut Vec<Remark>) {
    for field in CHOOSERS {
        let Some(value) = node.parameters.get(field) else {
            continue;
        };
        let mut same = spec.params.iter().filter(|param| param.name == field);
        let known = same.clone().count() > 0;
        if expr::is_expression(value)
            || same.any(|param| spec.shows(node, &param.show) && offers(node, spec, param, value))
        {
            continue;
        }
        // Left over from another resource, in a place where nothing is to be chosen.
        let shown = |param: &&Param| param.name == field && spec.shows(node, &param.show);
        if known && !spec.params.iter().any(|param| shown(&param)) {
            continue;
        }
        remarks.push(Remark::OperationUnknown {
            field: field.to_owned(),
            value: value.to_text().to_string(),
        });
    }
}

/// Whether a parameter may have a value: one of its choices, or anything where it is no choice.
fn offers(node: &Node, spec: &NodeSpec, param: &Param, value: &Value) -> bool {
    let among = |choices: &[Choice]| {
        choices
            .iter()
            .any(|choice| choice.value == *value && spec.shows(node, &choice.show))
    };
    match &param.kind {
        ParamKind::Choice(choices) => among(choices),
        _ => true,
    }
}

fn options(node: &Node, spec: &NodeSpec, remarks: &mut Vec<Remark>) {
    for (key, value) in &node.parameters {
        if CHOOSERS.contains(&key.as_str()) {
            continue;
        }
        let same = || spec.params.iter().filter(|param| param.name == *key);
        if same().next().is_none() {
            remarks.push(Remark::OptionUnknown {
                field: key.to_string(),
            });
            continue;
        }
        let shown: Vec<&Param> = same()
            .filter(|param| spec.shows(node, &param.show))
            .collect();
        if shown.is_empty() || expr::is_expression(value) {
            continue;
        }
        if !shown.iter().any(|param| offers(node, spec, param, value)) {
            remarks.push(Remark::ChoiceUnknown {
                field: key.to_string(),
                value: value.to_text().to_string(),
            });
        }
        // Of several fields with one name the one that knows most of the value is meant.
        let unknown = shown.iter().map(|param| {
            let mut found = Vec::new();
            nested(key, &param.kind, value, &mut found);
            found
        });
        let fewest = unknown.min_by_key(Vec::len).unwrap_or_default();
        let unknown = fewest
            .into_iter()
            .map(|field| Remark::OptionUnknown { field });
        remarks.extend(unknown);
    }
}

/// Paths below `path` that the kind of field does not know.
fn nested(path: &str, kind: &ParamKind, value: &Value, found: &mut Vec<String>) {
    match kind {
        ParamKind::Fields(params) => {
            if let Some(map) = value.as_object() {
                fields(path, params, map, found);
            }
        }
        ParamKind::Groups { groups, .. } => {
            for (name, inner) in value.as_object().into_iter().flatten() {
                let path = format!("{path}.{name}");
                let Some(group) = groups.iter().find(|group| group.name == *name) else {
                    found.push(path);
                    continue;
                };
                match inner {
                    Value::Array(list) => {
                        for (at, element) in list.iter().enumerate() {
                            nested(&format!("{path}.{at}"), &group.kind, element, found);
                        }
                    }
                    one => nested(&path, &group.kind, one, found),
                }
            }
        }
        _ => {}
    }
}

fn fields(path: &str, params: &[Param], map: &Map, found: &mut Vec<String>) {
    for (key, value) in map {
        let path = format!("{path}.{key}");
        match params.iter().find(|param| param.name == *key) {
            Some(param) => nested(&path, &param.kind, value, found),
            // An id names an element of a list for edits; it is no option.
            None if key == "id" => {}
            None => found.push(path),
        }
    }
}

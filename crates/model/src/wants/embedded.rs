//! A workflow that stands whole in a parameter of another runs with its grants: what it wants is wanted.

use value::Value;

use super::{Place, Wants};
use crate::file;
use crate::n8n::ImportOptions;
use crate::spec::{NodeSpec, ParamKind, Specs};
use crate::workflow::Node;

/// The parameter that holds it.
const FIELD: &str = "workflowJson";

/// What the workflow wants that a node holds, each as the wish of the node.
///
/// `within` counts the workflows around it: text in text in text is cut off somewhere, and refused when it runs.
pub(super) fn of(node: &Node, spec: &NodeSpec, specs: &Specs, within: u8) -> Option<Wants> {
    let mut same = spec.params.iter().filter(|param| param.name == FIELD);
    let shown = same.any(|param| param.kind == ParamKind::Json && spec.shows(node, &param.show));
    let given = node.parameters.get(FIELD).filter(|_| shown)?;
    let text = match given {
        Value::String(text) if !text.starts_with('=') => text.to_string(),
        Value::Object(_) => value::to_string(given),
        _ => return None,
    };
    let options = ImportOptions::default();
    let inner = file::read_within(text.as_bytes(), specs, options, within + 1).ok()?;
    let mut wants = Wants::default();
    for one in inner {
        wants.extend(named(one.report.wants, node));
    }
    Some(wants)
}

/// The wants of the inner workflow, placed at the node that holds it.
fn named(mut wants: Wants, node: &Node) -> Wants {
    let at = |place: &mut Place| {
        place.name = format!("{} › {}", node.name, place.name).into();
        place.node = node.id.clone();
        place.field = FIELD.to_owned();
    };
    wants.hosts.iter_mut().for_each(|want| at(&mut want.place));
    wants.files.iter_mut().for_each(|want| at(&mut want.place));
    wants
        .commands
        .iter_mut()
        .for_each(|want| at(&mut want.place));
    wants.environment.iter_mut().for_each(at);
    for want in &mut wants.credentials {
        want.name = format!("{} › {}", node.name, want.name).into();
        want.node = node.id.clone();
    }
    wants
}

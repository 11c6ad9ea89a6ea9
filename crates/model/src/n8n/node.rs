//! One node of a file becomes a node here. What has no word here, or another form than n8n gives it, stays in `origin`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::{Map, Text, Value};

use super::{Known, ONLY_HERE, Remark, ids::Ids};
use crate::spec::{NodeSpec, ParamKind};
use crate::workflow::{CredentialRef, Node, OnError, Retry, RetryWait};

/// Positions are kept within this many points of the origin.
const FAR: f64 = 1e6;
/// No wait is longer: past this a number of milliseconds is a mistake.
const LONGEST_WAIT_MS: f64 = 1e15;
/// n8n's number of attempts where none is given.
pub(super) const ATTEMPTS: u32 = 3;
/// n8n's wait where none is given, in milliseconds.
pub(super) const WAIT_MS: u64 = 1000;

/// What Millrace keeps in an export beside n8n's own keys.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct OnlyHere {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_error: Option<OnError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cache: bool,
}

/// Maps a node; id and name are settled by the caller.
pub(super) fn build(
    mut raw: Map,
    n8n_type: &str,
    known: &Known<'_>,
    remarks: &mut Vec<Remark>,
) -> Node {
    let version = version(&mut raw, known.spec.map(Arc::as_ref), remarks);
    let parameters = parameters(&mut raw, known, remarks);
    let mut node = Node {
        kind: known.kind.clone(),
        version,
        parameters,
        position: position(raw.remove("position").as_ref(), remarks),
        disabled: flag(&mut raw, "disabled"),
        execute_once: flag(&mut raw, "executeOnce"),
        always_output: flag(&mut raw, "alwaysOutputData"),
        on_error: on_error(&mut raw),
        retry: retry(&mut raw, remarks),
        note: text(&mut raw, "notes"),
        credentials: credentials(&mut raw),
        ..Node::default()
    };
    only_here(&mut raw, &mut node);
    if super::export::default_type(known.spec.map(Arc::as_ref), &node) != n8n_type {
        raw.insert("type", n8n_type);
    }
    node.origin = raw;
    node
}

/// The version: the file's, or the nearest the kind knows; the file's then stays in `origin`.
fn version(raw: &mut Map, spec: Option<&NodeSpec>, remarks: &mut Vec<Remark>) -> f64 {
    let given = raw.remove("typeVersion");
    let found = given.as_ref().map_or(1.0, read_version);
    let used = used_for(found, spec);
    if let Some(given) = given.filter(|given| given.as_f64() != Some(used)) {
        raw.insert("typeVersion", given);
    }
    if used != found {
        remarks.push(Remark::VersionUnknown { found, used });
    }
    used
}

/// The version that stands for a file's: the nearest the kind knows.
pub(super) fn used_for(found: f64, spec: Option<&NodeSpec>) -> f64 {
    match spec {
        Some(spec) => spec.nearest(found),
        None if found > 0.0 => found,
        None => 1.0,
    }
}

/// A version as a number; n8n's default where it is none.
pub(super) fn read_version(given: &Value) -> f64 {
    let number = match given {
        Value::String(text) => value::string_to_number(text),
        other => other.as_f64().unwrap_or(1.0),
    };
    if number.is_finite() { number } else { 1.0 }
}

fn parameters(raw: &mut Map, known: &Known<'_>, remarks: &mut Vec<Remark>) -> Map {
    let mut parameters = match raw.remove("parameters") {
        Some(Value::Object(map)) => Arc::unwrap_or_clone(map),
        None | Some(Value::Null) => Map::new(),
        Some(Value::Array(list)) if list.is_empty() => Map::new(),
        Some(_) => {
            remarks.push(Remark::ParametersDropped);
            Map::new()
        }
    };
    for (key, value) in known.implies.into_iter().flatten() {
        parameters.insert(key.clone(), value.clone());
    }
    parameters
}

fn position(given: Option<&Value>, remarks: &mut Vec<Remark>) -> [f64; 2] {
    let at = |axis: usize| given.and_then(|value| value.get(axis)?.as_f64());
    let (Some(x), Some(y)) = (at(0), at(1)) else {
        remarks.push(Remark::Moved);
        return [0.0, 0.0];
    };
    let kept = [bounded(x), bounded(y)];
    if kept != [x, y] {
        remarks.push(Remark::Moved);
    }
    kept
}

/// A coordinate that can be drawn: finite, within bounds, and no negative zero.
pub(crate) fn bounded(coordinate: f64) -> f64 {
    if coordinate.is_finite() {
        coordinate.clamp(-FAR, FAR) + 0.0
    } else {
        0.0
    }
}

/// A switch that is on is taken; anything else stays where it is.
fn flag(raw: &mut Map, key: &str) -> bool {
    let on = raw.get(key).and_then(Value::as_bool) == Some(true);
    if on {
        raw.remove(key);
    }
    on
}

fn text(raw: &mut Map, key: &str) -> Option<String> {
    let text = raw.get(key)?.as_str()?.to_owned();
    raw.remove(key);
    Some(text)
}

/// `onError`, or the older `continueOnFail`, which counts only where the newer key is absent.
fn on_error(raw: &mut Map) -> OnError {
    let taken = match raw.get("onError").and_then(Value::as_str) {
        Some("continueRegularOutput") => OnError::Continue,
        Some("continueErrorOutput") => OnError::ErrorOutput,
        Some("stopWorkflow") => {
            raw.remove("continueOnFail");
            return OnError::Stop;
        }
        _ if raw.get("continueOnFail").and_then(Value::as_bool) == Some(true) => {
            return OnError::Continue;
        }
        _ => return OnError::Stop,
    };
    raw.remove("onError");
    raw.remove("continueOnFail");
    taken
}

fn retry(raw: &mut Map, remarks: &mut Vec<Remark>) -> Option<Retry> {
    if !flag(raw, "retryOnFail") {
        return None;
    }
    let tries = number(raw, "maxTries", f64::from(ATTEMPTS)).map_or(ATTEMPTS, |asked| {
        let attempts = asked.round().clamp(2.0, f64::from(Retry::MOST));
        if attempts != asked {
            remarks.push(Remark::RetryLimited {
                attempts: attempts as u32,
            });
        }
        attempts as u32
    });
    let wait = number(raw, "waitBetweenTries", WAIT_MS as f64)
        .map_or(WAIT_MS, |ms| ms.round().clamp(0.0, LONGEST_WAIT_MS) as u64);
    Some(Retry {
        attempts: tries,
        wait: RetryWait::Fixed { ms: wait },
    })
}

/// Takes a number that says something; one that repeats the default stays where it is.
fn number(raw: &mut Map, key: &str, default: f64) -> Option<f64> {
    let found = raw.get(key)?.as_f64().filter(|found| *found != default)?;
    raw.remove(key);
    Some(found)
}

/// Credentials keep their slot and name. An id from another installation stays in `origin`: it would name somebody
/// else's secret here.
fn credentials(raw: &mut Map) -> Vec<CredentialRef> {
    let Some(Value::Object(slots)) = raw.get("credentials").cloned() else {
        return Vec::new();
    };
    raw.remove("credentials");
    let mut kept = Map::new();
    let mut list = Vec::with_capacity(slots.len());
    for (slot, given) in slots.iter() {
        let mut rest = given.as_object().cloned().unwrap_or_default();
        let name = match (given, rest.get("name")) {
            (Value::String(name), _) | (_, Some(Value::String(name))) => name.to_string(),
            _ => String::new(),
        };
        rest.remove("name");
        if rest.get("id").is_some_and(Value::is_null) {
            rest.remove("id");
        }
        if !rest.is_empty() {
            kept.insert(slot.clone(), rest);
        }
        list.push(CredentialRef {
            slot: slot.to_string(),
            id: None,
            name,
        });
    }
    if !kept.is_empty() {
        raw.insert("credentials", kept);
    }
    list
}

/// What an export of ours says in its own words.
fn only_here(raw: &mut Map, node: &mut Node) {
    let Some(given) = raw.get(ONLY_HERE) else {
        return;
    };
    let Ok(ours) = value::from_value::<OnlyHere>(given) else {
        return;
    };
    raw.remove(ONLY_HERE);
    if let Some(on_error) = ours.on_error {
        node.on_error = on_error;
        raw.retain(|key, value| key != "continueOnFail" || value.as_bool() != Some(true));
    }
    // A fixed wait has words of n8n's own.
    let backs_off = |retry: &Retry| matches!(retry.wait, RetryWait::Exponential { .. });
    if let Some(mut retry) = ours.retry.filter(backs_off) {
        retry.attempts = retry.attempts.clamp(2, Retry::MOST);
        node.retry = Some(retry);
        raw.retain(|key, _| !matches!(key, "retryOnFail" | "maxTries" | "waitBetweenTries"));
    }
    node.timeout_ms = ours.timeout_ms.or(node.timeout_ms);
    node.cache |= ours.cache;
}

/// Gives every element of an assignment or condition list an id, so that an edit can name it.
pub(super) fn name_elements(spec: &NodeSpec, parameters: &mut Map, ids: &mut Ids<'_>) {
    for param in &spec.params {
        if let Some(value) = parameters.get_mut(&param.name) {
            name_within(&param.kind, value, ids);
        }
    }
}

fn name_within(kind: &ParamKind, value: &mut Value, ids: &mut Ids<'_>) {
    let list = match kind {
        ParamKind::Assignments => "assignments",
        ParamKind::Conditions => "conditions",
        ParamKind::Fields(params) | ParamKind::Groups { groups: params, .. } => {
            if has_lists(params) {
                for each in elements_mut(value) {
                    for param in params {
                        let inner = each.as_object_mut().and_then(|m| m.get_mut(&param.name));
                        if let Some(inner) = inner {
                            name_group(kind, &param.kind, inner, ids);
                        }
                    }
                }
            }
            return;
        }
        _ => return,
    };
    if value.get(list).is_some_and(needs_ids) {
        let found = value.as_object_mut().and_then(|map| map.get_mut(list));
        name_list(found.and_then(Value::as_array_mut), ids);
    }
}

/// A group holds its fields once, or in a list.
fn name_group(outer: &ParamKind, kind: &ParamKind, inner: &mut Value, ids: &mut Ids<'_>) {
    match outer {
        ParamKind::Groups { .. } => {
            for element in elements_mut(inner) {
                name_within(kind, element, ids);
            }
        }
        _ => name_within(kind, inner, ids),
    }
}

fn elements_mut(value: &mut Value) -> &mut [Value] {
    match value {
        Value::Array(list) => Arc::make_mut(list).as_mut_slice(),
        one => std::slice::from_mut(one),
    }
}

fn has_lists(params: &[crate::spec::Param]) -> bool {
    params.iter().any(|param| match &param.kind {
        ParamKind::Assignments | ParamKind::Conditions => true,
        ParamKind::Fields(inner) | ParamKind::Groups { groups: inner, .. } => has_lists(inner),
        _ => false,
    })
}

fn id_of(element: &Value) -> Option<&Text> {
    match element.get("id") {
        Some(Value::String(id)) if !id.is_empty() => Some(id),
        _ => None,
    }
}

fn needs_ids(list: &Value) -> bool {
    let list = list.as_array().unwrap_or_default();
    let mut seen = rustc_hash::FxHashSet::default();
    list.iter()
        .any(|element| element.is_object() && id_of(element).is_none_or(|id| !seen.insert(id)))
}

fn name_list(list: Option<&mut Vec<Value>>, ids: &mut Ids<'_>) {
    let mut seen = rustc_hash::FxHashSet::default();
    for element in list.into_iter().flatten() {
        let new = id_of(element).is_none_or(|id| !seen.insert(id.clone()));
        if let (true, Some(map)) = (new, element.as_object_mut()) {
            let id = ids.fresh();
            seen.insert(id.clone());
            map.insert("id", id);
        }
    }
}

//! Millrace's own workflow file: JSON with a format version, the same keys in the same order each time, one wire a line,
//! so that two versions of a file compare well.
//!
//! [`read`] takes n8n's format too, told apart by the `format` key. Not here: files themselves; text comes in and goes
//! out.

use value::{Map, Value};

use crate::json::{self, Document};
use crate::n8n::{self, ImportError, ImportOptions, Imported, Report, Warning};
use crate::spec::Specs;
use crate::workflow::Workflow;

/// The key that tells our files from others.
const FORMAT_KEY: &str = "format";
/// What stands before the version.
const FORMAT_NAME: &str = "millrace/";
/// The version that is written.
pub const FORMAT_VERSION: u32 = 1;

/// A workflow as the text of a file.
pub fn write(workflow: &Workflow) -> String {
    let mut out = String::with_capacity(4096);
    let mut map = Map::new();
    map.insert(FORMAT_KEY, format!("{FORMAT_NAME}{FORMAT_VERSION}"));
    // A Workflow is plain data with text keys: it always serializes.
    if let Ok(Value::Object(fields)) = value::to_value(workflow) {
        for (key, value) in fields.iter() {
            map.insert(key.clone(), value.clone());
        }
    }
    pretty(&mut out, &map.into(), 0);
    out.push('\n');
    out
}

/// Reads the text of a workflow file, Millrace's or n8n's, that holds one workflow.
///
/// # Errors
/// When it holds none, or several, or was made by a newer Millrace; then nothing was kept.
pub fn read(
    bytes: &[u8],
    specs: &Specs,
    options: ImportOptions<'_>,
) -> Result<Imported, ImportError> {
    let mut all = read_all(bytes, specs, options)?;
    match (all.len(), all.pop()) {
        (1, Some(one)) => Ok(one),
        (count, _) => Err(ImportError::Several { count }),
    }
}

/// Reads the text of a workflow file, Millrace's or n8n's, with however many workflows it holds.
///
/// # Errors
/// When it holds none, or was made by a newer Millrace; then nothing was kept.
pub fn read_all(
    bytes: &[u8],
    specs: &Specs,
    options: ImportOptions<'_>,
) -> Result<Vec<Imported>, ImportError> {
    read_within(bytes, specs, options, 0)
}

/// As [`read_all`], of what is a parameter of `within` workflows around it.
pub(crate) fn read_within(
    bytes: &[u8],
    specs: &Specs,
    options: ImportOptions<'_>,
    within: u8,
) -> Result<Vec<Imported>, ImportError> {
    let document = json::read(bytes)?;
    match version(&document.value) {
        None => n8n::from_document(document, specs, options, within),
        Some(version) => {
            check_version(version)?;
            own(&document, specs, within).map(|one| vec![one])
        }
    }
}

/// Whether a text says at its beginning that it is one of our files.
pub(crate) fn is_ours(text: &str) -> bool {
    let head = text.trim_start().strip_prefix('{').unwrap_or_default();
    let key = head.trim_start().strip_prefix("\"format\"");
    let value = key.and_then(|rest| rest.trim_start().strip_prefix(':'));
    value.is_some_and(|rest| rest.trim_start().starts_with("\"millrace/"))
}

/// The version that a document of ours says it has.
fn version(document: &Value) -> Option<&str> {
    document
        .get(FORMAT_KEY)?
        .as_str()?
        .strip_prefix(FORMAT_NAME)
}

fn check_version(found: &str) -> Result<(), ImportError> {
    match found.parse::<u32>() {
        Ok(FORMAT_VERSION) => Ok(()),
        Ok(newer) if newer > FORMAT_VERSION => Err(ImportError::Newer {
            found: format!("{FORMAT_NAME}{newer}"),
            known: format!("{FORMAT_NAME}{FORMAT_VERSION}"),
        }),
        _ => Err(ImportError::Shape {
            what: format!(
                "`{FORMAT_KEY}` is `{FORMAT_NAME}{found}`, which no version of Millrace writes"
            ),
        }),
    }
}

fn own(document: &Document, specs: &Specs, within: u8) -> Result<Imported, ImportError> {
    let mut workflow: Workflow =
        value::from_value(&document.value).map_err(|error| ImportError::Shape {
            what: error.to_string(),
        })?;
    for (what, count, most) in [
        ("nodes", workflow.nodes.len(), n8n::MOST_NODES),
        ("wires", workflow.edges.len(), n8n::MOST_EDGES),
    ] {
        if count > most {
            return Err(ImportError::TooMany { what, count, most });
        }
    }
    for node in &mut workflow.nodes {
        node.position = node.position.map(n8n::bounded);
        for credential in &mut node.credentials {
            // Chosen on another machine, or by whoever wrote the file: here a person chooses.
            credential.id = None;
        }
    }
    let mut report = n8n::report_on(&workflow, specs, within);
    report.warnings = warnings(document, &workflow);
    Ok(Imported { workflow, report })
}

fn warnings(document: &Document, workflow: &Workflow) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = document
        .repeated
        .iter()
        .map(|path| Warning::KeyRepeated { path: path.clone() })
        .collect();
    let mut unknown = Vec::new();
    if let (Some(found), Ok(Value::Object(read))) =
        (document.value.as_object(), value::to_value(workflow))
    {
        left_out(found, &read, &mut unknown);
    }
    warnings.extend(unknown.into_iter().map(|path| Warning::KeyUnknown { path }));
    warnings
}

/// Keys of a file, and of its nodes, that were not read: those that writing the workflow again does not give, unless
/// they say nothing.
fn left_out(found: &Map, read: &Map, unknown: &mut Vec<String>) {
    const MOST: usize = 100;
    let says_something = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    };
    let mut missing = |within: &str, found: &Map, read: &Map| {
        for (key, value) in found {
            let known = read.contains_key(key) || KNOWN_KEYS.contains(&key.as_str());
            if !known && says_something(value) && unknown.len() < MOST {
                unknown.push(format!("{within}{key}"));
            }
        }
    };
    missing("", found, read);
    let nodes = |map: &Map| map.get("nodes").cloned().unwrap_or_default();
    let (found, read) = (nodes(found), nodes(read));
    let pairs = found
        .as_array()
        .unwrap_or_default()
        .iter()
        .zip(read.as_array().unwrap_or_default());
    for (at, (found, read)) in pairs.enumerate() {
        if let (Some(found), Some(read)) = (found.as_object(), read.as_object()) {
            missing(&format!("nodes.{at}."), found, read);
        }
    }
}

/// Keys that are read but written only when they differ from their defaults.
const KNOWN_KEYS: [&str; 4] = [FORMAT_KEY, "settings", "onError", "position"];

/// JSON with two spaces a level; lists of plain values and the entries of `edges` stand in one line.
fn pretty(out: &mut String, value: &Value, level: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('{');
            for (at, (key, element)) in map.iter().enumerate() {
                separate(out, at, level + 1);
                out.push_str(&value::to_string(&Value::String(key.clone())));
                out.push_str(": ");
                match element.as_array() {
                    Some(edges) if level == 0 && key.as_str() == "edges" => lines(out, edges),
                    _ => pretty(out, element, level + 1),
                }
            }
            indent(out, level);
            out.push('}');
        }
        Value::Array(list) if list.iter().any(|e| e.is_object() || e.is_array()) => {
            out.push('[');
            for (at, element) in list.iter().enumerate() {
                separate(out, at, level + 1);
                pretty(out, element, level + 1);
            }
            indent(out, level);
            out.push(']');
        }
        Value::Array(list) => {
            let plain: Vec<String> = list.iter().map(value::to_string).collect();
            out.push('[');
            out.push_str(&plain.join(", "));
            out.push(']');
        }
        other => out.push_str(&value::to_string(other)),
    }
}

fn lines(out: &mut String, list: &[Value]) {
    out.push('[');
    for (at, element) in list.iter().enumerate() {
        separate(out, at, 2);
        out.push_str(&value::to_string(element));
    }
    if !list.is_empty() {
        indent(out, 1);
    }
    out.push(']');
}

fn separate(out: &mut String, at: usize, level: usize) {
    if at > 0 {
        out.push(',');
    }
    indent(out, level);
}

fn indent(out: &mut String, level: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level));
}

/// The report on a workflow that is open already: what of it is native, what it wants, which secrets it holds.
pub fn report(workflow: &Workflow, specs: &Specs) -> Report {
    n8n::report_on(workflow, specs, 0)
}

/// The JSON Schema of a workflow file.
pub fn schema() -> Value {
    let mut schema = Value::from(schemars::schema_for!(Workflow).to_value());
    let Some(map) = schema.as_object_mut() else {
        return schema;
    };
    map.insert("title", "A Millrace workflow");
    let version = Map::from_iter([
        ("description", Value::from("The version of this format.")),
        ("const", format!("{FORMAT_NAME}{FORMAT_VERSION}").into()),
    ]);
    let mut properties = Map::from_iter([(FORMAT_KEY, version)]);
    if let Some(Value::Object(known)) = map.get("properties") {
        properties.extend(
            known
                .iter()
                .map(|(key, value)| (key.clone(), value.clone())),
        );
    }
    map.insert("properties", properties);
    let mut required = vec![Value::from(FORMAT_KEY)];
    required.extend(
        map.get("required")
            .and_then(Value::as_array)
            .unwrap_or_default()
            .iter()
            .cloned(),
    );
    map.insert("required", required);
    schema
}

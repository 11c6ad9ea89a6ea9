//! The items that a run is given: a list of records or of items, one of them, or one a line.

use std::path::Path;

use model::Item;
use value::Value;

use crate::arguments::Run;
use crate::failure::Failure;
use crate::place;

/// The items of `--input`, if there is one.
pub fn given(arguments: &Run) -> Result<Option<Vec<Item>>, Failure> {
    let Some(path) = arguments.input.as_deref() else {
        return Ok(None);
    };
    if path.as_os_str() == "-" && arguments.workflow.as_os_str() == "-" {
        return Err(Failure::Input(
            "only one of the workflow and its items can be read from standard input; name a file for the other"
                .to_owned(),
        ));
    }
    let bytes = place::read(path)?;
    if bytes.len() > model::n8n::MOST_BYTES {
        let most = model::n8n::MOST_BYTES >> 20;
        return Err(Failure::file(
            path,
            format!("more than {most} MiB are not read"),
        ));
    }
    items(path, &bytes).map(Some)
}

fn items(path: &Path, bytes: &[u8]) -> Result<Vec<Item>, Failure> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count();
        Failure::file(path, format!("line {line} is not UTF-8 text"))
    })?;
    if text.trim().is_empty() {
        return Err(Failure::file(path, "it is empty; a list of no items is []"));
    }
    let list = match value::from_str(text) {
        Ok(Value::Array(list)) => list.to_vec(),
        Ok(one) => vec![one],
        Err(error) => by_line(text).ok_or_else(|| {
            let error = error.to_string();
            Failure::file(
                path,
                format!(
                    "it is not JSON: {error}. Correct that place; one record a line is read too"
                ),
            )
        })?,
    };
    list.iter()
        .enumerate()
        .map(|(at, value)| item(path, at, value))
        .collect()
}

/// One value a line, as logs and databases write them.
fn by_line(text: &str) -> Option<Vec<Value>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let values: Vec<Value> = lines
        .map(|line| value::from_str(line).ok())
        .collect::<Option<_>>()?;
    (values.len() > 1).then_some(values)
}

fn item(path: &Path, at: usize, value: &Value) -> Result<Item, Failure> {
    let wrong = |why: String| Failure::file(path, format!("item {at} {why}"));
    match value {
        Value::Object(map) if map.get("json").is_some_and(Value::is_object) => {
            value::from_value(value)
                .map_err(|e| wrong(format!("is not written as an item is: {e}")))
        }
        Value::Object(map) => Ok(Item::new(map.clone())),
        other => Err(wrong(format!(
            "is no record, that is, no object, but {}",
            other.type_name()
        ))),
    }
}

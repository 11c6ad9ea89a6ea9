//! What the nodes of this family share: one run in the sandbox, its lines shown, its records turned into items.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::script::{CodeMode, CodeRun, ScriptError, ScriptFault};
use sdk::{Ctx, Error, Item, Map, Origin, Result, Text, Value};

/// How long a program may take, in milliseconds.
const TIMEOUT_MS: u64 = 60_000;

/// Runs a program over the items of the first input.
///
/// # Errors
/// When it fails, takes too long, or gives back something that is no item.
pub(super) async fn run(ctx: &mut Ctx, code: Text, mode: CodeMode) -> Result<Vec<Item>> {
    let run = CodeRun {
        scope: ctx.parameters().scope(),
        code,
        mode,
        continue_on_fail: ctx.continues(),
        timeout_ms: ctx.node().timeout_ms.unwrap_or(TIMEOUT_MS),
    };
    let asked = ctx.parameters().script_host();
    let reply = ctx.host().run_code(&run, &*asked).await?;
    for line in reply.console {
        ctx.print(line);
    }
    if let Some(context) = reply.context {
        *ctx.state_mut() = context;
    }
    let result = reply.result.map_err(|error| failed(&error, &run.code))?;
    let records = result.into_json().unwrap_or_default();
    let inputs = ctx.items();
    let mut records = stored(ctx, records).await?;
    if mode == CodeMode::EachItem && ctx.continues() {
        name_items(&mut records);
    }
    records
        .as_array()
        .unwrap_or_default()
        .iter()
        .map(|record| item(record, &inputs))
        .collect()
}

/// Where one item of several failed and the others went on, its message says which.
fn name_items(records: &mut Value) {
    for record in records.as_array_mut().into_iter().flatten() {
        let item = record.path("pairedItem.item").and_then(Value::as_u64);
        let failed = record.get("json").and_then(Value::as_object);
        let text = failed
            .filter(|json| json.len() == 1)
            .and_then(|json| json.get("error")?.as_str());
        let (Some(item), Some(text)) = (item, text.and_then(|text| text.strip_suffix(']'))) else {
            continue;
        };
        if !text.contains(" [line ") {
            continue;
        }
        let text = format!("{text}, for item {item}]");
        if let Some(map) = record.as_object_mut() {
            map.insert("json", Map::from_iter([("error", text.as_str())]));
            map.insert("error", text);
        }
    }
}

/// The records with the files stored whose content the code gave in place, as `{ data: base64, mimeType?, fileName? }`.
async fn stored(ctx: &Ctx, mut records: Value) -> Result<Value> {
    let some = records.as_array().is_some_and(|list| {
        let files = list
            .iter()
            .filter_map(|record| record.get("binary")?.as_object());
        files.flat_map(Map::values).any(in_place)
    });
    if !some {
        return Ok(records);
    }
    for record in records.as_array_mut().into_iter().flatten() {
        let binary = record.as_object_mut().and_then(|map| map.get_mut("binary"));
        let files = binary.and_then(Value::as_object_mut);
        for file in files.into_iter().flat_map(Map::values_mut) {
            if in_place(file) {
                *file = store(ctx, file).await?;
            }
        }
    }
    Ok(records)
}

fn in_place(file: &Value) -> bool {
    file.get("sha256").is_none_or(|hash| *hash == "")
        && file.get("data").is_some_and(Value::is_string)
}

async fn store(ctx: &Ctx, file: &Value) -> Result<Value> {
    let text = |key: &str| file.get(key).and_then(Value::as_str);
    let bytes = STANDARD.decode(text("data").unwrap_or_default().trim());
    let bytes = bytes.map_err(|e| {
        Error::data(format!(
            "The code returned a file whose data is not base64: {e}."
        ))
    })?;
    let stored = ctx
        .host()
        .store_binary(bytes.into(), text("fileName"), text("mimeType"));
    let mut binary = stored.await?;
    if let Some(extension) = text("fileExtension") {
        binary.file_extension = Some(extension.into());
    }
    value::to_value(&binary).map_err(|e| Error::data(e.to_string()))
}

/// An item from `{ json, binary?, pairedItem?, error? }`.
fn item(record: &Value, inputs: &[Item]) -> Result<Item> {
    let json = record
        .get("json")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let mut item = Item::new(json);
    if let Some(binary) = record.get("binary").filter(|binary| !binary.is_null()) {
        let binary = value::from_value(binary);
        item.binary = Some(Arc::new(binary.map_err(|e| {
            Error::data(format!("The code returned a file that is none: {e}.")).describe(
                "Make files with helpers.prepareBinaryData, or hand on those of the input.",
            )
        })?));
    }
    item.origin = origin(record.get("pairedItem"), inputs);
    if let Some(error) = record.get("error").filter(|error| !error.is_null()) {
        item.error = Some(Arc::new(Error::new("code", error.to_text().to_string())));
    }
    Ok(item)
}

/// The lineage that the code states: an index, `{ item }`, or a list of them.
fn origin(paired: Option<&Value>, inputs: &[Item]) -> Origin {
    let of = |value: &Value| {
        let index = value
            .as_u64()
            .or_else(|| value.get("item").and_then(Value::as_u64))?;
        inputs.get(index as usize).map(|item| &item.origin)
    };
    match paired {
        None | Some(Value::Null) => Origin::Unknown,
        Some(Value::Array(list)) => Origin::join(list.iter().filter_map(of)),
        Some(one) => of(one).cloned().unwrap_or_default(),
    }
}

/// The failure of a program as the run shows it, with the line that failed.
pub(super) fn failed(error: &ScriptError, code: &str) -> Error {
    let kind = match error.kind {
        ScriptFault::Timeout => "timeout",
        ScriptFault::Memory => "memory",
        ScriptFault::Refused => "refused",
        ScriptFault::Syntax => "code.syntax",
        _ => "code",
    };
    let place = match (error.line, error.item) {
        (Some(line), Some(item)) => format!(" [line {line}, for item {item}]"),
        (Some(line), None) => format!(" [line {line}]"),
        _ => String::new(),
    };
    let message = match error.message.contains(" [line ") {
        true => error.message.clone(),
        false => format!("{}{place}", error.message),
    };
    let quote = error.quote.clone().or_else(|| {
        let line = error.line?.checked_sub(1)?;
        code.lines()
            .nth(line as usize)
            .map(|text| text.trim().to_owned())
    });
    let mut out = Error::new(kind, message).in_field("jsCode");
    out.quote = quote;
    out.item = error.item;
    out.grant = (error.code.as_deref() == Some("env_refused")).then(|| "env".to_owned());
    out.description.clone_from(&error.description);
    out.details = Map::from_iter([("name", error.name.as_str())]).into();
    out
}

/// The item that stands for a failed run where the workflow goes on: `{ error }`.
pub(super) fn failed_item(ctx: &Ctx, error: Error) -> Result<Vec<Item>> {
    ctx.recover(0, error).map(|item| vec![item])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_environment_names_the_grant() {
        let mut error = ScriptError::new(ScriptFault::Refused, "ExpressionError", "denied");
        error.line = Some(1);
        assert_eq!(failed(&error, "$env.HOME").grant, None);
        error.code = Some("env_refused".to_owned());
        let shown = failed(&error, "$env.HOME");
        assert_eq!(shown.grant.as_deref(), Some("env"));
        assert_eq!(shown.quote.as_deref(), Some("$env.HOME"));
    }
}

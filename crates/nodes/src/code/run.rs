//! What the nodes of this family share: one run in the sandbox, its lines shown, its records turned into items.

use std::sync::Arc;

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
    records
        .as_array()
        .unwrap_or_default()
        .iter()
        .map(|record| item(record, &inputs))
        .collect()
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
    let line = error
        .line
        .map(|line| format!(" [line {line}]"))
        .unwrap_or_default();
    let message = match error.message.ends_with(&line) {
        true => error.message.clone(),
        false => format!("{}{line}", error.message),
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
    out.description.clone_from(&error.description);
    out.details = Map::from_iter([("name", error.name.as_str())]).into();
    out
}

/// The item that stands for a failed run where the workflow goes on: `{ error }`.
pub(super) fn failed_item(ctx: &Ctx, error: Error) -> Result<Vec<Item>> {
    ctx.recover(0, error).map(|item| vec![item])
}

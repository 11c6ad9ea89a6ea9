//! Remove Duplicates: drops items that are there twice, or that an earlier run has seen.

mod earlier;
mod form;

use earlier::{ask, seen};
pub(super) use form::{compare_params, options};
use form::{memory_options, seen_params};

use rustc_hash::FxHashSet;
use sdk::{
    Ctx, DedupAction, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    PortRule, PortSet, Result, Show, ShowRule, Text, Value, async_trait, json,
};

use super::names::{entry_names, is_on, names};
use crate::path;

/// Drops items that are there twice, or that an earlier run has seen.
pub struct RemoveDuplicates;

const SEEN: &str = "removeItemsSeenInPreviousExecutions";
const INPUT: &str = "removeDuplicateInputItems";
const CLEAR: &str = "clearDeduplicationHistory";

#[async_trait]
impl Node for RemoveDuplicates {
    fn spec(&self) -> NodeSpec {
        let within = Show::default().and_when("operation", &[INPUT]);
        let operations = [
            (INPUT, "Repeats among the items"),
            (SEEN, "Items seen in earlier runs"),
            (CLEAR, "Nothing: forget what was seen"),
        ];
        let mut params = vec![
            Param::choice("operation", "What to remove", &operations)
                .help("Compare the items with each other, or with those of earlier runs.")
                .show(Show::since(2.0)),
        ];
        params.extend(compare_params(&Show::before(2.0)));
        params.extend(compare_params(&within.clone().and(ShowRule::Since(2.0))));
        params.extend(seen_params());
        params.push(
            Param::fields("options", "More", options())
                .help("Dots in names.")
                .show(Show::before(2.0))
                .more(),
        );
        params.push(
            Param::fields("options", "More", options())
                .help("Dots in names.")
                .show(within)
                .more(),
        );
        params.push(
            Param::fields("options", "More", memory_options())
                .help("Whose memory it is.")
                .show(Show::when("operation", &[SEEN, CLEAR]))
                .more(),
        );
        NodeSpec {
            help: "Drops items that are there twice, or that an earlier run has already seen."
                .to_owned(),
            icon: "copy-x".to_owned(),
            versions: vec![1.0, 1.1, 2.0],
            n8n: N8nType::base(&["removeDuplicates"]),
            outputs: vec![
                PortRule {
                    show: Show::when("operation", &[SEEN]).and(ShowRule::Since(2.0)),
                    ports: PortSet::of(&["Kept", "Discarded"]),
                },
                PortRule::default(),
            ],
            params,
            effect: Effect::Unsafe,
            harmless: vec![
                Show::before(2.0),
                Show::since(2.0).and_when("operation", &[INPUT, CLEAR]),
            ],
            ..NodeSpec::new("remove-duplicates", "Remove Duplicates", Group::Data)
        }
        .aliases(&[
            "remove duplicates",
            "dedupe",
            "deduplicate",
            "unique",
            "distinct",
            "seen",
            "new items",
        ])
        .example(&json!({ "compare": "selectedFields", "fieldsToCompare": "email" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let operation = if ctx.version() < 2.0 {
            INPUT.into()
        } else {
            ctx.value("operation", 0).await?
        };
        match operation.as_str() {
            Some(SEEN) => seen(ctx).await,
            Some(CLEAR) => {
                ask(ctx, DedupAction::Clear).await?;
                Ok(ctx.items().to_vec().into())
            }
            _ => among_items(ctx, ctx.version() > 1.0).await,
        }
    }
}

/// Drops repeats among the items of the first input; where `lenient`, an empty value has no type.
pub(super) async fn among_items(ctx: &mut Ctx, lenient: bool) -> Result<Outputs> {
    let items = ctx.items();
    let options = ctx.value("options", 0).await?;
    let dotted = !is_on(&options, "disableDotNotation");
    let keys = keys(ctx, &items, dotted).await?;
    check_types(&items, &keys, dotted, lenient)?;
    let mut seen = FxHashSet::default();
    let fresh = items
        .iter()
        .filter(|item| seen.insert(fingerprint(item, &keys, dotted)));
    if !is_on(&options, "removeOtherFields") {
        return Ok(fresh.cloned().collect::<Vec<_>>().into());
    }
    let reduced = fresh.map(|item| {
        let mut record = Map::new();
        for key in &keys {
            if let Some(value) = path::read(&item.json, key, dotted) {
                path::write(&mut record, key, value.clone(), dotted);
            }
        }
        item.with_json(record)
    });
    Ok(reduced.collect::<Vec<_>>().into())
}

/// The names of the fields that are compared.
async fn keys(ctx: &Ctx, items: &[Item], dotted: bool) -> Result<Vec<Text>> {
    let compare = ctx.value("compare", 0).await?;
    if compare == "selectedFields" {
        return Ok(chosen(ctx, "fieldsToCompare")
            .await?
            .iter()
            .map(|name| Text::from(name.trim()))
            .collect());
    }
    let mut known = FxHashSet::default();
    let mut keys = Vec::new();
    for item in items {
        let mut add = |key: Text| {
            if known.insert(key.clone()) {
                keys.push(key);
            }
        };
        if dotted {
            item.json
                .iter()
                .for_each(|(key, value)| flatten(key.clone(), value, &mut add));
        } else {
            item.json.keys().cloned().for_each(add);
        }
    }
    if compare == "allFieldsExcept" {
        let excluded = chosen(ctx, "fieldsToExclude").await?;
        let within = |key: &str, name: &str| {
            key == name
                || key
                    .strip_prefix(name)
                    .is_some_and(|rest| dotted && rest.starts_with('.'))
        };
        keys.retain(|key| !excluded.iter().any(|name| within(key, name)));
    }
    Ok(keys)
}

async fn chosen(ctx: &Ctx, param: &str) -> Result<Vec<String>> {
    let value = ctx.value(param, 0).await?;
    let list = if value.is_object() {
        entry_names(&value, "fields", "fieldName")
    } else {
        names(&value)
    };
    if list.is_empty() {
        Err(Error::param(param, "Say which fields."))
    } else {
        Ok(list)
    }
}

/// The paths of all plain values within a value.
fn flatten(path: Text, value: &Value, add: &mut impl FnMut(Text)) {
    let below = |name: &str| Text::from(format!("{path}.{name}"));
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(name, value)| flatten(below(name), value, add)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(at, value)| flatten(below(&at.to_string()), value, add)),
        _ => add(path),
    }
}

/// A compared field must be there in every item, and always of one type.
fn check_types(items: &[Item], keys: &[Text], dotted: bool, lenient: bool) -> Result<()> {
    for key in keys {
        let mut known: Option<(&str, usize)> = None;
        for (at, item) in items.iter().enumerate() {
            let Some(value) = path::read(&item.json, key, dotted) else {
                let message = format!("Some items have no field “{key}”.");
                return Err(Error::data(message)
                    .on_item(at)
                    .describe("Compare only fields that all items have."));
            };
            if value.is_null() && lenient {
                continue;
            }
            let kind = js_type(value);
            if let Some((other, first)) = known
                && other != kind
            {
                let message = format!("The field “{key}” is not always of the same type.");
                return Err(Error::data(message).on_item(at).describe(format!(
                    "It is {other} in item {first} and {kind} in item {at}."
                )));
            }
            known.get_or_insert((kind, at));
        }
    }
    Ok(())
}

fn js_type(value: &Value) -> &'static str {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => "object",
        other => other.type_name(),
    }
}

/// Text that is the same for items that count as the same.
fn fingerprint(item: &Item, keys: &[Text], dotted: bool) -> String {
    let mut out = String::new();
    for key in keys {
        match path::read(&item.json, key, dotted) {
            Some(value) => canonical(&mut out, value),
            None => out.push('?'),
        }
        out.push('\n');
    }
    out
}

/// JSON in which the order of an object's keys makes no difference.
fn canonical(out: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (key, value) in entries {
                out.push_str(&value::to_string(&key.into()));
                canonical(out, value);
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            list.iter().for_each(|element| {
                canonical(out, element);
                out.push(',');
            });
            out.push(']');
        }
        scalar => out.push_str(&value::to_string(scalar)),
    }
}

#[cfg(test)]
mod tests;

//! Remove Duplicates: drops items that are there twice, or that an earlier run has seen.

use rustc_hash::{FxHashMap, FxHashSet};
use sdk::{
    Ctx, Dedup, DedupAction, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs,
    Param, PortRule, PortSet, Result, Show, ShowRule, Text, Value, async_trait, json,
};

use super::names::{entry_names, is_on, names, text_or};
use crate::fields::{Clock, get_value_description, js, parse_date_time};
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

/// The fields that say what makes two items the same, shown as `show` says.
pub(super) fn compare_params(show: &Show) -> Vec<Param> {
    let kinds = [
        ("allFields", "All fields"),
        ("allFieldsExcept", "All fields but some"),
        ("selectedFields", "Some fields"),
    ];
    let chosen = |name: &str, label: &str, value: &str| {
        Param::text(name, label)
            .help("Names with commas between them.")
            .example("email")
            .show(show.clone().and_when("compare", &[value]))
    };
    vec![
        Param::choice("compare", "What makes items the same", &kinds)
            .help("Which fields are compared.")
            .show(show.clone()),
        chosen("fieldsToExclude", "Fields to leave out", "allFieldsExcept"),
        chosen("fieldsToCompare", "Fields to compare", "selectedFields"),
    ]
}

pub(super) fn options() -> Vec<Param> {
    vec![
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::switch("removeOtherFields", "Drop other fields", false)
            .help("Keeps only the fields that are compared."),
    ]
}

fn memory_options() -> Vec<Param> {
    vec![
        Param::choice(
            "scope",
            "Memory",
            &[
                ("node", "Of this node"),
                ("workflow", "Of the whole workflow"),
            ],
        )
        .help("Whether nodes of this kind share what they have seen."),
        Param::number("historySize", "How many to remember", 10_000.0)
            .help("The oldest are forgotten first."),
    ]
}

fn seen_params() -> Vec<Param> {
    let when = |logic: &str| Show::when("operation", &[SEEN]).and_when("logic", &[logic]);
    let logics = [
        (
            "removeItemsWithAlreadySeenKeyValues",
            "A value was seen before",
        ),
        (
            "removeItemsUpToStoredIncrementalKey",
            "A number is not higher than the highest so far",
        ),
        (
            "removeItemsUpToStoredDate",
            "A date is not later than the latest so far",
        ),
    ];
    vec![
        Param::choice("logic", "When to remove", &logics)
            .help("How an item is recognised.")
            .show(Show::when("operation", &[SEEN])),
        Param::text("dedupeValue", "Value")
            .help("The value by which an item is recognised, most often an id.")
            .example("{{ $json.id }}")
            .required()
            .show(when(logics[0].0)),
        Param::text("incrementalDedupeValue", "Number")
            .help("A number that grows from item to item.")
            .example("{{ $json.id }}")
            .required()
            .show(when(logics[1].0)),
        Param::text("dateDedupeValue", "Date")
            .help("A date that grows from item to item.")
            .example("{{ $json.createdAt }}")
            .required()
            .show(when(logics[2].0)),
    ]
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

/// Asks the memory of earlier runs.
async fn ask(ctx: &Ctx, action: DedupAction<'_>) -> Result<Vec<bool>> {
    let options = ctx.value("options", 0).await?;
    let whole = text_or(&options, "scope", "node") == "workflow";
    let history = options
        .get("historySize")
        .and_then(Value::as_u64)
        .unwrap_or(10_000) as usize;
    let node = (!whole).then(|| ctx.node().id.as_str());
    ctx.host()
        .deduplicate(Dedup {
            node,
            action,
            history,
        })
        .await
}

/// Keeps the items that no earlier run has seen; the others go to the second output.
async fn seen(ctx: &mut Ctx) -> Result<Outputs> {
    let items = ctx.items();
    let fresh = match ctx.value("logic", 0).await?.as_str() {
        Some("removeItemsUpToStoredIncrementalKey") => {
            above(ctx, "incrementalDedupeValue", number).await?
        }
        Some("removeItemsUpToStoredDate") => {
            let clock = Clock::of(ctx);
            above(ctx, "dateDedupeValue", |value| date(value, &clock)).await?
        }
        _ => unknown(ctx, items.len()).await?,
    };
    let mut out = Outputs::empty(2);
    for (item, fresh) in items.iter().zip(fresh) {
        out.push(usize::from(!fresh), item.clone());
    }
    Ok(out)
}

/// Whether each item's value is new. Items of one run that share a value are all new.
async fn unknown(ctx: &Ctx, count: usize) -> Result<Vec<bool>> {
    let column = ctx.column("dedupeValue").await?;
    let mut keys: Vec<String> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut of_item = Vec::with_capacity(count);
    for at in 0..count {
        let value = column
            .at(at)
            .map_err(|e| e.on_item(at).in_field("dedupeValue"))?;
        let key = match value {
            Value::Array(_) | Value::Object(_) => value::to_string(value),
            other => js::text(other).to_string(),
        };
        let place = *places.entry(key.clone()).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        });
        of_item.push(place);
    }
    let fresh = ask(ctx, DedupAction::New(&keys)).await?;
    Ok(of_item
        .into_iter()
        .map(|place| fresh.get(place).copied().unwrap_or(true))
        .collect())
}

async fn above(ctx: &Ctx, param: &str, read: impl Fn(&Value) -> Option<f64>) -> Result<Vec<bool>> {
    let column = ctx.column(param).await?;
    let one = |at: usize| {
        let value = column.at(at)?;
        let wrong = || {
            Error::param(
                param,
                format!(
                    "{} cannot be used to tell items apart here.",
                    get_value_description(value)
                ),
            )
        };
        read(value).ok_or_else(wrong).map_err(|e| e.on_item(at))
    };
    let numbers = (0..ctx.items().len())
        .map(one)
        .collect::<Result<Vec<_>>>()?;
    ask(ctx, DedupAction::Above(&numbers)).await
}

fn number(value: &Value) -> Option<f64> {
    if value.is_null() || value == "" {
        return None;
    }
    let number = js::number(value);
    number.is_finite().then_some(number)
}

fn date(value: &Value, clock: &Clock) -> Option<f64> {
    parse_date_time(value.as_str()?, clock).map(|moment| moment.ms() as f64)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::*;

    async fn check(version: f64, params: Value, records: &[Value], kept: &[u32]) {
        let run = testkit::run(RemoveDuplicates)
            .version(version)
            .params(params.clone());
        let out = run.items(records.to_vec()).await.unwrap();
        assert_eq!(
            out.origins(0),
            kept.iter().map(|at| vec![(0, *at)]).collect::<Vec<_>>(),
            "{version} {params}"
        );
    }

    #[tokio::test]
    async fn repeats_among_items() {
        let records = [
            json!({ "a": { "x": 1, "y": 2 }, "n": 1 }),
            json!({ "a": { "y": 2, "x": 1 }, "n": 1 }),
            json!({ "a": { "x": 1, "y": 2 }, "n": 2 }),
            json!({ "a": { "x": 9, "y": 2 }, "n": 2 }),
        ];
        for version in [1.0, 1.1, 2.0] {
            check(version, json!({}), &records, &[0, 2, 3]).await;
            check(
                version,
                json!({ "compare": "selectedFields", "fieldsToCompare": "a.x" }),
                &records,
                &[0, 3],
            )
            .await;
            check(version, json!({ "compare": "selectedFields", "fieldsToCompare": "a" , "options": { "disableDotNotation": true } }), &records, &[0, 3]).await;
            check(
                version,
                json!({ "compare": "allFieldsExcept", "fieldsToExclude": "n" }),
                &records,
                &[0, 3],
            )
            .await;
        }
    }

    #[tokio::test]
    async fn drops_other_fields() {
        let params = json!({ "compare": "selectedFields", "fieldsToCompare": "a.b", "options": { "removeOtherFields": true } });
        let out = testkit::run(RemoveDuplicates)
            .params(params)
            .items([json!({ "a": { "b": 1, "c": 2 }, "d": 3 })])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({ "a": { "b": 1 } })]);
    }

    #[tokio::test]
    async fn compared_fields_must_be_there_and_of_one_type() {
        for (version, records, fits) in [
            (1.0, [json!({ "a": 1 }), json!({ "a": "1" })], false),
            (1.0, [json!({ "a": 1 }), json!({ "b": 1 })], false),
            (1.0, [json!({ "a": 1 }), json!({ "a": null })], false),
            (1.1, [json!({ "a": 1 }), json!({ "a": null })], true),
        ] {
            let run = testkit::run(RemoveDuplicates)
                .version(version)
                .items(records.clone());
            assert_eq!(run.await.is_ok(), fits, "{records:?}");
        }
        let failed = testkit::run(RemoveDuplicates)
            .params(json!({ "compare": "selectedFields" }))
            .await
            .err()
            .unwrap();
        assert_eq!(failed.field.as_deref(), Some("fieldsToCompare"));
    }

    #[tokio::test]
    async fn items_seen_before() {
        for (logic, param, first, second, kept) in [
            (
                "removeItemsWithAlreadySeenKeyValues",
                "dedupeValue",
                [json!(1), json!(2)],
                [json!(2), json!(3)],
                vec![1],
            ),
            (
                "removeItemsUpToStoredIncrementalKey",
                "incrementalDedupeValue",
                [json!(1), json!(5)],
                [json!(4), json!("6")],
                vec![1],
            ),
            (
                "removeItemsUpToStoredDate",
                "dateDedupeValue",
                [json!("2024-01-01"), json!("2024-02-01")],
                [json!("2024-03-01"), json!("2024-01-15")],
                vec![0],
            ),
        ] {
            let host = Arc::new(TestHost::new());
            let params = json!({ "operation": SEEN, "logic": logic, param: "={{ $json.v }}" });
            let run = |values: [Value; 2]| {
                let items = values.map(|value| json!({ "v": value }));
                testkit::run(RemoveDuplicates)
                    .host(host.clone())
                    .params(params.clone())
                    .items(items)
            };
            assert_eq!(run(first).await.unwrap().items(0).len(), 2, "{logic}");
            let out = run(second.clone()).await.unwrap();
            assert_eq!(
                out.origins(0),
                kept.iter().map(|at| vec![(0, *at)]).collect::<Vec<_>>(),
                "{logic}"
            );
            assert_eq!(out.items(1).len(), 2 - kept.len());
            let clear = testkit::run(RemoveDuplicates)
                .host(host.clone())
                .params(json!({ "operation": CLEAR }))
                .items([json!({ "v": 1 })]);
            assert_eq!(clear.await.unwrap().items(0).len(), 1);
            assert_eq!(run(second).await.unwrap().items(0).len(), 2, "{logic}");
        }
    }

    #[tokio::test]
    async fn a_value_that_does_not_grow_is_an_error() {
        let params = json!({ "operation": SEEN, "logic": "removeItemsUpToStoredIncrementalKey", "incrementalDedupeValue": "={{ $json.v }}" });
        let failed = testkit::run(RemoveDuplicates)
            .params(params)
            .items([json!({ "v": 1 }), json!({ "v": "x" })])
            .await
            .err()
            .unwrap();
        assert_eq!(
            (failed.item, failed.field.as_deref()),
            (Some(1), Some("incrementalDedupeValue"))
        );
    }
}

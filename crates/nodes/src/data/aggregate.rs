//! Aggregate: puts many items into one.

use model::Binaries;
use rustc_hash::FxHashSet;
use sdk::{
    Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, Result, Show,
    Text, Value, async_trait, json,
};

use super::names::{entries, is_on, names, text_or};
use super::origins::joined;
use crate::path;

/// Puts many items into one.
pub struct Aggregate;

#[async_trait]
impl Node for Aggregate {
    fn spec(&self) -> NodeSpec {
        let mut params = params(&Show::default());
        params.push(
            Param::fields("options", "More", options())
                .help("Empty values, lists, files.")
                .more(),
        );
        NodeSpec {
            help: "Puts the values of many items into lists in a single item.".to_owned(),
            icon: "group".to_owned(),
            n8n: N8nType::base(&["aggregate"]),
            params,
            effect: Effect::Pure,
            ..NodeSpec::new("aggregate", "Aggregate", Group::Data)
        }
        .aliases(&[
            "aggregate",
            "combine",
            "list",
            "array",
            "collect",
            "concatenate",
            "group",
        ])
        .example(&json!({ "aggregate": "aggregateAllItemData", "destinationFieldName": "orders" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        aggregate(ctx).await
    }
}

/// The fields of the form, shown as `show` says.
pub(super) fn params(show: &Show) -> Vec<Param> {
    let when = |path: &str, values: &[&str]| show.clone().and_when(path, values);
    let all = when("aggregate", &["aggregateAllItemData"]);
    let kinds = [
        ("aggregateIndividualFields", "Some fields, each into a list"),
        ("aggregateAllItemData", "Whole items, into one list"),
    ];
    let which = [
        ("allFields", "All"),
        ("specifiedFields", "Some"),
        ("allFieldsExcept", "All but some"),
    ];
    let entry = vec![
        Param::text("fieldToAggregate", "Field")
            .names_fields()
            .help("Name of the field.")
            .example("email"),
        Param::switch("renameField", "Another name", false)
            .help("Whether the list gets another name."),
        Param::text("outputFieldName", "Name of the list")
            .help("What the list is called.")
            .show(Show::flag("renameField", true)),
    ];
    let chosen = |name: &str, label: &str, value: &str| {
        Param::text(name, label)
            .help("Names with commas between them.")
            .show(all.clone().and_when("include", &[value]))
    };
    vec![
        Param::choice("aggregate", "What to collect", &kinds)
            .help("Collect some fields, or whole items.")
            .show(show.clone()),
        Param::list("fieldsToAggregate", "Fields", "fieldToAggregate", entry)
            .or(json!({ "fieldToAggregate": [{ "fieldToAggregate": "", "renameField": false }] }))
            .help("The fields whose values are collected.")
            .show(when("aggregate", &["aggregateIndividualFields"])),
        Param::text("destinationFieldName", "Name of the list")
            .or("data")
            .help("The field in which the list lands.")
            .show(all.clone()),
        Param::choice("include", "Which fields", &which)
            .help("Which fields of each item are collected.")
            .show(all.clone()),
        chosen("fieldsToExclude", "Fields to leave out", "allFieldsExcept"),
        chosen("fieldsToInclude", "Fields to collect", "specifiedFields"),
    ]
}

pub(super) fn options() -> Vec<Param> {
    vec![
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::switch("mergeLists", "Join lists", false)
            .help("If a value is a list itself, puts its elements in instead of the list."),
        Param::switch("keepMissing", "Keep empty values", false)
            .help("Whether missing and empty values take a place in the list."),
        Param::switch("includeBinaries", "Keep files", false)
            .help("Whether the files of all items go into the new item."),
        Param::switch("keepOnlyUnique", "Each file once", false)
            .help("Whether files with the same content are kept only once."),
    ]
}

/// Collects the items of the first input by the node's parameters.
pub(super) async fn aggregate(ctx: &mut Ctx) -> Result<Outputs> {
    let items = ctx.items();
    let options = ctx.value("options", 0).await?;
    let mut made = if ctx.value("aggregate", 0).await? == "aggregateAllItemData" {
        whole_items(ctx, &items).await?
    } else {
        let fields = ctx.value("fieldsToAggregate", 0).await?;
        let record = single_fields(&items, &entries(&fields, "fieldToAggregate"), &options)?;
        (Item::new(record), (0..items.len()).collect())
    };
    let used: Vec<&Item> = made.1.iter().map(|at| &items[*at]).collect();
    made.0.origin = joined(used.iter().copied());
    if is_on(&options, "includeBinaries") {
        made.0.binary = files(&used, is_on(&options, "keepOnlyUnique")).map(Into::into);
    }
    Ok(vec![made.0].into())
}

/// One record with a list for each of the fields.
fn single_fields(items: &[Item], fields: &[Value], options: &Value) -> Result<Map> {
    let dotted = !is_on(options, "disableDotNotation");
    if fields.is_empty() {
        return Err(Error::param(
            "fieldsToAggregate",
            "Say which fields to collect.",
        ));
    }
    let mut lists: Vec<(Text, Vec<Value>)> = Vec::new();
    for entry in fields {
        let field = text_or(entry, "fieldToAggregate", "");
        if field.is_empty() {
            continue;
        }
        let renamed = Some(text_or(entry, "outputFieldName", ""))
            .filter(|name| is_on(entry, "renameField") && !name.is_empty());
        let own = if dotted {
            field.rsplit('.').next().unwrap_or(field)
        } else {
            field
        };
        let name = Text::from(renamed.unwrap_or(own));
        if lists.iter().any(|(known, _)| *known == name) {
            let message =
                format!("Two lists would be called “{name}”: give one of them another name.");
            return Err(Error::param("fieldsToAggregate", message));
        }
        lists.push((name, collect(items, field, dotted, options)));
    }
    let mut record = Map::new();
    for (name, list) in lists {
        path::write(&mut record, &name, list, dotted);
    }
    Ok(record)
}

fn collect(items: &[Item], field: &str, dotted: bool, options: &Value) -> Vec<Value> {
    let (merge, keep_missing) = (is_on(options, "mergeLists"), is_on(options, "keepMissing"));
    let mut list = Vec::with_capacity(items.len());
    for item in items {
        match path::read(&item.json, field, dotted) {
            None | Some(Value::Null) if !keep_missing => {}
            None => list.push(Value::Null),
            Some(Value::Array(inner)) if merge => {
                list.extend(
                    inner
                        .iter()
                        .filter(|element| keep_missing || !element.is_null())
                        .cloned(),
                );
            }
            Some(Value::Array(inner)) if !keep_missing && inner.iter().any(Value::is_null) => {
                list.push(
                    inner
                        .iter()
                        .filter(|element| !element.is_null())
                        .cloned()
                        .collect(),
                );
            }
            Some(value) => list.push(value.clone()),
        }
    }
    list
}

/// One record with a list of the items' records, and which items are in it.
async fn whole_items(ctx: &Ctx, items: &[Item]) -> Result<(Item, Vec<usize>)> {
    let target = ctx.value("destinationFieldName", 0).await?;
    let include = ctx.value("include", 0).await?;
    let (excluded, included) = match include.as_str() {
        Some("allFieldsExcept") => (chosen(ctx, "fieldsToExclude").await?, Vec::new()),
        Some("specifiedFields") => (Vec::new(), chosen(ctx, "fieldsToInclude").await?),
        _ => (Vec::new(), Vec::new()),
    };
    let mut list = Vec::with_capacity(items.len());
    let mut used = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        if excluded.is_empty() && included.is_empty() {
            list.push(item.to_value());
            used.push(at);
            continue;
        }
        let fits = |name: &str| {
            !excluded.iter().any(|other| other == name)
                && (included.is_empty() || included.iter().any(|other| other == name))
        };
        let kept: Map = item
            .json
            .iter()
            .filter(|(name, _)| fits(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if !kept.is_empty() {
            list.push(kept.into());
            used.push(at);
        }
    }
    let name = target.as_str().unwrap_or("data").to_owned();
    Ok((Item::new(Map::from_iter([(name, Value::from(list))])), used))
}

/// Field names that may also stand in a group of the older kind.
async fn chosen(ctx: &Ctx, param: &str) -> Result<Vec<String>> {
    let value = ctx.value(param, 0).await?;
    let list = if value.is_object() {
        super::names::entry_names(&value, "fields", "fieldName")
    } else {
        names(&value)
    };
    if list.is_empty() {
        return Err(Error::param(param, "Say which fields."));
    }
    Ok(list)
}

/// The files of all items; a name that is taken gets a number.
fn files(items: &[&Item], only_unique: bool) -> Option<Binaries> {
    let mut all = Binaries::default();
    let mut seen = FxHashSet::default();
    for (name, file) in items
        .iter()
        .filter_map(|item| item.binary.as_deref())
        .flat_map(Binaries::iter)
    {
        if only_unique && !seen.insert(file.sha256.clone()) {
            continue;
        }
        let mut free = name.clone();
        let mut number = 1;
        while all.get(&free).is_some() {
            free = format!("{name}_{number}").into();
            number += 1;
        }
        all.insert(free, file.clone());
    }
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::Aggregate;

    fn records() -> [Value; 3] {
        [
            json!({ "a": { "b": 1 }, "l": [1, null] }),
            json!({ "a": { "b": null }, "l": [2] }),
            json!({ "x": 3 }),
        ]
    }

    async fn check(params: Value, after: Value, origins: &[u32]) {
        let out = testkit::run(Aggregate)
            .params(params.clone())
            .items(records())
            .await
            .unwrap();
        assert_eq!(out.json(0), [after], "{params}");
        assert_eq!(
            out.origins(0),
            [origins.iter().map(|at| (0, *at)).collect::<Vec<_>>()],
            "{params}"
        );
    }

    fn one(field: Value, options: Value) -> Value {
        json!({ "fieldsToAggregate": { "fieldToAggregate": [field] }, "options": options })
    }

    #[tokio::test]
    async fn collects_fields() {
        let plain = |name: &str| json!({ "fieldToAggregate": name });
        let renamed =
            json!({ "fieldToAggregate": "a.b", "renameField": true, "outputFieldName": "o.p" });
        for (params, after) in [
            (one(plain("a.b"), json!({})), json!({ "b": [1] })),
            (
                one(plain("a.b"), json!({ "keepMissing": true })),
                json!({ "b": [1, null, null] }),
            ),
            (one(plain("l"), json!({})), json!({ "l": [[1], [2]] })),
            (
                one(plain("l"), json!({ "mergeLists": true })),
                json!({ "l": [1, 2] }),
            ),
            (
                one(plain("a.b"), json!({ "disableDotNotation": true })),
                json!({ "a.b": Vec::<Value>::new() }),
            ),
            (one(renamed, json!({})), json!({ "o": { "p": [1] } })),
        ] {
            check(params, after, &[0, 1, 2]).await;
        }
    }

    #[tokio::test]
    async fn collects_items() {
        let all = |more: Value| {
            let mut params = more.as_object().cloned().unwrap();
            params.insert("aggregate", "aggregateAllItemData");
            Value::from(params)
        };
        check(
            all(json!({})),
            json!({ "data": records().to_vec() }),
            &[0, 1, 2],
        )
        .await;
        check(
            all(json!({ "include": "specifiedFields", "fieldsToInclude": "x, l", "destinationFieldName": "out" })),
            json!({ "out": [{ "l": [1, null] }, { "l": [2] }, { "x": 3 }] }),
            &[0, 1, 2],
        )
        .await;
        check(
            all(json!({ "include": "allFieldsExcept", "fieldsToExclude": ["x", "l"] })),
            json!({ "data": [{ "a": { "b": 1 } }, { "a": { "b": null } }] }),
            &[0, 1],
        )
        .await;
    }

    #[tokio::test]
    async fn says_what_is_wrong() {
        for params in [
            json!({ "fieldsToAggregate": {} }),
            json!({ "fieldsToAggregate": { "fieldToAggregate": [{ "fieldToAggregate": "a" }, { "fieldToAggregate": "x.a" }] } }),
            json!({ "aggregate": "aggregateAllItemData", "include": "specifiedFields" }),
        ] {
            assert!(
                testkit::run(Aggregate)
                    .params(params.clone())
                    .await
                    .is_err(),
                "{params}"
            );
        }
    }

    #[tokio::test]
    async fn keeps_files() {
        let host = Arc::new(TestHost::new());
        let items = ["1", "2", "1"]
            .map(|text| host.item_with("data", "a.txt", "text/plain", text))
            .to_vec();
        for (unique, names) in [
            (false, vec!["data", "data_1", "data_2"]),
            (true, vec!["data", "data_1"]),
        ] {
            let params = json!({ "aggregate": "aggregateAllItemData", "options": { "includeBinaries": true, "keepOnlyUnique": unique } });
            let out = testkit::run(Aggregate)
                .host(host.clone())
                .params(params)
                .input(items.clone())
                .await
                .unwrap();
            let kept: Vec<_> = out.items(0)[0]
                .binary
                .as_deref()
                .unwrap()
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            assert_eq!(kept, names);
        }
    }
}

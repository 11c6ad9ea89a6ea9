//! Summarize: counts, sums and collects values, for all items or by group.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use sdk::{
    Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, Result, Show,
    Text, Value, async_trait, json,
};

use super::names::{entries, is_on, names, text_or};
use super::origins::joined;
use crate::fields::js;
use crate::path;

/// Counts, sums and collects values, for all items or by group.
pub struct Summarize;

#[async_trait]
impl Node for Summarize {
    fn spec(&self) -> NodeSpec {
        let mut params = params(&Show::default());
        params.push(
            Param::fields("options", "More", options(1.1))
                .help("Empty values and the form of the result.")
                .more(),
        );
        NodeSpec {
            help: "Counts, adds up and collects values, for all items together or by group, like a pivot table.".to_owned(),
            icon: "sigma".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["summarize"]),
            params,
            effect: Effect::Pure,
            ..NodeSpec::new("summarize", "Summarize", Group::Data)
        }
        .aliases(&["summarize", "pivot", "group by", "count", "sum", "average", "total", "max", "min"])
        .example(&json!({ "fieldsToSummarize": { "values": [{ "aggregation": "sum", "field": "amount" }] }, "fieldsToSplitBy": "country" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let old = ctx.version() < 1.1;
        summarize(ctx, old).await
    }
}

/// The fields of the form, shown as `show` says.
pub(super) fn params(show: &Show) -> Vec<Param> {
    let kinds = [
        ("append", "Collect in a list"),
        ("average", "Average"),
        ("concatenate", "Join as text"),
        ("count", "Count"),
        ("countUnique", "Count different ones"),
        ("max", "Largest"),
        ("min", "Smallest"),
        ("sum", "Sum"),
    ];
    let separators = [
        (",", "Comma"),
        (", ", "Comma and space"),
        ("\n", "New line"),
        ("", "Nothing"),
        (" ", "Space"),
        ("other", "Other"),
    ];
    let entry = vec![
        Param::choice("aggregation", "What to find", &kinds)
            .or("count")
            .help("What is found out about the values."),
        Param::text("field", "Field")
            .help("Name of the field.")
            .example("amount")
            .required(),
        Param::switch("includeEmpty", "With empty values", false)
            .help("Whether empty values count.")
            .show(Show::when(
                "aggregation",
                &["append", "concatenate", "count", "countUnique"],
            )),
        Param::choice("separateBy", "Between them", &separators)
            .help("What stands between the values.")
            .show(Show::when("aggregation", &["concatenate"])),
        Param::text("customSeparator", "Separator")
            .help("What stands between the values.")
            .show(Show::when("aggregation", &["concatenate"]).and_when("separateBy", &["other"])),
    ];
    vec![
        Param::list("fieldsToSummarize", "Values", "values", entry)
            .or(json!({ "values": [{ "aggregation": "count", "field": "" }] }))
            .help("What is found out about which fields.")
            .show(show.clone()),
        Param::text("fieldsToSplitBy", "Group by")
            .help("Names of fields, with commas; there is one result for each different value.")
            .example("country, year")
            .show(show.clone()),
    ]
}

/// The switches under "More"; from version `lenient` on a missing field is no error.
pub(super) fn options(lenient: f64) -> Vec<Param> {
    vec![
        Param::switch("continueIfFieldNotFound", "Go on without a field", false)
            .help("Whether it is no error that no item has a field.")
            .show(Show::before(lenient)),
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::choice(
            "outputFormat",
            "Result",
            &[
                ("separateItems", "An item for each group"),
                ("singleItem", "One item"),
            ],
        )
        .help("Whether each group is an item of its own."),
        Param::switch("skipEmptySplitFields", "Leave out empty groups", false)
            .help("Drops items whose group is empty."),
    ]
}

/// How items are summarized.
struct Plan {
    values: Vec<Wanted>,
    groups: Vec<String>,
    dotted: bool,
    skip_empty: bool,
    /// The first version makes a group's value a name: text without dots, spaces and brackets.
    old: bool,
}

struct Wanted {
    name: Text,
    kind: String,
    field: String,
    with_empty: bool,
    separator: String,
}

/// The items of one group, or its subgroups by value.
enum Tree<'i> {
    Leaf(Vec<&'i Item>),
    Node(IndexMap<String, (Option<Value>, Tree<'i>)>),
}

/// Summarizes the items of the first input by the node's parameters.
pub(super) async fn summarize(ctx: &mut Ctx, old: bool) -> Result<Outputs> {
    let items = ctx.items();
    let options = ctx.value("options", 0).await?;
    let wanted = entries(&ctx.value("fieldsToSummarize", 0).await?, "values");
    let plan = Plan {
        values: wanted.iter().map(Wanted::read).collect::<Result<_>>()?,
        groups: names(&ctx.value("fieldsToSplitBy", 0).await?),
        dotted: !is_on(&options, "disableDotNotation"),
        skip_empty: is_on(&options, "skipEmptySplitFields"),
        old,
    };
    if plan.values.is_empty() {
        return Err(Error::param(
            "fieldsToSummarize",
            "Say which fields to summarize.",
        ));
    }
    plan.check_fields(
        ctx,
        &items,
        old && !is_on(&options, "continueIfFieldNotFound"),
    )?;
    let tree = plan.split(items.iter().collect(), &plan.groups);
    if text_or(&options, "outputFormat", "separateItems") == "singleItem" {
        let mut made = Item::new(plan.as_record(&tree));
        made.origin = joined(items.iter());
        return Ok(vec![made].into());
    }
    let mut out = Vec::new();
    plan.as_items(&tree, &plan.groups, &Map::new(), &mut out);
    Ok(out.into())
}

impl Wanted {
    fn read(entry: &Value) -> Result<Self> {
        let kind = text_or(entry, "aggregation", "count");
        let field = text_or(entry, "field", "");
        if field.is_empty() {
            return Err(Error::param(
                "fieldsToSummarize",
                "Say which field to summarize.",
            ));
        }
        let begin = match kind {
            "append" => "appended",
            "average" => "average",
            "concatenate" => "concatenated",
            "count" => "count",
            "countUnique" => "unique_count",
            "max" => "max",
            "min" => "min",
            "sum" => "sum",
            other => {
                return Err(Error::param(
                    "fieldsToSummarize",
                    format!("There is no summary called “{other}”."),
                ));
            }
        };
        let separator = match text_or(entry, "separateBy", ",") {
            "other" => text_or(entry, "customSeparator", ""),
            separator => separator,
        };
        Ok(Self {
            name: plain_name(&format!("{begin}_{field}")).into(),
            kind: kind.to_owned(),
            field: field.to_owned(),
            with_empty: is_on(entry, "includeEmpty"),
            separator: separator.to_owned(),
        })
    }
}

/// A name without brackets and quotes, with _ for dots and spaces.
fn plain_name(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '[' | ']' | '"'))
        .map(|c| if matches!(c, ' ' | '.') { '_' } else { c })
        .collect()
}

impl Plan {
    fn check_fields(&self, ctx: &mut Ctx, items: &[Item], strict: bool) -> Result<()> {
        for wanted in &self.values {
            if items
                .iter()
                .any(|item| self.read(item, &wanted.field).is_some())
            {
                continue;
            }
            let message = format!("No item has a field “{}”.", wanted.field);
            if strict {
                return Err(Error::data(message).in_field("fieldsToSummarize"));
            }
            ctx.print(message);
        }
        Ok(())
    }

    fn read<'i>(&self, item: &'i Item, field: &str) -> Option<&'i Value> {
        path::read(&item.json, field, self.dotted)
    }

    fn split<'i>(&self, items: Vec<&'i Item>, groups: &[String]) -> Tree<'i> {
        let Some((group, rest)) = groups.split_first() else {
            return Tree::Leaf(items);
        };
        let mut members: IndexMap<String, (Option<Value>, Vec<&Item>)> = IndexMap::new();
        for item in items {
            let value = self.group_value(self.read(item, group));
            let skipped = value
                .as_ref()
                .is_none_or(|value| !value.is_number() && !js::truthy(value));
            if self.skip_empty && skipped {
                continue;
            }
            let value = if self.old {
                Some(plain_name(&value.as_ref().map_or("undefined".into(), js::text)).into())
            } else {
                value
            };
            let key = value
                .as_ref()
                .map_or_else(|| "undefined".to_owned(), value::to_string);
            members
                .entry(key)
                .or_insert_with(|| (value, Vec::new()))
                .1
                .push(item);
        }
        Tree::Node(
            members
                .into_iter()
                .map(|(key, (value, items))| (key, (value, self.split(items, rest))))
                .collect(),
        )
    }

    fn group_value(&self, value: Option<&Value>) -> Option<Value> {
        value.map(|value| match value {
            Value::Array(_) | Value::Object(_) => value.to_text().into(),
            other => other.clone(),
        })
    }

    fn results(&self, items: &[&Item]) -> Map {
        self.values
            .iter()
            .map(|wanted| (wanted.name.clone(), self.result(wanted, items)))
            .collect()
    }

    /// Everything in one record: results below the values of their groups.
    fn as_record(&self, tree: &Tree<'_>) -> Map {
        match tree {
            Tree::Leaf(items) => self.results(items),
            Tree::Node(groups) => {
                let below = groups.values().map(|(value, tree)| {
                    let key = value.as_ref().map_or("undefined".into(), js::text);
                    (key, Value::from(self.as_record(tree)))
                });
                below.collect()
            }
        }
    }

    /// An item for each group, with the values of the groups it is in.
    fn as_items(&self, tree: &Tree<'_>, groups: &[String], within: &Map, out: &mut Vec<Item>) {
        match tree {
            Tree::Leaf(items) => {
                let mut record = within.clone();
                record.extend(self.results(items));
                let mut made = Item::new(record);
                made.origin = joined(items.iter().copied());
                out.push(made);
            }
            Tree::Node(members) => {
                let (group, rest) = groups
                    .split_first()
                    .map_or(("", groups), |(group, rest)| (group.as_str(), rest));
                for (value, tree) in members.values() {
                    let mut within = within.clone();
                    if let Some(value) = value {
                        within.insert(plain_name(group), value.clone());
                    }
                    self.as_items(tree, rest, &within, out);
                }
            }
        }
    }

    fn result(&self, wanted: &Wanted, items: &[&Item]) -> Value {
        let all = items.iter().map(|item| self.read(item, &wanted.field));
        let counted = all
            .clone()
            .filter(|value| wanted.with_empty || !is_empty(*value));
        match wanted.kind.as_str() {
            "append" => counted
                .map(|value| value.cloned().unwrap_or_default())
                .collect(),
            "concatenate" => counted
                .map(as_text)
                .collect::<Vec<_>>()
                .join(&wanted.separator)
                .into(),
            "countUnique" => count_unique(counted).into(),
            "max" => extreme(all, |new, best| {
                js::order(new, best).is_some_and(std::cmp::Ordering::is_gt)
            }),
            "min" => extreme(all, |new, best| {
                js::order(new, best).is_some_and(std::cmp::Ordering::is_lt)
            }),
            "sum" => numbers(all).sum::<f64>().into(),
            "average" => {
                let (count, sum) = numbers(all).fold((0.0, 0.0), |(count, sum), number| {
                    (count + 1.0, sum + number)
                });
                if count == 0.0 {
                    Value::Null
                } else {
                    Value::from(sum / count)
                }
            }
            _ => counted.count().into(),
        }
    }
}

fn is_empty(value: Option<&Value>) -> bool {
    value.is_none_or(|value| value.is_null() || value == "")
}

fn as_text(value: Option<&Value>) -> Text {
    value.map_or("undefined".into(), |value| {
        if value.is_null() {
            "null".into()
        } else {
            value.to_text()
        }
    })
}

fn numbers<'v>(values: impl Iterator<Item = Option<&'v Value>>) -> impl Iterator<Item = f64> {
    values.filter_map(|value| value?.as_f64())
}

/// How many different values there are; lists and objects are all different, as they are to JavaScript.
fn count_unique<'v>(values: impl Iterator<Item = Option<&'v Value>>) -> usize {
    let mut seen = FxHashSet::default();
    let mut objects = 0;
    for value in values {
        match value {
            None => drop(seen.insert("undefined".to_owned())),
            Some(Value::Array(_) | Value::Object(_)) => objects += 1,
            Some(plain) => drop(seen.insert(value::to_string(plain))),
        }
    }
    seen.len() + objects
}

fn extreme<'v>(
    values: impl Iterator<Item = Option<&'v Value>>,
    better: impl Fn(&Value, &Value) -> bool,
) -> Value {
    let known = values.filter(|value| !is_empty(*value)).flatten();
    let best = known.fold(None, |best: Option<&Value>, value| match best {
        Some(best) if !better(value, best) => Some(best),
        _ => Some(value),
    });
    best.cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json, testkit};

    use super::Summarize;

    fn records() -> [Value; 4] {
        [
            json!({ "c": "red car", "n": 1, "t": "x", "o": { "p": 5 } }),
            json!({ "c": "blue", "n": 2, "t": "" }),
            json!({ "c": "red car", "n": 6, "t": "x", "o": { "p": 7 } }),
            json!({ "n": "7", "t": null }),
        ]
    }

    fn params(values: Value, groups: &str, options: Value) -> Value {
        json!({ "fieldsToSummarize": { "values": values }, "fieldsToSplitBy": groups, "options": options })
    }

    async fn check(version: f64, params: Value, after: Value, origins: &[&[u32]]) {
        let run = testkit::run(Summarize)
            .version(version)
            .params(params.clone());
        let out = run.items(records()).await.unwrap();
        assert_eq!(Value::from(out.json(0)), after, "{version} {params}");
        let expected: Vec<Vec<_>> = origins
            .iter()
            .map(|of| of.iter().map(|at| (0, *at)).collect())
            .collect();
        assert_eq!(out.origins(0), expected, "{params}");
    }

    #[tokio::test]
    async fn every_summary() {
        let all: &[&[u32]] = &[&[0, 1, 2, 3]];
        for (entry, after) in [
            (json!({ "field": "t" }), json!({ "count_t": 2 })),
            (
                json!({ "field": "t", "includeEmpty": true }),
                json!({ "count_t": 4 }),
            ),
            (
                json!({ "aggregation": "countUnique", "field": "t", "includeEmpty": true }),
                json!({ "unique_count_t": 3 }),
            ),
            (
                json!({ "aggregation": "sum", "field": "n" }),
                json!({ "sum_n": 9 }),
            ),
            (
                json!({ "aggregation": "average", "field": "n" }),
                json!({ "average_n": 3 }),
            ),
            (
                json!({ "aggregation": "average", "field": "t" }),
                json!({ "average_t": null }),
            ),
            (
                json!({ "aggregation": "max", "field": "n" }),
                json!({ "max_n": "7" }),
            ),
            (
                json!({ "aggregation": "min", "field": "o.p" }),
                json!({ "min_o_p": 5 }),
            ),
            (
                json!({ "aggregation": "append", "field": "o.p" }),
                json!({ "appended_o_p": [5, 7] }),
            ),
            (
                json!({ "aggregation": "append", "field": "t", "includeEmpty": true }),
                json!({ "appended_t": ["x", "", "x", null] }),
            ),
            (
                json!({ "aggregation": "concatenate", "field": "n" }),
                json!({ "concatenated_n": "1,2,6,7" }),
            ),
            (
                json!({ "aggregation": "concatenate", "field": "o", "separateBy": "other", "customSeparator": "|" }),
                json!({ "concatenated_o": "{\"p\":5}|{\"p\":7}" }),
            ),
        ] {
            check(
                1.1,
                params(json!([entry]), "", json!({})),
                json!([after]),
                all,
            )
            .await;
        }
    }

    #[tokio::test]
    async fn by_group() {
        let sum = json!([{ "aggregation": "sum", "field": "n" }]);
        check(
            1.1,
            params(sum.clone(), "c", json!({})),
            json!([{ "c": "red car", "sum_n": 7 }, { "c": "blue", "sum_n": 2 }, { "sum_n": 0 }]),
            &[&[0, 2], &[1], &[3]],
        )
        .await;
        check(
            1.0,
            params(sum.clone(), "c", json!({ "skipEmptySplitFields": true })),
            json!([{ "c": "red_car", "sum_n": 7 }, { "c": "blue", "sum_n": 2 }]),
            &[&[0, 2], &[1]],
        )
        .await;
        check(
            1.1,
            params(
                sum,
                "c, t",
                json!({ "outputFormat": "singleItem", "skipEmptySplitFields": true }),
            ),
            json!([{ "red car": { "x": { "sum_n": 7 } }, "blue": {} }]),
            &[&[0, 1, 2, 3]],
        )
        .await;
    }

    #[tokio::test]
    async fn a_field_that_no_item_has() {
        let none = || params(json!([{ "field": "none" }]), "", json!({}));
        assert!(
            testkit::run(Summarize)
                .version(1.0)
                .params(none())
                .items(records())
                .await
                .is_err()
        );
        let out = testkit::run(Summarize)
            .version(1.1)
            .params(none())
            .items(records())
            .await
            .unwrap();
        assert_eq!(
            (out.json(0), out.console.len()),
            (vec![json!({ "count_none": 0 })], 1)
        );
        assert!(testkit::run(Summarize).params(json!({})).await.is_err());
    }
}

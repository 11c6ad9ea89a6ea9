//! Summarize: counts, sums and collects values, for all items or by group.

mod form;

pub(super) use form::{options, params};

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
mod tests;

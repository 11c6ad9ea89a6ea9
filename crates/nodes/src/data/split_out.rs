//! Split Out: makes an item of every element of a list.

use model::Binaries;
use sdk::{
    Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, Result,
    Show, Text, Value, async_trait, json,
};

use super::names::{is_on, names, text_or};
use crate::path;

/// Makes an item of every element of a list.
pub struct SplitOut;

#[async_trait]
impl Node for SplitOut {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Makes a separate item out of every element of a list.".to_owned(),
            icon: "ungroup".to_owned(),
            n8n: N8nType::base(&["splitOut"]),
            params: vec![
                Param::text("fieldToSplitOut", "List to split").names_fields()
                    .help("Name of the field that holds the list. Several, with commas, are split side by side; $binary splits the files.")
                    .example("orders")
                    .required(),
                include(),
                Param::text("fieldsToInclude", "Fields to keep").names_fields()
                    .help("Names of the other fields to keep, with commas.")
                    .example("customer, address.city")
                    .show(Show::when("include", &["selectedOtherFields"])),
                Param::fields("options", "More", options()).help("Names and files.").more(),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("split-out", "Split Out", Group::Data)
        }
        .aliases(&["split out", "list", "array", "explode", "unwind", "separate", "each"])
        .example(&json!({ "fieldToSplitOut": "orders" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let columns = Columns {
            fields: ctx.column("fieldToSplitOut").await?,
            include: ctx.column("include").await?,
            kept: ctx.column("fieldsToInclude").await?,
            options: ctx.column("options").await?,
        };
        let items = ctx.items();
        let mut out = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match columns.read(at).and_then(|split| split.apply(item)) {
                Ok(elements) => out.extend(elements),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

pub(super) fn include() -> Param {
    let choices = [
        ("noOtherFields", "None"),
        ("allOtherFields", "All"),
        ("selectedOtherFields", "Some"),
    ];
    Param::choice("include", "Which other fields", &choices)
        .help("Which of the item's other fields each new item gets too.")
}

pub(super) fn options() -> Vec<Param> {
    vec![
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::text("destinationFieldName", "Name in the new items")
            .help("The field in which each element lands; several with commas."),
        Param::switch("includeBinary", "Keep files", false)
            .help("Whether the new items get the files of the item."),
    ]
}

struct Columns {
    fields: Column,
    include: Column,
    kept: Column,
    options: Column,
}

impl Columns {
    fn read(&self, at: usize) -> Result<Split> {
        let fields = names(self.fields.at(at)?);
        if fields.is_empty() {
            return Err(Error::param(
                "fieldToSplitOut",
                "Say which field holds the list.",
            ));
        }
        let options = self.options.at(at)?;
        Split {
            fields: fields
                .iter()
                .map(|field| field.strip_prefix("$json.").unwrap_or(field).to_owned())
                .collect(),
            include: Include::named(self.include.at(at)?.as_str().unwrap_or_default()),
            kept: names(self.kept.at(at)?),
            targets: text_or(options, "destinationFieldName", "")
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            dotted: !is_on(options, "disableDotNotation"),
            binaries: is_on(options, "includeBinary"),
            strict: false,
        }
        .checked()
    }
}

/// Which other fields the new items get.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Include {
    None,
    All,
    Some,
}

impl Include {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "allOtherFields" => Self::All,
            "selectedOtherFields" => Self::Some,
            _ => Self::None,
        }
    }
}

/// How an item is split.
pub(super) struct Split {
    pub(super) fields: Vec<String>,
    pub(super) include: Include,
    pub(super) kept: Vec<String>,
    pub(super) targets: Vec<String>,
    pub(super) dotted: bool,
    pub(super) binaries: bool,
    /// A field that is missing or no list is an error.
    pub(super) strict: bool,
}

#[derive(Default)]
struct Part {
    record: Map,
    binary: Option<Binaries>,
}

impl Split {
    pub(super) fn checked(self) -> Result<Self> {
        if !self.targets.is_empty() && self.targets.len() != self.fields.len() {
            let message = "Give as many new names as there are lists to split, or none.";
            return Err(Error::param("options.destinationFieldName", message));
        }
        if self.include == Include::Some && self.kept.is_empty() {
            return Err(Error::param(
                "fieldsToInclude",
                "Say which other fields to keep.",
            ));
        }
        Ok(self)
    }

    /// The new items.
    pub(super) fn apply(&self, item: &Item) -> Result<Vec<Item>> {
        let mut parts: Vec<Part> = Vec::new();
        for (which, field) in self.fields.iter().enumerate() {
            let target = self.targets.get(which).map(String::as_str);
            if field == "$binary" {
                split_files(item, &mut parts);
                continue;
            }
            for (at, element) in self.elements(item, field)?.into_iter().enumerate() {
                if parts.len() <= at {
                    parts.push(Part::default());
                }
                self.put(&mut parts[at].record, field, target, element);
            }
        }
        let base = self.base(item);
        Ok(parts
            .into_iter()
            .map(|part| self.finish(item, &base, part))
            .collect())
    }

    fn elements(&self, item: &Item, field: &str) -> Result<Vec<Value>> {
        let found = path::read(&item.json, field, self.dotted);
        match found {
            Some(Value::Array(list)) => Ok(list.to_vec()),
            Some(_) if self.strict => {
                Err(Error::data(format!("The field “{field}” is not a list."))
                    .in_field("fieldToSplitOut"))
            }
            None if self.strict => Err(Error::data(format!("The item has no field “{field}”."))
                .in_field("fieldToSplitOut")),
            Some(Value::Object(map)) => Ok(map.values().cloned().collect()),
            Some(single) => Ok(vec![single.clone()]),
            None => Ok(Vec::new()),
        }
    }

    fn put(&self, record: &mut Map, field: &str, target: Option<&str>, element: Value) {
        let spread = self.include == Include::None && target.is_none() && self.fields.len() == 1;
        match element {
            Value::Object(fields) if spread && record.is_empty() => *record = (*fields).clone(),
            Value::Object(fields) if spread => record.extend(
                fields
                    .iter()
                    .map(|(name, value)| (name.clone(), value.clone())),
            ),
            Value::Array(list) if spread => {
                let numbered = list
                    .iter()
                    .enumerate()
                    .map(|(at, value)| (Text::from(at.to_string()), value.clone()));
                record.extend(numbered);
            }
            other => {
                record.insert(target.unwrap_or(field), other);
            }
        }
    }

    /// The other fields that each new item gets.
    fn base(&self, item: &Item) -> Map {
        match self.include {
            Include::None => Map::new(),
            Include::All => super::names::without(&item.json, &self.fields, self.dotted),
            Include::Some => {
                let kept = self.kept.iter().filter(|name| !self.fields.contains(name));
                let found = kept.filter_map(|name| {
                    Some((
                        name.as_str(),
                        path::read(&item.json, name, self.dotted)?.clone(),
                    ))
                });
                found.collect()
            }
        }
    }

    fn finish(&self, item: &Item, base: &Map, part: Part) -> Item {
        let record = if base.is_empty() {
            part.record
        } else {
            let mut record = base.clone();
            record.extend(part.record);
            record
        };
        let mut made = Item::new(record).from_item(item);
        made.binary = part.binary.map(Into::into);
        if self.binaries && made.binary.is_none() {
            made.binary = item.binary.clone();
        }
        made
    }
}

fn split_files(item: &Item, parts: &mut Vec<Part>) {
    let files = item.binary.as_deref().into_iter().flat_map(Binaries::iter);
    for (at, (name, file)) in files.enumerate() {
        if parts.len() <= at {
            parts.push(Part::default());
        }
        parts[at]
            .binary
            .get_or_insert_default()
            .insert(name.clone(), file.clone());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::SplitOut;

    async fn check(params: Value, record: Value, after: Value) {
        let out = testkit::run(SplitOut)
            .params(params.clone())
            .items([json!({ "list": [0] }), record])
            .await
            .unwrap();
        let made: Vec<Value> = out
            .json(0)
            .into_iter()
            .zip(out.origins(0))
            .filter(|(_, origin)| *origin == [(0, 1)])
            .map(|(json, _)| json)
            .collect();
        assert_eq!(Value::from(made), after, "{params}");
    }

    #[tokio::test]
    async fn splits() {
        let record = || json!({ "list": [{ "a": 1 }, { "a": 2 }], "n": [1, null], "o": { "x": 7, "y": { "z": 8 } }, "id": 5 });
        for (params, after) in [
            (
                json!({ "fieldToSplitOut": "list" }),
                json!([{ "a": 1 }, { "a": 2 }]),
            ),
            (
                json!({ "fieldToSplitOut": "$json.n" }),
                json!([{ "n": 1 }, { "n": null }]),
            ),
            (
                json!({ "fieldToSplitOut": "o" }),
                json!([{ "o": 7 }, { "z": 8 }]),
            ),
            (
                json!({ "fieldToSplitOut": "o.y.z" }),
                json!([{ "o.y.z": 8 }]),
            ),
            (
                json!({ "fieldToSplitOut": "none" }),
                json!(Vec::<Value>::new()),
            ),
            (
                json!({ "fieldToSplitOut": "list, n" }),
                json!([{ "list": { "a": 1 }, "n": 1 }, { "list": { "a": 2 }, "n": null }]),
            ),
            (
                json!({ "fieldToSplitOut": "list", "options": { "destinationFieldName": "e" } }),
                json!([{ "e": { "a": 1 } }, { "e": { "a": 2 } }]),
            ),
            (
                json!({ "fieldToSplitOut": "n", "include": "allOtherFields" }),
                json!([
                    { "list": [{ "a": 1 }, { "a": 2 }], "o": { "x": 7, "y": { "z": 8 } }, "id": 5, "n": 1 },
                    { "list": [{ "a": 1 }, { "a": 2 }], "o": { "x": 7, "y": { "z": 8 } }, "id": 5, "n": null },
                ]),
            ),
            (
                json!({ "fieldToSplitOut": "n", "include": "selectedOtherFields", "fieldsToInclude": "id, o.x" }),
                json!([{ "id": 5, "o.x": 7, "n": 1 }, { "id": 5, "o.x": 7, "n": null }]),
            ),
            (
                json!({ "fieldToSplitOut": "list", "include": "selectedOtherFields", "fieldsToInclude": ["id"] }),
                json!([{ "id": 5, "list": { "a": 1 } }, { "id": 5, "list": { "a": 2 } }]),
            ),
        ] {
            check(params, record(), after).await;
        }
    }

    #[tokio::test]
    async fn splits_files() {
        let host = Arc::new(TestHost::new());
        let one = host.item_with("a", "a.txt", "text/plain", "1");
        let both = one.clone().with_binary(
            "b",
            host.item_with("b", "b.txt", "text/plain", "2")
                .file("b")
                .unwrap()
                .clone(),
        );
        let run = |params: Value| {
            testkit::run(SplitOut)
                .host(host.clone())
                .params(params)
                .input(vec![both.clone()])
        };
        let out = run(json!({ "fieldToSplitOut": "$binary" })).await.unwrap();
        assert_eq!(
            (
                out.text(0, 0, "a").as_deref(),
                out.text(0, 1, "b").as_deref(),
                out.items(0)[1].file("a")
            ),
            (Some("1"), Some("2"), None)
        );
    }

    #[tokio::test]
    async fn says_what_is_missing() {
        for (params, field) in [
            (json!({}), "fieldToSplitOut"),
            (
                json!({ "fieldToSplitOut": "a, b", "options": { "destinationFieldName": "c" } }),
                "options.destinationFieldName",
            ),
            (
                json!({ "fieldToSplitOut": "a", "include": "selectedOtherFields" }),
                "fieldsToInclude",
            ),
        ] {
            let failed = testkit::run(SplitOut)
                .params(params.clone())
                .await
                .err()
                .unwrap();
            assert_eq!(failed.field.as_deref(), Some(field), "{params}");
        }
    }
}

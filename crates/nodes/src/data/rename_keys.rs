//! Rename Keys: gives fields other names.

use sdk::{
    Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, Result,
    Value, async_trait, json,
};

use super::names::{entries, is_on, text_or};
use crate::conditions::pattern::Pattern;
use crate::path;

/// Gives fields other names.
pub struct RenameKeys;

#[async_trait]
impl Node for RenameKeys {
    fn spec(&self) -> NodeSpec {
        let key = vec![
            Param::text("currentKey", "Name now")
                .names_fields()
                .help("Name of the field; dots go deeper.")
                .example("first_name"),
            Param::text("newKey", "New name")
                .help("The name it gets; dots go deeper.")
                .example("firstName"),
        ];
        let options = vec![
            Param::switch("caseInsensitive", "Ignore case", false).help("Whether A matches a."),
            Param::number("depth", "How deep", -1.0)
                .help("How many levels down names are changed: 0 is the top only, -1 is all."),
        ];
        let replacement = vec![
            Param::text("searchRegex", "Pattern")
                .help("A regular expression that the name must match.")
                .example("^old_(.*)"),
            Param::text("replaceRegex", "Put in its place")
                .help("What replaces the match; $1 is the first group.")
                .example("new_$1"),
            Param::fields("options", "More", options).help("Case and depth."),
        ];
        let replacements = Param::fields("replacements", "Replacement", replacement);
        let groups = sdk::ParamKind::Groups {
            many: true,
            groups: vec![replacements],
        };
        NodeSpec {
            help: "Gives fields other names.".to_owned(),
            icon: "replace".to_owned(),
            n8n: N8nType::base(&["renameKeys"]),
            params: vec![
                Param::list("keys", "Names", "key", key).help("Which fields get which names."),
                Param::fields(
                    "additionalOptions",
                    "More",
                    vec![
                        Param::new("regexReplacement", "By pattern", groups)
                            .or(Map::new())
                            .help("Changes all names that match a pattern."),
                    ],
                )
                .help("Change names by a pattern.")
                .more(),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("rename-keys", "Rename Keys", Group::Data)
        }
        .aliases(&["rename keys", "rename", "field names", "columns", "map"])
        .example(
            &json!({ "keys": { "key": [{ "currentKey": "first_name", "newKey": "firstName" }] } }),
        )
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let keys = column(ctx, "keys").await?;
        let more = column(ctx, "additionalOptions").await?;
        let same = match (&keys, &more) {
            (Column::Same(keys), Column::Same(more)) => Some(Renaming::read(keys, more)?),
            _ => None,
        };
        let items = ctx.items();
        let mut out = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let renamed = match &same {
                Some(renaming) => renaming.apply(item),
                None => Renaming::read(keys.at(at)?, more.at(at)?)
                    .and_then(|renaming| renaming.apply(item)),
            };
            out.push(match renamed {
                Ok(renamed) => renamed,
                Err(error) => ctx.recover(at, error)?,
            });
        }
        Ok(out.into())
    }
}

async fn column(ctx: &Ctx, path: &str) -> Result<Column> {
    let raw = ctx.raw(path).unwrap_or_default();
    crate::conditions::column(ctx, path, Some(&raw)).await
}

struct Renaming {
    names: Vec<(String, String)>,
    patterns: Vec<Replacement>,
}

struct Replacement {
    pattern: Pattern,
    with: String,
    depth: i64,
}

impl Renaming {
    fn read(keys: &Value, more: &Value) -> Result<Self> {
        let names = entries(keys, "key")
            .iter()
            .map(|key| {
                (
                    text_or(key, "currentKey", "").to_owned(),
                    text_or(key, "newKey", "").to_owned(),
                )
            })
            .collect();
        let replacements = more
            .get("regexReplacement")
            .map(|group| entries(group, "replacements"))
            .unwrap_or_default();
        let patterns = replacements
            .iter()
            .map(Replacement::read)
            .collect::<Result<_>>()?;
        Ok(Self { names, patterns })
    }

    fn apply(&self, item: &Item) -> Result<Item> {
        let mut record = (*item.json).clone();
        for (old, new) in &self.names {
            if old.is_empty() || new.is_empty() || old == new {
                continue;
            }
            let Some(value) = path::get(&record, old).cloned() else {
                continue;
            };
            path::set(&mut record, new, value);
            path::remove(&mut record, old);
        }
        for replacement in &self.patterns {
            replacement.apply(&mut record, replacement.depth)?;
        }
        Ok(item.with_json(record))
    }
}

impl Replacement {
    fn read(entry: &Value) -> Result<Self> {
        let options = &entry["options"];
        let flags = if is_on(options, "caseInsensitive") {
            "i"
        } else {
            ""
        };
        let pattern = Pattern::new(text_or(entry, "searchRegex", ""), flags)
            .map_err(|e: Error| e.in_field("additionalOptions"))?;
        let depth = options.get("depth").and_then(Value::as_i64).unwrap_or(-1);
        Ok(Self {
            pattern,
            with: text_or(entry, "replaceRegex", "").to_owned(),
            depth,
        })
    }

    fn apply(&self, record: &mut Map, depth: i64) -> Result<()> {
        let names: Vec<_> = record.keys().cloned().collect();
        for name in names {
            if depth != 0
                && let Some(value) = record.get_mut(&name)
            {
                self.apply_within(value, depth - 1)?;
            }
            if !self.pattern.is_match(&name)? {
                continue;
            }
            let new = self.pattern.replace(&name, &self.with)?;
            if new != *name
                && let Some(value) = record.remove(&name)
            {
                record.insert(new, value);
            }
        }
        Ok(())
    }

    fn apply_within(&self, value: &mut Value, depth: i64) -> Result<()> {
        match value {
            Value::Object(_) => value
                .as_object_mut()
                .map_or(Ok(()), |map| self.apply(map, depth)),
            Value::Array(_) if depth != 0 => {
                let mut list = value.as_array_mut().into_iter().flatten();
                list.try_for_each(|element| self.apply_within(element, depth - 1))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json, testkit};

    use super::RenameKeys;

    async fn check(params: Value, after: Value) {
        let record = json!({ "a": 1, "old_b": { "old_c": [{ "old_d": 2 }] } });
        let out = testkit::run(RenameKeys)
            .params(params.clone())
            .items([record])
            .await
            .unwrap();
        assert_eq!(out.json(0), [after], "{params}");
        assert_eq!(out.origins(0), [[(0, 0)]]);
    }

    fn by_pattern(search: &str, replace: &str, options: Value) -> Value {
        json!({ "additionalOptions": { "regexReplacement": { "replacements": [{ "searchRegex": search, "replaceRegex": replace, "options": options }] } } })
    }

    #[tokio::test]
    async fn renames() {
        let key = |old: &str, new: &str| json!({ "keys": { "key": [{ "currentKey": old, "newKey": new }] } });
        let before = json!({ "a": 1, "old_b": { "old_c": [{ "old_d": 2 }] } });
        for (params, after) in [
            (
                key("a", "x"),
                json!({ "x": 1, "old_b": { "old_c": [{ "old_d": 2 }] } }),
            ),
            (
                key("a", "x.y"),
                json!({ "x": { "y": 1 }, "old_b": { "old_c": [{ "old_d": 2 }] } }),
            ),
            (
                key("old_b.old_c", "c"),
                json!({ "a": 1, "old_b": {}, "c": [{ "old_d": 2 }] }),
            ),
            (key("none", "x"), before.clone()),
            (key("a", ""), before),
            (
                by_pattern("^old_(.)", "new_$1", json!({})),
                json!({ "a": 1, "new_b": { "new_c": [{ "new_d": 2 }] } }),
            ),
            (
                by_pattern("^OLD_", "", json!({ "depth": 0, "caseInsensitive": true })),
                json!({ "a": 1, "b": { "old_c": [{ "old_d": 2 }] } }),
            ),
            (
                by_pattern("^old_", "", json!({ "depth": 1 })),
                json!({ "a": 1, "b": { "c": [{ "old_d": 2 }] } }),
            ),
        ] {
            check(params, after).await;
        }
    }

    #[tokio::test]
    async fn renames_by_expression() {
        check(json!({ "keys": { "key": [{ "currentKey": "={{ 'a' }}", "newKey": "={{ 'k' + $json.a }}" }] } }), json!({ "k1": 1, "old_b": { "old_c": [{ "old_d": 2 }] } })).await;
    }

    #[tokio::test]
    async fn a_wrong_pattern_is_an_error() {
        let failed = testkit::run(RenameKeys)
            .params(by_pattern("(", "", json!({})))
            .await
            .err()
            .unwrap();
        assert_eq!(failed.code.as_str(), "regex");
    }
}

//! Compare Datasets: what two inputs have in common, and where they differ.

use sdk::{
    Ctx, Effect, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, PortRule, Result, Show,
    async_trait, json,
};

use super::matching::{self, Comparison, Fields};
use super::names::{is_on, names, text_or, without};
use crate::path;

/// Finds what two inputs have in common, and where they differ.
pub struct CompareDatasets;

#[async_trait]
impl Node for CompareDatasets {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Compares the items of two inputs: which are only in one of them, which are the same, which differ.".to_owned(),
            icon: "diff".to_owned(),
            versions: vec![1.0, 2.0, 2.1, 2.2, 2.3],
            n8n: N8nType::base(&["compareDatasets"]),
            inputs: PortRule::labels(&["Input A", "Input B"]),
            outputs: PortRule::labels(&["In A only", "Same", "Different", "In B only"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("compare-datasets", "Compare Datasets", Group::Data)
        }
        .aliases(&["compare datasets", "diff", "difference", "sync", "match", "join", "changes"])
        .example(&json!({ "mergeByFields": { "values": [{ "field1": "id", "field2": "id" }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let comparing = Comparing::read(ctx).await?;
        Ok(comparing.run(&ctx.input(0), &ctx.input(1)))
    }
}

fn params() -> Vec<Param> {
    let pair = vec![
        Param::text("field1", "Field in A")
            .help("Name of the field in input A.")
            .example("id"),
        Param::text("field2", "Field in B")
            .help("Name of the field in input B.")
            .example("id"),
    ];
    let ways = [
        ("preferInput1", "The item of A"),
        ("preferInput2", "The item of B"),
        ("mix", "A mix"),
        ("includeBoth", "Both versions"),
    ];
    let resolve = Param::choice("resolve", "Where they differ, give", &ways)
        .help("What comes out for items that differ.");
    let mixed = Show::when("resolve", &["mix"]);
    let fuzzy = || {
        Param::switch("fuzzyCompare", "Tolerate small differences", false)
            .help("Takes 1 and \"1\", and empty and missing values, for the same.")
    };
    let more = vec![
        Param::text("skipFields", "Fields to ignore")
            .help("Names of fields that may differ, with commas.")
            .example("updatedAt"),
        fuzzy().show(Show::before(2.0)),
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::choice(
            "multipleMatches",
            "If there are several matches",
            &[("first", "Take the first"), ("all", "Take all")],
        )
        .help("What happens if an item fits several in the other input."),
    ];
    vec![
        Param::list("mergeByFields", "Fields to match", "values", pair)
            .or(json!({ "values": [{ "field1": "", "field2": "" }] }))
            .help("Items belong together when these fields hold the same."),
        resolve.clone().or("preferInput2").show(Show::before(2.0)),
        resolve.or("includeBoth").show(Show::since(2.0)),
        fuzzy().show(Show::since(2.0)),
        Param::choice(
            "preferWhenMix",
            "Prefer",
            &[("input1", "Input A"), ("input2", "Input B")],
        )
        .help("Which version is taken.")
        .show(mixed.clone()),
        Param::text("exceptWhenMix", "For all fields but")
            .help("Fields that are taken from the other one, with commas.")
            .show(mixed),
        Param::fields("options", "More", more)
            .help("Fields to ignore, several matches.")
            .more(),
    ]
}

struct Comparing {
    fields: Fields,
    resolve: String,
    prefer_first: bool,
    except: Vec<String>,
    skipped: Vec<String>,
    dotted: bool,
    all: bool,
    comparison: Comparison,
}

impl Comparing {
    async fn read(ctx: &Ctx) -> Result<Self> {
        let version = ctx.version();
        let options = ctx.value("options", 0).await?;
        let fuzzy = if version < 2.0 {
            is_on(&options, "fuzzyCompare")
        } else {
            ctx.value("fuzzyCompare", 0).await? == true
        };
        Ok(Self {
            fields: Fields::read(&ctx.value("mergeByFields", 0).await?).checked("mergeByFields")?,
            resolve: ctx.value("resolve", 0).await?.to_text().to_string(),
            prefer_first: ctx.value("preferWhenMix", 0).await? != "input2",
            except: names(&ctx.value("exceptWhenMix", 0).await?),
            skipped: names(&options["skipFields"]),
            dotted: !is_on(&options, "disableDotNotation"),
            all: text_or(&options, "multipleMatches", "first") == "all",
            comparison: Comparison {
                fuzzy,
                null_is_zero: version == 2.0,
            },
        })
    }

    fn run(&self, first: &[Item], second: &[Item]) -> Outputs {
        let matches = matching::find(
            first,
            second,
            &self.fields,
            self.dotted,
            self.comparison,
            self.all,
        );
        let mut out = Outputs::empty(4);
        for (item, partners) in first.iter().zip(&matches.partners) {
            if partners.is_empty() {
                out.push(0, item.clone());
                continue;
            }
            let mut same = None;
            for partner in partners.iter().map(|at| &second[*at]) {
                if self.equal(item, partner) {
                    let later = self.comparison.fuzzy && self.resolve == "preferInput2";
                    same.get_or_insert(if later { partner } else { item });
                } else {
                    out.push(2, self.difference(item, partner));
                }
            }
            if let Some(same) = same {
                out.push(1, same.clone().from_item(item));
            }
        }
        let rest = second
            .iter()
            .enumerate()
            .filter(|(at, _)| !matches.matched2.contains(at));
        rest.for_each(|(_, item)| out.push(3, item.clone()));
        out
    }

    fn equal(&self, first: &Item, second: &Item) -> bool {
        let nested = self.dotted && self.skipped.iter().any(|name| name.contains('.'));
        let (a, b) = (
            without(&first.json, &self.skipped, nested),
            without(&second.json, &self.skipped, nested),
        );
        if self.comparison.fuzzy {
            return a
                .iter()
                .all(|(name, value)| self.comparison.same(Some(value), b.get(name)));
        }
        a == b
    }

    fn difference(&self, first: &Item, second: &Item) -> Item {
        match self.resolve.as_str() {
            "preferInput1" => first.clone(),
            "preferInput2" => second.clone(),
            "mix" => self.mix(first, second),
            _ => self.both(first, second),
        }
    }

    fn mix(&self, first: &Item, second: &Item) -> Item {
        let (base, other) = if self.prefer_first {
            (first, second)
        } else {
            (second, first)
        };
        let mut record = (*base.json).clone();
        for name in &self.except {
            let value = path::read(&other.json, name, self.dotted)
                .cloned()
                .unwrap_or_default();
            path::write(&mut record, name, value, self.dotted);
        }
        base.with_json(record).from_items([first, second])
    }

    /// The fields that match, those that are the same, and both versions of those that differ.
    fn both(&self, first: &Item, second: &Item) -> Item {
        let keys: Map = self
            .fields
            .0
            .iter()
            .filter_map(|(name, _)| {
                Some((
                    name.as_str(),
                    path::read(&first.json, name, self.dotted)?.clone(),
                ))
            })
            .collect();
        let (mut same, mut different) = (Map::new(), Map::new());
        let others = second
            .json
            .keys()
            .filter(|name| !first.json.contains_key(name));
        for name in first.json.keys().chain(others) {
            let (a, b) = (first.json.get(name), second.json.get(name));
            if self.comparison.same(a, b) {
                same.insert(name.clone(), a.or(b).cloned().unwrap_or_default());
            } else {
                different.insert(
                    name.clone(),
                    json!({ "inputA": a.cloned(), "inputB": b.cloned() }),
                );
            }
        }
        let skipped = self.skip(&mut different);
        let mut record = Map::from_iter([("keys", keys), ("same", same), ("different", different)]);
        if !skipped.is_empty() {
            record.insert("skipped", skipped);
        }
        Item::new(record).from_items([first, second])
    }

    /// Moves what is ignored out of the differences.
    fn skip(&self, different: &mut Map) -> Map {
        let mut skipped = Map::new();
        for name in &self.skipped {
            let nested = self.dotted.then(|| name.split_once('.')).flatten();
            let Some((head, rest)) = nested else {
                if let Some(both) = different.remove(name) {
                    skipped.insert(name.as_str(), both);
                }
                continue;
            };
            for side in ["inputA", "inputB"] {
                let found = different
                    .get_mut(head)
                    .and_then(|both| both.as_object_mut()?.get_mut(side)?.as_object_mut());
                if let Some(value) = found.and_then(|record| path::remove(record, rest)) {
                    path::set(&mut skipped, &format!("{head}.{side}.{rest}"), value);
                }
            }
        }
        skipped
    }
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json, testkit};

    use super::CompareDatasets;

    fn params(more: Value) -> Value {
        let mut all = more.as_object().cloned().unwrap();
        all.insert(
            "mergeByFields",
            json!({ "values": [{ "field1": "id", "field2": "id" }] }),
        );
        all.into()
    }

    async fn check(version: f64, more: Value, after: [Value; 4]) {
        let a = [
            json!({ "id": 1, "v": { "x": 1, "y": 1 } }),
            json!({ "id": 2, "v": 2 }),
            json!({ "id": 3, "v": 3 }),
            json!({ "v": 9 }),
        ];
        let b = [
            json!({ "id": 1, "v": { "x": 1, "y": 2 } }),
            json!({ "id": 2, "v": 2 }),
            json!({ "id": "3", "v": "3" }),
        ];
        let out = testkit::run(CompareDatasets)
            .version(version)
            .params(params(more.clone()))
            .items(a)
            .items(b)
            .await
            .unwrap();
        let got = [0, 1, 2, 3].map(|output| Value::from(out.json(output)));
        assert_eq!(got, after, "{version} {more}");
    }

    fn only_a() -> Value {
        json!([{ "id": 3, "v": 3 }, { "v": 9 }])
    }

    fn only_b() -> Value {
        json!([{ "id": "3", "v": "3" }])
    }

    fn same() -> Value {
        json!([{ "id": 2, "v": 2 }])
    }

    #[tokio::test]
    async fn says_where_they_differ() {
        let both = json!([{ "keys": { "id": 1 }, "same": { "id": 1 }, "different": { "v": { "inputA": { "x": 1, "y": 1 }, "inputB": { "x": 1, "y": 2 } } } }]);
        let b = json!([{ "id": 1, "v": { "x": 1, "y": 2 } }]);
        let a = json!([{ "id": 1, "v": { "x": 1, "y": 1 } }]);
        check(2.3, json!({}), [only_a(), same(), both, only_b()]).await;
        check(1.0, json!({}), [only_a(), same(), b, only_b()]).await;
        check(
            2.1,
            json!({ "resolve": "preferInput1" }),
            [only_a(), same(), a, only_b()],
        )
        .await;
        let mixed = json!([{ "id": 1, "v": { "x": 1, "y": 2 } }]);
        check(
            2.1,
            json!({ "resolve": "mix", "exceptWhenMix": "v.y" }),
            [only_a(), same(), mixed, only_b()],
        )
        .await;
    }

    #[tokio::test]
    async fn ignores_fields() {
        let all_same = json!([{ "id": 1, "v": { "x": 1, "y": 1 } }, { "id": 2, "v": 2 }]);
        let none = || json!(Vec::<Value>::new());
        check(
            2.1,
            json!({ "options": { "skipFields": "v" } }),
            [only_a(), all_same.clone(), none(), only_b()],
        )
        .await;
        check(
            2.1,
            json!({ "options": { "skipFields": "v.y" } }),
            [only_a(), all_same, none(), only_b()],
        )
        .await;
        let partly = json!([{ "keys": { "id": 1 }, "same": { "id": 1 }, "different": { "v": { "inputA": { "y": 1 }, "inputB": { "y": 2 } } }, "skipped": { "v": { "inputA": { "x": 1 }, "inputB": { "x": 1 } } } }]);
        check(
            2.1,
            json!({ "options": { "skipFields": "v.x" } }),
            [only_a(), same(), partly, only_b()],
        )
        .await;
    }

    #[tokio::test]
    async fn tolerates_small_differences() {
        let both = json!([{ "id": 2, "v": 2 }, { "id": 3, "v": 3 }]);
        let different = json!([{ "id": 1, "v": { "x": 1, "y": 1 } }]);
        let none = json!(Vec::<Value>::new());
        check(
            2.2,
            json!({ "fuzzyCompare": true, "resolve": "preferInput1" }),
            [json!([{ "v": 9 }]), both, different, none],
        )
        .await;
    }

    #[tokio::test]
    async fn knows_where_items_came_from() {
        let run = testkit::run(CompareDatasets).params(params(json!({})));
        let out = run
            .items([json!({ "id": 1, "v": 1 })])
            .items([json!({ "id": 1, "v": 2 })])
            .await
            .unwrap();
        assert_eq!(out.origins(2), [[(0, 0), (1, 0)]]);
        let blank = json!({ "mergeByFields": { "values": [{ "field1": "id", "field2": "" }] } });
        assert!(testkit::run(CompareDatasets).params(blank).await.is_err());
    }
}

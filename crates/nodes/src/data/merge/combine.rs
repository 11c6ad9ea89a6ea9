//! Combines items of several inputs into one each: by fields, by position, or each with each.

use std::sync::Arc;

use model::Binaries;
use sdk::{Ctx, Error, Item, Map, Origin, Result, Text, Value};

use crate::data::matching::{self, Comparison, Fields, Matches};
use crate::data::names::{is_on, names, text_or};
use crate::path;

/// What happens where several items have the same field.
pub(super) struct Clash {
    resolve: String,
    deep: bool,
    keep_filled: bool,
}

impl Clash {
    fn read(options: &Value) -> Self {
        let values = &options["clashHandling"]["values"];
        Self {
            resolve: text_or(values, "resolveClash", "").to_owned(),
            deep: text_or(values, "mergeMode", "deepMerge") != "shallowMerge",
            keep_filled: is_on(values, "overrideEmpty"),
        }
    }

    fn adds_number(&self) -> bool {
        self.resolve == "addSuffix"
    }

    /// The preferred one of so many inputs; the last where nothing is said.
    fn preferred(&self, inputs: usize) -> usize {
        let number = self
            .resolve
            .strip_prefix("preferInput")
            .and_then(|number| number.parse::<usize>().ok());
        number
            .map_or(inputs, |number| number.clamp(1, inputs))
            .saturating_sub(1)
    }

    /// One item out of several, the last of them winning.
    fn join(&self, items: &[&Item]) -> Item {
        let mut records = items.iter().map(|item| &*item.json);
        let mut record = records.next().cloned().unwrap_or_default();
        for other in records {
            self.merge(&mut record, other);
        }
        let mut made = Item::new(record);
        made.binary = join_files(items);
        made
    }

    fn merge(&self, target: &mut Map, source: &Map) {
        for (name, value) in source.iter() {
            match target.get_mut(name) {
                Some(old) => self.merge_value(old, value),
                None => drop(target.insert(name.clone(), value.clone())),
            }
        }
    }

    fn merge_value(&self, old: &mut Value, new: &Value) {
        if self.keep_filled && (new.is_null() || *new == "") {
            return;
        }
        match (&*old, new) {
            (Value::Object(_), Value::Object(source)) if self.deep => {
                if let Some(target) = old.as_object_mut() {
                    self.merge(target, source);
                }
            }
            (Value::Array(_), Value::Array(source)) if self.deep => {
                if let Some(target) = old.as_array_mut() {
                    for (at, value) in source.iter().enumerate() {
                        match target.get_mut(at) {
                            Some(old) => self.merge_value(old, value),
                            None => target.push(value.clone()),
                        }
                    }
                }
            }
            _ => *old = new.clone(),
        }
    }
}

/// The files of several items; of those with one name the last.
pub(super) fn join_files(items: &[&Item]) -> Option<Arc<Binaries>> {
    let mut with_files = items.iter().filter_map(|item| item.binary.as_ref());
    let first = with_files.next()?;
    let mut rest = with_files.peekable();
    if rest.peek().is_none() {
        return Some(first.clone());
    }
    let mut all = (**first).clone();
    for (name, file) in rest.flat_map(|binaries| binaries.iter()) {
        all.insert(name.clone(), file.clone());
    }
    Some(Arc::new(all))
}

pub(super) async fn combine(ctx: &Ctx, inputs: &[Arc<Vec<Item>>]) -> Result<Vec<Item>> {
    let options = ctx.value("options", 0).await?;
    let by = if ctx.version() < 3.0 {
        "combinationMode"
    } else {
        "combineBy"
    };
    let by = ctx.value(by, 0).await?;
    let clash = Clash::read(&options);
    match by.as_str().unwrap_or_default() {
        "mergeByPosition" | "combineByPosition" => Ok(by_position(
            inputs,
            &clash,
            is_on(&options, "includeUnpaired"),
        )),
        "multiplex" | "combineAll" => Ok(each_with_each(inputs, &clash)),
        _ => by_fields(ctx, &inputs[0], &inputs[1], &options, &clash).await,
    }
}

fn by_position(inputs: &[Arc<Vec<Item>>], clash: &Clash, unpaired: bool) -> Vec<Item> {
    let lengths = inputs.iter().map(|input| input.len());
    let count = if unpaired {
        lengths.max()
    } else {
        lengths.min()
    }
    .unwrap_or(0);
    let preferred = clash.preferred(inputs.len());
    let one = |at: usize| {
        let there = inputs
            .iter()
            .enumerate()
            .filter_map(|(input, items)| Some((input, items.get(at)?)));
        let mut there: Vec<(usize, &Item)> = there.collect();
        let origin = Origin::join(there.iter().map(|(_, item)| &item.origin));
        if clash.adds_number() {
            let numbered: Vec<Item> = there
                .iter()
                .map(|(input, item)| number(item, input + 1))
                .collect();
            return Item {
                origin,
                ..clash.join(&numbered.iter().collect::<Vec<_>>())
            };
        }
        // The preferred one goes last, where it wins; the order of the others stays.
        there.sort_by_key(|(input, _)| *input == preferred);
        Item {
            origin,
            ..clash.join(&there.into_iter().map(|(_, item)| item).collect::<Vec<_>>())
        }
    };
    (0..count).map(one).collect()
}

/// The item with the number of its input behind every name.
fn number(item: &Item, input: usize) -> Item {
    let named = item
        .json
        .iter()
        .map(|(name, value)| (Text::from(format!("{name}_{input}")), value.clone()));
    item.with_json(named.collect::<Map>())
}

fn each_with_each(inputs: &[Arc<Vec<Item>>], clash: &Clash) -> Vec<Item> {
    let numbered: Vec<Vec<Item>> = inputs
        .iter()
        .take(2)
        .enumerate()
        .map(|(input, items)| {
            let change = |item: &Item| {
                if clash.adds_number() {
                    number(item, input + 1)
                } else {
                    item.clone()
                }
            };
            items.iter().map(change).collect()
        })
        .collect();
    let (outer, inner) = if clash.resolve == "preferInput1" {
        (&numbered[1], &numbered[0])
    } else {
        (&numbered[0], &numbered[1])
    };
    let one = |a: &Item, b: &Item| Item {
        origin: Origin::join([&a.origin, &b.origin]),
        ..clash.join(&[a, b])
    };
    outer
        .iter()
        .flat_map(|a| inner.iter().map(move |b| one(a, b)))
        .collect()
}

/// Which items come out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    Matches,
    NonMatches,
    Everything,
    EnrichFirst,
    EnrichSecond,
}

impl Join {
    fn named(name: &str) -> Self {
        match name {
            "keepNonMatches" => Self::NonMatches,
            "keepEverything" => Self::Everything,
            "enrichInput1" => Self::EnrichFirst,
            "enrichInput2" => Self::EnrichSecond,
            _ => Self::Matches,
        }
    }
}

async fn fields(ctx: &Ctx) -> Result<Fields> {
    let simple = ctx.version() >= 3.0 && ctx.value("advanced", 0).await? != true;
    if simple {
        let names = names(&ctx.value("fieldsToMatchString", 0).await?);
        return Fields(names.into_iter().map(|name| (name.clone(), name)).collect())
            .checked("fieldsToMatchString");
    }
    Fields::read(&ctx.value("mergeByFields", 0).await?).checked("mergeByFields")
}

async fn by_fields(
    ctx: &Ctx,
    first: &[Item],
    second: &[Item],
    options: &Value,
    clash: &Clash,
) -> Result<Vec<Item>> {
    let fields = fields(ctx).await?;
    let join = Join::named(ctx.value("joinMode", 0).await?.as_str().unwrap_or_default());
    let from = ctx.value("outputDataFrom", 0).await?;
    let from = from.as_str().unwrap_or("both");
    let dotted = !is_on(options, "disableDotNotation");
    if ctx.version() < 2.1 {
        check_fields(first, fields.0.iter().map(|(name, _)| name), dotted, 1)?;
        check_fields(second, fields.0.iter().map(|(_, name)| name), dotted, 2)?;
    }
    if first.is_empty() || second.is_empty() {
        return Ok(one_side(first, second, join, from));
    }
    let comparison = Comparison {
        fuzzy: is_on(options, "fuzzyCompare"),
        null_is_zero: false,
    };
    let all = text_or(options, "multipleMatches", "all") != "first";
    let matches = matching::find(first, second, &fields, dotted, comparison, all);
    Ok(Found {
        first,
        second,
        matches,
        clash,
    }
    .output(join, from))
}

/// Version 2 wants every field to be there in some item.
fn check_fields<'n>(
    items: &[Item],
    mut names: impl Iterator<Item = &'n String>,
    dotted: bool,
    input: usize,
) -> Result<()> {
    let absent = names.find(|name| {
        !items.is_empty()
            && !items
                .iter()
                .any(|item| path::read(&item.json, name, dotted).is_some())
    });
    match absent {
        Some(name) => Err(
            Error::data(format!("No item of input {input} has a field “{name}”."))
                .in_field("mergeByFields"),
        ),
        None => Ok(()),
    }
}

/// What comes out where one input is empty: nothing that needs a match, else the items of the other.
fn one_side(first: &[Item], second: &[Item], join: Join, from: &str) -> Vec<Item> {
    let nothing = match join {
        Join::Matches => true,
        Join::NonMatches => {
            (from == "input1" && first.is_empty()) || (from == "input2" && second.is_empty())
        }
        Join::EnrichFirst => first.is_empty(),
        Join::EnrichSecond => second.is_empty(),
        Join::Everything => false,
    };
    if nothing {
        Vec::new()
    } else {
        first.iter().chain(second).cloned().collect()
    }
}

struct Found<'f> {
    first: &'f [Item],
    second: &'f [Item],
    matches: Matches,
    clash: &'f Clash,
}

impl Found<'_> {
    fn output(&self, join: Join, from: &str) -> Vec<Item> {
        match (join, from) {
            (Join::NonMatches, "input1") => self.alone(1),
            (Join::NonMatches, "input2") => self.alone(2),
            (Join::NonMatches, _) => self.named(1).into_iter().chain(self.named(2)).collect(),
            (Join::Matches, "input1") => self.with_partner(),
            (Join::Matches, "input2") => self
                .second
                .iter()
                .enumerate()
                .filter(|(at, _)| self.matches.matched2.contains(at))
                .map(|(_, item)| item.clone())
                .collect(),
            (Join::Matches, _) => self.pairs(false),
            (Join::Everything, _) => {
                [self.pairs(false), self.numbered(1), self.numbered(2)].concat()
            }
            (Join::EnrichFirst, _) => [self.pairs(false), self.numbered(1)].concat(),
            (Join::EnrichSecond, _) => [self.pairs(true), self.numbered(2)].concat(),
        }
    }

    fn with_partner(&self) -> Vec<Item> {
        let paired = self
            .first
            .iter()
            .zip(&self.matches.partners)
            .filter(|(_, partners)| !partners.is_empty());
        paired.map(|(item, _)| item.clone()).collect()
    }

    fn pairs(&self, enrich_second: bool) -> Vec<Item> {
        let prefer_first = self.clash.resolve == "preferInput1"
            || (enrich_second && self.clash.resolve.is_empty());
        let one = |a: &Item, b: &Item| {
            let origin = Origin::join([&a.origin, &b.origin]);
            let joined = if self.clash.adds_number() {
                self.clash.join(&[&number(a, 1), &number(b, 2)])
            } else if prefer_first {
                self.clash.join(&[b, a])
            } else {
                self.clash.join(&[a, b])
            };
            Item { origin, ..joined }
        };
        let paired = self.first.iter().zip(&self.matches.partners);
        paired
            .flat_map(|(item, partners)| {
                partners.iter().map(move |at| one(item, &self.second[*at]))
            })
            .collect()
    }

    /// The items of an input that have no partner.
    fn alone(&self, input: usize) -> Vec<Item> {
        if input == 1 {
            let lonely = self
                .first
                .iter()
                .zip(&self.matches.partners)
                .filter(|(_, partners)| partners.is_empty());
            return lonely.map(|(item, _)| item.clone()).collect();
        }
        self.second
            .iter()
            .enumerate()
            .filter(|(at, _)| !self.matches.matched2.contains(at))
            .map(|(_, item)| item.clone())
            .collect()
    }

    /// The same, with the number of the input behind the names where that is wanted.
    fn numbered(&self, input: usize) -> Vec<Item> {
        let mut alone = self.alone(input);
        if self.clash.adds_number() {
            alone
                .iter_mut()
                .for_each(|item| *item = number(item, input));
        }
        alone
    }

    /// The same, each saying which input it is from.
    fn named(&self, input: usize) -> Vec<Item> {
        let mut alone = self.alone(input);
        for item in &mut alone {
            item.json_mut().insert("_source", format!("input{input}"));
        }
        alone
    }
}

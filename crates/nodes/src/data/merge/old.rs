//! The modes of the first version.

use sdk::{Ctx, Error, Item, Map, Result, Value};

use crate::fields::js;
use crate::path;

pub(super) async fn merge(
    ctx: &Ctx,
    mode: &str,
    first: &[Item],
    second: &[Item],
) -> Result<Vec<Item>> {
    match mode {
        "mergeByIndex" | "mergeByPosition" => {
            let join = ctx.value("join", 0).await?;
            Ok(by_index(first, second, join.as_str().unwrap_or("left")))
        }
        "multiplex" => Ok(first
            .iter()
            .flat_map(|a| second.iter().map(move |b| pair(a, b, false)))
            .collect()),
        "keepKeyMatches" | "removeKeyMatches" | "mergeByKey" => {
            by_key(ctx, mode, first, second).await
        }
        "passThrough" => {
            let output = ctx.value("output", 0).await?;
            Ok(if output == "input2" {
                second.to_vec()
            } else {
                first.to_vec()
            })
        }
        "wait" => Ok(vec![
            Item::new(Map::new()).from_items(first.iter().chain(second)),
        ]),
        other => Err(Error::param(
            "mode",
            format!("There is no way to merge called “{other}”."),
        )),
    }
}

/// One item out of two: the fields of the second win.
fn pair(first: &Item, second: &Item, with_files: bool) -> Item {
    let mut record = (*first.json).clone();
    record.extend(
        second
            .json
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    let mut made = Item::new(record).from_items([first, second]);
    if with_files {
        made.binary = super::combine::join_files(&[first, second]);
    }
    made
}

fn by_index(first: &[Item], second: &[Item], join: &str) -> Vec<Item> {
    let count = match (join, first.len(), second.len()) {
        ("outer", a, b) => a.max(b),
        ("inner", a, b) => a.min(b),
        (_, a, _) => a,
    };
    let one = |at: usize| match (first.get(at), second.get(at)) {
        (Some(a), Some(b)) => Some(pair(a, b, true)),
        (one, other) => one.or(other).cloned(),
    };
    (0..count).filter_map(one).collect()
}

async fn by_key(ctx: &Ctx, mode: &str, first: &[Item], second: &[Item]) -> Result<Vec<Item>> {
    let name1 = ctx.value("propertyName1", 0).await?.to_text();
    let name2 = ctx.value("propertyName2", 0).await?.to_text();
    if name1.is_empty() || name2.is_empty() || second.is_empty() {
        return Ok(if mode == "keepKeyMatches" {
            Vec::new()
        } else {
            first.to_vec()
        });
    }
    let overwrite = ctx.value("overwrite", 0).await?;
    let overwrite = overwrite.as_str().unwrap_or("always");
    let keyed = second.iter().filter_map(|item| {
        let key = path::get(&item.json, &name2).filter(|key| js::truthy(key))?;
        Some((js::text(key), item))
    });
    let known: std::collections::HashMap<_, _> = keyed.collect();
    let mut out = Vec::new();
    for item in first {
        let reference = path::get(&item.json, &name1);
        let comparable = matches!(
            reference,
            Some(Value::String(_) | Value::Number(_) | Value::Null)
        );
        if !comparable {
            if reference.is_none() && mode == "removeKeyMatches" {
                out.push(item.clone());
            }
            continue;
        }
        let found = reference
            .filter(|value| !value.is_null())
            .and_then(|value| known.get(&js::text(value)));
        match (mode, found) {
            ("keepKeyMatches", Some(_)) | ("removeKeyMatches" | "mergeByKey", None) => {
                out.push(item.clone())
            }
            ("mergeByKey", Some(other)) => out.push(enrich(item, other, &name2, overwrite)),
            _ => {}
        }
    }
    Ok(out)
}

/// The first item with the fields of the other, but for its key.
fn enrich(item: &Item, other: &Item, key: &str, overwrite: &str) -> Item {
    let mut record = (*item.json).clone();
    for (name, value) in other.json.iter().filter(|(name, _)| name.as_str() != key) {
        let old = record.get(name);
        let writes = match overwrite {
            "undefined" => old.is_none(),
            "blank" => old.is_none_or(|old| old.is_null() || old == ""),
            _ => true,
        };
        if writes {
            record.insert(name.clone(), value.clone());
        }
    }
    item.with_json(record).from_items([item, other])
}

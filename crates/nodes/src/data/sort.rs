//! Sort: puts items in order.

use std::cmp::Ordering;
use std::sync::Arc;

use model::script::{CodeMode, CodeRun, Scope};
use sdk::{
    Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, ParamKind,
    Result, Show, Value, async_trait, json,
};

use super::names::{entries, is_on, text_or};
use crate::{fields::js, path};

/// Puts items in order.
pub struct Sort;

const EXAMPLE: &str = "// a and b are two items: return -1 if a comes first, 1 if b does, 0 if it makes no difference\n\nconst field = 'name';\n\nif (a.json[field] < b.json[field]) return -1;\nif (a.json[field] > b.json[field]) return 1;\nreturn 0;";

#[async_trait]
impl Node for Sort {
    fn spec(&self) -> NodeSpec {
        let mut params = params(&Show::default());
        params.push(
            Param::fields("options", "More", options())
                .help("Dots in names.")
                .show(Show::when("type", &["simple"]))
                .more(),
        );
        NodeSpec {
            help: "Puts the items in order: by fields, by chance, or by your own code.".to_owned(),
            icon: "arrow-down-a-z".to_owned(),
            n8n: N8nType::base(&["sort"]),
            params,
            effect: Effect::Pure,
            ..NodeSpec::new("sort", "Sort", Group::Data)
        }
        .aliases(&["sort", "order", "order by", "shuffle", "random", "rank"])
        .example(&json!({ "sortFieldsUi": { "sortField": [{ "fieldName": "price", "order": "descending" }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        sort(ctx).await
    }
}

/// The fields of the form, shown as `show` says.
pub(super) fn params(show: &Show) -> Vec<Param> {
    let when = |value: &str| show.clone().and_when("type", &[value]);
    let field = vec![
        Param::text("fieldName", "Field")
            .names_fields()
            .help("Name of the field.")
            .example("price"),
        Param::choice(
            "order",
            "Order",
            &[
                ("ascending", "Smallest first"),
                ("descending", "Largest first"),
            ],
        )
        .help("Which end comes first."),
    ];
    vec![
        Param::choice(
            "type",
            "Sort",
            &[
                ("simple", "By fields"),
                ("random", "By chance"),
                ("code", "By code"),
            ],
        )
        .help("How the order is found.")
        .show(show.clone()),
        Param::list("sortFieldsUi", "Fields", "sortField", field)
            .help("The first field decides; where it is the same, the next one does.")
            .show(when("simple")),
        Param::new("code", "Code", ParamKind::Code("javaScript".to_owned()))
            .or(EXAMPLE)
            .literal()
            .help("JavaScript that compares the items a and b.")
            .show(when("code")),
    ]
}

pub(super) fn options() -> Vec<Param> {
    vec![
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
    ]
}

/// Sorts the items of the first input by the node's parameters.
pub(super) async fn sort(ctx: &mut Ctx) -> Result<Outputs> {
    let items = ctx.items();
    match ctx.value("type", 0).await?.as_str() {
        Some("random") => Ok(shuffle(ctx, &items).into()),
        Some("code") => {
            let order = by_code(ctx).await?;
            Ok(order
                .into_iter()
                .filter_map(|at| items.get(at).cloned())
                .collect::<Vec<_>>()
                .into())
        }
        _ => by_fields(ctx, &items).await.map(Outputs::from),
    }
}

fn shuffle(ctx: &Ctx, items: &[Item]) -> Vec<Item> {
    let mut shuffled = items.to_vec();
    for last in (1..shuffled.len()).rev() {
        let mut bytes = [0; 8];
        ctx.host().random(&mut bytes);
        shuffled.swap(
            last,
            (u64::from_le_bytes(bytes) % (last as u64 + 1)) as usize,
        );
    }
    shuffled
}

async fn by_fields(ctx: &Ctx, items: &[Item]) -> Result<Vec<Item>> {
    let options = ctx.value("options", 0).await?;
    let dotted = !is_on(&options, "disableDotNotation");
    let fields = entries(&ctx.value("sortFieldsUi", 0).await?, "sortField");
    if fields.is_empty() {
        return Err(Error::param("sortFieldsUi", "Say which field to sort by."));
    }
    let mut keys: Vec<(Vec<Option<Value>>, bool)> = Vec::new();
    for field in &fields {
        let name = text_or(field, "fieldName", "");
        let column: Vec<Option<Value>> = items
            .iter()
            .map(|item| path::read(&item.json, name, dotted).map(folded))
            .collect();
        if column.iter().all(Option::is_none) && !items.is_empty() {
            return Err(
                Error::data(format!("No item has a field “{name}”.")).in_field("sortFieldsUi")
            );
        }
        keys.push((column, text_or(field, "order", "ascending") == "descending"));
    }
    let compare = |a: usize, b: usize| {
        let decided = keys.iter().find(|(column, _)| column[a] != column[b]);
        decided.map_or(Ordering::Equal, |(column, descending)| {
            let less = is_less(column[a].as_ref(), column[b].as_ref());
            if less != *descending {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        })
    };
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_as_javascript(&mut order, compare);
    Ok(order.into_iter().map(|at| items[at].clone()).collect())
}

/// Text without regard to case; everything else as it is.
fn folded(value: &Value) -> Value {
    match value {
        Value::String(text) => text.to_lowercase().into(),
        other => other.clone(),
    }
}

/// lodash's `lt`: two texts by their letters, everything else as numbers, and nothing is less than what is no number.
fn is_less(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(Value::String(a)), Some(Value::String(b))) => js::by_units(a, b) == Ordering::Less,
        (Some(a), Some(b)) => js::number(a) < js::number(b),
        _ => false,
    }
}

/// A stable sort that goes as the JavaScript engines' goes, because comparing missing values is not consistent: what comes
/// out then depends on which pairs are looked at.
pub(crate) fn sort_as_javascript(order: &mut [usize], compare: impl Fn(usize, usize) -> Ordering) {
    const SHORT: usize = 64;
    let mut run = order.len();
    let mut odd = 0;
    while run >= SHORT {
        odd |= run & 1;
        run >>= 1;
    }
    let run = (run + odd).max(1);
    for chunk in order.chunks_mut(run) {
        sort_short(chunk, &compare);
    }
    let mut width = run;
    while width < order.len() {
        for pair in order.chunks_mut(width * 2) {
            if pair.len() > width {
                merge(pair, width, &compare);
            }
        }
        width *= 2;
    }
}

/// A run that is in order already, then one after the other by halving.
fn sort_short(list: &mut [usize], compare: &impl Fn(usize, usize) -> Ordering) {
    if list.len() < 2 {
        return;
    }
    let descending = compare(list[1], list[0]) == Ordering::Less;
    let goes_on = |pair: &[usize]| (compare(pair[1], pair[0]) == Ordering::Less) == descending;
    let sorted = 1 + list.windows(2).take_while(|pair| goes_on(pair)).count();
    if descending {
        list[..sorted].reverse();
    }
    for next in sorted..list.len() {
        let pivot = list[next];
        let (mut left, mut right) = (0, next);
        while left < right {
            let middle = left + (right - left) / 2;
            if compare(pivot, list[middle]) == Ordering::Less {
                right = middle
            } else {
                left = middle + 1
            }
        }
        list[left..=next].rotate_right(1);
    }
}

fn merge(list: &mut [usize], middle: usize, compare: &impl Fn(usize, usize) -> Ordering) {
    let (left, right) = list.split_at(middle);
    let mut merged = Vec::with_capacity(list.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if compare(right[j], left[i]) == Ordering::Less {
            merged.push(right[j]);
            j += 1;
        } else {
            merged.push(left[i]);
            i += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    list.copy_from_slice(&merged);
}

/// The order that the person's code finds, as indexes.
async fn by_code(ctx: &mut Ctx) -> Result<Vec<usize>> {
    const MOST_MS: u64 = 60_000;
    let code = ctx.raw("code").unwrap_or_default().to_text();
    if !code.contains("return") {
        let message = "The code returns nothing: it must return -1, 0 or 1.";
        return Err(Error::param("code", message));
    }
    let known = ctx.parameters().scope();
    let items: Vec<Value> = ctx
        .items()
        .iter()
        .map(|item| Value::from(Map::from_iter([("json", item.to_value())])))
        .collect();
    let extra = Map::from_iter([("items", Value::from(items))]);
    let scope = Scope {
        extra,
        timezone: known.timezone.clone(),
        frozen_ms: known.frozen_ms,
        ..Scope::default()
    };
    let code = format!(
        "const compare = function (a, b) {{\n{code}\n}};\nconst order = items.map((item, at) => ({{ item, at }}));\norder.sort((x, y) => compare(x.item, y.item));\nreturn order.map((entry) => entry.at);"
    );
    let run = CodeRun {
        scope: Arc::new(scope),
        code: code.into(),
        mode: CodeMode::Plain,
        continue_on_fail: false,
        timeout_ms: MOST_MS,
    };
    let asked = ctx.parameters().script_host();
    let reply = ctx.host().run_code(&run, &*asked).await?;
    reply.console.into_iter().for_each(|line| ctx.print(line));
    match reply.result {
        Ok(typed) => {
            let order = typed.into_json().unwrap_or_default();
            Ok(order
                .as_array()
                .unwrap_or_default()
                .iter()
                .filter_map(Value::as_u64)
                .map(|at| at as usize)
                .collect())
        }
        Err(error) => Err(failure(&error)),
    }
}

fn failure(error: &model::script::ScriptError) -> Error {
    let mut failed = Error::new("code", error.message.clone()).in_field("code");
    failed.quote = error.quote.clone();
    // The person's first line is the second one here.
    failed.description = error
        .line
        .map(|line| format!("In line {} of the code.", line.saturating_sub(1).max(1)));
    failed
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::script::{CodeReply, Typed};
    use sdk::testkit::{self, TestHost};
    use sdk::{Value, json};

    use super::*;

    async fn check(fields: Value, options: Value, order: &[u32]) {
        let records = [
            json!({ "n": 2, "t": "b" }),
            json!({ "n": 10, "t": "A" }),
            json!({ "n": 2, "t": "a" }),
            json!({ "n": "1", "t": "C" }),
        ];
        let params = json!({ "sortFieldsUi": { "sortField": fields }, "options": options });
        let out = testkit::run(Sort)
            .params(params.clone())
            .items(records)
            .await
            .unwrap();
        assert_eq!(
            out.origins(0),
            order.iter().map(|at| vec![(0, *at)]).collect::<Vec<_>>(),
            "{params}"
        );
    }

    #[tokio::test]
    async fn by_one_field_or_more() {
        check(json!([{ "fieldName": "n" }]), json!({}), &[3, 0, 2, 1]).await;
        check(json!([{ "fieldName": "t" }]), json!({}), &[1, 2, 0, 3]).await;
        check(
            json!([{ "fieldName": "n", "order": "descending" }, { "fieldName": "t" }]),
            json!({}),
            &[1, 2, 0, 3],
        )
        .await;
    }

    #[tokio::test]
    async fn a_field_that_no_item_has_is_an_error() {
        for fields in [json!([{ "fieldName": "none" }]), json!(Vec::<Value>::new())] {
            let params = json!({ "sortFieldsUi": { "sortField": fields } });
            let failed = testkit::run(Sort)
                .params(params)
                .items([json!({ "a": 1 })])
                .await;
            assert_eq!(failed.err().unwrap().field.as_deref(), Some("sortFieldsUi"));
        }
        let params = json!({ "sortFieldsUi": { "sortField": [{ "fieldName": "a.b" }] }, "options": { "disableDotNotation": true } });
        assert!(
            testkit::run(Sort)
                .params(params)
                .items([json!({ "a": { "b": 1 } })])
                .await
                .is_err()
        );
    }

    #[tokio::test]
    async fn by_chance_keeps_every_item() {
        let out = testkit::run(Sort)
            .params(json!({ "type": "random" }))
            .items((0..20).map(|n| json!({ "n": n })))
            .await
            .unwrap();
        let mut seen: Vec<_> = out
            .json(0)
            .iter()
            .map(|record| record["n"].as_i64().unwrap())
            .collect();
        assert_ne!(seen, (0..20).collect::<Vec<_>>());
        seen.sort_unstable();
        assert_eq!(seen, (0..20).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn by_code() {
        let host = TestHost::new().with_code(|run| {
            assert!(run.code.contains("return a.json.n - b.json.n"));
            let count = run
                .scope
                .extra
                .get("items")
                .unwrap()
                .as_array()
                .unwrap()
                .len();
            CodeReply {
                result: Ok(Typed::Json((0..count).rev().collect())),
                console: vec!["hi".to_owned()],
                context: None,
            }
        });
        let run = testkit::run(Sort)
            .host(Arc::new(host))
            .params(json!({ "type": "code", "code": "return a.json.n - b.json.n" }));
        let out = run
            .items([json!({ "n": 1 }), json!({ "n": 2 })])
            .await
            .unwrap();
        assert_eq!(out.origins(0), [[(0, 1)], [(0, 0)]]);
        assert_eq!(out.console, ["hi"]);
        let silent = testkit::run(Sort)
            .params(json!({ "type": "code", "code": "a.json.n" }))
            .await;
        assert_eq!(silent.err().unwrap().field.as_deref(), Some("code"));
    }

    #[test]
    fn long_lists_are_sorted_stably() {
        let keys: Vec<usize> = (0..5000).map(|n| n * 7919 % 101).collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        let mut expected = order.clone();
        sort_as_javascript(&mut order, |a, b| keys[a].cmp(&keys[b]));
        expected.sort_by_key(|at| keys[*at]);
        assert_eq!(order, expected);
    }

    #[test]
    fn an_inconsistent_comparison_does_no_harm() {
        let mut order: Vec<usize> = (0..300).collect();
        sort_as_javascript(&mut order, |_, _| Ordering::Less);
        order.sort_unstable();
        assert_eq!(order, (0..300).collect::<Vec<_>>());
    }
}

//! Loop Over Items: hands its items out in batches, one each time the items come back.
//!
//! Whether items come back or a loop begins anew is told by the engine ([`sdk::RunInfo::looped`]), so that loops nest
//! without being reset by hand. What is still to come lies in the node's state.

use std::sync::Arc;

use sdk::{
    Ctx, Effect, Group, Item, Map, N8nType, Node, NodeSpec, Origin, Outputs, Param, PortRule,
    PortSet, Result, Show, Value, async_trait, json,
};

use super::given;

/// Hands items out in batches.
pub struct LoopOverItems;

/// Which output is which; the first version has none for the end.
struct Ports {
    each: usize,
    done: Option<usize>,
}

impl Ports {
    fn of(version: f64) -> Self {
        if version >= 3.0 {
            Self {
                each: 1,
                done: Some(0),
            }
        } else if version >= 2.0 {
            Self {
                each: 0,
                done: Some(1),
            }
        } else {
            Self {
                each: 0,
                done: None,
            }
        }
    }
}

#[async_trait]
impl Node for LoopOverItems {
    fn spec(&self) -> NodeSpec {
        let batch_size = || {
            Param::number("batchSize", "Batch size", 10.0)
                .help("How many items go out at a time.")
                .example("10")
        };
        let ports = |show, labels: &[&str]| PortRule {
            show,
            ports: PortSet::of(labels),
        };
        NodeSpec {
            versions: vec![1.0, 2.0, 3.0],
            help: "Hands its items out in batches. Wire the end of the loop back to it; when nothing is left, all that came back goes on.".to_owned(),
            icon: "repeat".to_owned(),
            n8n: N8nType::base(&["splitInBatches"]),
            outputs: vec![
                ports(Show::since(3.0), &["done", "loop"]),
                ports(Show::since(2.0), &["loop", "done"]),
                ports(Show::default(), &[""]),
            ],
            params: vec![
                batch_size().show(Show::before(3.0)),
                batch_size().or(1).show(Show::since(3.0)),
                Param::fields(
                    "options",
                    "More",
                    vec![
                        Param::switch("reset", "Begin anew", false)
                            .help("Takes what comes in as new items even if they come from the loop itself."),
                    ],
                )
                .help("What is rarely needed.")
                .more(),
            ],
            effect: Effect::Pure,
            loops: true,
            ..NodeSpec::new("loop", "Loop Over Items", Group::Flow)
        }
        .aliases(&["loop over items (split in batches)", "split in batches", "batch", "for each", "iterate", "repeat", "chunk"])
        .example(&json!({ "batchSize": 1 }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let ports = Ports::of(ctx.version());
        let given = ctx.value("batchSize", 0).await?;
        let Some(size @ 1..) = given::whole(&given) else {
            return Err(given::wrong(
                "batchSize",
                "a whole number from 1 on",
                &given,
            ));
        };
        let reset = ctx.value("options.reset", 0).await? == Value::Bool(true);
        let came_back = ctx.info().looped.map(usize::from);
        let inside =
            came_back.is_some() && came_back != ports.done && ctx.state().contains_key(ITEMS);
        let items = ctx.items();
        if reset || !inside {
            begin(ctx.state_mut(), &items, size);
        } else {
            go_on(ctx.state_mut(), &items, ports.done.is_some());
        }
        Ok(next(ctx.state_mut(), size as usize, &ports))
    }
}

/// All items of the loop, how many of them went out, and what came back.
const ITEMS: &str = "items";
const POSITION: &str = "position";
const PROCESSED: &str = "processed";

fn begin(state: &mut Map, items: &[Item], size: u64) {
    let batches = (items.len() as u64).div_ceil(size);
    *state = Map::from_iter([
        (ITEMS, items.iter().map(pack).collect::<Value>()),
        (POSITION, 0.into()),
        (PROCESSED, Value::from(Vec::<Value>::new())),
        ("currentRunIndex", 0.into()),
        ("maxRunIndex", batches.into()),
    ]);
}

fn go_on(state: &mut Map, items: &[Item], collects: bool) {
    let round = number(state, "currentRunIndex") + 1;
    state.insert("currentRunIndex", round);
    if collects {
        collect(state, items);
    }
}

/// Adds what came back. It is kept in lists of falling size, equal ones joined, as the state is shared with the step
/// before: one long list would be copied whole each time.
fn collect(state: &mut Map, items: &[Item]) {
    let lists = state.entry(PROCESSED);
    let Some(lists) = lists.as_array_mut() else {
        return;
    };
    let mut last: Vec<Value> = items.iter().map(pack).collect();
    while let Some(before) = lists.pop() {
        let before_len = before.as_array().map_or(0, <[Value]>::len);
        if before_len > last.len() {
            lists.push(before);
            break;
        }
        let mut joined = before.as_array().unwrap_or_default().to_vec();
        joined.append(&mut last);
        last = joined;
    }
    if !last.is_empty() {
        lists.push(last.into());
    }
}

fn next(state: &mut Map, size: usize, ports: &Ports) -> Outputs {
    let from = number(state, POSITION) as usize;
    let all = state
        .get(ITEMS)
        .and_then(Value::as_array)
        .unwrap_or_default();
    let to = all.len().min(from + size);
    let batch: Vec<Item> = all
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(unpack)
        .collect();
    let left = to < all.len();
    let done = batch.is_empty();
    state.insert(POSITION, to);
    state.insert("noItemsLeft", !left);
    state.insert("done", done);
    let mut outputs = Outputs::empty(ports.done.map_or(1, |_| 2));
    if !done {
        outputs.0[ports.each] = batch;
    } else if let Some(port) = ports.done {
        let lists = state
            .get(PROCESSED)
            .and_then(Value::as_array)
            .unwrap_or_default();
        let lists = lists.iter().filter_map(Value::as_array);
        outputs.0[port] = lists.flatten().map(unpack).collect();
    }
    outputs
}

fn number(state: &Map, key: &str) -> u64 {
    state.get(key).and_then(Value::as_u64).unwrap_or_default()
}

/// An item as the state holds it: its record is shared, not copied.
fn pack(item: &Item) -> Value {
    let mut packed = Map::from_iter([("json", Value::Object(item.json.clone()))]);
    if let Some(binary) = item.binary.as_deref().filter(|all| !all.is_empty()) {
        packed.insert("binary", value::to_value(binary).unwrap_or_default());
    }
    if !item.origin.sources().is_empty() {
        packed.insert("origin", value::to_value(&item.origin).unwrap_or_default());
    }
    packed.into()
}

fn unpack(packed: &Value) -> Item {
    let json = match packed.get("json") {
        Some(Value::Object(json)) => json.clone(),
        _ => Arc::default(),
    };
    let mut item = Item::new(json);
    item.binary = packed
        .get("binary")
        .and_then(|all| value::from_value(all).ok())
        .map(Arc::new);
    let origin = packed
        .get("origin")
        .and_then(|origin| value::from_value::<Origin>(origin).ok());
    item.origin = origin.unwrap_or_default();
    item
}

#[cfg(test)]
mod tests {
    use sdk::{Map, json, testkit};

    use super::*;

    /// Goes round until the loop ends: what went out in each round, and what came out at the end.
    async fn go_round(version: f64, count: u64, size: u64) -> (Vec<Vec<Value>>, Vec<Value>, Map) {
        let ports = Ports::of(version);
        let mut input: Vec<Value> = (0..count).map(|n| json!({ "n": n })).collect();
        let (mut rounds, mut state, mut looped) = (Vec::new(), Map::new(), None);
        loop {
            let run = testkit::run(LoopOverItems)
                .version(version)
                .params(json!({ "batchSize": size }));
            let out = run
                .info(|info| info.looped = looped)
                .state(state)
                .items(input)
                .await
                .unwrap();
            state = out.state.clone();
            let batch = out.json(ports.each);
            if batch.is_empty() {
                let end = ports.done.map(|port| out.json(port)).unwrap_or_default();
                return (rounds, end, state);
            }
            looped = Some(ports.each as u16);
            input = batch
                .iter()
                .map(|item| json!({ "done": item["n"].clone() }))
                .collect();
            rounds.push(batch);
        }
    }

    #[tokio::test]
    async fn goes_round() {
        for (version, count, size, sizes) in [
            (3.0, 5, 2, vec![2, 2, 1]),
            (2.0, 3, 3, vec![3]),
            (1.0, 2, 1, vec![1, 1]),
            (3.0, 0, 1, vec![]),
            (3.0, 37, 1, vec![1; 37]),
        ] {
            let (rounds, end, state) = go_round(version, count, size).await;
            assert_eq!(
                rounds.iter().map(Vec::len).collect::<Vec<_>>(),
                sizes,
                "{version} {count}/{size}"
            );
            let state = Value::from(state);
            let all: Vec<_> = (0..count).map(|n| json!({ "n": n })).collect();
            assert_eq!(rounds.concat(), all);
            let back: Vec<_> = (0..count)
                .filter(|_| version >= 2.0)
                .map(|n| json!({ "done": n }))
                .collect();
            assert_eq!(end, back);
            assert_eq!(state["noItemsLeft"], true);
            assert_eq!(state["done"], true);
            assert_eq!(state["maxRunIndex"], count.div_ceil(size) as i64);
        }
    }

    #[tokio::test]
    async fn begins_anew_from_outside_and_on_reset() {
        let first = testkit::run(LoopOverItems)
            .items([json!({"n": 1}), json!({"n": 2})])
            .await
            .unwrap();
        assert_eq!(
            first.json(1),
            [json!({"n": 1})],
            "one at a time unless said otherwise"
        );
        for (looped, reset, goes) in [
            (None, false, 7),
            (Some(0), false, 7),
            (Some(1), true, 7),
            (Some(1), false, 2),
        ] {
            let run = testkit::run(LoopOverItems).params(json!({ "options": { "reset": reset } }));
            let run = run
                .state(first.state.clone())
                .info(|info| info.looped = looped);
            let out = run.items([json!({"n": 7})]).await.unwrap();
            assert_eq!(out.json(1), [json!({ "n": goes })], "{looped:?} {reset}");
            assert_eq!(out.origins(1), [[(0, u32::from(goes == 2))]]);
        }
    }

    #[tokio::test]
    async fn hands_out_ten_in_the_first_versions() {
        let items = || (0..25).map(|n| json!({ "n": n }));
        let out = testkit::run(LoopOverItems)
            .version(1.0)
            .items(items())
            .await
            .unwrap();
        assert_eq!(out.json(0).len(), 10);
        assert_eq!(out.outputs.0.len(), 1);
        for wrong in [json!(0), json!(-1), json!(1.5), json!("many")] {
            assert!(
                testkit::run(LoopOverItems)
                    .params(json!({ "batchSize": wrong }))
                    .items(items())
                    .await
                    .is_err()
            );
        }
    }
}

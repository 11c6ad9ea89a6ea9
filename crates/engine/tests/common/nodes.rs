//! The small nodes. Those that n8n has too take n8n's parameters, as far as the shared cases use them.

use std::sync::Arc;

use model::{Group, PortRule, Show};
use sdk::{
    Ctx, Effect, Error, Item, Map, Node, NodeSpec, Outputs, Result, Suspend, Value, async_trait,
    json,
};

/// Declares a small node: its struct, its spec and what it does.
macro_rules! small {
    ($name:ident, $kind:literal, $spec:expr, |$ctx:ident| $body:expr) => {
        pub struct $name;

        #[async_trait]
        impl Node for $name {
            fn spec(&self) -> NodeSpec {
                let change: fn(&mut NodeSpec) = $spec;
                let mut spec = NodeSpec::new($kind, $kind, Group::Data);
                change(&mut spec);
                spec
            }

            async fn run(&self, $ctx: &mut Ctx) -> Result<Outputs> {
                $body
            }
        }
    };
}

pub fn all() -> Vec<Arc<dyn Node>> {
    vec![
        Arc::new(Trigger),
        Arc::new(Noop),
        Arc::new(Give),
        Arc::new(Set),
        Arc::new(If),
        Arc::new(Merge),
        Arc::new(Choose),
        Arc::new(Loop),
        Arc::new(Field),
        Arc::new(Fresh),
        Arc::new(Empty),
        Arc::new(Fail),
        Arc::new(FailEach),
        Arc::new(Flaky),
        Arc::new(Panic),
        Arc::new(Hang),
        Arc::new(Wait),
        Arc::new(Count),
        Arc::new(Print),
        Arc::new(PrintFail),
        Arc::new(Counted),
        Arc::new(Note),
    ]
}

fn plain(_: &mut NodeSpec) {}

fn pure(spec: &mut NodeSpec) {
    spec.effect = Effect::Pure;
}

fn two_outputs(spec: &mut NodeSpec) {
    spec.outputs = PortRule::labels(&["a", "b"]);
}

fn two_inputs(spec: &mut NodeSpec) {
    spec.inputs = PortRule::labels(&["a", "b"]);
}

small!(
    Trigger,
    "trigger",
    |spec| {
        spec.trigger = true;
        spec.inputs = PortRule::none();
    },
    |ctx| Ok(ctx.items().to_vec().into())
);

small!(Noop, "noop", pure, |ctx| Ok(ctx.items().to_vec().into()));

small!(Give, "give", plain, |ctx| {
    let given = ctx.raw("items").unwrap_or_default();
    let items = given.as_array().unwrap_or_default().iter().cloned();
    Ok(items.map(Item::of).collect::<Vec<_>>().into())
});

small!(Set, "set", plain, |ctx| {
    let column = ctx.all_params().await?;
    let mut out = Vec::new();
    for (at, item) in ctx.items().iter().enumerate() {
        let values = column.at(at)?.get("values").cloned().unwrap_or_default();
        let mut record = Map::clone(&item.json);
        for (kind, fields) in values.as_object().into_iter().flatten() {
            for field in fields.as_array().unwrap_or_default() {
                let unset = if kind == "number" {
                    json!(0)
                } else {
                    json!("")
                };
                let value = field.get("value").cloned().unwrap_or(unset);
                let name = field.get("name").and_then(Value::as_str);
                record.insert(name.unwrap_or("propertyName"), value);
            }
        }
        out.push(item.with_json(record));
    }
    Ok(out.into())
});

small!(If, "if", two_outputs, |ctx| {
    let column = ctx.all_params().await?;
    let mut out = Outputs::empty(2);
    for (at, item) in ctx.items().iter().enumerate() {
        let parameters = column.at(at)?;
        let yes = holds(parameters);
        out.push(usize::from(!yes), item.clone());
    }
    Ok(out)
});

fn holds(parameters: &Value) -> bool {
    let any = parameters["combineOperation"] == "any";
    let mut all = Vec::new();
    for (kind, list) in parameters["conditions"].as_object().into_iter().flatten() {
        for condition in list.as_array().unwrap_or_default() {
            let unset = match kind.as_str() {
                "boolean" => json!(false),
                "number" => json!(0),
                _ => json!(""),
            };
            let side = |key: &str| condition.get(key).cloned().unwrap_or(unset.clone());
            let (a, b) = (side("value1"), side("value2"));
            let default = if kind == "number" { "smaller" } else { "equal" };
            let operation = condition.get("operation").and_then(Value::as_str);
            all.push(match operation.unwrap_or(default) {
                "smaller" => a.as_f64() < b.as_f64(),
                _ => a == b,
            });
        }
    }
    if any {
        all.contains(&true)
    } else {
        !all.contains(&false)
    }
}

small!(Merge, "merge", two_inputs, |ctx| {
    let parameters = ctx.all_params().await?.at(0)?.clone();
    if parameters["mode"] == "passThrough" {
        let port = usize::from(parameters["output"] == "input2");
        return Ok(ctx.input(port).to_vec().into());
    }
    let inputs = (0..ctx.input_count()).map(|port| ctx.input(port));
    Ok(inputs
        .flat_map(|items| items.to_vec())
        .collect::<Vec<_>>()
        .into())
});

small!(
    Choose,
    "choose",
    |spec| {
        two_inputs(spec);
        spec.needs_all_inputs = Some(Show::default());
    },
    |ctx| Ok(ctx.input(0).to_vec().into())
);

small!(
    Loop,
    "loop",
    |spec| spec.outputs = PortRule::labels(&["done", "loop"]),
    |ctx| {
        let size = ctx.raw("size").and_then(|size| size.as_u64()).unwrap_or(1) as usize;
        let fresh = ctx.info().looped != Some(1);
        let items = ctx.items();
        let state = ctx.state_mut();
        let list = |state: &Map, key: &str| {
            let list = state
                .get(key)
                .and_then(|value| value.as_array().map(<[Value]>::to_vec));
            list.unwrap_or_default()
        };
        let (mut left, mut done) = match fresh {
            true => (
                items.iter().map(Item::to_value).collect::<Vec<_>>(),
                Vec::new(),
            ),
            false => (list(state, "left"), list(state, "done")),
        };
        if !fresh {
            done.extend(items.iter().map(Item::to_value));
        }
        let now: Vec<Value> = left.drain(..size.min(left.len())).collect();
        state.insert("left", left);
        state.insert("done", done.clone());
        let made = |list: Vec<Value>| list.into_iter().map(Item::of).collect::<Vec<_>>();
        Ok(Outputs(if now.is_empty() {
            vec![made(done), Vec::new()]
        } else {
            vec![Vec::new(), made(now)]
        }))
    }
);

small!(Field, "field", pure, |ctx| {
    let column = ctx.column("value").await?;
    let mut out = Vec::new();
    for (at, item) in ctx.items().iter().enumerate() {
        match column.at(at) {
            Ok(value) => {
                let mut record = Map::clone(&item.json);
                record.insert("value", value);
                out.push(item.with_json(record));
            }
            Err(error) => out.push(ctx.recover(at, error)?),
        }
    }
    Ok(out.into())
});

small!(Fresh, "fresh", plain, |ctx| {
    let items = ctx.items();
    let records = items.iter().map(|item| Item::new(item.json.clone()));
    let mut items: Vec<Item> = records.collect();
    if ctx.raw("more") == Some(json!(true)) {
        items.push(Item::default());
    }
    Ok(items.into())
});

small!(Empty, "empty", plain, |_ctx| Ok(Outputs::empty(1)));

small!(Fail, "fail", plain, |_ctx| Err(Error::new(
    "test",
    "it failed"
)));

small!(FailEach, "failEach", plain, |ctx| {
    let mut out = Vec::new();
    for (at, item) in ctx.items().iter().enumerate() {
        let bad = item.get("bad") == Some(&json!(true));
        out.push(match bad {
            true => ctx.recover(at, Error::new("test", "bad item"))?,
            false => item.clone(),
        });
    }
    Ok(out.into())
});

small!(Flaky, "flaky", plain, |ctx| {
    let good = ctx
        .raw("good")
        .and_then(|good| good.as_u64())
        .unwrap_or(u64::MAX);
    let attempt = ctx.info().attempt;
    if u64::from(attempt) < good {
        let error = Error::new("test", format!("attempt {attempt}"));
        if ctx.raw("recovers") == Some(json!(true)) {
            return Ok(vec![ctx.recover(0, error)?].into());
        }
        return Err(error);
    }
    Ok(vec![Item::of(json!({ "attempt": attempt }))].into())
});

small!(Panic, "panic", plain, |_ctx| panic!("a fault on purpose"));

small!(Hang, "hang", plain, |_ctx| std::future::pending().await);

small!(Wait, "wait", plain, |ctx| {
    let until = ctx.host().now_ms() + 60_000;
    ctx.host().suspend(Suspend::Until(until)).await?;
    Ok(ctx.items().to_vec().into())
});

small!(Count, "count", plain, |ctx| {
    let runs = ctx.state().get("runs").and_then(Value::as_u64).unwrap_or(0) + 1;
    ctx.state_mut().insert("runs", runs);
    let looped = ctx.info().looped;
    Ok(vec![Item::of(json!({ "runs": runs, "looped": looped }))].into())
});

small!(Print, "print", plain, |ctx| {
    ctx.print("one");
    ctx.print("two");
    Ok(ctx.items().to_vec().into())
});

small!(PrintFail, "printFail", plain, |ctx| {
    ctx.print("one");
    ctx.print("two");
    Err(Error::new("test", "after two lines"))
});

/// How often [`Counted`] was run, by the name of its node.
pub static COUNTED: parking_lot::Mutex<Vec<String>> = parking_lot::Mutex::new(Vec::new());

small!(Counted, "counted", pure, |ctx| {
    COUNTED.lock().push(ctx.node().name.to_string());
    let column = ctx.column("value").await?;
    let mut out = Vec::new();
    for (at, item) in ctx.items().iter().enumerate().rev() {
        let mut record = Map::clone(&item.json);
        record.insert("value", column.at(at)?);
        out.push(item.with_json(record));
    }
    Ok(out.into())
});

small!(Note, "note-down", plain, |ctx| {
    let name = ctx.node().name.clone();
    // How many were noted before: so a test sees what the host knew.
    let before = ctx.host().custom_data().len().to_string();
    ctx.host().set_custom_data(&name, &before).await?;
    Ok(ctx.items().to_vec().into())
});

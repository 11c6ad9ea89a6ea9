//! Debug Helper: makes random items or fails on purpose, for trying out workflows.

mod random;

use sdk::{
    Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, Result, Show, Value,
    async_trait, json,
};

use super::given;
use crate::fields::js;
use random::Dice;

/// Makes random items or fails on purpose.
pub struct Debug;

const KINDS: &[(&str, &str)] = &[
    ("user", "A person"),
    ("address", "An address"),
    ("coordinates", "A place on earth"),
    ("creditCard", "A credit card"),
    ("email", "A mail address"),
    ("ipv4", "An IPv4 address"),
    ("ipv6", "An IPv6 address"),
    ("macAddress", "A MAC address"),
    ("nanoid", "A short id"),
    ("semver", "A version number"),
    ("url", "A web address"),
    ("uuid", "A UUID"),
];

/// The most random items for each that comes in.
const MOST: u64 = 1_000_000;

#[async_trait]
impl Node for Debug {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Makes random items, or fails on purpose, so that you can try out a workflow."
                .to_owned(),
            icon: "bug".to_owned(),
            n8n: N8nType::base(&["debugHelper"]),
            params: params(),
            effect: Effect::Idempotent,
            ..NodeSpec::new("debug", "Debug Helper", Group::Tools)
        }
        .aliases(&[
            "test data",
            "random",
            "fake",
            "mock",
            "throw error",
            "generate",
        ])
        .example(
            &json!({ "category": "randomData", "randomDataType": "user", "randomDataCount": 3 }),
        )
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let mut out = Vec::new();
        for (at, item) in ctx.items().iter().enumerate() {
            match act(ctx, at, item).await {
                Ok(items) => out.extend(items),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn params() -> Vec<Param> {
    let random = || Show::when("category", &["randomData"]);
    let failing = || Show::when("category", &["throwError"]);
    let short = || random().and_when("randomDataType", &["nanoid"]);
    let errors = [
        ("NodeApiError", "Of a service"),
        ("NodeOperationError", "Of the node"),
        ("Error", "Of the program"),
    ];
    vec![
        Param::choice(
            "category",
            "What to do",
            &[
                ("doNothing", "Nothing"),
                ("throwError", "Fail"),
                ("oom", "Fail as if memory had run out"),
                ("randomData", "Make random items"),
            ],
        )
        .or("throwError")
        .help("What happens for every item."),
        Param::choice("throwErrorType", "Kind of error", &errors)
            .help("What kind of error it is.")
            .show(failing()),
        Param::text("throwErrorMessage", "Message")
            .or("Node has thrown an error")
            .help("What the error says.")
            .example("The service is down")
            .show(failing()),
        Param::number("memorySizeValue", "Memory in MB", 10.0)
            .help("Only named in the error; no memory is taken.")
            .show(Show::when("category", &["oom"])),
        Param::choice("randomDataType", "Of what", KINDS)
            .help("What the items describe.")
            .show(random()),
        Param::text("nanoIdAlphabet", "Letters")
            .or(ALPHABET)
            .help("The letters the id is made of.")
            .example("0123456789abcdef")
            .show(short()),
        Param::number("nanoIdLength", "Length", 16.0)
            .help("How many letters the id has.")
            .show(short()),
        Param::text("randomDataSeed", "Seed")
            .help("With the same seed the same items are made; empty for others each time.")
            .example("test")
            .show(random()),
        Param::number("randomDataCount", "How many", 10.0)
            .help("How many items are made for each that comes in.")
            .example("10")
            .show(random()),
        Param::switch("randomDataSingleArray", "All in one item", false)
            .help("Puts them into one item as a list under “data”.")
            .show(random()),
    ]
}

const ALPHABET: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

async fn act(ctx: &Ctx, at: usize, item: &Item) -> Result<Vec<Item>> {
    let category = ctx.value("category", at).await?;
    match category.as_str() {
        Some("doNothing") => Ok(vec![item.clone()]),
        Some("throwError") => {
            let message = js::text(&ctx.value("throwErrorMessage", at).await?);
            let code = match ctx.value("throwErrorType", at).await?.as_str() {
                Some("NodeApiError") => "debug.service",
                Some("NodeOperationError") => "debug.node",
                _ => "debug.error",
            };
            Err(Error::new(code, message.as_str()))
        }
        Some("oom") => {
            let size = js::text(&ctx.value("memorySizeValue", at).await?);
            Err(Error::new(
                "debug.memory",
                format!("There was no memory left for {size} MB more."),
            ))
        }
        Some("randomData") => Ok(random_items(ctx, at)
            .await?
            .into_iter()
            .map(|new| new.from_item(item))
            .collect()),
        _ => Err(given::wrong(
            "category",
            "doNothing, throwError, oom or randomData",
            &category,
        )),
    }
}

async fn random_items(ctx: &Ctx, at: usize) -> Result<Vec<Item>> {
    let given = ctx.value("randomDataCount", at).await?;
    let Some(count @ 0..=MOST) = given::whole(&given) else {
        return Err(given::wrong(
            "randomDataCount",
            "a whole number up to a million",
            &given,
        ));
    };
    let seed = js::text(&ctx.value("randomDataSeed", at).await?);
    let mut dice = if seed.is_empty() {
        let mut bytes = [0; 8];
        ctx.host().random(&mut bytes);
        Dice::new(u64::from_le_bytes(bytes))
    } else {
        Dice::of_text(&seed)
    };
    let kind = ctx.value("randomDataType", at).await?;
    let short = match kind == "nanoid" {
        true => Some((
            js::text(&ctx.value("nanoIdAlphabet", at).await?),
            ctx.value("nanoIdLength", at).await?,
        )),
        false => None,
    };
    let mut made = Vec::new();
    for _ in 0..count {
        made.push(match &short {
            Some((alphabet, length)) => short_id(&mut dice, alphabet, length)?,
            None => dice
                .record(kind.as_str().unwrap_or_default())
                .ok_or_else(|| {
                    given::wrong(
                        "randomDataType",
                        "something random items can be made of",
                        &kind,
                    )
                })?,
        });
    }
    if ctx.value("randomDataSingleArray", at).await? == true {
        return Ok(vec![Item::of(json!({ "data": made }))]);
    }
    Ok(made.into_iter().map(Item::of).collect())
}

fn short_id(dice: &mut Dice, alphabet: &str, length: &Value) -> Result<Value> {
    let letters: Vec<char> = alphabet.chars().collect();
    if letters.is_empty() {
        return Err(Error::param(
            "nanoIdAlphabet",
            "An id needs at least one letter to be made of.",
        ));
    }
    let Some(count @ 1..=1024) = given::whole(length) else {
        return Err(given::wrong(
            "nanoIdLength",
            "a whole number from 1 to 1024",
            length,
        ));
    };
    let id: String = (0..count).map(|_| *dice.one_of(&letters)).collect();
    Ok(json!({ "nanoId": id }))
}

#[cfg(test)]
mod tests {
    use sdk::{OnError, Value, json, testkit};

    use super::{Debug, KINDS};

    async fn make(params: Value) -> Vec<Value> {
        let run = testkit::run(Debug)
            .params(params)
            .items([json!({}), json!({})]);
        let out = run.await.unwrap();
        let half = out.items(0).len() as u32 / 2;
        let origins: Vec<_> = (0..half * 2).map(|at| vec![(0, at / half)]).collect();
        assert_eq!(out.origins(0), origins);
        out.json(0)
    }

    #[tokio::test]
    async fn makes_random_items() {
        for (kind, _) in KINDS {
            let params = json!({ "category": "randomData", "randomDataType": *kind, "randomDataSeed": "s", "randomDataCount": 3 });
            let items = make(params.clone()).await;
            assert_eq!(items.len(), 6);
            assert_eq!(items, make(params).await, "{kind}: same seed, same items");
            assert_ne!(items[0], items[1], "{kind}");
        }
        let params = json!({ "category": "randomData" });
        let items = make(params.clone()).await;
        assert_eq!(items.len(), 20);
        assert!(items[0].get("firstname").is_some_and(Value::is_string));
        let one = make(json!({ "category": "randomData", "randomDataSingleArray": true })).await;
        assert_eq!(one[0]["data"].as_array().unwrap().len(), 10);
        assert_eq!(
            make(json!({ "category": "doNothing" })).await,
            [json!({}), json!({})]
        );
    }

    #[tokio::test]
    async fn fails_on_purpose() {
        let check = async |params: Value, code: &str| {
            let error = testkit::run(Debug)
                .params(params.clone())
                .items([json!({})])
                .await
                .err()
                .unwrap();
            assert_eq!(error.code.as_str(), code, "{params}");
            error.message
        };
        assert_eq!(
            check(json!({}), "debug.service").await,
            "Node has thrown an error"
        );
        assert_eq!(
            check(
                json!({ "throwErrorMessage": "no", "throwErrorType": "Error" }),
                "debug.error"
            )
            .await,
            "no"
        );
        check(json!({ "category": "oom" }), "debug.memory").await;
        check(json!({ "category": "dance" }), "param.invalid").await;
        check(
            json!({ "category": "randomData", "randomDataCount": -1 }),
            "param.invalid",
        )
        .await;
        check(
            json!({ "category": "randomData", "randomDataType": "dogs" }),
            "param.invalid",
        )
        .await;
        let out = testkit::run(Debug)
            .on_error(OnError::ErrorOutput)
            .items([json!({})])
            .await
            .unwrap();
        assert_eq!(
            out.json(0),
            [json!({ "error": "Node has thrown an error" })]
        );
    }
}

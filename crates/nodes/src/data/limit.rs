//! Limit: keeps the first or the last items.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, Result, Show, async_trait, json,
};
use serde::Deserialize;

/// Keeps the first or the last items.
pub struct Limit;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Keep {
    FirstItems,
    LastItems,
}

#[async_trait]
impl Node for Limit {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Keeps only the first or the last items and drops the rest.".to_owned(),
            icon: "list-end".to_owned(),
            n8n: N8nType::base(&["limit"]),
            params: params(&Show::default()),
            effect: Effect::Pure,
            ..NodeSpec::new("limit", "Limit", Group::Data)
        }
        .aliases(&["first", "last", "top", "head"])
        .example(&json!({ "maxItems": 10 }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        limit(ctx).await
    }
}

/// The fields of the form, shown as `show` says.
pub(super) fn params(show: &Show) -> Vec<Param> {
    vec![
        Param::number("maxItems", "How many items", 1.0)
            .help("Items beyond this number are dropped.")
            .example("10")
            .show(show.clone()),
        Param::choice(
            "keep",
            "Keep",
            &[
                ("firstItems", "The first items"),
                ("lastItems", "The last items"),
            ],
        )
        .help("Which end of the list is kept.")
        .show(show.clone()),
    ]
}

/// Keeps as many items of the first input as the node's parameters say.
pub(super) async fn limit(ctx: &Ctx) -> Result<Outputs> {
    let max_items: usize = ctx.param("maxItems", 0).await?;
    let keep: Keep = ctx.param("keep", 0).await?;
    let items = ctx.items();
    let most = max_items.min(items.len());
    let kept = match keep {
        Keep::FirstItems => &items[..most],
        Keep::LastItems => &items[items.len() - most..],
    };
    Ok(kept.to_vec().into())
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::Limit;

    #[tokio::test]
    async fn keeps_either_end() {
        for (keep, kept) in [("firstItems", [1, 2]), ("lastItems", [2, 3])] {
            let run = testkit::run(Limit).params(json!({ "maxItems": 2, "keep": keep }));
            let out = run
                .items([json!({"n": 1}), json!({"n": 2}), json!({"n": 3})])
                .await
                .unwrap();
            assert_eq!(out.json(0), kept.map(|n| json!({ "n": n })), "{keep}");
            assert_eq!(
                out.origins(0),
                kept.map(|n| vec![(0, n as u32 - 1)]),
                "{keep}"
            );
        }
    }
}

//! If: sends each item one way or the other.

use model::OnError;
use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, PortRule, Result, Show,
    async_trait, json,
};

use crate::conditions::{Conditions, form};

/// Sends each item one way or the other.
pub struct If;

#[async_trait]
impl Node for If {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Sends each item one way if your conditions hold, and the other way if not.".to_owned(),
            icon: "split".to_owned(),
            versions: vec![1.0, 2.0, 2.1, 2.2, 2.3],
            n8n: N8nType::base(&["if"]),
            outputs: PortRule::labels(&["true", "false"]),
            params: vec![
                form::old_conditions(),
                Param::choice("combineOperation", "Which must hold", &[("all", "All"), ("any", "One is enough")])
                    .help("Whether all conditions must hold, or one is enough.")
                    .show(Show::before(2.0)),
                form::conditions("conditions").show(Show::since(2.0)),
                form::loose_types(2.1),
                Param::fields("options", "More", form::options(2.0, 2.1)).help("Case and types.").show(Show::since(2.0)).more(),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("if", "If", Group::Flow)
        }
        .aliases(&["if", "condition", "branch", "else", "when", "filter", "route"])
        .example(&json!({ "conditions": {
            "combinator": "and",
            "conditions": [{ "id": "1", "leftValue": "={{ $json.status }}", "rightValue": "paid", "operator": { "type": "string", "operation": "equals" } }],
            "options": { "caseSensitive": true, "leftValue": "", "typeValidation": "strict", "version": 3 },
        } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let conditions = Conditions::of_item(ctx.version(), "combineOperation")
            .resolve(ctx)
            .await?;
        let items = ctx.items();
        let mut out = Outputs::empty(2);
        for (at, item) in items.iter().enumerate() {
            match conditions.hold(at) {
                Ok(held) => out.push(usize::from(!held), item.clone()),
                Err(error) => {
                    let failed = ctx.recover(at, error)?;
                    // Told to go on, an item that cannot be decided goes the way of those that do not fit.
                    let plain = ctx.node().on_error == OnError::Continue;
                    out.push(1, if plain { item.clone() } else { failed });
                }
            }
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use model::OnError;
    use sdk::{Value, json, testkit};

    use super::If;

    async fn check(version: f64, params: Value, records: &[Value], held: &[u32]) {
        let out = testkit::run(If)
            .version(version)
            .params(params.clone())
            .items(records.to_vec())
            .await
            .unwrap();
        let rest = (0..records.len() as u32).filter(|at| !held.contains(at));
        assert_eq!(
            out.origins(0),
            held.iter().map(|at| vec![(0, *at)]).collect::<Vec<_>>(),
            "{version} {params}"
        );
        assert_eq!(
            out.origins(1),
            rest.map(|at| vec![(0, at)]).collect::<Vec<_>>(),
            "{version} {params}"
        );
        assert_eq!(out.outputs.0.len(), 2);
    }

    #[tokio::test]
    async fn first_version() {
        let records = [
            json!({ "a": 1, "d": "2024-01-01" }),
            json!({ "a": "x", "d": "2024-03-01" }),
            json!({ "d": "2024-05-01" }),
        ];
        let number = |operation: &str, value: i32| json!({ "conditions": { "number": [{ "value1": "={{ $json.a }}", "operation": operation, "value2": value }] } });
        check(1.0, number("equal", 1), &records, &[0]).await;
        check(1.0, number("isEmpty", 0), &records, &[2]).await;
        check(1.0, number("smaller", 1), &records, &[2]).await;
        let dates = json!({ "combineOperation": "any", "conditions": {
            "dateTime": [{ "value1": "={{ $json.d }}", "value2": "2024-04-01T00:00:00Z" }],
            "string": [{ "value1": "={{ $json.a }}", "value2": "x" }],
        } });
        check(1.0, dates, &records, &[1, 2]).await;
        check(
            1.0,
            json!({ "conditions": { "boolean": [{ "value1": true }] } }),
            &records,
            &[],
        )
        .await;
        check(
            1.0,
            json!({ "conditions": { "boolean": [{ "value1": true, "value2": true }] } }),
            &records,
            &[0, 1, 2],
        )
        .await;
    }

    #[tokio::test]
    async fn typed_conditions() {
        let records = [
            json!({ "on": true, "tags": ["a", "B"] }),
            json!({ "on": "false", "tags": Vec::<Value>::new() }),
            json!({}),
        ];
        let one = |kind: &str,
                   field: &str,
                   operation: &str,
                   right: Value,
                   combinator: &str,
                   types: &str| {
            json!({ "conditions": {
            "combinator": combinator,
            "conditions": [
                { "leftValue": field, "rightValue": right, "operator": { "type": kind, "operation": operation } },
                { "leftValue": "={{ $json.tags }}", "rightValue": 2, "operator": { "type": "array", "operation": "lengthEquals", "rightType": "number" } },
            ],
            "options": { "caseSensitive": false, "typeValidation": types, "version": 2 },
        } })
        };
        check(
            2.2,
            one(
                "boolean",
                "={{ $json.on }}",
                "true",
                json!(""),
                "or",
                "loose",
            ),
            &records,
            &[0],
        )
        .await;
        check(
            2.2,
            one(
                "boolean",
                "={{ $json.on }}",
                "false",
                json!(""),
                "or",
                "loose",
            ),
            &records,
            &[0, 1, 2],
        )
        .await;
        check(
            2.2,
            one(
                "array",
                "={{ $json.tags }}",
                "contains",
                json!("b"),
                "and",
                "strict",
            ),
            &records,
            &[0],
        )
        .await;
        check(
            2.2,
            one(
                "object",
                "={{ $json.none }}",
                "empty",
                json!(""),
                "and",
                "strict",
            ),
            &records,
            &[0],
        )
        .await;
    }

    #[tokio::test]
    async fn an_item_that_cannot_be_decided() {
        let params = json!({ "conditions": { "combinator": "and", "options": { "typeValidation": "strict" }, "conditions": [
            { "leftValue": "={{ $json.a }}", "rightValue": 1, "operator": { "type": "number", "operation": "gt" } },
        ] } });
        let records = [json!({ "a": 2 }), json!({ "a": "2" })];
        let run = || {
            testkit::run(If)
                .params(params.clone())
                .items(records.clone())
        };
        assert_eq!(run().await.err().unwrap().item, Some(1));
        let out = run().on_error(OnError::Continue).await.unwrap();
        assert_eq!(
            (out.json(0), out.json(1)),
            (vec![records[0].clone()], vec![records[1].clone()])
        );
        let out = run().on_error(OnError::ErrorOutput).await.unwrap();
        assert!(out.items(1)[0].error.is_some());
        assert_eq!(out.origins(1), [[(0, 1)]]);
    }
}

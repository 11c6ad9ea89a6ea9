//! Execution Data: notes something about the execution, for finding it again.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, Result, Value, async_trait, json,
};

use crate::fields::js;

/// Notes something about the execution.
pub struct ExecutionData;

/// How many characters of a key and of a value are kept.
const KEY: usize = 50;
const VALUE: usize = 512;

#[async_trait]
impl Node for ExecutionData {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            versions: vec![1.0, 1.1],
            help: "Notes values with this execution, so that you can find it again by them.".to_owned(),
            icon: "bookmark".to_owned(),
            n8n: N8nType::base(&["executionData"]),
            params: vec![
                Param::choice("operation", "What to do", &[("save", "Note values for searching")])
                    .help("There is only this one thing to do."),
                Param::list(
                    "dataToSave",
                    "Values",
                    "values",
                    vec![
                        Param::text("key", "Name")
                            .help("At most 50 characters are kept.")
                            .example("customer"),
                        Param::text("value", "Value")
                            .help("At most 512 characters are kept.")
                            .example("={{ $json.customerId }}"),
                    ],
                )
                .help("What is noted; a later item replaces what an earlier one noted."),
            ],
            effect: Effect::Idempotent,
            ..NodeSpec::new("execution-data", "Execution Data", Group::Flow)
        }
        .aliases(&["custom data", "search", "highlight", "metadata", "tag"])
        .example(&json!({ "dataToSave": { "values": [{ "key": "customer", "value": "={{ $json.customerId }}" }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let column = ctx.column("dataToSave.values").await?;
        let mut items = Vec::new();
        for (at, item) in ctx.items().iter().enumerate() {
            let noted = match column.at(at) {
                Ok(values) => note(ctx, values).await,
                Err(error) => Err(error),
            };
            items.push(match noted {
                Ok(()) => item.clone(),
                Err(error) => ctx.recover(at, error)?,
            });
        }
        Ok(items.into())
    }
}

async fn note(ctx: &Ctx, values: &Value) -> Result<()> {
    for pair in values.as_array().unwrap_or_default() {
        let text = |name: &str, most| {
            let text = pair
                .get(name)
                .filter(|value| !value.is_null())
                .map(js::text)
                .unwrap_or_default();
            text.chars().take(most).collect::<String>()
        };
        let key = text("key", KEY);
        if key.is_empty() {
            return Err(sdk::Error::param(
                "dataToSave",
                "A value that is noted needs a name.",
            ));
        }
        ctx.host()
            .set_custom_data(&key, &text("value", VALUE))
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use sdk::{Host as _, OnError, Value, json, testkit};

    use super::ExecutionData;

    #[tokio::test]
    async fn notes_values() {
        let params = json!({ "dataToSave": { "values": [
            { "key": "id", "value": "={{ $json.id }}" }, { "key": "k".repeat(60), "value": "v".repeat(600) }
        ] } });
        let out = testkit::run(ExecutionData)
            .params(params)
            .items([json!({"id": 1}), json!({"id": 2})])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({"id": 1}), json!({"id": 2})]);
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)]]);
        let noted = Value::from(out.host.custom_data());
        assert_eq!(noted["id"], "2");
        assert_eq!(noted[&*"k".repeat(50)], "v".repeat(512));
    }

    #[tokio::test]
    async fn asks_for_a_name() {
        let params = json!({ "dataToSave": { "values": [{ "key": "", "value": "x" }] } });
        assert!(
            testkit::run(ExecutionData)
                .params(params.clone())
                .items([json!({})])
                .await
                .is_err()
        );
        let run = testkit::run(ExecutionData)
            .params(params)
            .on_error(OnError::Continue)
            .items([json!({})]);
        assert!(run.await.unwrap().items(0)[0].error.is_some());
    }
}

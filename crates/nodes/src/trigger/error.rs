//! Error Trigger: starts when another workflow failed.

use sdk::{
    Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, PortRule, Result, async_trait, json,
};

/// Starts when a workflow that names this one as its error workflow has failed.
pub struct ErrorTrigger;

#[async_trait]
impl Node for ErrorTrigger {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Starts when another workflow fails that names this one in its settings."
                .to_owned(),
            icon: "triangle-alert".to_owned(),
            n8n: N8nType::base(&["errorTrigger"]),
            inputs: PortRule::none(),
            effect: Effect::Pure,
            trigger: true,
            ..NodeSpec::new("error.trigger", "When a workflow fails", Group::Trigger)
        }
        .aliases(&["error trigger", "failure", "catch"])
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = ctx.items();
        let real = items.iter().any(|item| !item.json.is_empty());
        if real {
            return Ok(items.to_vec().into());
        }
        // Started by hand: an example of the same shape, so that the steps after it can be tried.
        let example = json!({
            "execution": {
                "id": "231",
                "url": "",
                "retryOf": "34",
                "error": { "message": "Example error message", "stack": "" },
                "lastNodeExecuted": "Node With Error",
                "mode": "manual",
            },
            "workflow": { "id": "1", "name": "Example Workflow" },
        });
        Ok(vec![Item::of(example)].into())
    }
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::ErrorTrigger;

    #[tokio::test]
    async fn shows_an_example_when_started_by_hand() {
        let out = testkit::run(ErrorTrigger).await.unwrap();
        assert!(out.json(0)[0].path("execution.error.message").is_some());
        let real = json!({"execution": {"id": "7"}});
        let out = testkit::run(ErrorTrigger)
            .items([real.clone()])
            .await
            .unwrap();
        assert_eq!(out.json(0), [real]);
    }
}

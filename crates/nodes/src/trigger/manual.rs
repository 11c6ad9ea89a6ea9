//! Manual Trigger and the older Start: the execution begins when a person says so.

use sdk::{Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, PortRule, Result, async_trait};

use super::started;

/// Starts when a person presses Run.
pub struct Manual;

/// Starts the execution, as the first versions of n8n had it.
pub struct Start;

fn spec(kind: &str, label: &str, n8n: &str) -> NodeSpec {
    NodeSpec {
        help: "Starts the workflow when you press Run.".to_owned(),
        icon: "mouse-pointer-click".to_owned(),
        n8n: N8nType::base(&[n8n]),
        inputs: PortRule::none(),
        effect: Effect::Pure,
        trigger: true,
        ..NodeSpec::new(kind, label, Group::Trigger)
    }
}

#[async_trait]
impl Node for Manual {
    fn spec(&self) -> NodeSpec {
        spec("manual", "When you press Run", "manualTrigger").aliases(&[
            "manual trigger",
            "start",
            "button",
            "by hand",
        ])
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(started(ctx))
    }
}

#[async_trait]
impl Node for Start {
    fn spec(&self) -> NodeSpec {
        spec("start", "Start", "start").aliases(&["start", "begin"])
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(started(ctx))
    }
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::Manual;

    #[tokio::test]
    async fn hands_on_what_it_was_started_with() {
        let out = testkit::run(Manual)
            .items([json!({"a": 1}), json!({"a": 2})])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({"a": 1}), json!({"a": 2})]);
        let out = testkit::run(Manual).input(vec![]).await.unwrap();
        assert_eq!(out.json(0), [json!({})]);
    }
}

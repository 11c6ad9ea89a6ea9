//! No Operation: hands its items on.

use sdk::{Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Result, async_trait};

/// Hands its items on.
pub struct NoOp;

#[async_trait]
impl Node for NoOp {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Does nothing: its items go on as they are. Good for joining wires and for looking at items.".to_owned(),
            icon: "arrow-right".to_owned(),
            n8n: N8nType::base(&["noOp"]),
            effect: Effect::Pure,
            ..NodeSpec::new("no-op", "No Operation", Group::Flow)
        }
        .aliases(&["no operation, do nothing", "nothing", "noop", "pass", "do nothing"])
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(ctx.items().to_vec().into())
    }
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    #[tokio::test]
    async fn hands_on() {
        let out = testkit::run(super::NoOp)
            .items([json!({"a": 1}), json!({})])
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({"a": 1}), json!({})]);
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)]]);
    }
}

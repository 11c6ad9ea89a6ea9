//! Interval: n8n's older trigger that fires again and again.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, PortRule, Result, async_trait,
    json,
};

use crate::trigger;

/// n8n's older trigger that fires again and again.
pub struct Interval;

#[async_trait]
impl Node for Interval {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Starts the workflow again and again. New workflows use Schedule.".to_owned(),
            icon: "timer".to_owned(),
            n8n: N8nType::base(&["interval"]),
            inputs: PortRule::none(),
            params: vec![
                Param::number("interval", "How long between", 1.0)
                    .help("How long it waits between two starts, in the unit below.")
                    .example("5"),
                Param::choice(
                    "unit",
                    "Unit",
                    &[
                        ("seconds", "Seconds"),
                        ("minutes", "Minutes"),
                        ("hours", "Hours"),
                    ],
                )
                .help("What the number counts."),
            ],
            effect: Effect::Idempotent,
            trigger: true,
            ..NodeSpec::new("interval", "Interval", Group::Trigger)
        }
        .aliases(&["interval", "schedule", "repeat"])
        .example(&json!({ "interval": 5, "unit": "minutes" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(trigger::started(ctx))
    }
}

#[cfg(test)]
mod tests {
    use sdk::testkit;

    use super::*;

    #[tokio::test]
    async fn given_items_are_passed_on() {
        let given = [json!({ "a": 1 })];
        let out = testkit::run(Interval).items(given.clone()).await.unwrap();
        assert_eq!(out.json(0), given);
        assert_eq!(
            testkit::run(Interval).items([]).await.unwrap().json(0),
            [json!({})]
        );
        let node = model::Node::new("a", "interval", 1.0);
        assert_eq!(Interval.spec().read(&node, "unit"), Some(json!("seconds")));
    }
}

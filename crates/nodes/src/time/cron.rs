//! Cron: n8n's older trigger on time.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, PortRule, Result, Show,
    async_trait, json,
};

use super::schedule::WEEKDAYS;
use crate::trigger;

/// n8n's older trigger on time.
pub struct Cron;

#[async_trait]
impl Node for Cron {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Starts the workflow at fixed times. New workflows use Schedule.".to_owned(),
            icon: "clock-3".to_owned(),
            n8n: N8nType::base(&["cron"]),
            versions: vec![1.0, 1.1, 2.0],
            inputs: PortRule::none(),
            params: vec![
                Param::list("triggerTimes", "When", "item", times())
                    .help("When the workflow starts."),
            ],
            effect: Effect::Idempotent,
            trigger: true,
            ..NodeSpec::new("cron", "Cron", Group::Trigger)
        }
        .aliases(&["cron", "schedule", "time"])
        .example(&json!({ "triggerTimes": { "item": [{ "mode": "everyDay", "hour": 9 }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(trigger::started(ctx))
    }
}

fn times() -> Vec<Param> {
    let of = |modes: &[&str]| Show::when("mode", modes);
    let limited = |name: &str, label: &str, help: &str, default: f64, max: f64, modes: &[&str]| {
        let kind = ParamKind::Number {
            min: Some(0.0),
            max: Some(max),
        };
        Param::new(name, label, kind)
            .or(default)
            .help(help)
            .show(of(modes))
    };
    vec![
        Param::choice(
            "mode",
            "Every",
            &[
                ("everyMinute", "Minute"),
                ("everyHour", "Hour"),
                ("everyDay", "Day"),
                ("everyWeek", "Week"),
                ("everyMonth", "Month"),
                ("everyX", "So many minutes or hours"),
                ("custom", "Cron expression"),
            ],
        )
        .or("everyDay")
        .help("How often it starts."),
        limited(
            "hour",
            "Hour",
            "At which hour, in the workflow's time zone.",
            14.0,
            23.0,
            &["everyDay", "everyWeek", "everyMonth"],
        ),
        limited(
            "minute",
            "Minute",
            "At which minute of the hour.",
            0.0,
            59.0,
            &["everyHour", "everyDay", "everyWeek", "everyMonth"],
        ),
        limited(
            "dayOfMonth",
            "Day of the month",
            "On which day of the month.",
            1.0,
            31.0,
            &["everyMonth"],
        ),
        Param::choice("weekday", "Day of the week", WEEKDAYS)
            .help("On which day of the week.")
            .show(of(&["everyWeek"])),
        Param::text("cronExpression", "Cron expression")
            .or("* * * * * *")
            .help("Second, minute, hour, day of the month, month, day of the week.")
            .example("0 0 9 * * 1-5")
            .show(of(&["custom"])),
        limited(
            "value",
            "How many",
            "How many units lie between two starts.",
            2.0,
            1000.0,
            &["everyX"],
        ),
        Param::choice(
            "unit",
            "Unit",
            &[("minutes", "Minutes"), ("hours", "Hours")],
        )
        .or("hours")
        .help("What the number counts.")
        .show(of(&["everyX"])),
    ]
}

#[cfg(test)]
mod tests {
    use sdk::testkit;

    use super::*;

    #[tokio::test]
    async fn given_items_are_passed_on() {
        let given = [json!({ "a": 1 })];
        let out = testkit::run(Cron).items(given.clone()).await.unwrap();
        assert_eq!(out.json(0), given);
        assert_eq!(
            testkit::run(Cron).items([]).await.unwrap().json(0),
            [json!({})]
        );
    }
}

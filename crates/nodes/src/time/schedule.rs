//! Schedule: starts a workflow at times a person chooses.
//!
//! What runs when it is time; the waiting is the engine's.

use jiff::tz::TimeZone;
use sdk::{
    Ctx, Effect, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, PortRule,
    Result, Show, async_trait, json,
};

use super::{moment, zone};

/// Starts a workflow at times a person chooses.
pub struct Schedule;

pub(super) const WEEKDAYS: &[(&str, &str)] = &[
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("0", "Sunday"),
];

fn numbered(choices: &[(&str, &str)]) -> Vec<sdk::Choice> {
    let choice = |(number, label): &(&str, &str)| sdk::Choice {
        value: value::string_to_number(number).into(),
        ..sdk::Choice::new(number, label)
    };
    choices.iter().map(choice).collect()
}

fn number(
    name: &str,
    label: &str,
    default: f64,
    limits: (f64, Option<f64>),
    fields: &[&str],
) -> Param {
    let kind = ParamKind::Number {
        min: Some(limits.0),
        max: limits.1,
    };
    Param::new(name, label, kind)
        .or(default)
        .show(Show::when("field", fields))
}

fn rule() -> Param {
    let fields = units().into_iter().chain(intervals()).chain(times());
    Param::list("rule", "When", "interval", fields.collect())
        .or(json!({ "interval": [{ "field": "days" }] }))
        .help("When the workflow starts; several rules may stand beside each other.")
}

fn units() -> [Param; 2] {
    let units = &[
        ("seconds", "Seconds"),
        ("minutes", "Minutes"),
        ("hours", "Hours"),
        ("days", "Days"),
        ("weeks", "Weeks"),
        ("months", "Months"),
        ("cronExpression", "Cron expression"),
    ];
    let expression = Param::text("expression", "Cron expression")
        .help("Minute, hour, day of the month, month, day of the week; seconds may stand before.")
        .example("0 9 * * 1-5")
        .show(Show::when("field", &["cronExpression"]));
    let field = Param::choice("field", "Every", units).or("days");
    [field.help("The unit that is counted."), expression]
}

fn intervals() -> [Param; 6] {
    [
        ("seconds", "Seconds between", 30.0, Some(59.0)),
        ("minutes", "Minutes between", 5.0, Some(59.0)),
        ("hours", "Hours between", 1.0, None),
        ("days", "Days between", 1.0, Some(31.0)),
        ("weeks", "Weeks between", 1.0, None),
        ("months", "Months between", 1.0, None),
    ]
    .map(|(unit, label, default, max)| {
        number(
            &format!("{unit}Interval"),
            label,
            default,
            (1.0, max),
            &[unit],
        )
        .help(&format!("How many {unit} lie between two starts."))
    })
}

fn times() -> [Param; 4] {
    let days = ParamKind::Choices(numbered(WEEKDAYS));
    let at = &["days", "weeks", "months"][..];
    [
        number(
            "triggerAtDayOfMonth",
            "Day of the month",
            1.0,
            (1.0, Some(31.0)),
            &["months"],
        )
        .help("On which day of the month; in shorter months it is left out."),
        Param::new("triggerAtDay", "Days of the week", days)
            .or(json!([0]))
            .help("On which days of the week.")
            .show(Show::when("field", &["weeks"])),
        number("triggerAtHour", "Hour", 0.0, (0.0, Some(23.0)), at)
            .help("At which hour, in the workflow's time zone."),
        number(
            "triggerAtMinute",
            "Minute",
            0.0,
            (0.0, Some(59.0)),
            &["hours", "days", "weeks", "months"],
        )
        .help("At which minute of the hour."),
    ]
}

#[async_trait]
impl Node for Schedule {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Starts the workflow at fixed times or again and again.".to_owned(),
            icon: "clock".to_owned(),
            n8n: N8nType::base(&["scheduleTrigger"]),
            versions: vec![1.0, 1.1, 1.2, 1.3],
            inputs: PortRule::none(),
            params: vec![rule()],
            effect: Effect::Idempotent,
            trigger: true,
            ..NodeSpec::new("schedule", "Schedule", Group::Trigger)
        }
        .aliases(&[
            "scheduleTrigger",
            "schedule trigger",
            "timer",
            "every day",
            "cron",
            "interval",
            "time",
        ])
        .example(&json!({ "rule": { "interval": [{ "field": "days", "triggerAtHour": 9 }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = ctx.items();
        if items.iter().any(|item| !item.json.is_empty()) {
            return Ok(items.to_vec().into());
        }
        Ok(vec![now(ctx)].into())
    }
}

/// The time of a start, in the workflow's zone, taken apart.
fn now(ctx: &Ctx) -> Item {
    let name = &ctx.info().timezone;
    let zone = zone::zone_or_utc(name);
    let time = zone::at(ctx.host().now_ms() as f64, zone)
        .unwrap_or_else(|| jiff::Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC));
    let part = |pattern: &str| moment::format(&time, pattern);
    Item::new(Map::from_iter([
        ("timestamp", zone::iso_with_offset(&time)),
        ("Readable date", part("MMMM Do YYYY, h:mm:ss a")),
        ("Readable time", part("h:mm:ss a")),
        ("Day of week", part("dddd")),
        ("Year", part("YYYY")),
        ("Month", part("MMMM")),
        ("Day of month", part("DD")),
        ("Hour", part("HH")),
        ("Minute", part("mm")),
        ("Second", part("ss")),
        ("Timezone", format!("{name} (UTC{})", part("Z"))),
    ]))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::{json, testkit};

    use super::*;

    #[tokio::test]
    async fn a_start_by_hand_tells_the_time() {
        let host = Arc::new(testkit::TestHost::new().at(1_714_567_890_123));
        let run = testkit::run(Schedule)
            .host(host)
            .info(|info| info.timezone = "America/New_York".to_owned());
        let out = run.await.unwrap();
        assert_eq!(
            out.json(0),
            [json!({
                "timestamp": "2024-05-01T08:51:30.123-04:00",
                "Readable date": "May 1st 2024, 8:51:30 am",
                "Readable time": "8:51:30 am",
                "Day of week": "Wednesday",
                "Year": "2024",
                "Month": "May",
                "Day of month": "01",
                "Hour": "08",
                "Minute": "51",
                "Second": "30",
                "Timezone": "America/New_York (UTC-04:00)",
            })]
        );
    }

    #[tokio::test]
    async fn given_items_are_passed_on() {
        let given = [json!({ "timestamp": "x" })];
        let out = testkit::run(Schedule).items(given.clone()).await.unwrap();
        assert_eq!(out.json(0), given);
    }

    #[test]
    fn defaults_are_those_of_n8n() {
        for version in Schedule.spec().versions {
            let node = model::Node::new("a", "schedule", version);
            let field = Schedule.spec().read(&node, "rule.interval.0.field");
            assert_eq!(field, Some(json!("days")));
        }
    }
}

//! Wait: goes on after a while, at a point in time, or when somebody calls.
//!
//! It only says what it waits for; how a waiting execution survives a restart is the host's business.

use sdk::{
    Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec, Origin, Outputs, Param, ParamKind,
    Result, Show, Suspend, Value, async_trait, json,
};

use super::given;
use crate::fields::{Clock, js, parse_date_time, try_to_parse_number};

/// Goes on later.
pub struct Wait;

const UNITS: &[(&str, &str)] = &[
    ("seconds", "Seconds"),
    ("minutes", "Minutes"),
    ("hours", "Hours"),
    ("days", "Days"),
];

#[async_trait]
impl Node for Wait {
    fn spec(&self) -> NodeSpec {
        let mut params = vec![
            Param::choice(
                "resume",
                "Go on",
                &[
                    ("timeInterval", "After a while"),
                    ("specificTime", "At a point in time"),
                    ("webhook", "When its address is called"),
                    ("form", "When a form is filled in"),
                ],
            )
            .help("What ends the wait."),
            Param::new("dateTime", "Point in time", ParamKind::DateTime)
                .or("")
                .required()
                .help("In the workflow's time zone unless it names another.")
                .example("2030-01-31T08:00:00")
                .show(Show::when("resume", &["specificTime"])),
        ];
        params.extend(while_params());
        params.extend(limit_params());
        NodeSpec {
            versions: vec![1.0, 1.1],
            help: "Waits a while, until a point in time, or until its address is called; then its items go on.".to_owned(),
            icon: "hourglass".to_owned(),
            n8n: N8nType::base(&["wait"]),
            params,
            effect: Effect::Idempotent,
            ..NodeSpec::new("wait", "Wait", Group::Flow)
        }
        .aliases(&["delay", "sleep", "pause", "timeout", "resume", "approval"])
        .example(&json!({ "amount": 5, "unit": "minutes" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let resume = ctx.value("resume", 0).await?;
        let until = match resume.as_str() {
            Some("timeInterval") => Suspend::Until(after(ctx, "amount", "unit").await?),
            Some("specificTime") => Suspend::Until(point(ctx, "dateTime").await?),
            Some("webhook" | "form") => Suspend::Resumed {
                until: limit(ctx).await?,
            },
            _ => {
                return Err(given::wrong(
                    "resume",
                    "timeInterval, specificTime, webhook or form",
                    &resume,
                ));
            }
        };
        let ended_by = ctx.host().suspend(until).await?;
        let items = ctx.items();
        if ended_by.is_null() {
            return Ok(items.to_vec().into());
        }
        let mut called = Item::of(ended_by);
        called.origin = Origin::join(items.iter().map(|item| &item.origin));
        Ok(vec![called].into())
    }
}

fn while_params() -> Vec<Param> {
    let first = || Show::before(1.1).and_when("resume", &["timeInterval"]);
    let second = || Show::since(1.1).and_when("resume", &["timeInterval"]);
    let amount = |default: f64| {
        Param::number("amount", "How long", default)
            .help("How many of the unit below to wait.")
            .example("5")
    };
    let unit = |default: &str| {
        Param::choice("unit", "Unit", UNITS)
            .or(default)
            .help("What the number counts.")
    };
    vec![
        amount(5.0).show(second()),
        amount(1.0).show(first()),
        unit("seconds").show(second()),
        unit("hours").show(first()),
    ]
}

fn limit_params() -> Vec<Param> {
    let called = || Show::when("resume", &["webhook", "form"]);
    let limited = || {
        called().and(sdk::ShowRule::Is(
            "limitWaitTime".to_owned(),
            vec![Value::Bool(true)],
        ))
    };
    let after = || limited().and_when("limitType", &["afterTimeInterval"]);
    vec![
        Param::switch("limitWaitTime", "Wait no longer than", false)
            .help("Goes on with its items even if nobody calls.")
            .show(called()),
        Param::choice(
            "limitType",
            "Goes on anyway",
            &[
                ("afterTimeInterval", "After a while"),
                ("atSpecifiedTime", "At a point in time"),
            ],
        )
        .help("When it goes on without a call.")
        .show(limited()),
        Param::number("resumeAmount", "How long", 1.0)
            .help("How many of the unit below to wait at most.")
            .example("1")
            .show(after()),
        Param::choice("resumeUnit", "Unit", UNITS)
            .or("hours")
            .help("What the number counts.")
            .show(after()),
        Param::new("maxDateAndTime", "Point in time", ParamKind::DateTime)
            .or("")
            .help("In the workflow's time zone unless it names another.")
            .example("2030-01-31T08:00:00")
            .show(limited().and_when("limitType", &["atSpecifiedTime"])),
    ]
}

/// When the wait after an amount of a unit ends, UTC milliseconds.
async fn after(ctx: &Ctx, amount: &str, unit: &str) -> Result<i64> {
    let given = ctx.value(amount, 0).await?;
    let number = try_to_parse_number(&given)
        .and_then(|number| number.as_f64())
        .filter(|n| *n >= 0.0 && n.is_finite());
    let Some(number) = number else {
        return Err(given::wrong(
            amount,
            "a number that is not negative",
            &given,
        ));
    };
    let name = ctx.value(unit, 0).await?;
    let seconds = match name.as_str() {
        Some("seconds") => 1.0,
        Some("minutes") => 60.0,
        Some("hours") => 3600.0,
        Some("days") => 86400.0,
        _ => return Err(given::wrong(unit, "seconds, minutes, hours or days", &name)),
    };
    Ok(ctx
        .host()
        .now_ms()
        .saturating_add((number * seconds * 1000.0) as i64))
}

/// A point in time, UTC milliseconds.
async fn point(ctx: &Ctx, field: &str) -> Result<i64> {
    let given = ctx.value(field, 0).await?;
    let moment = parse_date_time(&js::text(&given), &Clock::of(ctx));
    let wrong = || -> Error { given::wrong(field, "a date with or without a time", &given) };
    moment.map(|moment| moment.ms()).ok_or_else(wrong)
}

async fn limit(ctx: &Ctx) -> Result<Option<i64>> {
    if ctx.value("limitWaitTime", 0).await? != true {
        return Ok(None);
    }
    if ctx.value("limitType", 0).await? == "atSpecifiedTime" {
        return point(ctx, "maxDateAndTime").await.map(Some);
    }
    after(ctx, "resumeAmount", "resumeUnit").await.map(Some)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::{Host as _, Value, json, testkit};

    use super::Wait;

    async fn check(version: f64, params: Value, seconds: i64) {
        let host = Arc::new(testkit::TestHost::new().at(1_000));
        let run = testkit::run(Wait)
            .version(version)
            .params(params.clone())
            .host(host.clone());
        let out = run
            .info(|info| info.timezone = "Europe/Berlin".to_owned())
            .items([json!({"a": 1}), json!({"a": 2})])
            .await
            .unwrap();
        assert_eq!(host.now_ms(), 1_000 + seconds * 1_000, "{version} {params}");
        assert_eq!(out.json(0), [json!({"a": 1}), json!({"a": 2})]);
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)]]);
    }

    #[tokio::test]
    async fn waits() {
        check(1.1, json!({}), 5).await;
        check(1.0, json!({}), 3600).await;
        check(1.0, json!({ "amount": 42, "unit": "seconds" }), 42).await;
        check(1.1, json!({ "amount": "2", "unit": "days" }), 172_800).await;
        check(1.1, json!({ "amount": "={{ $json.a }}" }), 1).await;
        check(
            1.1,
            json!({ "resume": "specificTime", "dateTime": "1970-01-01T02:00:01" }),
            3600,
        )
        .await;
        check(
            1.1,
            json!({ "resume": "specificTime", "dateTime": "1969-01-01" }),
            0,
        )
        .await;
        check(
            1.1,
            json!({ "resume": "webhook", "limitWaitTime": true, "resumeAmount": 2 }),
            0,
        )
        .await;
    }

    #[tokio::test]
    async fn refuses_nonsense() {
        for (params, field) in [
            (json!({ "amount": -1 }), "amount"),
            (json!({ "amount": "long" }), "amount"),
            (json!({ "unit": "years" }), "unit"),
            (
                json!({ "resume": "specificTime", "dateTime": "someday" }),
                "dateTime",
            ),
            (json!({ "resume": "never" }), "resume"),
            (
                json!({ "resume": "form", "limitWaitTime": true, "limitType": "atSpecifiedTime" }),
                "maxDateAndTime",
            ),
        ] {
            let error = testkit::run(Wait)
                .params(params.clone())
                .items([json!({})])
                .await
                .err()
                .unwrap();
            assert_eq!(error.field.as_deref(), Some(field), "{params}");
        }
    }
}

//! Version 1: formats a date or moves it, as moment.js does.
//!
//! Where a parameter names no zone, the machine's own was meant; that is UTC here, so that a workflow gives the same
//! result on every machine.

use jiff::{Zoned, tz::TimeZone};
use sdk::{Column, Ctx, Error, Item, Map, Result, Value};

use super::calendar::{self, Unit};
use super::given::millis_of;
use crate::fields::js;
use crate::path;
use crate::time::{moment, pattern, read, zone};

pub(super) async fn run(ctx: &mut Ctx) -> Result<Vec<Item>> {
    let work = Work {
        params: ctx.all_params().await?,
        workflow: zone::zone_or_utc(&ctx.info().timezone),
        now: zone::at(ctx.host().now_ms() as f64, TimeZone::UTC).unwrap_or_default(),
    };
    let items = ctx.items();
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match work.item(at, item) {
            Ok(made) => out.extend(made),
            Err(error) => out.push(ctx.recover(at, error)?),
        }
    }
    Ok(out)
}

struct Work {
    params: Column,
    workflow: TimeZone,
    now: Zoned,
}

impl Work {
    fn item(&self, at: usize, item: &Item) -> Result<Option<Item>> {
        let params = self.params.at(at)?;
        let given = &params["value"];
        let text = match params["action"].as_str() {
            Some("calculate") => zone::iso_utc(&self.moved(given, params)?),
            // An expression that found nothing: n8n leaves the item out.
            _ if given.is_null() => return Ok(None),
            _ => self.formatted(given, params)?,
        };
        let mut json: Map = (*item.json).clone();
        path::set(&mut json, &js::text(&params["dataPropertyName"]), text);
        Ok(Some(item.with_json(json)))
    }

    fn formatted(&self, given: &Value, params: &Value) -> Result<String> {
        let option = |name: &str| {
            params
                .path(&format!("options.{name}"))
                .and_then(Value::as_str)
                .unwrap_or("")
        };
        let (from_format, from, to) = (
            option("fromFormat"),
            option("fromTimezone"),
            option("toTimezone"),
        );
        let zoned = !from.is_empty() || !to.is_empty();
        let named = |name: &str| match name {
            "" => Ok(self.workflow.clone()),
            name => zone::zone(name).ok_or_else(|| unknown_zone(name)),
        };
        let (from, to) = if zoned {
            (named(from)?, named(to)?)
        } else {
            (TimeZone::UTC, TimeZone::UTC)
        };
        let time = self
            .read(given, from_format, &from)
            .ok_or_else(|| unreadable(given, from_format))?;
        let shown = time.with_time_zone(to);
        Ok(moment::format(&shown, &js::text(&params["toFormat"])))
    }

    fn read(&self, given: &Value, from_format: &str, from: &TimeZone) -> Option<Zoned> {
        let number = js::number(given);
        if !number.is_nan() && matches!(from_format, "" | "x" | "X") && !given.is_null() {
            let ms = match from_format {
                "X" => number * 1000.0,
                "x" => number,
                _ => millis_of(number),
            };
            return zone::at(ms, from.clone());
        }
        let text = js::text(given);
        if from_format.is_empty() {
            return read::date(&text, from, &self.now).map(|read| read.time);
        }
        pattern::moment(&text, from_format, false, from, &self.now)
    }

    fn moved(&self, given: &Value, params: &Value) -> Result<Zoned> {
        let from_format = params
            .path("options.fromFormat")
            .and_then(Value::as_str)
            .unwrap_or("");
        let time = match given {
            Value::Number(ms) => zone::at(*ms, TimeZone::UTC),
            other if from_format.is_empty() => {
                read::date(&js::text(other), &TimeZone::UTC, &self.now).map(|read| read.time)
            }
            other => pattern::moment(
                &js::text(other),
                from_format,
                true,
                &TimeZone::UTC,
                &self.now,
            ),
        };
        let time = time.ok_or_else(|| unreadable(given, from_format))?;
        let name = js::text(&params["timeUnit"]);
        let unit = Unit::named(&name)
            .ok_or_else(|| Error::param("timeUnit", format!("“{name}” is no unit of time.")))?;
        let sign = if params["operation"] == "subtract" {
            -1.0
        } else {
            1.0
        };
        let amount = sign * js::number(&params["duration"]);
        let amount = if unit.is_calendar() {
            amount.round()
        } else {
            amount
        };
        calendar::plus(&time, amount, unit)
            .ok_or_else(|| Error::param("duration", "The result lies too far away to be a date."))
    }
}

fn unknown_zone(name: &str) -> Error {
    Error::param("options", format!("There is no time zone “{name}”."))
        .describe("Zones are named like Europe/Berlin or America/New_York.")
}

fn unreadable(given: &Value, from_format: &str) -> Error {
    let error = Error::new(
        "date.invalid",
        format!("“{}” cannot be read as a date.", js::text(given)),
    );
    if from_format.is_empty() {
        error.describe("Say in the option “Format of the date” how it is written.")
    } else {
        error.describe(format!("It was expected to be written as {from_format}."))
    }
}

#[cfg(test)]
mod tests {
    use sdk::{OnError, json, testkit};

    use super::super::DateTime;

    async fn date(params: sdk::Value) -> Result<sdk::Value, sdk::Error> {
        let run = testkit::run(DateTime).version(1.0).params(params);
        let run = run.info(|info| info.timezone = "America/New_York".to_owned());
        let out = run
            .items([json!({ "id": 7, "at": 1_663_801_200_000_i64 })])
            .await?;
        assert_eq!(out.json(0)[0]["id"], 7);
        Ok(out.json(0)[0]["data"].clone())
    }

    #[tokio::test]
    async fn formats_dates() {
        for (params, text) in [
            (json!({ "value": "08/01/2022" }), "08/01/2022"),
            (
                json!({ "value": "08/01/2022", "toFormat": "YYYY/MM/DD" }),
                "2022/08/01",
            ),
            (
                json!({ "value": "08/01/2022", "toFormat": "YYYY/MM/DD", "options": { "fromTimezone": "US/Hawaii" } }),
                "2022/07/31",
            ),
            (
                json!({ "value": "08/01/2022", "toFormat": "x", "options": { "toTimezone": "US/Pacific" } }),
                "1659312000000",
            ),
            (
                json!({ "value": "2022-01-12", "toFormat": "MM-DD-YYYY", "options": { "fromFormat": "YYYY-DD-MM", "fromTimezone": "US/Hawaii", "toTimezone": "US/Pacific" } }),
                "12-01-2022",
            ),
            (
                json!({ "value": "2022-01-12T00:00", "toFormat": "YYYY-MM-DD HH:mm Z", "options": { "fromTimezone": "Europe/Berlin" } }),
                "2022-01-11 18:00 -05:00",
            ),
            (
                json!({ "value": "={{ $json.at }}", "options": { "fromFormat": "x", "toTimezone": "UTC" } }),
                "09/21/2022",
            ),
            (json!({ "value": "1682918315.906" }), "05/01/2023"),
            (json!({ "value": "1682918315" }), "05/01/2023"),
            (
                json!({ "value": "1614764492648", "toFormat": "X", "options": { "fromFormat": "x" } }),
                "1614764492",
            ),
            (
                json!({ "value": "2024-05-01", "custom": true, "toFormat": "dddd [the] Do" }),
                "Wednesday the 1st",
            ),
        ] {
            assert_eq!(date(params.clone()).await.unwrap(), text, "{params}");
        }
    }

    #[tokio::test]
    async fn moves_dates() {
        for (params, text) in [
            (json!({ "duration": 10 }), "2022-08-11T00:00:00.000Z"),
            (
                json!({ "duration": 2, "timeUnit": "quarters" }),
                "2023-02-01T00:00:00.000Z",
            ),
            (
                json!({ "duration": 2, "operation": "subtract" }),
                "2022-07-30T00:00:00.000Z",
            ),
            (
                json!({ "duration": 2, "operation": "subtract", "timeUnit": "months" }),
                "2022-06-01T00:00:00.000Z",
            ),
            (
                json!({ "duration": "90", "timeUnit": "minutes" }),
                "2022-08-01T01:30:00.000Z",
            ),
            (json!({}), "2022-08-01T00:00:00.000Z"),
        ] {
            let mut all = json!({ "action": "calculate", "value": "08/01/2022" });
            all.as_object_mut()
                .unwrap()
                .extend(params.as_object().unwrap().clone());
            assert_eq!(date(all).await.unwrap(), text, "{params}");
        }
    }

    #[tokio::test]
    async fn what_is_no_date_fails() {
        for params in [
            json!({ "value": "soon" }),
            json!({ "value": "2022", "options": { "fromTimezone": "Mars/Olympus" } }),
            json!({ "value": "01.02.2022", "options": { "fromFormat": "YYYY-MM-DD" }, "action": "calculate" }),
            json!({ "value": "2022-01-01", "action": "calculate", "timeUnit": "moons" }),
            json!({ "value": "2022-01-01", "action": "calculate", "duration": 1e15, "timeUnit": "years" }),
        ] {
            assert!(date(params.clone()).await.is_err(), "{params}");
        }
        let run = testkit::run(DateTime)
            .version(1.0)
            .params(json!({ "value": "={{ $json.at }}" }));
        let run = run.on_error(OnError::Continue);
        let out = run
            .items([
                json!({ "at": "soon" }),
                json!({}),
                json!({ "at": "2024-01-01" }),
            ])
            .await
            .unwrap();
        assert_eq!(
            out.json(0)[1],
            json!({ "at": "2024-01-01", "data": "01/01/2024" })
        );
        assert!(out.json(0)[0]["error"].is_string());
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 2)]]);
    }

    #[tokio::test]
    async fn nested_fields_are_written() {
        let run = testkit::run(DateTime).version(1.0);
        let run = run.params(json!({ "value": "2024-01-01", "dataPropertyName": "a.b" }));
        let out = run.items([json!({ "a": { "c": 1 } })]).await.unwrap();
        assert_eq!(out.json(0), [json!({ "a": { "c": 1, "b": "01/01/2024" } })]);
    }
}

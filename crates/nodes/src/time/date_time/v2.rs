//! Version 2: all operations, as luxon does them, in the workflow's zone.

use jiff::{Zoned, tz::TimeZone};
use sdk::{Column, Ctx, Error, Item, Map, Result, Value, json};

use super::calendar::{self, Unit};
use super::difference::Difference;
use super::given::{Reading, yields_date};
use crate::fields::js;
use crate::time::{luxon, zone};

pub(super) async fn run(ctx: &mut Ctx) -> Result<Vec<Item>> {
    let work = Work::new(ctx).await?;
    let items = ctx.items();
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match work.item(at, item) {
            Ok(made) => out.push(made),
            Err(error) => out.push(ctx.recover(at, error)?),
        }
    }
    Ok(out)
}

struct Work {
    params: Column,
    workflow: TimeZone,
    now: Zoned,
    /// The parameters whose expressions yield dates and not texts.
    dates: Vec<&'static str>,
}

impl Work {
    async fn new(ctx: &Ctx) -> Result<Self> {
        let mut dates = vec!["date", "magnitude", "startDate", "endDate"];
        dates.retain(|name| yields_date(ctx.raw(name).as_ref()));
        let workflow = zone::zone_or_utc(&ctx.info().timezone);
        Ok(Self {
            params: ctx.all_params().await?,
            now: zone::at(ctx.host().now_ms() as f64, workflow.clone()).unwrap_or_default(),
            workflow,
            dates,
        })
    }

    fn item(&self, at: usize, item: &Item) -> Result<Item> {
        let params = self.params.at(at)?;
        let operation = js::text(&params["operation"]);
        let result = match operation.as_str() {
            "getCurrentDate" => self.current(params)?,
            "addToDate" => self.moved(params, 1.0)?,
            "subtractFromDate" => self.moved(params, -1.0)?,
            "formatDate" => self.formatted(params)?,
            "roundDate" => self.rounded(params)?,
            "getTimeBetweenDates" => self.between(params)?,
            "extractDate" => self.part(params)?,
            other => {
                return Err(Error::param(
                    "operation",
                    format!("There is no operation “{other}”."),
                ));
            }
        };
        let keep = params
            .path("options.includeInputFields")
            .is_some_and(js::truthy);
        let mut json = if keep {
            (*item.json).clone()
        } else {
            Map::new()
        };
        json.insert(js::text(&params["outputFieldName"]), result);
        let made = item.with_json(json);
        Ok(Item {
            binary: item.binary.clone().filter(|_| keep),
            ..made
        })
    }

    fn read(&self, params: &Value, name: &'static str, zone: Option<&TimeZone>) -> Result<Zoned> {
        let from_format = params
            .path("options.fromFormat")
            .and_then(Value::as_str)
            .unwrap_or("");
        let reading = Reading {
            zone,
            workflow: &self.workflow,
            from_format: if name == "date" { from_format } else { "" },
            is_date: self.dates.contains(&name),
            now: &self.now,
        };
        reading.read(&params[name]).map_err(|e| e.in_field(name))
    }

    fn current(&self, params: &Value) -> Result<Value> {
        let name = params
            .path("options.timezone")
            .and_then(Value::as_str)
            .unwrap_or("");
        let zone = match name {
            "" => self.workflow.clone(),
            name => zone::zone(name).ok_or_else(|| {
                Error::param(
                    "options.timezone",
                    format!("There is no time zone “{name}”."),
                )
                .describe("Zones are named like Europe/Berlin or America/New_York.")
            })?,
        };
        let now = self.now.with_time_zone(zone);
        let shown = if js::truthy(&params["includeTime"]) {
            Some(now)
        } else {
            calendar::start_of(&now, Unit::Day)
        };
        told(shown)
    }

    fn moved(&self, params: &Value, sign: f64) -> Result<Value> {
        let date = self.read(params, "magnitude", Some(&self.workflow))?;
        let amount = js::number(&params["duration"]);
        if amount.is_nan() {
            let shown = js::text(&params["duration"]);
            return Err(Error::param("duration", format!("“{shown}” is no number.")));
        }
        told(calendar::plus(
            &date,
            sign * amount,
            unit(params, "timeUnit")?,
        ))
    }

    fn formatted(&self, params: &Value) -> Result<Value> {
        if params["date"].is_null() {
            return Ok(Value::Null);
        }
        let in_workflow = params.path("options.timezone").is_some_and(js::truthy);
        let date = self.read(params, "date", in_workflow.then_some(&self.workflow))?;
        let format = match js::text(&params["format"]) {
            custom if custom == "custom" => js::text(&params["customFormat"]),
            format => format,
        };
        Ok(luxon::format(&date, &format).into())
    }

    fn rounded(&self, params: &Value) -> Result<Value> {
        let date = self.read(params, "date", Some(&self.workflow))?;
        if params["mode"] == "roundUp" {
            let unit = unit(params, "to")?;
            let next = calendar::plus(&date, 1.0, unit);
            return told(next.and_then(|next| calendar::start_of(&next, unit)));
        }
        told(calendar::start_of(&date, unit(params, "toNearest")?))
    }

    fn between(&self, params: &Value) -> Result<Value> {
        let start = self.read(params, "startDate", Some(&self.workflow))?;
        let end = self.read(params, "endDate", Some(&self.workflow))?;
        let names = match &params["units"] {
            Value::Array(names) => names.to_vec(),
            Value::String(names) => names.split(',').map(Value::from).collect(),
            _ => Vec::new(),
        };
        let unit = |name: &Value| {
            let name = js::text(name);
            Unit::named(&name)
                .ok_or_else(|| Error::param("units", format!("“{name}” is no unit of time.")))
        };
        let units = names.iter().map(unit).collect::<Result<Vec<_>>>()?;
        let between = Difference::between(&start, &end, &units).ok_or_else(too_far)?;
        let as_text = params.path("options.isoString").is_some_and(js::truthy);
        Ok(if as_text {
            between.to_iso().into()
        } else {
            between.to_map().into()
        })
    }

    fn part(&self, params: &Value) -> Result<Value> {
        let date = self.read(params, "date", Some(&self.workflow))?;
        let part = js::text(&params["part"]);
        Ok(match Unit::named(&part) {
            Some(Unit::Year) => json!(date.year()),
            Some(Unit::Quarter) => json!(luxon::quarter(&date)),
            Some(Unit::Month) => json!(date.month()),
            Some(Unit::Week) => json!(date.date().iso_week_date().week()),
            Some(Unit::Day) => json!(date.day()),
            Some(Unit::Hour) => json!(date.hour()),
            Some(Unit::Minute) => json!(date.minute()),
            Some(Unit::Second) => json!(date.second()),
            Some(Unit::Millisecond) => json!(date.millisecond()),
            None => {
                return Err(Error::param(
                    "part",
                    format!("“{part}” is no part of a date."),
                ));
            }
        })
    }
}

fn unit(params: &Value, name: &str) -> Result<Unit> {
    let unit = js::text(&params[name]);
    Unit::named(&unit).ok_or_else(|| Error::param(name, format!("“{unit}” is no unit of time.")))
}

fn told(time: Option<Zoned>) -> Result<Value> {
    time.map(|time| zone::iso(&time).into()).ok_or_else(too_far)
}

fn too_far() -> Error {
    Error::new("date.invalid", "The result lies too far away to be a date.")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::{OnError, Value, json, testkit};

    use super::super::DateTime;

    async fn run(zone: &str, params: Value) -> Result<Value, sdk::Error> {
        let host = Arc::new(testkit::TestHost::new().at(1_714_567_890_123));
        let run = testkit::run(DateTime).params(params).host(host);
        let run = run.info(|info| info.timezone = zone.to_owned());
        let item = json!({ "id": 7, "nothing": null, "start": "2023-04-11T13:51:59.965+00:00", "ms": 1_682_918_315_906_i64 });
        let out = run.items([item]).await?;
        Ok(out.json(0)[0].clone())
    }

    /// The workflow's zone, the parameters and the result.
    #[rustfmt::skip]
    const CASES: &[(&str, &str, &str)] = &[
        ("America/New_York", r#"{}"#, r#"{"currentDate": "2024-05-01T08:51:30.123-04:00"}"#),
        ("UTC", r#"{"includeTime": false, "outputFieldName": "d"}"#, r#"{"d": "2024-05-01T00:00:00.000Z"}"#),
        ("UTC", r#"{"options": {"timezone": "Asia/Tokyo"}}"#, r#"{"currentDate": "2024-05-01T21:51:30.123+09:00"}"#),
        ("Etc/GMT", r#"{"operation": "addToDate", "magnitude": "={{ $json.start }}", "duration": 2}"#, r#"{"newDate": "2023-04-13T13:51:59.965+00:00"}"#),
        ("Etc/GMT", r#"{"operation": "subtractFromDate", "magnitude": "={{ $json.start }}", "duration": "2", "timeUnit": "months"}"#, r#"{"newDate": "2023-02-11T13:51:59.965+00:00"}"#),
        ("America/New_York", r#"{"operation": "formatDate", "date": "={{ $json.start }}"}"#, r#"{"formattedDate": "04/11/2023"}"#),
        ("America/New_York", r#"{"operation": "formatDate", "date": "={{ $json.nothing }}"}"#, r#"{"formattedDate": null}"#),
        ("America/New_York", r#"{"operation": "formatDate", "date": "2024-05-01T02:00:00Z", "format": "custom", "customFormat": "dd.MM. HH:mm"}"#, r#"{"formattedDate": "01.05. 02:00"}"#),
        ("America/New_York", r#"{"operation": "formatDate", "date": "2024-05-01T02:00:00Z", "options": {"timezone": true}}"#, r#"{"formattedDate": "04/30/2024"}"#),
        ("UTC", r#"{"operation": "formatDate", "date": "1.5.2024", "format": "yyyy-MM-dd", "options": {"fromFormat": "d.M.yyyy"}}"#, r#"{"formattedDate": "2024-05-01"}"#),
        ("UTC", r#"{"operation": "formatDate", "date": "={{ $json.ms }}", "format": "yyyy/MM/dd"}"#, r#"{"formattedDate": "2023/05/01"}"#),
        ("UTC", r#"{"operation": "formatDate", "date": "1682918315.906", "format": "x"}"#, r#"{"formattedDate": "1682918315906"}"#),
        ("Etc/GMT", r#"{"operation": "roundDate", "date": "2023/04/11", "toNearest": "day"}"#, r#"{"roundedDate": "2023-04-11T00:00:00.000+00:00"}"#),
        ("UTC", r#"{"operation": "roundDate", "date": "2023-04-11", "mode": "roundUp"}"#, r#"{"roundedDate": "2023-05-01T00:00:00.000Z"}"#),
        ("UTC", r#"{"operation": "getTimeBetweenDates", "startDate": "2023-04-11", "endDate": "2023-04-13"}"#, r#"{"timeDifference": {"days": 2}}"#),
        ("UTC", r#"{"operation": "getTimeBetweenDates", "startDate": "2023-04-11", "endDate": "2023-04-13", "units": ["hour"], "options": {"isoString": true}}"#, r#"{"timeDifference": "PT48H"}"#),
        ("Etc/GMT", r#"{"operation": "extractDate", "date": "={{ $json.start }}", "part": "hour", "outputFieldName": "h"}"#, r#"{"h": 13}"#),
        ("UTC", r#"{"operation": "extractDate", "date": "2024-12-30", "part": "week"}"#, r#"{"datePart": 1}"#),
    ];

    #[tokio::test]
    async fn every_operation() {
        for (zone, params, result) in CASES {
            let params = value::from_str(params).unwrap();
            let out = run(zone, params.clone()).await.unwrap();
            assert_eq!(out, value::from_str(result).unwrap(), "{params}");
        }
    }

    #[tokio::test]
    async fn input_fields_are_kept_when_asked() {
        let params = json!({ "operation": "extractDate", "date": "2024-12-30", "options": { "includeInputFields": true } });
        let out = run("UTC", params).await.unwrap();
        assert_eq!((&out["id"], &out["datePart"]), (&json!(7), &json!(12)));
    }

    #[tokio::test]
    async fn what_makes_no_sense_fails() {
        for params in [
            json!({ "operation": "formatDate", "date": "soon" }),
            json!({ "operation": "formatDate", "date": "2024-05-01", "options": { "fromFormat": "dd.MM" } }),
            json!({ "operation": "addToDate", "magnitude": "2024-05-01", "duration": "many" }),
            json!({ "operation": "addToDate", "magnitude": "2024-05-01", "duration": 1e18, "timeUnit": "years" }),
            json!({ "operation": "roundDate", "date": "2024-05-01", "toNearest": "moon" }),
            json!({ "operation": "getTimeBetweenDates", "startDate": "2024-05-01", "endDate": "x" }),
            json!({ "operation": "extractDate", "date": "2024-05-01", "part": "soul" }),
            json!({ "operation": "nonsense" }),
            json!({ "options": { "timezone": "Mars/Olympus" } }),
        ] {
            assert!(run("UTC", params.clone()).await.is_err(), "{params}");
        }
        let out = testkit::run(DateTime)
            .params(json!({ "operation": "formatDate", "date": "soon" }))
            .on_error(OnError::Continue)
            .items([json!({})])
            .await
            .unwrap();
        assert_eq!(out.json(0)[0]["error"], "“soon” cannot be read as a date.");
    }
}

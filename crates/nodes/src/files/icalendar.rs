//! iCalendar: an event as a file that calendars can take in.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sdk::{
    Column, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    ParamKind, Result, Show, Value, async_trait, json,
};
use serde::Deserialize;

use super::{ics, loose, sheet, store};

/// Makes a calendar file for each item.
pub struct ICalendar;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    title: String,
    #[serde(deserialize_with = "loose::text")]
    start: String,
    #[serde(deserialize_with = "loose::text")]
    end: String,
    #[serde(deserialize_with = "loose::flag")]
    all_day: bool,
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    additional_fields: Map,
}

#[async_trait]
impl Node for ICalendar {
    fn spec(&self) -> NodeSpec {
        let mut params = vec![
            Param::choice(
                "operation",
                "What to make",
                &[("createEventFile", "A file with an event")],
            )
            .help("What kind of file comes out."),
        ];
        params.extend(event_fields(&Show::default()));
        params.push(sheet::property(
            "binaryPropertyName",
            "Put the file into",
            "The field of the outgoing item that gets the file.",
            Show::default(),
        ));
        NodeSpec {
            help: "Makes a calendar file (ICS) with an event, to be sent or opened in a calendar.".to_owned(),
            icon: "calendar-plus".to_owned(),
            n8n: N8nType::base(&["iCal"]),
            params,
            effect: Effect::Idempotent,
            ..NodeSpec::new("icalendar", "iCalendar", Group::Files)
        }
        .aliases(&["ical", "ics", "calendar", "event", "invitation"])
        .example(&json!({ "title": "Lunch", "start": "2026-05-04T12:00:00Z", "end": "2026-05-04T13:00:00Z" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        events(ctx).await
    }
}

/// The fields that describe an event.
#[expect(
    clippy::too_many_lines,
    reason = "a form: its fields, one after the other"
)]
pub(super) fn event_fields(show: &Show) -> Vec<Param> {
    let person = |name: &str, label: &str, group: &str, many: bool| {
        let mut fields = vec![
            Param::text("name", "Name")
                .help("Name of the person.")
                .example("Ann Smith"),
            Param::text("email", "Email")
                .help("Address of the person.")
                .example("ann@example.com"),
        ];
        if many {
            fields.push(
                Param::switch("rsvp", "Must answer", false)
                    .help("Asks the person whether they come."),
            );
        }
        let groups = vec![Param::fields(group, label, fields).help("Who it is.")];
        Param::new(name, label, ParamKind::Groups { many, groups })
            .or(Map::new())
            .help("Who takes part.")
    };
    let place = vec![
        Param::text("lat", "Latitude")
            .help("Degrees north.")
            .example("52.52"),
        Param::text("lon", "Longitude")
            .help("Degrees east.")
            .example("13.40"),
    ];
    let more = vec![
        person("attendeesUi", "Attendees", "attendeeValues", true),
        Param::choice(
            "busyStatus",
            "Shown as",
            &[("BUSY", "Busy"), ("TENTATIVE", "Tentative")],
        )
        .or("")
        .help("How Outlook shows the time."),
        Param::text("calName", "Calendar name")
            .help("Name of the calendar, not of the event.")
            .example("Team"),
        Param::text("description", "Description")
            .help("What the event is about.")
            .example("Bring your own food"),
        Param::text("fileName", "File name")
            .help("Name of the file.")
            .example("event.ics"),
        Param::new(
            "geolocationUi",
            "Place on the map",
            ParamKind::Groups {
                many: false,
                groups: vec![
                    Param::fields("geolocationValues", "Place", place).help("Where it is."),
                ],
            },
        )
        .or(Map::new())
        .help("Where it is, in degrees."),
        Param::text("location", "Place")
            .help("Where it is, in words.")
            .example("Room 5"),
        Param::text("recurrenceRule", "Repeats")
            .help("How it repeats, as an RRULE.")
            .example("FREQ=WEEKLY;COUNT=4"),
        person("organizerUi", "Organizer", "organizerValues", false),
        Param::number("sequence", "Revision", 0.0)
            .help("Counts the changes of an event with the same ID.")
            .example("1"),
        Param::choice(
            "status",
            "Status",
            &[
                ("CONFIRMED", "Confirmed"),
                ("CANCELLED", "Cancelled"),
                ("TENTATIVE", "Tentative"),
            ],
        )
        .help("Whether it takes place."),
        Param::text("uid", "ID")
            .help("Tells the event from all others; made up where it is empty.")
            .example("lunch-42@example.com"),
        Param::text("url", "Address")
            .help("A page about the event.")
            .example("https://example.com"),
    ];
    let show = || show.clone();
    vec![
        Param::text("title", "Title")
            .help("What the event is called.")
            .example("Lunch")
            .show(show()),
        Param::new("start", "Begins", ParamKind::DateTime)
            .or("")
            .required()
            .help("When it begins.")
            .example("2026-05-04T12:00:00Z")
            .show(show()),
        Param::new("end", "Ends", ParamKind::DateTime)
            .or("")
            .required()
            .help("When it ends.")
            .example("2026-05-04T13:00:00Z")
            .show(show()),
        Param::switch("allDay", "All day", false)
            .help("The event takes whole days; the times are left out.")
            .show(show()),
        Param::fields("additionalFields", "More about it", more)
            .help("Place, people and more.")
            .show(show()),
    ]
}

/// Makes a file for each item.
pub(super) async fn events(ctx: &mut Ctx) -> Result<Outputs> {
    let all = ctx.all_params().await?;
    let mut out = Vec::new();
    for at in 0..ctx.items().len() {
        match one(ctx, &all, at).await {
            Ok(item) => out.push(item),
            Err(error) => out.push(ctx.recover(at, error)?),
        }
    }
    Ok(out.into())
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let params: Params = all.read(at)?;
    let text = calendar(ctx, &params)?;
    let name =
        field(&params.additional_fields, "fileName").unwrap_or_else(|| "event.ics".to_owned());
    let binary = store::store(ctx, text, Some(&name), Some("text/calendar")).await?;
    let item = Item::default().with_binary(params.binary_property_name.as_str(), binary);
    Ok(item.from_item(&ctx.items()[at]))
}

fn field(more: &Map, key: &str) -> Option<String> {
    more.get(key)
        .map(loose::as_text)
        .filter(|text| !text.is_empty())
}

fn calendar(ctx: &Ctx, params: &Params) -> Result<String> {
    let more = &params.additional_fields;
    let start = moment(&params.start, "start")?;
    let end = moment(&params.end, "end")?;
    let stamp = Timestamp::from_millisecond(ctx.host().now_ms()).unwrap_or_default();
    let uid = field(more, "uid").unwrap_or_else(|| {
        let mut bytes = [0u8; 16];
        ctx.host().random(&mut bytes);
        hex::encode(bytes)
    });
    let mut event: Vec<(String, String)> = Vec::new();
    let mut push = |name: &str, value: String| event.push((name.to_owned(), value));
    push("UID", ics::escape(&uid));
    push("SUMMARY", ics::escape(&params.title));
    push("DTSTAMP", utc(stamp));
    if params.all_day {
        // The day that ends an event is not part of it.
        push("DTSTART;VALUE=DATE", day(date_of(start)));
        push(
            "DTEND;VALUE=DATE",
            day(date_of(end).saturating_add(1.day())),
        );
    } else {
        push("DTSTART", utc(start));
        push("DTEND", utc(end));
    }
    for (key, name) in [
        ("description", "DESCRIPTION"),
        ("url", "URL"),
        ("location", "LOCATION"),
        ("status", "STATUS"),
        ("busyStatus", "X-MICROSOFT-CDO-BUSYSTATUS"),
        ("sequence", "SEQUENCE"),
    ] {
        if let Some(value) = field(more, key) {
            push(name, ics::escape(&value));
        }
    }
    if let Some(rule) = field(more, "recurrenceRule") {
        push("RRULE", rule);
    }
    people(more, &mut push);
    let name = field(more, "calName").map(|name| ("X-WR-CALNAME".to_owned(), ics::escape(&name)));
    Ok(ics::write(name.as_slice(), &event))
}

fn people(more: &Map, push: &mut impl FnMut(&str, String)) {
    let text = |value: &Value, key: &str| value.get(key).map(loose::as_text).unwrap_or_default();
    let quoted = |name: &str| name.replace(['"', '\n', '\r'], "");
    if let Some(place) = more
        .get("geolocationUi")
        .and_then(|ui| ui.get("geolocationValues"))
    {
        push(
            "GEO",
            format!("{};{}", text(place, "lat"), text(place, "lon")),
        );
    }
    if let Some(person) = more
        .get("organizerUi")
        .and_then(|ui| ui.get("organizerValues"))
    {
        push(
            &format!("ORGANIZER;CN=\"{}\"", quoted(&text(person, "name"))),
            format!("mailto:{}", text(person, "email")),
        );
    }
    let attendees = more
        .get("attendeesUi")
        .and_then(|ui| ui.get("attendeeValues"));
    for person in attendees.and_then(Value::as_array).unwrap_or_default() {
        let answer = person
            .get("rsvp")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        let answer = if answer { "RSVP=TRUE;" } else { "" };
        let name = format!("ATTENDEE;{answer}CN=\"{}\"", quoted(&text(person, "name")));
        push(&name, format!("mailto:{}", text(person, "email")));
    }
}

fn moment(text: &str, field: &str) -> Result<Timestamp> {
    let text = text.trim();
    let civil = || {
        text.parse::<jiff::civil::DateTime>()
            .ok()?
            .to_zoned(jiff::tz::TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp())
    };
    let number = || {
        text.parse::<i64>()
            .ok()
            .and_then(|ms| Timestamp::from_millisecond(ms).ok())
    };
    let found = text
        .parse::<Timestamp>()
        .ok()
        .or_else(civil)
        .or_else(number);
    found.ok_or_else(|| {
        Error::param(field, format!("“{text}” is no date."))
            .describe("A date looks like 2026-05-04T12:00:00Z.")
    })
}

fn date_of(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::json;
    use sdk::testkit::{self, TestHost};

    use super::ICalendar;

    #[tokio::test]
    async fn an_event_as_a_file() {
        let host = Arc::new(TestHost::new().at(1_700_000_000_000));
        let params = json!({
            "title": "Lunch, with Ann", "start": "2026-05-04T12:00:00+02:00", "end": "2026-05-04T11:00:00",
            "additionalFields": { "location": "Room 5", "uid": "u1", "attendeesUi": { "attendeeValues": [{ "name": "Ann", "email": "a@b.c", "rsvp": true }] } }
        });
        let out = testkit::run(ICalendar)
            .params(params)
            .host(host)
            .items([json!({ "a": 1 })])
            .await
            .unwrap();
        let text = out.text(0, 0, "data").unwrap();
        for line in [
            "UID:u1",
            "SUMMARY:Lunch\\, with Ann",
            "DTSTAMP:20231114T221320Z",
            "DTSTART:20260504T100000Z",
            "DTEND:20260504T110000Z",
            "LOCATION:Room 5",
            "ATTENDEE;RSVP=TRUE;CN=\"Ann\":mailto:a@b.c",
        ] {
            assert!(
                text.contains(&format!("\r\n{line}\r\n")),
                "{line} in {text}"
            );
        }
        let file = out.items(0)[0].file("data").unwrap();
        assert_eq!(
            (file.file_name.as_deref(), file.mime_type.as_str()),
            (Some("event.ics"), "text/calendar")
        );
    }

    #[tokio::test]
    async fn whole_days_end_on_the_next() {
        let params = json!({ "allDay": true, "start": "2026-02-28", "end": "2026-02-28" });
        let out = testkit::run(ICalendar).params(params).await.unwrap();
        let text = out.text(0, 0, "data").unwrap();
        assert!(
            text.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn a_wrong_date_is_named() {
        let error = testkit::run(ICalendar)
            .params(json!({ "start": "soon", "end": "later" }))
            .await
            .err()
            .unwrap();
        assert_eq!(error.field.as_deref(), Some("start"));
    }
}

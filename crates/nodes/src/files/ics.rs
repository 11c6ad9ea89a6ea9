//! Calendar files (RFC 5545): read into records, events written.
//!
//! Repeating events are passed on as their rule; nobody counts the dates here.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sdk::{Error, Map, Result, Value, json};

/// A calendar with more lines than this is no calendar.
const MOST_LINES: usize = 2_000_000;

/// One property: name, parameters, value.
struct Line<'t> {
    name: String,
    parameters: Vec<(String, &'t str)>,
    value: &'t str,
}

/// Reads a calendar: `{ version, prodId, method?, name?, events: [...] }`.
pub(super) fn read(text: &str) -> Result<Map> {
    let text = unfold(text);
    let mut calendar = Map::new();
    let mut events: Vec<Value> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut event = Map::new();
    let mut seen = false;
    for line in text.lines().take(MOST_LINES).filter_map(parse) {
        match (line.name.as_str(), open.last().map(String::as_str)) {
            ("BEGIN", _) => {
                seen |= line.value.eq_ignore_ascii_case("VCALENDAR");
                open.push(line.value.to_ascii_uppercase());
            }
            ("END", _) => {
                let closed = open.pop();
                if closed.as_deref() == Some("VEVENT") {
                    events.push(std::mem::take(&mut event).into());
                }
            }
            (_, Some("VCALENDAR")) => calendar_property(&mut calendar, &line),
            (_, Some("VEVENT")) => event_property(&mut event, &line),
            _ => {}
        }
    }
    if !seen {
        return Err(Error::data("The file is not a calendar (ICS)."));
    }
    calendar.insert("events", events);
    Ok(calendar)
}

/// Long lines go on behind a line end and a space.
fn unfold(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace("\n ", "")
        .replace("\n\t", "")
}

fn parse(line: &str) -> Option<Line<'_>> {
    let mut quoted = false;
    let colon = line.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(at)
    })?;
    let (head, value) = (&line[..colon], &line[colon + 1..]);
    let mut parts = head.split(';');
    let name = parts.next()?.to_ascii_uppercase();
    let parameters = parts.filter_map(|part| part.split_once('='));
    let parameters =
        parameters.map(|(key, value)| (key.to_ascii_uppercase(), value.trim_matches('"')));
    Some(Line {
        name,
        parameters: parameters.collect(),
        value,
    })
}

impl Line<'_> {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| *value)
    }

    fn text(&self) -> String {
        let mut out = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                other => out.push(other),
            }
        }
        out
    }

    /// A point in time: `{ date, type, local? }`, `date` in UTC.
    fn time(&self) -> Value {
        let day = self.parameter("VALUE") == Some("DATE") || !self.value.contains('T');
        let kind = if day { "DATE" } else { "DATE-TIME" };
        let zone = self.parameter("TZID");
        let Some(date) = instant(self.value, zone) else {
            return json!({ "date": self.value, "type": kind });
        };
        let mut time = Map::from_iter([("date", date), ("type", kind.to_owned())]);
        if let Some(zone) = zone {
            time.insert("local", json!({ "date": self.value, "timezone": zone }));
        }
        time.into()
    }

    fn person(&self) -> Value {
        let email = self
            .value
            .trim_start_matches("mailto:")
            .trim_start_matches("MAILTO:");
        let mut person = Map::from_iter([("email", email)]);
        for (parameter, key) in [
            ("CN", "name"),
            ("ROLE", "role"),
            ("PARTSTAT", "partstat"),
            ("RSVP", "rsvp"),
        ] {
            if let Some(value) = self.parameter(parameter) {
                person.insert(key, value);
            }
        }
        person.into()
    }
}

/// ISO text in UTC of `20240131T120000Z`, `20240131T120000` in a zone, or `20240131`.
fn instant(text: &str, zone: Option<&str>) -> Option<String> {
    let (plain, utc) = match text.strip_suffix('Z') {
        Some(plain) => (plain, true),
        None => (text, false),
    };
    let format = if plain.contains('T') {
        "%Y%m%dT%H%M%S"
    } else {
        "%Y%m%d"
    };
    let broken_down = jiff::fmt::strtime::parse(format, plain).ok()?;
    let date = broken_down.to_date().ok()?;
    let time = broken_down.to_time().unwrap_or_default();
    let zone = match zone {
        Some(zone) if !utc => TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        _ => TimeZone::UTC,
    };
    let stamp = zone.to_timestamp(DateTime::from_parts(date, time)).ok()?;
    Some(format!("{stamp:.3}"))
}

fn calendar_property(calendar: &mut Map, line: &Line<'_>) {
    let key = match line.name.as_str() {
        "VERSION" => "version",
        "PRODID" => "prodId",
        "METHOD" => "method",
        "X-WR-CALNAME" | "NAME" => "name",
        _ => return,
    };
    calendar.insert(key, line.text());
}

fn event_property(event: &mut Map, line: &Line<'_>) {
    let text = |key: &'static str| (key, Value::from(line.text()));
    let (key, value) = match line.name.as_str() {
        "UID" => text("uid"),
        "SUMMARY" => text("summary"),
        "DESCRIPTION" => text("description"),
        "LOCATION" => text("location"),
        "URL" => text("url"),
        "STATUS" => text("status"),
        "CLASS" => text("class"),
        "TRANSP" => text("timeTransparent"),
        "PRIORITY" => text("priority"),
        "GEO" => text("geo"),
        "DURATION" => text("duration"),
        "SEQUENCE" => (
            "sequence",
            line.value.parse::<i32>().map_or(Value::Null, Value::from),
        ),
        "DTSTART" => ("start", line.time()),
        "DTEND" => ("end", line.time()),
        "DTSTAMP" => ("stamp", line.time()),
        "CREATED" => ("created", line.time()),
        "LAST-MODIFIED" => ("lastModified", line.time()),
        "RECURRENCE-ID" => ("recurrenceId", line.time()),
        "RRULE" => ("recurrenceRule", rule(line.value)),
        "ORGANIZER" => ("organizer", line.person()),
        "CATEGORIES" => (
            "categories",
            line.text().split(',').map(str::trim).collect(),
        ),
        "ATTENDEE" | "EXDATE" => return push_property(event, line),
        _ => return,
    };
    event.insert(key, value);
}

fn push_property(event: &mut Map, line: &Line<'_>) {
    let (key, value) = match line.name.as_str() {
        "ATTENDEE" => ("attendees", line.person()),
        _ => ("exceptionDates", line.time()),
    };
    let list = event.entry(key);
    if list.is_null() {
        *list = Value::Array(Default::default());
    }
    if let Some(list) = list.as_array_mut() {
        list.push(value);
    }
}

fn rule(text: &str) -> Value {
    let parts = text.split(';').filter_map(|part| part.split_once('='));
    let parts = parts.map(|(key, value)| {
        let value = value
            .parse::<i32>()
            .map_or_else(|_| Value::from(value), Value::from);
        (key.to_ascii_lowercase(), value)
    });
    parts.collect::<Map>().into()
}

/// Writes a calendar out of properties in order.
pub(super) fn write(calendar: &[(String, String)], event: &[(String, String)]) -> String {
    let mut out = String::new();
    let mut push = |line: &str| fold(&mut out, line);
    push("BEGIN:VCALENDAR");
    push("VERSION:2.0");
    push("CALSCALE:GREGORIAN");
    push("PRODID:-//Millrace//Millrace//EN");
    push("METHOD:PUBLISH");
    calendar
        .iter()
        .for_each(|(name, value)| push(&format!("{name}:{value}")));
    push("BEGIN:VEVENT");
    event
        .iter()
        .for_each(|(name, value)| push(&format!("{name}:{value}")));
    push("END:VEVENT");
    push("END:VCALENDAR");
    out
}

/// Lines hold at most 75 bytes.
fn fold(out: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars().filter(|c| !matches!(c, '\r' | '\n')) {
        if used + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Text as a value.
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace("\r\n", "\\n")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json};

    use super::read;

    #[test]
    fn reads_events() {
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A long\r\n  name\\, really\r\n\
            DTSTART;TZID=Europe/Berlin:20240701T120000\r\nDTEND:20240701T110000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n\
            ATTENDEE;CN=\"Ann: B\":mailto:a@b.c\r\nBEGIN:VALARM\r\nDESCRIPTION:no\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(
            Value::from(read(text).unwrap()),
            json!({
                "version": "2.0",
                "prodId": "x",
                "events": [{
                    "uid": "1",
                    "summary": "A long name, really",
                    "start": { "date": "2024-07-01T10:00:00.000Z", "type": "DATE-TIME", "local": { "date": "20240701T120000", "timezone": "Europe/Berlin" } },
                    "end": { "date": "2024-07-01T11:00:00.000Z", "type": "DATE-TIME" },
                    "recurrenceRule": { "freq": "WEEKLY", "count": 3 },
                    "attendees": [{ "email": "a@b.c", "name": "Ann: B" }]
                }]
            })
        );
    }

    #[test]
    fn other_files_are_errors() {
        for text in ["", "hello", "BEGIN:VEVENT\nEND:VEVENT"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}

//! The date that a parameter gives, whatever form it has.

use jiff::{Zoned, tz::TimeZone};
use sdk::{Error, Result, Value};

use crate::fields::js;
use crate::time::{pattern, read, zone};

/// How a date is to be read.
pub(super) struct Reading<'r> {
    /// The zone the result is given in; none is the zone the text names, or UTC.
    pub zone: Option<&'r TimeZone>,
    /// The workflow's zone.
    pub workflow: &'r TimeZone,
    /// How it is written.
    pub from_format: &'r str,
    /// Whether the parameter's expression made a date by itself (`$now`), which keeps its own zone.
    pub is_date: bool,
    /// The time now.
    pub now: &'r Zoned,
}

/// Fewer digits than this and a number counts seconds, not milliseconds.
const DIGITS_OF_MILLIS: usize = 12;

/// A number as a point in time, UTC milliseconds: seconds or milliseconds since 1970, told by its length; with a fraction
/// it is seconds.
pub(super) fn millis_of(number: f64) -> f64 {
    if number.fract() != 0.0 {
        return (number * 1000.0).round();
    }
    if value::number_to_string(number).len() < DIGITS_OF_MILLIS {
        number * 1000.0
    } else {
        number
    }
}

impl Reading<'_> {
    /// Reads a date.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(&self, given: &Value) -> Result<Zoned> {
        let found = if self.is_date { self.own(given) } else { None };
        found
            .or_else(|| self.number_or_text(given))
            .ok_or_else(|| unreadable(given, self.from_format))
    }

    /// A date with its offset, kept in the workflow's zone if that agrees.
    fn own(&self, given: &Value) -> Option<Zoned> {
        let text = given.as_str()?;
        let time = read::date(text, self.workflow, self.now)?.time;
        let written = match text.strip_suffix('Z') {
            Some(_) => 0,
            None => zone::seconds(text.get(text.len().checked_sub(6)?..)?)?,
        };
        if time.offset().seconds() == written {
            return Some(time);
        }
        let own = jiff::tz::Offset::from_seconds(written).ok()?;
        Some(time.with_time_zone(TimeZone::fixed(own)))
    }

    fn number_or_text(&self, given: &Value) -> Option<Zoned> {
        let number = js::number(given);
        if !number.is_nan() {
            let shown = self
                .zone
                .cloned()
                .unwrap_or_else(|| zone::zone_or_utc("Etc/UTC"));
            return zone::at(millis_of(number), shown);
        }
        let text = given.as_str()?;
        let time = if self.from_format.is_empty() {
            read::date(text, &TimeZone::UTC, self.now)?.time
        } else {
            pattern::luxon(text, self.from_format, self.workflow, self.now)?
        };
        let shown = self.zone.cloned().or_else(|| own_offset(text));
        Some(time.with_time_zone(shown.unwrap_or_else(|| zone::zone_or_utc("Etc/UTC"))))
    }
}

/// The offset at the end of a text, if it is east of UTC: only there a text keeps its own clock.
fn own_offset(text: &str) -> Option<TimeZone> {
    let (_, offset) = text.rsplit_once('+')?;
    let seconds = zone::seconds(&format!("+{}", offset.trim()))?;
    match seconds {
        0 => Some(zone::zone_or_utc("Etc/UTC")),
        seconds => jiff::tz::Offset::from_seconds(seconds)
            .ok()
            .map(TimeZone::fixed),
    }
}

fn unreadable(given: &Value, from_format: &str) -> Error {
    let error = Error::new(
        "date.invalid",
        format!("“{}” cannot be read as a date.", js::text(given)),
    );
    if from_format.is_empty() {
        error.describe("Write it as 2024-05-01T13:30:00, or say in the options how it is written.")
    } else {
        error.describe(format!("It was expected to be written as {from_format}."))
    }
}

/// Whether the expression of a parameter yields a date itself and not its text, told by how it begins and ends.
pub(super) fn yields_date(raw: Option<&Value>) -> bool {
    let code = raw.and_then(Value::as_str).and_then(|text| {
        let inner = text.strip_prefix('=')?.trim().strip_prefix("{{")?;
        Some(inner.strip_suffix("}}")?.trim())
    });
    let Some(code) = code else { return false };
    let begins = ["$now", "$today", "DateTime."]
        .iter()
        .any(|start| code.starts_with(start));
    let converts = code.contains(".toDateTime(");
    (begins || converts) && !code.contains("{{") && !ends_as_other(code)
}

/// Whether the last call of a chain turns a date into something else.
fn ends_as_other(code: &str) -> bool {
    let Some(open) = code.strip_suffix(')').and_then(last_open) else {
        // No call at the end: a property such as `.year` is no date, the bare variable is.
        return code.rsplit_once(['.', ']']).is_some()
            || code.contains(['+', '-', '?', '`', '"', '\'']);
    };
    let name = code[..open]
        .rsplit(['.', ' ', '('])
        .next()
        .unwrap_or_default();
    let keeps = [
        "plus",
        "minus",
        "set",
        "setZone",
        "setLocale",
        "startOf",
        "endOf",
        "toUTC",
        "toLocal",
        "toDateTime",
        "reconfigure",
        "now",
        "local",
        "utc",
        "beginningOf",
        "endOfMonth",
    ];
    !keeps.contains(&name) && !name.starts_with("from")
}

/// Where the bracket opens that the end of the text closes.
fn last_open(inner: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        depth += match c {
            ')' => 1,
            '(' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use sdk::json;

    use super::*;

    #[test]
    fn expressions_that_yield_dates_are_known() {
        for (code, yields) in [
            ("={{ $now }}", true),
            ("={{ $today }}", true),
            ("={{ $now.minus({ days: 1 }) }}", true),
            (
                "={{ DateTime.fromISO($json.a).plus({hours: $json.b}) }}",
                true,
            ),
            ("={{ $json.date.toDateTime() }}", true),
            ("={{ $now.setZone('Europe/Berlin').startOf('day') }}", true),
            ("={{ $now.toISO() }}", false),
            ("={{ $now.toFormat('yyyy') }}", false),
            ("={{ $now.year }}", false),
            ("={{ $json.date }}", false),
            ("={{ $now }} and more", false),
            ("=$now", false),
            ("$now", false),
        ] {
            assert_eq!(yields_date(Some(&json!(code))), yields, "{code}");
        }
        assert!(!yields_date(None));
    }

    #[test]
    fn numbers_are_seconds_or_milliseconds() {
        for (number, ms) in [
            (1_682_918_315_906.0, 1_682_918_315_906.0),
            (1_682_918_315.906, 1_682_918_315_906.0),
            (1_682_918_315.0, 1_682_918_315_000.0),
            (0.0, 0.0),
        ] {
            assert_eq!(millis_of(number), ms);
        }
    }
}

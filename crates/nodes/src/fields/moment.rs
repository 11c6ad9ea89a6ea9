//! Points in time out of text, in every form that n8n takes: ISO 8601, RFC 2822, HTTP, SQL, and what `Date.parse` reads.
//!
//! Not here: formats a person gives, and words such as "tomorrow".

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use regex::{Captures, Regex};
use sdk::Ctx;

use super::spoken;

/// Where and when dates are read: the zone of text that names none, and today for text that is only a time.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The zone.
    pub zone: TimeZone,
    /// Now, UTC milliseconds.
    pub now_ms: i64,
}

impl Clock {
    /// A clock in a zone by its IANA name; an unknown one is UTC.
    pub fn new(zone: &str, now_ms: i64) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        Self { zone, now_ms }
    }

    /// The clock of a run: the workflow's zone, the host's time.
    pub fn of(ctx: &Ctx) -> Self {
        Self::new(&ctx.info().timezone, ctx.host().now_ms())
    }

    fn today(&self, zone: &TimeZone) -> Option<Date> {
        let now = Timestamp::from_millisecond(self.now_ms).ok()?;
        Some(now.to_zoned(zone.clone()).date())
    }
}

/// A point in time with the zone it was given in.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment(Zoned);

impl Moment {
    /// A point in time by UTC milliseconds, seen in a zone.
    pub fn from_ms(ms: i64, zone: &TimeZone) -> Option<Self> {
        let at = Timestamp::from_millisecond(ms).ok()?;
        Some(Self(at.to_zoned(zone.clone())))
    }

    /// UTC milliseconds.
    pub fn ms(&self) -> i64 {
        self.0.timestamp().as_millisecond()
    }

    /// As jiff has it.
    pub fn zoned(&self) -> &Zoned {
        &self.0
    }

    /// ISO text with milliseconds and offset: `2025-04-17T06:22:20.000+02:00`, `…Z` in UTC.
    pub fn to_iso(&self) -> String {
        let utc = *self.0.time_zone() == TimeZone::UTC;
        let pattern = if utc {
            "%Y-%m-%dT%H:%M:%S.%3fZ"
        } else {
            "%Y-%m-%dT%H:%M:%S.%3f%:z"
        };
        self.0.strftime(pattern).to_string()
    }

    /// Name of the zone: an IANA name, `UTC`, or an offset such as `UTC-4` and `UTC+5:30`.
    pub fn zone_name(&self) -> String {
        let zone = self.0.time_zone();
        if let Some(name) = zone.iana_name() {
            return name.to_owned();
        }
        let minutes = self.0.offset().seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        match (minutes.abs() / 60, minutes.abs() % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
        }
    }
}

/// Reads a point in time; none where the text is in no known form.
pub fn parse(text: &str, clock: &Clock) -> Option<Moment> {
    let text = text.trim();
    let found = FORMS.iter().find_map(|form| {
        let captures = form.captures(text)?;
        Parts {
            captures: &captures,
            clock,
        }
        .moment()
    });
    found.or_else(|| spoken::parse(text, clock))
}

const TIME: &str =
    r"(?<h>[0-9]{2})(?::?(?<mi>[0-9]{2})(?::?(?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,30}))?)?)?";
const OFFSET: &str = r"(?:(?<z>[Zz])|(?<oh>[+-][0-9]{2})(?::?(?<om>[0-9]{2}))?)";
const IANA: &str = r"(?<tz>[A-Za-z_+-]{1,256}(?:/[A-Za-z0-9_+-]{1,256}){0,2})";
const YEAR: &str = r"(?<y>[+-][0-9]{6}|[0-9]{4})";
const MONTH: &str = "(?<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const WEEKDAY: &str = "(?<wday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const CLOCK: &str = "(?<h>[0-9]{2}):(?<mi>[0-9]{2})(?::(?<s>[0-9]{2}))?";

/// The strict forms, in the order in which they are tried.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let zone = format!(r"(?:{OFFSET}?(?:\[{IANA}\])?)");
    let time = format!("(?:[Tt]{TIME}{zone}?)?");
    let sql_time = format!("{TIME} ?(?:{OFFSET}|{IANA})?");
    let forms = [
        format!("^{YEAR}(?:-?(?<mo>[0-9]{{2}})(?:-?(?<d>[0-9]{{2}}))?)?{time}$"),
        format!("^(?<y>[0-9]{{4}})-?W(?<w>[0-9]{{2}})(?:-?(?<wd>[0-9]))?{time}$"),
        format!("^(?<y>[0-9]{{4}})-?(?<od>[0-9]{{3}}){time}$"),
        format!("^[Tt]?{TIME}{zone}?$"),
        // HTTP and RFC 2822
        format!(
            r"^(?:{WEEKDAY},\s)?(?<d>[0-9]{{1,2}})\s{MONTH}\s(?<y>[0-9]{{2,4}})\s{CLOCK}\s(?:(?<zn>UT|GMT|[ECMP][SD]T)|(?<z>[Zz])|(?<oh>[+-][0-9]{{2}})(?<om>[0-9]{{2}}))(?:\s*\([^)]*\))?$"
        ),
        format!(
            "^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), (?<d>[0-9]{{2}})-{MONTH}-(?<y>[0-9]{{2}}) {CLOCK} (?<zn>GMT)$"
        ),
        format!("^{WEEKDAY} {MONTH} (?<d> ?[0-9]{{1,2}}) {CLOCK} (?<y>[0-9]{{4}})(?<zn>)$"),
        // SQL
        format!("^(?<y>[0-9]{{4}})-(?<mo>[0-9]{{2}})-(?<d>[0-9]{{2}})(?: {sql_time})?$"),
    ];
    // The forms are constants, and a test compiles them all.
    forms
        .iter()
        .filter_map(|form| Regex::new(form).ok())
        .collect()
});

struct Parts<'c> {
    captures: &'c Captures<'c>,
    clock: &'c Clock,
}

impl Parts<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.captures.name(name).map(|found| found.as_str())
    }

    fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.text(name)?.trim().parse().ok()
    }

    fn moment(&self) -> Option<Moment> {
        let zone = self.zone()?;
        let (time, extra_day) = self.time()?;
        let mut date = self.date(&zone)?;
        if extra_day {
            date = date.tomorrow().ok()?;
        }
        let weekday = self.text("wday").and_then(weekday);
        if weekday.is_some_and(|weekday| weekday != date.weekday()) {
            return None;
        }
        DateTime::from_parts(date, time)
            .to_zoned(zone)
            .ok()
            .map(Moment)
    }

    fn zone(&self) -> Option<TimeZone> {
        if let Some(name) = self.text("tz") {
            return TimeZone::get(name).ok();
        }
        if let Some(name) = self.text("zn") {
            return Some(fixed(zone_minutes(name)));
        }
        if self.text("z").is_some() {
            return Some(TimeZone::UTC);
        }
        let Some(hours) = self.number::<i32>("oh") else {
            return Some(self.clock.zone.clone());
        };
        let negative = self.text("oh").is_some_and(|text| text.starts_with('-'));
        let minutes = hours.abs() * 60 + self.number::<i32>("om").unwrap_or(0);
        Some(fixed(if negative { -minutes } else { minutes }))
    }

    /// The time, and whether it is the midnight at the end of the day.
    fn time(&self) -> Option<(Time, bool)> {
        let hour = self.number::<i8>("h").unwrap_or(0);
        let minute = self.number::<i8>("mi").unwrap_or(0);
        let second = self.number::<i8>("s").unwrap_or(0);
        let millis = self.text("f").map_or(0, millis);
        if hour == 24 && minute == 0 && second == 0 && millis == 0 {
            return Some((Time::midnight(), true));
        }
        Time::new(hour, minute, second, millis * 1_000_000)
            .ok()
            .map(|time| (time, false))
    }

    fn date(&self, zone: &TimeZone) -> Option<Date> {
        let Some(year) = self.number::<i32>("y") else {
            return self.clock.today(zone);
        };
        let year = i16::try_from(self.whole_year(year)).ok()?;
        if let Some(week) = self.number("w") {
            let day = Weekday::from_monday_one_offset(self.number("wd").unwrap_or(1)).ok()?;
            return ISOWeekDate::new(year, week, day)
                .ok()
                .map(ISOWeekDate::date);
        }
        if let Some(day) = self.number::<i16>("od") {
            return Date::new(year, 1, 1)
                .ok()?
                .with()
                .day_of_year(day)
                .build()
                .ok();
        }
        let named = self.text("mon").and_then(month);
        let month = named.or_else(|| self.number("mo")).unwrap_or(1);
        Date::new(year, month, self.number("d").unwrap_or(1)).ok()
    }

    /// Years of two digits are near.
    fn whole_year(&self, year: i32) -> i32 {
        match (self.text("y").map_or(4, str::len), year) {
            (2, 0..=60) => 2000 + year,
            (2, _) => 1900 + year,
            _ => year,
        }
    }
}

/// Milliseconds out of the digits behind the point.
fn millis(digits: &str) -> i32 {
    let first: String = digits.chars().chain("000".chars()).take(3).collect();
    first.parse().unwrap_or(0)
}

/// A zone that is always so many minutes ahead of UTC.
pub(super) fn fixed(minutes: i32) -> TimeZone {
    match Offset::from_seconds(minutes * 60) {
        Ok(offset) if !offset.is_zero() => TimeZone::fixed(offset),
        _ => TimeZone::UTC,
    }
}

/// The month of an English name, by its first three letters.
pub(super) fn month(name: &str) -> Option<i8> {
    const NAMES: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let name = name.get(..3)?.to_ascii_lowercase();
    let at = NAMES
        .as_bytes()
        .chunks(3)
        .position(|known| known == name.as_bytes())?;
    i8::try_from(at + 1).ok()
}

fn weekday(name: &str) -> Option<Weekday> {
    let at = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .iter()
        .position(|known| *known == name)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// Minutes ahead of UTC of a zone by its American name.
pub(super) fn zone_minutes(name: &str) -> i32 {
    let hours = match name.to_ascii_uppercase().as_str() {
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => 0,
    };
    hours * 60
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, zone: &str) -> Option<String> {
        // 2024-06-15T12:00:00Z
        parse(text, &Clock::new(zone, 1_718_452_800_000)).map(|moment| moment.to_iso())
    }

    #[test]
    fn all_forms_compile() {
        assert_eq!(FORMS.len(), 8);
    }

    #[test]
    fn reads_every_form() {
        for (text, iso) in [
            ("2023-11-15T17:10:49.113Z", Some("2023-11-15T17:10:49.113Z")),
            ("2023-11-15", Some("2023-11-15T00:00:00.000+01:00")),
            ("20231115T0102", Some("2023-11-15T01:02:00.000+01:00")),
            ("2023-W46-3", Some("2023-11-15T00:00:00.000+01:00")),
            ("2023-319", Some("2023-11-15T00:00:00.000+01:00")),
            ("2023", Some("2023-01-01T00:00:00.000+01:00")),
            ("14:30", Some("2024-06-15T14:30:00.000+02:00")),
            (
                "2019-03-26T14:00:00.4999Z",
                Some("2019-03-26T14:00:00.499Z"),
            ),
            ("2023-11-15T24:00:00Z", Some("2023-11-16T00:00:00.000Z")),
            (
                "2023-11-15T10:00:00[America/New_York]",
                Some("2023-11-15T10:00:00.000-05:00"),
            ),
            (
                "1997-07-16T19:20+01:00",
                Some("1997-07-16T19:20:00.000+01:00"),
            ),
            (
                "Tue, 04 Jun 2013 07:40:03 -0400",
                Some("2013-06-04T07:40:03.000-04:00"),
            ),
            (
                "Wed, 21 Oct 2015 07:28:00 GMT",
                Some("2015-10-21T07:28:00.000Z"),
            ),
            (
                "Sunday, 06-Nov-94 08:49:37 GMT",
                Some("1994-11-06T08:49:37.000Z"),
            ),
            ("Sun Nov  6 08:49:37 1994", Some("1994-11-06T08:49:37.000Z")),
            ("2008-11-11 13:23:44", Some("2008-11-11T13:23:44.000+01:00")),
            (
                "2008-11-11 13:23:44.12 Asia/Tokyo",
                Some("2008-11-11T13:23:44.120+09:00"),
            ),
            (
                "2023-02-30T00:00:00Z",
                Some("2023-03-02T01:00:00.000+01:00"),
            ),
            ("2023-13-01", None),
            ("25:00", None),
            ("1685084980", None),
            ("", None),
            ("hello", None),
        ] {
            assert_eq!(read(text, "Europe/Brussels").as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn names_zones() {
        let clock = Clock::new("Europe/Brussels", 0);
        for (text, zone) in [
            ("2025-04-17T06:22:20-04:00", "UTC-4"),
            ("2025-04-17T06:22:20+05:30", "UTC+5:30"),
            ("2025-04-17T06:22:20Z", "UTC"),
            ("2025-04-17T06:22:20", "Europe/Brussels"),
        ] {
            assert_eq!(parse(text, &clock).unwrap().zone_name(), zone, "{text}");
        }
    }
}

//! Moving a date along the calendar, and the beginning of its day, month, ….

use jiff::civil::Time;
use jiff::{Span, ToSpan, Zoned};

use crate::time::zone;

/// A unit of time. The order is from the largest to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

impl Unit {
    /// The unit of a name, singular or plural.
    pub fn named(name: &str) -> Option<Self> {
        Some(
            match name.trim().to_ascii_lowercase().trim_end_matches('s') {
                "year" => Self::Year,
                "quarter" => Self::Quarter,
                "month" => Self::Month,
                "week" => Self::Week,
                "day" => Self::Day,
                "hour" => Self::Hour,
                "minute" => Self::Minute,
                "second" => Self::Second,
                "millisecond" => Self::Millisecond,
                _ => return None,
            },
        )
    }

    /// Its plural, as results name it.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Year => "years",
            Self::Quarter => "quarters",
            Self::Month => "months",
            Self::Week => "weeks",
            Self::Day => "days",
            Self::Hour => "hours",
            Self::Minute => "minutes",
            Self::Second => "seconds",
            Self::Millisecond => "milliseconds",
        }
    }

    /// Milliseconds, a month taken for 30 days and a year for 365.
    pub fn millis(self) -> f64 {
        const DAY: f64 = 86_400_000.0;
        match self {
            Self::Year => 365.0 * DAY,
            Self::Quarter => 91.0 * DAY,
            Self::Month => 30.0 * DAY,
            Self::Week => 7.0 * DAY,
            Self::Day => DAY,
            Self::Hour => 3_600_000.0,
            Self::Minute => 60_000.0,
            Self::Second => 1000.0,
            Self::Millisecond => 1.0,
        }
    }

    /// Whether the clock keeps its time when it is added, whatever the zone does.
    pub fn is_calendar(self) -> bool {
        self <= Self::Day
    }
}

/// So many units later; a fraction of a day or more is taken by its usual length.
pub(super) fn plus(time: &Zoned, amount: f64, unit: Unit) -> Option<Zoned> {
    if !unit.is_calendar() {
        return later(time, amount * unit.millis());
    }
    let moved = plus_whole(time, amount.trunc() as i64, unit)?;
    later(&moved, amount.fract() * unit.millis())
}

/// So many whole units of the calendar later; the day is the last of the month where there is no such day.
pub(super) fn plus_whole(time: &Zoned, amount: i64, unit: Unit) -> Option<Zoned> {
    let span: Span = match unit {
        Unit::Year => Span::new().try_years(amount),
        Unit::Quarter => Span::new().try_months(amount.checked_mul(3)?),
        Unit::Month => Span::new().try_months(amount),
        Unit::Week => Span::new().try_weeks(amount),
        _ => Span::new().try_days(amount),
    }
    .ok()?;
    time.checked_add(span).ok()
}

/// Milliseconds later.
pub(super) fn later(time: &Zoned, ms: f64) -> Option<Zoned> {
    zone::at(zone::millis(time) as f64 + ms, time.time_zone().clone())
}

/// The beginning of the year, month, … it lies in. Weeks begin on Monday.
pub(super) fn start_of(time: &Zoned, unit: Unit) -> Option<Zoned> {
    let date = time.date();
    let date = match unit {
        Unit::Year => date.first_of_year(),
        Unit::Quarter => {
            let month = (date.month() - 1) / 3 * 3 + 1;
            date.with().month(month).day(1).build().ok()?
        }
        Unit::Month => date.first_of_month(),
        Unit::Week => {
            let past = date.weekday().to_monday_zero_offset();
            date.checked_sub(i64::from(past).days()).ok()?
        }
        _ => date,
    };
    let clock = match unit {
        Unit::Hour => Time::new(time.hour(), 0, 0, 0).ok()?,
        Unit::Minute => Time::new(time.hour(), time.minute(), 0, 0).ok()?,
        Unit::Second => Time::new(time.hour(), time.minute(), time.second(), 0).ok()?,
        Unit::Millisecond => return Some(time.clone()),
        _ => Time::midnight(),
    };
    time.time_zone().to_zoned(date.to_datetime(clock)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        let zone = zone::zone("Europe/Berlin").unwrap();
        text.parse::<jiff::Timestamp>().unwrap().to_zoned(zone)
    }

    #[test]
    fn units_have_names() {
        for (name, unit) in [
            ("days", Unit::Day),
            ("Month", Unit::Month),
            ("milliseconds", Unit::Millisecond),
        ] {
            assert_eq!(Unit::named(name), Some(unit), "{name}");
            assert!(
                name.to_lowercase()
                    .starts_with(unit.plural().trim_end_matches('s')),
                "{name}"
            );
        }
        assert_eq!(Unit::named("fortnight"), None);
    }

    #[test]
    fn dates_move_along_the_calendar() {
        for (from, amount, unit, to) in [
            (
                "2024-01-31T12:00:00Z",
                1.0,
                Unit::Month,
                "2024-02-29T13:00:00.000+01:00",
            ),
            (
                "2024-03-30T12:00:00Z",
                1.0,
                Unit::Day,
                "2024-03-31T13:00:00.000+02:00",
            ),
            (
                "2024-03-30T12:00:00Z",
                24.0,
                Unit::Hour,
                "2024-03-31T14:00:00.000+02:00",
            ),
            (
                "2024-01-01T00:00:00Z",
                1.5,
                Unit::Day,
                "2024-01-02T13:00:00.000+01:00",
            ),
            (
                "2024-01-01T00:00:00Z",
                -1.0,
                Unit::Quarter,
                "2023-10-01T01:00:00.000+02:00",
            ),
            (
                "2024-01-01T00:00:00Z",
                2.0,
                Unit::Week,
                "2024-01-15T01:00:00.000+01:00",
            ),
        ] {
            let moved = plus(&at(from), amount, unit).unwrap();
            assert_eq!(zone::iso(&moved), to, "{from} {amount} {unit:?}");
        }
        assert!(plus(&at("2024-01-01T00:00:00Z"), 1e12, Unit::Year).is_none());
        assert!(plus(&at("2024-01-01T00:00:00Z"), f64::NAN, Unit::Hour).is_none());
    }

    #[test]
    fn units_begin() {
        for (unit, begin) in [
            (Unit::Year, "2024-01-01T00:00:00.000+01:00"),
            (Unit::Quarter, "2024-04-01T00:00:00.000+02:00"),
            (Unit::Month, "2024-05-01T00:00:00.000+02:00"),
            (Unit::Week, "2024-05-13T00:00:00.000+02:00"),
            (Unit::Day, "2024-05-16T00:00:00.000+02:00"),
            (Unit::Hour, "2024-05-16T14:00:00.000+02:00"),
            (Unit::Minute, "2024-05-16T14:34:00.000+02:00"),
            (Unit::Second, "2024-05-16T14:34:56.000+02:00"),
        ] {
            let start = start_of(&at("2024-05-16T12:34:56.789Z"), unit).unwrap();
            assert_eq!(zone::iso(&start), begin, "{unit:?}");
        }
    }
}

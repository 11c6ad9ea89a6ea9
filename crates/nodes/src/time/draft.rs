//! What has been read of a date so far, and the point in time it makes.

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::{Timestamp, ToSpan, Zoned, tz::Offset, tz::TimeZone};

/// Parts of a date as they were read; what is missing is filled in by [`Draft::finish`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// Day of the year, from 1.
    pub ordinal: Option<i16>,
    /// ISO week and day of the week, from Monday, 1.
    pub week: Option<i8>,
    pub weekday: Option<i8>,
    pub hour: Option<i8>,
    pub minute: Option<i8>,
    pub second: Option<i8>,
    pub nanosecond: i32,
    /// Afternoon, where hours run to 12.
    pub afternoon: Option<bool>,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
    /// A name of a zone.
    pub zone: Option<TimeZone>,
    /// A whole point in time by itself, UTC milliseconds.
    pub millis: Option<f64>,
}

impl Draft {
    /// The point in time. Larger parts that are missing are those of `now`, smaller ones the first; without an offset the
    /// clock is that of `zone`, in which the result is given too.
    pub fn finish(&self, zone: &TimeZone, now: &Zoned) -> Option<Zoned> {
        if let Some(ms) = self.millis {
            return super::zone::at(ms, zone.clone());
        }
        let (date, overflow) = (self.date(now)?, self.hour == Some(24));
        let mut clock = DateTime::from_parts(date, self.time()?);
        if overflow {
            clock = clock.checked_add(1.day()).ok()?;
        }
        let own = match (self.offset, &self.zone) {
            (Some(seconds), _) => TimeZone::fixed(Offset::from_seconds(seconds).ok()?),
            (None, Some(named)) => named.clone(),
            (None, None) => zone.clone(),
        };
        let time: Timestamp = own.to_timestamp(clock).ok()?;
        Some(time.to_zoned(zone.clone()))
    }

    fn date(&self, now: &Zoned) -> Option<Date> {
        let year = self.year.unwrap_or(now.year());
        if let Some(week) = self.week {
            let day = Weekday::from_monday_one_offset(self.weekday.unwrap_or(1)).ok()?;
            return Some(ISOWeekDate::new(year, week, day).ok()?.date());
        }
        if let Some(ordinal) = self.ordinal {
            let first = Date::new(year, 1, 1).ok()?;
            let date = first.checked_add((i64::from(ordinal) - 1).days()).ok()?;
            return (ordinal >= 1 && date.year() == year).then_some(date);
        }
        let nothing = self.year.is_none() && self.month.is_none() && self.day.is_none();
        let month = match self.month {
            Some(month) => month,
            None if self.year.is_some() => 1,
            None => now.month(),
        };
        let day = match self.day {
            Some(day) => day,
            None if nothing => now.day(),
            None => 1,
        };
        Date::new(year, month, day).ok()
    }

    fn time(&self) -> Option<Time> {
        let hour = match (self.hour.unwrap_or(0), self.afternoon) {
            (12, Some(false)) | (24, None) => 0,
            (hour @ ..12, Some(true)) => hour + 12,
            (hour, _) => hour,
        };
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        if self.hour == Some(24) && (minute, second) != (0, 0) {
            return None;
        }
        Time::new(hour, minute, second, self.nanosecond).ok()
    }
}

/// A fraction of a second, `5` for half of it, in nanoseconds.
pub(super) fn fraction(digits: &str) -> i32 {
    let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
    nine.parse().unwrap_or(0)
}

/// A year of two digits: up to 68 this century.
pub(super) fn short_year(year: i16) -> i16 {
    if year > 68 { 1900 + year } else { 2000 + year }
}

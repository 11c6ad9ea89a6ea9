//! Time zones and the ISO texts of points in time.
//!
//! Not here: patterns (`luxon`, `moment`) and reading what people write (`read`).

use jiff::{Timestamp, Zoned, tz::Offset, tz::TimeZone};

/// The zone of a name: IANA's, `utc`, `gmt` or an offset such as `UTC+3` or `+05:30`.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    match name.to_ascii_lowercase().as_str() {
        "" => None,
        "utc" | "gmt" | "z" => Some(TimeZone::UTC),
        lower => match lower.strip_prefix("utc").unwrap_or(lower) {
            offset if offset.starts_with(['+', '-']) => Some(TimeZone::fixed(
                Offset::from_seconds(seconds(offset)?).ok()?,
            )),
            _ => TimeZone::get(name).ok(),
        },
    }
}

/// The zone of a name, or UTC where there is none: a workflow's zone was checked when it was set.
pub(crate) fn zone_or_utc(name: &str) -> TimeZone {
    zone(name).unwrap_or(TimeZone::UTC)
}

/// Seconds of an offset such as `+05:30`, `-0800` or `+3`.
pub(crate) fn seconds(text: &str) -> Option<i32> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = &text[1..];
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let numeric = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !numeric {
        return None;
    }
    let (hours, minutes) = match (rest.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) => (hours.parse().ok()?, minutes.parse().ok()?),
        (None, 1 | 2) => (digits.parse::<i32>().ok()?, 0),
        _ => {
            let cut = digits.len() - 2;
            (digits[..cut].parse().ok()?, digits[cut..].parse().ok()?)
        }
    };
    let total: i32 = hours * 3600 + minutes * 60;
    (total < 24 * 3600).then_some(sign * total)
}

/// A point in time in a zone; none past the years -9999 and 9999.
pub(crate) fn at(ms: f64, zone: TimeZone) -> Option<Zoned> {
    const MOST: f64 = 8.64e15;
    if !ms.is_finite() || ms.abs() > MOST {
        return None;
    }
    let timestamp = Timestamp::from_millisecond(ms.round() as i64).ok()?;
    Some(timestamp.to_zoned(zone))
}

/// UTC milliseconds.
pub(crate) fn millis(time: &Zoned) -> i64 {
    time.timestamp().as_millisecond()
}

/// ISO text with the zone's offset: `2024-05-01T09:00:00.000-04:00`, or `Z` in UTC itself.
pub(crate) fn iso(time: &Zoned) -> String {
    let zone = time.time_zone();
    let universal = zone.iana_name().is_none_or(|name| name == "UTC");
    if universal && time.offset() == Offset::UTC {
        format!("{}Z", local_iso(time))
    } else {
        iso_with_offset(time)
    }
}

/// ISO text with an offset in figures, `+00:00` in UTC too.
pub(crate) fn iso_with_offset(time: &Zoned) -> String {
    format!("{}{}", local_iso(time), offset(time, ":"))
}

/// ISO text in UTC: `2024-05-01T13:00:00.000Z`.
pub(crate) fn iso_utc(time: &Zoned) -> String {
    format!("{}Z", local_iso(&time.with_time_zone(TimeZone::UTC)))
}

fn local_iso(time: &Zoned) -> String {
    let year = match time.year() {
        year @ 0..=9999 => format!("{year:04}"),
        year => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    format!(
        "{year}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}",
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.millisecond()
    )
}

/// The offset from UTC: `-04:00` with `:` between, `-0400` without.
pub(crate) fn offset(time: &Zoned, between: &str) -> String {
    let seconds = time.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
}

/// The zone's abbreviation at that time, such as `EDT`.
pub(crate) fn abbreviation(time: &Zoned) -> String {
    let info = time.time_zone().to_offset_info(time.timestamp());
    info.abbreviation().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_names_and_offsets() {
        for (name, text) in [
            ("America/New_York", "2023-03-31T02:31:01.250-04:00"),
            ("US/Hawaii", "2023-03-30T20:31:01.250-10:00"),
            ("Etc/UTC", "2023-03-31T06:31:01.250+00:00"),
            ("utc", "2023-03-31T06:31:01.250Z"),
            ("UTC+3", "2023-03-31T09:31:01.250+03:00"),
            ("-05:30", "2023-03-31T01:01:01.250-05:30"),
            ("+0545", "2023-03-31T12:16:01.250+05:45"),
        ] {
            let time = at(1_680_244_261_250.0, zone(name).unwrap()).unwrap();
            assert_eq!(iso(&time), text, "{name}");
            assert_eq!(iso_utc(&time), "2023-03-31T06:31:01.250Z", "{name}");
            assert_eq!(millis(&time), 1_680_244_261_250, "{name}");
        }
        for wrong in ["", "Mars/Olympus", "+99:00", "+1:2:3", "+"] {
            assert!(zone(wrong).is_none(), "{wrong}");
        }
        assert!(at(f64::NAN, TimeZone::UTC).is_none());
        assert!(at(1e300, TimeZone::UTC).is_none());
    }
}
